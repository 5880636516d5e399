//! Targets of tables held against those of the prose: the same indicator and year must not have two values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::tables::rows::{Bound, DiagnosticRow, Kind, QuantityRow, Severity, Source, TargetRow};

/// One diagnostic for every target of a table that a target of the prose contradicts.
pub fn conflicts(targets: &[TargetRow]) -> Vec<DiagnosticRow> {
    let (tables, prose): (Vec<&TargetRow>, Vec<&TargetRow>) = targets.iter().partition(|t| t.source == Source::Table);
    let certain: Vec<_> = tables.into_iter().map(|t| &*t.quantity).filter(|q| q.certain).filter_map(|q| Some((q, key(q)?))).collect();
    if certain.is_empty() {
        return vec![];
    }
    // What the prose says of that which tables set out to reach.
    let mut said: BTreeMap<_, Vec<&QuantityRow>> = certain.iter().map(|(_, key)| (key, vec![])).collect();
    for quantity in prose.into_iter().map(|t| &*t.quantity) {
        if let Some(of) = key(quantity).and_then(|key| said.get_mut(&key)) {
            of.push(quantity);
        }
    }
    certain.iter().filter_map(|(table, key)| contradicted(table, said.get(key)?)).collect()
}

/// The indicator, canonical where it is known, and the year.
fn key(row: &QuantityRow) -> Option<(Cow<'_, str>, i32)> {
    let name = match &row.indicator_id {
        Some(id) => Cow::Borrowed(&**id),
        None => bare(row.indicator.as_deref()?),
    };
    Some((name, row.year?)).filter(|(name, _)| !name.is_empty())
}

/// The name without its scope and its marks.
fn bare(name: &str) -> Cow<'_, str> {
    let scope = ["全市", "全省", "全县", "全区", "全州", "全国", "我市", "我省", "我县", "我区"];
    let name = scope.iter().find_map(|s| name.strip_prefix(s)).unwrap_or(name);
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '“' | '”' | '(' | ')' | '"');
    if name.contains(is_mark) { name.replace(is_mark, "").into() } else { name.into() }
}

/// Looked at for one target of a table; a plan that names an indicator more often is not read on.
const MOST: usize = 20;

fn contradicted(table: &QuantityRow, prose: &[&QuantityRow]) -> Option<DiagnosticRow> {
    let alike: Vec<&&QuantityRow> = prose.iter().take(MOST).filter(|row| comparable(table, row)).collect();
    if alike.is_empty() || alike.iter().any(|row| agrees(table, row)) {
        return None;
    }
    let other = alike[0];
    Some(DiagnosticRow {
        severity: Severity::Warning,
        code: "table-prose-conflict",
        message: format!(
            "the table and the text disagree on {} in {}",
            table.indicator.as_deref().unwrap_or_default(),
            table.year.unwrap_or_default()
        ),
        before: Some(table.quote.to_string()),
        after: Some(other.quote.to_string()),
        bytes: Some(table.bytes),
    })
}

/// Values of one kind and unit can be held against each other.
fn comparable(a: &QuantityRow, b: &QuantityRow) -> bool {
    let level = |row: &QuantityRow| matches!(row.kind, Kind::Level | Kind::Count);
    let kind = a.kind == b.kind || (level(a) && level(b));
    kind && a.unit == b.unit && a.cumulative == b.cumulative && a.per_year == b.per_year && b.region.is_none()
}

/// Whether one value can meet both statements.
fn agrees(a: &QuantityRow, b: &QuantityRow) -> bool {
    let (Some(a), Some(b)) = (reach(a), reach(b)) else { return true };
    a.0 <= b.1 && b.0 <= a.1
}

/// The values that a statement allows.
fn reach(row: &QuantityRow) -> Option<(f64, f64)> {
    let value = row.value?;
    let slack = match row.bound {
        Bound::Approx => value.abs() * 0.05,
        _ => value.abs() * 1e-9,
    };
    Some(match row.bound {
        Bound::Ge | Bound::Gt => (value - slack, f64::INFINITY),
        Bound::Le | Bound::Lt => (f64::NEG_INFINITY, value + slack),
        _ => (value - slack, row.value_high.unwrap_or(value) + slack),
    })
}
