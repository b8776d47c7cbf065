/// The requests that the servers of a case saw, against the expected ones.
struct Journal {
    let world: World
    let expected: JSON

    /// The differences, one line each.
    func mismatches() async throws -> [String] {
        var lines: [String] = []
        for (server, patterns) in expected["requests"].object ?? [:] {
            let seen = try await requests(server, patterns)
            for (number, (entry, pattern)) in zip(seen, patterns.array ?? []).enumerated() {
                lines += try CaseRunner.mismatches(entry, pattern, "\(server): request \(number + 1)")
            }
            lines += counted(seen, patterns, "\(server): requests")
        }
        for (server, patterns) in expected["requests_in_any_order"].object ?? [:] {
            let seen = try await requests(server, patterns)
            lines += counted(seen, patterns, "\(server): requests")
            lines += try unmatched(patterns.array ?? [], seen).map { "\(server): no request of its own matches \($0)" }
        }
        for (server, patterns) in expected["pauses"].object ?? [:] {
            let seen = try await pauses(server)
            for (number, (pause, pattern)) in zip(seen, patterns.array ?? []).enumerated() {
                lines += try CaseRunner.mismatches(pause, pattern, "\(server): pause \(number + 1)")
            }
            lines += counted(seen, patterns, "\(server): pauses")
        }
        for (server, pattern) in expected["counts"].object ?? [:] {
            let seen = try await world.journal(server)["counts"]
            lines += try CaseRunner.mismatches(seen, pattern, "\(server): counts", isClosed: true)
        }
        return lines
    }

    private func requests(_ server: String, _ patterns: JSON) async throws -> [JSON] {
        for pattern in patterns.array ?? [] {
            try known(
                ["connection", "method", "target", "version", "headers", "status", "outcome", "form"], pattern.object?.keys, server)
        }
        return try await world.journal(server)["requests"].array?.map(\.joiningHeaders) ?? []
    }

    private func pauses(_ server: String) async throws -> [JSON] {
        let seen = try await world.journal(server)["requests"].array ?? []
        return zip(seen.dropFirst(), seen).map { after, before in
            .number((after["arrived"].number ?? .nan) - (before["finished"].number ?? .nan))
        }
    }

    private func counted(_ seen: [JSON], _ patterns: JSON, _ what: String) -> [String] {
        let count = patterns.array?.count ?? 0
        return seen.count == count ? [] : ["\(what): expected \(count), got \(seen.count)"]
    }
}

/// The patterns that are left when each entry, in order, has taken the first pattern that it matches.
private func unmatched(_ patterns: [JSON], _ entries: [JSON]) throws -> [JSON] {
    try entries.reduce(into: patterns) { left, entry in
        if let first = try left.firstIndex(where: { try mismatches(entry, $0, "").isEmpty }) {
            left.remove(at: first)
        }
    }
}

extension JSON {
    /// An entry of the journal with its headers as an object. The values of a repeated header are joined.
    fileprivate var joiningHeaders: JSON {
        let pairs = (self["headers"].array ?? []).map { pair in
            (pair.array?.first?.string ?? "", pair.array?.last?.string ?? "")
        }
        let headers = Dictionary(pairs) { "\($0), \($1)" }.mapValues(JSON.string)
        return .object((object ?? [:]).merging(["headers": .object(headers)]) { _, joined in joined })
    }
}
