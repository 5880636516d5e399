//! The rows of one table as columns: what is poured in stays here until it makes a row group.
//!
//! Most of what the contract repeats are strings: paths, units, rules, the sentence of each of its figures. A string is therefore kept
//! once, as the dictionary page of the Parquet file will hold it, and the rows hold its number.

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
    shared: Known,
    /// Of each of a few fixed strings its number, counted from 1; 0 where it has none yet.
    terms: Vec<u32>,
}

impl Buffer {
    /// An empty buffer for a column, with room for so many rows: memory that is not written to costs nothing, moving values about does.
    pub(super) fn new<R>(of: &Definition<R>, rows: usize) -> Self {
        let values = match of.get {
            Get::Key(_) | Get::Text(_) | Get::Shared(_) | Get::Enum(..) => {
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
            (Values::Text(Texts { strings, numbers, terms, .. }), Get::Enum(names, f)) => {
                terms.resize(names.len(), 0);
                each(levels, numbers, rows.map(f), |term| {
                    let (name, number) = (names[usize::from(term)], &mut terms[usize::from(term)]);
                    if *number == 0 {
                        *number = strings.number(name) + 1;
                    }
                    *number - 1
                });
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
                texts.terms.clear();
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
    values.resize(start + rows, T::default());
    let room = &mut values[start..];
    let mut present = 0;
    for (cell, level) in cells.zip(&mut block) {
        *level = u8::from(cell.is_some());
        room[present] = cell.map_or_else(T::default, &mut value);
        present += usize::from(*level);
    }
    values.truncate(start + present);
    levels.push(&block[..rows], present);
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
        Get::Key(_) | Get::Text(_) | Get::Shared(_) | Get::Enum(..) => ArrowDataType::LargeUtf8,
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

#[cfg(test)]
mod tests {
    use super::super::rows::Outcome;
    use super::super::schema::column;
    use super::*;

    #[test]
    fn terms_are_numbered_in_the_order_they_come() {
        let column = column("outcome", "", Get::Enum(Outcome::NAMES, |a: At<'_, Option<Outcome>>| a.row.map(|v| v as u8)));
        let rows = [Some(Outcome::Unclaimed), None, Some(Outcome::Extracted), Some(Outcome::Unclaimed)];
        let document = DocumentRow::blank("a.txt");
        let mut buffer = Buffer::new(&column, rows.len());
        for _ in 0..2 {
            buffer.pour(&column.get, rows.iter().map(|row| At { document: &document, row }));
            let Values::Text(texts) = &buffer.values else { panic!("a column of strings") };
            let written: Vec<&[u8]> = texts.strings.iter().collect();
            assert_eq!((texts.numbers.as_slice(), written), (&[0, 1, 0][..], vec![&b"unclaimed"[..], b"extracted"]));
            assert_eq!((buffer.levels.rows(), buffer.levels.nulls()), (4, 1));
            buffer.clear();
        }
    }
}
