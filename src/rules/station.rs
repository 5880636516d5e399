//! Stations: the rules of one kind at one span of the numeral and looking at one scope, their halves merged into an automaton on each side.
//!
//! Equal halves are one. A half that is but a [`Run`] of one class stays out of the automaton, and is read where the other half
//! was found.

use std::collections::HashMap;
use std::sync::Arc;

use regex::Regex;
use regex_syntax::hir::{Hir, Look};

use super::alphabet::Parts;
use super::automaton::{Automaton, Way};
use super::class::Classes;
use super::fault::Faults;
use super::marks::{MOST, Marks, Set, only};
use super::pattern::{AnchorKind, Cut, Half};
use super::rule::{Emit, Guards, Within};
use super::run::{Run, wanders};

/// Rules of one kind that are anchored at one span of the numeral and look at one scope.
///
/// Patterns that would keep the walk going over nearly any text stand apart, so that only numerals of their classes pay for them.
#[derive(Debug)]
pub struct Station {
    pub emit: Emit,
    pub stand: Stand,
    /// How far from the start of its scope a numeral may stand, where every pattern asks for that start.
    pub farthest: usize,
    /// What each pattern asks of a numeral.
    pub wishes: Vec<Classes>,
    pub left: Wing,
    pub right: Wing,
    pub patterns: Vec<Pattern>,
    /// As many.
    pub leads: Vec<Lead>,
}

/// Where rules stand: the span of the numeral that they are anchored at, and the scope that they look at.
pub type Stand = (AnchorKind, Within);

/// What the patterns of a station have on one side of the numeral.
#[derive(Debug)]
pub struct Wing {
    /// Its halves merged. Each marks the patterns that it is a half of, and behind them those that it forbids.
    pub automaton: Option<Automaton>,
    pub runs: Vec<Run>,
    /// The patterns that need no half here that is walked to.
    pub free: Set,
}

/// What must be known of a pattern to tell whether it matched; small, since many are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    pub left: Side,
    pub right: Side,
    /// The place of its rule in the order of priority, then id.
    pub rank: u32,
    /// Whether its rule has guards that look for something in a scope.
    pub asks: bool,
}

/// What a pattern has on one side of the numeral.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    /// Nothing.
    None,
    /// A half that the walk finds.
    Walk,
    /// The run of this number.
    Run(u32),
}

/// One pattern of a rule at a numeral.
#[derive(Debug)]
pub struct Pattern {
    pub rule: u32,
    pub subject: bool,
    pub object: bool,
    /// Regular expressions of the halves with named groups.
    pub left_names: Option<Regex>,
    pub right_names: Option<Regex>,
}

/// The rule that a pattern belongs to.
pub struct Asked {
    pub rule: u32,
    pub rank: u32,
}

/// The station in the making that a pattern belongs to.
pub fn draft<'d>(stations: &'d mut Vec<Draft>, cut: &Cut, emit: Emit, within: Within) -> &'d mut Draft {
    // To the left no walk is made but for what was found on the right.
    let found_first = !cut.right.text.is_empty() && Run::of(&cut.right.hir, Way::Right).is_none();
    let apart = !found_first && wanders(&cut.left.hir, Way::Left) || wanders(&cut.right.hir, Way::Right);
    let key = (emit, (cut.kind, within), apart.then_some(cut.classes));
    let at = stations.iter().position(|draft| draft.key == key && draft.patterns.len() < MOST).unwrap_or_else(|| {
        stations.push(Draft::new(key));
        stations.len() - 1
    });
    &mut stations[at]
}

/// Halves with a number each; the same text has the same number.
#[derive(Debug, Default)]
pub struct Halves {
    numbers: HashMap<String, u32>,
    pub hirs: Vec<Hir>,
}

impl Halves {
    fn number(&mut self, half: Half) -> u32 {
        let next = self.hirs.len() as u32;
        let number = *self.numbers.entry(half.text).or_insert(next);
        if number == next {
            self.hirs.push(half.hir);
        }
        number
    }
}

/// One side of a station as it is put together.
#[derive(Debug, Default)]
struct WingDraft {
    halves: Halves,
    runs: Vec<Run>,
    /// Each half with the pattern that has it.
    has: Vec<(u32, usize)>,
    /// Each half with the pattern that must not have it beside the numeral.
    forbids: Vec<(u32, usize)>,
    free: Vec<usize>,
}

