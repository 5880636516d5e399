//! What single characters and words mean to this room, as bits; for all characters in one table, so that a look at a character
//! answers every question about it.

use std::collections::BTreeMap;

use crate::extract::numeral::heads::Heads;
use crate::tables::rows::Span;
use crate::text::sieve;

/// What is told by a character, in the lower half, and by the words of the lists, in the upper.
pub type Kinds = u32;

/// Parts clauses, or the pieces of a list.
pub const MARK: Kinds = 1;
/// Opens or closes a stretch in which marks part nothing.
pub const BRACKET: Kinds = 1 << 1;
/// Such a one that opens; the quote that does both too.
pub const OPENING: Kinds = 1 << 5;
/// 等, which may sum up a list.
pub const SUM: Kinds = 1 << 2;
/// 的.
pub const OF: Kinds = 1 << 3;
/// May join two names: 和, 及, 与, 以及.
pub const JOINT: Kinds = 1 << 4;
/// A letter a–z.
pub const LATIN: Kinds = 1 << 6;
/// A digit 0–9.
pub const DIGIT: Kinds = 1 << 7;
/// A numeral, 0–9 or 一.
pub const NUMERAL: Kinds = 1 << 8;
/// An opening quote.
pub const QUOTE: Kinds = 1 << 9;
/// A dash or 至, which between two characters is of a route.
pub const ROUTE: Kinds = 1 << 10;
/// What the names of places end in.
pub const PLACE: Kinds = 1 << 11;
/// At the front of a name: something may have to be taken off.
pub const FRONT: Kinds = 1 << 14;
/// May end a word before which a name ends: 依托, 申报为, 纳入.
pub const ELSEWHERE: Kinds = 1 << 12;
/// 期, which may be of a phase.
pub const PHASE: Kinds = 1 << 15;

/// At the head of a name: it tells what something does.
pub const CLAUSAL_HEAD: Kinds = 1 << 18;
/// At the head of a name: it is of no place.
pub const SCOPE: Kinds = 1 << 23;
/// At the head of a name: its rank.
pub const RANK: Kinds = 1 << 24;

/// The characters of each kind. Those of ASCII do not stand in their wide forms in a clean text.
const SIGNS: [(&str, Kinds); 17] = [
    ("、,;:。!?\n", MARK),
    ("(“‘《〈【〔[\"", BRACKET | OPENING),
    (")”’》〉】〕]", BRACKET),
    ("等", SUM),
    ("的", OF),
    ("和及与以", JOINT),
    ("abcdefghijklmnopqrstuvwxyz", LATIN),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LATIN),
    ("0123456789", DIGIT | NUMERAL),
    ("一二三四五六七八九十两百", NUMERAL),
    ("“\"", QUOTE),
    ("—-至~", ROUTE),
    ("县市区镇州乡", PLACE),
    ("山江河湖岛湾村旗", PLACE),
    ("— ·的好(-0123456789一尽及和与", FRONT),
    ("托为入", ELSEWHERE),
    ("期", PHASE),
];

/// What is noted of the characters of a sentence.
const SEEN: Kinds = MARK | BRACKET | OPENING | SUM | OF | JOINT;

/// As many characters as the first plane has; those of the others mean nothing here.
const PLANE: usize = 1 << 16;

/// The kinds of all characters. Few go together: a byte for each character says which, so that the table takes little of the caches.
#[derive(Debug)]
pub struct Signs {
    classes: Box<[u8; PLANE]>,
    /// What the characters of a class may mean; those of the first mean nothing.
    kinds: [Kinds; 256],
    /// The numerals.
    numerals: Heads,
}

/// A character of a sentence that is noted; of few bytes, since many are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sign {
    at: u32,
    c: u16,
    /// What is noted of it: see [`SEEN`].
    kinds: u16,
}

impl Sign {
    #[inline]
    fn new(at: usize, c: u16, kinds: Kinds) -> Self {
        Self { at: at as u32, c, kinds: kinds as u16 }
    }

    /// Where it stands.
    #[inline]
    pub fn at(self) -> usize {
        self.at as usize
    }

    /// The character.
    #[inline]
    pub fn c(self) -> char {
        char::from_u32(self.c.into()).unwrap_or_default()
    }

    /// What it may mean.
    #[inline]
    pub fn kinds(self) -> Kinds {
        self.kinds.into()
    }

    /// Whether it may mean one of these.
    #[inline]
    pub fn is(self, kinds: Kinds) -> bool {
        self.kinds() & kinds != 0
    }
}

impl Default for Signs {
    fn default() -> Self {
        let mut signs = Self { classes: Box::new([0; PLANE]), kinds: [0; 256], numerals: Heads::default() };
        let mut kinds: BTreeMap<char, Kinds> = BTreeMap::new();
        SIGNS.iter().for_each(|(chars, kind)| chars.chars().for_each(|c| *kinds.entry(c).or_default() |= kind));
        kinds.into_iter().for_each(|(c, kinds)| signs.add(c, kinds));
        signs
    }
}

