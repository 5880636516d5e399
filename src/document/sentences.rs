//! A paragraph's sentences: they end at 。 ! ? and at the paragraph's end; `;` ends a clause, not a sentence.
//!
//! A full stop within brackets or a book title ends none, as long as the bracket is closed again near by; one within quotes ends the
//! sentence with the closing quote behind it. Text that never ends a sentence, as a list of a hundred pages may be, is cut at its
//! commas: what reads sentences need not be ready for one of megabytes.

use super::signs::InOrder;
use crate::tables::rows::Span;

/// A bracket that stays open for more bytes than this was never closed: the stops within it count.
const OPEN_FOR: usize = 600;

/// No sentence has more bytes; those that plans hold stay below two thirds of it.
const LONGEST: usize = 3000;

/// Calls `emit` with the span of every sentence of a paragraph, in order and without gaps but white space.
pub fn split(clean: &str, paragraph: Span, stops: &mut InOrder<'_>, mut emit: impl FnMut(Span)) {
    let text = paragraph.of(clean);
    let out = |from: usize, to: usize| {
        let piece = &text[from..to];
        // Nearly always an ideograph begins it and a full stop ends it.
        let bare = matches!(piece.as_bytes(), [0xe4..=0xe9, ..]) && piece.ends_with('。');
        let kept = if bare { piece } else { piece.trim() };
        if !kept.is_empty() {
            let start = paragraph.start + from + (kept.as_ptr() as usize - piece.as_ptr() as usize);
            emit(Span::new(start, start + kept.len()));
        }
    };
    let mut splitter = Splitter { text, out, from: 0, behind: 0, last: ' ', commas: (0, 0), depth: 0, opened: 0, held: Vec::new() };
    for at in stops.within(paragraph).iter().map(|at| *at as usize - paragraph.start) {
        splitter.pass_limits(at);
        // What closes a sentence behind its stop was taken along with it.
        if at >= splitter.behind {
            splitter.take(at);
        }
    }
    splitter.pass_limits(text.len());
    splitter.give_up();
    (splitter.out)(splitter.from, text.len());
}

/// What still belongs to a sentence behind its stop.
fn closes(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '”' | '’' | '"' | '』' | '」')
}

/// Whether the sign ends a sentence here. A half-width point does so only between Chinese characters.
fn ends(c: char, previous: char, next: Option<char>) -> bool {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    match c {
        '.' => (han(previous) || matches!(previous, '%' | ')' | '”')) && next.is_none_or(|c| han(c) || c == '”'),
        '!' | '?' => !previous.is_ascii_alphanumeric() || next.is_none_or(|c| !c.is_ascii_alphanumeric()),
        _ => true,
    }
}

/// Where the sentence began and what is open in it.
struct Splitter<'t, O> {
    text: &'t str,
    out: O,
    from: usize,
    /// Behind what was looked at last, and the character that was.
    behind: usize,
    last: char,
    /// How far commas were looked for, and the place behind the last.
    commas: (usize, usize),
    depth: usize,
    /// Where the outermost open bracket stands.
    opened: usize,
    /// Ends of sentences within an open bracket, which count only if it is never closed.
    held: Vec<usize>,
}

