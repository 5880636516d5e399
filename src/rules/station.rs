//! Stations: the rules at one span of the numeral and looking at one scope, their halves merged into an automaton on each side.
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
use super::pattern::{AnchorKind, Cut, Half};
use super::rule::{Emit, Guards, Within};
use super::run::{Run, wanders};

/// Rules anchored at one span of the numeral and looking at one scope.
///
/// Patterns that would keep the walk going over nearly any text stand apart, so that only numerals of their classes pay for them.
#[derive(Debug)]
pub struct Station {
    /// What a numeral must be for any of the patterns to match.
    pub classes: Classes,
    pub kind: AnchorKind,
    pub within: Within,
    pub left: Option<Automaton>,
    pub right: Option<Automaton>,
    /// Whether no pattern matches without a half that the walk to the right finds.
    pub needs_right: bool,
    /// How far from the start of its scope a numeral may stand, where every pattern asks for that start.
    pub farthest: usize,
    /// How many halves there are, the one that is nothing among them.
    pub left_count: usize,
    pub right_count: usize,
    pub left_runs: Vec<Run>,
    pub right_runs: Vec<Run>,
    pub patterns: Vec<Pattern>,
    /// What to look at when a left half was found: the patterns whose other half is not walked to, or commoner.
    pub from_left: Leads,
    /// The same for right halves.
    pub from_right: Leads,
    /// Patterns without a half that is walked to.
    pub bare: Vec<Lead>,
}

/// The leads of each half, one behind the other.
#[derive(Debug)]
pub struct Leads {
    all: Box<[Lead]>,
    /// Where those of each half begin and end.
    ranges: Box<[(u32, u32)]>,
}

impl Leads {
    fn new(by_half: Vec<Vec<Lead>>) -> Self {
        let mut end = 0;
        let ranges = by_half.iter().map(|leads| {
            let start = end;
            end += leads.len() as u32;
            (start, end)
        });
        Self { ranges: ranges.collect(), all: by_half.into_iter().flatten().collect() }
    }

    /// Those of one half.
    #[inline]
    pub fn of(&self, half: u32) -> &[Lead] {
        let (start, end) = self.ranges[half as usize];
        &self.all[start as usize..end as usize]
    }
}

/// What must be known of a pattern to tell whether it matched; small, since many are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Lead {
    pub left: Side,
    pub right: Side,
    pub classes: Classes,
    /// The place of its rule in the order of priority, then id.
    pub rank: u32,
    pub pattern: u32,
    pub emit: Emit,
    /// Whether it has `not_left` or `not_right`.
    pub guarded: bool,
    /// Whether its rule has guards that look for something in a scope.
    pub asks: bool,
}

/// What a pattern has on one side of the numeral.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    /// The half of this number, which the walk finds.
    Walk(u32),
    /// The run of this number.
    Run(u32),
}

/// The half that is nothing; every walk finds it where it begins.
pub const NO_HALF: u32 = 0;

/// The half that a pattern of an automaton is.
#[inline]
pub fn half_of(pattern: u32) -> u32 {
    pattern + 1
}

impl Side {
    fn walked(self) -> Option<usize> {
        match self {
            Self::Walk(half) if half != NO_HALF => Some(half as usize),
            _ => None,
        }
    }
}

/// One pattern of a rule at a numeral.
#[derive(Debug)]
pub struct Pattern {
    pub rule: u32,
    /// The place of its rule in the order of priority, then id.
    pub rank: u32,
    pub emit: Emit,
    /// Whether its rule has guards that look for something in a scope.
    pub asks: bool,
    pub classes: Classes,
    pub subject: bool,
    pub object: bool,
    pub left: Side,
    pub right: Side,
    pub not_left: Vec<u32>,
    pub not_right: Vec<u32>,
    /// Regular expressions of the halves with named groups.
    pub left_names: Option<Regex>,
    pub right_names: Option<Regex>,
}

impl Pattern {
    fn lead(&self, pattern: u32) -> Lead {
        Lead {
            left: self.left,
            right: self.right,
            classes: self.classes,
            rank: self.rank,
            pattern,
            emit: self.emit,
            guarded: !self.not_left.is_empty() || !self.not_right.is_empty(),
            asks: self.asks,
        }
    }
}

/// The rule that a pattern belongs to.
pub struct Asked {
    pub rule: u32,
    pub rank: u32,
    pub emit: Emit,
}

