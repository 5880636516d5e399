//! One-byte-off runs: GBK text in which punctuation was searched for without regard to characters.
//!
//! Where the second byte of one character and the first of the next spelled a mark, the mark was cut out as a character: the first
//! character lost its first byte (shown as `?`), and what follows was read one byte late up to a byte that ends it. All of it but the
//! first character, and sometimes the last, follows from the bytes; [`choose`] finds those two.

mod bare;
mod brackets;
mod choose;
mod read;
#[cfg(test)]
mod tests;

use super::model::table::{BUILT_IN, Table};
use super::pen::Pen;
use super::step::{Effect, Finding, Step};
use super::survey::Survey;
use crate::tables::rows::{Severity, Span};
use choose::{Choice, Chooser};

/// Restores every run that can be restored, by the counts that come with the program and those of the text itself.
pub fn undo<'t>(input: &'t str, survey: &Survey) -> Step<'t> {
    undo_with(input, survey, &BUILT_IN)
}

/// Restores every run that can be restored, by other counts than the built-in ones.
pub fn undo_with<'t>(input: &'t str, survey: &Survey, built_in: &Table<'_>) -> Step<'t> {
    let starts = if survey.signs.question { read::starts(input) } else { Vec::new() };
    let bare = bare::find(input, &survey.behind_marks);
    if starts.is_empty() {
        return Step { findings: bare, ..Step::untouched(input) };
    }
    let mut chooser = None;
    let mut pen = Pen::new(input);
    let mut findings = bare;
    let mut done = 0;
    for start in starts.iter().copied() {
        if start < done {
            continue;
        }
        let reading = read::reading(input, start + 1, read::LONGEST);
        if reading.ends.is_empty() {
            findings.extend(unrepaired(input, start));
            continue;
        }
        let chooser = chooser.get_or_insert_with(|| Chooser::new(input, &starts, built_in));
        match chooser.choose(&reading, pen.before(start)) {
            Some(choice) => {
                pen.replace(start, choice.end, &choice.text);
                findings.push(repaired(input, start, &choice));
                done = choice.end;
            }
            None => findings.extend(unrepaired(input, start)),
        }
    }
    pen.finish(findings)
}

/// Says what was restored, and how surely.
fn repaired(input: &str, start: usize, choice: &Choice) -> Finding {
    let certain = choice.certainty >= choose::CERTAIN;
    let near = choice.runner_up.filter(|_| !certain).map_or(String::new(), |c| format!("; next best {c}"));
    let sure = match choice.certainty {
        0.0 => "others may be lost too".to_string(),
        share => format!("{}%", (share * 100.0).floor()),
    };
    Finding {
        severity: if certain { Severity::Info } else { Severity::Warning },
        code: if certain { "garble-repaired" } else { "garble-repaired-uncertain" },
        message: format!("characters read one byte late were restored; the lost character is {} ({sure}{near})", choice.first),
        before: Some(input[start..choice.end].to_string()),
        after: Some(choice.text.clone()),
        at: Span::new(start, choice.end),
        effect: if choice.loses_digit {
            Effect::Damaged
        } else if certain {
            Effect::Repaired
        } else {
            Effect::Uncertain
        },
    }
}

/// Says that a place looks like a run and could not be read: only where private-use characters show that it is one.
fn unrepaired(input: &str, start: usize) -> Option<Finding> {
    let end = input[start..].find(|c: char| c.is_ascii_alphanumeric() || c == '\n').map_or(input.len(), |n| start + n);
    let private = input[start..end].contains(|c| ('\u{e000}'..='\u{f8ff}').contains(&c));
    private.then(|| Finding {
        severity: Severity::Warning,
        code: "garble-unrepaired",
        message: "characters read one byte late could not be restored".to_string(),
        before: Some(input[start..end].to_string()),
        after: None,
        at: Span::new(start, end),
        effect: Effect::Damaged,
    })
}
