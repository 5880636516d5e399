//! Word lists: what a data team adds a word to. `words/*.toml`, each file any number of `[[list]]`.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use toml::Spanned;

use super::fault::Faults;
use super::hints::Hints;
use super::reader::Reader;
use super::source::SourceFile;
use super::trie::Trie;
use super::values::Values;

/// A struct of word lists with a `new` that fetches them from a pack by their ids: how a room names the lists that it asks.
macro_rules! word_lists {
    ($(#[$about:meta])* $seen:vis struct $name:ident { $($(#[$field_about:meta])* $field:ident = $id:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        $seen struct $name<'p> { $($(#[$field_about])* $seen $field: &'p $crate::rules::WordList,)* }

        impl<'p> $name<'p> {
            /// The lists of a pack.
            $seen fn new(pack: &'p $crate::rules::Pack) -> Self {
                Self { $($field: pack.words($id),)* }
            }
        }
    };
}
pub(crate) use word_lists;

/// A named list of words, or of words with a value each.
#[derive(Debug, Default)]
pub struct WordList {
    /// `project.verbs.new`
    pub id: Arc<str>,
    /// Sorted, each once.
    words: Vec<Box<str>>,
    /// As long as `words`; empty strings for a plain list.
    values: Vec<Box<str>>,
    forward: Trie,
    backward: Trie,
    hints: OnceLock<Hints>,
}

/// One place where a word of the list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordHit<'l> {
    /// Its first byte in the text searched.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The word.
    pub word: &'l str,
    /// Its value; empty in a plain list.
    pub value: &'l str,
}

impl WordList {
    /// A list of these words and values.
    pub fn new(id: &str, mut pairs: Vec<(Box<str>, Box<str>)>) -> Self {
        pairs.sort();
        pairs.dedup_by(|a, b| a.0 == b.0);
        pairs.retain(|(word, _)| !word.is_empty());
        let (words, values): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let (forward, backward) = (Trie::new(words.iter().map(|word| &**word)), Trie::backward(words.iter().map(|word| &**word)));
        Self { id: id.into(), words, values, forward, backward, hints: OnceLock::new() }
    }

    /// Characters without which no word of the list stands in a text; found when first asked for.
    pub fn hints(&self) -> &Hints {
        self.hints.get_or_init(|| Hints::of(self.iter()))
    }

    /// The words, sorted.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// The words with their values, sorted.
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.words.iter().map(|word| &**word).zip(self.values.iter().map(|value| &**value))
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the whole text is a word of the list.
    pub fn contains(&self, text: &str) -> bool {
        self.starts_with(text) == Some(text.len())
    }

    /// The value of a word; empty in a plain list, none for a word that is not in it.
    pub fn get(&self, word: &str) -> Option<&str> {
        self.prefix(word).filter(|hit| hit.end == word.len()).map(|hit| hit.value)
    }

    /// The first word in the text, the longest of those that begin there.
    pub fn find(&self, text: &str) -> Option<WordHit<'_>> {
        self.forward.find_all(text).next().map(|found| self.hit(found.word, found.start, found.end))
    }

    /// Whether any word stands in the text.
    pub fn is_in(&self, text: &str) -> bool {
        self.forward.find_all(text).next().is_some()
    }

    /// Every word in the text from left to right, leftmost-longest, none overlapping another.
    pub fn find_all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = WordHit<'a>> {
        self.forward.find_all(text).map(|found| self.hit(found.word, found.start, found.end))
    }

    /// The last word in the text among those that [`find_all`](Self::find_all) gives.
    pub fn find_last<'a>(&'a self, text: &'a str) -> Option<WordHit<'a>> {
        self.find_all(text).last()
    }

    /// The length in bytes of the longest word that the text begins with.
    pub fn starts_with(&self, text: &str) -> Option<usize> {
        self.forward.begins(text).map(|(_, len)| len)
    }

    /// The longest word that the text begins with.
    pub fn prefix(&self, text: &str) -> Option<WordHit<'_>> {
        self.forward.begins(text).map(|(word, len)| self.hit(word, 0, len))
    }

    /// The length in bytes of the longest word that the text ends with.
    pub fn ends_with(&self, text: &str) -> Option<usize> {
        self.backward.ends(text).map(|(_, len)| len)
    }

    /// The longest word that the text ends with.
    pub fn suffix(&self, text: &str) -> Option<WordHit<'_>> {
        self.backward.ends(text).map(|(word, len)| self.hit(word, text.len() - len, text.len()))
    }

    fn hit(&self, index: usize, start: usize, end: usize) -> WordHit<'_> {
        WordHit { start, end, word: &self.words[index], value: &self.values[index] }
    }
}

