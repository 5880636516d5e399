//! Arithmetic that a plan's figures must obey among themselves. It changes no row; what does not agree is a diagnostic.

use std::collections::BTreeMap;

use crate::tables::rows::*;

/// How far growth, baseline and target may be apart: growth is at constant prices, levels mostly are not.
const GROWTH_TOLERANCE: f64 = 0.06;

/// Every check of a document's rows.
pub fn diagnostics(quantities: &[QuantityRow], cells: &[IndicatorRow]) -> Vec<DiagnosticRow> {
    let (mut found, mut shares) = (Vec::new(), Vec::new());
    for row in quantities {
        found.extend(unbound(row));
        shares.extend(share_beyond_all(row));
    }
    found.append(&mut shares);
    found.extend(sectors(quantities));
    found.extend(growth(cells));
    found
}

fn diagnostic(severity: Severity, code: &'static str, message: String, bytes: Span) -> DiagnosticRow {
    DiagnosticRow { severity, code, message, before: None, after: None, bytes: Some(bytes) }
}

fn unbound(row: &QuantityRow) -> Option<DiagnosticRow> {
    let message = || format!("no indicator was found for {}", row.raw);
    row.indicator.is_none().then(|| diagnostic(Severity::Warning, "quantity-unbound", message(), row.bytes))
}

/// A share of a whole above 100 %.
fn share_beyond_all(row: &QuantityRow) -> Option<DiagnosticRow> {
    const SHARES: [&str; 9] = ["比重", "占比", "覆盖率", "普及率", "参保率", "处理率", "达标率", "合格率", "入学率"];
    let indicator = row.indicator.as_deref()?;
    let beyond = row.unit == "%" && row.kind == Kind::Level && row.value? > 100.0 && !indicator.contains("毛入");
    let is_share = || SHARES.iter().any(|word| indicator.ends_with(word));
    (beyond && is_share())
        .then(|| diagnostic(Severity::Warning, "check-share", format!("{indicator} is {}, more than the whole", row.raw), row.bytes))
}

/// Three sectors that do not add up to 100.
fn sectors(quantities: &[QuantityRow]) -> Vec<DiagnosticRow> {
    let is_sector = |q: &QuantityRow| q.indicator.as_deref().is_some_and(|i| i.contains("三次产业"));
    let triple = |w: &&[QuantityRow]| w.iter().all(|q| q.sentence_no == w[0].sentence_no && q.year == w[0].year) && w.iter().all(is_sector);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(w) = quantities.get(at..at + 3) {
        let sum: f64 = w.iter().filter_map(|q| q.value).sum();
        if !triple(&w) {
            at += 1;
            continue;
        }
        if (sum - 100.0).abs() > 0.35 {
            let shares: Vec<_> = w.iter().map(|q| q.value_text.as_str()).collect();
            let bytes = Span::new(w[0].bytes.start, w[2].bytes.end);
            found.push(diagnostic(
                Severity::Warning,
                "check-sectors",
                format!("the shares {} add up to {sum:.1}, not 100", shares.join(":")),
                bytes,
            ));
        }
        at += 3;
    }
    found
}

/// Baseline, growth and target of a row of a table that do not agree.
fn growth(cells: &[IndicatorRow]) -> Vec<DiagnosticRow> {
    fn row(cell: &IndicatorRow) -> (i32, Option<&str>, &str) {
        (cell.section_no, cell.row_no.as_deref(), &cell.indicator)
    }
    let growing = cells.iter().filter(|cell| cell.role == Role::Growth);
    let mut rows: BTreeMap<_, Vec<&IndicatorRow>> = growing.map(|cell| (row(cell), vec![])).collect();
    for cell in cells {
        if let Some(row) = rows.get_mut(&row(cell)) {
            row.push(cell);
        }
    }
    rows.values().filter_map(|row| disagreeing(row)).collect()
}

fn disagreeing(row: &[&IndicatorRow]) -> Option<DiagnosticRow> {
    let cell = |role: Role| row.iter().find(|c| c.role == role && !c.cumulative && c.value_high.is_none()).copied();
    let (baseline, target, growth) = (cell(Role::Baseline)?, cell(Role::Target)?, cell(Role::Growth)?);
    let (from, to, rate) = (baseline.value?, target.value?, growth.value?);
    let years = f64::from(target.year? - baseline.year?);
    if from <= 0.0 || years <= 0.0 || baseline.unit.as_deref() == Some("%") || growth.raw.starts_with('[') {
        return None;
    }
    let reached = from * (1.0 + rate / 100.0).powf(years);
    let apart = (reached - to).abs() / to.abs().max(1e-9);
    let exact = target.bound == Some(Bound::Eq) && growth.bound == Some(Bound::Eq);
    let message = format!(
        "{}: {} growing by {rate} % a year for {years} years is {reached:.1}, the target says {}",
        target.indicator, baseline.raw, target.raw
    );
    (exact && apart > GROWTH_TOLERANCE).then(|| diagnostic(Severity::Info, "check-growth", message, target.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(role: Role, year: i32, value: f64) -> IndicatorRow {
        IndicatorRow {
            section_no: 1,
            box_number: None,
            box_title: None,
            category: None,
            row_no: Some("1".into()),
            indicator: "地区生产总值".into(),
            indicator_id: None,
            unit: Some("亿元".into()),
            role,
            year: Some(year),
            raw: value.to_string().into(),
            value: Some(value),
            value_high: None,
            bound: Some(Bound::Eq),
            cumulative: false,
            attribute: None,
            column_certain: true,
            rule: "test".into(),
            quote: "".into(),
            bytes: Span::default(),
        }
    }

    #[test]
    fn growth_that_does_not_lead_to_the_target_is_told() {
        let cells = |target: f64| [cell(Role::Baseline, 2020, 1000.0), cell(Role::Target, 2025, target), cell(Role::Growth, 2025, 7.0)];
        assert_eq!(growth(&cells(1402.0)).len(), 0);
        let found = growth(&cells(1900.0));
        assert_eq!(found[0].code, "check-growth");
    }

    /// The codes of what is found in a small plan.
    fn codes(text: &str) -> Vec<&'static str> {
        let title = "云泽市国民经济和社会发展第十四个五年规划纲要";
        let rows = crate::extract::read("plan.txt", format!("{title}\n\n{text}\n").as_bytes(), &crate::rules::Pack::embedded());
        rows.diagnostics.iter().map(|d| d.code).filter(|code| code.starts_with("check-")).collect()
    }

    #[test]
    fn shares_beyond_all_and_sectors_that_do_not_add_up_are_told() {
        assert_eq!(codes("到2025年,污水处理率达到120%。"), ["check-share"]);
        assert_eq!(codes("到2025年,污水处理率达到98%,毛入学率达到104%。"), [""; 0]);
        assert_eq!(codes("到2025年,三次产业结构调整为12:30:50。"), ["check-sectors"]);
        assert_eq!(codes("到2025年,三次产业结构调整为12:38:50。"), [""; 0]);
    }
}
