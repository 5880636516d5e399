//! What is wrong with a pack: every fault of every file at once, each with its place, the rule broken and what to do.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::source::SourceFile;

/// What is wrong with a rule pack: every fault at once.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} fault{} in the rules\n{}", faults.len(), if faults.len() == 1 { "" } else { "s" }, drawn(faults))]
pub struct PackError {
    /// In the order of files and lines.
    pub faults: Vec<Fault>,
}

fn drawn(faults: &[Fault]) -> String {
    faults.iter().map(|fault| fault.drawn.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// One fault, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The file's path as given.
    pub file: String,
    /// One-based; zero where the fault is the whole file's.
    pub line: usize,
    /// One-based, in characters.
    pub column: usize,
    /// The rule broken, lower case, without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The whole fault drawn with its source line and carets, without colour.
    pub drawn: String,
}

/// Collects faults while a pack is read.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// A fault at a span of a file's text.
    pub fn at(&mut self, file: &SourceFile, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        let span = clamp(&file.text, span);
        let (line, column) = place(&file.text, span.start);
        let help = (!help.is_empty()).then_some(help);
        let drawn = draw(file, span, &message, help.as_deref());
        self.list.push(Fault { file: file.shown.to_string(), line, column, message, help, drawn });
    }

    /// A fault of a file or folder as a whole.
    pub fn whole(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        let drawn = format!("error: {message}\n --> {path}\n  = help: {help}");
        self.list.push(Fault { file: path.to_owned(), line: 0, column: 0, message, help: Some(help), drawn });
    }

    /// How many there are by now.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The value if there is no fault, else all of them in the order of files and lines.
    ///
    /// # Errors
    /// When there is any fault.
    pub fn finish<T>(mut self, value: T) -> Result<T, PackError> {
        if self.list.is_empty() {
            return Ok(value);
        }
        self.list.sort_by(|a, b| (&a.file, a.line, a.column, &a.message).cmp(&(&b.file, b.line, b.column, &b.message)));
        self.list.dedup();
        Err(PackError { faults: self.list })
    }
}

/// The span moved to character borders within the text.
fn clamp(text: &str, span: Range<usize>) -> Range<usize> {
    let border = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = border(span.start);
    start..border(span.end.max(start))
}

/// Line and column of a byte, one-based, the column in characters.
pub fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |n| n + 1);
    (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[line_start..].chars().count() + 1)
}

fn draw(file: &SourceFile, span: Range<usize>, message: &str, help: Option<&str>) -> String {
    let snippet = Snippet::source(&*file.text).path(&*file.shown).annotation(AnnotationKind::Primary.span(span));
    let mut group = Level::ERROR.primary_title(message).element(snippet);
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::plain().render(&[group]).trim_end().to_owned()
}
