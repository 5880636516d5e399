//! The parts of the sum that a name is weighed by, in groups: its list, the name as it stands, its words; and how these go together.
//!
//! What each part weighs stands in [`super::weights`], in the same order; what the words mean is data.

use std::sync::LazyLock;

use super::govern::Force;
use super::lexis::Family;
use super::lists::Shape;
use super::name::{Name, Traits};
use super::score::{Class, Peers, Setting};
use super::weights::*;
use super::words::Words;
use crate::tables::rows::Stage;

/// What every name begins with, and what its list gives it. This and what follows is in hundredths.
pub fn list_score(setting: &Setting) -> f32 {
    whole(i32::from(BIAS) + flags(list(setting), &LIST)) + shares(list_shares(setting), &LIST_SHARES)
}

/// What a name gives as it stands.
pub fn name_score(v: &View, s: &Setting) -> f32 {
    let flags = flags(noun(v), &NOUN) + flags(made_of(v), &MADE_OF) + flags(noun_in_list(v, s), &NOUN_IN_LIST);
    whole(flags) + shares(name_shares(v), &NAME_SHARES)
}

/// What its words give. `peers`: the share of the other names of the list that hold a proper name or a place.
pub fn words_score(v: &View, s: &Setting, w: &Words, peers: f32) -> f32 {
    let own = flags(own(v, w), &OWN) + flags(common(v, s, is_common(v, w), peers), &COMMON);
    let flags = own + flags(words_in_list(v, s, w, peers), &WORDS_IN_LIST) + flags(against(w), &AGAINST);
    whole(flags) + shares(word_shares(v, w, peers), &WORD_SHARES)
}

/// The most that its words may give, whatever they are: each of the weights above zero whose part may be there, the others of its list
/// being named all. `alone`: there are no others.
pub fn most(v: &View, s: &Setting, alone: bool) -> f32 {
    let t = v.traits;
    let proper = if t.open < 6 { 0.0 } else { (t.open / 3).min(5) as f32 / 5.0 };
    let own = whole(flags([proper > 0.0, true, true, t.headed, false, v.core.is_some()], &OWN));
    let mut common = common(v, s, true, 1.0);
    common[0] = false;
    let in_list = [
        s.class == Class::Other,
        false,
        false,
        false,
        v.strong && s.force == Force::Soft,
        false,
        v.strong && s.number == 1,
        false,
        false,
        false,
        v.inherited && s.class == Class::Works && v.driven,
        v.infra && v.driven,
        v.enterprising && t.headed,
    ];
    let own = own + shares([proper, 0.0, 0.0], &WORD_SHARES);
    let common = whole(flags(common, &COMMON)) + shares([0.0, 0.0, v.length], &WORD_SHARES);
    let peers = if alone { 0.0 } else { 1.0 };
    // What is added in another order may differ in its last digit.
    own.max(common) + whole(flags(in_list, &WORDS_IN_LIST) + 1) + shares([0.0, peers, 0.0], &WORD_SHARES)
}

/// What spoke for a name and against it, by its name: to see why, and to fit the weights.
pub fn parts(v: &View, s: &Setting, w: &Words, peers: f32) -> Vec<(&'static str, f32)> {
    let mut parts = vec![];
    tell(list(s).map(whole_of), &LIST, &mut parts);
    tell(list_shares(s), &LIST_SHARES, &mut parts);
    tell(noun(v).map(whole_of), &NOUN, &mut parts);
    tell(made_of(v).map(whole_of), &MADE_OF, &mut parts);
    tell(noun_in_list(v, s).map(whole_of), &NOUN_IN_LIST, &mut parts);
    tell(name_shares(v), &NAME_SHARES, &mut parts);
    tell(own(v, w).map(whole_of), &OWN, &mut parts);
    tell(common(v, s, is_common(v, w), peers).map(whole_of), &COMMON, &mut parts);
    tell(words_in_list(v, s, w, peers).map(whole_of), &WORDS_IN_LIST, &mut parts);
    tell(against(w).map(whole_of), &AGAINST, &mut parts);
    tell(word_shares(v, w, peers), &WORD_SHARES, &mut parts);
    parts
}

/// The weights of what is so, added.
#[inline(always)]
fn flags<const N: usize>(flags: [bool; N], weights: &Weights<N>) -> i32 {
    (0..N).map(|i| if flags[i] { weights[i].1.into() } else { 0 }).sum()
}

/// The weights of what is so more or less, added.
#[inline(always)]
fn shares<const N: usize>(shares: [f32; N], weights: &Weights<N>) -> f32 {
    (0..N).map(|i| shares[i] * f32::from(weights[i].1)).sum()
}

fn whole(hundredths: i32) -> f32 {
    hundredths as f32
}

fn whole_of(flag: bool) -> f32 {
    f32::from(u8::from(flag))
}

/// The logarithm of a number up to 24.
fn ln(number: usize) -> f32 {
    static LN: LazyLock<[f32; 25]> = LazyLock::new(|| std::array::from_fn(|number| (number as f32).ln()));
    LN[number]
}

/// Adds what is there, by name.
fn tell<const N: usize>(shares: [f32; N], weights: &Weights<N>, parts: &mut Vec<(&'static str, f32)>) {
    parts.extend(weights.iter().zip(shares).filter(|(_, share)| *share != 0.0).map(|((name, _), share)| (*name, share)));
}

/// A name in its list, with what several parts ask.
#[derive(Clone, Copy)]
pub struct View<'v> {
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
    boxed: bool,
    /// It has no strong noun and stands in prose among others that are called 项目: what enterprises do is called by their names.
    enterprising: bool,
    /// The list stands behind a verb of building or pushing.
    driven: bool,
    /// The logarithm of its characters, about 0.2 to 1; zero for a name that others lend a noun.
    length: f32,
    /// It ends in a standing that a place aims at.
    goal: bool,
    /// It is a noun of works and nothing more.
    one_word: bool,
}

