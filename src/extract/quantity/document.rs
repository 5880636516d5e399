//! A whole document: every sentence in its place, and the rows that come of it.

use std::mem::take;
use std::sync::LazyLock;

use super::reading::{Amount, Place};
use super::sentence::{Batch, Reader, Verdict};
use super::time::{self, Frame, InForce};
use crate::document::{Document, Facts, ParagraphKind};
use crate::extract::numeral::{Numeral, Units, scan_into};
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::Text;

/// What the prose of a document gives; spans are of the clean text.
#[derive(Clone, Debug, Default)]
pub struct Readings<'p> {
    /// Every numeral: those of lines that say nothing of their own, then those of the prose, then those of tables, each by place.
    pub numerals: Vec<FoundNumeral>,
    /// Every quantity, by place, numbered from 0.
    pub quantities: Vec<FoundQuantity>,
    /// The numerals of the quantities, in the order in which they were read.
    pub(super) read: Vec<Numeral>,
    /// What else was read of them, in the same order.
    pub(super) amounts: Vec<Amount<'p>>,
}

/// A numeral and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct FoundNumeral {
    pub section: u32,
    pub span: Span,
    pub outcome: Outcome,
    pub rule: Option<Label>,
    /// The index of its quantity.
    pub quantity: Option<u32>,
}

/// A quantity in the clean text. What is known of it is large and stays where it was made.
#[derive(Clone, Copy, Debug)]
pub struct FoundQuantity {
    pub section: u32,
    pub sentence: u32,
    pub sentence_span: Span,
    pub span: Span,
    /// Its numeral and its amount: their index among those of the readings.
    pub(super) amount: u32,
    /// Whether it stands in a box.
    pub in_box: bool,
}

/// Reads every sentence of a document that is prose.
/// `claimed` are the raw bytes of the cells that the tables' own reader took; what is left of a table is read as phrases.
pub fn read_document<'p>(text: &Text, document: &Document, path: &str, claimed: &[Span], pack: &'p Pack) -> Readings<'p> {
    let together = document.sentences.len().min(TOGETHER);
    let mut walk = Walk {
        clean: &text.clean,
        document,
        reader: Reader::new(&text.clean, pack),
        units: pack.lexicon(),
        frame: frame(path, &text.clean, document),
        out: Readings::with_room(text.clean.len()),
        mode: None,
        unasked: Vec::new(),
        turned: Vec::new(),
        carried: InForce::default(),
        waiting: Vec::with_capacity(together),
        batch: Batch::with_room(together),
        turns: !matches!(document.facts.doc_type, Some(DocType::PlanOutline | DocType::PlanProposal | DocType::SpecialPlan)),
        places: vec![None; document.sections.len()],
    };
    walk.suppress_all();
    walk.prose();
    walk.tables(text, claimed);
    walk.read_waiting();
    walk.out.settle();
    walk.out
}

/// A plan has a numeral about every so many bytes, and a fifth of them are quantities.
const NUMERAL_EVERY: usize = 128;

impl<'p> Readings<'p> {
    /// None yet, with room for as many as a plan of so many bytes has.
    fn with_room(bytes: usize) -> Self {
        let (numerals, quantities) = (bytes / NUMERAL_EVERY, bytes / (5 * NUMERAL_EVERY));
        Self {
            numerals: Vec::with_capacity(numerals),
            quantities: Vec::with_capacity(quantities),
            read: Vec::with_capacity(quantities),
            amounts: Vec::with_capacity(quantities),
        }
    }

    /// Adds a numeral of a sentence, and the quantity that it is. Each quantity has its amount, in the same order.
    fn add(&mut self, sentence: &Waiting, numeral: &Numeral, verdict: Verdict<'p>) {
        let &Waiting { span: sentence_span, section, index, in_box, .. } = sentence;
        let span = numeral.span;
        let (outcome, rule) = match verdict {
            Verdict::Quantity(found) => (Outcome::Extracted, Some(found.rule)),
            Verdict::Suppressed(rule) => (Outcome::Suppressed, Some(rule)),
            Verdict::Unclaimed => (Outcome::Unclaimed, None),
        };
        let amount = self.quantities.len() as u32;
        let quantity = (outcome == Outcome::Extracted).then_some(amount);
        self.numerals.push(FoundNumeral { section, span, outcome, rule: rule.map(|rule| rule.id), quantity });
        if quantity.is_some() {
            self.quantities.push(FoundQuantity { section, sentence: index, sentence_span, span, amount, in_box });
            self.read.push(numeral.clone());
        }
    }

