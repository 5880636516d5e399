//! Named works: what a plan says it will build, read out of boxes, their items, prose and the cells of tables.
//!
//! The way: a sentence gives lists with their verbs ([`lists`]), a list gives names ([`name`]), a name gets a score
//! ([`score`]), and what is above zero becomes a row. Boxes and items themselves are not read here, nor project tables with
//! columns of money (`extract::indicator_table`). Numbers are read only where they belong to a work: money, years.

mod attach;
mod cells;
mod closing;
mod edges;
mod features;
mod glossary;
mod govern;
mod key;
mod lexis;
mod lists;
mod marks;
mod name;
pub mod score;
mod signs;
mod tree;
mod weights;

use std::sync::Arc;

use crate::document::{BoxOf, Document, Paragraph, ParagraphKind, Table};
use crate::extract::Quotes;
use crate::extract::numeral::Units;
use crate::rules::Pack;
use crate::tables::rows::{ProjectLevel, ProjectRow, Span, Stage};
use crate::text::Text;
use attach::Told;
pub use features::Features;
pub use glossary::Glossary;
pub use key::key;
use lexis::{Lexis, Places};
use lists::{List, Room, Shape};
use marks::Scan;
use name::Name;
use score::{Class, Place, Setting};

/// Longer than this in bytes, a stretch between two marks is no name.
const LONGEST: usize = 180;

/// A name that may be a work, with what speaks for it. The spans are bytes of the clean text.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The name in the clean text.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: Span,
    /// The section it stands in, by index.
    pub section: usize,
    /// The index of its box.
    pub in_box: Option<usize>,
    /// How far it is.
    pub stage: Option<Stage>,
    /// Where it was found.
    pub place: Place,
    /// How the name is built.
    pub shape: Shape,
    /// What is told about it.
    pub told: Told,
    /// The only name of its list.
    pub alone: bool,
    /// What spoke for it and against it.
    pub features: Features,
    /// Above zero: a work.
    pub score: f32,
}

/// The rows of the works that a document names, in order; `project_no` is left to who joins them with boxes and items.
pub fn read(text: &Text, document: &Document, pack: &Pack) -> Vec<ProjectRow> {
    let places = Lexis::of(pack, &document.facts).places;
    let mut quotes = Quotes::default();
    walk(text, document, pack, 0.0).into_iter().map(|found| row(text, document, places, found, &mut quotes)).collect()
}

/// Every name that was weighed, in order, those that lost too: to see why, and to fit the weights.
pub fn candidates(text: &Text, document: &Document, pack: &Pack) -> Vec<Candidate> {
    walk(text, document, pack, f32::NEG_INFINITY)
}

fn row<'t>(text: &'t Text, document: &Document, places: Places, found: Candidate, quotes: &mut Quotes<'t>) -> ProjectRow {
    let home = found.in_box.and_then(|no| document.boxes.get(no));
    let name = found.span.of(&text.clean).to_owned();
    let investment = found.told.investment;
    ProjectRow {
        section_no: found.section as i32,
        project_no: 0,
        level: ProjectLevel::Project,
        box_number: home.and_then(|home| home.number.clone()),
        box_title: home.map(|home| home.title.clone()),
        item: home.and_then(|home| item(home, found.span)).map(|span| span.of(&text.clean).to_owned()),
        project_key: Some(key(&name)),
        stage: found.stage,
        region: places.region(&name, document.facts.region_code.as_deref()),
        investment_value: investment.as_ref().map(|(value, _)| *value),
        investment_unit: investment.map(|(_, unit)| unit),
        period_start: found.told.period.map(|(from, _)| from),
        period_end: found.told.period.map(|(_, to)| to),
        description: None,
        rule: rule(found.place, found.shape),
        quote: quotes.of(&text.clean, found.sentence, found.span),
        bytes: text.map.raw(found.span),
        name,
    }
}

/// The name of the item that a span stands in.
fn item(home: &BoxOf, span: Span) -> Option<Span> {
    let after = home.items.partition_point(|item| item.name.start <= span.start);
    home.items[..after].last().filter(|item| span.start < item.body.end.max(item.name.end)).map(|item| item.name)
}

fn rule(place: Place, shape: Shape) -> Arc<str> {
    match (place, shape) {
        (Place::Cell, _) => "project.table-cell",
        (Place::Box, Shape::Governed) => "project.box-list",
        (Place::Box, Shape::Bare) => "project.box-names",
        (Place::Prose, Shape::Governed) => "project.prose",
        (Place::Prose, Shape::Bare) => "project.prose-names",
        (_, Shape::Postposed) => "project.before-verb",
    }
    .into()
}

/// The names of a document with a score above `least`, in order.
fn walk(text: &Text, document: &Document, pack: &Pack, least: f32) -> Vec<Candidate> {
    let lexis = Lexis::of(pack, &document.facts);
    let mut walk = Walk { lexis: &lexis, units: pack.lexicon(), text, least, room: Room::default(), names: vec![], found: vec![] };
    let review = reviews(&lexis, document);
    for paragraph in &document.paragraphs {
        let body = matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Item);
        if !body || review.get(paragraph.section).is_some_and(|&review| review) {
            continue;
        }
        // The lead of an item is its name; that of a numbered paragraph may tell itself what is built.
        let lead = paragraph.lead.filter(|_| paragraph.kind == ParagraphKind::Item);
        let from = lead.map_or(paragraph.span.start, |lead| lead.end);
        for sentence in &document.sentences[paragraph.sentences.0..paragraph.sentences.1] {
            let span = Span::new(sentence.span.start.max(from.min(sentence.span.end)), sentence.span.end);
            walk.sentence(span, paragraph);
        }
    }
    document.tables.iter().for_each(|table| walk.table(table));
    walk.found.sort_by_key(|found| found.span);
    walk.found
}

