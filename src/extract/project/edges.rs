//! What a stretch of text begins with and what it ends with: the lists that are asked of the same place, in one tree each.
//!
//! What the answers mean is decided in [`super::govern`], [`super::closing`] and [`super::score`].

use std::collections::BTreeMap;

use super::closing::Tail;
use super::govern::{self, Governor};
use super::lexis::Family;
use super::tree::Tree;
use crate::rules::Sources;

/// What may join two verbs of a chain.
const JOINTS: [&str; 6] = ["、", "和", "及", "与", "并", "或"];

/// The bytes of a word.
type Len = u16;

/// What a stretch begins with: the longest word of each kind, by its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Opens {
    pub verb: Option<(Governor, Len)>,
    /// A noun of works.
    pub noun: Len,
    pub adverb: Len,
    /// What may join two verbs.
    pub joint: Len,
    /// The head of a phrase of means.
    pub means: Len,
    /// A word that begins a long attribute.
    pub attribute: bool,
}

impl Opens {
    /// No word.
    pub const NONE: &Self = &Self { verb: None, noun: 0, adverb: 0, joint: 0, means: 0, attribute: false };

    fn longest(shorter: Self, own: Self) -> Self {
        Self {
            verb: own.verb.or(shorter.verb),
            noun: own.noun.max(shorter.noun),
            adverb: own.adverb.max(shorter.adverb),
            joint: own.joint.max(shorter.joint),
            means: own.means.max(shorter.means),
            attribute: own.attribute || shorter.attribute,
        }
    }
}

/// The words that clauses begin with.
pub fn openings(sources: &Sources<'_>) -> Tree<Opens> {
    let lists: [(&str, Note<Opens>); 5] = [
        ("project.verbs", |opens, word, value| opens.verb = Some((govern::governor(value), bytes(word)))),
        ("project.types", |opens, word, _| opens.noun = bytes(word)),
        ("project.adverbs", |opens, word, _| opens.adverb = bytes(word)),
        ("project.means", |opens, word, _| opens.means = bytes(word)),
        ("project.attributes", |opens, _, _| opens.attribute = true),
    ];
    let mut words = gather(sources, &lists, str::to_owned);
    JOINTS.iter().for_each(|word| words.entry((*word).to_owned()).or_default().joint = bytes(word));
    Tree::new(words, Opens::longest)
}

/// What a stretch ends with: the longest word of each kind, with its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ends {
    /// The noun that works are called by.
    pub noun: Option<(Family, Len)>,
    /// What closes a list or follows a name.
    pub tail: Option<(Tail, Len)>,
    /// The class of a list, and whether it is one of works.
    pub class: Option<(bool, Len)>,
    /// A standing that a place aims at.
    pub goal: bool,
}

impl Ends {
    /// No word.
    pub const NONE: &Self = &Self { noun: None, tail: None, class: None, goal: false };

    fn longest(shorter: Self, own: Self) -> Self {
        Self {
            noun: own.noun.or(shorter.noun),
            tail: own.tail.or(shorter.tail),
            class: own.class.or(shorter.class),
            goal: own.goal || shorter.goal,
        }
    }
}

/// The words that pieces and names end with, reversed.
pub fn endings(sources: &Sources<'_>) -> Tree<Ends> {
    let lists: [(&str, Note<Ends>); 4] = [
        ("project.types", |ends, word, value| ends.noun = Some((Family::of(value), bytes(word)))),
        ("project.tails", |ends, word, value| ends.tail = Some((Tail::new(word, value), bytes(word)))),
        ("project.classes", |ends, word, value| ends.class = Some((value == "works", bytes(word)))),
        ("project.goals", |ends, _, _| ends.goal = true),
    ];
    Tree::new(gather(sources, &lists, |word| word.chars().rev().collect()), Ends::longest)
}

/// Notes what a word of a list and its value say.
type Note<T> = fn(&mut T, &str, &str);

/// The words of these lists, each as `key` makes it of the word, with what they say.
fn gather<T: Default>(sources: &Sources<'_>, lists: &[(&str, Note<T>)], key: fn(&str) -> String) -> BTreeMap<String, T> {
    let mut words = BTreeMap::new();
    for (list, note) in lists {
        let pairs = sources.lists.get(*list).into_iter().flat_map(|list| list.pairs());
        pairs.for_each(|(word, value)| note(words.entry(key(word)).or_default(), word, value));
    }
    words
}

fn bytes(word: &str) -> Len {
    word.len() as Len
}

#[cfg(test)]
mod tests {
    use super::super::glossary::Glossary;
    use super::*;
    use crate::rules::Pack;

    /// Every word of the lists, two of them joined, and what stands where one is cut short.
    fn texts(pack: &Pack) -> Vec<String> {
        let lists = ["verbs", "types", "adverbs", "means", "attributes", "tails", "classes", "goals"]
            .map(|id| pack.words(&format!("project.{id}")));
        let words: Vec<&str> = lists.iter().flat_map(|list| list.iter()).collect();
        let next = words.iter().cycle().skip(words.len() / 2 + 1);
        words.iter().zip(next).flat_map(|(one, other)| [format!("{one}{other}"), other.chars().skip(1).collect()]).collect()
    }

    #[test]
    fn one_look_answers_as_the_lists_by_themselves() {
        let pack = Pack::embedded();
        let glossary: &Glossary = pack.lexicon();
        let prefix = |list: &str, text: &str| pack.words(list).starts_with(text).unwrap_or(0);
        let suffix = |list: &str, text: &str| pack.words(list).ends_with(text);
        for text in texts(&pack) {
            let opens = glossary.openings.begins(&text).unwrap_or(Opens::NONE);
            let lens = [opens.verb.map_or(0, |(_, len)| len), opens.noun, opens.adverb, opens.means];
            let lists = ["project.verbs", "project.types", "project.adverbs", "project.means"];
            assert_eq!(lens.map(usize::from), lists.map(|list| prefix(list, &text)), "{text}");
            assert_eq!(opens.attribute, prefix("project.attributes", &text) > 0, "{text}");
            let ends = glossary.endings.ends(&text).unwrap_or(Ends::NONE);
            let lens = [ends.noun.map(|(_, len)| len), ends.tail.map(|(_, len)| len), ends.class.map(|(_, len)| len)];
            let lists = ["project.types", "project.tails", "project.classes"];
            assert_eq!(lens.map(|len| len.map(usize::from)), lists.map(|list| suffix(list, &text)), "{text}");
            assert_eq!(ends.goal, suffix("project.goals", &text).is_some(), "{text}");
        }
    }
}
