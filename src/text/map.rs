//! Offset maps: from a span of what a step made to the span of what it was made from.
//!
//! A step that copies most of its input is a list of [`Edit`]s; what stands between two edits was copied byte for byte.
//! An edit is atomic: a span that touches its middle maps to all of it. Text that was re-encoded is a list of [`Run`]s instead:
//! stretches of characters that all take the same number of bytes on either side. Steps chain into an [`OffsetMap`].

use crate::tables::rows::Span;

/// One place where a step wrote something other than what it read. Either side may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What was written, in the step's output.
    pub out: Span,
    /// What it was written for, in the step's input.
    pub input: Span,
}

/// Characters one after the other, each `out_width` bytes in the output and `in_width` bytes in the input.
///
/// A run ends where the next one begins. Input that gave no output (a byte order mark, an escape sequence) stands between
/// the end of a run and the start of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where the run begins in the output, in bytes.
    pub out: u32,
    /// Where it begins in the input, in bytes.
    pub input: u32,
    /// Bytes of one character in the output, at least 1.
    pub out_width: u8,
    /// Bytes of one character in the input, at least 1.
    pub in_width: u8,
}

/// The way back of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Edits(Vec<Edit>),
    Runs(Vec<Run>),
}

/// The way back through one step: its edits, or the runs of a text that was re-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepMap {
    way: Way,
}

impl Default for StepMap {
    fn default() -> Self {
        Self { way: Way::Edits(Vec::new()) }
    }
}

impl StepMap {
    /// A step of these edits; they must be sorted and must not overlap.
    pub fn new(edits: Vec<Edit>) -> Self {
        debug_assert!(edits.windows(2).all(|w| w[0].out.end <= w[1].out.start && w[0].input.end <= w[1].input.start));
        Self { way: Way::Edits(edits) }
    }

    /// A step that re-encoded its whole input; the runs must be sorted and the first must begin at output byte 0.
    pub fn recoded(runs: Vec<Run>) -> Self {
        debug_assert!(runs.first().is_none_or(|run| run.out == 0));
        debug_assert!(runs.windows(2).all(|w| w[0].out < w[1].out && w[0].input < w[1].input));
        Self { way: Way::Runs(runs) }
    }

    /// Whether the step copied its input byte for byte.
    pub fn is_identity(&self) -> bool {
        match &self.way {
            Way::Edits(edits) => edits.is_empty(),
            Way::Runs(runs) => runs.is_empty(),
        }
    }

    /// The input span that an output span was made from.
    pub fn input_of(&self, out: Span) -> Span {
        let far = if let Way::Edits(edits) = &self.way { edits.partition_point(|e| e.out.start <= out.start) } else { 0 };
        self.input_near(out, &mut { far })
    }

    /// The same; `near` is the number of edits that begin before or at the last span, or any other number up to that of all edits.
    fn input_near(&self, out: Span, near: &mut usize) -> Span {
        match &self.way {
            Way::Runs(runs) if out.is_empty() => Span::new(back_run(runs, out.start, false), back_run(runs, out.start, false)),
            Way::Runs(runs) => Span::new(back_run(runs, out.start, false), back_run(runs, out.end, true)),
            Way::Edits(edits) => {
                *near = begun(edits, *near, |e| e.out.start <= out.start);
                let start = start_behind(edits[..*near].last(), out.start);
                if out.is_empty() {
                    return Span::new(start, start);
                }
                let next = begun(edits, *near, |e| e.out.start < out.end);
                Span::new(start, end_behind(edits[..next].last(), out.end))
            }
        }
    }

    /// The output span that was made from an input span; an edit that it touches belongs to it whole.
    pub fn output_of(&self, input: Span) -> Span {
        match &self.way {
            Way::Edits(edits) => forward_edits(edits, input),
            Way::Runs(runs) => forward_runs(runs, input),
        }
    }
}

/// Where the character that stands at `at` in the output began in the input; `last` is the last edit that begins at or before it.
fn start_behind(last: Option<&Edit>, at: usize) -> usize {
    match last {
        None => at,
        // An edit that wrote nothing does not hold the character behind it.
        Some(e) if at < e.out.end => e.input.start,
        Some(e) => e.input.end + (at - e.out.end),
    }
}

