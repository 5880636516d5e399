//! The first look: which lines hold characters that Chinese prose does not, several close together.
//!
//! Every character adds what it costs above the usual ([`crate::text::likely`]) to a sum and takes off what it costs below; a line
//! in which the sum passes a threshold is suspicious. One table look-up a character, no allocation on a clean text.

use std::sync::LazyLock;

use crate::tables::rows::Span;
use crate::text::likely::{self, BIT};

/// What each character of the basic plane adds to the sum, in quarters of a bit.
static EXCESS: LazyLock<Box<[i8; 0x1_0000]>> = LazyLock::new(|| {
    let costs = likely::costs();
    let mut excess = Box::new([0; 0x1_0000]);
    for (code, slot) in excess.iter_mut().enumerate() {
        let usual = i32::from(costs[code]) - 13 * BIT as i32;
        *slot = match char::from_u32(code as u32) {
            Some('à' | 'á' | 'è' | 'é' | 'ì' | 'í' | 'ò' | 'ó' | 'ù' | 'ú' | 'ü' | '×' | '°' | '·' | '±') => 4,
            // One of these is a name or a sign, several are a text read wrongly.
            Some('\u{a1}'..='\u{24f}' | '\u{400}'..='\u{4ff}') => 18,
            Some('\u{ac00}'..='\u{d7a3}' | '\u{3040}'..='\u{30ff}') => 8,
            Some('\u{80}'..='\u{9f}' | '\u{ff61}'..='\u{ff9f}') => 24,
            Some('\u{e000}'..='\u{f8ff}') => 24,
            // The first of 锟斤拷, which is U+FFFD twice, read as GBK.
            Some('锟') => 60,
            _ => usual.clamp(-24, 40) as i8,
        };
    }
    excess
});

/// The lines in which the excess passes `limit`, without their ends.
pub fn suspicious(text: &str, limit: i32) -> Vec<Span> {
    let bytes = text.as_bytes();
    let excess = &*EXCESS;
    let mut lines: Vec<Span> = Vec::new();
    let (mut at, mut sum) = (0, 0_i32);
    while at < bytes.len() {
        let lead = bytes[at];
        if lead < 0x80 {
            // Line ends and other ASCII neither add nor take off: damage goes on behind them.
            at += 1;
            continue;
        }
        let (code, width) = wide(bytes, at, lead);
        sum = (sum + i32::from(excess[code])).max(0);
        at += width;
        if sum > limit {
            let line = line_at(bytes, at, lines.last().map_or(0, |line| line.end));
            at = line.end;
            sum = 0;
            lines.push(line);
        }
    }
    lines
}

/// The code of the character that begins with `lead`, and its width; those beyond the basic plane count as private use.
#[inline]
fn wide(bytes: &[u8], at: usize, lead: u8) -> (usize, usize) {
    let low = |i: usize| usize::from(bytes.get(at + i).copied().unwrap_or(0) & 0x3F);
    match lead {
        0xE0..=0xEF => (usize::from(lead & 0x0F) << 12 | low(1) << 6 | low(2), 3),
        0xF0.. => (0xE000, 4),
        _ => (usize::from(lead & 0x1F) << 6 | low(1), 2),
    }
}

/// The line that holds the byte before `at`, not reaching back before `after`.
fn line_at(bytes: &[u8], at: usize, after: usize) -> Span {
    let start = memchr::memrchr(b'\n', &bytes[after..at]).map_or(after, |i| after + i + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |i| at + i);
    Span::new(start, end)
}
