// The calls that change all connectors of a cluster.

internal import UnpauseBridge

extension Client {
    /// Resumes all connectors of a cluster that are in certain states, by default all that are paused, as
    /// ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does. The report also says how many
    /// connectors there are, and which were left out.
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
    ///   - states: Only connectors in these states; case does not matter. Default: `PAUSED`.
    ///   - dryRun: Whether to send nothing; the report lists the connectors that would be resumed. Default `false`.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Without it, another `minTasks` or `settle` than the default is
    ///     refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it runs. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws the errors of
    ///   ``listExpanded(environmentID:kafkaClusterID:timeout:deadline:)``, and ``UnpauseError/invalidRequest(_:)`` if an option
    ///   cannot be used.
    ///
    /// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
    public func resumeAll(
        environmentID: String, kafkaClusterID: String, nameGlob: String? = nil, states: [String]? = nil, dryRun: Bool = false,
        concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        calls.all(
            "resume_all", [environmentID, kafkaClusterID],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Pauses all connectors of a cluster that are in certain states, by default all that are not paused yet, as
    /// ``pauseMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does. The report also says how many
    /// connectors there are, and which were left out.
    ///
    /// Keep the report: `resumeMany(report)` resumes exactly those that this job has paused, also after it was saved; see
    /// ``Report/toJSON()``.
    ///
    /// ```swift
    /// let paused = try await client.pauseAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true).value
    /// print(paused)  // 38 of 40 match: 38 accepted, 38 paused, 0 failed, 9.1 s
    /// try paused.toJSON().write(to: file, atomically: true, encoding: .utf8)
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - nameGlob: Only names that match: `*` any characters, `?` one, `[abc]` one of these. Default: all.
    ///   - states: Only connectors in these states; case does not matter. Default: all but `PAUSED` and `STOPPED`.
    ///   - dryRun: Whether to send nothing; the report lists the connectors that would be paused. Default `false`.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors and their tasks are paused. Without it, another `minTasks` or `settle` than
    ///     the default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it is paused. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: Another number is refused, because a connector that is paused needs no tasks. Default 1.
    ///   - settle: Time for which a connector must be seen paused, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws the errors of
    ///   ``listExpanded(environmentID:kafkaClusterID:timeout:deadline:)``, and ``UnpauseError/invalidRequest(_:)`` if an option
    ///   cannot be used.
    ///
    /// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
    public func pauseAll(
        environmentID: String, kafkaClusterID: String, nameGlob: String? = nil, states: [String]? = nil, dryRun: Bool = false,
        concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        calls.all(
            "pause_all", [environmentID, kafkaClusterID],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }

    /// Restarts all connectors of a cluster that are in certain states, by default all that have failed or have failed tasks, as
    /// ``restartMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does. The report also says how many
    /// connectors there are, and which were left out.
    ///
    /// ```swift
    /// print(try await client.restartAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true).value)
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - nameGlob: Only names that match: `*` any characters, `?` one, `[abc]` one of these. Default: all.
    ///   - states: Only connectors in these states; case does not matter. Default: `FAILED`, and those with failed tasks that are
    ///     neither paused nor stopped.
    ///   - dryRun: Whether to send nothing; the report lists the connectors that would be restarted. Default `false`.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run again. Without it, another `minTasks` or `settle` than the default is
    ///     refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it runs. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws the errors of
    ///   ``listExpanded(environmentID:kafkaClusterID:timeout:deadline:)``, and ``UnpauseError/invalidRequest(_:)`` if an option
    ///   cannot be used.
    ///
    /// Source: [List of Connectors with Expansions](https://docs.confluent.io/cloud/current/api.html#tag/Connectors-(connectv1)/operation/listConnectv1ConnectorsWithExpansions).
    public func restartAll(
        environmentID: String, kafkaClusterID: String, nameGlob: String? = nil, states: [String]? = nil, dryRun: Bool = false,
        concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil,
        settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        calls.all(
            "restart_all", [environmentID, kafkaClusterID],
            NativeSelection(nameGlob: nameGlob, states: states, dryRun: dryRun),
            NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace))
    }
}
