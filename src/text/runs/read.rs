//! Where runs may begin, and every way to read the bytes of one.

use crate::text::gbk::codes;
use crate::text::gloss;
use memchr::memchr_iter;

/// What follows from the bytes of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reading {
    /// The second byte of the first character.
    pub trail: u8,
    /// The characters behind the first, as far as the bytes make any.
    pub inner: Vec<char>,
    /// Whether an ASCII letter or digit was read as its full-width form for that: copies fold them too, but seldom hold them.
    pub folded: Vec<bool>,
    /// Where the run may end, the shortest first.
    pub ends: Vec<End>,
}

/// One way that a run may end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct End {
    /// How many of the inner characters come before it.
    pub inner: usize,
    /// A last character that was made with a second byte below 0x80.
    pub last: Option<char>,
    /// The first byte of a last character whose second byte was lost.
    pub lead: Option<u8>,
    /// The gloss behind a last character that was lost in part: it stood there without its opening bracket.
    pub syllable: Option<String>,
    /// Where the run ends, in bytes of the text.
    pub at: usize,
    /// Whether what was lost at the end left a `?`.
    pub marked: bool,
    /// Whether a digit may have been swallowed at the end.
    pub open: bool,
}

/// The marks that were cut out, with their bytes.
pub(super) fn mark(c: char) -> Option<[u8; 2]> {
    match c {
        '。' => Some([0xa1, 0xa3]),
        '!' | '！' => Some([0xa3, 0xa1]),
        ',' | '，' => Some([0xa3, 0xac]),
        ';' | '；' => Some([0xa3, 0xbb]),
        '?' | '？' => Some([0xa3, 0xbf]),
        _ => None,
    }
}

/// Where a `?` stands before one of the marks with something on the same line behind them.
pub(super) fn starts(input: &str) -> Vec<usize> {
    let begins = |text: &str| {
        let mut chars = text.chars();
        chars.next().is_some_and(|c| mark(c).is_some()) && chars.next().is_some_and(|c| !c.is_control())
    };
    memchr_iter(b'?', input.as_bytes()).filter(|at| begins(&input[at + 1..])).collect()
}

/// How far a run is followed, in characters, and how many ways to end it are kept.
pub(super) const LONGEST: usize = 4000;
const MOST_ENDS: usize = 400;

/// Reads the run behind the mark at `start` as far as its bytes make characters, `longest` at most.
pub(super) fn reading(input: &str, start: usize, longest: usize) -> Reading {
    let mut reading = Reading::default();
    let mut chars = input[start..].char_indices().map(|(at, c)| (start + at, c)).take(longest);
    let Some([trail, mut lead]) = chars.next().and_then(|(_, c)| mark(c)) else { return reading };
    reading.trail = trail;
    for (at, c) in chars {
        reading.ends.extend(end_at(input, at, c, lead, reading.inner.len()));
        // Another run begins here: this one has ended.
        let next_run = c == '?' && input[at + 1..].chars().next().is_some_and(|c| mark(c).is_some());
        let bytes = if c.is_ascii() { codes().wide_of(c) } else { codes().bytes_of(c) };
        let Some([second, next]) = bytes.filter(|_| !next_run && reading.ends.len() < MOST_ENDS) else { return reading };
        let Some(whole) = codes().char_of(lead, second).filter(|c| !is_private(*c)) else { return reading };
        reading.inner.push(whole);
        reading.folded.push(c.is_ascii_alphanumeric());
        if next < 0x80 {
            // The second byte was a letter that stood there: with it the run is over.
            reading.ends.push(End {
                inner: reading.inner.len(),
                last: Some(char::from(next)),
                lead: None,
                syllable: None,
                at: at + c.len_utf8(),
                marked: true,
                open: false,
            });
            return reading;
        }
        lead = next;
    }
    reading.ends.push(End {
        inner: reading.inner.len(),
        last: None,
        lead: Some(lead),
        syllable: None,
        at: input.len(),
        marked: false,
        open: false,
    });
    reading
}

/// How the run may end at the character `c` at `at`, behind `inner` whole characters and the first byte `lead` of one more.
fn end_at(input: &str, at: usize, c: char, lead: u8, inner: usize) -> Option<End> {
    let lost = End { inner, last: None, lead: Some(lead), syllable: None, at, marked: false, open: false };
    if c.is_control() || c.is_ascii_digit() {
        return Some(lost);
    }
    if c != '?' {
        // A second byte below 0x80 ends the run, and nothing is lost.
        let last = if matches!(c, '@'..='~') { codes().char_of(lead, c as u8).filter(|c| !is_private(*c)) } else { None };
        return last.map(|last| End { last: Some(last), lead: None, at: at + 1, marked: true, ..lost });
    }
    let rest = &input[at + 1..];
    if let Some(syllable) = gloss::syllable_at(rest) {
        return Some(End { syllable: Some(syllable.to_string()), at: at + 1 + syllable.len() + 1, marked: true, ..lost });
    }
    let next = rest.chars().next();
    let ends = next.is_none_or(|c| c.is_ascii() && !c.is_ascii_alphabetic());
    ends.then(|| End { at: at + 1, marked: true, open: next.is_some_and(|c| c.is_ascii_digit() || c == '.'), ..lost })
}

/// A character of the private-use area: undamaged text holds none.
pub(super) fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}
