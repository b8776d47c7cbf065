internal import UnpauseBridge

/// Calls the REST interface of self-managed Kafka Connect workers.
///
/// Retries (also of the 409 of workers that rebalance), pacing, waiting, errors and jobs are those of ``Client``, the client for
/// Confluent Cloud. A connector is named by its name alone. The results have connectors without ``Connector/environmentID`` and
/// ``Connector/kafkaClusterID``: both are empty.
///
/// Create one client and keep it: it holds the connections. Any number of tasks may share it.
///
/// ```swift
/// let connect = try KafkaConnect(baseURL: "http://127.0.0.1:8083")
/// let running = try await connect.resumeAndWait("orders-sink").value
/// print("\(running.status.tasksRunning) tasks run")
/// ```
///
/// Source: [Kafka Connect, REST API](https://kafka.apache.org/documentation/#connect_rest).
public final class KafkaConnect: Sendable {
    /// The URL of the workers; several are separated by a comma.
    public let baseURL: String

    let calls: Calls

    /// Creates a client. An option that is `nil` has its default. Credentials (user name and password, or a token) are needed only
    /// for workers that require them.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(
    ///     baseURL: "https://connect.example.com", username: "operator", password: password, deadline: .seconds(60))
    /// ```
    ///
    /// - Parameters:
    ///   - baseURL: The URL of a worker's REST interface, such as `http://127.0.0.1:8083`; may have a path.
    ///   - username: A user name; goes with `password`.
    ///   - password: The user's password.
    ///   - token: A bearer token, in place of user name and password.
    ///   - timeout: Time for one attempt, from connecting to the end of the answer. Default 30 s.
    ///   - connectTimeout: Time for opening a connection, TLS included. Default 10 s.
    ///   - deadline: Time for a whole call, with all its attempts and waits. Default 120 s.
    ///   - retry: How often to retry, and how long to wait in between. Default `RetryPolicy()`.
    ///   - caBundle: Path of a PEM file of certificate authorities to trust, in place of the system's.
    ///   - clientCertificate: Path of a PEM file with the client's own certificate, for workers that ask for one, and after it those
    ///     of the authorities in between; and with its private key, unless `clientKey` names another file.
    ///   - clientKey: Path of a PEM file with the private key of `clientCertificate`, without a passphrase.
    ///   - proxy: An HTTP proxy, `http://user:password@host:port`. It replaces `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the
    ///     environment, which never apply to a base URL on loopback.
    ///   - userAgent: A text to add to the `User-Agent` header, such as `my-tool/1.2`.
    ///   - headers: Headers to add to each request.
    ///   - allowInsecure: Whether to allow credentials over plain `http://` to another machine, including those in a header such as
    ///     `x-api-key`. Without credentials it changes nothing. Default `false`.
    ///   - onEvent: Called for each attempt and wait, on a thread of the library. It should return soon: all calls wait for it.
    /// - Throws: ``UnpauseError/configuration(_:)`` if the options make no client (a bad URL, a user name without a password, an
    ///   unreadable CA file); ``UnpauseError/invalidRequest(_:)`` if an option is out of range.
    public convenience init(
        baseURL: String,
        username: String? = nil,
        password: String? = nil,
        token: String? = nil,
        timeout: Duration? = nil,
        connectTimeout: Duration? = nil,
        deadline: Duration? = nil,
        retry: RetryPolicy? = nil,
        caBundle: String? = nil,
        clientCertificate: String? = nil,
        clientKey: String? = nil,
        proxy: String? = nil,
        userAgent: String? = nil,
        headers: [String: String] = [:],
        allowInsecure: Bool = false,
        onEvent: (@Sendable (Event) -> Void)? = nil
    ) throws {
        let options = ClientOptions(
            token: token, timeout: timeout, connectTimeout: connectTimeout, deadline: deadline, retry: retry, caBundle: caBundle,
            clientCertificate: clientCertificate, clientKey: clientKey, proxy: proxy, userAgent: userAgent, headers: headers,
            allowInsecure: allowInsecure, onEvent: onEvent)
        try self.init(.one(url: baseURL), username, password, options)
    }