impl<O: FnMut(usize, usize)> Splitter<'_, O> {
    /// Looks at the characters before `end` at which a sentence, or what a bracket holds, is too long.
    fn pass_limits(&mut self, end: usize) {
        loop {
            let longest = self.from + LONGEST + 1;
            let limit = if self.depth > 0 { longest.min(self.opened + OPEN_FOR + 1) } else { longest };
            if limit >= end || self.behind >= end {
                return;
            }
            let at = self.text.ceil_char_boundary(limit.max(self.behind));
            if at >= end {
                return;
            }
            self.take(at);
        }
    }

    /// Looks at the character at `at`.
    fn take(&mut self, at: usize) {
        let Some(c) = self.text[at..].chars().next() else { return };
        // What was taken along with a stop does not come before the next character.
        let (behind, last) = (self.behind, self.last);
        let text = self.text;
        let previous = || if at > behind { text[..at].chars().next_back().unwrap_or(last) } else { last };
        (self.behind, self.last) = (at + c.len_utf8(), c);
        let rest = &text[self.behind..];
        match c {
            '(' | '《' | '〈' | '【' => self.open(at),
            ')' | '》' | '〉' | '】' => self.close(),
            '。' => self.stop(rest),
            '!' | '?' | '.' | '\n' if ends(c, previous(), rest.chars().next()) => self.stop(rest),
            _ => {}
        }
        if at > self.from + LONGEST {
            self.give_up();
            self.cut(at, c, previous());
        }
        if self.depth > 0 && at - self.opened > OPEN_FOR {
            self.give_up();
        }
    }

    fn open(&mut self, at: usize) {
        if self.depth == 0 {
            self.opened = at;
        }
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.held.clear();
        }
    }

    /// A stop with `rest` behind it, of which the closing signs belong to the sentence.
    fn stop(&mut self, rest: &str) {
        // Nearly always an ideograph comes next, or nothing.
        if !matches!(rest.as_bytes(), [] | [0xe4..=0xe9, ..]) {
            self.behind = self.text.len() - rest.trim_start_matches(closes).len();
        }
        let end = self.behind;
        if self.depth > 0 {
            self.held.push(end);
        } else {
            (self.out)(self.from, end);
            self.from = end;
        }
    }

    /// Where a sentence that is too long is cut: behind its last comma, or here, but not within a number or a Latin word.
    fn cut(&mut self, at: usize, c: char, previous: char) {
        let within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%');
        let here = (!within(c) || !within(previous)).then_some(at);
        let Some(end) = Some(self.last_comma(at)).filter(|comma| *comma > self.from).or(here) else { return };
        if at > self.from + LONGEST {
            (self.out)(self.from, end);
            self.from = end;
        }
    }

    /// The place behind the last comma before `at`; nothing is searched twice.
    fn last_comma(&mut self, at: usize) -> usize {
        let (seen, comma) = self.commas;
        let from = seen.max(self.from);
        let found = self.text.get(from..at).and_then(|text| text.char_indices().rfind(|(_, c)| matches!(c, ',' | ';' | '、')));
        self.commas = (at, found.map_or(comma, |(n, c)| from + n + c.len_utf8()));
        self.commas.1
    }

    /// The bracket is not closed: what was held ends sentences after all.
    fn give_up(&mut self) {
        for end in std::mem::take(&mut self.held) {
            (self.out)(self.from, end);
            self.from = end;
        }
        self.depth = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::signs::Signs;

    fn sentences(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        split(text, Span::new(0, text.len()), &mut InOrder::of(&Signs::of(text).stops), |span| found.push(span.of(text)));
        found
    }

    #[test]
    fn stops_end_sentences_and_semicolons_do_not() {
        assert_eq!(
            sentences("新建两座水厂;改造管网。完成验收!是否达标?尚待核实"),
            ["新建两座水厂;改造管网。", "完成验收!", "是否达标?", "尚待核实"]
        );
    }

    #[test]
    fn brackets_and_quotes_hold_their_stops() {
        assert_eq!(sentences("建成泵站(含管网。均在城北)三座。再建一座。"), ["建成泵站(含管网。均在城北)三座。", "再建一座。"]);
        assert_eq!(sentences("他说:“今年建成。”明年再建。"), ["他说:“今年建成。”", "明年再建。"]);
    }

    #[test]
    fn a_bracket_never_closed_holds_nothing() {
        assert_eq!(sentences("建成泵站(含管网。再建一座。"), ["建成泵站(含管网。", "再建一座。"]);
    }

    #[test]
    fn a_sentence_without_end_is_cut_at_commas_and_never_in_a_number() {
        let list = "云泽水库、".repeat(3000);
        let found = sentences(&list);
        assert!(found.iter().all(|s| s.len() <= LONGEST + 6 && s.ends_with('、')), "{}", found.len());
        assert_eq!(found.concat(), list);
        let number = "12345".repeat(3000);
        assert_eq!(sentences(&number), [number.as_str()]);
        assert_eq!(sentences(&"修".repeat(9000)).concat().len(), 27000);
    }

    #[test]
    fn decimals_and_initials_are_no_stops() {
        assert_eq!(sentences("增长7.5%。V2.0版上线"), ["增长7.5%。", "V2.0版上线"]);
        assert_eq!(sentences("完成减排目标.推进改造"), ["完成减排目标.", "推进改造"]);
    }
}
