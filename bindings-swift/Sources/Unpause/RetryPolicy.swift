/// How often and how patiently a call is tried again.
///
/// The wait before the next attempt is what the service asked for, or else a random time up to a bound that starts at
/// ``base``, doubles with each attempt and ends at ``cap``. The deadline ends it all.
///
/// ```swift
/// let once = RetryPolicy(maxAttempts: 1)
/// ```
public struct RetryPolicy: Sendable, Hashable {
    /// Requests in all, the first included; 1 means never to retry.
    public var maxAttempts: Int
    /// The first backoff's upper bound.
    public var base: Duration
    /// Every backoff's upper bound. A wait that the service asks for is not capped.
    public var cap: Duration

    /// A policy; what is left out is the default.
    public init(maxAttempts: Int = 4, base: Duration = .milliseconds(250), cap: Duration = .seconds(30)) {
        self.maxAttempts = maxAttempts
        self.base = base
        self.cap = cap
    }
}
