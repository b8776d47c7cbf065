/// An event during a call. Its description is one line for a log, without secrets.
///
/// ```swift
/// let client = try Client.fromEnvironment(options: ClientOptions(onEvent: { print($0) }))
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
    /// A call ended, with success or not, or was cancelled.
    case end(EndEvent)

    /// One line for a log.
    public var description: String {
        switch self {
        case .start(let event): event.description
        case .attempt(let event): event.description
        case .retry(let event): event.description
        case .hold(let event): event.description
        case .end(let event): event.description
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
}