/// Every list of the pack, by id.
pub type Lists = BTreeMap<Arc<str>, WordList>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListEntry {
    id: Spanned<String>,
    /// For the reader of the file alone.
    #[allow(dead_code)]
    about: String,
    #[serde(default)]
    words: Vec<Spanned<String>>,
    #[serde(default)]
    map: BTreeMap<Spanned<String>, Spanned<MapValue>>,
    /// Set for lists that are matched before folding: their words may hold full-width signs.
    #[serde(default)]
    raw: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum MapValue {
    Text(String),
    Integer(i64),
    Flag(bool),
    Float(f64),
}

impl MapValue {
    fn text(&self) -> Box<str> {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(n) => n.to_string().into(),
            Self::Flag(flag) => flag.to_string().into(),
            Self::Float(x) => x.to_string().into(),
        }
    }
}

/// Reads the lists of one file into `lists`.
pub fn read(file: &SourceFile, lists: &mut Lists, faults: &mut Faults) {
    let Some(mut reader) = Reader::parse(file, faults) else { return };
    for entry in reader.entries::<ListEntry>("list", faults) {
        let list = entry.value;
        let id: Arc<str> = list.id.get_ref().as_str().into();
        if lists.contains_key(&id) {
            faults.at(file, list.id.span(), format!("the list id `{id}` stands twice"), "give each list its own id, or join the two");
            continue;
        }
        let pairs = pairs(file, list, faults);
        lists.insert(id.clone(), WordList::new(&id, pairs));
    }
    reader.finish(&["[[list]]"], faults);
}

fn pairs(file: &SourceFile, list: ListEntry, faults: &mut Faults) -> Vec<(Box<str>, Box<str>)> {
    check_values(file, &list, faults);
    let plain = list.words.into_iter().map(|word| (word, Box::from("")));
    let mapped = list.map.into_iter().map(|(word, value)| (word, value.get_ref().text()));
    let mut pairs: Vec<(Spanned<String>, Box<str>)> = plain.chain(mapped).collect();
    pairs.retain(|(word, _)| is_word(file, word, list.raw, faults));
    // Stable: of words that are the same, those that stand later in the file are told.
    pairs.sort_by(|a, b| a.0.get_ref().cmp(b.0.get_ref()));
    for (first, again) in pairs.iter().zip(pairs.iter().skip(1)) {
        if first.0.get_ref() == again.0.get_ref() {
            let message = format!("the word `{}` stands twice in this list", again.0.get_ref());
            faults.at(file, again.0.span(), message, "leave one of them out");
        }
    }
    pairs.into_iter().map(|(word, value)| (word.into_inner().into_boxed_str(), value)).collect()
}

/// A fault for every value that the program does not know, where it asks for the list.
fn check_values(file: &SourceFile, list: &ListEntry, faults: &mut Faults) {
    let Some(values) = Values::of(list.id.get_ref()) else { return };
    for word in list.words.iter().filter(|_| !values.allow("")) {
        faults.at(file, word.span(), format!("`{}` has no value", word.get_ref()), values.help());
    }
    for value in list.map.values() {
        let text = value.get_ref().text();
        if !values.allow(&text) {
            faults.at(file, value.span(), format!("`{text}` is no value of this list"), values.help());
        }
    }
}

/// Whether a word can be found in a clean text; a fault where it cannot.
fn is_word(file: &SourceFile, word: &Spanned<String>, raw: bool, faults: &mut Faults) -> bool {
    let (span, word) = (word.span(), word.get_ref());
    if word.is_empty() {
        faults.at(file, span, "an empty word", "write the word, or leave the quotes out");
        return false;
    }
    let Some(c) = (!raw).then(|| word.chars().find(|&c| folded(c).is_some())).flatten() else { return true };
    let message = format!("`{word}` holds `{c}`, which never stands in the clean text");
    let help = format!("write `{}`", word.chars().map(|c| folded(c).unwrap_or(c)).collect::<String>());
    faults.at(file, span, message, help);
    false
}

/// What the clean text has in place of a character that is folded away; none for one that stays.
pub fn folded(c: char) -> Option<char> {
    match c {
        '\u{3000}' | '\u{a0}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        _ => None,
    }
}
