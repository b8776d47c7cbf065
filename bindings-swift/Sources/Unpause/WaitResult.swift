/// A connector in the state that was waited for.
public struct WaitResult: Sendable, Hashable, Codable {
    /// The connector.
    public let connector: Connector
    /// The state that it is in, its tasks included.
    public let state: DesiredState
    /// The status that the last poll saw.
    public let status: ConnectorStatus
    /// The answer to the change; `nil` if none was sent.
    public let accepted: Accepted?
    /// How many polls it took, at least 1.
    public let looks: Int
    /// From the call to the last poll, the change included.
    public let elapsed: Duration

    /// Creates a result, for tests and previews.
    public init(
        connector: Connector, state: DesiredState = .running, status: ConnectorStatus, accepted: Accepted? = nil, looks: Int = 1,
        elapsed: Duration = .zero
    ) {
        self.connector = connector
        self.state = state
        self.status = status
        self.accepted = accepted
        self.looks = looks
        self.elapsed = elapsed
    }

    private enum CodingKeys: String, CodingKey {
        case connector, state, status, accepted, looks
        case elapsed = "elapsedMs"
    }
}

/// The progress of a wait: one poll of the connector.
public struct WaitProgress: Sendable, Hashable, Codable, CustomStringConvertible {
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

    /// Creates the progress of a wait, for tests and previews. The summary is made of the rest, unless it is given.
    public init(
        connector: Connector, look: Int, elapsed: Duration = .zero, status: ConnectorStatus? = nil, error: String? = nil,
        nextLook: Duration? = nil, summary: String? = nil
    ) {
        self.connector = connector
        self.look = look
        self.elapsed = elapsed
        self.status = status
        self.error = error
        self.nextLook = nextLook
        self.summary = summary ?? "\(connector): \(status?.progress ?? error.map { "no status (\($0))" } ?? "no status")"
    }

    private enum CodingKeys: String, CodingKey {
        case connector, look, status, error, summary
        case elapsed = "elapsedMs"
        case nextLook = "nextLookMs"
    }

    /// The same as ``summary``.
    public var description: String { summary }
}
