//! Matching: what the rules say of one numeral, and which cues stand in a span.
//!
//! Where several rules match one numeral the longest match wins, then the higher priority, then the id that comes first.

use std::cmp::Reverse;

use super::class::Classes;
use super::engine::{Caches, Engine, Pattern, Side, Station};
use super::pattern::AnchorKind;
use super::rule::{Emit, Rule, Within};
use crate::tables::rows::Span;

/// How far a rule looks to either side of its numeral, and a cue back to its start, in bytes: 80 Chinese characters.
const REACH: usize = 240;

/// A numeral as the rules see it. Spans are of the matcher's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The sentence it stands in.
    pub sentence: Span,
    /// The clause of that sentence.
    pub clause: Span,
    /// What `{numeral}` stands for: the figures alone.
    pub numeral: Span,
    /// What `{quantity}` stands for: figures, unit and bound marks; none where it can be no quantity.
    pub quantity: Option<Span>,
    /// What `{year}` stands for; none where it is no year.
    pub year: Option<Span>,
    /// What holds for it.
    pub classes: Classes,
}

/// A rule that matched.
#[derive(Clone, Copy, Debug)]
pub struct Match<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The whole match: left half, numeral, right half.
    pub span: Span,
    /// The numeral as the rule sees it.
    pub anchor: Span,
    /// Whether the rule asks for the noun phrase left of the match.
    pub subject: bool,
    /// Whether it asks for the noun phrase right of it.
    pub object: bool,
    pattern: &'p Pattern,
}

/// Where a cue stands.
#[derive(Clone, Copy, Debug)]
pub struct CueHit<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The words of the cue.
    pub span: Span,
    /// Whether a longer cue covers it.
    pub covered: bool,
}

/// Why a rule that matched did not win.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Another match is longer.
    Shorter,
    /// Another of the same length has a higher priority.
    Priority,
    /// Another of the same length and priority has an id that comes first.
    Id,
    /// A guard of the rule forbids it here.
    Guard,
}

/// The rules of a pack at work on one text. One a thread; it borrows caches of the pack and gives them back.
#[derive(Debug)]
pub struct Matcher<'p, 't> {
    engine: &'p Engine,
    text: &'t str,
    caches: Caches,
    walk: u64,
    found: Vec<Match<'p>>,
    /// The scopes whose guards were looked for last, and which of them stand there.
    present: [Present; 2],
    cue_hits: Vec<(u32, Span)>,
}

#[derive(Debug, Default)]
struct Present {
    scope: Option<Span>,
    bits: Vec<u64>,
}

impl Present {
    fn has(&self, guard: u32) -> bool {
        self.bits.get(guard as usize / 64).is_some_and(|bits| bits >> (guard % 64) & 1 == 1)
    }
}

impl Drop for Matcher<'_, '_> {
    fn drop(&mut self) {
        self.engine.give_back(std::mem::take(&mut self.caches));
    }
}

impl<'p, 't> Matcher<'p, 't> {
    pub(super) fn new(engine: &'p Engine, text: &'t str) -> Self {
        let caches = engine.take();
        let walk = caches.walks;
        Self { engine, text, caches, walk, found: Vec::new(), present: Default::default(), cue_hits: Vec::new() }
    }

    /// The text that spans are of.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Looks at a numeral. What is found is asked for with [`best`](Self::best), until the next is looked at.
    pub fn look(&mut self, anchor: &Anchor) {
        self.found.clear();
        let engine = self.engine;
        for (index, station) in engine.stations.iter().enumerate() {
            let at = match station.kind {
                AnchorKind::Numeral => Some(anchor.numeral),
                AnchorKind::Quantity => anchor.quantity,
                AnchorKind::Year => anchor.year,
            };
            let scope = if station.within == Within::Clause { anchor.clause } else { anchor.sentence };
            if let Some(at) = at.filter(|at| scope.contains(*at) && self.text.get(scope.start..scope.end).is_some()) {
                self.walk += 1;
                self.visit(station, index, scope, at, anchor.classes);
            }
        }
        self.caches.walks = self.walk;
        self.found.sort_unstable_by(|a, b| {
            let key = |m: &Match<'p>| (Reverse(m.span.len()), Reverse(m.rule.priority));
            key(a).cmp(&key(b)).then_with(|| a.rule.id.cmp(&b.rule.id))
        });
    }

