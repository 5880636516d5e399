//! Tables as they came down: rows with TABs or drawn lines, one cell a line, or glued into one line. Rows and columns are not its
//! matter; it finds where a table begins and ends, its cells in reading order, and the notes below.

use super::boxes::Page;
use super::classify::{Kind, ends_open};
use super::marks;
use super::{Layout, Table};
use crate::tables::rows::Span;

/// A table's lines and cells.
#[derive(Debug)]
pub struct Found {
    /// The first line behind table and notes.
    pub end: usize,
    /// The table; section and box are not set yet.
    pub table: Table,
}

/// A flattened table outside a box has at least this many cells.
const CELLS: usize = 8;
/// The same in a box or under 表N.
const CELLS_TITLED: usize = 4;

/// The table that begins at a line, if one does. `titled`: a box's or a table's heading stands before it.
pub fn at(page: &Page<'_>, from: usize, titled: Option<&str>) -> Option<Found> {
    match page.kinds.get(from)? {
        Kind::Row => rows(page, from),
        // A header over several lines, before rows that kept their cells apart.
        Kind::Cell if titled.is_some() && row_within(page, from, HEADER) => rows(page, from),
        _ if titled.is_some() && glued_head(page, from) => glued(page, from, 0).filter(|found| found.table.rows.len() > 2),
        _ if titled.is_some() && glued_whole(page, from) => glued(page, from, 0),
        _ => flattened(page, from, titled),
    }
}

/// A header takes at most this many bytes.
const GLUED_HEAD: usize = 240;

/// Whether words and years of a header run together here: `指标2020年2025年属性`.
fn is_glued_header(page: &Page<'_>, text: &str) -> bool {
    let years = text.as_bytes().windows(4).filter(|w| w.starts_with(b"20") && w.iter().all(u8::is_ascii_digit)).count();
    let words = page.words.table_heads.find_all(text).count();
    !text.contains('。') && words >= 1 && years + words >= 3
}

/// Whether a line is a whole table: a header whose words run together, and figures behind it in the same line.
fn glued_whole(page: &Page<'_>, at: usize) -> bool {
    const DIGITS: usize = 24;
    let text = page.text(at);
    let table = &text[..glued_end(page, text)];
    let head = &table[..table.floor_char_boundary(GLUED_HEAD)];
    is_glued_header(page, head) && table.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
}

/// Whether a line is a header whose words run together, above rows that do so too.
fn glued_head(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let head = text.len() <= GLUED_HEAD && is_glued_header(page, text);
    let figures = |at: usize| page.text(at).bytes().filter(u8::is_ascii_digit).count() >= 2 && !is_figure(page.text(at));
    head && (at + 1..page.lines.len().min(at + 5)).filter(|&at| figures(at)).count() >= 2
}

/// Whether a line goes on with a glued table: it holds figures, or is as short as a group word or a wrapped name.
fn goes_on_glued(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let figures = text.bytes().any(|b| b.is_ascii_digit()) || text.contains('—');
    match page.kinds[at] {
        Kind::Heading(mark) | Kind::Lead(mark) => mark.scheme.is_enumeration() && (figures || text.len() <= 60),
        Kind::Prose | Kind::Cell => figures || text.len() <= 60,
        _ => false,
    }
}

/// The lines of a header, and those that a wrapped cell may take between two rows.
const HEADER: usize = 6;
const WRAPPED: usize = 3;

/// Whether a row comes within so many lines that are all short.
fn row_within(page: &Page<'_>, from: usize, most: usize) -> bool {
    let next = (from..page.lines.len().min(from + most + 1)).find(|&at| page.kinds[at] != Kind::Cell);
    next.is_some_and(|at| page.kinds[at] == Kind::Row)
}

/// Rows one a line; a single one with a cell or two is no table.
fn rows(page: &Page<'_>, from: usize) -> Option<Found> {
    let mut table = blank();
    let mut at = from;
    let mut drawn = 0;
    while at < page.lines.len() {
        let goes_on = match page.kinds[at] {
            Kind::Row => true,
            // A cell that fell out of its row, or is wrapped.
            Kind::Cell => row_within(page, at, if at == from { HEADER } else { WRAPPED }),
            // A group word, (一)经济发展.
            Kind::Heading(mark) => mark.scheme.is_enumeration() && page.kinds.get(at + 1) == Some(&Kind::Row) && page.text(at).len() <= 60,
            _ => false,
        };
        if !goes_on {
            break;
        }
        let text = page.text(at);
        drawn += usize::from(!text.contains('\t') && page.kinds[at] == Kind::Row);
        let cells = cells(text, page.lines[at].span.start);
        if !cells.is_empty() {
            table.rows.push(cells);
        }
        at += 1;
    }
    table.layout = if drawn * 2 > at - from { Layout::Drawn } else { Layout::Separated };
    let alone = table.rows.len() < 2 && table.rows.first().is_none_or(|row| row.len() < 4);
    (!alone).then(|| close(page, table, from, at))
}

