//! Planned, achieved or neither: from the year, the headings, the words of the clause and the kind of document.

use super::reading::Place;
use super::time::InForce;
use crate::rules::word_lists;
use crate::tables::rows::{Status, TimeSource, Tone};

word_lists! {
    /// The word lists `status.*`.
    pub struct Statuses {
        /// Words of headings.
        heading = "status.heading",
        /// Words of the sentence before the figure.
        clause = "status.clause",
        /// Words of a first sentence by which a report turns.
        switch = "status.switch",
        /// Words that speak of now or before.
        now = "status.now",
        /// Words that say how firmly an aim is put.
        tones = "status.tone",
        /// What a clause ends with whose figures are leaned on.
        leaned_on = "status.leaned_on",
        /// What a clause begins with whose figures are leaned on.
        leans = "status.leans",
    }
}

impl Statuses<'_> {
    /// What a heading says of what stands below it; the last word decides.
    pub fn of_heading(&self, title: &str) -> Option<Status> {
        self.heading.find_last(title)?.value.parse().ok()
    }

    /// What the head of a paragraph says of what follows, in a report without headings.
    pub fn of_switch(&self, sentence: &str) -> Option<Status> {
        self.switch.find_last(sentence)?.value.parse().ok()
    }

    /// How firmly an aim is put: 力争, 确保; the last word decides.
    pub fn tone(&self, said: &str) -> Option<Tone> {
        self.tones.find_last(said)?.value.parse().ok()
    }

    fn of_words(&self, text: &str) -> Option<Status> {
        self.clause.find_last(text)?.value.parse().ok()
    }

    fn speaks_of_now(&self, before: &str) -> bool {
        self.now.is_in(before)
    }

    /// 以34个森林乡村为依托, 依托13个集中区: what is leaned on is there already.
    fn leans_on(&self, clause: &str) -> bool {
        self.leans.starts_with(clause).is_some() || clause.starts_with('以') && self.leaned_on.ends_with(clause).is_some()
    }

    /// The status of a figure.
    pub fn of(
        &self,
        Said { clause, clause_before, before, stands }: Said<'_>,
        time: &InForce,
        own_time: bool,
        place: &Place<'_>,
    ) -> Status {
        let carried_past = place.frame.report_year.is_some() && time.source == Some(TimeSource::Previous);
        let by_time = by_time(time, place).filter(|status| own_time || carried_past && *status == Status::Actual);
        let near =
            self.of_words(clause_before).or_else(|| self.of_words(before).filter(|s| *s == Status::Target || self.speaks_of_now(before)));
        let near = if stands && self.leans_on(clause) { Some(Status::Actual) } else { near };
        // 增加了27%: a verb with 了 before the figure tells what was.
        let near = if near.is_none() && before.ends_with('了') { Some(Status::Actual) } else { near };
        match (by_time, place.status) {
            (Some(status), _) => status,
            (None, Some(Status::Actual)) if place.under_heading => Status::Actual,
            (None, section) => near.or(section).unwrap_or(Status::Target),
        }
    }
}

/// The words around a figure.
#[derive(Clone, Copy, Debug)]
pub struct Said<'t> {
    /// Its clause.
    pub clause: &'t str,
    /// The same up to it.
    pub clause_before: &'t str,
    /// The sentence up to it.
    pub before: &'t str,
    /// Whether no verb of doing stands before it.
    pub stands: bool,
}

/// A year before the plan or the coming year is past; one within it, or later, is planned.
fn by_time(time: &InForce, place: &Place<'_>) -> Option<Status> {
    let first = place.frame.report_year.or(place.frame.period.map(|(start, _)| start))?;
    let last = time.when.year.or(time.when.period.map(|(_, end)| end))?;
    Some(if last < first { Status::Actual } else { Status::Target })
}
