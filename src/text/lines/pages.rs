//! Page numbers: lines that are one, and lines that begin with one that stuck to them.

use std::collections::HashMap;

use super::Line;

/// A line that is a number, or begins with one that may be the number of the page before.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    line: usize,
    number: u32,
    /// Bytes of the number, with the dashes around it.
    length: usize,
    /// Whether nothing else stands on the line.
    alone: bool,
}

/// Lines that are page numbers, or begin with one that belongs to the page before: the line, and the bytes of the number.
///
/// A number is a page's only in a row of numbers that go up with the pages, or with dashes on both sides (`- 12 -`).
pub(super) fn page_numbers(lines: &[Line<'_>]) -> HashMap<usize, usize> {
    let mut dashed = HashMap::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !line.text.is_empty()) {
        let bare = line.text.trim_matches(|c: char| c.is_whitespace() || "-—–－·第页".contains(c));
        if let (Ok(number), 1..=4) = (bare.parse::<u32>(), bare.len()) {
            if bare.len() < line.text.len() {
                dashed.insert(n, line.text.len());
            }
            candidates.push(Candidate { line: n, number, length: line.text.len(), alone: true });
            continue;
        }
        let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits) && line.text[digits..].starts_with(|c| !begins_unit(c)) {
            candidates.extend(line.text[..digits].parse().ok().map(|number| Candidate { line: n, number, length: digits, alone: false }));
        }
    }
    // A text that sets its page numbers between dashes has no bare ones.
    if dashed.len() >= DASHED {
        return dashed;
    }
    let apart: Vec<Candidate> = candidates.iter().copied().filter(|c| c.alone && is_apart(lines, c.line)).collect();
    let row = longest_row(&apart);
    let mut found: HashMap<usize, usize> = match long_enough(&row) {
        // Numbers that stand apart are the page numbers; others among the lines are cells.
        true => row.iter().map(|c| (c.line, c.length)).collect(),
        false => row_with_hidden(&longest_row(&candidates), lines),
    };
    found.extend(dashed);
    found
}

/// Whether an empty line stands before or behind a line.
fn is_apart(lines: &[Line<'_>], at: usize) -> bool {
    let empty = |at: usize| lines.get(at).is_none_or(|line| line.text.is_empty());
    at.checked_sub(1).is_none_or(empty) || empty(at + 1)
}

/// Whether a row of numbers is too long to be chance.
fn long_enough(row: &[Candidate]) -> bool {
    row.len() >= if row.iter().all(|c| c.alone) { 3 } else { 4 }
}

/// The row's numbers and those that are hidden between them; none where the row may be chance.
fn row_with_hidden(row: &[Candidate], lines: &[Line<'_>]) -> HashMap<usize, usize> {
    if !long_enough(row) {
        return HashMap::new();
    }
    let hidden = hidden_numbers(row, lines);
    row.iter().map(|c| (c.line, c.length)).chain(hidden).collect()
}

/// As many numbers between dashes are no chance.
const DASHED: usize = 3;

/// What stands behind a number that counts or measures something, or goes on as a number.
fn begins_unit(c: char) -> bool {
    c.is_ascii() || "年月日号个万亿元吨公里米亩户家所座项条处名批次期件种类台套支人周岁倍成级县市村镇乡时分届位第、％．，—～".contains(c)
}

/// How many candidates before one are looked at, and how many pages may hide their numbers between two.
const LOOK_BACK: usize = 60;
const HIDDEN: u32 = 4;

/// The longest row of candidates that go up with the pages.
fn longest_row(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut row: Vec<(usize, Option<usize>)> = Vec::new();
    for (index, c) in candidates.iter().enumerate() {
        let follows = |b: &usize| {
            let (before, pages) = (candidates[*b], c.number.wrapping_sub(candidates[*b].number));
            let page = |pages: u32| (c.line - before.line) / pages as usize;
            (1..=HIDDEN).contains(&pages) && (12..=80).contains(&page(pages))
        };
        let before = (index.saturating_sub(LOOK_BACK)..index).filter(follows).max_by_key(|b| (row[*b].0, *b));
        row.push((before.map_or(1, |b| row[b].0 + 1), before));
    }
    let Some(end) = (0..row.len()).max_by_key(|index| row[*index].0) else { return Vec::new() };
    let mut chain: Vec<Candidate> = std::iter::successors(Some(end), |index| row[*index].1).map(|index| candidates[index]).collect();
    chain.reverse();
    chain
}

/// Page numbers between two of a row that ran together with a number of the text: where every page has as many lines, the line is known.
fn hidden_numbers(chain: &[Candidate], lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let mut steps: Vec<usize> = chain.windows(2).filter(|w| w[1].number == w[0].number + 1).map(|w| w[1].line - w[0].line).collect();
    steps.sort_unstable();
    let Some(&page) = steps.get(steps.len() / 2) else { return Vec::new() };
    if steps.iter().filter(|step| **step == page).count() * 3 < steps.len() * 2 {
        return Vec::new();
    }
    let missing =
        chain.windows(2).flat_map(|w| (w[0].number + 1..w[1].number).map(move |n| (n, w[0].line + page * (n - w[0].number) as usize)));
    let first = chain[0];
    let earlier = (1..first.number).filter_map(move |n| Some((n, first.line.checked_sub(page * (first.number - n) as usize)?)));
    let last = chain[chain.len() - 1];
    let later = (1..=HIDDEN).map(|n| (last.number + n, last.line + page * n as usize));
    let known = missing.chain(earlier).chain(later);
    let stands = |n: u32, line: usize| lines.get(line).is_some_and(|line| line.text.starts_with(&n.to_string()));
    known.filter(|(n, line)| stands(*n, *line)).map(|(n, line)| (line, n.to_string().len())).collect()
}
