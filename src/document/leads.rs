//! The lead of a paragraph: the run-in heading it begins with, `铁路。…`, `总体目标:…`, also where its full stop was lost.

use super::marks::{self, Mark, Scheme};
use super::words::Words;
use crate::tables::rows::Span;

/// How a paragraph begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `名称。正文`
    Plain,
    /// `名称:正文`
    Colon,
    /// `1. 名称。正文`, by scheme.
    Numbered(Scheme, u32),
    /// `——名称。正文`
    Dash,
    /// The name alone in its line, without a stop.
    Bare,
    /// A name whose stop was lost: `名称正文`.
    RunOn,
}

/// A lead, by byte offsets in the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Its shape.
    pub shape: Shape,
    /// The name, without mark and stop.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// Where the text behind it begins.
    pub body: usize,
}

impl Lead {
    /// The name's span in the text that holds the paragraph.
    pub fn span(self, paragraph: Span) -> Span {
        Span::new(paragraph.start + self.start, paragraph.start + self.end)
    }
}

/// A lead without a mark has at most this many bytes, with one this many.
const PLAIN: usize = 120;
const NUMBERED: usize = 150;
/// A name before a colon.
const COLON: usize = 84;
/// A name that lost its stop.
const RUN_ON: usize = 84;

/// The lead of a paragraph in a box, where names are looked for harder.
pub fn in_box(text: &str, words: &Words<'_>) -> Option<Lead> {
    let mark = marks::mark(text).filter(|m| m.scheme.is_enumeration() || m.scheme == Scheme::Dash).or_else(|| two_digits(text));
    let from = mark.map_or(0, |m| m.len);
    let shape = |plain| mark.map_or(plain, shape_of);
    let rest = &text[from..];
    stopped(rest, if mark.is_some() { NUMBERED } else { PLAIN }, '。')
        .filter(|&(end, body)| match mark {
            Some(_) => colon(&rest[..end]).is_none(),
            None => is_name(&rest[..end], body == rest.len()) && (body < rest.len() || run_on(rest, words).is_none()),
        })
        .map(|(end, body)| Lead { shape: shape(Shape::Plain), start: from, end: from + end, body: from + body })
        .or_else(|| colon(rest).map(|(end, body)| Lead { shape: shape(Shape::Colon), start: from, end: from + end, body: from + body }))
        .or_else(|| mark.and_then(|m| listed(rest, m, from)))
        .or_else(|| run_on(rest, words).map(|end| Lead { shape: shape(Shape::RunOn), start: from, end: from + end, body: from + end }))
        .or_else(|| bare(rest).then(|| Lead { shape: shape(Shape::Bare), start: from, end: text.len(), body: text.len() }))
}

/// The lead of a paragraph of prose.
pub fn in_prose(text: &str, mark: Option<Mark>, words: &Words<'_>) -> Option<Lead> {
    let from = mark.map_or(0, |m| m.len);
    let rest = &text[from..];
    let most = if mark.is_some() { NUMBERED } else { 96 };
    let (end, body) = match stopped(rest, most, '。') {
        // A paragraph that is one short sentence has no lead, nor one that begins with a statement.
        Some((end, body)) if mark.is_none() && (body == rest.len() || is_statement(&rest[..end])) => return None,
        Some(found) => found,
        None => mark.and_then(|_| run_on(rest, words)).map(|end| (end, end))?,
    };
    let shape = mark.map_or(Shape::Plain, shape_of);
    Some(Lead { shape, start: from, end: from + end, body: from + body })
}

/// Whether a first sentence states something and heads nothing: it has figures, or two clauses and some length.
fn is_statement(text: &str) -> bool {
    let clauses = text.matches([',', ';', ':']).count();
    let figures = without_brackets(text).bytes().filter(u8::is_ascii_digit).count();
    figures > 1 || clauses > 1 || (clauses == 1 && text.len() > 66)
}

