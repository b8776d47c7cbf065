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

func unpause(_ target: Target) throws -> Call {
    let options = ClientOptions(baseURL: target.baseURL)
    let client = try Client(apiKey: target.apiKey, apiSecret: target.apiSecret, options: options)
    let connector = target.connector
    return { _ = try await client.resume(connector) }
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
