internal import UnpauseBridge

/// Work that takes a while and tells how it goes: go through it with `for try await`, or await its ``value``, or both.
///
/// It starts when somebody first iterates or awaits it, and then goes on by itself. Cancelling the task that iterates or awaits
/// stops it, and so does leaving the loop early or releasing the last reference; what has not been sent by then is never sent. All
/// who await or iterate a job that was stopped have a `CancellationError`.
///
/// One loop hears of all progress from its first round on; two loops share it.
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
    // Unchecked, because a class that has subclasses is never checked. All that this one holds is constant.
    private let work: Work<Progress, Output>

    init(_ work: Work<Progress, Output>) {
        self.work = work
    }

    deinit {
        work.cancel()
    }

    /// What the work comes to; the same each time. Waits for it.
    ///
    /// - Throws: What the method that made the job documents, or `CancellationError` when the work was stopped.
    public var value: Output {
        get async throws { try await cancellable(work.finish) }
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

        /// The next progress; `nil` when the work is done.
        ///
        /// - Throws: As ``Job/value``.
        public mutating func next() async throws -> Progress? {
            guard !isOver else { return nil }
            isOver = true
            let progress = try await visit.job.cancellable(visit.job.work.next)
            isOver = progress == nil
            return progress
        }
    }

    /// Holds the job while it is iterated. When the iterator goes, so does this, which stops what is not done by then.
    fileprivate final class Visit: Sendable {
        let job: Job

        init(_ job: Job) {
            self.job = job
        }

        deinit {
            job.work.cancel()
        }
    }

    private func cancellable<Result>(_ step: () async throws -> Result) async throws -> Result {
        try await withTaskCancellationHandler {
            try await translatingErrors(step)
        } onCancel: {
            work.cancel()
        }
    }
}

/// Waiting for one connector: a ``Job`` that tells of each look and comes to a ``Running``.
public typealias WaitJob = Job<WaitProgress, Running>

/// Resuming many connectors: a ``Job`` that tells of each connector and comes to a ``ResumeReport``.
public final class ResumeJob: Job<ResumeProgress, ResumeReport>, @unchecked Sendable {
    private let native: NativeResumeJob

    init(_ native: NativeResumeJob) {
        self.native = native
        super.init(Work(native))
    }

    /// The report so far, at any time: before, while and after the job runs, also when it was cancelled.
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

/// Work on the other side of the bridge. Stopping it sticks, so that work which is stopped before it starts sends nothing.
struct Work<Progress, Output>: Sendable {
    let next: @Sendable () async throws -> Progress?
    let finish: @Sendable () async throws -> Output
    let cancel: @Sendable () -> Void
}

extension Work<WaitProgress, Running> {
    init(_ native: NativeWaitJob) {
        self.init(
            next: { try await native.next().map(WaitProgress.init) },
            finish: { Running(try await native.finish()) },
            cancel: { native.cancel() })
    }
}

extension Work<ResumeProgress, ResumeReport> {
    init(_ native: NativeResumeJob) {
        self.init(
            next: { try await native.next().map(ResumeProgress.init) },
            finish: { ResumeReport(try await native.finish()) },
            cancel: { native.cancel() })
    }
}
