//! Times as they are written in sentences and headings, and where words of time are looked for.

use super::*;
use crate::extract::numeral::scan_noting;
use proptest::prelude::*;

const PLAN: Frame = Frame { period: Some((2021, 2025)), report_year: None };
const REPORT: Frame = Frame { period: None, report_year: Some(2024) };

proptest! {
    #[test]
    fn words_stand_in_the_pieces(text in "[今去前年过一的来期末甲5]{0,30}", before in "[甲今a]{0,3}") {
        let pack = Pack::embedded();
        let (text, span) = (format!("{before}{text}年"), Span::new(before.len(), before.len() + text.len()));
        let (times, mut noted, mut pieces) = (Times::new(&pack), Vec::new(), vec![Span::new(0, before.len())]);
        scan_noting(&text, span, pack.lexicon(), times.stops(), &mut Vec::new(), &mut noted);
        times.pieces(&text, span, &noted, &mut pieces);
        let found = |piece: Span| times.words.relative.find_all(piece.of(&text)).map(|hit| (piece.start + hit.start, hit.word)).collect();
        let pieced: Vec<Vec<(usize, &str)>> = pieces[1..].iter().copied().map(found).collect();
        prop_assert_eq!(pieced.concat(), found(span));
    }
}

/// Each time of a text as `year`, `from-to` or both, a baseline with `<` before it.
fn shown(text: &str, frame: Frame) -> String {
    let pack = Pack::embedded();
    let one = |s: &Stated| {
        let year = s.when.year.map_or(String::new(), |y| y.to_string());
        let period = s.when.period.map_or(String::new(), |(a, b)| format!("[{a}-{b}]"));
        format!("{}{year}{period}", if s.baseline { "<" } else { "" })
    };
    stated(&pack, text, frame).iter().map(one).collect::<Vec<_>>().join(" ")
}

fn stated(pack: &Pack, text: &str, frame: Frame) -> Vec<Stated> {
    let (times, whole, mut numerals, mut noted) = (Times::new(pack), Span::new(0, text.len()), Vec::new(), Vec::new());
    scan_noting(text, whole, pack.lexicon(), times.stops(), &mut numerals, &mut noted);
    let (mut pieces, mut found) = (Vec::new(), Vec::new());
    times.pieces(text, whole, &noted, &mut pieces);
    times.stated(text, (0, text.len()), &numerals, &pieces, frame, &mut found);
    found
}

#[test]
fn years_periods_and_plans_are_times() {
    assert_eq!(shown("到2025年,“十四五”期间,2021—2025年", PLAN), "2025 [2021-2025] 2025[2021-2025]");
    assert_eq!(shown("“十三五”末完成,“十四五”规划编制", PLAN), "2020");
    assert_eq!(shown("2016年以来", PLAN), "[2016-2020]");
    assert_eq!(shown("建成2025家企业", PLAN), "");
}

#[test]
fn words_hang_on_the_document() {
    assert_eq!(shown("今年增长5%,去年增长6%", REPORT), "2024 2023");
    assert_eq!(shown("今后五年,过去五年", PLAN), "[2021-2025] [2016-2020]");
    assert_eq!(shown("今年增长5%", PLAN), "");
}

#[test]
fn what_is_compared_with_is_a_baseline() {
    assert_eq!(shown("比2020年增长6%,在2025年基础上翻一番,按2000年价格计算", PLAN), "<2020 <2025 <2000");
    assert_eq!(shown("2020年完成6项", PLAN), "2020");
}

#[test]
fn the_last_time_before_a_figure_is_in_force() {
    let at =
        |start: usize, year: i32, baseline: bool| Stated { start, end: start + 4, when: When { year: Some(year), period: None }, baseline };
    let stated = [at(0, 2025, false), at(20, 2020, true), at(40, 2030, false)];
    let force = nearest(&stated, 30, (10, 36));
    assert_eq!((force.when.year, force.baseline_year, force.source), (Some(2025), Some(2020), Some(TimeSource::Sentence)));
    let behind = nearest(&stated[2..], 30, (10, 50));
    assert_eq!((behind.when.year, behind.source), (Some(2030), Some(TimeSource::Clause)));
    assert_eq!(nearest(&[], 30, (10, 50)), InForce::default());
}

#[test]
fn of_a_year_and_the_period_it_ends_a_heading_means_the_first() {
    let pack = Pack::embedded();
    let time = |text: &str| of_heading(&stated(&pack, text, REPORT)).map(|force| force.when);
    let (year, period) = (|year| When { year: Some(year), period: None }, |from, to| When { year: None, period: Some((from, to)) });
    assert_eq!(time("2025年和“十四五”时期工作回顾"), Some(year(2025)));
    assert_eq!(time("“十四五”时期和2025年工作回顾"), Some(period(2021, 2025)));
    assert_eq!(time("“十四五”时期回顾和2026年任务"), Some(year(2026)));
    assert_eq!(time("工作回顾"), None);
}

#[test]
fn titles_of_documents_date_nothing_and_reviews_turn() {
    assert_eq!(shown("实施《行动计划(2011—2030年)》,到2015年", PLAN), "2015");
    let pack = Pack::embedded();
    assert!(Times::new(&pack).turns("刚刚过去的2025年,极不平凡。"));
    assert!(!Times::new(&pack).turns("到2025年,森林覆盖率达到48%。"));
}

#[test]
fn plans_are_counted_from_the_first() {
    assert_eq!(five_years("十四五"), Some((2021, 2025)));
    assert_eq!(five_years("八五"), Some((1991, 1995)));
    assert_eq!(five_years("四五"), None);
}
