//! Indicator tables: which cell is whose value, in which column, of which year.
//!
//! The document room hands over the cells of a table in reading order; here the header is read ([`header`]), the cells become
//! rows ([`rows`], [`glued`]), every row is laid over the columns ([`align`]) and the cells become rows of the contract
//! ([`emit`]). Whatever stays doubtful is marked: `column_certain` is false, and a diagnostic shows both readings. A table
//! whose names are lost gives no rows, only a diagnostic.

mod align;
mod blanks;
mod cell;
mod emit;
#[cfg(test)]
mod generated;
mod glued;
mod header;
mod link;
mod name;
mod project_table;
mod rows;
mod solve;
mod split;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use crate::document::{Document, Layout, Table};
use crate::extract::blanks::without_blanks;
use crate::extract::numeral::Units;
use crate::rules::Pack;
use crate::tables::rows::{DiagnosticRow, IndicatorRow, ProjectRow, QuantityRow, Severity, Span};
use crate::text::Text;

use cell::Cell;
use header::{ColumnKind, Header, Setting};
pub use link::conflicts;
use name::UnitWords;
use rows::{Frame, Stream, TableRow};
pub use words::HeaderWords;
use words::Words;

/// What the indicator tables of a document give.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// One row per cell.
    pub indicators: Vec<IndicatorRow>,
    /// What the targets among them set.
    pub targets: Vec<QuantityRow>,
    /// The rows of project tables; `project_no` is left to the caller.
    pub projects: Vec<ProjectRow>,
    /// What stayed doubtful.
    pub diagnostics: Vec<DiagnosticRow>,
}

/// Reads every indicator table of a document.
pub fn read(text: &Text, document: &Document, pack: &Pack) -> Reading {
    let mut out = Reading::default();
    if document.tables.is_empty() {
        return out;
    }
    let words = Words::new(pack);
    let units = UnitWords { tail: pack.words("table.unit.tail"), bare: pack.words("table.unit.bare"), lexicon: pack.lexicon() };
    let reader = Reader { text, document, pack, words, units };
    for table in &document.tables {
        reader.table(table, &mut out);
    }
    out
}

/// No header has more cells.
const LONGEST_HEADER: usize = 90;

struct Reader<'a> {
    text: &'a Text,
    document: &'a Document,
    pack: &'a Pack,
    words: Words<'a>,
    units: UnitWords<'a>,
}

