/// The result for one connector of a job on many.
public struct ConnectorResult: Sendable, Hashable, Codable {
    /// The connector.
    public let connector: Connector
    /// Whether a request was sent. If it was, without ``accepted`` or ``error``, the job was stopped, and the service may have
    /// accepted the request or not.
    public let sent: Bool
    /// The service's answer, if it accepted the request.
    public let accepted: Accepted?
    /// Whether the job changed the connector: the service accepted the request, and the listing did not say that the connector was
    /// already in that state. See ``Report/changed``.
    public let changed: Bool
    /// The status that the last poll saw, or the listing before it; `nil` without either.
    public let status: ConnectorStatus?
    /// Whether it was seen in the state that the operation leads to: running, paused or stopped. Always `false` without `wait`.
    public let reached: Bool
    /// Why the request was not accepted, or why the connector is not in that state.
    public let error: UnpauseError?

    /// Creates the result for one connector, for tests and previews. It is ``changed`` if it is ``accepted``, unless that is given.
    public init(
        connector: Connector, sent: Bool = true, accepted: Accepted? = nil, changed: Bool? = nil, status: ConnectorStatus? = nil,
        reached: Bool = false, error: UnpauseError? = nil
    ) {
        self.connector = connector
        self.sent = sent
        self.accepted = accepted
        self.changed = changed ?? (accepted != nil)
        self.status = status
        self.reached = reached
        self.error = error
    }
}

/// Counts of connectors.
public struct ReportCounts: Sendable, Hashable, Codable {
    /// All connectors, duplicates included.
    public let total: Int
    /// Connectors whose request was accepted.
    public let accepted: Int
    /// Connectors that were seen in the state that the operation leads to. Always 0 without `wait`.
    public let reached: Int
    /// Connectors that were not accepted, or are not in that state in time.
    public let failed: Int
    /// Connectors that are finished: failed, or accepted and, with `wait`, in that state.
    public let done: Int

    /// Creates counts, for tests and previews.
    public init(total: Int = 0, accepted: Int = 0, reached: Int = 0, failed: Int = 0, done: Int = 0) {
        self.total = total
        self.accepted = accepted
        self.reached = reached
        self.failed = failed
        self.done = done
    }

    init(counting results: [ConnectorResult], wait: Bool) {
        self.init(
            total: results.count,
            accepted: results.count { $0.accepted != nil },
            reached: results.count { $0.reached },
            failed: results.count { $0.error != nil },
            done: results.count { $0.error != nil || (wait ? $0.reached : $0.accepted != nil) })
    }
}

/// The progress of a job on many: one more connector was accepted, is in the desired state, or failed.
public struct ManyProgress: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The result for that connector so far.
    public let result: ConnectorResult
    /// The counts so far.
    public let counts: ReportCounts
    /// The progress on one line.
    public let summary: String

    /// Creates progress, for tests and previews. The summary is made of the rest, unless it is given.
    public init(result: ConnectorResult, counts: ReportCounts, summary: String? = nil) {
        self.result = result
        self.counts = counts
        self.summary = summary ?? "\(counts.done) of \(counts.total): \(result.connector.connectorName): \(result.stage)"
    }

    /// The same as ``summary``.
    public var description: String { summary }
}
