//! One numeral as the stations of one kind look at it, and the patterns whose halves were found on its sides.

use super::automaton::{left_end, right_end};
use super::class::Classes;
use super::pattern::AnchorKind;
use super::rule::{Emit, Within};
use super::station::{Lead, NO_HALF, Pattern, Side, Station, half_of};
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
    pub walk: u32,
}

impl<'p> Sides<'p, '_> {
    /// The patterns among these that match, put behind what was found.
    pub fn follow(&self, leads: &[Lead], classes: Classes, found: &mut Vec<Found<'p>>) {
        for lead in leads.iter().filter(|lead| classes.meet(lead.classes)) {
            let Some((start, end)) = self.match_of(lead) else { continue };
            let pattern = &self.station.patterns[lead.pattern as usize];
            if lead.guarded && self.forbid(pattern) {
                continue;
            }
            let span = Span::new(self.site.scope.start + start, self.site.scope.start + end);
            let &Lead { emit, asks, .. } = lead;
            found.push(Found { order: order(span, lead), emit, asks, pattern, span, anchor: self.site.at, barred: false });
        }
    }

    /// Where a pattern begins and ends, if both of its halves were found.
    fn match_of(&self, lead: &Lead) -> Option<(usize, usize)> {
        let (station, &Site { text, from, to, .. }) = (self.station, self.site);
        let start = match lead.left {
            Side::Walk(half) => self.before.place_of(half, self.walk)?,
            Side::Run(run) => station.left_runs.get(run as usize)?.reach(text, from, left_end(text, from, REACH))?,
        };
        let end = match lead.right {
            Side::Walk(half) => self.behind.place_of(half, self.walk)?,
            Side::Run(run) => station.right_runs.get(run as usize)?.reach(text, to, right_end(text, to, REACH))?,
        };
        Some((start, end))
    }

    /// Whether what must not stand directly beside the numeral does.
    fn forbid(&self, pattern: &Pattern) -> bool {
        pattern.not_left.iter().any(|&half| self.before.place_of(half, self.walk).is_some())
            || pattern.not_right.iter().any(|&half| self.behind.place_of(half, self.walk).is_some())
    }
}

/// The halves that a walk has found.
#[derive(Debug)]
pub struct Hits {
    /// The walk that found each half last, and the farthest place of it then.
    pub places: Vec<(u32, u32)>,
    /// The halves found.
    pub found: Vec<u32>,
}

impl Hits {
    /// Room for so many halves.
    pub fn new(halves: usize) -> Self {
        Self { places: vec![(0, 0); halves], found: Vec::new() }
    }

    /// A walk begins at a place: there it finds the half that is nothing.
    #[inline]
    pub fn begin(&mut self, place: usize, walk: u32) {
        self.found.clear();
        self.places[NO_HALF as usize] = (walk, place as u32);
    }

    /// Halves found at a place by a walk, as the automaton numbers them.
    #[inline]
    pub fn note(&mut self, patterns: &[u32], place: usize, walk: u32) {
        for half in patterns.iter().map(|pattern| half_of(*pattern)) {
            // Walks go outward, so the last place of a half is its farthest.
            let seen = std::mem::replace(&mut self.places[half as usize], (walk, place as u32)).0 == walk;
            if !seen {
                self.found.push(half);
            }
        }
    }

    #[inline]
    fn place_of(&self, half: u32, walk: u32) -> Option<usize> {
        let (seen, place) = self.places[half as usize];
        (seen == walk).then_some(place as usize)
    }
}

/// Smaller for what wins: the longer, then the rule of lower rank.
fn order(span: Span, lead: &Lead) -> u64 {
    let short = u32::MAX - u32::try_from(span.len()).unwrap_or(u32::MAX);
    u64::from(short) << 32 | u64::from(lead.rank)
}
