//! Lines that a PDF wrapped, and the page numbers between them.
//!
//! Text copied out of a PDF has a line end where the page had one, every 28 to 50 characters. Whether a text is like that is seen from
//! the widths of its lines: many are as wide as the widest, and most of those end in the middle of a sentence. Only then are lines
//! joined; page numbers are taken out, also where one stuck to the line behind it (`…加快新型城` `12镇化…`).
//! It works on text before [`super::fold`], where indents still tell where paragraphs begin.

mod pages;

use super::pen::Pen;
use super::step::{Effect, Finding, Step};
use super::survey::Survey;
use crate::tables::rows::{Severity, Span};
use pages::page_numbers;
use std::collections::HashMap;

/// Joins what was one line, in a text that a PDF wrapped.
pub fn join<'t>(input: &'t str, survey: &Survey) -> Step<'t> {
    let Some((page, lines)) = wrapped(input, &survey.ends) else { return Step::untouched(input) };
    let numbers = page_numbers(&lines);
    let dense = is_dense(&lines, &numbers);
    let mut joiner = Joiner { input, page, lines: &lines, numbers: &numbers, dense, pen: Pen::new(input), joined: 0 };
    joiner.run();
    joiner.finish()
}

/// The page and its lines, where a text was wrapped.
fn wrapped<'t>(input: &'t str, ends: &[u32]) -> Option<(Page, Vec<Line<'t>>)> {
    if !may_be_wrapped(input, ends) {
        return None;
    }
    // Copies are wrapped by columns, or by characters where a program set them.
    let by_columns = lines(input);
    let by_chars: Vec<Line<'_>> = by_columns.iter().map(|line| line.measured(input, twice_chars)).collect();
    let measured = [by_columns, by_chars].map(|lines| (Page::of(&lines), lines));
    let (page, lines) = measured.into_iter().max_by_key(|(page, _)| page.as_ref().map(|page| page.full))?;
    Some((page?, lines))
}

struct Joiner<'a, 'l> {
    input: &'a str,
    page: Page,
    lines: &'l [Line<'a>],
    /// Lines that are page numbers or begin with one, and the bytes of the number.
    numbers: &'l HashMap<usize, usize>,
    /// Whether empty lines stand around page numbers alone.
    dense: bool,
    pen: Pen<'a>,
    joined: usize,
}

impl<'a> Joiner<'a, '_> {
    fn run(&mut self) {
        let mut last = None::<usize>;
        for (n, line) in self.lines.iter().enumerate() {
            if line.text.is_empty() || self.numbers.get(&n) == Some(&line.text.len()) {
                continue;
            }
            self.line(n, last);
            last = Some(n);
        }
        self.take_out(last.map_or(0, |l| l + 1)..self.lines.len());
    }

    /// Settles what stands between line `n` and the last one that was filled.
    fn line(&mut self, n: usize, last: Option<usize>) {
        let line = &self.lines[n];
        let number = self.numbers.get(&n).copied();
        let gap = last.map_or(0, |l| l + 1)..n;
        let gap_is_page = last.is_some() && gap.clone().any(|m| self.numbers.contains_key(&m));
        let before = last.map(|l| &self.lines[l]);
        let end = before.map_or(0, |before| before.at + before.text.len());
        let near = gap.is_empty() || gap_is_page || number.is_some();
        match before {
            Some(before) if near && self.page.continues(before, line, number.unwrap_or(0)) => {
                self.pen.replace(end, line.at + number.unwrap_or(0), joint(before.text, line.text));
                self.joined += 1;
                return;
            }
            Some(_) if self.dense && gap_is_page => {
                let start = self.input[..line.at].rfind('\n').unwrap_or(line.at);
                self.pen.replace(end, start, "");
            }
            _ => self.take_out(gap),
        }
        if let Some(length) = number {
            self.pen.replace(line.at, line.at + length, "");
        }
    }

    /// Takes out the page numbers that stand on lines of their own.
    fn take_out(&mut self, range: std::ops::Range<usize>) {
        for n in range {
            if let Some(length) = self.numbers.get(&n) {
                self.pen.replace(self.lines[n].at, self.lines[n].at + length, "");
            }
        }
    }

    fn finish(self) -> Step<'a> {
        let (width, joined, numbers) = (self.page.width, self.joined, self.numbers.len());
        let finding = || Finding {
            severity: Severity::Info,
            code: "lines-joined",
            message: format!("the lines were wrapped after {width} columns: {joined} joined, {numbers} page numbers taken out"),
            before: None,
            after: None,
            at: Span::new(0, self.input.len()),
            effect: Effect::Noted,
        };
        self.pen.finish(if joined > 0 { vec![finding()] } else { Vec::new() })
    }
}

