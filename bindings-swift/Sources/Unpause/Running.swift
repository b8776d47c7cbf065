/// A connector that was seen running: it says `RUNNING`, it has its tasks, and each of them says `RUNNING`.
public struct Running: Sendable, Hashable {
    /// The connector.
    public let connector: Connector
    /// What the last look saw.
    public let status: ConnectorStatus
    /// The answer to the resume; `nil` if none was sent.
    public let accepted: Accepted?
    /// How many looks it took, at least 1.
    public let looks: Int
    /// From the call to the last look, the resume included.
    public let elapsed: Duration
}

/// One look at a connector that is waited for.
public struct WaitProgress: Sendable, Hashable, CustomStringConvertible {
    /// The connector.
    public let connector: Connector
    /// Which look, from 1.
    public let look: Int
    /// From the call to this look.
    public let elapsed: Duration
    /// What the look saw; `nil` if it had no answer.
    public let status: ConnectorStatus?
    /// Why the look had no answer, in a few words. It does not end the wait.
    public let error: String?
    /// Time until the next look; `nil` if this was the last one.
    public let nextLook: Duration?
    /// All of it on one line.
    public let summary: String

    /// The same as ``summary``.
    public var description: String { summary }
}
