internal import UnpauseBridge

/// Work that takes a while: await its ``value``, or iterate it with `for try await` for its progress first.
///
/// A job starts when it is first iterated or awaited, and then goes on by itself. Cancelling the task that iterates or awaits stops
/// the job. So does leaving the loop early, or releasing the last reference. A request that has not been sent by then is never
/// sent. Awaiting or iterating a stopped job throws `CancellationError`.
///
/// A loop gets all progress from its first round on. Two loops share it: each progress goes to one of them.
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
    private let running: RunningJob<Progress, Output>

    init(_ running: RunningJob<Progress, Output>) {
        self.running = running
    }

    deinit {
        running.cancel()
    }

    /// The result of the work, the same each time. Waits for it.
    ///
    /// - Throws: The errors that the job's method documents, or `CancellationError` if the job was stopped.
    public var value: Output {
        get async throws { try await cancellable(running.finish) }
    }

    /// Starts to listen to the progress.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(self)
    }

    /// Reads the progress of a ``Job``.
    public struct AsyncIterator: AsyncIteratorProtocol {
        private let visit: Visit
        private var isOver = false

        fileprivate init(_ job: Job) {
            visit = Visit(job)
        }

        /// Waits for the next progress; `nil` when the job has ended.
        ///
        /// - Throws: As ``Job/value``.
        public mutating func next() async throws -> Progress? {
            guard !isOver else { return nil }
            isOver = true
            let progress = try await visit.job.cancellable(visit.job.running.next)
            isOver = progress == nil
            return progress
        }
    }

    /// Holds the job while it is iterated. It goes when the iterator goes, and stops a job that still runs.
    fileprivate final class Visit: Sendable {
        let job: Job

        init(_ job: Job) {
            self.job = job
        }

        deinit {
            job.running.cancel()
        }
    }

    private func cancellable<Result>(_ step: () async throws -> Result) async throws -> Result {
        try await withTaskCancellationHandler {
            try await translatingErrors(step)
        } onCancel: {
            running.cancel()
        }
    }
}

/// The wait for one connector: a ``Job`` that reports each poll and ends with a ``Running``.
public typealias WaitJob = Job<WaitProgress, Running>

/// The resuming of many connectors: a ``Job`` that reports each connector and ends with a ``ResumeReport``.
public final class ResumeJob: Job<ResumeProgress, ResumeReport>, @unchecked Sendable {
    private let native: NativeResumeJob

    init(_ native: NativeResumeJob) {
        self.native = native
        super.init(RunningJob(native))
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
    public var report: ResumeReport { ResumeReport(native.report()) }
}

/// A job on the other side of the bridge. A stop lasts: a job that is stopped before it starts sends nothing.
struct RunningJob<Progress, Output>: Sendable {
    let next: @Sendable () async throws -> Progress?
    let finish: @Sendable () async throws -> Output
    let cancel: @Sendable () -> Void
}

extension RunningJob<WaitProgress, Running> {
    init(_ native: NativeWaitJob) {
        self.init(
            next: { try await native.next().map(WaitProgress.init) },
            finish: { Running(try await native.finish()) },
            cancel: { native.cancel() })
    }
}

extension RunningJob<ResumeProgress, ResumeReport> {
    init(_ native: NativeResumeJob) {
        self.init(
            next: { try await native.next().map(ResumeProgress.init) },
            finish: { ResumeReport(try await native.finish()) },
            cancel: { native.cancel() })
    }
}
