//! Tables whose cells run together: `森林覆盖率(%)21.6623.04〔1.38〕约束性`.
//!
//! The text is cut into names and runs of figures; a run is cut into cells in every way that gives well-formed numbers, and the
//! ways are left to [`super::solve`] to weigh, together with the columns. A run without a name before it gives nothing.

mod names;
mod runs;

use crate::tables::rows::Span;

use super::cell::{Cell, CellKind};
use super::header::{ColumnKind, Header, Setting};
use super::name::{self, UnitWords};
use super::rows::TableRow;
use super::split;
use super::words::Words;
use crate::extract::blanks::{trimmed, without_blanks};
use runs::Run;

/// Header and rows of a glued table.
pub(super) fn read(clean: &str, span: Span, setting: Setting, words: Words<'_>, units: UnitWords<'_>) -> Option<(Header, Vec<TableRow>)> {
    let (header, body) = find_header(clean, span, setting, words)?;
    let width = header.values().count();
    let numbered = header.has(ColumnKind::RowNo) || begins_numbered(body.of(clean));
    let mut scanner = Scanner {
        clean,
        at: body.start,
        end: body.end,
        words,
        units,
        width,
        numbered,
        unit_column: header.has(ColumnKind::Unit),
        grouped: header.has(ColumnKind::Group),
        last_no: 0,
        own_no: 0,
        category: None,
        rows: vec![],
    };
    scanner.run();
    let mut rows = scanner.rows;
    part_heads(&mut rows);
    Some((header, rows))
}

/// Whether the first row has the running number 1, perhaps behind a group word.
fn begins_numbered(body: &str) -> bool {
    const MOST: usize = 16;
    body.char_indices().take(MOST).any(|(at, _)| name::leading_number(&body[at..]).0 == Some("1"))
}

/// The first of several rows under one running number bears the head of all in its name.
fn part_heads(rows: &mut [TableRow]) {
    for at in 1..rows.len() {
        let same = rows[at].row_no.is_some() && rows[at].row_no == rows[at - 1].row_no;
        if let Some((head, own)) = rows[at - 1].torn.take().filter(|_| same) {
            rows[at - 1].name = own;
            rows[at - 1].parent = Some(head);
        }
        if same && rows[at].parent.is_none() {
            rows[at].parent = rows[at - 1].parent.clone();
        }
    }
}

/// How far into the text a header may begin, behind a title that has run into it.
const TITLE: usize = 240;

/// As much text as a header may take.
fn head(text: &str) -> &str {
    const MOST: usize = 1200;
    &text[..text.floor_char_boundary(MOST)]
}

/// The header and the span behind it. It begins at the word that gives the most columns.
fn find_header(clean: &str, span: Span, setting: Setting, words: Words<'_>) -> Option<(Header, Span)> {
    let text = span.of(clean);
    let starts = text.char_indices().map(|(at, _)| at).take_while(|at| *at < TITLE);
    let mut best: Option<(usize, Header)> = None;
    for at in starts.filter(|at| words.header.prefix(&text[*at..]).is_some()) {
        let Some(header) = Header::from_glued(head(&text[at..]), words.header, setting) else { continue };
        let fits = header.has(ColumnKind::Name) && header.values().count() >= 1 && header.columns.len() >= 3;
        if fits && best.as_ref().is_none_or(|(_, b)| b.columns.len() < header.columns.len()) {
            best = Some((at, header));
        }
    }
    let (at, header) = best?;
    let body = Span::new(span.start + at + header.bytes, span.end);
    Some((header, body))
}

struct Scanner<'a> {
    clean: &'a str,
    at: usize,
    end: usize,
    words: Words<'a>,
    units: UnitWords<'a>,
    width: usize,
    numbered: bool,
    unit_column: bool,
    grouped: bool,
    /// The running number of the last row, and of the row being read.
    last_no: u32,
    own_no: u32,
    category: Option<String>,
    rows: Vec<TableRow>,
}

/// A name longer than this has swallowed prose: the table is over.
const LONGEST_NAME: usize = 400;

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.end {
            let from = self.at;
            self.own_no = self.peek_number(from);
            let Some(run) = self.find_run(from) else { return };
            let named = Span::new(from, run.span.start);
            if named.len() > LONGEST_NAME {
                return;
            }
            self.row(named, &run);
            self.at = run.number.map_or(run.end, |n| n.start);
        }
    }

    /// Whether a number goes on with the running numbers; a few may be lost.
    fn follows(&self, number: u32) -> bool {
        (self.last_no + 1..self.last_no + 4).contains(&number)
    }

    /// The running number of the row that begins here; the last one where it has none of its own.
    fn peek_number(&self, from: usize) -> u32 {
        const MOST: usize = 40;
        let text: String = self.clean[from..self.end].chars().filter(|c| !c.is_whitespace()).take(MOST).collect();
        self.parts(&text).1.and_then(|n| n.parse().ok()).unwrap_or(self.last_no)
    }

    fn row(&mut self, named: Span, run: &Run) {
        let text = without_blanks(named.of(self.clean));
        let (group, number, name) = self.parts(&text);
        if let Some(group) = group {
            self.category = Some(group);
        }
        let fresh = number.is_some() || !self.numbered;
        if let Some(number) = number.as_ref().and_then(|n| n.parse().ok()) {
            self.last_no = number;
        }
        let mut parsed = name::parse(&name, self.units);
        if self.unit_column && parsed.unit.is_none() {
            let (own, unit) = self.units.part(&parsed.name);
            (parsed.unit, parsed.name) = (unit.map(str::to_owned), own.to_owned());
        }
        if parsed.name.is_empty() || parsed.name.chars().all(|c| !c.is_alphabetic()) {
            return;
        }
        let before = self.rows.last().filter(|_| !fresh);
        let (parent, own) = self.part_name(&parsed.name);
        let unit = parsed.unit.or_else(|| own.unit.clone()).or_else(|| before.and_then(|b| b.unit.clone()));
        let mut row = TableRow {
            category: self.category.clone(),
            row_no: number.or_else(|| before.and_then(|b| b.row_no.clone())),
            parent: parent.or_else(|| before.and_then(|b| b.parent.clone())),
            name: own.name,
            unit,
            attribute_cell: run.attribute,
            attribute: run.attribute.map(|a| a.1).or_else(|| before.and_then(|b| b.attribute)),
            span: Span::new(trimmed(self.clean, named).start, run.end),
            ..TableRow::default()
        };
        row.torn = self.torn_name(named, &row.name);
        row.segmentations = split::ways(self.clean, run.span, self.width, &self.words);
        if let Some(words) = run.words {
            self.add_words(&mut row, words);
        }
        if let Some(first) = row.segmentations.first() {
            row.cells.clone_from(&first.cells);
        }
        self.rows.push(row);
    }

    /// Words that stand for a value are a cell of their own; those that go on behind a figure (`>7、力争…`) belong to it.
    fn add_words(&self, row: &mut TableRow, words: Span) {
        if words.of(self.clean).starts_with(['、', ',']) {
            return;
        }
        let span = trimmed(self.clean, words);
        let bare = span.of(self.clean).trim_end_matches(['—', '–']).len();
        let (text, dash) = (Span::new(span.start, span.start + bare), Span::new(span.start + bare, span.end));
        let text = Cell { span: text, kind: CellKind::Text };
        let dash = (!dash.is_empty()).then_some(Cell { span: dash, kind: CellKind::Dash });
        row.segmentations.iter_mut().for_each(|way| way.cells.extend([text.clone()].into_iter().chain(dash.clone())));
    }
}
