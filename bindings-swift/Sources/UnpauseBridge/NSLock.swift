// On Apple's platforms NSLock is Foundation's. Elsewhere that would link all of Foundation, of which the generated code needs
// nothing else: a static program would be 49 MB larger.

#if !canImport(Darwin)
    #if canImport(Musl)
        import Musl
    #else
        import Glibc
    #endif

    package final class NSLock: @unchecked Sendable {
        // At an address of its own, because a mutex must not move.
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

        package init() {
            pthread_mutex_init(mutex, nil)
        }

        deinit {
            pthread_mutex_destroy(mutex)
            mutex.deallocate()
        }

        package func lock() {
            pthread_mutex_lock(mutex)
        }

        package func unlock() {
            pthread_mutex_unlock(mutex)
        }
    }
#endif
