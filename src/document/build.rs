//! Lines to document: sections opened and closed, paragraphs with their sentences, boxes, tables.

mod boxed;

use compact_str::CompactString;

use super::boxes::{Before, Page};
use super::classify::{Kind, ends_open};
use super::marks::{Mark, Scheme};
use super::sections::{self, BARE_RANK, OWNER_RANK, Tree, kind_of};
use super::sentences;
use super::signs::{InOrder, Signs};
use super::{Document, Paragraph, ParagraphKind, Section, Sentence, Table, leads, lost_divisions, tables};
use crate::tables::rows::{Piece, SectionKind, Span};

/// Reads the lines into a document.
pub fn document(page: &Page<'_>, signs: &Signs) -> Document {
    let mut document = room(page, signs);
    let tree = Tree::new(&mut document, page.clean.len());
    let stops = InOrder::of(&signs.stops);
    let mut builder = Builder {
        page,
        stops,
        document,
        tree,
        before: Before::default(),
        tried: 0,
        last_box: 0,
        lost: lost_divisions::find(page),
        owners: sections::owners(page.kinds),
    };
    let mut at = 0;
    while at < page.lines.len() {
        at = builder.read(at);
    }
    builder.tree.close(&mut builder.document, 1, page.clean.len());
    builder.document
}

/// A document that need not move what it holds while it grows: a section for each line that looks like a heading, a paragraph for each line,
/// a sentence for most stops.
fn room(page: &Page<'_>, signs: &Signs) -> Document {
    let headings = page.kinds.iter().filter(|kind| !matches!(kind, Kind::Prose | Kind::Cell | Kind::Row)).count();
    Document {
        sections: Vec::with_capacity(headings + 1),
        paragraphs: Vec::with_capacity(page.lines.len()),
        sentences: Vec::with_capacity(signs.stops.len()),
        ..Document::default()
    }
}

struct Builder<'p, 'a> {
    page: &'p Page<'a>,
    stops: InOrder<'p>,
    document: Document,
    tree: Tree,
    before: Before,
    /// Lines before this one are no table of their own.
    tried: usize,
    /// The number of the last box that has one.
    last_box: u32,
    /// Lines that are headings of a division whose unit was lost (第九坚持…).
    lost: Vec<(usize, Mark)>,
    /// Lines of headings without a number that own the numbered ones behind them.
    owners: Vec<usize>,
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
        sentences::split(self.page.clean, span, &mut self.stops, |span| found.push(Sentence { span, paragraph: index }));
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
        let title = Span::new(span.start + written, span.start + written + text[written..].trim_end_matches('。').len());
        let title = if next > at + 1 {
            [title.of(self.page.clean), self.page.text(at + 1)].concat().into()
        } else {
            Piece::of(self.page.clean, title)
        };
        let rank = mark.map_or_else(|| self.bare_rank(at), |m| m.scheme.rank());
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

    /// The rank of a heading without a number.
    fn bare_rank(&self, at: usize) -> u8 {
        if self.page.words.headings.contains(self.page.text(at)) {
            1
        } else if self.owners.binary_search(&at).is_ok() {
            OWNER_RANK
        } else {
            BARE_RANK
        }
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
            title: Piece::of(self.page.clean, Span::new(span.start + mark.len, heading.end)),
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

    fn add_table(&mut self, mut table: Table, title: String, heading: Option<(CompactString, Span)>, in_box: Option<usize>) {
        let (number, heading) = heading.map_or((None, Span::default()), |(number, span)| (Some(number), span));
        let start = if heading.is_empty() { table.span.start } else { heading.start };
        let end = table.notes.last().map_or(table.span.end, |note| note.end.max(table.span.end));
        table.in_box = in_box;
        table.section = match in_box {
            Some(index) => self.document.boxes[index].section,
            None => {
                let (title, span) = (title.as_str().into(), Span::new(start, end));
                let section = Section { parent: None, kind: SectionKind::Table, number, title, depth: 0, span, heading };
                self.tree.add(&mut self.document, section)
            }
        };
        table.title = title;
        for &span in &table.notes {
            self.push(span, ParagraphKind::Note, None, in_box);
        }
        self.document.tables.push(table);
    }
}

/// The number as written, without the sign and spaces behind it.
fn number_of(text: &str, mark: Mark) -> CompactString {
    let number = text[..mark.written].trim_end();
    number.split(' ').collect()
}

/// Where a lead without a stop ends for the outline: at its first comma, or after some forty characters.
fn clause_end(text: &str, from: usize) -> usize {
    let most = leads::floor(text, from + 120);
    text[from..most].find([',', ';', '。', ':']).map_or(most, |at| from + at)
}

/// Whether a line that looks numbered may be the first cell of a table: `1.` alone.
fn tables_begin(page: &Page<'_>, at: usize) -> bool {
    matches!(page.kinds[at], Kind::Lead(mark) if mark.len == page.text(at).len())
}
