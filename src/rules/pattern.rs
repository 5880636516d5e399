//! Patterns before they are compiled: `{fragment}` replaced, slots and the numeral found, halves cut.
//!
//! A pattern is a regular expression of the `regex` crate in which `{name}` stands for something else:
//! - the numeral, once, outside of every group: `{numeral}`, `{quantity}`, `{year}`, each with classes if need be (`{quantity:ratio,money}`);
//! - a slot that code resolves: `{subject}` first in the pattern, `{object}` last;
//! - the words of a list: `{list:project.verbs.new}`;
//! - a fragment of `fragments.toml`: any other name.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use regex_syntax::hir::Hir;
use serde::Deserialize;
use toml::Spanned;

use super::class::Classes;
use super::fault::Faults;
use super::reader::read_entries;
use super::source::SourceFile;
use super::words::{Lists, folded};

/// Which span of a numeral a pattern is anchored at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorKind {
    /// `{numeral}`: the figures alone.
    Numeral,
    /// `{quantity}`: figures, unit and the marks of its bound.
    Quantity,
    /// `{year}`: a year or a range of years with 年.
    Year,
}

/// Names that no fragment may take.
const RESERVED: [&str; 6] = ["numeral", "quantity", "year", "subject", "object", "list"];

/// The named groups that become fields of the row.
const GROUPS: [&str; 4] = ["indicator", "relative_to", "year", "baseline_year"];

/// The names of the groups `(?<name>…)` of an expression.
fn named_groups(text: &str) -> impl Iterator<Item = &str> {
    let heads = text.split("(?").skip(1);
    heads.filter_map(|head| head.strip_prefix("P<").or_else(|| head.strip_prefix('<'))?.split_once('>').map(|(name, _)| name))
}

/// A piece of a pattern. Ranges are bytes of the pattern.
#[derive(Clone, Debug)]
enum Piece {
    Text(Range<usize>),
    /// `{name}` or `{name:args}` and how many groups it stands in.
    Name {
        range: Range<usize>,
        name: Range<usize>,
        args: Option<Range<usize>>,
        depth: usize,
    },
}

/// Cuts a pattern into text and names. The second value is the place of a `|` outside of every group.
fn pieces(pattern: &str) -> (Vec<Piece>, Option<usize>) {
    let mut scan = Scan { pattern, at: 0, text_from: 0, depth: 0, class: 0, bar: None, pieces: Vec::new() };
    scan.run();
    (scan.pieces, scan.bar)
}

struct Scan<'p> {
    pattern: &'p str,
    at: usize,
    text_from: usize,
    depth: usize,
    class: usize,
    bar: Option<usize>,
    pieces: Vec<Piece>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(c) = self.pattern[self.at..].chars().next() {
            match c {
                '\\' => self.escape(),
                '[' => self.class += 1,
                ']' => self.class = self.class.saturating_sub(1),
                _ if self.class > 0 => {}
                '(' => self.depth += 1,
                ')' => self.depth = self.depth.saturating_sub(1),
                '|' if self.depth == 0 => self.bar = self.bar.or(Some(self.at)),
                '{' if self.name() => continue,
                _ => {}
            }
            self.at += self.pattern[self.at..].chars().next().map_or(0, char::len_utf8);
        }
        self.text_to(self.pattern.len());
    }

    /// Steps onto the last character of an escape, so that `\p{Han}` and `\{` hold no name.
    fn escape(&mut self) {
        let rest = &self.pattern[self.at + 1..];
        let Some(kind) = rest.chars().next() else { return };
        self.at += 1;
        if matches!(kind, 'p' | 'P' | 'x' | 'u' | 'U' | 'b') && rest[1..].starts_with('{') {
            self.at += rest.find('}').unwrap_or(0);
        }
    }

    /// Takes `{name}`; false where the brace is a repetition or stands for nothing.
    fn name(&mut self) -> bool {
        let Some(length) = self.pattern[self.at..].find('}') else { return false };
        let inner = self.at + 1..self.at + length;
        if !self.pattern[inner.clone()].starts_with(|c: char| c.is_ascii_lowercase() || c == '_') {
            return false;
        }
        let range = self.at..inner.end + 1;
        self.text_to(range.start);
        let colon = self.pattern[inner.clone()].find(':').map(|n| inner.start + n);
        let name = inner.start..colon.unwrap_or(inner.end);
        let args = colon.map(|n| n + 1..inner.end);
        (self.at, self.text_from) = (range.end, range.end);
        self.pieces.push(Piece::Name { range, name, args, depth: self.depth });
        true
    }

    fn text_to(&mut self, end: usize) {
        if self.text_from < end {
            self.pieces.push(Piece::Text(self.text_from..end));
        }
        self.text_from = end;
    }
}

