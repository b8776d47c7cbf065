// The calls that change many connectors: those of a list, or those that an earlier job has changed.

internal import UnpauseBridge

extension Client {
    /// Resumes many connectors, each once, as fast as the service allows, and waits until they run if `wait` is set. An error of
    /// one does not stop the others: the report has a result for each connector.
    ///
    /// ```swift
    /// let connectors = try ["env-a1b2c3/lkc-x7y8z9/orders", "env-a1b2c3/lkc-x7y8z9/audit"].map(Connector.parse)
    /// let report = try await client.resumeMany(connectors, wait: true).value
    /// print(report)
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - connectors: The connectors. One that is named twice is resumed once. They may belong to several clusters.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Without it, another `minTasks`, `settle` or `failureGrace` than the
    ///     default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it runs. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if an address or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resumeMany(
        _ connectors: [Connector], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("resume_many", connectors.map(\.parts), options)
    }

    /// Resumes the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let paused = try Report(json: String(contentsOf: file, encoding: .utf8))
    /// print(try await client.resumeMany(paused, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about Confluent Cloud.
    public func resumeMany(
        _ report: Report, concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("resume_many", report, options)
    }

    /// Pauses many connectors, and waits until they and their tasks are paused if `wait` is set, as
    /// ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await client.pauseMany(connectors, wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - connectors: The connectors. One that is named twice is paused once. They may belong to several clusters.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors and their tasks are paused. Without it, another `minTasks`, `settle` or
    ///     `failureGrace` than the default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it is paused. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: Another number is refused, because a connector that is paused needs no tasks. Default 1.
    ///   - settle: Time for which a connector must be seen paused, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if an address or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Pause a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/pauseConnectv1Connector).
    public func pauseMany(
        _ connectors: [Connector], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("pause_many", connectors.map(\.parts), options)
    }

    /// Pauses the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``pauseMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// print(try await client.pauseMany(resumed, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about Confluent Cloud.
    public func pauseMany(
        _ report: Report, concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("pause_many", report, options)
    }

    /// Restarts many connectors, and waits until they run again if `wait` is set, as
    /// ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// A restart is not idempotent, so it is not always retried; see `restart`.
    ///
    /// ```swift
    /// let report = try await client.restartMany(connectors, wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - connectors: The connectors. One that is named twice is restarted once. They may belong to several clusters.
    ///   - concurrency: How many requests may be in flight at a time; the service may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run again. Without it, another `minTasks`, `settle` or `failureGrace` than
    ///     the default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it runs. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if an address or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Restart a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/restartConnectv1Connector),
    /// a preview.
    public func restartMany(
        _ connectors: [Connector], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil,
        deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("restart_many", connectors.map(\.parts), options)
    }

    /// Restarts the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``restartMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// print(try await client.restartMany(resumed, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about Confluent Cloud.
    public func restartMany(
        _ report: Report, concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("restart_many", report, options)
    }
}
