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

/// The fields that several public errors have. A public number is never `nil`: the core gives it for each kind that has it.
extension NativeFailure {
    fileprivate var message: String { inSwift(text) }
    fileprivate var ownAdvice: String? { advice.map(inSwift) }
    fileprivate var address: Connector? { connector.map(Connector.init) }
    fileprivate var requests: Int { Int(attempts ?? 0) }
    fileprivate var polls: Int { Int(looks ?? 0) }
    fileprivate var time: Duration { Duration(inSeconds: elapsed ?? 0) }
    fileprivate var askedWait: Duration? { retryAfter.map(Duration.init(inSeconds:)) }
    fileprivate var lastStatus: ConnectorStatus? { connectorStatus.map(ConnectorStatus.init) }
}

extension InvalidRequestFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, connector: native.address, field: native.field.map(swiftName))
    }
}

extension ConfigurationFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(message: native.message, advice: native.ownAdvice)
    }
}

extension APIFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, connector: native.address,
            status: Int(native.status ?? 0),
            code: native.code,
            requestID: native.requestId,
            attempts: native.requests,
            elapsed: native.time,
            body: native.body ?? "",
            retryAfter: native.askedWait,
            rateLimit: native.rateLimit.map(RateLimit.init))
    }
}

extension TimeoutFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, connector: native.address,
            limit: native.limit.map(TimeLimit.init), attempts: native.requests, elapsed: native.time)
    }
}

extension TransportFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, connector: native.address,
            reason: native.reason.map(TransportReason.init) ?? .connectionLost,
            attempts: native.requests, elapsed: native.time)
    }
}

extension ConnectorFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, connector: native.address,
            connectorStatus: native.lastStatus, looks: native.polls, elapsed: native.time)
    }
}

extension WaitTimeoutFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, connector: native.address,
            situation: native.situation.map(Situation.init) ?? .unknown,
            connectorStatus: native.lastStatus, looks: native.polls, elapsed: native.time, retryAfter: native.askedWait)
    }
}

extension InternalFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(message: native.message, advice: native.ownAdvice, connector: native.address)
    }

    init(unforeseen error: any Error) {
        self.init(message: "internal error: \(error)", advice: nil, connector: nil)
    }
}

extension Situation {
    /// From the name that all languages share.
    package init(_ name: String) {
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

extension TransportReason {
    /// From the name that all languages share.
    package init(_ name: String) {
        switch name {
        case "too_many_open_files": self = .tooManyOpenFiles
        case "name_resolution": self = .nameResolution
        case "connect": self = .connect
        case "proxy": self = .proxy
        case "proxy_credentials": self = .proxyCredentials
        case "tls": self = .tls
        case "not_http": self = .notHttp
        case "not_processed": self = .notProcessed
        default: self = .connectionLost
        }
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
