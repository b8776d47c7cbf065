// Waiting for one connector.

internal import UnpauseBridge

extension Client {
    /// Looks at a connector until it runs: it says `RUNNING`, it has at least `minTasks` tasks, and each of them says `RUNNING`.
    ///
    /// The first look is at once, later ones after 15 % of the time that has passed, at least 0.5 s and at most 10 s. Every state
    /// but a lasting failure is passed through, and so are rate limits, 5xx and lost connections, until the deadline.
    ///
    /// ```swift
    /// let running = try await client.waitUntilRunning(
    ///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink"
    /// ).value
    /// print("running after \(running.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name, as the console shows it; not encoded. Or its id, `lcc-…`.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for the whole wait. Default 600 s.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long the connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The wait, which starts when it is awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, what does not pass (401, 403, 404), or
    ///   `CancellationError`.
    public func waitUntilRunning(
        environmentID: String,
        kafkaClusterID: String,
        connectorName: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        let connector = Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
        return waitUntilRunning(
            connector, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle, failureGrace: failureGrace)
    }

    /// The same for a connector's address, as
    /// ``waitUntilRunning(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let running = try await client.waitUntilRunning(connector, deadline: .seconds(120)).value
    /// ```
    public func waitUntilRunning(
        _ connector: Connector,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        native.waitUntilRunning(connector, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes a connector and waits until it runs, as `resume` and `waitUntilRunning` do.
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
    ///   - connectorName: The connector's name, as the console shows it; not encoded. Or its id, `lcc-…`.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for the whole wait, the resume included. Default 600 s.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long the connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The wait, which starts when it is awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, what does not pass (401, 403, 404), or
    ///   `CancellationError`.
    public func resumeAndWait(
        environmentID: String,
        kafkaClusterID: String,
        connectorName: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        let connector = Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
        return resumeAndWait(
            connector, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle, failureGrace: failureGrace)
    }

    /// The same for a connector's address, as
    /// ``resumeAndWait(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let running = try await client.resumeAndWait(connector, deadline: .seconds(120)).value
    /// ```
    public func resumeAndWait(
        _ connector: Connector,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        native.resumeAndWait(connector, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }
}
