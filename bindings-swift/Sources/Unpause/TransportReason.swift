/// Why there was no answer.
public enum TransportReason: String, Sendable, Hashable, Codable {
    /// This process may open no more connections.
    case tooManyOpenFiles = "too_many_open_files"
    /// The name of the host cannot be resolved.
    case nameResolution = "name_resolution"
    /// No connection could be made.
    case connect
    /// The proxy made no connection.
    case proxy
    /// The proxy wants credentials.
    case proxyCredentials = "proxy_credentials"
    /// TLS failed, mostly because of the certificate.
    case tls
    /// The server ended TLS because of the client's own certificate, or because it wants one.
    case clientCertificate = "client_certificate"
    /// The answer is not HTTP.
    case notHttp = "not_http"
    /// The service says that it did not look at the request.
    case notProcessed = "not_processed"
    /// The connection broke before the end of the answer.
    case connectionLost = "connection_lost"

    /// From the name that all languages share. A name that this version does not know is ``connectionLost``.
    package init(_ name: String) { self = TransportReason(rawValue: name) ?? .connectionLost }

    /// Reads the name that all languages share.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }
}
