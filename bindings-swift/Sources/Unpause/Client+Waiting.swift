// The calls that wait for one connector.

internal import UnpauseBridge

extension Client {
    /// Polls a connector until it is in a state: ``DesiredState/running`` or ``DesiredState/paused``, its tasks included.
    ///
    /// The first poll is immediate. Each later poll follows after 15 % of the time that has passed, but after at least 0.5 s and
    /// at most 10 s. Until the deadline the wait goes on through every state but a lasting failure, and through rate limits, 5xx
    /// and lost connections. A 404 must last for `failureGrace`: a connector that was just created has no status yet.
    ///
    /// ```swift
    /// let result = try await client.waitUntil(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink", state: .paused
    /// ).value
    /// print("\(result.state) after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - state: The state to wait for; ``DesiredState/stopped`` is refused, which Confluent Cloud does not have.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: How many tasks a running connector must have, all of them `RUNNING`; 0 allows a connector without tasks.
    ///     Another number is refused where the wait is not for ``DesiredState/running``. Default 1.
    ///   - settle: Time for which the connector must be seen in that state, poll after poll; at 0 one poll is enough.
    ///     Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404),
    ///   ``UnpauseError/invalidRequest(_:)`` for ``DesiredState/stopped``, or `CancellationError`.
    ///
    /// Source: [Read a Connector Status](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
    public func waitUntil(
        environmentID: String, kafkaClusterID: String, connectorName: String, state: DesiredState, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "wait_until", [environmentID, kafkaClusterID, connectorName],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace), state: state)
    }

    /// The same for a ``Connector``; see
    /// ``waitUntil(environmentID:kafkaClusterID:connectorName:state:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let result = try await client.waitUntil(connector, state: .paused, deadline: .seconds(120)).value
    /// ```
    public func waitUntil(
        _ connector: Connector, state: DesiredState, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "wait_until", connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace), state: state)
    }

    /// Polls a connector until it runs: until it and all of its tasks, at least `minTasks`, say `RUNNING`. It is `waitUntil` with
    /// ``DesiredState/running``.
    ///
    /// ```swift
    /// let result = try await client.waitUntilRunning(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink"
    /// ).value
    /// print("running after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks.
    ///     Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Read a Connector Status](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
    public func waitUntilRunning(
        environmentID: String, kafkaClusterID: String, connectorName: String, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "wait_until_running", [environmentID, kafkaClusterID, connectorName],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// The same for a ``Connector``; see
    /// ``waitUntilRunning(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let result = try await client.waitUntilRunning(connector, deadline: .seconds(120)).value
    /// ```
    public func waitUntilRunning(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "wait_until_running", connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes a connector and waits until it runs: `resume`, then `waitUntilRunning`.
    ///
    /// ```swift
    /// let job = client.resumeAndWait(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    /// for try await progress in job {
    ///     print(progress)
    /// }
    /// print("running after \(try await job.value.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait, the resume included. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks.
    ///     Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resumeAndWait(
        environmentID: String, kafkaClusterID: String, connectorName: String, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "resume_and_wait", [environmentID, kafkaClusterID, connectorName],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// The same for a ``Connector``; see
    /// ``resumeAndWait(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let result = try await client.resumeAndWait(connector, deadline: .seconds(120)).value
    /// ```
    public func resumeAndWait(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "resume_and_wait", connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Pauses a connector and waits until it and its tasks are paused: `pause`, then `waitUntil` with ``DesiredState/paused``.
    /// Tasks that have failed stay failed, and are not waited for; a connector that stays `FAILED` itself ends the wait with
    /// ``UnpauseError/connectorFailed(_:)``.
    ///
    /// ```swift
    /// let result = try await client.pauseAndWait(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink"
    /// ).value
    /// print("paused after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait, the pause included. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: Another number is refused, because a connector that is paused needs no tasks. Default 1.
    ///   - settle: Time for which the connector must be seen paused, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Pause a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    public func pauseAndWait(
        environmentID: String, kafkaClusterID: String, connectorName: String, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "pause_and_wait", [environmentID, kafkaClusterID, connectorName],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// The same for a ``Connector``; see
    /// ``pauseAndWait(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let result = try await client.pauseAndWait(connector, deadline: .seconds(120)).value
    /// ```
    public func pauseAndWait(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait("pause_and_wait", connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Restarts a connector and waits until it runs: `restart`, then `waitUntilRunning`.
    ///
    /// The service accepts a restart before it happens, and the connector may say `RUNNING` from before it. So a poll counts once
    /// the restart shows (`RESTARTING`, another state, worker or trace than at first), or 3 s after the service has accepted it.
    /// A restart is not idempotent, so it is not always retried; see `restart`.
    ///
    /// ```swift
    /// let result = try await client.restartAndWait(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink"
    /// ).value
    /// print("running again after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait, the restart included. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks.
    ///     Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Restart a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector),
    /// a preview.
    public func restartAndWait(
        environmentID: String, kafkaClusterID: String, connectorName: String, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "restart_and_wait", [environmentID, kafkaClusterID, connectorName],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// The same for a ``Connector``; see
    /// ``restartAndWait(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let result = try await client.restartAndWait(connector, deadline: .seconds(120)).value
    /// ```
    public func restartAndWait(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "restart_and_wait", connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }
}
