import CaseRunner
import Foundation
import Testing
import Unpause

/// What users make by hand, print, and write as JSON.
@Suite struct ValueTests {
    @Test(arguments: records.keys.sorted())
    func aRecordHasTheKeysOfNodeAndIsReadBack(_ list: String) throws {
        let record = try #require(records[list])
        let json = try JSON.parsed(JSONEncoder().encode(record))
        #expect(json.object.map { Set($0.keys) } == Set(Names.of(list).map(inNode)))
        #expect(try readBack(record) == AnyHashable(record))
    }

    @Test(arguments: errors)
    func anErrorHasTheKeysOfNodeAndIsReadBack(_ error: UnpauseError) throws {
        let json = try JSON.parsed(JSONEncoder().encode(error))
        // A summary is computed. The others are those that each kind has.
        let own = Names.fields(ofKind: error.kind.rawValue) + Names.of("error").filter { $0 != "summary" }
        let expected = Set(own.map(inNode) + ["name", "code", "message"])
        let keys = Set(json.object?.keys.map { $0 } ?? [])
        #expect(error.kind == .configuration ? keys.isSubset(of: expected) : keys == expected)
        #expect(json["code"].string?.hasPrefix("ERR_UNPAUSE_") == true)
        #expect(try JSONDecoder().decode(UnpauseError.self, from: JSONEncoder().encode(error)) == error)
    }

