/// The details that each ``UnpauseError`` has.
public protocol UnpauseFailure: Sendable, Codable {
    /// One line: what failed, for which connector, why, and what to do.
    var message: String { get }
    /// What to do about it, in one sentence, if there is advice.
    var advice: String? { get }
    /// The connector that the call named; `nil` if no call was made.
    var connector: Connector? { get }
    /// Whether the same call may succeed a little later. A restart may nevertheless have been acted on.
    var retryable: Bool { get }
}

extension UnpauseFailure {
    /// The message without the advice: what failed, for which connector, and why.
    public var summary: String {
        guard let advice, message.hasSuffix(". \(advice)") else { return message }
        return String(message.dropLast(advice.count + 2))
    }
}

/// A parameter or an option cannot be used; nothing was sent.
public struct InvalidRequestFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?
    /// The name of the parameter or option, such as `connectorName`.
    public let field: String?

    /// Creates the details of an error, for tests and previews.
    public init(message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil, field: String? = nil)
    {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.field = field
    }
}

/// No client can be made of the options.
public struct ConfigurationFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public var connector: Connector? { nil }

    /// Creates the details of an error, for tests and previews.
    public init(message: String, advice: String? = nil, retryable: Bool = false) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
    }
}

/// There is no token to send.
public struct CredentialsFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?
    /// What failed.
    public let stage: CredentialsStage
    private var thrown = Thrown()
    /// The HTTP status, if a service answered.
    public let status: Int?
    /// The service's own error code.
    public let code: String?
    /// The service's id of the request.
    public let requestID: String?
    /// How many requests of the call were tried before.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration
    /// The first 2 KiB of the body.
    public let body: String?
    /// Time to wait before the next try, if the service said so.
    public let retryAfter: Duration?
    /// The rate limit, if the answer had its headers.
    public let rateLimit: RateLimit?

    /// Creates the details of an error, for tests and previews.
    public init(
        message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil,
        stage: CredentialsStage = .tokenProvider,
        underlying: (any Error)? = nil, status: Int? = nil, code: String? = nil, requestID: String? = nil,
        attempts: Int = 0, elapsed: Duration = .zero, body: String? = nil, retryAfter: Duration? = nil,
        rateLimit: RateLimit? = nil
    ) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.stage = stage
        thrown = Thrown(error: underlying)
        self.status = status
        self.code = code
        self.requestID = requestID
        self.attempts = attempts
        self.elapsed = elapsed
        self.body = body
        self.retryAfter = retryAfter
        self.rateLimit = rateLimit
    }

    /// The error that the client's function threw. It can be of any type, so `==` does not compare it, and no document has it.
    public var underlying: (any Error)? { thrown.error }

    private enum CodingKeys: String, CodingKey {
        case message, advice, retryable, connector, stage, status, attempts, body, rateLimit
        case code = "serviceCode"
        case requestID = "requestId"
        case elapsed = "elapsedMs"
        case retryAfter = "retryAfterMs"
    }
}

/// An error of any type. All are equal, so that Swift compares the other fields itself, and forgets none.
private struct Thrown: Sendable, Hashable {
    var error: (any Error)?

    static func == (_: Self, _: Self) -> Bool { true }

    func hash(into _: inout Hasher) {}
}

/// The service answered, but not with a 2xx that can be read.
public struct APIFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
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

    /// Creates the details of an error, for tests and previews.
    public init(
        message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil, status: Int,
        code: String? = nil,
        requestID: String? = nil, attempts: Int = 1, elapsed: Duration = .zero, body: String = "",
        retryAfter: Duration? = nil, rateLimit: RateLimit? = nil
    ) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.status = status
        self.code = code
        self.requestID = requestID
        self.attempts = attempts
        self.elapsed = elapsed
        self.body = body
        self.retryAfter = retryAfter
        self.rateLimit = rateLimit
    }

    private enum CodingKeys: String, CodingKey {
        case message, advice, retryable, connector, status, attempts, body, rateLimit
        case code = "serviceCode"
        case requestID = "requestId"
        case elapsed = "elapsedMs"
        case retryAfter = "retryAfterMs"
    }
}

/// No answer in time.
public struct TimeoutFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?
    /// The limit that ran out.
    public let limit: TimeLimit?
    /// How many requests were tried.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration

    /// Creates the details of an error, for tests and previews.
    public init(
        message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil, limit: TimeLimit? = nil,
        attempts: Int = 1, elapsed: Duration = .zero
    ) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.limit = limit
        self.attempts = attempts
        self.elapsed = elapsed
    }

    private enum CodingKeys: String, CodingKey {
        case message, advice, retryable, connector, limit, attempts
        case elapsed = "elapsedMs"
    }
}

/// No answer at all.
public struct TransportFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?
    /// Why there was no answer.
    public let reason: TransportReason
    /// How many requests were tried.
    public let attempts: Int
    /// From the call to the error, waits included.
    public let elapsed: Duration

    /// Creates the details of an error, for tests and previews.
    public init(
        message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil,
        reason: TransportReason = .connectionLost,
        attempts: Int = 1,
        elapsed: Duration = .zero
    ) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.reason = reason
        self.attempts = attempts
        self.elapsed = elapsed
    }

    private enum CodingKeys: String, CodingKey {
        case message, advice, retryable, connector, reason, attempts
        case elapsed = "elapsedMs"
    }
}

/// The awaited connector failed.
public struct ConnectorFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?
    /// The status that the last poll saw, with the traces of the connector and its tasks.
    public let connectorStatus: ConnectorStatus?
    /// How many polls there were.
    public let looks: Int
    /// From the call to the error.
    public let elapsed: Duration

    /// Creates the details of an error, for tests and previews.
    public init(
        message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil,
        connectorStatus: ConnectorStatus? = nil,
        looks: Int = 1, elapsed: Duration = .zero
    ) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.connectorStatus = connectorStatus
        self.looks = looks
        self.elapsed = elapsed
    }

    private enum CodingKeys: String, CodingKey {
        case message, advice, retryable, connector, connectorStatus, looks
        case elapsed = "elapsedMs"
    }
}

/// The connector is not in the awaited state yet.
public struct WaitTimeoutFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?
    /// Why it is not.
    public let situation: Situation
    /// The status that the last answered poll saw.
    public let connectorStatus: ConnectorStatus?
    /// How many polls there were.
    public let looks: Int
    /// From the call to the error.
    public let elapsed: Duration
    /// The time that the service asked to wait, if a rate limit held the last poll.
    public let retryAfter: Duration?

    /// Creates the details of an error, for tests and previews.
    public init(
        message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil,
        situation: Situation = .unknown,
        connectorStatus: ConnectorStatus? = nil, looks: Int = 1, elapsed: Duration = .zero,
        retryAfter: Duration? = nil
    ) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
        self.situation = situation
        self.connectorStatus = connectorStatus
        self.looks = looks
        self.elapsed = elapsed
        self.retryAfter = retryAfter
    }

    private enum CodingKeys: String, CodingKey {
        case message, advice, retryable, connector, situation, connectorStatus, looks
        case elapsed = "elapsedMs"
        case retryAfter = "retryAfterMs"
    }
}

/// A bug in Unpause. Please report it.
public struct InternalFailure: UnpauseFailure, Hashable {
    public let message: String
    public let advice: String?
    public let retryable: Bool
    public let connector: Connector?

    /// Creates the details of an error, for tests and previews.
    public init(message: String, advice: String? = nil, retryable: Bool = false, connector: Connector? = nil) {
        self.message = message
        self.advice = advice
        self.retryable = retryable
        self.connector = connector
    }
}