/// Whether lines follow each other without empty ones, but for those around page numbers: then no border stands at a page's end.
fn is_dense(lines: &[Line<'_>], numbers: &HashMap<usize, usize>) -> bool {
    let at_number = |n: usize| (n.saturating_sub(PAGE_GAP)..=n + PAGE_GAP).any(|n| numbers.contains_key(&n));
    let empty = (0..lines.len()).filter(|&n| lines[n].text.is_empty() && !at_number(n)).count();
    empty * 20 <= lines.len()
}

/// Empty lines that a page number may have on either side.
const PAGE_GAP: usize = 3;

/// A cheap look: lines of a page are short, and there are some; few are certainly wider than a page. `ends` is where they end.
fn may_be_wrapped(input: &str, ends: &[u32]) -> bool {
    let count = ends.len();
    count >= FEWEST && input.len() / count <= WIDEST * 3 / 2 && !Page::is_exceeded(certainly_wide(input, ends), count + 1)
}

/// How many lines are certainly wider than a page; what stands behind the last line end is none.
fn certainly_wide(input: &str, ends: &[u32]) -> usize {
    // No character takes more bytes than twice its columns.
    let is_wide = |line: &str| line.len() > 2 * WIDEST && line.trim().len() > 2 * WIDEST;
    let mut start = 0;
    let lines = ends.iter().map(|end| *end as usize).map(|end| &input[std::mem::replace(&mut start, end + 1)..end]);
    lines.filter(|line| is_wide(line)).count()
}

/// The fewest lines that are looked at, and the widest lines that a page has, in columns.
const FEWEST: usize = 8;
const WIDEST: usize = 110;
/// The narrowest lines of a page.
const NARROWEST: usize = 44;
/// How far a full line may stay behind the widest: a mark may not begin a line, a number may not be parted.
const SLACK: usize = 6;

/// One line without the white space at its ends.
struct Line<'a> {
    text: &'a str,
    /// Where the line begins, and where its text does.
    start: usize,
    at: usize,
    /// Columns of white space before it.
    indent: usize,
    /// Columns of the text and what is before it.
    width: usize,
}

impl<'a> Line<'a> {
    /// The same line measured otherwise.
    fn measured(&self, input: &str, measure: fn(&str) -> usize) -> Self {
        let indent = if self.at == self.start { 0 } else { measure(&input[self.start..self.at]) };
        Self { indent, width: indent + measure(self.text), ..*self }
    }
}

/// The lines of a text, measured by columns.
fn lines(input: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |line: &str| {
        let bare = line.trim_start();
        let at = start + line.len() - bare.len();
        let text = &input[at..at + bare.trim_end().len()];
        let found = Line { text, start, at, indent: 0, width: 0 }.measured(input, columns);
        start += line.len() + 1;
        found
    };
    input.split('\n').map(line).collect()
}

/// The width on the page: two columns for Chinese characters and marks, also for marks that were folded; one for the others.
fn columns(text: &str) -> usize {
    let dots = if text.as_bytes().contains(&0xc2) { text.matches('·').count() } else { 0 };
    text.bytes().map(|byte| usize::from(COLUMNS[usize::from(byte)])).sum::<usize>() + dots
}

/// The columns of the character that a byte begins.
static COLUMNS: [u8; 256] = {
    let mut columns = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        columns[byte] = match byte as u8 {
            b',' | b';' | b':' | b'(' | b')' | b'!' | b'?' => 2,
            0x80..=0xbf => 0,
            // From U+2000 on all take two.
            0xe2.. => 2,
            _ => 1,
        };
        byte += 1;
    }
    columns
};

/// Every character as if it took two columns.
fn twice_chars(text: &str) -> usize {
    text.chars().count() * 2
}

/// How a wrapped text is set.
struct Page {
    /// Columns of a full line.
    width: usize,
    /// How many lines are full.
    full: usize,
    /// Whether paragraphs are indented.
    indents: bool,
}

