internal import UnpauseBridge

/// Calls the Connect API of Confluent Cloud. For self-managed Kafka Connect there is ``KafkaConnect``.
///
/// Create one client and keep it: it holds the connections. Any number of tasks may share it. When its last reference is released,
/// its idle connections are closed; calls in flight still finish.
///
/// ```swift
/// let client = try Client(apiKey: "KEY", apiSecret: "SECRET")
/// let accepted = try await client.resume(
///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
/// print("accepted after \(accepted.attempts) attempt(s)")
/// ```
///
/// In your tests, put a stub in the place of a client: a protocol of your own says what your code needs, and results, errors and
/// jobs can be made by hand (``Job/init(_:)``, ``Job/init(value:progress:)``).
///
/// ```swift
/// protocol Reviving: Sendable {
///     func revive(_ connector: Connector) -> WaitJob
/// }
/// extension Client: Reviving {
///     func revive(_ connector: Connector) -> WaitJob { resumeAndWait(connector, deadline: .seconds(300)) }
/// }
/// struct Stub: Reviving {
///     let result: WaitResult
///     func revive(_ connector: Connector) -> WaitJob { WaitJob(value: result) }
/// }
/// ```
public final class Client: Sendable {
    /// The URL of the service.
    public let baseURL: String

    let calls: Calls

    /// Creates a client from options, which include the credentials.
    ///
    /// ```swift
    /// var options = ClientOptions(token: token)
    /// options.deadline = .seconds(60)
    /// let client = try Client(options: options)
    /// ```
    ///
    /// - Throws: ``UnpauseError/configuration(_:)`` if the options make no client (no credentials, a bad URL, an unreadable CA
    ///   file); ``UnpauseError/invalidRequest(_:)`` if an option is out of range.
    public convenience init(options: ClientOptions) throws {
        try self.init(NativeOptions(options), options)
    }

    /// Creates a client with a Cloud API key and its secret.
    ///
    /// ```swift
    /// let client = try Client(apiKey: "KEY", apiSecret: "SECRET")
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(apiKey: String, apiSecret: String, options: ClientOptions = ClientOptions()) throws {
        var options = options
        options.apiKey = apiKey
        options.apiSecret = apiSecret
        try self.init(options: options)
    }

    /// Creates a client with a bearer token (an STS access token).
    ///
    /// ```swift
    /// let client = try Client(token: token)
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(token: String, options: ClientOptions = ClientOptions()) throws {
        var options = options
        options.token = token
        try self.init(options: options)
    }

    /// Creates a client whose tokens come from a function. See ``TokenProvider``.
    ///
    /// ```swift
    /// let client = try Client(tokenProvider: { try await session.token() })
    /// ```
    ///
    /// The client holds the function. One that needs the client's owner must hold it weakly, by `[weak self]`.
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(
        tokenProvider: @escaping @Sendable () async throws -> Token, options: ClientOptions = ClientOptions()
    ) throws {
        var options = options
        options.tokenProvider = TokenProvider(tokenProvider)
        try self.init(options: options)
    }

    /// Creates a client that exchanges identity tokens for its tokens.
    ///
    /// ```swift
    /// let client = try Client(
    ///     tokenProvider: StsToken(identityPoolID: "pool-a1b2", subjectTokenFile: "/var/run/secrets/tokens/confluent"))
    /// ```
    ///
    /// - Throws: As ``init(options:)``.
    public convenience init(tokenProvider: StsToken, options: ClientOptions = ClientOptions()) throws {
        var options = options
        options.tokenProvider = TokenProvider(tokenProvider)
        try self.init(options: options)
    }

    /// Creates a client from environment variables: `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set,
    /// `CONFLUENT_CLOUD_REST_ENDPOINT`, the names that Confluent's Terraform provider uses. An option in `options` wins over the
    /// environment. If any credential is in `options`, no credential is read from the environment.
    ///
    /// ```swift
    /// let client = try Client.fromEnvironment()
    /// ```
    ///
    /// - Throws: As ``init(options:)``; the message names a missing variable.
    public static func fromEnvironment(options: ClientOptions = ClientOptions()) throws -> Client {
        let completed = try translatingErrors { try nativeEnvironment(options: NativeOptions(options)) }
        return try Client(completed, options)
    }

    private init(_ native: NativeOptions, _ options: ClientOptions) throws {
        let function = options.tokenProvider?.function
        calls = try Calls(function) {
            try NativeClient(options: native, listener: options.onEvent.map(Listener.init), function: function)
        }
        baseURL = calls.baseURL
    }

    /// For the tests: a call that panics in Rust.
    package func panic() async throws { try await calls.panic() }

    /// For the tests: a job that panics in Rust while it is made.
    package func panickingJob() -> ManyJob { calls.panickingJob() }
}

/// Shows the base URL, but no secret.
extension Client: CustomStringConvertible, CustomReflectable {
    /// The client with its base URL.
    public var description: String { "Client(baseURL: \(baseURL))" }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
