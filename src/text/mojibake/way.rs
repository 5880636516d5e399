//! The cheapest way through one line: which stretches are read as they stand and which in the right encoding.
//!
//! The line is put back into the bytes it was wrongly read from. From its end to its start every byte gets the least cost of
//! what follows, once when read in the right encoding and once when left as it stands; a change between the two has its price
//! (Viterbi with two states). A character that the wrong reader cannot have made bars the way.

use super::wrong::{Made, Wrong};
use crate::tables::rows::Span;
use crate::text::codec::{Codec, Unit};
use crate::text::likely::{BIT, cost};

/// The price of a change between reading rightly and leaving.
const CHANGE: u32 = 6 * BIT;
/// No way.
const NEVER: u32 = u32::MAX / 4;
/// Characters whose rest was lost, by what tells so.
pub(super) const LOST_MARKED: u32 = 12 * BIT;
pub(super) const LOST: u32 = 18 * BIT;
pub(super) const STRAY: u32 = 24 * BIT;
/// Two characters of one pair.
pub(super) const PAIR: u32 = 15 * BIT;
/// A character that stands for a loss, right or wrong.
pub(super) const REPLACED: u32 = 9 * BIT;
/// The mean cost of the characters beyond ASCII below which a line is well explained.
const CLEAN: u32 = 11 * BIT;
/// The mean cost of the characters beyond ASCII above which a stretch is as bad as what it was made of.
const PLAUSIBLE: u32 = 14 * BIT;
/// The bytes that windows-1252 and its kin leave undefined, which some programs drop.
const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// A stretch read in the right encoding.
#[derive(Debug)]
pub struct Stretch {
    pub wrong: &'static str,
    /// Whether it was UTF-8 read in pairs, where an odd byte may have swallowed a digit.
    pub tears: bool,
    /// Where it stands in the whole text.
    pub input: Span,
    /// As far as it was read; behind `input` stands only ASCII.
    end: usize,
    shown: usize,
    pub after: String,
    pub pieces: Vec<Piece>,
    /// What is saved against leaving it, in quarters of a bit.
    pub saved: u32,
    /// The cost of its characters beyond ASCII that are not lost, and their number.
    price: u32,
    wide: u32,
}

/// The smallest part of a stretch whose ends are ends of characters before and after.
#[derive(Debug, Default)]
pub struct Piece {
    pub input: Span,
    pub text: String,
    /// Something in it is lost or only guessed at in a way that may concern a number.
    pub lost: bool,
    /// The runner-up of a character that was guessed.
    pub guess: Option<char>,
    pub bytes: Vec<u8>,
}

/// What stands at a byte in the right encoding.
struct Reading {
    unit: Unit,
    width: usize,
    cost: u32,
    lost: bool,
    guess: Option<char>,
}

/// One line put back into bytes.
struct Line<'a> {
    wrong: &'a Wrong,
    bytes: Vec<u8>,
    /// The character that begins at each byte, none inside of one.
    owner: Vec<u32>,
    /// The characters, where each stands in the line, and whether the wrong reader can have made it.
    chars: Vec<(u32, char, bool)>,
    /// The cost and width of what stands at each byte in the right encoding.
    rights: Vec<(u32, u8)>,
}

const INSIDE: u32 = u32::MAX;

/// The stretches of a line that begins at `base` of the text, each saving at least `saving`; and whether they leave
/// nothing unlikely.
pub fn through(text: &str, base: usize, wrong: &'static Wrong, saving: u32) -> (Vec<Stretch>, bool) {
    let line = Line::of(text, wrong);
    let costs = line.costs();
    let mut stretches = line.stretches(&costs, text.len(), base);
    let least = if saving < 8 * BIT { 1 } else { wrong.least() };
    stretches.retain(|s| {
        s.saved >= saving
            && s.price <= PLAUSIBLE * s.wide
            && s.after.split(|c: char| c < '\u{2000}').any(|run| run.chars().count() >= least)
    });
    stretches.iter_mut().for_each(|s| s.after.truncate(s.shown));
    let clean = line.is_clean(costs.first().map_or(0, |[as_is, _]| *as_is), &stretches);
    (stretches, clean)
}

