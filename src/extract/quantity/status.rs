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
        /// Words of an aim that hold over commas.
        far = "status.far",
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

    fn aims_far(&self, before: &str) -> bool {
        self.far.is_in(before)
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
        match (by_time, place.status) {
            (Some(status), _) => status,
            (None, Some(Status::Actual)) if place.under_heading => Status::Actual,
            (None, section) => self.by_words(Said { clause, clause_before, before, stands }, section.unwrap_or(Status::Target)),
        }
    }

    /// The last word of the clause before the figure decides, then what holds over commas, then its section.
    fn by_words(&self, Said { clause, clause_before, before, stands }: Said<'_>, section: Status) -> Status {
        // 增加了27%: a verb with 了 before the figure tells what was, and what is leaned on is there already.
        if before.ends_with('了') || stands && self.leans_on(clause) {
            return Status::Actual;
        }
        if let Some(status) = self.of_words(clause_before) {
            return status;
        }
        if self.speaks_of_now(before) && self.of_words(before) == Some(Status::Actual) {
            return Status::Actual;
        }
        if section != Status::Target && self.aims_far(before) { Status::Target } else { section }
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

#[cfg(test)]
mod tests {
    use super::super::time::{Frame, When};
    use super::*;
    use crate::rules::Pack;

    fn of(before: &str, place: &Place<'_>) -> Status {
        let pack = Pack::embedded();
        let clause = before.rsplit(',').next().unwrap_or(before);
        let said = Said { clause, clause_before: clause, before, stands: true };
        Statuses::new(&pack).of(said, &InForce::default(), false, place)
    }

    #[test]
    fn words_tell_planned_from_achieved_and_headings_overrule_them() {
        let plan = Place { status: Some(Status::Target), ..Place::default() };
        assert_eq!(of("企业", &plan), Status::Target);
        assert_eq!(of("能耗增加了", &plan), Status::Actual);
        assert_eq!(of("依托", &plan), Status::Actual);
        assert_eq!(of("目前已建成", &plan), Status::Actual);
        let review = Place { status: Some(Status::Actual), under_heading: true, ..Place::default() };
        assert_eq!(of("力争达到", &review), Status::Actual);
        let report = Place { status: Some(Status::Actual), ..Place::default() };
        assert_eq!(of("力争新增10家,完成", &report), Status::Target);
        assert_eq!(of("超额完成年度计划,完成", &report), Status::Actual);
    }

    #[test]
    fn a_year_before_the_plan_is_past() {
        let pack = Pack::embedded();
        let place = Place { frame: Frame { period: Some((2021, 2025)), report_year: None }, ..Place::default() };
        let status = |year| {
            let time = InForce { when: When { year: Some(year), period: None }, ..InForce::default() };
            let said = Said { clause: "", clause_before: "", before: "", stands: false };
            Statuses::new(&pack).of(said, &time, true, &place)
        };
        assert_eq!((status(2019), status(2024)), (Status::Actual, Status::Target));
    }

    #[test]
    fn headings_and_first_sentences_tell() {
        let pack = Pack::embedded();
        let statuses = Statuses::new(&pack);
        assert_eq!(statuses.of_heading("环境形势"), Some(Status::Actual));
        assert_eq!(statuses.of_heading("主要目标"), Some(Status::Target));
        assert_eq!(statuses.of_heading("组织领导"), None);
        assert_eq!(statuses.of_switch("今年主要预期目标是:"), Some(Status::Target));
        assert_eq!(statuses.tone("力争"), Some(Tone::Strive));
        assert_eq!(statuses.tone("达到"), None);
    }
}
