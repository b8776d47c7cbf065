extension UnpauseError {
    /// The kind of an error. Its raw value is a name that is the same in every language, such as `NotFound`; reports and progress
    /// print it.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable, CustomStringConvertible {
        /// The kind of ``UnpauseError/invalidRequest(_:)``.
        case invalidRequest = "InvalidRequest"
        /// The kind of ``UnpauseError/configuration(_:)``.
        case configuration = "Configuration"
        /// The kind of ``UnpauseError/credentials(_:)``.
        case credentials = "Credentials"
        /// The kind of ``UnpauseError/unauthorized(_:)``.
        case unauthorized = "Unauthorized"
        /// The kind of ``UnpauseError/forbidden(_:)``.
        case forbidden = "Forbidden"
        /// The kind of ``UnpauseError/notFound(_:)``.
        case notFound = "NotFound"
        /// The kind of ``UnpauseError/conflict(_:)``.
        case conflict = "Conflict"
        /// The kind of ``UnpauseError/rateLimited(_:)``.
        case rateLimited = "RateLimited"
        /// The kind of ``UnpauseError/server(_:)``.
        case server = "Server"
        /// The kind of ``UnpauseError/unexpectedStatus(_:)``.
        case unexpectedStatus = "UnexpectedStatus"
        /// The kind of ``UnpauseError/invalidResponse(_:)``.
        case invalidResponse = "InvalidResponse"
        /// The kind of ``UnpauseError/timeout(_:)``.
        case timeout = "Timeout"
        /// The kind of ``UnpauseError/transport(_:)``.
        case transport = "Transport"
        /// The kind of ``UnpauseError/connectorFailed(_:)``.
        case connectorFailed = "ConnectorFailed"
        /// The kind of ``UnpauseError/waitTimeout(_:)``.
        case waitTimeout = "WaitTimeout"
        /// The kind of ``UnpauseError/internal(_:)``.
        case `internal` = "Internal"

        /// The name.
        public var description: String { rawValue }
    }

    /// The kind of the error, whose raw value is its name.
    ///
    /// ```swift
    /// metrics.count(error.kind.rawValue)  // NotFound
    /// ```
    public var kind: Kind {
        switch self {
        case .invalidRequest: .invalidRequest
        case .configuration: .configuration
        case .credentials: .credentials
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .rateLimited: .rateLimited
        case .server: .server
        case .unexpectedStatus: .unexpectedStatus
        case .invalidResponse: .invalidResponse
        case .timeout: .timeout
        case .transport: .transport
        case .connectorFailed: .connectorFailed
        case .waitTimeout: .waitTimeout
        case .internal: .internal
        }
    }
}
