//! The word lists of this room, looked up once per document. What each is for stands in rules/words/projects.toml.

use super::glossary::Glossary;
use crate::document::{Facts, Register};
use crate::rules::{Pack, WordList};

/// The lists, by what they are asked.
#[derive(Clone, Copy)]
pub struct Lexis<'p> {
    pub verbs: &'p WordList,
    pub inner: &'p WordList,
    pub agents: &'p WordList,
    pub adverbs: &'p WordList,
    pub means: &'p WordList,
    pub tails: &'p WordList,
    pub types: &'p WordList,
    pub classes: &'p WordList,
    pub goals: &'p WordList,
    pub scope: &'p WordList,
    pub classifiers: &'p WordList,
    pub expansion: &'p WordList,
    pub review: &'p WordList,
    pub generic: &'p WordList,
    pub ranks: &'p WordList,
    pub headers: &'p WordList,
    pub attributes: &'p WordList,
    /// The lists whose words may stand anywhere in a name.
    pub glossary: &'p Glossary,
    pub places: Places<'p>,
}

impl<'p> Lexis<'p> {
    /// The lists of a pack, for a document of these facts.
    pub fn of(pack: &'p Pack, facts: &Facts) -> Self {
        Self {
            verbs: pack.words("project.verbs"),
            inner: pack.words("project.verbs.inner"),
            agents: pack.words("project.agents"),
            adverbs: pack.words("project.adverbs"),
            means: pack.words("project.means"),
            tails: pack.words("project.tails"),
            types: pack.words("project.types"),
            classes: pack.words("project.classes"),
            goals: pack.words("project.goals"),
            scope: pack.words("project.scope"),
            classifiers: pack.words("project.classifiers"),
            expansion: pack.words("project.expansion"),
            review: pack.words("project.review"),
            generic: pack.words("project.generic"),
            ranks: pack.words("project.ranks"),
            attributes: pack.words("project.attributes"),
            headers: pack.words("project.table.headers"),
            glossary: pack.lexicon(),
            places: Places {
                register: pack.lexicon::<Register>(),
                home: facts.region_code.as_deref().and_then(|code| code.get(..2)?.parse().ok()),
            },
        }
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
