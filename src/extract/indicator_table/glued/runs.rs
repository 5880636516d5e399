//! Runs of figures in a glued table: where the values of a row begin and end, and what stands behind them.

use super::super::{cell, name};
use super::{LONGEST_NAME, Scanner};
use crate::tables::rows::{Attribute, Span};

/// A run of figures.
pub(super) struct Run {
    pub(super) span: Span,
    /// The running number of the next row, where the run ends with it.
    pub(super) number: Option<Span>,
    /// Words behind the figures that stand for a value.
    pub(super) words: Option<Span>,
    pub(super) attribute: Option<(Span, Attribute)>,
    /// Where the next row begins.
    pub(super) end: usize,
}

impl Scanner<'_> {
    /// The next run of figures that is no part of a name.
    pub(super) fn find_run(&self, from: usize) -> Option<Run> {
        let lead = self.skip_number(from);
        let mut at = lead;
        while at < self.end {
            let length = self.atoms(at);
            if length > 0 && self.is_run(from, at, at + length) {
                return Some(self.close_run(at, at + length));
            }
            if let Some(run) = self.wordy_run(from, at) {
                return Some(run);
            }
            at += if length > 0 { length } else { self.char_at(at)?.len_utf8() };
            if at - from > LONGEST_NAME * 2 {
                return None;
            }
        }
        None
    }

    /// Words for a value, and no figure, between a unit and the attribute: `(%)完成国家下达任务约束性`.
    fn wordy_run(&self, from: usize, at: usize) -> Option<Run> {
        let before = self.clean[from..at].trim_end();
        if !before.ends_with([')', '%']) || !self.unit_closed(before) {
            return None;
        }
        let words = self.value_words(at)?;
        let attribute = self.attribute_at(words.end)?;
        Some(Run { span: Span::new(at, at), number: None, words: Some(words), attribute: Some(attribute), end: attribute.0.end })
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.clean[at..self.end].chars().next()
    }

    /// The length of the figures, marks and dashes that begin at `at`.
    fn atoms(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.end {
            let rest = &self.clean[end..self.end];
            let length = self.atom(rest, end > at);
            if length == 0 {
                break;
            }
            end += length;
        }
        let run = self.clean[at..end].trim_end();
        if run.bytes().any(|b| b.is_ascii_digit()) || run.chars().any(|c| matches!(c, '—' | '-' | '–')) { run.len() } else { 0 }
    }

    /// The length of one piece of a run; `inside` when figures stand before it.
    fn atom(&self, rest: &str, inside: bool) -> usize {
        let Some(c) = rest.chars().next() else { return 0 };
        match c {
            '0'..='9' | '.' | '—' | '-' | '–' | '+' | '~' | '[' | ']' | '〔' | '〕' | '【' | '】' => c.len_utf8(),
            '%' | '‰' | ' ' | '\n' | '\t' if inside => c.len_utf8(),
            ',' if inside => usize::from(rest[1..].bytes().take_while(u8::is_ascii_digit).count() == 3),
            c if inside && cell::is_mark(c) => c.len_utf8(),
            _ => self.word_atom(rest, inside),
        }
    }

    /// Words of a bound and percentage points.
    fn word_atom(&self, rest: &str, inside: bool) -> usize {
        if inside && let Some(tail) = ["个百分点", "百分点"].iter().find(|w| rest.starts_with(**w)) {
            return tail.len();
        }
        let bounds = [self.words.ge, self.words.gt, self.words.le, self.words.lt, self.words.approx];
        if inside && let Some(length) = self.words.behind.starts_with(rest) {
            return length;
        }
        let Some(length) = bounds.iter().filter_map(|list| list.starts_with(rest)).max() else { return 0 };
        // `不低于` must have a figure behind it.
        let figure_behind = rest[length..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '〔'));
        if figure_behind { length } else { 0 }
    }

    /// Whether these figures are values: behind a unit, or many, or before an attribute or the end; not digits of a name.
    fn is_run(&self, from: usize, at: usize, end: usize) -> bool {
        let before = self.clean[from..at].trim_end();
        let run = self.clean[at..end].trim_start_matches([' ', '\n', '\t']);
        if before.is_empty()
            || self.clean[..at].ends_with(|c: char| c.is_ascii_alphabetic()) && run.starts_with(|c: char| c.is_ascii_digit())
        {
            return before.is_empty() && run.len() > 6;
        }
        if run.bytes().all(|b| b == b'-') && !before.ends_with([')', '%']) {
            return false;
        }
        let behind = &self.clean[end..self.end];
        let closed = before.ends_with([')', '%']) && self.unit_closed(before);
        let marked =
            run.contains(['[', '〔', '【', '%', '<', '>', '≥', '≤', '—']) || run.contains("百分点") || run.matches('.').count() > 1;
        let ends = behind.is_empty() || behind.starts_with('\n') || self.attribute_at(end).is_some();
        closed || ends || (marked && !self.goes_on(behind))
    }

    /// A bracket behind the name that holds a unit, not one inside the name.
    fn unit_closed(&self, before: &str) -> bool {
        before.ends_with('%')
            || before.rfind('(').is_some_and(|open| name::is_unit(&before[open + 1..before.len() - 1], self.units))
            || before.ends_with("%)")
    }

    fn attribute_at(&self, at: usize) -> Option<(Span, Attribute)> {
        let rest = &self.clean[at..self.end];
        let lead = rest.len() - rest.trim_start().len();
        let rest = &rest[lead..];
        let binding = self.words.binding.starts_with(rest).map(|n| (n, Attribute::Binding));
        let expected = self.words.expected.starts_with(rest).map(|n| (n, Attribute::Expected));
        binding.or(expected).map(|(n, attribute)| (Span::new(at + lead, at + lead + n), attribute))
    }

    /// Settles where a run ends: the next row's number, words for a value, the attribute.
    fn close_run(&self, start: usize, end: usize) -> Run {
        let mut run = Run { span: Span::new(start, end), number: None, words: None, attribute: self.attribute_at(end), end };
        if run.attribute.is_none() {
            run.words = self.value_words(end);
            run.attribute = run.words.and_then(|w| self.attribute_at(w.end));
            if run.words.is_none() {
                run.number = self.next_number(run.span);
            }
        }
        if let Some(number) = run.number {
            run.span.end = number.start;
        }
        run.end = run.attribute.map(|a| a.0.end).or(run.words.map(|w| w.end)).unwrap_or(end);
        run
    }

    /// `保持在合理区间` between the figures and the attribute.
    fn value_words(&self, at: usize) -> Option<Span> {
        const MOST: usize = 160;
        let rest = &self.clean[at..self.end];
        self.words.text_start.starts_with(rest.trim_start_matches(['、', ',']))?;
        let stop = rest
            .char_indices()
            .take_while(|(i, c)| *i < MOST && *c != '\n' && *c != '(')
            .map(|(i, _)| i)
            .find(|i| *i > 0 && self.attribute_at(at + i).is_some())?;
        Some(Span::new(at, at + stop))
    }

    /// The running number of the next row, when the run ends with it and a name follows.
    fn next_number(&self, run: Span) -> Option<Span> {
        if !self.numbered {
            return None;
        }
        let text = run.of(self.clean);
        let behind = self.char_at(run.end)?;
        let wanted = (self.own_no + 1).to_string();
        let tail = text.strip_suffix(wanted.as_str())?;
        let own = tail.ends_with(|c: char| !c.is_ascii_digit() && c != '.');
        let named = behind.is_alphabetic() || matches!(behind, '.' | '、' | '(' | '“' | '"');
        (named && !tail.is_empty() && (own || tail.ends_with(|c: char| c.is_ascii_digit())))
            .then(|| Span::new(run.start + tail.len(), run.end))
    }
}
