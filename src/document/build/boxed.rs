//! A box 专栏 while the lines are read: its title, its table or its paragraphs, its items.

use compact_str::CompactString;

use super::{Builder, number_of};
use crate::document::boxes::{self, Page};
use crate::document::classify::Kind;
use crate::document::marks::{self, Mark};
use crate::document::{BoxOf, Item, ParagraphKind, Section, Table, leads, row_heads, tables};
use crate::tables::rows::{SectionKind, Span};

impl Builder<'_, '_> {
    /// A box with what belongs to it.
    pub(super) fn boxed(&mut self, at: usize, mark: Mark) -> usize {
        let text = self.page.text(at);
        let expected = self.last_box + 1;
        let mark = by_sequence(text, mark, expected);
        let head = box_title(self.page, text, mark);
        let alone = head == text.len();
        let below = alone && self.page.kinds.get(at + 1) == Some(&Kind::Cell) && self.title_below(at, &text[mark.len..]);
        let from = at + 1 + usize::from(below);
        let mut heading = Span::new(self.page.lines[at].span.start, self.page.lines[at].span.start + head);
        let mut title = text[mark.len..head].to_owned();
        if below {
            heading.end = self.page.lines[at + 1].span.end;
            title.push_str(self.page.text(at + 1));
        }
        let number = mark.number.map(|_| number_of(text, mark));
        self.last_box = mark.number.unwrap_or(self.last_box + 1);
        let index = self.open_box(number, title.clone(), heading);
        if !alone && let Some(found) = tables::glued(self.page, at, head) {
            self.finish_table(index, found.table, &title);
            return found.end;
        }
        if alone && let Some(found) = tables::at(self.page, from, Some(&title)) {
            self.finish_table(index, found.table, &title);
            return found.end;
        }
        if !alone {
            self.glued_text(index, Span::new(heading.end, self.page.lines[at].span.end));
        }
        let end = self.fill(index, from, &title);
        // A table may stand in a box behind a paragraph that leads to it.
        match tables::at(self.page, end, Some(&title)).filter(|_| self.page.kinds[end] == Kind::Row) {
            Some(found) => {
                self.finish_table(index, found.table, &title);
                found.end
            }
            None => end,
        }
    }

    /// Whether a box's title stands, or goes on, in the next line: it has none yet, or none that is complete.
    fn title_below(&self, at: usize, title: &str) -> bool {
        let next = self.page.text(at + 1);
        let words = self.page.words;
        let complete = |text: &str| words.box_ends.ends_with(text).is_some() || words.table_titles.ends_with(text).is_some();
        title.is_empty()
            || title.len() >= 30 && next.len() <= 60 && !complete(title) && complete(next) && words.works.ends_with(title).is_none()
    }

    /// The text that stands in the line of the box's heading.
    fn glued_text(&mut self, index: usize, span: Span) {
        let lead = leads::in_box(span.of(self.page.clean), self.page.words);
        let kind = if lead.is_some() { ParagraphKind::Item } else { ParagraphKind::Body };
        self.push(span, kind, lead.map(|lead| lead.span(span)), Some(index));
        if let Some(lead) = lead {
            let body = Span::new(span.start + lead.body, span.end);
            self.document.boxes[index].items.push(Item { name: lead.span(span), body });
        }
        self.set_body(index, span);
    }

    fn open_box(&mut self, number: Option<CompactString>, title: String, heading: Span) -> usize {
        let section = Section {
            parent: None,
            kind: SectionKind::Box,
            number: number.clone(),
            title: title.as_str().into(),
            depth: 0,
            span: heading,
            heading,
        };
        let section = self.tree.add(&mut self.document, section);
        let body = Span::new(heading.end, heading.end);
        let (number, title) = (number.as_deref().map(Into::into), title.into());
        self.document.boxes.push(BoxOf { section, number, title, heading, body, items: Vec::new() });
        let index = self.document.boxes.len() - 1;
        if !heading.is_empty() {
            self.push(heading, ParagraphKind::Heading, None, Some(index));
        }
        index
    }

