//! The first look: which stretches hold characters that Chinese prose does not, several close together.
//!
//! Every character adds what it costs above the usual ([`crate::text::likely`]) to a sum and takes off what it costs below; a
//! stretch in which the sum passes a threshold is suspicious. One table look-up a character, no allocation on a clean text.

use crate::tables::rows::Span;
use crate::text::likely;

/// Bytes before and behind a suspicious stretch that are looked at with it.
const MARGIN: usize = 120;
/// What the sum is held below, in limits, so that clean text takes it back to zero soon.
const CEILING: i32 = 4;

/// Bytes after which a stretch ends with its line, and after which it ends anyway.
const LONG: usize = 1 << 14;
const LONGEST: usize = 1 << 16;

/// The stretches in which the excess passes `limit`, each with some text on either side; and whether any character of the text is
/// Traditional alone, which the same look tells.
pub fn suspicious(text: &str, limit: i32) -> (Vec<Span>, bool) {
    let bytes = text.as_bytes();
    let mut stretches: Vec<Span> = Vec::new();
    let mut traditional = false;
    let (mut at, mut calm) = (0, 0);
    while let Some((from, here, mut sum)) = until_excess(bytes, at, calm, limit, &mut traditional) {
        let end = until_calm(bytes, here, &mut sum, limit, &mut traditional);
        add(text, Span::new(from, end), &mut stretches);
        (at, calm) = (end, end);
    }
    (stretches, traditional)
}

/// Where the sum passes the limit, and where it last was zero before; the text is calm up to `calm`.
fn until_excess(bytes: &[u8], mut at: usize, mut calm: usize, limit: i32, traditional: &mut bool) -> Option<(usize, usize, i32)> {
    let looks = likely::looks();
    let (mut sum, mut seen) = (0_i32, 0);
    let mut found = None;
    while let [a, ref rest @ ..] = bytes[at..] {
        // Line ends and other ASCII neither add nor take off: damage goes on behind them.
        if a < 0x80 {
            at += 1;
            continue;
        }
        let (code, width) = match (a, rest) {
            (0xE0..=0xEF, [b, c, ..]) => (usize::from(a & 0x0F) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F), 3),
            _ => wide(bytes, at, a),
        };
        let look = looks[code];
        seen |= look;
        sum += likely::excess(look);
        at += width;
        if sum <= 0 {
            at = skip_usual(bytes, at, &mut seen);
            (sum, calm) = (0, at);
        } else if sum > limit {
            found = Some((calm, at, sum.min(limit * CEILING)));
            break;
        }
    }
    *traditional |= likely::is_traditional(seen);
    found
}

/// Where the first character from `at` on stands that costs more than the usual; nearly all of a text is skipped here.
#[inline]
fn skip_usual(bytes: &[u8], mut at: usize, seen: &mut u8) -> usize {
    let looks = likely::looks();
    while let [a, b, c, ..] = bytes[at..] {
        if a < 0x80 {
            at += 1;
            continue;
        }
        let look = looks[usize::from(a & 0x0F) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F)];
        if a & 0xF0 != 0xE0 || likely::excess(look) > 0 {
            break;
        }
        *seen |= look;
        at += 3;
    }
    at
}

/// Where the sum has come down to zero or, in a text that is garbled throughout, a line ends or a limit is reached.
fn until_calm(bytes: &[u8], start: usize, sum: &mut i32, limit: i32, traditional: &mut bool) -> usize {
    let looks = likely::looks();
    let mut at = start;
    while at < bytes.len() && *sum > 0 && at - start < LONGEST && !(bytes[at] == b'\n' && at - start > LONG) {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        let (code, width) = wide(bytes, at, bytes[at]);
        *traditional |= likely::is_traditional(looks[code]);
        *sum = (*sum + likely::excess(looks[code])).min(limit * CEILING);
        at += width;
    }
    at
}

/// Adds a stretch with its margins; joined to the one before where they touch, unless that makes it too long.
fn add(text: &str, found: Span, stretches: &mut Vec<Span>) {
    let start = text.floor_char_boundary(found.start.saturating_sub(MARGIN));
    let end = text.ceil_char_boundary((found.end + MARGIN).min(text.len()));
    match stretches.last_mut() {
        Some(last) if start <= last.end && end - last.start < LONGEST => last.end = end.max(last.end),
        Some(last) => {
            let start = start.max(last.end);
            stretches.push(Span::new(start, end.max(start)));
        }
        None => stretches.push(Span::new(start, end)),
    }
}

/// The code of the character that begins with `lead`, and its width; those beyond the basic plane count as private use.
#[inline]
fn wide(bytes: &[u8], at: usize, lead: u8) -> (usize, usize) {
    let low = |byte: u8| usize::from(byte & 0x3F);
    match (&bytes[at..], lead) {
        ([_, b, c, ..], 0xE0..=0xEF) => (usize::from(lead & 0x0F) << 12 | low(*b) << 6 | low(*c), 3),
        ([_, b, ..], 0xC0..=0xDF) => (usize::from(lead & 0x1F) << 6 | low(*b), 2),
        _ => (0xE000, 4),
    }
}
