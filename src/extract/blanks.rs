//! White space that is no part of what a text says: what stands in the cells of tables, and in figures and nouns that a line end tore.

use std::borrow::Cow;

use crate::tables::rows::Span;

/// The text without its white space.
pub fn without_blanks(text: &str) -> Cow<'_, str> {
    // By the bytes that white space begins with, and without a branch: most cells hold none of them.
    let may_hold = text.bytes().fold(false, |may, byte| may | (byte <= b' ') | (byte == 0xc2) | (0xe1..=0xe3).contains(&byte));
    if may_hold { text.split_whitespace().collect() } else { text.into() }
}

/// A span without white space at its ends.
pub fn trimmed(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let start = span.start + (piece.len() - piece.trim_start().len());
    Span::new(start, start + piece.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_white_space_goes() {
        let blanks: String = (0..0x3100).filter_map(char::from_u32).filter(|c| c.is_whitespace()).collect();
        for blank in blanks.chars() {
            assert_eq!(without_blanks(&format!("{blank}指{blank}标{blank}")), "指标", "{blank:?}");
        }
        assert!(matches!(without_blanks("森林覆盖率(%)"), Cow::Borrowed(_)));
    }
}
