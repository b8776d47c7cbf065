// The sources of tokens that a client renews by itself.

/// A bearer token, and the time that it lives.
///
/// ```swift
/// let token = Token("a token", expiresIn: .seconds(900))
/// ```
public struct Token: Sendable, ExpressibleByStringLiteral, CustomStringConvertible, CustomReflectable {
    /// The token itself.
    public var value: String
    /// The time that it is good for, from the moment that the function was called. Without it the `exp` of a JWT counts. Without
    /// either, the function is called for each attempt.
    public var expiresIn: Duration?

    /// Creates a token.
    public init(_ value: String, expiresIn: Duration? = nil) {
        self.value = value
        self.expiresIn = expiresIn
    }

    /// Creates a token that does not say how long it lives.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The time that it lives, but not the token.
    public var description: String { "Token(expiresIn: \(expiresIn.map { "\($0)" } ?? "nil"))" }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["expiresIn": expiresIn as Any]) }
}

/// The source of a client's tokens: a function, a ``StsToken`` or ``ClientCredentials``.
///
/// ```swift
/// var options = ClientOptions()
/// options.tokenProvider = TokenProvider { try await session.token() }
/// let client = try Client(options: options)
/// ```
public struct TokenProvider: Sendable, CustomStringConvertible, CustomReflectable {
    enum Source: Sendable {
        case function(@Sendable () async throws -> Token)
        case sts(StsToken)
        case clientCredentials(ClientCredentials)
    }

    let source: Source

    /// Takes tokens from a function. It is called by one call at a time, whose token is for all calls that wait. Its task is
    /// cancelled when no call waits any more. An error that it throws is ``CredentialsFailure/underlying``.
    ///
    /// The client holds the function, and so all that the function holds. A function that holds the owner of its client must hold it
    /// weakly; otherwise neither is ever released, and the client's connections stay open:
    ///
    /// ```swift
    /// client = try Client(tokenProvider: { [weak self] in
    ///     guard let self else { throw CancellationError() }
    ///     return try await session.token()
    /// })
    /// ```
    public init(_ function: @escaping @Sendable () async throws -> Token) {
        source = .function(function)
    }

    /// Exchanges identity tokens at Confluent Cloud.
    public init(_ sts: StsToken) {
        source = .sts(sts)
    }

    /// Takes tokens from an identity provider, for self-managed workers whose gateway takes such tokens.
    public init(_ credentials: ClientCredentials) {
        source = .clientCredentials(credentials)
    }

    /// The kind of source, but no secret.
    public var description: String {
        switch source {
        case .function: "TokenProvider(function)"
        case .sts(let sts): "TokenProvider(\(sts))"
        case .clientCredentials(let credentials): "TokenProvider(\(credentials))"
        }
    }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Exchanges an identity token of your identity provider for an access token of Confluent Cloud, at its Security Token Service
/// (STS). Give one source of identity tokens.
///
/// ```swift
/// let client = try Client(
///     tokenProvider: StsToken(identityPoolID: "pool-a1b2", subjectTokenFile: "/var/run/secrets/tokens/confluent"))
/// ```
///
/// Source: <https://docs.confluent.io/cloud/current/api.html#tag/OAuth-Tokens-(stsv1)>
public struct StsToken: Sendable, CustomStringConvertible, CustomReflectable {
    /// The id of the identity pool, such as `pool-a1b2`.
    public var identityPoolID: String
    /// Gives an identity token; it is called at each exchange. The client holds it, as the function of a ``TokenProvider``.
    public var subjectToken: (@Sendable () async throws -> Token)?
    /// The path of a file with an identity token; it is read at each exchange.
    public var subjectTokenFile: String?
    /// In GitHub Actions, the audience of the job's identity token. The job needs `permissions: id-token: write`.
    public var githubAudience: String?
    /// The identity provider's token endpoint.
    public var clientCredentials: ClientCredentials?
    /// The time that an access token shall live, 1 to 900 s. Default 900 s.
    public var lifetime: Duration?

    /// Creates an exchange.
    public init(
        identityPoolID: String, subjectToken: (@Sendable () async throws -> Token)? = nil, subjectTokenFile: String? = nil,
        githubAudience: String? = nil, clientCredentials: ClientCredentials? = nil, lifetime: Duration? = nil
    ) {
        self.identityPoolID = identityPoolID
        self.subjectToken = subjectToken
        self.subjectTokenFile = subjectTokenFile
        self.githubAudience = githubAudience
        self.clientCredentials = clientCredentials
        self.lifetime = lifetime
    }

    /// The identity pool, but no secret.
    public var description: String { "StsToken(identityPoolID: \(identityPoolID))" }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["identityPoolID": identityPoolID]) }
}

/// Gets tokens from an identity provider by the client credentials flow.
///
/// ```swift
/// let credentials = ClientCredentials(
///     tokenURL: "https://idp.example.com/oauth2/token", clientID: "CLIENT-ID", clientSecret: "CLIENT-SECRET")
/// ```
///
/// Source: <https://www.rfc-editor.org/rfc/rfc6749#section-4.4>
public struct ClientCredentials: Sendable, CustomStringConvertible, CustomReflectable {
    /// The URL of the identity provider's token endpoint.
    public var tokenURL: String
    /// The id of the application that asks.
    public var clientID: String
    /// Its secret.
    public var clientSecret: String
    /// The scope to ask for; Microsoft Entra ID needs `api://<client_id>/.default`.
    public var tokenScope: String?

    /// Creates the credentials.
    public init(tokenURL: String, clientID: String, clientSecret: String, tokenScope: String? = nil) {
        self.tokenURL = tokenURL
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.tokenScope = tokenScope
    }

    /// The application, but not its secret.
    public var description: String { "ClientCredentials(tokenURL: \(tokenURL), clientID: \(clientID))" }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["tokenURL": tokenURL, "clientID": clientID]) }
}
