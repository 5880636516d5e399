//! Words and years of a header, read from left to right over all its cells.

use super::super::cell::year_at;
use super::super::words::{HeaderWord, HeaderWords};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    Word(HeaderWord),
    Year(i32),
    Period(i32, i32),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) piece: usize,
}

/// Tokens over all cells; the header ends before the first cell that is not wholly read.
pub(super) fn tokens_of_cells(cells: &[&str], words: &HeaderWords) -> (Vec<Placed>, usize) {
    const MOST: usize = 80;
    let cells = &cells[..cells.len().min(MOST)];
    let joined: String = cells.concat();
    let mut ends = Vec::with_capacity(cells.len());
    cells.iter().fold(0, |at, cell| {
        ends.push(at + cell.len());
        at + cell.len()
    });
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut piece = 0;
    loop {
        while piece < ends.len() && ends[piece] <= at {
            piece += 1;
        }
        // A cell that is a word of its own is not joined with the next one: 指标 and 单位 are two columns.
        let own = ends.get(piece).and_then(|end| words.prefix(&joined[at..*end]).filter(|(_, length)| at + length == *end));
        let own = own.map(|(kind, length)| ((kind != HeaderWord::Filler).then_some(Token::Word(kind)), length));
        let Some((token, length)) = own.or_else(|| token(&joined, at, words)) else { break };
        if let Some(token) = token {
            tokens.push(Placed { token, piece });
        }
        at += length;
    }
    let whole = ends.iter().take_while(|end| **end <= at).count();
    tokens.retain(|t| t.piece < whole);
    (tokens, whole)
}

/// Which of several words that begin at one place is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Longest,
    /// A word for the names of indicators before a longer one of another kind.
    NamesFirst,
}

/// Reads tokens from the start of `text` until something is no header word; gives the bytes read.
pub(super) fn scan(text: &str, piece: usize, words: &HeaderWords, tokens: &mut Vec<Placed>) -> usize {
    scan_cut(text, piece, words, Cut::Longest, tokens)
}

pub(super) fn scan_cut(text: &str, piece: usize, words: &HeaderWords, cut: Cut, tokens: &mut Vec<Placed>) -> usize {
    let (mut at, mut last) = (0, 0);
    let name = |at: usize| (cut == Cut::NamesFirst).then(|| name_at(&text[at..], words)).flatten();
    while let Some((token, length)) = name(at).or_else(|| token(text, at, words)) {
        at += length;
        if let Some(token) = token {
            tokens.push(Placed { token, piece });
            last = at;
        }
    }
    if at == text.len() { at } else { last }
}

/// The shortest word for the names of indicators that `rest` begins with.
fn name_at(rest: &str, words: &HeaderWords) -> Option<(Option<Token>, usize)> {
    let (_, longest) = words.prefix(rest)?;
    let borders = rest[..longest].char_indices().map(|(at, _)| at).skip(1).chain([longest]);
    let whole = |at: usize| words.prefix(&rest[..at]) == Some((HeaderWord::Name, at));
    borders.into_iter().find(|at| whole(*at)).map(|at| (Some(Token::Word(HeaderWord::Name)), at))
}

/// The token at `at`, none for filler, and its length.
fn token(text: &str, at: usize, words: &HeaderWords) -> Option<(Option<Token>, usize)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    if first.is_whitespace() {
        return Some((None, first.len_utf8()));
    }
    if let Some((period, length)) = period_at(rest) {
        let word = words.prefix(rest).filter(|(kind, n)| *n > length && *kind != HeaderWord::Filler);
        return Some(word.map_or((Some(Token::Period(period.0, period.1)), length), |(kind, n)| (Some(Token::Word(kind)), n)));
    }
    if let Some((year, length)) = header_year(rest, words) {
        return Some((Some(Token::Year(year)), length));
    }
    let (kind, length) = words.prefix(rest)?;
    Some(((kind != HeaderWord::Filler).then_some(Token::Word(kind)), length))
}

/// `2025年`, `2025`, also two years run together (`20202025`); 年 belongs to the next word where one begins with it.
fn header_year(rest: &str, words: &HeaderWords) -> Option<(i32, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits % 4 != 0 || digits > 16 {
        return None;
    }
    let year = year_at(&rest[..4])?;
    let after = &rest[4..];
    let word = words.prefix(after).is_some_and(|(kind, n)| kind != HeaderWord::Filler && n > '年'.len_utf8());
    let suffix = if after.starts_with('年') && !word { '年'.len_utf8() } else { 0 };
    Some((year, 4 + suffix))
}

/// `“十四五”`, `十四五`: its first and last year.
pub(in super::super) fn period_at(rest: &str) -> Option<((i32, i32), usize)> {
    let open = rest.chars().next().filter(|c| matches!(c, '“' | '"')).map_or(0, char::len_utf8);
    let body = &rest[open..];
    let inner = body.strip_prefix('十')?;
    let number = inner.chars().next().and_then(|c| "一二三四五六七".chars().position(|d| d == c));
    let (plan, used) = match number {
        Some(n) if inner.chars().nth(1) == Some('五') => (11 + n as i32, '十'.len_utf8() * 3),
        Some(4) => (10, '十'.len_utf8() * 2),
        _ => return None,
    };
    let close = body[used..].chars().next().filter(|c| matches!(c, '”' | '"')).map_or(0, char::len_utf8);
    let start = 1951 + plan * 5;
    Some(((start, start + 4), open + used + close))
}
