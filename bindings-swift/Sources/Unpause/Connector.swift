internal import UnpauseBridge

/// The address of one connector.
///
/// ```swift
/// let connector = Connector(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
/// print(connector)  // env-a1b2c3/lkc-x7y8z9/orders-sink
/// ```
public struct Connector: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The environment's id, such as `env-a1b2c3`; empty for self-managed Kafka Connect.
    public let environmentID: String
    /// The Kafka cluster's id, such as `lkc-x7y8z9`; empty for self-managed Kafka Connect.
    public let kafkaClusterID: String
    /// The connector's name as the console shows it, not encoded; or its id, `lcc-…`.
    public let connectorName: String

    /// Creates an address. The call that uses it checks the parts.
    public init(environmentID: String, kafkaClusterID: String, connectorName: String) {
        self.environmentID = environmentID
        self.kafkaClusterID = kafkaClusterID
        self.connectorName = connectorName
    }

    /// Reads an address from one text: `environmentID/kafkaClusterID/connectorName` (the form that Terraform imports), a CRN,
    /// `crn://confluent.cloud/organization=…/environment=env-…/cloud-cluster=lkc-…/connector=…`, or the URL of the connector's page
    /// in the console, `https://confluent.cloud/environments/…/clusters/…/connectors/…`.
    ///
    /// In the first form, everything after the second slash is the name, not encoded. In the others percent-escapes are decoded, and a
    /// slash in a name must be escaped. In place of the name the text may have the connector's id, `lcc-…`: the calls look up
    /// its name.
    ///
    /// ```swift
    /// let connector = try Connector.parse("env-a1b2c3/lkc-x7y8z9/orders-sink")
    /// ```
    ///
    /// - Parameter text: The address.
    /// - Returns: Its parts.
    /// - Throws: ``UnpauseError/invalidRequest(_:)`` if the text has another form.
    public static func parse(_ text: String) throws -> Connector {
        Connector(try translatingErrors { try nativeParseConnector(text: text) })
    }

    private enum CodingKeys: String, CodingKey {
        case connectorName
        case environmentID = "environmentId"
        case kafkaClusterID = "kafkaClusterId"
    }

    /// `environmentID/kafkaClusterID/connectorName`; for self-managed Kafka Connect only the name.
    public var description: String {
        environmentID.isEmpty && kafkaClusterID.isEmpty
            ? connectorName : "\(environmentID)/\(kafkaClusterID)/\(connectorName)"
    }
}
