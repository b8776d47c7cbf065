/// How often a call is retried, and how long it waits in between.
///
/// Before the next attempt the client waits as long as the service asked, or else for a random time up to a bound. The bound starts
/// at ``base``, doubles with each attempt and ends at ``cap``. All of it counts towards the deadline.
///
/// ```swift
/// let once = RetryPolicy(maxAttempts: 1)
/// ```
public struct RetryPolicy: Sendable, Hashable {
    /// The most requests for one call, including the first; 1 means no retries. Default 4.
    public var maxAttempts: Int
    /// The upper bound of the first wait. Default 0.25 s.
    public var base: Duration
    /// The upper bound of every wait, but not of a wait that the service asks for. Default 30 s.
    public var cap: Duration

    /// Creates a policy. A value that is left out has its default.
    public init(maxAttempts: Int = 4, base: Duration = .milliseconds(250), cap: Duration = .seconds(30)) {
        self.maxAttempts = maxAttempts
        self.base = base
        self.cap = cap
    }
}
