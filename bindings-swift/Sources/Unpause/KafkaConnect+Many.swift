// The calls that change many connectors: those of a list, or those that an earlier job has changed.

internal import UnpauseBridge

extension KafkaConnect {
    /// Resumes many connectors, as ``Client/resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await connect.resumeMany(["orders-sink", "audit-sink"], wait: true).value
    /// print(report)
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - names: The connectors' names. One that is there twice is resumed once.
    ///   - concurrency: How many requests may be in flight at a time; the workers may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run. Without it, another `minTasks`, `settle` or `failureGrace` than the
    ///     default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it runs. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if a name or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func resumeMany(
        _ names: [String], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("resume_many", names.map { [$0] }, options)
    }

    /// Resumes the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// let paused = try Report(json: String(contentsOf: file, encoding: .utf8))
    /// print(try await connect.resumeMany(paused, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about self-managed Kafka Connect.
    public func resumeMany(
        _ report: Report, concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("resume_many", report, options)
    }

    /// Pauses many connectors, and waits until they and their tasks are paused if `wait` is set, as
    /// ``Client/resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// ```swift
    /// let report = try await connect.pauseMany(["orders-sink", "audit-sink"], wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - names: The connectors' names. One that is there twice is paused once.
    ///   - concurrency: How many requests may be in flight at a time; the workers may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors and their tasks are paused. Without it, another `minTasks`, `settle` or
    ///     `failureGrace` than the default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it is paused. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: Another number is refused, because a connector that is paused needs no tasks. Default 1.
    ///   - settle: Time for which a connector must be seen paused, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if a name or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func pauseMany(
        _ names: [String], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("pause_many", names.map { [$0] }, options)
    }

    /// Pauses the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``pauseMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// print(try await connect.pauseMany(resumed, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about self-managed Kafka Connect.
    public func pauseMany(
        _ report: Report, concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("pause_many", report, options)
    }

    /// Stops many connectors, and waits until their tasks are gone if `wait` is set, as
    /// ``Client/resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// Needs Kafka Connect 3.5 or newer.
    ///
    /// ```swift
    /// let report = try await connect.stopMany(["orders-sink", "audit-sink"], wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - names: The connectors' names. One that is there twice is stopped once.
    ///   - concurrency: How many requests may be in flight at a time; the workers may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors are stopped and their tasks are gone. Without it, another `minTasks`,
    ///     `settle` or `failureGrace` than the default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it is stopped. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: Another number is refused, because a connector that is stopped needs no tasks. Default 1.
    ///   - settle: Time for which a connector must be seen stopped, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if a name or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func stopMany(
        _ names: [String], concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("stop_many", names.map { [$0] }, options)
    }

    /// Stops the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``stopMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// print(try await connect.stopMany(paused, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about self-managed Kafka Connect.
    public func stopMany(
        _ report: Report, concurrency: Int? = nil, wait: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil,
        minTasks: Int? = nil, settle: Duration? = nil, failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        return calls.many("stop_many", report, options)
    }

    /// Restarts many connectors, and waits until they run again if `wait` is set, as
    /// ``Client/resumeMany(_:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)`` does.
    ///
    /// A restart is not idempotent, so it is not always retried; see `restart`.
    ///
    /// ```swift
    /// let report = try await connect.restartMany(["orders-sink", "audit-sink"], onlyFailed: true, wait: true).value
    /// print(report)
    /// ```
    ///
    /// - Parameters:
    ///   - names: The connectors' names. One that is there twice is restarted once.
    ///   - includeTasks: Whether to restart the tasks, too, because it is mostly a task that fails. Default `true`.
    ///   - onlyFailed: Whether to restart only the parts (connector, tasks) that have failed. Default `false`.
    ///   - concurrency: How many requests may be in flight at a time; the workers may slow that down. Default 32.
    ///   - wait: Whether to wait until the connectors run again. Without it, another `minTasks`, `settle` or `failureGrace` than
    ///     the default is refused. Default `false`.
    ///   - timeout: Time for one attempt. Default: the client's.
    ///   - deadline: Time for one connector, counted from its request, not from the time in the queue: until it is accepted or,
    ///     with `wait`, until it runs. Default: the client's, if it is set, else 120 s, or 600 s with `wait`.
    ///   - minTasks: How many tasks a connector must have, all of them `RUNNING`; 0 allows a connector without tasks. Default 1.
    ///   - settle: Time for which a connector must be seen running, poll after poll; at 0 one poll is enough. Default 0 s.
    ///   - failureGrace: Time that a failure, or a 404, must last before it counts. Default 10 s.
    /// - Returns: A job, which starts when it is first awaited or iterated. Its ``Job/value`` throws
    ///   ``UnpauseError/invalidRequest(_:)`` if a name or an option cannot be used, or `CancellationError`.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func restartMany(
        _ names: [String], includeTasks: Bool = true, onlyFailed: Bool = false, concurrency: Int? = nil, wait: Bool = false,
        timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        let scope = NativeRestart(includeTasks: includeTasks, onlyFailed: onlyFailed)
        return calls.many("restart_many", names.map { [$0] }, options, restart: scope)
    }

    /// Restarts the connectors that the job of a report has changed: exactly ``Report/changed``. The options are those of a list;
    /// see ``restartMany(_:includeTasks:onlyFailed:concurrency:wait:timeout:deadline:minTasks:settle:failureGrace:)``.
    ///
    /// ```swift
    /// print(try await connect.restartMany(resumed, wait: true).value)
    /// ```
    ///
    /// - Returns: A job. Its ``Job/value`` also throws ``UnpauseError/invalidRequest(_:)`` if the report is of a dry run, or is
    ///   not about self-managed Kafka Connect.
    public func restartMany(
        _ report: Report, includeTasks: Bool = true, onlyFailed: Bool = false, concurrency: Int? = nil, wait: Bool = false,
        timeout: Duration? = nil, deadline: Duration? = nil, minTasks: Int? = nil, settle: Duration? = nil,
        failureGrace: Duration? = nil
    ) -> ManyJob {
        let options = NativeManyOptions(concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
        let scope = NativeRestart(includeTasks: includeTasks, onlyFailed: onlyFailed)
        return calls.many("restart_many", report, options, restart: scope)
    }
}
