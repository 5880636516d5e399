//! The rows of one table as columns: what is poured in stays here until it makes a row group.
//!
//! Most of what the contract repeats are strings: paths, units, rules, the sentence of each of its figures. A string is therefore kept
//! once, as the dictionary page of the Parquet file will hold it, and the rows hold its number.

use std::sync::Arc;

use polars::prelude::{ArrowDataType, ArrowField, ArrowSchema, PlSmallStr};

use super::distinct::Strings;
use super::known::Known;
use super::levels::{BLOCK, Levels};
use super::rows::{Called, Label, Listed};
use super::schema::{Column as Definition, Kind};

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
    /// Of each of a few fixed strings, of the labels, or of the names of a list, its number, counted from 1; 0 where it has none yet.
    terms: Vec<u32>,
    list: Option<Arc<Vec<Called>>>,
}

impl Buffer {
    /// An empty buffer for a column, with room for so many rows: memory that is not written to costs nothing, moving values about does.
    pub(super) fn new<R>(of: &Definition<R>, rows: usize) -> Self {
        let values = match of.get.kind() {
            Kind::Text => Values::Text(Texts { numbers: Vec::with_capacity(rows), ..Texts::default() }),
            Kind::Int32 | Kind::Date => Values::Int32(Vec::with_capacity(rows)),
            Kind::Int64 => Values::Int64(Vec::with_capacity(rows)),
            Kind::Float64 => Values::Float64(Vec::with_capacity(rows)),
            Kind::Boolean => Values::Boolean(Vec::with_capacity(rows)),
        };
        Self { levels: Levels::with_room(rows), values }
    }

    /// Appends what a document says in each of so many rows.
    pub(super) fn repeat(&mut self, string: Option<&str>, rows: usize) {
        let (levels, texts) = self.texts();
        let number = string.map(|string| texts.strings.number(string));
        texts.numbers.extend(number.into_iter().flat_map(|number| std::iter::repeat_n(number, rows)));
        levels.push_alike(rows, number.is_some());
    }

    /// Appends a number of each row of a block.
    #[inline]
    pub(super) fn pour<R, T: Value>(&mut self, rows: &[&R], of: impl Fn(&R) -> Option<T>) {
        let Some(values) = T::values(&mut self.values) else { unreachable!("{OWN_KIND}") };
        each(&mut self.levels, values, rows, of);
    }

    /// Appends a string of each row, which are often the same from row to row.
    #[inline]
    pub(super) fn pour_text<R>(&mut self, rows: &[&R], of: impl Fn(&R) -> Option<&str>) {
        let (levels, Texts { strings, numbers, .. }) = self.texts();
        let mut last: Option<(&str, u32)> = None;
        each(levels, numbers, rows, |row| {
            let string = of(row)?;
            let (_, number) = match last {
                Some(last) if std::ptr::eq(last.0, string) || (string.len() > LOOKED_UP && last.0 == string) => last,
                _ => *last.insert((string, strings.number(string))),
            };
            Some(number)
        });
    }

    /// Appends a shared string of each row.
    #[inline]
    pub(super) fn pour_shared<R>(&mut self, rows: &[&R], of: impl Fn(&R) -> Option<&Arc<str>>) {
        let (levels, Texts { strings, numbers, shared, .. }) = self.texts();
        let mut last: Option<(&Arc<str>, u32)> = None;
        each(levels, numbers, rows, |row| {
            let string = of(row)?;
            let (_, number) = match last {
                Some(last) if Arc::ptr_eq(last.0, string) => last,
                _ => *last.insert((string, shared.number(string, |string| strings.number(string)))),
            };
            Some(number)
        });
    }

    /// Appends one of these names for each row.
    #[inline]
    pub(super) fn pour_terms<R>(&mut self, rows: &[&R], names: &[&str], of: impl Fn(&R) -> Option<u8>) {
        let (levels, Texts { strings, numbers, terms, .. }) = self.texts();
        terms.resize(names.len(), 0);
        each(levels, numbers, rows, |row| {
            let term = usize::from(of(row)?);
            Some(by_place(terms, term, || strings.number(names[term])))
        });
    }

    /// Appends a label of each row.
    #[inline]
    pub(super) fn pour_labels<R>(&mut self, rows: &[&R], of: impl Fn(&R) -> Option<Label>) {
        let (levels, Texts { strings, numbers, terms, .. }) = self.texts();
        each(levels, numbers, rows, |row| {
            let label = of(row)?;
            if terms.len() <= label.number() {
                terms.resize(label.number() + 1, 0);
            }
            Some(by_place(terms, label.number(), || strings.number(&label)))
        });
    }