    fn visit(&mut self, station: &'p Station, index: usize, scope: Span, at: Span, classes: Classes) {
        let text = scope.of(self.text);
        let (from, to) = (at.start - scope.start, at.end - scope.start);
        let Some((left, right)) = self.caches.stations.get_mut(index) else { return };
        let walk = self.walk;
        left.found.clear();
        right.found.clear();
        if let (Some(automaton), Some(mut cache)) = (&station.left, left.cache.take()) {
            let limit = floor(text, from.saturating_sub(REACH));
            automaton.walk_left(&mut cache, text, from, limit, |half, place| left.note(half, place, walk));
            left.cache = Some(cache);
        }
        if let (Some(automaton), Some(mut cache)) = (&station.right, right.cache.take()) {
            let limit = floor(text, (to + REACH).min(text.len())).max(to);
            automaton.walk_right(&mut cache, text, to, limit, |half, place| right.note(half, place, walk));
            right.cache = Some(cache);
        }
        let (left, right) = (&*left, &*right);
        let from_left = left.found.iter().flat_map(|&half| &station.from_left[half as usize]);
        let from_right = right.found.iter().flat_map(|&half| &station.from_right[half as usize]);
        for &number in from_left.chain(from_right).chain(&station.bare) {
            let pattern = &station.patterns[number as usize];
            let start = pattern.left.map_or(Some(from), |half| left.place_of(half, walk));
            let end = pattern.right.map_or(Some(to), |half| right.place_of(half, walk));
            let (Some(start), Some(end)) = (start, end) else { continue };
            let barred = pattern.not_left.iter().any(|&half| left.place_of(half, walk).is_some())
                || pattern.not_right.iter().any(|&half| right.place_of(half, walk).is_some());
            if barred || !classes.meet(pattern.classes) {
                continue;
            }
            self.found.push(Match {
                rule: &self.engine.rules[pattern.rule as usize],
                span: Span::new(scope.start + start, scope.start + end),
                anchor: at,
                subject: pattern.subject,
                object: pattern.object,
                pattern,
            });
        }
    }

