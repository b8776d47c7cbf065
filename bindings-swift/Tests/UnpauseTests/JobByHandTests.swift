import CaseRunner
import Testing
import Unpause

/// Jobs that users make for their own tests.
@Suite struct JobByHandTests {
    @Test func aJobOfAValueReportsItsProgressAndEndsWithTheValue() async throws {
        let job = WaitJob(value: running, progress: [WaitProgress(connector: connector, look: 1)])
        var polls: [Int] = []
        for try await progress in job { polls.append(progress.look) }
        #expect(polls == [1])
        #expect(try await job.value == running)
    }

    @Test func aJobOfAClosureStartsWhenItIsFirstAwaited() async throws {
        let (starts, start) = AsyncStream<Void>.makeStream()
        let job = WaitJob { _ in
            start.yield()
            start.finish()
            throw UnpauseError.notFound(APIFailure(message: "gone", status: 404))
        }
        for _ in 0..<2 {
            let error = try await unpauseError { _ = try await job.value }
            #expect(error.kind == .notFound)
        }
        #expect(await starts.reduce(0) { count, _ in count + 1 } == 1)
    }

    @Test func aResumeJobHasItsReport() async throws {
        let report = ResumeReport(results: [ResumeResult(connector: connector)])
        let done = ResumeJob(value: report)
        #expect(try await done.value == report && done.report == report)
        let stuck = ResumeJob(report: report) { _ in throw CancellationError() }
        await #expect(throws: CancellationError.self) { try await stuck.value }
        #expect(stuck.report == report)
    }

    @Test func eachAwaiterIsCancelledForItself() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let job = WaitJob { _ in
            for await _ in gate { break }
            return running
        }
        let (left, right) = (Task { try await job.value }, Task { try await job.value })
        try await Task.sleep(for: .milliseconds(50))
        left.cancel()
        await #expect(throws: CancellationError.self) { try await left.value }
        open.yield()
        #expect(try await right.value == running)
    }

    @Test func theLastAwaiterAndACancelStopTheWork() async throws {
        for stop in [false, true] {
            let (stops, stopped) = AsyncStream<Void>.makeStream()
            let job = WaitJob { _ in
                try? await Task.sleep(for: .seconds(60))
                stopped.finish()
                return running
            }
            let task = Task { try await job.value }
            try await Task.sleep(for: .milliseconds(50))
            if stop { job.cancel() } else { task.cancel() }
            await #expect(throws: CancellationError.self) { try await task.value }
            for await _ in stops {}
            await #expect(throws: CancellationError.self) { try await job.value }
        }
    }
}

private let running = Running(connector: connector, status: ConnectorStatus(name: "orders-sink", state: "RUNNING"))
