//! The years a plan is for: computed from its ordinal (十四五 is 2021 to 2025), or as written; a yearly report is for the year to come.

use super::Sources;
use super::dates::{self, Day};
use crate::document::{leads, marks};
use crate::tables::rows::DocType;

/// First and last year.
pub type Years = (i32, i32);

/// The period of a document.
pub fn read(sources: &Sources<'_>, title: Option<&str>, doc_type: DocType, published: Option<Day>) -> Option<Years> {
    let yearly = matches!(doc_type, DocType::WorkReport | DocType::AnnualPlanReport);
    if yearly {
        return title
            .and_then(single)
            .or_else(|| headed(sources))
            .or_else(|| coming(published))
            .or_else(|| single(sources.path))
            .map(|y| (y, y));
    }
    let written = title.and_then(|t| span(t).or_else(|| ordinal(t)));
    let head = || sources.head().find_map(|(text, _)| ordinal(&text[..leads::floor(text, 400)]));
    let spanned = || sources.head().filter(|(text, _)| text.len() < 300).find_map(|(text, _)| span(text));
    written.or_else(spanned).or_else(head).or_else(|| ordinal(sources.path).or_else(|| span(sources.path)))
}

/// The years of the nth five-year plan; the first began in 1953, the sixth in 1981 and each since five years after.
fn five_years(n: u32) -> Option<Years> {
    let first = 1951 + 5 * n as i32;
    (6..=30).contains(&n).then_some((first, first + 4))
}

/// 第十四个五年, “十四五”, 十四五.
pub fn ordinal(text: &str) -> Option<Years> {
    text.char_indices().filter(|&(_, c)| matches!(c, '第' | '十' | '八' | '九' | '七' | '六')).find_map(|(at, c)| {
        let rest = &text[at..];
        if c == '第' {
            let (n, len) = marks::number(&rest[3..])?;
            return rest[3 + len..].starts_with("个五年").then(|| five_years(n))?;
        }
        short_ordinal(text, at)
    })
}

/// 十四五: a Chinese number and 五 behind it, not part of a longer number.
fn short_ordinal(text: &str, at: usize) -> Option<Years> {
    let (before, rest) = text.split_at(at);
    if before.ends_with(|c: char| marks::is_han_digit(c) || c == '第') {
        return None;
    }
    let run: Vec<char> = rest.chars().take_while(|&c| marks::is_han_digit(c)).take(4).collect();
    let digits = run.strip_suffix(&['五'])?;
    let quoted = before.ends_with('“');
    let short = match digits {
        ['十'] | ['十', _] => true,
        [_] => quoted,
        _ => false,
    };
    let behind = rest.chars().nth(run.len());
    let counted = matches!(
        behind,
        Some('个' | '年' | '月' | '日' | '万' | '亿' | '次' | '届' | '条' | '章' | '篇' | '节' | '项' | '、' | '岁' | '大')
    );
    let n = marks::han_value(&digits.iter().collect::<String>())?;
    (short && !counted).then(|| five_years(n))?
}

/// (2021—2025年), 2021-2025年.
pub fn span(text: &str) -> Option<Years> {
    text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| {
        let fresh = !text[..at].ends_with(|c: char| c.is_ascii_digit());
        let (from, len) = dates::year(&text[at..]).filter(|_| fresh)?;
        let rest = text[at + len..].trim_start_matches('年');
        let joined = rest.trim_start_matches(['—', '-', '~', '至', '–', '一', '―']);
        let (to, len) = dates::year(joined).filter(|_| joined.len() < rest.len())?;
        let years = joined[len..].starts_with(['年', ')']) && (1980..2060).contains(&from) && to > from && to - from <= 20;
        years.then_some((from, to))
    })
}

/// A single year in a title or a path: 2024年政府工作报告, 2026_….
fn single(text: &str) -> Option<i32> {
    text.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| {
        let fresh = !text[..at].ends_with(|c: char| c.is_ascii_digit());
        dates::year(&text[at..]).filter(|&(y, _)| fresh && (1980..2060).contains(&y)).map(|(y, _)| y)
    })
}

/// The year of the headings: 2023年工作回顾 looks back and comes first, 2024年工作安排 forward.
fn headed(sources: &Sources<'_>) -> Option<i32> {
    let back = sources.pack.words("document.heading.back");
    let forth = sources.pack.words("document.heading.forth");
    let titles = || sources.document.sections.iter().map(|s| &*s.title);
    let backward = titles().filter(|t| back.is_in(t)).find_map(|t| years(t).last());
    let forward = || titles().filter(|t| forth.is_in(t) && !back.is_in(t) && !t.contains("远景")).find_map(|t| years(t).next());
    backward.map(|year| year + 1).or_else(forward)
}

fn years(text: &str) -> impl Iterator<Item = i32> {
    let fresh = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_digit());
    text.char_indices().filter(move |&(at, c)| c.is_ascii_digit() && fresh(at)).filter_map(|(at, _)| {
        let (year, len) = dates::year(&text[at..])?;
        (text[at + len..].starts_with('年') && (1980..2060).contains(&year)).then_some(year)
    })
}

/// A report given in the first months is for its year, one given in the last for the next.
fn coming(published: Option<Day>) -> Option<i32> {
    published.map(|(year, month, _)| i32::from(year) + i32::from(month >= 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_computed() {
        assert_eq!(ordinal("云泽市国民经济和社会发展第十四个五年规划"), Some((2021, 2025)));
        assert_eq!(ordinal("云泽市“十二五”规划"), Some((2011, 2015)));
        assert_eq!(ordinal("第八个五年计划纲要"), Some((1991, 1995)));
        assert_eq!(ordinal("“九五”计划"), Some((1996, 2000)));
        assert_eq!(ordinal("十五年来"), None);
        assert_eq!(ordinal("二十五个项目"), None);
        assert_eq!(ordinal("第十五届"), None);
    }

    #[test]
    fn spans_as_written() {
        assert_eq!(span("行动计划(2021—2023年)"), Some((2021, 2023)));
        assert_eq!(span("2021年至2025年"), Some((2021, 2025)));
        assert_eq!(span("电话2021-2025123"), None);
    }
}
