//! One table to one Parquet file: zstd, plain large_utf8 strings, row groups of bounded size.
//!
//! polars' own writer would find out anew, column by column, which values repeat, and hold every string as often as a row says it. The
//! pages are therefore made here ([`super::page`]); the file around them is polars'.

use std::borrow::Borrow;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use polars::prelude::*;
use polars_parquet::parquet::error::{ParquetError, ParquetResult};
use polars_parquet::parquet::fallible_streaming_iterator;
use polars_parquet::parquet::metadata::KeyValue;
use polars_parquet::parquet::page::CompressedPage;
use polars_parquet::parquet::write::{DynIter, DynStreamingIterator, FileWriter, Version, WriteOptions};
use polars_parquet::write::{schema_to_metadata_key, to_parquet_schema};

use super::buffer::{self, Buffer};
use super::levels::BLOCK;
use super::page::Pages;
use super::rows::DocumentRow;
use super::schema::{Get, Table};

/// Rows per row group: what bounds the memory of a run, and what readers skip by.
const ROW_GROUP: usize = 1 << 16;

/// Rows that are given room for: a group is written when the document that fills it has been taken in whole.
const ROOM: usize = ROW_GROUP + ROW_GROUP / 8;

/// Bytes of different strings that a column of a row group may hold.
const ROW_GROUP_TEXT: usize = 32 << 20;

/// The indexes over the pages of a column would say what the statistics say: there is one data page.
const OPTIONS: WriteOptions = WriteOptions { write_statistics: false, version: Version::V1 };

/// A Parquet file that could not be written or read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}", file = file.display())]
pub struct Error {
    /// The file.
    pub file: PathBuf,
    /// What the system or the Parquet library says.
    pub message: String,
}

impl Error {
    fn new(file: &Path, message: impl std::fmt::Display) -> Self {
        Self { file: file.to_owned(), message: message.to_string() }
    }
}

/// A table's file while it is being written.
pub(super) struct Sheet<R> {
    table: Table<R>,
    file: PathBuf,
    metadata: Vec<KeyValue>,
    buffers: Vec<Buffer>,
    pages: Pages,
    buffered: usize,
    written: usize,
    writer: FileWriter<BufWriter<File>>,
}

impl<R> Sheet<R> {
    /// Creates the table's file in a folder; `metadata` goes into the file's own metadata.
    pub(super) fn create(folder: &Path, table: Table<R>, metadata: &[(String, String)]) -> Result<Self, Error> {
        let file = folder.join(table.name).with_extension("parquet");
        let wrong = |e: &dyn std::fmt::Display| Error::new(&file, e);
        let sink = BufWriter::new(File::create(&file).map_err(|e| wrong(&e))?);
        let schema = buffer::schema(&table.columns);
        let columns = to_parquet_schema(&schema).map_err(|e| wrong(&e))?;
        let pair = |(key, value): &(String, String)| KeyValue { key: key.clone(), value: Some(value.clone()) };
        let metadata = std::iter::once(schema_to_metadata_key(&schema)).chain(metadata.iter().map(pair)).collect();
        let writer = FileWriter::new(sink, columns, OPTIONS, Some(concat!("guihua version ", env!("CARGO_PKG_VERSION")).to_owned()));
        let pages = Pages::new().map_err(|e| wrong(&e))?;
        let buffers = table.columns.iter().map(|column| Buffer::new(column, ROOM)).collect();
        Ok(Self { table, file, metadata, buffers, pages, buffered: 0, written: 0, writer })
    }

    /// Adds rows of one document.
    pub(super) fn push(&mut self, document: &DocumentRow, rows: &[impl Borrow<R>]) -> Result<(), Error> {
        self.repeat(document, rows.len());
        rows.chunks(BLOCK).for_each(|block| self.pour(block));
        self.end(rows.len())
    }

