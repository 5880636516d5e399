//! What each line is by itself: heading, run-in heading, box, table row, cell, note, a site's line, or prose.
//!
//! A line is looked at once, by its first characters, its length and its full stops. What only its neighbours tell (contents pages,
//! tables of one cell a line, where a box ends) is decided later.

use super::lines::Line;
use super::marks::{self, Mark, Scheme};
use super::words::Words;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading alone in its line, with its mark.
    Heading(Mark),
    /// A heading without a number: 前言, 2023年工作回顾.
    BareHeading,
    /// The heading of a box; text may be glued to it.
    BoxHead(Mark),
    /// The heading of a table, 表1 ….
    TableHead(Mark),
    /// The caption of a figure.
    Figure,
    /// A paragraph that begins with a mark and runs on: `1. 提质。正文…`, `——坚持创新。…`.
    Lead(Mark),
    /// A row whose cells are parted by TAB or drawn lines.
    Row,
    /// Short and without an end: a cell, a name, a title.
    Cell,
    /// A note below a table.
    Note,
    /// A site's line by its words.
    Site,
    /// A line of the contents.
    Contents,
    /// Running text.
    Prose,
}

/// A heading has at most this many bytes.
const HEADING: usize = 180;
/// A heading that ends in 。 has at most this many bytes.
const HEADING_STOP: usize = 96;
/// A cell that is known by itself has at most this many bytes.
const CELL: usize = 96;
/// A site's line is no longer than this.
const SITE: usize = 330;

/// What every line is by itself.
pub fn kinds(clean: &str, lines: &[Line], words: &Words<'_>) -> Vec<Kind> {
    lines.iter().map(|line| if line.tab { Kind::Row } else { kind(line.span.of(clean), words) }).collect()
}

fn kind(text: &str, words: &Words<'_>) -> Kind {
    if is_drawn(text) {
        return Kind::Row;
    }
    if text.len() <= SITE && is_site(text, words) {
        return Kind::Site;
    }
    if let Some(mark) = marks::mark(text) {
        return marked(text, mark);
    }
    if text.len() <= 30 && words.headings.contains(text) {
        return Kind::BareHeading;
    }
    if words.notes.starts_with(text).is_some() {
        return Kind::Note;
    }
    if text.len() > CELL || ends_open(text) || text.contains('。') {
        return Kind::Prose;
    }
    if text.len() <= 60 && text.len() > 12 && words.heading_ends.ends_with(text).is_some() {
        return Kind::BareHeading;
    }
    Kind::Cell
}

fn marked(text: &str, mark: Mark) -> Kind {
    let title = &text[mark.len..];
    match mark.scheme {
        Scheme::Box => Kind::BoxHead(mark),
        _ if is_leader(title) => Kind::Contents,
        Scheme::Table if text.len() <= HEADING && !title.contains('。') => Kind::TableHead(mark),
        Scheme::Figure if text.len() <= HEADING && !title.contains('。') => Kind::Figure,
        Scheme::Table | Scheme::Figure => Kind::Prose,
        Scheme::Dash => Kind::Lead(mark),
        _ if is_heading(title, mark) => Kind::Heading(mark),
        _ => Kind::Lead(mark),
    }
}

/// Whether what stands behind a mark is a title alone.
fn is_heading(title: &str, mark: Mark) -> bool {
    if title.is_empty() {
        return mark.scheme.is_division();
    }
    match title.find('。') {
        None => {
            title.len() <= HEADING && !title.ends_with([';', ',', '、']) && !(title.ends_with(['!', '?']) && title.len() > HEADING_STOP)
        }
        Some(at) => at + 3 == title.len() && title.len() <= HEADING_STOP,
    }
}

/// Whether the line ends as running text does.
pub fn ends_open(text: &str) -> bool {
    text.ends_with(['。', '!', '?', ';', ':', ',', '、', '…'])
}

/// Whether the line is a row by its look: `| a | b |`, or drawn.
fn is_drawn(text: &str) -> bool {
    (text.starts_with('|') && text.len() > 1) || text.starts_with(['│', '┃', '┌', '├', '└', '┏', '┣', '┗', '╔', '╠', '╚', '║'])
}

/// `……12`, `.....12`: the dots that lead to a page number.
pub fn is_leader(text: &str) -> bool {
    let text = text.trim_end_matches([' ', ')', '-', '—']);
    let dots = text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(' ');
    let bare = dots.trim_end_matches(['…', '.', '·', '․', '‥', '⋯', '﹒']);
    let led = dots.len() - bare.len();
    let several = dots[bare.len()..].chars().count() >= 3 || (led >= 6 && dots.ends_with('…'));
    several && text.len() > dots.len()
}

fn is_site(text: &str, words: &Words<'_>) -> bool {
    let short = text.len() <= 240;
    words.site_starts.starts_with(text).is_some()
        || short && (words.site_lines.contains(text) || words.site_parts.is_in(text))
        || text.len() <= 150 && words.site_ends.ends_with(text).is_some()
}
