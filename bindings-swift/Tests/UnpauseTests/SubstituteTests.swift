import CaseRunner
import Testing
import Unpause

// The example of docs/testing.md. It must compile, and do what is said there.

/// What the code needs of a client.
private protocol Reviving: Sendable {
    func revive(_ connector: Connector) -> WaitJob
}

extension Client: Reviving {
    fileprivate func revive(_ connector: Connector) -> WaitJob { resumeAndWait(connector, deadline: .seconds(300)) }
}

/// The code that is to be tested.
private func outcome(of connector: Connector, by client: some Reviving) async -> String {
    do {
        return try await client.revive(connector).value.status.state
    } catch let error as UnpauseError {
        return error.kind.rawValue
    } catch {
        return "stopped"
    }
}

/// Stands for a client.
private struct Stub: Reviving {
    let job: WaitJob
    func revive(_ connector: Connector) -> WaitJob { job }
}

@Suite struct SubstituteTests {
    @Test func aConnectorRuns() async {
        let result = WaitResult(connector: connector, status: ConnectorStatus(name: "orders-sink", state: "RUNNING"))
        #expect(await outcome(of: connector, by: Stub(job: WaitJob(value: result))) == "RUNNING")
    }

    @Test func aConnectorIsGone() async {
        let job = WaitJob { report in
            report(WaitProgress(connector: connector, look: 1))
            throw UnpauseError.notFound(APIFailure(message: "cannot resume orders-sink: 404", connector: connector, status: 404))
        }
        #expect(await outcome(of: connector, by: Stub(job: job)) == "NotFound")
    }

    @Test func aClientIsUsedTheSameWay() async throws {
        try await withWorld { world in
            let client = try world.client()
            #expect(await outcome(of: connector, by: client) == "RUNNING")
        }
    }
}
