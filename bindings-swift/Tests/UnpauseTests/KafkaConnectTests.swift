import CaseRunner
import Testing
import Unpause

@Suite struct KafkaConnectTests {
    @Test func eachKindOfCredentialsGoesWithOneWorkerAndWithSeveral() throws {
        let (one, list) = ("https://127.0.0.1:1", ["https://127.0.0.1:1", "https://127.0.0.1:2"])
        let credentials = ClientCredentials(tokenURL: "https://127.0.0.1:3", clientID: "me", clientSecret: "s")
        let single = [
            try KafkaConnect(baseURL: one), try KafkaConnect(baseURL: one, username: "n", password: "p"),
            try KafkaConnect(baseURL: one, token: "t"), try KafkaConnect(baseURL: one, tokenProvider: { "t" }),
            try KafkaConnect(baseURL: one, tokenProvider: credentials),
        ]
        #expect(single.allSatisfy { $0.baseURL == one })
        let several = [
            try KafkaConnect(baseURL: ["https://127.0.0.1:1", "https://127.0.0.1:2"]),
            try KafkaConnect(baseURL: BaseURLs(list), username: "n", password: "p"),
            try KafkaConnect(baseURL: BaseURLs(list), token: "t"),
            try KafkaConnect(baseURL: BaseURLs(list), tokenProvider: { "t" }),
            try KafkaConnect(baseURL: BaseURLs(list), tokenProvider: credentials),
        ]
        #expect(several.allSatisfy { $0.baseURL == list.joined(separator: ", ") })
    }

    @Test func aFunctionGivesTheTokenOfWorkersToo() async throws {
        try await withWorld(workers()) { world in
            let connect = try KafkaConnect(baseURL: world.url, tokenProvider: { "sandbox-token" })
            #expect(try await connect.list() == ["orders-sink"])
            #expect("\(try await world.journal()["requests"])".contains("Bearer sandbox-token"))
        }
    }

    @Test func everyCallTakesAName() async throws {
        try await withWorkers { world, connect in
            let running = try await connect.resumeAndWait("orders-sink").value
            #expect(running.accepted?.connector == running.connector && "\(running.connector)" == "orders-sink")
            #expect(running.connector.environmentID == "" && running.connector.kafkaClusterID == "")
            #expect(try await connect.pause("orders-sink").connector == running.connector)
            #expect(try await connect.stop("orders-sink").connector == running.connector)
            #expect(try await connect.status("orders-sink").state == "STOPPED")
            #expect(try await connect.resume("orders-sink").connector == running.connector)
            #expect(try await connect.restart("orders-sink").connector == running.connector)
            #expect(try await connect.restart("orders-sink", includeTasks: false, onlyFailed: true).attempts == 1)
            #expect(try await connect.waitUntilRunning("orders-sink").value.accepted == nil)
            #expect(try await connect.list() == ["orders-sink"])
            #expect(try await connect.listExpanded().map(\.connector) == [running.connector])
            let targets = try await world.journal()["requests"].array?.compactMap { $0["target"].string }
            #expect(targets?.contains("/connectors/orders-sink/restart?includeTasks=true&onlyFailed=false") == true)
            #expect(targets?.contains("/connectors/orders-sink/restart?includeTasks=false&onlyFailed=true") == true)
        }
    }

    @Test func manyConnectorsAreGivenByName() async throws {
        try await withWorkers([["name": "a"], ["name": "b", "state": "STOPPED"]]) { _, connect in
            let job = connect.resumeMany(["b", "gone"], concurrency: 1)
            var heard: [String] = []
            for try await progress in job { heard.append(progress.description) }
            #expect(heard == ["1 of 2: b: accepted", "2 of 2: gone: NotFound"])
            #expect(try await job.value.results.map(\.connector.description) == ["b", "gone"])
            let dry = try await connect.resumeAll(nameGlob: "?", dryRun: true).value
            #expect(dry.results.map(\.connector.connectorName) == ["a"])
            #expect(try await connect.resumeAll(wait: true).value.counts.reached == 1)
        }
    }

    @Test func eachChangeIsWaitedFor() async throws {
        try await withWorkers { world, connect in
            let paused = try await connect.pauseAndWait("orders-sink").value
            #expect(paused.state == .paused && paused.status.state == "PAUSED" && paused.accepted?.attempts == 1)
            #expect(try await connect.waitUntil("orders-sink", state: .paused).value.accepted == nil)
            #expect(try await connect.stopAndWait("orders-sink").value.state == .stopped)
            #expect(try await connect.resumeAndWait("orders-sink").value.state == .running)
            let restarted = try await connect.restartAndWait("orders-sink", onlyFailed: true).value
            #expect(restarted.accepted?.restarting == Restarting())
            #expect(try await connect.restartAndWait("orders-sink").value.accepted?.restarting?.connector == true)
            let targets = try await world.journal()["requests"].array?.compactMap { $0["target"].string }
            #expect(targets?.contains("/connectors/orders-sink/restart?includeTasks=true&onlyFailed=true") == true)
        }
    }

