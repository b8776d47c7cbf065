// The core's errors as the enum that users see.

internal import UnpauseBridge

extension UnpauseError {
    init(_ native: NativeFailure) {
        switch native.kind {
        case "InvalidRequest": self = .invalidRequest(InvalidRequestFailure(native))
        case "Configuration": self = .configuration(ConfigurationFailure(native))
        case "Unauthorized": self = .unauthorized(APIFailure(native))
        case "Forbidden": self = .forbidden(APIFailure(native))
        case "NotFound": self = .notFound(APIFailure(native))
        case "Conflict": self = .conflict(APIFailure(native))
        case "RateLimited": self = .rateLimited(APIFailure(native))
        case "Server": self = .server(APIFailure(native))
        case "UnexpectedStatus": self = .unexpectedStatus(APIFailure(native))
        case "InvalidResponse": self = .invalidResponse(APIFailure(native))
        case "Timeout": self = .timeout(TimeoutFailure(native))
        case "Transport": self = .transport(TransportFailure(native))
        case "ConnectorFailed": self = .connectorFailed(ConnectorFailure(native))
        case "WaitTimeout": self = .waitTimeout(WaitTimeoutFailure(native))
        default: self = .internal(InternalFailure(native))
        }
    }
}

extension InvalidRequestFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: inSwift(native.text),
            advice: native.advice.map(inSwift),
            connector: native.connector.map(Connector.init),
            field: native.field.map(swiftName))
    }
}

extension ConfigurationFailure {
    init(_ native: NativeFailure) {
        self.init(message: inSwift(native.text), advice: native.advice.map(inSwift))
    }
}

extension APIFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: inSwift(native.text),
            advice: native.advice.map(inSwift),
            connector: native.connector.map(Connector.init),
            status: Int(native.status ?? 0),
            code: native.code,
            requestID: native.requestId,
            attempts: Int(native.attempts ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0),
            body: native.body ?? "",
            retryAfter: native.retryAfter.map(Duration.init(inSeconds:)),
            rateLimit: native.rateLimit.map(RateLimit.init))
    }
}

extension TimeoutFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: inSwift(native.text),
            advice: native.advice.map(inSwift),
            connector: native.connector.map(Connector.init),
            limit: native.limit.map(TimeLimit.init),
            attempts: Int(native.attempts ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension TransportFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: inSwift(native.text),
            advice: native.advice.map(inSwift),
            connector: native.connector.map(Connector.init),
            attempts: Int(native.attempts ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension ConnectorFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: inSwift(native.text),
            advice: native.advice.map(inSwift),
            connector: native.connector.map(Connector.init),
            connectorStatus: native.connectorStatus.map(ConnectorStatus.init),
            looks: Int(native.looks ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension WaitTimeoutFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: inSwift(native.text),
            advice: native.advice.map(inSwift),
            connector: native.connector.map(Connector.init),
            situation: native.situation.map(Situation.init) ?? .unknown,
            connectorStatus: native.connectorStatus.map(ConnectorStatus.init),
            looks: Int(native.looks ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0),
            retryAfter: native.retryAfter.map(Duration.init(inSeconds:)))
    }
}

extension Situation {
    /// From the name that every language has in its own case.
    init(_ name: String) {
        switch name {
        case "still_paused": self = .stillPaused
        case "paused_again": self = .pausedAgain
        case "provisioning": self = .provisioning
        case "failed": self = .failed
        case "no_tasks": self = .noTasks
        case "tasks_not_running": self = .tasksNotRunning
        case "not_settled": self = .notSettled
        case "unknown": self = .unknown
        default: self = .other
        }
    }
}

extension InternalFailure {
    init(_ native: NativeFailure) {
        self.init(message: inSwift(native.text), advice: native.advice.map(inSwift), connector: native.connector.map(Connector.init))
    }

    init(unforeseen error: any Error) {
        self.init(message: "internal error: \(error)", advice: nil, connector: nil)
    }
}

extension TimeLimit {
    /// From the name of the option.
    init(_ name: String) {
        switch name {
        case "connect_timeout": self = .connectTimeout
        case "timeout": self = .timeout
        default: self = .deadline
        }
    }
}
