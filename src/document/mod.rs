//! Clean text to outline: headings, boxes, items, tables, paragraphs, sentences; and the document's facts.
//!
//! It decides what every line IS, and never what it means: no number is read here but those of headings, dates and the plan's
//! period. All spans are bytes of the clean text.

mod boilerplate;
mod boxes;
mod build;
mod classify;
mod contents;
mod facts;
mod leads;
mod lines;
mod lost_boxes;
mod lost_divisions;
mod marks;
mod region;
mod row_heads;
mod sections;
mod sentences;
mod signs;
mod tables;
mod words;

pub use region::{Division, Register};
pub use signs::{InOrder, Signs};

use std::sync::Arc;

use compact_str::CompactString;

use crate::rules::Pack;
use crate::tables::rows::{DocType, Level, Piece, SectionKind, Span};
use crate::text::Text;

/// The parts of one document, by index into each other.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The outline in order; section 0 is the whole document.
    pub sections: Vec<Section>,
    /// Every run of text that is read as prose or as a heading, in order. Table lines are in `tables` alone.
    pub paragraphs: Vec<Paragraph>,
    /// The sentences of the paragraphs, in order.
    pub sentences: Vec<Sentence>,
    /// Boxes 专栏, in order; each is also a section.
    pub boxes: Vec<BoxOf>,
    /// Tables, in a box or not, each also a section.
    pub tables: Vec<Table>,
    /// Where the signs of the clean text stand.
    pub signs: Signs,
    /// What it is about as a whole.
    pub facts: Facts,
}

/// One section of the outline.
#[derive(Clone, Debug)]
pub struct Section {
    /// The section it belongs to, by index; none for the document.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: SectionKind,
    /// As written: `第一章`, `(一)`, `1.`, `专栏3`.
    pub number: Option<CompactString>,
    /// A heading wrapped over two lines is joined.
    pub title: Piece,
    /// 0 for the document, one more for each level.
    pub depth: usize,
    /// The heading and all that belongs to it.
    pub span: Span,
    /// The heading alone.
    pub heading: Span,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// The line of a heading (篇/章/节/一、/专栏), which holds no text of its own.
    Heading,
    /// A paragraph in a box that begins with the name of an item, `铁路。…`.
    Item,
    /// The site's head or tail, navigation, attachments: nothing is read from it.
    Boilerplate,
    /// A figure's caption or a note below a table.
    Note,
}

/// A paragraph: one line, or several that belong together.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Its text in the clean text.
    pub span: Span,
    /// The section it stands in, by index.
    pub section: usize,
    /// What it is.
    pub kind: ParagraphKind,
    /// The index of the box it stands in.
    pub in_box: Option<usize>,
    /// The lead: a run-in heading up to its first 。 or :, without the mark and without its number (`铁路`, `综合实力显著增强`).
    pub lead: Option<Span>,
    /// Indexes of its sentences.
    pub sentences: (usize, usize),
}

/// One sentence, to its 。！？； or the paragraph's end. `；` (`;`) ends a clause, not a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Its text in the clean text, the final mark included.
    pub span: Span,
    /// The paragraph it stands in, by index.
    pub paragraph: usize,
}

/// A box 专栏N.
#[derive(Clone, Debug)]
pub struct BoxOf {
    /// Its section, by index.
    pub section: usize,
    /// `专栏三`, `专栏20`; none where the heading is lost.
    pub number: Option<Arc<str>>,
    /// The heading without its number.
    pub title: Arc<str>,
    /// The heading line as it stands; empty where lost.
    pub heading: Span,
    /// All that stands below the heading and belongs to it.
    pub body: Span,
    /// Its named items, in order.
    pub items: Vec<Item>,
}

/// A named item of a box.
#[derive(Clone, Debug)]
pub struct Item {
    /// The item's heading without number and final 。.
    pub name: Span,
    /// Its text behind the heading, over as many paragraphs as belong to it.
    pub body: Span,
}

/// How a table came down to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One cell a line; empty cells may be lost.
    CellPerLine,
    /// A row a line, cells parted by TAB.
    Separated,
    /// `| a | b |`, or drawn with lines.
    Drawn,
    /// A row a line, cells glued without separators.
    Glued,
}

/// A table as cells in reading order; extract decides rows and columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its section, by index.
    pub section: usize,
    /// The box it stands in, by index.
    pub in_box: Option<usize>,
    /// The line above it that names it; empty where there is none.
    pub title: String,
    /// How it came down to us.
    pub layout: Layout,
    /// From its first cell to its last.
    pub span: Span,
    /// The cells, row by row where the layout shows rows (`CellPerLine`: all in one row; `Glued`: a row is one cell). An empty
    /// cell of a row with separators is an empty span at its place.
    pub rows: Vec<Vec<Span>>,
    /// For `CellPerLine`: the empty lines before each cell. Where cells are parted by one empty line, a cell with none before it
    /// goes on with the one before.
    pub blanks: Vec<u16>,
    /// Notes below it.
    pub notes: Vec<Span>,
}

/// What the document as a whole is about.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The title, a wrapped one joined.
    pub title: Option<String>,
    /// What kind of document it is.
    pub doc_type: Option<DocType>,
    /// GB/T 2260, 6 digits.
    pub region_code: Option<String>,
    /// The region that made it.
    pub region: Option<String>,
    /// Its province.
    pub province: Option<String>,
    /// Its prefecture.
    pub prefecture: Option<String>,
    /// Its county.
    pub county: Option<String>,
    /// The level of government that made it.
    pub level: Option<Level>,
    /// First year of the plan.
    pub period_start: Option<i32>,
    /// Last year of the plan.
    pub period_end: Option<i32>,
    /// Year, month, day.
    pub published_on: Option<(i16, i8, i8)>,
}

/// Reads the outline of a clean text. Takes time linear in its length and never fails: what is not understood is a paragraph.
pub fn outline(path: &str, text: &Text, pack: &Pack) -> Document {
    let clean = &text.clean;
    let words = words::Words::new(pack);
    let signs = Signs::of(clean);
    let lines = lines::lines(clean, &signs);
    let mut kinds = classify::kinds(clean, &lines, &words);
    boilerplate::mark(clean, &lines, &mut kinds, &words);
    let contents = contents::mark(&boxes::Page { clean, lines: &lines, kinds: &kinds, words: &words });
    contents.into_iter().for_each(|at| kinds[at] = classify::Kind::Contents);
    let page = boxes::Page { clean, lines: &lines, kinds: &kinds, words: &words };
    let mut document = build::document(&page, &signs);
    lost_boxes::restore(&page, &mut document);
    document.facts = facts::read(path, clean, &document, pack);
    document.signs = signs;
    document
}

#[cfg(test)]
mod tests;
