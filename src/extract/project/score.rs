//! How surely a piece of a list names one work: a weighted sum of what it is called, what it is made of, what governs the
//! list, how the list is summed up, and what its neighbours are.
//!
//! The weights were fitted once to hand-read lists and rounded; the words they weigh are data.

use super::govern::Force;
use super::lexis::{Lexis, is_strong};
use super::lists::{List, Shape};
use super::name::Name;
use crate::tables::rows::Stage;

/// The parts of the sum, in the order of [`WEIGHTS`].
pub type Features = [f32; WEIGHTS.len()];

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

/// What the other names of a list are, as shares of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Peers {
    /// Hold a proper name or a place.
    pub named: f32,
    /// End in 工程, 项目 and their like.
    pub work: f32,
    /// End in any noun of works.
    pub typed: f32,
}

/// How many of the names of a list are of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Peerage {
    totals: [usize; 3],
    all: usize,
}

impl Peerage {
    /// Counts the names of a list.
    pub fn of(names: &[Name]) -> Self {
        let mut totals = [0; 3];
        for name in names {
            totals.iter_mut().zip(kinds(name)).for_each(|(total, is)| *total += usize::from(is));
        }
        Self { totals, all: names.len() }
    }

    /// The peers of one of the names.
    fn peers(&self, name: &Name) -> Peers {
        let own = kinds(name);
        let share = |i: usize| match self.all {
            0 | 1 => 0.0,
            all => (self.totals[i] - usize::from(own[i])) as f32 / (all - 1) as f32,
        };
        Peers { named: share(0), work: share(1), typed: share(2) }
    }
}

/// Whether a name holds a proper name or a place, ends in 工程 or its like, ends in any noun of works.
fn kinds(name: &Name) -> [bool; 3] {
    let named = name.traits.proper > 0 || name.traits.placed;
    [named, name.family == Some("work"), name.family.is_some_and(is_strong)]
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
    if of || text.starts_with(['向', '在', '为']) || lexis.goals.ends_with(text).is_some() {
        return Class::Other;
    }
    let known = lexis.classes.suffix(text);
    let noun = lexis.types.suffix(text);
    match (known, noun) {
        (Some(word), Some(noun)) if noun.end - noun.start > word.end - word.start && is_strong(noun.value) => Class::Works,
        (Some(word), _) if word.value == "works" => Class::Works,
        (Some(_), _) => Class::Other,
        (None, Some(noun)) if is_strong(noun.value) => Class::Works,
        _ => Class::Unknown,
    }
}

/// What is the same for all names of a list.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'t> {
    class: Class,
    force: Force,
    /// How many pieces the list has.
    number: usize,
    shape: Shape,
    summed: bool,
    builds: bool,
    place: Place,
    /// The stage that the verbs around the list tell.
    stage: Option<Stage>,
    /// The list is summed up as 项目 or 工程.
    project_class: bool,
    /// The last name ends in a noun that all may share.
    shared: bool,
    peerage: Peerage,
    /// The lead of the paragraph.
    lead: &'t str,
}

impl<'t> Setting<'t> {
    /// The setting of these names. `class`: what the class word of the list says, and the word; `lead`: the paragraph's.
    pub fn new(list: &List, class: (Class, &str), place: Place, names: &[Name], lead: &'t str) -> Self {
        Self {
            class: class.0,
            project_class: ["项目", "工程"].iter().any(|end| class.1.ends_with(end)),
            stage: list.closing.stage.or(list.governor.stage),
            force: force(list, place),
            number: list.pieces.len(),
            shape: list.shape,
            summed: list.summed,
            builds: list.closing.builds,
            place,
            shared: names.last().and_then(|last| last.family).is_some_and(is_strong),
            peerage: Peerage::of(names),
            lead,
        }
    }
}

