import CaseRunner
import Testing
import Unpause

@Suite struct JobTests {
    @Test func aJobStartsWhenItIsFirstAwaited() async throws {
        try await withFleet(["a": [:]]) { world in
            let client = try world.client()
            let job = client.resumeMany(fleet("a"))
            #expect(job.report.counts.total == 1 && job.report.counts.done == 0)
            #expect(try await world.count("requests") == 0)
            #expect(try await job.value.counts.accepted == 1)
            #expect(try await world.count("requests") == 1)
        }
    }

    @Test func progressComesFirstAndThenTheValue() async throws {
        try await withFleet(["a": [:], "b": [:], "c": ["on_resume": []]]) { world in
            let job = try world.client().resumeMany(fleet("a", "b", "gone"), concurrency: 1)
            var heard: [ManyProgress] = []
            for try await progress in job { heard.append(progress) }
            #expect(heard.map(\.counts.done) == [1, 2, 3])
            #expect("\(heard[1])" == "2 of 3: b: accepted")
            let report = try await job.value
            #expect(report.results.map(\.connector) == fleet("a", "b", "gone"))
            #expect(report.failures.map(\.connector.connectorName) == ["gone"])
            guard case .notFound = report.failures.first?.error else { throw Failure("\(report.failures)") }
            #expect("\(report)".hasPrefix("3 connectors: 2 accepted, 1 failed (1 NotFound)"))
            #expect(try await job.value == report)
            #expect(job.report == report)
            let again = try await unpauseError { for try await _ in job {} }
            #expect(again.kind == .invalidRequest && again.message.contains("another loop has read its progress to the end"))
            #expect(try await job.value == report)
        }
    }

    @Test func aLoopAfterAnAwaitHasNothingToReportAndDoesNotFail() async throws {
        try await withFleet(["a": [:]]) { world in
            let job = try world.client().resumeMany(fleet("a"))
            _ = try await job.value
            for try await progress in job { throw Failure("reported: \(progress)") }
        }
    }

    @Test func eachAwaiterIsCancelledForItself() async throws {
        try await withFleet(["a": [:], "slow": ["answers": [["delay": 1]]]]) { world in
            let job = try world.client().resumeMany(fleet("a", "slow"))
            let (left, right) = (Task { try await job.value }, Task { try await job.value })
            let loop = Task { for try await _ in job {} }
            try await world.wait(for: ["server": "main", "requests": 2])
            left.cancel()
            loop.cancel()
            await #expect(throws: CancellationError.self) { try await left.value }
            await #expect(throws: CancellationError.self) { try await loop.value }
            #expect(job.report.counts.done < 2)
            #expect(try await right.value.counts.accepted == 2)
        }
    }

    @Test func theLastAwaiterThatIsCancelledStopsTheWork() async throws {
        try await withFleet(["slow": slow]) { world in
            let job = try world.client().resumeMany(fleet("slow"))
            let tasks = (0..<3).map { _ in Task { try await job.value } }
            try await world.wait(for: ["server": "main", "requests": 1])
            for task in tasks {
                #expect(try await world.count("abandoned") == 0)
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            try await world.wait(for: ["server": "main", "abandoned": 1])
        }
    }

    @Test func aCancelledTaskDoesNotKeepOthersFromStartingTheJob() async throws {
        try await withFleet(["a": [:]]) { world in
            let job = try world.client().resumeMany(fleet("a"))
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await job.value
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await job.value.counts.accepted == 1)
        }
    }

    @Test func halfOfManyAwaitersAreCancelledAtAnyMoment() async throws {
        try await withFleet(["a": [:], "b": ["answers": [["delay": 0.3]]]]) { world in
            let job = try world.client().resumeMany(fleet("a", "b"))
            let tasks = (0..<400).map { number in
                Task {
                    if number.isMultiple(of: 3) { for try await _ in job {} }
                    return try await job.value
                }
            }
            for task in tasks[..<200].shuffled() {
                task.cancel()
                try await Task.sleep(for: .microseconds(.random(in: 0...2000)))
            }
            for task in tasks[200...] {
                // A loop that begins after the end is refused.
                guard case .failure(let error) = await task.result else { continue }
                #expect((error as? UnpauseError)?.kind == .invalidRequest)
            }
            #expect(try await job.value.counts.accepted == 2)
        }
    }

