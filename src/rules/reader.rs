//! TOML to typed entries, with a fault for everything that is not as it should be.
//!
//! serde stops at the first error; here each entry is read for itself, and again without the key at fault, so that one look
//! at a file shows all that is wrong with it.

use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::fault::Faults;
use super::source::SourceFile;

/// One entry of a file, such as one `[[rule]]`, and where it stands.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// What was read.
    pub value: T,
    /// Its header, in bytes of the file's text.
    pub span: Range<usize>,
    /// Keys that were at fault and left out.
    pub lost: Vec<String>,
}

/// A file parsed as far as tables; see [`Reader::entries`].
#[derive(Debug)]
pub struct Reader<'a> {
    file: &'a SourceFile,
    table: DeTable<'a>,
}

impl<'a> Reader<'a> {
    /// Parses a file. Syntax errors are faults, and then there is nothing to read.
    pub fn parse(file: &'a SourceFile, faults: &mut Faults) -> Option<Self> {
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            faults.at(file, span, format!("no valid TOML: {}", error.message()), "mend the syntax; the rest of the file is read then");
        }
        errors.is_empty().then(|| Self { file, table: table.into_inner() })
    }

    /// Takes the entries `[[key]]`. Each that is not a `T` is a fault (or several) and is left out.
    pub fn entries<T: DeserializeOwned>(&mut self, key: &str, faults: &mut Faults) -> Vec<Entry<T>> {
        let Some((_, value)) = self.table.remove_entry(key) else { return Vec::new() };
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(array) => {
                let mut again = None;
                let one = |(index, item): (usize, Spanned<DeValue<'_>>)| {
                    let span = item.span();
                    match T::deserialize(ValueDeserializer::from(item)) {
                        Ok(value) => Some(Entry { value, span, lost: Vec::new() }),
                        // Reading has used it up: what is wrong with it is found out on a second copy of the file's entries.
                        Err(_) => again
                            .get_or_insert_with(|| items(self.file, key))
                            .get_mut(index)?
                            .take()
                            .and_then(|item| entry(self.file, item, faults)),
                    }
                };
                array.into_iter().enumerate().filter_map(one).collect()
            }
            _ => {
                faults.at(self.file, span, format!("`{key}` is not a list of tables"), format!("write each as `[[{key}]]`"));
                Vec::new()
            }
        }
    }

    /// Reads all of the file as one value.
    pub fn whole<T: DeserializeOwned>(self, faults: &mut Faults) -> Option<T> {
        entry(self.file, Spanned::new(0..0, DeValue::Table(self.table)), faults).map(|entry| entry.value)
    }

    /// Ends the reading: a key that nobody took is a fault.
    pub fn finish(self, known: &[&str], faults: &mut Faults) {
        for key in self.table.keys() {
            let help = format!("known here: {}", known.join(", "));
            faults.at(self.file, key.span(), format!("unknown key `{}`", key.get_ref()), help);
        }
    }
}

/// Reads a whole file as entries of one key, the usual case of a lexicon.
pub fn read_entries<T: DeserializeOwned>(file: &SourceFile, key: &str, faults: &mut Faults) -> Vec<Entry<T>> {
    let Some(mut reader) = Reader::parse(file, faults) else { return Vec::new() };
    let entries = reader.entries(key, faults);
    reader.finish(&[&format!("[[{key}]]")], faults);
    entries
}

/// The entries of a key, parsed anew.
fn items<'a>(file: &'a SourceFile, key: &str) -> Vec<Option<Spanned<DeValue<'a>>>> {
    let (mut table, _) = DeTable::parse_recoverable(&file.text);
    match table.get_mut().remove(key).map(Spanned::into_inner) {
        Some(DeValue::Array(array)) => array.into_iter().map(Some).collect(),
        _ => Vec::new(),
    }
}

/// Reads a value, and again without what is at fault in it until it can be read.
fn entry<T: DeserializeOwned>(file: &SourceFile, value: Spanned<DeValue<'_>>, faults: &mut Faults) -> Option<Entry<T>> {
    let span = value.span();
    let mut inner = value.into_inner();
    let mut taken_out: Vec<String> = Vec::new();
    loop {
        let error = match T::deserialize(ValueDeserializer::from(Spanned::new(span.clone(), inner.clone()))) {
            // Read without what was at fault, so that the rest is checked too; the pack is refused all the same.
            Ok(value) => return Some(Entry { value, span, lost: taken_out }),
            Err(error) => error,
        };
        let at = error.span().unwrap_or_else(|| span.clone());
        let message = error.message().trim().to_owned();
        let missing = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        if missing.is_some_and(|name| taken_out.iter().any(|key| key == name)) {
            return None;
        }
        let (said, help) = worded(&message);
        faults.at(file, at.clone(), said, help);
        match take_out(&mut inner, &at) {
            Some(key) => taken_out.push(key),
            None => return None,
        }
    }
}

/// The rule broken and what to do, from serde's message.
fn worded(message: &str) -> (String, String) {
    if let Some(rest) = message.strip_prefix("missing field ") {
        return (format!("the key {rest} is missing"), format!("add {} = …", rest.replace('`', "")));
    }
    if let Some((field, expected)) = message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", expected ")) {
        return (format!("unknown key {field}"), format!("known here: {}", expected.trim_start_matches("one of ").replace('`', "")));
    }
    if let Some((variant, expected)) = message.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected ")) {
        return (format!("unknown value {variant}"), format!("known here: {}", expected.trim_start_matches("one of ").replace('`', "")));
    }
    if let Some((found, expected)) = message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        return (format!("wrong type: {found}"), format!("write {}", plain(expected)));
    }
    (message.to_owned(), "see rules/README.md for the keys and their types".to_owned())
}

/// What serde expects, in the words of TOML.
fn plain(expected: &str) -> &str {
    match expected {
        "a string" => "a string, \"…\"",
        "a sequence" => "a list, […]",
        "a map" => "a table, { … }",
        "a boolean" => "true or false",
        "i32" | "i64" | "u32" | "usize" => "a whole number",
        "f64" => "a number",
        other => other,
    }
}

/// Removes what is at fault, so that the rest can be read: the innermost key whose value, or list whose item, holds `at`.
///
/// The header of a `[[table]]` is all of its own span, so what stands in it is looked through whatever its span says.
fn take_out(value: &mut DeValue<'_>, at: &Range<usize>) -> Option<String> {
    let holds = |span: Range<usize>| span.start <= at.start && at.end <= span.end && !span.is_empty();
    match value {
        DeValue::Table(table) => {
            let inner = table.iter_mut().find_map(|(_, value)| take_out(value.get_mut(), at));
            if inner.is_some() {
                return inner;
            }
            let key = table.iter().find(|(key, value)| holds(key.span()) || holds(value.span()))?.0.clone();
            table.remove(&key);
            Some(key.into_inner().into_owned())
        }
        DeValue::Array(array) => {
            let inner = array.iter_mut().find_map(|item| take_out(item.get_mut(), at));
            if inner.is_some() {
                return inner;
            }
            let index = array.iter().position(|item| holds(item.span()))?;
            *array = array.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, item)| item.clone()).collect();
            Some(String::new())
        }
        _ => None,
    }
}

/// Accepts one string or a list of strings.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// One.
    One(T),
    /// Several.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// All of them.
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many,
        }
    }
}
