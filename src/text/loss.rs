//! What was lost without a trace: dashes between years and counts, digits of years.
//!
//! Only what can be nothing else is put back (`20212025年` is 2021—2025年); what may be read in two ways is kept as written and said
//! (`maybe-lost-dash`), and a year that lost a digit is said to be damaged (`year-damaged`): nothing is guessed.

use super::pen::Pen;
use super::sieve;
use super::step::{Effect, Finding, Step};
use crate::tables::rows::{Severity, Span};

/// Puts dashes back between years, and points at what may have lost a dash or a digit. Takes clean text.
pub fn restore(input: &str) -> Step<'_> {
    let mut findings = Vec::new();
    let (pairs, years) = look(input.as_bytes());
    let mut places: Vec<(Span, String)> = pairs.into_iter().filter_map(|at| year_pair(input, at)).collect();
    places.extend(misread_dashes(input, &years));
    places.sort_by_key(|(at, _)| at.start);
    places.dedup_by(|b, a| a.0.overlaps(b.0));
    let mut pen = Pen::new(input);
    for (at, with) in &places {
        pen.replace(at.start, at.end, with);
        findings.push(Finding {
            severity: Severity::Info,
            code: "lost-dash-repaired",
            message: "a dash between two years was lost and put back".to_string(),
            before: Some(at.of(input).to_string()),
            after: Some(with.clone()),
            at: *at,
            effect: Effect::Repaired,
        });
    }
    findings.extend(damaged_years(input, &years));
    // Where dashes were lost between years they were lost between counts too.
    if !places.is_empty() {
        findings.extend(doubtful_counts(input));
    }
    pen.finish(findings)
}

/// Where a year stands behind a digit without anything between, and where 年 does.
fn look(bytes: &[u8]) -> (Vec<usize>, Vec<usize>) {
    let wanted = |before: u8, a: u8, b: u8, _: u8| {
        before.is_ascii_digit() & ((a == b'1') & (b == b'9') | (a == b'2') & (b == b'0') | (a == YEAR[0]) & (b == YEAR[1]))
    };
    let (mut pairs, mut years) = (Vec::new(), Vec::new());
    for at in sieve::places(bytes, wanted) {
        match &bytes[at..] {
            [b'1' | b'2', ..] => pairs.push(at),
            rest if rest.starts_with(YEAR) => years.push(at),
            _ => {}
        }
    }
    (pairs, years)
}

const YEAR: &[u8] = "年".as_bytes();

/// A run of eight digits that is two years, the second one later: no date reads so, for no month is 19 or 20.
fn year_pair(input: &str, second: usize) -> Option<(Span, String)> {
    let run = digits_around(input.as_bytes(), second);
    if run.len() != 8 || run.start + 4 != second || !stands_alone(input.as_bytes(), run) {
        return None;
    }
    let (first, second) = run.of(input).split_at(4);
    let (from, to) = (year(first)?, year(second)?);
    (1..=30).contains(&to.saturating_sub(from)).then(|| (run, format!("{first}—{second}")))
}

/// `1991一2000年`: the numeral one for the dash, as character recognition reads it.
fn misread_dashes(input: &str, years: &[usize]) -> Vec<(Span, String)> {
    let bytes = input.as_bytes();
    let misread = |at: usize| {
        let second = Span::new(at.checked_sub(4)?, at);
        let first = Span::new(second.start.checked_sub(7)?, second.start.checked_sub(3)?);
        (input.get(first.end..second.start)? == "一" && year(input.get(second.start..at)?) > year(input.get(first.start..first.end)?))
            .then_some(())?;
        let alone = first.start == 0 || !bytes[first.start - 1].is_ascii_digit();
        (alone && year(first.of(input)).is_some())
            .then(|| (Span::new(first.start, at), format!("{}—{}", first.of(input), second.of(input))))
    };
    years.iter().copied().filter_map(misread).collect()
}

