import CaseRunner
import Testing
import Unpause

/// Functions that provide tokens: what becomes of what they throw, and of their tasks.
@Suite struct TokenTests {
    struct VaultError: Error, Equatable {
        let number: Int
    }

    @Test func theErrorOfTheFunctionIsUnderlying() async throws {
        try await withWorld { world in
            let client = try Client(
                tokenProvider: { throw VaultError(number: 7) }, options: ClientOptions(baseURL: world.url))
            let error = try await unpauseError { _ = try await client.resume(connector) }
            guard case .credentials(let failure) = error else { throw error }
            #expect(failure.underlying as? VaultError == VaultError(number: 7))
            #expect(failure.stage == .tokenProvider)
            #expect(failure.attempts == 0)
            #expect(failure.message.contains("VaultError"))
        }
    }

    @Test func theErrorOfTheFunctionIsUnderlyingInAReport() async throws {
        try await withWorld { world in
            let client = try Client(
                tokenProvider: { throw VaultError(number: 7) }, options: ClientOptions(baseURL: world.url))
            let report = try await client.resumeMany([connector]).value
            guard case .credentials(let failure)? = report.failures.first?.error else { throw Failure("\(report)") }
            #expect(failure.underlying as? VaultError == VaultError(number: 7))
        }
    }

    /// Tells how a task that sleeps for ever ended.
    actor Sleeper {
        private(set) var calls = 0
        private(set) var wasCancelled = false

        func sleep() async throws -> Token {
            calls += 1
            do {
                try await Task.sleep(for: .seconds(60))
            } catch {
                wasCancelled = true
                throw error
            }
            return "sandbox-token"
        }

        func waits(until condition: @Sendable (isolated Sleeper) -> Bool) async throws {
            for _ in 0..<500 where !condition(self) {
                try await Task.sleep(for: .milliseconds(10))
            }
            let isMet = condition(self)
            #expect(isMet)
        }
    }

    @Test func theTaskOfTheFunctionIsCancelledWhenNobodyWaits() async throws {
        try await withWorld { world in
            let sleeper = Sleeper()
            let client = try Client(
                tokenProvider: { try await sleeper.sleep() }, options: ClientOptions(baseURL: world.url))
            let call = Task { try await client.resume(connector) }
            try await sleeper.waits { $0.calls == 1 }
            call.cancel()
            await #expect(throws: CancellationError.self) { try await call.value }
            try await sleeper.waits { $0.wasCancelled }
        }
    }

    @Test func theDeadlineEndsAFunctionThatHangs() async throws {
        try await withWorld { world in
            let sleeper = Sleeper()
            let client = try Client(
                tokenProvider: { try await sleeper.sleep() }, options: ClientOptions(baseURL: world.url))
            let error = try await unpauseError { _ = try await client.resume(connector, deadline: .milliseconds(200)) }
            guard case .timeout(let failure) = error else { throw error }
            #expect(failure.limit == .deadline)
            try await sleeper.waits { $0.wasCancelled }
        }
    }

    @Test func aLiteralIsAToken() async throws {
        try await withWorld { world in
            let client = try Client(tokenProvider: { "sandbox-token" }, options: ClientOptions(baseURL: world.url))
            #expect(try await client.resume(connector).attempts == 1)
        }
    }

    @Test func aClientThatItsFunctionRefersToWeaklyIsReleased() async throws {
        final class App: @unchecked Sendable {
            var client: Client?
        }
        try await withWorld { world in
            weak var released: Client?
            do {
                let app = App()
                let client = try Client(
                    tokenProvider: { [weak app] in app?.client == nil ? "" : "sandbox-token" },
                    options: ClientOptions(baseURL: world.url))
                app.client = client
                released = client
                _ = try await client.resume(connector)
            }
            #expect(released == nil)
        }
    }

    @Test func nothingShowsASecret() {
        let credentials = ClientCredentials(tokenURL: "https://idp.example.com", clientID: "me", clientSecret: "hush-1")
        let values: [Any] = [
            Token("hush-2", expiresIn: .seconds(9)), credentials, TokenProvider(credentials),
            StsToken(identityPoolID: "pool-a1", clientCredentials: credentials),
            ClientOptions(tokenProvider: TokenProvider { "hush-3" }),
        ]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            #expect(!"\(value) \(String(reflecting: value)) \(dumped)".contains("hush"))
        }
    }
}