impl<'v> View<'v> {
    pub fn new(name: &'v Name, setting: &Setting) -> Self {
        let (traits, own, core) = (&name.traits, name.own, name.core);
        let strong = own.is_some_and(Family::is_strong);
        let core_infra = core.is_some_and(Family::is_infra);
        let inherited = own.is_none() && traits.chars <= 12 && (setting.class == Class::Works || setting.shared);
        Self {
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
            boxed: setting.boxed,
            enterprising: !strong && !setting.boxed && setting.number > 1 && setting.of_projects,
            driven: matches!(setting.force, Force::Build | Force::Push),
            length: if inherited { 0.0 } else { ln(traits.chars.clamp(2, 24).into()) / 3.0 },
            goal: !strong && name.goal,
            one_word: own.is_some() && name.one_word,
        }
    }
}

/// The class, the verbs, the shape of a list, and whether it stands in a box.
#[inline(always)]
fn list(s: &Setting) -> [bool; 19] {
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
        s.shape == Shape::Bare && !s.boxed,
        s.builds,
        s.stage == Some(Stage::Preliminary),
        s.stage == Some(Stage::Completed),
        s.stage == Some(Stage::New),
        s.boxed,
        s.boxed && s.force == Force::Push,
        s.boxed && s.force == Force::Light,
        s.boxed && s.number == 1,
    ]
}

#[inline(always)]
fn list_shares(s: &Setting) -> [f32; 1] {
    [ln(s.number.min(12))]
}

/// The noun it is called by.
#[inline(always)]
fn noun(v: &View) -> [bool; 14] {
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
        v.one_word,
        v.goal,
    ]
}

/// What it is made of.
#[inline(always)]
fn made_of(v: &View) -> [bool; 14] {
    let t = v.traits;
    [
        t.headed,
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
        t.chars > 24,
        t.chars < 4 && !v.inherited,
    ]
}

/// Noun and list together.
#[inline(always)]
fn noun_in_list(v: &View, s: &Setting) -> [bool; 9] {
    [
        s.class == Class::Other && v.own.is_none(),
        s.class == Class::Other && v.own.is_some(),
        v.own.is_none() && s.shape == Shape::Bare,
        v.own.is_none() && s.number == 1,
        v.facility && s.force == Force::Build,
        v.facility && s.force == Force::Build && s.number == 1,
        v.facility && v.traits.ranked,
        v.boxed && v.strong,
        v.peers.work == 1.0 && v.work && s.number > 1 && v.boxed,
    ]
}

#[inline(always)]
fn name_shares(v: &View) -> [f32; 3] {
    [v.length, v.peers.work, v.peers.typed]
}

/// Something proper or a place.
#[inline(always)]
fn own(v: &View, w: &Words) -> [bool; 6] {
    let headed = v.traits.headed;
    [
        w.proper > 0,
        w.place,
        w.placed,
        w.placed && headed,
        !w.placed && headed && w.proper > 1,
        v.core.is_some() && (w.proper > 1 || w.placed),
    ]
}

/// Nothing in it is its own.
fn is_common(v: &View, w: &Words) -> bool {
    let t = v.traits;
    !(w.is_named() || t.latin || t.route || t.phase)
}

/// A name with nothing of its own.
#[inline(always)]
fn common(v: &View, s: &Setting, common: bool, peers: f32) -> [bool; 8] {
    [
        common && !v.boxed,
        common && v.boxed,
        common && v.boxed && s.force == Force::Build,
        common && v.own.is_some() && !v.strong,
        common && v.strong && !v.work,
        common && peers == 0.0,
        common && peers == 0.0 && s.number > 1,
        v.facility && common,
    ]
}

/// Words and list together.
#[inline(always)]
fn words_in_list(v: &View, s: &Setting, w: &Words, peers: f32) -> [bool; 13] {
    let t = v.traits;
    // A proper name and a strong noun.
    let named = w.is_named() && v.strong && !t.counted && !t.scoped;
    // Nothing speaks for a count, a class or a clause.
    let sound = !(t.counted || t.scoped || w.clausal || w.programme);
    [
        s.class == Class::Other && w.placed,
        w.proper > 0 && v.inherited,
        named && s.force == Force::Light,
        named && s.shape == Shape::Bare,
        named && s.force == Force::Soft,
        named && !v.boxed,
        named && s.number == 1,
        w.placed && v.strong,
        w.placed && v.inherited,
        v.inherited && w.placed && v.driven,
        sound && v.inherited && s.class == Class::Works && s.number > 1 && peers > 0.99 && v.driven,
        sound && v.infra && (w.proper > 1 || w.placed || t.route || t.latin) && v.driven,
        sound && v.enterprising && t.headed && w.proper > 1 && !w.placed && peers > 0.99,
    ]
}

/// What speaks against it.
#[inline(always)]
fn against(w: &Words) -> [bool; 3] {
    [w.clausal, w.programme && !w.placed, w.in_lead]
}

#[inline(always)]
fn word_shares(v: &View, w: &Words, peers: f32) -> [f32; 3] {
    let proper = w.proper.min(5) as f32 / 5.0;
    [proper, peers, if is_common(v, w) { v.length } else { 0.0 }]
}
