//! Spaces: what a run of white space inside or at the end of a line becomes.

use super::line::Kind;
use super::{Folder, chars};

/// What is written for a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Nothing,
    Space,
    /// Between the cells of a table row.
    Tab,
    /// An indent in the middle of a line: the line break before it was lost.
    Break,
}

/// As many as a gap may keep: a row rarely has more empty cells side by side.
const TABS: &str = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";

impl Folder<'_> {
    /// Deals with the gap that begins at `at`.
    pub(super) fn gap(&mut self, at: usize) -> usize {
        if self.is_beside_chinese(at) {
            return match self.narrow(at) {
                Gap::Tab => self.put(at, at + 1, "\t"),
                _ => self.put(at, at + 1, ""),
            };
        }
        let (end, columns, tabs) = self.extent(at);
        // Two tabs in a row hold an empty cell between them.
        let with = match self.gap_kind(at, end, columns, tabs) {
            Gap::Nothing => "",
            Gap::Space => " ",
            Gap::Tab => &TABS[..tabs.clamp(1, TABS.len())],
            Gap::Break => "\n",
        };
        if &self.input[at..end] != with {
            self.pen.replace(at, end, with);
        }
        end
    }

    /// Whether one space stands between a Chinese character and another or a visible ASCII character: most gaps are that.
    fn is_beside_chinese(&self, at: usize) -> bool {
        let visible = |byte: &u8| matches!(byte, b'!'..=b'~');
        let (before, behind) = self.input.as_bytes().split_at(at);
        let left = before.last_chunk().is_some_and(chars::is_chinese);
        let right = behind.get(1..).and_then(<[u8]>::first_chunk).is_some_and(chars::is_chinese);
        behind[0] == b' ' && (left && (right || behind.get(1).is_some_and(visible)) || right && before.last().is_some_and(visible))
    }

    /// Where the gap ends that begins at `at`, its width, and how many tabs are in it.
    fn extent(&self, at: usize) -> (usize, usize, usize) {
        // Most gaps are one space.
        if let [b' ', b'!'..=b'~' | 0xe4..=0xe9, ..] = self.input.as_bytes()[at..] {
            return (at + 1, 1, 0);
        }
        let (mut end, mut columns, mut tabs) = (at, 0, 0);
        for c in self.input[at..].chars().take_while(|c| chars::is_gap(*c)) {
            end += c.len_utf8();
            columns += chars::columns(c);
            tabs += usize::from(c == '\t');
        }
        (end, columns, tabs)
    }

    fn gap_kind(&mut self, at: usize, end: usize, columns: usize, tabs: usize) -> Gap {
        let tab = tabs > 0;
        let (Some(left), Some(right)) = (self.pen.last(at), self.folded_at(end)) else { return Gap::Nothing };
        if columns == 0 || left == '\n' || right == '\n' || chars::is_break(right) {
            return Gap::Nothing;
        }
        if !tab && columns < 3 && !is_joint(left, right) {
            return if self.between_words(at, left, right) { Gap::Space } else { self.narrow(at) };
        }
        match self.line.kind(at) {
            Kind::Row => Gap::Tab,
            _ if tabs > 1 && !self.line.is_prose(at) => Gap::Tab,
            _ if tab && !self.line.is_prose(at) => self.after_tab(at, left),
            _ if columns >= 4 && self.ends_paragraph(at, end, left) => Gap::Break,
            Kind::Spaced if left.is_ascii_digit() && right.is_ascii_digit() => self.spaced_digits(at, end),
            _ => self.between_numbers(at, end, left, right),
        }
    }

    /// A single space beside a Chinese character: none, but where it parts the cells of a row.
    fn narrow(&mut self, at: usize) -> Gap {
        // No row holds a sentence.
        if !self.line.is_prose(at) && self.line.has_numbers(at) && self.line.kind(at) == Kind::Row { Gap::Tab } else { Gap::Nothing }
    }

    /// A tab behind the number of a heading or item parts no cells.
    fn after_tab(&self, at: usize, left: char) -> Gap {
        let number: usize = self.pen.before(at).take_while(|c| *c != '\n').take(8).count();
        if matches!(left, '、' | '.' | ')' | ':' | '。' | ';' | ',') && number < 7 { Gap::Nothing } else { Gap::Tab }
    }

    /// In a text that sets its digits apart, `2 0 0 5` is one number; two numbers of several digits are not.
    fn spaced_digits(&self, at: usize, end: usize) -> Gap {
        let single =
            |mut chars: &mut dyn Iterator<Item = char>| (&mut chars).next().is_some() && !chars.next().is_some_and(|c| c.is_ascii_digit());
        // What was joined already counts as one digit: look at the input, not at the output.
        let left = single(&mut self.input[..at].chars().rev());
        let right = single(&mut self.input[end..].chars());
        if left || right { Gap::Nothing } else { Gap::Space }
    }

    /// A space between two numbers stays where they would otherwise become one; one inside a decimal does not.
    fn between_numbers(&self, at: usize, end: usize, left: char, right: char) -> Gap {
        // The point may be a full-width one in the input, so it is no byte to step over.
        let digit_follows = || self.input[end..].chars().nth(1).is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        if right == '.' && left.is_ascii_digit() && digit_follows() {
            return Gap::Nothing;
        }
        if left == '.' && right.is_ascii_digit() {
            let mut before = self.pen.before(at).skip(1);
            let digits = before.by_ref().take_while(char::is_ascii_digit).count();
            let at_start = self.pen.before(at).nth(1 + digits).is_none_or(|c| matches!(c, '\n' | '。' | ';' | ':' | '('));
            return if digits > 0 && !at_start { Gap::Nothing } else { Gap::Space };
        }
        let comma = matches!(left, '.' | ',') && !self.pen.before(at).nth(1).is_some_and(|c| c.is_ascii_digit());
        if (is_joint(left, right) && !comma) || self.between_words(at, left, right) { Gap::Space } else { Gap::Nothing }
    }

    /// Whether a gap parts two Latin words, or a mark behind one and the next.
    fn between_words(&self, at: usize, left: char, right: char) -> bool {
        let word = || if left.is_ascii_punctuation() { self.pen.before(at).nth(1).unwrap_or(' ') } else { left };
        is_latin(left) && is_latin(right) && (is_latin(word()) || word().is_ascii_digit())
    }

    /// Whether a wide gap behind `left` is the indent of a new paragraph: a sentence, a heading or a phrase ends there.
    fn ends_paragraph(&self, at: usize, end: usize, left: char) -> bool {
        let long = |chars: &mut dyn Iterator<Item = char>| chars.take(4).filter(|c| !chars::is_gap(*c) && *c != '\n').count() == 4;
        let sentence = matches!(left, '。' | ':' | ';' | '!' | '?' | '”' | ')' | '】');
        let phrases = || long(&mut self.input[..at].chars().rev()) && long(&mut self.input[end..].chars());
        (sentence && long(&mut self.pen.before(at))) || phrases() || self.is_heading(at)
    }

    /// Whether the line so far is `第…章 …`, `一、…` or `(一)…`, with words behind the number.
    fn is_heading(&self, at: usize) -> bool {
        let line: Vec<char> = self.pen.before(at).take_while(|c| *c != '\n').take(41).collect();
        if line.len() > 40 || line.len() < 5 {
            return false;
        }
        let text = || line.iter().rev().copied();
        let numbered = |end: &[char], skip: usize| {
            let digits = text().skip(skip).take_while(|c| chars::is_chinese_digit(*c) || c.is_ascii_digit()).count();
            let behind = text().nth(skip + digits);
            digits > 0 && behind.is_some_and(|c| end.contains(&c)) && line.len() > skip + digits + 2
        };
        match line.last() {
            Some('第') => numbered(&['章', '节', '篇', '编', '部'], 1),
            Some('(') => numbered(&[')'], 1),
            _ => numbered(&['、'], 0),
        }
    }
}

/// Characters that a removed space would run together into another number: two digits, or a digit and a point.
fn is_joint(left: char, right: char) -> bool {
    (left.is_ascii_digit() || left == '.' || left == ',') && (right.is_ascii_digit() || right == '.')
}

/// Letters and marks of Latin words, between which one space stays.
fn is_latin(c: char) -> bool {
    ((c as u32) < 0x0530 && c.is_alphabetic()) || matches!(c, '&' | ',' | '.' | ':' | ';' | '\'' | '/' | '+' | '!' | '?' | '(' | ')' | '"')
}
