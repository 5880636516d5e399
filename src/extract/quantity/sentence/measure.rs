//! From the noun of a figure to its amount: bound, status, time and tone; its kind is told in [`super::kind`].

use compact_str::CompactString;

use super::super::effects;
use super::super::reading::Amount;
use super::super::status::Said;
use super::super::time::{self, Frame, InForce};
use super::{CLAUSE_REACH, Noun, Reader, SENTENCE_REACH, Site, Work};
use crate::extract::blanks::without_blanks;
use crate::extract::numeral::Numeral;
use crate::rules::Match;
use crate::tables::rows::*;

impl<'p, 't> Reader<'p, 't> {
    pub(super) fn finish(&self, work: &Work<'_, 'p>, site: &Site<'_, 'p, 't>, noun: Noun<'t>) -> Amount<'p> {
        let (numeral, found, from) = (site.numeral, site.found, site.from);
        let span = work.sentence.clauses[site.clause];
        let words = &self.text[from..numeral.marked.start.max(from)];
        let indicator = noun.indicator.as_deref().map(tidy).filter(|text| !text.is_empty());
        let sized = self.is_size_class(site, &noun);
        let kind = self.kind_among(work, site, &noun, indicator.as_deref(), sized);
        let (time, own_time) = self.time(work, site, &noun);
        let status = found.rule.set.status.or(sized.then_some(Status::Other));
        let status = status.unwrap_or_else(|| {
            let before = &self.text[self.back(numeral.marked.start, SENTENCE_REACH, work.sentence.span.start)..numeral.marked.start];
            let clause_before = &self.text[span.start.min(numeral.marked.start)..numeral.marked.start];
            let said = Said { clause: span.of(self.text), clause_before, before, stands: noun.verb.is_empty() };
            self.statuses.of(said, &time, own_time, work.place)
        });
        let behind = self.text[numeral.span.end..].starts_with("/年");
        let yearly = behind || self.phrases.is_yearly(words) || indicator.as_deref().is_some_and(|i| self.phrases.is_yearly(i));
        let alike = work.amounts.last().filter(|_| noun.like_before);
        let against = self.set_against(work, site);
        // Nobody says when the first of two levels was, so neither does what the document is.
        let undated = &*found.rule.id == FROM && time == InForce::default();
        let mut amount = Amount {
            numeral: site.index,
            bound: self.bound(numeral, found, from),
            tone: self.tone(span, numeral),
            time: if undated { time } else { settle(time, status, kind, work.place.frame) },
            cumulative: words.contains("累计") || alike.is_some_and(|a| a.cumulative),
            relative_to: site.reference.or_else(|| self.phrases.reference_in(site.consumed)).map(tidy),
            baseline_value: against.and_then(|first| work.sentence.numerals[first.numeral].value),
            certain: indicator.is_some(),
            rule: found.rule,
            extent: Span::new(from, noun.end.filter(|_| !sized).unwrap_or(numeral.marked.end).max(numeral.marked.end)),
            nested: noun.nested,
            indicator,
            kind,
            status,
            per_year: yearly || alike.is_some_and(|a| a.per_year),
            clause: site.clause,
        };
        amount.time.baseline_year = amount.time.baseline_year.or(against.and_then(|first| first.time.when.year));
        if yearly && status == Status::Target && kind == Kind::Growth {
            amount.time = amount.time.over_plan(work.place.frame);
        }
        effects::of_rule(&mut amount, found, self.text, work.place.frame);
        amount
    }

    /// How firmly a figure is put: by the words of its clause before it, else by its bound.
    fn tone(&self, clause: Span, numeral: &Numeral) -> Tone {
        let from = self.back(numeral.marked.start, CLAUSE_REACH, clause.start);
        let said = self.statuses.tone(&self.text[from.min(numeral.marked.start)..numeral.marked.start]);
        said.unwrap_or(match numeral.bound {
            Some(Bound::Ge | Bound::Gt) => Tone::AtLeast,
            Some(Bound::Approx) => Tone::About,
            _ => Tone::Stated,
        })
    }

    /// The time in force for a figure, and whether its own sentence says it.
    fn time(&self, work: &Work<'_, '_>, site: &Site<'_, '_, 't>, noun: &Noun<'_>) -> (InForce, bool) {
        let (numeral, found) = (site.numeral, site.found);
        let span = work.sentence.clauses[site.clause];
        let mut time = time::nearest(work.sentence.stated, numeral.span.start, (span.start, span.end));
        let within = work.sentence.stated.iter().find(|s| {
            let named = !s.baseline || matches!(&*found.rule.id, FROM | "quantity.against");
            named && found.span.start <= s.start && s.end <= numeral.span.start && noun.end.is_none()
        });
        if let Some(within) = within {
            time = InForce { when: within.when, source: Some(TimeSource::Clause), baseline_year: None };
        }
        if let Some(before) = work.amounts.last().filter(|_| noun.like_before) {
            time = before.time;
        }
        let own_time = time.source.is_some() && time.source != Some(TimeSource::Document);
        if !own_time {
            let baseline_year = time.baseline_year;
            time = if work.place.carried.source.is_some() { work.place.carried } else { work.place.heading };
            time.baseline_year = baseline_year;
        }
        if &*found.rule.id == FROM && within.is_none() && !noun.like_before {
            time = time.at_start();
        }
        (time, own_time)
    }

    /// What a figure is measured against: the first of two levels, 由460家增加到630家, or 比2020年的3200亿元 | 增加800亿元.
    fn set_against<'w>(&self, work: &'w Work<'_, 'p>, site: &Site<'_, '_, 't>) -> Option<&'w Amount<'p>> {
        let first = work.amounts.last().filter(|a| a.clause == site.clause)?;
        let (before, now) = (&work.sentence.numerals[first.numeral], site.numeral);
        let from = &*first.rule.id == FROM && &*site.found.rule.id == "quantity.reach";
        let against = &*first.rule.id == "quantity.against" && site.numeral.dimension() == before.dimension();
        (before.unit_text() == now.unit_text() && (from || against)).then_some(first)
    }

    /// How large the things are that the phrase speaks of: 3000人以上的社区. What they yield (产值, 收入) is aimed at all the same.
    fn is_size_class(&self, site: &Site<'_, '_, 't>, noun: &Noun<'_>) -> bool {
        let numeral = site.numeral;
        let yields = || noun.indicator.as_deref().is_some_and(|i| self.phrases.is_yield(i));
        if noun.nested && noun.end.is_none() {
            return !yields();
        }
        let extent = |d| matches!(d, Dimension::Money | Dimension::Area | Dimension::Mass | Dimension::Length);
        let sizes = numeral.unit_text() == "度" || numeral.dimension().is_some_and(extent);
        let people = numeral.unit_text().ends_with('人');
        let rest = &self.text[numeral.marked.end..];
        let bounded = numeral.marked.end > numeral.span.end;
        let told = numeral.marked != numeral.span || numeral.is_range();
        let sized = told && self.phrases.begins_sized(rest.trim_start_matches('的'));
        let modifies = bounded && rest.starts_with('的') || sized;
        (sizes || people) && modifies && (sized || noun.before || noun.end.is_some()) && !yields()
    }

    fn bound(&self, numeral: &Numeral, found: &Match<'_>, from: usize) -> Bound {
        let own = found.rule.set.bound.or(numeral.bound);
        let before = &self.text[from..numeral.marked.start.max(from)];
        match own {
            None if before.contains("至少") || before.contains("不少于") || before.contains("不低于") => Bound::Ge,
            None if before.ends_with("控制在") && self.text[numeral.marked.end..].starts_with('内') => Bound::Le,
            Some(bound) => bound,
            None => Bound::Eq,
        }
    }
}

