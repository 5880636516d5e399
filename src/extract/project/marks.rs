//! One way through the sentences: their marks at the outer level, where clauses end and where lists are parted, and the signs inside of
//! their pieces that are asked for later.
//!
//! Marks inside brackets and quotes belong to the name that holds them and are not seen. What a sign means is not decided here.

use std::ops::Range;

use super::glossary::Glossary;
pub use super::signs::Sign;
use super::signs::{BRACKET, Kinds, MARK, OPENING};
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
    at: u32,
    /// Its number among the signs.
    sign: u32,
    len: u8,
    pub kind: MarkKind,
}

impl Mark {
    /// Where it stands.
    #[inline]
    pub fn at(&self) -> usize {
        self.at as usize
    }

    /// Where what follows it begins.
    #[inline]
    pub fn end(&self) -> usize {
        (self.at + u32::from(self.len)) as usize
    }
}

/// How far up a closing sign looks for its opening one; beyond it the text is torn.
const REACH: usize = 4;

/// A stretch of text and the signs in it, as a range of those of the scan; of few bytes, since many are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    start: u32,
    end: u32,
    first: u32,
    behind: u32,
}

impl Stretch {
    /// The stretch of this span and these signs.
    #[inline]
    pub fn new(span: Span, signs: Range<usize>) -> Self {
        Self { start: span.start as u32, end: span.end as u32, first: signs.start as u32, behind: signs.end as u32 }
    }

    /// Its bytes.
    #[inline]
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// The signs in it.
    #[inline]
    pub fn signs(&self) -> Range<usize> {
        self.first as usize..self.behind as usize
    }

    /// What stands from this place on; `signs`: all of the scan.
    pub fn from(&self, at: usize, signs: &[Sign]) -> Self {
        let before = signs[self.signs()].iter().take_while(|sign| sign.at() < at).count();
        Self { start: at as u32, first: self.first + before as u32, ..*self }
    }

    /// What stands before this place; `signs`: all of the scan.
    pub fn until(&self, at: usize, signs: &[Sign]) -> Self {
        let behind = signs[self.signs()].iter().rev().take_while(|sign| sign.at() >= at).count();
        Self { end: at as u32, behind: self.behind - behind as u32, ..*self }
    }

    /// What stands before a mark in it and what stands behind.
    #[inline]
    pub fn at_mark(&self, mark: &Mark) -> (Self, Self) {
        let behind = Self { start: mark.end() as u32, first: mark.sign + 1, ..*self };
        (Self { end: mark.at, behind: mark.sign, ..*self }, behind)
    }

    /// The stretches between those of its marks that are among these, from left to right.
    pub fn pieces<'m>(self, marks: &'m [Mark]) -> impl Iterator<Item = Stretch> + use<'m> {
        let first = marks.iter().take_while(|mark| mark.at < self.start).count();
        let mut marks = marks[first..].iter().take_while(move |mark| mark.at < self.end);
        let mut rest = Some(self);
        std::iter::from_fn(move || {
            let stretch = rest.take()?;
            let Some(mark) = marks.next() else { return Some(stretch) };
            let (before, behind) = stretch.at_mark(mark);
            rest = Some(behind);
            Some(before)
        })
    }
}

/// What stands between two stops, or behind the last one if anything does: clauses that share nothing with those before them and behind.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    pub stretch: Stretch,
    first_mark: u32,
    behind_marks: u32,
    home: u32,
    /// What its signs may mean, all together.
    pub kinds: Kinds,
}

impl Segment {
    /// The marks in it, as a range of those of the scan.
    #[inline]
    pub fn marks(&self) -> Range<usize> {
        self.first_mark as usize..self.behind_marks as usize
    }

    /// The number of its sentence.
    #[inline]
    pub fn home(&self) -> usize {
        self.home as usize
    }
}

