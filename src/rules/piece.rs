//! The strings of files that patterns are, cut into text and `{name}`s, put together again, and checked.

use std::ops::Range;

use regex_syntax::hir::Hir;
use toml::Spanned;

use super::fault::Faults;
use super::source::SourceFile;
use super::words::folded;

/// A piece of a pattern. Ranges are bytes of the pattern.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Text(Range<usize>),
    Name(Name),
}

/// `{name}` or `{name:args}`.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// From brace to brace.
    pub(super) range: Range<usize>,
    pub(super) name: Range<usize>,
    pub(super) args: Option<Range<usize>>,
    /// How many groups it stands in.
    pub(super) depth: usize,
}

/// Cuts a pattern into text and names. The second value is the place of a `|` outside of every group.
pub(super) fn pieces(pattern: &str) -> (Vec<Piece>, Option<usize>) {
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
        self.pieces.push(Piece::Name(Name { range, name, args, depth: self.depth }));
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

/// Pieces put together again, and what each came from.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) text: String,
    /// Where a part of `text` begins, and the range of the pattern it was made of.
    pub(super) origins: Vec<(usize, Range<usize>)>,
}

impl Joined {
    pub(super) fn push(&mut self, part: &str, origin: Range<usize>) {
        self.origins.push((self.text.len(), origin));
        self.text.push_str(part);
    }

    /// The range of the pattern that a range of `text` was made of.
    pub(super) fn origin(&self, at: Range<usize>) -> Range<usize> {
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

/// Parses a regular expression, and refuses what the automata cannot do.
pub(super) fn check_regex(written: &Written<'_>, joined: &Joined, faults: &mut Faults) -> Option<(String, Hir)> {
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
    if hir.properties().look_set().contains_word() {
        let help = "Chinese has no borders between words; write the characters that must stand there, or use not_left and not_right";
        written.fault_all(faults, "`\\b` and `\\B` are not supported", help);
        return None;
    }
    Some((joined.text.clone(), hir))
}
