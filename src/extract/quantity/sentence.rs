//! One sentence: which of its numerals are quantities, and of what.

use std::borrow::Cow;

use super::clauses::clause_of;
use super::effects;
use super::phrase::Phrases;
use super::reading::{Amount, Place};
use super::status::Statuses;
use super::time::{self, Frame, InForce, Stated, Times};
use crate::extract::numeral::{Numeral, Units, scan_noting};
use crate::rules::{Emit, Match, Matcher, Pack, Within};
use crate::tables::rows::*;

mod kind;
mod measure;
mod noun;
mod reach;
mod subject;
mod survey;

use survey::Surveyed;
pub use survey::{Batch, Verdict};

/// Reads sentences of one text.
#[derive(Debug)]
pub struct Reader<'p, 't> {
    text: &'t str,
    units: &'p Units,
    matcher: Matcher<'p, 't>,
    phrases: Phrases<'p>,
    times: Times<'p>,
    /// Room for where words of time may stand in a sentence: what a scan has noted, and the pieces around that.
    noted: Vec<usize>,
    pieces: Vec<Span>,
    statuses: Statuses<'p>,
    /// Whether any rule of the pack dates rows or is a cue.
    dates: bool,
    cues: bool,
    /// Room for the amounts of a sentence.
    amounts: Vec<Amount<'p>>,
}

/// How far the words of a figure reach back, and the words that tell its status, in bytes: a line without marks costs no more.
const CLAUSE_REACH: usize = 480;
const SENTENCE_REACH: usize = 1600;

/// What is known of a sentence while its quantities are read.
struct Work<'a, 'p> {
    sentence: Surveyed<'a, 'p>,
    place: &'a Place<'a>,
    /// Subjects that 分别 deals out to the figures to come.
    dealt: std::collections::VecDeque<String>,
    /// The whole list that was dealt out last, for a further round: 分别由A、B增加到C、D.
    round: Vec<String>,
    amounts: Vec<Amount<'p>>,
}

/// A figure with the words around it.
struct Site<'a, 'p, 't> {
    /// Its index among the numerals of the sentence.
    index: usize,
    numeral: &'a Numeral,
    clause: usize,
    found: &'a Match<'p>,
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

impl Site<'_, '_, '_> {
    /// Where what stands before the figure begins, without what lies before its rule's reach.
    fn left_start(&self) -> usize {
        self.from.min(self.numeral.marked.start)
    }
}

/// What was found for a figure.
#[derive(Clone, Debug, Default)]
struct Noun<'t> {
    indicator: Option<Cow<'t, str>>,
    /// Where an object ends.
    end: Option<usize>,
    verb: &'t str,
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
            noted: Vec::new(),
            pieces: Vec::new(),
            statuses: Statuses::new(pack),
            dates: pack.rules().iter().any(|rule| rule.emit == Emit::Time),
            cues: pack.rules().iter().any(|rule| rule.emit == Emit::Cue),
            amounts: Vec::new(),
        }
    }

    /// What words of switching say at the head of a paragraph; see `status.switch`.
    pub fn statuses(&self) -> Statuses<'p> {
        self.statuses
    }

    /// Every time in a text of its own, such as a heading.
    pub fn times_of(&self, text: &str, frame: Frame) -> Vec<Stated> {
        let (whole, mut numerals, mut noted) = (Span::new(0, text.len()), Vec::new(), Vec::new());
        scan_noting(text, whole, self.units, self.times.stops(), &mut numerals, &mut noted);
        let (mut pieces, mut found) = (Vec::new(), Vec::new());
        self.times.pieces(text, whole, &noted, &mut pieces);
        self.times.stated(text, (0, text.len()), &numerals, &pieces, frame, &mut found);
        found
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

    /// The time that the sentence behind one of a batch takes over; `before`: what this one took over.
    pub fn carry(&self, batch: &Batch<'p>, index: usize, before: InForce) -> InForce {
        // Most sentences say no time.
        if batch.says_no_time(index) { before } else { self.last_time(&batch.sentence(index), before) }
    }

    /// The amounts of a sentence of a batch, put behind those that are there.
    pub fn measure(&mut self, batch: &Batch<'p>, index: usize, place: &Place<'_>, out: &mut Vec<Amount<'p>>) {
        let sentence = batch.sentence(index);
        let mut work = Work { sentence, place, dealt: Default::default(), round: Vec::new(), amounts: std::mem::take(&mut self.amounts) };
        for (index, verdict) in sentence.verdicts.iter().enumerate() {
            if let Verdict::Quantity(found) = verdict {
                let amount = self.amount(&mut work, index, found);
                work.amounts.push(amount);
            }
        }
        self.apply_cues(&mut work);
        self.share_tails(sentence.numerals, &mut work.amounts);
        out.append(&mut work.amounts);
        self.amounts = work.amounts;
    }

    /// The time that the next sentence takes over: the last one that begins a clause, as 到2025年 does; 增速2022年以来 and 获得2026年…举办权 do not.
    fn last_time(&self, sentence: &Surveyed<'_, '_>, before: InForce) -> InForce {
        let begins_clause = |s: &&Stated| {
            let before = &self.text[sentence.span.start..s.start];
            let clause = before.rfind([',', ';', ':', '(']).map_or(before, |at| &before[at + 1..]);
            let opens = self.phrases.without_lead(clause).trim_matches(['“', '(', '、']).is_empty();
            opens && !self.times.belongs_to_an_object(clause)
        };
        let last = sentence.stated.iter().rev().filter(|s| !s.baseline).find(begins_clause);
        last.map_or(before, |s| carried(s.when, before))
    }

    /// Cues of a clause set the fields of its amounts, cues of the sentence those of the amounts behind them.
    fn apply_cues(&mut self, work: &mut Work<'_, '_>) {
        if !self.cues || work.amounts.is_empty() {
            return;
        }
        let (sentence, frame) = (work.sentence.span, work.place.frame);
        let wide = self.matcher.cues(Within::Sentence, sentence, sentence);
        for amount in &mut work.amounts {
            let at = work.sentence.numerals[amount.numeral].span.start;
            let near = self.matcher.cues(Within::Clause, work.sentence.clauses[amount.clause], sentence);
            let heard = wide.iter().filter(|hit| hit.span.end <= at).chain(&near).filter(|hit| !hit.covered);
            let own = &amount.rule.set;
            heard.for_each(|hit| effects::of_cue(amount, &hit.rule.set, own, frame));
        }
    }

    fn amount(&self, work: &mut Work<'_, 'p>, index: usize, found: &Match<'p>) -> Amount<'p> {
        let numeral = &work.sentence.numerals[index];
        let clause = clause_of(work.sentence.clauses, numeral.span.start);
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
fn carried(when: time::When, before: InForce) -> InForce {
    if when.period.is_some_and(|(from, to)| to - from > 5) {
        return before;
    }
    InForce { when, source: Some(TimeSource::Previous), baseline_year: None }
}
