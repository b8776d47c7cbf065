internal import UnpauseBridge

/// Work that takes a while: await its ``value``, or iterate it with `for try await` for its progress first.
///
/// A job starts when it is first iterated or awaited, and then goes on by itself. Any number of tasks may await it. Cancelling one
/// of them ends only its own wait, with `CancellationError`. When the last one is cancelled, the work stops: nothing waits for it
/// any more. Leaving a loop early counts as such a cancellation. Releasing the last reference and ``cancel()`` stop the work, too. A
/// request that has not been sent by then is never sent. Awaiting or iterating a stopped job throws `CancellationError`.
///
/// A loop gets all progress from its first round on. Two loops share it: each progress goes to one of them. A loop that begins
/// after another has reached the end throws ``UnpauseError/invalidRequest(_:)``, because there is nothing left to report.
///
/// ```swift
/// let job = client.resumeAndWait(environmentID: "env-a1b2c3", kafkaClusterID: "lkc-x7y8z9", connectorName: "orders-sink")
/// for try await progress in job {
///     print(progress)
/// }
/// let running = try await job.value
/// print("running after \(running.elapsed)")
/// ```
public class Job<Progress: Sendable, Output: Sendable>: AsyncSequence, @unchecked Sendable {
    // Unchecked, because Swift never checks a class that has subclasses. This one holds constants only.
    private let work: Work<Progress, Output>
    private let audience = Locked(Audience())

    init(_ work: Work<Progress, Output>) {
        self.work = work
    }

    /// Reports progress of a job that is made by hand.
    public typealias Reporter = @Sendable (Progress) -> Void

    /// Creates a job whose work is a closure, for tests and previews. It begins when the job is first awaited or iterated, in a
    /// task of its own, which is cancelled when the job is stopped. Progress that is reported before a loop begins is for nobody.
    ///
    /// ```swift
    /// let job = WaitJob { report in
    ///     report(WaitProgress(connector: connector, look: 1))
    ///     throw UnpauseError.waitTimeout(WaitTimeoutFailure(message: "connector \"orders\" does not run", situation: .stillPaused))
    /// }
    /// ```
    ///
    /// - Parameter work: Does the work: reports its progress, and returns the result or throws.
    public convenience init(_ work: @escaping @Sendable (_ report: @escaping Reporter) async throws -> Output) {
        self.init(Work(work))
    }

    /// Creates a job that reports some progress and ends with a value, for tests and previews.
    ///
    /// ```swift
    /// let job = WaitJob(value: WaitResult(connector: connector, status: ConnectorStatus(name: "orders", state: "RUNNING")))
    /// ```
    public convenience init(value: Output, progress: [Progress] = []) {
        self.init { report in
            progress.forEach(report)
            return value
        }
    }

    deinit {
        work.stop()
    }

    /// For the tests: how many tasks await or iterate the job.
    package var waiting: Int { audience.withLock { $0.waiting } }

    /// The result of the work, the same each time. Waits for it.
    ///
    /// - Throws: The errors that the job's method documents, or `CancellationError` if the task is cancelled or the job was stopped.
    public var value: Output {
        get async throws {
            audience.withLock { $0.waiting += 1 }
            defer { leave() }
            return try await work.finish()
        }
    }

    /// Stops the work for all tasks that await it, or never starts it. Changes nothing when the job has ended.
    public func cancel() {
        work.stop()
    }

    /// Starts to listen to the progress.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    /// Reads the progress of a ``Job``.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let job: Job
        private var listener: Listener?
        private var isOver = false

        fileprivate init(_ job: Job) {
            self.job = job
        }

        /// Waits for the next progress; `nil` when the job has ended.
        ///
        /// - Throws: As ``Job/value``; and ``UnpauseError/invalidRequest(_:)`` if another loop has read the progress to its end.
        public mutating func next() async throws -> Progress? {
            guard !isOver else { return nil }
            isOver = true
            let listener = try self.listener ?? Listener(job)
            self.listener = nil  // If it throws, the listener goes.
            guard let progress = try await job.work.next() else {
                job.audience.withLock { $0.hasHeardAll = true }
                return nil
            }
            (self.listener, isOver) = (listener, false)
            return progress
        }
    }

    /// Stands for a loop among those that wait for the job. It goes when the iterator goes.
    fileprivate final class Listener: Sendable {
        private let job: Job

        init(_ job: Job) throws {
            self.job = job
            let isLate = job.audience.withLock { audience in
                audience.waiting += 1
                return audience.hasHeardAll
            }
            guard !isLate else { throw UnpauseError.invalidRequest(alreadyHeard) }
        }

        deinit {
            job.leave()
        }
    }

    private func leave() {
        let isLast = audience.withLock { audience in
            audience.waiting -= 1
            return audience.waiting == 0
        }
        if isLast { work.abandon() }
    }
}

/// The tasks that await or iterate a job.
private struct Audience {
    var waiting = 0
    var hasHeardAll = false
}

private let alreadyHeard = InvalidRequestFailure(
    message: "invalid request: the job has ended, and another loop has read its progress to the end. "
        + "Await its `value` for the result, which can be read any number of times.",
    advice: "Await its `value` for the result, which can be read any number of times.")

/// The wait for one connector: a ``Job`` that reports each poll and ends with a ``WaitResult``.
public typealias WaitJob = Job<WaitProgress, WaitResult>

/// A change of many connectors: a ``Job`` that reports each connector and ends with a ``Report``.
public final class ManyJob: Job<ManyProgress, Report>, @unchecked Sendable {
    private let reportSoFar: @Sendable () -> Report

    init(_ work: Work<ManyProgress, Report>, reportSoFar: @escaping @Sendable () -> Report) {
        self.reportSoFar = reportSoFar
        super.init(work)
    }

    /// Creates a job whose work is a closure, for tests and previews, as ``Job/init(_:)`` does.
    ///
    /// - Parameters:
    ///   - report: The report so far. Default: an empty one.
    ///   - work: Does the work: reports its progress, and returns the result or throws.
    public convenience init(
        report: @autoclosure @escaping @Sendable () -> Report = Report(results: []),
        _ work: @escaping @Sendable (_ report: @escaping Reporter) async throws -> Report
    ) {
        self.init(Work(work), reportSoFar: report)
    }

    /// Creates a job that reports some progress and ends with a report, for tests and previews.
    public convenience init(value: Report, progress: [ManyProgress] = []) {
        self.init(report: value) { report in
            progress.forEach(report)
            return value
        }
    }

    /// The report so far. It can be read at any time: before, while and after the job runs, also if it was cancelled.
    ///
    /// ```swift
    /// do {
    ///     print(try await job.value)
    /// } catch is CancellationError {
    ///     print("stopped: \(job.report)")
    /// }
    /// ```
    public var report: Report { reportSoFar() }
}