    /// The quantities in the order of the text: what was read in tables comes where it stands.
    fn settle(&mut self) {
        if self.quantities.is_sorted_by_key(|q| q.span) {
            return;
        }
        let mut order: Vec<usize> = (0..self.quantities.len()).collect();
        order.sort_by_key(|&i| self.quantities[i].span);
        let mut place = vec![0; order.len()];
        (0..).zip(&order).for_each(|(new, &old)| place[old] = new);
        for numeral in &mut self.numerals {
            numeral.quantity = numeral.quantity.map(|old| place[old as usize]);
        }
        self.quantities.sort_by_key(|q| q.span);
    }
}

/// A cell that says something, and is no name, number or mark.
fn is_phrase(cell: &str) -> bool {
    const HAN: usize = 6;
    let han = || cell.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    cell.len() > HAN * '一'.len_utf8() && cell.bytes().any(|b| b.is_ascii_digit()) && han() >= HAN
}

/// The rules of lines that say nothing of their own: headings, boilerplate, notes.
static LINE_RULES: LazyLock<[Label; 3]> =
    LazyLock::new(|| ["suppress.heading_line", "suppress.boilerplate", "suppress.note"].map(Label::from));

/// So many sentences are read together; see [`Batch`].
const TOGETHER: usize = 1024;

/// A sentence, or a cell of a table, that waits to be read.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    span: Span,
    section: u32,
    /// Its number among the sentences of the document; 0 for a cell.
    index: u32,
    /// Its paragraph, and where it stands there; none for a cell.
    place: Option<(u32, u32)>,
    in_box: bool,
}

struct Walk<'a, 'p> {
    clean: &'a str,
    document: &'a Document,
    reader: Reader<'p, 'a>,
    units: &'a Units,
    frame: Frame,
    out: Readings<'p>,
    /// What a report without headings says by now, but for the sentences that were not asked yet.
    mode: Option<Status>,
    unasked: Vec<Span>,
    /// Sections whose paragraphs have turned to a time, and which: 刚刚过去的2025年.
    turned: Vec<(usize, InForce)>,
    /// The time of the sentence before in the same paragraph.
    carried: InForce,
    waiting: Vec<Waiting>,
    batch: Batch<'p>,
    /// Whether it may turn from the past to the coming year without a heading; plans do not.
    turns: bool,
    /// For each section what its headings say, once one of its figures asks: most have none.
    places: Vec<Option<SectionPlace>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct SectionPlace {
    status: Option<Status>,
    time: InForce,
    /// The section whose heading says the time.
    dated_by: Option<usize>,
}

impl<'a, 'p> Walk<'a, 'p> {
    /// What the headings of a section say. Sections stand behind those that hold them.
    fn section_place(&mut self, index: usize) -> SectionPlace {
        let Some(section) = self.document.sections.get(index) else { return SectionPlace::default() };
        if let Some(known) = self.places[index] {
            return known;
        }
        let above = section.parent.filter(|&parent| parent < index);
        let above = above.map(|parent| self.section_place(parent)).unwrap_or_default();
        // The title of the whole document names the plan and dates nothing.
        let place = if section.parent.is_some() { self.titled_place(index, &section.title, above) } else { above };
        self.places[index] = Some(place);
        place
    }

    /// What a heading says below others.
    fn titled_place(&self, index: usize, title: &str, above: SectionPlace) -> SectionPlace {
        let time = time::of_heading(&self.reader.times_of(title, self.frame));
        let time = time.filter(|t| t.when.period != self.frame.period || self.frame.period.is_none());
        let passed = above.status.filter(|status| *status == Status::Actual);
        let status = passed.or_else(|| self.reader.statuses().of_heading(title)).or(above.status);
        match time {
            Some(time) => SectionPlace { status, time, dated_by: Some(index) },
            None => SectionPlace { status, ..above },
        }
    }

    /// The time that this section, or one that holds it, has turned to; not where a heading between them says another.
    fn turned_to(&self, mut section: usize, dated_by: Option<usize>) -> Option<InForce> {
        loop {
            if let Some((_, time)) = self.turned.iter().rfind(|(turned, _)| *turned == section) {
                return Some(*time);
            }
            let parent = self.document.sections.get(section)?.parent.filter(|&parent| parent < section);
            section = parent.filter(|_| dated_by != Some(section))?;
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
            let in_box = table.in_box.is_some();
            for &cell in table.rows.iter().flatten() {
                if is_phrase(cell.of(self.clean)) && !taken(cell) {
                    self.wait(Waiting { span: cell, section: table.section as u32, index: 0, place: None, in_box });
                }
            }
        }
    }

