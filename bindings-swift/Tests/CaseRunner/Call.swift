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
    }

    /// Makes the call. Listens to a job only if the case checks its progress.
    func outcome(_ client: any CaseClient, listening: Bool = false) async -> Outcome {
        do {
            switch name {
            case "wait_until_running", "resume_and_wait":
                return await Outcome(of: try client.waitJob(self), listening: listening)
            case "resume_many", "resume_all":
                return await Outcome(of: try client.resumeJob(self), listening: listening)
            default:
                return Outcome(returned: try await client.value(self))
            }
        } catch {
            return Outcome(thrown: error)
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
    var wait: Bool { flag("wait", in: "resume_many_options") }
    var dryRun: Bool { flag("dry_run", in: "resume_all_options") }

    private func flag(_ option: String, in list: String) -> Bool {
        (options[option] ?? Names.default(option, in: list)).boolean ?? false
    }
}
