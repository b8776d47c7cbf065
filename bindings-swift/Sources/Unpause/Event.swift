/// An event during a call. Its description is one line for a log, without secrets.
///
/// ```swift
/// let client = try Client.fromEnvironment(options: ClientOptions(onEvent: { print($0.level, $0) }))
/// ```
public enum Event: Sendable, Hashable, CustomStringConvertible {
    /// A call starts.
    case start(StartEvent)
    /// An attempt ended, with success or not.
    case attempt(AttemptEvent)
    /// An attempt failed. Another one follows after a wait.
    case retry(RetryEvent)
    /// The call waits before it sends anything, because the service has rate limited another call of this client.
    case hold(HoldEvent)
    /// The client's token was renewed beside a call, or could not be. That is no error while the old token lives.
    case renewal(RenewalEvent)
    /// A call ended, with success or not, or was cancelled.
    case end(EndEvent)

    /// One line for a log.
    public var description: String {
        switch self {
        case .start(let event): event.description
        case .attempt(let event): event.description
        case .retry(let event): event.description
        case .hold(let event): event.description
        case .renewal(let event): event.description
        case .end(let event): event.description
        }
    }

    /// The connector that the call names; `nil` if it names a cluster.
    public var connector: Connector? {
        switch self {
        case .start(let event): event.connector
        case .attempt(let event): event.connector
        case .retry(let event): event.connector
        case .hold(let event): event.connector
        case .renewal(let event): event.connector
        case .end(let event): event.connector
        }
    }

    /// How much the event matters, as the levels of a log. The names are those of swift-log's `Logger.Level` and of `OSLogType`.
    public enum Level: String, Sendable, Hashable, CaseIterable {
        /// The start and the end of a call.
        case trace
        /// An attempt, with success or not; and a token that was renewed.
        case debug
        /// A wait because of a rate limit that another call met.
        case info
        /// A failed attempt that is repeated; and a token that could not be renewed.
        case warning
    }

    /// The level for a log: the same in every language.
    public var level: Level {
        switch self {
        case .start, .end: .trace
        case .attempt: .debug
        case .retry: .warning
        case .hold: .info
        case .renewal(let event): event.error == nil ? .debug : .warning
        }
    }
}

/// The start of a call.
public struct StartEvent: Sendable, Hashable, CustomStringConvertible {
    /// The number of the call, the same in all of its events. No other call of the process has it.
    public let call: UInt64
    /// The action of the call, such as `resume` or `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` if it names a cluster.
    public let connector: Connector?
    /// One line for a log.
    public let description: String

    /// Creates an event, for tests and previews. The description is made of the rest, unless it is given.
    public init(call: UInt64 = 0, action: String, connector: Connector? = nil, description: String? = nil) {
        self.call = call
        self.action = action
        self.connector = connector
        self.description = description ?? "\(named(action, connector)): call \(call) starts"
    }
}

/// One attempt.
public struct AttemptEvent: Sendable, Hashable, CustomStringConvertible {
    /// The number of the call, the same in all of its events.
    public let call: UInt64
    /// The action of the call, such as `resume` or `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` if it names a cluster.
    public let connector: Connector?
    /// Which attempt, from 1.
    public let attempt: Int
    /// The HTTP status of the answer, if there was one.
    public let status: Int?
    /// The service's id of the request.
    public let requestID: String?
    /// The time that this attempt took.
    public let elapsed: Duration
    /// Why the attempt failed, in a few words; `nil` after a 2xx.
    public let error: String?
    /// One line for a log.
    public let description: String

    /// Creates an event, for tests and previews. The description is made of the rest, unless it is given.
    public init(
        call: UInt64 = 0, action: String, connector: Connector? = nil, attempt: Int = 1, status: Int? = nil,
        requestID: String? = nil,
        elapsed: Duration = .zero, error: String? = nil, description: String? = nil
    ) {
        self.call = call
        self.action = action
        self.connector = connector
        self.attempt = attempt
        self.status = status
        self.requestID = requestID
        self.elapsed = elapsed
        self.error = error
        self.description =
            description ?? "\(named(action, connector)): attempt \(attempt): \(error ?? status.map(String.init) ?? "done")"
    }
}

