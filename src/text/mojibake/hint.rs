//! A cheap look at whether a wrong decoding can explain a line at all, before the cheapest way through it is sought.
//!
//! It may say yes to what is none; it says no only where the way would gain nothing that counts: where no two characters side by side
//! could come of it, or where no stretch saves enough. The way weighs at every byte whether to change between reading rightly and
//! leaving; here the stretches alone are weighed, from left to right.

use super::way::{self, standing};
use super::wrong::{Made, Wrong};
use crate::text::codec::{Codec, Unit};
use crate::text::likely::{BIT, cost};

/// One line, and what is worked out for its hints.
pub(super) struct Hints<'t> {
    text: &'t str,
    /// The pieces that single bytes may have become: no single-byte reader makes ideographs.
    narrow: Vec<&'t str>,
    /// The line put back into bytes, by each of the readers that was asked for.
    units: Vec<(&'static Wrong, Bytes)>,
}

impl<'t> Hints<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let pieces = text.split(|c| matches!(c, '\u{3000}'..='\u{9fff}'));
        Self { text, narrow: pieces.filter(|piece| !piece.is_ascii()).collect(), units: Vec::new() }
    }

    /// Whether the way through the line is worth seeking when it has to save `saving`.
    pub(super) fn may_explain(&mut self, wrong: &'static Wrong, saving: u32) -> bool {
        match (wrong.drops_undefined(), wrong.right) {
            (true, Codec::Utf8) => has_neighbours(wrong, &self.narrow) && has_costly(wrong, &self.narrow, saving),
            (true, right) => has_neighbours(wrong, &self.narrow) && self.bytes(wrong).saves(right, saving),
            (_, Codec::Utf8) => has_sequences(&self.bytes(wrong).bytes) && self.bytes(wrong).saves(Codec::Utf8, saving),
            (_, right) => self.bytes(wrong).gains(right, saving) && self.bytes(wrong).saves(right, saving),
        }
    }

    fn bytes(&mut self, wrong: &'static Wrong) -> &Bytes {
        let known = self.units.iter().position(|(known, _)| known.is_read_like(wrong));
        let at = known.unwrap_or_else(|| {
            self.units.push((wrong, Bytes::of(wrong, self.text)));
            self.units.len() - 1
        });
        &self.units[at].1
    }
}

/// Of a single-byte reader: whether it can have made two characters beyond ASCII side by side.
fn has_neighbours(wrong: &Wrong, narrow: &[&str]) -> bool {
    let is_made = |c: char| wrong.encode(c).is_some();
    narrow.iter().any(|piece| {
        let mut neighbours = piece.chars().zip(piece.chars().skip(1)).filter(|(a, b)| !a.is_ascii() && !b.is_ascii());
        neighbours.any(|(a, b)| is_made(a) && is_made(b))
    })
}

/// Of UTF-8 read in single bytes: whether so much stands anywhere between characters that it cannot have become that the right reading
/// saves enough, were it of the cheapest.
fn has_costly(wrong: &Wrong, narrow: &[&str], saving: u32) -> bool {
    narrow.iter().any(|piece| {
        let mut sum = 0;
        piece.chars().any(|c| {
            let made = c == '\u{fffd}' || c.is_ascii() && c != '\0' || wrong.encode(c).is_some();
            // What is ASCII stays so, but for the mark of a loss.
            let stands = if c.is_ascii() && c != '?' { 0 } else { standing(c) };
            sum = if made { sum + stands } else { 0 };
            sum >= saving + CHEAPEST
        })
    })
}

/// No character costs less.
const CHEAPEST: u32 = 6 * BIT;

/// Of UTF-8 read in pairs: whether a whole character stands beside another, or beside what is left of one.
fn has_sequences(bytes: &[u8]) -> bool {
    let begins = |at: usize| matches!(bytes.get(at), Some(0xE2..=0xE9 | 0xEF));
    let rest = |at: usize| matches!(bytes.get(at), Some(0x80..=0xBF));
    let lost = |at: usize| bytes.get(at) == Some(&b'?');
    let whole = |at: usize| begins(at) && rest(at + 1) && rest(at + 2);
    (0..bytes.len()).any(|at| {
        // What came before may have lost its last byte, or two of them.
        let behind_torn = || (at >= 3 && begins(at - 3) && rest(at - 2) && lost(at - 1)) || (at >= 2 && begins(at - 2) && lost(at - 1));
        whole(at) && (begins(at + 3) || (lost(at + 3) && begins(at + 4)) || behind_torn() || rest(at + 3))
    })
}

/// A line put back into bytes.
struct Bytes {
    bytes: Vec<u8>,
    /// What the character costs as it stands that begins at each byte.
    stands: Vec<i32>,
}

/// Within a character, and where one begins that cannot be put back.
const INSIDE: i32 = -1;
const BAR: i32 = -2;

/// No stretch.
const NEVER: i32 = i32::MIN;
/// No unit has more bytes.
const LONGEST_UNIT: usize = 5;

impl Bytes {
    fn of(wrong: &Wrong, text: &str) -> Self {
        let (mut bytes, mut stands) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for c in text.chars() {
            let made = match c {
                '\0' => None,
                '\x01'..='\x7f' => Some(Made::Byte(c as u8)),
                '\u{fffd}' => Some(Made::Byte(b'?')),
                _ => wrong.encode(c),
            };
            stands.push(made.map_or(BAR, |_| standing(c) as i32));
            match made {
                Some(Made::Pair([lead, trail])) => {
                    bytes.extend([lead, trail]);
                    stands.push(INSIDE);
                }
                Some(Made::Byte(byte)) => bytes.push(byte),
                None => bytes.push(0),
            }
        }
        Self { bytes, stands }
    }

