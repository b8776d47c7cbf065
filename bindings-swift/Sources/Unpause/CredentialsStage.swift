/// The stage at which getting a token failed.
public enum CredentialsStage: String, Sendable, Hashable, Codable {
    /// The function that gives access tokens.
    case tokenProvider = "token_provider"
    /// The function or the file that gives identity tokens.
    case subjectToken = "subject_token"
    /// The service that issues identity tokens.
    case identityProvider = "identity_provider"
    /// Confluent Cloud's token service, which exchanges an identity token for an access token.
    case exchange

    /// From the name that all languages share. A name that this version does not know is ``tokenProvider``.
    package init(_ name: String) { self = CredentialsStage(rawValue: name) ?? .tokenProvider }

    /// Reads the name that all languages share.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }
}
