//! `guihua test`: the tests that stand beside the rules.

use super::args::{Format, Test};
use super::style::Style;
use super::{Exit, extras, pack};
use crate::regress::{self, Report};

/// Loads the pack, runs its tests and prints every failure.
pub(super) fn main(args: &Test, quiet: bool, style: Style) -> Exit {
    let Some(pack) = pack(args.rules.as_deref(), style) else { return Exit::Usage };
    let report = regress::check(&pack);
    let exit = if report.is_clean() { Exit::Ok } else { Exit::Findings };
    let printed = match args.format {
        Format::Text => report.failures.iter().map(|failure| format!("{failure}\n")).collect::<String>(),
        Format::Json => format!("{:#}\n", object(&report, exit)),
    };
    if !quiet {
        report.lacking.iter().for_each(|rule| style.warning(&rule.to_string()));
        let (tests, rules, failed) = (report.tests, report.tested, report.failures.len());
        style.plain(&format!("{tests} tests of {rules} rules, {failed} failed, {} rules lack tests", report.lacking.len()));
    }
    exit.or(extras::print(printed.as_bytes()))
}

fn object(report: &Report, exit: Exit) -> serde_json::Value {
    let failures = report
        .failures
        .iter()
        .map(|f| serde_json::json!({ "rule": f.rule, "file": f.file, "line": f.line, "text": f.text, "differences": f.differences }));
    serde_json::json!({
        "tests": report.tests,
        "rules": report.tested,
        "failures": failures.collect::<Vec<_>>(),
        "lacking": report.lacking.iter().map(|l| l.rule.as_str()).collect::<Vec<_>>(),
        "exit_code": exit as u8,
    })
}
