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
