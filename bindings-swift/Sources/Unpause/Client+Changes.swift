// The calls that change a connector.

internal import UnpauseBridge

extension Client {
    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The service works **asynchronously**: a return means that it accepted the request (202), not that the connector's tasks
    /// run. To wait for that, use `resumeAndWait`. The call is idempotent, so a failure that may pass (408, 409, 425, 429, 500, 502,
    /// 503, 504, no answer) is retried until the attempts or the deadline run out.
    ///
    /// Cancelling the task drops the request and closes its connection; the service may still have accepted the request. A task
    /// that is cancelled before the call sends nothing.
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
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The service's answer to the accepted request.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled. The type is not declared, because the second is
    ///   the error of Swift's own functions.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resume(
        environmentID: String, kafkaClusterID: String, connectorName: String,
        timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await calls.change("resume", [environmentID, kafkaClusterID, connectorName], NativeLimits(timeout, deadline))
    }

    /// The same for a ``Connector``; see ``resume(environmentID:kafkaClusterID:connectorName:timeout:deadline:)``.
    ///
    /// ```swift
    /// let accepted = try await client.resume(connector, deadline: .seconds(20))
    /// ```
    public func resume(_ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> Accepted {
        try await calls.change("resume", connector.parts, NativeLimits(timeout, deadline))
    }

    /// Pauses a connector and its tasks. Works asynchronously, is idempotent and is retried, as a resume.
    ///
    /// ```swift
    /// let accepted = try await client.pause(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The service's answer to the accepted request.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Pause a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    public func pause(
        environmentID: String, kafkaClusterID: String, connectorName: String,
        timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await calls.change("pause", [environmentID, kafkaClusterID, connectorName], NativeLimits(timeout, deadline))
    }

    /// The same for a ``Connector``; see ``pause(environmentID:kafkaClusterID:connectorName:timeout:deadline:)``.
    ///
    /// ```swift
    /// let accepted = try await client.pause(connector, deadline: .seconds(20))
    /// ```
    public func pause(_ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> Accepted {
        try await calls.change("pause", connector.parts, NativeLimits(timeout, deadline))
    }

    /// Restarts a connector, also a failed one, which a resume does not revive.
    ///
    /// A restart is **not idempotent**: it is retried only if the service cannot have acted on it (408, 409, 425, 429, no
    /// connection). After a 5xx or a lost answer, ask for the status before you try again. The service answers 400
    /// (``UnpauseError/unexpectedStatus(_:)``) if it does not restart the connector, for example because it is paused.
    ///
    /// ```swift
    /// let accepted = try await client.restart(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The service's answer to the accepted request.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Restart a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector),
    /// a preview.
    public func restart(
        environmentID: String, kafkaClusterID: String, connectorName: String,
        timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        let connector = [environmentID, kafkaClusterID, connectorName]
        return try await calls.change("restart", connector, NativeLimits(timeout, deadline))
    }

    /// The same for a ``Connector``; see ``restart(environmentID:kafkaClusterID:connectorName:timeout:deadline:)``.
    ///
    /// ```swift
    /// let accepted = try await client.restart(connector, deadline: .seconds(20))
    /// ```
    public func restart(_ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> Accepted {
        try await calls.change("restart", connector.parts, NativeLimits(timeout, deadline))
    }
}
