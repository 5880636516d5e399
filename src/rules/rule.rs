//! What a rule is: its turn of phrase, what it sets, its guards and tests. How it is read is for [`super::checker`], how it is
//! compiled for [`super::engine`].

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::pattern::{Cut, Half};
use super::set::Set;
use crate::tables::rows::Label;

/// How far a rule is to be trusted, and whether it runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleStatus {
    /// On trial: it runs, and may be without tests.
    Experimental,
    /// It runs, and has tests.
    #[default]
    Stable,
    /// It does not run; its id stays known, so that old tables can be read.
    Deprecated,
}

/// What a rule does with what it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emit {
    /// The numeral is no quantity, and the rule's id says why.
    Suppress,
    /// The numeral is a quantity.
    Quantity,
    /// The numeral is a year or period that dates the rows beside it.
    Time,
    /// No numeral: words that set fields of the rows beside them.
    Cue,
}

impl Emit {
    /// How many there are.
    pub(super) const COUNT: usize = 4;

    /// As written in the files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suppress => "suppress",
            Self::Quantity => "quantity",
            Self::Time => "time",
            Self::Cue => "cue",
        }
    }
}

/// The text that a rule looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Within {
    /// Between two of `,` `;` `:`, or the sentence's ends.
    #[default]
    Clause,
    /// To 。！？.
    Sentence,
}

/// One rule of the pack.
#[derive(Debug)]
pub struct Rule {
    /// Stable for ever: `target.reach`.
    pub id: Label,
    /// Ids it had before.
    pub aliases: Vec<String>,
    /// Whether it runs.
    pub status: RuleStatus,
    /// A turn of the language that it reads.
    pub about: String,
    /// What it does.
    pub emit: Emit,
    /// Where it looks.
    pub within: Within,
    /// Among matches of one length the higher wins.
    pub priority: i32,
    /// What it sets.
    pub set: Set,
    /// Its tests.
    pub tests: Vec<RuleTest>,
    /// The file it stands in, as shown, and its line.
    pub file: Arc<str>,
    /// One-based.
    pub line: usize,
    /// Its place among the rules of the pack.
    pub(super) number: u32,
}

/// A sentence and what must come of it.
#[derive(Clone, Debug)]
pub struct RuleTest {
    /// The sentence.
    pub text: String,
    /// The kind of document it stands in, as in the contract.
    pub doc_type: Option<String>,
    /// The document's title.
    pub title: Option<String>,
    /// The headings it stands under, from the top.
    pub headings: Vec<String>,
    /// First and last year of the plan.
    pub period: Option<(i32, i32)>,
    /// The sentence before.
    pub previous: Option<String>,
    /// The name of the box's item it stands in.
    pub item: Option<String>,
    /// The rows of `quantities` it must give, in order, each with the fields that matter.
    pub rows: Option<Vec<BTreeMap<String, toml::Value>>>,
    /// The numerals, as written, that this rule must suppress, in order.
    pub suppressed: Option<Vec<String>>,
    /// One-based line of the test.
    pub line: usize,
}

impl RuleTest {
    /// Whether it says what must not happen.
    pub fn is_negative(&self) -> bool {
        self.rows.as_ref().is_none_or(Vec::is_empty) && self.suppressed.as_ref().is_none_or(Vec::is_empty)
    }
}

/// A rule with its patterns parsed.
#[derive(Debug)]
pub struct Parsed {
    pub rule: Rule,
    /// Of a rule at a numeral.
    pub cuts: Vec<Cut>,
    /// Of a cue.
    pub cues: Vec<Half>,
    pub guards: Guards,
}

/// What must or must not stand beside a match.
#[derive(Clone, Debug, Default)]
pub struct Guards {
    /// None of these in the rule's own scope.
    pub unless: Vec<Half>,
    /// None of these in the sentence.
    pub unless_sentence: Vec<Half>,
    /// One of these in the rule's own scope, if there are any.
    pub when: Vec<Half>,
    /// One of these in the sentence, if there are any.
    pub when_sentence: Vec<Half>,
    /// None of these directly left of the numeral.
    pub not_left: Vec<Half>,
    /// None of these directly right of it.
    pub not_right: Vec<Half>,
}

impl Guards {
    /// Whether any of them looks for something in a scope, not only beside the numeral.
    pub fn look_at_scopes(&self) -> bool {
        [&self.unless, &self.unless_sentence, &self.when, &self.when_sentence].into_iter().any(|guards| !guards.is_empty())
    }
}

/// The fields that `rows` of a test may name; see the contract's `quantities`.
pub const ROW_FIELDS: &[&str] = &[
    "raw",
    "value",
    "value_high",
    "value_text",
    "unit",
    "unit_base",
    "value_base",
    "value_base_high",
    "dimension",
    "bound",
    "kind",
    "status",
    "tone",
    "indicator",
    "indicator_id",
    "year",
    "period",
    "period_start",
    "period_end",
    "time_source",
    "per_year",
    "cumulative",
    "relative_to",
    "attribute",
    "baseline_year",
    "baseline_value",
    "region",
    "certain",
    "rule",
];
