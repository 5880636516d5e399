//! What can be said of numerals before their nouns are looked for: clauses, times, and the rule that reads each.
//!
//! Sentences come in batches: all are scanned before the rules are asked of any, and all are judged before any is measured. The code
//! of all steps together is larger than what a processor keeps at hand.

use std::ops::Range;

use super::super::classes::{classes, is_amount};
use super::super::clauses::{clause_of, clauses};
use super::super::effects;
use super::super::time::{Frame, Stated};
use super::Reader;
use crate::extract::numeral::{Numeral, Shape, scan_noting};
use crate::rules::{Anchor, Emit, Match, Rule};
use crate::tables::rows::*;

/// Sentences and what is known of them, each kind of thing in one list.
#[derive(Debug, Default)]
pub struct Batch<'p> {
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Their numerals, in order.
    pub numerals: Vec<Numeral>,
    /// What became of each numeral.
    pub verdicts: Vec<Verdict<'p>>,
    clauses: Vec<Span>,
    stated: Vec<Stated>,
}

/// One sentence of a batch: where it stands in the text, and its part of each list. Every step reads it, so it is small.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// In the text.
    pub span: Span,
    numerals: Part,
    clauses: Part,
    stated: Part,
}

/// A part of a list.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    first: u32,
    len: u32,
}

impl Part {
    /// What stands in a list from `first` on.
    fn behind<T>(first: usize, list: &[T]) -> Self {
        Self { first: first as u32, len: (list.len() - first) as u32 }
    }

    fn is_empty(self) -> bool {
        self.len == 0
    }

    fn range(self) -> Range<usize> {
        let first = self.first as usize;
        first..first + self.len as usize
    }
}

impl Sentence {
    /// Which numerals are its own.
    pub fn numerals(&self) -> Range<usize> {
        self.numerals.range()
    }
}

/// What became of a numeral.
#[derive(Clone, Copy, Debug)]
pub enum Verdict<'p> {
    /// It is a quantity.
    Quantity(Match<'p>),
    /// It is none, by this rule.
    Suppressed(&'p Rule),
    /// No rule reads it.
    Unclaimed,
}

/// A sentence with its own part of each list of its batch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surveyed<'a, 'p> {
    pub span: Span,
    pub numerals: &'a [Numeral],
    pub verdicts: &'a [Verdict<'p>],
    pub clauses: &'a [Span],
    pub stated: &'a [Stated],
}

impl<'p> Batch<'p> {
    /// An empty one, with room for so many sentences.
    pub fn with_room(sentences: usize) -> Self {
        Self {
            sentences: Vec::with_capacity(sentences),
            numerals: Vec::with_capacity(sentences),
            verdicts: Vec::with_capacity(sentences),
            clauses: Vec::with_capacity(2 * sentences),
            stated: Vec::with_capacity(sentences),
        }
    }

    /// Empties it; its room stays.
    pub fn clear(&mut self) {
        self.sentences.clear();
        self.numerals.clear();
        self.verdicts.clear();
        self.clauses.clear();
        self.stated.clear();
    }

    /// Whether a sentence says no time.
    pub(super) fn says_no_time(&self, index: usize) -> bool {
        self.sentences[index].stated.is_empty()
    }

    /// Whether any numeral of a sentence is a quantity.
    pub fn has_quantity(&self, index: usize) -> bool {
        let verdicts = &self.verdicts[self.sentences[index].numerals()];
        verdicts.iter().any(|verdict| matches!(verdict, Verdict::Quantity(_)))
    }

    pub(super) fn sentence(&self, index: usize) -> Surveyed<'_, 'p> {
        let &Sentence { span, numerals, clauses, stated, .. } = &self.sentences[index];
        Surveyed {
            span,
            numerals: &self.numerals[numerals.range()],
            verdicts: &self.verdicts[numerals.range()],
            clauses: &self.clauses[clauses.range()],
            stated: &self.stated[stated.range()],
        }
    }
}

