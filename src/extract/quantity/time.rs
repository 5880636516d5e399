//! When: the years and periods that a sentence, its headings and the document name.

use crate::extract::numeral::{Numeral, Shape, Stops};
use crate::rules::{Faults, Lexicon, Pack, Sources, word_lists};
use crate::tables::rows::{Span, TimeSource};

/// A year or a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The year by which or in which.
    pub year: Option<i32>,
    /// First and last year.
    pub period: Option<(i32, i32)>,
}

impl When {
    /// Whether this is the last year of that period, and no more than that.
    fn ends(self, period: Self) -> bool {
        self.period.is_none() && self.year.is_some() && period.year.is_none() && period.period.map(|(_, end)| end) == self.year
    }
}

/// A time that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Where it begins and ends, in bytes of the text it was read from.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it says.
    pub when: When,
    /// What the row is measured against, not when it is: 比2020年.
    pub baseline: bool,
}

/// What a document says of its own time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// First and last year of the plan.
    pub period: Option<(i32, i32)>,
    /// The coming year of a report.
    pub report_year: Option<i32>,
}

impl Frame {
    /// The five years that end where the plan, or the coming year of a report, begins.
    pub fn before(&self) -> Option<(i32, i32)> {
        let start = self.period.map(|(start, _)| start).or(self.report_year)?;
        Some((start - 5, start - 1))
    }

    /// The plan's own years, or the coming five.
    pub fn plan(&self) -> Option<(i32, i32)> {
        self.period.or(self.report_year.map(|year| (year, year + 4)))
    }
}

word_lists! {
    /// The lists `time.*`.
    struct Words {
        /// Times that hang on the document.
        relative = "time.relative",
        /// What makes the year behind it a year to compare with.
        baseline = "time.baseline",
        /// What a sentence begins with that turns a review to a time of its own.
        turns = "time.turns",
        /// What makes the year before it one.
        baseline_behind = "time.baseline_behind",
        /// Verbs with whose object the year behind them goes.
        objects = "time.objects",
    }
}

/// What a scan for numerals notes: 年, 期, of which every word of `time.relative` holds one. None where it cannot note them.
#[derive(Debug)]
pub struct Signs(Option<Stops>);

impl Lexicon for Signs {
    fn build(sources: &Sources<'_>, _: &mut Faults) -> Self {
        let hints = sources.lists.get("time.relative").map(|list| list.hints().finders()).filter(|hints| !hints.is_empty());
        Self(hints.and_then(|hints| Stops::noting(hints.iter().map(|hint| hint.needle()))))
    }
}

/// The words of time of a pack.
#[derive(Clone, Debug)]
pub struct Times<'p> {
    words: Words<'p>,
    stops: Option<&'p Stops>,
    /// How long a word of `relative` is at most, in bytes.
    longest: usize,
}

impl<'p> Times<'p> {
    /// The lists of a pack.
    pub fn new(pack: &'p Pack) -> Self {
        let (words, signs) = (Words::new(pack), pack.lexicon::<Signs>());
        Self { words, stops: signs.0.as_ref(), longest: words.relative.iter().map(str::len).max().unwrap_or(0) }
    }

