//! Raw files: which ones a run reads, under what name, and their bytes.
//!
//! It walks folders, sorts, leaves out what is no plan and says so. It looks at names and the file system only; what the bytes
//! hold is found out in [`crate::text`].

mod walk;

use std::path::{Path, PathBuf};

pub use walk::find;

/// One thing found under the raw roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path below the raw root, with `/`; it names the rows.
    pub path: String,
    /// Where it lies.
    pub file: PathBuf,
    /// Its length in bytes when it was found.
    pub byte_len: u64,
    /// What is to become of it.
    pub kind: Kind,
}

/// What is to become of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plan, to be read.
    Plan,
    /// Left out, and why: a stable code and a sentence.
    Skipped(&'static str, String),
    /// It should be read and cannot be; what the system says.
    Unreadable(String),
}

impl Input {
    /// Whether it is to be read.
    pub fn is_plan(&self) -> bool {
        self.kind == Kind::Plan
    }
}

/// Why the raw roots give nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A root is not there or cannot be looked at.
    #[error("cannot read {}: {message}; give an existing file or folder of plans", file.display())]
    Root {
        /// The root.
        file: PathBuf,
        /// What the system says.
        message: String,
    },
    /// No file in any root looks like a plan.
    #[error("no plans under {roots} ({looked_at} other file(s) there); put plan texts there, named {EXTENSIONS} or without extension")]
    NoPlans {
        /// The roots as given.
        roots: String,
        /// How many other files there are.
        looked_at: usize,
    },
}

/// The extensions of plans, as messages name them.
const EXTENSIONS: &str = ".txt, .text, .md, .html, .htm";

/// Whether a file in a folder is read as a plan, by its name alone.
///
/// # Errors
/// The code and the sentence of the diagnostic when it is not.
fn judge_name(path: &Path) -> Result<(), (&'static str, String)> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if stem == "readme" {
        return Err(("file-skipped", "a README is no plan; give the file itself as an argument to read it".to_owned()));
    }
    match path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).as_deref() {
        None | Some("txt" | "text" | "md" | "markdown" | "html" | "htm" | "xhtml") => Ok(()),
        Some(other) => Err((
            "file-skipped",
            format!("files named .{other} are not read; plans are {EXTENSIONS} or have no extension; convert it, or give the file itself"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for plan in ["a.txt", "a.TXT", "规划.md", "x.htm", "无扩展名"] {
            assert!(judge_name(Path::new(plan)).is_ok(), "{plan}");
        }
        for other in ["a.pdf", "a.docx", "README.md", "readme", "a.parquet"] {
            assert!(judge_name(Path::new(other)).is_err(), "{other}");
        }
    }
}
