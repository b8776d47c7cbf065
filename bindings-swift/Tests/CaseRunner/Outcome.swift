import Unpause

/// The outcome of a call.
struct Outcome: Sendable {
    let result: Result<JSON, any Error>
    private(set) var progress: Result<JSON, any Error> = .success([])
    /// Everything that Swift shows of it.
    private(set) var shown: String
    /// The report of a job on many, or one that was read: a later step may mean it.
    private(set) var report: Report?

    init(returned value: any Sendable) {
        result = Result { try document(value) }
        shown = "\(value) \(dumped(value))"
    }

    init(thrown error: any Error) {
        result = .failure(error)
        shown = "\(error) \(error.localizedDescription) \(dumped(error))"
    }

    /// Runs a job; if listening, iterates its progress first.
    init<Progress, Output>(of job: Job<Progress, Output>, listening: Bool) async {
        var heard: [Progress] = []
        do {
            if listening {
                for try await progress in job { heard.append(progress) }
            }
            self.init(returned: try await job.value)
        } catch {
            self.init(thrown: error)
        }
        progress = Result { .array(try heard.map(document)) }
        shown += heard.map { "\($0) \(dumped($0))" }.joined()
    }

    /// The same with a report.
    func keeping(_ report: Report) -> Outcome {
        var outcome = self
        outcome.report = report
        return outcome
    }

    /// The differences from the expectations of a step, one line each.
    func mismatches(_ step: JSON, _ at: String) throws -> [String] {
        let lines =
            switch result {
            case .success(let value): try unexpected(value, step, at)
            case .failure(let error): try unexpected(error, step, at)
            }
        guard let expected = step["progress"].object else { return lines }
        try known(["count", "first", "last"], expected.keys, at)
        let all = try progress.get().array ?? []
        let seen: JSON = ["count": .number(Double(all.count)), "first": all.first ?? .null, "last": all.last ?? .null]
        return try lines + CaseRunner.mismatches(seen, step["progress"], "\(at): progress", isClosed: true)
    }

    private func unexpected(_ value: JSON, _ step: JSON, _ at: String) throws -> [String] {
        for kind in ["accepted", "result"] where step[kind] != .null {
            return try CaseRunner.mismatches(value, step[kind], "\(at): \(kind)", isClosed: true)
        }
        return ["\(at): expected \(step["error"]), got \(value)"]
    }

    private func unexpected(_ error: any Error, _ step: JSON, _ at: String) throws -> [String] {
        guard let error = error as? UnpauseError else { return ["\(at): not an UnpauseError: \(error)"] }
        guard step["error"]["kind"] != .null else {
            return ["\(at): expected \(step["accepted"]) \(step["result"]), got \(error)"]
        }
        return try CaseRunner.mismatches(document(error), step["error"], "\(at): error", isClosed: true)
    }
}