/// Three digits of a year where a year must stand: `到200年`, `比201年`.
fn damaged_years(input: &str, years: &[usize]) -> Vec<Finding> {
    let bytes = input.as_bytes();
    let damaged = |at: usize| {
        let run = digits_before(bytes, at);
        let digits = run.of(input);
        let lost = (run.len() == 3 || run.len() == 5) && (digits.starts_with("20") || digits.starts_with("19"));
        (lost && stands_alone(bytes, run) && is_year_place(&input[..run.start], &input[at..]))
            .then(|| Span::new(run.start, at + "年".len()))
    };
    let say = |at: Span| Finding {
        severity: Severity::Warning,
        code: "year-damaged",
        message: format!("the year {} has lost a digit or gained one; it is not guessed", at.of(input)),
        before: Some(at.of(input).to_string()),
        after: None,
        at,
        effect: Effect::Damaged,
    };
    years.iter().copied().filter_map(damaged).map(say).collect()
}

/// Whether what stands before and behind `NNN年` wants a point in time, not a length of time.
fn is_year_place(before: &str, after: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let length = ends(&["达到", "高到", "加到", "长到", "升到", "延至", "长至"]) || starts(&["年以", "年一遇", "年左右", "年历史", "年来"]);
    let point = ends(&["到", "至", "比", "较", "截至"]);
    let moment = ends(&["从", "自", "在", "—", "据", "于"])
        && starts(&["年底", "年末", "年初", "年基础", "年增", "年水平", "年达", "年实现", "年全"]);
    !length && (point || moment)
}

/// Two digits before a counting word, the second a little greater: `34所` may have been 3—4所.
fn doubtful_counts(input: &str) -> Vec<Finding> {
    let bytes = input.as_bytes();
    let mut found = Vec::new();
    for run in rising_pairs(bytes) {
        let step = bytes[run.start + 1] - bytes[run.start];
        let counted = input[run.end..].chars().next().filter(|c| COUNTED.contains(*c));
        // 13个 is 1—3个 only behind a verb of building; 12个 and 34个 are doubted everywhere.
        let near = step == 1 || input[..run.start].ends_with(|c| BUILT.contains(c));
        if let Some(word) = counted.filter(|_| near) {
            let (low, high) = run.of(input).split_at(1);
            found.push(Finding {
                severity: Severity::Warning,
                code: "maybe-lost-dash",
                message: format!("dashes are lost in this document: {low}{high}{word} may have been {low}—{high}{word}; kept as written"),
                before: Some(format!("{low}{high}{word}")),
                after: None,
                at: run,
                effect: Effect::Noted,
            });
        }
    }
    found
}

/// Two digits alone, the second as much greater as a range of a few things goes.
fn rising_pairs(bytes: &[u8]) -> impl Iterator<Item = Span> {
    let wanted = |_: u8, a: u8, b: u8, _: u8| (a.wrapping_sub(b'1') < 9) & (b.wrapping_sub(a).wrapping_sub(1) < 2);
    let pairs = sieve::places(bytes, wanted).map(|at| Span::new(at, at + 2));
    pairs.filter(|run| bytes[run.start + 1].is_ascii_digit() && stands_alone(bytes, *run))
}

/// Words that things are counted with.
const COUNTED: &str = "个家所座项条名处批次期件种类台套支名块片";

/// The last characters of verbs that plans announce a few things with: 新建, 培育, 打造.
const BUILT: &str = "建育造成设办创增选择持";

/// No run of so many digits is a year or a count: more of it is not looked at.
const LONGEST: usize = 12;

/// The digits that the one at `at` belongs to.
fn digits_around(bytes: &[u8], at: usize) -> Span {
    let count = bytes[at..].iter().take(LONGEST).take_while(|b| b.is_ascii_digit()).count();
    Span::new(digits_before(bytes, at).start, at + count)
}

