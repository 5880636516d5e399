//! The rule pack: TOML files, loaded, checked, compiled once per run.
//!
//! Everything a data team may change without Rust is here as data; what the rules mean is decided in `extract`. The files:
//!
//! - `pack.toml`: name and version of the pack;
//! - `words/*.toml`: word lists, read with [`Pack::words`];
//! - `lexicon/*`: files whose type a room above brings itself, read with [`Pack::lexicon`];
//! - `fragments.toml`, `fragments/*.toml`: named parts of patterns;
//! - every other `*.toml`: rules with their tests, matched with [`Pack::matcher`].
//!
//! A pack is either sound or refused: [`Pack::load`] gives every fault of every file at once.

mod alphabet;
mod automaton;
mod char_map;
mod checker;
mod class;
mod engine;
mod fault;
mod fragments;
mod guard;
mod hints;
mod letter;
mod lexicon;
mod marks;
mod matcher;
mod pattern;
mod piece;
#[cfg(test)]
mod properties;
mod reader;
mod required;
mod round;
mod rule;
mod run;
mod set;
mod site;
mod source;
mod station;
mod steps;
#[cfg(test)]
mod tests;
mod trie;
mod values;
mod words;

use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use class::{Class, Classes};
pub use fault::{Fault, Faults, PackError};
pub use hints::Hints;
pub use letter::Forward;
pub use lexicon::{Lexicon, Lexicons, Loader, Sources, loader};
pub use matcher::{Anchor, CueHit, Lost, Match, Matcher};
pub use reader::{Entry, OneOrMany, Reader, read_entries};
pub use required::REQUIRED_LISTS;
pub use rule::{Emit, ROW_FIELDS, Rule, RuleStatus, RuleTest, Within};
pub use set::{PeriodOf, Set, TimeRole, YearOf};
pub use source::SourceFile;
pub use trie::{FindAll, Found, Head, Trie};
pub(crate) use words::word_lists;
pub use words::{WordHit, WordList, folded};

use engine::Engine;
use fragments::Fragments;
use pattern::Cutter;
use words::Lists;

/// A checked and compiled rule pack. Cloning it is cheap.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// The name of the pack, for the metadata of the tables.
    pub name: String,
    /// Its version, as the team counts them.
    pub version: String,
    /// BLAKE3 of the pack's files, hex.
    pub blake3: String,
    lists: Arc<Lists>,
    lexicons: Lexicons,
    engine: Arc<Engine>,
}

