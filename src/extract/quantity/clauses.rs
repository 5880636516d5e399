//! Clauses: the pieces of a sentence between `,` `;` `:` that stand outside of brackets and figures.

use crate::extract::numeral::Numeral;
use crate::tables::rows::Span;
use crate::text::sieve;

/// Puts the clauses of a sentence, in order and without the marks between them, behind what is there.
pub fn clauses(text: &str, sentence: Span, numerals: &[Numeral], out: &mut Vec<Span>) {
    let (mut from, mut depth) = (sentence.start, 0usize);
    let mut next = numerals.iter().peekable();
    let bytes = sentence.of(text).as_bytes();
    let is_mark = |_, byte, _, _| (byte == b',') | (byte == b';') | (byte == b':') | (byte == b'(') | (byte == b')');
    for offset in sieve::places(bytes, is_mark) {
        let at = sentence.start + offset;
        match bytes[offset] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' | b';' | b':' if depth == 0 || bytes[offset] == b';' => {
                while next.peek().is_some_and(|n| n.span.end <= at) {
                    next.next();
                }
                let in_figures = next.peek().is_some_and(|n| n.span.start < at && at < n.span.end);
                if !in_figures && !between_digits(text, at) {
                    out.push(Span::new(from, at));
                    from = at + 1;
                    depth = 0;
                }
            }
            _ => {}
        }
    }
    out.push(Span::new(from, sentence.end));
}

/// The sign of a ratio stands between digits.
fn between_digits(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    bytes[at] == b':' && at > 0 && digit(at - 1) && digit(at + 1)
}

/// The clause that a place stands in.
pub fn clause_of(clauses: &[Span], at: usize) -> usize {
    clauses.partition_point(|c| c.end <= at).min(clauses.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::numeral::scan;
    use crate::rules::Pack;

    fn pieces(text: &str) -> Vec<&str> {
        let pack = Pack::embedded();
        let (whole, mut found) = (Span::new(0, text.len()), Vec::new());
        clauses(text, whole, &scan(text, whole, pack.lexicon()), &mut found);
        found.iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn commas_part_clauses_but_not_figures_ratios_or_brackets() {
        assert_eq!(pieces("甲,乙;丙:丁"), ["甲", "乙", "丙", "丁"]);
        assert_eq!(pieces("产值1,200亿元,比例3:1"), ["产值1,200亿元", "比例3:1"]);
        assert_eq!(pieces("平台(含甲,乙)建成"), ["平台(含甲,乙)建成"]);
        assert_eq!(pieces("平台(含甲;乙建成"), ["平台(含甲", "乙建成"]);
    }

    #[test]
    fn every_place_has_its_clause() {
        let spans = [Span::new(0, 3), Span::new(4, 7)];
        assert_eq!((clause_of(&spans, 2), clause_of(&spans, 5), clause_of(&spans, 99)), (0, 1, 1));
    }
}
