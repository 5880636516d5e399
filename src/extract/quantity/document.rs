//! A whole document: every sentence in its place, and the rows that come of it.

use std::sync::Arc;

use super::reading::{Amount, Fate, Place, Reading};
use super::sentence::Reader;
use super::time::{self, Frame, InForce};
use crate::document::{Document, Facts, Paragraph, ParagraphKind};
use crate::extract::numeral::{Numeral, Units, scan};
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::Text;

/// What the prose of a document gives; spans are of the clean text.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Every numeral, by place.
    pub numerals: Vec<FoundNumeral>,
    /// Every quantity, by place, numbered from 0.
    pub quantities: Vec<FoundQuantity>,
}

/// A numeral and what became of it.
#[derive(Clone, Debug)]
pub struct FoundNumeral {
    pub section: usize,
    pub span: Span,
    pub outcome: Outcome,
    pub rule: Option<Arc<str>>,
    /// The index of its quantity.
    pub quantity: Option<usize>,
}

/// A quantity in the clean text.
#[derive(Clone, Debug)]
pub struct FoundQuantity {
    pub section: usize,
    pub sentence: usize,
    pub sentence_span: Span,
    pub numeral: Numeral,
    pub amount: Amount,
    /// Whether it stands in a box.
    pub in_box: bool,
}

/// Reads every sentence of a document that is prose.
/// `claimed` are the raw bytes of the cells that the tables' own reader took; what is left of a table is read as phrases.
pub fn read_document(text: &Text, document: &Document, path: &str, claimed: &[Span], pack: &Pack) -> Readings {
    let mut walk = Walk {
        clean: &text.clean,
        document,
        reader: Reader::new(&text.clean, pack),
        units: pack.lexicon(),
        frame: frame(path, &text.clean, document),
        out: Readings::default(),
        mode: None,
        turned: None,
        turns: !matches!(document.facts.doc_type, Some(DocType::PlanOutline | DocType::PlanProposal | DocType::SpecialPlan)),
        places: Vec::new(),
    };
    walk.places = walk.section_places();
    for index in 0..document.paragraphs.len() {
        walk.paragraph(&document.paragraphs[index]);
    }
    walk.tables(text, claimed);
    walk.out.settle();
    walk.out.numerals.retain(|n| !text.damaged.iter().any(|d| d.overlaps(n.span)) || n.outcome == Outcome::Extracted);
    walk.out
}

/// Reads one sentence by itself, as rule tests do.
pub fn read_sentence(text: &str, place: &Place<'_>, pack: &Pack) -> Reading {
    Reader::new(text, pack).read(Span::new(0, text.len()), place)
}

impl Readings {
    /// In the order of the text: what was read in tables comes where it stands.
    fn settle(&mut self) {
        let mut order: Vec<usize> = (0..self.quantities.len()).collect();
        order.sort_by_key(|&i| self.quantities[i].numeral.span);
        let mut place = vec![0; order.len()];
        order.iter().enumerate().for_each(|(new, &old)| place[old] = new);
        for numeral in &mut self.numerals {
            numeral.quantity = numeral.quantity.map(|old| place[old]);
        }
        self.numerals.sort_by_key(|n| n.span);
        self.quantities.sort_by_key(|q| q.numeral.span);
    }
}

/// A cell that says something, and is no name, number or mark.
fn is_phrase(cell: &str) -> bool {
    let han = cell.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    han >= 6 && cell.bytes().any(|b| b.is_ascii_digit())
}

struct Walk<'a> {
    clean: &'a str,
    document: &'a Document,
    reader: Reader<'a, 'a>,
    units: &'a Units,
    frame: Frame,
    out: Readings,
    /// What a report without headings says by now.
    mode: Option<Status>,
    /// A time that a paragraph of this section has turned to: 刚刚过去的2025年.
    turned: Option<(usize, InForce)>,
    /// Whether it may turn from the past to the coming year without a heading; plans do not.
    turns: bool,
    /// For each section what its headings say.
    places: Vec<SectionPlace>,
}

#[derive(Clone, Copy, Debug, Default)]
struct SectionPlace {
    status: Option<Status>,
    time: InForce,
}

