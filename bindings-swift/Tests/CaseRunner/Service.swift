import Unpause

/// A client of either service, as a case calls it.
protocol CaseClient: Sendable {
    /// Makes a call that ends with one answer.
    func value(_ call: Call) async throws -> any Sendable
    func waitJob(_ call: Call) throws -> WaitJob
    /// A job on the connectors of the call, or on those that the job of a report has changed.
    func manyJob(_ call: Call, _ report: Report?) throws -> ManyJob
    func allJob(_ call: Call) throws -> ManyJob
}

/// A method on many connectors, which takes a list of them or a report.
typealias Many<Input> = (Input, Int?, Bool, Duration?, Duration?, Int?, Duration?, Duration?) -> ManyJob

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
        case .confluentCloud: Names.of("methods") + ["parse", "save_report", "read_report"]
        case .kafkaConnect: Names.of("kafka_connect_methods") + ["save_report", "read_report"]
        }
    }

    func arguments(of call: String) -> [String] {
        let connector = self == .confluentCloud ? Names.of("connector") : ["connector_name"]
        return switch call {
        case "parse": ["text"]
        case "save_report": ["report_of"]
        case "read_report": ["text", "json", "report_of"]
        case "list", "list_expanded": connector.filter { $0 != "connector_name" }
        case _ where call.hasSuffix("_many"): ["connectors", "report_of"]
        case _ where call.hasSuffix("_all"): connector.filter { $0 != "connector_name" }
        default: (self == .confluentCloud ? connector + ["text"] : connector) + (call == "wait_until" ? ["state"] : [])
        }
    }

    func options(of call: String) -> [String] {
        let scope = self == .kafkaConnect && call.hasPrefix("restart") ? Names.of("restart_options") : []
        return switch call {
        case "parse", "save_report", "read_report": []
        case _ where call.hasPrefix("wait_until") || call.hasSuffix("_and_wait"): Names.of("wait_options") + scope
        case _ where call.hasSuffix("_many"): Names.of("many_options") + scope
        case _ where call.hasSuffix("_all"): Names.of("all_options") + scope
        default: Names.of("call_options") + scope
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
