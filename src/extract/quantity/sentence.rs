//! One sentence: which of its numerals are quantities, and of what.

use std::sync::Arc;

use super::classes::{classes, is_amount};
use super::clauses::{clause_of, clauses};
use super::effects;
use super::phrase::Phrases;
use super::reading::{Amount, Fate, Place, Reading};
use super::status::Statuses;
use super::time::{self, Frame, InForce, Stated, Times};
use crate::extract::numeral::{Numeral, Shape, Units, scan};
use crate::rules::{Anchor, Emit, Match, Matcher, Pack, Within};
use crate::tables::rows::*;

/// Where a sentence stands.
mod measure;
mod noun;
mod reach;
mod subject;

/// Reads sentences of one text.
#[derive(Debug)]
pub struct Reader<'p, 't> {
    text: &'t str,
    units: &'p Units,
    matcher: Matcher<'p, 't>,
    phrases: Phrases<'p>,
    times: Times<'p>,
    statuses: Statuses<'p>,
    /// The pack, and whether any of its rules dates rows or is a cue.
    pack: &'p Pack,
    dates: bool,
    cues: bool,
}

/// How far the words of a figure reach back, and the words that tell its status, in bytes: a line without marks costs no more.
const CLAUSE_REACH: usize = 480;
const SENTENCE_REACH: usize = 1600;

/// What is known of a sentence while its quantities are read.
struct Work<'a> {
    sentence: Span,
    clauses: Vec<Span>,
    numerals: &'a [Numeral],
    stated: Vec<Stated>,
    place: &'a Place<'a>,
    /// Subjects that 分别 deals out to the figures to come.
    dealt: std::collections::VecDeque<String>,
    /// The whole list that was dealt out last, for a further round: 分别由A、B增加到C、D.
    round: Vec<String>,
    amounts: Vec<Amount>,
}

/// A figure with the words around it.
struct Site<'a, 't> {
    /// Its index among the numerals of the sentence.
    index: usize,
    numeral: &'a Numeral,
    clause: usize,
    found: &'a Match<'a>,
    /// Where its words begin.
    from: usize,
    /// What stands before the match of its rule, without what it is set against.
    left: &'t str,
    /// What it is set against: 全省平均水平.
    reference: Option<&'t str>,
    /// What the rule matched before the figure.
    consumed: &'t str,
    /// Where its object must end.
    limit: usize,
    /// How many figures stand in a list with it, from it on.
    listed: usize,
}

impl Site<'_, '_> {
    /// Where what stands before the figure begins, without what lies before its rule's reach.
    fn left_start(&self) -> usize {
        self.from.min(self.numeral.marked.start)
    }
}

/// What was found for a figure.
#[derive(Clone, Debug, Default)]
struct Noun {
    indicator: Option<String>,
    /// Where an object ends.
    end: Option<usize>,
    verb: String,
    /// A further figure of a list: kind and rule as before.
    like_before: bool,
    /// A further noun of a list without a verb of its own: kind as before.
    listed: bool,
    /// A verb of change stands between noun and figure: 存款 | 增加.
    changed: bool,
    /// The noun stands before the figure.
    before: bool,
    /// The figure stands within the object of another.
    nested: bool,
    /// A number of things done, whatever the rule says.
    counted: bool,
}

impl<'p, 't> Reader<'p, 't> {
    /// A reader of this text.
    pub fn new(text: &'t str, pack: &'p Pack) -> Self {
        Self {
            text,
            units: pack.lexicon(),
            matcher: pack.matcher(text),
            phrases: Phrases::new(pack),
            times: Times::new(pack),
            statuses: Statuses::new(pack),
            pack,
            dates: pack.rules().iter().any(|rule| rule.emit == Emit::Time),
            cues: pack.rules().iter().any(|rule| rule.emit == Emit::Cue),
        }
    }

