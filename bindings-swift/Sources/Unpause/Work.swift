internal import UnpauseBridge

/// The work behind a job: on the other side of the bridge, or made by hand.
struct Work<Progress, Output>: Sendable {
    /// The next progress; `nil` at the end. If its task is cancelled, only this wait ends.
    let next: @Sendable () async throws -> Progress?
    /// The result. If its task is cancelled, only this wait ends.
    let finish: @Sendable () async throws -> Output
    /// Stops the work. A stop lasts: work that is stopped before it starts sends nothing.
    let stop: @Sendable () -> Void
    /// Stops the work if it has started, because nothing waits for it.
    let abandon: @Sendable () -> Void
}

extension Work<WaitProgress, WaitResult> {
    init(_ native: NativeWaitJob) {
        self.init(
            next: { try await cancellable { try await native.next(cancellation: $0) }.map(WaitProgress.init) },
            finish: { WaitResult(try await cancellable { try await native.finish(cancellation: $0) }) },
            stop: { native.cancel() },
            abandon: { native.abandon() })
    }
}

extension Work<ManyProgress, Report> {
    init(_ native: NativeManyJob) {
        self.init(
            next: { try await cancellable { try await native.next(cancellation: $0) }.map(ManyProgress.init) },
            finish: { Report(try await cancellable { try await native.finish(cancellation: $0) }) },
            stop: { native.cancel() },
            abandon: { native.abandon() })
    }
}

extension ManyJob {
    convenience init(_ native: NativeManyJob) {
        self.init(Work(native), reportSoFar: { Report(native.report()) })
    }
}
