import Foundation
import Unpause

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The connector and the key: the six values of the README.
struct Target {
    let baseURL: String
    let apiKey: String
    let apiSecret: String
    let connector: Connector
}

/// Makes one call; any answer but 202 is an error.
typealias Call = @Sendable () async throws -> Void

struct NotAccepted: Error {}

private func client(_ target: Target) throws -> Client {
    try Client(apiKey: target.apiKey, apiSecret: target.apiSecret, options: ClientOptions(baseURL: target.baseURL))
}

func unpause(_ target: Target) throws -> Call {
    let client = try client(target)
    let connector = target.connector
    return { _ = try await client.resume(connector) }
}

/// All connectors in one call.
func unpauseMany(_ target: Target) throws -> (_ calls: Int, _ concurrency: Int) async throws -> Void {
    let client = try client(target)
    let one = target.connector
    return { calls, concurrency in
        // With different names, because duplicates are sent once.
        let connectors = (0..<calls).map {
            Connector(
                environmentID: one.environmentID, kafkaClusterID: one.kafkaClusterID,
                connectorName: "\(one.connectorName)-\($0)")
        }
        let report = try await client.resumeMany(connectors, concurrency: concurrency).value
        guard report.counts.accepted == calls else { throw NotAccepted() }
    }
}

func urlSession(_ target: Target) throws -> Call {
    let configuration = URLSessionConfiguration.default
    configuration.httpMaximumConnectionsPerHost = 64
    let session = URLSession(configuration: configuration)
    let names = target.connector
    let path =
        "/connect/v1/environments/\(names.environmentID)/clusters/\(names.kafkaClusterID)"
        + "/connectors/\(names.connectorName)/resume"
    guard let url = URL(string: target.baseURL + path) else { throw NotAccepted() }
    var request = URLRequest(url: url)
    request.httpMethod = "PUT"
    let credentials = Data("\(target.apiKey):\(target.apiSecret)".utf8).base64EncodedString()
    request.setValue("Basic \(credentials)", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Accept")
    return { [request] in
        let (_, response) = try await session.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 202 else { throw NotAccepted() }
    }
}
