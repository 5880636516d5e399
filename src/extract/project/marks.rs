//! The marks of a sentence at its outer level: where clauses end and where lists are parted.
//!
//! Marks inside brackets and quotes belong to the name that holds them and are not seen. It knows no words.

use crate::tables::rows::Span;

/// What a mark parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `,`: clauses, or groups of a list.
    Comma,
    /// `;` `:` `。` and their like: clauses that share nothing.
    Stop,
    /// `、`: the pieces of a list.
    Piece,
}

/// A mark and the bytes it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: usize,
    pub len: usize,
    pub kind: MarkKind,
}

/// How far up a closing sign looks for its opening one; beyond it the text is torn.
const REACH: usize = 4;

/// The marks of the text outside of closed brackets and quotes, from left to right.
///
/// A bracket that is never closed hides nothing.
pub fn marks(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    mark(text, &mut found);
    found
}

/// Puts the marks of the text into `found`, in place of what it holds.
pub fn mark(text: &str, found: &mut Vec<Mark>) {
    found.clear();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c) {
            before = c;
            continue;
        }
        let in_number = before.is_ascii_digit() && chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit());
        match kind(c) {
            Some(_) if in_number && c != '、' => {}
            Some(kind) => found.push(Mark { at, len: c.len_utf8(), kind }),
            None => bracket(c, &mut open, found),
        }
        before = c;
    }
}

fn kind(c: char) -> Option<MarkKind> {
    match c {
        '、' => Some(MarkKind::Piece),
        ',' | '，' => Some(MarkKind::Comma),
        ';' | ':' | '。' | '；' | '：' | '!' | '?' | '\n' => Some(MarkKind::Stop),
        _ => None,
    }
}

/// Opens a bracket, or closes one and forgets the marks inside it.
fn bracket(c: char, open: &mut Vec<(char, usize)>, found: &mut Vec<Mark>) {
    let near = open.len().saturating_sub(REACH);
    let opener = open[near..].iter().rposition(|&(o, _)| closes(o, c)).map(|i| near + i);
    match opener {
        Some(i) => {
            found.truncate(open[i].1);
            open.truncate(i);
        }
        None if "(（“‘《〈【〔[\"".contains(c) => open.push((c, found.len())),
        None => {}
    }
}

fn closes(open: char, close: char) -> bool {
    match open {
        '(' | '（' => matches!(close, ')' | '）'),
        '“' | '"' => matches!(close, '”' | '"'),
        '‘' => close == '’',
        '《' => close == '》',
        '〈' => close == '〉',
        '【' => close == '】',
        '〔' | '[' => matches!(close, '〕' | ']'),
        _ => false,
    }
}

/// The stretches of `within` between marks that `parts` names, in order; together with those marks they tile it.
pub fn split<'m>(within: Span, marks: &'m [Mark], parts: impl Fn(MarkKind) -> bool + 'm) -> impl Iterator<Item = Span> + 'm {
    let first = marks.partition_point(|mark| mark.at < within.start);
    let mut marks = marks[first..].iter().take_while(move |mark| mark.at < within.end).filter(move |mark| parts(mark.kind));
    let mut start = Some(within.start);
    std::iter::from_fn(move || {
        let from = start.take()?;
        Some(match marks.next() {
            Some(mark) => {
                start = Some(mark.at + mark.len);
                Span::new(from, mark.at)
            }
            None => Span::new(from, within.end),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        let all = Span::new(0, text.len());
        split(all, &marks(text), |kind| kind == MarkKind::Piece).map(|span| span.of(text)).collect()
    }

    #[test]
    fn brackets_and_quotes_hide_their_marks() {
        assert_eq!(pieces("青陵路(甲、乙)、“一网、两库”平台、丙桥"), ["青陵路(甲、乙)", "“一网、两库”平台", "丙桥"]);
    }

    #[test]
    fn a_bracket_never_closed_hides_nothing() {
        assert_eq!(pieces("甲(乙、丙、丁"), ["甲(乙", "丙", "丁"]);
    }

    #[test]
    fn a_comma_inside_a_number_is_no_mark() {
        assert!(marks("1,100公里").is_empty());
    }

    proptest! {
        #[test]
        fn pieces_tile_the_list(text in "[甲乙、,()“”0-9]{0,60}") {
            let marks = marks(&text);
            let spans: Vec<Span> = split(Span::new(0, text.len()), &marks, |_| true).collect();
            let mut at = 0;
            for (i, span) in spans.iter().enumerate() {
                prop_assert_eq!(span.start, at);
                at = span.end + marks.get(i).map_or(0, |mark| mark.len);
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
