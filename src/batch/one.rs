//! One input to its rows, whatever it does: unreadable, skipped, or a document that makes the program panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::extract::doc_id;
use crate::rules::Pack;
use crate::source::{Input, Kind};
use crate::tables::Entry;
use crate::tables::rows::{DiagnosticRow, DocumentRow, Rows, Severity};

/// Reads one input.
pub(super) fn read(input: &Input, pack: &Pack) -> Entry {
    match &input.kind {
        Kind::Plan => match std::fs::read(&input.file) {
            Ok(raw) => listed(guarded(&input.path, &raw, |path, raw| crate::read(path, raw, pack))),
            Err(error) => listed(unreadable(&input.path, &error.to_string())),
        },
        Kind::Unreadable(message) => listed(unreadable(&input.path, message)),
        Kind::Skipped(code, why) => {
            let rows = Rows::bare(DocumentRow::blank(&input.path), vec![diagnostic(Severity::Info, code, why.clone())]);
            Entry { rows, listed: false }
        }
    }
}

fn listed(rows: Rows) -> Entry {
    Entry { rows, listed: true }
}

/// Reads a document; a panic becomes a failed row, so that the others go on.
fn guarded(path: &str, raw: &[u8], read: impl FnOnce(&str, &[u8]) -> Rows) -> Rows {
    catch_unwind(AssertUnwindSafe(|| read(path, raw))).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
        let message = format!(
            "the program broke on this document ({}); this is a fault of guihua, please report it with the file",
            said.unwrap_or("no message")
        );
        let blank = DocumentRow { doc_id: doc_id(raw), byte_len: raw.len() as i64, ..DocumentRow::blank(path) };
        failed(blank, "document-panicked", message)
    })
}

fn unreadable(path: &str, message: &str) -> Rows {
    failed(DocumentRow::blank(path), "file-unreadable", format!("cannot read the file: {message}; check its permissions"))
}

fn failed(document: DocumentRow, code: &'static str, message: String) -> Rows {
    let document = DocumentRow { error: Some(message.clone()), ..document };
    Rows::bare(document, vec![diagnostic(Severity::Error, code, message)])
}

fn diagnostic(severity: Severity, code: &'static str, message: String) -> DiagnosticRow {
    DiagnosticRow { severity, code, message, before: None, after: None, bytes: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::rows::DocStatus;

    #[test]
    fn a_panic_becomes_a_failed_row() {
        let rows = guarded("a.txt", b"abc", |_, _| panic!("index out of range"));
        assert_eq!(rows.document.status, DocStatus::Failed);
        assert_eq!(rows.document.byte_len, 3);
        assert!(rows.document.error.expect("an error").contains("index out of range"));
        assert_eq!(rows.diagnostics[0].code, "document-panicked");
    }

    #[test]
    fn a_file_that_cannot_be_read_becomes_a_failed_row() {
        let input = Input { path: "gone.txt".into(), file: "/nowhere/gone.txt".into(), byte_len: 0, kind: Kind::Plan };
        let entry = read(&input, &Pack::embedded());
        assert!(entry.listed);
        assert_eq!(entry.rows.diagnostics[0].code, "file-unreadable");
    }
}
