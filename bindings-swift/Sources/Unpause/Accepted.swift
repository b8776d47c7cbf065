/// The service accepted the request (202). The connector may **not** be in the new state yet: it changes
/// later.
public struct Accepted: Sendable, Hashable, Codable {
    /// The connector of the call; by its name, if the call named it by its id.
    public let connector: Connector
    /// The service's id of the request, for a support ticket.
    public let requestID: String?
    /// How many requests were made, including the accepted one; at least 1.
    public let attempts: Int
    /// From the call to the answer, waits included.
    public let elapsed: Duration
    /// The rate limit, if the answer had its headers.
    public let rateLimit: RateLimit?
    /// Of a restart: what is restarted. `nil` where the service does not say: Confluent Cloud, a restart of the connector alone, and
    /// workers before Kafka 3.0, which restart no tasks whatever they are asked.
    public let restarting: Restarting?

    /// Creates an answer, for tests and previews.
    public init(
        connector: Connector, requestID: String? = nil, attempts: Int = 1, elapsed: Duration = .zero, rateLimit: RateLimit? = nil,
        restarting: Restarting? = nil
    ) {
        self.connector = connector
        self.requestID = requestID
        self.attempts = attempts
        self.elapsed = elapsed
        self.rateLimit = rateLimit
        self.restarting = restarting
    }

    private enum CodingKeys: String, CodingKey {
        case connector, attempts, rateLimit, restarting
        case requestID = "requestId"
        case elapsed = "elapsedMs"
    }
}

/// The parts of a connector that a restart restarts.
public struct Restarting: Sendable, Hashable, Codable {
    /// Whether the connector itself is restarted.
    public let connector: Bool
    /// The numbers of the tasks that are restarted, in their order; may be empty.
    public let tasks: [UInt64]

    /// Creates the parts, for tests and previews.
    public init(connector: Bool = false, tasks: [UInt64] = []) {
        self.connector = connector
        self.tasks = tasks
    }
}

/// The rate limit in the `X-RateLimit-*` headers of one answer; `nil` for a header that it did not have.
public struct RateLimit: Sendable, Hashable, Codable {
    /// Requests that one window allows.
    public let limit: UInt64?
    /// Requests that are left in this window.
    public let remaining: UInt64?
    /// Time until the next window starts.
    public let reset: Duration?

    /// Creates a rate limit, for tests and previews.
    public init(limit: UInt64? = nil, remaining: UInt64? = nil, reset: Duration? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    private enum CodingKeys: String, CodingKey {
        case limit, remaining
        case reset = "resetMs"
    }
}
