import Foundation

/// A process of its own, for tests of a whole process. See Tests/TestChild.
package enum Child {
    /// Runs the child to its end. The test fails unless it succeeds.
    package static func run(_ arguments: [String], environment: [String: JSON] = [:], input: JSON = .null) async throws {
        let (process, stdin, stderr) = (Process(), Pipe(), Pipe())
        process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appendingPathComponent("TestChild")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment.compactMapValues(\.string)) { _, new in new }
            .filter { environment[$0.key] != .null }
        process.standardInput = stdin
        process.standardError = stderr
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do {
                try process.run()
                try stdin.fileHandleForWriting.write(contentsOf: input.data)
                try stdin.fileHandleForWriting.close()
            } catch {
                ended.resume(throwing: error)
            }
        }
        let said = String(decoding: stderr.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            throw Failure("\(arguments) ended with \(process.terminationStatus): \(said)")
        }
    }

    /// Runs a case. A case with an environment runs in a process of its own.
    package static func runCase(_ written: Case, on control: Control) async throws {
        let servers = written.json["servers"]
        try await control.withWorld(servers == .null ? [:] : servers) { world in
            let runner = try Runner(written, in: world)
            guard let environment = runner.environment else { return try await runner.run() }
            let told: JSON = [
                "case": written.json, "control": .string(control.url), "id": .string(world.id), "servers": world.servers,
            ]
            try await run(["case"], environment: environment, input: told)
        }
    }

    /// The other end of `runCase`.
    package static func runCaseFromStandardInput() async throws {
        let told = try JSON.parsed(FileHandle.standardInput.readDataToEndOfFile())
        let control = Control(url: told["control"].string ?? "")
        let world = World(control: control, id: told["id"].string ?? "", servers: told["servers"])
        try await Runner(Case(told["case"]), in: world).run()
    }
}
