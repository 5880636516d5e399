//! Fragments: the named parts of patterns, each expanded once, and the word lists that patterns name.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::fault::Faults;
use super::piece::{Joined, Name, Piece, Written, check_regex, pieces};
use super::reader::read_entries;
use super::source::SourceFile;
use super::words::Lists;

/// Names that no fragment may take.
const RESERVED: [&str; 6] = ["numeral", "quantity", "year", "subject", "object", "list"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FragmentEntry {
    id: Spanned<String>,
    /// For the reader of the file alone.
    #[allow(dead_code)]
    about: String,
    pattern: Spanned<String>,
}

/// The named fragments of a pack, each as a regular expression without names in it.
#[derive(Debug, Default)]
pub struct Fragments {
    pub(super) expanded: BTreeMap<String, Option<Arc<str>>>,
}

impl Fragments {
    /// Reads the fragments of these files, and checks each by itself.
    pub fn read<'f>(files: impl Iterator<Item = &'f SourceFile>, lists: &Lists, faults: &mut Faults) -> Self {
        let mut raw: BTreeMap<String, Written<'f>> = BTreeMap::new();
        for file in files {
            for entry in read_entries::<FragmentEntry>(file, "fragment", faults) {
                let id = entry.value.id;
                if RESERVED.contains(&id.get_ref().as_str()) {
                    faults.at(file, id.span(), format!("`{}` has a meaning of its own", id.get_ref()), "give the fragment another id");
                } else if !is_name(id.get_ref()) {
                    faults.at(file, id.span(), "a fragment's id is made of a-z, 0-9 and _", "rename it");
                } else if raw.contains_key(id.get_ref()) {
                    faults.at(file, id.span(), format!("the fragment `{}` stands twice", id.get_ref()), "rename one of them");
                } else {
                    raw.insert(id.into_inner(), Written::new(file, entry.value.pattern));
                }
            }
        }
        let mut expander = Expander { raw: &raw, lists, done: BTreeMap::new(), path: Vec::new() };
        for name in raw.keys() {
            expander.fragment(name, faults);
        }
        Self { expanded: expander.done }
    }
}

fn is_name(id: &str) -> bool {
    let first = id.bytes().next();
    first.is_some_and(|b| b.is_ascii_lowercase() || b == b'_')
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// Expands fragments, those they use first.
struct Expander<'r, 'f> {
    raw: &'r BTreeMap<String, Written<'f>>,
    lists: &'r Lists,
    done: BTreeMap<String, Option<Arc<str>>>,
    /// Those that are being expanded, to find cycles.
    path: Vec<String>,
}

/// Fragments nested deeper than this are refused; nobody writes them so, and the stack stays small.
const DEEPEST: usize = 40;

impl Expander<'_, '_> {
    fn fragment(&mut self, name: &str, faults: &mut Faults) -> Option<Arc<str>> {
        if let Some(done) = self.done.get(name) {
            return done.clone();
        }
        let raw = self.raw;
        let written = raw.get(name)?;
        self.path.push(name.to_owned());
        let expanded = self.expand(written, faults).and_then(|text| {
            let joined = Joined { origins: vec![(0, 0..written.text.len())], text };
            check_regex(written, &joined, faults).map(|(text, _)| Arc::from(format!("(?:{text})")))
        });
        self.path.pop();
        self.done.insert(name.to_owned(), expanded.clone());
        expanded
    }

    fn expand(&mut self, written: &Written<'_>, faults: &mut Faults) -> Option<String> {
        let mut out = Some(String::new());
        for piece in pieces(&written.text).0 {
            let part = match piece {
                Piece::Text(range) => Some(Arc::from(&written.text[range])),
                Piece::Name(at) => self.name(written, at, faults),
            };
            out = out.zip(part).map(|(out, part)| out + &part);
        }
        out
    }

    fn name(&mut self, written: &Written<'_>, at: Name, faults: &mut Faults) -> Option<Arc<str>> {
        const RULE_ALONE: Place = Place { name: "a fragment", help: "write it in the pattern of the rule; a fragment is text alone" };
        if let Some(told) = list_or_reserved(written, &at, self.lists, RULE_ALONE, faults) {
            return told;
        }
        let (name, range) = (&written.text[at.name], at.range);
        if !self.raw.contains_key(name) {
            written.fault(range, faults, format!("unknown fragment `{name}`"), near(name, self.raw.keys().map(String::as_str)));
            return None;
        }
        if let Some(at) = self.path.iter().position(|on_path| on_path == name) {
            let cycle = self.path[at..].iter().chain([&name.to_owned()]).cloned().collect::<Vec<_>>().join(" → ");
            written.fault(
                range,
                faults,
                format!("fragments go in a circle: {cycle}"),
                "a fragment may use others, but not itself through them",
            );
            return None;
        }
        if self.path.len() > DEEPEST {
            written.fault(range, faults, format!("fragments nested deeper than {DEEPEST}"), "write some of them out");
            return None;
        }
        self.fragment(name, faults)
    }
}

/// Where names stand that may be those of lists and fragments alone, and what to do about others.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) name: &'static str,
    pub(super) help: &'static str,
}

/// What `{list:…}` stands for; none, with a fault, for a reserved name. None at all for other names.
pub(super) fn list_or_reserved(
    written: &Written<'_>,
    at: &Name,
    lists: &Lists,
    place: Place,
    faults: &mut Faults,
) -> Option<Option<Arc<str>>> {
    let name = &written.text[at.name.clone()];
    if name == "list" {
        return Some(list_pattern(written, at, lists, faults));
    }
    RESERVED.contains(&name).then(|| {
        written.fault(at.range.clone(), faults, format!("`{{{name}}}` stands in {}", place.name), place.help);
        None
    })
}

/// The words of a list as an alternation.
fn list_pattern(written: &Written<'_>, at: &Name, lists: &Lists, faults: &mut Faults) -> Option<Arc<str>> {
    let id = at.args.clone().map_or("", |args| &written.text[args]);
    let range = at.range.clone();
    let Some(list) = lists.get(id) else {
        written.fault(range, faults, format!("unknown word list `{id}`"), near(id, lists.keys().map(|id| &**id)));
        return None;
    };
    if list.is_empty() {
        written.fault(range, faults, format!("the word list `{id}` is empty"), "a pattern cannot ask for one of no words");
        return None;
    }
    let words: Vec<_> = list.iter().map(regex_syntax::escape).collect();
    Some(format!("(?:{})", words.join("|")).into())
}

/// A hint to the nearest of the known names, or to all of them when they are few.
pub(super) fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: Vec<_> = known.collect();
    let nearest = known.iter().map(|k| (distance(name, k), *k)).min().filter(|(d, k)| *d <= 2.max(k.len() / 3));
    match nearest {
        Some((_, nearest)) => format!("did you mean `{nearest}`"),
        None if known.is_empty() => "none is defined; fragments stand in fragments.toml, lists in words/".to_owned(),
        None if known.len() <= 12 => format!("known: {}", known.join(", ")),
        None => "fragments stand in fragments.toml, lists in words/".to_owned(),
    }
}

/// Edit distance, of short names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(40).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
