//! Runs that have lost their `?`, and often a character or two besides: `！笆濉逼陂g` was `“十二五”期間`, or `“十三五”`.
//!
//! Whatever a site filters out, it takes the `?` and private-use characters first. What is left cannot be restored with any
//! certainty, so it is only said where the damage is: where characters behind a mark are much likelier when they are read one byte
//! early. The characters behind each mark were looked at before ([`crate::text::survey`]).

use super::read::{Reading, mark, reading};
use crate::tables::rows::{Severity, Span};
use crate::text::likely::{self, BIT, cost};
use crate::text::step::{Effect, Finding};

/// The excess of the first characters behind a mark at which they are read again, and how many those are.
const ODD: i32 = 3 * BIT as i32;
const FIRST: usize = 3;
/// What reading early must save, for each character and over all; and how many characters must come of it.
const SAVING: u32 = 3 * BIT;
const SAVING_ALL: u32 = 18 * BIT;
const SHORTEST: usize = 3;
/// How far such a run is followed.
const LONGEST: usize = 40;

/// What is said of such runs; `behind_marks` is where unusual characters follow a mark at once.
pub(super) fn find(input: &str, behind_marks: &[usize]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for at in behind_marks.iter().filter_map(|odd| odd_mark(input, *odd)) {
        if findings.last().is_none_or(|last| last.at.end <= at) {
            findings.extend(run_at(input, at));
        }
    }
    findings
}

/// Where the mark stands before the unusual character at `odd`, if it has no `?` and those behind it are odd too.
fn odd_mark(input: &str, odd: usize) -> Option<usize> {
    let mark = input[..odd].chars().next_back().filter(|c| mark(*c).is_some())?;
    let at = odd - mark.len_utf8();
    let excess = |c: char| likely::looks().get(c as usize).map_or(0, |look| likely::excess(*look));
    let odd = !input[..at].ends_with('?') && input[odd..].chars().take(FIRST).map(excess).sum::<i32>() >= ODD;
    odd.then_some(at)
}

/// The run behind the mark at `at`, if it makes a text that is so much likelier.
fn run_at(input: &str, at: usize) -> Option<Finding> {
    let reading = reading(input, at, LONGEST);
    let (end, after) = reading.ends.iter().filter(|end| end.marked).filter_map(|end| better(input, at, &reading, end)).next_back()?;
    Some(Finding {
        severity: Severity::Warning,
        code: "garble-unrepaired",
        message: format!("characters read one byte late, others lost: perhaps {after:?}"),
        before: Some(input[at..end].to_string()),
        after: None,
        at: Span::new(at, end),
        effect: Effect::Damaged,
    })
}

/// Where a run ends and what it says, when that is likelier than what stands there.
fn better(input: &str, at: usize, reading: &Reading, end: &super::read::End) -> Option<(usize, String)> {
    let after: String = reading.inner[..end.inner].iter().chain(&end.last).collect();
    let sum = |text: &str| text.chars().map(cost).sum::<u32>();
    let count = after.chars().count();
    let saved = sum(input[at..end.at].trim_start_matches(|c| mark(c).is_some())).saturating_sub(sum(&after));
    (count >= SHORTEST && saved >= SAVING_ALL.max(count as u32 * SAVING)).then_some((end.at, after))
}
