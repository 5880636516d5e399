//! What of running text can name no work, told before it is read: most of it.
//!
//! A work there ends in a noun of works, or the class of its list does. So a stretch in which nothing does is not read at all, and
//! of those that are read, lists without such a noun are left.

use super::closing::counts;
use super::govern::Force;
use super::lexis::{Family, Lexis};
use super::lists::{List, Shape};
use super::marks::{Mark, MarkKind, Segment, Sign, within};
use super::score::{Class, Place, force};
use super::signs::{JOINT, SUM};
use crate::tables::rows::Span;

/// What may stand behind the noun of a piece and is no part of it.
const LOOSE: [char; 4] = [' ', '的', '(', ')'];

/// Whether no list of a segment of running text can name a work: no piece or part of a piece that may be read in it ends in a noun
/// of works, and nothing sums a list up.
///
/// Pieces end at marks, before what closes them, at 等 and at counts; parts of them before joints and brackets.
pub fn is_idle(lexis: &Lexis, text: &str, segment: &Segment, marks: &[Mark], signs: &[Sign]) -> bool {
    let noun = |end: usize| lexis.ends(&text[segment.span.start..end]).noun.is_some();
    let parts = || signs.iter().any(|sign| sign.kinds & SUM != 0 || (sign.kinds & JOINT != 0 || sign.c == '(') && noun(sign.at));
    let listed = || marks.iter().any(|mark| mark.kind == MarkKind::Piece);
    let counted = || listed() && counts(lexis, segment.span.of(text)).next().is_some();
    !closed_noun(lexis, text, segment, marks) && !parts() && !counted()
}

/// Whether a noun of works stands at a mark or at the end of a segment, or before what closes a list there.
fn closed_noun(lexis: &Lexis, text: &str, segment: &Segment, marks: &[Mark]) -> bool {
    let mut start = segment.span.start;
    let ends = marks.iter().map(|mark| (mark.at, mark.at + mark.len)).chain([(segment.span.end, 0)]);
    for (end, next) in ends {
        let mut rest = &text[start..end];
        loop {
            rest = rest.trim_end_matches(LOOSE);
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

/// Whether a list of running text can name no work, as its verb and the nouns of its pieces tell. `signs`: those around the list.
///
/// A phrase by itself, without a verb, names nothing that is to be built; nor does a list of which no piece ends in a noun of works
/// and whose class is none.
pub fn is_hopeless(lexis: &Lexis, text: &str, signs: &[Sign], list: &List, pieces: &[Span], class: Class) -> bool {
    if list.shape == Shape::Bare && pieces.len() < 2 {
        return true;
    }
    let weak = !matches!(force(list, Place::Prose), Force::Soft | Force::None);
    let classed = weak && class == Class::Works;
    !classed && !pieces.iter().any(|&piece| has_noun(lexis, text, signs, piece, weak))
}

/// Whether a piece ends in a noun of works, or a part of it before a joint or a bracket does. `weak`: one that means other things
/// too counts.
fn has_noun(lexis: &Lexis, text: &str, signs: &[Sign], piece: Span, weak: bool) -> bool {
    let noun = |text: &str| lexis.family(text).is_some_and(|family| weak || Family::is_strong(family));
    let body = piece.of(text).trim_end_matches(LOOSE);
    let end = piece.start + body.len();
    let mut after = piece.start;
    noun(body)
        || within(signs, Span::new(piece.start, end)).iter().any(|sign| match sign.c {
            '(' => noun(&text[std::mem::replace(&mut after, sign.at + 1)..sign.at]),
            '和' | '及' | '与' => noun(&text[piece.start..sign.at]),
            _ => false,
        })
}