/// Where the character that ends at `at` in the output ended in the input; `last` is the last edit that begins before it.
fn end_behind(last: Option<&Edit>, at: usize) -> usize {
    match last {
        None => at,
        Some(e) if at <= e.out.end => e.input.end,
        Some(e) => e.input.end + (at - e.out.end),
    }
}

/// The input position of output position `at`: the start of the character that holds it or, for an `end`, the end of the
/// character before it.
fn back_run(runs: &[Run], at: usize, end: bool) -> usize {
    let next = runs.partition_point(|run| if end { (run.out as usize) < at } else { run.out as usize <= at });
    let Some(run) = next.checked_sub(1).map(|i| runs[i]) else {
        return runs.first().map_or(at, |run| run.input as usize);
    };
    let within = at - run.out as usize;
    let width = usize::from(run.out_width);
    let chars = if end { within.div_ceil(width) } else { within / width };
    run.input as usize + chars * usize::from(run.in_width)
}

fn forward_edits(edits: &[Edit], input: Span) -> Span {
    let first = edits.partition_point(|e| e.input.end <= input.start);
    let start = match edits.get(first) {
        Some(e) if e.input.start <= input.start && input.start < e.input.end => e.out.start,
        _ => first.checked_sub(1).map_or(input.start, |i| edits[i].out.end + (input.start - edits[i].input.end)),
    };
    let next = edits.partition_point(|e| e.input.start < input.end);
    let end = match next.checked_sub(1).map(|i| edits[i]) {
        None => input.end,
        Some(e) if input.end <= e.input.end => e.out.end,
        Some(e) => e.out.end + (input.end - e.input.end),
    };
    Span::new(start, end.max(start))
}

fn forward_runs(runs: &[Run], input: Span) -> Span {
    let place = |at: usize, up: bool| {
        let next = runs.partition_point(|run| run.input as usize <= at);
        let Some(run) = next.checked_sub(1).map(|i| runs[i]) else { return 0 };
        let within = at - run.input as usize;
        let width = usize::from(run.in_width);
        let chars = if up { within.div_ceil(width) } else { within / width };
        let out = run.out as usize + chars * usize::from(run.out_width);
        runs.get(next).map_or(out, |next| out.min(next.out as usize))
    };
    if runs.is_empty() {
        return input;
    }
    let start = place(input.start, false);
    Span::new(start, place(input.end, true).max(start))
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
        self.push(step);
        self
    }

    /// Adds one more step.
    pub fn push(&mut self, step: StepMap) {
        if !step.is_identity() {
            self.steps.push(step);
        }
    }

    /// The raw bytes that a span of the clean text was read from.
    pub fn raw(&self, clean: Span) -> Span {
        self.steps.iter().rev().fold(clean, |span, step| step.input_of(span))
    }

    /// The way back for spans that follow each other.
    pub fn back(&self) -> Back<'_> {
        Back { steps: self.steps.iter().rev().map(|step| (step, 0)).collect() }
    }

    /// The span of the clean text that raw bytes became; empty where they left nothing.
    pub fn clean(&self, raw: Span) -> Span {
        self.steps.iter().fold(raw, |span, step| step.output_of(span))
    }
}

/// An [`OffsetMap`] that remembers the place of the last span in every step, so that the next one behind it is found beside it.
#[derive(Debug)]
pub struct Back<'m> {
    steps: Vec<(&'m StepMap, usize)>,
}

impl Back<'_> {
    /// What [`OffsetMap::raw`] gives.
    pub fn raw(&mut self, clean: Span) -> Span {
        self.steps.iter_mut().fold(clean, |span, (step, near)| step.input_near(span, near))
    }
}

/// How many edits begin before a place, given how many began before the last one: the next place is seldom far.
#[inline]
fn begun(edits: &[Edit], near: usize, before: impl Fn(&Edit) -> bool) -> usize {
    /// So many edits are looked at one after the other.
    const FEW: usize = 8;
    if near > 0 && !before(&edits[near - 1]) {
        return edits[..near].partition_point(before);
    }
    match edits[near..].iter().take(FEW).position(|edit| !before(edit)) {
        Some(more) => near + more,
        None => near + edits[near..].partition_point(before),
    }
}
