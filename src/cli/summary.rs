//! What a run says at its end: a table for people, an object for machines.

use serde_json::{Value, json};

use super::Exit;
use super::style::Style;
use crate::batch::Report;
use crate::tables::contract::CONTRACT;

/// How many failed documents are named one by one.
const NAMED: usize = 20;

/// Bytes as megabytes with one digit behind the point.
pub(super) fn megabytes(bytes: f64) -> String {
    format!("{:.1}", bytes / 1e6)
}

/// Bytes in the unit that shows them best.
fn size(bytes: f64) -> String {
    if bytes < 1e6 { format!("{:.1} kB", bytes / 1e3) } else { format!("{} MB", megabytes(bytes)) }
}

/// Prints the summary on stderr.
pub(super) fn print(report: &Report, output: &str, seconds: f64, style: Style) {
    for (path, error) in report.failures.iter().take(NAMED) {
        style.warning(&format!("{path} failed: {error}"));
    }
    if let Some(more) = report.failures.len().checked_sub(NAMED + 1) {
        style.warning(&format!("{} more failed; see {output}/documents.parquet", more + 1));
    }
    style.plain(&lines(report, output, seconds, style).join("\n"));
}

fn lines(report: &Report, output: &str, seconds: f64, style: Style) -> Vec<String> {
    let failed = format!("{} failed", report.failed);
    let failed = if report.failed > 0 { style.bad(&failed) } else { failed };
    let mut lines =
        vec![format!("{} {} ok, {} partial, {failed}", style.strong(&format!("{:<12}", "documents")), report.ok, report.partial)];
    if report.skipped > 0 {
        lines.push(format!("{:<12} {} file(s) that are no plans; see diagnostics", "skipped", report.skipped));
    }
    let rows = report.tables.iter().filter(|(name, _)| *name != "documents");
    lines.extend(rows.map(|(name, rows)| format!("{name:<12} {rows:>9}")));
    if let Some(coverage) = report.coverage {
        lines.push(format!("{:<12} {:>8.1}% of target-looking quantities bound to an indicator", "coverage", coverage * 100.0));
    }
    let rate = size(report.bytes as f64 / seconds.max(1e-9));
    lines.push(format!("{:<12} {seconds:>9.2} s, {} read, {rate}/s", "time", size(report.bytes as f64)));
    lines.push(format!("{:<12} {output}", "written to"));
    lines
}

/// The summary for machines.
pub(super) fn object(report: &Report, output: &str, seconds: f64, exit: Exit) -> Value {
    let rows: serde_json::Map<String, Value> = report.tables.iter().map(|(name, rows)| ((*name).to_owned(), json!(rows))).collect();
    let failures: Vec<Value> = report.failures.iter().map(|(path, error)| json!({ "path": path, "error": error })).collect();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "contract": CONTRACT,
        "output": output,
        "documents": { "ok": report.ok, "partial": report.partial, "failed": report.failed, "skipped": report.skipped },
        "rows": rows,
        "coverage": report.coverage,
        "bytes": report.bytes,
        "seconds": seconds,
        "failures": failures,
        "exit_code": exit as u8,
    })
}

#[cfg(test)]
mod tests {
    use super::super::args::Color;
    use super::*;

    #[test]
    fn the_summary_fits_eighty_columns() {
        let tables = vec![("documents", 123_456), ("diagnostics", 123_456_789)];
        let report =
            Report { ok: 123_456, partial: 12_345, failed: 1_234, skipped: 99, bytes: 99_999_999_999, tables, ..Report::default() };
        for line in lines(&Report { coverage: Some(1.0), ..report }, "output", 86_400.0, Style::of(Color::Never)) {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}