impl<'p> Reader<'p, '_> {
    /// Fills a batch without sentences with these.
    pub fn survey(&mut self, sentences: impl Iterator<Item = Span>, frame: Frame, batch: &mut Batch<'p>) {
        for span in sentences {
            let (first, clause, time) = (batch.numerals.len(), batch.clauses.len(), batch.stated.len());
            self.noted.clear();
            self.pieces.clear();
            scan_noting(self.text, span, self.units, self.times.stops(), &mut batch.numerals, &mut self.noted);
            self.times.pieces(self.text, span, &self.noted, &mut self.pieces);
            let numerals = &batch.numerals[first..];
            if !numerals.is_empty() {
                clauses(self.text, span, numerals, &mut batch.clauses);
            }
            if !(numerals.is_empty() && self.pieces.is_empty()) {
                self.times.stated(self.text, (span.start, span.end), numerals, &self.pieces, frame, &mut batch.stated);
            }
            let (clauses, stated) = (Part::behind(clause, &batch.clauses), Part::behind(time, &batch.stated));
            batch.sentences.push(Sentence { span, numerals: Part::behind(first, &batch.numerals), clauses, stated });
        }
        batch.verdicts.resize(batch.numerals.len(), Verdict::Unclaimed);
        if self.dates {
            self.date(frame, batch);
        }
        for sentence in batch.sentences.iter().filter(|sentence| !sentence.numerals.is_empty()) {
            self.judge(sentence, &batch.numerals, &batch.clauses, &mut batch.verdicts);
        }
    }

    /// Rules of time take their numerals, and what they state takes the place of what the words state there.
    fn date(&mut self, frame: Frame, batch: &mut Batch<'p>) {
        let words = std::mem::take(&mut batch.stated);
        for sentence in &mut batch.sentences {
            let mut stated = words[sentence.stated.range()].to_vec();
            for index in sentence.numerals() {
                let numeral = &batch.numerals[index];
                let anchor = self.anchor(sentence.span, &batch.clauses[sentence.clauses.range()], numeral);
                self.matcher.look(&anchor);
                let Some(found) = self.matcher.best(Emit::Time) else { continue };
                if let Some((when, baseline)) = effects::stated_by(&found, numeral.years, frame) {
                    stated.retain(|s| s.start >= found.span.end || s.end <= found.span.start);
                    stated.push(Stated { start: found.span.start, end: found.span.end, when, baseline });
                }
                batch.verdicts[index] = Verdict::Suppressed(found.rule);
            }
            stated.sort_by_key(|s| (s.start, s.end));
            let first = batch.stated.len();
            batch.stated.append(&mut stated);
            sentence.stated = Part::behind(first, &batch.stated);
        }
    }

    /// What each numeral of a sentence is.
    fn judge(&mut self, sentence: &Sentence, numerals: &[Numeral], clauses: &[Span], verdicts: &mut [Verdict<'p>]) {
        let clauses = &clauses[sentence.clauses.range()];
        let (numerals, verdicts) = (&numerals[sentence.numerals()], &mut verdicts[sentence.numerals()]);
        for (index, numeral) in numerals.iter().enumerate() {
            if matches!(verdicts[index], Verdict::Unclaimed) {
                let before = numerals[..index].iter().zip(&verdicts[..index]);
                let last = || before.rev().find(|(_, verdict)| matches!(verdict, Verdict::Quantity(_))).map(|(numeral, _)| numeral);
                verdicts[index] = self.verdict(sentence.span, clauses, numeral, last);
            }
        }
    }

    /// `last` gives the amount before it in the sentence.
    fn verdict<'n>(
        &mut self,
        sentence: Span,
        clauses: &[Span],
        numeral: &Numeral,
        last: impl FnOnce() -> Option<&'n Numeral>,
    ) -> Verdict<'p> {
        let anchor = self.anchor(sentence, clauses, numeral);
        self.matcher.look(&anchor);
        let suppress = self.matcher.best(Emit::Suppress).map(|found| found.rule);
        if let Some(rule) = suppress.filter(|rule| rule.priority >= 0) {
            return Verdict::Suppressed(rule);
        }
        let has_value = numeral.value.is_some() && numeral.years.is_none();
        let reads = has_value && !matches!(numeral.shape, Shape::Dotted | Shape::Name | Shape::DigitString);
        let quantity = if reads { self.matcher.best(Emit::Quantity) } else { None };
        let quantity = quantity.filter(|found| self.is_plausible(numeral, found, last));
        match (suppress, quantity) {
            (Some(rule), quantity) if quantity.is_none_or(|found| found.rule.priority <= rule.priority) => Verdict::Suppressed(rule),
            (_, Some(found)) => Verdict::Quantity(found),
            _ => Verdict::Unclaimed,
        }
    }

    fn anchor(&self, sentence: Span, clauses: &[Span], numeral: &Numeral) -> Anchor {
        let amount = is_amount(self.text, numeral);
        let clause = clauses[clause_of(clauses, numeral.span.start)];
        let within = |span: Span| Span::new(span.start.max(clause.start), span.end.min(clause.end));
        Anchor {
            sentence,
            clause,
            numeral: numeral.figures,
            quantity: (amount && numeral.years.is_none()).then(|| within(numeral.marked)),
            year: numeral.years.map(|_| numeral.span),
            classes: classes(numeral, amount),
        }
    }

    /// A figure without a unit is an amount only after a verb, as a ratio, behind another of a list, or before 县市.
    fn is_plausible<'n>(&self, numeral: &Numeral, found: &Match<'_>, last: impl FnOnce() -> Option<&'n Numeral>) -> bool {
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
        let follows_list = self.text[..numeral.span.start].ends_with('、') && last().is_some_and(|before| before.unit.is_none());
        follows_list || ["县", "市", "区", "镇", "乡", "村", "省", "州"].iter().any(|word| self.text[numeral.span.end..].starts_with(word))
    }
}
