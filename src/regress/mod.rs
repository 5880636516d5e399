//! The tests that stand beside the rules, run through the real extraction of one sentence.
//!
//! It compares and reports; it prints nothing, and it makes no rule better. A test's sentence is put into a small document with
//! the headings, sentence before, plan period and so on that the test names, and the rows that come out are set against it.

mod compare;
mod fixture;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::rules::{Emit, Pack, Rule, RuleStatus, RuleTest};
use crate::tables::rows::{Outcome, Rows};

/// What came of running the tests of a pack.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Tests run.
    pub tests: usize,
    /// Rules that run and have tests.
    pub tested: usize,
    /// Every failure, in the order of the files.
    pub failures: Vec<Failure>,
    /// Rules that run and lack a test of one kind or both; no failure, but something to do.
    pub lacking: Vec<Lacking>,
}

impl Report {
    /// Whether every test passed.
    pub fn is_clean(&self) -> bool {
        self.failures.is_empty()
    }
}

/// A test that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The id of the rule.
    pub rule: String,
    /// The file the test stands in, as given.
    pub file: String,
    /// One-based.
    pub line: usize,
    /// The sentence.
    pub text: String,
    /// What was expected and what came, a line each.
    pub differences: Vec<String>,
}

/// A rule that lacks tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Lacking {
    /// The id of the rule.
    pub rule: String,
    /// The file it stands in, as given.
    pub file: String,
    /// One-based.
    pub line: usize,
    /// Whether it has no test of what it must read.
    pub positive: bool,
    /// Whether it has no test of what it must leave.
    pub negative: bool,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}: {} fails on", self.file, self.line, self.rule)?;
        write!(f, "    {}", self.text)?;
        self.differences.iter().try_for_each(|difference| write!(f, "\n  - {difference}"))
    }
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.positive, self.negative) {
            (true, true) => "no test",
            (true, false) => "no test of what it must read",
            _ => "no test of what it must leave alone",
        };
        write!(f, "{}:{}: {} has {what}", self.file, self.line, self.rule)
    }
}

/// Runs every test of every rule that is not deprecated.
pub fn check(pack: &Pack) -> Report {
    let mut report = Report::default();
    for rule in pack.rules().iter().filter(|rule| rule.status != RuleStatus::Deprecated) {
        report.tested += usize::from(!rule.tests.is_empty());
        report.lacking.extend(lacking(rule));
        for test in &rule.tests {
            report.tests += 1;
            let differences = run(pack, rule, test);
            if !differences.is_empty() {
                report.failures.push(Failure {
                    rule: rule.id.to_string(),
                    file: rule.file.to_string(),
                    line: test.line,
                    text: test.text.clone(),
                    differences,
                });
            }
        }
    }
    report
}

fn lacking(rule: &Rule) -> Option<Lacking> {
    let positive = !rule.tests.iter().any(|test| !test.is_negative());
    let negative = !rule.tests.iter().any(RuleTest::is_negative);
    (positive || negative).then(|| Lacking { rule: rule.id.to_string(), file: rule.file.to_string(), line: rule.line, positive, negative })
}

/// Runs one test: what is not as it says, a line each.
fn run(pack: &Pack, rule: &Rule, test: &RuleTest) -> Vec<String> {
    let (rows, sentence) = match fixture::rows(pack, test) {
        Ok(read) => read,
        Err(failure) => return vec![format!("the sentence cannot be read: {failure}")],
    };
    let mut differences = Vec::new();
    if let Some(expected) = &test.rows {
        let found: Vec<_> = rows.quantities.iter().filter(|row| sentence.contains(row.bytes)).collect();
        differences.extend(compare::rows(expected, &found));
        let made = rule.emit != Emit::Quantity || expected.is_empty() || found.iter().any(|row| *row.rule == *rule.id);
        if differences.is_empty() && !made {
            let makers: Vec<_> = found.iter().map(|row| &*row.rule).collect();
            differences.push(format!("the rows are right, but made by {}, not by this rule", makers.join(", ")));
        }
    }
    if let Some(expected) = &test.suppressed {
        let found: Vec<_> = suppressed(&rows, rule).filter(|(span, _)| sentence.contains(*span)).map(|(_, raw)| raw).collect();
        if found != *expected {
            differences.push(format!("suppressed by this rule: expected {expected:?}, came {found:?}{}", other_suppressors(&rows, rule)));
        }
    }
    if rule.emit == Emit::Cue && !test.is_negative() && !cue_stands(pack, rule, test) {
        differences.push("the cue stands nowhere in the test".to_owned());
    }
    differences
}

/// The numerals that a rule suppressed.
fn suppressed<'r>(rows: &'r Rows, rule: &'r Rule) -> impl Iterator<Item = (crate::tables::rows::Span, &'r str)> {
    let mine = rows.numerals.iter().filter(|row| row.outcome == Outcome::Suppressed && row.rule.as_deref() == Some(&*rule.id));
    mine.map(|row| (row.bytes, row.raw.as_str()))
}

/// What became of the numerals that this rule did not suppress, to be shown with a failure.
fn other_suppressors(rows: &Rows, rule: &Rule) -> String {
    let others = rows.numerals.iter().filter(|row| row.rule.as_deref() != Some(&*rule.id));
    let said: Vec<_> =
        others.map(|row| format!("{} {} {}", row.raw, row.outcome.as_str(), row.rule.as_deref().unwrap_or("by no rule"))).collect();
    if said.is_empty() { String::new() } else { format!("; others: {}", said.join(", ")) }
}

fn cue_stands(pack: &Pack, rule: &Rule, test: &RuleTest) -> bool {
    pack.matcher(&test.text).cues_in(rule.within, &test.text).iter().any(|hit| std::ptr::eq(hit.rule, rule))
}