impl Walk<'_> {
    fn section_places(&self) -> Vec<SectionPlace> {
        let mut places: Vec<SectionPlace> = Vec::with_capacity(self.document.sections.len());
        for section in &self.document.sections {
            let above = section.parent.and_then(|p| places.get(p)).copied().unwrap_or_default();
            let stated = self.reader.times_of(&section.title, self.frame);
            let time = time::of_heading(&stated);
            let titled = section.parent.is_some();
            let status = self.reader.statuses().of_heading(&section.title).filter(|_| titled);
            // The title of the whole document names the plan and dates nothing.
            let time = time.filter(|_| titled).filter(|t| t.when.period != self.frame.period || self.frame.period.is_none());
            places.push(SectionPlace {
                status: above.status.filter(|s| *s == Status::Actual).or(status).or(above.status),
                time: time.unwrap_or(above.time),
            });
        }
        places
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        match paragraph.kind {
            ParagraphKind::Heading => self.suppress_all(paragraph, "suppress.heading_line"),
            ParagraphKind::Boilerplate => self.suppress_all(paragraph, "suppress.boilerplate"),
            ParagraphKind::Note => self.suppress_all(paragraph, "suppress.note"),
            ParagraphKind::Body | ParagraphKind::Item => self.prose(paragraph),
        }
    }

    /// The text cells of tables: 年产30万吨碳酸钙项目 in a list of works.
    fn tables(&mut self, text: &Text, claimed: &[Span]) {
        let mut claimed = claimed.to_vec();
        claimed.sort_unstable();
        for table in &self.document.tables {
            let taken = |span: Span| {
                let bytes = text.map.raw(span);
                let next = claimed.partition_point(|c| c.end <= bytes.start);
                claimed.get(next).is_some_and(|c| c.overlaps(bytes))
            };
            for &cell in table.rows.iter().flatten() {
                if is_phrase(cell.of(self.clean)) && !taken(cell) {
                    self.cell(table.section, table.in_box.is_some(), cell);
                }
            }
        }
    }

    fn cell(&mut self, section: usize, in_box: bool, cell: Span) {
        let place = self.places.get(section).copied().unwrap_or_default();
        let place = Place {
            frame: self.frame,
            status: place.status.or_else(|| default_status(&self.document.facts)),
            under_heading: place.status.is_some(),
            heading: place.time,
            ..Place::default()
        };
        let reading = self.reader.read(cell, &place);
        let paragraph =
            Paragraph { span: cell, section, kind: ParagraphKind::Body, in_box: in_box.then_some(0), lead: None, sentences: (0, 0) };
        self.take(&paragraph, 0, cell, reading);
    }

    fn suppress_all(&mut self, paragraph: &Paragraph, rule: &str) {
        let rule: Arc<str> = rule.into();
        for numeral in scan(self.clean, paragraph.span, self.units) {
            self.out.numerals.push(FoundNumeral {
                section: paragraph.section,
                span: numeral.span,
                outcome: Outcome::Suppressed,
                rule: Some(rule.clone()),
                quantity: None,
            });
        }
    }

    fn prose(&mut self, paragraph: &Paragraph) {
        let section = self.places.get(paragraph.section).copied().unwrap_or_default();
        let lead = paragraph.lead.map(|span| span.of(self.clean));
        let mut carried = InForce::default();
        for index in paragraph.sentences.0..paragraph.sentences.1 {
            let Some(sentence) = self.document.sentences.get(index).map(|s| s.span) else { continue };
            if self.turns {
                self.mode = self.reader.statuses().of_switch(sentence.of(self.clean)).or(self.mode);
            }
            let status = section.status.or(self.mode).or_else(|| default_status(&self.document.facts));
            let opening = self.turns && (index == paragraph.sentences.0 || index == paragraph.sentences.0 + 1);
            if let Some(turn) = opening.then(|| self.reader.turn_of_time(sentence, self.frame)).flatten() {
                self.turned = Some((paragraph.section, turn));
            }
            let turned = self.turned.filter(|(section, _)| *section == paragraph.section).map(|(_, time)| time);
            let place = Place {
                frame: self.frame,
                status,
                under_heading: section.status.is_some() || self.mode.is_some(),
                heading: turned.unwrap_or(section.time),
                carried,
                item: lead,
            };
            let reading = self.reader.read(sentence, &place);
            carried = reading.last_time;
            self.take(paragraph, index, sentence, reading);
        }
    }

    fn take(&mut self, paragraph: &Paragraph, index: usize, sentence: Span, reading: Reading) {
        let first = self.out.quantities.len();
        for (numeral, fate) in reading.numerals.iter().zip(&reading.fates) {
            let (outcome, rule, quantity) = match fate {
                Fate::Extracted(n) => (Outcome::Extracted, reading.amounts.get(*n).map(|a| a.rule.clone()), Some(first + n)),
                Fate::Suppressed(rule) => (Outcome::Suppressed, Some(rule.clone()), None),
                Fate::Unclaimed => (Outcome::Unclaimed, None, None),
            };
            self.out.numerals.push(FoundNumeral { section: paragraph.section, span: numeral.span, outcome, rule, quantity });
        }
        if reading.amounts.is_empty() {
            return;
        }
        let mut numerals: Vec<Option<Numeral>> = reading.numerals.into_iter().map(Some).collect();
        for amount in reading.amounts {
            // Each amount has a numeral of its own.
            let Some(numeral) = numerals.get_mut(amount.numeral).and_then(Option::take) else { continue };
            let (section, in_box) = (paragraph.section, paragraph.in_box.is_some());
            self.out.quantities.push(FoundQuantity { section, sentence: index, sentence_span: sentence, numeral, amount, in_box });
        }
    }
}

