internal import UnpauseBridge

/// The address of one connector.
///
/// ```swift
/// let connector = Connector(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
/// print(connector)  // env-a1b2c3/lkc-x7y8z9/orders-sink
/// ```
public struct Connector: Sendable, Hashable, CustomStringConvertible {
    /// The environment's id, such as `env-a1b2c3`; empty for self-managed Kafka Connect.
    public let environmentID: String
    /// The Kafka cluster's id, such as `lkc-x7y8z9`; empty for self-managed Kafka Connect.
    public let kafkaClusterID: String
    /// The connector's name, as the service shows it; not encoded.
    public let connectorName: String

    /// Names a connector. The parts are checked by the call that uses them.
    public init(environmentID: String, kafkaClusterID: String, connectorName: String) {
        self.environmentID = environmentID
        self.kafkaClusterID = kafkaClusterID
        self.connectorName = connectorName
    }

    /// Reads `environmentID/kafkaClusterID/connectorName` (Terraform's import form) or a CRN,
    /// `crn://confluent.cloud/organization=…/environment=env-…/cloud-cluster=lkc-…/connector=…`.
    ///
    /// In the first form the name is everything after the second slash, not encoded, further slashes included; in a CRN,
    /// percent-escapes are decoded, and a slash in a name must be escaped. In place of the name an id, `lcc-…`, may stand: the
    /// calls look its name up.
    ///
    /// ```swift
    /// let connector = try Connector.parse("env-a1b2c3/lkc-x7y8z9/orders-sink")
    /// ```
    ///
    /// - Throws: ``UnpauseError/invalidRequest(_:)`` for anything else.
    public static func parse(_ text: String) throws -> Connector {
        Connector(try translatingErrors { try nativeParseConnector(text: text) })
    }

    /// `environmentID/kafkaClusterID/connectorName`; of self-managed Kafka Connect the name alone.
    public var description: String {
        environmentID.isEmpty && kafkaClusterID.isEmpty
            ? connectorName : "\(environmentID)/\(kafkaClusterID)/\(connectorName)"
    }
}
