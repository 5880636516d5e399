//! Rows to polars columns: typed buffers that one table's rows are poured into, column by column.

use polars::prelude::*;

use super::schema::{At, Column as Definition, Get};

/// The buffer of one column.
pub(super) enum Buffer {
    Text(StringChunkedBuilder),
    Int32(PrimitiveChunkedBuilder<Int32Type>),
    Int64(PrimitiveChunkedBuilder<Int64Type>),
    Float64(PrimitiveChunkedBuilder<Float64Type>),
    Boolean(BooleanChunkedBuilder),
    Date(PrimitiveChunkedBuilder<Int32Type>),
}

impl Buffer {
    /// An empty buffer for a column.
    pub(super) fn new<R>(of: &Definition<R>) -> Self {
        let name = PlSmallStr::from_static(of.name);
        match of.get {
            Get::Text(_) | Get::Enum(_) => Self::Text(StringChunkedBuilder::new(name, 0)),
            Get::Int32(_) => Self::Int32(PrimitiveChunkedBuilder::new(name, 0)),
            Get::Int64(_) => Self::Int64(PrimitiveChunkedBuilder::new(name, 0)),
            Get::Float64(_) => Self::Float64(PrimitiveChunkedBuilder::new(name, 0)),
            Get::Boolean(_) => Self::Boolean(BooleanChunkedBuilder::new(name, 0)),
            Get::Date(_) => Self::Date(PrimitiveChunkedBuilder::new(name, 0)),
        }
    }

    /// Appends the column's value of every row.
    pub(super) fn pour<'a, R: 'a>(&mut self, get: &Get<R>, rows: impl Iterator<Item = At<'a, R>>) {
        match (self, get) {
            (Self::Text(b), Get::Text(f)) => rows.for_each(|r| b.append_option(f(r))),
            (Self::Text(b), Get::Enum(f)) => rows.for_each(|r| b.append_option(f(r))),
            (Self::Int32(b), Get::Int32(f)) | (Self::Date(b), Get::Date(f)) => rows.for_each(|r| b.append_option(f(r))),
            (Self::Int64(b), Get::Int64(f)) => rows.for_each(|r| b.append_option(f(r))),
            (Self::Float64(b), Get::Float64(f)) => rows.for_each(|r| b.append_option(f(r))),
            (Self::Boolean(b), Get::Boolean(f)) => rows.for_each(|r| b.append_option(f(r))),
            _ => unreachable!("a buffer is made from its own column's reader"),
        }
    }

    /// The finished column.
    pub(super) fn finish(self) -> Column {
        match self {
            Self::Text(b) => b.finish().into_column(),
            Self::Int32(b) => b.finish().into_column(),
            Self::Int64(b) => b.finish().into_column(),
            Self::Float64(b) => b.finish().into_column(),
            Self::Boolean(b) => b.finish().into_column(),
            Self::Date(b) => b.finish().into_date().into_column(),
        }
    }
}

/// The polars schema of a table's columns.
pub(super) fn schema<R>(columns: &[Definition<R>]) -> Schema {
    let dtype = |get: &Get<R>| match get {
        Get::Text(_) | Get::Enum(_) => DataType::String,
        Get::Int32(_) => DataType::Int32,
        Get::Int64(_) => DataType::Int64,
        Get::Float64(_) => DataType::Float64,
        Get::Boolean(_) => DataType::Boolean,
        Get::Date(_) => DataType::Date,
    };
    columns.iter().map(|c| Field::new(PlSmallStr::from_static(c.name), dtype(&c.get))).collect()
}
