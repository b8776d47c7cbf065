// Swift's options as the bridge takes them. Times are seconds there; the core checks all values.

internal import UnpauseBridge

extension Duration {
    /// By division: `components` traps if the seconds do not fit into 64 bits.
    var inSeconds: Double { self / .seconds(1) }

    /// In whole nanoseconds, as the core counts, so that equal times stay equal. Bounded, because a service may write any number
    /// into a header, and a document may have any number; neither this nor `components` must trap for it. What is no number is 0.
    init(inSeconds seconds: Double) {
        let bounded = seconds.isNaN ? 0 : max(-9e18, min(seconds, 9e18))
        self = abs(bounded) < 9e9 ? .nanoseconds(Int64((bounded * 1e9).rounded())) : .seconds(bounded)
    }
}

extension NativeRetryPolicy {
    init(_ policy: RetryPolicy) {
        self.init(maxAttempts: Int64(policy.maxAttempts), base: policy.base.inSeconds, cap: policy.cap.inSeconds)
    }
}

extension RetryPolicy {
    /// For the tests: the defaults that `RetryPolicy.init` must have.
    package static var ofTheCore: RetryPolicy {
        let native = nativeDefaultRetryPolicy()
        return RetryPolicy(
            maxAttempts: Int(native.maxAttempts), base: Duration(inSeconds: native.base), cap: Duration(inSeconds: native.cap))
    }
}

extension NativeLimits {
    init(_ timeout: Duration?, _ deadline: Duration?) {
        self.init(timeout: timeout?.inSeconds, deadline: deadline?.inSeconds)
    }
}

extension NativeWaitOptions {
    init(_ timeout: Duration?, _ deadline: Duration?, _ minTasks: Int?, _ settle: Duration?, _ failureGrace: Duration?) {
        self.init(
            limits: NativeLimits(timeout, deadline),
            minTasks: minTasks.map(Int64.init),
            settle: settle?.inSeconds,
            failureGrace: failureGrace?.inSeconds)
    }
}

extension NativeManyOptions {
    init(
        _ concurrency: Int?, _ wait: Bool, _ timeout: Duration?, _ deadline: Duration?, _ minTasks: Int?,
        _ settle: Duration?, _ failureGrace: Duration?
    ) {
        self.init(
            concurrency: concurrency.map(Int64.init),
            wait: wait,
            waiting: NativeWaitOptions(timeout, deadline, minTasks, settle, failureGrace))
    }
}
