//! How far the words of a figure reach: where its left words begin, where its object must end, and what stands within it.

use std::borrow::Cow;

use super::super::classes::is_amount;
use super::super::reading::Amount;
use super::super::time::Stated;
use super::{CLAUSE_REACH, Noun, Reader, Site, Work};
use crate::extract::numeral::Numeral;
use crate::rules::Match;
use crate::tables::rows::*;

impl<'t> Reader<'_, 't> {
    /// Where the words that belong to a figure may begin: behind the clause's start, the amount before and the last time.
    pub(super) fn region_start(&self, work: &Work<'_, '_>, index: usize, clause: usize, found: &Match<'_>) -> usize {
        let numeral = &work.sentence.numerals[index];
        let clause_start = self.back(numeral.marked.start, CLAUSE_REACH, work.sentence.clauses[clause].start);
        let amount = work.amounts.last().filter(|a| a.clause == clause);
        let behind = amount.map_or(clause_start, |a| self.behind(work, a, found));
        let words_end = found.span.start.min(numeral.marked.start);
        let is_reference = |s: &&Stated| s.baseline && self.text[s.end..].trim_start_matches('的').starts_with("基础");
        let times = work.sentence.stated.iter().filter(|s| s.end <= words_end && s.start >= behind && !is_reference(s));
        let time = times.map(|s| s.end).rfind(|&end| !self.phrases.without_lead(&self.text[end..words_end]).is_empty());
        behind.max(time.unwrap_or(clause_start)).max(clause_start).min(numeral.marked.start)
    }

    /// Where the next words begin behind an amount; those of a size class belong to them: 超1亿元企业 | 5家.
    pub(super) fn behind(&self, work: &Work<'_, '_>, amount: &Amount<'_>, found: &Match<'_>) -> usize {
        let numeral = &work.sentence.numerals[amount.numeral];
        let between = &self.text[numeral.marked.end.min(found.span.start)..found.span.start];
        let apart = between.contains(['、', ',', ';', ':', '和', '及', '与', '(', ')']) || between.trim().is_empty();
        let measured = matches!(numeral.dimension(), Some(Dimension::Money | Dimension::Area | Dimension::Mass))
            || numeral.unit_text().ends_with('人');
        let sized = measured && (numeral.marked != numeral.span || between.starts_with('的'));
        if !apart && sized && found.subject | !found.object && (&*amount.rule.id != "quantity.do" || amount.status == Status::Other) {
            return amount.extent.start;
        }
        amount.extent.end
    }

    /// So many bytes before a place, or the next border of characters behind that, but not before `start`.
    pub(super) fn back(&self, at: usize, reach: usize, start: usize) -> usize {
        let from = at.saturating_sub(reach);
        if from <= start { start } else { self.text.ceil_char_boundary(from) }
    }

    /// The next figure of the clause that is an amount of its own: an object never reaches over it.
    pub(super) fn object_limit(&self, work: &Work<'_, '_>, index: usize, clause: usize) -> usize {
        let (from, clause_end) = (work.sentence.numerals[index].marked.end, work.sentence.clauses[clause].end);
        let end = if from + CLAUSE_REACH < clause_end { self.text.ceil_char_boundary(from + CLAUSE_REACH) } else { clause_end };
        let next = work.sentence.numerals[index + 1..].iter().take_while(|n| n.span.start < end).find(|n| self.stands_alone(n));
        next.map_or(end, |n| n.marked.start)
    }

    /// Not a part of a name (5A级, 220千伏) nor of a modifier (3000人以上的).
    pub(super) fn stands_alone(&self, numeral: &Numeral) -> bool {
        let measured = numeral.unit.is_some() && numeral.dimension() != Some(Dimension::Voltage) && is_amount(self.text, numeral);
        let rest = &self.text[numeral.marked.end..];
        let modifies =
            rest.starts_with('的') || numeral.marked.end > numeral.span.end && self.object_begins(rest) || rest.starts_with("级");
        measured && numeral.unit_text() != "级" && !modifies
    }

    pub(super) fn object_begins(&self, rest: &str) -> bool {
        rest.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// A figure within the object of the one before: 1个 | 年产值5亿元以上的龙头企业.
    pub(super) fn nested(&self, work: &Work<'_, '_>, site: &Site<'_, '_, 't>) -> Option<Noun<'t>> {
        let outer = work.amounts.last()?;
        if outer.extent.end <= site.numeral.span.start {
            return None;
        }
        let from = work.sentence.numerals[outer.numeral].marked.end;
        let before = self.text.get(from..site.numeral.marked.start)?.trim_start_matches('的');
        let head = self.phrases.subject(before);
        let indicator = match self.text[site.numeral.marked.end..outer.extent.end.max(site.numeral.marked.end)].strip_prefix('的') {
            Some(thing) if self.phrases.is_yield(head) => Some(format!("{thing}{head}")),
            _ if head.is_empty() => outer.indicator.clone().map(String::from),
            _ => return Some(Noun { indicator: Some(head.into()), nested: true, ..Noun::default() }),
        };
        Some(Noun { indicator: indicator.map(Cow::from), nested: true, ..Noun::default() })
    }

    /// How many figures stand in the list that begins with this one: 9.6%和6.2%.
    pub(super) fn listed(&self, work: &Work<'_, '_>, index: usize) -> usize {
        let joined = |pair: &&[Numeral]| {
            let gap = self.text.get(pair[0].marked.end..pair[1].marked.start);
            gap.is_some_and(|gap| matches!(gap.trim(), "、" | "和" | "及" | "与" | "、和"))
        };
        1 + work.sentence.numerals[index..].windows(2).take_while(joined).count()
    }
}
