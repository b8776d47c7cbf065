// How a call crosses to Rust and back: its errors and its cancellation. The data are in Conversions.swift.

internal import UnpauseBridge

/// Runs a call of the bridge. UniFFI passes a task's cancellation on only if told to, which the token is for. It sticks, so that a
/// task that is cancelled already sends nothing.
func cancellable<Result>(_ call: (NativeCancellation) async throws -> Result) async throws -> Result {
    let cancellation = NativeCancellation()
    return try await withTaskCancellationHandler {
        try await translatingErrors { try await call(cancellation) }
    } onCancel: {
        cancellation.cancel()
    }
}

/// Runs what crosses the bridge.
func translatingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch {
        throw translated(error)
    }
}

/// Runs what crosses the bridge at once.
func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch {
        throw translated(error)
    }
}

/// The error that users see. What is not the bridge's own is UniFFI's, such as a panic that it caught: a bug.
private func translated(_ error: any Error) -> any Error {
    switch error {
    case NativeError.Failed(let failure): UnpauseError(failure)
    case NativeError.Cancelled: CancellationError()
    default: UnpauseError.internal(InternalFailure(unforeseen: error))
    }
}
