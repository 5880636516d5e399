//! Folding: full-width ASCII, spaces, dashes, line ends.

use super::map::{Edit, StepMap};
use super::step::Step;
use crate::tables::rows::Span;

/// Folds the text to what the text room promises.
pub fn fold(input: &str) -> Step<'_> {
    let mut clean = String::with_capacity(input.len());
    let mut edits = Vec::new();
    // Provisional: only the folding that the first rows need. The repair room replaces it.
    for (at, c) in input.char_indices() {
        let start = clean.len();
        match c {
            '\r' | '\u{feff}' | ' ' | '\u{2002}' | '\u{3000}' | '\u{a0}' => {}
            '\u{ff01}'..='\u{ff5e}' => clean.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
            _ => {
                clean.push(c);
                continue;
            }
        }
        edits.push(Edit { out: Span::new(start, clean.len()), input: Span::new(at, at + c.len_utf8()) });
    }
    Step::changed(clean, StepMap::new(edits), Vec::new())
}
