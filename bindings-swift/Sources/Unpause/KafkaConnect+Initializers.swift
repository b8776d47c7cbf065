// The initializers of a client for self-managed Kafka Connect: one URL or several, and each kind of credentials.

extension KafkaConnect {
    /// Creates a client for workers that ask for no credentials, unless the options have some.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: "http://127.0.0.1:8083", options: KafkaConnectOptions(deadline: .seconds(60)))
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(baseURL: String, options: KafkaConnectOptions = KafkaConnectOptions()) throws {
        try self.init(baseURL: BaseURLs(baseURL), options: options)
    }

    /// The same for several workers of one cluster. See ``BaseURLs``.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: ["http://connect-1:8083", "http://connect-2:8083"])
    /// ```
    ///
    /// - Throws: As ``init(options:)``; a message about a URL says where in the list it is.
    public convenience init(baseURL: BaseURLs, options: KafkaConnectOptions = KafkaConnectOptions()) throws {
        var options = options
        options.baseURL = baseURL
        try self.init(options: options)
    }

    /// Creates a client with a user name and a password.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: "https://connect.example.com", username: "operator", password: password)
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(
        baseURL: String, username: String, password: String, options: KafkaConnectOptions = KafkaConnectOptions()
    ) throws {
        try self.init(baseURL: BaseURLs(baseURL), username: username, password: password, options: options)
    }

    /// The same for several workers of one cluster. See ``BaseURLs``.
    public convenience init(
        baseURL: BaseURLs, username: String, password: String, options: KafkaConnectOptions = KafkaConnectOptions()
    ) throws {
        var options = options
        options.baseURL = baseURL
        options.username = username
        options.password = password
        try self.init(options: options)
    }

    /// Creates a client with a bearer token.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: "https://connect.example.com", token: token)
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(baseURL: String, token: String, options: KafkaConnectOptions = KafkaConnectOptions()) throws {
        try self.init(baseURL: BaseURLs(baseURL), token: token, options: options)
    }

    /// The same for several workers of one cluster. See ``BaseURLs``.
    public convenience init(baseURL: BaseURLs, token: String, options: KafkaConnectOptions = KafkaConnectOptions()) throws {
        var options = options
        options.baseURL = baseURL
        options.token = token
        try self.init(options: options)
    }

    /// Creates a client whose tokens come from a function. See ``TokenProvider``.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: "https://connect.example.com", tokenProvider: { try await session.token() })
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(
        baseURL: String, tokenProvider: @escaping @Sendable () async throws -> Token,
        options: KafkaConnectOptions = KafkaConnectOptions()
    ) throws {
        try self.init(baseURL: BaseURLs(baseURL), tokenProvider: tokenProvider, options: options)
    }

    /// The same for several workers of one cluster. See ``BaseURLs``.
    public convenience init(
        baseURL: BaseURLs, tokenProvider: @escaping @Sendable () async throws -> Token,
        options: KafkaConnectOptions = KafkaConnectOptions()
    ) throws {
        var options = options
        options.baseURL = baseURL
        options.tokenProvider = TokenProvider(tokenProvider)
        try self.init(options: options)
    }

    /// Creates a client that takes its tokens from an identity provider.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: "https://connect.example.com", tokenProvider: ClientCredentials(
    ///     tokenURL: "https://idp.example.com/oauth2/token", clientID: "CLIENT-ID", clientSecret: "CLIENT-SECRET"))
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(
        baseURL: String, tokenProvider: ClientCredentials, options: KafkaConnectOptions = KafkaConnectOptions()
    ) throws {
        try self.init(baseURL: BaseURLs(baseURL), tokenProvider: tokenProvider, options: options)
    }

    /// The same for several workers of one cluster. See ``BaseURLs``.
    public convenience init(
        baseURL: BaseURLs, tokenProvider: ClientCredentials, options: KafkaConnectOptions = KafkaConnectOptions()
    ) throws {
        var options = options
        options.baseURL = baseURL
        options.tokenProvider = TokenProvider(tokenProvider)
        try self.init(options: options)
    }
}
