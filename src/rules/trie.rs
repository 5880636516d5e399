//! A tree of words, character by character: which words a text begins or ends with, and where words stand in it.
//!
//! Made for short texts, names and clauses, where setting up an automaton's search costs more than the search. A step is one
//! look into a hash table, a small one: to wait for memory costs most. Most pairs of characters begin no word and are passed over
//! after a look into a filter that stays in the nearest cache. It holds no words, only their numbers: whoever builds it keeps them.

mod head;

use super::letter::{Backward, Forward, Letter, NOTHING, bytes};
pub use head::Head;

/// The words, as paths of characters from the root. An empty word is left out.
///
/// The first edge of a word of two characters or more is over both of them, so that most words are found in one step.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    /// Which characters begin words.
    heads: Marked,
    /// Which characters are words.
    singles: Marked,
    filter: Filter,
    /// The edges, a hash table with open addressing; its length is a power of two or zero.
    slots: Box<[Slot]>,
    /// How far a hash is shifted to give a slot.
    shift: u32,
}

/// Characters by some of their bits: those that are marked are held, and few others.
#[derive(Clone, Debug)]
struct Marked([u64; 64]);

impl Default for Marked {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Marked {
    fn add(&mut self, letter: Letter) {
        let (row, bit) = Self::place(letter);
        self.0[row] |= 1 << bit;
    }

    #[inline]
    fn may_hold(&self, letter: Letter) -> bool {
        let (row, bit) = Self::place(letter);
        self.0[row] >> bit & 1 != 0
    }

    /// The same for a character of these three bytes.
    #[inline]
    fn may_hold_bytes(&self, [first, middle, last]: [u8; 3]) -> bool {
        self.0[usize::from(middle & 63)] >> ((first ^ last) & 63) & 1 != 0
    }

    #[inline]
    fn place(letter: Letter) -> (usize, Letter) {
        ((letter >> 8 & 63) as usize, (letter ^ letter >> 16) & 63)
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
        let bits = (words * 12).next_power_of_two().max(64);
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

/// Where an edge is kept: in twelve bytes, so that its word is near it.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The lower and the higher half of the edge.
    halves: [u32; 2],
    /// The number of the word that ends with the edge, where [`ENDS`] is set.
    word: u32,
}

impl Slot {
    #[inline]
    fn edge(self) -> Edge {
        let [low, high] = self.halves.map(Edge::from);
        high << 32 | low
    }

    fn add(&mut self, bits: Edge) {
        let edge = self.edge() | bits;
        self.halves = [edge as u32, (edge >> 32) as u32];
    }
}

/// One edge of the tree: its key, below it which kinds of characters go on from the node that it leads to, and lowest a flag.
type Edge = u64;

/// No edge: of every edge a word ends or others go on.
const EMPTY: Edge = 0;
/// A word ends with the edge.
const ENDS: Edge = 1;
/// Edges leave the node that it leads to: a bit for each kind of their characters.
const GOES_ON: Edge = 0xff << 1;
/// What stands below the key.
const KEY: u32 = 9;
/// Stands for the second character of a word of one; no character.
const SINGLE: Letter = 0xff_ffff;

/// The bit of the kind of a character: one of eight.
#[inline]
fn kind(letter: Letter) -> Edge {
    2 << (hash(letter) >> 61)
}

/// The key of an edge that leaves the node to which the edge in this slot leads.
#[inline]
fn key(slot: usize, letter: Letter) -> u64 {
    (slot as u64) << 24 | letter
}

/// The edges of a word that it does not share with the word before it.
fn edges(word: &[Letter], before: &[Letter]) -> usize {
    let shared = word.iter().zip(before).take_while(|(one, other)| one == other).count();
    word.len().saturating_sub(1).max(1) - shared.saturating_sub(1)
}

#[inline]
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Trie {
    /// The tree of these words, numbered as they come.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::numbered(words.into_iter().zip(0..))
    }

    /// The tree of these words with a number each; several may have the same.
    pub fn numbered<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Self {
        Self::build(words.into_iter().map(|(word, number)| (Forward::new(word), number)))
    }

    /// The tree of these words read from their ends, for [`ends`](Self::ends).
    pub fn backward<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        Self::build(words.into_iter().map(Backward::new).zip(0..))
    }

    fn build(words: impl Iterator<Item = (impl Iterator<Item = Letter>, u32)>) -> Self {
        let (words, numbers): (Vec<Vec<Letter>>, Vec<u32>) = words.map(|(letters, number)| (letters.collect(), number)).unzip();
        // No more edges than this: those shared with the word before are counted once. At least a quarter of the slots stays free.
        let before = [[].as_slice()].into_iter().chain(words.iter().map(Vec::as_slice));
        let edges: usize = words.iter().zip(before).map(|(word, before)| edges(word, before)).sum();
        let room = (edges * 4 / 3 + 1).next_power_of_two();
        let mut trie = Self {
            filter: Filter::of(words.len()),
            slots: vec![Slot::default(); room].into(),
            shift: 64 - room.trailing_zeros(),
            ..Self::default()
        };
        // What is made first stands nearest to where it is looked for: the first edges, which are asked for most.
        let mut shortest_first: Vec<_> = words.iter().zip(numbers).collect();
        shortest_first.sort_by_key(|(word, _)| word.len());
        shortest_first.into_iter().for_each(|(word, number)| trie.add(number, word));
        trie
    }

