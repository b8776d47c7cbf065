import Unpause

/// A client's options, as a case writes them.
func clientOptions(_ given: [String: JSON]) throws -> ClientOptions {
    var options = ClientOptions()
    for (name, value) in given where value != .null {
        switch name {
        case "api_key": options.apiKey = value.string
        case "api_secret": options.apiSecret = value.string
        case "token": options.token = value.string
        case "base_url": options.baseURL = value.string
        case "timeout": options.timeout = value.duration
        case "connect_timeout": options.connectTimeout = value.duration
        case "deadline": options.deadline = value.duration
        case "retry": options.retry = try retryPolicy(value)
        case "ca_bundle": options.caBundle = value.string
        case "proxy": options.proxy = value.string
        case "user_agent": options.userAgent = value.string
        case "headers": options.headers = (value.object ?? [:]).compactMapValues(\.string)
        case "allow_insecure": options.allowInsecure = value.boolean ?? false
        default: throw Failure("client: unknown key \(name)")
        }
    }
    return options
}

/// A client for self-managed Kafka Connect, which takes its options one by one.
func kafkaConnectClient(_ given: [String: JSON]) throws -> KafkaConnect {
    let own: Set<String> = ["username", "password"]
    let cloudsOwn = Set(given.keys).intersection(["api_key", "api_secret"])
    guard cloudsOwn.isEmpty else { throw Failure("client: unknown keys \(cloudsOwn.sorted())") }
    let common = try clientOptions(given.filter { !own.contains($0.key) })
    return try KafkaConnect(
        baseURL: common.baseURL ?? "", username: given["username"]?.string, password: given["password"]?.string,
        token: common.token, timeout: common.timeout, connectTimeout: common.connectTimeout, deadline: common.deadline,
        retry: common.retry, caBundle: common.caBundle, proxy: common.proxy, userAgent: common.userAgent,
        headers: common.headers, allowInsecure: common.allowInsecure)
}

private func retryPolicy(_ given: JSON) throws -> RetryPolicy {
    try known(["max_attempts", "base", "cap"], given.object?.keys, "retry")
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