    @Test func cancelStopsTheWorkForAll() async throws {
        try await withFleet(["slow": slow]) { world in
            let job = try world.client().resumeMany(fleet("slow"))
            let tasks = (0..<2).map { _ in Task { try await job.value } }
            try await world.wait(for: ["server": "main", "requests": 1])
            job.cancel()
            for task in tasks {
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            try await world.wait(for: ["server": "main", "abandoned": 1])
        }
    }

    @Test func theWorkGoesOnWhileTheLoopIsBusy() async throws {
        try await withFleet(["a": [:], "b": [:], "c": [:]]) { world in
            let job = try world.client().resumeMany(fleet("a", "b", "c"), concurrency: 1)
            var heard = 0
            for try await _ in job {
                try await world.wait(for: ["server": "main", "answered": 3])
                heard += 1
            }
            #expect(heard == 3)
        }
    }

    @Test func cancellingTheTaskStopsTheWork() async throws {
        try await withFleet(["a": [:], "slow": slow, "later": [:]]) { world in
            let job = try world.client().resumeMany(fleet("a", "slow", "later"), concurrency: 1)
            let task = Task { try await job.value }
            try await world.wait(for: ["server": "main", "requests": 2])
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await world.wait(for: ["server": "main", "abandoned": 1, "closed": 1])
            let report = job.report
            #expect(report.results.map(\.sent) == [true, true, false])
            #expect(report.results.map { $0.accepted != nil } == [true, false, false])
            #expect("\(report)".hasPrefix("3 connectors: 1 accepted, 0 failed, 2 not done"))
            await #expect(throws: CancellationError.self) { try await job.value }
            #expect(try await world.count("requests") == 2)
        }
    }

    @Test func cancellingTheTaskEndsTheLoop() async throws {
        try await withFleet(["a": [:], "slow": slow]) { world in
            let job = try world.client().resumeMany(fleet("a", "slow"), concurrency: 1)
            let task = Task {
                var heard = 0
                do {
                    for try await _ in job { heard += 1 }
                } catch is CancellationError {
                    return heard
                }
                return -1
            }
            try await world.wait(for: ["server": "main", "requests": 2])
            task.cancel()
            #expect(await [0, 1].contains(try task.value))
            try await world.wait(for: ["server": "main", "abandoned": 1])
        }
    }

    @Test func aTaskThatIsCancelledBeforeSendsNothing() async throws {
        try await withFleet(["a": [:]]) { world in
            let job = try world.client().resumeMany(fleet("a"))
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await job.value
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await world.count("requests") == 0)
        }
    }

