//! A column's values to the pages of its column chunk: one dictionary page where values repeat, and one data page.

use std::io;

use polars_parquet::parquet::CowBuffer;
use polars_parquet::parquet::compression::Compression;
use polars_parquet::parquet::encoding::Encoding;
use polars_parquet::parquet::metadata::Descriptor;
use polars_parquet::parquet::page::{CompressedDataPage, CompressedDictPage, CompressedPage, DataPageHeader, DataPageHeaderV1};
use polars_parquet::parquet::statistics::ParquetStatistics;
use zstd::bulk::Compressor;

use super::buffer::{Buffer, Texts, Values};
use super::distinct::{self, Numbers};
use super::hybrid;
use super::levels::Levels;

/// How hard zstd tries: 3 took a third longer for files that were 2 % smaller.
const LEVEL: i32 = 2;

/// Strings in the statistics are cut to so many bytes, so that the footer stays small.
const BOUND: usize = 64;

/// Makes the pages of one column after the other; what it allocates serves for all of them.
pub(super) struct Pages {
    scratch: Vec<u8>,
    compressor: Compressor<'static>,
}

/// The least and the greatest value of a column chunk, plainly encoded.
type Bounds = (Option<Vec<u8>>, Option<Vec<u8>>);

impl Pages {
    /// One that has not yet made any.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { scratch: Vec::new(), compressor: Compressor::new(LEVEL)? })
    }

    /// The pages of a column.
    pub(super) fn of(&mut self, column: &Buffer, descriptor: &Descriptor) -> io::Result<Vec<CompressedPage>> {
        let Self { scratch, compressor } = self;
        let mut chunk = Chunk { scratch, compressor, levels: &column.levels, descriptor, pages: Vec::new() };
        match &column.values {
            Values::Text(Texts { strings, numbers, .. }) if strings.len() > 0 => {
                chunk.dictionary(strings.page(), strings.len())?;
                chunk.numbers(numbers, strings.len(), text_bounds(strings.iter()))?;
            }
            Values::Text(..) => chunk.plain((None, None), |_| ())?,
            Values::Int32(values) => chunk.primitive(values, distinct::whole(values), |v| v.to_le_bytes())?,
            Values::Int64(values) => chunk.primitive(values, distinct::whole(values), |v| v.to_le_bytes())?,
            Values::Float64(values) => chunk.primitive(values, distinct::fractions(values), |v| v.to_le_bytes())?,
            Values::Boolean(values) => chunk.plain(bounds(values, |v| [u8::from(v)]), |out| pack(values, out))?,
        }
        Ok(chunk.pages)
    }
}

struct Chunk<'a> {
    scratch: &'a mut Vec<u8>,
    compressor: &'a mut Compressor<'static>,
    levels: &'a Levels,
    descriptor: &'a Descriptor,
    pages: Vec<CompressedPage>,
}

impl Chunk<'_> {
    /// Numbers, through a dictionary where there is one.
    fn primitive<T: Copy + PartialOrd, const N: usize>(
        &mut self,
        values: &[T],
        repeated: Option<Numbers<T>>,
        encode: impl Fn(T) -> [u8; N],
    ) -> io::Result<()> {
        let Some(Numbers { distinct, numbers }) = repeated else {
            return self.plain(bounds(values, &encode), |out| out.extend(values.iter().flat_map(|v| encode(*v))));
        };
        let page: Vec<u8> = distinct.iter().flat_map(|v| encode(*v)).collect();
        self.dictionary(&page, distinct.len())?;
        self.numbers(&numbers, distinct.len(), bounds(&distinct, encode))
    }

    fn dictionary(&mut self, page: &[u8], len: usize) -> io::Result<()> {
        let compressed = CowBuffer::Owned(self.compressor.compress(page)?);
        self.pages.push(CompressedPage::Dict(CompressedDictPage::new(compressed, Compression::Zstd, page.len(), len, false)));
        Ok(())
    }

    /// The data page of numbers into a dictionary of so many values.
    fn numbers(&mut self, numbers: &[u32], len: usize, bounds: Bounds) -> io::Result<()> {
        let bits = hybrid::width(len.saturating_sub(1) as u32);
        self.data(Encoding::RleDictionary, bounds, |out| {
            out.push(bits as u8);
            hybrid::encode(numbers, bits, out);
        })
    }

    fn plain(&mut self, bounds: Bounds, write: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        self.data(Encoding::Plain, bounds, write)
    }

    fn data(&mut self, encoding: Encoding, (least, greatest): Bounds, write: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let rows = self.levels.rows();
        self.scratch.clear();
        self.levels.write(self.scratch);
        write(self.scratch);
        let header = DataPageHeader::V1(DataPageHeaderV1 {
            num_values: rows as i32,
            encoding: encoding.into(),
            definition_level_encoding: Encoding::Rle.into(),
            repetition_level_encoding: Encoding::Rle.into(),
            statistics: Some(statistics(self.levels.nulls(), least, greatest)),
        });
        let compressed = CowBuffer::Owned(self.compressor.compress(self.scratch)?);
        let (len, descriptor) = (self.scratch.len(), self.descriptor.clone());
        self.pages.push(CompressedPage::Data(CompressedDataPage::new(header, compressed, Compression::Zstd, len, descriptor, rows)));
        Ok(())
    }
}

