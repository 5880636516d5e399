//! The ways to cut a run of figures into cells: `21.6623.04〔1.38〕` → 21.66, 23.04, 〔1.38〕 and not 21.6, 623.04.
//!
//! A bracket, a bound before a figure, a percent sign or 以上 behind one are hard borders. Between digits every border that leaves
//! well-formed numbers is possible; each way bears a cost for how odd its numbers look. A digit between two figures may also be
//! the mark of a footnote.

use crate::tables::rows::Span;

use super::cell::{self, Cell, CellKind};
use super::words::Words;
use crate::extract::blanks::trimmed;

/// One way to cut a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub(super) cells: Vec<Cell>,
    /// How odd the numbers look, in nats.
    pub(super) cost: f64,
}

/// Ways kept of one run.
const KEPT: usize = 48;

/// A run with more pieces than columns by so many is no row: its pieces stay as they are, and are called uncertain.
const SURPLUS: usize = 8;

/// Ways looked at while a run is cut.
const LOOKED: usize = 600;

/// All likely ways to cut the run into at most `width` cells, the likeliest first.
pub(super) fn ways(clean: &str, run: Span, width: usize, words: &Words<'_>) -> Vec<Way> {
    let mut ways = vec![Way::default()];
    let pieces = pieces(clean, run, words);
    if pieces.len() > width + SURPLUS {
        let cells = pieces.into_iter().map(|piece| Cell::read(clean, piece, words)).collect();
        return vec![Way { cells, cost: 0.0 }];
    }
    for piece in pieces {
        let parts = piece_ways(clean, piece, width, words);
        let mut next: Vec<Way> = Vec::with_capacity(ways.len() * parts.len().min(8));
        for way in &ways {
            for part in &parts {
                if way.cells.len() + part.cells.len() <= width && next.len() < LOOKED {
                    next.push(joined(way, part));
                }
            }
        }
        if next.is_empty() {
            next = over_full(&ways, &parts);
        }
        next.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        next.truncate(KEPT * 2);
        ways = next;
    }
    ways.iter_mut().for_each(|way| way.cost += unlike(&way.cells));
    ways.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    ways.truncate(KEPT);
    ways
}

/// More cells than columns: the likeliest way is kept, and called uncertain later.
fn over_full(ways: &[Way], parts: &[Way]) -> Vec<Way> {
    ways.first().zip(parts.first()).map(|(way, part)| joined(way, part)).into_iter().collect()
}

fn joined(way: &Way, part: &Way) -> Way {
    let mut cells = way.cells.clone();
    cells.extend_from_slice(&part.cells);
    Way { cells, cost: way.cost + part.cost }
}

/// Levels of one indicator are written with as many decimals.
fn unlike(cells: &[Cell]) -> f64 {
    let decimals: Vec<usize> =
        cells.iter().filter_map(|c| c.number()).filter(|n| !n.bracketed && n.unit.is_empty()).map(|n| n.decimals).collect();
    decimals.windows(2).map(|w| w[0].abs_diff(w[1]) as f64 * 0.6).sum()
}

/// Cuts at the hard borders.
fn pieces(clean: &str, run: Span, words: &Words<'_>) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = run.start;
    let mut at = run.start;
    let push = |start: usize, end: usize, out: &mut Vec<Span>| {
        let span = trimmed(clean, Span::new(start, end));
        if !span.is_empty() {
            out.push(span);
        }
    };
    while at < run.end {
        let rest = &clean[at..run.end];
        let Some(c) = rest.chars().next() else { break };
        let (before, length, after) = border(clean, run, at, c, words);
        if before {
            push(start, at, &mut out);
            start = at;
        }
        at += length;
        if after {
            push(start, at, &mut out);
            start = at;
        }
    }
    push(start, run.end, &mut out);
    out
}

/// Whether a piece ends before this character, how many bytes to take, and whether a piece ends behind them.
fn border(clean: &str, run: Span, at: usize, c: char, words: &Words<'_>) -> (bool, usize, bool) {
    let rest = &clean[at..run.end];
    if c.is_whitespace() {
        return (true, c.len_utf8(), true);
    }
    if cell::is_open(c) {
        let close = rest.char_indices().find(|(_, c)| cell::is_close(*c)).map_or(c.len_utf8(), |(i, c)| i + c.len_utf8());
        return (true, close, true);
    }
    if matches!(c, '—' | '–' | '-') {
        return dash_border(rest, clean[run.start..at].chars().next_back());
    }
    if c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '~') {
        return (false, c.len_utf8(), false);
    }
    let bounds = [words.ge, words.gt, words.le, words.lt, words.approx];
    if let Some(length) = words.behind.starts_with(rest) {
        return (false, length, true);
    }
    if let Some(length) = bounds.iter().filter_map(|list| list.starts_with(rest)).max() {
        return (true, length, false);
    }
    let tail = ["个百分点", "百分点"].iter().find(|w| rest.starts_with(**w)).map_or(c.len_utf8(), |w| w.len());
    let more = words.behind.starts_with(&rest[tail..]).is_some();
    (false, tail, !more)
}

