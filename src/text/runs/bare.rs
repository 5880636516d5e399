//! Runs that have lost their `?`, and often a character or two besides: `！笆濉逼陂g` was `“十二五”期間`, or `“十三五”`.
//!
//! Whatever a site filters out, it takes the `?` and private-use characters first. What is left cannot be restored with any
//! certainty, so it is only said where the damage is: where characters behind a mark are much likelier when they are read one byte
//! early. It costs a look at the characters behind each mark.

use super::read::{Reading, mark, reading};
use crate::tables::rows::{Severity, Span};
use crate::text::likely::{self, BIT, cost};
use crate::text::step::{Effect, Finding};
use memchr::{memchr2_iter, memchr3_iter};

/// The excess of the first characters behind a mark at which they are read again, and how many those are.
const ODD: i32 = 3 * BIT as i32;
const FIRST: usize = 3;
/// What reading early must save, for each character and over all; and how many characters must come of it.
const SAVING: u32 = 3 * BIT;
const SAVING_ALL: u32 = 18 * BIT;
const SHORTEST: usize = 3;
/// How far such a run is followed.
const LONGEST: usize = 40;

/// What is said of such runs.
pub(super) fn find(input: &str) -> Vec<Finding> {
    let bytes = input.as_bytes();
    let wide = memchr2_iter(0xe3, 0xef, bytes);
    let narrow = memchr3_iter(b',', b';', b'!', bytes);
    let mut places: Vec<usize> = wide.chain(narrow).filter(|at| is_odd_behind(input, *at)).collect();
    places.sort_unstable();
    let mut findings: Vec<Finding> = Vec::new();
    for at in places {
        if findings.last().is_none_or(|last| last.at.end <= at) {
            findings.extend(run_at(input, at));
        }
    }
    findings
}

/// Whether a mark stands at `at`, without a `?`, and odd characters behind it.
fn is_odd_behind(input: &str, at: usize) -> bool {
    let bytes = input.as_bytes();
    let width = if bytes[at] < 0x80 { 1 } else { 3 };
    // The first character behind must be of three bytes, most are usual ones.
    let Some(&[a @ 0xe0..=0xef, b, c]) = bytes.get(at + width..at + width + 3) else { return false };
    let look = likely::looks()[usize::from(a & 0x0f) << 12 | usize::from(b & 0x3f) << 6 | usize::from(c & 0x3f)];
    if likely::excess(look) <= 0 || (at > 0 && bytes[at - 1] == b'?') {
        return false;
    }
    let mut rest = input[at..].chars();
    let excess = |c: char| likely::looks().get(c as usize).map_or(0, |look| likely::excess(*look));
    rest.next().is_some_and(|c| mark(c).is_some()) && rest.take(FIRST).map(excess).sum::<i32>() >= ODD
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
