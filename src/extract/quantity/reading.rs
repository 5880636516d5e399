//! Where a sentence stands, and what is read of one of its figures: the types that its reader and its callers share.

use compact_str::CompactString;

use super::time::{Frame, InForce};
use crate::rules::Rule;
use crate::tables::rows::*;

/// Where a sentence stands.
#[derive(Clone, Debug, Default)]
pub struct Place<'a> {
    /// The document's own time.
    pub frame: Frame,
    /// What its headings, or else its document, say of planned and achieved.
    pub status: Option<Status>,
    /// Whether `status` comes from a heading and not from the kind of document.
    pub under_heading: bool,
    /// The time of its headings.
    pub heading: InForce,
    /// The time of the sentence before in the same paragraph.
    pub carried: InForce,
    /// The item of the box, or the lead of the paragraph.
    pub item: Option<&'a str>,
}

/// A quantity, before it is a row.
#[derive(Clone, Debug)]
pub struct Amount<'p> {
    /// Its numeral, by index.
    pub numeral: usize,
    /// The thing measured, as written.
    pub indicator: Option<CompactString>,
    /// How the value bounds it.
    pub bound: Bound,
    /// A stock, a growth rate, a change or a number of things.
    pub kind: Kind,
    /// Planned, achieved, or neither.
    pub status: Status,
    /// How firmly it is put.
    pub tone: Tone,
    /// The year or period it is for.
    pub time: InForce,
    /// 年均, 每年.
    pub per_year: bool,
    /// 累计.
    pub cumulative: bool,
    /// What it is measured against.
    pub relative_to: Option<CompactString>,
    /// The value it is measured against.
    pub baseline_value: Option<f64>,
    /// False when another reading is nearly as good.
    pub certain: bool,
    /// The rule that read it.
    pub rule: &'p Rule,
    /// From its left words to the end of its object.
    pub extent: Span,
    pub(super) clause: usize,
    /// Whether it stands within the object of another amount.
    pub nested: bool,
}
