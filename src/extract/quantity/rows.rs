//! Readings of the clean text to rows of the contract, with their bytes in the raw file.

use std::sync::Arc;

use super::document::{FoundNumeral, FoundQuantity, Readings};
use super::reading::Amount;
use crate::document::Document;
use crate::extract;
use crate::extract::blanks::without_blanks;
use crate::extract::indicators::{Indicator, Indicators};
use crate::extract::numeral::{Numeral, scan};
use crate::extract::places::Places;
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::Text;
use crate::text::map::Back;

/// The rule of figures in tables that are no value: row numbers, years of headers.
const TABLE_RULE: &str = "suppress.table_cell";

/// The rows of `numerals`: those of the prose, and those of the tables, which the rows of `indicators` claim.
pub fn numerals(readings: &Readings<'_>, text: &Text, document: &Document, cells: &[IndicatorRow], pack: &Pack) -> Vec<NumeralRow> {
    let mut back = text.map.back();
    let mut rows: Vec<NumeralRow> = readings.numerals.iter().map(|found| numeral(found, text, &mut back)).collect();
    let mut claimed: Vec<&IndicatorRow> = cells.iter().collect();
    claimed.sort_by_key(|cell| cell.bytes);
    let uncounted: Arc<str> = TABLE_RULE.into();
    for table in &document.tables {
        let found = scan(&text.clean, table.span, pack.lexicon());
        rows.extend(found.iter().map(|n| table_numeral(n.span, table.section, text, &claimed, &uncounted)));
    }
    rows.sort_by_key(|row| (row.bytes, row.quantity_no.is_none()));
    rows.dedup_by(|later, kept| {
        later.numeral_no = kept.numeral_no + 1;
        later.bytes == kept.bytes
    });
    rows
}

fn numeral(found: &FoundNumeral<'_>, text: &Text, back: &mut Back<'_>) -> NumeralRow {
    NumeralRow {
        section_no: found.section as i32,
        numeral_no: 0,
        raw: (&*without_blanks(found.span.of(&text.clean))).into(),
        outcome: found.outcome,
        rule: found.rule.cloned(),
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
        raw: (&*without_blanks(span.of(&text.clean))).into(),
        outcome: if cell.is_some() { Outcome::Extracted } else { Outcome::Suppressed },
        rule: Some(cell.map_or_else(|| uncounted.clone(), |cell| cell.rule.clone())),
        quantity_no: None,
        bytes,
    }
}

/// The rows of `quantities`. They take the strings of the readings with them.
pub fn quantities(readings: &mut Readings<'_>, text: &Text, places: Places<'_>, indicators: &Indicators) -> Vec<QuantityRow> {
    let Readings { quantities, read, amounts, .. } = readings;
    let mut rows = QuantityRows { text, indicators, places, back: text.map.back() };
    (0..).zip(&*quantities).map(|(no, found)| rows.row(no, found, &read[found.amount], &mut amounts[found.amount])).collect()
}

/// The rows of `targets`: the quantities that are aimed at, and what the tables set, by place.
pub fn targets(readings: &Readings<'_>, quantities: &[QuantityRow], tables: Vec<TargetRow>) -> Vec<TargetRow> {
    let planned = quantities.iter().zip(&readings.quantities).filter(|(row, _)| row.status == Status::Target);
    let prose = planned.map(|(row, found)| TargetRow {
        target_no: 0,
        source: if found.in_box { Source::Box } else { Source::Prose },
        quantity: row.clone(),
    });
    let mut rows = Vec::with_capacity(quantities.len() + tables.len());
    rows.extend(prose);
    rows.extend(tables);
    rows.sort_by_key(|row| row.quantity.bytes);
    for (no, row) in rows.iter_mut().enumerate() {
        row.target_no = no as i32;
    }
    rows
}

/// Makes rows of quantities that follow each other.
struct QuantityRows<'t> {
    text: &'t Text,
    indicators: &'t Indicators,
    places: Places<'t>,
    back: Back<'t>,
}

impl QuantityRows<'_> {
    fn named(&self, written: &str, kind: Kind) -> Option<&Indicator> {
        if kind == Kind::Growth { self.indicators.find_growing(written) } else { self.indicators.find(written) }
    }

    #[inline]
    fn row(&mut self, no: i32, found: &FoundQuantity, numeral: &Numeral, amount: &mut Amount<'_>) -> QuantityRow {
        let unit = numeral.unit.as_ref();
        let factor = unit.filter(|u| u.base.is_some()).map(|u| u.factor);
        let period = amount.time.when.period;
        let indicator = amount.indicator.take();
        let region = indicator.as_deref().and_then(|written| self.places.part(written)).map(str::to_owned);
        QuantityRow {
            section_no: found.section as i32,
            quantity_no: no,
            sentence_no: found.sentence as i32,
            raw: (&*without_blanks(found.span.of(&self.text.clean))).into(),
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
            indicator_id: indicator.as_deref().and_then(|written| self.named(written, amount.kind)).map(|found| found.id.clone()),
            indicator,
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
            region,
            certain: amount.certain,
            rule: amount.rule.id.clone(),
            quote: extract::quote(&self.text.clean, found.sentence_span, found.span),
            bytes: self.back.raw(found.span),
        }
    }
}
