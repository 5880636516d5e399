//! The alphabet of a set of patterns: characters that no pattern tells apart are one letter, and most letters are one byte.
//!
//! A walk over Chinese text in UTF-8 takes three steps for a character, each to a state of its own somewhere in a large table.
//! Over letters it takes one step for the commonest and two for nearly all others, and there are far fewer states. It knows
//! nothing of automata: it writes patterns anew, and characters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Repetition};

use super::char_map::CharMap;

/// Letters of one byte; line ends keep their own, by which `(?m)` knows them.
const ONE: u32 = 160;
/// The first bytes of letters of two.
const LEADS: u32 = 16;
/// The bytes behind a first one; none of them is a letter or begins one, so that no letter is found within another.
const TRAILS: u32 = 256 - TRAIL;
const TRAIL: u32 = 184;
/// Letters from here on have three bytes.
const THREE: u32 = ONE + LEADS * TRAILS;
/// There are no more: the last first byte is the one before the first byte behind.
const MOST: u32 = THREE + (TRAIL - ONE - LEADS) * TRAILS * TRAILS;

/// Ranges of scalar values, as the classes of a pattern hold them.
pub(super) type Ranges = Vec<(u32, u32)>;

/// The characters that no pattern of a whole pack tells apart. All alphabets of the pack share its map, which stays in the cache.
#[derive(Debug)]
pub struct Parts {
    map: CharMap,
    /// A character of each part.
    samples: Vec<u32>,
}

/// Which letter stands for each character.
#[derive(Debug)]
pub struct Alphabet {
    parts: Arc<Parts>,
    /// The number of the letter of each part.
    numbers: Box<[u16]>,
    /// By number, less 1.
    letters: Box<[Letter]>,
    /// The letter of all characters from here to the next.
    starts: Vec<(u32, u16)>,
}

/// The number of no letter: what stands behind the end of a text.
pub const NOTHING: u16 = 0;

/// The bytes of one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Letter {
    bytes: [u8; 3],
    len: u8,
}

impl Letter {
    fn new(number: u32) -> Self {
        if number < ONE {
            return Self { bytes: [number as u8, 0, 0], len: 1 };
        }
        if number < THREE {
            let rest = number - ONE;
            return Self { bytes: [(ONE + rest / TRAILS) as u8, (TRAIL + rest % TRAILS) as u8, 0], len: 2 };
        }
        let rest = number - THREE;
        let first = ONE + LEADS + rest / (TRAILS * TRAILS);
        Self { bytes: [first as u8, (TRAIL + rest / TRAILS % TRAILS) as u8, (TRAIL + rest % TRAILS) as u8], len: 3 }
    }

    /// All bytes but the last.
    fn head(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len) - 1]
    }

    /// Its last byte.
    fn last(&self) -> u8 {
        self.bytes[usize::from(self.len) - 1]
    }

    /// One to three bytes.
    fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

impl Parts {
    /// The parts that these patterns cut the characters into.
    ///
    /// # Errors
    /// More parts than can be told apart: some forty thousand.
    pub fn new<'h>(patterns: impl Iterator<Item = &'h Hir>) -> Result<Self, String> {
        let starts = Cut::of(patterns).starts()?;
        let mut samples = vec![0; starts.iter().map(|(_, part)| usize::from(*part) + 1).max().unwrap_or(0)];
        starts.iter().for_each(|&(start, part)| samples[usize::from(part)] = start);
        Ok(Self { map: CharMap::from_starts(&starts), samples })
    }

    /// The part of a character.
    #[inline]
    pub fn of(&self, c: char) -> u16 {
        self.map.of(c)
    }
}

impl Alphabet {
    /// The coarsest alphabet that these patterns, which are among those of the parts, can be written in.
    ///
    /// # Errors
    /// More letters than can be told apart: some forty thousand.
    pub fn new(parts: &Arc<Parts>, patterns: &[&Hir]) -> Result<Self, String> {
        let starts = Cut::of(patterns.iter().copied()).starts()?;
        let number = |sample: &u32| starts[starts.partition_point(|(start, _)| start <= sample) - 1].1;
        let count = starts.iter().map(|(_, number)| u32::from(*number) + 1).max().unwrap_or(0);
        Ok(Self {
            parts: parts.clone(),
            numbers: parts.samples.iter().map(|sample| number(sample) + 1).collect(),
            letters: (0..count).map(Letter::new).collect(),
            starts,
        })
    }

