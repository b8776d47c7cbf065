import Foundation

/// The names that all languages share, from tests/parity/names.json, and their form in Swift.
package enum Names {
    // Without the file there are no names, and every case fails.
    private static let listed = (try? JSON.parsed(Data(contentsOf: file))) ?? .null
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../tests/parity/names.json").standardizedFileURL

    /// The names of one list: fields, options, calls or kinds of errors.
    package static func of(_ list: String) -> [String] { names(in: listed[list]) }

    /// The default of an option.
    package static func `default`(_ option: String, in list: String) -> JSON { listed[list][option] }

    /// The options and parameters of all clients and calls.
    package static var options: Set<String> {
        let others: Set = ["retry_policy", "sts_token", "client_credentials"]
        let lists = (listed.object ?? [:]).filter { others.contains($0.key) || $0.key.hasSuffix("_options") }
        return Set(lists.values.flatMap(names) + of("connector") + of("token"))
    }

    /// The fields of one kind of error, without those that all errors have.
    package static func fields(ofKind kind: String) -> [String] {
        let own = listed["errors"][kind]
        return own.string.map(of) ?? names(in: own)
    }

    /// The fields of all errors.
    static var errorFields: Set<String> { Set(of("error") + of("errors").flatMap(fields)) }

    /// The name in a list that has this form in Swift.
    static func original(of swiftName: String, in list: [String]) -> String? {
        list.first { inSwift($0) == swiftName }
    }

    /// The form of a name in Swift.
    package static func inSwift(_ name: String) -> String {
        let words = name.split(separator: "_").map(String.init)
        let capitalized = words.dropFirst().map { ["id": "ID", "url": "URL"][$0] ?? $0.capitalized }
        return (words.prefix(1) + capitalized).joined()
    }

    /// A message in which the marked names have the form that the cases use.
    static func inCases(_ message: String) -> String {
        options.union(errorFields).reduce(message) { text, name in
            text.replacingOccurrences(of: "`\(inSwift(name))`", with: "`\(name)`")
        }
    }

    private static func names(in list: JSON) -> [String] {
        list.object?.keys.sorted() ?? list.array?.compactMap(\.string) ?? []
    }
}