    /// What words of switching say at the head of a paragraph; see `status.switch`.
    pub fn statuses(&self) -> Statuses<'p> {
        self.statuses
    }

    /// Every time in a text of its own, such as a heading.
    pub fn times_of(&self, text: &str, frame: Frame) -> Vec<Stated> {
        let numerals = scan(text, Span::new(0, text.len()), self.units);
        self.times.stated(text, 0, text.len(), &numerals, frame)
    }

    /// The time that a sentence turns a review to; none for any other sentence.
    pub fn turn_of_time(&self, sentence: Span, frame: Frame) -> Option<InForce> {
        let said = sentence.of(self.text);
        if !self.times.turns(said) {
            return None;
        }
        let stated = self.times_of(said, frame);
        time::of_heading(stated.get(..1)?)
    }

    /// Reads one sentence.
    pub fn read(&mut self, sentence: Span, place: &Place<'_>) -> Reading {
        let numerals = scan(self.text, sentence, self.units);
        if numerals.is_empty() {
            let stated = self.times.stated(self.text, sentence.start, sentence.end, &[], place.frame);
            return Reading { last_time: self.last_time(&stated, sentence, place), ..Reading::default() };
        }
        let clauses = clauses(self.text, sentence, &numerals);
        let stated = self.times.stated(self.text, sentence.start, sentence.end, &numerals, place.frame);
        let mut work = Work {
            sentence,
            clauses,
            numerals: &numerals,
            stated,
            place,
            dealt: Default::default(),
            round: Vec::new(),
            amounts: Vec::new(),
        };
        let dated = self.dated(&mut work);
        let mut fates = Vec::with_capacity(numerals.len());
        for index in 0..numerals.len() {
            let by_date = dated.get(index).cloned().flatten();
            fates.push(by_date.map_or_else(|| self.fate(&mut work, index), Fate::Suppressed));
        }
        self.apply_cues(&mut work);
        let last_time = self.last_time(&work.stated, sentence, place);
        let mut amounts = work.amounts;
        self.share_tails(&numerals, &mut amounts);
        Reading { numerals, fates, amounts, last_time }
    }

    /// The time that the next sentence takes over: the last one that begins a clause, as 到2025年 does and 增速2022年以来 does not.
    fn last_time(&self, stated: &[Stated], sentence: Span, place: &Place<'_>) -> InForce {
        let begins_clause = |s: &&Stated| {
            let before = &self.text[sentence.start..s.start];
            let clause = before.rfind([',', ';', ':', '(']).map_or(before, |at| &before[at + 1..]);
            self.phrases.without_lead(clause).trim_matches(['“', '(', '、']).is_empty()
        };
        let last = stated.iter().rev().filter(|s| !s.baseline).find(begins_clause);
        last.map_or(place.carried, |s| carried(s.when, place))
    }

    /// The numerals that rules of time take, and the times they state; empty where the pack has no such rule.
    fn dated(&mut self, work: &mut Work<'_>) -> Vec<Option<Arc<str>>> {
        if !self.dates {
            return Vec::new();
        }
        let mut rules = Vec::with_capacity(work.numerals.len());
        for numeral in work.numerals {
            let anchor = self.anchor(work, numeral, clause_of(&work.clauses, numeral.span.start));
            self.matcher.look(&anchor);
            let found = self.matcher.best(&anchor, Emit::Time);
            let time = found.and_then(|found| effects::stated_by(&found, numeral.years, work.place.frame));
            if let (Some(found), Some((when, baseline))) = (found, time) {
                work.stated.retain(|s| s.start >= found.span.end || s.end <= found.span.start);
                work.stated.push(Stated { start: found.span.start, end: found.span.end, when, baseline });
            }
            rules.push(found.map(|found| found.rule.id.clone()));
        }
        work.stated.sort_by_key(|s| (s.start, s.end));
        rules
    }

    /// Cues of a clause set the fields of its amounts, cues of the sentence those of the amounts behind them.
    fn apply_cues(&mut self, work: &mut Work<'_>) {
        if !self.cues || work.amounts.is_empty() {
            return;
        }
        let (sentence, frame) = (work.sentence, work.place.frame);
        let wide = self.matcher.cues(Within::Sentence, sentence, sentence);
        for amount in &mut work.amounts {
            let at = work.numerals[amount.numeral].span.start;
            let near = self.matcher.cues(Within::Clause, work.clauses[amount.clause], sentence);
            let heard = wide.iter().filter(|hit| hit.span.end <= at).chain(&near).filter(|hit| !hit.covered);
            let own = self.pack.rule(&amount.rule).map(|rule| &rule.set).cloned().unwrap_or_default();
            heard.for_each(|hit| effects::of_cue(amount, &hit.rule.set, &own, frame));
        }
    }

    fn fate(&mut self, work: &mut Work<'_>, index: usize) -> Fate {
        let numeral = &work.numerals[index];
        let clause = clause_of(&work.clauses, numeral.span.start);
        let anchor = self.anchor(work, numeral, clause);
        self.matcher.look(&anchor);
        let suppress = self.matcher.best(&anchor, Emit::Suppress);
        let has_value = numeral.value.is_some() && numeral.years.is_none();
        let reads = has_value && !matches!(numeral.shape, Shape::Dotted | Shape::Name | Shape::DigitString);
        let quantity = if reads { self.matcher.best(&anchor, Emit::Quantity) } else { None };
        let quantity = quantity.filter(|m| self.plausible(work, index, m));
        match (suppress, quantity) {
            (Some(s), q) if q.is_none_or(|q| s.rule.priority >= 0 || q.rule.priority <= s.rule.priority) => {
                Fate::Suppressed(s.rule.id.clone())
            }
            (_, Some(found)) => {
                let amount = self.amount(work, index, clause, &found);
                work.amounts.push(amount);
                Fate::Extracted(work.amounts.len() - 1)
            }
            _ => Fate::Unclaimed,
        }
    }

    fn anchor(&self, work: &Work<'_>, numeral: &Numeral, clause: usize) -> Anchor {
        let amount = numeral.years.is_none() && is_amount(self.text, numeral);
        let clause = work.clauses[clause];
        let within = |span: Span| Span::new(span.start.max(clause.start), span.end.min(clause.end));
        Anchor {
            sentence: work.sentence,
            clause,
            numeral: numeral.figures,
            quantity: amount.then(|| within(numeral.marked)),
            year: numeral.years.map(|_| numeral.span),
            classes: classes(self.text, numeral),
        }
    }

    /// A figure without a unit is an amount only after a verb, as a ratio, or before 县市.
    fn plausible(&self, work: &Work<'_>, index: usize, found: &Match<'_>) -> bool {
        let numeral = &work.numerals[index];
        if !is_amount(self.text, numeral) {
            let round = numeral.figures.of(self.text).starts_with(['百', '千', '万', '亿']);
            return found.rule.id.ends_with("_chinese") && !round;
        }
        if numeral.unit.is_some()
            || numeral.shape != Shape::Digits
            || found.rule.priority > -10 && !self.text[numeral.span.end..].starts_with('.')
        {
            return true;
        }
        let follows_list =
            self.text[..numeral.span.start].ends_with('、') && work.amounts.last().is_some_and(|a| work.numerals[a.numeral].unit.is_none());
        follows_list || ["县", "市", "区", "镇", "乡", "村", "省", "州"].iter().any(|word| self.text[numeral.span.end..].starts_with(word))
    }

    fn amount(&self, work: &mut Work<'_>, index: usize, clause: usize, found: &Match<'_>) -> Amount {
        let numerals = work.numerals;
        let numeral = &numerals[index];
        let from = self.region_start(work, index, clause, found);
        let left_end = found.span.start.clamp(from, numeral.marked.start.max(from));
        let whole_left = &self.text[from.min(left_end)..left_end];
        let (left, reference) = self.phrases.compared(whole_left);
        let site = Site {
            index,
            numeral,
            clause,
            found,
            from,
            left,
            reference,
            consumed: &self.text[left_end..numeral.marked.start.max(left_end)],
            limit: self.object_limit(work, index, clause),
            listed: self.listed(work, index),
        };
        let noun = self.noun(work, &site);
        self.finish(work, &site, noun)
    }
}

/// A time carried over to the next sentence; the span of another plan, 2021—2035, is not.
fn carried(when: time::When, place: &Place<'_>) -> InForce {
    if when.period.is_some_and(|(from, to)| to - from > 5) {
        return place.carried;
    }
    InForce { when, source: Some(TimeSource::Previous), baseline_year: None }
}
