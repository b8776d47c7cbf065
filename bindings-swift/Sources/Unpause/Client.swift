internal import UnpauseBridge

/// Calls the Connect API of Confluent Cloud. For self-managed Kafka Connect there is ``KafkaConnect``.
///
/// Build one and keep it: it holds the connections. Any number of tasks may share it. When the last reference goes, its idle
/// connections are closed; calls in flight end as they would.
///
/// ```swift
/// let client = try Client(apiKey: "KEY", apiSecret: "SECRET")
/// let accepted = try await client.resume(
///     environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
/// print("accepted after \(accepted.attempts) attempt(s)")
/// ```
public final class Client: Sendable {
    /// Where the service is.
    public let baseURL: String

    let native: NativeClient

    /// A client of options, credentials among them.
    ///
    /// ```swift
    /// var options = ClientOptions(token: token)
    /// options.deadline = .seconds(60)
    /// let client = try Client(options: options)
    /// ```
    ///
    /// - Throws: ``UnpauseError/configuration(_:)`` when no client can be made of the options (no credentials, a bad URL, an
    ///   unreadable CA file); ``UnpauseError/invalidRequest(_:)`` when an option is out of range.
    public convenience init(options: ClientOptions) throws {
        try self.init(NativeOptions(options), options)
    }

    /// A client with a Cloud API key and its secret.
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

    /// A client with a bearer token (an STS access token).
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

    /// A client from `CONFLUENT_CLOUD_API_KEY`, `CONFLUENT_CLOUD_API_SECRET` and, if set, `CONFLUENT_CLOUD_REST_ENDPOINT`: the
    /// same names as Confluent's Terraform provider. What `options` holds wins over the environment; if it holds any credential,
    /// none is read from there.
    ///
    /// ```swift
    /// let client = try Client.fromEnvironment()
    /// ```
    ///
    /// - Throws: As ``init(options:)``; the message names the variable that is missing.
    public static func fromEnvironment(options: ClientOptions = ClientOptions()) throws -> Client {
        let completed = try translatingErrors { try nativeEnvironment(options: NativeOptions(options)) }
        return try Client(completed, options)
    }

    private init(_ native: NativeOptions, _ options: ClientOptions) throws {
        self.native = try translatingErrors {
            try NativeClient(options: native, listener: options.onEvent.map(Listener.init))
        }
        baseURL = self.native.baseUrl()
    }

    /// For the tests: a call that panics in Rust.
    package func panic() async throws {
        try await cancellable { try await self.native.panic(cancellation: $0) }
    }

    /// For the tests: a job whose making panics in Rust.
    package func panickingJob() -> ResumeJob { ResumeJob(native.panickingJob()) }
}

/// Shows where the client calls, and no secret.
extension Client: CustomStringConvertible, CustomReflectable {
    /// The client with its base URL.
    public var description: String { "Client(baseURL: \(baseURL))" }

    /// What `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
