//! Offset maps: from a span of what a step made to the span of what it was made from.
//!
//! A step that copies most of its input is a list of [`Edit`]s; what stands between two edits was copied byte for byte.
//! An edit is atomic: a span that touches its middle maps to all of it. Steps chain into an [`OffsetMap`].

use crate::tables::rows::Span;

/// One place where a step wrote something other than what it read. Either side may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was written, in the step's output.
    pub out: Span,
    /// What it was written for, in the step's input.
    pub input: Span,
}

/// The edits of one step, in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepMap {
    edits: Vec<Edit>,
}

impl StepMap {
    /// A step of these edits; they must be sorted and must not overlap.
    pub fn new(edits: Vec<Edit>) -> Self {
        debug_assert!(edits.windows(2).all(|w| w[0].out.end <= w[1].out.start && w[0].input.end <= w[1].input.start));
        Self { edits }
    }

    /// The input span that an output span was made from.
    pub fn input_of(&self, out: Span) -> Span {
        if out.is_empty() {
            let at = self.start_of(out.start);
            return Span::new(at, at);
        }
        Span::new(self.start_of(out.start), self.end_of(out.end))
    }

    /// Where the character that stands at `at` in the output began in the input.
    fn start_of(&self, at: usize) -> usize {
        // The last edit that begins at or before `at`; an edit that wrote nothing does not hold the character behind it.
        let next = self.edits.partition_point(|e| e.out.start <= at);
        match next.checked_sub(1).map(|i| self.edits[i]) {
            None => at,
            Some(e) if at < e.out.end => e.input.start,
            Some(e) => e.input.end + (at - e.out.end),
        }
    }

    /// Where the character that ends at `at` in the output ended in the input.
    fn end_of(&self, at: usize) -> usize {
        let next = self.edits.partition_point(|e| e.out.start < at);
        match next.checked_sub(1).map(|i| self.edits[i]) {
            None => at,
            Some(e) if at <= e.out.end => e.input.end,
            Some(e) => e.input.end + (at - e.out.end),
        }
    }
}

/// The way from the clean text back to the raw bytes.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    steps: Vec<StepMap>,
}

impl OffsetMap {
    /// The map with one more step behind it.
    #[must_use]
    pub fn then(mut self, step: StepMap) -> Self {
        if !step.edits.is_empty() {
            self.steps.push(step);
        }
        self
    }

    /// The raw bytes that a span of the clean text was read from.
    pub fn raw(&self, clean: Span) -> Span {
        self.steps.iter().rev().fold(clean, |span, step| step.input_of(span))
    }
}
