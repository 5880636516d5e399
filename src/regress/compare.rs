//! Rows expected by a test against rows that came.

use std::collections::BTreeMap;

use toml::Value;

use crate::tables::rows::QuantityRow;

/// The value of one column, as a test sees it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Number(f64),
    Flag(bool),
    Years(i32, i32),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn of<T: Into<f64>>(number: Option<T>) -> Self {
        number.map_or(Self::Null, |number| Self::Number(number.into()))
    }

    fn words(text: Option<&str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => write!(f, "null"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Years(start, end) => write!(f, "[{start}, {end}]"),
        }
    }
}

/// The differences between expected and found rows, a line each; empty where they agree.
pub fn rows(expected: &[BTreeMap<String, Value>], found: &[&QuantityRow]) -> Vec<String> {
    if expected.len() != found.len() {
        let shown: Vec<_> = found.iter().map(|row| summary(row)).collect();
        return vec![format!("expected {} row(s), came {}: {}", expected.len(), found.len(), shown.join("; "))];
    }
    let pairs = expected.iter().zip(found).enumerate();
    pairs.flat_map(|(index, (expected, found))| differences(index, expected, found)).collect()
}

fn differences(index: usize, expected: &BTreeMap<String, Value>, found: &QuantityRow) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, value) in expected {
        let cell = column(found, name);
        if !agrees(value, &cell) {
            lines.push(format!("row {}: {name} expected {value}, came {cell}", index + 1));
        }
    }
    lines
}

/// A row in a few words, for messages.
fn summary(row: &QuantityRow) -> String {
    format!("{} {} [{}]", row.indicator.as_deref().unwrap_or("—"), row.raw, row.rule)
}

/// Whether a cell is what the test says. An empty string stands for null too.
fn agrees(expected: &Value, cell: &Cell) -> bool {
    match (expected, cell) {
        (Value::String(text), Cell::Null) => text.is_empty(),
        (Value::String(text), Cell::Text(found)) => text == found,
        (Value::Integer(number), Cell::Number(found)) => (*number as f64 - found).abs() < 1e-9 * found.abs().max(1.0),
        (Value::Float(number), Cell::Number(found)) => (number - found).abs() < 1e-9 * found.abs().max(1.0),
        (Value::Boolean(flag), Cell::Flag(found)) => flag == found,
        (Value::Array(years), Cell::Years(start, end)) => {
            years.iter().map(Value::as_integer).eq([Some(i64::from(*start)), Some(i64::from(*end))])
        }
        (Value::Array(years), Cell::Null) => years.is_empty(),
        _ => false,
    }
}

/// A column of a row by its name in the contract; `period` is both years.
fn column(row: &QuantityRow, name: &str) -> Cell {
    match name {
        "raw" => Cell::text(&*row.raw),
        "value" => Cell::of(row.value),
        "value_high" => Cell::of(row.value_high),
        "value_text" => Cell::text(&*row.value_text),
        "unit" => Cell::text(&*row.unit),
        "unit_base" => Cell::words(row.unit_base.as_deref()),
        "value_base" => Cell::of(row.value_base),
        "value_base_high" => Cell::of(row.value_base_high),
        "dimension" => Cell::words(row.dimension.map(|d| d.as_str())),
        "bound" => Cell::text(row.bound.as_str()),
        "kind" => Cell::text(row.kind.as_str()),
        "status" => Cell::text(row.status.as_str()),
        "tone" => Cell::text(row.tone.as_str()),
        "indicator" => Cell::words(row.indicator.as_deref()),
        "indicator_id" => Cell::words(row.indicator_id.as_deref()),
        "year" => Cell::of(row.year),
        "period" => row.period_start.zip(row.period_end).map_or(Cell::Null, |(start, end)| Cell::Years(start, end)),
        "period_start" => Cell::of(row.period_start),
        "period_end" => Cell::of(row.period_end),
        "time_source" => Cell::words(row.time_source.map(|s| s.as_str())),
        "per_year" => Cell::Flag(row.per_year),
        "cumulative" => Cell::Flag(row.cumulative),
        "relative_to" => Cell::words(row.relative_to.as_deref()),
        "attribute" => Cell::words(row.attribute.map(|a| a.as_str())),
        "baseline_year" => Cell::of(row.baseline_year),
        "baseline_value" => Cell::of(row.baseline_value),
        "region" => Cell::words(row.region.as_deref()),
        "certain" => Cell::Flag(row.certain),
        "rule" => Cell::text(&*row.rule),
        // The reader of the pack lets no other name through.
        _ => Cell::Null,
    }
}