/// The cells of a row line; none for a line of dashes and frames.
fn cells(text: &str, start: usize) -> Vec<Span> {
    let drawn = !text.contains('\t');
    let frame = |c: char| matches!(c, '-' | ':' | '|' | '=' | '+' | ' ') || ('\u{2500}'..='\u{257f}').contains(&c);
    if drawn && text.chars().all(frame) {
        return Vec::new();
    }
    let bar = |c: char| if drawn { matches!(c, '|' | '│' | '┃' | '║') } else { c == '\t' };
    let inner = if drawn { text.trim_matches(bar) } else { text };
    inner
        .split(bar)
        .map(|cell| {
            let kept = cell.trim();
            let from = start + (kept.as_ptr() as usize - text.as_ptr() as usize);
            Span::new(from, from + kept.len())
        })
        .collect()
}

/// A table of one cell a line.
fn flattened(page: &Page<'_>, from: usize, titled: Option<&str>) -> Option<Found> {
    let end = end_of(page, from, if titled.is_some() { CELL_TITLED } else { CELL_ALONE });
    let least = if titled.is_some() { CELLS_TITLED } else { CELLS };
    if end - from < least || !is_table(page, from, end, titled) {
        return None;
    }
    let mut table = blank();
    table.rows = vec![(from..end).map(|at| page.lines[at].span).collect()];
    table.blanks = (from..end).map(|at| page.lines[at].blanks).collect();
    Some(close(page, table, from, end))
}

/// Where no heading says that a table follows, a cell is short.
const CELL_ALONE: usize = 75;
const CELL_TITLED: usize = 1200;

/// Where the run of lines ends that might be cells of a table without a heading.
pub fn run_end(page: &Page<'_>, from: usize) -> usize {
    end_of(page, from, CELL_ALONE).max(from + 1)
}

fn end_of(page: &Page<'_>, from: usize, longest: usize) -> usize {
    (from..page.lines.len()).find(|&at| !is_cell(page, at, longest)).unwrap_or(page.lines.len())
}

fn is_cell(page: &Page<'_>, at: usize, longest: usize) -> bool {
    let text = page.text(at);
    if text.len() > longest {
        return false;
    }
    match page.kinds[at] {
        Kind::Cell => true,
        // 1. or (1) alone, or a list that closes in 等 without a stop.
        Kind::Prose => !text.contains('。') && (!ends_open(text) || text.ends_with(['、', ','])),
        Kind::Lead(mark) | Kind::Heading(mark) if mark.len == text.len() || is_dash_cell(text) => true,
        // A group word in the middle of a table, (一)经济发展.
        Kind::Heading(mark) => mark.scheme.is_enumeration() && text.len() <= 45 && groups(page, at),
        Kind::BareHeading => page.kinds.get(at + 1).is_some_and(|k| *k == Kind::Cell),
        _ => false,
    }
}

/// Whether figures stand before and behind a line.
fn groups(page: &Page<'_>, at: usize) -> bool {
    let figure = |at: usize| page.kinds.get(at) == Some(&Kind::Cell) && is_figure(page.text(at));
    let before = at.checked_sub(1).is_some_and(|last| page.kinds[last] == Kind::Cell);
    before && (at + 1..at + 4).any(figure)
}

fn is_dash_cell(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '—' | '-' | '─' | '/'))
}

/// Whether a run of short lines is a table: figures, header words, or a title that says so.
fn is_table(page: &Page<'_>, from: usize, end: usize, titled: Option<&str>) -> bool {
    let looked = end.min(from + 400);
    let figures = (from..looked).filter(|&at| is_figure(page.text(at))).count();
    let share = figures as f32 / (looked - from) as f32;
    let heads = (from..end.min(from + 14)).filter(|&at| is_head(page, at)).count();
    match titled {
        // The first lines of a box of items run on; those of a table are short.
        Some(title) => {
            let short = (from..end.min(from + 4)).all(|at| page.text(at).len() <= 60);
            let lists = (from..looked).filter(|&at| page.text(at).matches('、').count() >= 2).count();
            short
                && (heads >= 2
                    || (end - from >= CELLS && lists >= 3)
                    || share >= 0.25
                    || (heads >= 1 && page.words.table_titles.is_in(title)))
        }
        None => (heads >= 2 && share >= 0.15) || (share >= 0.35 && heads >= 1) || share >= 0.5 && end - from >= 12,
    }
}

