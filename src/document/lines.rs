//! The lines of a clean text: where each stands and how many empty lines stand before it.
//!
//! A page that lost its line ends holds whole chapters in one line; such a line is cut where a heading begins behind the end of a
//! sentence. Nothing is decided here about what a line is.

use super::marks::{self, Mark, Scheme};
use super::signs::Signs;
use crate::tables::rows::Span;
use crate::text::sieve;

/// One line that holds text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Without the spaces at its ends; TABs stay, for they part cells.
    pub span: Span,
    /// Empty lines between the line before and this one.
    pub blanks: u16,
    /// A TAB stands in it.
    pub tab: bool,
}

/// A line longer than this many bytes is looked into for headings that lost their line.
const LONG: usize = 1500;

/// Every line of the text that is not empty.
pub fn lines(clean: &str, signs: &Signs) -> Vec<Line> {
    let mut lines = Vec::with_capacity(signs.line_ends.len() + 1);
    let (mut boxes, mut tabs) = (signs.boxes.as_slice(), signs.tabs.as_slice());
    let mut blanks = 0u16;
    let mut start = 0;
    for end in signs.line_ends.iter().map(|end| *end as usize).chain([clean.len()]) {
        let span = trimmed(clean, start, end);
        start = end + 1;
        let (tab, last_box) = (last_before(&mut tabs, end), last_before(&mut boxes, end));
        if span.is_empty() {
            blanks = blanks.saturating_add(1);
            continue;
        }
        let line = Line { span, blanks, tab: tab.is_some() };
        // Where the line begins with a box's heading, it holds none.
        let holds_box = span.len() > 30 && last_box.is_some_and(|at| at > span.start);
        if span.len() > LONG || holds_box || clean[span.start..].starts_with('第') && span.len() < 400 {
            cut(clean, line, &mut lines);
        } else {
            lines.push(line);
        }
        blanks = 0;
    }
    lines
}

/// Takes the places before `end`; gives the last of them.
fn last_before(places: &mut &[u32], end: usize) -> Option<usize> {
    let taken = places.iter().take_while(|at| (**at as usize) < end).count();
    let last = taken.checked_sub(1).map(|last| places[last] as usize);
    *places = &places[taken..];
    last
}

/// White space that a line is taken without.
const BLANKS: [char; 6] = [' ', '\r', '\u{3000}', '\u{a0}', '\u{200b}', '\u{feff}'];

fn trimmed(clean: &str, start: usize, end: usize) -> Span {
    let line = &clean[start..end];
    // The bytes that blanks begin and end with: most lines have none of them.
    let (Some(first), Some(last)) = (line.as_bytes().first(), line.as_bytes().last()) else { return Span::new(start, start) };
    let begins_bare = matches!(first, b'!'..=b'~' | 0xe4..=0xe9);
    if begins_bare && (matches!(last, b'!'..=b'~' | 0x81..=0x8a | 0x8c..=0x9f | 0xa1..=0xbe) || !line.ends_with(BLANKS)) {
        return Span::new(start, end);
    }
    let kept = line.trim_matches(BLANKS);
    if kept.chars().all(|c| c == '\t') {
        return Span::new(start, start);
    }
    let from = start + (kept.as_ptr() as usize - line.as_ptr() as usize);
    Span::new(from, from + kept.len())
}

/// Cuts a long line before each heading that follows the end of a sentence, and behind a heading that another follows at once.
fn cut(clean: &str, line: Line, lines: &mut Vec<Line>) {
    let text = line.span.of(clean);
    let mut blanks = line.blanks;
    let mut piece = |from: usize, to: usize| {
        let span = Span::new(line.span.start + from, line.span.start + to);
        lines.push(Line { span, blanks, tab: line.tab && text[from..to].contains('\t') });
        blanks = 0;
    };
    let (mut from, mut sentence) = (0, 0);
    for sign in sieve::places(text.as_bytes(), may_cut) {
        // Behind a full stop a heading of any kind may begin, before other signs their own.
        let stop = text[sign..].strip_prefix('。').map(|rest| text.len() - rest.trim_start_matches('”').len());
        let at = stop.unwrap_or(sign);
        if at > from && at > sentence && starts_heading(text, at, stop.is_some(), from) {
            piece(from, at);
            from = at;
        }
        sentence = stop.unwrap_or(sentence);
    }
    piece(from, text.len());
}

