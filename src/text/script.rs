//! Traditional to Simplified characters, by region.
//!
//! Many characters are right in both scripts (后 干 里 于 著): whether they change is a question of the text they stand in, so a
//! document is looked at sentence by sentence, and only what is Traditional is converted, phrases before characters. In a
//! Simplified sentence a stray character that is Traditional alone is converted by itself. Simplified text costs one look at each
//! character. The words of Taiwan and Hong Kong are kept; only their characters change.

use super::codec::{BIG5_TABLE, GB_TABLE};
use super::likely::PLANE;
use super::pen::Pen;
use super::step::Step;
use crate::tables::rows::Script;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Makes the text Simplified and says what it was.
pub fn simplify(input: &str) -> (Step<'_>, Script) {
    let table = &*TABLE;
    if !table.has_traditional(input) {
        return (Step::untouched(input), Script::Simplified);
    }
    let regions: Vec<(usize, usize, Count)> = table.regions(input);
    let whole = regions.iter().fold(Count::default(), |whole, (.., region)| whole.with(*region));
    let mut writer = Writer { table, input, out: input.as_bytes().to_vec(), shorter: Vec::new() };
    for (start, end, region) in regions {
        if region.is_traditional_in(whole) {
            writer.convert(start, end);
        } else if region.traditional > 0 {
            writer.convert_strays(start, end);
        }
    }
    (writer.finish(), whole.script())
}

/// The Simplified form of a character that is Traditional, by itself; every other character as it is.
pub(super) fn simplified(c: char) -> char {
    index_of(c).and_then(|index| char::from_u32(TABLE.converts[index].to.into())).unwrap_or(c)
}

/// Which script alone a character belongs to.
pub(super) fn script_of(c: char) -> Option<Script> {
    let flags = TABLE.flags[index_of(c)?];
    if flags & TRADITIONAL != 0 {
        return Some(Script::Traditional);
    }
    (flags & SIMPLIFIED != 0).then_some(Script::Simplified)
}

/// How many of some characters are Traditional alone, and how many Simplified alone.
pub(super) fn count(text: impl Iterator<Item = char>) -> (usize, usize) {
    let table = &*TABLE;
    let flags = text.filter_map(index_of).map(|index| table.flags[index]);
    let count = flags.fold(Count::default(), Count::and);
    (count.traditional, count.simplified)
}

/// How many characters of a text belong to one script alone.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    traditional: usize,
    simplified: usize,
}

impl Count {
    /// With one more character of these flags.
    #[inline]
    fn and(self, flags: u8) -> Self {
        let simplified = usize::from(flags & SIMPLIFIED) / usize::from(SIMPLIFIED);
        Self { traditional: self.traditional + usize::from(flags & TRADITIONAL), simplified: self.simplified + simplified }
    }

    fn with(self, other: Self) -> Self {
        Self { traditional: self.traditional + other.traditional, simplified: self.simplified + other.simplified }
    }

    fn script(self) -> Script {
        match (self.traditional, self.simplified) {
            (t, s) if t > 20 * s => Script::Traditional,
            (t, s) if t < 3 || t * 100 < s => Script::Simplified,
            _ => Script::Mixed,
        }
    }

    /// Whether a region of a text with these counts is Traditional; without evidence of its own it is what most of the text is.
    fn is_traditional_in(self, whole: Self) -> bool {
        match (self.traditional, self.simplified) {
            (0, 0) => whole.traditional > whole.simplified,
            (1, 0) => whole.traditional * 4 > whole.simplified,
            (t, s) => t > s,
        }
    }
}

/// A copy of the text that is converted in place: nearly every character is as long as the one it becomes.
struct Writer<'a> {
    table: &'static Table,
    input: &'a str,
    out: Vec<u8>,
    /// Characters of four bytes that become one of three.
    shorter: Vec<(usize, char)>,
}

impl<'a> Writer<'a> {
    /// Converts everything in `start..end`: phrases, characters, corner quotes.
    fn convert(&mut self, start: usize, end: usize) {
        // Nothing is changed yet of what is still to come.
        let mut rest = &mut self.out[start..end];
        while !rest.is_empty() {
            let width = match wide(rest) {
                Some(code) => {
                    let Converts { to, phrases } = self.table.converts[code];
                    let phrase = if phrases == 0 { None } else { self.table.phrase(phrases, rest) };
                    if let Some((key, value)) = phrase {
                        rest[..key.len()].copy_from_slice(value.as_bytes());
                    } else {
                        put(rest, to);
                    }
                    phrase.map_or(3, |(key, _)| key.len())
                }
                None => {
                    let at = end - rest.len();
                    if rest[0] >= 0xf0
                        && let Some(value) = self.input[at..].chars().next().and_then(|c| self.table.rare.get(&c))
                    {
                        self.shorter.push((at, *value));
                    }
                    width(rest[0])
                }
            };
            rest = rest.split_at_mut(width.min(rest.len())).1;
        }
    }

