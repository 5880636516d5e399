//! What rules and cues set beyond the turn of phrase itself: `set = { … }` and named groups.
//!
//! A rule's own word is the last; a cue overrules what lists of words and headings say, and yields to the rule.

use super::reading::Amount;
use super::time::{Frame, InForce, When};
use crate::rules::{Match, PeriodOf, Set, TimeRole, YearOf};
use crate::tables::rows::TimeSource;

/// What the rule of an amount sets. Status, kind and bound are decided where they are read.
pub(super) fn of_rule(amount: &mut Amount<'_>, found: &Match<'_>, text: &str, frame: Frame) {
    fields(amount, &found.rule.set, frame);
    for (name, group, _) in found.captures(text) {
        match name.as_str() {
            "indicator" => amount.indicator = Some(group.into()),
            "relative_to" => amount.relative_to = Some(group.into()),
            "year" => amount.time = group.parse().map_or(amount.time, |year| in_clause(When { year: Some(year), period: None })),
            "baseline_year" => amount.time.baseline_year = group.parse().ok().or(amount.time.baseline_year),
            _ => {}
        }
    }
}

/// What a cue sets on an amount whose rule is `own`.
pub(super) fn of_cue(amount: &mut Amount<'_>, cue: &Set, own: &Set, frame: Frame) {
    amount.status = own.status.or(cue.status).unwrap_or(amount.status);
    amount.kind = own.kind.or(cue.kind).unwrap_or(amount.kind);
    amount.bound = cue.bound.filter(|_| own.bound.is_none()).unwrap_or(amount.bound);
    fields(amount, cue, frame);
    fields(amount, own, frame);
}

fn fields(amount: &mut Amount<'_>, set: &Set, frame: Frame) {
    amount.tone = set.tone.unwrap_or(amount.tone);
    amount.per_year = set.per_year.unwrap_or(amount.per_year);
    amount.cumulative = set.cumulative.unwrap_or(amount.cumulative);
    amount.relative_to = set.relative_to.as_deref().map(Into::into).or(amount.relative_to.take());
    amount.indicator = set.indicator.as_deref().map(Into::into).or(amount.indicator.take());
    if let Some(when) = when(set, frame) {
        amount.time = InForce { baseline_year: amount.time.baseline_year, ..in_clause(when) };
    }
}

fn in_clause(when: When) -> InForce {
    InForce { when, source: Some(TimeSource::Clause), baseline_year: None }
}

/// The year or period that a rule names, none where the document has no such time.
fn when(set: &Set, frame: Frame) -> Option<When> {
    if let Some(year) = set.year {
        let year = match year {
            YearOf::PlanStart => frame.plan().map(|(start, _)| start),
            YearOf::PlanEnd => frame.plan().map(|(_, end)| end),
            YearOf::PreviousEnd => frame.before().map(|(_, end)| end),
            YearOf::Coming => frame.report_year,
            YearOf::Reported => frame.report_year.map(|year| year - 1),
        };
        return year.map(|year| When { year: Some(year), period: None });
    }
    let period = match set.period? {
        PeriodOf::Plan => frame.plan(),
        PeriodOf::Previous => frame.before(),
        PeriodOf::Next => frame.plan().map(|(_, end)| (end + 1, end + 5)),
    };
    period.map(|period| When { year: None, period: Some(period) })
}

/// What a rule that emits `time` says with a numeral of these years: the time, and whether it is a baseline.
pub(super) fn stated_by(found: &Match<'_>, years: Option<(i32, Option<i32>)>, frame: Frame) -> Option<(When, bool)> {
    let set = &found.rule.set;
    if set.role == Some(TimeRole::Date) {
        return None;
    }
    let written = || {
        years.map(|(from, to)| match to {
            Some(to) => When { year: None, period: Some((from, to)) },
            None => When { year: Some(from), period: None },
        })
    };
    when(set, frame).or_else(written).map(|when| (when, set.role == Some(TimeRole::Baseline)))
}
