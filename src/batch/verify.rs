//! Reads every row of an output again from the raw files.
//!
//! For each row the bytes it names are cut out of the raw file, decoded and cleaned by themselves, and must give the reading that the
//! row states. Where the bytes are damaged and can only be read with what stands around them, the document as a whole is cleaned again
//! and the same bytes are looked up in it. Beside that, the files must be those of the manifest.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::manifest::{self, Manifest, Read};
use crate::extract::doc_id;
use crate::source;
use crate::tables::read::Frame;
use crate::tables::rows::Span;
use crate::tables::{self, contract};
use crate::text::{self, Options, Text};

/// Why an output could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no output.
    #[error("{} holds no manifest.json of guihua; give the folder that `guihua run` wrote", .0.display())]
    NoManifest(PathBuf),
    /// The raw files cannot be found.
    #[error(transparent)]
    Source(#[from] source::Error),
    /// A table cannot be opened.
    #[error("cannot read {0}; run `guihua run` again")]
    Table(#[from] tables::Error),
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Finding {
    /// The table, or `manifest`.
    pub table: String,
    /// The path of the document, or the name of the output file.
    pub path: String,
    /// The bytes it is about.
    pub bytes: Option<(usize, usize)>,
    /// What does not hold.
    pub message: String,
}

/// What was checked and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Rows per table that were read again.
    pub rows: Vec<(&'static str, usize)>,
    /// Rows whose bytes give their reading only with what stands around them.
    pub in_context: usize,
    /// Documents whose rows were read again.
    pub documents: usize,
    /// What does not hold, sorted.
    pub findings: Vec<Finding>,
}

/// How a row's text must stand in its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// The bytes read as the column says, spaces aside.
    Same(&'static str),
    /// The bytes hold what the column says, or it is made of their characters and the quote's.
    Holds(&'static str),
    /// The bytes lie in the file.
    Inside,
}

const CHECKED: [(&str, Rule); 9] = [
    ("sections", Rule::Holds("title")),
    ("numerals", Rule::Same("raw")),
    ("quantities", Rule::Same("raw")),
    ("targets", Rule::Same("raw")),
    ("percentages", Rule::Same("raw")),
    ("indicators", Rule::Same("raw")),
    ("projects", Rule::Holds("name")),
    ("coverage", Rule::Inside),
    ("diagnostics", Rule::Inside),
];

/// One table's rows, by document.
struct Sheet {
    name: &'static str,
    rule: Rule,
    readings: Vec<Option<String>>,
    starts: Vec<Option<i64>>,
    ends: Vec<Option<i64>>,
    documents: HashMap<String, Range<usize>>,
}

/// Checks an output against the raw files it was read from.
///
/// # Errors
/// When there is no manifest, no raw file, or a table cannot be opened; what does not hold is no error but a finding.
pub fn verify(output: &Path, roots: &[PathBuf]) -> Result<Verified, Error> {
    let manifest = Manifest::open(output).ok_or_else(|| Error::NoManifest(output.to_owned()))?;
    let mut findings = check_files(output, &manifest);
    let files: HashMap<String, PathBuf> = source::find(roots, Some(output))?.into_iter().map(|i| (i.path, i.file)).collect();
    let sheets = CHECKED.iter().map(|(name, rule)| Sheet::open(output, name, *rule)).collect::<Result<Vec<_>, _>>()?;
    let read: Vec<&Read> = manifest.inputs.iter().filter(|i| i.doc_id.is_some()).collect();
    let checked: Vec<Checked> = read.par_iter().map(|input| check_document(input, files.get(&input.path), &sheets)).collect();
    let mut verified = Verified { documents: checked.len(), ..Verified::default() };
    for one in checked {
        verified.in_context += one.in_context;
        findings.extend(one.findings);
    }
    findings.sort();
    verified.rows = sheets.iter().map(|s| (s.name, s.starts.len())).collect();
    Ok(Verified { findings, ..verified })
}

/// The files of the output, against the manifest.
fn check_files(output: &Path, manifest: &Manifest) -> Vec<Finding> {
    let missing = contract::all().into_iter().filter(|t| !manifest.files.iter().any(|f| f.name == format!("{}.parquet", t.name)));
    let mut findings: Vec<_> = missing.map(|t| about_file(t.name, "the manifest names no file of this table".to_owned())).collect();
    for file in &manifest.files {
        match manifest::hash(&output.join(&file.name)) {
            Ok(hash) if hash == file.blake3 => {}
            Ok(_) => findings.push(about_file(&file.name, "not the bytes that the run wrote".to_owned())),
            Err(error) => findings.push(about_file(&file.name, error.to_string())),
        }
    }
    findings
}

fn about_file(name: &str, message: String) -> Finding {
    Finding { table: "manifest".to_owned(), path: name.to_owned(), bytes: None, message }
}

impl Sheet {
    fn open(output: &Path, name: &'static str, rule: Rule) -> Result<Self, tables::Error> {
        let mut columns = vec!["path", "byte_start", "byte_end"];
        columns.extend(rule.column());
        let frame = Frame::open(&output.join(name).with_extension("parquet"), Some(&columns))?;
        let readings = rule.column().map(|c| frame.text(c)).transpose()?.unwrap_or_default();
        let documents = ranges(&frame.text("path")?);
        Ok(Self { name, rule, readings, starts: frame.int64("byte_start")?, ends: frame.int64("byte_end")?, documents })
    }
}

impl Rule {
    fn column(self) -> Option<&'static str> {
        match self {
            Rule::Same(column) | Rule::Holds(column) => Some(column),
            Rule::Inside => None,
        }
    }
}

/// Where each document's rows stand in a table that is sorted by path.
fn ranges(paths: &[Option<String>]) -> HashMap<String, Range<usize>> {
    let mut ranges: HashMap<String, Range<usize>> = HashMap::new();
    for (row, path) in paths.iter().enumerate() {
        let Some(path) = path else { continue };
        match ranges.get_mut(path) {
            Some(range) => range.end = row + 1,
            None => drop(ranges.insert(path.clone(), row..row + 1)),
        }
    }
    ranges
}

#[derive(Default)]
struct Checked {
    in_context: usize,
    findings: Vec<Finding>,
}

fn check_document(input: &Read, file: Option<&PathBuf>, sheets: &[Sheet]) -> Checked {
    let about = |message: &str| Checked {
        findings: vec![Finding { table: "documents".into(), path: input.path.clone(), bytes: None, message: message.to_owned() }],
        in_context: 0,
    };
    let Some(file) = file else { return about("the raw file is not there any more") };
    let raw = match std::fs::read(file) {
        Ok(raw) => raw,
        Err(error) => return about(&format!("the raw file cannot be read: {error}")),
    };
    if input.doc_id.as_deref() != Some(doc_id(&raw).as_str()) {
        return about("the raw file has changed since the run; run `guihua run` again");
    }
    // A document that failed has no rows but diagnostics, whose bytes must still lie in it.
    let text = text::normalise(&raw, &Options::default()).ok();
    let document = Document { raw: &raw, text: text.as_ref() };
    let mut checked = Checked::default();
    for sheet in sheets {
        let rows = sheet.documents.get(&input.path).cloned().unwrap_or_default();
        rows.for_each(|row| document.check(sheet, row, &input.path, &mut checked));
    }
    checked
}

/// A raw file, and its text where it has one.
struct Document<'a> {
    raw: &'a [u8],
    text: Option<&'a Text>,
}

impl Document<'_> {
    fn check(&self, sheet: &Sheet, row: usize, path: &str, checked: &mut Checked) {
        let (Some(start), Some(end)) = (sheet.starts[row], sheet.ends[row]) else { return };
        let span = Span::new(start as usize, end as usize);
        let mut report = |message: String| {
            checked.findings.push(Finding {
                table: sheet.name.to_owned(),
                path: path.to_owned(),
                bytes: Some((span.start, span.end)),
                message,
            });
        };
        if start < 0 || start > end || span.end > self.raw.len() {
            return report(format!("bytes {start}..{end} lie outside the file of {} bytes", self.raw.len()));
        }
        let Some(reading) = sheet.rule.column().and_then(|_| sheet.readings[row].as_deref()) else { return };
        match self.reads(span, reading, sheet.rule) {
            Reading::Alone => {}
            Reading::InContext => checked.in_context += 1,
            Reading::Other(found) => report(format!("the row says {reading:?}, the bytes read {:?}", short(&found))),
        }
    }

    fn reads(&self, span: Span, reading: &str, rule: Rule) -> Reading {
        let Some(text) = self.text else { return Reading::Other(String::new()) };
        let wanted = squash(reading);
        let exact = matches!(rule, Rule::Same(_));
        let agrees = |found: &str| if exact { squash(found) == wanted } else { holds(&squash(found), &wanted) };
        if span.len() <= ALONE && self.alone(span, text).any(|found| agrees(&found)) {
            return Reading::Alone;
        }
        let found = text.map.clean(span).of_checked(&text.clean);
        // A repaired run is one piece: a row inside it names the bytes of all of it. Where nothing was repaired, bytes that do not
        // read by themselves what the row says are a fault, however the map finds its way back.
        let agrees = if exact { self.disturbed(span) && squash(found).contains(&wanted) } else { agrees(found) };
        if agrees { Reading::InContext } else { Reading::Other(found.to_owned()) }
    }

    /// Whether a diagnostic speaks of bytes at the span: a repair, a gloss, a damage.
    fn disturbed(&self, span: Span) -> bool {
        let near = Span::new(span.start.saturating_sub(NEAR), span.end + NEAR);
        // Which encoding a file has is said of all of it, and changes nothing.
        let told = self.text.iter().flat_map(|t| &t.diagnostics).filter(|d| !d.code.starts_with("encoding-"));
        told.filter_map(|d| d.bytes).any(|place| place.overlaps(near))
    }

    /// The bytes by themselves, cleaned, in each way that this document may hold them.
    fn alone(&self, span: Span, text: &Text) -> impl Iterator<Item = Arc<String>> {
        let bytes = &self.raw[span.start..span.end];
        let read = |bytes: &[u8], encoding: &str| {
            let options = Options { encoding: Some(encoding.to_owned()) };
            text::normalise(bytes, &options).map(|text| text.clean).unwrap_or_default()
        };
        // Bytes of HZ are Chinese or not by what stands before them.
        let shifts: &[&[u8]] = if text.encoding.starts_with("HZ") { &[b"~{", b"~}"] } else { &[] };
        let mixed = text.diagnostics.iter().any(|d| d.code == "encoding-mixed");
        let others = PARTS.iter().filter(move |other| mixed && **other != text.encoding).map(move |other| read(bytes, other));
        let shifted = shifts.iter().map(move |shift| read(&[shift, bytes].concat(), text.encoding));
        std::iter::once_with(move || read(bytes, text.encoding)).chain(shifted).chain(others)
    }
}

