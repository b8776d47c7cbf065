// Calls the function that provides a client's tokens, when the core wants one.

internal import UnpauseBridge

/// The function of one client. Each question of the core runs it in a task of its own.
final class TokenFunction: NativeTokenFunction {
    /// The functions that run in this task.
    @TaskLocal private static var running: [ObjectIdentifier] = []

    private let function: @Sendable () async throws -> Token
    /// The tasks that answer questions, by the number of the question.
    private let tasks = Locked([UInt64: Task<Void, Never>]())

    init(_ function: @escaping @Sendable () async throws -> Token) {
        self.function = function
    }

    /// Whether the function runs in this task, so that the call is its own.
    var runsHere: Bool { Self.running.contains(ObjectIdentifier(self)) }

    func wanted(question: NativeQuestion) {
        let number = question.number()
        // The task cannot end before it is listed, because it takes the same lock.
        tasks.withLock { tasks in
            // Detached: it is for all calls that wait, and inherits from none.
            tasks[number] = Task.detached { [self] in
                await answer(question)
                ended(number)
            }
        }
    }

    /// The core says so only after it wanted the answer.
    func unwanted(number: UInt64) {
        tasks.withLock { $0.removeValue(forKey: number) }?.cancel()
    }

    private func ended(_ number: UInt64) {
        _ = tasks.withLock { $0.removeValue(forKey: number) }
    }

    private func answer(_ question: NativeQuestion) async {
        do {
            let token = try await Self.$running.withValue(Self.running + [ObjectIdentifier(self)]) {
                try await function()
            }
            question.supply(value: token.value, expiresIn: token.expiresIn?.inSeconds)
        } catch {
            question.fail(cause: Cause(error))
        }
    }
}

/// An error of the function. The core holds it, and gives it back with the error that it causes.
final class Cause: NativeCause {
    let error: any Error

    init(_ error: any Error) {
        self.error = error
    }

    func text() -> String { "\(error)" }
}

extension TokenProvider {
    /// The user's function in a source, if it has one.
    var function: TokenFunction? {
        switch source {
        case .function(let function): TokenFunction(function)
        case .sts(let sts): sts.subjectToken.map(TokenFunction.init)
        case .clientCredentials: nil
        }
    }

    var native: NativeTokenProvider {
        switch source {
        case .function: .function
        case .sts(let sts): .sts(sts: NativeStsToken(sts))
        case .clientCredentials(let credentials): .clientCredentials(credentials: NativeClientCredentials(credentials))
        }
    }
}

extension NativeStsToken {
    fileprivate init(_ sts: StsToken) {
        self.init(
            identityPoolId: sts.identityPoolID,
            hasSubjectToken: sts.subjectToken != nil,
            subjectTokenFile: sts.subjectTokenFile,
            githubAudience: sts.githubAudience,
            clientCredentials: sts.clientCredentials.map(NativeClientCredentials.init),
            lifetime: sts.lifetime?.inSeconds)
    }
}

extension NativeClientCredentials {
    fileprivate init(_ credentials: ClientCredentials) {
        self.init(
            tokenUrl: credentials.tokenURL, clientId: credentials.clientID, clientSecret: credentials.clientSecret,
            tokenScope: credentials.tokenScope)
    }
}
