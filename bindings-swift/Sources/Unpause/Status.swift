/// The status of a connector at one moment.
///
/// A state is any text, because services add new ones. Known states of a connector: `NONE`, `PROVISIONING`, `RUNNING`, `DEGRADED`,
/// `FAILED`, `PAUSED`, `RESTARTING`, `DELETED`; of a task: `RUNNING`, `STOPPED`, `UNASSIGNED`, `RESTARTING`, `FAILED`,
/// `SYSTEM_ERROR`, `USER_ACTIONABLE_ERROR`. In self-managed Kafka Connect a connector can also be `STOPPED`, without tasks, and a
/// task `PAUSED`.
///
/// Source: [Read a Connector Status](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
public struct ConnectorStatus: Sendable, Hashable, Codable {
    /// The connector's name, as the service writes it.
    public let name: String
    /// `sink` or `source`.
    public let connectorType: String?
    /// The connector's state, such as `RUNNING`. The tasks have states of their own.
    public let state: String
    /// The worker that runs the connector.
    public let workerID: String?
    /// The stack trace of the connector itself.
    public let trace: String?
    /// The tasks, in the service's order; may be empty.
    public let tasks: [TaskStatus]
    /// How many tasks are `RUNNING`.
    public let tasksRunning: Int
    /// The problems that the service reports, in its own words: the texts of `error_summary`, `override_message`,
    /// `validation_errors`, `errors_from_trace` and `error_details`.
    public let problems: [String]
    /// The whole JSON document as text, including fields that this type leaves out. In a document of `Codable` it is an object, as
    /// in Node.js; read back, its keys are in order and its spaces are gone.
    public let raw: String

    /// Creates a status, for tests and previews. `tasksRunning` counts the tasks that are `RUNNING`, unless it is given.
    public init(
        name: String, connectorType: String? = nil, state: String, workerID: String? = nil, trace: String? = nil,
        tasks: [TaskStatus] = [], tasksRunning: Int? = nil, problems: [String] = [], raw: String = "{}"
    ) {
        self.name = name
        self.connectorType = connectorType
        self.state = state
        self.workerID = workerID
        self.trace = trace
        self.tasks = tasks
        self.tasksRunning = tasksRunning ?? tasks.count { $0.state == "RUNNING" }
        self.problems = problems
        self.raw = raw
    }

    private enum CodingKeys: String, CodingKey {
        case name, connectorType, state, trace, tasks, tasksRunning, problems, raw
        case workerID = "workerId"
    }

    /// Reads a status that any language wrote as Node.js does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(String.self, forKey: .name),
            connectorType: try container.decodeIfPresent(String.self, forKey: .connectorType),
            state: try container.decode(String.self, forKey: .state),
            workerID: try container.decodeIfPresent(String.self, forKey: .workerID),
            trace: try container.decodeIfPresent(String.self, forKey: .trace),
            tasks: try container.decode([TaskStatus].self, forKey: .tasks),
            tasksRunning: try container.decode(Int.self, forKey: .tasksRunning),
            problems: try container.decode([String].self, forKey: .problems),
            raw: try container.decode(Document.self, forKey: .raw).raw)
    }

    /// Writes all fields, `raw` as an object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encodeIfPresent(connectorType, forKey: .connectorType)
        try container.encode(state, forKey: .state)
        try container.encodeIfPresent(workerID, forKey: .workerID)
        try container.encodeIfPresent(trace, forKey: .trace)
        try container.encode(tasks, forKey: .tasks)
        try container.encode(tasksRunning, forKey: .tasksRunning)
        try container.encode(problems, forKey: .problems)
        try container.encode(Document(raw: raw), forKey: .raw)
    }
}

/// The status of one task of a connector.
public struct TaskStatus: Sendable, Hashable, Codable {
    /// The task's number, from 0.
    public let id: UInt64
    /// The task's state, such as `RUNNING`.
    public let state: String
    /// The worker that runs the task.
    public let workerID: String?
    /// The service's message about the task.
    public let message: String?
    /// The stack trace of the task.
    public let trace: String?

    /// Creates a task, for tests and previews.
    public init(id: UInt64, state: String, workerID: String? = nil, message: String? = nil, trace: String? = nil) {
        self.id = id
        self.state = state
        self.workerID = workerID
        self.message = message
        self.trace = trace
    }

    private enum CodingKeys: String, CodingKey {
        case id, state, message, trace
        case workerID = "workerId"
    }
}

/// One connector of a listing.
///
/// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
public struct ListedConnector: Sendable, Hashable, Codable {
    /// The connector's address.
    public let connector: Connector
    /// The service's own id, `lcc-…`.
    public let id: String?
    /// `sink` or `source`.
    public let connectorType: String?
    /// The status of the connector and its tasks; `nil` if the listing has none.
    public let status: ConnectorStatus?

    /// Creates an entry of a listing, for tests and previews.
    public init(connector: Connector, id: String? = nil, connectorType: String? = nil, status: ConnectorStatus? = nil) {
        self.connector = connector
        self.id = id
        self.connectorType = connectorType
        self.status = status
    }
}