    fn finish_table(&mut self, index: usize, table: Table, title: &str) {
        let items = row_heads::items(&table, self.page.clean);
        let end = table.notes.last().map_or(table.span.end, |note| note.end.max(table.span.end));
        let start = table.span.start;
        self.add_table(table, title.to_owned(), None, Some(index));
        let found = &mut self.document.boxes[index];
        found.items.extend(items);
        let start = if found.body.is_empty() { start } else { found.body.start };
        self.set_body(index, Span::new(start, end));
    }

    fn set_body(&mut self, index: usize, body: Span) {
        let of = &mut self.document.boxes[index];
        of.body = body;
        let section = of.section;
        self.document.sections[section].span.end = body.end.max(self.document.sections[section].span.end);
    }

    /// Reads the paragraphs of a box.
    fn fill(&mut self, index: usize, from: usize, title: &str) -> usize {
        let body = boxes::body(self.page, from, title, &self.before);
        let mut items = body.items.iter().peekable();
        for at in from..body.end {
            let span = self.page.lines[at].span;
            if matches!(self.page.kinds[at], Kind::Site | Kind::Figure | Kind::Note) {
                let kind = if self.page.kinds[at] == Kind::Site { ParagraphKind::Boilerplate } else { ParagraphKind::Note };
                self.push(span, kind, None, Some(index));
                continue;
            }
            let item = items.next_if(|item| item.line == at);
            let kind = if item.is_some() { ParagraphKind::Item } else { ParagraphKind::Body };
            self.push(span, kind, item.map(|item| item.lead.span(span)), Some(index));
            if let Some(item) = item {
                let start = span.start + item.lead.body;
                self.document.boxes[index].items.push(Item { name: item.lead.span(span), body: Span::new(start, span.end) });
            } else if let Some(last) = self.document.boxes[index].items.last_mut() {
                last.body.end = span.end;
            }
        }
        if body.end > from {
            let glued = self.document.boxes[index].body;
            let start = if glued.is_empty() { self.page.lines[from].span.start } else { glued.start };
            self.set_body(index, Span::new(start, self.page.lines[body.end - 1].span.end));
        }
        body.end
    }
}

/// A box's number when its title begins with a digit: 专栏257个… behind 专栏24 is 专栏25 and 7个….
fn by_sequence(text: &str, mark: Mark, expected: u32) -> Mark {
    let Some(number) = mark.number.filter(|&n| n != expected && expected > 1) else { return mark };
    let (digits, han) = (expected.to_string(), marks::han_text(expected));
    let written = &text[..mark.written];
    let Some(start) = written.find(|c: char| c.is_ascii_digit() || marks::is_han_digit(c)) else { return mark };
    let wanted = if written[start..].starts_with(&digits) { digits } else { han };
    let fits = written[start..].starts_with(&wanted) && number > expected + 20 || number >= 100 && written[start..].starts_with(&wanted);
    if fits { Mark { number: Some(expected), written: start + wanted.len(), len: start + wanted.len(), ..mark } } else { mark }
}

/// Where the heading of a box ends in its line: all of it, or where text or a table is glued to it.
fn box_title(page: &Page<'_>, text: &str, mark: Mark) -> usize {
    let title = &text[mark.len..];
    let head = &title[..leads::floor(title, 240)];
    if let Some(at) =
        ["序号", "类别", "指标名称", "指标20", "指标19"].into_iter().filter_map(|word| head.find(word)).filter(|&at| at >= 6).min()
    {
        return mark.len + at;
    }
    if title.len() <= 150 && !title.contains('。') {
        return text.len();
    }
    // 云泽市重点工程道路工程。…: the title ends with the first such word, when the first item's name follows it.
    let stop = head.find(['。', ',', ';', ':']).unwrap_or(head.len());
    let ends = page.words.box_ends.find_all(&head[..stop]).map(|hit| hit.end).find(|&end| end >= 12 && stop - end >= 6);
    mark.len + ends.unwrap_or(stop)
}