/// For each section whether it looks back.
fn reviews(lexis: &Lexis, document: &Document) -> Vec<bool> {
    let mut review: Vec<bool> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let above = section.parent.and_then(|parent| review.get(parent)).is_some_and(|&review| review);
        review.push(above || lexis.review.is_in(&section.title));
    }
    review
}

/// The way through the sentences.
struct Walk<'a, 'p> {
    lexis: &'a Lexis<'p>,
    units: &'a Units,
    text: &'a Text,
    least: f32,
    /// Room for what is read of a sentence, and for the names of a list.
    room: Room,
    names: Vec<Name>,
    found: Vec<Candidate>,
}

impl Walk<'_, '_> {
    fn sentence(&mut self, sentence: Span, paragraph: &Paragraph) {
        let first = self.found.len();
        let home = Home {
            text: sentence.of(&self.text.clean),
            sentence,
            section: paragraph.section,
            in_box: paragraph.in_box,
            place: if paragraph.in_box.is_some() { Place::Box } else { Place::Prose },
            lead: paragraph.lead.map_or("", |lead| lead.of(&self.text.clean)),
        };
        let (lexis, least, names, found) = (self.lexis, self.least, &mut self.names, &mut self.found);
        lists::lists(lexis, home.text, home.place != Place::Prose, &mut self.room, &mut |list, scan| {
            weigh(lexis, &home, scan, list, least, names, found)
        });
        self.attach(sentence, first);
    }

    /// Gives the works from `first` on the money and years that stand at them, up to the next work or term of the sentence; a
    /// work without years of its own has those of the term that it stands in.
    fn attach(&mut self, sentence: Span, first: usize) {
        if self.found.len() == first {
            return;
        }
        let terms = attach::terms(self.text, sentence, self.lexis.terms, self.units);
        let mut next = sentence.end;
        for found in self.found[first..].iter_mut().rev().filter(|found| found.score > 0.0) {
            let behind = terms.partition_point(|term| term.start < found.span.end);
            let end = terms.get(behind).map_or(next, |term| next.min(term.start));
            let zone = attach::zone(&self.text.clean, found.span, found.alone, end);
            found.told = attach::read(self.text, zone, self.units);
            let term = behind.checked_sub(1).and_then(|before| terms[before].years);
            found.told.period = found.told.period.or(term);
            next = found.span.start;
        }
    }

    fn table(&mut self, table: &Table) {
        let (found, units, text) = (&mut self.found, self.units, self.text);
        cells::read(self.lexis, &text.clean, table, |span, cell, stage| {
            found.push(Candidate {
                span,
                sentence: cell,
                section: table.section,
                in_box: table.in_box,
                stage,
                place: Place::Cell,
                shape: Shape::Bare,
                told: attach::read(text, attach::zone(&text.clean, span, false, cell.end), units),
                alone: false,
                features: Features::NONE,
                score: 1.0,
            });
        });
    }
}

/// Where a list stands.
struct Home<'t> {
    /// The sentence, and its text.
    sentence: Span,
    text: &'t str,
    section: usize,
    in_box: Option<usize>,
    place: Place,
    /// The lead of the paragraph.
    lead: &'t str,
}

/// Scores the names of one list together, and puts those above `least` into `found`. `names` is room for them.
fn weigh(lexis: &Lexis, home: &Home, scan: &Scan, list: &List, least: f32, names: &mut Vec<Name>, found: &mut Vec<Candidate>) {
    let Home { text, place, .. } = *home;
    let class_text = list.class.filter(|class| class.len() <= LONGEST).map_or("", |class| class.of(text));
    let class = if list.class.is_some() { score::class(lexis, class_text) } else { Class::Unknown };
    if place == Place::Prose && score::is_hopeless(lexis, text, scan, list, class) {
        return;
    }
    list_names(lexis, text, scan, list, names);
    names.iter_mut().for_each(|name| name.read(lexis, text));
    let of_class = !class_text.is_empty() && lexis.expansion.is_in(class_text);
    let setting = Setting::new(list, (class, class_text), place, names, home.lead);
    for name in names.iter() {
        let features = features::features(lexis, text, name, &setting);
        let score = features.score();
        if score > least {
            found.push(Candidate {
                span: Span::new(home.sentence.start + name.span.start, home.sentence.start + name.span.end),
                sentence: home.sentence,
                section: home.section,
                in_box: home.in_box,
                stage: name
                    .stage
                    .or_else(|| govern::stage(list.governor, list.closing, name.span.of(text), name.traits.expansion || of_class)),
                place,
                shape: list.shape,
                told: Told::default(),
                alone: names.len() == 1,
                features,
                score,
            });
        }
    }
}

/// Puts the names of a list into `names`, not yet looked into.
fn list_names(lexis: &Lexis, text: &str, scan: &Scan, list: &List, names: &mut Vec<Name>) {
    names.clear();
    for &piece in list.pieces {
        let signs = scan.within(piece);
        name::conjuncts(lexis, text, piece, signs, list.pieces.len() > 1, |part| {
            let (span, counted) = name::trim(lexis, text, part, signs);
            if !span.is_empty() && span.len() <= LONGEST {
                names.push(Name::before_verb(lexis, text, span, counted));
            }
        });
    }
}

#[cfg(test)]
mod tests;
