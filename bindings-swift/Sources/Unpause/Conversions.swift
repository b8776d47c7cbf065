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
    init(_ options: ClientOptions) {
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
            allowInsecure: options.allowInsecure)
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

extension Connector {
    /// The address as the bridge takes it: of self-managed Kafka Connect the name alone.
    var address: [String] {
        environmentID.isEmpty && kafkaClusterID.isEmpty ? [connectorName] : [environmentID, kafkaClusterID, connectorName]
    }

    /// A connector of self-managed Kafka Connect, which has nothing but a name.
    init(named name: String) {
        self.init(environmentID: "", kafkaClusterID: "", connectorName: name)
    }

    init(_ native: NativeConnector) {
        self.init(
            environmentID: native.environmentId,
            kafkaClusterID: native.kafkaClusterId,
            connectorName: native.connectorName)
    }
}

extension Accepted {
    init(_ asked: Connector, _ native: NativeAccepted) {
        self.init(
            connector: native.connector.map(Connector.init) ?? asked,
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

extension Event {
    init(_ native: NativeEvent) {
        switch native {
        case .attempt(let line, let action, let connector, let attempt, let status, let requestID, let elapsed, let error):
            self = .attempt(
                AttemptEvent(
                    action: action,
                    connector: connector.map(Connector.init),
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
                    connector: connector.map(Connector.init),
                    attempt: Int(attempt),
                    maxAttempts: Int(maxAttempts),
                    wait: Duration(inSeconds: wait),
                    error: error,
                    description: line))
        case .hold(let line, let action, let connector, let wait):
            self = .hold(
                HoldEvent(
                    action: action,
                    connector: connector.map(Connector.init),
                    wait: Duration(inSeconds: wait),
                    description: line))
        }
    }
}
