/// The address of one connector.
///
/// ```swift
/// let connector = Connector(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
/// print(connector)  // env-a1b2c3/lkc-x7y8z9/orders-sink
/// ```
public struct Connector: Sendable, Hashable, CustomStringConvertible {
    /// The environment's id, such as `env-a1b2c3`.
    public let environmentID: String
    /// The Kafka cluster's id, such as `lkc-x7y8z9`.
    public let kafkaClusterID: String
    /// The connector's name, as the console shows it; not encoded.
    public let connectorName: String

    /// Names a connector. The parts are checked by the call that uses them.
    public init(environmentID: String, kafkaClusterID: String, connectorName: String) {
        self.environmentID = environmentID
        self.kafkaClusterID = kafkaClusterID
        self.connectorName = connectorName
    }

    /// `environmentID/kafkaClusterID/connectorName`.
    public var description: String { "\(environmentID)/\(kafkaClusterID)/\(connectorName)" }
}