/// The digits that end at `at`.
fn digits_before(bytes: &[u8], at: usize) -> Span {
    let count = bytes[..at].iter().rev().take(LONGEST).take_while(|b| b.is_ascii_digit()).count();
    Span::new(at - count, at)
}

/// Whether no point, comma or letter joins a run of digits to something longer.
fn stands_alone(bytes: &[u8], run: Span) -> bool {
    let joins = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'/' | b'_');
    let before = run.start.checked_sub(1).is_some_and(|at| joins(bytes[at]));
    let after = bytes.get(run.end).is_some_and(|b| joins(*b));
    let comma = run.start > 1 && bytes[run.start - 1] == b',' && bytes[run.start - 2].is_ascii_digit();
    !before && !after && !comma
}

/// A year of the last and this century.
fn year(text: &str) -> Option<u16> {
    text.parse().ok().filter(|year| (1900..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(input: &str) -> (String, Vec<&'static str>) {
        let step = restore(input);
        (step.text.to_string(), step.findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn a_dash_between_years_comes_back() {
        assert_eq!(of("第十四个五年(20212025年)规划"), ("第十四个五年(2021—2025年)规划".to_string(), vec!["lost-dash-repaired"]));
        assert_eq!(of("云泽市规划纲要(20262030)"), ("云泽市规划纲要(2026—2030)".to_string(), vec!["lost-dash-repaired"]));
        assert_eq!(of("、1991一2000年的目标"), ("、1991—2000年的目标".to_string(), vec!["lost-dash-repaired"]));
    }

    #[test]
    fn other_numbers_of_eight_digits_stay() {
        for text in [
            "编号20251231",
            "投资20202020.5万元",
            "20252021年",
            "120212025年",
            "产量20,212,025吨",
            "日期20210118",
            "20192020A",
            "五一2000年",
        ] {
            assert_eq!(of(text), (text.to_string(), vec![]));
        }
    }

    #[test]
    fn counts_are_doubted_only_where_dashes_were_lost() {
        assert_eq!(of("新建34所学校和23个站").1, Vec::<&str>::new());
        let (text, codes) = of("(20212025年)新建34所学校、23个站、培育35家、13个乡、21个、54座、345个、1.23个、80所");
        assert_eq!(text, "(2021—2025年)新建34所学校、23个站、培育35家、13个乡、21个、54座、345个、1.23个、80所");
        assert_eq!(codes, ["lost-dash-repaired", "maybe-lost-dash", "maybe-lost-dash", "maybe-lost-dash"]);
    }

    proptest::proptest! {
        #[test]
        fn pairs_are_those_of_a_plain_search(text in "[0-9:;,.a所个 ]{0,80}") {
            let bytes = text.as_bytes();
            let digit = |at: usize| bytes.get(at).filter(|b| b.is_ascii_digit());
            let rises = |at: usize| digit(at).zip(digit(at + 1)).is_some_and(|(a, b)| *a != b'0' && matches!(b.checked_sub(*a), Some(1 | 2)));
            let alone = |at: usize| at.checked_sub(1).and_then(digit).is_none() && digit(at + 2).is_none();
            let runs = (0..bytes.len()).filter(|at| rises(*at) && alone(*at)).map(|at| Span::new(at, at + 2));
            let plain: Vec<Span> = runs.filter(|run| stands_alone(bytes, *run)).collect();
            proptest::prop_assert_eq!(rising_pairs(bytes).collect::<Vec<_>>(), plain);
        }
    }

    #[test]
    fn a_damaged_year_is_not_guessed() {
        let step = restore("到200年,产值翻一番");
        assert_eq!(step.text, "到200年,产值翻一番");
        assert_eq!((step.findings[0].code, step.findings[0].effect), ("year-damaged", Effect::Damaged));
        for text in ["建城200年庆典", "距今200年", "到2020年", "在200年一遇的洪水中", "使用寿命达到200年以上"] {
            assert_eq!(of(text).1, Vec::<&str>::new(), "{text}");
        }
    }
}
