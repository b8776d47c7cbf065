//! SIGPIPE. Rust programs ignore it, and so do Python and Node.js; Swift programs die of it, and the standard library's vectored
//! write raises it on Linux when the service has closed the connection.

/// Blocks SIGPIPE in this thread: the kernel raises it in the thread that writes, which then has a plain error instead. What the
/// process does with the signal elsewhere is its own affair.
#[cfg(unix)]
#[expect(unsafe_code, reason = "there is no other way to a thread's signal mask")]
pub(crate) fn block_sigpipe() {
    // SAFETY: the set is initialised by sigemptyset before it is read, and only this thread's mask is changed.
    unsafe {
        let mut signals = std::mem::MaybeUninit::uninit();
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGPIPE);
        libc::pthread_sigmask(libc::SIG_BLOCK, signals.as_ptr(), std::ptr::null_mut());
    }
}

#[cfg(not(unix))]
pub(crate) fn block_sigpipe() {}
