import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The sandbox that the tests run against; UNPAUSE_SANDBOX is its path. It ends when its standard input closes, so it ends with the
/// tests.
package final class Sandbox: Sendable {
    package static let shared = Result { try Sandbox() }

    package let control: Control
    private let input = Pipe()

    private init() throws {
        guard let path = ProcessInfo.processInfo.environment["UNPAUSE_SANDBOX"] else {
            throw Failure("UNPAUSE_SANDBOX is not set; scripts/test.sh sets it")
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let about = try JSON.parsed(output.fileHandleForReading.availableData)
        control = Control(url: about["control_url"].string ?? "")
    }
}

/// The control interface at a URL. It is plain data, so a child process can get it.
package struct Control: Sendable {
    package let url: String

    package init(url: String) {
        self.url = url
    }

    /// Sends one request. The test fails unless the answer is a 2xx.
    func request(_ method: String, _ path: String, _ body: JSON? = nil, patience: Double = 60) async throws -> JSON {
        guard let target = URL(string: url + path) else { throw Failure("\(url + path) is not a URL") }
        var request = URLRequest(url: target)
        request.httpMethod = method
        request.timeoutInterval = patience
        request.httpBody = try body?.data
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard 200..<300 ~= status else {
            throw Failure("\(method) \(path): \(status) \(String(decoding: data, as: UTF8.self))")
        }
        return data.isEmpty ? .null : try .parsed(data)
    }

    /// Starts a world with these servers, and ends it after the body.
    package func withWorld(_ servers: JSON, _ body: (World) async throws -> Void) async throws {
        let made = try await request("POST", "/worlds", ["servers": servers])
        let world = World(control: self, id: made["id"].string ?? "", servers: made["servers"])
        do {
            try await body(world)
        } catch {
            _ = try await request("DELETE", "/worlds/\(world.id)")
            throw error
        }
        _ = try await request("DELETE", "/worlds/\(world.id)")
        try? FileManager.default.removeItem(at: world.files)
    }
}

/// Servers with their own journals.
package struct World: Sendable {
    package let control: Control
    package let id: String
    package let servers: JSON

    /// The folder of the case's files.
    var files: URL { FileManager.default.temporaryDirectory.appendingPathComponent("unpause-swift-\(id)") }

    /// Writes a file as a whole, as an orchestrator replaces one.
    func write(_ content: String, to name: String) throws {
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        try content.write(to: files.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    /// The URL of server `main`.
    package var url: String { servers["main"]["url"].string ?? "" }

    package func journal(_ server: String = "main") async throws -> JSON {
        try await control.request("GET", "/worlds/\(id)")["servers"][server]
    }

    /// Waits until the sandbox says that the condition holds.
    package func wait(for condition: JSON) async throws {
        _ = try await control.request("POST", "/worlds/\(id)/await", condition)
    }
}
