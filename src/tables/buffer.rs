//! The rows of one table as columns: what is poured in stays here until it makes a row group.
//!
//! Most of what the contract repeats are strings: paths, units, rules, the sentence of each of its figures. A string is therefore kept
//! once, as the dictionary page of the Parquet file will hold it, and the rows hold its number.

use std::sync::Arc;

use polars::prelude::{ArrowDataType, ArrowField, ArrowSchema, PlSmallStr};

use super::distinct::Strings;
use super::known::Known;
use super::levels::{BLOCK, Levels};
use super::rows::DocumentRow;
use super::schema::{At, Column as Definition, Get};

/// The cells of one column.
pub(super) struct Buffer {
    pub(super) levels: Levels,
    pub(super) values: Values,
}

/// The values of a column, nulls left out.
pub(super) enum Values {
    /// Strings.
    Text(Texts),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Float64(Vec<f64>),
    Boolean(Vec<bool>),
}

/// Strings by their numbers.
#[derive(Default)]
pub(super) struct Texts {
    /// Those that differ.
    pub(super) strings: Strings,
    /// The number of each value.
    pub(super) numbers: Vec<u32>,
    shared: Known<Arc<str>>,
    names: Known<&'static str>,
}

impl Buffer {
    /// An empty buffer for a column, with room for so many rows: memory that is not written to costs nothing, moving values about does.
    pub(super) fn new<R>(of: &Definition<R>, rows: usize) -> Self {
        let values = match of.get {
            Get::Key(_) | Get::Text(_) | Get::Shared(_) | Get::Enum(_) => {
                Values::Text(Texts { numbers: Vec::with_capacity(rows), ..Texts::default() })
            }
            Get::Int32(_) | Get::Date(_) => Values::Int32(Vec::with_capacity(rows)),
            Get::Int64(_) => Values::Int64(Vec::with_capacity(rows)),
            Get::Float64(_) => Values::Float64(Vec::with_capacity(rows)),
            Get::Boolean(_) => Values::Boolean(Vec::with_capacity(rows)),
        };
        Self { levels: Levels::default(), values }
    }

    /// Appends what a document says in each of so many rows, if the column is of that kind.
    pub(super) fn repeat<R>(&mut self, get: &Get<R>, document: &DocumentRow, rows: usize) {
        let (Values::Text(texts), Get::Key(f)) = (&mut self.values, get) else { return };
        let number = f(document).map(|string| texts.strings.number(string));
        texts.numbers.extend(number.into_iter().flat_map(|number| std::iter::repeat_n(number, rows)));
        self.levels.push_alike(rows, number.is_some());
    }

    /// Appends the column's value of every row of a block.
    pub(super) fn pour<'a, R: 'a>(&mut self, get: &Get<R>, rows: impl ExactSizeIterator<Item = At<'a, R>>) {
        let levels = &mut self.levels;
        match (&mut self.values, get) {
            (Values::Text(_), Get::Key(_)) => {}
            (Values::Text(texts), Get::Text(f)) => written(levels, &mut texts.numbers, rows.map(f), &mut texts.strings),
            (Values::Text(Texts { strings, numbers, shared, .. }), Get::Shared(f)) => {
                each(levels, numbers, rows.map(f), |string| shared.number(string, |s| strings.number(s)));
            }
            (Values::Text(Texts { strings, numbers, names, .. }), Get::Enum(f)) => {
                each(levels, numbers, rows.map(f), |name| names.number(&name, |s| strings.number(s)));
            }
            (Values::Int32(values), Get::Int32(f) | Get::Date(f)) => each(levels, values, rows.map(f), |v| v),
            (Values::Int64(values), Get::Int64(f)) => each(levels, values, rows.map(f), |v| v),
            (Values::Float64(values), Get::Float64(f)) => each(levels, values, rows.map(f), |v| v),
            (Values::Boolean(values), Get::Boolean(f)) => each(levels, values, rows.map(f), |v| v),
            _ => unreachable!("a buffer is made from its own column's reader"),
        }
    }

    /// The bytes of its strings.
    pub(super) fn text_len(&self) -> usize {
        if let Values::Text(texts) = &self.values { texts.strings.page().len() } else { 0 }
    }

    /// Empties it; what it has allocated stays for the next row group.
    pub(super) fn clear(&mut self) {
        self.levels.clear();
        match &mut self.values {
            Values::Text(texts) => {
                texts.strings.clear();
                texts.numbers.clear();
                texts.shared.clear();
                texts.names.clear();
            }
            Values::Int32(values) => values.clear(),
            Values::Int64(values) => values.clear(),
            Values::Float64(values) => values.clear(),
            Values::Boolean(values) => values.clear(),
        }
    }
}

/// Appends the values of a block. A null is written like a value and then overwritten, which costs less than to ask what comes next.
fn each<C, T: Copy + Default>(
    levels: &mut Levels,
    values: &mut Vec<T>,
    cells: impl ExactSizeIterator<Item = Option<C>>,
    mut value: impl FnMut(C) -> T,
) {
    let (rows, start) = (cells.len(), values.len());
    let mut block = [0u8; BLOCK];
    let mut end = start;
    values.resize(start + rows, T::default());
    for (cell, level) in cells.zip(&mut block) {
        *level = u8::from(cell.is_some());
        values[end] = cell.map_or_else(T::default, &mut value);
        end += usize::from(*level);
    }
    values.truncate(end);
    levels.push(&block[..rows], end - start);
}

/// Strings up to this length are as soon looked up as compared.
const LOOKED_UP: usize = 16;

/// Strings, which are often the same from row to row.
fn written<'a>(levels: &mut Levels, numbers: &mut Vec<u32>, cells: impl ExactSizeIterator<Item = Option<&'a str>>, strings: &mut Strings) {
    let mut last: Option<(&str, u32)> = None;
    each(levels, numbers, cells, |string| {
        let (_, number) = match last {
            Some(last) if std::ptr::eq(last.0, string) || (string.len() > LOOKED_UP && last.0 == string) => last,
            _ => *last.insert((string, strings.number(string))),
        };
        number
    });
}

/// The schema of a table's columns, strings as large_utf8.
pub(super) fn schema<R>(columns: &[Definition<R>]) -> ArrowSchema {
    let dtype = |get: &Get<R>| match get {
        Get::Key(_) | Get::Text(_) | Get::Shared(_) | Get::Enum(_) => ArrowDataType::LargeUtf8,
        Get::Int32(_) => ArrowDataType::Int32,
        Get::Int64(_) => ArrowDataType::Int64,
        Get::Float64(_) => ArrowDataType::Float64,
        Get::Boolean(_) => ArrowDataType::Boolean,
        Get::Date(_) => ArrowDataType::Date32,
    };
    let field = |c: &Definition<R>| {
        let name = PlSmallStr::from_static(c.name);
        (name.clone(), ArrowField::new(name, dtype(&c.get), true))
    };
    columns.iter().map(field).collect()
}
