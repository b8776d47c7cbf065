/// The details that each ``UnpauseError`` has.
public protocol UnpauseFailure: Sendable {
    /// One line: what failed, for which connector, why, and what to do.
    var message: String { get }
    /// What to do about it, in one sentence, if there is advice.
    var advice: String? { get }
    /// The connector that the call named; `nil` if no call was made.
    var connector: Connector? { get }
}

/// A parameter or an option cannot be used; nothing was sent.
public struct InvalidRequestFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// The name of the parameter or option, such as `connectorName`.
    public let field: String?
}

/// No client can be made of the options.
public struct ConfigurationFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public var connector: Connector? { nil }
}

/// The service answered, but not with a 2xx that can be read.
public struct APIFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// The HTTP status of the answer.
    public let status: Int
    /// The service's own error code, as text: it sends integers and strings.
    public let code: String?
    /// The service's id of the last request, for a support ticket.
    public let requestID: String?
    /// How many requests were made; 0 if a rate limit left no time for one before the deadline.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
    /// The first 2 KiB of the body.
    public let body: String
    /// Time to wait before the next try, if the service said so.
    public let retryAfter: Duration?
    /// The rate limit, if the answer had its headers.
    public let rateLimit: RateLimit?
}

/// No answer in time.
public struct TimeoutFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// The limit that ran out.
    public let limit: TimeLimit?
    /// How many requests were tried.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
}

/// A time limit of ``ClientOptions``.
public enum TimeLimit: Sendable, Hashable {
    /// No connection was opened in time.
    case connectTimeout
    /// One attempt had no answer in time.
    case timeout
    /// The whole call, with all its attempts and waits, had no answer in time.
    case deadline
}

/// No answer at all.
public struct TransportFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// Why there was no answer.
    public let reason: TransportReason
    /// How many requests were tried.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
}

/// Why there was no answer.
public enum TransportReason: Sendable, Hashable {
    /// This process may open no more connections.
    case tooManyOpenFiles
    /// The name of the host cannot be resolved.
    case nameResolution
    /// No connection could be made.
    case connect
    /// The proxy made no connection.
    case proxy
    /// The proxy wants credentials.
    case proxyCredentials
    /// TLS failed, mostly because of the certificate.
    case tls
    /// The answer is not HTTP.
    case notHttp
    /// The service says that it did not look at the request.
    case notProcessed
    /// The connection broke before the end of the answer.
    case connectionLost
}

/// The awaited connector failed.
public struct ConnectorFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// The status that the last poll saw, with the traces of the connector and its tasks.
    public let connectorStatus: ConnectorStatus?
    /// How many polls there were.
    public let looks: Int
    /// From the call to the error.
    public let elapsed: Duration
}

/// The awaited connector does not run yet.
public struct WaitTimeoutFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
    /// Why it does not run.
    public let situation: Situation
    /// The status that the last answered poll saw.
    public let connectorStatus: ConnectorStatus?
    /// How many polls there were.
    public let looks: Int
    /// From the call to the error.
    public let elapsed: Duration
    /// The time that the service asked to wait, if a rate limit held the last poll.
    public let retryAfter: Duration?
}

/// Why a connector did not run in time.
public enum Situation: Sendable, Hashable {
    /// It said PAUSED at every poll.
    case stillPaused
    /// It had left PAUSED, so somebody paused it again.
    case pausedAgain
    /// It is stuck in PROVISIONING.
    case provisioning
    /// It failed, but not for as long as `failureGrace`.
    case failed
    /// It says RUNNING but has fewer tasks than `minTasks`.
    case noTasks
    /// Not all of its tasks run.
    case tasksNotRunning
    /// It ran, but not yet for as long as `settle`.
    case notSettled
    /// Any other state.
    case other
    /// No poll had an answer.
    case unknown
}

/// A bug in Unpause. Please report it.
public struct InternalFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let connector: Connector?
}
