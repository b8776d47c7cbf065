internal import UnpauseBridge

/// Calls the Connect API of Confluent Cloud.
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

    private let native: NativeClient

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
        try self.init(options: options, fromEnvironment: false)
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
    /// same names as Confluent's Terraform provider. What `options` holds wins over the environment.
    ///
    /// ```swift
    /// let client = try Client.fromEnvironment()
    /// ```
    ///
    /// - Throws: As ``init(options:)``; the message names the variable that is missing.
    public static func fromEnvironment(options: ClientOptions = ClientOptions()) throws -> Client {
        try Client(options: options, fromEnvironment: true)
    }

    private init(options: ClientOptions, fromEnvironment: Bool) throws {
        native = try translatingErrors {
            try NativeClient(
                options: NativeOptions(options, fromEnvironment: fromEnvironment),
                listener: options.onEvent.map(Listener.init))
        }
        baseURL = native.baseUrl()
    }

    /// Resumes a paused connector; does nothing if it is not paused.
    ///
    /// The service works **asynchronously**: a return means that it accepted the request (202), not that the connector's tasks
    /// run. The call is idempotent, so what may pass (408, 409, 425, 429, 500, 502, 503, 504, no answer) is retried until the
    /// attempts or the deadline run out.
    ///
    /// Cancelling the task drops the request and closes its connection; the service may have taken it all the same. A task that
    /// is cancelled before the call sends nothing.
    ///
    /// ```swift
    /// do {
    ///     let accepted = try await client.resume(
    ///         environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
    ///     print(accepted.requestID ?? "accepted")
    /// } catch UnpauseError.notFound(let failure) {
    ///     print(failure.message)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - environmentID: The environment's id, such as `env-a1b2c3`.
    ///   - kafkaClusterID: The Kafka cluster's id, such as `lkc-x7y8z9`.
    ///   - connectorName: The connector's name, as the console shows it; not encoded.
    ///   - timeout: Time for one attempt of this call. Default: the client's.
    ///   - deadline: Time for this call with all its attempts and waits. Default: the client's.
    /// - Returns: What the service said when it accepted the request.
    /// - Throws: ``UnpauseError``, or `CancellationError` when the task is cancelled. It is because of the latter, which is what
    ///   Swift's own functions throw, that the type of the error is not declared.
    ///
    /// Source: [Resume a Connector](https://docs.confluent.io/cloud/current/api.html#tag/Lifecycle-(connectv1)/operation/resumeConnectv1Connector).
    public func resume(
        environmentID: String,
        kafkaClusterID: String,
        connectorName: String,
        timeout: Duration? = nil,
        deadline: Duration? = nil
    ) async throws -> Accepted {
        let connector = Connector(
            environmentID: environmentID, kafkaClusterID: kafkaClusterID, connectorName: connectorName)
        return try await resume(connector, timeout: timeout, deadline: deadline)
    }

    /// Resumes a paused connector, as ``resume(environmentID:kafkaClusterID:connectorName:timeout:deadline:)`` does.
    ///
    /// ```swift
    /// let accepted = try await client.resume(connector, deadline: .seconds(20))
    /// ```
    public func resume(
        _ connector: Connector, timeout: Duration? = nil, deadline: Duration? = nil
    ) async throws -> Accepted {
        let limits = NativeLimits(timeout: timeout?.inSeconds, deadline: deadline?.inSeconds)
        let accepted = try await cancellable {
            try await self.native.resume(connector: NativeConnector(connector), limits: limits, cancellation: $0)
        }
        return Accepted(connector, accepted)
    }

    /// For the tests: a call that panics in Rust.
    package func panic() async throws {
        try await cancellable { try await self.native.panic(cancellation: $0) }
    }
}

/// Shows where the client calls, and no secret.
extension Client: CustomStringConvertible, CustomReflectable {
    /// The client with its base URL.
    public var description: String { "Client(baseURL: \(baseURL))" }

    /// What `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
