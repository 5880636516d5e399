//! The words that may stand anywhere in a name or a piece: trees of the lists that are asked together, so that a name is gone
//! through once.
//!
//! What the words mean is decided in [`super::name`].

use std::collections::BTreeMap;

use super::edges::{self, Ends, Opens};
use super::lexis::Places;
use super::signs::*;
use super::tree::Tree;
use crate::rules::{Faults, Head, Lexicon, Sources, Trie};

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

/// The lists whose words are looked for in the middle of pieces.
const INSIDE: [(&str, Kinds); 2] = [("project.verbs.inner", INNER), ("project.expansion", EXPANSION)];

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
    inside: Tree<Kinds>,
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
        let heads = INSIDE.iter().filter_map(|(list, _)| sources.lists.get(*list));
        Self {
            signs: Signs::new(heads.flat_map(|list| list.iter())),
            openings: edges::openings(sources),
            endings: edges::endings(sources),
            common: Trie::new(sources.lists.get("project.generic").into_iter().flat_map(|list| list.iter())),
            names: tree(sources, &LISTS, &[(&PHASES, PHASE), (&ELSEWHERES, ELSEWHERE), (&CLAUSAL_HEADS, CLAUSAL_HEAD)]),
            inside: tree(sources, &INSIDE, &[]),
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
    /// The kinds of the words of verbs and expansion that a text begins with.
    #[inline]
    pub fn inside(&self, text: &str) -> Kinds {
        self.inside.begins(text).copied().unwrap_or(0)
    }

    /// Goes through a name.
    pub fn survey(&self, places: Places, name: &str) -> Survey {
        let mut survey = Survey::default();
        self.words(places, name, &mut survey);
        self.cover(name, &mut survey);
        survey
    }

    /// The kinds of the characters, the words of the lists, and the first place of the register.
    fn words(&self, places: Places, name: &str, survey: &mut Survey) {
        let mut placed = 0;
        let mut chars = name.chars();
        let (mut at, mut next) = (0, chars.next());
        while let Some(c) = next {
            let end = name.len() - chars.as_str().len();
            next = chars.next();
            let signs = self.signs.of(c);
            survey.chars += 1;
            survey.kinds |= signs & !ROUTE;
            if signs & ROUTE != 0 && at > 0 && next.is_some() {
                survey.kinds |= ROUTE;
            }
            let head = Head::new(c, next);
            if self.names.may_follow(head)
                && let Some(kinds) = self.names.follow(head, chars.clone())
            {
                survey.note(at, kinds);
            }
            if places.may_begin(head)
                && survey.place.is_none()
                && at >= placed
                && let Some((len, home)) = places.begins(head, chars.clone())
            {
                placed = at + len;
                survey.place = home.then_some(at);
            }
            at = end;
        }
    }

    /// Whether a stretch holds anything that no common word covers.
    pub fn has_proper(&self, text: &str) -> bool {
        let mut survey = Survey::default();
        self.cover(text, &mut survey);
        survey.proper > 0
    }

    /// How far common words cover it.
    fn cover(&self, name: &str, survey: &mut Survey) {
        let mut gap = Gap::default();
        let mut at = 0;
        while at < name.len() {
            let rest = &name[at..];
            if let Some((_, len)) = self.common.begins(rest) {
                survey.proper += gap.close();
                survey.common_head = if at == 0 { len } else { survey.common_head };
                at += len;
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            at += c.len_utf8();
            if !is_han(c) {
                gap.end_run();
                continue;
            }
            gap.run += 1;
            if gap.run == 2 {
                survey.proper_from = survey.proper_from.or(Some(at));
            }
        }
        survey.proper += gap.close();
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
