// The calls that take a while: waiting for one connector, resuming many.

internal import UnpauseBridge

extension KafkaConnect {
    /// Looks at a connector until it runs, as
    /// ``Client/waitUntilRunning(environmentID:kafkaClusterID:connectorName:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let running = try await connect.waitUntilRunning("orders-sink", deadline: .seconds(120)).value
    /// print("running after \(running.elapsed)")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name; not encoded.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for the whole wait. Default 600 s.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long the connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The wait, which starts when it is awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, what does not pass (401, 403, 404), or
    ///   `CancellationError`.
    public func waitUntilRunning(
        _ name: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        native.waitUntilRunning(
            Connector(named: name), NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes a connector and waits until it runs, as `resume` and `waitUntilRunning` do.
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
    ///   - name: The connector's name; not encoded.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for the whole wait, the resume included. Default 600 s.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long the connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The wait, which starts when it is awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/connectorFailed(_:)``, ``UnpauseError/waitTimeout(_:)``, what does not pass (401, 403, 404), or
    ///   `CancellationError`.
    public func resumeAndWait(
        _ name: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> WaitJob {
        native.resumeAndWait(
            Connector(named: name), NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes many connectors, as
    /// ``Client/resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await connect.resumeMany(["orders-sink", "audit-sink"], wait: true).value
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - names: The connectors' names. One that is named twice is sent once.
    ///   - concurrency: How many requests may be in flight; fewer are when the workers want fewer. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for one connector, from its request on: until it is accepted (by default the client's) or, if waited for,
    ///     runs (by default 600 s). What waits for its turn has all its time before it.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long a connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The work, which starts when it is awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` for a name or an option that is not usable, or `CancellationError`.
    public func resumeMany(
        _ names: [String],
        concurrency: Int? = nil,
        wait: Bool = false,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> ResumeJob {
        native.resumeMany(
            names.map(Connector.init(named:)),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes all connectors that are in one of some states, by default all that are paused (not the stopped ones), as
    /// ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await connect.resumeAll(states: ["PAUSED", "STOPPED"], wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - nameGlob: Only names that match: `*` any characters, `?` one, `[abc]` one of some. Default: all.
    ///   - states: Only connectors in these states. Default `PAUSED`.
    ///   - dryRun: Sends nothing; the report says which connectors would be resumed. Default `false`.
    ///   - concurrency: How many requests may be in flight; fewer are when the workers want fewer. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for one connector, from its request on: until it is accepted (by default the client's) or, if waited for,
    ///     runs (by default 600 s). What waits for its turn has all its time before it.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long a connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The work, which starts when it is awaited or iterated. Its ``Job/value`` throws what
    ///   ``listExpanded(timeout:deadline:)`` throws, and ``UnpauseError/invalidRequest(_:)`` for an option that is not usable.
    public func resumeAll(
        nameGlob: String? = nil,
        states: [String]? = nil,
        dryRun: Bool = false,
        concurrency: Int? = nil,
        wait: Bool = false,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> ResumeJob {
        native.resumeAll(
            [],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }
}
