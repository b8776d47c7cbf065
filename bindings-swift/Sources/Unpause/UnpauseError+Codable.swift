// An error as a document: the keys of Node.js's `toJSON`, which the details have beside a name and a code.

extension UnpauseError: Codable {
    private enum CodingKeys: String, CodingKey {
        case name, code
    }

    /// Reads an error that any language wrote as Node.js does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .name)
        guard let kind = Kind.allCases.first(where: { $0.className == name }) else {
            throw DecodingError.dataCorruptedError(forKey: .name, in: container, debugDescription: "unknown error: \(name)")
        }
        switch kind {
        case .invalidRequest: self = .invalidRequest(try InvalidRequestFailure(from: decoder))
        case .configuration: self = .configuration(try ConfigurationFailure(from: decoder))
        case .credentials: self = .credentials(try CredentialsFailure(from: decoder))
        case .unauthorized: self = .unauthorized(try APIFailure(from: decoder))
        case .forbidden: self = .forbidden(try APIFailure(from: decoder))
        case .notFound: self = .notFound(try APIFailure(from: decoder))
        case .conflict: self = .conflict(try APIFailure(from: decoder))
        case .rateLimited: self = .rateLimited(try APIFailure(from: decoder))
        case .server: self = .server(try APIFailure(from: decoder))
        case .unexpectedStatus: self = .unexpectedStatus(try APIFailure(from: decoder))
        case .invalidResponse: self = .invalidResponse(try APIFailure(from: decoder))
        case .timeout: self = .timeout(try TimeoutFailure(from: decoder))
        case .transport: self = .transport(try TransportFailure(from: decoder))
        case .connectorFailed: self = .connectorFailed(try ConnectorFailure(from: decoder))
        case .waitTimeout: self = .waitTimeout(try WaitTimeoutFailure(from: decoder))
        case .internal: self = .internal(try InternalFailure(from: decoder))
        }
    }

    /// Writes the name, the code, the message and all details.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind.className, forKey: .name)
        try container.encode(kind.code, forKey: .code)
        try failure.encode(to: encoder)
    }
}

extension UnpauseError.Kind {
    /// The name of the class in Node.js and Python, which have a `TimeoutError` of their own.
    fileprivate var className: String { self == .timeout ? "RequestTimeoutError" : "\(rawValue)Error" }

    /// `ERR_UNPAUSE_NOT_FOUND`.
    fileprivate var code: String {
        className.dropLast("Error".count).reduce(into: "ERR_UNPAUSE") { code, letter in
            code += letter.isUppercase ? "_\(letter)" : letter.uppercased()
        }
    }
}
