/// The results for many connectors. Its description is one line: how many were accepted, run and failed, and why.
public struct ResumeReport: Sendable, Hashable, Codable, CustomStringConvertible {
    /// One result for each connector, in the order of the call; those of a whole cluster are sorted by name.
    public let results: [ResumeResult]
    /// How many connectors were accepted, run, failed or are finished.
    public let counts: ResumeCounts
    /// From the call to the end, or until now.
    public let elapsed: Duration
    /// Whether nothing was sent on request: the results are the connectors that would be resumed.
    public let dryRun: Bool
    /// Whether the job waits until the connectors run.
    public let wait: Bool
    /// The report on one line.
    public let summary: String

    /// Creates a report, for tests and previews. The counts and the summary are made of the rest, unless they are given.
    public init(
        results: [ResumeResult], counts: ResumeCounts? = nil, elapsed: Duration = .zero, dryRun: Bool = false, wait: Bool = false,
        summary: String? = nil
    ) {
        let counts = counts ?? ResumeCounts(counting: results, wait: wait)
        self.results = results
        self.counts = counts
        self.elapsed = elapsed
        self.dryRun = dryRun
        self.wait = wait
        self.summary = summary ?? "\(counts)"
    }

    private enum CodingKeys: String, CodingKey {
        case results, counts, dryRun, wait, summary
        case elapsed = "elapsedMs"
    }

    /// The results that have an error.
    ///
    /// ```swift
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    public var failures: [ResumeResult] { results.filter { $0.error != nil } }

    /// The same as ``summary``.
    public var description: String { summary }
}

/// The result for one connector.
public struct ResumeResult: Sendable, Hashable, Codable {
    /// The connector.
    public let connector: Connector
    /// Whether a request was sent. If it was, without ``accepted`` or ``error``, the job was stopped, and the service may have
    /// accepted the request or not.
    public let sent: Bool
    /// The service's answer, if it accepted the request.
    public let accepted: Accepted?
    /// The status that the last poll saw; `nil` without a poll.
    public let status: ConnectorStatus?
    /// Whether it was seen running. Always `false` without `wait`.
    public let running: Bool
    /// Why the request was not accepted, or why the connector does not run.
    public let error: UnpauseError?

    /// Creates the result for one connector, for tests and previews.
    public init(
        connector: Connector, sent: Bool = true, accepted: Accepted? = nil, status: ConnectorStatus? = nil, running: Bool = false,
        error: UnpauseError? = nil
    ) {
        self.connector = connector
        self.sent = sent
        self.accepted = accepted
        self.status = status
        self.running = running
        self.error = error
    }
}

/// Counts of connectors.
public struct ResumeCounts: Sendable, Hashable, Codable {
    /// All connectors, duplicates included.
    public let total: Int
    /// Connectors whose request was accepted.
    public let accepted: Int
    /// Connectors that were seen running. Always 0 without `wait`.
    public let running: Int
    /// Connectors that were not accepted, or do not run in time.
    public let failed: Int
    /// Connectors that are finished: failed, or accepted and, with `wait`, running.
    public let done: Int

    /// Creates counts, for tests and previews.
    public init(total: Int = 0, accepted: Int = 0, running: Int = 0, failed: Int = 0, done: Int = 0) {
        self.total = total
        self.accepted = accepted
        self.running = running
        self.failed = failed
        self.done = done
    }

    fileprivate init(counting results: [ResumeResult], wait: Bool) {
        self.init(
            total: results.count,
            accepted: results.count { $0.accepted != nil },
            running: results.count { $0.running },
            failed: results.count { $0.error != nil },
            done: results.count { $0.error != nil || (wait ? $0.running : $0.accepted != nil) })
    }
}

/// The progress of a job: one more connector was accepted, runs or failed.
public struct ResumeProgress: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The result for that connector so far.
    public let result: ResumeResult
    /// The counts so far.
    public let counts: ResumeCounts
    /// The progress on one line.
    public let summary: String

    /// Creates progress, for tests and previews. The summary is made of the rest, unless it is given.
    public init(result: ResumeResult, counts: ResumeCounts, summary: String? = nil) {
        self.result = result
        self.counts = counts
        self.summary = summary ?? "\(counts.done) of \(counts.total): \(result.connector.connectorName): \(result.stage)"
    }

    /// The same as ``summary``.
    public var description: String { summary }
}
