//! Named works: what a plan says it will build, read out of boxes, their items, prose and the cells of tables.
//!
//! The way: a sentence gives lists with their verbs ([`lists`]), a list gives names ([`name`]), a name gets a score
//! ([`score`], [`weigh`]), and what is above zero becomes a row. [`walk`](mod@walk) goes it with some sentences at a time. Boxes and items themselves are not read here, nor project tables with
//! columns of money (`extract::indicator_table`). Numbers are read only where they belong to a work: money, years.

mod attach;
mod cells;
mod closing;
mod edges;
mod features;
mod glossary;
mod govern;
mod hope;
mod key;
mod lexis;
mod list;
mod lists;
mod marks;
mod name;
pub mod score;
mod signs;
mod tree;
mod walk;
mod weigh;
mod weights;
mod words;

use crate::document::{BoxOf, Document};
use crate::extract;
use crate::extract::places::Places;
use crate::rules::Pack;
use crate::tables::rows::{Label, Piece, ProjectLevel, ProjectRow, Span, Stage};
use crate::text::Text;
use attach::Told;
pub use glossary::Glossary;
pub use key::key;
use lists::Shape;
use score::Place;
use walk::walk;

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
    /// What spoke for it and against it, where [`candidates`] asks for it: how much of each of the [`weights`].
    pub parts: Vec<(&'static str, f32)>,
    /// Above zero: a work.
    pub score: f32,
}

/// The rows of the works that a document names, in order; `project_no` is left to who joins them with boxes and items.
pub fn read(text: &Text, document: &Document, pack: &Pack) -> Vec<ProjectRow> {
    let rows = RowsOf { text, document, places: Places::of(pack, &document.facts), rules: RULES.map(Label::from) };
    walk(text, document, pack, 0.0).into_iter().map(|found| rows.row(found)).collect()
}

/// Every name that was weighed, in order, those that lost too: to see why, and to fit the weights.
pub fn candidates(text: &Text, document: &Document, pack: &Pack) -> Vec<Candidate> {
    walk(text, document, pack, f32::NEG_INFINITY)
}

/// What the rows of a document are made with.
struct RowsOf<'t, 'p> {
    text: &'t Text,
    document: &'t Document,
    places: Places<'p>,
    /// The ids of their rules.
    rules: [Label; RULES.len()],
}

impl RowsOf<'_, '_> {
    fn row(&self, found: Candidate) -> ProjectRow {
        let clean = &self.text.clean;
        let home = found.in_box.and_then(|no| self.document.boxes.get(no));
        let name = Piece::of(clean, found.span);
        let investment = found.told.investment;
        ProjectRow {
            section_no: found.section as i32,
            project_no: 0,
            level: ProjectLevel::Project,
            box_number: home.and_then(|home| home.number.clone()),
            box_title: home.map(|home| home.title.clone()),
            item: home.and_then(|home| item(home, found.span)).map(|span| Piece::of(clean, span)),
            project_key: Some(key(&name)),
            stage: found.stage,
            region: self.places.region(&name).map(str::to_owned),
            investment_value: investment.as_ref().map(|(value, _)| *value),
            investment_unit: investment.map(|(_, unit)| unit),
            period_start: found.told.period.map(|(from, _)| from),
            period_end: found.told.period.map(|(_, to)| to),
            description: None,
            rule: self.rules[rule(found.place, found.shape)],
            quote: extract::quote(clean, found.sentence, found.span),
            bytes: self.text.map.raw(found.span),
            name,
        }
    }
}

/// The name of the item that a span stands in.
fn item(home: &BoxOf, span: Span) -> Option<Span> {
    let after = home.items.partition_point(|item| item.name.start <= span.start);
    home.items[..after].last().filter(|item| span.start < item.body.end.max(item.name.end)).map(|item| item.name)
}

/// The rules that name works.
const RULES: [&str; 6] =
    ["project.table-cell", "project.box-list", "project.box-names", "project.prose", "project.prose-names", "project.before-verb"];

/// The rule that named a work, by where and in what list it was found.
fn rule(place: Place, shape: Shape) -> usize {
    match (place, shape) {
        (Place::Cell, _) => 0,
        (Place::Box, Shape::Governed) => 1,
        (Place::Box, Shape::Bare) => 2,
        (Place::Prose, Shape::Governed) => 3,
        (Place::Prose, Shape::Bare) => 4,
        (_, Shape::Postposed) => 5,
    }
}

#[cfg(test)]
mod tests;
