import Foundation

/// One case of tests/cases/*.json, as it is written.
package struct Case: Sendable, CustomStringConvertible {
    package let json: JSON

    package init(_ json: JSON) {
        self.json = json
    }

    /// The case's name: what the tests report.
    package var description: String { json["name"].string ?? "(a case without a name)" }

    /// Whether the case is for this platform.
    package var isForHere: Bool { json["only_on"].array?.contains(.string(platform)) ?? true }

    /// Where the cases are: UNPAUSE_CASES, or those of all languages.
    package static let folder =
        ProcessInfo.processInfo.environment["UNPAUSE_CASES"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../tests/cases").standardizedFileURL

    /// All of them. A file that cannot be read is an error, and not a case less.
    package static func load() throws -> [Case] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.path < $1.path }
            .flatMap { file in
                guard let cases = try JSON.parsed(Data(contentsOf: file)).array else {
                    throw Failure("\(file.path) is no list")
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
