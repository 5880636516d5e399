//! What stands before the figures of a row in a glued table: group word, running number, name, and the head of several rows.

use super::super::name;
use super::Scanner;
use crate::tables::rows::Span;

/// A group word of the table takes at most this many bytes.
const LONGEST_GROUP: usize = 24;

impl Scanner<'_> {
    /// Behind the running number that a row begins with.
    pub(super) fn skip_number(&self, from: usize) -> usize {
        let text = &self.clean[from..self.end];
        let lead = text.len() - text.trim_start().len();
        let text = &text[lead..];
        if let (Some(_), rest) = name::leading_number(text) {
            return self.end - rest.len();
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0 && text[..digits].parse().is_ok_and(|n| self.follows(n));
        from + lead + if numbered && text[digits..].chars().next().is_some_and(char::is_alphabetic) { digits } else { 0 }
    }

    /// Words that make figures before them a part of a name: 3岁以下, 5A级.
    pub(super) fn goes_on(&self, behind: &str) -> bool {
        behind.starts_with(['岁', '年', '级', '类', '万', '亿', '种', '个', '项', '类'])
    }

    /// Where the name would part into the head of several rows and a row of its own: at a line's end, or where its first word
    /// comes again.
    pub(super) fn torn_name(&self, named: Span, name: &str) -> Option<(String, String)> {
        let last = named.of(self.clean).trim().rsplit('\n').next().map(|line| name::parse(line, self.units).name)?;
        let head = name.strip_suffix(last.as_str()).filter(|h| !h.is_empty() && last.chars().count() > 1);
        let first: String = name.chars().take(2).collect();
        let again = || name.char_indices().skip(3).find(|(at, _)| name[*at..].starts_with(&first)).map(|(at, _)| name.split_at(at));
        head.map(|head| (head.to_owned(), last.clone())).or_else(|| again().map(|(a, b)| (a.to_owned(), b.to_owned())))
    }

    /// Group word, running number and name.
    pub(super) fn parts(&self, text: &str) -> (Option<String>, Option<String>, String) {
        let (group, rest) = self.group(text);
        if let (Some(number), rest) = name::leading_number(rest) {
            return (group, Some(number.to_owned()), rest.to_owned());
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse::<u32>().ok().filter(|n| self.numbered && self.follows(*n));
        match number {
            Some(n) if rest[digits..].chars().next().is_some_and(char::is_alphabetic) => {
                (group, Some(n.to_string()), rest[digits..].to_owned())
            }
            _ => (group, None, rest.to_owned()),
        }
    }

    /// A group word before the name: a known one, or all that stands before a running number.
    fn group<'t>(&self, text: &'t str) -> (Option<String>, &'t str) {
        let marked = |at: usize| text[at..].starts_with('(') || self.numbered;
        let due = (self.last_no + 1).to_string();
        let bare = |at: usize| {
            let behind = text[at..].strip_prefix(due.as_str()).filter(|_| self.grouped && at <= LONGEST_GROUP);
            behind.is_some_and(|rest| rest.starts_with(char::is_alphabetic) && !self.goes_on(rest))
        };
        let number = text.char_indices().skip(1).take(24).find(|&(at, c)| {
            let number = || name::leading_number(&text[at..]).0.is_some_and(|n| n.parse().is_ok_and(|n: u32| self.follows(n)));
            marked(at) && (c == '(' || c.is_ascii_digit()) && (number() || bare(at))
        });
        if let Some((at, _)) = number.filter(|(at, _)| text[..*at].chars().all(|c| c.is_alphabetic() || c == '、')) {
            return (Some(text[..at].to_owned()), &text[at..]);
        }
        match self.words.group.starts_with(text).filter(|n| *n < text.len()) {
            Some(length)
                if !text[length..]
                    .starts_with(['(', '水', '指', '投', '支', '经', '率', '增', '占', '人', '能', '总', '与', '和', '的', '程']) =>
            {
                (Some(text[..length].to_owned()), &text[length..])
            }
            _ => (None, text),
        }
    }

    /// `主要污染物排放总量减少(%)化学需氧量`: a unit inside a name ends the head of several rows.
    pub(super) fn part_name(&self, name: &str) -> (Option<String>, name::Named) {
        let inner =
            name.char_indices().filter(|(_, c)| *c == ')').map(|(at, _)| at + 1).find(|&at| {
                at < name.len() && name[..at].rfind('(').is_some_and(|open| name::is_unit(&name[open + 1..at - 1], self.units))
            });
        match inner {
            Some(at) => {
                let head = name::parse(&name[..at], self.units);
                (Some(head.name), name::Named { row_no: None, name: name[at..].to_owned(), unit: head.unit })
            }
            None => (None, name::Named { row_no: None, name: name.to_owned(), unit: None }),
        }
    }
}
