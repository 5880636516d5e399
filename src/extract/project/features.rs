//! The parts of the sum that a name is weighed by, in groups: its noun, what it is made of, its list, and how these go together.
//!
//! What each part weighs stands in [`super::weights`], in the same order; what the words mean is data.

use super::govern::Force;
use super::lexis::{Family, Lexis};
use super::lists::Shape;
use super::name::{Name, Traits};
use super::score::{Class, Peers, Setting};
use super::weights::{BIAS, FLAGS, SHARES};
use crate::tables::rows::Stage;

/// The parts of the sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features {
    /// In the order of [`FLAGS`]; what is behind them is not set.
    pub flags: [bool; ROOM],
    /// In the order of [`SHARES`].
    pub shares: [f32; SHARES.len()],
}

/// So many flags are added at a time.
const LANES: usize = 8;
/// The room of the flags, a multiple of [`LANES`].
const ROOM: usize = FLAGS.len().next_multiple_of(LANES);

impl Features {
    /// No feature at all.
    pub const NONE: Self = Self { flags: [false; ROOM], shares: [0.0; SHARES.len()] };

    /// The weighted sum.
    pub fn score(&self) -> f32 {
        let shares: f32 = self.shares.iter().zip(&SHARES).map(|(share, (_, weight))| share * weight).sum();
        let mut sums = [0.0; LANES];
        for (flags, weights) in self.flags.chunks_exact(LANES).zip(WEIGHTS.chunks_exact(LANES)) {
            for i in 0..LANES {
                sums[i] += f32::from(u8::from(flags[i])) * weights[i];
            }
        }
        BIAS + shares + sums.iter().sum::<f32>()
    }
}

/// The weights of the flags.
const WEIGHTS: [f32; ROOM] = {
    let mut weights = [0.0; ROOM];
    let mut i = 0;
    while i < FLAGS.len() {
        weights[i] = FLAGS[i].1;
        i += 1;
    }
    weights
};

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
            goal: !strong && name.goal,
            one_word: own.is_some() && name.one_word,
            in_lead: traits.chars >= 4 && setting.lead.len() >= body.len() && setting.lead.contains(body),
        }
    }
}

/// The family of what a work is done on: the noun before 改扩建, 二期工程 and their like.
fn core(lexis: &Lexis, name: &str) -> Option<Family> {
    let mut rest = name;
    for _ in 0..3 {
        let (family, len) = lexis.ends(rest).noun?;
        match family {
            Family::Work => rest = &rest[..rest.len() - usize::from(len)],
            family if rest.len() < name.len() && family.is_strong() => return Some(family),
            _ => return None,
        }
    }
    None
}

/// The features of one name of a list.
pub fn features(lexis: &Lexis, text: &str, name: &Name, setting: &Setting) -> Features {
    let view = View::new(lexis, text, name, setting);
    let mut features = Features { shares: shares(&view), ..Features::NONE };
    let rest = &mut features.flags[..FLAGS.len()];
    let rest = fill(rest, || noun(&view));
    let rest = fill(rest, || made_of(&view));
    let rest = fill(rest, || list(&view));
    let rest = fill(rest, || common(&view));
    let rest = fill(rest, || together(&view));
    let rest = fill(rest, || boxed(&view));
    debug_assert!(rest.is_empty(), "as many features as weights");
    features
}

/// Fills the front of `rest`; what remains.
fn fill<const N: usize>(rest: &mut [bool], group: impl FnOnce() -> [bool; N]) -> &mut [bool] {
    match rest.split_first_chunk_mut::<N>() {
        Some((front, rest)) => {
            *front = group();
            rest
        }
        None => &mut [],
    }
}

/// What is so more or less.
fn shares(v: &View) -> [f32; SHARES.len()] {
    let common_length = if v.common { v.length } else { 0.0 };
    let proper = v.traits.proper.min(5) as f32 / 5.0;
    let many = (v.setting.number.min(12) as f32).ln();
    [proper, v.length, many, v.peers.named, v.peers.work, v.peers.typed, common_length]
}