    /// The rule that wins among those that do `emit`, at the numeral looked at last.
    pub fn best(&mut self, anchor: &Anchor, emit: Emit) -> Option<Match<'p>> {
        (0..self.found.len()).find_map(|i| {
            let found = self.found[i];
            (found.rule.emit == emit && self.allowed(&found, anchor)).then_some(found)
        })
    }

    /// Every rule that matched the numeral looked at last, in order, the winner of each kind first; each loser with the reason.
    pub fn explain(&mut self, anchor: &Anchor) -> Vec<(Match<'p>, Option<Lost>)> {
        let mut winners: Vec<Match<'p>> = Vec::new();
        (0..self.found.len())
            .map(|i| {
                let found = self.found[i];
                let winner = winners.iter().find(|w| w.rule.emit == found.rule.emit).copied();
                let lost = match winner {
                    _ if !self.allowed(&found, anchor) => Some(Lost::Guard),
                    None => None,
                    Some(w) if w.span.len() > found.span.len() => Some(Lost::Shorter),
                    Some(w) if w.rule.priority > found.rule.priority => Some(Lost::Priority),
                    Some(_) => Some(Lost::Id),
                };
                if lost.is_none() {
                    winners.push(found);
                }
                (found, lost)
            })
            .collect()
    }

    /// Whether the guards of a match let it stand.
    fn allowed(&mut self, found: &Match<'p>, anchor: &Anchor) -> bool {
        let own = if found.rule.within == Within::Clause { anchor.clause } else { anchor.sentence };
        self.guards_allow(found.pattern.rule, own, anchor.sentence)
    }

    fn guards_allow(&mut self, rule: u32, own: Span, sentence: Span) -> bool {
        let guards = &self.engine.rule_guards[rule as usize];
        if !guards.unless.is_empty() || !guards.when.is_empty() {
            self.look_for_guards(0, own);
            let here = &self.present[0];
            if guards.unless.iter().any(|&g| here.has(g)) || !(guards.when.is_empty() || guards.when.iter().any(|&g| here.has(g))) {
                return false;
            }
        }
        if !guards.unless_sentence.is_empty() || !guards.when_sentence.is_empty() {
            self.look_for_guards(1, sentence);
            let here = &self.present[1];
            let wished = guards.when_sentence.is_empty() || guards.when_sentence.iter().any(|&g| here.has(g));
            return wished && !guards.unless_sentence.iter().any(|&g| here.has(g));
        }
        true
    }

    /// Finds every guard of the pack that stands in a scope, once for each scope.
    fn look_for_guards(&mut self, slot: usize, scope: Span) {
        let present = &mut self.present[slot];
        if present.scope == Some(scope) {
            return;
        }
        present.scope = Some(scope);
        present.bits.clear();
        present.bits.resize(self.engine.guard_count.div_ceil(64), 0);
        let (Some(automaton), Some(cache)) = (&self.engine.guards, &mut self.caches.guards) else { return };
        let Some(text) = self.text.get(scope.start..scope.end) else { return };
        automaton.scan(cache, text, |guard, _| present.bits[guard / 64] |= 1 << (guard % 64));
    }

    /// Every cue of a scope that stands in a span of the text, by start, the longer of two first.
    pub fn cues(&mut self, within: Within, span: Span, sentence: Span) -> Vec<CueHit<'p>> {
        let Some(text) = self.text.get(span.start..span.end) else { return Vec::new() };
        let mut hits = self.cues_in(within, text);
        for hit in &mut hits {
            hit.span = Span::new(hit.span.start + span.start, hit.span.end + span.start);
        }
        hits.retain(|hit| self.guards_allow(hit.rule.number, span, sentence));
        hits
    }

    /// The same in a text of its own, such as a heading put together of two lines. Spans are of that text; no guard is asked.
    pub fn cues_in(&mut self, within: Within, text: &str) -> Vec<CueHit<'p>> {
        let Some(index) = self.engine.cues.iter().position(|cues| cues.within == within) else { return Vec::new() };
        let cues = &self.engine.cues[index];
        let Some((ends, starts)) = self.caches.cues.get_mut(index) else { return Vec::new() };
        let raw = &mut self.cue_hits;
        raw.clear();
        cues.ends.scan(ends, text, |pattern, end| raw.push((pattern as u32, Span::new(0, end))));
        for (pattern, span) in raw.iter_mut() {
            let limit = floor(text, span.end.saturating_sub(REACH));
            span.start = cues.starts.start_of(starts, text, *pattern as usize, span.end, limit).unwrap_or(span.end);
        }
        // Of one cue that begins at one place the longest stays.
        raw.sort_unstable_by_key(|(pattern, span)| (*pattern, span.start, Reverse(span.end)));
        raw.dedup_by(|later, kept| later.0 == kept.0 && later.1.start == kept.1.start);
        raw.sort_unstable_by_key(|(pattern, span)| (span.start, Reverse(span.end), *pattern));
        let mut reach = 0;
        let mut last = Span::default();
        raw.iter()
            .map(|&(pattern, span)| {
                let covered = span.end <= reach && span != last;
                if span.end > reach {
                    (reach, last) = (span.end, span);
                }
                CueHit { rule: &self.engine.rules[cues.rules[pattern as usize] as usize], span, covered }
            })
            .collect()
    }
}

impl Match<'_> {
    /// The named groups of the rule that took part, with the text they hold.
    pub fn captures<'t>(&self, text: &'t str) -> Vec<(String, &'t str, Span)> {
        let left = (self.pattern.left_names.as_ref(), Span::new(self.span.start, self.anchor.start));
        let right = (self.pattern.right_names.as_ref(), Span::new(self.anchor.end, self.span.end));
        let mut out = Vec::new();
        for (regex, span) in [left, right] {
            let Some((regex, side)) = regex.zip(text.get(span.start..span.end)) else { continue };
            let Some(groups) = regex.captures(side) else { continue };
            for name in regex.capture_names().flatten() {
                if let Some(group) = groups.name(name) {
                    let at = Span::new(span.start + group.start(), span.start + group.end());
                    out.push((name.to_owned(), &text[at.start..at.end], at));
                }
            }
        }
        out
    }
}

impl Side {
    fn note(&mut self, half: usize, place: usize, walk: u64) {
        // Walks go outward, so the last place of a half is its farthest.
        self.place[half] = place;
        if self.stamp[half] != walk {
            self.stamp[half] = walk;
            self.found.push(half as u32);
        }
    }

    fn place_of(&self, half: u32, walk: u64) -> Option<usize> {
        (self.stamp[half as usize] == walk).then(|| self.place[half as usize])
    }
}

/// The character border at or before `at`.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
