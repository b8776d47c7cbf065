// The calls that take a while: waiting for one connector, resuming many.

internal import UnpauseBridge

extension Client {
    /// Polls a connector until it runs: until it and all of its tasks, at least `minTasks`, say `RUNNING`.
    ///
    /// The first poll is immediate. Each later poll follows after 15 % of the time that has passed, but after at least 0.5 s and at
    /// most 10 s. Until the deadline the wait goes on through every state but a lasting failure, and through rate limits, 5xx and
    /// lost connections.
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
    ///   - connectorName: The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait. Default 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Read a Connector Status](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/readConnectv1ConnectorStatus).
    public func waitUntilRunning(
        environmentID: String, kafkaClusterID: String, connectorName: String, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        let connector = [environmentID, kafkaClusterID, connectorName]
        return calls.waitUntilRunning(connector, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// The same for a ``Connector``; see
    /// ``waitUntilRunning(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let running = try await client.waitUntilRunning(connector, deadline: .seconds(120)).value
    /// ```
    public func waitUntilRunning(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.waitUntilRunning(connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
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
    ///   - deadline: Time for the whole wait, the resume included. Default 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resumeAndWait(
        environmentID: String, kafkaClusterID: String, connectorName: String, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        let connector = [environmentID, kafkaClusterID, connectorName]
        return calls.resumeAndWait(connector, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// The same for a ``Connector``; see
    /// ``resumeAndWait(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let running = try await client.resumeAndWait(connector, deadline: .seconds(120)).value
    /// ```
    public func resumeAndWait(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.resumeAndWait(connector.parts, NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes many connectors, each once, as fast as the service allows, and waits until they run, if asked to. An error of one
    /// connector does not stop the others: the report has a result for each.
    ///
    /// Cancelling stops everything that has not been sent; ``ResumeJob/report`` has the report so far.
    ///
    /// ```swift
    /// let names = ["env-a1b2c3/lkc-x7y8z9/orders-sink", "env-a1b2c3/lkc-x7y8z9/audit-sink"]
    /// let report = try await client.resumeMany(names.map(Connector.parse), wait: true).value
    /// print(report)
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - connectors: The connectors. One that is named twice is resumed once. They may belong to several clusters.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted
    ///     (default: the client's) or, with `wait`, until it runs (default 600 s).
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if an address or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resumeMany(
        _ connectors: [Connector], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ResumeJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.resumeMany(connectors.map(\.parts), options)
    }

    /// Resumes all connectors of a cluster that are in certain states, by default all that are paused, as
    /// ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let job = client.resumeAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true)
    /// for try await progress in job {
    ///     print(progress)  // 3 of 40: orders-sink: running
    /// }
    /// print(try await job.value)
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - nameGlob: Only names that match: `*` any characters, `?` one, `[abc]` one of these. Default: all.
    ///   - states: Only connectors in these states; case does not matter. Default `PAUSED`.
    ///   - dryRun: Whether to send nothing; the report lists the connectors that would be resumed. Default `false`.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted
    ///     (default: the client's) or, with `wait`, until it runs (default 600 s).
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws the errors of
    ///   ``listExpanded(environmentID:kafkaClusterID:timeout:deadline:)``, and ``UnpauseError/invalidRequest(_:)`` if an option
    ///   cannot be used.
    ///
    /// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
    public func resumeAll(
        environmentID: String, kafkaClusterID: String, nameGlob: String? = nil, states: [String]? = nil, dryRun: Bool = false,
        concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ResumeJob {
        calls.resumeAll(
            [environmentID, kafkaClusterID],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }
}
