// How a call crosses to Rust and back: its errors and its cancellation.

internal import UnpauseBridge

/// Runs a call of the bridge. UniFFI does not pass on the cancellation of a task, so the token does. A cancelled token stays
/// cancelled: a task that is cancelled before the call sends nothing.
func cancellable<Result>(_ call: (NativeCancellation) async throws -> Result) async throws -> Result {
    let cancellation = NativeCancellation()
    return try await withTaskCancellationHandler {
        try await translatingErrors { try await call(cancellation) }
    } onCancel: {
        cancellation.cancel()
    }
}

/// Runs an asynchronous function of the bridge.
func translatingErrors<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch {
        throw translated(error)
    }
}

/// Runs a synchronous function of the bridge.
func translatingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch {
        throw translated(error)
    }
}

/// The error that users see. An error that is not the bridge's is UniFFI's, such as a panic that it caught: a bug.
private func translated(_ error: any Error) -> any Error {
    switch error {
    case NativeError.Failed(let failure): UnpauseError(failure)
    case NativeError.Cancelled: CancellationError()
    default: UnpauseError.internal(InternalFailure(unforeseen: error))
    }
}
