//! A list of answers, which requests use up in order.

use std::collections::VecDeque;
use std::sync::Mutex;

use serde::Deserialize;

use crate::lock::lock;
use crate::respond::answer::Answer;
use crate::spec::answer::Scripted;

/// As in the JSON: `null` leaves the request to the state.
#[derive(Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Lines(Vec<Option<Scripted>>);

impl Lines {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Scripted> {
        self.0.iter().flatten()
    }
}

/// The script's word on one request.
pub(crate) enum Cue {
    Answer(Answer),
    /// The script leaves this request to the state.
    State,
    /// The script is used up.
    Over,
}

pub(crate) struct Script {
    lines: Mutex<VecDeque<Line>>,
}

struct Line {
    answer: Option<Answer>,
    left: Left,
}

enum Left {
    Times(u64),
    ForEver,
}

impl From<Lines> for Script {
    fn from(lines: Lines) -> Self {
        Self { lines: Mutex::new(lines.0.into_iter().map(Line::from).collect()) }
    }
}

impl From<Option<Scripted>> for Line {
    fn from(scripted: Option<Scripted>) -> Self {
        let left = match scripted.as_ref().map(|scripted| scripted.times) {
            Some(0) => Left::ForEver,
            Some(times) => Left::Times(times),
            None => Left::Times(1),
        };
        Self { answer: scripted.map(|scripted| scripted.answer), left }
    }
}

impl Script {
    pub(crate) fn next(&self) -> Cue {
        let mut lines = lock(&self.lines);
        let Some(line) = lines.front_mut() else {
            return Cue::Over;
        };
        let answer = line.answer.clone();
        if let Left::Times(times) = &mut line.left {
            *times -= 1;
            if *times == 0 {
                lines.pop_front();
            }
        }
        answer.map_or(Cue::State, Cue::Answer)
    }
}