impl Pack {
    /// Reads the pack in a folder.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn load(folder: &Path) -> Result<Self, PackError> {
        let mut faults = Faults::default();
        let (files, errors) = source::read(folder);
        for (path, error) in errors {
            faults.whole(&path, format!("cannot read it: {error}"), "a pack is a folder of UTF-8 TOML files that can be read");
        }
        if !files.iter().any(|file| &*file.name == "pack.toml") {
            let help = "a folder of rules holds pack.toml with name and version; copy the folder rules/ of guihua to begin";
            faults.whole(&folder.display().to_string(), "no rule pack: it holds no pack.toml", help);
            return faults.finish(Self::default());
        }
        Self::build(&files, faults, true)
    }

    /// The pack that was built into the program. Built once, then cloned.
    ///
    /// # Panics
    /// When the folder `rules/` was at fault as the program was built; a test sees to it that it is not.
    pub fn embedded() -> Self {
        static PACK: OnceLock<Pack> = OnceLock::new();
        let build = || match Self::build(&source::embedded(), Faults::default(), true) {
            Ok(pack) => pack,
            Err(error) => panic!("the built-in rules are at fault: {error}"),
        };
        PACK.get_or_init(build).clone()
    }

    /// A pack of these files `(name, text)` alone, as tests and tools make it: no list is required and no lexicon is built.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, PackError> {
        let mut files: Vec<_> =
            texts.into_iter().map(|(name, text)| SourceFile { name: name.into(), shown: name.into(), text: text.into() }).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self::build(&files, Faults::default(), false)
    }

    /// The built-in pack with these files `(name, text)` added to it, or put in the place of those of the same name.
    ///
    /// # Errors
    /// Every fault of every file.
    pub fn overlay<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, PackError> {
        let mut files = source::embedded();
        for (name, text) in texts {
            files.retain(|file| &*file.name != name);
            files.push(SourceFile { name: name.into(), shown: name.into(), text: text.into() });
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Self::build(&files, Faults::default(), true)
    }

    /// The word list of this id, one of [`REQUIRED_LISTS`]. An empty list where a bare [`Pack::default`] lacks it.
    pub fn words(&self, id: &str) -> &WordList {
        static EMPTY: OnceLock<WordList> = OnceLock::new();
        debug_assert!(required::is_required(id), "add {id:?} to REQUIRED_LISTS in src/rules/required.rs");
        self.lists.get(id).unwrap_or_else(|| EMPTY.get_or_init(WordList::default))
    }

    /// The word list of this id, if the pack has it.
    pub fn list(&self, id: &str) -> Option<&WordList> {
        self.lists.get(id)
    }

    /// A lexicon that is registered in the crate's `LEXICONS`.
    ///
    /// # Panics
    /// When the type is not registered there, or the pack is a bare [`Pack::default`].
    pub fn lexicon<T: Lexicon>(&self) -> &T {
        match self.lexicons.get::<T>() {
            Some(lexicon) => lexicon,
            None => panic!("{}", Lexicons::missing::<T>()),
        }
    }

    /// The rules at work on a text. One a thread and text; it borrows caches of the pack, so that making one costs little.
    pub fn matcher<'p, 't>(&'p self, text: &'t str) -> Matcher<'p, 't> {
        Matcher::new(&self.engine, text)
    }

    /// Every rule, in the order of files and lines; deprecated ones too.
    pub fn rules(&self) -> &[Rule] {
        &self.engine.rules
    }

    /// The rule of this id, or that had it before.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().iter().find(|rule| &*rule.id == id || rule.aliases.iter().any(|alias| alias == id))
    }

    fn build(files: &[SourceFile], mut faults: Faults, whole: bool) -> Result<Self, PackError> {
        let mut pack = Self { blake3: source::hash(files), ..Self::default() };
        let mut lists = Lists::new();
        for file in files {
            match kind_of(&file.name) {
                FileKind::Meta => (pack.name, pack.version) = read_meta(file, &mut faults),
                FileKind::Words => words::read(file, &mut lists, &mut faults),
                FileKind::Fragments | FileKind::Rules | FileKind::Lexicon => {}
            }
        }
        if whole {
            require_lists(&lists, &mut faults);
            let sources = Sources { files, lists: &lists };
            crate::LEXICONS.iter().for_each(|load| load(&sources, &mut faults, &mut pack.lexicons));
        }
        let fragments = Fragments::read(files.iter().filter(|f| kind_of(&f.name) == FileKind::Fragments), &lists, &mut faults);
        let cutter = Cutter { fragments: &fragments, lists: &lists };
        let rules = checker::read_all(files.iter().filter(|f| kind_of(&f.name) == FileKind::Rules), &cutter, &mut faults);
        if faults.is_empty() {
            pack.engine = Arc::new(Engine::new(rules, &mut faults));
        }
        pack.lists = Arc::new(lists);
        faults.finish(pack)
    }
}

/// What a file of a pack holds, by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Meta,
    Words,
    Fragments,
    Lexicon,
    Rules,
}

fn kind_of(name: &str) -> FileKind {
    match name {
        "pack.toml" => FileKind::Meta,
        "fragments.toml" => FileKind::Fragments,
        _ if !name.ends_with(".toml") || name.starts_with("lexicon/") => FileKind::Lexicon,
        _ if name.starts_with("words/") => FileKind::Words,
        _ if name.starts_with("fragments/") => FileKind::Fragments,
        _ => FileKind::Rules,
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    name: String,
    version: String,
    /// For the reader of the file alone.
    #[allow(dead_code)]
    about: Option<String>,
}

/// Name and version.
fn read_meta(file: &SourceFile, faults: &mut Faults) -> (String, String) {
    let meta = Reader::parse(file, faults).and_then(|reader| reader.whole::<Meta>(faults));
    meta.map(|meta| (meta.name, meta.version)).unwrap_or_default()
}

fn require_lists(lists: &Lists, faults: &mut Faults) {
    for id in REQUIRED_LISTS.iter().flat_map(|room| room.iter()) {
        if !lists.contains_key(*id) {
            let help = format!("add it to a file in words/: [[list]] id = \"{id}\", about = …, words = […]; guihua's own rules/ shows it");
            faults.whole("words/", format!("the word list `{id}` is missing, which the program needs"), help);
        }
    }
}
