/// A failed test, with the reason.
package struct Failure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Fails for an unknown key: a runner never skips one.
func known<Keys: Sequence>(_ keys: Set<String>, _ given: Keys?, _ what: String) throws where Keys.Element == String {
    let unknown = Set(given.map(Array.init) ?? []).subtracting(keys)
    guard unknown.isEmpty else { throw Failure("\(what): unknown keys \(unknown.sorted())") }
}