/// Eight truths to a byte.
fn pack(values: &[bool], out: &mut Vec<u8>) {
    let byte = |eight: &[bool]| eight.iter().rev().fold(0, |byte, &v| byte << 1 | u8::from(v));
    out.extend(values.chunks(8).map(byte));
}

fn statistics(nulls: usize, min_value: Option<Vec<u8>>, max_value: Option<Vec<u8>>) -> ParquetStatistics {
    let (is_min_value_exact, is_max_value_exact) = (None, None);
    let null_count = Some(nulls as i64);
    ParquetStatistics {
        null_count,
        distinct_count: None,
        min_value,
        max_value,
        min: None,
        max: None,
        is_min_value_exact,
        is_max_value_exact,
    }
}

/// None where the values cannot be compared with each other.
fn bounds<T: Copy + PartialOrd, const N: usize>(values: &[T], encode: impl Fn(T) -> [u8; N]) -> Bounds {
    let mut ordered = values.iter().copied();
    let Some(first) = ordered.next() else { return (None, None) };
    let (mut least, mut greatest) = (first, first);
    for value in values.iter().copied() {
        if value.partial_cmp(&value).is_none() {
            return (None, None);
        }
        if value < least {
            least = value;
        }
        if value > greatest {
            greatest = value;
        }
    }
    (Some(encode(least).to_vec()), Some(encode(greatest).to_vec()))
}

/// Long strings are cut, the greatest one so that it stays greater than all that begin alike.
fn text_bounds<'a>(strings: impl Iterator<Item = &'a [u8]> + Clone) -> Bounds {
    let least = strings.clone().min().map(|s| cut(s).as_bytes().to_vec());
    let greatest = strings.max().and_then(|s| if cut(s).len() < s.len() { above(cut(s)) } else { Some(s.to_vec()) });
    (least, greatest)
}

/// The beginning of a string; of bytes that are no text nothing.
fn cut(string: &[u8]) -> &str {
    let text = std::str::from_utf8(string).unwrap_or_default();
    &text[..text.floor_char_boundary(BOUND)]
}

/// A string greater than every one that begins so.
fn above(beginning: &str) -> Option<Vec<u8>> {
    let mut above = beginning.to_owned();
    while let Some(last) = above.pop() {
        if let Some(next) = char::from_u32(u32::from(last) + 1) {
            above.push(next);
            return Some(above.into_bytes());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_strings_bound_what_begins_alike() {
        let (long, longer) = ("规".repeat(30), "规".repeat(31));
        let (least, greatest) = text_bounds([long.as_bytes(), longer.as_bytes()].into_iter());
        let (least, greatest) = (least.expect("two strings"), greatest.expect("二 follows 一"));
        assert!(least.len() <= BOUND && greatest.len() <= BOUND);
        assert!(least.as_slice() <= long.as_bytes() && greatest.as_slice() > longer.as_bytes());
        assert_eq!(text_bounds([&b"b"[..], b"a"].into_iter()), (Some(b"a".to_vec()), Some(b"b".to_vec())));
        assert_eq!(above("\u{10FFFF}"), None);
    }

    #[test]
    fn values_that_have_no_order_have_no_bounds() {
        let encode = |v: f64| v.to_le_bytes();
        assert_eq!(bounds(&[1.0, f64::NAN], encode), (None, None));
        assert_eq!(bounds(&[2.0, 1.0], encode), (Some(encode(1.0).to_vec()), Some(encode(2.0).to_vec())));
    }
}
