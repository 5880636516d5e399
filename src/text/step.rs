//! What one step of the text room gives back: the text, the way back, and what it found.
//!
//! Every step is a plain function from `&str` to [`Step`]. A step that has nothing to do returns [`Step::untouched`], which
//! borrows its input, so that a clean text passes all steps without being copied. [`Chain`] runs them one after the other
//! and brings what they found to raw bytes (diagnostics) and to the clean text (damage).

use std::borrow::Cow;

use super::map::{OffsetMap, StepMap};
use super::survey::Survey;
use crate::tables::rows::{DiagnosticRow, Severity, Span};

/// What a finding means for the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Said for information; nothing was repaired.
    Noted,
    /// A damaged place was put right and there is no doubt about it.
    Repaired,
    /// A damaged place was put right and another reading is nearly as good.
    Uncertain,
    /// The place is damaged and stays so: no number may be read out of it.
    Damaged,
}

/// Something that a step did or saw.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Stable, such as `garble-repaired`.
    pub code: &'static str,
    /// What happened, in a few words.
    pub message: String,
    /// The place as it was, where that says something.
    pub before: Option<String>,
    /// The place as it is now.
    pub after: Option<String>,
    /// Where, in bytes of the step's INPUT.
    pub at: Span,
    /// What it means for the text.
    pub effect: Effect,
}

/// What a step made of its input.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The text as it is after the step.
    pub text: Cow<'a, str>,
    /// From `text` to the step's input.
    pub map: StepMap,
    /// What was found, in order of the text or of weight.
    pub findings: Vec<Finding>,
}

impl<'a> Step<'a> {
    /// The input as it is, nothing found.
    pub fn untouched(input: &'a str) -> Self {
        Self { text: Cow::Borrowed(input), map: StepMap::default(), findings: Vec::new() }
    }

    /// A changed text.
    pub fn changed(text: String, map: StepMap, findings: Vec<Finding>) -> Self {
        Self { text: Cow::Owned(text), map, findings }
    }
}

/// The steps taken so far and what they found.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    pub text: Cow<'a, str>,
    /// What the first look at `text` told, if there was one since it was last changed.
    survey: Option<Survey>,
    pub map: OffsetMap,
    pub repairs: usize,
    pub repairs_uncertain: usize,
    pub diagnostics: Vec<DiagnosticRow>,
    /// In bytes of `text`, in the order found.
    pub damaged: Vec<Span>,
}

impl<'a> Chain<'a> {
    /// A chain that begins with decoded text.
    pub fn new(decoded: Step<'a>) -> Self {
        let mut chain = Self {
            text: Cow::Borrowed(""),
            survey: None,
            map: OffsetMap::default(),
            repairs: 0,
            repairs_uncertain: 0,
            diagnostics: Vec::new(),
            damaged: Vec::new(),
        };
        chain.take(decoded.map, decoded.findings);
        chain.text = decoded.text;
        chain
    }

    /// What the first look at the text tells.
    pub fn survey(&mut self) -> &Survey {
        self.survey.get_or_insert_with(|| Survey::of(&self.text))
    }

    /// Takes one more step.
    pub fn step(&mut self, step: impl for<'t> FnOnce(&'t str) -> Step<'t>) {
        self.step_with(|text| (step(text), ()));
    }

    /// Takes one more step that has something to say beside its text.
    pub fn step_with<T>(&mut self, step: impl for<'t> FnOnce(&'t str) -> (Step<'t>, T)) -> T {
        let (step, told) = step(&self.text);
        let (text, map, findings) = parts(step);
        self.settle(text, map, findings);
        told
    }

    /// Takes one more step that wants to know what the first look at the text tells.
    pub fn surveyed(&mut self, step: impl for<'t> FnOnce(&'t str, &Survey) -> Step<'t>) {
        self.surveyed_with(|text, survey| (step(text, survey), ()));
    }

    /// Takes one more step of that kind that has something to say beside its text.
    pub fn surveyed_with<T>(&mut self, step: impl for<'t> FnOnce(&'t str, &Survey) -> (Step<'t>, T)) -> T {
        let survey = self.survey.get_or_insert_with(|| Survey::of(&self.text));
        let (step, told) = step(&self.text, survey);
        let (text, map, findings) = parts(step);
        self.settle(text, map, findings);
        told
    }

    /// Takes over what a step made.
    fn settle(&mut self, text: Option<String>, map: StepMap, findings: Vec<Finding>) {
        self.take(map, findings);
        if let Some(text) = text {
            self.text = Cow::Owned(text);
            self.survey = None;
        }
    }

    /// Counts and keeps the findings of a step that made `map`.
    fn take(&mut self, map: StepMap, findings: Vec<Finding>) {
        for span in &mut self.damaged {
            *span = map.output_of(*span);
        }
        for finding in findings {
            match finding.effect {
                Effect::Noted => {}
                Effect::Repaired => self.repairs += 1,
                Effect::Uncertain => {
                    self.repairs += 1;
                    self.repairs_uncertain += 1;
                }
                Effect::Damaged => self.damaged.push(map.output_of(finding.at)),
            }
            self.diagnostics.push(DiagnosticRow {
                severity: finding.severity,
                code: finding.code,
                message: finding.message,
                before: finding.before,
                after: finding.after,
                bytes: Some(self.map.raw(finding.at)),
            });
        }
        self.map.push(map);
    }
}

/// A step's text, where it is another than its input, its map and its findings.
fn parts(step: Step<'_>) -> (Option<String>, StepMap, Vec<Finding>) {
    let text = match step.text {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(text),
    };
    (text, step.map, step.findings)
}
