import Unpause

/// A call of a case: which one, about what, and how.
struct Call: Sendable {
    private let name: String
    private let arguments: [String: JSON]
    private let options: [String: JSON]

    init(_ step: JSON, _ at: String) throws {
        name = step["call"].string ?? ""
        arguments = step["arguments"].object ?? [:]
        options = step["options"].object ?? [:]
        guard let (arguments, options) = Self.known[name] else { throw Failure("\(at): unknown call \(name)") }
        try CaseRunner.known(arguments, self.arguments.keys, at)
        try CaseRunner.known(options, self.options.keys, at)
    }

    /// The arguments and options of each call.
    private static let known: [String: (Set<String>, Set<String>)] = {
        let cluster: Set<String> = ["environment_id", "kafka_cluster_id"]
        let connector = cluster.union(["connector_name", "text"])
        let limits: Set<String> = ["timeout", "deadline"]
        let wait = limits.union(["min_tasks", "settle", "failure_grace"])
        let many = wait.union(["concurrency", "wait"])
        return [
            "resume": (connector, limits), "pause": (connector, limits), "restart": (connector, limits),
            "status": (connector, limits), "list": (cluster, limits), "list_expanded": (cluster, limits),
            "wait_until_running": (connector, wait), "resume_and_wait": (connector, wait), "parse": (["text"], []),
            "resume_many": (["connectors"], many), "resume_all": (cluster, many.union(["name_glob", "states", "dry_run"])),
        ]
    }()

    /// Makes the call. Work that takes a while is listened to only where a case looks at its progress.
    func outcome(_ client: Client, listening: Bool = false) async -> Outcome {
        do {
            switch name {
            case "wait_until_running", "resume_and_wait":
                return await Outcome(try waitJob(client), listening: listening)
            case "resume_many", "resume_all":
                return await Outcome(try resumeJob(client), listening: listening)
            default:
                return Outcome(try await value(client))
            }
        } catch {
            return Outcome(error)
        }
    }

    private func value(_ client: Client) async throws -> any Documented {
        switch name {
        case "resume": try await client.resume(connector(), timeout: timeout, deadline: deadline)
        case "pause": try await client.pause(connector(), timeout: timeout, deadline: deadline)
        case "restart": try await client.restart(connector(), timeout: timeout, deadline: deadline)
        case "status": try await client.status(connector(), timeout: timeout, deadline: deadline)
        case "list":
            try await client.list(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, timeout: timeout, deadline: deadline)
        case "list_expanded":
            try await client.listExpanded(
                environmentID: environmentID, kafkaClusterID: kafkaClusterID, timeout: timeout, deadline: deadline)
        default: try connector()
        }
    }

    private func waitJob(_ client: Client) throws -> WaitJob {
        let connector = try connector()
        return if name == "resume_and_wait" {
            client.resumeAndWait(
                connector, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle, failureGrace: failureGrace)
        } else {
            client.waitUntilRunning(
                connector, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle, failureGrace: failureGrace)
        }
    }

    func resumeJob(_ client: Client) throws -> ResumeJob {
        let (concurrency, wait) = (options["concurrency"]?.integer, options["wait"]?.boolean ?? false)
        guard name == "resume_all" else {
            let connectors = try (arguments["connectors"]?.array ?? []).compactMap(\.string).map(Connector.parse)
            return client.resumeMany(
                connectors, concurrency: concurrency, wait: wait, timeout: timeout, deadline: deadline, minTasks: minTasks,
                settle: settle, failureGrace: failureGrace)
        }
        return client.resumeAll(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, nameGlob: options["name_glob"]?.string,
            states: options["states"]?.array?.compactMap(\.string), dryRun: options["dry_run"]?.boolean ?? false,
            concurrency: concurrency, wait: wait, timeout: timeout, deadline: deadline, minTasks: minTasks, settle: settle,
            failureGrace: failureGrace)
    }

    private func connector() throws -> Connector {
        if let text = arguments["text"]?.string {
            return try Connector.parse(text)
        }
        return Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID,
            connectorName: arguments["connector_name"]?.string ?? "orders-sink")
    }

    private var environmentID: String { arguments["environment_id"]?.string ?? "env-a1b2c3" }
    private var kafkaClusterID: String { arguments["kafka_cluster_id"]?.string ?? "lkc-x7y8z9" }
    private var timeout: Duration? { options["timeout"]?.duration }
    private var deadline: Duration? { options["deadline"]?.duration }
    private var minTasks: Int? { options["min_tasks"]?.integer }
    private var settle: Duration? { options["settle"]?.duration }
    private var failureGrace: Duration? { options["failure_grace"]?.duration }
}