    /// Converts the characters in `start..end` that are Traditional alone.
    fn convert_strays(&mut self, start: usize, end: usize) {
        let bytes = self.input.as_bytes();
        let mut at = start;
        while at < end {
            let Some(code) = wide(&bytes[at..]) else {
                at += 1;
                continue;
            };
            if self.table.flags[code] & TRADITIONAL != 0 {
                put(&mut self.out[at..], self.table.converts[code].to);
            }
            at += 3;
        }
    }

    fn finish(self) -> Step<'a> {
        // Every replacement is valid UTF-8 of the length of what it replaces, so this cannot fail; if it did, the text stays as it is.
        let Ok(converted) = simdutf8::basic::from_utf8(&self.out).map(str::to_owned) else { return Step::untouched(self.input) };
        if self.shorter.is_empty() {
            return Step::changed(converted, Default::default(), Vec::new());
        }
        let mut pen = Pen::new(&converted);
        for (at, value) in self.shorter {
            pen.replace(at, at + 4, value.encode_utf8(&mut [0; 4]));
        }
        let step = pen.finish(Vec::new());
        Step::changed(step.text.into_owned(), step.map, Vec::new())
    }
}

/// Writes a character of three bytes at the beginning of some.
#[inline]
fn put(bytes: &mut [u8], code: u16) {
    let char = [0xe0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8];
    bytes[..3].copy_from_slice(&char);
}

/// How far to go on behind a byte that begins no character of the tables.
#[inline]
fn width(first: u8) -> usize {
    match first {
        0xe0..=0xef => 3,
        0xf0.. => 4,
        _ => 1,
    }
}

/// Right in Traditional text alone, and with a Simplified form.
const TRADITIONAL: u8 = 1;
/// Right in Simplified text alone.
const SIMPLIFIED: u8 = 2;
/// Ends a sentence.
const STOP: u8 = 4;

/// The characters that have forms in both scripts, but for rare ones.
const IDEOGRAPHS: RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// The corner quotes of Traditional text, and those of Simplified text.
const QUOTES: [(char, char); 4] = [('「', '“'), ('」', '”'), ('『', '‘'), ('』', '’')];

/// Traditional characters that the mainland's standard keeps in names and terms, beside those of GB 2312.
const STANDARD: &str = "昇陞甯龢谿氾祕鉅釐剋噁頫絜讎菉椀晢脩";

/// The conversion, from `data/t2s.txt`.
struct Table {
    /// By the code of a character of the basic plane, as are the flags.
    converts: Box<[Converts; PLANE]>,
    flags: Box<[u8; PLANE]>,
    /// Characters beyond the basic plane.
    rare: HashMap<char, char>,
    /// Phrases by their first characters.
    phrases: Vec<Phrases>,
}

/// The phrases that begin with one character.
#[derive(Default)]
struct Phrases {
    /// A bit for each byte that the second characters end with, but for its highest bits.
    seconds: u64,
    /// What each becomes, the longest first.
    all: Vec<(&'static str, &'static str)>,
}

/// What a character becomes.
#[derive(Clone, Copy)]
struct Converts {
    /// Its Simplified form, or itself.
    to: u16,
    /// The place of the phrases that begin with it, plus one; 0 where none does.
    phrases: u16,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("data/t2s.txt")));

impl Table {
    fn read(data: &'static str) -> Self {
        let mut converts = Box::new([Converts { to: 0, phrases: 0 }; PLANE]);
        (0..=u16::MAX).zip(converts.iter_mut()).for_each(|(code, converts)| converts.to = code);
        let mut table = Self { flags: Box::new([0; PLANE]), converts, rare: HashMap::new(), phrases: Vec::new() };
        table.flags['。' as usize] = STOP;
        QUOTES.iter().for_each(|(corner, quote)| table.converts[*corner as usize].to = *quote as u16);
        for line in data.lines().filter(|line| !line.starts_with('#')) {
            match line.split_once('\t') {
                Some((key, value)) if key.len() == value.len() => table.add_phrase(key, value),
                Some(_) => {}
                None => table.add_char(line),
            }
        }
        for phrases in &mut table.phrases {
            phrases.all.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        }
        table.mark_simplified();
        table
    }

