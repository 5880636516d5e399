//! Contents pages: the lines between 目录 and the first heading that comes for the second time, and all lines with dot leaders.

use super::boxes::Page;
use super::classify::Kind;
use super::marks;

/// A contents page has at most this many lines.
const LONGEST: usize = 400;

/// Marks the lines of contents pages.
pub fn mark(page: &Page<'_>) -> Vec<usize> {
    let head = page.lines.len().min(200);
    let Some(start) = (0..head).find(|&at| is_title(page.text(at))) else { return Vec::new() };
    let end = end(page, start);
    (start..end).filter(|&at| page.kinds[at] != Kind::Contents).collect()
}

fn is_title(text: &str) -> bool {
    matches!(text, "目录" | "目 录" | "目次" | "目\t录" | "目  录")
        || (text.starts_with("目录") && text.len() <= 30 && !text.contains('。'))
}

/// The first line behind the contents.
fn end(page: &Page<'_>, start: usize) -> usize {
    let last = page.lines.len().min(start + LONGEST);
    let first = (start + 1..last).find(|&at| key(page, at).is_some());
    let Some(first) = first.filter(|&at| at <= start + 4) else { return start + 1 };
    let wanted = key(page, first);
    for at in first + 1..last {
        let text = page.text(at);
        let prose = text.len() > 240 && text.contains('。') || matches!(page.kinds[at], Kind::BoxHead(_) | Kind::TableHead(_));
        if prose || key(page, at) == wanted {
            return step_back(page, first, at);
        }
    }
    // The first entry never comes again: only what has leaders is contents.
    start + 1
}

/// A preface's title before its text is not in the contents.
fn step_back(page: &Page<'_>, first: usize, at: usize) -> usize {
    let title = page.words.headings.contains(page.text(at - 1)) || page.text(at - 1).len() <= 12 && !page.text(at).is_empty();
    if at - 1 > first && title && !matches!(page.kinds[at], Kind::Heading(_)) { at - 1 } else { at }
}

/// What tells an entry: scheme, number and the first characters of its title.
fn key<'a>(page: &Page<'a>, at: usize) -> Option<(u8, u32, &'a str)> {
    let text = page.text(at);
    if page.words.headings.contains(text) {
        return Some((0, 0, text));
    }
    let mark = marks::mark(text).filter(|m| m.scheme.is_division() || m.scheme.is_enumeration())?;
    let title = &text[mark.len..];
    let end = title.char_indices().nth(4).map_or(title.len(), |(at, _)| at);
    Some((mark.scheme.rank(), mark.number?, &title[..end]))
}
