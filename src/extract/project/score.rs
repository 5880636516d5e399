//! How surely a piece of a list names one work: a weighted sum of what it is called, what it is made of, what governs the
//! list, how the list is summed up, and what its neighbours are.
//!
//! Here stands what is the same for all names of a list.

use super::govern::Force;
use super::lexis::{Family, Lexis};
use super::lists::{List, Shape};
use super::name::Name;
use crate::tables::rows::Stage;

/// Where a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Running text.
    Prose,
    /// A box.
    Box,
    /// A cell of a table.
    Cell,
}

/// What the other names of a list are, as shares of them, as they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Peers {
    /// End in 工程, 项目 and their like.
    pub work: f32,
    /// End in any noun of works.
    pub typed: f32,
}

/// How many of the names of a list are so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Peerage {
    total: usize,
    all: usize,
}

impl Peerage {
    /// Counts the names of a list, which are so or not.
    pub fn of(names: impl ExactSizeIterator<Item = bool>) -> Self {
        Self { all: names.len(), total: names.map(usize::from).sum() }
    }

    /// The share of the others that are so, for one that is so or not; none without others.
    pub fn of_others(self, own: bool) -> f32 {
        match self.all {
            0 | 1 => 0.0,
            all => (self.total - usize::from(own)) as f32 / (all - 1) as f32,
        }
    }
}

fn is_work(name: &Name) -> bool {
    name.family == Some(Family::Work)
}

fn is_typed(name: &Name) -> bool {
    name.family.is_some_and(Family::is_strong)
}

/// What the class word of a list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The text tells of works.
    Works,
    /// The text tells of something else.
    Other,
    /// The text does not tell.
    Unknown,
}

/// Reads the class word of a list: its head noun.
pub fn class(lexis: &Lexis, text: &str) -> Class {
    let text = text.trim_end_matches([')', ' ']);
    let of = text.contains('的') && !["项目", "工程"].iter().any(|end| text.ends_with(end));
    let ends = lexis.ends(text);
    if of || text.starts_with(['向', '在', '为']) || ends.goal {
        return Class::Other;
    }
    match (ends.class, ends.noun) {
        (Some((_, class)), Some((family, noun))) if noun > class && family.is_strong() => Class::Works,
        (Some((works, _)), _) => {
            if works {
                Class::Works
            } else {
                Class::Other
            }
        }
        (None, Some((family, _))) if family.is_strong() => Class::Works,
        _ => Class::Unknown,
    }
}

/// What is the same for all names of a list.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'t> {
    pub(super) class: Class,
    pub(super) force: Force,
    /// How many pieces the list has.
    pub(super) number: usize,
    pub(super) shape: Shape,
    pub(super) summed: bool,
    pub(super) builds: bool,
    /// It stands in a box.
    pub(super) boxed: bool,
    /// The stage that the verbs around the list tell.
    pub(super) stage: Option<Stage>,
    /// The list is summed up as 项目 or 工程.
    pub(super) project_class: bool,
    /// And as 项目.
    pub(super) of_projects: bool,
    /// The last name ends in a noun that all may share.
    pub(super) shared: bool,
    work: Peerage,
    typed: Peerage,
    /// The lead of the paragraph.
    pub(super) lead: &'t str,
}

impl<'t> Setting<'t> {
    /// The setting of these names. `class`: what the class word of the list says, and the word; `lead`: the paragraph's.
    pub fn new(list: &List, class: (Class, &str), place: Place, names: &[Name], lead: &'t str) -> Self {
        Self {
            class: class.0,
            of_projects: class.1.ends_with("项目"),
            project_class: ["项目", "工程"].iter().any(|end| class.1.ends_with(end)),
            stage: list.closing.stage.or(list.governor.stage),
            force: force(list, place),
            number: list.number(),
            shape: list.shape,
            summed: list.summed,
            builds: list.closing.builds,
            boxed: place != Place::Prose,
            shared: names.last().and_then(|last| last.family).is_some_and(Family::is_strong),
            work: Peerage::of(names.iter().map(is_work)),
            typed: Peerage::of(names.iter().map(is_typed)),
            lead,
        }
    }

    /// The peers of one of the names.
    pub(super) fn peers(&self, name: &Name) -> Peers {
        Peers { work: self.work.of_others(is_work(name)), typed: self.typed.of_others(is_typed(name)) }
    }
}

/// 做好…前期工作, 推动…建成: what closes the list speaks of works as surely as a verb.
pub fn force(list: &List, place: Place) -> Force {
    match (list.governor.force, list.closing.stage) {
        (Force::Light | Force::Push, Some(_)) => Force::Build,
        (Force::None, _) if place == Place::Box && list.closing.builds && list.number() > 1 => Force::Build,
        (force, _) => force,
    }
}
