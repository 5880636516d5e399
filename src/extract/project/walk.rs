//! The way from the sentences of a document to the names that are weighed: one step after the other for some paragraphs at a time,
//! so that each step stays in the nearest cache, and what it looks words up in.

use super::attach::{self, Told};
use super::govern;
use super::hope;
use super::lexis::Lexis;
use super::lists::{self, List, Lists, Shape};
use super::marks::Scan;
use super::name::{self, Name};
use super::score::{self, Class, Place, Setting};
use super::weigh::Scale;
use super::{Candidate, cells};
use crate::document::{Document, Paragraph, ParagraphKind, Table};
use crate::extract::numeral::Units;
use crate::rules::Pack;
use crate::tables::rows::Span;
use crate::text::Text;
use std::ops::Range;

/// Longer than this in bytes, a stretch between two marks is no name.
const LONGEST: usize = 180;

/// Sentences that stand so near, in bytes, are gone through together.
const NEAR: usize = 64;

/// So many paragraphs go each step together.
const STRIDE: usize = 32;

/// The names of a document with a score above `least`, in order.
pub fn walk(text: &Text, document: &Document, pack: &Pack, least: f32) -> Vec<Candidate> {
    let lexis = Lexis::of(pack, &document.facts);
    let mut walk = Walk {
        lexis: &lexis,
        text,
        least,
        homes: vec![],
        scan: Scan::default(),
        lists: Lists::default(),
        weighed: vec![],
        names: vec![],
        found: vec![],
    };
    let review = reviews(&lexis, document);
    for paragraphs in document.paragraphs.chunks(STRIDE) {
        for paragraph in paragraphs {
            let body = matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Item);
            if body && !review.get(paragraph.section).is_some_and(|&review| review) {
                walk.enter(document, paragraph);
            }
        }
        walk.go();
    }
    let mut found = walk.found;
    attach(&lexis, text, pack.lexicon(), &mut found);
    document.tables.iter().for_each(|table| read_table(&lexis, text, pack.lexicon(), table, &mut found));
    found.sort_by_key(|found| found.span);
    found
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

/// The way through the sentences, with what the steps leave for those behind them.
struct Walk<'a, 'p> {
    lexis: &'a Lexis<'p>,
    text: &'a Text,
    least: f32,
    homes: Vec<Home<'a>>,
    scan: Scan,
    lists: Lists<'p>,
    weighed: Vec<Weighed<'a>>,
    names: Vec<Name>,
    found: Vec<Candidate>,
}

/// A sentence.
struct Home<'d> {
    sentence: Span,
    paragraph: &'d Paragraph,
    place: Place,
}

/// A list whose names are weighed.
struct Weighed<'t> {
    /// Its number.
    list: usize,
    class: (Class, &'t str),
    names: Range<usize>,
}

