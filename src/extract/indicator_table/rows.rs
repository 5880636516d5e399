//! Rows of a table: name, running number, group and the value cells in order, whichever way the cells came.

mod grid;
mod stream;

use crate::tables::rows::{Attribute, Span};

use super::cell::Cell;
use super::header::Header;
use super::name::UnitWords;
use super::split::Way;
use super::words::Words;
pub(super) use grid::from_grid;
pub(super) use stream::Stream;

/// One row, before its values have columns.
#[derive(Clone, Debug, Default)]
pub(super) struct TableRow {
    pub(super) category: Option<String>,
    pub(super) row_no: Option<String>,
    /// The head of several rows: 主要污染物排放总量减少.
    pub(super) parent: Option<String>,
    pub(super) name: String,
    pub(super) unit: Option<String>,
    /// Where the name runs together with the head of several rows: the head and the rest.
    pub(super) torn: Option<(String, String)>,
    /// Other indicators that the same cells hold for.
    pub(super) shared: Vec<String>,
    /// Value cells in order, as many as there are columns where their places are known.
    pub(super) cells: Vec<Cell>,
    /// Where the cells run together: the ways to cut them, the likeliest first.
    pub(super) segmentations: Vec<Way>,
    /// The row's own attribute cell.
    pub(super) attribute_cell: Option<(Span, Attribute)>,
    /// The attribute that holds for the row, also from a merged cell.
    pub(super) attribute: Option<Attribute>,
    /// From the first cell to the last.
    pub(super) span: Span,
    /// The running number, where it stands in a cell of its own.
    pub(super) row_no_span: Option<Span>,
}

impl TableRow {
    fn cover(&mut self, span: Span) {
        if self.span.is_empty() {
            self.span = span;
        } else {
            self.span = Span::new(self.span.start.min(span.start), self.span.end.max(span.end));
        }
    }

    fn begun(&self) -> bool {
        !self.cells.is_empty() || self.attribute_cell.is_some()
    }
}

/// What reading rows needs to know of the table.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) clean: &'a str,
    pub(super) words: Words<'a>,
    pub(super) units: UnitWords<'a>,
    pub(super) header: &'a Header,
}

impl Frame<'_> {
    fn text(&self, cell: &Cell) -> &str {
        cell.span.of(self.clean)
    }

    /// Words that stand for a value: 完成省下达任务, 总体平衡.
    pub(super) fn is_text_value(&self, text: &str) -> bool {
        let count = text.chars().count();
        self.words.text_whole.contains(text)
            || ((3..=40).contains(&count) && !text.ends_with(')') && self.words.text_start.starts_with(text).is_some())
    }
}
