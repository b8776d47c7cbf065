//! What must not be shared with a forked child: runtimes and connections.
//!
//! A tokio runtime does not survive `os.fork`: its threads are gone and its locks may be held by one of them, so a child
//! that uses it hangs (tokio #4301; gunicorn, celery and multiprocessing all fork). A child therefore makes its own, and
//! leaks its copy of the parent's: dropping that could wait for a thread that is not there. Locks are never taken across
//! the border either; a generation number, bumped in the child, is all that is looked at.

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

static GENERATION: AtomicUsize = AtomicUsize::new(0);

/// How many forks this process is away from the one that loaded the module.
pub(crate) fn generation() -> usize {
    GENERATION.load(Ordering::Relaxed)
}

/// Counts forks from now on. Called once, when the module is loaded.
#[cfg(unix)]
#[expect(unsafe_code, reason = "pthread_atfork has no safe wrapper")]
pub(crate) fn watch() {
    extern "C" fn in_child() {
        GENERATION.fetch_add(1, Ordering::Relaxed);
    }
    // SAFETY: the handler does nothing but an atomic addition, which is allowed between fork and exec; a Python
    // extension module is never unloaded, so the handler stays where it is.
    unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
}

/// There is no fork on this platform.
#[cfg(not(unix))]
pub(crate) fn watch() {}

/// A value that each process makes for itself, when it first asks for it.
pub(crate) struct PerProcess<T>(AtomicPtr<Made<T>>);

struct Made<T> {
    generation: usize,
    value: Mutex<Option<Arc<T>>>,
}

impl<T> PerProcess<T> {
    pub(crate) const fn empty() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    pub(crate) fn new(value: T) -> Self {
        let this = Self::empty();
        *lock(&this.of_this_process().value) = Some(Arc::new(value));
        this
    }

    /// This process's value; made now if there is none.
    pub(crate) fn get<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut slot = lock(&self.of_this_process().value);
        match &*slot {
            Some(value) => Ok(Arc::clone(value)),
            None => Ok(Arc::clone(slot.insert(Arc::new(make()?)))),
        }
    }

    /// Takes this process's value out; whoever still holds it may finish with it.
    pub(crate) fn take(&self) -> Option<Arc<T>> {
        lock(&self.of_this_process().value).take()
    }

    #[expect(unsafe_code, reason = "the slot is swapped by the first thread of a new process to come")]
    fn of_this_process(&self) -> &Made<T> {
        let generation = generation();
        let current = self.0.load(Ordering::Acquire);
        // SAFETY: a non-null pointer in the slot came from Box::into_raw, and is freed only by `drop`, which has
        // the only reference; what is swapped out below is never freed.
        if let Some(made) = unsafe { current.as_ref() }.filter(|made| made.generation == generation) {
            return made;
        }
        let fresh = Box::into_raw(Box::new(Made { generation, value: Mutex::new(None) }));
        match self.0.compare_exchange(current, fresh, Ordering::AcqRel, Ordering::Acquire) {
            // SAFETY: as above; the parent's `current` is leaked on purpose (see the top of this file).
            Ok(_) => unsafe { &*fresh },
            Err(other) => {
                // SAFETY: nobody else has seen `fresh`; `other` is this process's, put there by another thread.
                unsafe {
                    drop(Box::from_raw(fresh));
                    &*other
                }
            }
        }
    }
}

impl<T> Drop for PerProcess<T> {
    #[expect(unsafe_code, reason = "the slot owns what it points to")]
    fn drop(&mut self) {
        let current = *self.0.get_mut();
        if current.is_null() {
            return;
        }
        // SAFETY: from Box::into_raw, and `&mut self` says that nobody else looks.
        let made = unsafe { Box::from_raw(current) };
        if made.generation != generation() {
            std::mem::forget(made);
        }
    }
}

/// A value that only the process that made it may use. A forked child leaks its copy: dropping it would take sockets out
/// of the epoll set that the child shares with its parent.
pub(crate) struct Own<T> {
    value: Option<T>,
    generation: usize,
}

impl<T> Own<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: Some(value), generation: generation() }
    }

    /// Whether this is the process that made it.
    pub(crate) fn is_own(&self) -> bool {
        self.generation == generation()
    }

    /// A look at the value; `None` in a forked child.
    pub(crate) fn peek(&self) -> Option<&T> {
        if self.is_own() { self.value.as_ref() } else { None }
    }

    /// The value; `None` in a forked child.
    pub(crate) fn get(&mut self) -> Option<&mut T> {
        if self.is_own() { self.value.as_mut() } else { None }
    }

    /// Takes the value out; `None` in a forked child.
    pub(crate) fn take(mut self) -> Option<T> {
        if self.is_own() { self.value.take() } else { None }
    }
}

impl<T> Drop for Own<T> {
    fn drop(&mut self) {
        if !self.is_own() {
            std::mem::forget(self.value.take());
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
