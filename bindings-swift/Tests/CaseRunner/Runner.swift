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
                "name", "why", "only_on", "environment", "servers", "client", "from_env", "steps", "requests", "pauses",
            ], written.json.object?.keys, "case")
        self.world = world
        let replaced = written.json.object?.map { key, value in
            (key, key == "servers" ? value : value.replacingPlaceholders(of: world))
        }
        self.written = .object(Dictionary(uniqueKeysWithValues: replaced ?? []))
        self.secrets = secretsOf(self.written)
    }

    /// The environment that the case wants, if any: it then runs in a process of its own.
    package var environment: [String: JSON]? { written["environment"].object }

    /// Takes every step, then looks at what the servers saw.
    package func run() async throws {
        var lines: [String] = []
        let client = Result { try build() }
        if environment != nil {
            // They are for the client, which has read them now, and not for URLSession, which speaks to the sandbox.
            ["http_proxy", "https_proxy", "all_proxy"].forEach {
                unsetenv($0); unsetenv($0.uppercased())
            }
        }
        if let client = try? client.get() {
            try holdNoSecret("\(client) \(String(reflecting: client)) \(dumped(client))")
        }
        for (number, step) in (written["steps"].array ?? []).enumerated() {
            lines += try await take(step, client, "step \(number + 1)")
        }
        lines += try await unexpectedRequests()
        lines += try await unexpectedPauses()
        guard lines.isEmpty else {
            let journals = try await world.control.request("GET", "/worlds/\(world.id)")
            throw Failure((lines + ["journal: \(journals)"]).joined(separator: "\n"))
        }
    }

    private func build() throws -> Client {
        var given = written["client"].object ?? [:]
        if written["from_env"].boolean == true {
            return try Client.fromEnvironment(options: clientOptions(given))
        }
        if Set(given.keys).isDisjoint(with: ["api_key", "api_secret", "token"]) {
            given["api_key"] = "SANDBOX-KEY"
            given["api_secret"] = "sandbox-secret"
        }
        if given["base_url"] == nil, world.servers["main"] != .null {
            given["base_url"] = .string(world.url)
        }
        return try Client(options: clientOptions(given))
    }

    private func take(_ step: JSON, _ client: Result<Client, any Error>, _ at: String) async throws -> [String] {
        if step["await"] != .null {
            try known(["await"], step.object?.keys, at)
            try await world.wait(for: step["await"])
            return []
        }
        try known(["call", "arguments", "options", "together", "accepted", "error"], step.object?.keys, at)
        let outcomes = try await call(step, client, at)
        return try outcomes.flatMap { outcome in
            try holdNoSecret(shown(outcome))
            return try compare(outcome, with: step, at)
        }
    }

    private func call(_ step: JSON, _ client: Result<Client, any Error>, _ at: String) async throws -> [Outcome] {
        guard step["call"] == "resume" else { throw Failure("\(at): unknown call \(step["call"])") }
        let arguments = step["arguments"].object ?? [:]
        try known(["environment_id", "kafka_cluster_id", "connector_name"], arguments.keys, at)
        let options = step["options"]
        try known(["timeout", "deadline"], options.object?.keys, at)
        let once: @Sendable () async -> Outcome = {
            await outcome {
                try await client.get().resume(
                    environmentID: arguments["environment_id"]?.string ?? "env-a1b2c3",
                    kafkaClusterID: arguments["kafka_cluster_id"]?.string ?? "lkc-x7y8z9",
                    connectorName: arguments["connector_name"]?.string ?? "orders-sink",
                    timeout: options["timeout"].duration,
                    deadline: options["deadline"].duration)
            }
        }
        return await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<Int(step["together"].number ?? 1) {
                group.addTask(operation: once)
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func compare(_ outcome: Outcome, with step: JSON, _ at: String) throws -> [String] {
        switch outcome {
        case .success(let accepted):
            guard step["accepted"] != .null else { return ["\(at): expected \(step["error"]), got \(accepted)"] }
            return try mismatches(accepted.json, step["accepted"], "\(at): accepted", isClosed: true)
        case .failure(let error as UnpauseError):
            guard step["error"]["kind"] != .null else { return ["\(at): expected \(step["accepted"]), got \(error)"] }
            return try mismatches(error.json, step["error"], "\(at): error", isClosed: true)
        case .failure(let error):
            return ["\(at): a foreign error: \(error)"]
        }
    }

    private func unexpectedRequests() async throws -> [String] {
        var lines: [String] = []
        for (server, expected) in written["requests"].object ?? [:] {
            let (seen, patterns) = (try await world.journal(server)["requests"].array ?? [], expected.array ?? [])
            if seen.count != patterns.count {
                lines.append("\(server): expected \(patterns.count) requests, got \(seen.count)")
            }
            for (number, (entry, pattern)) in zip(seen, patterns).enumerated() {
                try known(
                    ["connection", "method", "target", "version", "headers", "status", "outcome"],
                    pattern.object?.keys, server)
                lines += try mismatches(entry.joiningHeaders, pattern, "\(server): request \(number + 1)")
            }
        }
        return lines
    }

    private func unexpectedPauses() async throws -> [String] {
        var lines: [String] = []
        for (server, expected) in written["pauses"].object ?? [:] {
            let (seen, patterns) = (try await world.journal(server)["requests"].array ?? [], expected.array ?? [])
            let pauses = zip(seen.dropFirst(), seen).map { after, before in
                (after["arrived"].number ?? .nan) - (before["finished"].number ?? .nan)
            }
            if pauses.count != patterns.count {
                lines.append("\(server): expected \(patterns.count) pauses, got \(pauses)")
            }
            for (number, (pause, pattern)) in zip(pauses, patterns).enumerated() {
                lines += try mismatches(.number(pause), pattern, "\(server): pause \(number + 1)")
            }
        }
        return lines
    }

    private func holdNoSecret(_ text: String) throws {
        if secrets.contains(where: text.contains) {
            throw Failure("a secret is shown: \(text)")
        }
    }
}

typealias Outcome = Result<Accepted, any Error>

private func outcome(_ call: () async throws -> Accepted) async -> Outcome {
    do {
        return .success(try await call())
    } catch {
        return .failure(error)
    }
}

extension JSON {
    /// A journal's entry with its headers as an object; of a header that was sent more than once, the values joined.
    fileprivate var joiningHeaders: JSON {
        let pairs = (self["headers"].array ?? []).map { pair in
            (pair.array?.first?.string ?? "", pair.array?.last?.string ?? "")
        }
        let headers = Dictionary(pairs) { "\($0), \($1)" }.mapValues(JSON.string)
        return .object((object ?? [:]).merging(["headers": .object(headers)]) { _, joined in joined })
    }
}
