//! Matching: what the rules say of one numeral, and which cues stand in a span.
//!
//! Where several rules match one numeral the longest match wins, then the higher priority, then the id that comes first.

use std::cmp::Reverse;

use super::class::Classes;
use super::engine::{Caches, Engine};
use super::marks::{MOST, numbers};
use super::pattern::AnchorKind;
use super::rule::{Emit, Rule, Within};
use super::site::{Found, REACH, Site};
use super::station::{Pattern, Stand};
use crate::tables::rows::Span;

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

impl Anchor {
    /// What the rules of one kind see of it, and the scope they look at; none where it is nothing to them.
    fn seen_by(&self, (kind, within): Stand) -> Option<(Span, Span)> {
        let at = match kind {
            AnchorKind::Numeral => self.numeral,
            AnchorKind::Quantity => self.quantity?,
            AnchorKind::Year => self.year?,
        };
        Some((at, if within == Within::Clause { self.clause } else { self.sentence }))
    }
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
    /// The numeral looked at last.
    anchor: Anchor,
    /// Its round among those of the caches.
    round: usize,
    /// The rules that match it, of the kinds asked for by now.
    found: Vec<Found<'p>>,
    asked: Vec<Emit>,
    /// The scopes whose guards were looked for last, and which of them stand there.
    present: [Present; 2],
    cue_hits: Vec<(u32, Span)>,
}

#[derive(Debug, Default)]
struct Present {
    scope: Option<Span>,
    /// For each list of guards whether any of it stands there, where that was asked.
    lists: Vec<Option<bool>>,
}

impl Drop for Matcher<'_, '_> {
    fn drop(&mut self) {
        self.engine.give_back(std::mem::take(&mut self.caches));
    }
}

impl<'p, 't> Matcher<'p, 't> {
    pub(super) fn new(engine: &'p Engine, text: &'t str) -> Self {
        let caches = engine.take();
        let (found, asked, present, cue_hits) = Default::default();
        Self { engine, text, caches, anchor: Anchor::default(), round: 0, found, asked, present, cue_hits }
    }

    /// The text that spans are of.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Looks at a numeral. What rules say of it is asked for with [`best`](Self::best), until the next is looked at.
    pub fn look(&mut self, anchor: &Anchor) {
        self.anchor = *anchor;
        self.round = self.caches.rounds.number(anchor.classes, &self.engine.stations);
        self.found.clear();
        self.asked.clear();
    }

    /// Finds the rules that do `emit` at the numeral.
    fn find(&mut self, emit: Emit) {
        let Caches { stations, rounds, .. } = &mut self.caches;
        let mut site: Option<Site<'t>> = None;
        for call in rounds.calls(self.round, emit) {
            if site.as_ref().is_none_or(|site| site.stand != call.stand) {
                let Some((at, scope)) = self.anchor.seen_by(call.stand) else { continue };
                if at.start.saturating_sub(scope.start) > call.farthest {
                    continue;
                }
                let Some(next) = Site::new(self.text, call.stand, at, scope) else { continue };
                site = Some(next);
            }
            if let Some(site) = &site {
                let (station, scratch) = (&self.engine.stations[call.station], &mut stations[call.station]);
                site.visit(station, call.open, scratch, &mut self.found);
            }
        }
    }

    /// The rule that wins among those that do `emit`, at the numeral looked at last.
    pub fn best(&mut self, emit: Emit) -> Option<Match<'p>> {
        if !self.asked.contains(&emit) {
            self.asked.push(emit);
            self.find(emit);
        }
        loop {
            let wished = |(_, found): &(usize, &Found<'p>)| found.emit == emit && !found.barred;
            let (index, &found) = self.found.iter().enumerate().filter(wished).min_by_key(|(_, found)| found.order)?;
            if self.allowed(&found) {
                return Some(self.matched(&found));
            }
            self.found[index].barred = true;
        }
    }

    fn matched(&self, found: &Found<'p>) -> Match<'p> {
        let &Found { pattern, span, anchor, .. } = found;
        let rule = &self.engine.rules[pattern.rule as usize];
        Match { rule, span, anchor, subject: pattern.subject, object: pattern.object, pattern }
    }

    /// Every rule that matched the numeral looked at last, in order, the winner of each kind first; each loser with the reason.
    pub fn explain(&mut self) -> Vec<(Match<'p>, Option<Lost>)> {
        for emit in [Emit::Suppress, Emit::Quantity, Emit::Time] {
            self.best(emit);
        }
        self.found.sort_unstable_by_key(|found| found.order);
        let mut winners: Vec<Match<'p>> = Vec::new();
        (0..self.found.len())
            .map(|i| {
                let candidate = self.found[i];
                let found = self.matched(&candidate);
                let winner = winners.iter().find(|w| w.rule.emit == found.rule.emit).copied();
                let lost = match winner {
                    _ if !self.allowed(&candidate) => Some(Lost::Guard),
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
    fn allowed(&mut self, found: &Found<'p>) -> bool {
        if !found.asks {
            return true;
        }
        let number = found.pattern.rule;
        let within = self.engine.rules[number as usize].within;
        let Anchor { clause, sentence, .. } = self.anchor;
        self.guards_allow(number, if within == Within::Clause { clause } else { sentence }, sentence)
    }

    fn guards_allow(&mut self, rule: u32, own: Span, sentence: Span) -> bool {
        let asked = self.engine.rule_guards[rule as usize];
        asked.own.holds(|list| self.stands(0, own, list)) && asked.sentence.holds(|list| self.stands(1, sentence, list))
    }

    /// Whether any guard of a list stands in a scope; it is looked for once.
    fn stands(&mut self, slot: usize, scope: Span, list: u32) -> bool {
        let (guards, present) = (&self.engine.guards, &mut self.present[slot]);
        if present.scope != Some(scope) {
            present.scope = Some(scope);
            present.lists.clear();
            present.lists.resize(guards.len(), None);
        }
        let text = self.text.get(scope.start..scope.end);
        let caches = &mut self.caches.guards;
        *present.lists[list as usize].get_or_insert_with(|| text.is_some_and(|text| guards.stand_in(list, caches, text)))
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
        let raw = &mut self.cue_hits;
        raw.clear();
        for (group, (cues, (ends, starts))) in self.engine.cues.iter().zip(&mut self.caches.cues).enumerate() {
            if cues.within != within {
                continue;
            }
            let mut hits = Vec::new();
            cues.ends.scan(ends, text, |hit, matched| hits.extend(matched.then_some(hit)));
            for (pattern, end) in hits.iter().flat_map(|hit| numbers(ends.here(*hit)).map(|pattern| (pattern, hit.place()))) {
                let start = cues.starts.start_of(starts, text, pattern, end, REACH).unwrap_or(end);
                raw.push(((group * MOST) as u32 + pattern, Span::new(start, end)));
            }
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
                let rule = self.engine.cues[pattern as usize / MOST].rules[pattern as usize % MOST];
                CueHit { rule: &self.engine.rules[rule as usize], span, covered }
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
