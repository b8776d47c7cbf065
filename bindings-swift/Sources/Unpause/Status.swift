/// How a connector is, at one moment.
///
/// States are an open set. Seen of a connector: `NONE`, `PROVISIONING`, `RUNNING`, `DEGRADED`, `FAILED`, `PAUSED`, `RESTARTING`,
/// `DELETED`; of a task: `RUNNING`, `STOPPED`, `UNASSIGNED`, `RESTARTING`, `FAILED`, `SYSTEM_ERROR`, `USER_ACTIONABLE_ERROR`.
/// Of self-managed Kafka Connect also a connector that is `STOPPED`, which has no tasks, and tasks that are `PAUSED`.
///
/// Source: [Read a Connector Status](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
public struct ConnectorStatus: Sendable, Hashable {
    /// The connector's name, as the service writes it.
    public let name: String
    /// `sink` or `source`.
    public let connectorType: String?
    /// The connector's state, such as `RUNNING`. It says little about the tasks.
    public let state: String
    /// Who runs the connector.
    public let workerID: String?
    /// The connector's own stack trace.
    public let trace: String?
    /// The tasks, in the service's order; there may be none.
    public let tasks: [TaskStatus]
    /// How many tasks say `RUNNING`.
    public let tasksRunning: Int
    /// What the service says is wrong, in its own words: `error_summary`, `override_message`, `validation_errors`,
    /// `errors_from_trace` and `error_details`, one text each or one an entry.
    public let problems: [String]
    /// The whole document, JSON, with the fields that this view leaves out.
    public let raw: String
}

/// How one task of a connector is.
public struct TaskStatus: Sendable, Hashable {
    /// The task's number, from 0.
    public let id: UInt64
    /// The task's state, such as `RUNNING`.
    public let state: String
    /// Who runs the task.
    public let workerID: String?
    /// What the service says about the task.
    public let message: String?
    /// The task's stack trace.
    public let trace: String?
}

/// A connector as a listing describes it.
///
/// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
public struct ListedConnector: Sendable, Hashable {
    /// Its address.
    public let connector: Connector
    /// The service's own id, `lcc-…`.
    public let id: String?
    /// `sink` or `source`.
    public let connectorType: String?
    /// How the connector and its tasks are; `nil` if the listing does not say.
    public let status: ConnectorStatus?
}
