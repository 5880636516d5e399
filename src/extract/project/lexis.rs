//! The word lists of this room, looked up once per document. What each is for stands in rules/words/projects.toml.

use std::ops::Deref;

use super::glossary::Glossary;
use crate::document::{Facts, Register};
use crate::rules::{Pack, word_lists};

word_lists! {
    /// The lists, by what they are asked.
    pub struct Words {
        verbs = "project.verbs",
        inner = "project.verbs.inner",
        agents = "project.agents",
        adverbs = "project.adverbs",
        means = "project.means",
        tails = "project.tails",
        types = "project.types",
        classes = "project.classes",
        goals = "project.goals",
        scope = "project.scope",
        classifiers = "project.classifiers",
        expansion = "project.expansion",
        review = "project.review",
        generic = "project.generic",
        ranks = "project.ranks",
        headers = "project.table.headers",
        attributes = "project.attributes",
    }
}

/// All that this room looks up.
#[derive(Clone, Copy)]
pub struct Lexis<'p> {
    words: Words<'p>,
    /// The lists whose words may stand anywhere in a name.
    pub glossary: &'p Glossary,
    pub places: Places<'p>,
}

impl<'p> Deref for Lexis<'p> {
    type Target = Words<'p>;

    fn deref(&self) -> &Words<'p> {
        &self.words
    }
}

impl<'p> Lexis<'p> {
    /// The lists of a pack, for a document of these facts.
    pub fn of(pack: &'p Pack, facts: &Facts) -> Self {
        let home = facts.region_code.as_deref().and_then(|code| code.get(..2)?.parse().ok());
        Self { words: Words::new(pack), glossary: pack.lexicon(), places: Places { register: pack.lexicon(), home } }
    }

    /// The family of the noun that a name ends with.
    pub fn family(&self, name: &str) -> Option<&'p str> {
        self.types.suffix(name).map(|hit| hit.value)
    }
}

/// The places that a document's names may hold: those of its own province.
#[derive(Clone, Copy)]
pub struct Places<'p> {
    register: &'p Register,
    /// The first two digits of its code; none where the document's region is not known.
    home: Option<u32>,
}

impl Places<'_> {
    /// Where the first place stands in a name.
    pub fn first(&self, name: &str) -> Option<usize> {
        let home = |index: &u32| self.home.is_none_or(|home| self.register.get(*index).code / 10_000 == home);
        self.register.find_all(name).find(|hit| hit.full || hit.divisions.iter().any(home)).map(|hit| hit.start)
    }
}
