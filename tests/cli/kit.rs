//! What the tests share: a temporary place with raw files, and a run of the program in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// An invented plan, long enough to give rows in most tables.
pub const PLAN: &str =
    "云泽市国民经济和社会发展第十五个五年规划纲要\n\n第一章 目标\n\n到2030年,地区生产总值达到2600亿元,森林覆盖率不低于53%。\n";

/// A temporary folder that a test works in.
pub struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    /// An empty place.
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A place whose raw/ holds one plan.
    pub fn with_plan() -> Self {
        let place = Self::new();
        place.write("raw/plan.txt", PLAN);
        place
    }

    /// A path in it.
    pub fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    /// Writes a file, its folders too.
    pub fn write(&self, below: &str, bytes: impl AsRef<[u8]>) {
        let file = self.path(below);
        std::fs::create_dir_all(file.parent().expect("a file has a folder")).expect("folder");
        std::fs::write(file, bytes).expect("file");
    }

    /// The program, to be run here.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guihua"));
        command.args(args).current_dir(self.dir.path()).env_remove("NO_COLOR");
        command
    }

    /// Runs the program here.
    pub fn guihua(&self, args: &[&str]) -> Ran {
        Ran(self.command(args).output().expect("the program starts"))
    }

    /// The names in a folder, sorted.
    pub fn names(&self, below: &str) -> Vec<String> {
        names(&self.path(below))
    }
}

/// The names in a folder, sorted; none where there is no folder.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).map(|e| e.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect());
    let mut names: Vec<String> = entries.unwrap_or_default();
    names.sort();
    names
}

/// What a run of the program gave.
pub struct Ran(pub Output);

impl Ran {
    pub fn code(&self) -> Option<i32> {
        self.0.status.code()
    }
    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("stdout is UTF-8")
    }
    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("stderr is UTF-8")
    }
    /// Asserts the exit code; shows stderr where it is another.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code(), Some(code), "stderr: {}", self.err());
        self
    }
    /// Asserts that stderr holds some words.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        let err = self.err();
        words.iter().for_each(|w| assert!(err.contains(w), "no {w:?} in: {err}"));
        self
    }
}

/// A column of a written table, its values as text.
pub fn column(place: &Place, table: &str, column: &str) -> Vec<Option<String>> {
    let file = place.path(table);
    guihua::tables::read::Frame::open(&file, None).and_then(|f| f.shown(column)).expect("the table opens")
}
