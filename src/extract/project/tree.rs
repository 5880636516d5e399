//! Words with what is known of a place where one of them stands: the lists that are asked of the same place, in one tree, so that
//! one look answers for all of them.

use std::collections::BTreeMap;

use crate::rules::{Forward, Head, Trie};

/// A tree of words, read from their beginnings or from their ends.
#[derive(Debug, Default)]
pub struct Tree<T> {
    trie: Trie,
    /// All that is known, each once, by the numbers in the tree: of a word, where it is the longest, shorter ones along it not left out.
    known: Vec<T>,
}

impl<T: Copy + PartialEq> Tree<T> {
    /// The tree of these words. `behind`: what is known of a word, from that and from what is known of a shorter one along it.
    pub fn new(words: BTreeMap<String, T>, behind: impl Fn(T, T) -> T) -> Self {
        let mut known: Vec<T> = Vec::new();
        let mut numbers: Vec<u32> = Vec::with_capacity(words.len());
        // The words that the one at hand begins with, and what is known of them: sorted words come behind them.
        let mut along: Vec<(T, &str)> = Vec::new();
        for (word, &own) in &words {
            along.truncate(along.iter().take_while(|(_, shorter)| word.starts_with(shorter)).count());
            let own = along.last().map_or(own, |&(shorter, _)| behind(shorter, own));
            along.push((own, word));
            let number = known.iter().position(|&other| other == own).unwrap_or(known.len());
            known.extend((number == known.len()).then_some(own));
            numbers.push(number as u32);
        }
        Self { trie: Trie::numbered(words.keys().map(String::as_str).zip(numbers)), known }
    }

    /// What is known of a text by the words that it begins with.
    #[inline]
    pub fn begins(&self, text: &str) -> Option<&T> {
        self.trie.begins(text).map(|(word, _)| &self.known[word])
    }

    /// What is known of a text of this head and rest.
    #[inline]
    pub fn follow(&self, head: Head, rest: Forward<'_>) -> Option<T> {
        self.trie.follow(head, rest).map(|(word, _)| self.known[word])
    }

    /// What is known of a text by the words that it ends with; of a tree of reversed words.
    #[inline]
    pub fn ends(&self, text: &str) -> Option<&T> {
        self.trie.ends(text).map(|(word, _)| &self.known[word])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_speaks_for_those_along_it() {
        let words = [("高", 1), ("高速", 2), ("高速公路", 4), ("公路", 8), ("高山", 16)];
        let tree = Tree::new(words.map(|(word, bit)| (word.to_owned(), bit)).into(), |shorter, own| shorter | own);
        assert_eq!(tree.begins("高速公路改线"), Some(&(1 | 2 | 4)));
        assert_eq!(tree.begins("高山"), Some(&(1 | 16)));
        assert_eq!(tree.begins("公"), None);
        assert_eq!(Head::of(Forward::new("高速铁")).and_then(|(head, rest)| tree.follow(head, rest)), Some(1 | 2));
    }
}
