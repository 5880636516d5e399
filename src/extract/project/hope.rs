//! What of running text can name no work, told before it is read: most of it.
//!
//! A work there ends in a noun of works, or the class of its list does. So a stretch in which nothing does is not read at all, and
//! of those that are read, lists without such a noun are left.

use super::closing::counts;
use super::edges::Ends;
use super::govern::Force;
use super::lexis::Lexis;
use super::lists::{List, Piece};
use super::marks::{Mark, Segment, Sign};
use super::score::{Class, Place, force};
use super::signs::{BRACKET, JOINT, SUM};

/// A text without what may stand behind the noun of a piece and is no part of it. Of most texts the last byte tells that nothing does.
#[inline]
fn tight(text: &str) -> &str {
    let may_be_loose = text.as_bytes().last().is_some_and(|last| matches!(last, b' ' | b'(' | b')' | 0x84));
    if may_be_loose { text.trim_end_matches([' ', '的', '(', ')']) } else { text }
}

/// Whether no list of a segment of running text can name a work: no piece or part of a piece that may be read in it ends in a noun
/// of works, and nothing sums a list up.
///
/// Pieces end at marks, before what closes them, at 等, and at counts behind other pieces; parts of them before joints and brackets.
pub fn is_idle(lexis: &Lexis, text: &str, segment: &Segment, marks: &[Mark], signs: &[Sign]) -> bool {
    let kinds = segment.kinds;
    let noun = |end: usize| lexis.ends(&text[segment.stretch.span().start..end]).noun.is_some();
    let parted = || kinds & (JOINT | BRACKET) != 0 && signs.iter().any(|sign| (sign.is(JOINT) || sign.c() == '(') && noun(sign.at()));
    let behind = |mark: &Mark| &text[mark.end()..segment.stretch.span().end];
    let counted = || marks.first().is_some_and(|mark| counts(lexis, behind(mark)).next().is_some());
    kinds & SUM == 0 && !closed_noun(lexis, text, segment, marks) && !parted() && !counted()
}

/// Whether a noun of works stands at a mark or at the end of a segment, or before what closes a list there.
fn closed_noun(lexis: &Lexis, text: &str, segment: &Segment, marks: &[Mark]) -> bool {
    let mut start = segment.stretch.span().start;
    let ends = marks.iter().map(|mark| (mark.at(), mark.end())).chain([(segment.stretch.span().end, 0)]);
    for (end, next) in ends {
        let mut rest = &text[start..end];
        loop {
            rest = tight(rest);
            let ends = lexis.ends(rest);
            if ends.noun.is_some() {
                return true;
            }
            let Some((_, len)) = ends.tail else { break };
            rest = &rest[..rest.len() - usize::from(len)];
        }
        start = next;
    }
    false
}

/// Whether a list of running text can name no work, as its verb and the nouns of its pieces tell. `signs`: all of the scan.
///
/// It does not if no piece ends in a noun of works and its class is none.
pub fn is_hopeless<'p>(lexis: &Lexis<'p>, text: &str, signs: &[Sign], list: &List, pieces: &mut [Piece<'p>], class: Class) -> bool {
    let weak = !matches!(force(list, Place::Prose), Force::Soft | Force::None);
    let classed = weak && class == Class::Works;
    !classed && !pieces.iter_mut().any(|piece| has_noun(lexis, text, signs, piece, weak))
}

/// Whether a piece ends in a noun of works, or a part of it before a joint or a bracket does. `weak`: one that means other things
/// too counts.
fn has_noun<'p>(lexis: &Lexis<'p>, text: &str, signs: &[Sign], piece: &mut Piece<'p>, weak: bool) -> bool {
    let is_noun = |ends: &Ends| ends.noun.is_some_and(|(family, _)| weak || family.is_strong());
    let noun = |text: &str| is_noun(lexis.ends(text));
    let span = piece.stretch.span();
    let body = tight(span.of(text));
    let end = span.start + body.len();
    let mut after = span.start;
    is_noun(if end == span.end { piece.ends(lexis, text) } else { lexis.ends(body) })
        || signs[piece.stretch.signs()].iter().take_while(|sign| sign.at() < end).any(|sign| match sign.c() {
            '(' => noun(&text[std::mem::replace(&mut after, sign.at() + 1)..sign.at()]),
            '和' | '及' | '与' => noun(&text[span.start..sign.at()]),
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::super::lists::{self, Lists};
    use super::super::marks::Scan;
    use super::*;
    use crate::document::Facts;
    use crate::rules::Pack;
    use proptest::prelude::*;

    const WORDS: [&str; 26] = [
        "建设",
        "加快",
        "推进",
        "支持",
        "打造",
        "依托",
        "以",
        "青陵",
        "云泽",
        "水库",
        "高速公路",
        "体系",
        "项目",
        "工程",
        "等",
        "和",
        "、",
        ",",
        "(",
        ")",
        "的",
        "三个",
        "2条",
        "改造",
        "开工",
        "前期工作",
    ];

    /// The lists of an idle segment that are not hopeless.
    fn missed(text: &str) -> Vec<String> {
        let pack = Pack::embedded();
        let lexis = Lexis::of(&pack, &Facts::default());
        let scan = Scan::of(lexis.glossary, text);
        let mut found = vec![];
        for number in 0..scan.segments.len() {
            let segment = scan.segments[number];
            let (marks, signs) = (segment.marks(), segment.stretch.signs());
            if is_idle(&lexis, text, &segment, &scan.marks[marks], &scan.signs[signs]) {
                let mut lists = Lists::default();
                lists::read(&lexis, text, &scan, number, false, &mut lists);
                let Lists { lists, mut pieces } = lists;
                let mut hopeless = |list: &List| is_hopeless(&lexis, text, &scan.signs, list, &mut pieces[list.pieces()], Class::Unknown);
                found.extend(lists.iter().filter(|list| !hopeless(list)).map(|list| format!("{list:?}")));
            }
        }
        found
    }

    #[test]
    fn a_count_behind_a_comma_is_not_idle() {
        assert_eq!(missed("建设青陵,云泽水库三个重点项目建设前期"), [""; 0]);
    }

    proptest! {
        #[test]
        fn what_is_idle_has_hopeless_lists_only(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 1..14)) {
            prop_assert_eq!(missed(&words.concat()), Vec::<String>::new());
        }
    }
}