    /// Creates a client for several workers of one cluster. All calls go to the first that connects, for as long as it works. If no
    /// connection can be made, or the answer is a 503, the next one is asked within the same attempt.
    ///
    /// ```swift
    /// let connect = try KafkaConnect(baseURL: ["http://connect-1:8083", "http://connect-2:8083"])
    /// ```
    ///
    /// - Parameters:
    ///   - baseURL: The URLs of the workers' REST interfaces; each may have a path.
    ///   - username: A user name; goes with `password`.
    ///   - password: The user's password.
    ///   - token: A bearer token, in place of user name and password.
    ///   - timeout: Time for one attempt, from connecting to the end of the answer. Default 30 s.
    ///   - connectTimeout: Time for opening a connection, TLS included. Default 10 s.
    ///   - deadline: Time for a whole call, with all its attempts and waits. Default 120 s.
    ///   - retry: How often to retry, and how long to wait in between. Default `RetryPolicy()`.
    ///   - caBundle: Path of a PEM file of certificate authorities to trust, in place of the system's.
    ///   - clientCertificate: Path of a PEM file with the client's own certificate, for workers that ask for one, and after it those
    ///     of the authorities in between; and with its private key, unless `clientKey` names another file.
    ///   - clientKey: Path of a PEM file with the private key of `clientCertificate`, without a passphrase.
    ///   - proxy: An HTTP proxy, `http://user:password@host:port`. It replaces `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the
    ///     environment, which never apply to a base URL on loopback.
    ///   - userAgent: A text to add to the `User-Agent` header, such as `my-tool/1.2`.
    ///   - headers: Headers to add to each request.
    ///   - allowInsecure: Whether to allow credentials over plain `http://` to another machine, including those in a header such as
    ///     `x-api-key`. Without credentials it changes nothing. Default `false`.
    ///   - onEvent: Called for each attempt and wait, on a thread of the library. It should return soon: all calls wait for it.
    /// - Throws: As the initializer for one; a message about a URL says where in the list it is.
    public convenience init(
        baseURL: [String],
        username: String? = nil,
        password: String? = nil,
        token: String? = nil,
        timeout: Duration? = nil,
        connectTimeout: Duration? = nil,
        deadline: Duration? = nil,
        retry: RetryPolicy? = nil,
        caBundle: String? = nil,
        clientCertificate: String? = nil,
        clientKey: String? = nil,
        proxy: String? = nil,
        userAgent: String? = nil,
        headers: [String: String] = [:],
        allowInsecure: Bool = false,
        onEvent: (@Sendable (Event) -> Void)? = nil
    ) throws {
        let options = ClientOptions(
            token: token, timeout: timeout, connectTimeout: connectTimeout, deadline: deadline, retry: retry, caBundle: caBundle,
            clientCertificate: clientCertificate, clientKey: clientKey, proxy: proxy, userAgent: userAgent, headers: headers,
            allowInsecure: allowInsecure, onEvent: onEvent)
        try self.init(.list(urls: baseURL), username, password, options)
    }

    private init(_ baseURL: NativeBaseUrl, _ username: String?, _ password: String?, _ options: ClientOptions) throws {
        calls = try Calls {
            try NativeClient.kafkaConnect(
                baseUrl: baseURL, options: NativeOptions(options), username: username, password: password,
                listener: options.onEvent.map(Listener.init))
        }
        self.baseURL = calls.baseURL
    }
}

/// Shows the base URL, but no secret.
extension KafkaConnect: CustomStringConvertible, CustomReflectable {
    /// The client with its base URL.
    public var description: String { "KafkaConnect(baseURL: \(baseURL))" }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
