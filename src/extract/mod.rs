//! Document and rules to rows: numerals and units → quantities → targets, percentages; indicator tables; projects.
//!
//! Everything here is a pure function of the document and the pack.

mod blanks;
pub mod boxes;
pub mod checks;
pub mod coverage;
pub mod damage;
pub mod indicator_table;
pub mod indicators;
pub mod numeral;
mod places;
pub mod project;
pub mod quantity;

use std::sync::Arc;

use places::Places;

use crate::document::{self, Document, Section};
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::{self, Failure, Text};

/// Reads one plan; see [`crate::read`].
pub fn read(path: &str, raw: &[u8], pack: &Pack) -> Rows {
    // The bytes are hashed before other work has driven them out of the caches.
    let known = DocumentRow { doc_id: doc_id(raw), byte_len: raw.len() as i64, ..DocumentRow::blank(path) };
    match text::normalise(raw, &text::Options::default()) {
        Ok(text) => {
            let mut rows = of_document(known, &text, document::outline(path, &text, pack), pack);
            damage::keep_out(&mut rows, &text);
            rows
        }
        Err(failure) => failed(known, &failure),
    }
}

/// The first 16 hex digits of the BLAKE3 of the raw bytes.
pub fn doc_id(raw: &[u8]) -> String {
    blake3::hash(raw).to_hex()[..16].to_owned()
}

/// A sentence of more bytes than this is quoted in part: so many bytes on either side of what is quoted for.
const QUOTED: usize = 2000;
const AROUND: usize = 300;

/// The sentence that a row was read from; of one that has no end, what stands around the row's own words.
pub(crate) fn quote(clean: &Arc<String>, sentence: Span, own: Span) -> Piece {
    if sentence.len() <= QUOTED {
        return Piece::of(clean, sentence);
    }
    let from = clean.ceil_char_boundary(sentence.start.max(own.start.saturating_sub(AROUND)));
    let to = clean.floor_char_boundary(sentence.end.min(own.end + AROUND));
    Piece::of(clean, Span::new(from, to))
}

/// The rows of a document whose outline is known: what the tests beside the rules are run through. Of its own row only what the file says
/// need be filled in.
pub fn of_document(known: DocumentRow, text: &Text, document: Document, pack: &Pack) -> Rows {
    let tables = indicator_table::read(text, &document, pack);
    let claimed: Vec<Span> = tables.indicators.iter().map(|cell| cell.bytes).collect();
    let mut readings = quantity::read_document(text, &document, &known.path, &claimed, pack);
    let quantities = Arc::new(quantity::rows::quantities(&mut readings, text, Places::of(pack, &document.facts), pack.lexicon()));
    let numerals = quantity::rows::numerals(&readings, text, &document, &tables.indicators, pack);
    let targets = quantity::rows::targets(&readings, &quantities, tables.targets);
    // While they are near: there are many, and works are still to be looked for.
    drop(readings);
    let mut diagnostics = text.diagnostics.clone();
    diagnostics.extend(tables.diagnostics);
    diagnostics.extend(checks::diagnostics(&quantities, &tables.indicators));
    diagnostics.extend(indicator_table::conflicts(&targets));
    Rows {
        document: DocumentRow { coverage: bound_share(&quantities), ..document_row(known, text, &document) },
        numerals,
        coverage: coverage::rows(text, &document, &targets, pack),
        targets,
        quantities,
        indicators: tables.indicators,
        projects: projects(text, &document, pack, tables.projects),
        sections: sections(text, document.sections),
        diagnostics,
    }
}

/// The share of the quantities aimed at that have an indicator; none without any.
fn bound_share(quantities: &[QuantityRow]) -> Option<f64> {
    let aims = quantities.iter().filter(|q| q.status == Status::Target);
    let (all, bound) = aims.fold((0usize, 0usize), |(all, bound), q| (all + 1, bound + usize::from(q.indicator.is_some())));
    (all > 0).then(|| bound as f64 / all as f64)
}

