//! Lines to document: sections opened and closed, paragraphs with their sentences, boxes, tables.

use super::boxes::{self, Before, Page};
use super::classify::{Kind, ends_open};
use super::leads;
use super::marks::{self, Mark, Scheme};
use super::sections::{BARE_RANK, Tree, kind_of};
use super::sentences::{self, Signs};
use super::{BoxOf, Document, Item, Paragraph, ParagraphKind, Section, Sentence, Table, tables};
use crate::tables::rows::{SectionKind, Span};

/// Reads the lines into a document.
pub fn document(page: &Page<'_>) -> Document {
    let mut document = Document::default();
    let tree = Tree::new(&mut document, page.clean.len());
    let signs = Signs::of(page.clean);
    let mut builder = Builder { page, signs, document, tree, before: Before::default(), tried: 0, last_box: 0, lost: lost_divisions(page) };
    let mut at = 0;
    while at < page.lines.len() {
        at = builder.read(at);
    }
    builder.tree.close(&mut builder.document, 1, page.clean.len());
    builder.document
}

struct Builder<'p, 'a> {
    page: &'p Page<'a>,
    signs: Signs,
    document: Document,
    tree: Tree,
    before: Before,
    /// Lines before this one are no table of their own.
    tried: usize,
    /// The number of the last box that has one.
    last_box: u32,
    /// Lines that are headings of a division whose unit was lost (第九坚持…).
    lost: Vec<(usize, Mark)>,
}

impl Builder<'_, '_> {
    /// Reads what begins at a line; gives the next line to read.
    fn read(&mut self, at: usize) -> usize {
        if let Ok(found) = self.lost.binary_search_by_key(&at, |(line, _)| *line) {
            return self.heading(at, Some(self.lost[found].1));
        }
        match self.page.kinds[at] {
            Kind::Site | Kind::Contents => self.paragraph(at, ParagraphKind::Boilerplate, None),
            Kind::Figure | Kind::Note => self.paragraph(at, ParagraphKind::Note, None),
            Kind::Heading(mark) => self.heading(at, Some(mark)),
            Kind::BareHeading => self.heading(at, None),
            Kind::BoxHead(mark) => self.boxed(at, mark),
            Kind::TableHead(mark) => self.titled_table(at, mark),
            Kind::Lead(mark) => self.lead(at, mark),
            Kind::Row | Kind::Cell => self.table(at),
            Kind::Prose => self.body(at),
        }
    }

    fn paragraph(&mut self, at: usize, kind: ParagraphKind, lead: Option<Span>) -> usize {
        self.push(self.page.lines[at].span, kind, lead, None);
        at + 1
    }

    fn push(&mut self, span: Span, kind: ParagraphKind, lead: Option<Span>, in_box: Option<usize>) {
        let index = self.document.paragraphs.len();
        let from = self.document.sentences.len();
        let found = &mut self.document.sentences;
        sentences::split(self.page.clean, span, &mut self.signs, |span| found.push(Sentence { span, paragraph: index }));
        let sentences = (from, self.document.sentences.len());
        let section = match in_box {
            Some(index) => self.document.boxes[index].section,
            None => self.tree.current(),
        };
        self.document.paragraphs.push(Paragraph { span, section, kind, in_box, lead, sentences });
    }

    /// A heading, with the line it is wrapped into.
    fn heading(&mut self, at: usize, mark: Option<Mark>) -> usize {
        let text = self.page.text(at);
        let next = at + 1 + usize::from(mark.is_some_and(|m| self.wraps(at, m)));
        let span = Span::new(self.page.lines[at].span.start, self.page.lines[next - 1].span.end);
        let written = mark.map_or(0, |m| m.len);
        let mut title = text[written..].trim_end_matches('。').to_owned();
        if next > at + 1 {
            title.push_str(self.page.text(at + 1));
        }
        let rank = mark.map_or(if self.page.words.headings.contains(text) { 1 } else { BARE_RANK }, |m| m.scheme.rank());
        let section = Section {
            parent: None,
            kind: mark.map_or(SectionKind::Heading, |m| kind_of(m.scheme)),
            number: mark.map(|m| number_of(text, m)),
            title,
            depth: 0,
            span,
            heading: span,
        };
        self.tree.open(&mut self.document, rank, section);
        self.push(span, ParagraphKind::Heading, None, None);
        match mark {
            Some(m) if !m.scheme.is_division() => self.before.note(m.scheme, m.number.unwrap_or(0)),
            _ => self.before = Before::default(),
        }
        self.before.numbered = false;
        self.before.leads = false;
        next
    }

