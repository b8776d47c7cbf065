import Foundation
import Unpause

/// Resumes a connector:
///
///     export CONFLUENT_CLOUD_API_KEY=… CONFLUENT_CLOUD_API_SECRET=…
///     swift run Resume env-a1b2c3 lkc-x7y8z9 orders-sink
@main
struct Resume {
    static func main() async throws {
        let names = CommandLine.arguments.dropFirst()
        guard names.count == 3 else {
            print("usage: Resume ENVIRONMENT-ID KAFKA-CLUSTER-ID CONNECTOR-NAME")
            exit(2)
        }
        let connector = Connector(
            environmentID: names[1], kafkaClusterID: names[2], connectorName: names[3])
        do {
            let client = try Client.fromEnvironment(options: ClientOptions(onEvent: { print("  \($0)") }))
            let accepted = try await client.resume(connector)
            print("accepted \(connector) after \(accepted.attempts) attempt(s); its tasks start now")
        } catch let error as UnpauseError {
            print(error.message)
            exit(1)
        }
    }
}