    /// The numerals of lines that say nothing of their own.
    fn suppress_all(&mut self) {
        let [heading, boilerplate, note] = *LINE_RULES;
        let mut found = Vec::new();
        for paragraph in &self.document.paragraphs {
            let rule = match paragraph.kind {
                ParagraphKind::Heading => heading,
                ParagraphKind::Boilerplate => boilerplate,
                ParagraphKind::Note => note,
                ParagraphKind::Body | ParagraphKind::Item => continue,
            };
            scan_into(self.clean, paragraph.span, self.units, &mut found);
            self.out.numerals.extend(found.drain(..).map(|numeral| FoundNumeral {
                section: paragraph.section as u32,
                span: numeral.span,
                outcome: Outcome::Suppressed,
                rule: Some(rule),
                quantity: None,
            }));
        }
    }

    fn prose(&mut self) {
        let document = self.document;
        let spoken = |kind| matches!(kind, ParagraphKind::Body | ParagraphKind::Item);
        for (number, paragraph) in (0..).zip(&document.paragraphs).filter(|(_, paragraph)| spoken(paragraph.kind)) {
            let (from, to) = paragraph.sentences;
            let (section, in_box) = (paragraph.section as u32, paragraph.in_box.is_some());
            let sentences = document.sentences.get(from..to).unwrap_or_default();
            for ((index, place), sentence) in (from as u32..).zip(0..).zip(sentences) {
                self.wait(Waiting { span: sentence.span, section, index, place: Some((number, place)), in_box });
            }
        }
    }

    fn wait(&mut self, sentence: Waiting) {
        self.waiting.push(sentence);
        if self.waiting.len() == TOGETHER {
            self.read_waiting();
        }
    }

    /// Reads the sentences that wait, in steps: see [`Batch`].
    fn read_waiting(&mut self) {
        let (mut waiting, mut batch, mut amounts) = (take(&mut self.waiting), take(&mut self.batch), take(&mut self.out.amounts));
        self.reader.survey(waiting.iter().map(|sentence| sentence.span), self.frame, &mut batch);
        for (index, place) in &self.take_in(&waiting, &batch) {
            self.reader.measure(&batch, *index, place, &mut amounts);
        }
        waiting.clear();
        batch.clear();
        (self.waiting, self.batch, self.out.amounts) = (waiting, batch, amounts);
    }

    /// Takes in what became of the numerals. Gives of the sentences that hold a quantity their index in the batch and where they stand.
    fn take_in(&mut self, waiting: &[Waiting], batch: &Batch<'p>) -> Vec<(usize, Place<'a>)> {
        let mut places = Vec::with_capacity(waiting.len() / 4);
        for (index, sentence) in waiting.iter().enumerate() {
            self.turn(sentence);
            if sentence.place.is_none_or(|(_, place)| place == 0) {
                self.carried = InForce::default();
            }
            if batch.has_quantity(index) {
                places.push((index, self.place(sentence)));
            }
            self.carried = self.reader.carry(batch, index, self.carried);
            let own = batch.sentences[index].numerals();
            let read = batch.numerals[own.clone()].iter().zip(&batch.verdicts[own]);
            read.for_each(|(numeral, verdict)| self.out.add(sentence, numeral, *verdict));
        }
        places
    }

    /// Where a sentence stands. What the sentences of a review turn to holds for those behind them.
    fn place(&mut self, sentence: &Waiting) -> Place<'a> {
        let index = sentence.section as usize;
        let section = self.section_place(index);
        let paragraph = sentence.place.and_then(|(paragraph, _)| self.document.paragraphs.get(paragraph as usize));
        let in_prose = paragraph.is_some();
        let mode = if in_prose && section.status.is_none() { self.mode_by_now() } else { None };
        let turned = if in_prose { self.turned_to(index, section.dated_by) } else { None };
        let said = section.status.or(mode);
        Place {
            frame: self.frame,
            status: said.or_else(|| default_status(&self.document.facts)),
            under_heading: said.is_some(),
            heading: turned.unwrap_or(section.time),
            carried: self.carried,
            item: paragraph.and_then(|paragraph| paragraph.lead).map(|span| span.of(self.clean)),
        }
    }

    /// What the last sentence so far says by which a report turns.
    fn mode_by_now(&mut self) -> Option<Status> {
        let statuses = self.reader.statuses();
        let turned = self.unasked.drain(..).rev().find_map(|sentence| statuses.of_switch(sentence.of(self.clean)));
        self.mode = turned.or(self.mode);
        self.mode
    }

    /// A report without headings turns from the past to the coming year, and a paragraph to a time of its own.
    fn turn(&mut self, sentence: &Waiting) {
        let Some((_, place)) = sentence.place.filter(|_| self.turns) else { return };
        self.unasked.push(sentence.span);
        if place < 2
            && let Some(turn) = self.reader.turn_of_time(sentence.span, self.frame)
        {
            self.turned.push((sentence.section as usize, turn));
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
