//! Memory that was freed.

/// Gives what was freed back to the system. glibc keeps small pieces, and Python, which has an allocator of its own, could not use them.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "malloc_trim has no safe wrapper")]
pub(crate) fn give_back() {
    // SAFETY: it takes no pointer, and locks what it changes.
    unsafe { libc::malloc_trim(0) };
}

/// Other allocators do it by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn give_back() {}
