//! Readings of the clean text to rows of the contract, with their bytes in the raw file.

use std::sync::Arc;

use super::document::{FoundNumeral, FoundQuantity, Readings};
use super::reading::Amount;
use crate::document::Document;
use crate::extract;
use crate::extract::blanks::without_blanks;
use crate::extract::indicators::{Indicator, Indicators};
use crate::extract::numeral::{Numeral, scan_into};
use crate::extract::places::Places;
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::Text;
use crate::text::map::Back;

/// The rule of figures in tables that are no value: row numbers, years of headers.
const TABLE_RULE: &str = "suppress.table_cell";

/// The rows of `numerals`: those of the prose, and those of the tables, which the rows of `indicators` claim. Their places are put in order
/// before rows are made of them, as rows are large.
pub fn numerals(readings: &Readings<'_>, text: &Text, document: &Document, cells: &[IndicatorRow], pack: &Pack) -> Vec<NumeralRow> {
    let (prose, mut back) = (&readings.numerals, text.map.back());
    let mut places: Vec<Place> = (0..).zip(prose).map(|(index, found)| Place::of(index, found, &mut back)).collect();
    let in_tables = in_tables(text, document, cells, pack);
    places.extend((prose.len() as u32..).zip(&in_tables).map(|(index, found)| Place::of(index, found, &mut back)));
    places.sort_by_key(|place| (place.bytes, place.is_none));
    places.dedup_by_key(|place| place.bytes);
    let found = |index: usize| prose.get(index).unwrap_or_else(|| &in_tables[index - prose.len()]);
    (0..).zip(&places).map(|(no, place)| numeral(no, found(place.index as usize), place.bytes, text)).collect()
}

/// A numeral by its place: of two that stand at one, that which is a quantity is the row.
struct Place {
    bytes: Span,
    /// Whether it is no quantity.
    is_none: bool,
    /// Among those of the prose and behind them those of the tables.
    index: u32,
}

impl Place {
    fn of(index: u32, found: &FoundNumeral, back: &mut Back<'_>) -> Self {
        Self { bytes: back.raw(found.span), is_none: found.quantity.is_none(), index }
    }
}

fn numeral(no: i32, found: &FoundNumeral, bytes: Span, text: &Text) -> NumeralRow {
    NumeralRow {
        section_no: found.section as i32,
        numeral_no: no,
        raw: (&*without_blanks(found.span.of(&text.clean))).into(),
        outcome: found.outcome,
        rule: found.rule,
        quantity_no: found.quantity.map(|n| n as i32),
        bytes,
    }
}

/// The numerals of the tables.
fn in_tables(text: &Text, document: &Document, cells: &[IndicatorRow], pack: &Pack) -> Vec<FoundNumeral> {
    let uncounted = Label::from(TABLE_RULE);
    let mut claimed: Vec<&IndicatorRow> = cells.iter().collect();
    claimed.sort_by_key(|cell| cell.bytes);
    let (mut all, mut found) = (Vec::new(), Vec::new());
    for table in &document.tables {
        scan_into(&text.clean, table.span, pack.lexicon(), &mut found);
        all.extend(found.drain(..).map(|numeral| {
            let cell = cell_at(text.map.raw(numeral.span), &claimed);
            FoundNumeral {
                section: table.section as u32,
                span: numeral.span,
                outcome: if cell.is_some() { Outcome::Extracted } else { Outcome::Suppressed },
                rule: Some(cell.map_or(uncounted, |cell| cell.rule)),
                quantity: None,
            }
        }));
    }
    all
}

/// The cell, of these in order, that stands at a place in the raw file.
fn cell_at<'c>(bytes: Span, cells: &[&'c IndicatorRow]) -> Option<&'c IndicatorRow> {
    let next = cells.partition_point(|cell| cell.bytes.start < bytes.end);
    cells[..next].iter().rev().take(4).find(|cell| cell.bytes.overlaps(bytes)).copied()
}

/// The rows of `quantities`. They take the strings of the readings with them.
pub fn quantities(readings: &mut Readings<'_>, text: &Text, places: Places<'_>, indicators: &Indicators) -> Vec<QuantityRow> {
    let Readings { quantities, read, amounts, .. } = readings;
    let mut rows = QuantityRows { text, indicators, places, back: text.map.back() };
    (0..)
        .zip(&*quantities)
        .map(|(no, found)| rows.row(no, found, &read[found.amount as usize], &mut amounts[found.amount as usize]))
        .collect()
}

/// The rows of `targets`: the quantities that are aimed at, and what the tables set, by place.
pub fn targets(readings: &Readings<'_>, quantities: &Arc<Vec<QuantityRow>>, tables: Vec<QuantityRow>) -> Vec<TargetRow> {
    let planned = Listed::all(quantities).zip(&readings.quantities).filter(|(row, _)| row.status == Status::Target);
    let prose = planned.map(|(row, found)| (if found.in_box { Source::Box } else { Source::Prose }, row));
    let tables = Arc::new(tables);
    let mut aims = Vec::with_capacity(quantities.len() + tables.len());
    aims.extend(prose.chain(Listed::all(&tables).map(|row| (Source::Table, row))));
    aims.sort_by_key(|(_, row)| row.bytes);
    (0..).zip(aims).map(|(target_no, (source, quantity))| TargetRow { target_no, source, quantity }).collect()
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
            quantity_no: Some(no),
            sentence_no: Some(found.sentence as i32),
            raw: (&*without_blanks(found.span.of(&self.text.clean))).into(),
            value: numeral.value,
            value_high: numeral.high,
            value_text: numeral.text.clone(),
            unit: numeral.unit_text().into(),
            unit_base: unit.and_then(|u| u.base),
            value_base: numeral.value.zip(factor).map(|(value, factor)| value * factor),
            value_base_high: numeral.high.zip(factor).map(|(value, factor)| value * factor),
            dimension: numeral.dimension(),
            bound: amount.bound,
            kind: amount.kind,
            status: amount.status,
            tone: amount.tone,
            indicator_id: indicator.as_deref().and_then(|written| self.named(written, amount.kind)).map(|found| found.id),
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
            rule: amount.rule.id,
            quote: extract::quote(&self.text.clean, found.sentence_span, found.span),
            bytes: self.back.raw(found.span),
        }
    }
}
