//! The word lists of this room, looked up once per document. What each is for stands in rules/words/projects.toml.

use std::ops::Deref;

use super::edges::{Ends, Opens};
use super::glossary::Glossary;
use crate::document::Facts;
use crate::extract::places::Places;
use crate::rules::{Pack, word_lists};

word_lists! {
    /// The lists, by what they are asked.
    pub struct Words {
        inner = "project.verbs.inner",
        agents = "project.agents",
        terms = "project.terms",
        classifiers = "project.classifiers",
        expansion = "project.expansion",
        review = "project.review",
        generic = "project.generic",
        headers = "project.table.headers",
        clausal = "project.clausal",
        programmes = "project.programmes",
    }
}

/// All that this room looks up.
#[derive(Clone, Copy)]
pub struct Lexis<'p> {
    words: Words<'p>,
    /// The lists that are asked together.
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
        Self { words: Words::new(pack), glossary: pack.lexicon(), places: Places::of(pack, facts) }
    }

    /// What a text begins with.
    pub fn opens(&self, text: &str) -> &'p Opens {
        self.glossary.openings.begins(text).unwrap_or(Opens::NONE)
    }

    /// What a text ends with.
    pub fn ends(&self, text: &str) -> &'p Ends {
        self.glossary.endings.ends(text).unwrap_or(Ends::NONE)
    }

    /// The family of the noun that a name ends with.
    pub fn family(&self, name: &str) -> Option<Family> {
        self.ends(name).noun.map(|(family, _)| family)
    }
}

/// The families of the nouns that works are called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Rail,
    Road,
    Air,
    Port,
    Water,
    Energy,
    Industry,
    Public,
    Area,
    /// 工程, 项目, 二期: work on something.
    Work,
    /// A single thing that can be built, or stand already: 中心, 平台.
    Facility,
    /// As often no work at all: 体系, 试点.
    Weak,
}

impl Family {
    /// The family as `project.types` writes it; weak for one that it does not know.
    pub fn of(value: &str) -> Self {
        match value {
            "rail" => Self::Rail,
            "road" => Self::Road,
            "air" => Self::Air,
            "port" => Self::Port,
            "water" => Self::Water,
            "energy" => Self::Energy,
            "industry" => Self::Industry,
            "public" => Self::Public,
            "area" => Self::Area,
            "work" => Self::Work,
            "facility" => Self::Facility,
            _ => Self::Weak,
        }
    }

    /// Whether its nouns mean a work by themselves, without a proper name.
    pub fn is_strong(self) -> bool {
        !matches!(self, Self::Weak | Self::Facility)
    }

    /// Whether it is of what is built for traffic, water and energy.
    pub fn is_infra(self) -> bool {
        matches!(self, Self::Rail | Self::Road | Self::Air | Self::Port | Self::Water | Self::Energy)
    }
}
