//! Planned, achieved or neither: from the year, the headings, the words of the clause and the kind of document.

use super::reading::Place;
use super::time::InForce;
use crate::rules::{Pack, WordList};
use crate::tables::rows::Status;

/// The word lists `status.*`.
#[derive(Clone, Copy, Debug)]
pub struct Statuses<'p> {
    heading: &'p WordList,
    clause: &'p WordList,
    switch: &'p WordList,
}

impl<'p> Statuses<'p> {
    /// The lists of a pack.
    pub fn new(pack: &'p Pack) -> Self {
        Self { heading: pack.words("status.heading"), clause: pack.words("status.clause"), switch: pack.words("status.switch") }
    }

    /// What a heading says of what stands below it; the last word decides.
    pub fn of_heading(&self, title: &str) -> Option<Status> {
        self.heading.find_last(title)?.value.parse().ok()
    }

    /// What the head of a paragraph says of what follows, in a report without headings.
    pub fn of_switch(&self, sentence: &str) -> Option<Status> {
        self.switch.find_last(sentence)?.value.parse().ok()
    }

    fn of_words(&self, text: &str) -> Option<Status> {
        self.clause.find_last(text)?.value.parse().ok()
    }

    fn speaks_of_now(&self, before: &str) -> bool {
        ["目前", "截至", "截止", "去年", "过去"].iter().any(|word| before.contains(word))
    }

    /// The status of a figure in its clause; `before` is the sentence up to it.
    pub fn of(&self, clause: &str, before: &str, time: &InForce, own_time: bool, place: &Place<'_>) -> Status {
        let by_time = own_time.then(|| by_time(time, place)).flatten();
        let start = before.len().saturating_sub(clause.len());
        let clause_before = before.get(start..).unwrap_or(before);
        let near =
            self.of_words(clause_before).or_else(|| self.of_words(before).filter(|s| *s == Status::Target || self.speaks_of_now(before)));
        let near = if leans_on(clause) { Some(Status::Actual) } else { near };
        match (by_time, place.status) {
            (Some(status), _) => status,
            (None, Some(Status::Actual)) if place.under_heading => Status::Actual,
            (None, section) => near.or(section).unwrap_or(Status::Target),
        }
    }
}

/// 以34个森林乡村为依托: what is leaned on is there already.
fn leans_on(clause: &str) -> bool {
    (clause.starts_with('以') || clause.contains("依托"))
        && ["为依托", "为基础", "为支撑", "为载体"].iter().any(|word| clause.ends_with(word))
}

/// A year before the plan or the coming year is past; one within it, or later, is planned.
fn by_time(time: &InForce, place: &Place<'_>) -> Option<Status> {
    let first = place.frame.report_year.or(place.frame.period.map(|(start, _)| start))?;
    let last = time.when.year.or(time.when.period.map(|(_, end)| end))?;
    Some(if last < first { Status::Actual } else { Status::Target })
}