impl Reader<'_> {
    fn table(&self, table: &Table, out: &mut Reading) {
        if project_table::read(self.text, self.document, table, self.pack, &self.words, out) {
            return;
        }
        let Some((header, rows)) = self.rows(table) else { return };
        if rows.is_empty() {
            self.nameless(table, out);
            return;
        }
        let solved = solve::solve(&header, rows, &self.words);
        let (units, indicators) = (self.pack.lexicon::<Units>(), self.pack.lexicon());
        let place = emit::Place { text: self.text, document: self.document, table, units, indicators };
        emit::emit(place, &header, &solved, out);
    }

    /// Header and rows, when the table is one of indicators.
    fn rows(&self, table: &Table) -> Option<(Header, Vec<TableRow>)> {
        match table.layout {
            Layout::CellPerLine => self.cell_per_line(table),
            Layout::Separated | Layout::Drawn => self.grid(table),
            Layout::Glued => self.glued(table),
        }
    }

    fn setting(&self, table: &Table) -> Setting {
        let title = self.title(table);
        let named = title.char_indices().find_map(|(at, _)| header::period_at(&title[at..])).map(|p| p.0);
        let facts = self.document.facts.period_start.zip(self.document.facts.period_end);
        Setting { period: named.or(facts), review: self.words.review.is_in(title) }
    }

    fn title<'t>(&'t self, table: &'t Table) -> &'t str {
        match table.in_box {
            Some(at) if table.title.is_empty() => &self.document.boxes[at].title,
            _ => &table.title,
        }
    }

    fn frame<'f>(&'f self, header: &'f Header) -> Frame<'f> {
        Frame { clean: &self.text.clean, words: self.words, units: self.units, header }
    }

    fn cell_per_line(&self, table: &Table) -> Option<(Header, Vec<TableRow>)> {
        let spans: Vec<Span> = table.rows.iter().flatten().copied().collect();
        let kept = blanks::fill(&spans, &table.blanks);
        let filled = self.stream(&kept, table)?;
        if kept.len() <= spans.len() {
            return Some(filled);
        }
        // Empty lines may be empty cells or nothing: the reading that fills more rows to the last column is taken.
        let whole = |(header, rows): &(Header, Vec<TableRow>)| {
            let width = header.values().count();
            rows.iter().filter(|row| row.cells.len() == width).count()
        };
        let bare = self.stream(&blanks::joined(&spans, &table.blanks), table);
        match bare.filter(|bare| whole(bare) > whole(&filled)) {
            Some(bare) => Some(bare),
            None => Some(filled),
        }
    }

    /// Reads cells in reading order; an empty span is an empty cell.
    fn stream(&self, spans: &[Span], table: &Table) -> Option<(Header, Vec<TableRow>)> {
        let clean = &self.text.clean;
        let texts: Vec<Cow<'_, str>> = spans.iter().take(LONGEST_HEADER).map(|s| without_blanks(s.of(clean))).collect();
        let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
        let (from, header) = self.find_header(&texts, table)?;
        let body = from + header.pieces;
        let cells = self.body_cells(&spans[body..], &header);
        let mut stream = Stream::new(self.frame(&header));
        stream.read(cells);
        let rows = stream.finish();
        Some((header, rows))
    }

    /// The header may stand behind a line or two of its own, such as `单位:亿元`.
    fn find_header(&self, texts: &[&str], table: &Table) -> Option<(usize, Header)> {
        (0..texts.len().min(4)).find_map(|from| {
            let header = Header::from_cells(&texts[from..], self.words.header, self.setting(table))?;
            header.has(ColumnKind::Name).then_some((from, header))
        })
    }

    /// The cells behind the header, without the headers that a page break repeats.
    fn body_cells(&self, spans: &[Span], header: &Header) -> Vec<Cell> {
        let clean = &self.text.clean;
        let mut out = Vec::with_capacity(spans.len());
        let mut at = 0;
        while at < spans.len() {
            let repeated = self.repeated_header(&spans[at..], header);
            if repeated > 0 {
                at += repeated;
                continue;
            }
            let text = spans[at].of(clean).trim();
            if !self.words.continued.contains(text) {
                out.push(Cell::read(clean, spans[at], &self.words));
            }
            at += 1;
        }
        out
    }

    /// The number of cells that a repeated header takes here; zero where there is none.
    fn repeated_header(&self, spans: &[Span], header: &Header) -> usize {
        let clean = &self.text.clean;
        let first = spans[0].of(clean);
        if first.len() > 24 || self.words.header.prefix(first).is_none() {
            return 0;
        }
        let texts: Vec<&str> = spans.iter().take(header.pieces + 2).map(|s| s.of(clean)).collect();
        match Header::from_cells(&texts, self.words.header, Setting::default()) {
            Some(again) if again.pieces * 2 > header.pieces && again.columns.len() * 2 > header.columns.len() => again.pieces,
            _ => 0,
        }
    }

    fn grid(&self, table: &Table) -> Option<(Header, Vec<TableRow>)> {
        let clean = &self.text.clean;
        let texts: Vec<Vec<&str>> = table.rows.iter().take(8).map(|row| row.iter().map(|s| s.of(clean)).collect()).collect();
        let (from, header) = (0..texts.len().min(3)).find_map(|at| Some((at, self.grid_header(&texts[at..], table)?)))?;
        let body: Vec<Vec<Span>> =
            table.rows[from + header.pieces..].iter().filter(|row| !self.is_header_row(row, &table.rows[from])).cloned().collect();
        let rows = rows::from_grid(self.frame(&header), &body);
        Some((header, rows))
    }

    /// The header of a grid: column by column, or word by word where its cells ran together or span several columns.
    fn grid_header(&self, texts: &[Vec<&str>], table: &Table) -> Option<Header> {
        let named = |header: &Header| header.has(ColumnKind::Name);
        if let [[whole], ..] = texts.iter().map(Vec::as_slice).collect::<Vec<_>>()[..] {
            let header = Header::from_glued(whole, self.words.header, self.setting(table)).filter(named)?;
            return (header.bytes == whole.len()).then_some(Header { pieces: 1, bytes: 0, ..header });
        }
        let width = table.rows.iter().skip(1).map(Vec::len).max().unwrap_or(0);
        let columns = Header::from_grid(texts, self.words.header, self.setting(table)).filter(named);
        if columns.as_ref().is_some_and(|header| header.columns.len() >= width) {
            return columns;
        }
        let words = (1..=texts.len().min(4)).rev().find_map(|rows| {
            let cells = texts[..rows].concat();
            let header = Header::from_cells(&cells, self.words.header, self.setting(table)).filter(named)?;
            (header.pieces == cells.len()).then_some(Header { pieces: rows, ..header })
        });
        let off = |header: &Header| header.columns.len().abs_diff(width);
        match (columns, words) {
            (Some(columns), Some(words)) => Some(if off(&words) < off(&columns) { words } else { columns }),
            (columns, words) => columns.or(words),
        }
    }

    fn is_header_row(&self, row: &[Span], first: &[Span]) -> bool {
        let clean = &self.text.clean;
        row.len() == first.len() && row.iter().zip(first).all(|(a, b)| a.of(clean) == b.of(clean))
    }

    fn glued(&self, table: &Table) -> Option<(Header, Vec<TableRow>)> {
        let (first, last) = table.rows.iter().flatten().next().zip(table.rows.iter().flatten().last())?;
        let span = Span::new(first.start, last.end);
        glued::read(&self.text.clean, span, self.setting(table), self.words, self.units)
    }

    /// A table of numbers whose names are lost: nothing is read out of it.
    fn nameless(&self, table: &Table, out: &mut Reading) {
        out.diagnostics.push(DiagnosticRow {
            severity: Severity::Warning,
            code: "table-unread",
            message: "the header of an indicator table stands here, but no row with a name and a value could be read".to_owned(),
            before: None,
            after: None,
            bytes: Some(self.text.map.raw(table.span)),
        });
    }
}
