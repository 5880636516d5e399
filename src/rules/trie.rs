//! A tree of words, character by character: which word a text begins or ends with, and where words stand in it.
//!
//! Made for short texts, names and clauses, where setting up an automaton's search costs more than the search. A step is one
//! look into a hash table; most pairs of characters begin no word and are passed over after a look into a filter that stays in
//! the nearest cache. It holds no words, only their numbers: whoever builds it keeps them.

/// The words, as paths of characters from the root. An empty word is left out.
///
/// The first edge of a word of two characters or more is over both of them, so that most words are found in one step.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    filter: Filter,
    /// A hash table with open addressing, its length a power of two or zero.
    slots: Box<[Slot]>,
    /// How far a hash is shifted to give a slot.
    shift: u32,
    /// Which characters begin words, by their lowest bits.
    heads: Heads,
    /// Some word has a single character.
    singles: bool,
}

/// 4096 bits.
#[derive(Clone, Debug)]
struct Heads([u64; 64]);

impl Default for Heads {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Heads {
    fn add(&mut self, c: char) {
        self.0[(c as usize >> 6) & 63] |= 1 << (c as usize & 63);
    }

    #[inline]
    fn may_hold(&self, c: char) -> bool {
        self.0[(c as usize >> 6) & 63] & 1 << (c as usize & 63) != 0
    }
}

/// Which edges leave the root: a Bloom filter over their hashes.
#[derive(Clone, Debug, Default)]
struct Filter {
    /// A power of two of words, or none.
    bits: Box<[u64]>,
    /// How far a hash is shifted to give a bit.
    shift: u32,
}

impl Filter {
    fn of(words: usize) -> Self {
        let bits = (words * 16).next_power_of_two().max(64);
        Self { bits: vec![0; bits / 64].into(), shift: 64 - bits.trailing_zeros() }
    }

    fn add(&mut self, hash: u64) {
        let bit = (hash >> self.shift) as usize;
        self.bits[bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    fn holds(&self, hash: u64) -> bool {
        let bit = (hash >> self.shift) as usize;
        self.bits.get(bit / 64).is_some_and(|word| word & 1 << (bit % 64) != 0)
    }
}

/// One edge of the tree.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Where it leaves and over what; [`EMPTY`] for no edge.
    key: u64,
    /// The node it leads to; [`NONE`] where no edge leaves that.
    next: u32,
    /// The number of the word that ends there, or [`NONE`].
    word: u32,
}

const EMPTY: u64 = u64::MAX;
const NONE: u32 = u32::MAX;
/// Stands for the second character of a word of one.
const SINGLE: char = '\0';

/// The key of an edge that leaves the root.
#[inline]
fn root_key(first: char, second: char) -> u64 {
    1 << 63 | u64::from(first as u32) << 21 | u64::from(second as u32)
}

/// The key of an edge that leaves another node.
#[inline]
fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 21 | u64::from(c as u32)
}

#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Trie {
    /// The tree of these words, numbered as they come.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::build(words.into_iter().map(str::chars))
    }

    /// The tree of these words read from their ends, for [`ends`](Self::ends).
    pub fn backward<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::build(words.into_iter().map(|word| word.chars().rev()))
    }

    fn build(words: impl Iterator<Item = impl Iterator<Item = char>>) -> Self {
        let words: Vec<Vec<char>> = words.map(Iterator::collect).collect();
        // No more edges than this: at most two slots of three are taken.
        let edges: usize = words.iter().map(|word| word.len().saturating_sub(1).max(1)).sum();
        let room = (edges * 3 / 2 + 1).next_power_of_two().max(2);
        let empty = Slot { key: EMPTY, next: NONE, word: NONE };
        let slots = vec![empty; room].into_boxed_slice();
        let mut trie = Self { filter: Filter::of(words.len()), slots, shift: 64 - room.trailing_zeros(), ..Self::default() };
        let mut nodes = 0;
        for (number, word) in (0..).zip(&words) {
            trie.add(number, word, &mut nodes);
        }
        trie
    }

    /// `nodes`: how many there are.
    fn add(&mut self, number: u32, word: &[char], nodes: &mut u32) {
        let Some(&first) = word.first() else { return };
        let second = word.get(1).copied();
        self.singles |= second.is_none();
        self.heads.add(first);
        let root = root_key(first, second.unwrap_or(SINGLE));
        self.filter.add(hash(root));
        let mut at = self.edge(root);
        for &c in word.iter().skip(2) {
            if self.slots[at].next == NONE {
                self.slots[at].next = *nodes;
                *nodes += 1;
            }
            at = self.edge(key(self.slots[at].next, c));
        }
        self.slots[at].word = number;
    }

    /// The slot of an edge, which is made where it is not.
    fn edge(&mut self, key: u64) -> usize {
        let at = self.slot(key);
        self.slots[at].key = key;
        at
    }

    /// The slot of an edge, or the empty one where it would be. Some slots are never taken, so there is one.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mut at = (hash(key) >> self.shift) as usize;
        while self.slots[at].key != key && self.slots[at].key != EMPTY {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// Calls `found` with the number and the length of each word along these characters, the shortest first.
    #[inline]
    fn walk(&self, mut chars: impl Iterator<Item = char>, found: impl FnMut(u32, usize)) {
        if let Some(first) = chars.next().filter(|&first| self.heads.may_hold(first)) {
            let second = chars.next();
            self.follow(first, second, chars, found);
        }
    }

    /// The same; `first` and `second` are the first two characters.
    #[inline]
    fn follow(&self, first: char, second: Option<char>, rest: impl Iterator<Item = char>, mut found: impl FnMut(u32, usize)) {
        if self.singles {
            let key = root_key(first, SINGLE);
            if self.filter.holds(hash(key)) {
                let slot = self.slots[self.slot(key)];
                if slot.word != NONE {
                    found(slot.word, first.len_utf8());
                }
            }
        }
        let Some(second) = second else { return };
        let key = root_key(first, second);
        if self.filter.holds(hash(key)) {
            self.descend(key, first.len_utf8() + second.len_utf8(), rest, found);
        }
    }

    fn descend(&self, root: u64, mut len: usize, mut rest: impl Iterator<Item = char>, mut found: impl FnMut(u32, usize)) {
        let mut slot = self.slots[self.slot(root)];
        loop {
            if slot.word != NONE {
                found(slot.word, len);
            }
            if slot.next == NONE {
                return;
            }
            let Some(c) = rest.next() else { return };
            len += c.len_utf8();
            slot = self.slots[self.slot(key(slot.next, c))];
        }
    }

    /// Calls `found` with the number and the length of each word that the text begins with, the shortest first.
    #[inline]
    pub fn each(&self, text: &str, found: impl FnMut(u32, usize)) {
        self.walk(text.chars(), found);
    }

    /// The number and the length in bytes of the longest word that the text begins with.
    #[inline]
    pub fn begins(&self, text: &str) -> Option<(usize, usize)> {
        let mut longest = None;
        self.walk(text.chars(), |word, len| longest = Some((word as usize, len)));
        longest
    }

    /// The number and the length in bytes of the longest word that the text ends with; of a tree built [`backward`](Self::backward).
    #[inline]
    pub fn ends(&self, text: &str) -> Option<(usize, usize)> {
        let mut longest = None;
        self.walk(text.chars().rev(), |word, len| longest = Some((word as usize, len)));
        longest
    }

    /// The words in the text from left to right, the longest of those that begin at one place, none overlapping another.
    pub fn find_all<'t>(&'t self, text: &'t str) -> FindAll<'t> {
        FindAll { trie: self, text, at: 0 }
    }
}

