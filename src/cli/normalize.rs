//! `guihua normalize`: the clean text of a file, or what was done to it.

use super::args::{Color, Normalize};
use super::style::Style;
use super::{Exit, extras};
use crate::tables::rows::DiagnosticRow;
use crate::text::{self, Failure, Options, Text};

/// Prints the clean text, or with `--diff` each repair.
pub(super) fn main(args: &Normalize, _color: Color, style: Style) -> Exit {
    let shown = args.file.display();
    let raw = match std::fs::read(&args.file) {
        Ok(raw) => raw,
        Err(error) => {
            style.error(&format!("cannot read {shown}: {error}; give an existing file"));
            return Exit::Usage;
        }
    };
    match text::normalise(&raw, &Options { encoding: args.encoding.clone() }) {
        Ok(text) if args.diff => extras::print(diff(&text, style).as_bytes()),
        Ok(text) => extras::print(text.clean.as_bytes()),
        Err(failure) => {
            style.error(&format!("{shown}: {failure}"));
            if matches!(failure, Failure::UnknownLabel { .. }) { Exit::Usage } else { Exit::Failed }
        }
    }
}

fn diff(text: &Text, style: Style) -> String {
    let mut out = style.faint(&format!(
        "{}, {:?}, {} repair(s), {} of them uncertain, {} gloss(es) removed\n",
        text.encoding, text.script, text.repairs, text.repairs_uncertain, text.glosses_removed
    ));
    for row in &text.diagnostics {
        out.push_str(&place(row, style));
    }
    out
}

fn place(row: &DiagnosticRow, style: Style) -> String {
    let bytes = row.bytes.map(|b| format!("bytes {}..{}  ", b.start, b.end)).unwrap_or_default();
    let mut out = format!("{}{}\n", style.faint(&format!("{bytes}{} {}: ", row.severity.as_str(), row.code)), row.message);
    if let Some(before) = &row.before {
        out.push_str(&format!("  {}\n", style.removed(&format!("- {before}"))));
    }
    if let Some(after) = &row.after {
        out.push_str(&format!("  {}\n", style.added(&format!("+ {after}"))));
    }
    out
}