    /// Appends a name of a list for each row. The numbers hold as long as the rows share the list.
    #[inline]
    pub(super) fn pour_listed<R>(&mut self, rows: &[&R], of: impl Fn(&R) -> &Listed<Called>, shown: fn(&Called) -> &str) {
        let (levels, Texts { strings, numbers, terms, list, .. }) = self.texts();
        each(levels, numbers, rows, |row| {
            let listed = of(row);
            if !list.as_ref().is_some_and(|known| Arc::ptr_eq(known, listed.list())) {
                terms.clear();
                terms.resize(listed.list().len(), 0);
                *list = Some(listed.list().clone());
            }
            Some(by_place(terms, listed.place(), || strings.number(shown(listed))))
        });
    }

    fn texts(&mut self) -> (&mut Levels, &mut Texts) {
        let Values::Text(texts) = &mut self.values else { unreachable!("{OWN_KIND}") };
        (&mut self.levels, texts)
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
                texts.list = None;
            }
            Values::Int32(values) => values.clear(),
            Values::Int64(values) => values.clear(),
            Values::Float64(values) => values.clear(),
            Values::Boolean(values) => values.clear(),
        }
    }
}

/// The number of a string that is known by its place.
#[inline]
fn by_place(numbers: &mut [u32], place: usize, number: impl FnOnce() -> u32) -> u32 {
    let known = &mut numbers[place];
    if *known == 0 {
        *known = number() + 1;
    }
    *known - 1
}

/// Why a buffer holds what is poured into it.
const OWN_KIND: &str = "a buffer is made for its own column";

/// What stands in a column as it is.
pub(super) trait Value: Copy + Default {
    /// The values of a column of this type.
    fn values(of: &mut Values) -> Option<&mut Vec<Self>>;
}

macro_rules! value {
    ($type:ty, $variant:ident) => {
        impl Value for $type {
            fn values(of: &mut Values) -> Option<&mut Vec<Self>> {
                if let Values::$variant(values) = of { Some(values) } else { None }
            }
        }
    };
}

value!(i32, Int32);
value!(i64, Int64);
value!(f64, Float64);
value!(bool, Boolean);

/// Appends a value of each row of a block. A null is written like a value and then overwritten, which costs less than to ask what comes
/// next.
#[inline]
fn each<'a, R, T: Copy + Default>(levels: &mut Levels, values: &mut Vec<T>, rows: &[&'a R], mut of: impl FnMut(&'a R) -> Option<T>) {
    let start = values.len();
    let mut block = [0u8; BLOCK];
    values.resize(start + rows.len(), T::default());
    let room = &mut values[start..];
    let mut present = 0;
    for (row, level) in rows.iter().zip(&mut block) {
        let value = of(row);
        *level = u8::from(value.is_some());
        room[present] = value.unwrap_or_default();
        present += usize::from(*level);
    }
    values.truncate(start + present);
    levels.push(&block[..rows.len()], present);
}

/// Strings up to this length are as soon looked up as compared.
const LOOKED_UP: usize = 16;

/// The schema of a table's columns, strings as large_utf8.
pub(super) fn schema<R>(columns: &[Definition<R>]) -> ArrowSchema {
    let dtype = |kind: Kind| match kind {
        Kind::Text => ArrowDataType::LargeUtf8,
        Kind::Int32 => ArrowDataType::Int32,
        Kind::Int64 => ArrowDataType::Int64,
        Kind::Float64 => ArrowDataType::Float64,
        Kind::Boolean => ArrowDataType::Boolean,
        Kind::Date => ArrowDataType::Date32,
    };
    let field = |c: &Definition<R>| {
        let name = PlSmallStr::from_static(c.name);
        (name.clone(), ArrowField::new(name, dtype(c.get.kind()), true))
    };
    columns.iter().map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rows::Outcome;
    use super::super::schema::{Get, Table};
    use super::*;

    #[test]
    fn terms_are_numbered_in_the_order_they_come() {
        let table = Table::new("outcomes", "").term("outcome", "", Outcome::NAMES, |row: &Option<Outcome>| row.map(|v| v as u8));
        let column = &table.columns[0];
        let rows = [Some(Outcome::Unclaimed), None, Some(Outcome::Extracted), Some(Outcome::Unclaimed)];
        let Get::Own(_, pour) = &column.get else { panic!("no key") };
        let mut buffer = Buffer::new(column, rows.len());
        for _ in 0..2 {
            pour(&mut buffer, &rows.each_ref());
            let Values::Text(texts) = &buffer.values else { panic!("a column of strings") };
            let written: Vec<&[u8]> = texts.strings.iter().collect();
            assert_eq!((texts.numbers.as_slice(), written), (&[0, 1, 0][..], vec![&b"unclaimed"[..], b"extracted"]));
            assert_eq!((buffer.levels.rows(), buffer.levels.nulls()), (4, 1));
            buffer.clear();
        }
    }
}
