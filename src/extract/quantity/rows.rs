//! Readings of the clean text to rows of the contract, with their bytes in the raw file.

use std::sync::Arc;

use compact_str::CompactString;

use super::document::{FoundNumeral, FoundQuantity, Readings};
use crate::document::Document;
use crate::extract::Copies;
use crate::extract::indicators::Indicators;
use crate::extract::numeral::scan;
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::Text;
use crate::text::map::Back;

/// The rule of figures in tables that are no value: row numbers, years of headers.
const TABLE_RULE: &str = "suppress.table_cell";

/// The rows of `numerals`: those of the prose, and those of the tables, which the rows of `indicators` claim. The readings keep none of
/// their rules.
pub fn numerals(readings: &mut Readings<'_>, text: &Text, document: &Document, cells: &[IndicatorRow], pack: &Pack) -> Vec<NumeralRow> {
    let mut back = text.map.back();
    let mut rows: Vec<NumeralRow> = readings.numerals.iter_mut().map(|found| numeral(found, text, &mut back)).collect();
    let mut claimed: Vec<&IndicatorRow> = cells.iter().collect();
    claimed.sort_by_key(|cell| cell.bytes);
    let uncounted: Arc<str> = TABLE_RULE.into();
    for table in &document.tables {
        let found = scan(&text.clean, table.span, pack.lexicon());
        rows.extend(found.iter().map(|n| table_numeral(n.span, table.section, text, &claimed, &uncounted)));
    }
    rows.sort_by_key(|row| (row.bytes, row.quantity_no.is_none()));
    rows.dedup_by(|later, kept| later.bytes == kept.bytes);
    for (no, row) in rows.iter_mut().enumerate() {
        row.numeral_no = no as i32;
    }
    rows
}

fn numeral(found: &mut FoundNumeral, text: &Text, back: &mut Back<'_>) -> NumeralRow {
    NumeralRow {
        section_no: found.section as i32,
        numeral_no: 0,
        raw: squeezed(found.span.of(&text.clean)),
        outcome: found.outcome,
        rule: found.rule.take(),
        quantity_no: found.quantity.map(|n| n as i32),
        bytes: back.raw(found.span),
    }
}

fn table_numeral(span: Span, section: usize, text: &Text, cells: &[&IndicatorRow], uncounted: &Arc<str>) -> NumeralRow {
    let bytes = text.map.raw(span);
    let next = cells.partition_point(|cell| cell.bytes.start < bytes.end);
    let cell = cells[..next].iter().rev().take(4).find(|cell| cell.bytes.overlaps(bytes));
    NumeralRow {
        section_no: section as i32,
        numeral_no: 0,
        raw: squeezed(span.of(&text.clean)),
        outcome: if cell.is_some() { Outcome::Extracted } else { Outcome::Suppressed },
        rule: Some(cell.map_or_else(|| uncounted.clone(), |cell| cell.rule.clone())),
        quantity_no: None,
        bytes,
    }
}

/// The rows of `quantities`. They take the strings of the readings with them.
pub fn quantities(readings: &mut Readings<'_>, text: &Text, indicators: &Indicators) -> Vec<QuantityRow> {
    let mut quotes = Copies::default();
    let mut back = text.map.back();
    let row = |(no, found): (usize, &mut FoundQuantity<'_>)| {
        let bytes = back.raw(found.numeral.span);
        let mut row = quantity(no, found, text, bytes, &mut quotes);
        row.indicator_id = row.indicator.as_deref().and_then(|written| indicators.find(written)).map(|i| i.id.clone());
        row
    };
    readings.quantities.iter_mut().enumerate().map(row).collect()
}

/// The rows of `targets`: the quantities that are aimed at, and what the tables set, by place.
pub fn targets(readings: &Readings<'_>, quantities: &[QuantityRow], tables: Vec<TargetRow>) -> Vec<TargetRow> {
    let planned = quantities.iter().zip(&readings.quantities).filter(|(row, _)| row.status == Status::Target);
    let prose = planned.map(|(row, found)| TargetRow {
        target_no: 0,
        source: if found.in_box { Source::Box } else { Source::Prose },
        quantity: row.clone(),
    });
    let mut rows: Vec<TargetRow> = prose.chain(tables).collect();
    rows.sort_by_key(|row| row.quantity.bytes);
    for (no, row) in rows.iter_mut().enumerate() {
        row.target_no = no as i32;
    }
    rows
}

fn quantity<'t>(no: usize, found: &mut FoundQuantity<'_>, text: &'t Text, bytes: Span, quotes: &mut Copies<'t>) -> QuantityRow {
    let (numeral, amount) = (&found.numeral, &mut found.amount);
    let unit = numeral.unit.as_ref();
    let factor = unit.filter(|u| u.base.is_some()).map(|u| u.factor);
    let period = amount.time.when.period;
    QuantityRow {
        section_no: found.section as i32,
        quantity_no: no as i32,
        sentence_no: found.sentence as i32,
        raw: squeezed(numeral.span.of(&text.clean)),
        value: numeral.value,
        value_high: numeral.high,
        value_text: numeral.text.clone(),
        unit: numeral.unit_text().into(),
        unit_base: unit.and_then(|u| u.base.clone()),
        value_base: numeral.value.zip(factor).map(|(value, factor)| value * factor),
        value_base_high: numeral.high.zip(factor).map(|(value, factor)| value * factor),
        dimension: numeral.dimension(),
        bound: amount.bound,
        kind: amount.kind,
        status: amount.status,
        tone: amount.tone,
        indicator: amount.indicator.take(),
        indicator_id: None,
        year: amount.time.when.year,
        period_start: period.map(|(start, _)| start),
        period_end: period.map(|(_, end)| end),
        time_source: amount.time.source,
        per_year: amount.per_year,
        cumulative: amount.cumulative,
        relative_to: amount.relative_to.take(),
        attribute: None,
        baseline_year: amount.time.baseline_year,
        baseline_value: amount.baseline_value,
        region: None,
        certain: amount.certain,
        rule: amount.rule.id.clone(),
        quote: quotes.quote(&text.clean, found.sentence_span, numeral.span),
        bytes,
    }
}

/// As written, without spaces.
fn squeezed(text: &str) -> CompactString {
    if may_hold_space(text) && text.contains(char::is_whitespace) {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    } else {
        text.into()
    }
}

/// Whether white space may stand in a text, told by the bytes that it begins with in UTF-8.
fn may_hold_space(text: &str) -> bool {
    text.bytes().any(|byte| byte <= b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3))
}
