/// Something that happened during a call. Its description is one line for a log, and holds no secret.
///
/// ```swift
/// let client = try Client.fromEnvironment(options: ClientOptions(onEvent: { print($0) }))
/// ```
public enum Event: Sendable, Hashable, CustomStringConvertible {
    /// An attempt ended, well or not.
    case attempt(AttemptEvent)
    /// A failed attempt will be followed by another one, after a wait.
    case retry(RetryEvent)
    /// The call waits before it sends anything, because the service asked this client to, in answer to another call.
    case hold(HoldEvent)

    /// One line for a log.
    public var description: String {
        switch self {
        case .attempt(let event): event.description
        case .retry(let event): event.description
        case .hold(let event): event.description
        }
    }
}

/// One attempt.
public struct AttemptEvent: Sendable, Hashable, CustomStringConvertible {
    /// What the call does: `resume`, `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` where it names a cluster.
    public let connector: Connector?
    /// Which attempt, from 1.
    public let attempt: Int
    /// The answer's status, if there was an answer.
    public let status: Int?
    /// The service's id of the request.
    public let requestID: String?
    /// How long this attempt took.
    public let elapsed: Duration
    /// Why there was no 2xx, in a few words.
    public let error: String?
    /// One line for a log.
    public let description: String
}

/// A wait before another attempt.
public struct RetryEvent: Sendable, Hashable, CustomStringConvertible {
    /// What the call does: `resume`, `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` where it names a cluster.
    public let connector: Connector?
    /// Which attempt failed, from 1.
    public let attempt: Int
    /// How many attempts there may be.
    public let maxAttempts: Int
    /// How long the call waits now.
    public let wait: Duration
    /// Why the attempt failed, in a few words.
    public let error: String
    /// One line for a log.
    public let description: String
}

/// A wait at the client's own gate, which a rate limit has closed.
public struct HoldEvent: Sendable, Hashable, CustomStringConvertible {
    /// What the call does: `resume`, `list the connectors`.
    public let action: String
    /// The connector that the call names; `nil` where it names a cluster.
    public let connector: Connector?
    /// How long until the gate opens.
    public let wait: Duration
    /// One line for a log.
    public let description: String
}
