import Foundation

// Placeholders such as `${main.url}`, in any string of a case.

extension JSON {
    func replacingPlaceholders(of world: World) -> JSON {
        switch self {
        case .string(let text): .string(text.replacingPlaceholders(of: world))
        case .array(let parts): .array(parts.map { $0.replacingPlaceholders(of: world) })
        case .object(let parts): .object(parts.mapValues { $0.replacingPlaceholders(of: world) })
        default: self
        }
    }
}

extension String {
    fileprivate func replacingPlaceholders(of world: World) -> String {
        guard contains("${") else { return self }
        var text = replacingOccurrences(of: "${cases}", with: Case.folder.path)
            .replacingOccurrences(of: "${files}", with: world.files.path)
        for (key, address) in Bed.addresses {
            text = text.replacingOccurrences(of: "${bed.\(key)}", with: address ?? "null")
        }
        for (name, about) in world.servers.object ?? [:] {
            for (key, about) in about.object ?? [:] {
                let value = about.number.map { String(Int($0)) } ?? about.string
                text = text.replacingOccurrences(of: "${\(name).\(key)}", with: value ?? "null")
            }
        }
        return text
    }
}