impl<'a> Walk<'a, '_> {
    /// Enters the sentences of a paragraph.
    fn enter(&mut self, document: &Document, paragraph: &'a Paragraph) {
        // The lead of an item is its name; that of a numbered paragraph may tell itself what is built.
        let lead = paragraph.lead.filter(|_| paragraph.kind == ParagraphKind::Item);
        let from = lead.map_or(paragraph.span.start, |lead| lead.end);
        for sentence in &document.sentences[paragraph.sentences.0..paragraph.sentences.1] {
            self.homes.push(Home {
                sentence: Span::new(sentence.span.start.max(from.min(sentence.span.end)), sentence.span.end),
                paragraph,
                place: if paragraph.in_box.is_some() { Place::Box } else { Place::Prose },
            });
        }
    }

    /// Goes all steps with the sentences that were entered.
    fn go(&mut self) {
        self.scan();
        self.read();
        self.name();
        self.names.iter_mut().for_each(|name| name.look(self.lexis, &self.text.clean));
        self.weigh();
        self.homes.clear();
    }

    fn scan(&mut self) {
        self.scan.clear();
        // Tables and what else is not read lie between.
        for run in self.homes.chunk_by(|one, next| next.sentence.start < one.sentence.end + NEAR) {
            self.scan.read(self.lexis.glossary, &self.text.clean, run.iter().map(|home| home.sentence));
        }
    }

    /// Reads the lists of what may name a work.
    fn read(&mut self) {
        let (lexis, clean) = (self.lexis, &*self.text.clean);
        self.lists.clear();
        for number in 0..self.scan.segments.len() {
            let segment = &self.scan.segments[number];
            let lone = self.homes[segment.home()].place != Place::Prose;
            let (marks, signs) = (&self.scan.marks[segment.marks()], &self.scan.signs[segment.stretch.signs()]);
            if lone || !hope::is_idle(lexis, clean, segment, marks, signs) {
                lists::read(lexis, clean, &self.scan, number, lone, &mut self.lists);
            }
        }
    }

    /// Takes the names of the lists, and leaves those lists that can name no work.
    fn name(&mut self) {
        let (lexis, clean) = (self.lexis, &*self.text.clean);
        self.weighed.clear();
        self.names.clear();
        let Lists { lists, pieces } = &mut self.lists;
        for (number, list) in lists.iter().enumerate() {
            let segment = &self.scan.segments[list.segment as usize];
            let signs = &self.scan.signs[..];
            let pieces = &mut pieces[list.pieces()];
            let class_text = list.class.filter(|class| class.len() <= LONGEST).map_or("", |class| class.of(clean));
            let class = if list.class.is_some() { score::class(lexis, class_text) } else { Class::Unknown };
            let prose = self.homes[segment.home()].place == Place::Prose;
            if prose && hope::is_hopeless(lexis, clean, signs, list, pieces, class) {
                continue;
            }
            let first = self.names.len();
            let listed = pieces.len() > 1;
            for piece in pieces {
                let signs = &signs[piece.stretch.signs()];
                name::conjuncts(lexis, clean, piece.stretch.span(), signs, listed, |part| {
                    let (span, counted) = name::trim(lexis, clean, part, signs);
                    if !span.is_empty() && span.len() <= LONGEST {
                        let ends = if span == piece.stretch.span() { piece.ends(lexis, clean) } else { lexis.ends(span.of(clean)) };
                        self.names.push(Name::before_verb(lexis, clean, span, ends, counted));
                    }
                });
            }
            self.weighed.push(Weighed { list: number, class: (class, class_text), names: first..self.names.len() });
        }
    }

    /// Scores the names of each list together, and finds those above `least`.
    fn weigh(&mut self) {
        let clean = &*self.text.clean;
        let mut scale = Scale::new(self.lexis, clean, self.least);
        for Weighed { list, class, names } in &self.weighed {
            let list = &self.lists.lists[*list];
            let home = &self.homes[self.scan.segments[list.segment as usize].home()];
            let names = &self.names[names.clone()];
            let lead = home.paragraph.lead.map_or("", |lead| lead.of(clean));
            let setting = Setting::new(list, *class, home.place, names, lead);
            scale.winners(names, &setting, |name, score, parts| {
                let candidate = candidate(self.lexis, clean, home, list, class.1, name);
                self.found.push(Candidate { alone: names.len() == 1, parts, score, ..candidate });
            });
        }
    }
}

/// A name that is found, without its score.
fn candidate(lexis: &Lexis, clean: &str, home: &Home, list: &List, class: &str, name: &Name) -> Candidate {
    let body = name.span.of(clean);
    let expansion = || lexis.expansion.is_in(body) || !class.is_empty() && lexis.expansion.is_in(class);
    Candidate {
        span: name.span,
        sentence: home.sentence,
        section: home.paragraph.section,
        in_box: home.paragraph.in_box,
        stage: name.stage.or_else(|| govern::stage(list.governor, list.closing, body, expansion)),
        place: home.place,
        shape: list.shape,
        told: Told::default(),
        alone: false,
        parts: vec![],
        score: 0.0,
    }
}

/// Gives the works of each sentence the money and years that stand at them, up to the next work or term of the sentence; a work
/// without years of its own has those of the term that it stands in.
fn attach(lexis: &Lexis, text: &Text, units: &Units, found: &mut [Candidate]) {
    let hints = lexis.terms.hints();
    for works in found.chunk_by_mut(|one, next| one.sentence == next.sentence) {
        let Some(sentence) = works.first().map(|first| first.sentence) else { continue };
        let named = hints.may_stand_in(sentence.of(&text.clean));
        let terms = if named { attach::terms(text, sentence, lexis.terms, units) } else { Vec::new() };
        let mut next = sentence.end;
        for found in works.iter_mut().rev().filter(|found| found.score > 0.0) {
            let behind = terms.partition_point(|term| term.start < found.span.end);
            let end = terms.get(behind).map_or(next, |term| next.min(term.start));
            let zone = attach::zone(&text.clean, found.span, found.alone, end);
            found.told = attach::read(text, zone, units);
            if found.told.investment.is_none() {
                let before = attach::zone_before(&text.clean, found.span, found.alone, sentence.start);
                found.told.investment = attach::read(text, before, units).investment;
            }
            let term = behind.checked_sub(1).and_then(|before| terms[before].years);
            found.told.period = found.told.period.or(term);
            next = found.span.start;
        }
    }
}

/// Finds the works that the cells of a table name.
fn read_table(lexis: &Lexis, text: &Text, units: &Units, table: &Table, found: &mut Vec<Candidate>) {
    cells::read(lexis, &text.clean, table, |span, cell, stage| {
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
            parts: vec![],
            score: 1.0,
        });
    });
}