/// Whether a list of running text can name no work, as its verb and the nouns of its pieces tell: seen before names are looked into.
///
/// A phrase by itself, without a verb, names nothing that is to be built; what ends in no noun of works is one only among
/// others behind a verb of building or pushing.
pub fn is_hopeless(lexis: &Lexis, text: &str, list: &List, class: Class) -> bool {
    let number = list.pieces.len();
    if list.shape == Shape::Bare && number < 2 {
        return true;
    }
    let force = force(list, Place::Prose);
    let strong = matches!(force, Force::Build | Force::Push);
    if strong && (number > 1 && class != Class::Other || class == Class::Works) || force == Force::Light && class == Class::Works {
        return false;
    }
    let weak_counts = strong || force == Force::Light;
    !list.pieces.iter().any(|piece| has_noun(lexis, piece.of(text), weak_counts))
}

/// Whether a piece ends in a noun of works, or a part of it before a joint does. `weak`: one that means other things too counts.
fn has_noun(lexis: &Lexis, piece: &str, weak: bool) -> bool {
    let piece = piece.trim_end_matches([' ', '的', '(', ')']);
    let noun = |text: &str| lexis.family(text).is_some_and(|family| weak || is_strong(family));
    noun(piece) || piece.contains('(') && piece.split('(').any(noun) || piece.match_indices(['和', '及', '与']).any(|(at, _)| noun(&piece[..at]))
}

/// 做好…前期工作, 推动…建成: what closes the list speaks of works as surely as a verb.
fn force(list: &List, place: Place) -> Force {
    match (list.governor.force, list.closing.stage) {
        (Force::Light | Force::Push, Some(_)) => Force::Build,
        (Force::None, _) if place == Place::Box && list.closing.builds && list.pieces.len() > 1 => Force::Build,
        (force, _) => force,
    }
}

/// Whether a family is of what is built for traffic, water and energy.
fn is_infra(family: Option<&str>) -> bool {
    matches!(family, Some("rail" | "road" | "air" | "port" | "water" | "energy"))
}

