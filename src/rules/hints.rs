//! Hints: a few characters of which every word of a list holds one. Where none of them stands, no word does, and a search for one
//! character costs a small part of a search for words.

use std::collections::BTreeMap;

use memchr::memmem::Finder;

/// The hints of one list; none where that takes too many.
#[derive(Clone, Debug, Default)]
pub struct Hints(Vec<Finder<'static>>);

impl Hints {
    /// There are no more than this.
    pub const MOST: usize = 4;

    /// Those of some words.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut rest: Vec<&str> = words.collect();
        let mut hints = Vec::new();
        while !rest.is_empty() && hints.len() <= Self::MOST {
            let mut counts = BTreeMap::<char, usize>::new();
            rest.iter().flat_map(|word| word.chars()).for_each(|c| *counts.entry(c).or_default() += 1);
            let Some((&best, _)) = counts.iter().max_by_key(|(_, count)| **count) else { break };
            rest.retain(|word| !word.contains(best));
            hints.push(Finder::new(best.encode_utf8(&mut [0; 4])).into_owned());
        }
        if hints.len() > Self::MOST { Self::default() } else { Self(hints) }
    }

    /// What finds each of them.
    pub fn finders(&self) -> &[Finder<'static>] {
        &self.0
    }

    /// Whether a word of the list may stand in a text.
    pub fn may_stand_in(&self, text: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|hint| hint.find(text.as_bytes()).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::WordList;
    use proptest::prelude::*;

    fn list(words: &[&str]) -> WordList {
        WordList::new("test", words.iter().map(|word| (Box::from(*word), Box::from(""))).collect())
    }

    #[test]
    fn hints_stand_in_every_word() {
        assert_eq!(list(&["今年", "去年", "期末"]).hints().finders().len(), 2);
        assert_eq!(list(&["甲", "乙", "丙", "丁", "戊", "己"]).hints().finders().len(), 0);
        assert!(list(&[]).hints().finders().is_empty());
    }

    proptest! {
        #[test]
        fn no_word_stands_where_no_hint_does(text in "[今去前年期末甲乙]{0,9}") {
            let words = list(&["今年", "去年", "期末"]);
            prop_assert!(words.hints().may_stand_in(&text) || !words.is_in(&text));
        }
    }
}
