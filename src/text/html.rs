//! HTML pages to plain lines: headings and paragraphs to lines, data tables to rows with TABs, everything else of the page left out.
//!
//! It has a tokenizer of its own, because every byte must be found again: tags are replaced by line ends, TABs or nothing, and the
//! text between them is kept as it stands. A table that only lays out the page (one that holds another, or whole articles in a cell)
//! is no table. It takes time linear in the page, and a page that is broken anywhere loses no text: what is never closed is text.

mod page;
mod tables;

use super::pen::Pen;
use super::references;
use super::step::{Effect, Finding, Step};
use crate::tables::rows::{Severity, Span};
use page::{Name, Tag};
use tables::Role;

/// Turns a page into lines; a text that is no HTML stays as it is.
pub fn to_lines(input: &str) -> Step<'_> {
    if !page::is_html(input) {
        return Step::untouched(input);
    }
    let tags = page::tags(input);
    let roles = tables::roles(&tags);
    let count = roles.iter().filter(|role| **role == Role::Data).count();
    let mut writer = Writer { input, pen: Pen::new(input), at: 0, last: Last::Start, row: None, reach: None };
    let mut next = 0;
    while let Some(tag) = tags.get(next) {
        writer.text(tag.at);
        match page::skipped(&tags, next) {
            Some(behind) => {
                let end = tags.get(behind).map_or(input.len(), |tag| tag.end);
                writer.put(tag.at, end, "");
                next = behind + 1;
            }
            None => {
                writer.tag(tag, roles[next]);
                next += 1;
            }
        }
    }
    writer.text(input.len());
    let message = format!("an HTML page with {count} data tables was read as lines");
    let finding = Finding {
        severity: Severity::Info,
        code: "html-read",
        message,
        before: None,
        after: None,
        at: Span::new(0, input.len().min(64)),
        effect: Effect::Noted,
    };
    let finding = Finding { at: Span::new(0, page::floor(input, finding.at.end)), ..finding };
    writer.pen.finish(vec![finding])
}

/// What was written last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing yet.
    Start,
    /// An empty line.
    Blank,
    /// A line end.
    Line,
    /// The TAB before a cell.
    Tab,
    /// A space.
    Space,
    /// Text.
    Text,
}

/// Cells of the rows above that reach into later ones: how many rows more, by column.
type Reach = Vec<u16>;

/// A row of a data table while it is written.
#[derive(Clone, Copy, Default)]
struct Row {
    /// The column of the last cell begun.
    field: Option<usize>,
    /// The first column behind that cell.
    next: usize,
}

struct Writer<'a> {
    input: &'a str,
    pen: Pen<'a>,
    /// What is read up to here.
    at: usize,
    last: Last,
    /// The open row of a data table.
    row: Option<Row>,
    /// The reach of the cells of the open data table; none outside one.
    reach: Option<Reach>,
}

/// A row has at most this many columns.
const COLUMNS: usize = 120;

impl Writer<'_> {
    fn put(&mut self, start: usize, end: usize, with: &str) {
        self.pen.replace(start, end, with);
        self.at = end;
    }

    /// The text up to a tag: white space made one space, references resolved.
    fn text(&mut self, end: usize) {
        let bytes = self.input.as_bytes();
        while self.at < end {
            let from = self.at;
            match bytes[from] {
                b' ' | b'\n' | b'\r' | b'\t' | 0x0c => {
                    let run = bytes[from..end].iter().take_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t' | 0x0c)).count();
                    self.space(from, from + run);
                }
                b'&' => self.reference(from, end),
                _ => {
                    let run = bytes[from..end].iter().take_while(|b| !matches!(b, b' ' | b'\n' | b'\r' | b'\t' | 0x0c | b'&')).count();
                    self.at = from + run;
                    self.last = Last::Text;
                }
            }
        }
    }

    fn space(&mut self, start: usize, end: usize) {
        if self.last != Last::Text {
            self.put(start, end, "");
        } else if &self.input[start..end] == " " {
            self.at = end;
            self.last = Last::Space;
        } else {
            self.put(start, end, " ");
            self.last = Last::Space;
        }
    }

    fn reference(&mut self, from: usize, end: usize) {
        match references::reference(self.input, from).filter(|&(_, stop)| stop <= end) {
            Some((c, stop)) => {
                let mut buffer = [0; 4];
                self.put(from, stop, c.encode_utf8(&mut buffer));
            }
            None => self.at = from + 1,
        }
        self.last = Last::Text;
    }

    /// A tag: a line end, a TAB, or nothing.
    fn tag(&mut self, tag: &Tag, role: Role) {
        let data = role == Role::Data;
        let with = match tag.name {
            Name::Table if data => self.table(tag.close),
            Name::Row if data && tag.close => self.end_row(),
            Name::Row if data => self.begin_row(),
            Name::Cell if data && !tag.close => self.begin_cell(tag),
            // Within a row of a data table a line does not end.
            _ if self.row.is_some_and(|row| row.field.is_some()) => String::new(),
            Name::Break | Name::Block => self.break_line(false).to_owned(),
            Name::Paragraph | Name::Table | Name::Row | Name::Cell => self.break_line(true).to_owned(),
            _ => String::new(),
        };
        self.put(tag.at, tag.end, &with);
    }

    fn table(&mut self, close: bool) -> String {
        let mut with = self.end_row();
        self.reach = (!close).then(Reach::new);
        with.push_str(self.break_line(true));
        with
    }

    fn begin_row(&mut self) -> String {
        let mut with = self.end_row();
        with.push_str(self.break_line(false));
        self.row = Some(Row::default());
        with
    }

    /// Ends the open row: the columns that it leaves empty at its end have their TABs.
    fn end_row(&mut self) -> String {
        let (Some(row), Some(reach)) = (self.row.take(), self.reach.as_mut()) else { return String::new() };
        let end = covered(reach, row.next);
        let tabs = row.field.map_or(0, |field| end.saturating_sub(1).saturating_sub(field));
        let mut with = "\t".repeat(tabs);
        with.push_str(self.break_line(false));
        with
    }

    fn begin_cell(&mut self, tag: &Tag) -> String {
        let mut with = if self.row.is_none() { self.begin_row() } else { String::new() };
        let (Some(row), Some(reach)) = (self.row.as_mut(), self.reach.as_mut()) else { return with };
        let at = covered(reach, row.next).min(COLUMNS);
        with.extend(std::iter::repeat_n('\t', at - row.field.unwrap_or(0).min(at)));
        let next = (at + tag.colspan.clamp(1, COLUMNS)).min(COLUMNS + 1);
        if reach.len() < next {
            reach.resize(next, 0);
        }
        reach[at..next].fill(tag.rowspan.saturating_sub(1));
        *row = Row { field: Some(at), next };
        self.last = Last::Tab;
        with
    }

    /// A line end where there is none yet, or an empty line.
    fn break_line(&mut self, blank: bool) -> &'static str {
        let (with, last) = match (self.last, blank) {
            (Last::Start | Last::Blank, _) => ("", self.last),
            (Last::Line, false) => ("", Last::Line),
            (Last::Line, true) => ("\n", Last::Blank),
            (_, true) => ("\n\n", Last::Blank),
            (_, false) => ("\n", Last::Line),
        };
        self.last = last;
        with
    }
}

/// The first column from `column` on that no cell above reaches into; those before it are used up by this row.
fn covered(reach: &mut Reach, mut column: usize) -> usize {
    while let Some(rows) = reach.get_mut(column).filter(|rows| **rows > 0) {
        *rows -= 1;
        column += 1;
    }
    column
}

#[cfg(test)]
mod tests;
