//! A whole run: find the inputs, read them in parallel, write the tables, publish the folder.
//!
//! A run is visible only when it is complete, and always the same: inputs are sorted, documents are written in their order whichever
//! thread reads them ([`queue`]), and the folder is swapped into place at the end ([`publish`]). One bad document never costs the
//! run: it becomes a failed row. Nothing here prints; a [`Watch`] hears how far the run is.

pub mod manifest;
mod one;
pub mod publish;
mod queue;
pub mod verify;

use std::path::PathBuf;

use crate::rules::Pack;
use crate::source::{self, Input};
use crate::tables::rows::DocStatus;
use crate::tables::{self, Entry, Sheets, contract};
use manifest::{Manifest, Read, RulesId};
use publish::Output;

/// How much raw text may be read before the document whose turn it is to be written. It bounds the memory of a run, whatever its size.
const CHUNK_BYTES: u64 = 32 << 20;
/// And how many documents.
const CHUNK_DOCUMENTS: usize = 2048;
/// Stack of a worker thread: deep outlines recurse.
const STACK_BYTES: usize = 8 << 20;

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// Files and folders of plans.
    pub roots: Vec<PathBuf>,
    /// The folder to write.
    pub output: PathBuf,
    /// Threads; the machine's cores when none is given.
    pub jobs: Option<usize>,
    /// The time as RFC 3339, for the manifest alone: the library reads no clock.
    pub now: fn() -> String,
}

/// Hears how far a run is. Called from many threads.
pub trait Watch: Sync {
    /// So many documents and bytes are to be read.
    fn planned(&self, documents: usize, bytes: u64) {
        let _ = (documents, bytes);
    }
    /// One document was read.
    fn read(&self, path: &str, bytes: u64, status: DocStatus) {
        let _ = (path, bytes, status);
    }
    /// Every document was read; the tables are being closed and checked.
    fn closing(&self) {}
}

/// A [`Watch`] that does not listen.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;
impl Watch for Unwatched {}

/// Why a run wrote nothing. The output folder stands as it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing to read.
    #[error(transparent)]
    Source(#[from] source::Error),
    /// The output folder cannot be written, or holds something else.
    #[error(transparent)]
    Output(#[from] publish::Error),
    /// A table could not be written.
    #[error("cannot write {0}; the old output stands as it was; free some space or choose another folder with -o")]
    Write(#[from] tables::Error),
    /// No threads could be had.
    #[error("cannot start {jobs} threads: {message}; ask for fewer with -j")]
    Threads {
        /// How many were asked for.
        jobs: usize,
        /// What the system says.
        message: String,
    },
}

/// How a run went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Documents read in full.
    pub ok: usize,
    /// Documents of which a part could not be decoded.
    pub partial: usize,
    /// Documents that gave no rows.
    pub failed: usize,
    /// Files that are no plans.
    pub skipped: usize,
    /// Raw bytes read.
    pub bytes: u64,
    /// Name and number of rows of every table.
    pub tables: Vec<(&'static str, usize)>,
    /// The mean of the documents' `coverage`; none without any.
    pub coverage: Option<f64>,
    /// Path and error of the failed documents.
    pub failures: Vec<(String, String)>,
}

/// Reads every plan below the roots and publishes the tables.
///
/// # Errors
/// [`Error`], and then nothing was published. A document that fails is no error: it is counted in the report.
pub fn run(options: &Options, pack: &Pack, watch: &dyn Watch) -> Result<Report, Error> {
    let pool = pool(options.jobs)?;
    let started = (options.now)();
    let inputs = source::find(&options.roots, Some(&options.output))?;
    let output = Output::prepare(&options.output, &options.roots)?;
    let plans = inputs.iter().filter(|i| i.is_plan());
    watch.planned(plans.clone().count(), plans.map(|i| i.byte_len).sum());
    let rules = RulesId::of(pack);
    let mut tally = Tally::default();
    let rows = pool.install(|| write(&inputs, &output, &rules, pack, watch, &mut tally))?;
    watch.closing();
    let Tally { mut report, read, coverages } = tally;
    report.coverage = mean(&coverages);
    report.tables = rows;
    let manifest = Manifest::new(rules, started, read, &report.tables);
    output.publish(manifest, options.now)?;
    Ok(report)
}

fn pool(jobs: Option<usize>) -> Result<rayon::ThreadPool, Error> {
    let jobs = jobs.unwrap_or(0);
    let built = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK_BYTES).build();
    built.map_err(|e| Error::Threads { jobs, message: e.to_string() })
}

/// What is remembered of the documents while their rows go to the disk.
#[derive(Default)]
struct Tally {
    report: Report,
    read: Vec<Read>,
    coverages: Vec<f64>,
}

/// Reads the inputs and writes their tables.
fn write(
    inputs: &[Input],
    output: &Output,
    rules: &RulesId,
    pack: &Pack,
    watch: &dyn Watch,
    tally: &mut Tally,
) -> Result<Vec<(&'static str, usize)>, Error> {
    let mut sheets = Sheets::create(&output.staging(), &metadata(rules))?;
    chunks(inputs).try_for_each(|chunk| queue::read(chunk, pack, watch, &mut sheets, tally))?;
    Ok(sheets.finish()?)
}

/// The inputs in runs of bounded size.
fn chunks(inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
    let mut rest = inputs;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |input: &&Input| {
            let before = bytes;
            bytes += input.byte_len;
            before < CHUNK_BYTES
        };
        let len = rest.iter().take(CHUNK_DOCUMENTS).take_while(fits).count();
        let (chunk, behind) = rest.split_at(len);
        rest = behind;
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// What every Parquet file says of itself.
fn metadata(rules: &RulesId) -> Vec<(String, String)> {
    let rules = format!("{} {} {}", rules.name, rules.version, rules.blake3);
    [("guihua.version", env!("CARGO_PKG_VERSION")), ("guihua.contract", contract::CONTRACT), ("guihua.rules", rules.as_str())]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec()
}

impl Tally {
    fn add(&mut self, entry: &Entry) {
        let document = &entry.rows.document;
        if !entry.listed {
            self.report.skipped += 1;
            return;
        }
        match document.status {
            DocStatus::Ok => self.report.ok += 1,
            DocStatus::Partial => self.report.partial += 1,
            DocStatus::Failed => {
                self.report.failed += 1;
                self.report.failures.push((document.path.clone(), document.error.clone().unwrap_or_default()));
            }
        }
        self.report.bytes += document.byte_len as u64;
        self.coverages.extend(document.coverage);
        self.read.push(Read::of(document));
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
