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
                "requests_in_any_order", "pauses", "counts",
            ], written.json.object?.keys, "case")
        self.world = world
        let replaced = written.json.object?.map { key, value in
            (key, key == "servers" ? value : value.replacingPlaceholders(of: world).inSwiftsNames)
        }
        self.written = .object(Dictionary(uniqueKeysWithValues: replaced ?? []))
        self.secrets = secretsOf(self.written)
    }

    /// The environment that the case wants, if any: it then runs in a process of its own.
    package var environment: [String: JSON]? { written["environment"].object }

    /// Takes every step, then looks at what the servers saw.
    package func run() async throws {
        var lines: [String] = []
        let client = Result { try AnyClient(written, in: world) }
        if environment != nil {
            // They are for the client, which has read them now, and not for URLSession, which speaks to the sandbox.
            ["http_proxy", "https_proxy", "all_proxy"].forEach {
                unsetenv($0); unsetenv($0.uppercased())
            }
        }
        if let client = try? client.get() {
            try holdNoSecret(client.shown)
        }
        for (number, step) in (written["steps"].array ?? []).enumerated() {
            lines += try await take(step, client, "step \(number + 1)")
        }
        lines += try await Journal(world: world, expected: written).mismatches()
        guard lines.isEmpty else {
            let journals = try await world.control.request("GET", "/worlds/\(world.id)")
            throw Failure((lines + ["journal: \(journals)"]).joined(separator: "\n"))
        }
    }

    private func take(_ step: JSON, _ client: Result<AnyClient, any Error>, _ at: String) async throws -> [String] {
        if step["await"] != .null {
            try known(["await"], step.object?.keys, at)
            try await world.wait(for: step["await"])
            return []
        }
        if step["bed"] != .null {
            try known(["bed"], step.object?.keys, at)
            try await Bed.ask(step["bed"])
            return []
        }
        try known(
            [
                "call", "arguments", "options", "together", "accepted", "result", "error", "progress", "cancel_when",
                "cancelled",
            ], step.object?.keys, at)
        let call = try Call(step, ClientKind(written), at)
        if step["cancel_when"] != .null {
            return try await cancel(call, client.get(), step, at)
        }
        return try await outcomes(of: call, client, step).flatMap { outcome in
            try holdNoSecret(outcome.shown)
            return try outcome.mismatches(step, at)
        }
    }

    private func outcomes(of call: Call, _ client: Result<AnyClient, any Error>, _ step: JSON) async -> [Outcome] {
        let once: @Sendable () async -> Outcome = {
            switch client {
            case .success(let client): await call.outcome(client, listening: step["progress"] != .null)
            case .failure(let error): Outcome(error)
            }
        }
        return await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<(step["together"].integer ?? 1) {
                group.addTask(operation: once)
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// Cancels a job's task when the server has got so far, and looks at what the job knows then.
    private func cancel(_ call: Call, _ client: AnyClient, _ step: JSON, _ at: String) async throws -> [String] {
        let job = try call.resumeJob(client)
        let task = Task { await Outcome(job, listening: step["progress"] != .null) }
        try await world.wait(for: step["cancel_when"])
        task.cancel()
        let outcome = await task.value
        guard case .failure(is CancellationError) = outcome.result else {
            return ["\(at): expected a cancellation, got \(outcome.result)"]
        }
        let report = job.report
        try holdNoSecret("\(report) \(dumped(report))")
        return try mismatches(report.json, step["cancelled"], "\(at): cancelled", isClosed: true)
    }

    private func holdNoSecret(_ text: String) throws {
        if secrets.contains(where: text.contains) {
            throw Failure("a secret is shown: \(text)")
        }
    }
}
