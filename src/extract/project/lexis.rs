//! The word lists of this room, looked up once per document. What each is for stands in rules/words/projects.toml.

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
    pub clausal: &'p WordList,
    pub ranks: &'p WordList,
}

impl<'p> Lexis<'p> {
    /// The lists of a pack.
    pub fn of(pack: &'p Pack) -> Self {
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
            clausal: pack.words("project.clausal"),
            ranks: pack.words("project.ranks"),
        }
    }
}