/// Whether 第, 专, ( or 。 begins with the byte `a`, before `b` and `c`.
#[inline]
fn may_cut(_: u8, a: u8, b: u8, c: u8) -> bool {
    let mark = (a == 0xe7) & (b == 0xac) & (c == 0xac) | (a == 0xe4) & (b == 0xb8) & (c == 0x93) | (a == b'(');
    mark | (a == 0xe3) & (b == 0x80) & (c == 0x82)
}

/// Whether a lost line begins here: a heading behind 。, a box behind text that does not speak of it, or a heading right behind the
/// title of one further out.
fn starts_heading(text: &str, at: usize, after_stop: bool, from: usize) -> bool {
    let begins = |c: char| matches!(c, '第' | '专' | '(') || after_stop && marks::is_han_digit(c);
    if !text[at..].starts_with(begins) {
        return false;
    }
    let Some(mark) = marks::mark(&text[at..]) else { return false };
    match mark.scheme {
        Scheme::Part | Scheme::Chapter | Scheme::Section => after_stop || follows_title(text, from, at, mark),
        Scheme::Box => mark.number.is_some() && (after_stop || !text[..at].ends_with(SPEAKS)) && titled(&text[at + mark.len..]),
        Scheme::Han => after_stop,
        Scheme::HanParen => after_stop || follows_title(text, from, at, mark),
        _ => false,
    }
}

/// What stands before 专栏3 where the text speaks of the box.
const SPEAKS: &[char] = &[
    '见', '如', '在', '和', '与', '及', '、', '(', '“', '《', '的', '以', '按', '照', '到', '从', ',', '将', '于', '—', '-', '至', '中',
    '是', '据', '附', '设', '个', '开', '辟',
];

/// Whether a title follows a box's number.
fn titled(rest: &str) -> bool {
    rest.starts_with(|c: char| c > '\u{2fff}' || c == '“' || c.is_ascii_alphanumeric()) && !rest.starts_with(['。', '、'])
}

/// Whether only the title of a heading further out stands between.
fn follows_title(text: &str, from: usize, at: usize, mark: Mark) -> bool {
    let title = &text[from..at];
    title.len() < 130
        && !title.contains(['。', ',', ';'])
        && marks::mark(title).is_some_and(|m| m.scheme < mark.scheme && m.len + 6 <= title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(clean: &str) -> Vec<&str> {
        lines(clean, &Signs::of(clean)).iter().map(|line| line.span.of(clean)).collect()
    }

    #[test]
    fn empty_lines_are_counted_and_left_out() {
        let clean = "  甲\n\n \n乙\r\n丙";
        let got: Vec<_> = lines(clean, &Signs::of(clean)).iter().map(|l| (l.span.of(clean), l.blanks)).collect();
        assert_eq!(got, [("甲", 0), ("乙", 2), ("丙", 0)]);
    }

    /// [`cut`] by looking at every character.
    fn cut_plainly(text: &str) -> Vec<&str> {
        let (mut pieces, mut from, mut after_stop) = (vec![], 0, false);
        for (at, c) in text.char_indices() {
            if at > from && starts_heading(text, at, after_stop, from) {
                pieces.push(&text[from..at]);
                from = at;
            }
            after_stop = c == '。' || c == '”' && after_stop;
        }
        pieces.push(&text[from..]);
        pieces
    }

    proptest::proptest! {
        #[test]
        fn signs_tell_where_to_cut(text in "(第一章|第二节|一、|(二)|1.|专栏3|见|交通|总则|,|。|”|\\(|第|十|\t){1,24}") {
            let line = Line { span: Span::new(0, text.len()), blanks: 2, tab: text.contains('\t') };
            let mut lines = Vec::new();
            cut(&text, line, &mut lines);
            proptest::prop_assert_eq!(lines.iter().map(|line| line.span.of(&text)).collect::<Vec<_>>(), cut_plainly(&text));
            proptest::prop_assert!(lines.iter().all(|line| line.tab == line.span.of(&text).contains('\t')));
        }
    }

    #[test]
    fn a_leading_tab_is_an_empty_cell_and_stays() {
        assert_eq!(texts("\t甲\t1\n\t\t\n"), ["\t甲\t1"]);
    }

    #[test]
    fn a_long_line_is_cut_before_headings_behind_a_full_stop() {
        let filler = "加强水源保护,完善管护制度。".repeat(60);
        let clean = format!("一、总体要求(一)主要原则。{filler}(二)主要目标。{filler}第三章保障措施{filler}");
        let got = texts(&clean);
        assert_eq!(got.len(), 4);
        assert_eq!(got[0], "一、总体要求");
        assert!(got[1].starts_with("(一)主要原则。") && got[2].starts_with("(二)") && got[3].starts_with("第三章"));
    }
}