/// The station in the making that a pattern belongs to.
pub fn draft<'d>(stations: &'d mut Vec<Draft>, cut: &Cut, within: Within) -> &'d mut Draft {
    let apart = wanders(&cut.left.hir, Way::Left) || wanders(&cut.right.hir, Way::Right);
    let key = (cut.kind, within, apart.then_some(cut.classes));
    let at = stations.iter().position(|draft| draft.key == key).unwrap_or_else(|| {
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

    /// All of them merged.
    pub fn automaton(&self, parts: &Arc<Parts>, way: Way) -> Result<Option<Automaton>, String> {
        Automaton::new(parts, &self.hirs.iter().collect::<Vec<_>>(), way)
    }
}

/// A station as it is put together.
pub struct Draft {
    /// The classes are those of patterns that stand apart.
    key: (AnchorKind, Within, Option<Classes>),
    left: Halves,
    right: Halves,
    left_runs: Vec<Run>,
    right_runs: Vec<Run>,
    patterns: Vec<Pattern>,
    /// See [`Station::farthest`].
    farthest: usize,
}

/// A half takes its place among the runs or among those walked to.
fn take(half: Half, way: Way, halves: &mut Halves, runs: &mut Vec<Run>) -> Side {
    if half.text.is_empty() {
        return Side::Walk(NO_HALF);
    }
    match Run::of(&half.hir, way) {
        Some(run) => {
            runs.push(run);
            Side::Run(runs.len() as u32 - 1)
        }
        None => Side::Walk(half_of(halves.number(half))),
    }
}

/// How far from the start of its scope a numeral may stand for this to match on its left.
fn farthest(left: &Half) -> usize {
    let properties = left.hir.properties();
    let starts = properties.look_set_prefix().contains(Look::Start);
    properties.maximum_len().filter(|_| starts).unwrap_or(usize::MAX)
}

impl Draft {
    fn new(key: (AnchorKind, Within, Option<Classes>)) -> Self {
        let (left, right) = (Halves::default(), Halves::default());
        Self { key, left, right, left_runs: Vec::new(), right_runs: Vec::new(), patterns: Vec::new(), farthest: 0 }
    }

    /// What it looks at.
    pub fn stand(&self) -> (AnchorKind, Within) {
        (self.key.0, self.key.1)
    }

    /// Every half that is walked to.
    pub fn halves(&self) -> impl Iterator<Item = &Hir> {
        self.left.hirs.iter().chain(&self.right.hirs)
    }

    /// One more pattern.
    pub fn add(&mut self, asked: Asked, cut: Cut, guards: &Guards<Half>, faults: &mut Faults) {
        let (left_names, right_names) = (names(&cut.left, Way::Left, faults), names(&cut.right, Way::Right, faults));
        self.farthest = self.farthest.max(farthest(&cut.left));
        let pattern = Pattern {
            rule: asked.rule,
            rank: asked.rank,
            emit: asked.emit,
            asks: guards.look_at_scopes(),
            classes: cut.classes,
            subject: cut.subject,
            object: cut.object,
            left: take(cut.left, Way::Left, &mut self.left, &mut self.left_runs),
            right: take(cut.right, Way::Right, &mut self.right, &mut self.right_runs),
            not_left: guards.not_left.iter().map(|half| half_of(self.left.number(half.clone()))).collect(),
            not_right: guards.not_right.iter().map(|half| half_of(self.right.number(half.clone()))).collect(),
            left_names,
            right_names,
        };
        self.patterns.push(pattern);
    }

    /// The station with its automata.
    pub fn finish(self, parts: &Arc<Parts>) -> Result<Station, String> {
        let count = |side: fn(&Pattern) -> Side, halves: usize| {
            let mut counts = vec![0usize; halves + 1];
            self.patterns.iter().filter_map(|pattern| side(pattern).walked()).for_each(|half| counts[half] += 1);
            counts
        };
        let left_uses = count(|p| p.left, self.left.hirs.len());
        let right_uses = count(|p| p.right, self.right.hirs.len());
        let mut from_left = vec![Vec::new(); left_uses.len()];
        let mut from_right = vec![Vec::new(); right_uses.len()];
        let mut bare = Vec::new();
        for (pattern, number) in self.patterns.iter().zip(0..) {
            let lead = pattern.lead(number);
            match (pattern.left.walked(), pattern.right.walked()) {
                (None, None) => bare.push(lead),
                (Some(left), Some(right)) if right_uses[right] < left_uses[left] => from_right[right].push(lead),
                (Some(left), _) => from_left[left].push(lead),
                (None, Some(right)) => from_right[right].push(lead),
            }
        }
        let (kind, within, _) = self.key;
        Ok(Station {
            classes: Classes::any_of(self.patterns.iter().map(|pattern| pattern.classes)),
            kind,
            within,
            farthest: self.farthest,
            needs_right: self.patterns.iter().all(|pattern| pattern.right.walked().is_some()),
            left: self.left.automaton(parts, Way::Left)?,
            right: self.right.automaton(parts, Way::Right)?,
            left_count: left_uses.len(),
            right_count: right_uses.len(),
            left_runs: self.left_runs,
            right_runs: self.right_runs,
            patterns: self.patterns,
            from_left: Leads::new(from_left),
            from_right: Leads::new(from_right),
            bare,
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
