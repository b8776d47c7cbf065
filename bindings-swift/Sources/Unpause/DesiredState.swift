/// The state of a connector that a wait waits for, its tasks included.
public enum DesiredState: String, Sendable, Hashable, Codable, CaseIterable {
    /// It says `RUNNING`, it has its tasks, and each of them says `RUNNING`.
    case running
    /// It says `PAUSED`, and so does each of its tasks, or `STOPPED` (as Confluent Cloud says) or `FAILED`: a pause leaves a failed
    /// task failed.
    case paused
    /// It says `STOPPED`, and its tasks are gone. Only self-managed Kafka Connect stops connectors.
    case stopped

    /// From the name that all languages share.
    init(_ name: String) { self = DesiredState(rawValue: name) ?? .running }
}

/// The change that a job makes to many connectors.
public enum ManyOperation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Connectors are resumed.
    case resume
    /// Connectors are paused.
    case pause
    /// Connectors are stopped. Only self-managed Kafka Connect stops connectors.
    case stop
    /// Connectors are restarted.
    case restart

    /// From the name that all languages share.
    init(_ name: String) { self = ManyOperation(rawValue: name) ?? .resume }
}
