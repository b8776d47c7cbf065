import Foundation
import Unpause

/// The Swift worker of the benchmark: see ../../../README.md for the protocol.
///
///     worker unpause|unpause-many|urlsession URL KEY SECRET ENVIRONMENT CLUSTER CONNECTOR
@main
struct Worker {
    struct Request: Decodable {
        let calls: Int
        let inFlight: Int
    }

    static func main() async throws {
        let given = CommandLine.arguments
        guard given.count == 8 else { throw Usage() }
        let target = Target(
            baseURL: given[2], apiKey: given[3], apiSecret: given[4],
            connector: Connector(
                environmentID: given[5], kafkaClusterID: given[6], connectorName: given[7]))
        let run = try contestant(given[1], target)
        say(#"{"concurrent": true}"#)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        while let line = readLine() {
            let request = try decoder.decode(Request.self, from: Data(line.utf8))
            let (started, cpu) = (ContinuousClock.now, processorSeconds())
            try await run(request)
            let seconds = started.duration(to: .now) / .seconds(1)
            say(#"{"seconds": \#(seconds), "cpu_seconds": \#(processorSeconds() - cpu)}"#)
        }
        // A URLSession of Linux may crash when it is released with its connections.
        exit(0)
    }

    /// Makes the calls of a request.
    private typealias Run = (Request) async throws -> Void

    private static func contestant(_ name: String, _ target: Target) throws -> Run {
        if name == "unpause-many" {
            let many = try unpauseMany(target)
            return { try await many($0.calls, $0.inFlight) }
        }
        let call = name == "unpause" ? try unpause(target) : try urlSession(target)
        return { try await make($0, call) }
    }

    private static func make(_ request: Request, _ call: @escaping Call) async throws {
        guard request.inFlight > 1 else {
            for _ in 0..<request.calls { try await call() }
            return
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<request.inFlight {
                let calls = (request.calls + lane) / request.inFlight
                group.addTask { for _ in 0..<calls { try await call() } }
            }
            try await group.waitForAll()
        }
    }

    /// User and system time of the whole process.
    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

struct Usage: Error {}
