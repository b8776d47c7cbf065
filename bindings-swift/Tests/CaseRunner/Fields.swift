import Unpause

// What came out of a call, under the names that the cases use.

extension Duration {
    var json: JSON { .number(self / .seconds(1)) }
}

extension Optional {
    func json(_ convert: (Wrapped) -> JSON) -> JSON { map(convert) ?? .null }
}

extension Connector: Documented {
    var json: JSON {
        [
            "environment_id": .string(environmentID),
            "kafka_cluster_id": .string(kafkaClusterID),
            "connector_name": .string(connectorName),
        ]
    }
}

extension RateLimit {
    var json: JSON {
        [
            "limit": limit.json { .number(Double($0)) },
            "remaining": remaining.json { .number(Double($0)) },
            "reset": reset.json(\.json),
        ]
    }
}

extension Accepted: Documented {
    var json: JSON {
        [
            "connector": connector.json,
            "request_id": requestID.json(JSON.string),
            "attempts": .number(Double(attempts)),
            "elapsed": elapsed.json,
            "rate_limit": rateLimit.json(\.json),
        ]
    }
}

extension UnpauseError {
    /// The case's own name: the one thing that tells the kinds apart in Swift.
    var json: JSON {
        let fields: JSON =
            switch self {
            case .invalidRequest(let failure): failure.json
            case .configuration: ["kind": "Configuration"]
            case .unauthorized(let failure): failure.json("Unauthorized")
            case .forbidden(let failure): failure.json("Forbidden")
            case .notFound(let failure): failure.json("NotFound")
            case .conflict(let failure): failure.json("Conflict")
            case .rateLimited(let failure): failure.json("RateLimited")
            case .server(let failure): failure.json("Server")
            case .unexpectedStatus(let failure): failure.json("UnexpectedStatus")
            case .invalidResponse(let failure): failure.json("InvalidResponse")
            case .timeout(let failure): failure.json
            case .transport(let failure): failure.json
            case .connectorFailed(let failure): failure.json
            case .waitTimeout(let failure): failure.json
            case .internal: ["kind": "Internal"]
            }
        let common: JSON = [
            "message": .string(description), "advice": advice.json(JSON.string), "connector": connector.json(\.json),
        ]
        return .object([fields, common].compactMap(\.object).reduce(Self.absent) { all, some in all.merging(some) { $1 } })
    }

    /// The fields that an error may lack.
    private static var absent: [String: JSON] {
        let names = [
            "field", "status", "code", "request_id", "attempts", "elapsed", "body", "retry_after", "rate_limit", "limit",
            "connector_status", "situation", "looks",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, .null) })
    }
}

extension InvalidRequestFailure {
    var json: JSON { ["kind": "InvalidRequest", "field": field.json(JSON.string)] }
}

extension APIFailure {
    func json(_ kind: String) -> JSON {
        [
            "kind": .string(kind),
            "status": .number(Double(status)),
            "code": code.json(JSON.string),
            "request_id": requestID.json(JSON.string),
            "attempts": .number(Double(attempts)),
            "elapsed": elapsed.json,
            "body": .string(body),
            "retry_after": retryAfter.json(\.json),
            "rate_limit": rateLimit.json(\.json),
        ]
    }
}

extension TimeoutFailure {
    var json: JSON {
        [
            "kind": "Timeout",
            "limit": limit.json(\.json),
            "attempts": .number(Double(attempts)),
            "elapsed": elapsed.json,
        ]
    }
}

extension TimeLimit {
    var json: JSON {
        switch self {
        case .connectTimeout: "connect_timeout"
        case .timeout: "timeout"
        case .deadline: "deadline"
        }
    }
}

extension TransportFailure {
    var json: JSON { ["kind": "Transport", "attempts": .number(Double(attempts)), "elapsed": elapsed.json] }
}

extension ConnectorFailure {
    var json: JSON {
        [
            "kind": "ConnectorFailed",
            "connector_status": connectorStatus.json(\.json),
            "looks": looks.json,
            "elapsed": elapsed.json,
        ]
    }
}

extension WaitTimeoutFailure {
    var json: JSON {
        [
            "kind": "WaitTimeout",
            "situation": situation.json,
            "connector_status": connectorStatus.json(\.json),
            "looks": looks.json,
            "elapsed": elapsed.json,
        ]
    }
}