/// Boxes, items and named works, in the order of the text, numbered. What a project table lists is not read again as a named work.
fn projects(text: &Text, document: &Document, pack: &Pack, listed: Vec<ProjectRow>) -> Vec<ProjectRow> {
    let mut rows = project::read(text, document, pack);
    let mut ends = listed.iter().map(|row| row.bytes).collect::<Vec<_>>();
    ends.sort_unstable();
    let is_listed = |row: &ProjectRow| {
        let next = ends.partition_point(|span| span.end <= row.bytes.start);
        ends.get(next).is_some_and(|span| span.overlaps(row.bytes))
    };
    rows.retain(|row| !is_listed(row));
    rows.extend(listed);
    let mut rows = merged(rows, boxes::rows(text, document, pack));
    rows.sort_by_key(place);
    (0..).zip(&mut rows).for_each(|(no, row)| row.project_no = no);
    rows
}

/// Where a row stands among boxes, items and works.
fn place(row: &ProjectRow) -> (usize, ProjectLevel) {
    (row.bytes.start, row.level)
}

/// Two lists as one, in order where both are: rows are large and better not moved twice.
fn merged(works: Vec<ProjectRow>, boxes: Vec<ProjectRow>) -> Vec<ProjectRow> {
    let mut rows = Vec::with_capacity(works.len() + boxes.len());
    let (mut works, mut boxes) = (works.into_iter(), boxes.into_iter());
    while let Some(next) = boxes.as_slice().first() {
        let before = works.as_slice().iter().take_while(|row| place(row) <= place(next)).count();
        rows.extend(works.by_ref().take(before));
        rows.extend(boxes.next());
    }
    rows.extend(works);
    rows
}

fn sections(text: &Text, sections: Vec<Section>) -> Vec<SectionRow> {
    let mut trails = Trails { text: String::with_capacity(sections.len() * TRAIL), spans: Vec::with_capacity(sections.len()) };
    sections.iter().for_each(|section| trails.add(section));
    let (all, spans) = (Arc::new(trails.text), trails.spans);
    let row = |(no, (section, trail)): (usize, (Section, Span))| SectionRow {
        section_no: no as i32,
        parent_no: section.parent.map(|p| p as i32),
        kind: section.kind,
        number: section.number,
        title: section.title,
        depth: section.depth as i32,
        trail: Piece::of(&all, trail),
        bytes: text.map.raw(section.span),
    };
    sections.into_iter().zip(spans).enumerate().map(row).collect()
}

/// Most trails are not longer, in bytes.
const TRAIL: usize = 128;

/// The titles from the root to each section, all in one text.
struct Trails {
    text: String,
    spans: Vec<Span>,
}

impl Trails {
    /// Adds the trail of the next section, which stands behind the one that holds it.
    fn add(&mut self, section: &Section) {
        let start = self.text.len();
        let above = section.parent.map(|parent| self.spans[parent]).filter(|above| !above.is_empty());
        if let Some(above) = above {
            self.text.extend_from_within(above.start..above.end);
            self.text.push_str(" / ");
        }
        self.text.push_str(&section.title);
        self.spans.push(Span::new(start, self.text.len()));
    }
}

fn document_row(known: DocumentRow, text: &Text, document: &Document) -> DocumentRow {
    let facts = &document.facts;
    DocumentRow {
        status: if text.partial { DocStatus::Partial } else { DocStatus::Ok },
        encoding: Some(text.encoding.to_owned()),
        script: Some(text.script),
        title: facts.title.clone(),
        doc_type: facts.doc_type.unwrap_or(DocType::Other),
        region_code: facts.region_code.clone(),
        region: facts.region.clone(),
        province: facts.province.clone(),
        prefecture: facts.prefecture.clone(),
        county: facts.county.clone(),
        level: facts.level,
        period_start: facts.period_start,
        period_end: facts.period_end,
        published_on: facts.published_on.and_then(|(y, m, d)| days_since_epoch(y, m, d)),
        chars: document.signs.chars as i64,
        glosses_removed: text.glosses_removed as i64,
        repairs: text.repairs as i64,
        repairs_uncertain: text.repairs_uncertain as i64,
        sentences: document.sentences.len() as i64,
        ..known
    }
}

fn days_since_epoch(year: i16, month: i8, day: i8) -> Option<i32> {
    let date = jiff::civil::Date::new(year, month, day).ok()?;
    Some(jiff::civil::date(1970, 1, 1).until(date).ok()?.get_days())
}

