// The bridge's events as the values that users see.

internal import UnpauseBridge

extension Event {
    init(_ native: NativeEvent) {
        switch native {
        case .start(let line, let call, let action, let connector):
            self = .start(
                StartEvent(
                    call: call, action: action, connector: connector.map(Connector.init), description: line))
        case .attempt(let line, let call, let action, let connector, let attempt, let status, let requestID, let elapsed, let error):
            self = .attempt(
                AttemptEvent(
                    call: call,
                    action: action,
                    connector: connector.map(Connector.init),
                    attempt: Int(attempt),
                    status: status.map(Int.init),
                    requestID: requestID,
                    elapsed: Duration(inSeconds: elapsed),
                    error: error,
                    description: line))
        case .retry(let line, let call, let action, let connector, let attempt, let maxAttempts, let wait, let error):
            self = .retry(
                RetryEvent(
                    call: call,
                    action: action,
                    connector: connector.map(Connector.init),
                    attempt: Int(attempt),
                    maxAttempts: Int(maxAttempts),
                    wait: Duration(inSeconds: wait),
                    error: error,
                    description: line))
        case .renewal(let line, let call, let action, let connector, let elapsed, let expiresIn, let error):
            self = .renewal(
                RenewalEvent(
                    call: call,
                    action: action,
                    connector: connector.map(Connector.init),
                    elapsed: Duration(inSeconds: elapsed),
                    expiresIn: expiresIn.map(Duration.init(inSeconds:)),
                    error: error,
                    description: line))
        case .hold(let line, let call, let action, let connector, let wait):
            self = .hold(
                HoldEvent(
                    call: call,
                    action: action,
                    connector: connector.map(Connector.init),
                    wait: Duration(inSeconds: wait),
                    description: line))
        case .end(let line, let call, let action, let connector, let attempts, let elapsed, let error):
            self = .end(
                EndEvent(
                    call: call,
                    action: action,
                    connector: connector.map(Connector.init),
                    attempts: Int(attempts),
                    elapsed: Duration(inSeconds: elapsed),
                    error: error,
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