/// What one way through some sentences finds. It is used again for the next.
#[derive(Debug, Default)]
pub struct Scan {
    /// The marks outside of closed brackets and quotes, from left to right.
    pub marks: Vec<Mark>,
    /// All signs, from left to right: marks, brackets, 等, 的, and what may join two names.
    pub signs: Vec<Sign>,
    pub segments: Vec<Segment>,
    /// How many sentences were gone through.
    sentences: usize,
    /// How many of the marks of the sentence at hand are stops.
    stops: usize,
    /// The brackets that are open.
    open: Vec<Bracket>,
}

/// A bracket that is open.
#[derive(Debug)]
struct Bracket {
    c: char,
    /// How many marks stand before it, and stops of its sentence.
    marks: usize,
    stops: usize,
}

impl Scan {
    /// What is found in this text.
    pub fn of(glossary: &Glossary, text: &str) -> Self {
        let mut scan = Self::default();
        scan.read(glossary, text, std::iter::once(Span::new(0, text.len())));
        scan
    }

    /// Forgets what was found.
    pub fn clear(&mut self) {
        self.marks.clear();
        self.signs.clear();
        self.segments.clear();
        self.sentences = 0;
    }

    /// Goes through sentences that stand in this order and near to each other.
    pub fn read(&mut self, glossary: &Glossary, text: &str, sentences: impl DoubleEndedIterator<Item = Span> + Clone) {
        let (Some(first), Some(last)) = (sentences.clone().next(), sentences.clone().next_back()) else { return };
        let mut next = self.signs.len();
        glossary.signs.find(text, Span::new(first.start, last.end), &mut self.signs);
        for sentence in sentences {
            // What stands between sentences is not read.
            next += self.signs[next..].iter().take_while(|sign| sign.at() < sentence.start).count();
            next = self.sentence(text, sentence, next);
        }
    }

    /// Goes through a sentence, whose first sign this is; the first sign behind it.
    ///
    /// A bracket that is never closed hides no marks.
    fn sentence(&mut self, text: &str, sentence: Span, first: usize) -> usize {
        let (body, marks) = (sentence.of(text).as_bytes(), self.marks.len());
        let (mut number, mut kinds) = (first, 0);
        self.stops = 0;
        self.open.clear();
        while let Some(&sign) = self.signs.get(number).filter(|sign| sign.at() < sentence.end) {
            kinds |= sign.kinds();
            if sign.is(BRACKET) {
                self.bracket(sign);
            } else {
                let parts = sign.is(MARK) & !in_number(body, sign.at() - sentence.start, sign.c());
                self.mark(sign, number, parts);
            }
            number += 1;
        }
        self.part(sentence, marks, first..number, kinds);
        self.sentences += 1;
        number
    }

    /// Adds a mark if it parts anything; without a branch, since that cannot be foretold.
    #[inline(always)]
    fn mark(&mut self, sign: Sign, number: usize, parts: bool) {
        let (before, kind) = (self.marks.len(), kind(sign.c()));
        self.marks.push(Mark { at: sign.at() as u32, sign: number as u32, len: bytes(sign.c()) as u8, kind });
        self.marks.truncate(before + usize::from(parts));
        self.stops += usize::from(parts & (kind == MarkKind::Stop));
    }

    /// Opens a bracket, or closes one and forgets the marks inside it.
    fn bracket(&mut self, sign: Sign) {
        let c = sign.c();
        let near = self.open.len().saturating_sub(REACH);
        match self.open[near..].iter().rposition(|open| closes(open.c, c)) {
            Some(i) => {
                let Bracket { marks, stops, .. } = self.open[near + i];
                self.marks.truncate(marks);
                self.stops = stops;
                self.open.truncate(near + i);
            }
            None if sign.is(OPENING) => self.open.push(Bracket { c, marks: self.marks.len(), stops: self.stops }),
            None => {}
        }
    }

