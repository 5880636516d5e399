//! What single characters and words mean to this room, as bits; for all characters in one table, so that a look at a character
//! answers every question about it.

use crate::tables::rows::Span;

/// What is told by a character, in the lower half, and by the words of the lists, in the upper.
pub type Kinds = u32;

/// Parts clauses, or the pieces of a list.
pub const MARK: Kinds = 1;
/// Opens or closes a stretch in which marks part nothing.
pub const BRACKET: Kinds = 1 << 1;
/// Such a one that opens; the quote that does both too.
pub const OPENING: Kinds = 1 << 12;
/// 等, which may sum up a list.
pub const SUM: Kinds = 1 << 2;
/// 的.
pub const OF: Kinds = 1 << 3;
/// May join two names: 和, 及, 与, 以及.
pub const JOINT: Kinds = 1 << 4;
/// A word of those looked for in the middle of pieces may begin here, if the next character is the second of one.
pub const HEAD: Kinds = 1 << 5;
/// Such a word may begin here, whatever stands behind it.
pub const WHOLE: Kinds = 1 << 13;
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

/// It tells what something does: the stretch is a clause.
pub const CLAUSAL: Kinds = 1 << 17;
/// The same at the head of a name.
pub const CLAUSAL_HEAD: Kinds = 1 << 18;
/// A programme that every plan has.
pub const PROGRAMME: Kinds = 1 << 19;
/// Work on what stands already.
pub const EXPANSION: Kinds = 1 << 20;
/// 一期, 二期.
pub const PHASE: Kinds = 1 << 21;
/// The name ends before it: what it shall become, or what the next sentence leans on where a full stop is lost.
pub const ELSEWHERE: Kinds = 1 << 22;
/// At the head of a name: it is of no place.
pub const SCOPE: Kinds = 1 << 23;
/// At the head of a name: its rank.
pub const RANK: Kinds = 1 << 24;
/// A verb that may govern from the middle of a piece.
pub const INNER: Kinds = 1 << 25;

/// The characters of each kind.
const SIGNS: [(&str, Kinds); 15] = [
    ("、,，;:。；：!?\n", MARK),
    ("(（“‘《〈【〔[\"", BRACKET | OPENING),
    (")）”’》〉】〕]", BRACKET),
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
];

/// What is noted of the characters of a sentence; [`HEAD`] where the second character of such a word may follow.
const SEEN: Kinds = MARK | BRACKET | OPENING | SUM | OF | JOINT | HEAD | WHOLE;

/// As many characters as the first plane has; those of the others mean nothing here.
const PLANE: usize = 1 << 16;

/// The kinds of all characters.
#[derive(Debug)]
pub struct Signs {
    kinds: Box<[u16; PLANE]>,
    /// For each last byte, and by the lower six bits the one before it, whether a character that is noted in sentences may end so; for
    /// characters of less than three bytes as if a zero stood there.
    ends: Box<[u64; 256]>,
    /// The second characters of words, by the lower bits of their last two bytes.
    seconds: [u64; 64],
    /// The numerals, by their lowest bits.
    numerals: [u64; 64],
}

/// A character of a sentence that is noted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sign {
    pub at: usize,
    pub c: char,
    /// What the character may mean, and the words that begin with it.
    pub kinds: Kinds,
}

impl Default for Signs {
    fn default() -> Self {
        Self::new([])
    }
}