fn is_head(page: &Page<'_>, at: usize) -> bool {
    let text = page.text(at);
    let year = text.len() <= 16
        && text.len() >= 4
        && text.as_bytes()[..4].iter().all(u8::is_ascii_digit)
        && (text.starts_with("20") || text.starts_with("19"));
    year || page.words.table_heads.contains(text) || page.words.table_heads.prefix(text).is_some_and(|hit| hit.end * 2 > text.len())
}

/// Whether a cell is a figure: it begins like one and holds little else.
pub fn is_figure(text: &str) -> bool {
    let digits = || text.bytes().filter(u8::is_ascii_digit).count();
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '〔' | '(' | '≥' | '≤' | '>' | '<' | '-' | '+'));
    is_dash_cell(text) || begins && (1..).contains(&digits()) && text.len() <= digits() + 24
}

fn close(page: &Page<'_>, mut table: Table, from: usize, end: usize) -> Found {
    table.span = Span::new(page.lines[from].span.start, page.lines[end - 1].span.end);
    let mut at = end;
    let mut number = 0;
    while let Some(next) = note(page, at, at > end, number) {
        table.notes.push(page.lines[at].span);
        number = next;
        at += 1;
    }
    Found { end: at, table }
}

/// Whether the line is a note below the table, and the number of the note: `注:1.…`, then `2.…`, `②…`.
fn note(page: &Page<'_>, at: usize, after_one: bool, number: u32) -> Option<u32> {
    let kind = page.kinds.get(at)?;
    let text = page.text(at);
    if *kind == Kind::Note {
        let rest = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !('①'..='⑳').contains(&c));
        return Some(marks::mark(rest).and_then(|m| m.number).unwrap_or(1));
    }
    let mark = marks::mark(text)?;
    let next = after_one && mark.number == Some(number + 1) && mark.scheme.is_enumeration();
    // The text around may go on with the same number; a note stands close to the one before, or ends like one of a list.
    let close = page.lines[at].blanks == 0 || text.ends_with(';') || page.text(at - 1).ends_with(';');
    (next && close && text.len() < 900).then_some(number + 1)
}

fn blank() -> Table {
    Table {
        section: 0,
        in_box: None,
        title: String::new(),
        layout: Layout::CellPerLine,
        span: Span::default(),
        rows: Vec::new(),
        blanks: Vec::new(),
        notes: Vec::new(),
    }
}

/// A table whose rows lost their separators: the text behind a box's title in the same line, and the lines that go on with it.
pub fn glued(page: &Page<'_>, line: usize, from: usize) -> Option<Found> {
    let mut table = blank();
    table.layout = Layout::Glued;
    let mut at = line;
    let mut start = page.lines[line].span.start + from;
    while let Some(text) = page.lines.get(at).map(|line| &page.clean[start..line.span.end]) {
        let end = glued_end(page, text);
        if at > line && (end == 0 || !goes_on_glued(page, at)) {
            break;
        }
        if end > 0 {
            table.rows.push(vec![Span::new(start, start + end)]);
        }
        if end < text.len() {
            table.notes.push(Span::new(start + end, start + text.len()));
        }
        at += 1;
        start = page.lines.get(at).map_or(0, |line| line.span.start);
        if !table.notes.is_empty() || table.rows.len() > 60 {
            break;
        }
    }
    let digits: usize = table.rows.iter().flatten().map(|cell| cell.of(page.clean).bytes().filter(u8::is_ascii_digit).count()).sum();
    let (first, last) = (table.rows.first()?.first()?.start, table.rows.last()?.first()?.end);
    table.span = Span::new(first, last);
    let mut number = 1;
    while let Some(next) = note(page, at, true, number) {
        table.notes.push(page.lines[at].span);
        number = next;
        at += 1;
    }
    (digits >= 8).then_some(Found { end: at, table })
}

/// Where the glued cells of a line end: before its note, or at once where it is prose.
fn glued_end(page: &Page<'_>, text: &str) -> usize {
    let stop = text.find('。');
    // A lone `*` behind a figure is its mark, not the note.
    let note = page.words.notes.find_all(&text[..stop.unwrap_or(text.len())]).find(|hit| hit.word.len() > 1);
    note.map_or(if stop.is_some() { 0 } else { text.len() }, |hit| hit.start)
}