/// The rule of the first of two levels: 由14% | 提高到18%.
const FROM: &str = "quantity.from";

/// A row's own time filled up from what the document is: achieved before the plan, planned by its end.
fn settle(time: InForce, status: Status, kind: Kind, frame: Frame) -> InForce {
    let mut time = time;
    // What was reached in a period is the level at its end.
    if status == Status::Actual && kind == Kind::Level && time.when.year.is_none() {
        time.when.year = time.when.period.map(|(_, end)| end);
    }
    if time.when.year.is_some() || time.when.period.is_some() {
        return time;
    }
    match (status, frame.period, frame.report_year) {
        (Status::Target, Some((start, end)), _) => {
            time.when = time::When { year: Some(end), period: Some((start, end)) };
            time.source = Some(TimeSource::Document);
        }
        (Status::Target, None, Some(year)) => {
            time.when.year = Some(year);
            time.source = Some(TimeSource::Document);
        }
        (Status::Actual, Some(_), _) => {
            time.when.period = frame.before();
            time.source = Some(TimeSource::Document);
        }
        (Status::Actual, None, Some(year)) => {
            time.when.year = Some(year - 1);
            time.source = Some(TimeSource::Document);
        }
        _ => {}
    }
    time
}

/// Without white space and marks at the ends.
fn tidy(text: &str) -> CompactString {
    let trimmed = text.trim_matches(['、', ',', ':', ';', '。', ' ', '的', '—', '-']);
    (&*without_blanks(trimmed)).into()
}
