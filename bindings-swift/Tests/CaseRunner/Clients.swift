import Unpause

/// Which client a case is for.
enum ClientKind: Sendable {
    case cloud
    case kafkaConnect

    init(_ written: JSON) throws {
        switch written["client_kind"] {
        case .null, "confluent_cloud": self = .cloud
        case "kafka_connect": self = .kafkaConnect
        case let other: throw Failure("unknown client_kind \(other)")
        }
    }
}

/// A client of either kind.
enum AnyClient: Sendable {
    case cloud(Client)
    case kafkaConnect(KafkaConnect)

    /// The client that a case wants.
    init(_ written: JSON, in world: World) throws {
        var given = written["client"].object ?? [:]
        let kind = try ClientKind(written)
        if written["from_env"].boolean == true {
            guard kind == .cloud else { throw Failure("from_env is for the Cloud client") }
            self = .cloud(try Client.fromEnvironment(options: clientOptions(given)))
            return
        }
        if given["base_url"] == nil, world.servers["main"] != .null {
            given["base_url"] = .string(world.url)
        }
        switch kind {
        case .cloud:
            if Set(given.keys).isDisjoint(with: ["api_key", "api_secret", "token"]) {
                given["api_key"] = "SANDBOX-KEY"
                given["api_secret"] = "sandbox-secret"
            }
            self = .cloud(try Client(options: clientOptions(given)))
        case .kafkaConnect:
            self = .kafkaConnect(try kafkaConnectClient(given))
        }
    }

    /// Everything that Swift can be made to show of it.
    var shown: String {
        switch self {
        case .cloud(let client): "\(client) \(String(reflecting: client)) \(dumped(client))"
        case .kafkaConnect(let client): "\(client) \(String(reflecting: client)) \(dumped(client))"
        }
    }
}
