//! One way through a sentence: its marks at the outer level, where clauses end and where lists are parted, and the signs inside of
//! its pieces that are asked for later.
//!
//! Marks inside brackets and quotes belong to the name that holds them and are not seen. What a sign means is not decided here.

use super::glossary::Glossary;
use super::signs::{BRACKET, HEAD, Kinds, MARK, WHOLE};
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

/// A sign inside of the pieces: a bracket, 等, 的, what may join two names, or a word of [`Glossary::inside`].
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    pub at: usize,
    pub c: char,
    /// What the character may mean, and the words that begin with it.
    pub kinds: Kinds,
}

/// What one way through a sentence finds. It is used again for the next.
#[derive(Debug, Default)]
pub struct Scan {
    /// The marks outside of closed brackets and quotes, from left to right.
    pub marks: Vec<Mark>,
    /// The signs, from left to right.
    pub signs: Vec<Sign>,
    /// The brackets that are open, with the marks before them.
    open: Vec<(char, usize)>,
}

impl Scan {
    /// What is found in this text.
    pub fn of(glossary: &Glossary, text: &str) -> Self {
        let mut scan = Self::default();
        scan.read(glossary, text);
        scan
    }

    /// Goes through a text; what was found before is forgotten.
    ///
    /// A bracket that is never closed hides no marks.
    pub fn read(&mut self, glossary: &Glossary, text: &str) {
        self.marks.clear();
        self.signs.clear();
        self.open.clear();
        glossary.signs.each(text, |at, c, kinds| self.note(glossary, text, at, c, kinds));
    }

    fn note(&mut self, glossary: &Glossary, text: &str, at: usize, c: char, mut kinds: Kinds) {
        if kinds & (HEAD | WHOLE) != 0 {
            kinds = kinds & !(HEAD | WHOLE) | glossary.inside(&text[at..]);
        }
        if kinds & MARK != 0 {
            let in_number = || c != '、' && is_digit(text.as_bytes(), at.wrapping_sub(1)) && is_digit(text.as_bytes(), at + c.len_utf8());
            if !in_number() {
                self.marks.push(Mark { at, len: c.len_utf8(), kind: kind(c) });
            }
        } else if kinds != 0 {
            self.signs.push(Sign { at, c, kinds });
            if kinds & BRACKET != 0 {
                self.bracket(c);
            }
        }
    }

    /// Opens a bracket, or closes one and forgets the marks inside it.
    fn bracket(&mut self, c: char) {
        let near = self.open.len().saturating_sub(REACH);
        let opener = self.open[near..].iter().rposition(|&(o, _)| closes(o, c)).map(|i| near + i);
        match opener {
            Some(i) => {
                self.marks.truncate(self.open[i].1);
                self.open.truncate(i);
            }
            None if "(（“‘《〈【〔[\"".contains(c) => self.open.push((c, self.marks.len())),
            None => {}
        }
    }

    /// The signs in a stretch.
    pub fn within(&self, span: Span) -> &[Sign] {
        within(&self.signs, span)
    }
}

/// Those of the signs that stand in a stretch.
pub fn within(signs: &[Sign], span: Span) -> &[Sign] {
    let first = signs.partition_point(|sign| sign.at < span.start);
    let rest = &signs[first..];
    &rest[..rest.partition_point(|sign| sign.at < span.end)]
}

fn is_digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn kind(c: char) -> MarkKind {
    match c {
        '、' => MarkKind::Piece,
        ',' | '，' => MarkKind::Comma,
        _ => MarkKind::Stop,
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

    fn marks(text: &str) -> Vec<Mark> {
        Scan::of(&Glossary::default(), text).marks
    }

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