    /// How many letters there are, and [`NOTHING`].
    pub fn len(&self) -> usize {
        self.letters.len() + 1
    }

    /// The number of a character's letter, from 1 on.
    #[inline]
    pub fn number(&self, c: char) -> u16 {
        self.numbers[usize::from(self.parts.of(c))]
    }

    /// The bytes of the letter of this number; none of [`NOTHING`].
    pub fn spelt(&self, number: u16) -> &[u8] {
        usize::from(number).checked_sub(1).map_or(&[], |index| self.letters[index].bytes())
    }

    /// A pattern over letters. What it matched in a text it matches in the letters of that text, and nothing else.
    pub fn spell(&self, hir: &Hir) -> Hir {
        match hir.kind() {
            HirKind::Empty => Hir::empty(),
            HirKind::Look(look) => Hir::look(*look),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Hir::literal(text.chars().flat_map(|c| self.spelt(self.number(c)).to_vec()).collect::<Vec<u8>>()),
                // Patterns are parsed as patterns of valid UTF-8.
                Err(_) => Hir::fail(),
            },
            HirKind::Class(class) => self.spell_class(&ranges(class)),
            HirKind::Repetition(repetition) => {
                Hir::repetition(Repetition { sub: Box::new(self.spell(&repetition.sub)), ..repetition.clone() })
            }
            HirKind::Capture(capture) => self.spell(&capture.sub),
            HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| self.spell(part)).collect()),
            HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(|part| self.spell(part)).collect()),
        }
    }

    /// A class is one of its letters; those that differ in their last byte alone stand together.
    fn spell_class(&self, ranges: &Ranges) -> Hir {
        let mut letters = Vec::new();
        for &(from, to) in ranges {
            let first = self.starts.partition_point(|(start, _)| *start < from);
            let within = self.starts[first..].iter().take_while(|(start, _)| *start <= to);
            letters.extend(within.map(|(_, number)| Letter::new(u32::from(*number))));
        }
        letters.sort_unstable();
        // Each of these chunks holds a letter.
        let alike = letters.chunk_by(|a, b| a.head() == b.head());
        let one_of = |letters: &[Letter]| ClassBytes::new(letters.iter().map(|letter| ClassBytesRange::new(letter.last(), letter.last())));
        let spelt = |letters: &[Letter]| Hir::concat(vec![Hir::literal(letters[0].head()), Hir::class(Class::Bytes(one_of(letters)))]);
        Hir::alternation(alike.map(spelt).collect())
    }
}

fn single(c: char) -> Ranges {
    vec![(c as u32, c as u32)]
}

pub(super) fn ranges(class: &Class) -> Ranges {
    match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start() as u32, range.end() as u32)).collect(),
        Class::Bytes(class) => class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect(),
    }
}

/// Every set of characters that a pattern asks for, and how often.
fn collect(hir: &Hir, sets: &mut BTreeMap<Ranges, u32>) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            for c in String::from_utf8_lossy(&literal.0).chars() {
                *sets.entry(single(c)).or_default() += 1;
            }
        }
        HirKind::Class(class) => *sets.entry(ranges(class)).or_default() += 1,
        HirKind::Repetition(repetition) => collect(&repetition.sub, sets),
        HirKind::Capture(capture) => collect(&capture.sub, sets),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| collect(part, sets)),
    }
}

/// The characters cut wherever a set begins or ends; pieces that are in the same sets are one part.
struct Cut {
    /// Where each piece begins.
    starts: Vec<u32>,
    /// The part of each piece.
    parts: Vec<usize>,
    /// How often a part is asked for by itself.
    uses: Vec<u32>,
}

