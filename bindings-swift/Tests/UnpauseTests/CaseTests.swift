import CaseRunner
import Testing

/// All cases of tests/cases/, one after the other, because they measure pauses.
@Suite(.serialized) struct CaseTests {
    private static let cases = Result { try Case.load() }
    private static let forHere = (try? cases.get())?.filter(\.isForHere) ?? []
    private static let forElsewhere = (try? cases.get())?.filter { !$0.isForHere } ?? []

    @Test func thereAreCasesAndTheirNamesAreUnique() throws {
        let names = try Self.cases.get().map(\.description)
        #expect(!names.isEmpty)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: forHere)
    func runs(_ written: Case) async throws {
        try await Child.runCase(written, on: Sandbox.shared.get().control)
    }

    @Test(.disabled("the case is for another platform"), arguments: forElsewhere)
    func isSkipped(_ written: Case) {}
}
