import CaseRunner
import Foundation
import Testing
import Unpause

/// Tests of a whole process. They run one after the other, because they share its memory.
@Suite(.serialized) struct ProcessTests {
    @Test(.timeLimit(.minutes(1)))
    func anIdleClientLetsTheProcessExit() async throws {
        try await withWorld { world in
            try await Child.run(["leave", world.url])
            #expect(try await world.count("answered") == 1)
        }
    }

    #if os(Linux)
        @Test func memoryIsFlatOver100_000Calls() async throws {
            try await withWorld { world in
                let client = try world.client()
                try await resume(with: client, times: 20_000)
                let before = try residentKilobytes()
                try await resume(with: client, times: 100_000)
                #expect(try residentKilobytes() - before < 4_096)
            }
        }

        private func resume(with client: Client, times: Int) async throws {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { for _ in 0..<times / 8 { _ = try await client.resume(connector) } }
                }
                try await group.waitForAll()
            }
        }

        private func residentKilobytes() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
        }
    #endif
}
