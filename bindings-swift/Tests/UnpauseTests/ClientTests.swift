import CaseRunner
import Testing
import Unpause

@Suite struct ClientTests {
    @Test func sixtyFourTasksShareOneClient() async throws {
        try await withWorld { world in
            let client = try world.client()
            try await withThrowingTaskGroup(of: Accepted.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        for _ in 0..<9 { _ = try await client.resume(connector) }
                        return try await client.resume(connector)
                    }
                }
                for try await accepted in group { #expect(accepted.connector == connector) }
            }
            #expect(try await world.count("answered") == 640)
        }
    }

    @Test func releasingTheClientClosesItsConnections() async throws {
        try await withWorld { world in
            do {
                let client = try world.client()
                _ = try await client.resume(connector)
            }
            try await world.wait(for: ["server": "main", "closed": 1])
        }
    }

    @Test func aCallInFlightOutlivesTheLastReference() async throws {
        try await withWorld(["answers": [["delay": 0.2]]]) { world in
            let call = {
                let client = try world.client()
                return Task { try await client.resume(connector) }
            }
            let accepted = try await call().value
            #expect(accepted.attempts == 1)
        }
    }

    @Test func eventsReportAttemptsAndWaits() async throws {
        try await withWorld(["answers": [["status": 503]]]) { world in
            let (events, heard) = AsyncStream.makeStream(of: Event.self)
            let client = try world.client(ClientOptions(onEvent: { heard.yield($0) }))
            _ = try await client.resume(connector)
            heard.finish()
            let all = await events.reduce(into: []) { $0.append($1) }
            guard all.count == 5, case .start(let start) = all[0], case .attempt(let first) = all[1],
                case .retry(let wait) = all[2], case .attempt(let last) = all[3], case .end(let end) = all[4]
            else { throw Failure("\(all)") }
            #expect(start.action == "resume" && start.connector == connector)
            #expect([first.call, wait.call, last.call, end.call].allSatisfy { $0 == start.call })
            #expect(end.attempts == 2 && end.error == nil && end.elapsed > .zero)
            #expect(first.status == 503 && first.attempt == 1 && first.error != nil && first.connector == connector)
            #expect(wait.attempt == 1 && wait.maxAttempts == 4 && wait.wait < .seconds(0.25) && wait.action == "resume")
            #expect(last.status == 202 && last.attempt == 2 && last.error == nil && last.requestID != nil)
            #expect("\(all[2])".contains("before attempt 2 of 4"))
        }
    }

    @Test func anEventReportsACallThatWaitsAtTheGate() async throws {
        try await withWorld(["answers": [["status": 429, "headers": ["retry-after": "1"]]]]) { world in
            let (events, heard) = AsyncStream.makeStream(of: Event.self)
            let client = try world.client(ClientOptions(onEvent: { heard.yield($0) }))
            async let first = client.resume(connector)
            try await world.wait(for: ["server": "main", "answered": 1])
            for await event in events {
                if case .retry = event { break }
            }
            _ = try await client.list(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9")
            _ = try await first
            heard.finish()
            let holds = await events.reduce(into: [HoldEvent]()) { if case .hold(let hold) = $1 { $0.append(hold) } }
            #expect(holds.contains { $0.connector == nil && $0.action == "list the connectors" && $0.wait > .zero })
        }
    }

    @Test func everyCallTakesTheThreeParts() async throws {
        try await withWorld { world in
            let client = try world.client()
            let (environmentID, kafkaClusterID, connectorName) = ("env-a1b2c3", "lkc-x7y8z9", "orders-sink")
            _ = try await client.resumeAndWait(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName
            ).value
            _ = try await client.restart(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
            _ = try await client.pause(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
            let status = try await client.status(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
            #expect(status.state == "PAUSED" && status.tasksRunning == 0)
            _ = try await client.resume(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
            let running = try await client.waitUntilRunning(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName
            ).value
            #expect(running.connector == connector && running.accepted == nil)
            let targets = try await world.journal()["requests"].array?.compactMap { request in
                request["target"].string?.split(separator: "/").last.map(String.init)
            }
            #expect(targets == ["resume", "status", "restart", "pause", "status", "resume", "status"])
        }
    }

    @Test func limitsOfACallAreItsOwn() async throws {
        try await withSlowWorld { world in
            let client = try world.client()
            let error = try await unpauseError {
                _ = try await client.resume(connector, timeout: .seconds(5), deadline: .milliseconds(100))
            }
            guard case .timeout(let failure) = error else { throw error }
            #expect(failure.limit == .deadline)
            #expect(failure.elapsed < .seconds(2))
        }
    }

    @Test func theDefaultsAreThoseOfTheCore() {
        #expect(RetryPolicy() == .ofTheCore)
    }

    @Test func nothingShowsASecret() throws {
        let options = ClientOptions(
            apiKey: "KEY", apiSecret: "hush-1", baseURL: "http://127.0.0.1:1", proxy: "http://user:hush-2@127.0.0.1:1",
            headers: ["x-team": "hush-3"])
        let bearer = ClientOptions(token: "hush-4")
        let client = try Client(options: options)
        for value: Any in [options, bearer, client] {
            var dumped = ""
            dump(value, to: &dumped)
            let children = Mirror(reflecting: value).children.map { "\($0)" }.joined()
            for text in ["\(value)", String(reflecting: value), dumped, children] {
                #expect(!text.contains("hush"))
            }
        }
        #expect("\(client)" == "Client(baseURL: http://127.0.0.1:1)")
        #expect("\(options)".contains("x-team"))
    }
}
