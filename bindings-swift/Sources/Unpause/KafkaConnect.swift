internal import UnpauseBridge

/// Calls the REST interface of self-managed Kafka Connect workers: Apache Kafka's, or whoever speaks it.
///
/// The same as ``Client``, which is for Confluent Cloud: retries (409 during a rebalance among them), pacing, waiting, errors,
/// jobs. A connector has a name and nothing else; in what the calls return, ``Connector/environmentID`` and
/// ``Connector/kafkaClusterID`` are empty.
///
/// Build one and keep it: it holds the connections. Any number of tasks may share it.
///
/// ```swift
/// let connect = try KafkaConnect(baseURL: "http://127.0.0.1:8083")
/// let running = try await connect.resumeAndWait("orders-sink").value
/// print("\(running.status.tasksRunning) tasks run")
/// ```
///
/// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
public final class KafkaConnect: Sendable {
    /// Where the workers are.
    public let baseURL: String

    let native: NativeClient

    /// A client. What is `nil` is left to the default. Credentials are needed only if the workers ask for them: name and password,
    /// or a token.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(
    ///     baseURL: "https://connect.example.com", username: "operator", password: password, deadline: .seconds(60))
    /// ```
    ///
    /// - Parameters:
    ///   - baseURL: Where a worker's REST interface is, such as `http://127.0.0.1:8083`; may have a path.
    ///   - username: A user's name; goes with `password`.
    ///   - password: The user's password.
    ///   - token: A bearer token, in place of name and password.
    ///   - timeout: Time for one attempt, from connecting to the end of the answer. Default 30 s.
    ///   - connectTimeout: Time for making a connection, TLS included. Default 10 s.
    ///   - deadline: Time for a whole call, with all its attempts and waits. Default 120 s.
    ///   - retry: How often and how patiently to try again. Default `RetryPolicy()`.
    ///   - caBundle: Path of a PEM file of certificate authorities to trust, in place of the system's.
    ///   - proxy: An HTTP proxy, `http://user:password@host:port`, in place of what `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say.
    ///     The environment's is never used for a base URL on loopback.
    ///   - userAgent: What to add to the `User-Agent` header, such as `my-tool/1.2`.
    ///   - headers: Headers to add to each request.
    ///   - allowInsecure: Allow credentials over plain `http://` to another machine, a header such as `x-api-key` among them.
    ///     Without credentials it does not matter.
    ///   - onEvent: Is told of attempts and waits, on a thread of the library's. It should return soon: all calls wait for it.
    /// - Throws: ``UnpauseError/configuration(_:)`` when no client can be made of the options (a bad URL, a name without a password,
    ///   an unreadable CA file); ``UnpauseError/invalidRequest(_:)`` when an option is out of range.
    public init(
        baseURL: String,
        username: String? = nil,
        password: String? = nil,
        token: String? = nil,
        timeout: Duration? = nil,
        connectTimeout: Duration? = nil,
        deadline: Duration? = nil,
        retry: RetryPolicy? = nil,
        caBundle: String? = nil,
        proxy: String? = nil,
        userAgent: String? = nil,
        headers: [String: String] = [:],
        allowInsecure: Bool = false,
        onEvent: (@Sendable (Event) -> Void)? = nil
    ) throws {
        let common = ClientOptions(
            token: token, baseURL: baseURL, timeout: timeout, connectTimeout: connectTimeout, deadline: deadline, retry: retry,
            caBundle: caBundle, proxy: proxy, userAgent: userAgent, headers: headers, allowInsecure: allowInsecure)
        native = try translatingErrors {
            try NativeClient.kafkaConnect(
                options: NativeOptions(common), username: username, password: password,
                listener: onEvent.map(Listener.init))
        }
        self.baseURL = native.baseUrl()
    }
}

/// Shows where the client calls, and no secret.
extension KafkaConnect: CustomStringConvertible, CustomReflectable {
    /// The client with its base URL.
    public var description: String { "KafkaConnect(baseURL: \(baseURL))" }

    /// What `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
