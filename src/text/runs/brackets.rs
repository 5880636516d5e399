//! What the brackets and quotes on either side of a lost character say of it.
//!
//! An open one wants to be closed before the line ends, a closing one behind the place wants its opening one, and no sentence ends
//! inside of a title.

use crate::text::model::{EDGE, Token, token};

/// Opening and closing marks.
const PAIRS: [(char, char); 6] = [('(', ')'), ('《', '》'), ('“', '”'), ('‘', '’'), ('〔', '〕'), ('【', '】')];
/// Marks that end a sentence, or a part of one.
const STOPS: &str = "。!?;:,";

/// Which brackets stand open before a place and which are closed behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Around {
    open: [bool; PAIRS.len()],
    closed: [bool; PAIRS.len()],
    /// Whether the line ends behind the place.
    at_end: bool,
}

impl Around {
    /// Of the tokens before and behind a place.
    pub(super) fn of(left: &[Token], right: &[Token]) -> Self {
        let mut around = Self { at_end: right.first().is_none_or(|token| *token == EDGE), ..Self::default() };
        for (n, (open, close)) in PAIRS.iter().enumerate() {
            let (open, close) = (token(*open), token(*close));
            let depth = left.iter().fold(0u32, |depth, t| match *t {
                t if t == open => depth + 1,
                t if t == close => depth.saturating_sub(1),
                _ => depth,
            });
            let first = right.iter().take_while(|t| **t != EDGE).find(|t| **t == open || **t == close);
            around.open[n] = depth > 0;
            around.closed[n] = first == Some(&close);
        }
        around
    }

    /// What that says of a character, as a logarithm.
    pub(super) fn weigh(&self, c: Option<char>) -> f32 {
        let Some(c) = c.map(narrow) else { return 0.0 };
        for (n, (open, close)) in PAIRS.iter().enumerate() {
            if c == *open {
                return match (self.open[n], self.closed[n]) {
                    (false, true) => 4.0,
                    (true, _) => -4.0,
                    _ => -1.0,
                };
            }
            if c == *close {
                return match (self.open[n], self.closed[n]) {
                    (true, false) => 2.0,
                    _ => -3.0,
                };
            }
        }
        // Something is open that nothing closes, or closed that nothing opens.
        let wanting = (0..PAIRS.len()).filter(|n| self.open[*n] != self.closed[*n]);
        let missing = wanting.map(|n| if self.closed[n] || self.at_end { -2.0 } else { 0.0 }).sum::<f32>();
        let inside = self.open[1] || self.open[0];
        missing + if inside && STOPS.contains(c) { -2.0 } else { 0.0 }
    }
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
