//! The pen that the steps write with: it copies a text and changes it here and there, from left to right.
//!
//! What is not touched is copied in bulk, and a text that is not touched at all is not copied. Characters that are replaced by
//! others of the same length in bytes need no [`Edit`]: their offsets stay.

use super::map::{Edit, StepMap};
use super::step::{Finding, Step};
use crate::tables::rows::Span;

/// About so many bytes of a text that is changed throughout stand to an edit.
const BYTES_TO_AN_EDIT: usize = 64;

/// A half-written step.
pub(super) struct Pen<'a> {
    input: &'a str,
    out: String,
    edits: Vec<Edit>,
    copied: usize,
    changed: bool,
}

impl<'a> Pen<'a> {
    pub(super) fn new(input: &'a str) -> Self {
        Self { input, out: String::new(), edits: Vec::new(), copied: 0, changed: false }
    }

    /// Writes `with` for `input[start..end]`. Places must come in order. A deletion right behind a deletion is one edit.
    pub(super) fn replace(&mut self, start: usize, end: usize, with: &str) {
        self.copy_to(start);
        let at = self.out.len();
        self.out.push_str(with);
        self.copied = end;
        if with.len() == end - start {
            return;
        }
        if let Some(last) = self.edits.last_mut().filter(|e| with.is_empty() && e.out.is_empty() && e.input.end == start && e.out.end == at)
        {
            last.input.end = end;
            return;
        }
        self.edits.push(Edit { out: Span::new(at, self.out.len()), input: Span::new(start, end) });
    }

    /// Writes `with` for `input[start..end]` as one place that is not to be taken apart, whatever the lengths.
    pub(super) fn replace_whole(&mut self, start: usize, end: usize, with: &str) {
        self.copy_to(start);
        let at = self.out.len();
        self.out.push_str(with);
        self.copied = end;
        self.edits.push(Edit { out: Span::new(at, self.out.len()), input: Span::new(start, end) });
    }

    /// The character that stands before the input position `at` in what was written.
    pub(super) fn last(&self, at: usize) -> Option<char> {
        self.before(at).next()
    }

    /// The characters of the output that stand before the input position `at`, backwards.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = char> + '_ {
        self.input[self.copied..at].chars().rev().chain(self.out.chars().rev())
    }

    fn copy_to(&mut self, at: usize) {
        if !self.changed {
            self.changed = true;
            self.out.reserve(self.input.len() + 16);
            self.edits.reserve(self.input.len() / BYTES_TO_AN_EDIT);
        }
        self.out.push_str(&self.input[self.copied..at]);
        self.copied = at;
    }

    /// What was written; the input as it is when nothing was changed.
    pub(super) fn finish(mut self, findings: Vec<Finding>) -> Step<'a> {
        if !self.changed {
            return Step { findings, ..Step::untouched(self.input) };
        }
        self.copy_to(self.input.len());
        Step::changed(self.out, StepMap::new(self.edits), findings)
    }
}
