//! What a web site put around the text: its head, its tail, and the marks of a newspaper's pages between.
//!
//! A site's words count at the head and the tail of the document; between them only lines that can be nothing else are taken.

use super::classify::{Kind, ends_open};
use super::lines::Line;
use super::words::Words;

/// The head is no longer than this many lines, and the tail.
const HEAD: usize = 40;
const TAIL: usize = 60;
/// A paragraph of the plan has at least this many bytes.
const LONG: usize = 240;

/// Marks a site's lines, and gives lines that only look like a site's back to the text.
pub fn mark(clean: &str, lines: &[Line], kinds: &mut [Kind], words: &Words<'_>) {
    let text = |at: usize| lines[at].span.of(clean);
    let is_plan = |at: usize, kind: Kind| match kind {
        Kind::Heading(mark) => mark.scheme.is_division() || text(at).len() > 12,
        Kind::BoxHead(_) | Kind::Row => true,
        Kind::Prose | Kind::Lead(_) => text(at).len() >= LONG,
        _ => false,
    };
    let first = (0..lines.len().min(HEAD)).find(|&at| is_plan(at, kinds[at])).unwrap_or(lines.len().min(HEAD));
    let last = (0..lines.len()).rev().find(|&at| is_plan(at, kinds[at])).map_or(0, |at| at + 1);
    head(kinds, first, &text);
    tail(kinds, last, &text, words);
    for (at, kind) in kinds.iter_mut().enumerate().take(last).skip(first) {
        if *kind == Kind::Site && !(is_surely(text(at), words)) {
            *kind = if ends_open(text(at)) || text(at).len() > 96 { Kind::Prose } else { Kind::Cell };
        }
    }
}

/// In the head, what stands above the site's last line is the site's too, but for titles and dates in brackets.
fn head<'t>(kinds: &mut [Kind], first: usize, text: &impl Fn(usize) -> &'t str) {
    let Some(end) = (0..first).rev().find(|&at| kinds[at] == Kind::Site) else { return };
    for (at, kind) in kinds.iter_mut().enumerate().take(end) {
        // A short menu entry among the site's lines.
        if *kind == Kind::Cell && text(at).len() <= 18 && !text(at).ends_with("报告") && !text(at).ends_with("纲要") {
            *kind = Kind::Site;
        }
    }
}

/// Behind the last line of the plan, all is the site's from its first line on.
fn tail<'t>(kinds: &mut [Kind], last: usize, text: &impl Fn(usize) -> &'t str, words: &Words<'_>) {
    let from = last.max(kinds.len().saturating_sub(TAIL));
    // 附件 is the site's when a file to download follows; else it is an annex of the plan.
    let follows = |at: usize| kinds[at + 1..].iter().take(3).any(|kind| *kind == Kind::Site);
    let begins = |at: usize, kind: Kind| kind == Kind::Site || words.site_tails.contains(text(at)) && follows(at);
    if let Some(start) = (from..kinds.len()).find(|&at| begins(at, kinds[at])) {
        kinds[start..].iter_mut().filter(|kind| !matches!(kind, Kind::Note)).for_each(|kind| *kind = Kind::Site);
    }
}

/// A line that no plan holds: a newspaper's 上接第一版, an address, a counter.
fn is_surely(text: &str, words: &Words<'_>) -> bool {
    text.len() <= 120 && words.site_parts.is_in(text)
        || text.starts_with("http")
        || text.starts_with("Copyright")
        || text.starts_with("版权所有")
}
