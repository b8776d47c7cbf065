// The calls that change a connector, and those that only look.

internal import UnpauseBridge

extension KafkaConnect {
    /// Resumes a paused or stopped connector, as ``Client/resume(environmentID:kafkaClusterID:connectorName:timeout:deadline:)`` does:
    /// asynchronous and idempotent.
    ///
    /// ```swift
    /// let accepted = try await connect.resume("orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name; not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the worker said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func resume(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await native.change(.resume, Connector(named: name), NativeLimits(timeout, deadline))
    }

    /// Pauses a connector: its tasks stay and do nothing. Asynchronous and idempotent, as a resume is.
    ///
    /// ```swift
    /// let accepted = try await connect.pause("orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name; not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the worker said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func pause(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await native.change(.pause, Connector(named: name), NativeLimits(timeout, deadline))
    }

    /// Stops a connector: its tasks are shut down, and their resources freed, until it is resumed. Asynchronous and idempotent.
    ///
    /// ```swift
    /// let accepted = try await connect.stop("orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name; not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the worker said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func stop(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        try await native.change(.stop, Connector(named: name), NativeLimits(timeout, deadline))
    }

    /// Restarts a connector and, unless told otherwise, its tasks. **Not idempotent**; see
    /// ``Client/restart(environmentID:kafkaClusterID:connectorName:timeout:deadline:)`` for what is tried again.
    ///
    /// ```swift
    /// let accepted = try await connect.restart("orders-sink", onlyFailed: true)
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name; not encoded.
    ///   - includeTasks: The tasks, too: what fails is mostly a task. The REST interface's own default is false. Default `true`.
    ///   - onlyFailed: Only what has failed. Default `false`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the worker said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func restart(
        _ name: String,
        includeTasks: Bool = true,
        onlyFailed: Bool = false,
        timeout: Duration? = nil,
        deadline: Duration? = nil
    ) async throws -> Accepted {
        let scope = NativeRestart(includeTasks: includeTasks, onlyFailed: onlyFailed)
        return try await native.change(
            .restart(scope: scope), Connector(named: name), NativeLimits(timeout, deadline))
    }

    /// How a connector and its tasks are now.
    ///
    /// ```swift
    /// let status = try await connect.status("orders-sink")
    /// print("\(status.state), \(status.tasksRunning) of \(status.tasks.count) tasks running")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name; not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The connector's state, its tasks, and what is wrong with them.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func status(
        _ name: String, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> ConnectorStatus {
        try await native.status(Connector(named: name), NativeLimits(timeout, deadline))
    }

    /// The names of all connectors.
    ///
    /// ```swift
    /// for name in try await connect.list() {
    ///     print(name)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The names, in the workers' order.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func list(timeout: Duration? = nil, deadline: Duration? = nil) async throws -> [String] {
        try await native.list([], NativeLimits(timeout, deadline))
    }

    /// All connectors with type, state and tasks; ``ListedConnector/id`` is `nil`.
    ///
    /// ```swift
    /// for listed in try await connect.listExpanded() {
    ///     print(listed.connector, listed.status?.state ?? "unknown")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The connectors, in the order of their names.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled.
    public func listExpanded(timeout: Duration? = nil, deadline: Duration? = nil) async throws -> [ListedConnector] {
        try await native.listExpanded([], NativeLimits(timeout, deadline))
    }
}