/// A string of a file: its text, and the way from its bytes to those of the file.
#[derive(Clone, Debug)]
pub struct Written<'f> {
    file: &'f SourceFile,
    /// The value of the string.
    pub text: String,
    span: Range<usize>,
    /// Where the text begins in the file; none where escapes make the two differ.
    offset: Option<usize>,
}

impl<'f> Written<'f> {
    /// The string as it stands in the file.
    pub fn new(file: &'f SourceFile, string: Spanned<String>) -> Self {
        let span = string.span();
        let text = string.into_inner();
        let offset = file.text.get(span.clone()).and_then(|raw| raw.find(&text)).map(|at| span.start + at);
        Self { file, text, span, offset }
    }

    /// A fault at a part of the string.
    pub fn fault(&self, part: Range<usize>, faults: &mut Faults, message: impl Into<String>, help: impl Into<String>) {
        let span = self.offset.map_or(self.span.clone(), |offset| offset + part.start..offset + part.end);
        faults.at(self.file, span, message, help);
    }

    /// A fault of the whole string.
    pub fn fault_all(&self, faults: &mut Faults, message: impl Into<String>, help: impl Into<String>) {
        faults.at(self.file, self.span.clone(), message, help);
    }
}

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
    expanded: BTreeMap<String, Option<Arc<str>>>,
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
                Piece::Name { range, name, args, .. } => self.name(written, range, name, args, faults),
            };
            out = out.zip(part).map(|(out, part)| out + &part);
        }
        out
    }

    fn name(
        &mut self,
        written: &Written<'_>,
        range: Range<usize>,
        name: Range<usize>,
        args: Option<Range<usize>>,
        faults: &mut Faults,
    ) -> Option<Arc<str>> {
        let name = &written.text[name];
        if name == "list" {
            return list_pattern(written, range, args, self.lists, faults);
        }
        if RESERVED.contains(&name) {
            let help = "write it in the pattern of the rule; a fragment is text alone";
            written.fault(range, faults, format!("`{{{name}}}` stands in a fragment"), help);
            return None;
        }
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

/// The words of a list as an alternation.
fn list_pattern(
    written: &Written<'_>,
    range: Range<usize>,
    args: Option<Range<usize>>,
    lists: &Lists,
    faults: &mut Faults,
) -> Option<Arc<str>> {
    let id = args.map_or("", |args| &written.text[args]);
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
fn near<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
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

/// Pieces put together again, and what each came from.
#[derive(Debug, Default)]
struct Joined {
    text: String,
    /// Where a part of `text` begins, and the range of the pattern it was made of.
    origins: Vec<(usize, Range<usize>)>,
}

impl Joined {
    fn push(&mut self, part: &str, origin: Range<usize>) {
        self.origins.push((self.text.len(), origin));
        self.text.push_str(part);
    }

    /// The range of the pattern that a range of `text` was made of.
    fn origin(&self, at: Range<usize>) -> Range<usize> {
        let index = self.origins.partition_point(|(start, _)| *start <= at.start).saturating_sub(1);
        let Some((start, origin)) = self.origins.get(index) else { return 0..0 };
        let copied = self.origins.get(index + 1).map_or(self.text.len(), |(next, _)| *next) - start == origin.len();
        if !copied {
            return origin.clone();
        }
        let from = origin.start + (at.start - start);
        from.min(origin.end)..(origin.start + at.end.saturating_sub(*start)).clamp(from.min(origin.end), origin.end)
    }
}

/// One side of a pattern, or a whole one without a numeral: the regular expression written out, and parsed.
#[derive(Clone, Debug)]
pub struct Half {
    /// Without names; the same text is the same half.
    pub text: String,
    /// As parsed.
    pub hir: Hir,
}

/// A pattern cut at its numeral.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Which span of the numeral it is anchored at.
    pub kind: AnchorKind,
    /// What the numeral must be.
    pub classes: Classes,
    /// Whether `{subject}` stands first.
    pub subject: bool,
    /// Whether `{object}` stands last.
    pub object: bool,
    /// What stands left of the numeral.
    pub left: Half,
    /// What stands right of it.
    pub right: Half,
}

/// Turns the strings of rules into halves.
#[derive(Debug)]
pub struct Cutter<'p> {
    /// The fragments of the pack.
    pub fragments: &'p Fragments,
    /// Its word lists.
    pub lists: &'p Lists,
}

