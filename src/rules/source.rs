//! The files of a pack: found, read, sorted, hashed. What stands in them is not its matter.

use std::io;
use std::path::Path;
use std::sync::Arc;

/// One file of a pack.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the pack's folder, with `/`: `words/project.toml`.
    pub name: Arc<str>,
    /// The path as it is shown in faults: the folder as given and the name.
    pub shown: Arc<str>,
    /// The text of the file.
    pub text: Arc<str>,
}

/// The files that were built into the program.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pack_files.rs"));

/// The files of the built-in pack, sorted by name.
pub fn embedded() -> Vec<SourceFile> {
    EMBEDDED
        .iter()
        .map(|&(name, text)| SourceFile { name: name.into(), shown: format!("rules/{name}").into(), text: text.into() })
        .collect()
}

/// Whether a file belongs to a pack: TOML, or the tables (TSV) that a lexicon names. Hidden files do not.
pub fn is_pack_file(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.extension().is_some_and(|e| e == "toml" || e == "tsv")
}

/// Every file of a pack's folder, sorted by name; a file that cannot be read is an error beside its path as shown.
pub fn read(folder: &Path) -> (Vec<SourceFile>, Vec<(String, io::Error)>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    walk(folder, "", &mut files, &mut errors);
    files.sort_by(|a: &SourceFile, b| a.name.cmp(&b.name));
    (files, errors)
}

/// Folders deeper than this are not looked into, so that a link that leads back to itself ends.
const DEEPEST: usize = 6;

fn walk(folder: &Path, below: &str, files: &mut Vec<SourceFile>, errors: &mut Vec<(String, io::Error)>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return errors.push((folder.display().to_string(), error)),
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            if !entry.file_name().to_string_lossy().starts_with('.') && below.matches('/').count() < DEEPEST {
                walk(&path, &format!("{name}/"), files, errors);
            }
        } else if is_pack_file(&path) {
            match std::fs::read_to_string(&path) {
                Ok(text) => files.push(SourceFile { name: name.into(), shown: path.display().to_string().into(), text: text.into() }),
                Err(error) => errors.push((path.display().to_string(), error)),
            }
        }
    }
}

/// BLAKE3 over names and texts in sorted order, hex.
pub fn hash(files: &[SourceFile]) -> String {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        for part in [&file.name, &file.text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}
