//! Boxes and their items as rows of `projects`. The named works within are the project room's.

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::{BoxOf, Document, Item};
use crate::rules::Pack;
use crate::tables::rows::{ProjectLevel, ProjectRow, Span};
use crate::text::Text;

/// One row for every box with a heading and for every item, in order. `project_no` is left 0: whoever merges the lists numbers them.
pub fn rows(text: &Text, document: &Document, _pack: &Pack) -> Vec<ProjectRow> {
    let mut rows = Vec::with_capacity(document.boxes.iter().map(|found| 1 + found.items.len()).sum());
    let (boxed, item): (Arc<str>, Arc<str>) = ("box.heading".into(), "box.item".into());
    for found in &document.boxes {
        if !found.heading.is_empty() {
            rows.push(box_row(text, found, boxed.clone()));
        }
        rows.extend(found.items.iter().map(|of| item_row(text, found, of, item.clone())));
    }
    rows
}

fn box_row(text: &Text, found: &BoxOf, rule: Arc<str>) -> ProjectRow {
    let heading = found.heading.of(&text.clean);
    ProjectRow {
        name: (*found.title).to_owned(),
        bytes: text.map.raw(found.heading),
        ..blank(ProjectLevel::Box, found, rule, one_line(heading).into())
    }
}

fn item_row(text: &Text, found: &BoxOf, item: &Item, rule: Arc<str>) -> ProjectRow {
    let name = one_line(item.name.of(&text.clean));
    let body = item.body.of(&text.clean).trim();
    let whole = Span::new(item.name.start, item.body.end.max(item.name.end));
    ProjectRow {
        item: Some(name.as_ref().into()),
        name: name.into_owned(),
        description: Some(one_line(body)).filter(|body| !body.is_empty()).map(Cow::into_owned),
        bytes: text.map.raw(item.name),
        ..blank(ProjectLevel::Item, found, rule, one_line(whole.of(&text.clean)).into())
    }
}

/// The text without its line ends.
fn one_line(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return text.trim().into();
    }
    let mut out = String::with_capacity(text.len());
    text.split('\n').for_each(|line| out.push_str(line.trim()));
    out.into()
}

fn blank(level: ProjectLevel, found: &BoxOf, rule: Arc<str>, quote: Arc<str>) -> ProjectRow {
    ProjectRow {
        section_no: found.section as i32,
        project_no: 0,
        level,
        box_number: found.number.clone(),
        box_title: Some(found.title.clone()).filter(|title| !title.is_empty()),
        item: None,
        name: String::new(),
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