/// The features of one name of a list.
pub fn features(lexis: &Lexis, text: &str, name: &Name, setting: &Setting) -> Features {
    let (traits, own, body) = (&name.traits, name.own, name.span.of(text));
    let Setting { class, force, number, shape, place, .. } = *setting;
    let peers = setting.peerage.peers(name);
    let bare = own.is_none() && traits.chars <= 12;
    let inherited = bare && (class == Class::Works || setting.shared);
    let named = (traits.proper > 0 || traits.placed) && own.is_some_and(is_strong) && !traits.counted && !traits.scoped;
    let core = if name.family == Some("work") { core(lexis, body) } else { None };
    let core_infra = is_infra(core);
    let infra = core_infra || is_infra(own);
    let sound = !(traits.counted || traits.scoped || traits.clausal || traits.programme);
    let common = traits.proper == 0 && !traits.placed && !traits.latin && !traits.route && !traits.phase;
    let facility = own == Some("facility");
    let boxed = place == Place::Box;
    let list_governed = matches!(force, Force::Build | Force::Push);
    let yes = |flag: bool| f32::from(u8::from(flag));
    [
        1.0,
        yes(own.is_some_and(|family| is_strong(family) && family != "work")),
        yes(own == Some("weak")),
        yes(own == Some("work")),
        yes(inherited),
        yes(own.is_none() && !inherited),
        traits.proper.min(5) as f32 / 5.0,
        yes(traits.proper > 0),
        yes(traits.place),
        yes(traits.latin),
        yes(traits.route),
        yes(traits.quote),
        yes(traits.phase),
        yes(traits.digit),
        yes(class == Class::Works),
        yes(class == Class::Other),
        yes(setting.summed),
        (number.min(12) as f32).ln(),
        yes(number == 1),
        yes(force == Force::Build),
        yes(force == Force::Push),
        yes(force == Force::Light),
        yes(force == Force::Soft),
        yes(shape == Shape::Bare),
        yes(!own.is_some_and(is_strong) && lexis.goals.ends_with(body).is_some()),
        yes(traits.scoped),
        yes(traits.counted),
        yes(traits.chars > 24),
        yes(traits.chars < 4),
        yes(place != Place::Prose),
        yes(setting.builds),
        peers.named,
        yes(traits.headed),
        yes(traits.clausal),
        yes(traits.ranked),
        yes(common && place == Place::Prose),
        yes(common && place != Place::Prose),
        yes(common && own.is_some() && !own.is_some_and(is_strong)),
        yes(class == Class::Other && own.is_none()),
        yes(own.is_none() && shape == Shape::Bare),
        yes(infra),
        yes(own == Some("industry")),
        yes(own == Some("public")),
        yes(own == Some("area")),
        yes(own.is_none() && number == 1),
        yes(traits.counted && own == Some("work")),
        yes(named && force == Force::Build),
        yes(named && force == Force::Push),
        yes(traits.proper > 0 && inherited),
        yes(named && force == Force::Light),
        yes(named && shape == Shape::Bare),
        yes(common && peers.named == 0.0),
        yes(traits.placed),
        yes(traits.placed && own.is_some_and(is_strong)),
        yes(traits.placed && inherited),
        peers.work,
        peers.typed,
        yes(peers.work == 1.0 && own == Some("work") && number > 1 && place == Place::Box),
        yes(named && place == Place::Prose),
        yes(named && number == 1),
        yes(traits.own),
        yes(traits.programme && !traits.placed),
        yes(common && peers.named == 0.0 && number > 1),
        yes(named && force == Force::Soft),
        yes(common && own.is_some_and(|family| is_strong(family) && family != "work")),
        yes(common && place == Place::Box && force == Force::Build),
        yes(traits.placed && traits.headed),
        yes(!traits.placed && traits.headed && traits.proper > 1),
        yes(traits.chars >= 4 && !setting.lead.is_empty() && setting.lead.contains(body)),
        yes(own.is_some() && lexis.types.contains(body)),
        yes(sound
            && infra
            && (traits.proper > 1 || traits.placed || traits.route || traits.latin)
            && matches!(force, Force::Build | Force::Push)),
        yes(sound && inherited && class == Class::Works && number > 1 && peers.named > 0.99 && matches!(force, Force::Build | Force::Push)),
        yes(core_infra),
        yes(matches!(core, Some("industry" | "public" | "area"))),
        yes(traits.own && own.is_some()),
        yes(shape == Shape::Bare && place == Place::Prose),
        yes(class == Class::Other && own.is_some()),
        yes(core.is_some() && (traits.proper > 1 || traits.placed)),
        yes(facility),
        yes(facility && force == Force::Build),
        yes(facility && force == Force::Build && number == 1),
        yes(facility && traits.ranked),
        yes(facility && common),
        (traits.chars.clamp(2, 24) as f32).ln() / 3.0,
        if common { (traits.chars.clamp(2, 24) as f32).ln() / 3.0 } else { 0.0 },
        yes(setting.stage == Some(Stage::Preliminary)),
        yes(setting.stage == Some(Stage::Completed)),
        yes(setting.stage == Some(Stage::Expansion)),
        yes(setting.stage == Some(Stage::New)),
        yes(setting.project_class),
        yes(boxed && force == Force::Push),
        yes(boxed && force == Force::Light),
        yes(boxed && number == 1),
        yes(boxed && own == Some("work")),
        yes(boxed && own.is_some_and(is_strong)),
        yes(own == Some("work") && number == 1 && force == Force::Light),
        yes(class == Class::Other && traits.placed),
        yes(inherited && traits.placed && list_governed),
    ]
}

/// The family of what a work is done on: the noun before 改扩建, 二期工程 and their like.
fn core<'p>(lexis: &Lexis<'p>, name: &str) -> Option<&'p str> {
    let mut rest = name;
    for _ in 0..3 {
        match lexis.types.suffix(rest) {
            Some(hit) if hit.value == "work" && rest.len() < name.len() + 1 => rest = &rest[..hit.start],
            Some(hit) if rest.len() < name.len() && is_strong(hit.value) => return Some(hit.value),
            _ => return None,
        }
    }
    None
}