/// The document's own time. A report's coming year is that of its title, or the year after the one it looks back on.
fn frame(path: &str, clean: &str, document: &Document) -> Frame {
    let facts = &document.facts;
    let is_report = matches!(facts.doc_type, Some(DocType::WorkReport | DocType::AnnualPlanReport));
    let span = facts.period_start.zip(facts.period_end);
    if !is_report {
        return Frame { period: span.filter(|(start, end)| end > start), report_year: None };
    }
    let titled = facts.title.as_deref().and_then(year_in);
    let named = span.filter(|(start, end)| start == end).map(|(start, _)| start);
    let reviewed = document
        .sections
        .iter()
        .find(|s| s.title.contains("回顾") || s.title.contains("总结"))
        .and_then(|s| year_in(&s.title))
        .map(|y| y + 1);
    let published = facts.published_on.map(|(year, _, _)| i32::from(year));
    let named = named.filter(|year| published.is_none_or(|p| (*year - p).abs() <= 1) && *year != 2035);
    let report_year = reviewed.or(titled).or(named).or(published).or_else(|| year_in(path)).or_else(|| latest_year(clean));
    Frame { period: None, report_year }
}

/// The year that a report names most often is the one it looks back on, or the coming one; the later of the two is the coming one.
fn latest_year(clean: &str) -> Option<i32> {
    let mut counts = std::collections::BTreeMap::<i32, usize>::new();
    for (at, _) in clean.match_indices('年') {
        let year: Option<i32> = at.checked_sub(4).and_then(|from| clean.get(from..at)).and_then(|text| text.parse().ok());
        if let Some(year) = year.filter(|year| (1980..2034).contains(year)) {
            *counts.entry(year).or_default() += 1;
        }
    }
    let (&mode, _) = counts.iter().max_by_key(|(year, count)| (**count, **year))?;
    let next = counts.get(&(mode + 1)).copied().unwrap_or(0);
    Some(if next * 4 >= counts[&mode] { mode + 1 } else { mode })
}

/// The first year that a text names in figures.
fn year_in(text: &str) -> Option<i32> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(3)).find_map(|at| {
        let year: i32 = text.get(at..at + 4)?.parse().ok()?;
        let apart = at == 0 || !bytes[at - 1].is_ascii_digit();
        ((1980..2060).contains(&year) && apart && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit)).then_some(year)
    })
}

/// Plans plan; reports begin with what was done.
fn default_status(facts: &Facts) -> Option<Status> {
    match facts.doc_type {
        Some(DocType::WorkReport | DocType::AnnualPlanReport) => Some(Status::Actual),
        _ => Some(Status::Target),
    }
}