impl Signs {
    fn add(&mut self, c: char, kinds: Kinds) {
        // Each list of characters makes one or two: there are always some left.
        let class = (1..=255).find(|&class: &u8| [0, kinds].contains(&self.kinds[usize::from(class)])).unwrap_or_default();
        self.kinds[usize::from(class)] = kinds;
        if let Some(own) = self.classes.get_mut(c as usize) {
            *own = class;
        }
        if kinds & NUMERAL != 0 {
            self.numerals.extend([&*c.encode_utf8(&mut [0; 4])]);
        }
    }

    /// What a character may mean.
    #[inline]
    pub fn of(&self, c: char) -> Kinds {
        self.kinds[usize::from(self.classes.get(c as usize).copied().unwrap_or(0))]
    }

    /// Whether a character is a numeral.
    #[inline]
    pub fn is_numeral(&self, c: char) -> bool {
        self.of(c) & NUMERAL != 0
    }

    /// Where the first numeral of a text stands.
    pub fn find_numeral(&self, text: &str) -> Option<usize> {
        let mut rest = text.as_bytes();
        loop {
            // Most characters are of three bytes and no numerals.
            while let [0xe0..=0xef, before, last, behind @ ..] = rest
                && !self.numerals.may_hold(*before, *last)
            {
                rest = behind;
            }
            let at = text.len() - rest.len();
            let c = text[at..].chars().next()?;
            if self.is_numeral(c) {
                return Some(at);
            }
            rest = &rest[c.len_utf8()..];
        }
    }

    /// Puts the characters of a stretch that are to be noted behind those that are there.
    pub fn find(&self, text: &str, within: Span, found: &mut Vec<Sign>) {
        let bytes = &text.as_bytes()[..within.end];
        for at in sieve::places(&bytes[within.start..], may_be_noted).map(|at| within.start + at) {
            let c = scalar(&bytes[at..]);
            let kinds = self.kinds[usize::from(self.classes[usize::from(c)])] & SEEN;
            if kinds != 0 {
                found.push(Sign::new(at, c, kinds));
            }
        }
    }
}

/// Whether a character that begins with `a` may be one that is noted in sentences: all those, and few others.
#[inline]
fn may_be_noted(_: u8, a: u8, b: u8, c: u8) -> bool {
    let ascii = (a.wrapping_sub(b'!') < 12) & (a != b'%') | (a.wrapping_sub(b':') < 6) | (a == b'\n') | (a == b'[') | (a == b']');
    // “ and its like, 、 and its like.
    let marks = (a & 0xfe == 0xe2) & (b == 0x80);
    // 等的和及与以: before two bytes that both go on stands the first one of a character.
    let joints = (b == 0x92) & (c == 0x8c) | (b == 0x8f) & (c == 0x8a) | (b == 0xb8) & (c == 0x8e) | (b == 0xbb) & (c == 0xa5);
    ascii | marks | joints | (b == 0xad) & (c == 0x89) | (b == 0x9a) & (c == 0x84)
}

/// The first character of a text, if it is of one byte or of three; without a branch, since of how many cannot be foretold.
#[inline]
fn scalar(text: &[u8]) -> u16 {
    match *text {
        [lead, middle, last, ..] => {
            let (narrow, wide) = (u16::from(lead < 0x80), u16::from(lead & 0xf0 == 0xe0));
            (u16::from(lead) * narrow) | (three(lead, middle, last) * wide)
        }
        [lead, ..] => u16::from(lead),
        [] => 0,
    }
}

/// The character of three bytes.
#[inline]
fn three(lead: u8, middle: u8, last: u8) -> u16 {
    u16::from(lead) << 12 | u16::from(middle & 63) << 6 | u16::from(last & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numerals_are_found(text in "[建一七等、年é😀a2]{0,12}") {
            let signs = Signs::default();
            prop_assert_eq!(signs.find_numeral(&text), text.find(|c| signs.is_numeral(c)));
        }

        #[test]
        fn signs_are_found(text in "[\\PC建设等的和及与以、,;:()“”‘《〈【〔\\[\\]!?。？\n\"é😀a-c0-9]{0,140}", from in 0..9usize) {
            let signs = Signs::default();
            let start = (0..=from).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let mut found = vec![];
            signs.find(&text, Span::new(start, text.len()), &mut found);
            let plainly = text[start..].char_indices().map(|(at, c)| Sign::new(start + at, c as u16, signs.of(c) & SEEN));
            prop_assert_eq!(found, plainly.filter(|sign| sign.is(SEEN)).collect::<Vec<_>>());
        }
    }
}
