//! The words that may stand anywhere in a name or a piece: trees of the lists that are asked together, so that a name is gone
//! through once.
//!
//! What the words mean is decided in [`super::name`].

use std::collections::BTreeMap;

use super::edges::{self, Ends, Opens};
use super::signs::*;
use super::tree::Tree;
use crate::extract::places::Places;
use crate::rules::{Faults, Forward, Head, Lexicon, Sources, Trie};

/// The lists of the pack whose words are looked for at the heads of names, by what their words are.
const HEADS: [(&str, Kinds); 2] = [("project.scope", SCOPE), ("project.ranks", RANK)];

const CLAUSAL_HEADS: [&str; 9] = ["为", "与", "经", "向", "已", "其", "以", "被", "于"];

/// All trees of words of this room, and its table of characters.
#[derive(Debug, Default)]
pub struct Glossary {
    pub(super) signs: Signs,
    pub(super) openings: Tree<Opens>,
    pub(super) endings: Tree<Ends>,
    /// The common words, which name nothing of their own.
    common: Trie,
    /// What else names may begin with.
    heads: Tree<Kinds>,
}

/// The words of these lists, and more words; one may be of several.
fn tree(sources: &Sources<'_>, lists: &[(&str, Kinds)], more: &[(&str, Kinds)]) -> Tree<Kinds> {
    let mut words: BTreeMap<String, Kinds> = BTreeMap::new();
    let mut add = |word: &str, kind: Kinds| *words.entry(word.to_owned()).or_default() |= kind;
    for (list, kind) in lists {
        sources.lists.get(*list).into_iter().flat_map(|list| list.iter()).for_each(|word| add(word, *kind));
    }
    more.iter().for_each(|(word, kind)| add(word, *kind));
    Tree::new(words, |shorter, own| shorter | own)
}

impl Lexicon for Glossary {
    fn build(sources: &Sources<'_>, _: &mut Faults) -> Self {
        Self {
            signs: Signs::default(),
            openings: edges::openings(sources),
            endings: edges::endings(sources),
            common: Trie::new(sources.lists.get("project.generic").into_iter().flat_map(|list| list.iter())),
            heads: tree(sources, &HEADS, &CLAUSAL_HEADS.map(|word| (word, CLAUSAL_HEAD))),
        }
    }
}

/// What a first look at a name tells: its characters, and what it begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    /// What its characters may mean, and the words that it begins with, but for common ones.
    pub kinds: Kinds,
    pub chars: usize,
    /// The bytes of the common word it begins with.
    pub common: usize,
    /// It begins with a place of the register.
    pub place: bool,
}

impl Look {
    pub fn has(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }
}

/// What a way through the words of a name finds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Survey {
    /// Han characters in runs of two or more that no common word covers, the longest run of each gap counted.
    pub proper: usize,
    /// Where the second character of the first such run ends.
    pub proper_from: Option<usize>,
    /// It holds a place of the register.
    pub place: bool,
}

/// The stretch between two common words.
#[derive(Default)]
struct Gap {
    run: usize,
    longest: usize,
}

impl Gap {
    fn end_run(&mut self) {
        self.longest = self.longest.max(self.run);
        self.run = 0;
    }

    /// Ends the gap; the length of its longest run. A single character between words is a suffix or a short form more often than a
    /// part of a name.
    fn close(&mut self) -> usize {
        self.end_run();
        let length = std::mem::take(&mut self.longest);
        if length > 1 { length } else { 0 }
    }
}

impl Glossary {
    /// Takes a first look at a name.
    pub fn look(&self, places: Places, name: &str) -> Look {
        let mut look = self.signs_of(name);
        if let Some((head, rest)) = Head::of(Forward::new(name)) {
            look.kinds |= self.heads.follow(head, rest).unwrap_or(0);
            look.common = self.common.follow(head, rest).map_or(0, |(_, len)| len);
            look.place = places.begins(head, rest).is_some_and(|(_, home)| home);
        }
        look
    }

    /// What the characters of a name tell. A dash at either end is of no route.
    fn signs_of(&self, name: &str) -> Look {
        let kinds = |chars: std::str::Chars| chars.fold((0, 0), |(kinds, n), c| (kinds | self.signs.of(c), n + 1));
        let (mut all, chars) = kinds(name.chars());
        if all & ROUTE != 0 {
            let mut inner = name.chars();
            let _ends = (inner.next(), inner.next_back());
            all &= kinds(inner).0 | !ROUTE;
        }
        Look { kinds: all, chars, ..Look::default() }
    }

    /// Goes through the words of a name. `placed`: it is known to hold a place.
    pub fn survey(&self, places: Places, name: &str, placed: bool) -> Survey {
        Survey { place: placed || places.any_in(name), ..self.bare(name, false) }
    }

    /// Whether a stretch holds anything that no common word covers.
    pub fn has_proper(&self, text: &str) -> bool {
        self.bare(text, true).proper_from.is_some()
    }

    /// What of a text no common word covers; only the `first` of it.
    #[inline(always)]
    fn bare(&self, text: &str, first: bool) -> Survey {
        let (mut survey, mut gap) = (Survey::default(), Gap::default());
        let mut next = Head::of(Forward::new(text));
        while let Some((head, rest)) = next.filter(|_| !first || survey.proper_from.is_none()) {
            if let Some((_, len)) = self.common.follow(head, rest) {
                survey.proper += gap.close();
                next = head.behind(rest, len);
                continue;
            }
            next = head.next(rest);
            if !is_han(head.first()) {
                gap.end_run();
                continue;
            }
            gap.run += 1;
            if gap.run == 2 {
                let behind = next.map_or(0, |(head, rest)| head.bytes() + rest.left());
                survey.proper_from = survey.proper_from.or(Some(text.len() - behind));
            }
        }
        survey.proper += gap.close();
        survey
    }
}

fn is_han(scalar: u32) -> bool {
    (0x4e00..=0x9fff).contains(&scalar)
}
