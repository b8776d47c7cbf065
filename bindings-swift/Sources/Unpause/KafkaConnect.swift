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

    /// Creates a client from options, which include the URL of the workers and, if they ask for some, the credentials.
    ///
    /// ```swift
    /// var options = KafkaConnectOptions(baseURL: "https://connect.example.com", token: token)
    /// options.deadline = .seconds(60)
    /// let connect = try KafkaConnect(options: options)
    /// ```
    ///
    /// - Throws: ``UnpauseError/configuration(_:)`` if the options make no client (a bad URL, a user name without a password, an
    ///   unreadable CA file); ``UnpauseError/invalidRequest(_:)`` if an option is out of range.
    public init(options: KafkaConnectOptions) throws {
        let function = options.tokenProvider?.function
        calls = try Calls(function) {
            try NativeClient.kafkaConnect(
                baseUrl: (options.baseURL ?? "").native, options: NativeOptions(options), username: options.username,
                password: options.password,
                listener: options.onEvent.map(Listener.init), function: function)
        }
        baseURL = calls.baseURL
    }
}

/// Shows the base URL, but no secret.
extension KafkaConnect: CustomStringConvertible, CustomReflectable {
    /// The client with its base URL.
    public var description: String { "KafkaConnect(baseURL: \(baseURL))" }

    /// The children that `dump` shows.
    public var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