    @Test func aResultOfNodeIsRead() throws {
        let result = try JSONDecoder().decode(ConnectorResult.self, from: Data(resultOfNode.utf8))
        guard case .timeout(let failure) = result.error else { throw Failure("\(result)") }
        #expect(failure.limit == .connectTimeout && failure.elapsed == .seconds(10) && failure.summary == "no answer")
        let status = try #require(result.status)
        #expect(
            status.raw == #"{"lag":0.5,"name":"orders","offset":9007199254740993,"tasks":[{"id":0}],"url":"a/b","x":null,"y":true}"#
        )
        #expect(try JSON.parsed(JSONEncoder().encode(result)) == JSON.parsed(Data(resultOfNode.utf8)))
    }

    @Test(arguments: ["{}", "no JSON", String(repeating: "[", count: 2000)])
    func aStatusKeepsARawTextThatCannotBeAnObject(_ raw: String) throws {
        let status = ConnectorStatus(name: "orders", state: "RUNNING", raw: raw)
        #expect(try JSONDecoder().decode(ConnectorStatus.self, from: JSONEncoder().encode(status)) == status)
    }

    @Test(arguments: [-1e300, 1e300])
    func aTimeOfAnySizeIsRead(_ time: Double) throws {
        let read = try JSONDecoder().decode(RateLimit.self, from: Data(#"{"resetMs": \#(time)}"#.utf8))
        #expect(read.reset.map { $0 < .zero } == (time < 0))
    }

    @Test func aNameOfALaterVersionIsRead() throws {
        let common = #""message": "m", "retryable": true, "attempts": 1, "elapsedMs": 1"#
        let transport = #"{"name": "TransportError", "reason": "new", \#(common)}"#
        let credentials = #"{"name": "CredentialsError", "stage": "new", \#(common)}"#
        let read = try JSONDecoder().decode([UnpauseError].self, from: Data("[\(transport), \(credentials)]".utf8))
        guard case .transport(let transport) = read[0], case .credentials(let credentials) = read[1] else {
            throw Failure("\(read)")
        }
        #expect(transport.reason == TransportReason("new") && credentials.stage == CredentialsStage("new"))
    }

    @Test func errorsOfCredentialsThatDifferAreNotEqual() {
        let failure = CredentialsFailure(message: "m")
        #expect(failure == CredentialsFailure(message: "m", underlying: Failure("any")))
        let others = [
            CredentialsFailure(message: "m", advice: "a"), CredentialsFailure(message: "m", retryable: true),
            CredentialsFailure(message: "m", retryAfter: .seconds(1)), CredentialsFailure(message: "m", rateLimit: limit),
        ]
        #expect(!others.contains(failure) && Set(others + [failure]).count == 5)
    }

    @Test func anUnknownErrorIsRefused() throws {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(UnpauseError.self, from: Data(#"{"name": "NewError", "message": "x"}"#.utf8))
        }
    }

    @Test func eachKindHasTheNameThatAllLanguagesShare() {
        #expect(UnpauseError.Kind.allCases.map(\.rawValue).sorted() == Names.of("errors"))
        #expect(Set(errors.map(\.kind)).count == UnpauseError.Kind.allCases.count)
        #expect("\(UnpauseError.Kind.notFound)" == "NotFound")
    }

    @Test func aResultPrintsOneUsefulLine() {
        #expect(
            "\(accepted)" == "env-a1b2c3/lkc-x7y8z9/orders-sink: accepted, 2 attempts, 0.25 s, request id req-7")
        #expect("\(limit)" == "3 of 50 requests left, resets in 1.5 s")
        #expect("\(status)" == "orders-sink: RUNNING, 1 of 2 tasks running")
        #expect("\(status.tasks[1])" == "task 1: FAILED, no table")
        #expect("\(ListedConnector(connector: connector, id: "lcc-1"))" == "\(connector) (lcc-1): no status")
        #expect("\(running)" == "\(connector): RUNNING, 1 of 2 tasks running, 3 polls, 4.5 s")
        #expect("\(ConnectorResult(connector: connector, accepted: accepted))" == "\(connector): accepted")
        #expect("\(ConnectorResult(connector: connector, error: errors[0]))" == errors[0].message)
        #expect("\(Restarting(connector: true, tasks: [0, 2]))" == "connector, task 0, task 2" && "\(Restarting())" == "nothing")
        #expect("\(leftOut)" == "\(connector): RUNNING, left out for its lack of a status")
        #expect("\(counts)" == "5 connectors: 4 accepted, 3 reached, 1 failed, 2 done")
    }

    @Test func aSummaryIsMadeOfTheRest() {
        let results = [
            ConnectorResult(connector: connector, accepted: accepted, reached: true),
            ConnectorResult(connector: connector, error: errors[5]),
        ]
        let report = Report(results: results, wait: true)
        #expect(report.counts == ReportCounts(total: 2, accepted: 1, reached: 1, failed: 1, done: 2))
        #expect("\(report)" == "2 connectors: 1 accepted, 1 reached, 1 failed, 2 done")
        #expect("\(ManyProgress(result: results[1], counts: counts))" == "2 of 5: orders-sink: NotFound")
        #expect("\(WaitProgress(connector: connector, look: 1, status: status))" == "\(connector): RUNNING, 1 of 2 tasks running")
        #expect("\(WaitProgress(connector: connector, look: 1, error: "503"))" == "\(connector): no status (503)")
    }

    @Test func anEventIsMadeByHandAndHasItsLevel() {
        let events: [Event] = [
            .attempt(AttemptEvent(action: "resume", connector: connector, status: 202)),
            .retry(RetryEvent(action: "resume", error: "503", description: "wait")),
            .hold(HoldEvent(action: "list the connectors")),
            .renewal(RenewalEvent(action: "resume", connector: connector, expiresIn: .seconds(900))),
            .renewal(RenewalEvent(action: "resume", error: "503")),
        ]
        #expect(events.map(\.level) == [.debug, .warning, .info, .debug, .warning])
        #expect(events.map(\.connector) == [connector, nil, nil, connector, nil])
        #expect("\(events[3])" == "resume connector \(connector): the token was renewed, for 900.0 seconds")
        #expect("\(events[4])" == "resume: the token was not renewed: 503")
        #expect("\(events[0])" == "resume connector \(connector): attempt 1: 202" && "\(events[1])" == "wait")
    }
}

private let limit = RateLimit(limit: 50, remaining: 3, reset: .seconds(1.5))
private let accepted = Accepted(
    connector: connector, requestID: "req-7", attempts: 2, elapsed: .milliseconds(250), rateLimit: limit,
    restarting: Restarting(connector: true, tasks: [0, 2]))
private let status = ConnectorStatus(
    name: "orders-sink", connectorType: "sink", state: "RUNNING", workerID: "w", trace: "t",
    tasks: [
        TaskStatus(id: 0, state: "RUNNING", workerID: "w", message: "m", trace: "t"),
        TaskStatus(id: 1, state: "FAILED", message: "no table"),
    ], problems: ["p"])
private let running = WaitResult(
    connector: connector, state: .paused, status: status, accepted: accepted, looks: 3, elapsed: .seconds(4.5))
private let leftOut = LeftOut(connector: connector, state: "RUNNING", reason: .noStatus)
private let counts = ReportCounts(total: 5, accepted: 4, reached: 3, failed: 1, done: 2)
private let result = ConnectorResult(connector: connector, accepted: accepted, status: status, error: errors[5])

/// One value of each record, with all its fields, by its name in names.json.
private let records: [String: any Codable & Hashable & Sendable] = [
    "connector": connector, "accepted": accepted, "rate_limit": limit, "connector_status": status,
    "task_status": status.tasks[0], "wait_result": running, "report_counts": counts, "connector_result": result,
    "restarting": Restarting(connector: true, tasks: [0, 2]), "left_out": leftOut,
    "listed_connector": ListedConnector(connector: connector, id: "lcc-1", connectorType: "sink", status: status),
    "wait_progress": WaitProgress(
        connector: connector, look: 2, elapsed: .nanoseconds(1_123_456_789), status: status, error: "503", nextLook: .seconds(1)),
    "many_progress": ManyProgress(result: result, counts: counts),
]

/// One error of each kind, with all its fields.
private let errors: [UnpauseError] = [
    .invalidRequest(InvalidRequestFailure(message: "m. a", advice: "a", connector: connector, field: "timeout")),
    .configuration(ConfigurationFailure(message: "m. a", advice: "a")),
    .credentials(
        CredentialsFailure(
            message: "m. a", advice: "a", connector: connector, stage: .identityProvider, status: 401, code: "invalid_client",
            requestID: "req-8", body: "{}", retryAfter: .seconds(1), rateLimit: limit)),
    .unauthorized(answered), .forbidden(answered), .notFound(answered), .conflict(answered), .rateLimited(answered),
    .server(answered), .unexpectedStatus(answered), .invalidResponse(answered),
    .timeout(TimeoutFailure(message: "m. a", advice: "a", connector: connector, limit: .timeout, elapsed: .seconds(30))),
    .transport(TransportFailure(message: "m. a", advice: "a", connector: connector)),
    .connectorFailed(ConnectorFailure(message: "m. a", advice: "a", connector: connector, connectorStatus: status)),
    .waitTimeout(
        WaitTimeoutFailure(
            message: "m. a", advice: "a", connector: connector, situation: .tasksNotRunning, connectorStatus: status,
            retryAfter: .seconds(1))),
    .internal(InternalFailure(message: "m. a", advice: "a", connector: connector)),
]
private let answered = APIFailure(
    message: "m. a", advice: "a", connector: connector, status: 404, code: "40403", requestID: "req-7", body: "{}",
    retryAfter: .seconds(1), rateLimit: limit)

/// `JSON.stringify` of a connector's result in Node.js.
private let resultOfNode = """
    {"connector": {"environmentId": "env-a1", "kafkaClusterId": "lkc-b2", "connectorName": "orders"}, "sent": true, "changed": false,
    "status": {"name": "orders", "connectorType": "sink", "state": "PAUSED", "tasks": [{"id": 0, "state": "PAUSED"}], "tasksRunning": 0,
    "problems": [], "raw": {"name": "orders", "tasks": [{"id": 0}], "offset": 9007199254740993, "lag": 0.5, "url": "a/b", "x": null, "y": true}},
    "reached": false, "error": {"name": "RequestTimeoutError", "message": "no answer. Try again", "code": "ERR_UNPAUSE_REQUEST_TIMEOUT",
    "advice": "Try again", "retryable": true, "limit": "connectTimeoutMs", "attempts": 1, "elapsedMs": 10000}}
    """

/// The name in Node.js of a name in names.json: times are in milliseconds, and say so.
private func inNode(_ name: String) -> String {
    if name == "code" { return "serviceCode" }
    let isTime = ["elapsed", "next_look", "reset", "retry_after"].contains(name)
    return Names.inSwift(name).replacing("ID", with: "Id") + (isTime ? "Ms" : "")
}

private func readBack(_ value: some Codable & Hashable & Sendable) throws -> AnyHashable {
    func decoded<Value: Decodable & Hashable>(_ type: Value.Type, _ data: Data) throws -> AnyHashable {
        AnyHashable(try JSONDecoder().decode(type, from: data))
    }
    return try decoded(type(of: value), JSONEncoder().encode(value))
}