impl Cutter<'_> {
    /// A pattern without a numeral: a cue or a guard.
    pub fn whole(&self, written: &Written<'_>, faults: &mut Faults) -> Option<Half> {
        let (pieces, _) = pieces(&written.text);
        let joined = self.join(written, &pieces, faults)?;
        half(written, &joined, faults)
    }

    /// A pattern with its numeral.
    pub fn cut(&self, written: &Written<'_>, faults: &mut Faults) -> Option<Cut> {
        let (mut pieces, bar) = pieces(&written.text);
        let subject = take_slot(written, &mut pieces, "subject", faults)?;
        let object = take_slot(written, &mut pieces, "object", faults)?;
        if let Some(at) = bar {
            let help = "put a group around what varies, (?:甲|乙), or give several patterns = […]";
            written.fault(at..at + 1, faults, "a `|` outside of a group would tear the numeral off", help);
            return None;
        }
        let (at, kind, classes) = anchor(written, &pieces, faults)?;
        let left = self.join(written, &pieces[..at], faults).and_then(|joined| half(written, &joined, faults));
        let right = self.join(written, &pieces[at + 1..], faults).and_then(|joined| half(written, &joined, faults));
        self.groups(written, [left.as_ref(), right.as_ref()], faults);
        Some(Cut { kind, classes, subject, object, left: left?, right: right? })
    }

    /// A named group that nobody reads would be a column lost in silence.
    fn groups(&self, written: &Written<'_>, halves: [Option<&Half>; 2], faults: &mut Faults) {
        for name in halves.into_iter().flatten().flat_map(|half| named_groups(&half.text)) {
            if !GROUPS.contains(&name) {
                written.fault_all(faults, format!("unknown named group `{name}`"), format!("known: {}", GROUPS.join(", ")));
            }
        }
    }

    fn join(&self, written: &Written<'_>, pieces: &[Piece], faults: &mut Faults) -> Option<Joined> {
        let mut joined = Some(Joined::default());
        for piece in pieces {
            let (part, origin) = match piece {
                Piece::Text(range) => (Some(Arc::from(&written.text[range.clone()])), range.clone()),
                Piece::Name { range, name, args, .. } => {
                    (self.name(written, range.clone(), name.clone(), args.clone(), faults), range.clone())
                }
            };
            joined = joined.zip(part).map(|(mut joined, part)| {
                joined.push(&part, origin);
                joined
            });
        }
        joined
    }

    fn name(
        &self,
        written: &Written<'_>,
        range: Range<usize>,
        name: Range<usize>,
        args: Option<Range<usize>>,
        faults: &mut Faults,
    ) -> Option<Arc<str>> {
        let name = &written.text[name];
        if name == "list" {
            return list_pattern(written, range, args, self.lists, faults);
        }
        if RESERVED.contains(&name) {
            let help = "cues and guards look at words alone; a rule at a numeral has emit = \"quantity\", \"suppress\" or \"time\"";
            written.fault(range, faults, format!("`{{{name}}}` stands in a cue or a guard"), help);
            return None;
        }
        match self.fragments.expanded.get(name) {
            // A fragment at fault has said so itself.
            Some(expanded) => expanded.clone(),
            None => {
                let known = self.fragments.expanded.keys().map(String::as_str);
                written.fault(range, faults, format!("unknown fragment `{name}`"), near(name, known));
                None
            }
        }
    }
}

fn half(written: &Written<'_>, joined: &Joined, faults: &mut Faults) -> Option<Half> {
    check_regex(written, joined, faults).map(|(text, hir)| Half { text, hir })
}

