//! The words that may stand anywhere in a name or a piece: trees of the lists that are asked together, so that a name is gone
//! through once.
//!
//! What the words mean is decided in [`super::name`].

use std::collections::BTreeMap;

use super::edges::{self, Ends, Opens};
use super::lexis::Places;
use super::signs::*;
use super::tree::Tree;
use crate::rules::{Faults, Forward, Head, Lexicon, Sources, Trie};

/// The lists of the pack whose words are looked for in names, by what their words are.
const LISTS: [(&str, Kinds); 5] = [
    ("project.clausal", CLAUSAL),
    ("project.programmes", PROGRAMME),
    ("project.expansion", EXPANSION),
    ("project.scope", SCOPE),
    ("project.ranks", RANK),
];

const PHASES: [&str; 5] = ["一期", "二期", "三期", "四期", "五期"];
const ELSEWHERES: [&str; 7] = ["依托", "申报为", "晋升为", "整合为", "升格为", "争创为", "创建为"];
const CLAUSAL_HEADS: [&str; 9] = ["为", "与", "经", "向", "已", "其", "以", "被", "于"];

/// All trees of words of this room, and its table of characters.
#[derive(Debug, Default)]
pub struct Glossary {
    pub(super) signs: Signs,
    pub(super) openings: Tree<Opens>,
    pub(super) endings: Tree<Ends>,
    /// The common words, which name nothing of their own.
    common: Trie,
    /// What else is looked for in names.
    names: Tree<Kinds>,
}

/// The words of these lists, and more words; one may be of several.
fn tree(sources: &Sources<'_>, lists: &[(&str, Kinds)], more: &[(&[&str], Kinds)]) -> Tree<Kinds> {
    let mut words: BTreeMap<String, Kinds> = BTreeMap::new();
    let mut add = |word: &str, kind: Kinds| *words.entry(word.to_owned()).or_default() |= kind;
    for (list, kind) in lists {
        sources.lists.get(*list).into_iter().flat_map(|list| list.iter()).for_each(|word| add(word, *kind));
    }
    more.iter().for_each(|(words, kind)| words.iter().for_each(|word| add(word, *kind)));
    Tree::new(words, |shorter, own| shorter | own)
}

impl Lexicon for Glossary {
    fn build(sources: &Sources<'_>, _: &mut Faults) -> Self {
        Self {
            signs: Signs::default(),
            openings: edges::openings(sources),
            endings: edges::endings(sources),
            common: Trie::new(sources.lists.get("project.generic").into_iter().flat_map(|list| list.iter())),
            names: tree(sources, &LISTS, &[(&PHASES, PHASE), (&ELSEWHERES, ELSEWHERE), (&CLAUSAL_HEADS, CLAUSAL_HEAD)]),
        }
    }
}

/// What one way through a name finds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Survey {
    /// All that stands anywhere in it.
    pub kinds: Kinds,
    /// The words that it begins with, but for common ones.
    pub head: Kinds,
    pub chars: usize,
    /// Han characters in runs of two or more that no common word covers, the longest run of each gap counted.
    pub proper: usize,
    /// The bytes of the common word it begins with.
    pub common_head: usize,
    /// Where the first word stands before which a name ends.
    pub elsewhere: Option<usize>,
    /// Where the first place of the register stands.
    pub place: Option<usize>,
    /// Where the second character of the first such run ends.
    pub proper_from: Option<usize>,
}

impl Survey {
    pub fn has(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }

    /// Notes the words that begin at one place.
    fn note(&mut self, at: usize, kinds: Kinds) {
        self.kinds |= kinds;
        if kinds & ELSEWHERE != 0 && at >= 6 && self.elsewhere.is_none() {
            self.elsewhere = Some(at);
        }
        if at == 0 {
            self.head = kinds;
        }
    }
}

/// How far common words cover a name.
#[derive(Default)]
struct Cover {
    /// Where the last of them ends.
    end: usize,
    gap: Gap,
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
    /// Goes through a name, each character once.
    pub fn survey(&self, places: Places, name: &str) -> Survey {
        let (mut survey, mut cover) = (Survey::default(), Cover::default());
        let mut placed = 0;
        let mut at = 0;
        let mut next = Head::of(Forward::new(name));
        while let Some((head, rest)) = next {
            next = head.next(rest);
            self.sign(head, at, next.is_some(), &mut survey);
            if self.names.may_follow(head)
                && let Some(kinds) = self.names.follow(head, rest)
            {
                survey.note(at, kinds);
            }
            if survey.place.is_none()
                && at >= placed
                && places.may_begin(head)
                && let Some((len, home)) = places.begins(head, rest)
            {
                placed = at + len;
                survey.place = home.then_some(at);
            }
            if at >= cover.end {
                self.cover(head, rest, at, &mut cover, &mut survey);
            }
            at += head.first_len();
        }
        survey.proper += cover.gap.close();
        survey
    }

    /// Notes what the first character of a head tells.
    fn sign(&self, head: Head, at: usize, inner: bool, survey: &mut Survey) {
        let signs = self.signs.of_scalar(head.first());
        survey.chars += 1;
        survey.kinds |= if at > 0 && inner { signs } else { signs & !ROUTE };
    }

    /// Whether a stretch holds anything that no common word covers.
    pub fn has_proper(&self, text: &str) -> bool {
        let (mut survey, mut cover) = (Survey::default(), Cover::default());
        let mut at = 0;
        let mut next = Head::of(Forward::new(text));
        while let Some((head, rest)) = next {
            next = head.next(rest);
            if at >= cover.end {
                self.cover(head, rest, at, &mut cover, &mut survey);
            }
            at += head.first_len();
        }
        survey.proper + cover.gap.close() > 0
    }

    /// Goes on by the first character of a head, which stands here, and no common word before covers: by a common word, or by itself.
    #[inline(always)]
    fn cover(&self, head: Head, rest: Forward<'_>, at: usize, cover: &mut Cover, survey: &mut Survey) {
        if let Some((_, len)) = self.common.follow(head, rest) {
            survey.proper += cover.gap.close();
            survey.common_head = if at == 0 { len } else { survey.common_head };
            cover.end = at + len;
        } else if !is_han(head.first()) {
            cover.gap.end_run();
        } else {
            cover.gap.run += 1;
            if cover.gap.run == 2 {
                survey.proper_from = survey.proper_from.or(Some(at + head.first_len()));
            }
        }
    }
}

fn is_han(scalar: u32) -> bool {
    (0x4e00..=0x9fff).contains(&scalar)
}
