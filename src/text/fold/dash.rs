//! Dashes: `—` between numbers and years, `-` before a negative number, `——` for the Chinese dash.

use super::{Folder, chars};

impl Folder<'_> {
    /// Deals with the run of dashes that begins at `at`.
    pub(super) fn dash(&mut self, at: usize) -> usize {
        let end = self.dashes_end(at);
        let run = &self.input[at..end];
        let right = self.input[end..].chars().find(|c| !chars::is_gap(*c)).map(fold_one);
        let with = self.dash_between(at, end, run, right);
        if let Some(with) = with.filter(|with| *with != run) {
            return self.put(at, end, with);
        }
        for (n, c) in run.char_indices().filter(|(_, c)| chars::is_invisible(*c)) {
            self.pen.replace(at + n, at + n + c.len_utf8(), "");
        }
        end
    }

    /// Where the run of dashes ends that begins at `at`: a wide gap parts two cells of a row.
    fn dashes_end(&self, at: usize) -> usize {
        let (mut end, mut gap) = (at, 0);
        for (offset, c) in self.input[at..].char_indices() {
            if chars::is_dash(c) && gap < 2 {
                end = at + offset + c.len_utf8();
                gap = 0;
            } else if chars::is_gap(c) && gap < 2 {
                gap += chars::columns(c);
            } else {
                break;
            }
        }
        end
    }

    /// What is written for a run of dashes, by what stands on either side.
    fn dash_between(&self, at: usize, end: usize, run: &str, right: Option<char>) -> Option<&'static str> {
        let left = self.pen.last(at);
        let number = |c: char| c.is_ascii_digit() || chars::is_chinese_digit(c);
        if let (Some(left), Some(right)) = (left, right)
            && number(right)
        {
            if left.is_ascii_digit() && right.is_ascii_digit() {
                return if self.is_code(at, end, run) || self.is_fall(at, end, run) { Some("-") } else { Some("—") };
            }
            if chars::is_chinese_digit(left) && chars::is_chinese_digit(right) && !is_long(run) {
                return Some("—");
            }
            if chars::ends_quantity(left) && right.is_ascii_digit() && !is_long(run) {
                return Some("—");
            }
            if right.is_ascii_digit() && is_minus(run) && !left.is_ascii_alphanumeric() {
                return Some("-");
            }
        }
        plain(run, left, right)
    }

    /// Whether the hyphen is part of a date (2021-01-18), a telephone or a standard's number (GB3095-2012), not a range.
    fn is_code(&self, at: usize, end: usize, run: &str) -> bool {
        if !matches!(run, "-" | "－" | "‐" | "‑") {
            return false;
        }
        let mut before = self.pen.before(at).skip_while(|c| c.is_ascii_digit() || *c == '.');
        let mut after = self.input[end..].chars().skip_while(|c| c.is_ascii_digit() || *c == '.');
        let chain = |c: Option<char>| matches!(c, Some('-' | '－' | '/'));
        let prior = before.next();
        let standard =
            prior.is_some_and(|c| c.is_ascii_alphabetic()) || (prior == Some(' ') && before.next().is_some_and(|c| c.is_ascii_uppercase()));
        chain(prior) || chain(after.next()) || standard || self.is_telephone(at)
    }

    /// Whether the hyphen is the sign of a share in a flattened table (`1270-10%`): no range runs down to a share.
    fn is_fall(&self, at: usize, end: usize, run: &str) -> bool {
        let digits = |c: &char| c.is_ascii_digit() || *c == '.';
        let left: Vec<char> = self.pen.before(at).take_while(digits).take(24).collect();
        let right: String = self.input[end..].chars().take_while(digits).take(24).collect();
        let share = self.input[end..].trim_start_matches(|c| digits(&c)).starts_with(['%', '％', '‰'])
            || self.input[end + right.len()..].starts_with("个百分");
        let left: String = left.into_iter().rev().collect();
        let value = |text: &str| text.parse::<f64>().ok();
        is_minus(run) && share && (left.len() > 6 || value(&left) > value(&right))
    }

    /// Whether the digits before a hyphen are an area code: a zero, then two or three digits.
    fn is_telephone(&self, at: usize) -> bool {
        let digits: usize = self.pen.before(at).take_while(char::is_ascii_digit).count();
        matches!(digits, 3 | 4) && self.pen.before(at).nth(digits - 1) == Some('0')
    }
}

/// A run that stands for the Chinese dash of two columns.
fn is_long(run: &str) -> bool {
    run.chars().nth(1).is_some() || matches!(run, "⸺" | "⸻")
}

fn is_minus(run: &str) -> bool {
    matches!(run, "-" | "－" | "−" | "–" | "﹣" | "‐" | "‑")
}

/// A dash that joins no numbers: the Chinese dash is `——`, hyphens are `-`, tildes `~`.
fn plain(run: &str, left: Option<char>, right: Option<char>) -> Option<&'static str> {
    let chinese = |c: Option<char>| c.is_none_or(|c| !c.is_ascii() || c == '\n');
    let dashes = || run.chars().filter(|c| !chars::is_gap(*c));
    let (first, length) = (dashes().next()?, dashes().count());
    if length == 2 && (dashes().all(is_em) || (dashes().all(is_hyphen) && chinese(left) && right.is_some_and(|c| c != '\n'))) {
        return Some("——");
    }
    if length > 1 {
        return None;
    }
    match first {
        '⸺' | '⸻' => Some("——"),
        c if is_em(c) => Some("—"),
        '－' | '﹣' | '−' | '‐' | '‑' => Some("-"),
        '～' | '〜' | '∼' | '〰' => Some("~"),
        _ => None,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '－' | '﹣' | '‐' | '‑')
}

fn is_em(c: char) -> bool {
    matches!(c, '\u{2012}'..='\u{2015}' | '\u{2500}' | '\u{2501}' | '\u{fe31}' | '\u{fe32}' | '\u{fe58}')
}

fn fold_one(c: char) -> char {
    chars::folded(c).and_then(|with| with.chars().next()).unwrap_or(c)
}
