//! `guihua verify`.

use super::args::{Format, Verify};
use super::style::Style;
use super::{Exit, extras};
use crate::batch::verify::{Finding, Verified, verify};

/// Checks an output against the raw files.
pub(super) fn main(args: &Verify, quiet: bool, style: Style) -> Exit {
    if let Some(jobs) = args.jobs {
        // A pool that is there already has the threads it has.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    let verified = match verify(&args.output, &args.raw) {
        Ok(verified) => verified,
        Err(error) => {
            style.error(&error.to_string());
            return Exit::Usage;
        }
    };
    let exit = if verified.findings.is_empty() { Exit::Ok } else { Exit::Findings };
    let printed = match args.format {
        Format::Text => verified.findings.iter().map(line).collect::<String>(),
        Format::Json => format!("{:#}\n", object(&verified, exit)),
    };
    if !quiet {
        style.plain(&summary(&verified));
    }
    exit.or(extras::print(printed.as_bytes()))
}

fn line(finding: &Finding) -> String {
    let bytes = finding.bytes.map(|(start, end)| format!(" bytes {start}..{end}")).unwrap_or_default();
    format!("{} {}{bytes}: {}\n", finding.table, finding.path, finding.message)
}

fn summary(verified: &Verified) -> String {
    let rows: usize = verified.rows.iter().map(|(_, rows)| rows).sum();
    format!(
        "{} document(s), {rows} rows read again, {} of them with what stands around them; {} finding(s)",
        verified.documents,
        verified.in_context,
        verified.findings.len()
    )
}

fn object(verified: &Verified, exit: Exit) -> serde_json::Value {
    let rows: serde_json::Map<_, _> = verified.rows.iter().map(|(name, rows)| ((*name).to_owned(), (*rows).into())).collect();
    serde_json::json!({
        "documents": verified.documents,
        "rows": rows,
        "in_context": verified.in_context,
        "findings": verified.findings,
        "exit_code": exit as u8,
    })
}