impl Signs {
    /// The table, which tells where these words may begin.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut signs = Self { kinds: Box::new([0; PLANE]), ends: Box::new([0; 256]), seconds: [0; 64], numerals: [0; 64] };
        SIGNS.iter().for_each(|(chars, kind)| chars.chars().for_each(|c| signs.add(c, *kind)));
        for word in words {
            let mut chars = word.chars();
            match (chars.next(), chars.next()) {
                (Some(first @ '\u{800}'..='\u{ffff}'), Some(second @ '\u{800}'..='\u{ffff}')) => {
                    signs.add(first, HEAD);
                    signs.seconds[second as usize >> 6 & 63] |= 1 << (second as usize & 63);
                }
                (Some(first), _) => signs.add(first, WHOLE),
                _ => {}
            }
        }
        signs
    }

    fn add(&mut self, c: char, kind: Kinds) {
        if let Some(kinds) = self.kinds.get_mut(c as usize) {
            *kinds |= kind as u16;
        }
        if kind & NUMERAL != 0 {
            self.numerals[c as usize >> 6 & 63] |= 1 << (c as usize & 63);
        }
        if kind & SEEN == 0 {
            return;
        }
        match *c.encode_utf8(&mut [0; 4]).as_bytes() {
            [.., _, before, last] => self.ends[usize::from(last)] |= 1 << (before & 63),
            [.., last] => self.ends[usize::from(last)] |= 1,
            [] => {}
        }
    }

    /// What a character may mean.
    #[inline]
    pub fn of(&self, c: char) -> Kinds {
        self.of_scalar(c.into())
    }

    /// The same, by its scalar value.
    #[inline]
    pub fn of_scalar(&self, c: u32) -> Kinds {
        self.kinds.get(c as usize).copied().unwrap_or(0).into()
    }

    /// Whether a character is a numeral.
    #[inline]
    pub fn is_numeral(&self, c: char) -> bool {
        self.numerals[c as usize >> 6 & 63] >> (c as usize & 63) & 1 != 0 && self.of(c) & NUMERAL != 0
    }

    /// Where the first numeral of a text stands.
    pub fn find_numeral(&self, text: &str) -> Option<usize> {
        let mut rest = text.as_bytes();
        loop {
            // Most characters are of three bytes and no numerals.
            while let [0xe0..=0xef, before, last, behind @ ..] = rest
                && self.numerals[usize::from(before & 63)] >> (last & 63) & 1 == 0
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

    /// Puts the characters of a stretch that are to be noted behind those that are there, and the numbers of the marks and brackets among
    /// them at the front of `places`; how many these are.
    pub fn find(&self, text: &str, within: Span, places: &mut Vec<usize>, found: &mut Vec<Sign>) -> usize {
        let bytes = &text.as_bytes()[..within.end];
        let count = self.places(bytes, within.start, places);
        let first = found.len();
        found.resize(first + count, Sign::default());
        let (mut end, mut marks) = (first, 0);
        for i in 0..count {
            let at = bytes.len() - places[i];
            let (c, second) = self.pair(&bytes[at..]);
            let kinds = Kinds::from(self.kinds[usize::from(c)]) & SEEN;
            found[end] = Sign { at, c: char::from_u32(c.into()).unwrap_or_default(), kinds };
            // No more numbers are written than places are read.
            places[marks] = end;
            marks += usize::from(kinds & (MARK | BRACKET) != 0);
            end += usize::from((kinds != 0) & ((kinds != HEAD) | second));
        }
        found.truncate(end);
        marks
    }

    /// The first character of a text of UTF-8, and whether it and the next are of three bytes and that may be the second of a word.
    #[inline]
    fn pair(&self, text: &[u8]) -> (u16, bool) {
        match *text {
            [lead @ 0xe0..=0xef, middle, last, _, before, end, ..] => {
                (three(lead, middle, last), self.seconds[usize::from(before & 63)] >> (end & 63) & 1 != 0)
            }
            _ => (first_plane(text), false),
        }
    }

    /// Puts the places of the characters that may be noted, as the bytes from there to the end, at the front of `places`, and a few
    /// that are not; how many.
    ///
    /// Each character is written down, and the next over it where it is passed over: what stands in a plan cannot be foretold.
    fn places(&self, bytes: &[u8], start: usize, places: &mut Vec<usize>) -> usize {
        if places.len() <= bytes.len() - start {
            places.resize(bytes.len() - start + 1, 0);
        }
        let (mut rest, mut count) = (&bytes[start..], 0);
        let mut note = |left: usize, before: u8, last: u8| {
            places[count] = left;
            count += (self.ends[usize::from(last)] >> (before & 63)) as usize & 1;
        };
        loop {
            while let [0xe0..=0xef, before, last, behind @ ..] = rest {
                note(rest.len(), *before, *last);
                rest = behind;
            }
            let (before, last, behind) = match rest {
                [last @ 0..=0x7f, behind @ ..] | [0x80..=0xdf, last, behind @ ..] => (0, *last, behind),
                [_, _, before, last, behind @ ..] => (*before, *last, behind),
                _ => return count,
            };
            note(rest.len(), before, last);
            rest = behind;
        }
    }
}

/// The first character of a text of UTF-8; zero for one beyond the first plane, and for no character.
#[inline]
fn first_plane(bytes: &[u8]) -> u16 {
    match *bytes {
        [lead @ 0xe0..=0xef, middle, last, ..] => three(lead, middle, last),
        [ascii @ 0..=0x7f, ..] => ascii.into(),
        [lead @ 0x80..=0xdf, last, ..] => u16::from(lead & 31) << 6 | u16::from(last & 63),
        _ => 0,
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

    /// What [`Signs::find`] shall find, character by character.
    fn plainly(signs: &Signs, seconds: &str, text: &str) -> Vec<Sign> {
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let second = |i: usize| chars.get(i + 1).is_some_and(|&(_, next)| seconds.contains(next));
        let found = chars.iter().enumerate().map(|(i, &(at, c))| (at, c, signs.of(c) & SEEN, second(i)));
        found
            .filter(|&(_, _, kinds, second)| kinds != 0 && (kinds != HEAD || second))
            .map(|(at, c, kinds, _)| Sign { at, c, kinds })
            .collect()
    }

    proptest! {
        #[test]
        fn numerals_are_found(text in "[建一七等、年é😀a2]{0,12}") {
            let signs = Signs::default();
            prop_assert_eq!(signs.find_numeral(&text), text.find(|c| signs.is_numeral(c)));
        }

        #[test]
        fn a_text_is_gone_through_by_characters(text in "[建设工程扩的等和、,()。é😀a-c0-9]{0,40}") {
            let signs = Signs::new(["建设", "扩建", "程", "b建"]);
            let mut found = vec![];
            let mut places = vec![];
            let marks = signs.find(&text, Span::new(0, text.len()), &mut places, &mut found);
            prop_assert!(places[..marks].iter().copied().eq((0..found.len()).filter(|&i| found[i].kinds & (MARK | BRACKET) != 0)));
            prop_assert_eq!(found, plainly(&signs, "设建", &text));
        }
    }
}
