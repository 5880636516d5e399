//! The name of an indicator as a table writes it: a running number before it, its unit in brackets behind it, footnote marks.

use std::borrow::Cow;

use crate::extract::numeral::Units;
use crate::rules::WordList;

use super::cell::is_mark;

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) row_no: Option<String>,
    pub(super) name: String,
    pub(super) unit: Option<String>,
}

/// The units that a bracket behind a name may hold, and those that may stand there bare.
#[derive(Clone, Copy)]
pub(super) struct UnitWords<'p> {
    pub(super) tail: &'p WordList,
    pub(super) bare: &'p WordList,
    pub(super) lexicon: &'p Units,
}

impl UnitWords<'_> {
    /// Whether the whole text is a unit of the lexicon.
    fn knows(&self, text: &str) -> bool {
        self.lexicon.at_start(text).is_some_and(|(_, length)| length == text.len())
    }

    /// A name without the unit that ran into it from a column of its own, and the unit.
    pub(super) fn part<'t>(&self, name: &'t str) -> (&'t str, Option<&'t str>) {
        const LEAST: usize = 2;
        let borders = name.char_indices().map(|(at, _)| at).skip(LEAST);
        match borders.into_iter().find(|at| self.knows(&name[*at..])) {
            Some(at) => (&name[..at], Some(&name[at..])),
            None => (name, None),
        }
    }

    /// The pieces at the end of a name that are its unit, in a table whose units have a column of their own; one that is
    /// wrapped has several.
    pub(super) fn pieces(&self, pieces: &[Cow<'_, str>]) -> usize {
        const MOST: usize = 3;
        let wrapped = |count: &usize| self.knows(&pieces[pieces.len() - count..].concat());
        let last = || pieces.last().is_some_and(|last| last.chars().count() <= 8 && is_unit(last, *self));
        (1..pieces.len().min(MOST + 1)).rev().find(wrapped).unwrap_or_else(|| usize::from(pieces.len() > 1 && last()))
    }
}

/// Takes a name apart.
pub(super) fn parse(text: &str, units: UnitWords<'_>) -> Named {
    let text: String = text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect();
    let (row_no, rest) = leading_number(text.trim());
    let rest = rest.trim_end_matches(is_mark).trim();
    let (name, unit) = trailing_unit(rest, units);
    let name = name.trim_end_matches(|c: char| is_mark(c) || matches!(c, '(' | ':' | ',' | '、')).trim().to_owned();
    Named { row_no: row_no.map(str::to_owned), name, unit }
}

/// `1.`, `(1)`, `1、`, `1` before Han: the running number and the rest.
pub(super) fn leading_number(text: &str) -> (Option<&str>, &str) {
    if let Some(inner) = text.strip_prefix('(') {
        let digits = digits(inner);
        return match inner[digits..].strip_prefix(')') {
            Some(rest) if (1..=3).contains(&digits) => (Some(&inner[..digits]), rest.trim_start_matches(['.', '、', ' '])),
            _ => (None, text),
        };
    }
    if let Some(c) = text.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return (Some(&text[..c.len_utf8()]), &text[c.len_utf8()..]);
    }
    let digits = digits(text);
    let rest = &text[digits..];
    match rest.chars().next() {
        Some('.' | '、' | ',' | ')') if (1..=3).contains(&digits) => {
            let rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
            if rest.starts_with(|c: char| c.is_ascii_digit()) { (None, text) } else { (Some(&text[..digits]), rest.trim_start()) }
        }
        _ => (None, text),
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `人均可支配收入(元)`, also with one bracket or both lost.
fn trailing_unit<'a>(text: &'a str, units: UnitWords<'_>) -> (&'a str, Option<String>) {
    let body = text.strip_suffix(')').unwrap_or(text);
    if let Some(open) = body.rfind('(') {
        let inner = &body[open + 1..];
        if !inner.contains(')') && is_unit(inner, units) {
            return (&body[..open], Some(inner.to_owned()));
        }
    }
    let bare = units.bare.ends_with(body).filter(|n| *n < body.len() && (body.len() == text.len() || !text.contains('(')));
    match bare {
        Some(length) => (&body[..body.len() - length], Some(body[body.len() - length..].to_owned())),
        None => (text, None),
    }
}

/// Whether the text in the brackets is a unit rather than a part of the name.
pub(super) fn is_unit(text: &str, units: UnitWords<'_>) -> bool {
    !text.is_empty() && text.chars().count() <= 16 && units.tail.ends_with(text).is_some() && !text.contains(['、', ',', '。'])
}

/// A cell that is a unit alone: `(万套)`, `亿元`.
pub(super) fn lone_unit(text: &str, units: UnitWords<'_>) -> Option<String> {
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    match inner {
        Some(inner) if is_unit(inner, units) => Some(inner.to_owned()),
        None if units.bare.contains(text) => Some(text.to_owned()),
        _ => None,
    }
}
