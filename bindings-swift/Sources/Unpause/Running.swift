/// A connector that was seen running: the connector, and enough tasks, all of them, said `RUNNING`.
public struct Running: Sendable, Hashable {
    /// The connector.
    public let connector: Connector
    /// The status that the last poll saw.
    public let status: ConnectorStatus
    /// The answer to the resume; `nil` without a resume.
    public let accepted: Accepted?
    /// How many polls it took, at least 1.
    public let looks: Int
    /// From the call to the last poll, the resume included.
    public let elapsed: Duration
}

/// The progress of a wait: one poll of the connector.
public struct WaitProgress: Sendable, Hashable, CustomStringConvertible {
    /// The connector.
    public let connector: Connector
    /// The number of the poll, from 1.
    public let look: Int
    /// From the call to this poll.
    public let elapsed: Duration
    /// The status that the poll saw; `nil` if it had no answer.
    public let status: ConnectorStatus?
    /// Why the poll had no answer, in a few words. The wait goes on.
    public let error: String?
    /// Time until the next poll; `nil` if this was the last one.
    public let nextLook: Duration?
    /// The progress on one line.
    public let summary: String

    /// The same as ``summary``.
    public var description: String { summary }
}
