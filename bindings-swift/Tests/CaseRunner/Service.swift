import Unpause

/// A client of either service, as a case calls it.
protocol CaseClient: Sendable {
    /// Makes a call that ends with one answer.
    func value(_ call: Call) async throws -> any Sendable
    func waitJob(_ call: Call) throws -> WaitJob
    func resumeJob(_ call: Call) throws -> ResumeJob
}

/// The service that a case is for.
enum Service: Sendable {
    case confluentCloud
    case kafkaConnect

    init(_ written: JSON) throws {
        switch written["client_kind"] {
        case .null, "confluent_cloud": self = .confluentCloud
        case "kafka_connect": self = .kafkaConnect
        case let other: throw Failure("unknown client_kind \(other)")
        }
    }

    /// The calls by name.
    var calls: [String] {
        switch self {
        case .confluentCloud: Names.of("methods") + ["parse"]
        case .kafkaConnect: Names.of("kafka_connect_methods")
        }
    }

    func arguments(of call: String) -> [String] {
        let connector = self == .confluentCloud ? Names.of("connector") : ["connector_name"]
        return switch call {
        case "parse": ["text"]
        case "resume_many": ["connectors"]
        case "list", "list_expanded", "resume_all": connector.filter { $0 != "connector_name" }
        default: self == .confluentCloud ? connector + ["text"] : connector
        }
    }

    func options(of call: String) -> [String] {
        switch call {
        case "parse": []
        case "wait_until_running", "resume_and_wait": Names.of("wait_options")
        case "resume_many", "resume_all": Names.of("\(call)_options")
        case "restart" where self == .kafkaConnect: Names.of("call_options") + Names.of("restart_options")
        default: Names.of("call_options")
        }
    }

    /// The client of a case.
    func client(_ written: JSON, in world: World, _ function: Function) throws -> any CaseClient {
        var given = written["client"].object ?? [:]
        if written["from_env"].boolean == true {
            guard self == .confluentCloud else { throw Failure("from_env is for Confluent Cloud") }
            return try Client.fromEnvironment(options: clientOptions(given, function))
        }
        if given["base_url"] == nil, world.servers["main"] != .null {
            given["base_url"] = .string(world.url)
        }
        guard self == .confluentCloud else { return try KafkaConnect(options: kafkaConnectOptions(given, function)) }
        if Set(given.keys).isDisjoint(with: ["api_key", "api_secret", "token", "token_provider"]) {
            given["api_key"] = "SANDBOX-KEY"
            given["api_secret"] = "sandbox-secret"
        }
        return try Client(options: clientOptions(given, function))
    }
}