/// The encodings that a file may hold one after the other.
const PARTS: [&str; 5] = ["UTF-8", "gb18030", "Big5", "UTF-16LE", "UTF-16BE"];

/// How far from a repair bytes may still depend on it.
const NEAR: usize = 8;

/// Longer spans (a section with all that belongs to it) are looked up in the document alone.
const ALONE: usize = 1 << 12;

enum Reading {
    Alone,
    InContext,
    Other(String),
}

impl Span {
    /// The text it names, empty where it does not lie between characters.
    fn of_checked(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Without spaces, every dash the same: how a dash is written depends on what stands around it.
fn squash(text: &str) -> String {
    let one_dash = |c| if matches!(c, '~' | '-' | '–' | '〜') { '—' } else { c };
    text.chars().filter(|c| !c.is_whitespace()).map(one_dash).collect()
}

/// Whether `wanted` stands in `found`, or the other way round, or is made of its characters in their order.
fn holds(found: &str, wanted: &str) -> bool {
    let mut rest = found.chars();
    found.contains(wanted) || (!found.is_empty() && wanted.contains(found)) || wanted.chars().all(|c| rest.any(|f| f == c))
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = "到２０２５年，森林覆盖率达到４８．５％。";

    fn reading(start: usize, end: usize, says: &str) -> bool {
        let text = text::normalise(RAW.as_bytes(), &Options::default()).expect("a text");
        let document = Document { raw: RAW.as_bytes(), text: Some(&text) };
        matches!(document.reads(Span::new(start, end), says, Rule::Same("raw")), Reading::Alone)
    }

    #[test]
    fn bytes_must_read_as_the_row_says() {
        let at = RAW.find("４").expect("stands there");
        let end = RAW.find('。').expect("stands there");
        assert!(reading(at, end, "48.5%"));
        assert!(!reading(at, end, "48.6%"));
        assert!(!reading(at + 3, end, "48.5%"), "one character too late");
        assert!(!reading(at - 3, end, "48.5%"), "one character too early");
        assert!(!reading(at + 1, end, "48.5%"), "inside a character");
    }

    #[test]
    fn bytes_of_hz_and_of_several_encodings_are_read_by_themselves() {
        let alone = |raw: &[u8], says: &str, of: &[u8]| {
            let text = text::normalise(raw, &Options::default()).expect("a text");
            let start = raw.windows(of.len()).position(|window| window == of).expect("stands there");
            matches!(Document { raw, text: Some(&text) }.reads(Span::new(start, start + of.len()), says, Rule::Same("raw")), Reading::Alone)
        };
        let hz = b"~{7\"U99f;.~}\n~{5=~}2025~{Dj#,=(3IR;Ez9+T0#,PBTv5@B76~J.9+@o#,3GOg>SCqJUHkNH2=La8_!#~}\n".as_slice();
        assert!(alone(hz, "一批", b"R;Ez") && alone(hz, "2025", b"2025"));
        let plan = "到2025年，森林覆盖率达到48.5%，粮食产量稳定在30万吨，青陵县新建学校5所，城乡居民收入稳步提高。\n".repeat(8);
        let (gb, ..) = encoding_rs::GB18030.encode("城镇化率提高到六成，新增道路二十公里，建成公园一批，发展壮大集体经济。\n");
        let mixed = [plan.as_bytes(), &gb.repeat(20)].concat();
        let (some, ..) = encoding_rs::GB18030.encode("一批");
        assert!(alone(&mixed, "一批", &some));
        assert!(!alone(&mixed, "二批", &some));
    }

    #[test]
    fn names_may_be_made_of_what_stands_there() {
        assert!(holds("青陵、望川等通用机场", "青陵通用机场"));
        assert!(holds("青陵机场", "青陵机场改扩建") && !holds("", "青陵"));
        assert!(!holds("望川机场", "青陵机场"));
    }

    #[test]
    fn documents_are_found_by_their_rows() {
        let paths = ["a", "a", "b"].map(|p| Some(p.to_owned()));
        let found = ranges(&paths);
        assert_eq!((found["a"].clone(), found["b"].clone()), (0..2, 2..3));
    }
}