    /// Whether a heading goes on in the next line.
    fn wraps(&self, at: usize, mark: Mark) -> bool {
        let page = self.page;
        let (text, Some(next)) = (page.text(at), page.kinds.get(at + 1)) else { return false };
        let tail = match next {
            Kind::Cell => page.text(at + 1),
            _ => return false,
        };
        let title = &text[mark.len..];
        let open = title.len() >= 30 && (title.contains(',') || title.len() >= 42);
        let most = if mark.scheme.is_division() { 75 } else { 45 };
        let short = tail.len() <= most && tail.len() < text.len() + 12 && !tables::is_figure(tail);
        // Three short lines on end are a table or a list, not a heading.
        let behind = !matches!(page.kinds.get(at + 2), Some(Kind::Cell | Kind::Row));
        title.is_empty() && short || open && short && behind && !ends_open(text)
    }

    /// A numbered paragraph with its text in the same line.
    fn lead(&mut self, at: usize, mark: Mark) -> usize {
        if tables_begin(self.page, at) && at >= self.tried {
            let next = self.table(at);
            if next > at + 1 {
                return next;
            }
        }
        let text = self.page.text(at);
        let span = self.page.lines[at].span;
        let lead = leads::in_prose(text, Some(mark), self.page.words);
        let named = lead.map(|lead| lead.span(span));
        if mark.scheme == Scheme::Dash {
            self.before.leads |= lead.is_some();
            return self.paragraph(at, ParagraphKind::Body, named);
        }
        let end = lead.map_or_else(|| clause_end(text, mark.len), |lead| lead.end);
        let heading = Span::new(span.start, span.start + end);
        let section = Section {
            parent: None,
            kind: kind_of(mark.scheme),
            number: Some(number_of(text, mark)),
            title: text[mark.len..end].to_owned(),
            depth: 0,
            span,
            heading,
        };
        self.tree.open(&mut self.document, mark.scheme.rank(), section);
        self.before.note(mark.scheme, mark.number.unwrap_or(0));
        self.before.leads = false;
        self.paragraph(at, ParagraphKind::Body, named)
    }

    fn body(&mut self, at: usize) -> usize {
        let span = self.page.lines[at].span;
        let lead = leads::in_prose(self.page.text(at), None, self.page.words);
        self.before.numbered &= lead.is_none();
        self.before.leads = lead.is_some();
        self.paragraph(at, ParagraphKind::Body, lead.map(|lead| lead.span(span)))
    }

    /// A table without a heading of its own, or short lines that are none.
    fn table(&mut self, at: usize) -> usize {
        if at >= self.tried {
            if let Some(found) = tables::at(self.page, at, None) {
                let title = self.title_above();
                self.add_table(found.table, title, None, None);
                return found.end;
            }
            self.tried = tables::run_end(self.page, at);
        }
        self.paragraph(at, ParagraphKind::Body, None)
    }

    /// The line above a table is its title where it is short and has no stop.
    fn title_above(&self) -> String {
        let Some(last) = self.document.paragraphs.last() else { return String::new() };
        let text = last.span.of(self.page.clean);
        let fits = last.kind == ParagraphKind::Body && text.len() <= 120 && !ends_open(text);
        if fits { text.to_owned() } else { String::new() }
    }

    fn titled_table(&mut self, at: usize, mark: Mark) -> usize {
        let text = self.page.text(at);
        let title = text[mark.len..].to_owned();
        let Some(found) = tables::at(self.page, at + 1, Some(&title)) else {
            return self.paragraph(at, ParagraphKind::Note, None);
        };
        self.push(self.page.lines[at].span, ParagraphKind::Heading, None, None);
        let heading = Some((number_of(text, mark), self.page.lines[at].span));
        self.add_table(found.table, title, heading, None);
        found.end
    }

