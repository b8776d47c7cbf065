import CaseRunner
import Unpause

let connector = Connector(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")

/// Runs the body with a server that accepts all requests.
func withWorld(_ main: JSON = [:], _ body: (World) async throws -> Void) async throws {
    try await Sandbox.shared.get().control.withWorld(["main": main], body)
}

/// Runs the body with a server that answers after a minute.
func withSlowWorld(_ body: (World) async throws -> Void) async throws {
    try await withWorld(["answers": [["delay": 60, "times": 0]]], body)
}

extension World {
    func client(_ options: ClientOptions = ClientOptions()) throws -> Client {
        var options = options
        options.baseURL = url
        return try Client(token: "sandbox-token", options: options)
    }

    func count(_ name: String) async throws -> Int {
        Int(try await journal()["counts"][name].number ?? -1)
    }
}

/// The error of a call that must fail. It replaces `#expect(throws:)`, whose closures can crash the 6.0 compiler.
func unpauseError(_ call: () async throws -> Void) async throws -> UnpauseError {
    do {
        try await call()
    } catch let error as UnpauseError {
        return error
    }
    throw Failure("no error")
}
