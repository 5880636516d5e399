//! What is lost for good: said, and kept away from the numbers.
//!
//! U+FFFD stands for a lost character, `?` may stand for one. Where digits stand next to such a place, one of them may be lost
//! too: `（?025` was `（2025`, `?50万元` may have been `150万元`. So the digits belong to the damage.

use crate::tables::rows::{Severity, Span};
use crate::text::sieve;
use crate::text::step::{Effect, Finding, Step};
use crate::text::survey::{Signs, Survey};

/// The diagnostic of a place that could not be put right.
pub fn unrepaired(input: &str, at: Span, how: &str, after: &str, bytes: &[u8], guess: Option<char>) -> Finding {
    let hex: Vec<_> = bytes.iter().take(24).map(|b| format!("{b:02X}")).collect();
    let bytes = if hex.is_empty() { String::new() } else { format!(", bytes {}", hex.join(" ")) };
    let or = guess.map(|c| format!(", or {c}")).unwrap_or_default();
    Finding {
        severity: Severity::Warning,
        code: "garble-unrepaired",
        message: format!("{how}: a character is lost{bytes}{or}"),
        before: Some(at.of(input).chars().take(40).collect()),
        after: Some(after.to_owned()),
        at,
        effect: Effect::Damaged,
    }
}

/// Reports the lost characters of a text but for those that `known` holds already. Where the text was `torn` (UTF-8 read in a
/// double-byte encoding), a `?` before a digit is one, too. Where losses stand close together nothing between them is believed.
pub fn report<'a>(input: &'a str, known: &[Span], torn: bool, survey: &Survey) -> Step<'a> {
    let spans = match survey {
        Survey { lost: true, .. } => losses(input.as_bytes(), torn),
        Survey { signs: Signs { question: true, .. }, .. } => swallowing(input.as_bytes(), torn),
        _ => return Step::untouched(input),
    };
    let known = merged(known.to_vec());
    let mut findings = Vec::new();
    for near in spans.chunk_by(|a, b| b.start < a.end + NEAR) {
        if near.len() >= MANY {
            findings.push(ruined(input, near));
        } else {
            let unknown = near.iter().filter(|span| !is_known(&known, **span));
            findings.extend(unknown.map(|span| unrepaired(input, *span, "damaged", span.of(input), &[], None)));
        }
    }
    Step { findings, ..Step::untouched(input) }
}

/// Losses that are no farther apart than so many bytes, and so many of them, ruin what is between.
const NEAR: usize = 24;
const MANY: usize = 4;

fn is_known(known: &[Span], span: Span) -> bool {
    let next = known.partition_point(|k| k.end <= span.start);
    known.get(next).is_some_and(|k| k.contains(span))
}

/// The diagnostic of a stretch of which more is lost than left.
fn ruined(input: &str, losses: &[Span]) -> Finding {
    let at = Span::new(losses[0].start, losses[losses.len() - 1].end);
    let message = format!("damaged: characters are lost in {} places close together, what is between them is not believed", losses.len());
    Finding { message, ..unrepaired(input, at, "damaged", "", &[], None) }
}

/// Characters that stand for what was lost: U+FFFD, and 烫 or 屯 three times in a row, with what uninitialised memory is filled.
const LOST: [(&[u8; 3], usize); 3] = [(b"\xef\xbf\xbd", 1), (b"\xe7\x83\xab", 3), (b"\xe5\xb1\xaf", 3)];

/// The places where a character stands for what was lost, and the question marks that do.
fn losses(bytes: &[u8], torn: bool) -> Vec<Span> {
    let wanted = |_: u8, a: u8, b: u8, c: u8| {
        let is = |lost: &[u8; 3]| (a == lost[0]) & (b == lost[1]) & (c == lost[2]);
        is(LOST[0].0) | is(LOST[1].0) | is(LOST[2].0) | (a == b'?') & b.is_ascii_digit()
    };
    let mut spans: Vec<Span> = Vec::new();
    for at in sieve::places(bytes, wanted) {
        match spans.last_mut() {
            _ if bytes[at] == b'?' => spans.extend(swallows(bytes, at, torn).then(|| Span::new(at, at + 1))),
            Some(last) if last.end == at && bytes[last.start..].starts_with(&bytes[at..at + 3]) => last.end = at + 3,
            _ => spans.push(Span::new(at, at + 3)),
        }
    }
    let least =
        |span: &Span| LOST.iter().find(|(lost, _)| bytes[span.start..].starts_with(*lost)).map_or(1, |(lost, times)| lost.len() * times);
    spans.retain(|span| span.len() >= least(span));
    spans
}

/// Whether the character of this code is one of [`LOST`]; all of them are unusual.
fn is_loss(code: usize) -> bool {
    matches!(code, 0xfffd | 0x70eb | 0x5c6f)
}

/// The same of a character that these bytes begin with, and whether it stands as it would for a loss: U+FFFD alone, the others in a row.
pub fn begins_loss(code: usize, bytes: &[u8]) -> bool {
    is_loss(code) && (code == 0xfffd || bytes.get(3..6) == bytes.get(..3))
}

/// The question marks alone that stand for what was lost.
fn swallowing(bytes: &[u8], torn: bool) -> Vec<Span> {
    let is_one = |at: &usize| bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && swallows(bytes, *at, torn);
    memchr::memchr_iter(b'?', bytes).filter(is_one).map(|at| Span::new(at, at + 1)).collect()
}

/// Whether the question mark at `at`, before a digit, stands for a digit or more: behind another, behind an opening bracket, or anywhere
/// in a torn text.
fn swallows(bytes: &[u8], at: usize, torn: bool) -> bool {
    let before = &bytes[..at];
    torn || before.ends_with(b"(") || before.ends_with("（".as_bytes()) || before.last().is_some_and(u8::is_ascii_digit)
}

/// The damaged spans with the numerals that touch them, sorted and merged.
pub fn with_numerals(clean: &str, mut damaged: Vec<Span>) -> Vec<Span> {
    for span in &mut damaged {
        *span = Span::new(clean.floor_char_boundary(span.start), clean.ceil_char_boundary(span.end));
        let after = clean[span.end..].char_indices().find(|(_, c)| !is_numeral(*c)).map_or(clean.len(), |(i, _)| span.end + i);
        let before = clean[..span.start].char_indices().rev().find(|(_, c)| !is_numeral(*c)).map_or(0, |(i, c)| i + c.len_utf8());
        *span = Span::new(before, after);
    }
    merged(damaged)
}

/// The spans that hold something, sorted, those that touch made one.
fn merged(mut damaged: Vec<Span>) -> Vec<Span> {
    damaged.retain(|span| !span.is_empty());
    damaged.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(damaged.len());
    for span in damaged {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || ".,%-—~/".contains(c) || "〇零一二三四五六七八九十百千万亿两半几点".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_stand_for_losses_are_unusual() {
        for (lost, _) in LOST {
            let c = std::str::from_utf8(lost).ok().and_then(|text| text.chars().next()).expect("a character");
            assert!(is_loss(c as usize));
            assert!(crate::text::likely::excess(crate::text::likely::looks()[c as usize]) > 0, "{c}");
        }
    }
}
