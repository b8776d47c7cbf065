import Foundation
import Unpause

/// A call of a case: its name, the connectors it is for, and its options.
struct Call: Sendable {
    let name: String
    private let arguments: [String: JSON]
    private let options: [String: JSON]

    init(_ step: JSON, for service: Service, _ at: String) throws {
        name = step["call"].string ?? ""
        arguments = step["arguments"].object ?? [:]
        options = step["options"].object ?? [:]
        guard service.calls.contains(name) else { throw Failure("\(at): unknown call \(name)") }
        try known(Set(service.arguments(of: name)), arguments.keys, at)
        try known(Set(service.options(of: name)), options.keys, at)
        if name.hasSuffix("_many") || name.hasSuffix("_report") {
            guard arguments.count == 1 else { throw Failure("\(at): \(name) has one argument") }
        }
        guard (arguments["state"] != nil) == (name == "wait_until") else { throw Failure("\(at): wait_until has a state") }
    }

    /// Makes the call. Listens to a job only if the case checks its progress.
    ///
    /// - Parameter reports: Those of earlier steps, by their numbers.
    func outcome(_ client: any CaseClient, _ reports: [Int: Report], listening: Bool = false) async -> Outcome {
        do {
            if isWait { return await Outcome(of: try client.waitJob(self), listening: listening) }
            if isOfMany {
                let job = try manyJob(client, reports)
                return await Outcome(of: job, listening: listening).keeping(job.report)
            }
            switch name {
            case "save_report": return Outcome(returned: try saved(try report(in: reports)))
            case "read_report":
                let read = try Report(json: try text(reports))
                return Outcome(returned: read).keeping(read)
            default: return Outcome(returned: try await client.value(self))
            }
        } catch {
            return Outcome(thrown: error)
        }
    }

    /// The job of a call on many connectors.
    func manyJob(_ client: any CaseClient, _ reports: [Int: Report]) throws -> ManyJob {
        try name.hasSuffix("_all") ? client.allJob(self) : client.manyJob(self, try report(in: reports))
    }

    /// Calls a method with the options of the call.
    func make<Input>(_ method: Many<Input>, _ input: Input) -> ManyJob {
        method(input, concurrency, wait, timeout, deadline, minTasks, settle, failureGrace)
    }

    private var isWait: Bool { name.hasPrefix("wait_until") || name.hasSuffix("_and_wait") }
    private var isOfMany: Bool { name.hasSuffix("_many") || name.hasSuffix("_all") }

    /// The change: `resume` of `resume_many`.
    var verb: String { String(name.prefix { $0 != "_" }) }

    /// The report that the call names, if it names one.
    private func report(in reports: [Int: Report]) throws -> Report? {
        guard let number = arguments["report_of"]?.integer else { return nil }
        guard let report = reports[number] else { throw Failure("step \(number) has no report") }
        return report
    }

    /// The text that `read_report` reads.
    private func text(_ reports: [Int: Report]) throws -> String {
        if let report = try report(in: reports) { return report.toJSON() }
        return try arguments["text"]?.string ?? String(decoding: (arguments["json"] ?? .null).data, as: UTF8.self)
    }

    /// The awaited state. The language refuses any other name.
    var state: DesiredState {
        get throws {
            let name = arguments["state"]?.string ?? ""
            guard let state = DesiredState(rawValue: name) else {
                throw UnpauseError.invalidRequest(InvalidRequestFailure(message: "\(name) is no state", field: "state"))
            }
            return state
        }
    }

    /// The connector; if the case names none, the default one of a server.
    func connector() throws -> Connector {
        if let text = arguments["text"]?.string {
            return try Connector.parse(text)
        }
        return Connector(environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
    }

    var environmentID: String { arguments["environment_id"]?.string ?? "env-a1b2c3" }
    var kafkaClusterID: String { arguments["kafka_cluster_id"]?.string ?? "lkc-x7y8z9" }
    var connectorName: String { arguments["connector_name"]?.string ?? "orders-sink" }
    var connectors: [String] { (arguments["connectors"]?.array ?? []).compactMap(\.string) }
    var timeout: Duration? { options["timeout"]?.duration }
    var deadline: Duration? { options["deadline"]?.duration }
    var minTasks: Int? { options["min_tasks"]?.integer }
    var settle: Duration? { options["settle"]?.duration }
    var failureGrace: Duration? { options["failure_grace"]?.duration }
    var concurrency: Int? { options["concurrency"]?.integer }
    var nameGlob: String? { options["name_glob"]?.string }
    var states: [String]? { options["states"]?.array?.compactMap(\.string) }
    // These are not optional in Swift, so the runner always gives them. Other tests leave them out.
    var includeTasks: Bool { flag("include_tasks", in: "restart_options") }
    var onlyFailed: Bool { flag("only_failed", in: "restart_options") }
    var wait: Bool { flag("wait", in: "many_options") }
    var dryRun: Bool { flag("dry_run", in: "all_options") }

    private func flag(_ option: String, in list: String) -> Bool {
        (options[option] ?? Names.default(option, in: list)).boolean ?? false
    }
}

/// A report as it is saved. Both ways to save it give the same document, which each way reads as the same report.
private func saved(_ report: Report?) throws -> JSON {
    guard let report else { throw Failure("save_report without a report") }
    let text = report.toJSON()
    let document = try JSON.parsed(Data(text.utf8))
    guard try JSON.parsed(JSONEncoder().encode(report)) == document else { throw Failure("Codable differs from \(text)") }
    let read = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    guard try read == Report(json: text), read.toJSON() == text else { throw Failure("read otherwise: \(text)") }
    return document
}