    /// What a scan for numerals has to note.
    pub fn stops(&self) -> &'p Stops {
        self.stops.unwrap_or(Stops::of_numerals())
    }

    /// Puts the pieces of a text in which words of time may stand behind what is there: what lies around the places within `span`
    /// that a scan has `noted`.
    pub fn pieces(&self, text: &str, span: Span, noted: &[usize], out: &mut Vec<Span>) {
        if self.stops.is_none() {
            return out.push(span);
        }
        let first = out.len();
        for at in noted {
            let start = text.floor_char_boundary(at.saturating_sub(self.longest).max(span.start));
            let end = text.ceil_char_boundary((at + self.longest).min(span.end));
            match out[first..].last_mut().filter(|last| last.end >= start) {
                Some(last) => last.end = end,
                None => out.push(Span::new(start, end)),
            }
        }
    }

    /// Puts every time in `text[from..to]`, in order, behind what is there; its own are `numerals`, and `pieces` by [`pieces`](Self::pieces).
    pub fn stated(
        &self,
        text: &str,
        (from, to): (usize, usize),
        numerals: &[Numeral],
        pieces: &[Span],
        frame: Frame,
        out: &mut Vec<Stated>,
    ) {
        let first = out.len();
        let own = numerals
            .iter()
            .filter_map(|n| numeral_time(text, n).map(|(when, end)| (n.span.start, when, end)))
            // A sentence without end is cut where it must be, and a name of years may go on behind the cut.
            .map(|(start, when, end)| Stated { start, end: end.min(to), when, baseline: false })
            .filter(|stated| !in_a_title(&text[from..stated.start]));
        out.extend(own);
        for piece in pieces {
            for hit in self.words.relative.find_all(piece.of(text)) {
                if let Some(when) = relative(hit.value, frame) {
                    out.push(Stated { start: piece.start + hit.start, end: piece.start + hit.end, when, baseline: false });
                }
            }
        }
        let found = &mut out[first..];
        for stated in found.iter_mut().filter(|s| text[s.end..].starts_with("以来")) {
            stated.when = since(stated.when, frame);
        }
        found.sort_by_key(|s| (s.start, s.end));
        for stated in found {
            stated.baseline = self.is_baseline(&text[from..stated.start], &text[stated.end..to]);
        }
    }

    /// Whether a sentence turns a review to a time of its own: 刚刚过去的2025年,….
    pub fn turns(&self, sentence: &str) -> bool {
        let head = sentence.split([',', ':', '。']).find(|clause| clause.contains('年') || clause.contains('期'));
        head.is_some_and(|head| self.words.turns.is_in(head))
    }

    /// Whether a time behind these words belongs to what is got or held: 获得2026年…举办权.
    pub fn belongs_to_an_object(&self, before: &str) -> bool {
        self.words.objects.ends_with(before).is_some()
    }

    /// 比 or 较 before it, 为基期 behind it.
    fn is_baseline(&self, before: &str, after: &str) -> bool {
        self.words.baseline.ends_with(before.trim_end_matches('“')).is_some() || self.words.baseline_behind.starts_with(after).is_some()
    }
}

/// 《行动计划(2011—2030年)》 dates nothing.
fn in_a_title(before: &str) -> bool {
    before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open))
}

/// 2025年, 十四五: what one numeral says, and where the words of it end.
fn numeral_time(text: &str, numeral: &Numeral) -> Option<(When, usize)> {
    if let Some((from, to)) = numeral.years {
        let when = match to {
            Some(to) => When { year: (to - from <= 5).then_some(to), period: Some((from, to)) },
            None => When { year: Some(from), period: None },
        };
        return Some((when, numeral.span.end));
    }
    // The name of a plan is no number.
    let (start, end) = (numeral.shape == Shape::Name).then(|| five_years(numeral.span.of(text)))??;

    let rest = &text[numeral.span.end..];
    let behind = rest.trim_start_matches('”');
    let at = numeral.span.end + (rest.len() - behind.len());
    const SPANS: &[&str] = &["期间", "时期", "规划期", "五年", "以来", "这五年"];
    const ENDS: &[&str] = &["期末", "末", "末期", "规划末"];
    if let Some(word) = ENDS.iter().find(|word| behind.starts_with(**word)) {
        return Some((When { year: Some(end), period: None }, at + word.len()));
    }
    let word = SPANS.iter().find(|word| behind.starts_with(**word)).map_or(0, |word| word.len());
    // “十四五”规划 names the plan and dates nothing.
    let named = word == 0
        && ["规划", "纲要", "发展规划", "目标", "国家", "重点", "专项", "建议", "计划", "开局", "收官", "及", "和", "、", "时"]
            .iter()
            .any(|w| behind.starts_with(w));
    (!named).then_some((When { year: None, period: Some((start, end)) }, at + word))
}