/// Takes the slot off its edge of the pattern. None, and a fault, where it stands elsewhere.
fn take_slot(written: &Written<'_>, pieces: &mut Vec<Piece>, slot: &str, faults: &mut Faults) -> Option<bool> {
    let is_slot = |piece: &Piece| matches!(piece, Piece::Name { name, .. } if &written.text[name.clone()] == slot);
    let edge = if slot == "subject" { 0 } else { pieces.len().saturating_sub(1) };
    let found = pieces.get(edge).is_some_and(is_slot);
    if found {
        pieces.remove(edge);
    }
    if let Some(Piece::Name { range, .. }) = pieces.iter().find(|piece| is_slot(piece)) {
        let side = if slot == "subject" { "first" } else { "last" };
        let help = format!("the noun phrase is looked for outward from the match; {{{slot}}} stands {side} in the pattern, or nowhere");
        written.fault(range.clone(), faults, format!("`{{{slot}}}` does not stand {side}"), help);
        return None;
    }
    Some(found)
}

/// The numeral of a pattern: its piece, kind and classes.
fn anchor(written: &Written<'_>, pieces: &[Piece], faults: &mut Faults) -> Option<(usize, AnchorKind, Classes)> {
    let kinds = [("numeral", AnchorKind::Numeral), ("quantity", AnchorKind::Quantity), ("year", AnchorKind::Year)];
    let mut found = None;
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Name { range, name, args, depth } = piece else { continue };
        let Some(&(_, kind)) = kinds.iter().find(|(text, _)| *text == &written.text[name.clone()]) else { continue };
        if found.is_some() {
            written.fault(
                range.clone(),
                faults,
                "a second numeral in the pattern",
                "a rule is about one numeral; name the other by its characters, [0-9]+",
            );
            return None;
        }
        if *depth > 0 {
            written.fault(
                range.clone(),
                faults,
                "the numeral stands in a group",
                "write it outside of every (…), where the pattern can be cut in two",
            );
            return None;
        }
        let classes = classes(written, args.clone(), faults)?;
        found = Some((index, kind, classes));
    }
    if found.is_none() {
        let help = "write {quantity}, {numeral} or {year} where the numeral stands; a rule without one is a cue: emit = \"cue\"";
        written.fault_all(faults, "the pattern has no numeral", help);
    }
    found
}

fn classes(written: &Written<'_>, args: Option<Range<usize>>, faults: &mut Faults) -> Option<Classes> {
    let Some(args) = args else { return Some(Classes::default()) };
    let mut classes = Classes::default();
    for name in written.text[args.clone()].split(',') {
        let Some(class) = Classes::named(name.trim()) else {
            written.fault(
                args,
                faults,
                format!("unknown class `{}` of numerals", name.trim()),
                format!("known: {}", Classes::names().join(", ")),
            );
            return None;
        };
        classes = classes.with(class);
    }
    Some(classes)
}

/// Parses a regular expression, and refuses what the automata cannot do.
fn check_regex(written: &Written<'_>, joined: &Joined, faults: &mut Faults) -> Option<(String, Hir)> {
    if let Some(c) = written.text.chars().find(|&c| folded(c).is_some_and(|f| f != ' ')) {
        let at = written.text.find(c).unwrap_or(0);
        let help = format!("write `{}`", folded(c).unwrap_or_default());
        written.fault(at..at + c.len_utf8(), faults, format!("`{c}` never stands in the clean text"), help);
        return None;
    }
    let hir = match regex_syntax::parse(&joined.text) {
        Ok(hir) => hir,
        Err(error) => {
            let (at, message) = match &error {
                regex_syntax::Error::Parse(e) => (e.span().start.offset..e.span().end.offset, e.kind().to_string()),
                regex_syntax::Error::Translate(e) => (e.span().start.offset..e.span().end.offset, e.kind().to_string()),
                _ => (0..0, error.to_string()),
            };
            let help = "the syntax is that of the regex crate: docs.rs/regex#syntax; there is no look-around, guards are unless, not_left, not_right";
            written.fault(joined.origin(at), faults, format!("bad regular expression: {}", message.trim_end_matches('.')), help);
            return None;
        }
    };
    if hir.properties().look_set().contains_word_unicode() {
        let help = "Chinese has no borders between words; write the characters that must stand there, or use not_left and not_right";
        written.fault_all(faults, "`\\b` and `\\B` are not supported", help);
        return None;
    }
    Some((joined.text.clone(), hir))
}
