import Unpause

/// The options of a client, as a case writes them.
package func clientOptions(_ given: [String: JSON], _ function: Function) throws -> ClientOptions {
    try known(Set(Names.of("client_options")), given.keys, "client")
    var options = ClientOptions()
    for (name, value) in given where value != .null {
        switch name {
        case "api_key": options.apiKey = value.string
        case "api_secret": options.apiSecret = value.string
        case "base_url": options.baseURL = value.string
        default: try setShared(name, value, of: &options, function)
        }
    }
    return options
}

/// The options of a client for self-managed Kafka Connect, as a case writes them.
package func kafkaConnectOptions(_ given: [String: JSON], _ function: Function) throws -> KafkaConnectOptions {
    try known(Set(Names.of("kafka_connect_options")), given.keys, "client")
    var options = KafkaConnectOptions()
    for (name, value) in given where value != .null {
        switch name {
        case "base_url":
            let list = value.array.map { BaseURLs($0.compactMap(\.string)) }
            options.baseURL = list ?? value.string.map { BaseURLs($0) }
        case "username": options.username = value.string
        case "password": options.password = value.string
        default: try setShared(name, value, of: &options, function)
        }
    }
    return options
}

private func setShared(_ name: String, _ value: JSON, of options: inout some SharedOptions, _ function: Function) throws {
    switch name {
    case "token": options.token = value.string
    case "token_provider": options.tokenProvider = try function.source(value)
    case "timeout": options.timeout = value.duration
    case "connect_timeout": options.connectTimeout = value.duration
    case "deadline": options.deadline = value.duration
    case "retry": options.retry = try retryPolicy(value)
    case "ca_bundle": options.caBundle = value.string
    case "client_certificate": options.clientCertificate = value.string
    case "client_key": options.clientKey = value.string
    case "proxy": options.proxy = value.string
    case "user_agent": options.userAgent = value.string
    case "headers": options.headers = (value.object ?? [:]).compactMapValues(\.string)
    case "allow_insecure": options.allowInsecure = value.boolean ?? false
    default: throw Failure("client: \(name) is not implemented")
    }
}

private func retryPolicy(_ given: JSON) throws -> RetryPolicy {
    try known(Set(Names.of("retry_policy")), given.object?.keys, "retry")
    var policy = RetryPolicy()
    if let attempts = given["max_attempts"].number { policy.maxAttempts = Int(attempts) }
    if let base = given["base"].duration { policy.base = base }
    if let cap = given["cap"].duration { policy.cap = cap }
    return policy
}

extension JSON {
    /// A `Duration` holds some 10^20 seconds; a case may ask for more.
    var duration: Duration? { number.map { .seconds(min($0, 1e18)) } }
}