    fn add_table(&mut self, mut table: Table, title: String, heading: Option<(String, Span)>, in_box: Option<usize>) {
        let (number, heading) = heading.map_or((None, Span::default()), |(number, span)| (Some(number), span));
        let start = if heading.is_empty() { table.span.start } else { heading.start };
        let end = table.notes.last().map_or(table.span.end, |note| note.end.max(table.span.end));
        table.title = title.clone();
        table.in_box = in_box;
        table.section = match in_box {
            Some(index) => self.document.boxes[index].section,
            None => {
                let section =
                    Section { parent: None, kind: SectionKind::Table, number, title, depth: 0, span: Span::new(start, end), heading };
                self.tree.add(&mut self.document, section)
            }
        };
        for &span in &table.notes {
            self.push(span, ParagraphKind::Note, None, in_box);
        }
        self.document.tables.push(table);
    }

    /// A box with what belongs to it.
    fn boxed(&mut self, at: usize, mark: Mark) -> usize {
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

    fn open_box(&mut self, number: Option<String>, title: String, heading: Span) -> usize {
        let section = Section {
            parent: None,
            kind: SectionKind::Box,
            number: number.clone(),
            title: title.clone(),
            depth: 0,
            span: heading,
            heading,
        };
        let section = self.tree.add(&mut self.document, section);
        let body = Span::new(heading.end, heading.end);
        let (number, title) = (number.map(Into::into), title.into());
        self.document.boxes.push(BoxOf { section, number, title, heading, body, items: Vec::new() });
        let index = self.document.boxes.len() - 1;
        if !heading.is_empty() {
            self.push(heading, ParagraphKind::Heading, None, Some(index));
        }
        index
    }

    fn finish_table(&mut self, index: usize, table: Table, title: &str) {
        let items = super::row_heads::items(&table, self.page.clean);
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

/// The number as written, without the sign and spaces behind it.
fn number_of(text: &str, mark: Mark) -> String {
    text[..mark.written].trim_end().replace(' ', "")
}

/// Where a lead without a stop ends for the outline: at its first comma, or after some forty characters.
fn clause_end(text: &str, from: usize) -> usize {
    let most = leads::floor(text, from + 120);
    text[from..most].find([',', ';', '。', ':']).map_or(most, |at| from + at)
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

/// Whether a line that looks numbered may be the first cell of a table: `1.` alone.
fn tables_begin(page: &Page<'_>, at: usize) -> bool {
    matches!(page.kinds[at], Kind::Lead(mark) if mark.len == page.text(at).len())
}

/// Headings that lost 篇, 章 or 节: 第九坚持…, where the ninth of its scheme is due.
fn lost_divisions(page: &Page<'_>) -> Vec<(usize, Mark)> {
    let mut last = [0u32; 3];
    let mut found = Vec::new();
    for (at, kind) in page.kinds.iter().enumerate() {
        match kind {
            Kind::Heading(mark) if mark.scheme.is_division() => {
                let rank = mark.scheme as usize;
                last[rank] = mark.number.unwrap_or(0);
                last[rank + 1..].fill(0);
            }
            Kind::Cell => found.extend(lost_division(page.text(at), &mut last).map(|mark| (at, mark))),
            _ => {}
        }
    }
    found
}

fn lost_division(text: &str, last: &mut [u32; 3]) -> Option<Mark> {
    let rest = text.strip_prefix('第')?;
    let (number, len) = marks::number(rest)?;
    let title = &rest[len..];
    let counted = title.starts_with([
        '一', '二', '三', '产', '个', '次', '届', '批', '期', '位', '名', '类', '种', '条', '项', '号', '版', '页', '大', '季', '年', '代',
    ]);
    let scheme = [Scheme::Part, Scheme::Chapter, Scheme::Section].into_iter().find(|&s| number > 1 && last[s as usize] + 1 == number)?;
    if counted || title.chars().count() < 4 {
        return None;
    }
    last[scheme as usize] = number;
    last[scheme as usize + 1..].fill(0);
    let written = 3 + len;
    Some(Mark { scheme, number: Some(number), written, len: written })
}
