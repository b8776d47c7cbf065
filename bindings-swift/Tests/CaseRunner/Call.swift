import Unpause

/// A call of a case: which one, about what, and how.
struct Call: Sendable {
    let name: String
    let arguments: [String: JSON]
    let options: [String: JSON]

    init(_ step: JSON, _ kind: ClientKind, _ at: String) throws {
        name = step["call"].string ?? ""
        arguments = step["arguments"].object ?? [:]
        options = step["options"].object ?? [:]
        guard let (arguments, options) = Self.known(to: kind)[name] else { throw Failure("\(at): unknown call \(name)") }
        try CaseRunner.known(arguments, self.arguments.keys, at)
        try CaseRunner.known(options, self.options.keys, at)
    }

    /// The arguments and options of each call.
    private static func known(to kind: ClientKind) -> [String: (Set<String>, Set<String>)] {
        let cluster: Set<String> = kind == .cloud ? ["environment_id", "kafka_cluster_id"] : []
        let connector = cluster.union(kind == .cloud ? ["connector_name", "text"] : ["connector_name"])
        let limits: Set<String> = ["timeout", "deadline"]
        let wait = limits.union(["min_tasks", "settle", "failure_grace"])
        let many = wait.union(["concurrency", "wait"])
        let both: [String: (Set<String>, Set<String>)] = [
            "resume": (connector, limits), "pause": (connector, limits), "status": (connector, limits),
            "list": (cluster, limits), "list_expanded": (cluster, limits), "wait_until_running": (connector, wait),
            "resume_and_wait": (connector, wait), "resume_many": (["connectors"], many),
            "resume_all": (cluster, many.union(["name_glob", "states", "dry_run"])),
        ]
        let own: [String: (Set<String>, Set<String>)] =
            switch kind {
            case .cloud: ["restart": (connector, limits), "parse": (["text"], [])]
            case .kafkaConnect:
                ["restart": (connector, limits.union(["include_tasks", "only_failed"])), "stop": (connector, limits)]
            }
        return both.merging(own) { $1 }
    }

    /// Makes the call. Work that takes a while is listened to only where a case looks at its progress.
    func outcome(_ client: AnyClient, listening: Bool = false) async -> Outcome {
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

    func resumeJob(_ client: AnyClient) throws -> ResumeJob {
        switch client {
        case .cloud(let client): try resumeJob(client)
        case .kafkaConnect(let client): resumeJob(client)
        }
    }

    private func waitJob(_ client: AnyClient) throws -> WaitJob {
        switch client {
        case .cloud(let client): try waitJob(client)
        case .kafkaConnect(let client): waitJob(client)
        }
    }

    private func value(_ client: AnyClient) async throws -> any Documented {
        switch client {
        case .cloud(let client): try await value(client)
        case .kafkaConnect(let client): try await value(client)
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

    private func resumeJob(_ client: Client) throws -> ResumeJob {
        guard name == "resume_all" else {
            let connectors = try connectors.map(Connector.parse)
            return client.resumeMany(
                connectors, concurrency: concurrency, wait: wait, timeout: timeout, deadline: deadline, minTasks: minTasks,
                settle: settle, failureGrace: failureGrace)
        }
        return client.resumeAll(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, nameGlob: nameGlob,
            states: states, dryRun: dryRun, concurrency: concurrency, wait: wait, timeout: timeout, deadline: deadline,
            minTasks: minTasks, settle: settle, failureGrace: failureGrace)
    }

    private func connector() throws -> Connector {
        if let text = arguments["text"]?.string {
            return try Connector.parse(text)
        }
        return Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID,
            connectorName: connectorName)
    }

    private var environmentID: String { arguments["environment_id"]?.string ?? "env-a1b2c3" }
    private var kafkaClusterID: String { arguments["kafka_cluster_id"]?.string ?? "lkc-x7y8z9" }
    var connectorName: String { arguments["connector_name"]?.string ?? "orders-sink" }
    var connectors: [String] { (arguments["connectors"]?.array ?? []).compactMap(\.string) }
    var timeout: Duration? { options["timeout"]?.duration }
    var deadline: Duration? { options["deadline"]?.duration }
    var minTasks: Int? { options["min_tasks"]?.integer }
    var settle: Duration? { options["settle"]?.duration }
    var failureGrace: Duration? { options["failure_grace"]?.duration }
    var concurrency: Int? { options["concurrency"]?.integer }
    var wait: Bool { options["wait"]?.boolean ?? false }
    var nameGlob: String? { options["name_glob"]?.string }
    var states: [String]? { options["states"]?.array?.compactMap(\.string) }
    var dryRun: Bool { options["dry_run"]?.boolean ?? false }
}
