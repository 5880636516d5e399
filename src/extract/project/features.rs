//! The parts of the sum that a name is weighed by, in groups: its noun, what it is made of, its list, and how these go together.
//!
//! What each part weighs stands in [`super::weights`], in the same order; what the words mean is data.

use super::govern::Force;
use super::lexis::{Family, Lexis};
use super::lists::Shape;
use super::name::{Name, Traits};
use super::score::{Class, Peers, Setting};
use super::weights::WEIGHTS;
use crate::tables::rows::Stage;

/// The parts of the sum, in the order of [`WEIGHTS`].
pub type Features = [f32; WEIGHTS.len()];

/// A name in its list, with what several parts ask.
struct View<'v> {
    setting: &'v Setting<'v>,
    traits: &'v Traits,
    peers: Peers,
    own: Option<Family>,
    /// The family of what a work is done on.
    core: Option<Family>,
    /// Its noun means a work by itself.
    strong: bool,
    work: bool,
    facility: bool,
    infra: bool,
    core_infra: bool,
    /// It has no noun, but the class of the list or the last name lends it one.
    inherited: bool,
    /// A proper name and a strong noun.
    named: bool,
    /// Nothing in it is its own.
    common: bool,
    /// Nothing speaks for a count, a class or a clause.
    sound: bool,
    boxed: bool,
    /// The list stands behind a verb of building or pushing.
    driven: bool,
    /// The logarithm of its characters, about 0.2 to 1; zero for a name that others lend a noun.
    length: f32,
    /// It ends in a standing that a place aims at.
    goal: bool,
    /// It is a noun of works and nothing more.
    one_word: bool,
    /// The lead of its paragraph holds it.
    in_lead: bool,
}

impl<'v> View<'v> {
    fn new(lexis: &Lexis, text: &str, name: &'v Name, setting: &'v Setting) -> Self {
        let (traits, own, body) = (&name.traits, name.own, name.span.of(text));
        let strong = own.is_some_and(Family::is_strong);
        let core = if name.family == Some(Family::Work) { core(lexis, body) } else { None };
        let core_infra = core.is_some_and(Family::is_infra);
        let inherited = own.is_none() && traits.chars <= 12 && (setting.class == Class::Works || setting.shared);
        Self {
            setting,
            traits,
            peers: setting.peers(name),
            own,
            core,
            strong,
            work: own == Some(Family::Work),
            facility: own == Some(Family::Facility),
            infra: core_infra || own.is_some_and(Family::is_infra),
            core_infra,
            inherited,
            named: (traits.proper > 0 || traits.placed) && strong && !traits.counted && !traits.scoped,
            common: traits.proper == 0 && !(traits.placed || traits.latin || traits.route || traits.phase),
            sound: !(traits.counted || traits.scoped || traits.clausal || traits.programme),
            boxed: setting.boxed,
            driven: matches!(setting.force, Force::Build | Force::Push),
            length: if inherited { 0.0 } else { (traits.chars.clamp(2, 24) as f32).ln() / 3.0 },
            goal: !strong && lexis.goals.ends_with(body).is_some(),
            one_word: own.is_some() && lexis.types.contains(body),
            in_lead: traits.chars >= 4 && !setting.lead.is_empty() && setting.lead.contains(body),
        }
    }
}

/// The family of what a work is done on: the noun before 改扩建, 二期工程 and their like.
fn core(lexis: &Lexis, name: &str) -> Option<Family> {
    let mut rest = name;
    for _ in 0..3 {
        let hit = lexis.types.suffix(rest)?;
        match Family::of(hit.value) {
            Family::Work => rest = &rest[..hit.start],
            family if rest.len() < name.len() && family.is_strong() => return Some(family),
            _ => return None,
        }
    }
    None
}

/// The features of one name of a list.
pub fn features(lexis: &Lexis, text: &str, name: &Name, setting: &Setting) -> Features {
    let view = View::new(lexis, text, name, setting);
    let mut features = [1.0; WEIGHTS.len()];
    let mut rest = &mut features[1..];
    rest = fill(rest, noun(&view));
    rest = fill(rest, made_of(&view));
    rest = fill(rest, list(&view));
    rest = fill(rest, common(&view));
    rest = fill(rest, together(&view));
    rest = fill(rest, boxed(&view));
    debug_assert!(rest.is_empty(), "as many features as weights");
    features
}

/// Fills the front of `rest`; what remains.
fn fill<const N: usize>(rest: &mut [f32], group: [f32; N]) -> &mut [f32] {
    let (front, rest) = rest.split_at_mut(N);
    front.copy_from_slice(&group);
    rest
}

fn yes(flag: bool) -> f32 {
    f32::from(u8::from(flag))
}

