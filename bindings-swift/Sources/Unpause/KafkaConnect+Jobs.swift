// The calls that take a while: waiting for one connector, resuming many.

internal import UnpauseBridge

extension KafkaConnect {
    /// Polls a connector until it runs, as
    /// ``Client/waitUntilRunning(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let running = try await connect.waitUntilRunning("orders-sink", deadline: .seconds(120)).value
    /// print("running after \(running.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for the whole wait. Default 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func waitUntilRunning(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.waitUntilRunning([name], NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
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
    ///   - deadline: Time for the whole wait, the resume included. Default 600 s.
    ///   - minTasks: How many tasks the connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which the connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, an error that does not pass (401, 403, 404), or
    ///   `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func resumeAndWait(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        calls.resumeAndWait([name], NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes many connectors, as ``Client/resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await connect.resumeMany(["orders-sink", "audit-sink"], wait: true).value
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - names: The connectors' names. One that is there twice is resumed once.
    ///   - concurrency: How many requests may be in flight at a time; the workers may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted
    ///     (default: the client's) or, with `wait`, until it runs (default 600 s).
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if a name or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func resumeMany(
        _ names: [String], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ResumeJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.resumeMany(names.map { [$0] }, options)
    }

    /// Resumes all connectors that are in certain states, by default all that are paused (not the stopped ones), as
    /// ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await connect.resumeAll(states: ["PAUSED", "STOPPED"], wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - nameGlob: Only names that match: `*` any characters, `?` one, `[abc]` one of these. Default: all.
    ///   - states: Only connectors in these states; case does not matter. Default `PAUSED`.
    ///   - dryRun: Whether to send nothing; the report lists the connectors that would be resumed. Default `false`.
    ///   - concurrency: How many requests may be in flight at a time; the workers may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted
    ///     (default: the client's) or, with `wait`, until it runs (default 600 s).
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws the errors of
    ///   ``listExpanded(timeout:deadline:)``, and ``UnpauseError/invalidRequest(_:)`` if an option cannot be used.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func resumeAll(
        nameGlob: String? = nil, states: [String]? = nil, dryRun: Bool = false, concurrency: Int? = nil, wait: Bool = false,
        timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> ResumeJob {
        calls.resumeAll(
            [],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }
}