/// A wait before another attempt.
public struct RetryEvent: Sendable, Hashable, CustomStringConvertible {
    /// The number of the call, the same in all of its events.
    public let call: UInt64
    /// The action of the call, such as `resume` or `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` if it names a cluster.
    public let connector: Connector?
    /// Which attempt failed, from 1.
    public let attempt: Int
    /// The most attempts that the call may make.
    public let maxAttempts: Int
    /// The time that the call waits now.
    public let wait: Duration
    /// Why the attempt failed, in a few words.
    public let error: String
    /// One line for a log.
    public let description: String

    /// Creates an event, for tests and previews. The description is made of the rest, unless it is given.
    public init(
        call: UInt64 = 0, action: String, connector: Connector? = nil, attempt: Int = 1, maxAttempts: Int = 4,
        wait: Duration = .zero,
        error: String, description: String? = nil
    ) {
        self.call = call
        self.action = action
        self.connector = connector
        self.attempt = attempt
        self.maxAttempts = maxAttempts
        self.wait = wait
        self.error = error
        self.description =
            description ?? "\(named(action, connector)): \(error); waiting \(wait) before attempt \(attempt + 1) of \(maxAttempts)"
    }
}

/// A wait at the client's gate, which is closed while the client is rate limited.
public struct HoldEvent: Sendable, Hashable, CustomStringConvertible {
    /// The number of the call; `nil` if a job waits before it starts the call.
    public let call: UInt64?
    /// The action of the call, such as `resume` or `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` if it names a cluster.
    public let connector: Connector?
    /// The time until the gate opens.
    public let wait: Duration
    /// One line for a log.
    public let description: String

    /// Creates an event, for tests and previews. The description is made of the rest, unless it is given.
    public init(
        call: UInt64? = nil, action: String, connector: Connector? = nil, wait: Duration = .zero, description: String? = nil
    ) {
        self.call = call
        self.action = action
        self.connector = connector
        self.wait = wait
        self.description = description ?? "\(named(action, connector)): rate limited by the service, waiting \(wait) before sending"
    }
}

private func named(_ action: String, _ connector: Connector?) -> String {
    connector.map { "\(action) connector \($0)" } ?? action
}

/// The end of a renewal of the client's token that went on beside a call.
public struct RenewalEvent: Sendable, Hashable, CustomStringConvertible {
    /// The number of the call, the same in all of its events.
    public let call: UInt64
    /// The action of the call, such as `resume` or `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` if it names a cluster.
    public let connector: Connector?
    /// The time that the renewal took.
    public let elapsed: Duration
    /// For how long the new token is good, if that is known.
    public let expiresIn: Duration?
    /// Why there is no new token, in a few words.
    public let error: String?
    /// One line for a log.
    public let description: String

    /// Creates an event, for tests and previews. The description is made of the rest, unless it is given.
    public init(
        call: UInt64 = 0, action: String, connector: Connector? = nil, elapsed: Duration = .zero, expiresIn: Duration? = nil,
        error: String? = nil, description: String? = nil
    ) {
        self.call = call
        self.action = action
        self.connector = connector
        self.elapsed = elapsed
        self.expiresIn = expiresIn
        self.error = error
        let renewal =
            error.map { "the token was not renewed: \($0)" }
            ?? "the token was renewed\(expiresIn.map { ", for \($0)" } ?? "")"
        self.description = description ?? "\(named(action, connector)): \(renewal)"
    }
}

/// The end of a call.
public struct EndEvent: Sendable, Hashable, CustomStringConvertible {
    /// The number of the call, the same in all of its events.
    public let call: UInt64
    /// The action of the call, such as `resume` or `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` if it names a cluster.
    public let connector: Connector?
    /// How many requests were tried.
    public let attempts: Int
    /// From the start of the call to its end.
    public let elapsed: Duration
    /// Why the call failed, in a few words; `nil` after a 2xx, `cancelled` after a cancellation.
    public let error: String?
    /// One line for a log.
    public let description: String

    /// Creates an event, for tests and previews. The description is made of the rest, unless it is given.
    public init(
        call: UInt64 = 0, action: String, connector: Connector? = nil, attempts: Int = 1, elapsed: Duration = .zero,
        error: String? = nil, description: String? = nil
    ) {
        self.call = call
        self.action = action
        self.connector = connector
        self.attempts = attempts
        self.elapsed = elapsed
        self.error = error
        self.description =
            description ?? "\(named(action, connector)): call \(call) ends: \(error ?? "done"), \(attempts) attempt(s)"
    }
}
