//! The rows of one table as columns: what is poured in stays here until it makes a row group.
//!
//! Most of what the contract repeats are strings: paths, units, rules, the sentence of each of its figures. A string is therefore kept
//! once, as the dictionary page of the Parquet file will hold it, and the rows hold its number.

use polars::prelude::{ArrowDataType, ArrowField, ArrowSchema, PlSmallStr};

use super::distinct::Strings;
use super::schema::{At, Column as Definition, Get};

/// The cells of one column.
pub(super) struct Buffer {
    /// Of each row, 1 where it holds a value and 0 where it is null.
    pub(super) levels: Vec<u8>,
    pub(super) values: Values,
}

/// The values of a column, nulls left out.
pub(super) enum Values {
    /// The number of each string among those that differ.
    Text(Strings, Vec<u32>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Float64(Vec<f64>),
    Boolean(Vec<bool>),
}

impl Buffer {
    /// An empty buffer for a column.
    pub(super) fn new<R>(of: &Definition<R>) -> Self {
        let values = match of.get {
            Get::Key(_) | Get::Text(_) | Get::Enum(_) => Values::Text(Strings::default(), Vec::new()),
            Get::Int32(_) | Get::Date(_) => Values::Int32(Vec::new()),
            Get::Int64(_) => Values::Int64(Vec::new()),
            Get::Float64(_) => Values::Float64(Vec::new()),
            Get::Boolean(_) => Values::Boolean(Vec::new()),
        };
        Self { levels: Vec::new(), values }
    }

    /// Appends the column's value of every row of a document.
    pub(super) fn pour<'a, R: 'a>(&mut self, get: &Get<R>, rows: impl ExactSizeIterator<Item = At<'a, R>>) {
        let levels = &mut self.levels;
        match (&mut self.values, get) {
            (Values::Text(strings, numbers), Get::Key(f)) => repeat(levels, rows, |r| f(r.document).map(|s| strings.number(s)), numbers),
            (Values::Text(strings, numbers), Get::Text(f)) => texts(levels, rows.map(f), strings, numbers),
            (Values::Text(strings, numbers), Get::Enum(f)) => names(levels, rows.map(f), strings, numbers),
            (Values::Int32(values), Get::Int32(f) | Get::Date(f)) => each(levels, rows.map(f), |v| values.push(v)),
            (Values::Int64(values), Get::Int64(f)) => each(levels, rows.map(f), |v| values.push(v)),
            (Values::Float64(values), Get::Float64(f)) => each(levels, rows.map(f), |v| values.push(v)),
            (Values::Boolean(values), Get::Boolean(f)) => each(levels, rows.map(f), |v| values.push(v)),
            _ => unreachable!("a buffer is made from its own column's reader"),
        }
    }

    /// The bytes of its strings.
    pub(super) fn text_len(&self) -> usize {
        if let Values::Text(strings, _) = &self.values { strings.page().len() } else { 0 }
    }

    /// Empties it; what it has allocated stays for the next row group.
    pub(super) fn clear(&mut self) {
        self.levels.clear();
        match &mut self.values {
            Values::Text(strings, numbers) => {
                strings.clear();
                numbers.clear();
            }
            Values::Int32(values) => values.clear(),
            Values::Int64(values) => values.clear(),
            Values::Float64(values) => values.clear(),
            Values::Boolean(values) => values.clear(),
        }
    }
}

fn each<T>(levels: &mut Vec<u8>, cells: impl ExactSizeIterator<Item = Option<T>>, mut keep: impl FnMut(T)) {
    levels.extend(cells.map(|cell| u8::from(cell.map(&mut keep).is_some())));
}

/// Strings, which are often the same from row to row.
fn texts<'a>(levels: &mut Vec<u8>, cells: impl ExactSizeIterator<Item = Option<&'a str>>, strings: &mut Strings, numbers: &mut Vec<u32>) {
    let mut last: Option<(&str, u32)> = None;
    each(levels, cells, |string| {
        let (_, number) = match last {
            Some(last) if std::ptr::eq(last.0, string) || last.0 == string => last,
            _ => *last.insert((string, strings.number(string))),
        };
        numbers.push(number);
    });
}

/// Names of an enum: few, and each the same string every time, so that it is known by where it lies.
fn names(levels: &mut Vec<u8>, cells: impl ExactSizeIterator<Item = Option<&'static str>>, strings: &mut Strings, numbers: &mut Vec<u32>) {
    let mut known: Vec<(&str, u32)> = Vec::new();
    each(levels, cells, |name| {
        let number = known.iter().find(|known| std::ptr::eq(known.0, name)).map(|known| known.1);
        numbers.push(number.unwrap_or_else(|| {
            let number = strings.number(name);
            known.push((name, number));
            number
        }));
    });
}

/// What the first row says, for every row.
fn repeat<R>(levels: &mut Vec<u8>, mut rows: impl ExactSizeIterator<Item = R>, number: impl FnOnce(R) -> Option<u32>, to: &mut Vec<u32>) {
    let rows_len = rows.len();
    let Some(number) = rows.next().map(number) else { return };
    levels.extend(std::iter::repeat_n(u8::from(number.is_some()), rows_len));
    to.extend(number.iter().flat_map(|&number| std::iter::repeat_n(number, rows_len)));
}

/// The schema of a table's columns, strings as large_utf8.
pub(super) fn schema<R>(columns: &[Definition<R>]) -> ArrowSchema {
    let dtype = |get: &Get<R>| match get {
        Get::Key(_) | Get::Text(_) | Get::Enum(_) => ArrowDataType::LargeUtf8,
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
