import CaseRunner
import Foundation
import Testing
import Unpause

@Suite struct ErrorTests {
    @Test func aPanicIsAnInternalErrorAndTheClientGoesOn() async throws {
        try await withWorld { world in
            let client = try world.client()
            let error = try await unpauseError { try await client.panic() }
            guard case .internal(let failure) = error else { throw error }
            #expect(failure.message.contains("a panic that a test asked for"))
            #expect(error.advice?.contains("report") == true)
            #expect(try await client.resume(connector).attempts == 1)
        }
    }

    @Test func aPanicWhileAJobIsMadeFailsTheJob() async throws {
        let job = try Client(token: "sandbox-token").panickingJob()
        #expect(job.report.results.isEmpty)
        let error = try await unpauseError { _ = try await job.value }
        guard case .internal(let failure) = error else { throw error }
        #expect(failure.message.contains("a panic that a test asked for"))
    }

    @Test func anErrorIsWhatFoundationExpects() async throws {
        try await withWorld(["connectors": []]) { world in
            let client = try world.client()
            let error = try await unpauseError { _ = try await client.resume(connector) }
            guard case .notFound(let failure) = error else { throw error }
            #expect(error.localizedDescription == "The connector orders-sink was not found.")
            #expect("\(error)" == failure.message)
            let (title, reason) = (try #require(error.errorDescription), try #require(error.failureReason))
            let advice = try #require(error.recoverySuggestion)
            #expect("\(reason). \(advice)" == failure.message && reason == error.summary && advice == failure.advice)
            #expect(!title.contains(advice) && !reason.contains(advice) && !reason.contains(title))
            #expect(error.kind == .notFound)
            #expect(error.apiFailure == failure)
            #expect(error.connector == connector)
            #expect(failure.status == 404)
        }
    }

    @Test func anErrorWithoutAnAnswerHasNoAPIFailure() async throws {
        let error = try await unpauseError { _ = try Client(options: ClientOptions()) }
        guard case .configuration(let failure) = error else { throw error }
        #expect(error.apiFailure == nil)
        #expect(failure.advice != nil)
    }

    @Test(arguments: [Duration.zero, .seconds(-1)])
    func aTimeOfZeroOrLessIsRefusedByItsName(_ timeout: Duration) async throws {
        let client = try Client(token: "sandbox-token")
        let error = try await unpauseError { _ = try await client.resume(connector, timeout: timeout) }
        guard case .invalidRequest(let failure) = error else { throw error }
        #expect(failure.field == "timeout")
    }

    @Test(arguments: [Duration.zero, .seconds(-1)])
    func theAdviceOnATimeIsRightForADuration(_ timeout: Duration) async throws {
        let client = try Client(token: "sandbox-token")
        let error = try await unpauseError { _ = try await client.resume(connector, timeout: timeout) }
        #expect(error.message.contains("Give `timeout` more than 0, or leave it out"))
        #expect(!error.message.contains("number of seconds"))
    }

    @Test func aTitleIsShortForEachKind() {
        let failure = APIFailure(message: String(repeating: "long ", count: 100), status: 500)
        let errors: [UnpauseError] = [
            .unauthorized(failure), .forbidden(failure), .notFound(failure), .conflict(failure), .rateLimited(failure),
            .server(failure), .unexpectedStatus(failure), .invalidResponse(failure),
            .invalidRequest(InvalidRequestFailure(message: failure.message, field: "timeout")),
            .configuration(ConfigurationFailure(message: failure.message)),
            .credentials(CredentialsFailure(message: failure.message)), .timeout(TimeoutFailure(message: failure.message)),
            .transport(TransportFailure(message: failure.message)), .internal(InternalFailure(message: failure.message)),
            .connectorFailed(ConnectorFailure(message: failure.message)),
            .waitTimeout(WaitTimeoutFailure(message: failure.message)),
        ]
        let titles = errors.compactMap(\.errorDescription)
        #expect(Set(errors.map(\.kind)).count == UnpauseError.Kind.allCases.count)
        #expect(Set(titles).count == errors.count && titles.allSatisfy { $0.count < 60 })
    }

    @Test func anEmptyPartOfAnAddressIsRefusedInBothSpellings() async throws {
        let client = try Client(token: "sandbox-token")
        let connector = Connector(environmentID: "", kafkaClusterID: "", connectorName: "env-a1b2c3/lkc-x7y8z9/orders-sink")
        let errors = [
            try await unpauseError { _ = try await client.resume(connector) },
            try await unpauseError {
                _ = try await client.resume(
                    environmentID: "", kafkaClusterID: "", connectorName: "env-a1b2c3/lkc-x7y8z9/orders-sink")
            },
            try await unpauseError { _ = try await client.resumeMany([connector]).value },
        ]
        for error in errors {
            guard case .invalidRequest(let failure) = error else { throw error }
            #expect(failure.field == "environmentID")
        }
    }

    @Test func noDurationIsTooLong() async throws {
        let longest = Duration(secondsComponent: .max, attosecondsComponent: 0) * 10
        try await withWorld { world in
            let options = ClientOptions(
                timeout: longest, connectTimeout: longest, deadline: longest,
                retry: RetryPolicy(maxAttempts: 4_000_000_000, base: longest, cap: longest))
            let accepted = try await world.client(options).resume(connector, deadline: longest)
            #expect(accepted.attempts == 1)
        }
    }

    @Test(arguments: [-1, 0, Int.max])
    func anImpossibleNumberOfAttemptsIsRefused(_ attempts: Int) async throws {
        let options = ClientOptions(retry: RetryPolicy(maxAttempts: attempts))
        let error = try await unpauseError { _ = try Client(token: "sandbox-token", options: options) }
        guard case .invalidRequest(let failure) = error else { throw error }
        #expect(failure.field == "maxAttempts")
    }
}
