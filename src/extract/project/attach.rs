//! Money and years that a sentence gives one work: total investment, years of building.
//!
//! Only what stands directly behind a single name, or in brackets at it, is its own; a sum for a whole list is nobody's.

use crate::extract::damage;
use crate::extract::numeral::{self, Units};
use crate::rules::WordList;
use crate::tables::rows::{Dimension, Span};
use crate::text::Text;

/// What is told of a work beside its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// The value and the unit as written.
    pub investment: Option<(f64, String)>,
    pub period: Option<(i32, i32)>,
}

/// Words that a sum of money for building follows.
const MONEY: [&str; 3] = ["投资", "估算", "概算"];

/// What stands before 投资 where it is that of a work: 总投资, 计划投资, or a mark; 完成投资 and 交通投资 are of many.
const OF_ONE: [char; 8] = ['总', '划', '计', '算', '(', ',', '、', ' '];

/// Reads the zone that belongs to one name.
pub fn read(text: &Text, zone: Span, units: &Units) -> Told {
    let mut told = Told::default();
    let body = zone.of(&text.clean);
    if zone.is_empty() || !body.contains(|c: char| c.is_ascii_digit()) {
        return told;
    }
    let money = money_in(body).map(|at| zone.start + at);
    for numeral in numeral::scan(&text.clean, zone, units).into_iter().filter(|numeral| !damage::is_at(text, numeral.span)) {
        let after_money = money.is_some_and(|at| at < numeral.span.start && numeral.span.start - at <= NEAR);
        if after_money && told.investment.is_none() && numeral.dimension() == Some(Dimension::Money) {
            told.investment = numeral.value.map(|value| (value, numeral.unit_text().to_owned()));
        }
        if let (None, Some((from, Some(to)))) = (told.period, numeral.years) {
            told.period = Some((from, to));
        }
    }
    told
}

/// Where the first word of money of a zone stands that speaks of one work.
fn money_in(body: &str) -> Option<usize> {
    let of_one = |&at: &usize| at == 0 || body[..at].ends_with(OF_ONE);
    MONEY.iter().filter_map(|word| body.match_indices(word).map(|(at, _)| at).find(of_one)).min()
}

/// The zone of what stands before a name, 总投资113亿元的 | 云泽水库, up to the `start` of its sentence; of a list only where more of its
/// works have a sum each.
pub fn zone_before(text: &str, name: Span, alone: bool, start: usize) -> Span {
    let start = start.max(text.floor_char_boundary(name.start.saturating_sub(LIST)));
    let before = &text[start.min(name.start)..name.start];
    let has_one = |rest: &str| rest.strip_prefix('、').is_some_and(|rest| rest.starts_with("总投资") || rest.starts_with("投资"));
    let each = || has_one(&text[name.end..]) || before.contains("、总投资") || before.contains("、投资");
    let told = before.strip_suffix("元的").and_then(|before| before.rfind("投资"));
    let from = told.map(|at| start + at).filter(|at| name.start - at <= NEAR + LONGEST_SUM && (alone || each()));
    let with_mark = |at: usize| text[..at].chars().next_back().map_or(at, |c| at - c.len_utf8());
    Span::new(from.map_or(name.start, |at| with_mark(at).max(start)), name.start)
}

/// How far before a name the sum of another in its list is looked for, in bytes.
const LIST: usize = 400;

/// Bytes of the longest sum of money.
const LONGEST_SUM: usize = 30;

/// A term of the plan that a sentence names, 近期(2021—2022年): where its word stands, and its years if they stand behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    pub start: usize,
    pub years: Option<(i32, i32)>,
}

/// The terms of a sentence, in order.
pub fn terms(text: &Text, sentence: Span, words: &WordList, units: &Units) -> Vec<Term> {
    let years = |end: usize| {
        let zone = Span::new(end, text.clean.floor_char_boundary(sentence.end.min(end + YEARS)));
        let first = numeral::scan(&text.clean, zone, units).into_iter().next()?;
        let near = first.span.start <= end + '期'.len_utf8();
        first.years.filter(|_| near && !damage::is_at(text, first.span)).map(|(from, to)| (from, to.unwrap_or(from)))
    };
    let hits = words.find_all(sentence.of(&text.clean));
    hits.map(|hit| Term { start: sentence.start + hit.start, years: years(sentence.start + hit.end) }).collect()
}

/// The years of a term stand within so many bytes behind its word.
const YEARS: usize = 40;

/// How far behind 投资 its sum may stand, in bytes: 总投资约为120亿元.
const NEAR: usize = 24;

/// The zone of a name: brackets behind it, and for a name alone in its list what follows in its clauses, up to `end`.
pub fn zone(text: &str, name: Span, alone: bool, end: usize) -> Span {
    let rest = &text[name.end..end.max(name.end)];
    let stop = match rest.strip_prefix('(') {
        Some(_) => rest.find(')'),
        // 甲水库等6个总投资100亿元的项目: the sum is of them all.
        None if alone && !rest.starts_with('等') => Some(rest.find([';', '。']).unwrap_or(rest.len())),
        None => None,
    };
    Span::new(name.end, name.end + stop.unwrap_or(0))
}
