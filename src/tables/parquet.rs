//! One table to one Parquet file: zstd, plain large_utf8 strings, row groups of bounded size.
//!
//! polars' eager writer states `string_view` in the `ARROW:schema` entry of the file's metadata. The pages themselves are the
//! same for both string types, so it is enough to state large_utf8 there, which every reader opens.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use polars::prelude::*;
use polars_parquet::write::schema_to_metadata_key;

use super::frame::{self, Buffer};
use super::rows::DocumentRow;
use super::schema::{At, Table};

/// Rows per row group: what bounds the memory of a run, and what readers skip by.
const ROW_GROUP: usize = 1 << 16;

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
    buffers: Vec<Buffer>,
    buffered: usize,
    written: usize,
    writer: polars::io::parquet::write::BatchedWriter<BufWriter<File>>,
    handle: File,
}

impl<R> Sheet<R> {
    /// Creates the table's file in a folder; `metadata` goes into the file's own metadata.
    pub(super) fn create(folder: &Path, table: Table<R>, metadata: &[(String, String)]) -> Result<Self, Error> {
        let file = folder.join(table.name).with_extension("parquet");
        let wrong = |e: &dyn std::fmt::Display| Error::new(&file, e);
        let sink = File::create(&file).map_err(|e| wrong(&e))?;
        let handle = sink.try_clone().map_err(|e| wrong(&e))?;
        let schema = frame::schema(&table.columns);
        let plain = schema_to_metadata_key(&schema.to_arrow(CompatLevel::oldest()));
        let mut pairs = vec![(plain.key, plain.value.unwrap_or_default())];
        pairs.extend_from_slice(metadata);
        let writer = ParquetWriter::new(BufWriter::new(sink))
            .with_compression(ParquetCompression::Zstd(None))
            .with_key_value_metadata(Some(KeyValueMetadata::from_static(pairs)))
            .set_parallel(false)
            .batched(&schema)
            .map_err(|e| wrong(&e))?;
        let buffers = table.columns.iter().map(Buffer::new).collect();
        Ok(Self { table, file, buffers, buffered: 0, written: 0, writer, handle })
    }

    /// Adds rows of one document.
    pub(super) fn push<'a>(&mut self, document: &'a DocumentRow, rows: impl Iterator<Item = &'a R> + Clone) -> Result<(), Error>
    where
        R: 'a,
    {
        for (buffer, column) in self.buffers.iter_mut().zip(&self.table.columns) {
            buffer.pour(&column.get, rows.clone().map(|row| At { document, row }));
        }
        self.buffered += rows.count();
        if self.buffered >= ROW_GROUP { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.buffered == 0 {
            return Ok(());
        }
        let full = std::mem::replace(&mut self.buffers, self.table.columns.iter().map(Buffer::new).collect());
        let columns = full.into_iter().map(Buffer::finish).collect();
        let frame = DataFrame::new(self.buffered, columns).map_err(|e| Error::new(&self.file, e))?;
        self.writer.write_batch(&frame).map_err(|e| Error::new(&self.file, e))?;
        self.written += std::mem::take(&mut self.buffered);
        Ok(())
    }

    /// Writes what is buffered and the footer, and gives the number of rows once the file is on the disk.
    pub(super) fn finish(mut self) -> Result<usize, Error> {
        self.flush()?;
        self.writer.finish().map_err(|e| Error::new(&self.file, e))?;
        drop(self.writer);
        self.handle.sync_all().map_err(|e| Error::new(&self.file, e))?;
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
        let schema = frame::schema(&contract::sections().columns);
        let stated = |level| schema_to_metadata_key(&schema.to_arrow(level)).value;
        let metadata = read::metadata(&file).expect("metadata");
        assert_eq!(metadata.get("ARROW:schema"), stated(CompatLevel::oldest()).as_ref());
        assert_ne!(stated(CompatLevel::oldest()), stated(CompatLevel::newest()), "string_view is what polars would state by itself");
        assert_eq!(metadata.get("key").map(String::as_str), Some("value"));
        assert_eq!(count(&file).expect("readable"), 0);
    }
}
