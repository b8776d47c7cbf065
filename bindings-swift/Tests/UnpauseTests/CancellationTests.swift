import CaseRunner
import Testing
import Unpause

@Suite struct CancellationTests {
    @Test func cancellingTheTaskDropsTheRequest() async throws {
        try await withSlowWorld { world in
            let client = try world.client()
            let call = Task { try await client.resume(connector) }
            try await world.wait(for: ["server": "main", "requests": 1])
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            try await world.wait(for: ["server": "main", "abandoned": 1, "closed": 1])
        }
    }

    @Test func cancellingDuringAWaitEndsIt() async throws {
        try await withWorld(["answers": [["status": 429, "headers": ["retry-after": "60"], "times": 0]]]) { world in
            let client = try world.client()
            let call = Task { try await client.resume(connector) }
            try await world.wait(for: ["server": "main", "answered": 1])
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await world.count("requests") == 1)
        }
    }

    @Test func aTaskThatIsCancelledBeforeTheCallSendsNothing() async throws {
        try await withWorld { world in
            let client = try world.client()
            let call = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await client.resume(connector)
            }
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await world.count("requests") == 0)
        }
    }

    @Test func cancellingAfterTheCallChangesNothing() async throws {
        try await withWorld { world in
            let client = try world.client()
            let call = Task { try await client.resume(connector) }
            _ = try await call.value
            call.cancel()
            #expect(try await call.value.attempts == 1)
            #expect(try await client.resume(connector).attempts == 1)
        }
    }

    @Test func eachOfManyCallsIsCancelledAlone() async throws {
        try await withSlowWorld { world in
            let client = try world.client()
            let calls = (0..<200).map { _ in Task { try await client.resume(connector) } }
            try await world.wait(for: ["server": "main", "requests": 200])
            for call in calls { call.cancel() }
            for call in calls {
                await #expect(throws: CancellationError.self) { try await call.value }
            }
            try await world.wait(for: ["server": "main", "abandoned": 200, "closed": 200])
        }
    }
}