    @Test func anEveningOfMaintenance() async throws {
        let connectors: JSON = [
            ["name": "a", "state": "RUNNING"], ["name": "b", "state": "RUNNING"], ["name": "c", "state": "STOPPED"],
        ]
        try await withWorkers(connectors) { _, connect in
            let paused = try await connect.pauseAll(wait: true).value
            #expect(paused.operation == .pause && paused.counts.reached == 2 && paused.listed == 3)
            #expect(paused.leftOut.map(\.description) == ["c: STOPPED, left out for its state"])
            let saved = paused.toJSON()
            // Tomorrow:
            let read = try Report(json: saved)
            #expect(read == paused && read.toJSON() == saved && saved.contains(#""workers":"#))
            let resumed = try await connect.resumeMany(read, wait: true).value
            #expect(resumed.changed.map(\.connectorName) == ["a", "b"] && resumed.counts.reached == 2)
            #expect(try await connect.restartAll(onlyFailed: true, wait: true).value.results.isEmpty)
            #expect(try await connect.restartMany(["a"], includeTasks: false).value.counts.accepted == 1)
            #expect(try await connect.restartMany(resumed, onlyFailed: true).value.counts.accepted == 2)
            #expect(try await connect.stopMany(resumed, wait: true).value.counts.reached == 2)
            #expect(try await connect.stopAll(dryRun: true).value.results.isEmpty)
            #expect(try await connect.pauseMany(["a"]).value.operation == .pause)
        }
    }

    @Test func anUnusableNameFailsTheJob() async throws {
        let connect = try KafkaConnect(baseURL: "http://127.0.0.1:1")
        let error = try await unpauseError { _ = try await connect.resumeMany(["a", ".."]).value }
        guard case .invalidRequest(let failure) = error else { throw error }
        #expect(failure.field == "connectorName")
    }

    @Test func cancellingTheTaskDropsTheRequest() async throws {
        try await withWorkers([["answers": [["delay": 60, "times": 0]]]]) { world, connect in
            let calls = [
                Task { try await connect.stop("orders-sink") }, Task { try await connect.restart("orders-sink") },
                Task { try await connect.resume("orders-sink") },
            ]
            try await world.wait(for: ["server": "main", "requests": 3])
            for call in calls { call.cancel() }
            for call in calls {
                await #expect(throws: CancellationError.self) { try await call.value }
            }
            try await world.wait(for: ["server": "main", "abandoned": 3, "closed": 3])
        }
    }

    @Test func eventsNameTheConnector() async throws {
        try await withWorld(workers()) { world in
            let (events, heard) = AsyncStream.makeStream(of: Event.self)
            let connect = try KafkaConnect(
                baseURL: world.url, options: KafkaConnectOptions(onEvent: { heard.yield($0) }))
            _ = try await connect.stop("orders-sink")
            heard.finish()
            let all = await events.reduce(into: []) { $0.append($1) }
            guard all.count == 3, case .attempt(let attempt) = all[1] else { throw Failure("\(all)") }
            #expect(attempt.action == "stop" && attempt.connector?.description == "orders-sink")
        }
    }

    @Test func releasingTheClientClosesItsConnections() async throws {
        try await withWorld(workers()) { world in
            do {
                let connect = try KafkaConnect(baseURL: world.url)
                _ = try await connect.list()
            }
            try await world.wait(for: ["server": "main", "closed": 1])
        }
    }

    @Test func nothingShowsASecret() throws {
        let options = KafkaConnectOptions(
            baseURL: "http://127.0.0.1:1", username: "operator", password: "hush-1", proxy: "http://user:hush-2@127.0.0.1:1",
            headers: ["x-team": "hush-3"])
        let connect = try KafkaConnect(options: options)
        for value: Any in [options, KafkaConnectOptions(token: "hush-4"), connect] {
            var dumped = ""
            dump(value, to: &dumped)
            let children = Mirror(reflecting: value).children.map { "\($0)" }.joined()
            for text in ["\(value)", String(reflecting: value), dumped, children] {
                #expect(!text.contains("hush"))
            }
        }
        #expect("\(connect)" == "KafkaConnect(baseURL: http://127.0.0.1:1)")
    }
}

/// The description of a worker with these connectors.
private func workers(_ connectors: JSON = [["name": "orders-sink"]]) -> JSON {
    ["service": "kafka_connect", "connectors": connectors]
}

private func withWorkers(
    _ connectors: JSON = [["name": "orders-sink"]], _ body: (World, KafkaConnect) async throws -> Void
) async throws {
    try await withWorld(workers(connectors)) { try await body($0, KafkaConnect(baseURL: $0.url)) }
}
