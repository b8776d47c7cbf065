#if canImport(Darwin)
    import Foundation
#endif
internal import UnpauseBridge

/// A value that several threads change, one after the other. The standard library's `Mutex` needs macOS 15.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
