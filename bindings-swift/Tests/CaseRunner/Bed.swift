import Foundation

/// The test bed of tests/kafka-connect/: a real Apache Kafka Connect, if one runs.
enum Bed {
    private static let environment = ProcessInfo.processInfo.environment

    /// Its addresses, by their placeholders in the cases.
    static let addresses = [
        "url": environment["KAFKA_CONNECT_URL"],
        "url2": environment["KAFKA_CONNECT_URL_2"],
        "cloud_url": environment["KAFKA_CONNECT_CLOUD_URL"],
    ]

    /// Asks it for an action, and waits until that is done.
    static func ask(_ action: JSON) async throws {
        let control = Control(url: environment["KAFKA_CONNECT_CONTROL"] ?? "")
        _ = try await control.request("POST", "/do", action, patience: 180)
    }
}
