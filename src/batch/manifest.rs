//! manifest.json: what a run read and wrote, so that it can be checked later.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::rules::Pack;
use crate::tables::contract::CONTRACT;
use crate::tables::rows::DocumentRow;

/// The name of the file.
pub const NAME: &str = "manifest.json";

/// The manifest of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the contract.
    pub contract: String,
    /// The version of guihua.
    pub version: String,
    /// The rule pack.
    pub rules: RulesId,
    /// When the run began, RFC 3339.
    pub started: String,
    /// When its tables were complete.
    pub finished: String,
    /// The files read, in order of their path.
    pub inputs: Vec<Read>,
    /// Rows per table.
    pub rows: BTreeMap<String, usize>,
    /// The files of the output.
    pub files: Vec<Written>,
    /// Paths of the inputs whose rows were taken over from the run before. This version reads every input anew: always empty.
    pub reused: Vec<String>,
}

/// The identity of a rule pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulesId {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// BLAKE3 of its files, hex.
    pub blake3: String,
}

impl RulesId {
    /// The identity of a pack.
    pub fn of(pack: &Pack) -> Self {
        Self { name: pack.name.clone(), version: pack.version.clone(), blake3: pack.blake3.clone() }
    }
}

/// One input file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// Its path below the raw root.
    pub path: String,
    /// The first 16 hex digits of the BLAKE3 of its bytes; null where it could not be read.
    pub doc_id: Option<String>,
    /// Its length in bytes.
    pub byte_len: i64,
    /// `ok`, `partial` or `failed`.
    pub status: String,
}

impl Read {
    /// The entry of a document.
    pub fn of(document: &DocumentRow) -> Self {
        Self {
            path: document.path.clone(),
            doc_id: Some(document.doc_id.clone()).filter(|id| !id.is_empty()),
            byte_len: document.byte_len,
            status: document.status.as_str().to_owned(),
        }
    }
}

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// Its name in the output folder.
    pub name: String,
    /// Its rows.
    pub rows: usize,
    /// Its length in bytes.
    pub byte_len: u64,
    /// BLAKE3 of its bytes, hex.
    pub blake3: String,
}

impl Manifest {
    /// The manifest of a run whose tables are written but not yet hashed.
    pub fn new(rules: RulesId, started: String, inputs: Vec<Read>, tables: &[(&'static str, usize)]) -> Self {
        Self {
            contract: CONTRACT.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules,
            started,
            finished: String::new(),
            inputs,
            rows: tables.iter().map(|(name, rows)| ((*name).to_owned(), *rows)).collect(),
            files: vec![],
            reused: vec![],
        }
    }

    /// Reads the manifest of an output folder; none where there is no manifest of guihua.
    pub fn open(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(folder.join(NAME)).ok()?).ok()
    }
}

/// BLAKE3 of a file's bytes, hex.
///
/// # Errors
/// When it cannot be read.
pub fn hash(file: &Path) -> std::io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(file)?)?;
    Ok(hasher.finalize().to_hex().to_string())
}