fn failed(blank: DocumentRow, failure: &Failure) -> Rows {
    let error = failure.to_string();
    let document = DocumentRow { error: Some(error.clone()), ..blank };
    let diagnostic =
        DiagnosticRow { severity: Severity::Error, code: "document-failed", message: error, before: None, after: None, bytes: None };
    Rows::bare(document, vec![diagnostic])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_cut_within_a_name_of_years_is_read() {
        let rows = read("a.txt", "十四五“".repeat(300).as_bytes(), &Pack::embedded());
        assert_eq!(rows.document.status, DocStatus::Ok);
    }

    #[test]
    fn a_sentence_without_end_is_quoted_in_part() {
        let clean = Arc::new("青陵县，".repeat(400));
        let part = quote(&clean, Span::new(0, clean.len()), Span::new(1200, 1212));
        assert!(part.len() <= 2 * AROUND + 12 && part.len() > 2 * AROUND && clean.contains(&*part));
        assert_eq!(quote(&clean, Span::new(0, 1200), Span::new(0, 3)).len(), 1200);
    }

    /// The figures of a report as they stand, each with its year and period.
    fn times(report: &str) -> Vec<String> {
        let rows = read("a.txt", report.as_bytes(), &Pack::embedded());
        let period = |row: &QuantityRow| row.period_start.zip(row.period_end).map_or(String::new(), |(from, to)| format!("{from}-{to}"));
        rows.quantities
            .iter()
            .map(|row| format!("{} {}{}", row.raw, row.year.map_or(String::new(), |y| y.to_string()), period(row)))
            .collect()
    }

    #[test]
    fn a_report_turns_from_the_five_years_to_the_last_of_them_and_so_do_the_sections_below() {
        let report = "2026年青陵市政府工作报告\n\n一、“十四五”时期和2025年工作回顾\n\n新建学校21所。\n\n\
            刚刚过去的2025年,青陵很不平凡。\n\n(一)产业向好。新办企业320家。\n\n(二)民生改善。改造危房510户。\n\n\
            二、2026年重点工作\n\n(一)扩大就业。新建学校4所。\n";
        assert_eq!(times(report), ["21所 2021-2025", "320家 2025", "510户 2025", "4所 2026"]);
    }

    #[test]
    fn a_year_within_an_object_dates_no_sentence_behind_it() {
        let report = "2024年青陵市政府工作报告\n\n一、2023年工作回顾\n\n获得2026年山地运动会举办权。新增城市书房41家。\n\n\
            到2022年底已有社区食堂30家。新增托育点52个。\n";
        assert_eq!(times(report), ["41家 2023", "30家 2022", "52个 2022"]);
    }

    #[test]
    fn the_first_of_two_levels_is_of_the_year_before_the_period() {
        let report = "2026年青陵市政府工作报告\n\n一、“十四五”时期工作回顾\n\n企业从1200户增加到2600户。\n\n\
            二、2026年重点工作\n\n企业从2600户增加到2800户。\n\n城镇化率由2020年的51%提高到54%。\n";
        assert_eq!(times(report), ["1200户 2020", "2600户 20252021-2025", "2600户 ", "2800户 2026", "51% 2020", "54% 2026"]);
    }

    #[test]
    fn a_figure_of_a_part_of_the_region_says_which() {
        let report =
            "丽水市2024年政府工作报告\n\n缙云县茶叶产量3200吨,缙云机场年旅客吞吐量40万人次,浙江省茶园面积20万亩,丽水市茶园面积2万亩。\n";
        let rows = read("a.txt", report.as_bytes(), &Pack::embedded());
        let found: Vec<_> = rows.quantities.iter().map(|row| (row.indicator.as_deref(), row.region.as_deref())).collect();
        let expected = [
            ("缙云县茶叶产量", Some("缙云县")),
            ("缙云机场年旅客吞吐量", Some("缙云县")),
            ("浙江省茶园面积", None),
            ("丽水市茶园面积", None),
        ];
        assert_eq!(found, expected.map(|(indicator, region)| (Some(indicator), region)));
    }
}
