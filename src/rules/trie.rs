//! A tree of words, character by character: which word a text begins or ends with, and where words stand in it.
//!
//! Made for short texts, names and clauses, where setting up an automaton's search costs more than the search. A step is one
//! look into a hash table; most pairs of characters begin no word and are passed over after a look into a filter that stays in
//! the nearest cache. It holds no words, only their numbers: whoever builds it keeps them.

/// The words, as paths of characters from the root. An empty word is left out.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    filter: Filter,
    /// A hash table with open addressing, its length a power of two or zero.
    slots: Box<[Slot]>,
    /// How far a hash is shifted to give a slot.
    shift: u32,
}

/// Which characters may begin a word: a Bloom filter over first characters of words of one, and over first pairs of the others.
#[derive(Clone, Debug, Default)]
struct Filter {
    /// A power of two of words, or none.
    bits: Box<[u64]>,
    /// How far a hash is shifted to give a bit.
    shift: u32,
    /// Some word has a single character.
    singles: bool,
}

/// Stands for the second character of a word of one.
const SINGLE: char = '\0';

impl Filter {
    fn of(words: &[Vec<char>]) -> Self {
        let bits = (words.len() * 16).next_power_of_two().max(64);
        let mut filter = Self { bits: vec![0; bits / 64].into(), shift: 64 - bits.trailing_zeros(), singles: false };
        for word in words {
            if let Some(&head) = word.first() {
                filter.singles |= word.len() == 1;
                let bit = filter.bit(head, word.get(1).copied().unwrap_or(SINGLE));
                filter.bits[bit / 64] |= 1 << (bit % 64);
            }
        }
        filter
    }

    #[inline]
    fn bit(&self, first: char, second: char) -> usize {
        let pair = u64::from(first as u32) << 21 | u64::from(second as u32);
        (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    #[inline]
    fn holds(&self, first: char, second: char) -> bool {
        let bit = self.bit(first, second);
        self.bits.get(bit / 64).is_some_and(|word| word & 1 << (bit % 64) != 0)
    }

    /// Whether a word may begin with the first character, and go on with the second if there is one.
    #[inline]
    fn may_begin(&self, first: char, second: Option<char>) -> bool {
        self.singles && self.holds(first, SINGLE) || second.is_some_and(|second| self.holds(first, second))
    }
}

/// One edge of the tree: from a node over a character to a node.
#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The node and the character; [`EMPTY`] for no edge.
    key: u64,
    next: u32,
    /// The number of the word that ends at `next`, or [`NONE`].
    word: u32,
}

const EMPTY: u64 = u64::MAX;
const NONE: u32 = u32::MAX;

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
        let room = (words.iter().map(Vec::len).sum::<usize>() * 2).next_power_of_two().max(2);
        let empty = Slot { key: EMPTY, next: 0, word: NONE };
        let mut trie = Self { filter: Filter::of(&words), slots: vec![empty; room].into_boxed_slice(), shift: 64 - room.trailing_zeros() };
        let mut nodes = 1;
        for (number, word) in (0..).zip(&words) {
            let (mut node, mut last) = (0, None);
            for &c in word {
                let at = trie.slot(node, c);
                if trie.slots[at].key == EMPTY {
                    trie.slots[at] = Slot { key: key(node, c), next: nodes, word: NONE };
                    nodes += 1;
                }
                (node, last) = (trie.slots[at].next, Some(at));
            }
            if let Some(at) = last {
                trie.slots[at].word = number;
            }
        }
        trie
    }

    /// The slot of an edge, or the empty one where it would be. At most half of the slots are taken, so there is one.
    fn slot(&self, node: u32, c: char) -> usize {
        let key = key(node, c);
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        while self.slots[at].key != key && self.slots[at].key != EMPTY {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// Calls `found` with the number and the length of each word along these characters, the shortest first.
    #[inline]
    fn walk(&self, mut chars: impl Iterator<Item = char>, found: impl FnMut(u32, usize)) {
        if let Some(first) = chars.next() {
            let second = chars.next();
            if self.filter.may_begin(first, second) {
                self.follow(first, second, chars, found);
            }
        }
    }

    fn follow(&self, first: char, second: Option<char>, mut rest: impl Iterator<Item = char>, mut found: impl FnMut(u32, usize)) {
        let (mut node, mut len, mut c, mut second) = (0, 0, first, second);
        loop {
            let slot = self.slots[self.slot(node, c)];
            if slot.key == EMPTY {
                return;
            }
            len += c.len_utf8();
            if slot.word != NONE {
                found(slot.word, len);
            }
            node = slot.next;
            match second.take().or_else(|| rest.next()) {
                Some(next) => c = next,
                None => return,
            }
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

fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | c as u64
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
        let mut first = chars.next()?;
        let mut start = self.at;
        loop {
            let behind = chars.clone();
            let second = chars.next();
            if self.trie.filter.may_begin(first, second) {
                let mut longest = None;
                self.trie.follow(first, None, behind, |word, len| longest = Some((word as usize, len)));
                if let Some((word, len)) = longest {
                    self.at = start + len;
                    return Some(Found { word, start, end: self.at });
                }
            }
            start += first.len_utf8();
            match second {
                Some(second) => first = second,
                None => {
                    self.at = self.text.len();
                    return None;
                }
            }
        }
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
