// The calls that wait for one connector.

internal import UnpauseBridge

extension KafkaConnect {
    /// Polls a connector until it is in a state, its tasks included, as
    /// ``Client/waitUntil(environmentID:kafkaClusterID:connectorName:state:timeout:deadline:minTasks:settle:failureGrace:)``
    /// does.
    ///
    /// ```swift
    /// let result = try await connect.waitUntil("orders-sink", state: .paused).value
    /// print("\(result.state) after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - state: The state to wait for.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: How many tasks a running connector must have, all of them `RUNNING`; 0 allows a connector without tasks.
    ///     Another number is refused where the wait is not for ``DesiredState/running``. Default 1.
    ///   - settle: Time for which the connector must be seen in that state, poll after poll; at 0 one poll is enough.
    ///     Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func waitUntil(
        _ name: String, state: DesiredState, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "wait_until", [name],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace), state: state)
    }

    /// Polls a connector until it runs: until it and all of its tasks, at least `minTasks`, say `RUNNING`. It is `waitUntil` with
    /// ``DesiredState/running``.
    ///
    /// ```swift
    /// let result = try await connect.waitUntilRunning("orders-sink", deadline: .seconds(120)).value
    /// print("running after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
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
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func waitUntilRunning(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait("wait_until_running", [name], NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes a connector and waits until it runs: `resume`, then `waitUntilRunning`.
    ///
    /// ```swift
    /// let job = connect.resumeAndWait("orders-sink")
    /// for try await progress in job {
    ///     print(progress)
    /// }
    /// print("running after \(try await job.value.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
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
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func resumeAndWait(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait("resume_and_wait", [name], NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Pauses a connector and waits until it and its tasks are paused: `pause`, then `waitUntil` with ``DesiredState/paused``.
    /// Tasks that have failed stay failed, and are not waited for; a connector that stays `FAILED` itself ends the wait with
    /// ``UnpauseError/connectorFailed(_:)``.
    ///
    /// ```swift
    /// let result = try await connect.pauseAndWait("orders-sink").value
    /// print("paused after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait, the pause included. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: Another number is refused, because a connector that is paused needs no tasks. Default 1.
    ///   - settle: Time for which the connector must be seen paused, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func pauseAndWait(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait("pause_and_wait", [name], NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Stops a connector and waits until its tasks are gone: `stop`, then `waitUntil` with ``DesiredState/stopped``. A failed
    /// connector can be stopped, too. Needs Kafka Connect 3.5 or newer.
    ///
    /// ```swift
    /// let result = try await connect.stopAndWait("orders-sink").value
    /// print("stopped after \(result.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait, the stop included. Default: the client's, if it is set, else 600 s.
    ///   - minTasks: Another number is refused, because a connector that is stopped needs no tasks. Default 1.
    ///   - settle: Time for which the connector must be seen stopped, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func stopAndWait(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait("stop_and_wait", [name], NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Restarts a connector and waits until it runs: `restart`, then `waitUntilRunning`.
    ///
    /// A poll counts once the restart shows; see
    /// ``Client/restartAndWait(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``. If
    /// the worker answers that nothing is restarted, the present state counts.
    ///
    /// ```swift
    /// let result = try await connect.restartAndWait("orders-sink", onlyFailed: true).value
    /// if let restarting = result.accepted?.restarting {
    ///     print("restarted: \(restarting)")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - includeTasks: Whether to restart the tasks, too, because it is mostly a task that fails. Default `true`.
    ///   - onlyFailed: Whether to restart only the parts (connector, tasks) that have failed. Default `false`.
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
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func restartAndWait(
        _ name: String, includeTasks: Bool = true, onlyFailed: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.wait(
            "restart_and_wait", [name],
            NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace),
            restart: NativeRestart(includeTasks: includeTasks, onlyFailed: onlyFailed))
    }
}
