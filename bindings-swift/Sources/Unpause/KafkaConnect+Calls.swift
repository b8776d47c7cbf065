// The calls that change a connector, and those that only read.

internal import UnpauseBridge

extension KafkaConnect {
    /// Resumes a paused or stopped connector; does nothing if it is neither.
    ///
    /// Works asynchronously, is idempotent and is retried, as
    /// ``Client/resume(environmentID:kafkaClusterID:connectorName:timeout:deadline:)``.
    ///
    /// ```swift
    /// let accepted = try await connect.resume("orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The worker's answer to the accepted request.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func resume(_ name: String, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> Accepted {
        try await calls.change("resume", [name], NativeLimits(timeout, deadline))
    }

    /// Pauses a connector: its tasks stay and do nothing. Works asynchronously, is idempotent and is retried, as a resume.
    ///
    /// ```swift
    /// let accepted = try await connect.pause("orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The worker's answer to the accepted request.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func pause(_ name: String, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> Accepted {
        try await calls.change("pause", [name], NativeLimits(timeout, deadline))
    }

    /// Stops a connector: its tasks are shut down and free their resources until it is resumed.
    ///
    /// Works asynchronously, is idempotent and is retried, as a resume. Needs Kafka Connect 3.5 or newer.
    ///
    /// ```swift
    /// let accepted = try await connect.stop("orders-sink")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The worker's answer to the accepted request.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func stop(_ name: String, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> Accepted {
        try await calls.change("stop", [name], NativeLimits(timeout, deadline))
    }

    /// Restarts a connector and its tasks, also failed ones, which a resume does not revive.
    ///
    /// **Not idempotent**, so not always retried; see
    /// ``Client/restart(environmentID:kafkaClusterID:connectorName:timeout:deadline:)``.
    ///
    /// ```swift
    /// let accepted = try await connect.restart("orders-sink", onlyFailed: true)
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - includeTasks: Whether to restart the tasks, too, because it is mostly a task that fails. The REST interface's own default
    ///     is false. Default `true`.
    ///   - onlyFailed: Whether to restart only the parts (connector, tasks) that have failed. Default `false`.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The worker's answer to the accepted request; ``Accepted/restarting`` says what it restarts.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func restart(
        _ name: String, includeTasks: Bool = true, onlyFailed: Bool = false, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        let scope = NativeRestart(includeTasks: includeTasks, onlyFailed: onlyFailed)
        return try await calls.change("restart", [name], NativeLimits(timeout, deadline), restart: scope)
    }

    /// Gets the current status of a connector and its tasks.
    ///
    /// ```swift
    /// let status = try await connect.status("orders-sink")
    /// print("\(status.state), \(status.tasksRunning) of \(status.tasks.count) tasks running")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The connector's name, not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: The worker's answer, typed; ``ConnectorStatus/raw`` is its text.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func status(_ name: String, timeout: Duration? = nil, deadline: Duration? = nil) async throws -> ConnectorStatus {
        try await calls.status([name], NativeLimits(timeout, deadline))
    }

    /// Lists the names of all connectors.
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
    /// - Returns: The names, in the worker's order.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func list(timeout: Duration? = nil, deadline: Duration? = nil) async throws -> [String] {
        try await calls.list([], NativeLimits(timeout, deadline))
    }

    /// Lists all connectors with type, state and tasks; ``ListedConnector/id`` is `nil`.
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
    /// - Returns: The connectors, sorted by name.
    /// - Throws: ``UnpauseError``, or `CancellationError` if the task is cancelled.
    ///
    /// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
    public func listExpanded(timeout: Duration? = nil, deadline: Duration? = nil) async throws -> [ListedConnector] {
        try await calls.listExpanded([], NativeLimits(timeout, deadline))
    }
}