/// Whether a first sentence is a name: no clause, and not the whole of a longer paragraph.
fn is_name(name: &str, alone: bool) -> bool {
    let clause = without_brackets(name).contains([',', ';', ':']);
    !clause && (!alone || (name.len() <= 75 && !name.contains('、')))
}

/// The text before its first bracket.
fn without_brackets(text: &str) -> &str {
    &text[..text.find(['(', '“']).unwrap_or(text.len())]
}

fn shape_of(mark: Mark) -> Shape {
    match mark.scheme {
        Scheme::Dash => Shape::Dash,
        scheme => Shape::Numbered(scheme, mark.number.unwrap_or(0)),
    }
}

/// `01高端装备`: an item's number of two digits without a sign.
fn two_digits(text: &str) -> Option<Mark> {
    let bytes = text.as_bytes();
    let digits = bytes.len() > 2 && bytes[0].is_ascii_digit() && bytes[1].is_ascii_digit() && bytes[..2] != *b"00";
    let named = digits && text[2..].trim_start().chars().next().is_some_and(|c| c > '\u{2fff}' || c == '“');
    let zero = digits && bytes[0] == b'0';
    let len = 2 + text.get(2..).map_or(0, |t| t.len() - t.trim_start().len());
    (named && zero).then(|| Mark { scheme: Scheme::Arabic, number: text[..2].parse().ok(), written: 2, len })
}

/// The name up to its stop, and where the text behind begins.
fn stopped(text: &str, most: usize, stop: char) -> Option<(usize, usize)> {
    let (mut open, mut at) = (0usize, 0);
    loop {
        // None of the marks begins like most Chinese characters.
        while at <= most && matches!(text.as_bytes().get(at), Some(0xe4..=0xe9)) {
            at += 3;
        }
        if at > most {
            return None;
        }
        let c = text[at..].chars().next()?;
        match c {
            '(' | '“' | '《' => open += 1,
            ')' | '”' | '》' => open = open.saturating_sub(1),
            _ if c == stop && open == 0 => return (at > 0).then(|| (at, at + c.len_utf8())),
            _ => {}
        }
        at += c.len_utf8();
    }
}

fn colon(text: &str) -> Option<(usize, usize)> {
    let (end, body) = stopped(text, COLON, ':')?;
    let name = &text[..end];
    let number = name.ends_with(|c: char| c.is_ascii_digit()) && text[body..].starts_with(|c: char| c.is_ascii_digit());
    (!number && !name.contains([',', ';', '。'])).then_some((end, body))
}

/// An entry of a list: short, ended by `;`, by 。 or by nothing.
fn listed(text: &str, mark: Mark, from: usize) -> Option<Lead> {
    let name = text.trim_end_matches([';', '。', ',']);
    let short = name.len() <= NUMBERED && !name.contains(['。', ';']) && !name.is_empty();
    short.then(|| Lead { shape: shape_of(mark), start: from, end: from + name.len(), body: from + text.len() })
}

/// Where a name ends that lost its stop: behind a word such as 工程, before a word that texts begin with.
pub fn run_on(text: &str, words: &Words<'_>) -> Option<usize> {
    let most = floor(text, RUN_ON);
    let head = &text[..most];
    // A comma or stop before the end of the name: this is a sentence.
    let head = &head[..head.find([',', ';', '。', ':']).unwrap_or(head.len())];
    words.works.find_all(head).map(|hit| hit.end).find(|&end| begins_body(&text[end..], words))
}

fn begins_body(text: &str, words: &Words<'_>) -> bool {
    let year = text.len() > 7 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit) && text[4..].starts_with('年');
    year || words.body_starts.starts_with(text).is_some()
}

/// Whether the line is a name alone.
fn bare(text: &str) -> bool {
    text.len() <= 75 && !text.contains([',', '。', ';']) && !text.ends_with(['!', '?', ':', '、'])
}

/// The greatest character boundary at or below `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