    /// Parts a sentence, whose marks and signs begin here, at its stops; `kinds`: of all of its signs. Most sentences end with the only one.
    fn part(&mut self, sentence: Span, mark: usize, signs: Range<usize>, kinds: Kinds) {
        let (marks, home) = (self.marks.len() as u32, self.sentences as u32);
        let mut segment = Segment { stretch: Stretch::new(sentence, signs), first_mark: mark as u32, behind_marks: marks, home, kinds };
        match self.marks.last() {
            Some(stop) if self.stops == 1 && stop.kind == MarkKind::Stop && stop.end() == sentence.end => {
                segment = Segment { stretch: segment.stretch.at_mark(stop).0, behind_marks: marks - 1, ..segment };
            }
            _ if self.stops > 0 => self.part_at_stops(&mut segment),
            _ => {}
        }
        // Most often nothing stands behind the last stop.
        if !segment.stretch.span().is_empty() {
            self.segments.push(segment);
        }
    }

    /// Parts a segment at stops; what stands behind the last is left.
    fn part_at_stops(&mut self, rest: &mut Segment) {
        let kinds = |stretch: Stretch| kinds_of(&self.signs[stretch.signs()]);
        for (i, stop) in self.marks.iter().enumerate().skip(rest.marks().start).filter(|(_, mark)| mark.kind == MarkKind::Stop) {
            let (before, behind) = rest.stretch.at_mark(stop);
            self.segments.push(Segment { stretch: before, behind_marks: i as u32, kinds: kinds(before), ..*rest });
            (rest.stretch, rest.first_mark) = (behind, i as u32 + 1);
        }
        rest.kinds = kinds(rest.stretch);
    }
}

/// What some signs may mean, all together.
pub fn kinds_of(signs: &[Sign]) -> Kinds {
    signs.iter().fold(0, |kinds, sign| kinds | sign.kinds())
}

/// Those of the signs that stand in a stretch.
pub fn within(signs: &[Sign], span: Span) -> &[Sign] {
    let first = signs.partition_point(|sign| sign.at() < span.start);
    let rest = &signs[first..];
    &rest[..rest.partition_point(|sign| sign.at() < span.end)]
}

/// Whether a mark stands between two digits.
fn in_number(sentence: &[u8], at: usize, mark: char) -> bool {
    let is_digit = |at: usize| sentence.get(at).copied().unwrap_or_default().is_ascii_digit();
    is_digit(at.wrapping_sub(1)) & (mark != '、') & is_digit(at + bytes(mark))
}

/// The bytes of a mark, all of which have one or three.
fn bytes(mark: char) -> usize {
    if mark.is_ascii() { 1 } else { 3 }
}

/// What a mark parts; without a branch, since which one comes next cannot be foretold.
fn kind(c: char) -> MarkKind {
    let (piece, comma) = (c == '、', c == ',');
    [MarkKind::Stop, MarkKind::Comma, MarkKind::Piece, MarkKind::Stop][usize::from(comma) | usize::from(piece) << 1]
}

fn closes(open: char, close: char) -> bool {
    match open {
        '(' => close == ')',
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
    let first = marks.partition_point(|mark| mark.at() < within.start);
    let mut marks = marks[first..].iter().take_while(move |mark| mark.at() < within.end).filter(move |mark| parts(mark.kind));
    let mut start = Some(within.start);
    std::iter::from_fn(move || {
        let from = start.take()?;
        Some(match marks.next() {
            Some(mark) => {
                start = Some(mark.end());
                Span::new(from, mark.at())
            }
            None => Span::new(from, within.end),
        })
    })
}

/// The bytes of an ordinal or a dash that a clause begins with.
pub fn lead(text: &str) -> usize {
    // So most clauses begin: with a Han character, which comes behind all dashes and spaces.
    if text.as_bytes().first().is_some_and(|&first| first >= 0xe4) {
        return 0;
    }
    let body = text.trim_start_matches(|c: char| c == '—' || c.is_whitespace() || c == '·');
    let numbered = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let body = match numbered.strip_prefix('.') {
        Some(after) if numbered.len() < body.len() => after,
        _ => body,
    };
    text.len() - body.len()
}

#[cfg(test)]
mod tests;
