/// The options of a ``KafkaConnect``. An option that is `nil` has its default.
///
/// ```swift
/// let options = KafkaConnectOptions(deadline: .seconds(60), retry: RetryPolicy(maxAttempts: 6))
/// let connect = try KafkaConnect(baseURL: "http://127.0.0.1:8083", options: options)
/// ```
public struct KafkaConnectOptions: Sendable {
    /// The URL of a worker's REST interface, such as `http://127.0.0.1:8083`; may have a path. Or those of several workers of one
    /// cluster. There is no default.
    public var baseURL: BaseURLs?
    /// A user name; goes with ``password``. Credentials are needed only for workers that ask for them.
    public var username: String?
    /// The user's password.
    public var password: String?
    /// A bearer token, in place of user name and password.
    public var token: String?
    /// A source of tokens, in place of a token, for a client that outlives one.
    public var tokenProvider: TokenProvider?
    /// Time for one attempt, from connecting to the end of the answer. Default 30 s.
    public var timeout: Duration?
    /// Time for opening a connection, TLS included. Default 10 s.
    public var connectTimeout: Duration?
    /// Time for a whole call, with all its attempts and waits: of a single call, of a wait for a state, and of each connector in a
    /// job on many. Default 120 s, and 600 s for whatever waits for a state. If it is set, it holds for all of them, unless the call
    /// has its own.
    public var deadline: Duration?
    /// How often to retry, and how long to wait in between. Default `RetryPolicy()`.
    public var retry: RetryPolicy?
    /// Path of a PEM file of certificate authorities to trust, in place of the system's.
    public var caBundle: String?
    /// Path of a PEM file with the client's own certificate, for workers that ask for one, and after it those of the authorities in
    /// between; and with its private key, unless ``clientKey`` names another file.
    public var clientCertificate: String?
    /// Path of a PEM file with the private key of ``clientCertificate``, without a passphrase.
    public var clientKey: String?
    /// An HTTP proxy, `http://user:password@host:port`. It replaces `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of the environment,
    /// which never apply to a base URL on loopback.
    public var proxy: String?
    /// A text to add to the `User-Agent` header, such as `my-tool/1.2`.
    public var userAgent: String?
    /// Headers to add to each request.
    public var headers: [String: String]
    /// Whether to allow credentials over plain `http://` to another machine, including those in a header such as `x-api-key`.
    /// Without credentials it changes nothing. Default `false`.
    public var allowInsecure: Bool
    /// Called for each attempt and wait, on a thread of the library. It should return soon: all calls wait for it.
    public var onEvent: (@Sendable (Event) -> Void)?

    /// Creates options. An option that is left out has its default.
    public init(
        baseURL: BaseURLs? = nil,
        username: String? = nil,
        password: String? = nil,
        token: String? = nil,
        tokenProvider: TokenProvider? = nil,
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
    ) {
        self.baseURL = baseURL
        self.username = username
        self.password = password
        self.token = token
        self.tokenProvider = tokenProvider
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.deadline = deadline
        self.retry = retry
        self.caBundle = caBundle
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
        self.proxy = proxy
        self.userAgent = userAgent
        self.headers = headers
        self.allowInsecure = allowInsecure
        self.onEvent = onEvent
    }
}

/// Shows which options are set, but no secret, however the options are printed.
extension KafkaConnectOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The options that are set.
    public var description: String { shown.description }

    /// The same as ``description``.
    public var debugDescription: String { description }

    /// The children that `dump` shows.
    public var customMirror: Mirror { shown.mirror(of: self) }

    private var shown: ShownOptions {
        ShownOptions(
            type: "KafkaConnectOptions",
            own: [
                ("baseURL", baseURL.map { _ in "[set]" }),
                ("username", concealed(username)),
                ("password", concealed(password)),
            ], self)
    }
}