/// What is weighed, each with its weight. Fitted once by logistic regression to lists read by hand, the last few set by hand, rounded.
pub const WEIGHTS: [(&str, f32); 98] = [
    ("bias", -7.54),
    ("strong", 1.03),
    ("weak", 0.30),
    ("work", 0.79),
    ("inherited", -0.35),
    ("untyped", -1.76),
    ("proper", 0.63),
    ("some_proper", 0.59),
    ("place", 0.69),
    ("latin", 0.82),
    ("route", -0.08),
    ("quote", -0.17),
    ("phase", 0.50),
    ("digit", -0.20),
    ("class_works", 1.10),
    ("class_other", -1.14),
    ("summed", -0.19),
    ("many", 1.19),
    ("single", 1.87),
    ("build", 1.60),
    ("push", 1.04),
    ("light", 0.54),
    ("soft", -1.62),
    ("bare", -0.84),
    ("goal", -1.36),
    ("scoped", -0.43),
    ("counted", -0.66),
    ("long", -0.42),
    ("short", -1.13),
    ("boxed", 1.49),
    ("builds", 1.27),
    ("peers", 1.58),
    ("headed", 0.64),
    ("clausal", -1.46),
    ("ranked", 1.09),
    ("common_prose", 0.07),
    ("common_boxed", 0.08),
    ("common_weak", 0.84),
    ("other_untyped", -0.28),
    ("untyped_bare", -1.31),
    ("rail_road", 0.02),
    ("industry", 1.20),
    ("public", 0.49),
    ("area", -0.43),
    ("untyped_alone", 0.25),
    ("counted_works", -0.41),
    ("named_built", 0.20),
    ("named_pushed", 0.44),
    ("named_shared", -0.38),
    ("named_light", -0.25),
    ("named_bare", -0.65),
    ("common_listed", -0.67),
    ("placed", 0.73),
    ("placed_typed", -0.17),
    ("placed_shared", -0.26),
    ("peers_work", 0.15),
    ("peers_typed", 1.46),
    ("all_work_boxed", 0.76),
    ("named_prose", -0.71),
    ("named_single", 0.93),
    ("own", 0.50),
    ("programme", -0.35),
    ("all_common", -0.33),
    ("named_soft", 0.65),
    ("common_strong", -0.08),
    ("common_boxed_build", 0.14),
    ("placed_head", 1.02),
    ("proper_head", 0.63),
    ("in_lead", -0.25),
    ("one_word", -0.46),
    ("infra_named", 1.56),
    ("shared_all", 1.90),
    ("core_infra", 0.26),
    ("core_other", 0.40),
    ("own_typed", 0.60),
    ("bare_prose", -1.22),
    ("other_typed", -0.46),
    ("core_named", 1.06),
    ("facility", 0.0),
    ("facility_built", 0.0),
    ("facility_single", 0.0),
    ("facility_ranked", 0.0),
    ("facility_common", 0.0),
    ("length", 0.0),
    ("common_length", 0.0),
    ("preliminary", 0.0),
    ("completed", 0.0),
    ("expansion", 0.0),
    ("new", 0.0),
    ("project_class", 0.0),
    ("boxed_push", 0.0),
    ("boxed_light", 0.0),
    ("boxed_single", 0.0),
    ("boxed_work", 0.0),
    ("boxed_strong", 0.0),
    ("work_light_single", 0.0),
    ("other_placed", 0.0),
    ("shared_placed", 0.0),
];

/// The sum; above zero a work is named.
pub fn score(features: &Features) -> f32 {
    features.iter().zip(&WEIGHTS).map(|(x, (_, weight))| x * weight).sum()
}
