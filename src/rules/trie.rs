//! A tree of words, character by character: which word a text begins or ends with, and where words stand in it.
//!
//! Made for short texts, names and clauses, where setting up an automaton's search costs more than the search. A step is one
//! look into a hash table; most characters begin no word and are passed over after a look into a table of 512 bytes. It
//! holds no words, only their numbers: whoever builds it keeps them.

/// The words, as paths of characters from the root. An empty word is left out.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    /// Which characters may begin a word, by their lowest bits.
    heads: Heads,
    /// A hash table with open addressing, its length a power of two or zero.
    slots: Box<[Slot]>,
    /// How far a hash is shifted to give a slot.
    shift: u32,
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

    fn may_hold(&self, c: char) -> bool {
        self.0[(c as usize >> 6) & 63] & 1 << (c as usize & 63) != 0
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
        let mut trie =
            Self { heads: Heads::default(), slots: vec![empty; room].into_boxed_slice(), shift: 64 - room.trailing_zeros() };
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
            if let (Some(at), Some(&head)) = (last, word.first()) {
                trie.heads.add(head);
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

    /// Calls `found` with the number and the end of each word along these characters, the shortest first.
    #[inline]
    fn walk(&self, mut chars: impl Iterator<Item = char>, mut found: impl FnMut(u32, usize)) {
        let Some(head) = chars.next().filter(|&c| self.heads.may_hold(c)) else { return };
        let (mut node, mut len, mut c) = (0, 0, head);
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
            match chars.next() {
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
        let mut chars = self.text[self.at..].char_indices();
        while let Some((offset, c)) = chars.next() {
            if !self.trie.heads.may_hold(c) {
                continue;
            }
            let start = self.at + offset;
            if let Some((word, len)) = self.trie.begins(&self.text[start..]) {
                self.at = start + len;
                return Some(Found { word, start, end: self.at });
            }
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