    /// Adds rows of one document and lets go of them, block by block.
    pub(super) fn take(&mut self, document: &DocumentRow, rows: Vec<R>) -> Result<(), Error> {
        let (len, mut rows) = (rows.len(), rows.into_iter());
        self.repeat(document, len);
        while let Some(block) = rows.as_slice().chunks(BLOCK).next() {
            let last = block.len() - 1;
            self.pour(block);
            rows.nth(last);
        }
        self.end(len)
    }

    fn repeat(&mut self, document: &DocumentRow, rows: usize) {
        for (buffer, column) in self.buffers.iter_mut().zip(&self.table.columns) {
            if let Get::Key(of) = column.get {
                buffer.repeat(of(document), rows);
            }
        }
    }

    fn pour(&mut self, block: &[impl Borrow<R>]) {
        let rows: [&R; BLOCK] = std::array::from_fn(|at| block[at.min(block.len() - 1)].borrow());
        for (buffer, column) in self.buffers.iter_mut().zip(&self.table.columns) {
            if let Get::Own(_, pour) = &column.get {
                pour(buffer, &rows[..block.len()]);
            }
        }
    }

    fn end(&mut self, rows: usize) -> Result<(), Error> {
        self.buffered += rows;
        let is_full = self.buffered >= ROW_GROUP || self.buffers.iter().any(|buffer| buffer.text_len() >= ROW_GROUP_TEXT);
        if is_full { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.buffered == 0 {
            return Ok(());
        }
        self.write().map_err(|e| Error::new(&self.file, e))?;
        self.buffers.iter_mut().for_each(Buffer::clear);
        self.written += std::mem::take(&mut self.buffered);
        Ok(())
    }

    fn write(&mut self) -> ParquetResult<()> {
        let Self { buffers, pages, writer, .. } = self;
        let columns = buffers.iter().zip(writer.schema().columns()).map(|(buffer, column)| pages.of(buffer, &column.descriptor));
        let columns: Vec<Vec<CompressedPage>> = columns.collect::<std::io::Result<_>>()?;
        let streams = columns.iter().map(|pages| {
            let pages = pages.iter().map(Ok::<_, ParquetError>);
            Ok(DynStreamingIterator::new(fallible_streaming_iterator::convert(pages)))
        });
        writer.write(self.buffered as u64, DynIter::new(streams))
    }

    /// Writes what is buffered and the footer, and gives the number of rows once the file is on the disk.
    pub(super) fn finish(mut self) -> Result<usize, Error> {
        self.flush()?;
        let wrong = |e: &dyn std::fmt::Display| Error::new(&self.file, e);
        self.writer.end(Some(self.metadata)).map_err(|e| wrong(&e))?;
        let sink = self.writer.into_inner().into_inner().map_err(|e| wrong(&e))?;
        sink.sync_all().map_err(|e| wrong(&e))?;
        Ok(self.written)
    }
}

/// The number of rows that a Parquet file says it holds.
///
/// # Errors
/// When the file cannot be opened or its footer cannot be read.
pub fn count(file: &Path) -> Result<usize, Error> {
    let source = File::open(file).map_err(|e| Error::new(file, e))?;
    ParquetReader::new(source).num_rows().map_err(|e| Error::new(file, e))
}

#[cfg(test)]
mod tests {
    use super::super::{contract, read};
    use super::*;

    #[test]
    fn strings_are_stated_as_large_utf8() {
        let dir = tempfile::tempdir().expect("temp");
        let sheet = Sheet::create(dir.path(), contract::sections(), &[("key".to_owned(), "value".to_owned())]).expect("a sheet");
        assert_eq!(sheet.finish().expect("written"), 0);
        let file = dir.path().join("sections.parquet");
        let schema = buffer::schema(&contract::sections().columns);
        assert!(schema.iter_values().any(|field| field.dtype == ArrowDataType::LargeUtf8));
        let metadata = read::metadata(&file).expect("metadata");
        assert_eq!(metadata.get("ARROW:schema"), schema_to_metadata_key(&schema).value.as_ref());
        assert_eq!(metadata.get("key").map(String::as_str), Some("value"));
        assert_eq!(count(&file).expect("readable"), 0);
    }
}
