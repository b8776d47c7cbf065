/// The service accepted the request (202). The connector may **not** run yet: its tasks start later.
public struct Accepted: Sendable, Hashable, Codable {
    /// The connector that the call named.
    public let connector: Connector
    /// The service's id of the request, for a support ticket.
    public let requestID: String?
    /// How many requests were made, including the accepted one; at least 1.
    public let attempts: Int
    /// From the call to the answer, waits included.
    public let elapsed: Duration
    /// The rate limit, if the answer had its headers.
    public let rateLimit: RateLimit?

    /// Creates an answer, for tests and previews.
    public init(
        connector: Connector, requestID: String? = nil, attempts: Int = 1, elapsed: Duration = .zero, rateLimit: RateLimit? = nil
    ) {
        self.connector = connector
        self.requestID = requestID
        self.attempts = attempts
        self.elapsed = elapsed
        self.rateLimit = rateLimit
    }

    private enum CodingKeys: String, CodingKey {
        case connector, attempts, rateLimit
        case requestID = "requestId"
        case elapsed = "elapsedMs"
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