    @Test func cancellingAfterTheEndChangesNothing() async throws {
        try await withFleet(["a": [:]]) { world in
            let job = try world.client().resumeMany(fleet("a"))
            let report = try await job.value
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await job.value
            }
            #expect(try await task.value == report)
        }
    }

    @Test func leavingTheLoopStopsTheWork() async throws {
        try await withFleet(["a": [:], "slow": slow]) { world in
            let job = try world.client().resumeMany(fleet("a", "slow"), concurrency: 1)
            for try await progress in job {
                #expect(progress.result.connector.connectorName == "a")
                try await world.wait(for: ["server": "main", "requests": 2])
                break
            }
            try await world.wait(for: ["server": "main", "abandoned": 1, "closed": 1])
            await #expect(throws: CancellationError.self) { try await job.value }
            #expect(job.report.counts.accepted == 1)
        }
    }

    @Test func releasingTheJobStopsTheWork() async throws {
        try await withFleet(["a": [:], "slow": slow]) { world in
            do {
                var progress = try world.client().resumeMany(fleet("a", "slow"), concurrency: 1).makeAsyncIterator()
                #expect(try await progress.next() != nil)
                try await world.wait(for: ["server": "main", "requests": 2])
            }
            try await world.wait(for: ["server": "main", "abandoned": 1, "closed": 1])
        }
    }

    @Test func twoJobsRunAtOnceAndAreCancelledAlone() async throws {
        try await withFleet(["a": [:], "slow": slow]) { world in
            let client = try world.client()
            let job = client.resumeMany(fleet("slow"))
            let stopped = Task { try await job.value }
            try await world.wait(for: ["server": "main", "requests": 1])
            async let other = client.resumeMany(fleet("a")).value
            async let third = client.resumeAndWait(fleet("a")[0]).value
            #expect(try await other.counts.accepted == 1)
            #expect(try await third.looks == 1)
            stopped.cancel()
            await #expect(throws: CancellationError.self) { try await stopped.value }
        }
    }

    @Test func manyTasksAwaitOneJob() async throws {
        try await withFleet(["a": ["lag": 0.2]]) { world in
            let job = try world.client().resumeAndWait(fleet("a")[0])
            try await withThrowingTaskGroup(of: WaitResult.self) { group in
                for _ in 0..<50 { group.addTask { try await job.value } }
                let all = try await group.reduce(into: Set<WaitResult>()) { $0.insert($1) }
                #expect(all.count == 1)
            }
            #expect(try await world.journal()["connectors"].array?.count == 1)
        }
    }

    @Test func aWaitReportsEachPoll() async throws {
        try await withFleet(["a": ["lag": 0.2]]) { world in
            let job = try world.client().resumeAndWait(fleet("a")[0])
            var polls: [WaitProgress] = []
            for try await progress in job { polls.append(progress) }
            let running = try await job.value
            #expect(polls.map(\.look) == Array(1...running.looks))
            #expect(polls.last?.status == running.status && polls.last?.nextLook == nil)
            #expect("\(polls[0])".hasPrefix("env-a1b2c3/lkc-x7y8z9/a: PAUSED, 0 of 1 tasks running"))
            #expect(running.accepted?.attempts == 1)
        }
    }

    @Test func anErrorEndsTheLoopAndTheValueThrowsItToo() async throws {
        try await withFleet(["a": ["on_resume": []]]) { world in
            let job = try world.client().resumeAndWait(fleet("a")[0], deadline: .seconds(1))
            var polls = job.makeAsyncIterator()
            let thrown = try await unpauseError { while try await polls.next() != nil {} }
            guard case .waitTimeout(let failure) = thrown else { throw thrown }
            #expect(failure.situation == .stillPaused && failure.connectorStatus?.state == "PAUSED" && failure.looks > 1)
            #expect(try await polls.next() == nil)
            #expect(try await unpauseError { _ = try await job.value } == thrown)
        }
    }

    @Test func anUnusableArgumentFailsTheJob() async throws {
        let client = try Client(token: "sandbox-token")
        let jobs: [(String, ManyJob)] = [
            ("connectorName", client.resumeMany(fleet("a", ""))), ("minTasks", client.resumeMany([], minTasks: -1)),
            ("concurrency", client.resumeMany([], concurrency: -1)), ("minTasks", client.resumeMany([], minTasks: .max)),
            ("settle", client.resumeMany([], settle: .seconds(-1))),
            ("environmentID", client.resumeAll(environmentID: "", kafkaClusterID: "lkc")),
        ]
        for (field, job) in jobs {
            let error = try await unpauseError { _ = try await job.value }
            guard case .invalidRequest(let failure) = error else { throw error }
            #expect(failure.field == field)
            #expect(job.report.results.isEmpty)
        }
    }
}

private let slow: JSON = ["answers": [["delay": 60]]]

/// Runs the body with a server that has these connectors.
private func withFleet(_ connectors: [String: JSON], _ body: (World) async throws -> Void) async throws {
    let held = connectors.map { name, about in
        JSON.object((about.object ?? [:]).merging(["name": .string(name)]) { $1 })
    }
    try await withWorld(["connectors": .array(held)], body)
}

private func fleet(_ names: String...) -> [Connector] {
    names.map { Connector(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: $0) }
}
