//! Readings of the clean text to rows of the contract, with their bytes in the raw file.

use super::document::{FoundQuantity, Readings};
use crate::tables::rows::*;
use crate::text::Text;

/// The rows of `numerals`. Those in tables are added by who read the tables.
pub fn numerals(readings: &Readings, text: &Text) -> Vec<NumeralRow> {
    let row = |(no, found): (usize, &super::document::FoundNumeral)| NumeralRow {
        section_no: found.section as i32,
        numeral_no: no as i32,
        raw: squeezed(found.span.of(&text.clean)),
        outcome: found.outcome,
        rule: found.rule.clone(),
        quantity_no: found.quantity.map(|n| n as i32),
        bytes: text.map.raw(found.span),
    };
    readings.numerals.iter().enumerate().map(row).collect()
}

/// The rows of `quantities`.
pub fn quantities(readings: &Readings, text: &Text) -> Vec<QuantityRow> {
    readings.quantities.iter().enumerate().map(|(no, found)| quantity(no, found, text)).collect()
}

/// The rows of `targets`: the quantities that are aimed at.
pub fn targets(readings: &Readings, quantities: &[QuantityRow]) -> Vec<TargetRow> {
    let planned = quantities.iter().zip(&readings.quantities).filter(|(row, _)| row.status == Status::Target);
    planned
        .enumerate()
        .map(|(no, (row, found))| TargetRow {
            target_no: no as i32,
            source: if found.in_box { Source::Box } else { Source::Prose },
            quantity: row.clone(),
        })
        .collect()
}

fn quantity(no: usize, found: &FoundQuantity, text: &Text) -> QuantityRow {
    let (numeral, amount) = (&found.numeral, &found.amount);
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
        unit: numeral.unit_text().to_owned(),
        unit_base: unit.and_then(|u| u.base.as_deref()).map(str::to_owned),
        value_base: numeral.value.zip(factor).map(|(value, factor)| value * factor),
        value_base_high: numeral.high.zip(factor).map(|(value, factor)| value * factor),
        dimension: numeral.dimension(),
        bound: amount.bound,
        kind: amount.kind,
        status: amount.status,
        tone: amount.tone,
        indicator: amount.indicator.clone(),
        indicator_id: None,
        year: amount.time.when.year,
        period_start: period.map(|(start, _)| start),
        period_end: period.map(|(_, end)| end),
        time_source: amount.time.source,
        per_year: amount.per_year,
        cumulative: amount.cumulative,
        relative_to: amount.relative_to.clone(),
        attribute: None,
        baseline_year: amount.time.baseline_year,
        baseline_value: None,
        region: None,
        certain: amount.certain,
        rule: amount.rule.clone(),
        quote: found.sentence_span.of(&text.clean).to_owned(),
        bytes: text.map.raw(numeral.span),
    }
}

/// As written, without spaces.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
