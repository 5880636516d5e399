//! Tables back from Parquet: the few columns that `verify` and the snapshots ask for, as plain vectors.

use std::fs::File;
use std::path::Path;

use polars::prelude::*;

use super::parquet::Error;

/// A table read back.
#[derive(Debug)]
pub struct Frame {
    file: std::path::PathBuf,
    frame: DataFrame,
}

impl Frame {
    /// Opens a table, or some of its columns.
    ///
    /// # Errors
    /// When the file cannot be read or lacks a column.
    pub fn open(file: &Path, columns: Option<&[&str]>) -> Result<Self, Error> {
        let wrong = |message: String| Error { file: file.to_owned(), message };
        let source = File::open(file).map_err(|e| wrong(e.to_string()))?;
        let columns = columns.map(|names| names.iter().map(|n| (*n).to_owned()).collect());
        let frame = ParquetReader::new(source).with_columns(columns).finish().map_err(|e| wrong(e.to_string()))?;
        Ok(Self { file: file.to_owned(), frame })
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// Whether it holds no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the columns.
    pub fn names(&self) -> Vec<String> {
        self.frame.get_column_names().iter().map(|n| n.to_string()).collect()
    }

    fn column<T>(&self, name: &str, take: impl Fn(&Column) -> PolarsResult<Vec<T>>) -> Result<Vec<T>, Error> {
        let column = self.frame.column(name);
        column.and_then(take).map_err(|e| Error { file: self.file.clone(), message: e.to_string() })
    }

    /// A column of strings.
    ///
    /// # Errors
    /// When there is no such column, or it holds no strings.
    pub fn text(&self, name: &str) -> Result<Vec<Option<String>>, Error> {
        self.column(name, |c| Ok(c.str()?.iter().map(|v| v.map(str::to_owned)).collect()))
    }

    /// A column of 64-bit numbers.
    ///
    /// # Errors
    /// When there is no such column, or it is of another type.
    pub fn int64(&self, name: &str) -> Result<Vec<Option<i64>>, Error> {
        self.column(name, |c| Ok(c.i64()?.iter().collect()))
    }

    /// Any column, its values as text; numbers in their shortest form.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn shown(&self, name: &str) -> Result<Vec<Option<String>>, Error> {
        self.column(name, |c| {
            let show = |i| match c.get(i)? {
                AnyValue::Null => Ok(None),
                AnyValue::Float64(f) => Ok(Some(format!("{f}"))),
                AnyValue::Date(days) => Ok(Some(date(days))),
                other => Ok(Some(other.get_str().map_or_else(|| other.to_string(), str::to_owned))),
            };
            (0..c.len()).map(show).collect()
        })
    }
}

fn date(days: i32) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).map_or_else(|_| days.to_string(), |d| d.to_string())
}

fn reader(file: &Path) -> Result<ParquetReader<File>, Error> {
    let source = File::open(file).map_err(|e| Error { file: file.to_owned(), message: e.to_string() })?;
    Ok(ParquetReader::new(source))
}

/// The key-value metadata of a table's file.
///
/// # Errors
/// When the file cannot be read.
pub fn metadata(file: &Path) -> Result<std::collections::BTreeMap<String, String>, Error> {
    let mut reader = reader(file)?;
    let metadata = reader.get_metadata().map_err(|e| Error { file: file.to_owned(), message: e.to_string() })?;
    let pairs = metadata.key_value_metadata().iter().flatten();
    Ok(pairs.map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default())).collect())
}
