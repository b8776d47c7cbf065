// The work of a job that is made by hand. It starts, is shared and stops as that of a client does.

extension Work where Progress: Sendable, Output: Sendable {
    init(_ closure: @escaping @Sendable (@escaping Job<Progress, Output>.Reporter) async throws -> Output) {
        let work = ByHand(closure)
        self.init(
            next: { try await work.next() }, finish: { try await work.finish() },
            stop: { work.stop(unlessUnstarted: false) }, abandon: { work.stop(unlessUnstarted: true) })
    }
}

/// Work in a task, which starts when it is first asked for.
private final class ByHand<Progress: Sendable, Output: Sendable>: Sendable {
    private struct State {
        var task: Task<Output, any Error>?
        var isStopped = false
        var hasEnded = false
    }

    private let work: @Sendable (@escaping Job<Progress, Output>.Reporter) async throws -> Output
    private let state = Locked(State())
    private let (progress, reporter) = AsyncStream<Progress>.makeStream()

    init(_ work: @escaping @Sendable (@escaping Job<Progress, Output>.Reporter) async throws -> Output) {
        self.work = work
    }

    func next() async throws -> Progress? {
        _ = try started()
        var unread = progress.makeAsyncIterator()
        if let progress = await unread.next() { return progress }
        _ = try await finish()
        return nil
    }

    /// As `Task.value`, but the wait ends when its own task is cancelled.
    func finish() async throws -> Output {
        let task = try started()
        if state.withLock({ $0.hasEnded }) { return try await task.value }
        let (ends, end) = AsyncStream<Void>.makeStream()
        Task {
            _ = await task.result
            end.yield()
        }
        for await _ in ends { return try await task.value }
        throw CancellationError()
    }

    func stop(unlessUnstarted: Bool) {
        state.withLock { state in
            if state.task == nil, unlessUnstarted { return }
            state.isStopped = true
            state.task?.cancel()
        }
    }

    private func started() throws -> Task<Output, any Error> {
        try state.withLock { state in
            if let task = state.task { return task }
            guard !state.isStopped, !Task.isCancelled else { throw CancellationError() }
            let (work, reporter, ended) = (self.work, self.reporter, self.state)
            let task = Task {
                defer {
                    ended.withLock { $0.hasEnded = true }
                    reporter.finish()
                }
                let output = try await work { reporter.yield($0) }
                // The work may take no notice of a stop, but the job does.
                try Task.checkCancellation()
                return output
            }
            state.task = task
            return task
        }
    }
}