/// One word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of the word.
    pub word: usize,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The words in a text; made by [`Trie::find_all`].
#[derive(Clone, Debug)]
pub struct FindAll<'t> {
    trie: &'t Trie,
    text: &'t str,
    at: usize,
}

impl Iterator for FindAll<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let mut chars = self.text[self.at..].chars();
        let mut start = self.at;
        while let Some(first) = chars.next() {
            if self.trie.heads.may_hold(first) {
                let mut behind = chars.clone();
                let second = behind.next();
                let mut longest = None;
                self.trie.follow(first, second, behind, |word, len| longest = Some((word as usize, len)));
                if let Some((word, len)) = longest {
                    self.at = start + len;
                    return Some(Found { word, start, end: self.at });
                }
            }
            start += first.len_utf8();
        }
        self.at = self.text.len();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aho_corasick::{AhoCorasick, MatchKind};
    use proptest::prelude::*;

    #[test]
    fn the_longest_word_at_either_end() {
        let words = ["公路", "高速公路", "高速", ""];
        let (forward, backward) = (Trie::new(words), Trie::backward(words));
        assert_eq!(forward.begins("高速公路改线"), Some((1, 12)));
        assert_eq!(forward.begins("高速铁路"), Some((2, 6)));
        assert_eq!(forward.begins("改线"), None);
        assert_eq!(backward.ends("改线高速公路"), Some((1, 12)));
        assert_eq!(backward.ends("速公路"), Some((0, 6)));
        assert_eq!(Trie::default().find_all("").next(), None);
    }

    #[test]
    fn every_word_that_begins_a_text() {
        let mut found = vec![];
        Trie::new(["高", "高速公路", "高速"]).each("高速公路", |word, len| found.push((word, len)));
        assert_eq!(found, [(0, 3), (2, 6), (1, 12)]);
    }

    proptest! {
        #[test]
        fn finds_what_an_automaton_finds(words in prop::collection::btree_set("[甲乙丙a]{1,4}", 1..12), text in "[甲乙丙丁a]{0,40}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).expect("few words");
            let expected: Vec<Found> = automaton
                .find_iter(&text)
                .map(|hit| Found { word: hit.pattern().as_usize(), start: hit.start(), end: hit.end() })
                .collect();
            prop_assert_eq!(Trie::new(words.iter().copied()).find_all(&text).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn ends_with_what_it_ends_with(words in prop::collection::btree_set("[甲乙a]{1,4}", 1..12), text in "[甲乙a]{0,8}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let longest = words.iter().enumerate().filter(|(_, word)| text.ends_with(**word)).max_by_key(|(_, word)| word.len());
            let found = Trie::backward(words.iter().copied()).ends(&text);
            prop_assert_eq!(found, longest.map(|(number, word)| (number, word.len())));
        }
    }
}
