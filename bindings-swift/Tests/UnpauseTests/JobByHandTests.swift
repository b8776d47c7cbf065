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

    @Test func aManyJobHasItsReport() async throws {
        let report = Report(results: [ConnectorResult(connector: connector)])
        let done = ManyJob(value: report)
        #expect(try await done.value == report && done.report == report)
        let stuck = ManyJob(report: report) { _ in throw CancellationError() }
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
        try await job.waits(for: 2)
        left.cancel()
        await #expect(throws: CancellationError.self) { try await left.value }
        open.yield()
        #expect(try await right.value == running)
    }

    @Test func eachLoopIsCancelledForItself() async throws {
        let (gate, open) = AsyncStream<Void>.makeStream()
        let job = WaitJob { report in
            for await _ in gate { break }
            report(WaitProgress(connector: connector, look: 1))
            return running
        }
        let loops = (0..<2).map { _ in Task { try await job.reduce(into: []) { $0.append($1.look) } } }
        try await job.waits(for: 2)
        loops[0].cancel()
        await #expect(throws: CancellationError.self) { try await loops[0].value }
        open.yield()
        #expect(try await loops[1].value == [1])
        #expect(try await job.value == running)
    }

    @Test func aLoopAfterTheResultHasNothingToRead() async throws {
        let job = WaitJob(value: running, progress: [WaitProgress(connector: connector, look: 1)])
        #expect(try await job.value == running)
        #expect(try await job.reduce(0) { count, _ in count + 1 } == 0)
    }

    @Test func aLoopReadsWhatIsReportedAfterItBegan() async throws {
        let (begins, begin) = AsyncStream<Void>.makeStream()
        let (flag, late) = (Flag(), WaitProgress(connector: connector, look: 2))
        let job = WaitJob { report in
            report(WaitProgress(connector: connector, look: 1))
            begin.finish()
            while await !flag.isRaised {
                report(late)
                await Task.yield()
            }
            return running
        }
        let awaiter = Task { try await job.value }
        for await _ in begins {}
        for try await progress in job {
            #expect(progress == late)
            await flag.raise()
        }
        #expect(try await awaiter.value == running)
    }

    @Test func aStoppedJobHasNoMoreProgress() async throws {
        let (begins, begin) = AsyncStream<Void>.makeStream()
        let job = WaitJob { report in
            for look in 1...3 { report(WaitProgress(connector: connector, look: look)) }
            begin.finish()
            try await Task.sleep(for: .seconds(60))
            return running
        }
        var loop = job.makeAsyncIterator()
        #expect(try await loop.next()?.look == 1)
        for await _ in begins {}
        job.cancel()
        await #expect(throws: CancellationError.self) { _ = try await loop.next() }
    }

    @Test func theLastAwaiterAndACancelStopTheWork() async throws {
        for stop in [false, true] {
            let (begins, begin) = AsyncStream<Void>.makeStream()
            let (stops, stopped) = AsyncStream<Void>.makeStream()
            let job = WaitJob { _ in
                begin.finish()
                try? await Task.sleep(for: .seconds(60))
                stopped.finish()
                return running
            }
            let task = Task { try await job.value }
            for await _ in begins {}
            if stop { job.cancel() } else { task.cancel() }
            await #expect(throws: CancellationError.self) { try await task.value }
            for await _ in stops {}
            await #expect(throws: CancellationError.self) { try await job.value }
        }
    }
}

private actor Flag {
    private(set) var isRaised = false

    func raise() { isRaised = true }
}

extension WaitJob {
    /// Waits until so many tasks await or iterate the job.
    fileprivate func waits(for number: Int) async throws {
        for _ in 0..<500 where waiting != number { try await Task.sleep(for: .milliseconds(10)) }
        #expect(waiting == number)
    }
}

private let running = WaitResult(connector: connector, status: ConnectorStatus(name: "orders-sink", state: "RUNNING"))
