//! Pieces of a text: what rows quote, without a copy of their own.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::Span;

/// A piece of a text, which lives as long as any of its pieces.
#[derive(Clone)]
pub struct Piece {
    text: Arc<String>,
    span: Span,
}

impl Piece {
    /// What stands there in a text. Both ends must lie between characters.
    pub fn of(text: &Arc<String>, span: Span) -> Self {
        Self { text: text.clone(), span }
    }

    /// The piece without its last so many bytes.
    pub fn shorter(self, by: usize) -> Self {
        let Self { text, span } = self;
        Self { text, span: Span::new(span.start, span.end - by) }
    }
}

impl Deref for Piece {
    type Target = str;

    fn deref(&self) -> &str {
        self.span.of(&self.text)
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self { span: Span::new(0, text.len()), text: text.into() }
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