/// The noun it is called by.
fn noun(v: &View) -> [bool; 15] {
    let t = v.traits;
    [
        v.strong && !v.work,
        v.own == Some(Family::Weak),
        v.work,
        v.facility,
        v.inherited,
        v.own.is_none() && !v.inherited,
        v.infra,
        v.own == Some(Family::Industry),
        v.own == Some(Family::Public),
        v.own == Some(Family::Area),
        v.core_infra,
        matches!(v.core, Some(Family::Industry | Family::Public | Family::Area)),
        v.core.is_some() && (t.proper > 1 || t.placed),
        v.one_word,
        v.goal,
    ]
}

/// What it is made of.
fn made_of(v: &View) -> [bool; 22] {
    let t = v.traits;
    [
        t.proper > 0,
        t.place,
        t.placed,
        t.headed,
        t.placed && t.headed,
        !t.placed && t.headed && t.proper > 1,
        t.latin,
        t.route,
        t.quote,
        t.phase,
        t.digit,
        t.scoped,
        t.ranked,
        t.own,
        t.own && v.own.is_some(),
        t.counted,
        t.counted && v.work,
        t.clausal,
        t.programme && !t.placed,
        t.chars > 24,
        t.chars < 4 && !v.inherited,
        v.in_lead,
    ]
}

/// The list it stands in.
fn list(v: &View) -> [bool; 15] {
    let s = v.setting;
    [
        s.class == Class::Works,
        s.class == Class::Other,
        s.project_class,
        s.summed,
        s.number == 1,
        s.force == Force::Build,
        s.force == Force::Push,
        s.force == Force::Light,
        s.force == Force::Soft,
        s.shape == Shape::Bare,
        s.shape == Shape::Bare && !v.boxed,
        s.builds,
        s.stage == Some(Stage::Preliminary),
        s.stage == Some(Stage::Completed),
        s.stage == Some(Stage::New),
    ]
}

/// A name with nothing of its own.
fn common(v: &View) -> [bool; 8] {
    let s = v.setting;
    [
        v.common && !v.boxed,
        v.common && v.boxed,
        v.common && v.boxed && s.force == Force::Build,
        v.common && v.own.is_some() && !v.strong,
        v.common && v.strong && !v.work,
        v.common && v.peers.named == 0.0,
        v.common && v.peers.named == 0.0 && s.number > 1,
        v.facility && v.common,
    ]
}

/// Name and list together.
fn together(v: &View) -> [bool; 19] {
    let t = v.traits;
    let s = v.setting;
    [
        s.class == Class::Other && v.own.is_none(),
        s.class == Class::Other && v.own.is_some(),
        s.class == Class::Other && t.placed,
        v.own.is_none() && s.shape == Shape::Bare,
        v.own.is_none() && s.number == 1,
        t.proper > 0 && v.inherited,
        v.named && s.force == Force::Light,
        v.named && s.shape == Shape::Bare,
        v.named && s.force == Force::Soft,
        v.named && !v.boxed,
        v.named && s.number == 1,
        t.placed && v.strong,
        t.placed && v.inherited,
        v.inherited && t.placed && v.driven,
        v.sound && v.inherited && s.class == Class::Works && s.number > 1 && v.peers.named > 0.99 && v.driven,
        v.sound && v.infra && (t.proper > 1 || t.placed || t.route || t.latin) && v.driven,
        v.facility && s.force == Force::Build,
        v.facility && s.force == Force::Build && s.number == 1,
        v.facility && t.ranked,
    ]
}

/// A name in a box.
fn boxed(v: &View) -> [bool; 6] {
    let s = v.setting;
    [
        v.boxed,
        v.boxed && s.force == Force::Push,
        v.boxed && s.force == Force::Light,
        v.boxed && s.number == 1,
        v.boxed && v.strong,
        v.peers.work == 1.0 && v.work && s.number > 1 && v.boxed,
    ]
}
