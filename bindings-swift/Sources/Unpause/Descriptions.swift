// One line for each result, for `print` and a log. Progress and reports have a line of the core's own.

extension Accepted: CustomStringConvertible {
    /// One line: the connector, the attempts, the time and the id of the request.
    public var description: String {
        let attempts = "\(attempts) attempt\(attempts == 1 ? "" : "s")"
        return "\(connector): accepted, \(attempts), \(elapsed.shown)\(requestID.map { ", request id \($0)" } ?? "")"
    }
}

extension Restarting: CustomStringConvertible {
    /// One line: the parts.
    public var description: String {
        let parts = (connector ? ["connector"] : []) + tasks.map { "task \($0)" }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
}

extension LeftOut: CustomStringConvertible {
    /// One line: the connector, its state, and the reason.
    public var description: String { "\(connector): \(state ?? "no state"), left out for its \(why)" }

    private var why: String { reason == .noStatus ? "lack of a status" : reason.rawValue }
}

extension RateLimit: CustomStringConvertible {
    /// One line: what is left, of how many, and for how long.
    public var description: String {
        let left = "\(remaining.map(String.init) ?? "?") of \(limit.map(String.init) ?? "?") requests left"
        return left + (reset.map { ", resets in \($0.shown)" } ?? "")
    }
}

extension ConnectorStatus: CustomStringConvertible {
    /// One line: the connector, its state, and how many tasks run.
    public var description: String { "\(name): \(progress)" }

    var progress: String { "\(state), \(tasksRunning) of \(tasks.count) tasks running" }
}

extension TaskStatus: CustomStringConvertible {
    /// One line: the task, its state, and its message if it has one.
    public var description: String { "task \(id): \(state)\(message.map { ", \($0)" } ?? "")" }
}

extension ListedConnector: CustomStringConvertible {
    /// One line: the connector, its id, its state, and how many tasks run.
    public var description: String {
        "\(connector)\(id.map { " (\($0))" } ?? ""): \(status?.progress ?? "no status")"
    }
}

extension WaitResult: CustomStringConvertible {
    /// One line: the connector, the tasks, the polls and the time.
    public var description: String {
        "\(connector): \(status.progress), \(looks) poll\(looks == 1 ? "" : "s"), \(elapsed.shown)"
    }
}

extension ConnectorResult: CustomStringConvertible {
    /// One line: the connector and how far it came, or its error.
    public var description: String { error?.message ?? "\(connector): \(stage)" }

    /// How far the connector came, in a word.
    var stage: String {
        if let error { return error.kind.rawValue }
        if reached { return "reached" }
        return accepted != nil ? "accepted" : sent ? "sent" : "not sent"
    }
}

extension ReportCounts: CustomStringConvertible {
    /// One line with the counts.
    public var description: String {
        "\(total) connector\(total == 1 ? "" : "s"): \(accepted) accepted, \(reached) reached, \(failed) failed, \(done) done"
    }
}

extension Duration {
    /// In seconds, with as many digits as a reader needs.
    fileprivate var shown: String {
        let milliseconds = (self / .milliseconds(1)).rounded()
        return "\(milliseconds / 1000) s"
    }
}