impl<'a> Line<'a> {
    fn of(text: &str, wrong: &'a Wrong) -> Self {
        let mut line = Self { wrong, bytes: Vec::with_capacity(text.len()), owner: Vec::new(), chars: Vec::new(), rights: Vec::new() };
        for (at, c) in text.char_indices() {
            let from = line.bytes.len();
            let made = match c {
                '\0' => false,
                '\u{fffd}' => {
                    line.bytes.push(b'?');
                    true
                }
                _ if c.is_ascii() => {
                    line.bytes.push(c as u8);
                    true
                }
                _ => match wrong.encode(c) {
                    Some(Made::Byte(byte)) => {
                        line.bytes.push(byte);
                        true
                    }
                    Some(Made::Pair(pair)) => {
                        line.bytes.extend(pair);
                        true
                    }
                    None => false,
                },
            };
            if !made {
                line.bytes.push(0);
            }
            line.owner.push(line.chars.len() as u32);
            line.owner.resize(line.bytes.len(), INSIDE);
            debug_assert!(line.bytes.len() > from);
            line.chars.push((at as u32, c, made));
        }
        let right = |at: usize| line.reading(at).map_or((NEVER, 1), |reading| (reading.cost, reading.width as u8));
        line.rights = (0..line.bytes.len()).map(right).collect();
        line
    }

    /// The least cost from byte `at` on when it is read in the right encoding.
    fn rightly(&self, at: usize, costs: &[[u32; 2]]) -> u32 {
        let (cost, width) = self.rights[at];
        cost + costs[(at + usize::from(width)).min(self.bytes.len())][1]
    }

    /// Whether the cheapest way leaves nothing unlikely in the line.
    fn is_clean(&self, least: u32, stretches: &[Stretch]) -> bool {
        let ascii = |c: char| c.is_ascii();
        let plain: u32 = self.chars.iter().filter(|(_, c, _)| ascii(*c)).map(|(_, c, _)| cost(*c)).sum();
        let read: usize = stretches.iter().map(|s| s.input.len()).sum();
        let all = self.chars.last().map_or(0, |(at, c, _)| *at as usize + c.len_utf8());
        let wide: usize = stretches.iter().map(|s| s.after.chars().filter(|c| !ascii(*c)).count()).sum();
        // What stands outside the stretches is counted by its bytes, three to a character.
        least.saturating_sub(plain) <= CLEAN * (wide + all.saturating_sub(read) / 3) as u32
    }

    /// The least cost from each byte to the end: left as it stands, and read in the right encoding.
    fn costs(&self) -> Vec<[u32; 2]> {
        let len = self.bytes.len();
        let mut costs = vec![[0, 0]; len + 1];
        for at in (0..len).rev() {
            let right = self.rightly(at, &costs).min(NEVER);
            let as_is = match self.owner[at] {
                INSIDE => NEVER,
                owner => standing(self.chars[owner as usize].1) + costs[self.next(at)][0],
            };
            let least = as_is.min(right);
            let changed = least + self.change(at);
            costs[at] = match self.owner[at] {
                INSIDE => [NEVER, right],
                _ => [as_is.min(changed), right.min(changed)],
            };
        }
        costs
    }

    /// The price of a change at `at`: none where a line begins.
    fn change(&self, at: usize) -> u32 {
        if at == 0 || self.bytes[at - 1] == b'\n' { 0 } else { CHANGE }
    }

    /// The byte at which the character behind the one at `at` begins.
    fn next(&self, at: usize) -> usize {
        (at + 1..self.owner.len()).find(|i| self.owner[*i] != INSIDE).unwrap_or(self.owner.len())
    }

