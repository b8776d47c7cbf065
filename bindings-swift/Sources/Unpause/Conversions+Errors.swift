// The core's errors as the enum that users see.

internal import UnpauseBridge

extension UnpauseError {
    init(_ native: NativeFailure) {
        switch Kind(rawValue: native.kind) {
        case .invalidRequest: self = .invalidRequest(InvalidRequestFailure(native))
        case .configuration: self = .configuration(ConfigurationFailure(native))
        case .credentials: self = .credentials(CredentialsFailure(native))
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
        case .internal, nil: self = .internal(InternalFailure(native))
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
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
            field: native.field.map(swiftName))
    }
}

extension ConfigurationFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(message: native.message, advice: native.ownAdvice, retryable: native.retryable)
    }
}

extension CredentialsFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
            stage: native.stage.map(CredentialsStage.init) ?? .tokenProvider,
            underlying: (native.cause as? Cause)?.error,
            status: native.status.map(Int.init),
            code: native.code,
            requestID: native.requestId,
            attempts: native.requests,
            elapsed: native.time,
            body: native.body,
            retryAfter: native.askedWait,
            rateLimit: native.rateLimit.map(RateLimit.init))
    }
}

extension APIFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
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
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
            limit: native.limit.map(TimeLimit.init), attempts: native.requests, elapsed: native.time)
    }
}

extension TransportFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
            reason: native.reason.map(TransportReason.init) ?? .connectionLost,
            attempts: native.requests, elapsed: native.time)
    }
}

extension ConnectorFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
            connectorStatus: native.lastStatus, looks: native.polls, elapsed: native.time)
    }
}

extension WaitTimeoutFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(
            message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address,
            situation: native.situation.map(Situation.init) ?? .unknown,
            connectorStatus: native.lastStatus, looks: native.polls, elapsed: native.time, retryAfter: native.askedWait)
    }
}

extension InternalFailure {
    fileprivate init(_ native: NativeFailure) {
        self.init(message: native.message, advice: native.ownAdvice, retryable: native.retryable, connector: native.address)
    }

    init(unforeseen error: any Error) {
        self.init(message: "internal error: \(error)", advice: nil, retryable: false, connector: nil)
    }
}
