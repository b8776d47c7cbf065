import Foundation
import Unpause

/// Resumes one connector: `swift run Resume ENVIRONMENT_ID KAFKA_CLUSTER_ID CONNECTOR_NAME`.
///
/// Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
@main
struct Resume {
    static func main() async throws {
        let names = CommandLine.arguments.dropFirst()
        guard names.count == 3 else { fail("usage: Resume ENVIRONMENT_ID KAFKA_CLUSTER_ID CONNECTOR_NAME") }
        do {
            let client = try Client.fromEnvironment(options: ClientOptions(deadline: .seconds(10)))
            let accepted = try await client.resume(
                environmentID: names[1], kafkaClusterID: names[2], connectorName: names[3])
            let elapsed = accepted.elapsed.formatted(.units(allowed: [.milliseconds], fractionalPart: .show(length: 1)))
            print("accepted in \(elapsed), request id \(accepted.requestID ?? "unknown")")
        } catch let error as UnpauseError {
            fail("\(error)")
        }
    }

    static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        exit(1)
    }
}