impl Cut {
    fn of<'h>(patterns: impl Iterator<Item = &'h Hir>) -> Self {
        let mut sets = BTreeMap::from([(single('\n'), 0), (single('\r'), 0)]);
        patterns.for_each(|hir| collect(hir, &mut sets));
        Self::new(&sets)
    }

    /// The number of the part that begins at each place.
    fn starts(&self) -> Result<Vec<(u32, u16)>, String> {
        let numbers = self.numbers();
        if numbers.iter().any(|number| *number >= MOST) {
            return Err("the patterns tell too many characters apart".to_owned());
        }
        Ok(self.starts.iter().zip(&self.parts).map(|(&start, &part)| (start, numbers[part] as u16)).collect())
    }

    fn new(sets: &BTreeMap<Ranges, u32>) -> Self {
        let borders = sets.keys().flatten().flat_map(|&(from, to)| [from, to + 1]).chain([0]);
        let starts: Vec<u32> = borders.filter(|start| *start <= char::MAX as u32).collect::<BTreeSet<_>>().into_iter().collect();
        let mut cut = Self { parts: vec![0; starts.len()], uses: vec![0], starts };
        for (set, uses) in sets {
            let mut torn: HashMap<usize, usize> = HashMap::new();
            for &(from, to) in set {
                let first = cut.starts.partition_point(|start| *start < from);
                for piece in first..cut.starts.partition_point(|start| *start <= to) {
                    let next = cut.uses.len();
                    let part = *torn.entry(cut.parts[piece]).or_insert(next);
                    if part == next {
                        cut.uses.push(0);
                    }
                    cut.parts[piece] = part;
                    cut.uses[part] = if set.len() == 1 && from == to { *uses } else { cut.uses[part] };
                }
            }
        }
        cut
    }

    /// The number of each part: the widest get the lowest, then those asked for most; a line end keeps its own.
    fn numbers(&self) -> Vec<u32> {
        let mut widths = vec![0u32; self.uses.len()];
        let ends = self.starts.iter().skip(1).copied().chain([char::MAX as u32 + 1]);
        for ((start, end), &part) in self.starts.iter().zip(ends).zip(&self.parts) {
            widths[part] += end - start;
        }
        let fixed = |c: char| self.parts[self.starts.partition_point(|start| *start <= c as u32) - 1];
        let line_ends = [(fixed('\n'), u32::from(b'\n')), (fixed('\r'), u32::from(b'\r'))];
        let is_free = |part: &usize| widths[*part] > 0 && line_ends.iter().all(|(end, _)| end != part);
        let mut order: Vec<usize> = (0..self.uses.len()).filter(is_free).collect();
        order.sort_by_key(|&part| (widths[part] == 1, std::cmp::Reverse(self.uses[part]), std::cmp::Reverse(widths[part])));
        let mut numbers = vec![0; self.uses.len()];
        let free = (0..).filter(|number| line_ends.iter().all(|(_, taken)| taken != number));
        order.into_iter().zip(free).chain(line_ends).for_each(|(part, number)| numbers[part] = number);
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(patterns: &[&str]) -> (Alphabet, Vec<Hir>) {
        let hirs: Vec<Hir> = patterns.iter().map(|pattern| regex_syntax::parse(pattern).unwrap()).collect();
        let parts = Arc::new(Parts::new(hirs.iter()).unwrap());
        (Alphabet::new(&parts, &hirs.iter().collect::<Vec<_>>()).unwrap(), hirs)
    }

    #[test]
    fn what_no_pattern_tells_apart_is_one_letter() {
        let (alphabet, _) = alphabet(&["增长[0-9]+", "[^,。]{0,4}达到"]);
        let same = |a, b| alphabet.number(a) == alphabet.number(b);
        assert!(same('3', '7') && same('云', '泽') && same('一', '😀'));
        assert!(!same('增', '长') && !same('达', '云') && !same(',', ';') && !same('5', '五'));
        assert_eq!(alphabet.spelt(alphabet.number('\n')), b"\n");
        assert_eq!(alphabet.spelt(alphabet.number('\r')), b"\r");
        assert!(alphabet.spelt(NOTHING).is_empty());
    }

    #[test]
    fn letters_are_apart_and_none_is_found_in_another() {
        let numbers = [0, 9, ONE - 1, ONE, ONE + TRAILS, THREE - 1, THREE, THREE + TRAILS * TRAILS, MOST - 1];
        let letters = numbers.map(Letter::new);
        assert_eq!(letters.map(|letter| letter.bytes().len()), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
        for (i, a) in letters.iter().enumerate() {
            for (j, b) in letters.iter().enumerate() {
                let found = b.bytes().windows(a.bytes().len()).any(|window| window == a.bytes());
                assert_eq!(found, i == j, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn many_letters_need_more_bytes() {
        let text: String = ('一'..'龥').step_by(7).collect();
        let (alphabet, _) = alphabet(&[&text]);
        let letters: Vec<&[u8]> = text.chars().map(|c| alphabet.spelt(alphabet.number(c))).collect();
        assert_eq!(letters.iter().collect::<BTreeSet<_>>().len(), letters.len());
        assert!(letters.iter().any(|letter| letter.len() == 3));
    }
}