/// A run of dashes is a piece of its own; a single one before a digit is a minus sign that begins a piece.
fn dash_border(rest: &str, before: Option<char>) -> (bool, usize, bool) {
    let length: usize = rest.chars().take_while(|c| matches!(c, '—' | '–' | '-')).map(char::len_utf8).sum();
    let digit = rest[length..].starts_with(|c: char| c.is_ascii_digit());
    let one = rest[..length].chars().count() == 1;
    match (one && digit, rest.starts_with('-'), before) {
        (true, true, _) => (true, 1, false),
        _ => (true, length, true),
    }
}

/// The ways to cut one piece.
fn piece_ways(clean: &str, piece: Span, width: usize, words: &Words<'_>) -> Vec<Way> {
    let text = piece.of(clean);
    if text.chars().all(|c| matches!(c, '—' | '–' | '-')) {
        return dashes(clean, piece);
    }
    let figures = text.bytes().position(|b| b.is_ascii_digit());
    let digits = text.bytes().rposition(|b| b.is_ascii_digit());
    let (Some(first), Some(last)) = (figures, digits) else { return vec![whole(clean, piece, words)] };
    if cell::is_open(text.chars().next().unwrap_or(' ')) || text.contains(['~', ',']) {
        return vec![whole(clean, piece, words)];
    }
    let mut cuts = Cuts { clean, words, out: vec![], width, notes: true };
    cuts.cut(piece, Span::new(piece.start + first, piece.start + last + 1), vec![], 0.0);
    let mut ways = cuts.out;
    if ways.is_empty() {
        ways.push(whole(clean, piece, words));
    }
    ways.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    ways.truncate(KEPT);
    ways
}

fn whole(clean: &str, piece: Span, words: &Words<'_>) -> Way {
    let cell = Cell::read(clean, piece, words);
    let cost = cell.number().map_or(3.0, |n| oddness(&n.text));
    Way { cells: vec![cell], cost }
}

/// `——` is one empty cell or two.
fn dashes(clean: &str, piece: Span) -> Vec<Way> {
    let starts: Vec<usize> = piece.of(clean).char_indices().map(|(at, _)| piece.start + at).chain([piece.end]).collect();
    let count = starts.len() - 1;
    [1, 2, 3]
        .into_iter()
        .filter(|size| count.is_multiple_of(*size) && count / size <= 6)
        .map(|size| {
            let cells = (0..count / size)
                .map(|i| Cell { span: Span::new(starts[i * size], starts[(i + 1) * size]), kind: CellKind::Dash })
                .collect();
            Way { cells, cost: [0.0, 0.7, 0.7, 2.0][size] }
        })
        .collect()
}

struct Cuts<'a, 'p> {
    clean: &'a str,
    words: &'a Words<'p>,
    out: Vec<Way>,
    width: usize,
    notes: bool,
}

/// A piece with more digits than this is not cut: no row is so long.
const LONGEST: usize = 48;

/// What a footnote's mark among the figures costs.
const NOTE_MARK: f64 = 4.5;

impl Cuts<'_, '_> {
    /// Cuts the digits from their start on; what stands before them belongs to the first number, what is behind to the last.
    fn cut(&mut self, piece: Span, digits: Span, cells: Vec<Cell>, cost: f64) {
        if digits.len() > LONGEST || cells.len() >= self.width || self.out.len() >= LOOKED {
            return;
        }
        if let Some(cell) = self.cell(Span::new(piece.start, piece.end), digits) {
            let mut all = cells.clone();
            let own = cell.1;
            all.push(cell.0);
            self.out.push(Way { cells: all, cost: cost + own });
        }
        for end in digits.start + 1..digits.end {
            let number = Span::new(digits.start, end);
            let Some((cell, own)) = self.cell(Span::new(piece.start, end), number) else { continue };
            let mut all = cells.clone();
            all.push(cell);
            let rest = |from: usize| (Span::new(from, piece.end), Span::new(from, digits.end));
            let (next, left) = rest(end);
            self.cut(next, left, all.clone(), cost + own);
            if self.notes && cells.is_empty() && end + 1 < digits.end && (b'1'..=b'9').contains(&self.clean.as_bytes()[end]) {
                let (next, left) = rest(end + 1);
                self.notes = false;
                self.cut(next, left, all, cost + own + NOTE_MARK);
                self.notes = true;
            }
        }
    }

    /// The cell, when its digits are one well-formed number.
    fn cell(&self, span: Span, number: Span) -> Option<(Cell, f64)> {
        let text = number.of(self.clean);
        let cost = well_formed(text).then(|| oddness(text))?;
        let cell = Cell::read(self.clean, span, self.words);
        (cell.number().is_some_and(|n| n.numeral.end == number.end)).then_some((cell, cost))
    }
}

/// `0.5`, `21.66`, `137`; not `05`, `1.`, `21.6623.04`.
fn well_formed(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(w, d)| (w, Some(d)));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && whole.len() <= 8 && decimals.is_none_or(|d| digits(d) && d.len() <= 4)
}

/// How odd a number looks: many decimals, a zero at their end.
fn oddness(text: &str) -> f64 {
    let text = text.trim_start_matches('-');
    let decimals = text.split_once('.').map_or("", |(_, d)| d);
    let length = [0.8, 1.0, 1.6, 3.2, 4.6][decimals.len().min(4)];
    length + if decimals.ends_with('0') { 1.0 } else { 0.0 }
}
