// The calls that change a connector.

internal import UnpauseBridge

extension Client {
    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The service works **asynchronously**: a return means that it accepted the request (202), not that the connector's tasks
    /// run. The call is idempotent, so what may pass (408, 409, 425, 429, 500, 502, 503, 504, no answer) is retried until the
    /// attempts or the deadline run out.
    ///
    /// Cancelling the task drops the request and closes its connection; the service may have taken it all the same. A task that
    /// is cancelled before the call sends nothing.
    ///
    /// ```swift
    /// do {
    ///     let accepted = try await client.resume(
    ///         environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    ///     print(accepted.requestID ?? "accepted")
    /// } catch UnpauseError.notFound(let failure) {
    ///     print(failure.message)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name, as the console shows it; not encoded. Or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the service said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled. It is because of the latter, which is what
    ///   Swift's own functions throw, that the type of the error is not declared.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resume(
        environmentID: String,
        kafkaClusterID: String,
        connectorName: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil
    ) async throws -> Accepted {
        let connector = Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
        return try await resume(connector, timeout: timeout, deadline: deadline)
    }

    /// The same for a connector's address, as ``resume(environmentID:kafkaClusterID:connectorName:timeout:deadline:)`` does.
    ///
    /// ```swift
    /// let accepted = try await client.resume(connector, deadline: .seconds(20))
    /// ```
    public func resume(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await native.change(.resume, connector, NativeLimits(timeout, deadline))
    }

    /// Pauses a connector and its tasks. Asynchronous and idempotent, as a resume is.
    ///
    /// ```swift
    /// let accepted = try await client.pause(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name, as the console shows it; not encoded. Or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the service said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    ///
    /// Source: [Pause a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    public func pause(
        environmentID: String,
        kafkaClusterID: String,
        connectorName: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil
    ) async throws -> Accepted {
        let connector = Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
        return try await pause(connector, timeout: timeout, deadline: deadline)
    }

    /// The same for a connector's address, as ``pause(environmentID:kafkaClusterID:connectorName:timeout:deadline:)`` does.
    ///
    /// ```swift
    /// let accepted = try await client.pause(connector, deadline: .seconds(20))
    /// ```
    public func pause(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await native.change(.pause, connector, NativeLimits(timeout, deadline))
    }

    /// Restarts a connector, a failed one too, which a resume does not revive.
    ///
    /// A restart is **not idempotent**: it is tried again only if the service cannot have acted on it (408, 409, 425, 429, no
    /// connection). After a 5xx or a lost answer look at the status first. The service answers 400
    /// (``UnpauseError/unexpectedStatus(_:)``) for what it does not restart, such as a paused connector.
    ///
    /// ```swift
    /// let accepted = try await client.restart(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name, as the console shows it; not encoded. Or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the service said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    ///
    /// Source: [Restart a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector),
    /// a preview.
    public func restart(
        environmentID: String,
        kafkaClusterID: String,
        connectorName: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil
    ) async throws -> Accepted {
        let connector = Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
        return try await restart(connector, timeout: timeout, deadline: deadline)
    }

    /// The same for a connector's address, as ``restart(environmentID:kafkaClusterID:connectorName:timeout:deadline:)`` does.
    ///
    /// ```swift
    /// let accepted = try await client.restart(connector, deadline: .seconds(20))
    /// ```
    public func restart(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await native.change(.restart(scope: nil), connector, NativeLimits(timeout, deadline))
    }
}
