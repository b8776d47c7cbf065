import CaseRunner
import Foundation
import Testing
import Unpause

/// Reports as JSON and as an input.
@Suite struct ReportTests {
    /// An evening of maintenance.
    @Test func anEveningOfMaintenance() async throws {
        try await withFleet { world in
            let client = try world.client()
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("paused-\(UUID()).json")
            defer { try? FileManager.default.removeItem(at: file) }
            let paused = try await client.pauseAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true).value
            #expect("\(paused)".hasPrefix("2 of 3 match: 2 accepted, 2 paused, 0 failed, "))
            try paused.toJSON().write(to: file, atomically: true, encoding: .utf8)
            // The work. Tomorrow:
            let report = try Report(json: String(contentsOf: file, encoding: .utf8))
            let resumed = try await client.resumeMany(report, wait: true).value
            #expect("\(resumed)".hasPrefix("2 connectors: 2 accepted, 2 running, 0 failed, "))
            let restarted = try await client.restartAll(
                environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true
            ).value
            #expect("\(restarted)".hasPrefix("0 of 3 match: 0 accepted, 0 running, 0 failed, "))
        }
    }

    @Test func aJobPausesAndItsReportResumes() async throws {
        try await withFleet { world in
            let client = try world.client()
            let paused = try await client.pauseAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", wait: true).value
            #expect(paused.changed.map(\.connectorName) == ["a", "b"])
            let data = try JSONEncoder().encode(paused)
            // Tomorrow:
            let read = try JSONDecoder().decode(Report.self, from: data)
            #expect(read == paused && read.toJSON() == paused.toJSON())
            let resumed = try await client.resumeMany(read, wait: true).value
            #expect(resumed.operation == .resume && resumed.counts.reached == 2 && resumed.listed == nil)
            let job = client.restartMany(resumed, wait: true)
            #expect(try await job.value.operation == .restart && job.report.counts.accepted == 2)
            #expect(
                try await client.restartAll(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9").value.matched == 0)
            #expect(try await client.pauseMany(fleet("a")).value.changed == fleet("a"))
        }
    }

    @Test func eachWaitOfAConnector() async throws {
        try await withFleet { world in
            let (client, a) = (try world.client(), fleet("a")[0])
            let paused = try await client.pauseAndWait(a).value
            #expect(paused.state == .paused && paused.accepted?.attempts == 1)
            #expect(try await client.waitUntil(a, state: .paused).value.accepted == nil)
            let refused = try await unpauseError { _ = try await client.waitUntil(a, state: .stopped).value }
            guard case .invalidRequest(let failure) = refused else { throw refused }
            #expect(failure.field == "state")
            #expect(try await client.resumeAndWait(a).value.state == .running)
            #expect(try await client.restartAndWait(a).value.accepted?.restarting == nil)
        }
    }

    @Test func aReportThatIsMadeByHandIsAnInput() async throws {
        try await withFleet { world in
            let job = try world.client().pauseMany(byHand, wait: true)
            #expect(try await job.value.results.map(\.connector) == fleet("a"))
        }
    }

    @Test func aReportThatIsMadeByHandIsSavedAndRead() throws {
        let read = try Report(json: byHand.toJSON())
        #expect(read.results.map(\.error?.kind) == byHand.results.map(\.error?.kind))
        #expect(read.results.map(\.accepted) == byHand.results.map(\.accepted))
        #expect(read.results.map(\.status) == byHand.results.map(\.status))
        #expect(read.counts == byHand.counts && read.changed == byHand.changed && read.leftOut == byHand.leftOut)
        #expect(read.elapsed == byHand.elapsed && read.nameGlob == "a*")
        #expect(read.states == ["PAUSED"] && read.unseenStates == ["NEW"])
        #expect(read.listed == 12 && read.matched == 9 && read.wait && !read.dryRun && read.operation == .restart)
        // The core makes the message again of what the error was about, which only it knows.
        let made: Set = ["message", "summary", "retryable", "connector"]
        for (left, right) in zip(read.failures, byHand.failures) {
            let (left, right) = (try fields(left.error), try fields(right.error))
            #expect(left.filter { !made.contains($0.key) } == right.filter { !made.contains($0.key) })
        }
    }

    @Test func aReportThatIsMadeByHandHasTheKeysOfTheCore() throws {
        func keys(_ value: JSON, _ at: String = "") -> Set<String> {
            var all: Set<String> = []
            for (key, part) in value.object ?? [:] { all.formUnion([at + key] + keys(part, at + key + ".")) }
            for part in value.array ?? [] { all.formUnion(keys(part, at)) }
            return all
        }
        let own = try JSON.parsed(Data(byHand.toJSON().utf8))
        let read = try JSON.parsed(Data(Report(json: byHand.toJSON()).toJSON().utf8))
        // What an error is about, only the core knows.
        let known = keys(own).filter { !$0.hasPrefix("results.error.connector.") }
        let fromCore: Set = ["results.error.action", "results.error.desired_state"]
        #expect(keys(read).subtracting(keys(own)) == fromCore && known.isSubset(of: keys(read)))
    }

    @Test func aTextThatIsNoReportIsRefused() throws {
        for text in ["", "{", "[]", #"{"version": 2, "operation": "pause", "results": []}"#, #"{"version": 1}"#] {
            do {
                _ = try Report(json: text)
                throw Failure("read: \(text)")
            } catch UnpauseError.invalidRequest(let failure) {
                #expect(failure.field == "text" && !failure.message.isEmpty)
            }
        }
        do {
            _ = try JSONDecoder().decode(Report.self, from: Data(#"{"version": 2}"#.utf8))
            throw Failure("read")
        } catch DecodingError.dataCorrupted(let context) {
            #expect((context.underlyingError as? UnpauseError)?.kind == .invalidRequest)
        }
    }

    @Test func aReportInADocumentIsFoundThere() throws {
        let tonight = ["tonight": byHand]
        let read = try JSONDecoder().decode([String: Report].self, from: JSONEncoder().encode(tonight))
        #expect(read["tonight"]?.changed == byHand.changed)
    }

    /// A program may have one encoder for everything, with keys of another style.
    @Test func aReportKeepsItsKeysWhateverTheStyleOfTheEncoder() throws {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.keyEncodingStrategy = .convertToSnakeCase
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let read = try Report(json: byHand.toJSON())
        #expect(try decoder.decode(Report.self, from: encoder.encode(read)) == read)
        #expect(try JSON.parsed(encoder.encode(byHand)) == JSON.parsed(Data(byHand.toJSON().utf8)))
    }

    @Test func aLargeNumberKeepsItsDigits() throws {
        let limit = RateLimit(limit: .max, remaining: 9_007_199_254_740_993)
        let result = ConnectorResult(connector: connector, accepted: Accepted(connector: connector, rateLimit: limit))
        let read = try JSONDecoder().decode(Report.self, from: JSONEncoder().encode(Report(results: [result])))
        #expect(read.results.first?.accepted?.rateLimit == limit)
    }

    @Test func aReportThatChangedNothingHereIsRefused() async throws {
        let client = try Client(token: "sandbox-token")
        let connect = try KafkaConnect(baseURL: "http://127.0.0.1:1")
        let dry = Report(operation: .pause, results: [ConnectorResult(connector: connector)], dryRun: true)
        for (field, job) in [
            ("connectors", client.resumeMany(dry)), ("names", connect.resumeMany(dry)), ("names", connect.restartMany(byHand)),
            ("text", client.resumeMany(Report(results: [ConnectorResult(connector: fleet("")[0])]))),
        ] {
            let error = try await unpauseError { _ = try await job.value }
            guard case .invalidRequest(let failure) = error else { throw error }
            #expect(failure.field == field && job.report.results.isEmpty)
        }
        let advised = try await unpauseError { _ = try await client.resumeMany(dry).value }
        #expect(advised.message.contains("`dryRun`"))
    }

    @Test func optionsAreNamedAsInSwift() async throws {
        let client = try Client(token: "sandbox-token")
        let errors = [
            try await unpauseError { _ = try await client.pauseMany([connector], minTasks: 2).value },
            try await unpauseError { _ = try await client.pauseMany([connector], failureGrace: .seconds(1)).value },
        ]
        #expect(errors.map(\.summary).allSatisfy { $0.hasSuffix("has no effect without `wait`") })
        #expect(errors[0].message.contains("`minTasks`") && errors[1].message.contains("`failureGrace`"))
    }

    @Test func aReportShowsItsFieldsAlone() throws {
        var dumped = ""
        dump(try Report(json: byHand.toJSON()), to: &dumped)
        #expect(!dumped.contains("Native"))
        #expect(Set([byHand, try Report(json: byHand.toJSON()), byHand]).count == 2)
    }
}

private func fleet(_ names: String...) -> [Connector] {
    names.map { Connector(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: $0) }
}

/// Two connectors that run, and one that is paused.
private func withFleet(_ body: (World) async throws -> Void) async throws {
    let connectors: JSON = [
        ["name": "a", "state": "RUNNING"], ["name": "b", "state": "RUNNING"], ["name": "c", "state": "PAUSED"],
    ]
    try await withWorld(["connectors": connectors], body)
}

/// The fields of an error in the cases.
private func fields(_ error: UnpauseError?) throws -> [String: JSON] { try document(#require(error)).object ?? [:] }

/// A report with all fields, and an error of each kind.
private let byHand = Report(
    operation: .restart,
    results: [
        ConnectorResult(
            connector: fleet("a")[0],
            accepted: Accepted(
                connector: fleet("a")[0], requestID: "req-7", elapsed: .milliseconds(250),
                rateLimit: RateLimit(limit: 50, remaining: 3, reset: .seconds(1.5)),
                restarting: Restarting(connector: true, tasks: [0, 1])),
            status: status, reached: true)
    ]
        + errors.map { ConnectorResult(connector: fleet("b")[0], error: $0) },
    listed: 12, matched: 9, nameGlob: "a*", states: ["PAUSED"], unseenStates: ["NEW"],
    leftOut: [
        LeftOut(connector: fleet("c")[0], state: "RUNNING"), LeftOut(connector: fleet("d")[0], reason: .noStatus),
    ], elapsed: .seconds(9.5), wait: true)

private let status = ConnectorStatus(
    name: "a", connectorType: "sink", state: "RUNNING", workerID: "w", trace: "t",
    tasks: [TaskStatus(id: 0, state: "RUNNING", workerID: "w", message: "m", trace: "t")], problems: ["p"])

private let errors: [UnpauseError] = [
    .notFound(
        APIFailure(
            message: "gone. Look", advice: "Look", connector: fleet("b")[0], status: 404, code: "40403", requestID: "r",
            body: "{}", retryAfter: .seconds(1), rateLimit: RateLimit(limit: 1))),
    .credentials(
        CredentialsFailure(
            message: "refused", connector: fleet("b")[0], stage: .exchange, status: 401, code: "c", requestID: "r", attempts: 1,
            body: "b")),
    .timeout(TimeoutFailure(message: "late", connector: fleet("b")[0], limit: .deadline, elapsed: .seconds(30))),
    .transport(TransportFailure(message: "reset", connector: fleet("b")[0], reason: .tls)),
    .connectorFailed(ConnectorFailure(message: "failed", connector: fleet("b")[0], connectorStatus: status, looks: 2)),
    .waitTimeout(
        WaitTimeoutFailure(
            message: "late", connector: fleet("b")[0], situation: .tasksNotPaused, connectorStatus: status,
            retryAfter: .seconds(1))),
    .internal(InternalFailure(message: "bug", connector: fleet("b")[0])),
]
