import CaseRunner
import Testing

/// Every case of tests/cases/.
@Suite(.serialized) struct CaseTests {
    static let cases = Result { try Case.load() }

    @Test func thereAreCasesAndNoTwoHaveOneName() throws {
        let names = try Self.cases.get().map(\.description)
        #expect(!names.isEmpty)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: (try? cases.get()) ?? [])
    func runs(_ written: Case) async throws {
        guard written.isForHere else { return }
        try await Child.runCase(written, on: Sandbox.shared.get().control)
    }
}
