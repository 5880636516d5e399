//! Lines that were torn at a mark: a site sets a link's text on a line of its own, a splitter leaves `”` for the next line.
//!
//! No line of Chinese ends with an opening bracket or begins with a closing one or a comma; where one does, the line end is a
//! wound and is taken out, with blank lines that stand in it. Quotes are used the wrong way round often enough that they are
//! believed only where they are open. It is for texts that no PDF wrapped: those [`super::lines`] has joined.

use super::pen::Pen;
use super::step::Step;
use super::survey::Survey;

/// Takes out the line ends that stand where none can.
pub fn heal<'t>(input: &'t str, survey: &Survey) -> Step<'t> {
    let mut pen = Pen::new(input);
    let mut healed = 0;
    let ends = survey.ends.iter().map(|end| *end as usize);
    for end in ends.filter(|end| may_be_wound(input.as_bytes(), *end)) {
        let before = input[..end].trim_end_matches(is_blank);
        // The first of a row of line ends speaks for all of them.
        if end < healed || before.is_empty() || before.ends_with('\n') {
            continue;
        }
        let gap = input[end..].find(|c: char| c != '\n' && !is_blank(c)).unwrap_or(input.len() - end);
        let behind = &input[end + gap..];
        if is_wound(before, behind) {
            healed = end + gap;
            pen.replace(before.len(), healed, "");
        }
    }
    pen.finish(Vec::new())
}

/// Whether the bytes on either side of a line end, the first where there are several, may be those of a mark that [`is_wound`] asks for, or of white space before one.
fn may_be_wound(bytes: &[u8], end: usize) -> bool {
    let opens = match bytes[..end] {
        [.., b' ' | b'\r' | b'('] => true,
        // The space of two bytes; the ideographic space, 〈, 《; （; “.
        [.., 0xc2, 0xa0] | [.., 0xe3, 0x80, 0x80 | 0x88 | 0x8a] | [.., 0xef, 0xbc, 0x88] | [.., 0xe2, 0x80, 0x9c] => true,
        _ => false,
    };
    let follows_another = bytes[..end].ends_with(b"\n");
    let next = || bytes[end..].iter().find(|byte| **byte != b'\n');
    opens || !follows_another && matches!(next(), Some(b' ' | b'\r' | b')' | 0xc2 | 0xe2 | 0xe3 | 0xef))
}

/// White space within a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\r' | '\u{3000}' | '\u{a0}')
}

/// Whether no line can end between these two.
fn is_wound(before: &str, behind: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), behind.chars().next()) else { return false };
    let opens = matches!(last, '《' | '〈' | '(' | '（') || last == '“' && is_open(before);
    let closes =
        matches!(first, '》' | '〉' | ')' | '）' | '、' | '，' | '。' | '；' | '：' | '！' | '？') || first == '”' && is_open(before);
    opens || closes
}

/// Whether the last line of a text has opened just one quote that it has not closed.
fn is_open(text: &str) -> bool {
    let line = &text[text.rfind('\n').map_or(0, |at| at + 1)..];
    let count = |mark| line.matches(mark).count();
    count('“') == count('”') + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn healed(input: &str) -> String {
        heal(input, &Survey::of(input)).text.into_owned()
    }

    #[test]
    fn line_ends_at_brackets_and_commas_are_taken_out() {
        assert_eq!(healed("三、关于《\n云泽规划（草案）\n》的说明\n正文"), "三、关于《云泽规划（草案）》的说明\n正文");
        assert_eq!(healed("他说“好。\n”大家鼓掌。\n下文"), "他说“好。”大家鼓掌。\n下文");
        assert_eq!(healed("增长8%\n \n，总量翻番"), "增长8%，总量翻番");
    }

    #[test]
    fn whole_lines_stay() {
        for text in ["第一行\n第二行", "“十四五“\n规划", "前文。\n”十四五”规划", "甲\n\n（一）乙", "\n，头", "万元\n(%)"]
        {
            assert_eq!(healed(text), text);
        }
    }
}