    /// Walks the cheapest way and cuts it into stretches.
    fn stretches(&self, costs: &[[u32; 2]], len: usize, base: usize) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let (mut at, mut right) = (0, false);
        while at < self.bytes.len() {
            let by_right = self.rightly(at, costs).min(NEVER);
            let starts = self.owner[at] != INSIDE;
            if starts {
                let as_is = standing(self.chars[self.owner[at] as usize].1) + costs[self.next(at)][0];
                let (stay, go) = if right { (by_right, as_is) } else { (as_is, by_right) };
                right ^= go + self.change(at) < stay;
            }
            if !right || self.rights[at].0 == NEVER {
                at = if starts { self.next(at) } else { at + 1 };
                right &= !starts;
                continue;
            }
            if stretches.last().is_none_or(|s| s.end != self.place(at, len) + base) {
                let start = self.place(at, len) + base;
                let input = Span::new(start, start);
                let tears = self.wrong.right == Codec::Utf8 && !self.wrong.drops_undefined();
                stretches.push(Stretch {
                    wrong: self.wrong.name,
                    tears,
                    input,
                    end: start,
                    shown: 0,
                    after: String::new(),
                    pieces: Vec::new(),
                    saved: 0,
                    price: 0,
                    wide: 0,
                });
            }
            let Some(stretch) = stretches.last_mut() else { break };
            at = self.piece(at, len, base, stretch);
        }
        stretches
    }

    /// Adds the piece that begins at `at` and gives its end.
    fn piece(&self, start: usize, len: usize, base: usize, stretch: &mut Stretch) -> usize {
        let mut piece = Piece::default();
        let (mut at, mut price) = (start, 0);
        while let Some(reading) = self.reading(at) {
            price += reading.cost;
            let from = piece.text.len();
            match reading.unit {
                Unit::Char(c, _) => piece.text.push(c),
                Unit::Pair(a, b, _) => piece.text.extend([a, b]),
                Unit::Bad(_) => piece.text.push('\u{fffd}'),
            }
            if piece.text.len() > from + 1 && !matches!(reading.unit, Unit::Bad(_) | Unit::Char('\u{fffd}', _)) {
                stretch.price += reading.cost;
                stretch.wide += piece.text[from..].chars().count() as u32;
            }
            piece.lost |= reading.lost;
            piece.guess = piece.guess.or(reading.guess);
            at += reading.width;
            if self.owner.get(at).is_none_or(|owner| *owner != INSIDE) {
                break;
            }
        }
        // A piece that a bar cuts short ends where its last character does.
        let at = (at..self.owner.len()).find(|i| self.owner[*i] != INSIDE).unwrap_or(self.bytes.len());
        piece.input = Span::new(self.place(start, len) + base, self.place(at, len) + base);
        let stood: u32 = (start..at).filter_map(|i| self.chars.get(self.owner[i] as usize)).map(|c| standing(c.1)).sum();
        stretch.saved = stretch.saved.saturating_add(stood).saturating_sub(price);
        stretch.after.push_str(&piece.text);
        stretch.end = piece.input.end;
        if piece.text.len() != 1 || piece.lost {
            if piece.lost {
                piece.bytes = self.bytes[start..at].to_vec();
            }
            stretch.input.end = piece.input.end;
            stretch.shown = stretch.after.len();
            stretch.pieces.push(piece);
        }
        at
    }

    /// Where the character that begins at byte `at` stands in the line.
    fn place(&self, at: usize, len: usize) -> usize {
        self.owner.get(at).and_then(|owner| self.chars.get(*owner as usize)).map_or(len, |c| c.0 as usize)
    }

    /// What the bytes at `at` are in the right encoding; none at a bar.
    fn reading(&self, at: usize) -> Option<Reading> {
        let standing_char = self.chars.get(self.owner[at] as usize);
        if standing_char.is_some_and(|(_, _, made)| !made) {
            return None;
        }
        let plain = |unit: Unit, cost| Reading { unit, width: unit.width(), cost, lost: false, guess: None };
        if standing_char.is_some_and(|(_, c, _)| *c == '\u{fffd}') {
            return Some(Reading { lost: true, ..plain(Unit::Bad(1), REPLACED) });
        }
        if let Some(reading) = self.bridged(at) {
            return Some(reading);
        }
        Some(match self.wrong.right.unit(&self.bytes, at) {
            unit @ Unit::Char('\u{fffd}', _) => Reading { lost: true, ..plain(unit, REPLACED) },
            unit @ Unit::Char('?', _) => Reading { lost: self.is_loss(at), ..plain(unit, cost('?')) },
            unit @ Unit::Char(c, _) => plain(unit, cost(c)),
            unit @ Unit::Pair(..) => plain(unit, PAIR),
            unit @ Unit::Bad(width) => match self.wrong.right {
                Codec::Utf8 => self.torn(at, usize::from(width)),
                _ => Reading { lost: true, ..plain(unit, STRAY) },
            },
        })
    }

    /// Whether the `?` at `at` may stand for a character: a double-byte reader made it of a pair that it lacks.
    fn is_loss(&self, at: usize) -> bool {
        let wide = |i: Option<usize>| i.and_then(|i| self.bytes.get(i)).is_some_and(|b| *b >= 0x80);
        !self.wrong.drops_undefined() && self.wrong.right != Codec::Utf8 && (wide(at.checked_sub(1)) || wide(Some(at + 1)))
    }

    /// A UTF-8 character that has lost its rest, or a rest without its beginning.
    fn torn(&self, at: usize, width: usize) -> Reading {
        let marks = |i: usize| {
            let owner = self.owner.get(i).and_then(|owner| self.chars.get(*owner as usize));
            owner.is_some_and(|(_, c, _)| matches!(c, '?' | '\u{fffd}'))
        };
        let begins = begins(self.bytes[at]);
        if begins
            && self.wrong.drops_undefined()
            && let Some(reading) = self.guessed(at, width, &marks)
        {
            return reading;
        }
        let marked = begins && marks(at + width);
        let width = width + usize::from(marked);
        let cost = match (begins, marked) {
            (true, true) => LOST_MARKED,
            (true, false) => LOST,
            _ => STRAY,
        };
        Reading { unit: Unit::Bad(width as u8), width, cost, lost: true, guess: None }
    }

    /// Two characters of which the pair in the middle was dropped without a trace: GBK's user-defined bytes became invisible
    /// private-use characters, and those were filtered out. The pair is AA to AF and a lead byte, so few readings are left.
    fn bridged(&self, at: usize) -> Option<Reading> {
        let four: [u8; 4] = self.bytes.get(at..at + 4)?.try_into().ok()?;
        let [lead, _, _, d] = four;
        let rest = |b: u8| (0x80..0xC0).contains(&b);
        let torn = (0xE3..=0xE9).contains(&lead) && four[1..].iter().all(|b| rest(*b)) && !self.bytes.get(at + 4).is_some_and(|b| rest(*b));
        if !torn || self.wrong.drops_undefined() || self.owner[at] == INSIDE || self.owner[at + 2] == INSIDE {
            return None;
        }
        let likeliest = |readings: &mut dyn Iterator<Item = [u8; 3]>| {
            let chars = readings.filter_map(|bytes| std::str::from_utf8(&bytes).ok()?.chars().next());
            let mut ranked: Vec<_> = chars.map(|c| (cost(c), c)).collect();
            ranked.sort_unstable();
            Some((*ranked.first()?, ranked.get(1).copied().unwrap_or((NEVER, ' '))))
        };
        let (first, other) = likeliest(&mut (0xAA..=0xAF).map(|b| [lead, four[1], b]))?;
        let (second, another) = likeliest(&mut (0xE4..=0xE9).map(|b| [b, four[2], d]))?;
        let near = |a: (u32, char), b: (u32, char)| (b.0 < a.0 + 6 * BIT).then_some(b.1);
        let guess = near(first, other).or(near(second, another));
        Some(Reading {
            unit: Unit::Pair(first.1, second.1, 4),
            width: 4,
            cost: first.0 + second.0 + 8 * BIT,
            lost: guess.is_some() || is_numeral(first.1) || is_numeral(second.1),
            guess,
        })
    }

    /// A character of which bytes were dropped that the reader leaves undefined: the likeliest of the few it can have been.
    fn guessed(&self, at: usize, width: usize, marks: &dyn Fn(usize) -> bool) -> Option<Reading> {
        let lead = self.bytes[at];
        let want = if lead >= 0xE0 { 3 } else { 2 };
        let missing = want - width.min(want);
        let mut ranked: Vec<(u32, char)> = Vec::new();
        let mut offer = |bytes: &[u8]| {
            if let Some(c) = std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()) {
                ranked.push((cost(c), c));
            }
        };
        for a in UNDEFINED {
            match (want, missing) {
                (2, _) => offer(&[lead, a]),
                (_, 1) => {
                    offer(&[lead, a, self.bytes[at + 1]]);
                    offer(&[lead, self.bytes[at + 1], a]);
                }
                _ => UNDEFINED.iter().for_each(|b| offer(&[lead, a, *b])),
            }
        }
        ranked.sort_unstable();
        ranked.dedup();
        let (price, c) = *ranked.first()?;
        let second = ranked.get(1).filter(|(other, _)| *other < price + 5 * BIT).map(|(_, c)| *c);
        let marked = (0..missing).take_while(|i| marks(at + width + i)).count();
        let lost = is_numeral(c) || second.is_some_and(is_numeral);
        Some(Reading { unit: Unit::Char(c, width as u8), width: width + marked, cost: price + 5 * BIT, lost, guess: second })
    }
}

/// Whether a character of UTF-8 that Chinese texts hold begins with this byte.
pub(super) fn begins(byte: u8) -> bool {
    matches!(byte, 0xE2..=0xE9 | 0xEF | 0xC2)
}

/// What a character costs as it stands.
pub(super) fn standing(c: char) -> u32 {
    match c {
        '\u{fffd}' => REPLACED,
        // These stand in pairs and rows.
        '—' | '“' | '”' | '…' => 5 * BIT,
        // A user's own character may be meant.
        '\u{e000}'..='\u{f8ff}' => 16 * BIT,
        _ => cost(c),
    }
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两半".contains(c)
}
