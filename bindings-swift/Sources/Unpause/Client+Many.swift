// Resuming many connectors.

internal import UnpauseBridge

extension Client {
    /// Resumes many connectors, each once, as fast as the service allows, and, if asked to, waits until they run. Nothing stops at
    /// an error: the report has a result for each connector.
    ///
    /// Cancelling stops what has not been sent; ``ResumeJob/report`` knows what was accepted by then.
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
    ///   - connectors: The connectors. One that is named twice is sent once.
    ///   - concurrency: How many requests may be in flight; fewer are when the service wants fewer. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for one connector, from its request on: until it is accepted (by default the client's) or, if waited for,
    ///     runs (by default 600 s). What waits for its turn has all its time before it.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long a connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The work, which starts when it is awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` for an address or an option that is not usable, or `CancellationError`.
    public func resumeMany(
        _ connectors: [Connector],
        concurrency: Int? = nil,
        wait: Bool = false,
        timeout: Duration? = nil,
        deadline: Duration? = nil,
        minTasks: Int? = nil,
        settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> ResumeJob {
        native.resumeMany(
            connectors, NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Resumes all connectors of a cluster that are in one of some states, by default all that are paused, as
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
    ///   - nameGlob: Only names that match: `*` any characters, `?` one, `[abc]` one of some. Default: all.
    ///   - states: Only connectors in these states. Default `PAUSED`.
    ///   - dryRun: Sends nothing; the report says which connectors would be resumed. Default `false`.
    ///   - concurrency: How many requests may be in flight; fewer are when the service wants fewer. Default 32.
    ///   - wait: Whether to wait until the connectors run. Default `false`.
    ///   - timeout: Time for one request. Default: the client's.
    ///   - deadline: Time for one connector, from its request on: until it is accepted (by default the client's) or, if waited for,
    ///     runs (by default 600 s). What waits for its turn has all its time before it.
    ///   - minTasks: How many tasks must be there, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: For how long a connector must be seen running, look after look; at 0 one look is enough. Default 0 s.
    ///   - failureGrace: How long a failure may last before it is believed; a shorter one is passed through. Default 10 s.
    /// - Returns: The work, which starts when it is awaited or iterated. Its ``Job/value`` throws what
    ///   ``listExpanded(environmentID:kafkaClusterID:timeout:deadline:)`` throws, and ``UnpauseError/invalidRequest(_:)`` for an
    ///   option that is not usable.
    public func resumeAll(
        environmentID: String,
        kafkaClusterID: String,
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
            [environmentID, kafkaClusterID],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }
}