    /// Of pairs read as other pairs: whether so much would be saved if every character were read rightly that is likelier then.
    fn gains(&self, right: Codec, saving: u32) -> bool {
        let mut gain = 0;
        (0..self.bytes.len()).any(|at| {
            let is_pair = self.bytes[at] >= 0x80 && self.stands[at] >= 0 && self.stands.get(at + 1) == Some(&INSIDE);
            if is_pair && let Unit::Char(c, _) = right.unit(&self.bytes[..at + 2], at) {
                gain += (self.stands[at] - cost(c) as i32).max(0);
            }
            gain >= saving as i32
        })
    }

    /// Whether any stretch saves so much that is read rightly throughout: most of what is gained in one place is lost in the next.
    fn saves(&self, right: Codec, saving: u32) -> bool {
        // The most that a stretch up to each byte saves.
        let mut saved = vec![NEVER; self.bytes.len() + LONGEST_UNIT];
        for (at, stand) in self.stands.iter().copied().enumerate() {
            if stand != INSIDE && saved[at] >= saving as i32 || self.is_bridge(at) {
                return true;
            }
            let sum = if stand == INSIDE { saved[at] } else { saved[at].max(0) };
            if stand == BAR || sum == NEVER {
                continue;
            }
            let (cost, width) = self.read(right, at);
            let stood: i32 = self.stands[at..].iter().take(width).map(|stand| (*stand).max(0)).sum();
            saved[at + width] = saved[at + width].max(sum + stood - cost);
        }
        saved[self.bytes.len()..].iter().any(|saved| *saved >= saving as i32)
    }

    /// What the unit at a byte costs in the right encoding, as the way counts it, and its width.
    fn read(&self, right: Codec, at: usize) -> (i32, usize) {
        if self.bytes[at] < 0x80 && self.stands[at] >= 0 {
            return (self.stands[at], 1);
        }
        let unit = right.unit(&self.bytes, at);
        let (cost, width) = match unit {
            Unit::Char('\u{fffd}', _) => (way::REPLACED, unit.width()),
            Unit::Char(c, _) => (cost(c), unit.width()),
            Unit::Pair(..) => (way::PAIR, unit.width()),
            Unit::Bad(_) if right == Codec::Utf8 && way::begins(self.bytes[at]) => {
                let marked = self.bytes.get(at + unit.width()) == Some(&b'?');
                if marked { (way::LOST_MARKED, unit.width() + 1) } else { (way::LOST, unit.width()) }
            }
            Unit::Bad(_) => (way::STRAY, unit.width()),
        };
        (cost as i32, width)
    }

    /// Whether the way may build a bridge over what was dropped at a byte: that is its own affair.
    fn is_bridge(&self, at: usize) -> bool {
        self.stands[at] >= 0 && matches!(self.bytes[at..], [0xE3..=0xE9, 0x80..=0xBF, 0x80..=0xBF, 0x80..=0xBF, ..])
    }
}

#[cfg(test)]
mod tests {
    use super::super::SAVING;
    use super::super::wrong::WRONG;
    use super::*;
    use crate::text::likely::{PLANE, cost_of};
    use crate::text::tests::{Dice, SAMPLE};
    use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};

    #[test]
    fn no_character_costs_less_than_the_cheapest() {
        assert!((0x80..PLANE).all(|code| cost_of(code) >= CHEAPEST));
    }

    /// A piece of a line read wrongly, and a character of it lost.
    fn garbled(line: &str, dice: &mut Dice) -> String {
        let written = [UTF_8, GB18030, BIG5][dice.below(3)];
        let read = [GB18030, BIG5, EUC_KR, WINDOWS_1252, SHIFT_JIS][dice.below(5)];
        let start = line.floor_char_boundary(dice.below(line.len()));
        let end = line.floor_char_boundary((start + dice.below(60)).min(line.len()));
        let bytes = written.encode(&line[start..end]).0;
        let piece = read.decode_without_bom_handling(&bytes).0;
        let lost = piece.chars().nth(dice.below(20)).unwrap_or('，');
        format!("{}{}{}", &line[..start], piece.replace(lost, ["", "?", "\u{fffd}"][dice.below(3)]), &line[end..])
    }

    #[test]
    fn where_nothing_is_saved_the_way_finds_nothing() {
        let mut dice = Dice::new(5);
        let (mut yes, mut no) = (0, 0);
        for line in SAMPLE.lines().filter(|line| line.len() > 30).cycle().take(400) {
            let text = garbled(line, &mut dice);
            for wrong in WRONG {
                let saves = match (wrong.drops_undefined(), wrong.right) {
                    (true, Codec::Utf8) => has_costly(wrong, &Hints::of(&text).narrow, SAVING),
                    (_, right) => Bytes::of(wrong, &text).saves(right, SAVING),
                };
                let found = !way::through(&text, 0, wrong, SAVING).0.is_empty();
                assert!(saves || !found, "{} {text}", wrong.name);
                (yes, no) = (yes + usize::from(found), no + usize::from(!saves));
            }
        }
        assert!(yes > 100 && no > 1000, "{yes} {no}");
    }
}
