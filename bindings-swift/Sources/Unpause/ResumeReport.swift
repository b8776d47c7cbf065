/// The results for many connectors. Its description is one line: how many were accepted, run and failed, and why.
public struct ResumeReport: Sendable, Hashable, CustomStringConvertible {
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
public struct ResumeResult: Sendable, Hashable {
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
}

/// Counts of connectors.
public struct ResumeCounts: Sendable, Hashable {
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
}

/// The progress of a job: one more connector was accepted, runs or failed.
public struct ResumeProgress: Sendable, Hashable, CustomStringConvertible {
    /// The result for that connector so far.
    public let result: ResumeResult
    /// The counts so far.
    public let counts: ResumeCounts
    /// The progress on one line.
    public let summary: String

    /// The same as ``summary``.
    public var description: String { summary }
}