impl Page {
    /// The page of these lines, if they were wrapped.
    fn of(lines: &[Line<'_>]) -> Option<Self> {
        let mut widths = vec![0usize; WIDEST + 1];
        let filled = lines.iter().filter(|line| !line.text.is_empty());
        let (mut all, mut wide) = (0, 0);
        for line in filled {
            all += 1;
            match widths.get_mut(line.width) {
                Some(count) => *count += 1,
                None => wide += 1,
            }
        }
        // The right edge: the width at which most lines end, with a little slack to the left.
        let near = |width: usize| widths[width - SLACK..=width].iter().sum::<usize>();
        let width = (NARROWEST..=WIDEST).max_by_key(|width| (near(*width), usize::MAX - width))?;
        let full: Vec<&Line<'_>> = lines.iter().filter(|line| line.width + SLACK >= width && line.width <= width).collect();
        let open = full.iter().filter(|line| !ends_sentence(line.text)).count();
        let wider = wide + widths[width + 1..].iter().sum::<usize>();
        let wrapped = full.len() >= FEWEST / 2 && full.len() * 3 >= all && open * 5 >= full.len() * 3 && !Self::is_exceeded(wider, all);
        let indents = lines.iter().filter(|line| line.indent >= 2 && !line.text.is_empty()).count() * 20 >= all;
        wrapped.then_some(Self { width, full: full.len(), indents })
    }

    /// Whether so many of all lines are wider than the page that it is none.
    fn is_exceeded(wider: usize, all: usize) -> bool {
        wider * 10 > all
    }

    /// Whether `next`, its first `skip` bytes left out, goes on where `line` ended.
    fn continues(&self, line: &Line<'_>, next: &Line<'_>, skip: usize) -> bool {
        let open = line.text.ends_with([',', '，', '、']) && line.width * 4 >= self.width * 3;
        let full = (line.width + SLACK >= self.width || open) && line.width <= self.width + 2;
        let paragraph = self.indents && next.indent >= line.indent.min(2) + 2 && skip == 0;
        let closed = ends_sentence(line.text) && (!self.indents || paragraph);
        full && !paragraph
            && !closed
            && !is_leader(line.text)
            && !begins_heading(&next.text[skip..])
            && !has_cells(line.text)
            && !has_cells(next.text)
    }
}

/// Whether a sentence or a heading's colon ends a line.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '!', '?', '：', ':', '；', ';']) || text.ends_with("。”") || text.ends_with("。）")
}

/// A line of a table of contents.
fn is_leader(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit() || c == ')' || c == '-')
        && (text.contains("...") || text.contains("……") || text.contains("···") || text.contains(". . ."))
}

/// Whether wide gaps part a line into cells.
fn has_cells(text: &str) -> bool {
    text.contains('\t')
        || text.contains("    ")
        || text.split("  ").filter(|cell| !cell.trim().is_empty()).count() > 2
        || is_narrow_row(text)
}

/// Whether single spaces part a line into cells: several of them are figures or dashes and nothing else, and no sentence runs on.
fn is_narrow_row(text: &str) -> bool {
    let (mut cells, mut figures) = (0, 0);
    for cell in text.split([' ', '\u{3000}']).filter(|cell| !cell.is_empty()) {
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '％' | '—' | '-' | '[' | ']' | '〔' | '〕' | '≥' | '≤');
        cells += 1;
        figures += usize::from(cell.chars().all(figure));
    }
    cells >= 4 && figures >= 2 && !text.contains(['。', '，', ',', '；', '：'])
}

/// Whether a line begins like a heading or an item.
fn begins_heading(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let number = |c: char| "一二三四五六七八九十百".contains(c) || c.is_ascii_digit();
    let rest = text[first.len_utf8()..].trim_start_matches(number);
    match first {
        '第' => rest.len() < text.len() - 3 && rest.starts_with(['章', '节', '篇', '编', '部']),
        '(' | '（' => rest.len() < text.len() - first.len_utf8() && rest.starts_with([')', '）']),
        '专' => text.strip_prefix("专栏").is_some_and(|rest| rest.trim_start().starts_with(|c| number(c) || c == ':' || c == '：')),
        '—' => text.starts_with("——"),
        '●' | '•' | '◆' | '■' | '★' | '①' | '②' | '③' | '④' | '⑤' => true,
        c if number(c) => rest.starts_with('、') || (rest.starts_with(['.', '．']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit())),
        _ => false,
    }
}

/// What stands between two joined lines: a space between Latin words alone.
fn joint(line: &str, next: &str) -> &'static str {
    let (Some(last), Some(first)) = (line.chars().next_back(), next.chars().next()) else { return "" };
    let words = last.is_ascii_alphabetic() && first.is_ascii_alphabetic() && !(last.is_ascii_uppercase() && first.is_ascii_uppercase());
    if words { " " } else { "" }
}

#[cfg(test)]
mod tests;
