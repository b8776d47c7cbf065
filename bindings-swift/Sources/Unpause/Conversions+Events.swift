// The bridge's events as the values that users see.

internal import UnpauseBridge

extension Event {
    init(_ native: NativeEvent) {
        switch native {
        case .attempt(let line, let action, let connector, let attempt, let status, let requestID, let elapsed, let error):
            self = .attempt(
                AttemptEvent(
                    action: action,
                    connector: connector.map(Connector.init),
                    attempt: Int(attempt),
                    status: status.map(Int.init),
                    requestID: requestID,
                    elapsed: Duration(inSeconds: elapsed),
                    error: error,
                    description: line))
        case .retry(let line, let action, let connector, let attempt, let maxAttempts, let wait, let error):
            self = .retry(
                RetryEvent(
                    action: action,
                    connector: connector.map(Connector.init),
                    attempt: Int(attempt),
                    maxAttempts: Int(maxAttempts),
                    wait: Duration(inSeconds: wait),
                    error: error,
                    description: line))
        case .renewal(let line, let action, let connector, let elapsed, let expiresIn, let error):
            self = .renewal(
                RenewalEvent(
                    action: action,
                    connector: connector.map(Connector.init),
                    elapsed: Duration(inSeconds: elapsed),
                    expiresIn: expiresIn.map(Duration.init(inSeconds:)),
                    error: error,
                    description: line))
        case .hold(let line, let action, let connector, let wait):
            self = .hold(
                HoldEvent(
                    action: action,
                    connector: connector.map(Connector.init),
                    wait: Duration(inSeconds: wait),
                    description: line))
        }
    }
}

/// Hands events to a closure. It is a class, because UniFFI's callbacks are objects.
final class Listener: NativeListener {
    private let onEvent: @Sendable (Event) -> Void

    init(_ onEvent: @escaping @Sendable (Event) -> Void) {
        self.onEvent = onEvent
    }

    func hear(event: NativeEvent) {
        onEvent(Event(event))
    }
}