/// The years of a five-year plan by its name: 十四五 → 2021—2025.
pub fn five_years(name: &str) -> Option<(i32, i32)> {
    let number = match name {
        "十一五" => 11,
        "十二五" => 12,
        "十三五" => 13,
        "十四五" => 14,
        "十五五" => 15,
        "十六五" => 16,
        "九五" => 9,
        "八五" => 8,
        "七五" => 7,
        _ => return None,
    };
    let start = 1953 + (number - 1) * 5 + if number > 3 { 3 } else { 0 };
    Some((start, start + 4))
}

/// The time of a heading: its last one, but of a year and the period that it ends the one named first, of which what stands below
/// begins to tell: 2025年和“十四五”时期, “十四五”时期和2025年.
pub fn of_heading(stated: &[Stated]) -> Option<InForce> {
    let mut times = stated.iter().filter(|s| !s.baseline).map(|s| s.when);
    let first = times.next()?;
    let last = times.next_back().unwrap_or(first);
    let when = if first.ends(last) || last.ends(first) { first } else { last };
    Some(InForce { when, source: Some(TimeSource::Heading), baseline_year: None })
}

/// A time that hangs on the document: 今年, 过去五年.
fn relative(value: &str, frame: Frame) -> Option<When> {
    let year = |year: Option<i32>| Some(When { year: Some(year?), period: None });
    let period = |period: Option<(i32, i32)>| Some(When { year: None, period: Some(period?) });
    match value {
        "coming" => year(frame.report_year),
        "reported" => year(frame.report_year.map(|y| y - 1)),
        "before_reported" => year(frame.report_year.map(|y| y - 2)),
        "plan_end" => year(frame.period.map(|(_, end)| end)),
        "plan" => period(frame.plan()),
        "past" => period(frame.before()),
        _ => None,
    }
}

/// 2016年以来: from then to the year before the plan or report.
fn since(when: When, frame: Frame) -> When {
    match (when.year, frame.before()) {
        (Some(year), Some((_, last))) if year < last => When { year: None, period: Some((year, last)) },
        _ => when,
    }
}

/// The time in force for a row and where it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// The time.
    pub when: When,
    /// None where nothing says.
    pub source: Option<TimeSource>,
    /// The year of what it is measured against.
    pub baseline_year: Option<i32>,
}

impl InForce {
    /// The time of a level from which something went in this time: the year before its period; before a year, nobody says when.
    pub fn at_start(self) -> Self {
        let year = self.when.period.map(|(from, _)| from - 1);
        year.map_or(Self::default(), |year| Self {
            when: When { year: Some(year), period: None },
            source: self.source,
            baseline_year: None,
        })
    }

    /// The time of a growth of every year: up to the end of the plan it is one of the whole plan, 到2025年,年均增长7%.
    pub fn over_plan(mut self, frame: Frame) -> Self {
        let ends = frame.period.is_some_and(|(_, end)| self.when.year == Some(end));
        self.when.period = self.when.period.or(frame.period.filter(|_| ends));
        self
    }
}

/// The last time before `at` that is no baseline, else the first behind it in the same clause.
pub fn nearest(stated: &[Stated], at: usize, clause: (usize, usize)) -> InForce {
    let before = stated.iter().rfind(|s| !s.baseline && s.end <= at);
    let behind = stated.iter().find(|s| !s.baseline && s.start >= at && s.end <= clause.1);
    let baseline = stated.iter().filter(|s| s.baseline && s.start >= clause.0 && s.end <= clause.1).find_map(|s| s.when.year);
    let mut force = InForce { baseline_year: baseline, ..InForce::default() };
    if let Some(found) = before.or(behind) {
        force.when = found.when;
        let here = found.start >= clause.0 && found.start < clause.1;
        force.source = Some(if here { TimeSource::Clause } else { TimeSource::Sentence });
    }
    force
}

#[cfg(test)]
mod tests;