    fn add(&mut self, number: u32, word: &[Letter]) {
        let Some(&first) = word.first() else { return };
        let second = word.get(1).copied();
        self.heads.add(first);
        if second.is_none() {
            self.singles.add(first);
        }
        let root = Head { first, second: second.unwrap_or(SINGLE) }.key();
        self.filter.add(hash(root));
        let mut at = self.edge(root);
        for &letter in word.iter().skip(2) {
            self.slots[at].add(kind(letter));
            at = self.edge(key(at, letter));
        }
        self.slots[at].add(ENDS);
        self.slots[at].word = number;
    }

    /// The slot of an edge, which is made where it is not. An edge stays where it was made.
    fn edge(&mut self, key: u64) -> usize {
        let (at, edge) = self.probe(key);
        if edge == EMPTY {
            self.slots[at].add(key << KEY);
        }
        at
    }

    /// The slot of an edge, or the empty one where it would be, and what it holds. Some slots are never taken, so there is one.
    #[inline]
    fn probe(&self, key: u64) -> (usize, Edge) {
        let mut at = (hash(key) >> self.shift) as usize;
        loop {
            let edge = self.slots[at].edge();
            if edge >> KEY == key || edge == EMPTY {
                return (at, edge);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The number and the length in bytes of the longest word along this head and these characters.
    #[inline(always)]
    pub fn follow(&self, head: Head, rest: impl Iterator<Item = Letter>) -> Option<(usize, usize)> {
        let (at, len) = self.last(head, rest)?;
        Some((self.slots[at].word as usize, len))
    }

    /// The last edge with which a word ends along these characters, and the bytes of the word.
    #[inline(always)]
    fn last(&self, head: Head, rest: impl Iterator<Item = Letter>) -> Option<(usize, usize)> {
        if self.filter.holds(hash(head.key())) {
            let (at, edge) = self.probe(head.key());
            let found = self.descend(at, edge, head.bytes(), rest);
            if found.is_some() {
                return found;
            }
        }
        self.single(head.first)
    }

    /// The edge of the word that this character is, and its bytes.
    #[inline]
    fn single(&self, letter: Letter) -> Option<(usize, usize)> {
        if !self.singles.may_hold(letter) {
            return None;
        }
        let (at, edge) = self.probe(Head { first: letter, second: SINGLE }.key());
        (edge != EMPTY).then_some((at, bytes(letter)))
    }

    /// The last edge with which a word ends, from the edge in this slot on, which ends behind `len` bytes, and along these characters.
    #[inline(always)]
    fn descend(&self, mut at: usize, mut edge: Edge, mut len: usize, mut rest: impl Iterator<Item = Letter>) -> Option<(usize, usize)> {
        let mut longest = None;
        loop {
            if edge & ENDS != 0 {
                longest = Some((at, len));
            }
            if edge & GOES_ON == 0 {
                return longest;
            }
            let Some(letter) = rest.next().filter(|&letter| edge & kind(letter) != 0) else { return longest };
            (at, edge) = self.probe(key(at, letter));
            len += bytes(letter);
        }
    }

    /// The number and the length in bytes of the longest word that the text begins with.
    #[inline]
    pub fn begins(&self, text: &str) -> Option<(usize, usize)> {
        self.along(Forward::new(text))
    }

    /// The number and the length in bytes of the longest word that the text ends with; of a tree built [`backward`](Self::backward).
    #[inline]
    pub fn ends(&self, text: &str) -> Option<(usize, usize)> {
        self.along(Backward::new(text))
    }

    /// The longest word along these characters. Most texts begin with a character that begins no word: they are told by it alone.
    #[inline(always)]
    fn along<L: Iterator<Item = Letter>>(&self, mut letters: L) -> Option<(usize, usize)> {
        let first = letters.next().filter(|&first| self.heads.may_hold(first))?;
        self.behind(first, letters)
    }

    /// The same where a word may begin with the first of them.
    fn behind<L: Iterator<Item = Letter>>(&self, first: Letter, mut letters: L) -> Option<(usize, usize)> {
        let second = letters.next().unwrap_or(NOTHING);
        self.follow(Head { first, second }, letters)
    }

    /// The words in the text from left to right, the longest of those that begin at one place, none overlapping another.
    pub fn find_all<'t>(&'t self, text: &'t str) -> FindAll<'t> {
        FindAll { trie: self, len: text.len(), rest: Forward::new(text) }
    }

    /// The same, of a tree of so many words that every other character begins one: each is looked at together with the next.
    #[inline]
    pub fn find_dense<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + use<'t> {
        let mut next = Head::of(Forward::new(text));
        std::iter::from_fn(move || {
            while let Some((head, rest)) = next {
                next = head.next(rest);
                if let Some((word, len)) = self.follow(head, rest) {
                    next = head.behind(rest, len);
                    let start = text.len() - rest.left() - head.bytes();
                    return Some(Found { word, start, end: start + len });
                }
            }
            None
        })
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
    /// The bytes of the text.
    len: usize,
    /// What is still to be gone through.
    rest: Forward<'t>,
}

impl Iterator for FindAll<'_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let heads = &self.trie.heads;
        loop {
            // Most characters of a plan are of three bytes and begin no word.
            self.rest.pass_over(|bytes| !heads.may_hold_bytes(bytes));
            let here = self.rest;
            let first = self.rest.next()?;
            if heads.may_hold(first)
                && let Some((word, len)) = self.trie.behind(first, self.rest)
            {
                self.rest = here;
                self.rest.skip_bytes(len);
                let start = self.len - here.left();
                return Some(Found { word, start, end: start + len });
            }
        }
    }
}

#[cfg(test)]
mod tests;
