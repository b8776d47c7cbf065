/// The service accepted the request (202). **Not** that the connector runs: its tasks start later.
public struct Accepted: Sendable, Hashable {
    /// The connector that the call named.
    public let connector: Connector
    /// The service's id of the request, for a support ticket.
    public let requestID: String?
    /// How many requests it took, the accepted one included; at least 1.
    public let attempts: Int
    /// From the call to the answer, waits included.
    public let elapsed: Duration
    /// What the answer said about the rate limit, if it did.
    public let rateLimit: RateLimit?
}

/// The rate limit, as one answer's `X-RateLimit-*` headers describe it.
public struct RateLimit: Sendable, Hashable {
    /// Requests allowed in one window.
    public let limit: UInt64?
    /// Requests left in this window.
    public let remaining: UInt64?
    /// Time until the window starts anew.
    public let reset: Duration?
}
