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
        /// Whether a loop has begun. What is reported before is for nobody.
        var isHeard = false
        var unread: [Progress] = []
        /// Those who wait for a change. Each has a stream of its own, because the wait of a cancelled task ends its stream.
        var waiters: [AsyncStream<Never>.Continuation] = []
    }

    private let work: @Sendable (@escaping Job<Progress, Output>.Reporter) async throws -> Output
    private let state = Locked(State())

    init(_ work: @escaping @Sendable (@escaping Job<Progress, Output>.Reporter) async throws -> Output) {
        self.work = work
    }

    func next() async throws -> Progress? {
        state.withLock { $0.isHeard = true }
        let read = try await first { state -> [Progress]? in
            if !state.unread.isEmpty { return [state.unread.removeFirst()] }
            return state.hasEnded ? [] : nil
        }
        if let progress = read.first { return progress }
        _ = try await finish()
        return nil
    }

    /// As `Task.value`, but the wait ends when its own task is cancelled.
    func finish() async throws -> Output {
        try await first { $0.hasEnded ? $0.task : nil }.value
    }

    func stop(unlessUnstarted: Bool) {
        Self.change(state) { state in
            if state.task == nil, unlessUnstarted { return }
            if !state.hasEnded { (state.isStopped, state.unread) = (true, []) }
            state.task?.cancel()
        }
    }

    /// The first thing that is found. Starts the work.
    private func first<Found>(_ find: (inout State) -> Found?) async throws -> Found {
        while true {
            let (change, waiter) = AsyncStream<Never>.makeStream()
            let found = try state.withLock { state in
                if state.task == nil { state.task = try started(unless: state.isStopped) }
                // What is there when the work has ended is for cancelled tasks, too.
                if !state.hasEnded { try Task.checkCancellation() }
                let found = find(&state)
                if found == nil { state.waiters.append(waiter) }
                return found
            }
            if let found { return found }
            for await _ in change {}
        }
    }

    private func started(unless isStopped: Bool) throws -> Task<Output, any Error> {
        guard !isStopped, !Task.isCancelled else { throw CancellationError() }
        let (work, shared) = (self.work, self.state)
        return Task {
            defer { Self.change(shared) { $0.hasEnded = true } }
            let output = try await work { progress in
                Self.change(shared) { if $0.isHeard, !$0.isStopped, !$0.hasEnded { $0.unread.append(progress) } }
            }
            // The work may take no notice of a stop, but the job does.
            try Task.checkCancellation()
            return output
        }
    }

    /// Changes the state, and tells all who wait.
    private static func change(_ state: Locked<State>, _ body: (inout State) -> Void) {
        let waiters = state.withLock { state in
            body(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.finish() }
    }
}
