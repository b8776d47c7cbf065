import Foundation

/// One case of tests/cases/*.json.
package struct Case: Sendable, CustomStringConvertible {
    package let json: JSON

    package init(_ json: JSON) {
        self.json = json
    }

    /// The name of the case, which the tests report.
    package var description: String { json["name"].string ?? "(a case without a name)" }

    /// Whether the case is for this platform.
    package var isForHere: Bool { json["only_on"].array?.contains(.string(platform)) ?? true }

    /// The folder of the cases: UNPAUSE_CASES, or the one that all languages share.
    package static let folder =
        ProcessInfo.processInfo.environment["UNPAUSE_CASES"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../tests/cases").standardizedFileURL

    /// Reads all cases. An unreadable file is an error, so no case is missed.
    package static func load() throws -> [Case] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
            .flatMap { file in
                guard let cases = try JSON.parsed(Data(contentsOf: file)).array else {
                    throw Failure("\(file.path) is not a list")
                }
                return cases.map(Case.init)
            }
    }
}

#if os(Linux)
    private let platform = "linux"
#elseif os(Windows)
    private let platform = "windows"
#else
    private let platform = "macos"
#endif
