//! One numeral as the stations of one kind look at it, and the patterns whose halves were found on its sides.

use super::automaton::{Automaton, Hit, Walker, left_end, right_end};
use super::marks::{Marks, Set, has, numbers};
use super::rule::Emit;
use super::station::{Lead, Pattern, Side, Stand, Station, Wing};
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

    /// Puts the patterns of a station that match behind what was found, of those `wished` for. Most visits end where nothing is found
    /// on the right.
    pub fn visit<'p>(&self, station: &'p Station, wished: Set, (before, behind): &mut (Scratch, Scratch), found: &mut Vec<Found<'p>>) {
        let &Self { text, from, to, .. } = self;
        let right = behind.walk(&station.right, |automaton, walker, hits| {
            automaton.walk_right(walker, text, to, REACH, |hit, matched| hits.note(hit, matched))
        });
        let open = right.keep(wished, station.right.free);
        if open == 0 {
            return;
        }
        let left = before.walk(&station.left, |automaton, walker, hits| {
            automaton.walk_left(walker, text, from, REACH, |hit, matched| hits.note(hit, matched))
        });
        let sides = Sides { station, site: self, before, behind };
        for pattern in numbers(left.keep(open, station.left.free)) {
            if let Some(matched) = sides.found(pattern) {
                found.push(matched);
            }
        }
    }
}

/// What the walks to both sides of a numeral found.
struct Sides<'p, 'h> {
    station: &'p Station,
    site: &'h Site<'h>,
    before: &'h Scratch,
    behind: &'h Scratch,
}

impl<'p> Sides<'p, '_> {
    /// The match of a pattern, of which all halves that are walked to were found.
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
    #[inline]
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

/// What a walk over one side of a numeral needs, and where it has found something.
#[derive(Debug)]
pub struct Scratch {
    walker: Option<Walker>,
    hits: Hits,
}

/// Where patterns match, outward.
#[derive(Debug)]
struct Hits {
    all: Box<[Hit; Hits::ROOM]>,
    len: usize,
}

impl Hits {
    /// A walk comes to no more places than this.
    const ROOM: usize = (REACH + char::MAX_LEN_UTF8).next_power_of_two();

    /// One more, if patterns matched. Whether they did is hard to foretell, so it is no branch.
    #[inline]
    fn note(&mut self, hit: Hit, matched: bool) {
        self.all[self.len % Self::ROOM] = hit;
        self.len += usize::from(matched);
    }
}

impl Scratch {
    /// For one side of a station.
    pub fn new(wing: &Wing) -> Self {
        let hits = Hits { all: Box::new([Hit::default(); Hits::ROOM]), len: 0 };
        Self { walker: wing.automaton.as_ref().map(Automaton::walker), hits }
    }

    /// What the halves say that a walk finds.
    #[inline]
    fn walk(&mut self, wing: &Wing, walk: impl FnOnce(&Automaton, &mut Walker, &mut Hits) -> Hit) -> Marks {
        let (Some(automaton), Some(walker)) = (&wing.automaton, &mut self.walker) else { return Marks::default() };
        self.hits.len = 0;
        let last = walk(automaton, walker, &mut self.hits);
        walker.gathered(last)
    }

    /// The farthest place of a pattern's half.
    #[inline]
    fn place_of(&self, pattern: u32) -> Option<usize> {
        let walker = self.walker.as_ref()?;
        let hits = self.hits.all.get(..self.hits.len)?;
        hits.iter().rev().find(|hit| has(walker.here(**hit), pattern)).map(|hit| hit.place())
    }
}

/// Smaller for what wins: the longer, then the rule of lower rank.
fn order(span: Span, lead: &Lead) -> u64 {
    let short = u32::MAX - u32::try_from(span.len()).unwrap_or(u32::MAX);
    u64::from(short) << 32 | u64::from(lead.rank)
}
