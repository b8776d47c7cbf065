/// The results for many connectors. Its description is one line: how many matched, were accepted, are in the desired state or
/// failed, and why.
///
/// A report is an input, too: `resumeMany(report)` resumes the connectors that the report's job has ``changed``. A report can be
/// saved, and read by a later program in any language: ``toJSON()``, ``init(json:)``, or as `Codable`.
///
/// ```swift
/// let paused = try await client.pauseAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true).value
/// print(paused)  // 38 of 40 match: 38 accepted, 38 paused, 0 failed, 9.1 s
/// let running = try await client.resumeMany(paused, wait: true).value
/// ```
public struct Report: Sendable, Hashable, CustomStringConvertible {
    /// The change that was asked for.
    public let operation: ManyOperation
    /// One result for each connector, in the order of the call; those of a whole cluster are sorted by name.
    public let results: [ConnectorResult]
    /// How many connectors were accepted, are in the desired state, failed or are finished.
    public let counts: ReportCounts
    /// How many connectors were in the listing that the job chose from; `nil` if the job was given its connectors, or has no listing
    /// yet.
    public let listed: Int?
    /// How many of these the job chose.
    public let matched: Int?
    /// The pattern that was asked for.
    public let nameGlob: String?
    /// The states that were asked for; empty for the operation's own default.
    public let states: [String]
    /// Those of ``states`` that no listed connector is in.
    public let unseenStates: [String]
    /// The listed connectors that the job did not choose, sorted by name.
    public let leftOut: [LeftOut]
    /// From the call to the end, or until now.
    public let elapsed: Duration
    /// Whether nothing was sent on request: the results are the connectors that would be changed.
    public let dryRun: Bool
    /// Whether the job waits until the connectors are in the state that the operation leads to.
    public let wait: Bool
    /// The report on one line.
    public let summary: String

    let origin: ReportOrigin

    /// Creates a report, for tests and previews. The counts and the summary are made of the rest, unless they are given.
    public init(
        operation: ManyOperation = .resume, results: [ConnectorResult], counts: ReportCounts? = nil, listed: Int? = nil,
        matched: Int? = nil, nameGlob: String? = nil, states: [String] = [], unseenStates: [String] = [], leftOut: [LeftOut] = [],
        elapsed: Duration = .zero, dryRun: Bool = false, wait: Bool = false, summary: String? = nil
    ) {
        let counts = counts ?? ReportCounts(counting: results, wait: wait)
        self.init(
            operation: operation, results: results, counts: counts, listed: listed, matched: matched, nameGlob: nameGlob,
            states: states, unseenStates: unseenStates, leftOut: leftOut, elapsed: elapsed, dryRun: dryRun, wait: wait,
            summary: summary ?? "\(counts)", origin: ReportOrigin(nil))
    }

    init(
        operation: ManyOperation, results: [ConnectorResult], counts: ReportCounts, listed: Int?, matched: Int?,
        nameGlob: String?, states: [String], unseenStates: [String], leftOut: [LeftOut], elapsed: Duration, dryRun: Bool,
        wait: Bool, summary: String, origin: ReportOrigin
    ) {
        self.operation = operation
        self.results = results
        self.counts = counts
        self.listed = listed
        self.matched = matched
        self.nameGlob = nameGlob
        self.states = states
        self.unseenStates = unseenStates
        self.leftOut = leftOut
        self.elapsed = elapsed
        self.dryRun = dryRun
        self.wait = wait
        self.summary = summary
        self.origin = origin
    }

    /// Whether nothing failed and nothing is left to do: `false` also for a report of interrupted work, once it has
    /// its connectors.
    public var ok: Bool { counts.failed == 0 && (dryRun || counts.done == counts.total) }

    /// The results that have an error.
    ///
    /// ```swift
    /// for failure in report.failures {
    ///     print(failure.connector, failure.error?.message ?? "")
    /// }
    /// ```
    public var failures: [ConnectorResult] { results.filter { $0.error != nil } }

    /// The connectors that the job changed, each once, under the names that the service knows them by: their requests were accepted,
    /// and the listing did not say that they were already in that state. A request that is in doubt (sent, without an answer) is
    /// not among them.
    ///
    /// ```swift
    /// let job = client.resumeMany(report)  // resumes exactly report.changed
    /// ```
    public var changed: [Connector] {
        var seen: Set<Connector> = []
        return results.filter(\.changed).compactMap(\.accepted?.connector).filter { seen.insert($0).inserted }
    }

    /// The same as ``summary``.
    public var description: String { summary }
}

/// A connector of the listing that the job did not choose.
public struct LeftOut: Sendable, Hashable, Codable {
    /// The connector.
    public let connector: Connector
    /// Its state; `nil` if the listing has none.
    public let state: String?
    /// Why it was left out.
    public let reason: LeftOutReason

    /// Creates an entry, for tests and previews.
    public init(connector: Connector, state: String? = nil, reason: LeftOutReason = .state) {
        self.connector = connector
        self.state = state
        self.reason = reason
    }
}

/// Why a job did not choose a connector.
public enum LeftOutReason: String, Sendable, Hashable, Codable, CaseIterable {
    /// Its name does not match `nameGlob`.
    case name
    /// It is in none of the states.
    case state
    /// Its name matches, and the listing has no status of it: it was just created, or the service is in trouble. Look at its status.
    case noStatus = "no_status"

    /// From the name that all languages share.
    init(_ name: String) { self = LeftOutReason(rawValue: name) ?? .noStatus }
}
