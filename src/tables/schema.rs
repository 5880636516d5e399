//! What a table is: its name, its columns in order, and how each column is read out of a row.
//!
//! A column is defined once, here and in `contract`; the frames, the Parquet files, the check of a staged run and
//! docs/contract.md are all made from that definition.

use std::fmt;
use std::sync::Arc;

use super::buffer::Buffer;
use super::rows::{Called, DocumentRow, Label, Listed, Span};

/// How a column is read.
pub(super) enum Get<R> {
    /// A string of the document, the same in all its rows.
    Key(for<'a> fn(&'a DocumentRow) -> Option<&'a str>),
    /// Something of each row, by its physical type.
    Own(Kind, Pour<R>),
}

/// Pours what a column reads of a block of rows into its buffer. One function for each column: what it reads stands in the loop.
pub(super) type Pour<R> = Box<dyn Fn(&mut Buffer, &[&R]) + Send + Sync>;

/// The physical type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Written as large_utf8.
    Text,
    /// Signed, of 32 bits.
    Int32,
    /// Signed, of 64 bits.
    Int64,
    /// A float of 64 bits.
    Float64,
    /// True or false.
    Boolean,
    /// Days since 1970-01-01.
    Date,
}

impl<R> Get<R> {
    /// The type of the column.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Get::Key(_) => Kind::Text,
            Get::Own(kind, _) => *kind,
        }
    }
}

impl<R> fmt::Debug for Get<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind().fmt(f)
    }
}

impl Kind {
    /// The name of the type in docs/contract.md.
    fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Int32 => "Int32",
            Kind::Int64 => "Int64",
            Kind::Float64 => "Float64",
            Kind::Boolean => "Boolean",
            Kind::Date => "Date",
        }
    }
}

/// One column of a table.
#[derive(Debug)]
pub struct Column<R> {
    /// Its name, `snake_case`.
    pub name: &'static str,
    /// Its meaning, as docs/contract.md prints it.
    pub doc: String,
    /// How it is read from a row.
    pub(super) get: Get<R>,
}

/// A table of the contract.
#[derive(Debug)]
pub struct Table<R> {
    /// The name of the table and of its file.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns in order.
    pub columns: Vec<Column<R>>,
}

/// A table's definition without its row type: what the documentation and the checks need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDoc {
    /// The name of the table and of its file.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Name, type and meaning of each column.
    pub columns: Vec<(&'static str, &'static str, String)>,
}

impl<R> Table<R> {
    /// A table without columns.
    pub(super) fn new(name: &'static str, about: &'static str) -> Self {
        Self { name, about, columns: Vec::new() }
    }

    fn with(mut self, name: &'static str, doc: impl Into<String>, get: Get<R>) -> Self {
        self.columns.push(Column { name, doc: doc.into(), get });
        self
    }

    /// Adds a string of the document, the same in all its rows.
    pub(super) fn key(self, name: &'static str, doc: &str, of: for<'a> fn(&'a DocumentRow) -> Option<&'a str>) -> Self {
        self.with(name, doc, Get::Key(of))
    }

    /// Adds a string.
    pub(super) fn text(self, name: &'static str, doc: impl Into<String>, of: impl Fn(&R) -> Option<&str> + Send + Sync + 'static) -> Self {
        self.with(name, doc, Get::Own(Kind::Text, Box::new(move |buffer, rows| buffer.pour_text(rows, &of))))
    }

    /// Adds a string that many rows share, known by where it lies.
    pub(super) fn shared(
        self,
        name: &'static str,
        doc: impl Into<String>,
        of: impl Fn(&R) -> Option<&Arc<str>> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, doc, Get::Own(Kind::Text, Box::new(move |buffer, rows| buffer.pour_shared(rows, &of))))
    }

    /// Adds a label.
    pub(super) fn labelled(
        self,
        name: &'static str,
        doc: impl Into<String>,
        of: impl Fn(&R) -> Option<Label> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, doc, Get::Own(Kind::Text, Box::new(move |buffer, rows| buffer.pour_labels(rows, &of))))
    }

    /// Adds a name out of a list.
    pub(super) fn listed(
        self,
        name: &'static str,
        doc: impl Into<String>,
        of: impl Fn(&R) -> &Listed<Called> + Send + Sync + 'static,
        shown: fn(&Called) -> &str,
    ) -> Self {
        self.with(name, doc, Get::Own(Kind::Text, Box::new(move |buffer, rows| buffer.pour_listed(rows, &of, shown))))
    }

    /// Adds one of a few fixed strings, by its place among them.
    pub(super) fn term(
        self,
        name: &'static str,
        doc: impl Into<String>,
        names: &'static [&'static str],
        of: impl Fn(&R) -> Option<u8> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, doc, Get::Own(Kind::Text, Box::new(move |buffer, rows| buffer.pour_terms(rows, names, &of))))
    }

    /// Adds a number.
    pub(super) fn int32(self, name: &'static str, doc: impl Into<String>, of: impl Fn(&R) -> Option<i32> + Send + Sync + 'static) -> Self {
        self.with(name, doc, Get::Own(Kind::Int32, Box::new(move |buffer, rows| buffer.pour(rows, &of))))
    }

    /// Adds a number that may be large.
    pub(super) fn int64(self, name: &'static str, doc: impl Into<String>, of: impl Fn(&R) -> Option<i64> + Send + Sync + 'static) -> Self {
        self.with(name, doc, Get::Own(Kind::Int64, Box::new(move |buffer, rows| buffer.pour(rows, &of))))
    }

    /// Adds a fraction.
    pub(super) fn float64(
        self,
        name: &'static str,
        doc: impl Into<String>,
        of: impl Fn(&R) -> Option<f64> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, doc, Get::Own(Kind::Float64, Box::new(move |buffer, rows| buffer.pour(rows, &of))))
    }

    /// Adds what holds or does not.
    pub(super) fn boolean(
        self,
        name: &'static str,
        doc: impl Into<String>,
        of: impl Fn(&R) -> Option<bool> + Send + Sync + 'static,
    ) -> Self {
        self.with(name, doc, Get::Own(Kind::Boolean, Box::new(move |buffer, rows| buffer.pour(rows, &of))))
    }

    /// Adds a day.
    pub(super) fn date(self, name: &'static str, doc: impl Into<String>, of: impl Fn(&R) -> Option<i32> + Send + Sync + 'static) -> Self {
        self.with(name, doc, Get::Own(Kind::Date, Box::new(move |buffer, rows| buffer.pour(rows, &of))))
    }

    /// The definition without the row type.
    pub fn doc(&self) -> TableDoc {
        let columns = self.columns.iter().map(|c| (c.name, c.get.kind().name(), c.doc.clone())).collect();
        TableDoc { name: self.name, about: self.about, columns }
    }
}

/// The first byte of a span as the contract writes it.
pub(super) fn start(span: Span) -> Option<i64> {
    Some(span.start as i64)
}

/// The byte behind a span as the contract writes it.
pub(super) fn end(span: Span) -> Option<i64> {
    Some(span.end as i64)
}
