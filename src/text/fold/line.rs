//! What the line looks like that a character stands in: worked out once for a line, and only for lines where it is asked.

use super::chars;
use memchr::{memchr, memchr_iter, memrchr};
use std::cell::OnceCell;

/// What the gaps of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Prose.
    Prose,
    /// Prose in a text that sets each digit apart.
    Spaced,
    /// A row of a table: its gaps part cells.
    Row,
}

/// The line last asked for.
pub(super) struct Lines<'a> {
    input: &'a str,
    start: usize,
    end: usize,
    kind: Option<Kind>,
    /// Double quotes in the line, and how many of them were passed.
    quotes: Option<(usize, usize)>,
    numbers: Option<bool>,
    prose: Option<bool>,
    spaced: OnceCell<bool>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: &'a str) -> Self {
        Self { input, start: 0, end: 0, kind: None, quotes: None, numbers: None, prose: None, spaced: OnceCell::new() }
    }

    /// Makes the line around `at` the current one.
    fn at(&mut self, at: usize) -> &'a str {
        if at < self.start || at >= self.end {
            let bytes = self.input.as_bytes();
            self.start = memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1);
            self.end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n + 1);
            (self.kind, self.quotes, self.numbers, self.prose) = (None, None, None, None);
        }
        &self.input[self.start..self.end]
    }

    /// What the gaps are of the line around `at`.
    pub(super) fn kind(&mut self, at: usize) -> Kind {
        let line = self.at(at);
        if let Some(kind) = self.kind {
            return kind;
        }
        let spaced = *self.spaced.get_or_init(|| sets_digits_apart(self.input));
        let kind = if is_row(line, spaced) {
            Kind::Row
        } else if spaced {
            Kind::Spaced
        } else {
            Kind::Prose
        };
        self.kind = Some(kind);
        kind
    }

    /// Whether two numbers stand in the line around `at` with nothing but space between them.
    pub(super) fn has_numbers(&mut self, at: usize) -> bool {
        let line = self.at(at);
        *self.numbers.get_or_insert_with(|| memchr_iter(b' ', line.as_bytes()).any(|n| is_numeric_gap(line, n)))
    }

    /// Whether a sentence stands in the line around `at`.
    pub(super) fn is_prose(&mut self, at: usize) -> bool {
        let line = self.at(at);
        *self.prose.get_or_insert_with(|| memchr_iter(STOP[2], line.as_bytes()).any(|at| line.as_bytes()[..=at].ends_with(STOP)))
    }

    /// What is written for the double quote at `at`: “ and ” in turn where the line has them in pairs.
    pub(super) fn quote(&mut self, at: usize) -> Option<&'static str> {
        let line = self.at(at);
        let (count, passed) = self.quotes.get_or_insert_with(|| (memchr_iter(b'"', line.as_bytes()).count(), 0));
        *passed += 1;
        if *count % 2 == 1 || line.is_ascii() {
            return None;
        }
        Some(if *passed % 2 == 1 { "“" } else { "”" })
    }
}

const STOP: &[u8; 3] = "。".as_bytes().first_chunk().expect("it has three bytes");

/// A space with a digit, a bracket or a dash on either side.
fn is_numeric_gap(line: &str, at: usize) -> bool {
    // Beside most spaces stands an ideograph.
    if matches!(line.as_bytes().get(at + 1), Some(0xe4..=0xe9)) || matches!(line.as_bytes()[..at], [.., 0xe4..=0xe9, _, _]) {
        return false;
    }
    let numeric = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | '〔' | '〕' | '%' | '-' | '—'));
    numeric(line[..at].trim_end_matches(' ').chars().next_back()) && numeric(line[at..].trim_start_matches(' ').chars().next())
}

/// Whether a text writes years with a space between their digits.
fn sets_digits_apart(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "年".as_bytes()).take(200).any(|at| {
        let mut left = text[..at].chars().rev().skip_while(|c| chars::is_gap(*c));
        (0..4).all(|n| left.next().is_some_and(|c| c.is_ascii_digit()) && (n == 3 || left.next().is_some_and(chars::is_gap)))
    })
}

/// Whether the gaps of a line part the cells of a row: no sentence stands in it, and there are wide gaps, or numbers side by side.
fn is_row(line: &str, spaced: bool) -> bool {
    let line = line.trim_matches(|c| chars::is_gap(c) || c == '\n' || c == '\r');
    if line.len() > 600 || line.contains(['。', '；', ';', '！', '…']) {
        return false;
    }
    let mut seen = Cells::default();
    let (mut gap, mut cell_start) = (0, 0);
    let mut before = 0;
    for (at, c) in line.char_indices() {
        if chars::is_gap(c) {
            if gap == 0 {
                seen.take(&line[cell_start..at], before, spaced);
            }
            gap += chars::columns(c);
            (cell_start, before) = (at + c.len_utf8(), gap);
        } else {
            gap = 0;
        }
    }
    seen.take(&line[cell_start..], before, spaced);
    // A sentence may stand in a cell, but not beside several numbers set apart by wide gaps.
    let tabular = seen.wide >= 3 && seen.numbers >= 2;
    let comma = line.contains(['，', ',']) && !has_digit_comma(line) && !tabular;
    let parted = seen.wide >= 2 && seen.singles * 2 <= seen.cells && (seen.longest <= 30 || has_digit(line));
    seen.cells >= 3 && !comma && (seen.pairs >= 1 || parted)
}

/// What the cells of a line look like.
#[derive(Default)]
struct Cells {
    cells: usize,
    /// Gaps of two columns and more.
    wide: usize,
    /// Cells that are one number.
    numbers: usize,
    /// Numbers side by side.
    pairs: usize,
    /// Cells of one character.
    singles: usize,
    /// Bytes of the longest.
    longest: usize,
    last_number: bool,
}

impl Cells {
    fn take(&mut self, cell: &str, gap_before: usize, spaced: bool) {
        self.cells += 1;
        self.wide += usize::from(gap_before >= 2);
        let number = is_number(cell) || matches!(cell, "—" | "——" | "-" | "--");
        self.numbers += usize::from(number);
        self.pairs += usize::from(number && self.last_number && !(spaced && gap_before == 1));
        self.singles += usize::from(cell.chars().nth(1).is_none());
        self.longest = self.longest.max(cell.len());
        self.last_number = number;
    }
}

/// A cell that holds one number: digits with a bound, sign, brackets, unit of a year or share.
fn is_number(cell: &str) -> bool {
    let mut digits = false;
    cell.chars().all(|c| {
        digits |= c.is_ascii_digit() || ('０'..='９').contains(&c);
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || matches!(
                c,
                '.' | ','
                    | '%'
                    | '-'
                    | '['
                    | ']'
                    | '〔'
                    | '〕'
                    | '('
                    | ')'
                    | '<'
                    | '>'
                    | '≥'
                    | '≤'
                    | '+'
                    | '—'
                    | '/'
                    | '．'
                    | '％'
                    | '－'
                    | '（'
                    | '）'
                    | '年'
                    | '［'
                    | '］'
            )
    }) && digits
        && cell != "年"
}

fn has_digit(line: &str) -> bool {
    line.bytes().any(|b| b.is_ascii_digit()) || line.contains(|c| ('０'..='９').contains(&c))
}

/// Whether a comma of the line stands between digits, as a thousands separator.
fn has_digit_comma(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr_iter(b',', bytes).any(|n| n > 0 && bytes[n - 1].is_ascii_digit() && bytes.get(n + 1).is_some_and(u8::is_ascii_digit))
}
