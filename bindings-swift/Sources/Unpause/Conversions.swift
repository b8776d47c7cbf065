// Plain data across the bridge, one conversion a direction. Times are seconds there; the core checks them.

internal import UnpauseBridge

extension Duration {
    /// By division, because `components` traps where the seconds do not fit into 64 bits.
    var inSeconds: Double { self / .seconds(1) }

    /// Bounded, so that `components` does not trap for whoever asks what a service wrote into a header.
    init(inSeconds seconds: Double) {
        self = .seconds(min(seconds, 9e18))
    }
}

extension NativeOptions {
    init(_ options: ClientOptions, fromEnvironment: Bool) {
        self.init(
            apiKey: options.apiKey,
            apiSecret: options.apiSecret,
            token: options.token,
            baseUrl: options.baseURL,
            timeout: options.timeout?.inSeconds,
            connectTimeout: options.connectTimeout?.inSeconds,
            deadline: options.deadline?.inSeconds,
            retry: options.retry.map(NativeRetryPolicy.init),
            caBundle: options.caBundle,
            proxy: options.proxy,
            userAgent: options.userAgent,
            headers: options.headers,
            allowInsecure: options.allowInsecure,
            fromEnvironment: fromEnvironment)
    }
}

extension NativeRetryPolicy {
    init(_ policy: RetryPolicy) {
        self.init(maxAttempts: Int64(policy.maxAttempts), base: policy.base.inSeconds, cap: policy.cap.inSeconds)
    }
}

extension RetryPolicy {
    /// For the tests: what the defaults of `RetryPolicy.init` must be.
    package static var ofTheCore: RetryPolicy {
        let native = nativeDefaultRetryPolicy()
        return RetryPolicy(
            maxAttempts: Int(native.maxAttempts), base: Duration(inSeconds: native.base), cap: Duration(inSeconds: native.cap))
    }
}

extension NativeConnector {
    init(_ connector: Connector) {
        self.init(
            environmentId: connector.environmentID,
            kafkaClusterId: connector.kafkaClusterID,
            connectorName: connector.connectorName)
    }
}

extension Connector {
    init(_ native: NativeConnector) {
        self.init(
            environmentID: native.environmentId,
            kafkaClusterID: native.kafkaClusterId,
            connectorName: native.connectorName)
    }
}

extension Accepted {
    init(_ connector: Connector, _ native: NativeAccepted) {
        self.init(
            connector: connector,
            requestID: native.requestId,
            attempts: Int(native.attempts),
            elapsed: Duration(inSeconds: native.elapsed),
            rateLimit: native.rateLimit.map(RateLimit.init))
    }
}

extension RateLimit {
    init(_ native: NativeRateLimit) {
        self.init(limit: native.limit, remaining: native.remaining, reset: native.reset.map(Duration.init(inSeconds:)))
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

extension Event {
    init(_ native: NativeEvent) {
        switch native {
        case .attempt(let line, let action, let connector, let attempt, let status, let requestID, let elapsed, let error):
            self = .attempt(
                AttemptEvent(
                    action: action,
                    connector: Connector(connector),
                    attempt: Int(attempt),
                    status: status.map(Int.init),
                    requestID: requestID,
                    elapsed: Duration(inSeconds: elapsed),
                    error: error,
                    description: line))
        case .retry(let line, let action, let connector, let attempt, let maxAttempts, let wait, let error):
            self = .retry(
                RetryEvent(
                    action: action,
                    connector: Connector(connector),
                    attempt: Int(attempt),
                    maxAttempts: Int(maxAttempts),
                    wait: Duration(inSeconds: wait),
                    error: error,
                    description: line))
        }
    }
}

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
        case .timeout: self = .timeout(TimeoutFailure(native))
        case .transport: self = .transport(TransportFailure(native))
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

extension InternalFailure {
    init(_ native: NativeFailure) {
        self.init(message: native.text, advice: native.advice, connector: native.connector.map(Connector.init))
    }

    init(unforeseen error: any Error) {
        self.init(message: "internal error: \(error)", advice: nil, connector: nil)
    }
}
