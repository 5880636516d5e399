//! What a table is: its name, its columns in order, and how each column is read out of a row.
//!
//! A column is defined once, here and in `contract`; the frames, the Parquet files, the check of a staged run and
//! docs/contract.md are all made from that definition.

use std::sync::Arc;

use super::rows::{DocumentRow, Span};

/// A row and the document it was read from.
#[derive(Debug)]
pub struct At<'a, R> {
    /// The document's own row, which every table repeats `path` and `doc_id` of.
    pub document: &'a DocumentRow,
    /// The row.
    pub row: &'a R,
}

// Not derived: `derive` would ask for `R: Copy`, and the row is only borrowed.
impl<R> Clone for At<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for At<'_, R> {}

/// The physical type of a column, by the function that reads it from a row. A null is `None`.
#[derive(Debug)]
pub enum Get<R> {
    /// A string of the document, the same in all its rows, written as large_utf8.
    Key(for<'a> fn(&'a DocumentRow) -> Option<&'a str>),
    /// A string, written as large_utf8.
    Text(for<'a> fn(At<'a, R>) -> Option<&'a str>),
    /// A string that many rows share, known by where it lies.
    Shared(for<'a> fn(At<'a, R>) -> Option<&'a Arc<str>>),
    /// One of a few fixed strings, by its place among them.
    Enum(&'static [&'static str], for<'a> fn(At<'a, R>) -> Option<u8>),
    /// A signed 32-bit number.
    Int32(for<'a> fn(At<'a, R>) -> Option<i32>),
    /// A signed 64-bit number.
    Int64(for<'a> fn(At<'a, R>) -> Option<i64>),
    /// A 64-bit float.
    Float64(for<'a> fn(At<'a, R>) -> Option<f64>),
    /// True or false.
    Boolean(for<'a> fn(At<'a, R>) -> Option<bool>),
    /// Days since 1970-01-01.
    Date(for<'a> fn(At<'a, R>) -> Option<i32>),
}

impl<R> Get<R> {
    /// The name of the type in docs/contract.md.
    pub fn type_name(&self) -> &'static str {
        match self {
            Get::Key(_) | Get::Text(_) | Get::Shared(_) | Get::Enum(..) => "string",
            Get::Int32(_) => "Int32",
            Get::Int64(_) => "Int64",
            Get::Float64(_) => "Float64",
            Get::Boolean(_) => "Boolean",
            Get::Date(_) => "Date",
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
    pub get: Get<R>,
}

/// A column of a name, a meaning and a reader.
pub fn column<R>(name: &'static str, doc: impl Into<String>, get: Get<R>) -> Column<R> {
    Column { name, doc: doc.into(), get }
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
    /// The definition without the row type.
    pub fn doc(&self) -> TableDoc {
        let columns = self.columns.iter().map(|c| (c.name, c.get.type_name(), c.doc.clone())).collect();
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
