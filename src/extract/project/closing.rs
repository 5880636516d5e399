//! What closes a piece or a list: the words behind it (…建成通车, …前期工作), 等, and counts (6大工程).
//!
//! What follows from it for the list is decided in [`super::lists`].

use super::edges::Ends;
use super::govern;
use super::lexis::Lexis;
use super::marks::Sign;
use super::signs::SUM;
use crate::tables::rows::Stage;

/// What stands behind a list or a name and is no part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closing {
    pub stage: Option<Stage>,
    /// Whether it says that the thing is built.
    pub builds: bool,
    /// Bytes it takes.
    pub len: usize,
}

impl Closing {
    /// With another tail before it.
    fn behind(self, tail: Tail, len: usize) -> Self {
        Self { stage: tail.stage.or(self.stage), builds: self.builds || tail.builds, len }
    }
}

/// A word that closes a list or follows a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tail {
    stage: Option<Stage>,
    builds: bool,
}

impl Tail {
    /// A word of `project.tails` and its value.
    pub fn new(word: &str, value: &str) -> Self {
        Self { stage: govern::tail_stage(value), builds: word.contains('建') || word.contains("开发") }
    }
}

/// How a sign changes the number of brackets and quotes that are open.
pub fn depth_of(c: char) -> i32 {
    match c {
        '(' | '“' => 1,
        ')' | '”' => -1,
        _ => 0,
    }
}

/// Whether a bracket or quote is still open at the end of the text.
fn hidden(text: &str) -> bool {
    text.chars().map(depth_of).sum::<i32>() > 0
}

/// Where 等 sums up what stands before it in a piece that begins at `start`; not the 等 of 高等 or 等级.
pub fn sum(text: &str, start: usize, signs: &[Sign]) -> Option<usize> {
    let mut depth = 0;
    let found = signs.iter().find(|sign| {
        depth += depth_of(sign.c());
        sign.is(SUM) && depth <= 0 && !is_joined(text, sign.at() - start)
    });
    found.map(|sign| sign.at() - start)
}

/// Whether the 等 at this place is a part of a word.
fn is_joined(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let mut after = text[at + '等'.len_utf8()..].chars();
    let joined = match after.next() {
        // 等高线 is a word; 等高速公路 sums up.
        Some('高') => after.next().is_some_and(|c| "线距种耕".contains(c)),
        after => after.is_some_and(|c| "级于候同待效离量额温压".contains(c)),
    };
    joined || before.is_some_and(|c| "高中初平同均对优特头相何甲乙".contains(c))
}

/// Where a count sums up the list (6大工程, 5条支线管网): the start of its numeral.
pub fn count(lexis: &Lexis, text: &str) -> Option<usize> {
    counts(lexis, text).find(|&at| at >= 6 && !hidden(&text[..at]))
}

/// The numerals of a text with a classifier and some more behind them.
pub fn counts(lexis: &Lexis, text: &str) -> impl Iterator<Item = usize> {
    let is_numeral = |c: char| lexis.glossary.signs.is_numeral(c);
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = lexis.glossary.signs.find_numeral(&text[from..]).map(|at| from + at) {
            let rest = text[at..].trim_start_matches(|c| is_numeral(c) || matches!(c, '余' | '多' | '—' | '-'));
            from = text.len() - rest.len();
            if lexis.classifiers.starts_with(rest).is_some_and(|len| rest.len() - len >= 6) {
                return Some(at);
            }
        }
        None
    })
}

/// What closes a list or follows a name, read from its end. `kept`: words of expansion stay with the name.
pub fn closing(lexis: &Lexis, text: &str, kept: bool) -> Closing {
    closing_at(lexis, text, lexis.ends(text), kept)
}

/// The same; `ends`: what the text ends with.
pub fn closing_at<'p>(lexis: &Lexis<'p>, text: &str, ends: &'p Ends, kept: bool) -> Closing {
    closed(lexis, text, ends, || kept).0
}

/// The same, and what the text before it ends with.
pub fn closed<'p>(lexis: &Lexis<'p>, text: &str, ends: &'p Ends, kept: impl Fn() -> bool) -> (Closing, &'p Ends) {
    let mut closing = Closing::default();
    let (mut rest, mut ends) = (text, ends);
    while let Some((tail, len)) = ends.tail.filter(|(tail, _)| tail.stage != Some(Stage::Expansion) || !kept()) {
        rest = rest[..rest.len() - usize::from(len)].trim_end_matches('的');
        closing = closing.behind(tail, text.len() - rest.len());
        ends = lexis.ends(rest);
    }
    (closing, ends)
}
