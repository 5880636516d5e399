//! The word lists of this room, looked up once per document. What each is for stands in rules/words/projects.toml.

use std::ops::Deref;

use super::edges::{Ends, Opens};
use super::glossary::Glossary;
use crate::document::{Facts, Register};
use crate::rules::{Forward, Head, Pack, word_lists};

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
        let home = facts.region_code.as_deref().and_then(|code| code.get(..2)?.parse().ok());
        Self { words: Words::new(pack), glossary: pack.lexicon(), places: Places { register: pack.lexicon(), home } }
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

/// The places that a document's names may hold: those of its own province.
#[derive(Clone, Copy)]
pub struct Places<'p> {
    register: &'p Register,
    /// The first two digits of its code; none where the document's region is not known.
    home: Option<u32>,
}

impl Places<'_> {
    /// Whether a name of the register that may be of this province stands in a text.
    pub fn any_in(&self, text: &str) -> bool {
        self.register.find_all(text).any(|hit| self.is_near(hit.divisions, hit.full))
    }

    /// The bytes of the longest name of the register that begins with this head and these characters, and whether it may be of this province.
    #[inline]
    pub fn begins(&self, head: Head, rest: Forward<'_>) -> Option<(usize, bool)> {
        let (divisions, full, len) = self.register.begins(head, rest)?;
        Some((len, self.is_near(divisions, full)))
    }

    /// Whether a text begins with a name of the register that may be of this province: 和林格尔.
    pub fn begins_home(&self, text: &str) -> bool {
        Head::of(Forward::new(text)).and_then(|(head, rest)| self.begins(head, rest)).is_some_and(|(_, home)| home)
    }

    /// Whether a name that these divisions bear, or its like in full, may be of this province.
    fn is_near(&self, divisions: &[u32], full: bool) -> bool {
        full || divisions.iter().any(|&i| self.is_home(i))
    }

    fn is_home(&self, division: u32) -> bool {
        self.home.is_none_or(|home| self.register.get(division).code / 10_000 == home)
    }

    /// The one place of its province that a name begins with, if it is not that of the document, whose code is `own`, or above it.
    ///
    /// Of a road from one place to another neither is the region.
    pub fn region(&self, name: &str, own: Option<&str>) -> Option<String> {
        self.home?;
        let (head, rest) = Head::of(Forward::new(name))?;
        let (divisions, _, end) = self.register.begins(head, rest)?;
        let mut bearers = divisions.iter().filter(|&&i| self.is_home(i)).map(|&i| self.register.get(i).code);
        let code = bearers.next()?;
        if bearers.any(|other| other != code) {
            return None;
        }
        let own: u32 = own?.parse().ok()?;
        let above = code == own || code.is_multiple_of(10_000) || code.is_multiple_of(100) && own / 100 == code / 100;
        let joined = name[end..].starts_with(['—', '-', '至', '~', '、']);
        (!above && !joined).then(|| self.register.name_of(code).map(str::to_owned)).flatten()
    }
}
