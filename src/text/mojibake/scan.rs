//! The first look: which stretches hold characters that Chinese prose does not, several close together.
//!
//! Every character adds what it costs above the usual ([`crate::text::likely`]) to a sum and takes off what it costs below; a
//! stretch in which the sum passes a threshold is suspicious. One table look-up a character, no allocation on a clean text. What else
//! can be told by the same look is told along with it, so that later steps need not look again.

use super::damage;
use crate::tables::rows::Span;
use crate::text::{gloss, likely};

/// Bytes before and behind a suspicious stretch that are looked at with it.
const MARGIN: usize = 120;
/// What the sum is held below, in limits, so that clean text takes it back to zero soon.
const CEILING: i32 = 4;

/// Bytes after which a stretch ends with its line, and after which it ends anyway.
const LONG: usize = 1 << 14;
const LONGEST: usize = 1 << 16;

/// What the first look at a text tells.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The stretches in which the excess passes the limit, each with some text on either side.
    pub stretches: Vec<Span>,
    /// Whether any character of the text is Traditional alone.
    pub traditional: bool,
    /// Whether any character stands for a lost one.
    pub lost: bool,
    /// Where an unusual character of three bytes follows a mark at once: there a run may begin that lost its `?`.
    pub behind_marks: Vec<usize>,
}

/// Looks at a text; a stretch is suspicious in which the excess passes `limit`.
pub fn look(text: &str, limit: i32) -> Look {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), limit, at: 0, sum: 0, seen: 0, lost: false, behind_marks: Vec::new() };
    let mut stretches = Vec::new();
    while let Some(from) = scanner.until_excess() {
        scanner.until_calm();
        add(text, Span::new(from, scanner.at), &mut stretches);
    }
    Look { stretches, traditional: likely::is_traditional(scanner.seen), lost: scanner.lost, behind_marks: scanner.behind_marks }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    limit: i32,
    at: usize,
    sum: i32,
    /// The looks of all characters so far, one bit over the other.
    seen: u8,
    lost: bool,
    behind_marks: Vec<usize>,
}

impl Scanner<'_> {
    /// Goes on until the sum passes the limit, and says where it last was zero before.
    fn until_excess(&mut self) -> Option<usize> {
        let mut calm = self.at;
        self.sum = 0;
        while self.at < self.bytes.len() {
            self.step();
            if self.sum <= 0 {
                self.skip_usual();
                (self.sum, calm) = (0, self.at);
            } else if self.sum > self.limit {
                return Some(calm);
            }
        }
        None
    }

    /// Goes on until the sum has come down to zero or, in a text that is garbled throughout, a line ends or a limit is reached.
    fn until_calm(&mut self) {
        let (start, ceiling) = (self.at, self.limit * CEILING);
        let ends = |at: usize| at - start >= LONGEST || self.bytes[at] == b'\n' && at - start > LONG;
        self.sum = self.sum.min(ceiling);
        while self.at < self.bytes.len() && self.sum > 0 && !ends(self.at) {
            self.step();
            self.sum = self.sum.min(ceiling);
        }
    }

    /// Adds the character at hand. Line ends and other ASCII neither add nor take off: damage goes on behind them.
    #[inline]
    fn step(&mut self) {
        let lead = self.bytes[self.at];
        if lead < 0x80 {
            self.at += 1;
            return;
        }
        let (code, width) = wide(&self.bytes[self.at..]);
        // The letters of a gloss are no damage.
        if width == 2
            && let Some(end) = gloss::end_around(self.text, self.at)
        {
            self.at = end;
            return;
        }
        let look = likely::looks()[code];
        let excess = likely::excess(look);
        if excess > 0 && width == 3 {
            self.lost |= damage::begins_loss(code, &self.bytes[self.at..]);
            if follows_mark(&self.bytes[..self.at]) {
                self.behind_marks.push(self.at);
            }
        }
        self.seen |= look;
        self.sum += excess;
        self.at += width;
    }

    /// Goes to the first character that costs more than the usual; nearly all of a text is skipped here.
    #[inline]
    fn skip_usual(&mut self) {
        let (looks, bytes) = (likely::looks(), self.bytes);
        let (mut at, mut seen) = (self.at, 0);
        'usual: loop {
            for &[lead, b, c] in bytes[at..].as_chunks().0 {
                if lead & 0xF0 != 0xE0 {
                    break;
                }
                let look = looks[of_three(lead, b, c)];
                if likely::excess(look) > 0 {
                    break 'usual;
                }
                seen |= look;
                at += 3;
            }
            let narrow = ascii(&bytes[at..]);
            if narrow == 0 {
                break;
            }
            at += narrow;
        }
        self.at = at;
        self.seen |= seen;
    }
}

/// How many of the next eight bytes are ASCII, up to the first that is not.
#[inline]
fn ascii(bytes: &[u8]) -> usize {
    match bytes.first_chunk() {
        Some(eight) => (u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080).trailing_zeros() as usize / 8,
        None => bytes.iter().take_while(|byte| byte.is_ascii()).count(),
    }
}

/// Whether some text ends with one of the marks that were cut out of runs ([`crate::text::runs`]), in one byte or three.
#[inline]
pub fn follows_mark(before: &[u8]) -> bool {
    match before {
        [.., b',' | b';' | b'!'] => true,
        // 。 and ！，；？.
        [.., 0xe3, 0x80, 0x82] | [.., 0xef, 0xbc, 0x81 | 0x8c | 0x9b | 0x9f] => true,
        _ => false,
    }
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

/// The code of the character beyond ASCII that some bytes begin with, and its width; those beyond the basic plane count as private
/// use.
#[inline]
fn wide(bytes: &[u8]) -> (usize, usize) {
    match *bytes {
        [lead @ 0xE0..=0xEF, b, c, ..] => (of_three(lead, b, c), 3),
        [lead @ 0xC0..=0xDF, b, ..] => (usize::from(lead & 0x1F) << 6 | usize::from(b & 0x3F), 2),
        _ => (0xE000, 4),
    }
}

/// The code of a character of three bytes; what is above their bits is taken off in one.
#[inline]
fn of_three(lead: u8, b: u8, c: u8) -> usize {
    const ABOVE: u16 = (0x80 << 6) + 0x80;
    let bits = (u16::from(lead) << 12).wrapping_add(u16::from(b) << 6).wrapping_add(u16::from(c));
    usize::from(bits.wrapping_sub(ABOVE))
}
