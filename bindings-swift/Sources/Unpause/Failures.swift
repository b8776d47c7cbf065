/// What the details of every ``UnpauseError`` have.
public protocol UnpauseFailure: Sendable {
    /// What failed, for which connector, why, and what to do, in one line.
    var message: String { get }
    /// One sentence that a person can act on, if there is one.
    var advice: String? { get }
    /// The connector that the call named; `nil` when no call was made.
    var connector: Connector? { get }
}

/// A parameter or an option is not usable; nothing was sent.
public struct InvalidRequestFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// The name of the parameter or option, as the documentation common to all languages writes it: `connector_name`.
    public let field: String?
}

/// The client cannot be built.
public struct ConfigurationFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public var connector: Connector? { nil }
}

/// The service answered, and not with a 2xx that holds what was asked for.
public struct APIFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// The answer's HTTP status.
    public let status: Int
    /// The service's own code, as text: it sends integers and strings.
    public let code: String?
    /// The service's id of the last request, for a support ticket.
    public let requestID: String?
    /// How many requests were made. 0 where a rate limit that another call was told of kept this one from being sent.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
    /// The first 2 KiB of the answer's body.
    public let body: String
    /// How long the service asked to wait, if it did.
    public let retryAfter: Duration?
    /// What the answer said about the rate limit, if it did.
    public let rateLimit: RateLimit?
}

/// No answer in time.
public struct TimeoutFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// Which limit ran out.
    public let limit: TimeLimit?
    /// How many requests were tried.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
}

/// A limit of ``ClientOptions``.
public enum TimeLimit: Sendable, Hashable {
    /// No connection was made in time.
    case connectTimeout
    /// One attempt had no answer in time.
    case timeout
    /// The whole call, with its retries and waits, had no answer in time.
    case deadline
}

/// No answer at all.
public struct TransportFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// How many requests were tried.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
}

/// A connector that was waited for failed.
public struct ConnectorFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// What the last look saw, with the traces of the connector and its tasks.
    public let connectorStatus: ConnectorStatus?
    /// How often the connector was looked at.
    public let looks: Int
    /// From the call to the error.
    public let elapsed: Duration
}

/// A connector that was waited for does not run yet.
public struct WaitTimeoutFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// How the connector stood.
    public let situation: Situation
    /// What the last look that had an answer saw.
    public let connectorStatus: ConnectorStatus?
    /// How often the connector was looked at.
    public let looks: Int
    /// From the call to the error.
    public let elapsed: Duration
    /// If a rate limit held the last poll: the wait that the service asked for.
    public let retryAfter: Duration?
}

/// How a connector stood that did not run in time.
public enum Situation: Sendable, Hashable {
    /// It said PAUSED at every look.
    case stillPaused
    /// It had left PAUSED and went back to it, so somebody paused it meanwhile.
    case pausedAgain
    /// It is stuck PROVISIONING.
    case provisioning
    /// It failed, but not for as long as `failureGrace`.
    case failed
    /// It says RUNNING and has fewer tasks than `minTasks`.
    case noTasks
    /// It has its tasks, but not all of them run.
    case tasksNotRunning
    /// It ran, but not yet for as long as `settle`.
    case notSettled
    /// In any other state.
    case other
    /// No look had an answer.
    case unknown
}

/// A bug in Unpause.
public struct InternalFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
}
