/// What became of each of many connectors. Its description is one line that says how many were accepted, run, failed, and why.
public struct ResumeReport: Sendable, Hashable, CustomStringConvertible {
    /// One a connector, in the order in which they were given; of a cluster's connectors, in the order of their names.
    public let results: [ResumeResult]
    /// How many are how far.
    public let counts: ResumeCounts
    /// From the call to the end, or to now.
    public let elapsed: Duration
    /// Nothing was sent on purpose: the results are the connectors that would be resumed.
    public let dryRun: Bool
    /// Whether running was waited for.
    public let wait: Bool
    /// All of it on one line.
    public let summary: String

    /// Those that failed.
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

/// What became of one connector.
public struct ResumeResult: Sendable, Hashable {
    /// The connector.
    public let connector: Connector
    /// Whether a request for it went out. If it did and there is neither ``accepted`` nor ``error``, the work was interrupted, and
    /// the service may have taken the request or not.
    public let sent: Bool
    /// The service's answer, if it took the request.
    public let accepted: Accepted?
    /// How the connector was when it was last looked at; `nil` if nobody looked.
    public let status: ConnectorStatus?
    /// Whether it was seen running. Only looked for when asked to wait.
    public let running: Bool
    /// Why it was not accepted, or does not run.
    public let error: UnpauseError?
}

/// How many connectors are how far.
public struct ResumeCounts: Sendable, Hashable {
    /// All of them, duplicates included.
    public let total: Int
    /// The service took the request.
    public let accepted: Int
    /// Seen running. Always 0 when not asked to wait.
    public let running: Int
    /// Not accepted, or accepted and not running in time.
    public let failed: Int
    /// Nothing more will happen to them: failed, or accepted and, if asked to wait, running.
    public let done: Int
}

/// One more connector was accepted, runs, or failed.
public struct ResumeProgress: Sendable, Hashable, CustomStringConvertible {
    /// The connector and what became of it by now.
    public let result: ResumeResult
    /// All connectors by now.
    public let counts: ResumeCounts
    /// All of it on one line.
    public let summary: String

    /// The same as ``summary``.
    public var description: String { summary }
}