impl WingDraft {
    /// The half of a pattern takes its place among the runs or among those walked to.
    fn add(&mut self, pattern: usize, half: Half, way: Way) -> Side {
        if half.text.is_empty() {
            self.free.push(pattern);
            return Side::None;
        }
        if let Some(run) = Run::of(&half.hir, way) {
            self.free.push(pattern);
            self.runs.push(run);
            return Side::Run(self.runs.len() as u32 - 1);
        }
        self.has.push((self.halves.number(half), pattern));
        Side::Walk
    }

    fn forbid(&mut self, pattern: usize, halves: &[Half]) {
        self.forbids.extend(halves.iter().map(|half| (self.halves.number(half.clone()), pattern)));
    }

    fn finish(self, parts: &Arc<Parts>, way: Way) -> Result<Wing, String> {
        let mut marks = vec![Marks::default(); self.halves.hirs.len()];
        self.has.iter().for_each(|&(half, pattern)| marks[half as usize].found |= only(pattern));
        self.forbids.iter().for_each(|&(half, pattern)| marks[half as usize].forbidden |= only(pattern));
        let free = self.free.iter().fold(0, |free, &pattern| free | only(pattern));
        let halves: Vec<&Hir> = self.halves.hirs.iter().collect();
        Ok(Wing { automaton: Automaton::new(parts, &halves, marks, way, false)?, runs: self.runs, free })
    }
}

/// By what stations differ. The classes are those of patterns that stand apart.
type Key = (Emit, Stand, Option<Classes>);

/// A station as it is put together.
pub struct Draft {
    key: Key,
    left: WingDraft,
    right: WingDraft,
    patterns: Vec<Pattern>,
    leads: Vec<Lead>,
    wishes: Vec<Classes>,
    /// See [`Station::farthest`].
    farthest: usize,
}

/// How far from the start of its scope a numeral may stand for this to match on its left.
fn farthest(left: &Half) -> usize {
    let properties = left.hir.properties();
    let starts = properties.look_set_prefix().contains(Look::Start);
    properties.maximum_len().filter(|_| starts).unwrap_or(usize::MAX)
}

impl Draft {
    fn new(key: Key) -> Self {
        let (left, right) = (WingDraft::default(), WingDraft::default());
        Self { key, left, right, patterns: Vec::new(), leads: Vec::new(), wishes: Vec::new(), farthest: 0 }
    }

    /// What it is asked for, and where it stands.
    pub fn place(&self) -> (Emit, Stand) {
        (self.key.0, self.key.1)
    }

    /// Every half that is walked to.
    pub fn halves(&self) -> impl Iterator<Item = &Hir> {
        self.left.halves.hirs.iter().chain(&self.right.halves.hirs)
    }

    /// One more pattern.
    pub fn add(&mut self, asked: Asked, cut: Cut, guards: &Guards, faults: &mut Faults) {
        let number = self.patterns.len();
        let Cut { classes, subject, object, .. } = cut;
        self.farthest = self.farthest.max(farthest(&cut.left));
        self.left.forbid(number, &guards.not_left);
        self.right.forbid(number, &guards.not_right);
        let (left_names, right_names) = (names(&cut.left, Way::Left, faults), names(&cut.right, Way::Right, faults));
        self.patterns.push(Pattern { rule: asked.rule, subject, object, left_names, right_names });
        let (left, right) = (self.left.add(number, cut.left, Way::Left), self.right.add(number, cut.right, Way::Right));
        self.wishes.push(classes);
        self.leads.push(Lead { left, right, rank: asked.rank, asks: guards.look_at_scopes() });
    }

    /// The station with its automata.
    pub fn finish(self, parts: &Arc<Parts>) -> Result<Station, String> {
        let (emit, stand, _) = self.key;
        Ok(Station {
            emit,
            stand,
            farthest: self.farthest,
            wishes: self.wishes,
            left: self.left.finish(parts, Way::Left)?,
            right: self.right.finish(parts, Way::Right)?,
            patterns: self.patterns,
            leads: self.leads,
        })
    }
}

/// The expression that reads a half's named groups, where it has any.
fn names(half: &Half, way: Way, faults: &mut Faults) -> Option<Regex> {
    if !half.text.contains("(?<") && !half.text.contains("(?P<") {
        return None;
    }
    let anchored = if way == Way::Left { format!("(?:{})$", half.text) } else { format!("^(?:{})", half.text) };
    Regex::new(&anchored).map_err(|error| faults.whole("rules", error.to_string(), "mend the named groups")).ok()
}
