// The calls that only read.

internal import UnpauseBridge

extension Client {
    /// Gets the current status of a connector and its tasks.
    ///
    /// ```swift
    /// let status = try await client.status(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    /// print("\(status.state), \(status.tasksRunning) of \(status.tasks.count) tasks running")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The service's answer, typed; ``ConnectorStatus/raw`` is its text.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Read a Connector Status](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
    public func status(
        environmentID: String, kafkaClusterID: String, connectorName: String,
        timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> ConnectorStatus {
        try await calls.status([environmentID, kafkaClusterID, connectorName], NativeLimits(timeout, deadline))
    }

    /// The same for a ``Connector``; see ``status(environmentID:kafkaClusterID:connectorName:timeout:deadline:)``.
    ///
    /// ```swift
    /// let status = try await client.status(connector, deadline: .seconds(20))
    /// ```
    public func status(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> ConnectorStatus {
        try await calls.status(connector.parts, NativeLimits(timeout, deadline))
    }

    /// Lists the names of all connectors of a cluster.
    ///
    /// ```swift
    /// for name in try await client.list(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9") {
    ///     print(name)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The names, in the service's order.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [List of Connectors](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1Connectors).
    public func list(
        environmentID: String, kafkaClusterID: String, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> [String] {
        try await calls.list([environmentID, kafkaClusterID], NativeLimits(timeout, deadline))
    }

    /// Lists all connectors of a cluster with id, type, state and tasks.
    ///
    /// ```swift
    /// for listed in try await client.listExpanded(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9") {
    ///     print(listed.connector.connectorName, listed.status?.state ?? "unknown")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The connectors, sorted by name.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
    public func listExpanded(
        environmentID: String, kafkaClusterID: String, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> [ListedConnector] {
        try await calls.listExpanded([environmentID, kafkaClusterID], NativeLimits(timeout, deadline))
    }
}
