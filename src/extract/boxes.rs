//! Boxes and their items as rows of `projects`. The named works within are the project room's.

use std::sync::Arc;

use crate::document::{BoxOf, Document, Item};
use crate::extract::blanks::trimmed;
use crate::rules::Pack;
use crate::tables::rows::{Label, Piece, ProjectLevel, ProjectRow, Span};
use crate::text::Text;

/// One row for every box with a heading and for every item, in order. `project_no` is left 0: whoever merges the lists numbers them.
pub fn rows(text: &Text, document: &Document, _pack: &Pack) -> Vec<ProjectRow> {
    let mut rows = Vec::with_capacity(document.boxes.iter().map(|found| 1 + found.items.len()).sum());
    let (boxed, item): (Label, Label) = ("box.heading".into(), "box.item".into());
    for found in &document.boxes {
        if !found.heading.is_empty() {
            rows.push(box_row(text, found, boxed));
        }
        rows.extend(found.items.iter().map(|of| item_row(text, found, of, item)));
    }
    rows
}

fn box_row(text: &Text, found: &BoxOf, rule: Label) -> ProjectRow {
    ProjectRow {
        bytes: text.map.raw(found.heading),
        ..blank(ProjectLevel::Box, found, rule, (*found.title).into(), one_line(&text.clean, found.heading))
    }
}

fn item_row(text: &Text, found: &BoxOf, item: &Item, rule: Label) -> ProjectRow {
    let line = |span: Span| one_line(&text.clean, span);
    let whole = Span::new(item.name.start, item.body.end.max(item.name.end));
    let name = line(item.name);
    ProjectRow {
        item: Some(name.clone()),
        description: Some(line(item.body)).filter(|body| !body.is_empty()),
        bytes: text.map.raw(item.name),
        ..blank(ProjectLevel::Item, found, rule, name, line(whole))
    }
}

/// A piece of the text without its line ends.
fn one_line(clean: &Arc<String>, span: Span) -> Piece {
    let text = span.of(clean);
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return Piece::of(clean, trimmed(clean, span));
    }
    text.split('\n').map(str::trim).collect::<String>().into()
}

fn blank(level: ProjectLevel, found: &BoxOf, rule: Label, name: Piece, quote: Piece) -> ProjectRow {
    ProjectRow {
        section_no: found.section as i32,
        project_no: 0,
        level,
        box_number: found.number.clone(),
        box_title: Some(found.title.clone()).filter(|title| !title.is_empty()),
        item: None,
        name,
        project_key: None,
        stage: None,
        region: None,
        investment_value: None,
        investment_unit: None,
        period_start: None,
        period_end: None,
        description: None,
        rule,
        quote,
        bytes: Span::default(),
    }
}
