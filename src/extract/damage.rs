//! Numbers at damaged places: taken out of every table, whichever room read them.
//!
//! Where a character is lost a digit may be lost with it: `?50万元` may have been `150万元`. The text room says where
//! ([`Text::damaged`]); a row whose number stands there is no row, its numeral is suppressed whatever it was, and where it was read a
//! diagnostic says so.

use std::sync::Arc;

use crate::tables::rows::*;
use crate::text::Text;

/// The rule that a numeral at a damaged place is suppressed by.
const RULE: &str = "text.damaged";

/// Takes the rows out whose numbers stand at damaged places of the text.
pub fn keep_out(rows: &mut Rows, text: &Text) {
    if text.damaged.is_empty() {
        return;
    }
    let mut places: Vec<Span> = text.damaged.iter().map(|span| text.map.raw(*span)).filter(|span| !span.is_empty()).collect();
    places.sort_unstable();
    let is_damaged = |bytes: Span| {
        let next = places.partition_point(|place| place.end <= bytes.start);
        places.get(next).is_some_and(|place| place.overlaps(bytes))
    };
    Arc::make_mut(&mut rows.quantities).retain(|row| !is_damaged(row.bytes));
    rows.targets.retain(|row| !is_damaged(row.quantity.bytes));
    rows.indicators.retain(|row| row.value.is_none() || !is_damaged(row.bytes));
    let rule = Label::from(RULE);
    for row in rows.numerals.iter_mut().filter(|row| is_damaged(row.bytes)) {
        if row.outcome == Outcome::Extracted {
            rows.diagnostics.push(told(row));
        }
        row.outcome = Outcome::Suppressed;
        row.rule = Some(rule);
        row.quantity_no = None;
    }
}

/// Whether a stretch of the clean text touches a damaged place.
pub fn is_at(text: &Text, span: Span) -> bool {
    // The places are in order and apart from each other.
    let next = text.damaged.partition_point(|place| place.end <= span.start);
    text.damaged.get(next).is_some_and(|place| place.overlaps(span))
}

fn told(row: &NumeralRow) -> DiagnosticRow {
    DiagnosticRow {
        severity: Severity::Warning,
        code: "number-damaged",
        message: format!("{} stands where characters are lost and may be part of another number; it is not read", row.raw),
        before: Some(row.raw.to_string()),
        after: None,
        bytes: Some(row.bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Options, normalise};

    #[test]
    fn a_numeral_at_a_damaged_place_is_suppressed_and_told() {
        let raw = "完成投资\u{fffd}50亿元，建成道路30公里。";
        let text = normalise(raw.as_bytes(), &Options::default()).expect("UTF-8");
        let numeral = |digits: &str| {
            let at = raw.find(digits).expect("in the text");
            NumeralRow {
                section_no: 0,
                numeral_no: 0,
                raw: digits.into(),
                outcome: Outcome::Extracted,
                rule: Some("a.rule".into()),
                quantity_no: Some(1),
                bytes: Span::new(at, at + digits.len()),
            }
        };
        let mut rows = Rows::bare(DocumentRow::blank("a.txt"), vec![]);
        rows.numerals = vec![numeral("50"), numeral("30")];
        keep_out(&mut rows, &text);
        assert_eq!((rows.numerals[0].outcome, rows.numerals[0].rule.as_deref()), (Outcome::Suppressed, Some(RULE)));
        assert_eq!(rows.numerals[1], numeral("30"));
        assert_eq!(rows.diagnostics.len(), 1);
    }

    #[test]
    fn every_numeral_at_a_damaged_place_has_its_row() {
        let raw = "云泽市工作报告\n到\u{fffd}2035年建成道路30公里，覆盖\u{fffd}10个村。\n";
        let rows = crate::read("a.txt", raw.as_bytes(), &crate::rules::Pack::embedded());
        let outcome = |digits: &str| {
            let at = raw.find(digits).expect("in the text");
            let row = rows.numerals.iter().find(|row| row.bytes.start == at).expect("a row");
            (row.outcome, row.rule.as_deref() == Some(RULE))
        };
        assert_eq!(["2035", "10"].map(outcome), [(Outcome::Suppressed, true); 2]);
        assert_eq!(outcome("30"), (Outcome::Extracted, false));
    }

    #[test]
    fn no_work_has_a_damaged_investment() {
        let pack = crate::rules::Pack::embedded();
        let investment = |raw: &str| {
            let rows = crate::read("a.txt", raw.as_bytes(), &pack);
            let work = rows.projects.iter().find(|row| row.name.starts_with("柳溪水利枢纽")).expect("a work");
            work.investment_value
        };
        assert_eq!(investment("云泽市工作报告\n新建柳溪水利枢纽工程，总投资350亿元。\n"), Some(350.0));
        assert_eq!(investment("云泽市工作报告\n新建柳溪水利枢纽工程，总投资\u{fffd}50亿元。\n"), None);
        let table = |sum: &str| {
            format!(
                "云泽市重点项目表\n\n序号\t项目名称\t建设内容\t总投资(亿元)\n1\t柳溪水利枢纽工程\t新建大坝\t{sum}\n2\t青陵水厂\t扩建水厂\t20\n"
            )
        };
        assert_eq!(investment(&table("350")), Some(350.0));
        assert_eq!(investment(&table("\u{fffd}50")), None);
    }

    #[test]
    fn no_table_reads_a_damaged_number() {
        let pack = crate::rules::Pack::embedded();
        let raw = "云泽市工作报告\n今年完成投资\u{fffd}50亿元，规划期（?025-2028年）建成道路\u{fffd}30公里。\n";
        let rows = crate::read("a.txt", raw.as_bytes(), &pack);
        for digits in ["50", "025", "30公里"] {
            let at = raw.find(digits).expect("in the text");
            let touches = |bytes: Span| bytes.overlaps(Span::new(at, at + 2));
            assert!(rows.quantities.iter().all(|row| !touches(row.bytes)), "{digits}");
            assert!(rows.targets.iter().all(|row| !touches(row.quantity.bytes)), "{digits}");
            assert!(rows.numerals.iter().filter(|row| touches(row.bytes)).all(|row| row.outcome == Outcome::Suppressed), "{digits}");
        }
    }
}
