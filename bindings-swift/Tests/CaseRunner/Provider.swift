import Unpause

/// What a scripted function throws.
struct ScriptError: Error, CustomStringConvertible {
    let description: String
}

/// The function that provides the tokens of a case, by its script. It counts its calls.
package actor Function {
    private(set) var calls = 0
    private var client: (any CaseClient)?

    package init() {}

    func belongs(to client: any CaseClient) {
        self.client = client
    }

    private func next(_ script: [JSON]) -> (JSON, (any CaseClient)?) {
        let given = script[min(calls, script.count - 1)]
        calls += 1
        return (given, client)
    }

    /// The function of a script.
    nonisolated func giving(_ written: JSON) throws -> @Sendable () async throws -> Token {
        guard let script = written.array, !script.isEmpty else { throw Failure("gives is not a list") }
        for given in script where given.string == nil {
            try known(["token", "expires_in", "error", "after", "reenters"], given.object?.keys, "gives")
        }
        return {
            let (given, client) = await self.next(script)
            if let bare = given.string { return Token(bare) }
            if let after = given["after"].duration { try await Task.sleep(for: after) }
            if given["reenters"].boolean == true {
                _ = try await client?.value(Call(["call": "list"], for: .confluentCloud, "reenters"))
            }
            if let error = given["error"].string { throw ScriptError(description: error) }
            return Token(given["token"].string ?? "", expiresIn: given["expires_in"].duration)
        }
    }

    /// The source of a case.
    nonisolated func source(_ written: JSON) throws -> TokenProvider {
        try known(["gives", "sts", "client_credentials"], written.object?.keys, "token_provider")
        if written["gives"] != .null {
            return TokenProvider(try giving(written["gives"]))
        }
        if written["client_credentials"] != .null {
            return TokenProvider(try clientCredentials(written["client_credentials"]))
        }
        let sts = written["sts"]
        try known(Set(Names.of("sts_token")), sts.object?.keys, "sts")
        return TokenProvider(
            StsToken(
                identityPoolID: sts["identity_pool_id"].string ?? "",
                subjectToken: sts["subject_token"] == .null ? nil : try giving(sts["subject_token"]["gives"]),
                subjectTokenFile: sts["subject_token_file"].string,
                githubAudience: sts["github_audience"].string,
                clientCredentials: sts["client_credentials"] == .null ? nil : try clientCredentials(sts["client_credentials"]),
                lifetime: sts["lifetime"].duration))
    }

    private nonisolated func clientCredentials(_ written: JSON) throws -> ClientCredentials {
        try known(Set(Names.of("client_credentials")), written.object?.keys, "client_credentials")
        return ClientCredentials(
            tokenURL: written["token_url"].string ?? "", clientID: written["client_id"].string ?? "",
            clientSecret: written["client_secret"].string ?? "", tokenScope: written["token_scope"].string)
    }
}

/// Everything in a source that must not show.
func secrets(in source: JSON) -> [String] {
    if let parts = source.array {
        return parts.flatMap { part in part.string.map { [$0] } ?? secrets(in: part) }
    }
    return (source.object ?? [:]).flatMap { key, value in
        ["token", "client_secret"].contains(key) ? [value.string].compactMap(\.self) : secrets(in: value)
    }
}
