/// The options of a client as `print` and `dump` show them: those that are set, without secrets.
struct ShownOptions: CustomStringConvertible {
    let type: String
    private let set: [(label: String, value: String)]

    init(type: String, options: [(String, Any?)]) {
        self.type = type
        set = options.compactMap { name, value in value.map { (name, "\($0)") } }
    }

    var description: String {
        "\(type)(\(set.map { "\($0.label): \($0.value)" }.joined(separator: ", ")))"
    }

    func mirror<Options>(of options: Options) -> Mirror {
        let children: [Mirror.Child] = set.map { (label: $0.label, value: $0.value) }
        return Mirror(options, children: children, displayStyle: .struct)
    }
}

/// Says only that the option is set.
func concealed(_ value: String?) -> String? { value.map { _ in "[set]" } }

/// The names of headers, whose values may be secrets.
func namesOnly(_ headers: [String: String]) -> String? {
    headers.isEmpty ? nil : headers.keys.sorted().joined(separator: " ")
}
