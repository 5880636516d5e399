//! HZ (RFC 1843): GB2312 in seven bits, `~{` before and `~}` behind it, once used in mail and news.
//!
//! A piece of such a file may begin within the Chinese part; it is then read so from its first byte.

use super::codec::{Codec, Unit};
use super::likely::{BAD, BIT, cost};
use super::recode::Recoder;
use memchr::memmem;

/// Characters that a sample is made of.
const SAMPLE: usize = 4096;
/// The mean cost, in quarters of a bit, below which the characters are Chinese prose.
const PLAUSIBLE: u32 = 14 * BIT;

/// Whether a seven-bit text is HZ: it has its escape sequences (or no space at all), and what stands there is Chinese.
pub fn is_hz(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let escaped = memmem::find(bytes, b"~{").or_else(|| memmem::find(bytes, b"~}"));
    if escaped.is_none() && (bytes.len() < 8 || sample.iter().any(|b| *b <= b' ' && *b != b'\n')) {
        return false;
    }
    let from = escaped.map_or(0, |at| at.saturating_sub(SAMPLE / 2));
    let (mut sum, mut count) = (0, 0_u32);
    walk(&bytes[from..bytes.len().min(from + SAMPLE)], |_, piece| {
        if let Piece::Wide(unit) = piece {
            sum += match unit {
                Unit::Char(c, _) => cost(c),
                _ => BAD,
            };
            count += 1;
        }
    });
    count > 0 && sum < PLAUSIBLE * count
}

/// Decodes HZ from `start` on.
pub fn decode(recoder: &mut Recoder, bytes: &[u8], start: usize) {
    walk(&bytes[start..], |at, piece| match piece {
        Piece::Wide(unit) => recoder.unit(start + at, unit),
        Piece::Narrow(c) => recoder.push(start + at, c, 1),
        Piece::Tilde => recoder.push(start + at, '~', 2),
        Piece::Escape => recoder.gap(),
    });
}

/// What stands at a place of an HZ text.
enum Piece {
    /// Two seven-bit bytes.
    Wide(Unit),
    Narrow(char),
    /// `~~`.
    Tilde,
    /// `~{`, `~}` or `~` at a line's end: no text.
    Escape,
}

fn walk(bytes: &[u8], mut see: impl FnMut(usize, Piece)) {
    let (mut wide, mut at) = begins_wide(bytes);
    if at > 0 {
        see(0, Piece::Wide(Unit::Bad(1)));
    }
    while at < bytes.len() {
        let (piece, width) = match (&bytes[at..], wide) {
            ([b'~', b'{', ..], false) => {
                wide = true;
                (Piece::Escape, 2)
            }
            ([b'~', b'}', ..], true) => {
                wide = false;
                (Piece::Escape, 2)
            }
            ([b'~', b'~', ..], false) => (Piece::Tilde, 2),
            ([b'~', b'\n', ..], false) => (Piece::Escape, 2),
            ([a @ 0x21..=0x7D, b @ 0x21..=0x7E, ..], true) => {
                let pair = [a | 0x80, b | 0x80];
                let unit = Codec::Gb18030.unit(&pair, 0);
                (Piece::Wide(if unit.width() == 2 { unit } else { Unit::Bad(2) }), 2)
            }
            ([a, ..], _) => {
                // A line's end closes an open part.
                wide &= *a != b'\n';
                let cut = wide && *a > b' ';
                (if cut { Piece::Wide(Unit::Bad(1)) } else { Piece::Narrow(char::from(*a)) }, 1)
            }
            ([], _) => break,
        };
        see(at, piece);
        at += width;
    }
}

/// Whether the text begins within a Chinese part, and the half character before its first whole one.
fn begins_wide(bytes: &[u8]) -> (bool, usize) {
    let line = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let (open, close) = (memmem::find(bytes, b"~{"), memmem::find(bytes, b"~}"));
    match (open, close) {
        (Some(open), close) if close.is_none_or(|close| open < close) => (false, 0),
        (_, Some(close)) if close < line => (true, close % 2),
        (None, None) if !bytes[..line].contains(&b' ') => {
            (true, usize::from(pairs_cost(&bytes[1.min(line)..line]) < pairs_cost(&bytes[..line])))
        }
        _ => (false, 0),
    }
}

/// The cost of the pairs at the start of a line, in quarters of a bit.
fn pairs_cost(line: &[u8]) -> u32 {
    let pairs = line.chunks_exact(2).take(64);
    pairs
        .map(|pair| match Codec::Gb18030.unit(&[pair[0] | 0x80, pair[1] | 0x80], 0) {
            Unit::Char(c, 2) => cost(c),
            _ => BAD,
        })
        .sum()
}
