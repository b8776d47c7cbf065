//! Tokens from a function of the user's: which calls may ask it, and how its answer comes back.
//!
//! Python never runs inside the runtime. A call that is under way takes the question out of it, and the function is called
//! where calls of Python belong: in the calling thread, or on the event loop that waits.

use std::cell::RefCell;
use std::error::Error as StdError;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyBaseException, PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use pyo3::{PyTraverseError, PyVisit};
use tokio::task::AbortHandle;
use unpause::Token;
use unpause::bridge::{TokenDesk, seconds};

use crate::fork::Own;

/// The function of a client, if it has one. Python's garbage collector sees it, because it may refer to the client.
pub(crate) struct Function {
    function: Mutex<Option<Py<PyAny>>>,
    /// A number of the client's own, so that a call of the function on the client is known; 0 without a function.
    owner: usize,
}

/// A question for a token that was taken from the desk. One that is dropped without an answer goes to another call.
pub(crate) struct Taken {
    /// A forked child leaves it alone: its lock may be held by a thread that is not there.
    desk: Own<Arc<TokenDesk>>,
    number: u64,
    answered: AtomicBool,
    /// Looks whether anybody still waits for the answer.
    watch: Own<Option<AbortHandle>>,
}

/// A taken question, with the function that answers it.
#[pyclass(frozen, module = "unpause._native")]
pub(crate) struct Question {
    taken: Taken,
    /// The function to call.
    #[pyo3(get)]
    function: Py<PyAny>,
    /// The number of the client that asks.
    #[pyo3(get)]
    owner: usize,
}

/// What the function raised.
pub(crate) struct Raised {
    pub(crate) exception: Py<PyBaseException>,
    text: String,
}

thread_local! {
    /// The clients whose functions run in this thread, innermost last.
    static PROVIDING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

impl Function {
    pub(crate) fn new(py: Python<'_>, function: Option<Py<PyAny>>) -> PyResult<Self> {
        static OWNERS: AtomicUsize = AtomicUsize::new(1);
        let mut owner = 0;
        if function.is_some() {
            // Not in the first call: a fork while another thread imports leaves the import locked in the child.
            py.import("unpause._token_function")?;
            owner = OWNERS.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Self { function: Mutex::new(function), owner })
    }

    pub(crate) fn is_there(&self) -> bool {
        self.owner != 0
    }

    pub(crate) fn question(&self, py: Python<'_>, taken: Taken) -> Option<Question> {
        let function = self.function.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(function) = function.as_ref().map(|function| function.clone_ref(py)) else {
            // Putting it back would bring it here again, at once.
            taken.answer(Err("the client is not there any more".into()));
            return None;
        };
        Some(Question { taken, function, owner: self.owner })
    }

    /// Whether the function runs in this thread.
    pub(crate) fn runs_here(&self) -> bool {
        self.is_there() && PROVIDING.with_borrow(|owners| owners.contains(&self.owner))
    }

    /// Whether the function runs in this context of asyncio's.
    pub(crate) fn runs_in_context(&self, py: Python<'_>) -> PyResult<bool> {
        static IS_PROVIDING: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        if !self.is_there() {
            return Ok(false);
        }
        IS_PROVIDING.import(py, "unpause._token_function", "is_providing")?.call1((self.owner,))?.extract()
    }

    pub(crate) fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        // The collector runs while everything else stands still; whoever holds the lock has a reference of its own.
        let Ok(function) = self.function.try_lock() else { return Ok(()) };
        function.as_ref().map_or(Ok(()), |function| visit.call(function))
    }

    pub(crate) fn clear(&self) {
        drop(self.function.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

impl Taken {
    pub(crate) fn new(desk: &Arc<TokenDesk>, number: u64) -> Self {
        let (desk, watch) = (Own::new(Arc::clone(desk)), Own::new(None));
        Self { desk, number, answered: AtomicBool::new(false), watch }
    }

    /// Calls `unwanted` if nobody waits for the answer any more. Inside of a runtime.
    pub(crate) fn watched(mut self, unwanted: impl FnOnce() + Send + 'static) -> Self {
        let Some(desk) = self.desk.peek().map(Arc::clone) else { return self };
        let number = self.number;
        let watch = tokio::spawn(async move {
            desk.unwanted(number).await;
            unwanted();
        });
        self.watch = Own::new(Some(watch.abort_handle()));
        self
    }

    fn answer(&self, answer: Result<Token, Box<dyn StdError + Send + Sync>>) {
        if let Some(desk) = self.desk.peek() {
            self.answered.store(true, Ordering::Relaxed);
            desk.supply(self.number, answer);
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if let Some(Some(watch)) = self.watch.peek() {
            // It does not end by itself if the question was answered.
            watch.abort();
        }
        if !*self.answered.get_mut()
            && let Some(desk) = self.desk.peek()
        {
            desk.put_back(self.number);
        }
    }
}

impl Question {
    /// Calls the function in this thread. Its exceptions become the calls' errors, but KeyboardInterrupt and the like go on.
    pub(crate) fn ask_here(self, py: Python<'_>) -> PyResult<()> {
        static ASK: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let ask = ASK.import(py, "unpause._token_function", "ask")?;
        PROVIDING.with_borrow_mut(|owners| owners.push(self.owner));
        let given =
            ask.call1((&self.function,)).and_then(|given| given.extract::<(Bound<'_, PyString>, Option<f64>)>());
        PROVIDING.with_borrow_mut(|owners| owners.pop());
        match given.and_then(|(value, expires_in)| self.supply(&value, expires_in)) {
            Err(error) if error.is_instance_of::<PyException>(py) => self.fail(error.into_value(py).into_bound(py)),
            answered_or_interrupted => return answered_or_interrupted,
        }
        Ok(())
    }
}

#[pymethods]
impl Question {
    /// Answers with a token, and the seconds that it lives. Python's own error for a text that is not Unicode would
    /// have the token in it.
    fn supply(&self, value: &Bound<'_, PyString>, expires_in: Option<f64>) -> PyResult<()> {
        let value = value.to_cow().map_err(|_| PyValueError::new_err("the token holds a lone surrogate"))?;
        let life = expires_in.map(|life| seconds("expires_in", life)).transpose();
        self.taken.answer(life.map_err(Into::into).map(|life| match life {
            Some(life) => Token::new(&*value).expires_in(life),
            None => Token::new(&*value),
        }));
        Ok(())
    }

    /// Answers with what the function raised.
    fn fail(&self, exception: Bound<'_, PyBaseException>) {
        self.taken.answer(Err(Box::new(Raised::new(exception))));
    }
}

impl Raised {
    fn new(exception: Bound<'_, PyBaseException>) -> Self {
        let kind = exception.get_type().name().map_or_else(|_| "an exception".to_owned(), |name| name.to_string());
        let words = exception.str().map(|words| words.to_string_lossy().into_owned()).unwrap_or_default();
        let text = if words.is_empty() { kind } else { format!("{kind}: {words}") };
        Self { exception: exception.unbind(), text }
    }
}

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Raised")
    }
}

impl StdError for Raised {}
