/// The differences between a value and a pattern of tests/cases/README.md, one line each. A closed value has all possible fields,
/// if only as null: another field in the pattern is a mistake in the case.
func mismatches(_ value: JSON, _ pattern: JSON, _ at: String, isClosed: Bool = false) throws -> [String] {
    if let parts = pattern.array, let elements = value.array, parts.count == elements.count {
        return try zip(elements, parts).enumerated().flatMap { number, pair in
            try mismatches(pair.0, pair.1, "\(at)[\(number)]", isClosed: isClosed)
        }
    }
    guard let parts = pattern.object else {
        return value == pattern ? [] : ["\(at): expected \(pattern), got \(value)"]
    }
    if !operators.isDisjoint(with: parts.keys) {
        try known(operators, parts.keys, at)
        return try parts.compactMap { name, operand in
            try holds(name, operand, of: value) ? nil : "\(at): expected \(name) \(operand), got \(value)"
        }
    }
    guard let fields = value.object else {
        return ["\(at): expected fields, got \(value)"]
    }
    if isClosed {
        try known(Set(fields.keys), parts.keys, at)
    }
    return try parts.flatMap { name, part in
        try mismatches(fields[name] ?? .null, part, "\(at).\(name)", isClosed: isClosed)
    }
}

private let operators: Set<String> = ["min", "max", "contains", "lacks", "starts", "length", "present"]

private func holds(_ name: String, _ operand: JSON, of value: JSON) throws -> Bool {
    switch name {
    case "min": value.number.map { $0 >= operand.number ?? .nan } ?? false
    case "max": value.number.map { $0 <= operand.number ?? .nan } ?? false
    case "contains": value.string.map { text in strings(operand).allSatisfy(text.contains) } ?? false
    case "lacks": value.string.map { text in !strings(operand).contains(where: text.contains) } ?? false
    case "starts": value.string?.hasPrefix(operand.string ?? "") ?? false
    case "length": try value.string.map { try mismatches(.number(Double($0.utf8.count)), operand, "").isEmpty } ?? false
    default: (value != .null) == (operand.boolean ?? true)
    }
}

private func strings(_ value: JSON) -> [String] { value.array?.compactMap(\.string) ?? [] }
