//! One numeral as the stations of one kind look at it, and the patterns whose halves were found on its sides.

use super::automaton::{left_end, right_end};
use super::engine::Scratch;
use super::marks::{bits, has, join};
use super::rule::Emit;
use super::station::{Lead, Pattern, Side, Stand, Station};
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
    pub stand: Stand,
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
    pub fn new(text: &'t str, stand: Stand, at: Span, scope: Span) -> Option<Self> {
        let text = text.get(scope.start..scope.end).filter(|_| scope.contains(at))?;
        let (from, to) = (at.start - scope.start, at.end - scope.start);
        text.get(from..to)?;
        Some(Self { stand, scope, at, text, from, to })
    }

    /// Puts the patterns of a station that match behind what was found; `open` are those that may. Most visits end where nothing is
    /// found on the right.
    pub fn visit<'p>(&self, station: &'p Station, (left, right): &mut (Scratch, Scratch), open: &mut [u64], found: &mut Vec<Found<'p>>) {
        let (before, behind) = (&mut left.hits, &mut right.hits);
        behind.begin();
        if let (Some(automaton), Some(walker)) = (&station.right.automaton, &mut right.walker) {
            automaton.walk_right(walker, self.text, self.to, REACH, |marks, place| behind.note(marks, place));
        }
        if !behind.narrow(open, &station.right.free) {
            return;
        }
        before.begin();
        if let (Some(automaton), Some(walker)) = (&station.left.automaton, &mut left.walker) {
            automaton.walk_left(walker, self.text, self.from, REACH, |marks, place| before.note(marks, place));
        }
        if before.narrow(open, &station.left.free) {
            Sides { station, site: self, before, behind }.follow(open, found);
        }
    }
}

/// What the walks to both sides of a numeral found.
struct Sides<'p, 'h> {
    station: &'p Station,
    site: &'h Site<'h>,
    before: &'h Hits,
    behind: &'h Hits,
}

impl<'p> Sides<'p, '_> {
    /// The patterns that match, of those of which all halves that are walked to were found, put behind what was found.
    fn follow(&self, open: &[u64], found: &mut Vec<Found<'p>>) {
        for (patterns, first) in open.iter().zip((0..).step_by(u64::BITS as usize)) {
            for bit in bits(*patterns) {
                if let Some(matched) = self.found(first + bit) {
                    found.push(matched);
                }
            }
        }
    }

    #[inline]
    fn found(&self, number: u32) -> Option<Found<'p>> {
        let station = self.station;
        let lead = &station.leads[number as usize];
        let (start, end) = self.match_of(number, lead)?;
        let span = Span::new(self.site.scope.start + start, self.site.scope.start + end);
        let pattern = &station.patterns[number as usize];
        Some(Found { order: order(span, lead), emit: station.emit, asks: lead.asks, pattern, span, anchor: self.site.at, barred: false })
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
    /// The patterns whose half was found, and behind them, in as many words, those that are forbidden; of no meaning without a hit.
    all: Box<[u64]>,
    /// The patterns whose half was found, for each hit.
    each: Vec<u64>,
    /// Where each hit ends, away from the numeral.
    places: Vec<u32>,
}

impl Hits {
    /// Room for sets of patterns of so many words.
    pub fn new(width: usize) -> Self {
        Self { all: vec![0; width * 2].into(), each: Vec::new(), places: Vec::new() }
    }

    /// None.
    #[inline]
    fn begin(&mut self) {
        self.each.clear();
        self.places.clear();
    }

    /// Halves with these marks were found at a place. The words are few: to copy them one by one is faster than to call for it.
    #[inline]
    fn note(&mut self, marks: &[u64], place: usize) {
        if self.places.is_empty() {
            self.all.iter_mut().zip(marks).for_each(|(word, mark)| *word = *mark);
        } else {
            join(&mut self.all, marks);
        }
        marks[..marks.len() / 2].iter().for_each(|word| self.each.push(*word));
        self.places.push(place as u32);
    }

    /// Keeps of some patterns those whose half was found or is free, and which nothing forbids; whether there are any.
    #[inline]
    fn narrow(&self, open: &mut [u64], free: &[u64]) -> bool {
        if self.places.is_empty() {
            open.iter_mut().zip(free).for_each(|(open, free)| *open &= free);
        } else {
            let (found, forbidden) = self.all.split_at(free.len());
            let allowed = free.iter().zip(found).zip(forbidden).map(|((free, found), forbidden)| (free | found) & !forbidden);
            open.iter_mut().zip(allowed).for_each(|(open, allowed)| *open &= allowed);
        }
        open.iter().any(|patterns| *patterns != 0)
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
