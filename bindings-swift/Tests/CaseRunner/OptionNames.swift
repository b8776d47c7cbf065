import Unpause

extension JSON {
    /// The same with the names of options in Swift's case, where a message marks them and where an error names its field.
    var inSwiftsNames: JSON {
        switch self {
        case .string(let text): .string(inSwift(text))
        case .array(let parts): .array(parts.map(\.inSwiftsNames))
        case .object(let parts):
            .object(
                Dictionary(
                    uniqueKeysWithValues: parts.map { key, value in
                        (key, key == "field" ? value.string.map { .string(swiftName($0)) } ?? value : value.inSwiftsNames)
                    }))
        default: self
        }
    }
}