/// The noun it is called by.
fn noun(v: &View) -> [f32; 15] {
    let t = v.traits;
    [
        yes(v.strong && !v.work),
        yes(v.own == Some(Family::Weak)),
        yes(v.work),
        yes(v.facility),
        yes(v.inherited),
        yes(v.own.is_none() && !v.inherited),
        yes(v.infra),
        yes(v.own == Some(Family::Industry)),
        yes(v.own == Some(Family::Public)),
        yes(v.own == Some(Family::Area)),
        yes(v.core_infra),
        yes(matches!(v.core, Some(Family::Industry | Family::Public | Family::Area))),
        yes(v.core.is_some() && (t.proper > 1 || t.placed)),
        yes(v.one_word),
        yes(v.goal),
    ]
}

/// What it is made of.
fn made_of(v: &View) -> [f32; 24] {
    let t = v.traits;
    [
        t.proper.min(5) as f32 / 5.0,
        yes(t.proper > 0),
        yes(t.place),
        yes(t.placed),
        yes(t.headed),
        yes(t.placed && t.headed),
        yes(!t.placed && t.headed && t.proper > 1),
        yes(t.latin),
        yes(t.route),
        yes(t.quote),
        yes(t.phase),
        yes(t.digit),
        yes(t.scoped),
        yes(t.ranked),
        yes(t.own),
        yes(t.own && v.own.is_some()),
        yes(t.counted),
        yes(t.counted && v.work),
        yes(t.clausal),
        yes(t.programme && !t.placed),
        yes(t.chars > 24),
        yes(t.chars < 4 && !v.inherited),
        v.length,
        yes(v.in_lead),
    ]
}

/// The list it stands in.
fn list(v: &View) -> [f32; 19] {
    let s = v.setting;
    [
        yes(s.class == Class::Works),
        yes(s.class == Class::Other),
        yes(s.project_class),
        yes(s.summed),
        (s.number.min(12) as f32).ln(),
        yes(s.number == 1),
        yes(s.force == Force::Build),
        yes(s.force == Force::Push),
        yes(s.force == Force::Light),
        yes(s.force == Force::Soft),
        yes(s.shape == Shape::Bare),
        yes(s.shape == Shape::Bare && !v.boxed),
        yes(s.builds),
        yes(s.stage == Some(Stage::Preliminary)),
        yes(s.stage == Some(Stage::Completed)),
        yes(s.stage == Some(Stage::New)),
        v.peers.named,
        v.peers.work,
        v.peers.typed,
    ]
}

/// A name with nothing of its own.
fn common(v: &View) -> [f32; 9] {
    let s = v.setting;
    [
        yes(v.common && !v.boxed),
        yes(v.common && v.boxed),
        yes(v.common && v.boxed && s.force == Force::Build),
        yes(v.common && v.own.is_some() && !v.strong),
        yes(v.common && v.strong && !v.work),
        yes(v.common && v.peers.named == 0.0),
        yes(v.common && v.peers.named == 0.0 && s.number > 1),
        yes(v.facility && v.common),
        if v.common { v.length } else { 0.0 },
    ]
}

/// Name and list together.
fn together(v: &View) -> [f32; 19] {
    let t = v.traits;
    let s = v.setting;
    [
        yes(s.class == Class::Other && v.own.is_none()),
        yes(s.class == Class::Other && v.own.is_some()),
        yes(s.class == Class::Other && t.placed),
        yes(v.own.is_none() && s.shape == Shape::Bare),
        yes(v.own.is_none() && s.number == 1),
        yes(t.proper > 0 && v.inherited),
        yes(v.named && s.force == Force::Light),
        yes(v.named && s.shape == Shape::Bare),
        yes(v.named && s.force == Force::Soft),
        yes(v.named && !v.boxed),
        yes(v.named && s.number == 1),
        yes(t.placed && v.strong),
        yes(t.placed && v.inherited),
        yes(v.inherited && t.placed && v.driven),
        yes(v.sound && v.inherited && s.class == Class::Works && s.number > 1 && v.peers.named > 0.99 && v.driven),
        yes(v.sound && v.infra && (t.proper > 1 || t.placed || t.route || t.latin) && v.driven),
        yes(v.facility && s.force == Force::Build),
        yes(v.facility && s.force == Force::Build && s.number == 1),
        yes(v.facility && t.ranked),
    ]
}

/// A name in a box.
fn boxed(v: &View) -> [f32; 6] {
    let s = v.setting;
    [
        yes(v.boxed),
        yes(v.boxed && s.force == Force::Push),
        yes(v.boxed && s.force == Force::Light),
        yes(v.boxed && s.number == 1),
        yes(v.boxed && v.strong),
        yes(v.peers.work == 1.0 && v.work && s.number > 1 && v.boxed),
    ]
}
