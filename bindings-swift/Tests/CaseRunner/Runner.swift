import Foundation
import Unpause

/// Runs one case in one world.
package struct Runner: Sendable {
    private let world: World
    private let written: JSON
    private let secrets: [String]

    package init(_ written: Case, in world: World) throws {
        try known(
            [
                "name", "why", "only_on", "environment", "servers", "client_kind", "client", "from_env", "steps", "requests",
                "requests_in_any_order", "pauses", "counts", "files", "provider_calls",
            ], written.json.object?.keys, "case")
        self.world = world
        let replaced = written.json.object?.map { key, value in
            (key, key == "servers" ? value : value.replacingPlaceholders(of: world))
        }
        self.written = .object(Dictionary(uniqueKeysWithValues: replaced ?? []))
        self.secrets = secretsOf(self.written)
    }

    /// The environment of the case, if it has one: it then runs in a process of its own.
    package var environment: [String: JSON]? { written["environment"].object }

    /// Takes every step, then checks the requests that the servers saw.
    package func run() async throws {
        var lines: [String] = []
        let function = Function()
        for (name, content) in written["files"].object ?? [:] {
            try world.write(content.string ?? "", to: name)
        }
        let client = Result { try Service(written).client(written, in: world, function) }
        if environment != nil {
            // The client has read them now. URLSession, which asks the sandbox, must not.
            ["http_proxy", "https_proxy", "all_proxy"].forEach {
                unsetenv($0); unsetenv($0.uppercased())
            }
        }
        if let client = try? client.get() {
            try holdNoSecret("\(client) \(String(reflecting: client)) \(dumped(client))")
            await function.belongs(to: client)
        }
        var reports: [Int: Report] = [:]
        for (number, step) in zip(1..., written["steps"].array ?? []) {
            let taken = try await take(step, client, reports, "step \(number)")
            reports[number] = taken.report
            lines += taken.lines
        }
        if written["provider_calls"] != .null {
            let calls = JSON.number(Double(await function.calls))
            lines += try mismatches(calls, written["provider_calls"], "provider_calls")
        }
        lines += try await Journal(world: world, expected: written).mismatches()
        guard lines.isEmpty else {
            let journals = try await world.control.request("GET", "/worlds/\(world.id)")
            throw Failure((lines + ["journal: \(journals)"]).joined(separator: "\n"))
        }
    }

    /// A step that was taken: the differences from what was expected, and its report.
    private typealias Taken = (lines: [String], report: Report?)

    private func take(
        _ step: JSON, _ client: Result<any CaseClient, any Error>, _ reports: [Int: Report], _ at: String
    ) async throws -> Taken {
        if step["await"] != .null {
            try known(["await"], step.object?.keys, at)
            try await world.wait(for: step["await"])
            return ([], nil)
        }
        if step["write"] != .null {
            try known(["write"], step.object?.keys, at)
            try world.write(step["write"]["content"].string ?? "", to: step["write"]["file"].string ?? "")
            return ([], nil)
        }
        if step["bed"] != .null {
            try known(["bed"], step.object?.keys, at)
            try await Bed.ask(step["bed"])
            return ([], nil)
        }
        try known(
            [
                "call", "arguments", "options", "together", "accepted", "result", "error", "progress", "cancel_when",
                "cancelled",
            ], step.object?.keys, at)
        let call = try Call(step, for: Service(written), at)
        if step["cancel_when"] != .null {
            return try await cancel(call, client.get(), reports, step, at)
        }
        let outcomes = await outcomes(of: call, client, reports, step)
        let lines = try outcomes.flatMap { outcome in
            try holdNoSecret(outcome.shown)
            return try outcome.mismatches(step, at)
        }
        return (lines, outcomes.first?.report)
    }

    private func outcomes(
        of call: Call, _ client: Result<any CaseClient, any Error>, _ reports: [Int: Report], _ step: JSON
    ) async -> [Outcome] {
        let once: @Sendable () async -> Outcome = {
            switch client {
            case .success(let client): await call.outcome(client, reports, listening: step["progress"] != .null)
            case .failure(let error): Outcome(thrown: error)
            }
        }
        return await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<(step["together"].integer ?? 1) {
                group.addTask(operation: once)
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Cancels the task of a job when the server has seen enough, and checks the report so far.
    private func cancel(
        _ call: Call, _ client: any CaseClient, _ reports: [Int: Report], _ step: JSON, _ at: String
    ) async throws -> Taken {
        let job = try call.manyJob(client, reports)
        let task = Task { await Outcome(of: job, listening: step["progress"] != .null) }
        try await world.wait(for: step["cancel_when"])
        task.cancel()
        let outcome = await task.value
        guard case .failure(is CancellationError) = outcome.result else {
            return (["\(at): expected CancellationError, got \(outcome.result)"], job.report)
        }
        let report = job.report
        try holdNoSecret("\(report) \(dumped(report))")
        return (try mismatches(document(report), step["cancelled"], "\(at): cancelled", isClosed: true), report)
    }

    private func holdNoSecret(_ text: String) throws {
        if secrets.contains(where: text.contains) {
            throw Failure("a secret is shown: \(text)")
        }
    }
}
