/// Why a connector was not in the awaited state in time.
public enum Situation: String, Sendable, Hashable, Codable {
    /// It is to run, or to be stopped, and said PAUSED at every poll.
    case stillPaused = "still_paused"
    /// It had left PAUSED and went back to it, so somebody paused it again.
    case pausedAgain = "paused_again"
    /// It is to be paused or stopped, and runs.
    case stillRunning = "still_running"
    /// It was paused or stopped, as it is to be, and left that state, so somebody resumed it.
    case resumedAgain = "resumed_again"
    /// It is stuck in PROVISIONING.
    case provisioning
    /// It failed, but not for as long as `failureGrace`.
    case failed
    /// It says RUNNING but has fewer tasks than `minTasks`.
    case noTasks = "no_tasks"
    /// Not all of its tasks run.
    case tasksNotRunning = "tasks_not_running"
    /// It says PAUSED, and some of its tasks do not yet.
    case tasksNotPaused = "tasks_not_paused"
    /// It says STOPPED, and still has tasks.
    case tasksNotStopped = "tasks_not_stopped"
    /// It was in the awaited state, but not yet for as long as `settle`.
    case notSettled = "not_settled"
    /// Any other state.
    case other
    /// No poll had an answer.
    case unknown

    /// From the name that all languages share. A name that this version does not know is ``other``.
    package init(_ name: String) { self = Situation(rawValue: name) ?? .other }

    /// Reads the name that all languages share.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }
}

/// A time limit of ``ClientOptions``.
public enum TimeLimit: String, Sendable, Hashable {
    /// No connection was opened in time.
    case connectTimeout = "connect_timeout"
    /// One attempt had no answer in time.
    case timeout
    /// The whole call, with all its attempts and waits, had no answer in time.
    case deadline

    /// From the name of the option that all languages share.
    init(_ name: String) { self = TimeLimit(rawValue: name) ?? .deadline }
}

/// As in a document of Node.js, whose name of the option this is.
extension TimeLimit: Codable {
    /// Reads the name of the option: `connectTimeoutMs`, `timeoutMs` or `deadlineMs`.
    public init(from decoder: any Decoder) throws {
        let name = try decoder.singleValueContainer().decode(String.self)
        self = [.connectTimeout, .timeout].first { $0.documented == name } ?? .deadline
    }

    /// Writes the name of the option.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(documented)
    }

    private var documented: String { self == .connectTimeout ? "connectTimeoutMs" : "\(rawValue)Ms" }
}
