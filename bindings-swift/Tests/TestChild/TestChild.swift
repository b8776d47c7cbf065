import CaseRunner
import Foundation
import Unpause

/// The program for tests that need a process of their own.
///
///     TestChild case         runs the case that comes on standard input
///     TestChild leave URL    makes a call, keeps the client, and ends
@main
struct TestChild {
    /// Lives as long as the process: globals are never released.
    nonisolated(unsafe) static var kept: Client?

    static func main() async throws {
        switch CommandLine.arguments.dropFirst().first {
        case "case":
            try await Child.runCaseFromStandardInput()
        case "leave":
            let client = try Client(token: "sandbox-token", options: ClientOptions(baseURL: CommandLine.arguments[2]))
            _ = try await client.resume(
                environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
            kept = client
        default:
            throw Failure("usage: TestChild case | TestChild leave URL")
        }
    }
}
