//! Named works: what a plan says it will build, read out of boxes, their items, prose and the cells of tables.
//!
//! The way: a sentence gives lists with their verbs ([`lists`]), a list gives names ([`name`]), a name gets a score
//! ([`score`]), and what is above zero becomes a row. Boxes and items themselves are not read here, nor project tables with
//! columns of money (`extract::indicator_table`). Numbers are read only where they belong to a work: money, years.

mod govern;
mod lexis;
mod lists;
mod marks;
mod name;
pub mod score;

use crate::document::{Document, ParagraphKind};
use crate::rules::Pack;
use crate::tables::rows::{Span, Stage};
use crate::text::Text;
use lexis::Lexis;
use lists::{List, Shape};
use score::{Class, Features, Place};

/// A name that may be a work, with what speaks for it. The span is bytes of the clean text.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub span: Span,
    pub sentence: Span,
    pub paragraph: usize,
    pub stage: Option<Stage>,
    pub place: Place,
    pub shape: Shape,
    pub features: Features,
    pub score: f32,
}

/// Every candidate of a document, in order.
pub fn candidates(text: &Text, document: &Document, pack: &Pack) -> Vec<Candidate> {
    let lexis = Lexis::of(pack);
    let review = reviews(&lexis, document);
    let mut found = Vec::new();
    for (no, paragraph) in document.paragraphs.iter().enumerate() {
        let read = matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Item) && !review.get(paragraph.section).is_some_and(|&r| r);
        if !read {
            continue;
        }
        let from = paragraph.lead.map_or(paragraph.span.start, |lead| lead.end);
        let place = if paragraph.in_box.is_some() { Place::Box } else { Place::Prose };
        for sentence in &document.sentences[paragraph.sentences.0..paragraph.sentences.1] {
            let span = Span::new(sentence.span.start.max(from.min(sentence.span.end)), sentence.span.end);
            sentence_names(&lexis, &text.clean, span, place, no, &mut found);
        }
    }
    found
}

/// For each section whether it looks back.
fn reviews(lexis: &Lexis, document: &Document) -> Vec<bool> {
    let mut review: Vec<bool> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let above = section.parent.and_then(|parent| review.get(parent)).is_some_and(|&r| r);
        review.push(above || lexis.review.is_in(&section.title));
    }
    review
}

fn sentence_names(lexis: &Lexis, clean: &str, sentence: Span, place: Place, paragraph: usize, found: &mut Vec<Candidate>) {
    let text = sentence.of(clean);
    for list in lists::lists(lexis, text) {
        list_names(lexis, text, &list, place, |span, stage, features| {
            let span = Span::new(sentence.start + span.start, sentence.start + span.end);
            found.push(Candidate { span, sentence, paragraph, stage, place, shape: list.shape, score: score::score(&features), features });
        });
    }
}

/// The names of one list, scored together.
fn list_names(lexis: &Lexis, text: &str, list: &List, place: Place, mut emit: impl FnMut(Span, Option<Stage>, Features)) {
    let class_text = list.class.map_or("", |class| class.of(text));
    let class = if list.class.is_some() { score::class(lexis, class_text) } else { Class::Unknown };
    let listed = list.pieces.len() > 1;
    let mut names = Vec::new();
    for &piece in &list.pieces {
        for part in name::conjuncts(lexis, text, piece, listed) {
            let (span, counted) = name::trim(lexis, text, part);
            if !span.is_empty() && span.len() <= LONGEST {
                names.push((span, name::traits(lexis, span.of(text), counted)));
            }
        }
    }
    let proper = names.iter().filter(|(_, traits)| traits.proper > 0).count();
    let last = names.last().map(|(span, _)| span.of(text));
    for (span, traits) in &names {
        let others = proper - usize::from(traits.proper > 0);
        let peers = if names.len() > 1 { others as f32 / (names.len() - 1) as f32 } else { 0.0 };
        let name = span.of(text);
        let features = score::features(lexis, name, traits, list, class, last, place, peers);
        emit(*span, govern::stage(lexis, list.governor, list.closing, name, class_text), features);
    }
}

/// Longer than this in bytes, a stretch between two marks is no name.
const LONGEST: usize = 180;
