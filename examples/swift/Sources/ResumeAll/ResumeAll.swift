import Foundation
import Unpause

/// Resumes everything that is paused in a cluster, and waits until it runs: `swift run ResumeAll ENVIRONMENT_ID KAFKA_CLUSTER_ID`.
///
/// Credentials come from CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET.
@main
struct ResumeAll {
    static func main() async throws {
        let ids = CommandLine.arguments.dropFirst()
        guard ids.count == 2 else { fail("usage: ResumeAll ENVIRONMENT_ID KAFKA_CLUSTER_ID") }
        do {
            let client = try Client.fromEnvironment()
            let job = client.resumeAll(environmentID: ids[1], kafkaClusterID: ids[2], wait: true)
            let bar = ProgressBar()
            for try await progress in job {
                bar.show(progress)
            }
            bar.clear()
            let report = try await job.value
            print(report)
            for failure in report.failures {
                print("\(failure.connector): \(failure.error?.message ?? "")")
            }
            exit(report.counts.failed == 0 ? 0 : 1)
        } catch let error as UnpauseError {
            fail("\(error)")
        }
    }

    static func fail(_ message: String) -> Never {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        exit(1)
    }
}
