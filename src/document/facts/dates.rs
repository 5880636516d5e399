//! Dates of the head and the tail, and which of them is the day the document was passed or published.

use super::Sources;
use crate::document::{ParagraphKind, marks};

/// Year, month, day.
pub type Day = (i16, i8, i8);

/// The day a document was passed, read, signed or published, the first of these that is stated.
pub fn published(sources: &Sources<'_>) -> Option<Day> {
    let head = sources.head().flat_map(|(text, kind)| in_line(sources, text, kind));
    let tail = sources.tail().flat_map(|(text, kind)| in_line(sources, text, kind)).map(|(rank, day)| (rank.max(4), day));
    head.chain(tail).min_by_key(|&(rank, _)| rank).map(|(_, day)| day)
}

/// The dates of a line with their rank: passed, read before an assembly, signed, published by a site.
fn in_line<'a>(sources: &Sources<'a>, text: &'a str, kind: ParagraphKind) -> Vec<(u8, Day)> {
    if text.len() > 700 {
        return Vec::new();
    }
    let holds = |list: &str, text: &str| sources.pack.words(list).is_in(text);
    let mut found = Vec::new();
    for (start, end, day) in dates(text) {
        let (before, behind) = (&text[..start], &text[end..]);
        let near = &behind[..crate::document::leads::floor(behind, 150)];
        let rank = if holds("document.date.passed", near) {
            0
        } else if near.trim_start().starts_with('在') && holds("document.date.read", near) {
            1
        } else if before.trim_matches(['(', '[', '—', '-', ' ']).is_empty() && behind.trim_matches([')', ']', ' ']).is_empty() {
            2
        } else if start <= 60 && kind != ParagraphKind::Boilerplate && signed(sources, before, near) {
            3
        } else if holds("document.date.published", before) || kind == ParagraphKind::Boilerplate {
            5
        } else {
            continue;
        };
        found.push((rank, day));
    }
    found
}

/// 云泽市人民政府2021年3月2日云泽市…规划: signature, date and title ran into one line.
fn signed(sources: &Sources<'_>, before: &str, behind: &str) -> bool {
    let titled = sources.pack.words("document.title.ends").is_in(behind);
    titled && !before.contains([',', '。', '(', ':', ';']) && !behind.starts_with([',', '。', '在', ';', '、', '至', '—', '起', '前'])
}

/// Every date of a short text: where it begins and ends.
pub fn dates(text: &str) -> Vec<(usize, usize, Day)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, end, day)) = next(text, from) {
        found.push((at, end, day));
        from = end;
    }
    found
}

fn next(text: &str, from: usize) -> Option<(usize, usize, Day)> {
    text[from..].char_indices().map(|(at, c)| (from + at, c)).find_map(|(at, c)| {
        let starts = matches!(c, '1' | '2' | '一' | '二') && !text[..at].ends_with(|p: char| p.is_ascii_digit());
        starts.then(|| date(&text[at..]).map(|(len, day)| (at, at + len, day)))?
    })
}

/// A date at the text's beginning: 2021年3月20日, 二〇二一年三月二十日, 2021-03-20.
fn date(text: &str) -> Option<(usize, Day)> {
    let (year, mut at) = year(text)?;
    let sign = text[at..].chars().next()?;
    let han = sign == '年';
    if !(han || matches!(sign, '-' | '/' | '.' | '—')) {
        return None;
    }
    at += sign.len_utf8();
    let (month, len) = small(&text[at..])?;
    at += len;
    let sign = text[at..].chars().next()?;
    if sign != if han { '月' } else { sign } || !(han || matches!(sign, '-' | '/' | '.' | '—')) {
        return None;
    }
    at += sign.len_utf8();
    let (day, len) = small(&text[at..])?;
    at += len;
    if han {
        at += text[at..].chars().next().filter(|&c| matches!(c, '日' | '号'))?.len_utf8();
    }
    let fits = (1980..=2060).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some((at, (year as i16, month as i8, day as i8)))
}

/// A year of four digits or four Chinese digits.
pub fn year(text: &str) -> Option<(i32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return (digits == 4).then(|| text[..4].parse().ok().map(|y| (y, 4)))?;
    }
    let end: usize = text.chars().take(4).map(char::len_utf8).sum();
    let han = &text[..end];
    let plain = han.chars().count() == 4 && !han.contains(['十', '百']);
    marks::han_value(han).filter(|_| plain).map(|y| (y as i32, end))
}

/// A month or a day.
fn small(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return text[..digits].parse().ok().map(|n| (n, digits));
    }
    marks::number(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_way_of_writing() {
        let days: Vec<_> = dates("(2019年3月20日批准)二〇二一年十二月五日 2022-08-0217:28:13 2020/1/9").into_iter().map(|d| d.2).collect();
        assert_eq!(days, [(2019, 3, 20), (2021, 12, 5), (2022, 8, 2), (2020, 1, 9)]);
    }

    #[test]
    fn damaged_dates_and_years_are_none() {
        assert!(dates("2021114第五次会议 2021年 2021—2025年 12021年3月2日").is_empty());
    }
}
