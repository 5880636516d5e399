//! One numeral as the stations of one kind look at it, and the patterns whose halves were found on its sides.

use super::automaton::{left_end, right_end};
use super::class::Classes;
use super::marks::{bits, has, join};
use super::pattern::AnchorKind;
use super::rule::{Emit, Within};
use super::station::{Lead, Pattern, Side, Station};
use crate::tables::rows::Span;

/// How far a rule looks to either side of its numeral, and a cue back to its start, in bytes: 80 Chinese characters.
pub const REACH: usize = 240;

/// A match before its guards are asked.
#[derive(Clone, Copy, Debug)]
pub struct Found<'p> {
    /// Smaller wins: the longest, then by priority, then by id.
    pub order: u64,
    pub emit: Emit,
    /// Whether its rule has guards.
    pub asks: bool,
    pub pattern: &'p Pattern,
    pub span: Span,
    pub anchor: Span,
    /// Whether its guards have forbidden it.
    pub barred: bool,
}

/// A numeral within the scope that stations of one kind look at.
pub struct Site<'t> {
    pub stand: (AnchorKind, Within),
    pub scope: Span,
    pub at: Span,
    /// The text of the scope.
    pub text: &'t str,
    /// Where the numeral begins and ends in it.
    pub from: usize,
    pub to: usize,
}

impl<'t> Site<'t> {
    /// The numeral at `at` within `scope`, both of `text`; none where it does not lie within, or a border is none of characters.
    pub fn new(text: &'t str, stand: (AnchorKind, Within), at: Span, scope: Span) -> Option<Self> {
        let text = text.get(scope.start..scope.end).filter(|_| scope.contains(at))?;
        let (from, to) = (at.start - scope.start, at.end - scope.start);
        text.get(from..to)?;
        Some(Self { stand, scope, at, text, from, to })
    }
}

/// What the walks to both sides of a numeral found.
pub struct Sides<'p, 'h> {
    pub station: &'p Station,
    pub site: &'h Site<'h>,
    pub before: &'h Hits,
    pub behind: &'h Hits,
}

impl<'p> Sides<'p, '_> {
    /// The patterns that match, put behind what was found.
    pub fn follow(&self, classes: Classes, found: &mut Vec<Found<'p>>) {
        for ((before, behind), first) in self.before.allowed().zip(self.behind.allowed()).zip((0..).step_by(u64::BITS as usize)) {
            for bit in bits(before & behind) {
                found.extend(self.found(first + bit, classes));
            }
        }
    }

    /// A pattern of which all halves that are walked to were found, if it matches.
    fn found(&self, number: u32, classes: Classes) -> Option<Found<'p>> {
        let station = self.station;
        let lead = &station.leads[number as usize];
        if !classes.meet(lead.classes) {
            return None;
        }
        let (start, end) = self.match_of(number, lead)?;
        let span = Span::new(self.site.scope.start + start, self.site.scope.start + end);
        let &Lead { emit, asks, .. } = lead;
        let pattern = &station.patterns[number as usize];
        Some(Found { order: order(span, lead), emit, asks, pattern, span, anchor: self.site.at, barred: false })
    }

    /// Where a pattern begins and ends, if both of its halves were found.
    fn match_of(&self, number: u32, lead: &Lead) -> Option<(usize, usize)> {
        let (station, &Site { text, from, to, .. }) = (self.station, self.site);
        let start = match lead.left {
            Side::None => from,
            Side::Walk => self.before.place_of(number)?,
            Side::Run(run) => station.left.runs.get(run as usize)?.reach(text, from, left_end(text, from, REACH))?,
        };
        let end = match lead.right {
            Side::None => to,
            Side::Walk => self.behind.place_of(number)?,
            Side::Run(run) => station.right.runs.get(run as usize)?.reach(text, to, right_end(text, to, REACH))?,
        };
        Some((start, end))
    }
}

/// What a walk has found on one side of a numeral.
#[derive(Debug)]
pub struct Hits {
    /// The patterns whose half was found or is free, and behind them, in as many words, those that are forbidden.
    all: Box<[u64]>,
    /// The patterns whose half was found, for each hit.
    each: Vec<u64>,
    /// Where each hit ends, away from the numeral.
    places: Vec<u32>,
}

impl Hits {
    /// Room for marks of so many words.
    pub fn new(width: usize) -> Self {
        Self { all: vec![0; width].into(), each: Vec::new(), places: Vec::new() }
    }

    /// Nothing but what is free. The words are few: to copy them one by one is faster than to call for it.
    #[inline]
    pub fn begin(&mut self, free: &[u64]) {
        self.all.iter_mut().zip(free).for_each(|(word, free)| *word = *free);
        self.each.clear();
        self.places.clear();
    }

    /// Halves with these marks were found at a place.
    #[inline]
    pub fn note(&mut self, marks: &[u64], place: usize) {
        join(&mut self.all, marks);
        self.each.extend(marks[..self.all.len() / 2].iter().copied());
        self.places.push(place as u32);
    }

    /// The patterns whose half was found or is free, and which nothing forbids.
    #[inline]
    pub fn allowed(&self) -> impl Iterator<Item = u64> {
        let (found, forbidden) = self.all.split_at(self.all.len() / 2);
        found.iter().zip(forbidden).map(|(found, forbidden)| found & !forbidden)
    }

    /// The farthest place of a pattern's half. Walks go outward, so it is the last.
    fn place_of(&self, pattern: u32) -> Option<usize> {
        let hits = self.each.chunks_exact(self.all.len() / 2).zip(&self.places);
        hits.rev().find(|(marks, _)| has(marks, pattern)).map(|(_, &place)| place as usize)
    }
}

/// Smaller for what wins: the longer, then the rule of lower rank.
fn order(span: Span, lead: &Lead) -> u64 {
    let short = u32::MAX - u32::try_from(span.len()).unwrap_or(u32::MAX);
    u64::from(short) << 32 | u64::from(lead.rank)
}
