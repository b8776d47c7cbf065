// The core's errors as the enum that users see.

internal import UnpauseBridge

extension UnpauseError {
    init(_ native: NativeFailure) {
        switch native.kind {
        case .invalidRequest: self = .invalidRequest(InvalidRequestFailure(native))
        case .configuration: self = .configuration(ConfigurationFailure(native))
        case .unauthorized: self = .unauthorized(APIFailure(native))
        case .forbidden: self = .forbidden(APIFailure(native))
        case .notFound: self = .notFound(APIFailure(native))
        case .conflict: self = .conflict(APIFailure(native))
        case .rateLimited: self = .rateLimited(APIFailure(native))
        case .server: self = .server(APIFailure(native))
        case .unexpectedStatus: self = .unexpectedStatus(APIFailure(native))
        case .invalidResponse: self = .invalidResponse(APIFailure(native))
        case .timeout: self = .timeout(TimeoutFailure(native))
        case .transport: self = .transport(TransportFailure(native))
        case .connectorFailed: self = .connectorFailed(ConnectorFailure(native))
        case .waitTimeout: self = .waitTimeout(WaitTimeoutFailure(native))
        case .internal: self = .internal(InternalFailure(native))
        }
    }
}

extension InvalidRequestFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: native.text,
            advice: native.advice,
            connector: native.connector.map(Connector.init),
            field: native.field)
    }
}

extension ConfigurationFailure {
    init(_ native: NativeFailure) {
        self.init(message: native.text, advice: native.advice)
    }
}

extension APIFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: native.text,
            advice: native.advice,
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
            message: native.text,
            advice: native.advice,
            connector: native.connector.map(Connector.init),
            limit: native.limit.map(TimeLimit.init),
            attempts: Int(native.attempts ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension TransportFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: native.text,
            advice: native.advice,
            connector: native.connector.map(Connector.init),
            attempts: Int(native.attempts ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension ConnectorFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: native.text,
            advice: native.advice,
            connector: native.connector.map(Connector.init),
            connectorStatus: native.connectorStatus.map(ConnectorStatus.init),
            looks: Int(native.looks ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension WaitTimeoutFailure {
    init(_ native: NativeFailure) {
        self.init(
            message: native.text,
            advice: native.advice,
            connector: native.connector.map(Connector.init),
            situation: native.situation.map(Situation.init) ?? .unknown,
            connectorStatus: native.connectorStatus.map(ConnectorStatus.init),
            looks: Int(native.looks ?? 0),
            elapsed: Duration(inSeconds: native.elapsed ?? 0))
    }
}

extension Situation {
    init(_ native: NativeSituation) {
        switch native {
        case .stillPaused: self = .stillPaused
        case .pausedAgain: self = .pausedAgain
        case .provisioning: self = .provisioning
        case .failed: self = .failed
        case .noTasks: self = .noTasks
        case .tasksNotRunning: self = .tasksNotRunning
        case .notSettled: self = .notSettled
        case .other: self = .other
        case .unknown: self = .unknown
        }
    }
}

extension InternalFailure {
    init(_ native: NativeFailure) {
        self.init(message: native.text, advice: native.advice, connector: native.connector.map(Connector.init))
    }

    init(unforeseen error: any Error) {
        self.init(message: "internal error: \(error)", advice: nil, connector: nil)
    }
}

extension TimeLimit {
    init(_ native: NativeTimeLimit) {
        switch native {
        case .connectTimeout: self = .connectTimeout
        case .timeout: self = .timeout
        case .deadline: self = .deadline
        }
    }
}