    fn add_phrase(&mut self, key: &'static str, value: &'static str) {
        let Some(index) = key.chars().next().and_then(index_of) else { return };
        let place = &mut self.converts[index].phrases;
        if *place == 0 {
            self.phrases.push(Phrases::default());
            *place = self.phrases.len() as u16;
        }
        let phrases = &mut self.phrases[usize::from(*place) - 1];
        phrases.seconds |= second(key.as_bytes());
        phrases.all.push((key, value));
    }

    fn add_char(&mut self, pair: &str) {
        let mut chars = pair.chars();
        let (Some(key), Some(value)) = (chars.next(), chars.next()) else { return };
        let Some(index) = index_of(key) else {
            self.rare.insert(key, value);
            return;
        };
        self.converts[index].to = value as u16;
        if !in_gb2312(key) && !STANDARD.contains(key) {
            self.flags[index] |= TRADITIONAL;
        }
    }

    /// What a Traditional character becomes is Simplified alone, unless Traditional text knows it too.
    fn mark_simplified(&mut self) {
        for (c, code) in IDEOGRAPHS.zip(*IDEOGRAPHS.start() as usize..) {
            let value = self.converts[code].to;
            let Some(to) = char::from_u32(value.into()).filter(|to| *to != c && IDEOGRAPHS.contains(to)) else { continue };
            if self.converts[to as usize].to == value && in_gb2312(to) && !in_big5(to) {
                self.flags[to as usize] |= SIMPLIFIED;
            }
        }
    }

    fn has_traditional(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match wide(&bytes[at..]) {
                Some(code) if self.flags[code] & TRADITIONAL != 0 => return true,
                Some(_) => at += 3,
                None => at += 1,
            }
        }
        false
    }

    /// The sentences of a text, to their 。 or line end, with what each holds.
    fn regions(&self, text: &str) -> Vec<(usize, usize, Count)> {
        let (mut regions, mut count) = (Vec::new(), Count::default());
        let (mut start, mut rest) = (0, text.as_bytes());
        while let [first, next @ ..] = rest {
            let ends = match wide(rest) {
                Some(code) => {
                    let flags = self.flags[code];
                    count = count.and(flags);
                    rest = &rest[3..];
                    flags & STOP != 0
                }
                None => {
                    rest = next;
                    *first == b'\n'
                }
            };
            if ends {
                let end = text.len() - rest.len();
                regions.push((start, end, std::mem::take(&mut count)));
                start = end;
            }
        }
        if start < text.len() {
            regions.push((start, text.len(), count));
        }
        regions
    }

    /// The longest of the phrases at a place that `text` begins with.
    fn phrase(&self, place: u16, text: &[u8]) -> Option<(&'static str, &'static str)> {
        let Phrases { seconds, all } = &self.phrases[usize::from(place) - 1];
        // Most differ in the second character.
        if seconds & second(text) == 0 {
            return None;
        }
        all.iter().find(|(key, _)| text.starts_with(key.as_bytes())).copied()
    }
}

/// The bit in [`Phrases::seconds`] of the second of two characters of three bytes; none where a text is too short for them.
#[inline]
fn second(text: &[u8]) -> u64 {
    text.get(5).map_or(0, |byte| 1 << (byte & 0x3f))
}

/// The code of the character that `bytes` begin with, an ideograph or a mark of U+3000 and above; `None` for every other byte.
#[inline]
fn wide(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [a @ 0xe3..=0xe9, b, c, ..] => Some(usize::from(a & 0xf) << 12 | usize::from(b & 0x3f) << 6 | usize::from(c & 0x3f)),
        _ => None,
    }
}

/// The place in the tables of an ideograph.
fn index_of(c: char) -> Option<usize> {
    IDEOGRAPHS.contains(&c).then_some(c as usize)
}

fn in_gb2312(c: char) -> bool {
    matches!(GB_TABLE.encode(c), Some([0xb0..=0xf7, 0xa1..=0xfe]))
}

fn in_big5(c: char) -> bool {
    // The encoder knows none of the pairs that HKSCS added below.
    matches!(BIG5_TABLE.encode(c), Some([0xa1..=0xfe, _]))
}

#[cfg(test)]
mod tests;
