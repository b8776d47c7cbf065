// A document inside a document: of the service in one of ours, which in Node.js is an object and not a text of one; and a saved report.

#if canImport(Darwin)
    import Foundation
#else
    import FoundationEssentials  // Without the tables of ICU, which are most of Foundation.
#endif

/// Any JSON. Numbers keep all their digits.
enum Document: Codable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case natural(UInt64)
    case number(Double)
    case text(String)
    case list([Document])
    case object([String: Document])

    /// Of the text of a document. A text that is no JSON is itself, as in Node.js.
    init(raw: String) {
        self = (try? JSONDecoder().decode(Document.self, from: Data(raw.utf8))) ?? .text(raw)
    }

    /// The text of the document.
    var raw: String {
        get throws {
            if case .text(let text) = self { return text }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let boolean = try? value.decode(Bool.self) {
            self = .boolean(boolean)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let natural = try? value.decode(UInt64.self) {
            self = .natural(natural)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let list = try? value.decode([Document].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: Document].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .boolean(let boolean): try value.encode(boolean)
        case .integer(let integer): try value.encode(integer)
        case .natural(let natural): try value.encode(natural)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }
}

extension Document: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, Document)...) {
        self = .object(Dictionary(uniqueKeysWithValues: elements))
    }
}
