//! Folding: one way to write what copies write in many.
//!
//! Full-width ASCII, spaces, dashes, dots, quotes and the zeros of years become what [`super`] promises. Only characters
//! that may change are looked at ([`Survey::folds`]), and what stands between them is copied in bulk. Lines are not joined here
//! (see [`super::lines`]), and what was lost is not brought back ([`super::loss`]).

mod chars;
mod dash;
mod gap;
mod line;
mod radicals;
#[cfg(test)]
mod tests;

use super::pen::Pen;
use super::step::Step;
use super::survey::Survey;

/// Folds the text to what the text room promises.
pub fn fold<'t>(input: &'t str, survey: &Survey) -> Step<'t> {
    let mut folder = Folder { input, pen: Pen::new(input), line: line::Lines::new(input) };
    let mut next = 0;
    for at in survey.folds.iter().map(|at| *at as usize) {
        if at >= next {
            next = folder.look(at);
        }
    }
    folder.pen.finish(Vec::new())
}

/// One run of [`fold`] over a text.
struct Folder<'a> {
    input: &'a str,
    pen: Pen<'a>,
    line: line::Lines<'a>,
}

impl Folder<'_> {
    /// Deals with the character at `at`, one that may have to change, and says where to go on.
    fn look(&mut self, at: usize) -> usize {
        if self.input.as_bytes()[at] == b' ' {
            return self.gap(at);
        }
        let Some(c) = self.input[at..].chars().next() else { return self.input.len() };
        let end = at + c.len_utf8();
        match c {
            _ if chars::is_gap(c) => self.gap(at),
            _ if chars::is_break(c) => self.line_break(at, end),
            _ if chars::is_dash(c) => self.dash(at),
            '"' => self.quote(at, end),
            _ if is_dot(c) => self.dots(at),
            _ if chars::is_zero_like(c) => self.zero(at, c),
            _ => match chars::folded(c) {
                Some(with) => self.put(at, end, with),
                None => end,
            },
        }
    }

    /// Writes `with` for `input[at..end]`.
    fn put(&mut self, at: usize, end: usize, with: &str) -> usize {
        self.pen.replace(at, end, with);
        end
    }

    /// The character at `at` as it will be folded; `None` at the end of the text.
    fn folded_at(&self, at: usize) -> Option<char> {
        let c = self.input[at..].chars().next()?;
        chars::folded(c).and_then(|with| with.chars().next()).or(Some(c))
    }

    /// CR LF, CR, form feed and the line ends of other systems become LF.
    fn line_break(&mut self, at: usize, end: usize) -> usize {
        let with = if self.input[at..].starts_with("\r\n") { "" } else { "\n" };
        self.put(at, end, with)
    }

    /// ASCII quotes become “ and ” in turn where a line has them in pairs and Chinese text in or beside them.
    fn quote(&mut self, at: usize, end: usize) -> usize {
        match self.line.quote(at) {
            Some(with) => self.put(at, end, with),
            None => end,
        }
    }

    /// `○`, `O` and `0` among the digits of a year are 〇; elsewhere they are folded like any other character.
    fn zero(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        if self.in_chinese_year(at, end) {
            return self.put(at, end, "〇");
        }
        chars::folded(c).map_or(end, |with| self.put(at, end, with))
    }

    /// Whether what stands around a zero-like character is a year or day in Chinese digits: 二○三五, 二○○七.
    fn in_chinese_year(&self, at: usize, end: usize) -> bool {
        let is_zero = |c: &char| chars::is_zero_like(*c) || chars::is_gap(*c);
        let left = self.pen.before(at).take(8).find(|c| !is_zero(c));
        let right = self.input[end..].chars().take(8).find(|c| !is_zero(c));
        let digit = |c: Option<char>| c.is_some_and(chars::is_year_digit);
        digit(left) && (digit(right) || matches!(right, Some('年' | '后')))
    }

    /// Leaders of a table of contents (`第一章……12`, `第一章.......12`) become one `…`; two dots or a lone middle dot stay.
    fn dots(&mut self, at: usize) -> usize {
        let (mut end, mut dots, mut solid, mut ascii) = (at, 0, at, true);
        for c in self.input[at..].chars().take(MAX_LEADER).take_while(|c| is_dot(*c) || chars::is_gap(*c)) {
            solid += if solid == end && is_dot(c) { c.len_utf8() } else { 0 };
            end += c.len_utf8();
            dots += usize::from(is_dot(c)) * if matches!(c, '…' | '⋯') { 3 } else { 1 };
            ascii &= solid != end || matches!(c, '.' | '．');
        }
        if dots >= 5 && self.page_number_follows(end) {
            return self.put(at, end, "…");
        }
        if ascii && self.input[at..solid].chars().nth(2).is_some() {
            return self.put(at, solid, "……");
        }
        for (n, c) in self.input[at..solid].char_indices() {
            if let Some(with) = chars::folded(c) {
                self.pen.replace(at + n, at + n + c.len_utf8(), with);
            }
        }
        solid
    }

    /// Whether a number and nothing more stands between `at` and the end of the line.
    fn page_number_follows(&self, at: usize) -> bool {
        let mut digits = 0;
        for c in self.input[at..].chars().take(24) {
            match c {
                '0'..='9' | '０'..='９' => digits += 1,
                '\n' | '\r' => return digits > 0,
                '(' | ')' | '（' | '）' | '-' | '－' | '—' | '·' | '.' => {}
                _ if chars::is_gap(c) => {}
                _ => return false,
            }
        }
        digits > 0
    }
}

/// Characters that leaders are made of.
fn is_dot(c: char) -> bool {
    matches!(c, '.' | '．' | '…' | '⋯' | '·' | '・' | '•')
}

/// How far a leader is followed, in characters.
const MAX_LEADER: usize = 240;
