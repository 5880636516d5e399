//! Boxes whose heading was lost: where a number is missing between two boxes, a run of items that stands there without a heading.

use super::boxes::Page;
use super::marks;
use super::{BoxOf, Document, Item, Paragraph, ParagraphKind, Section};
use crate::tables::rows::{SectionKind, Span};

/// A run of at least this many items is a box.
const RUN: usize = 3;

/// More lost boxes than these are no longer lost headings but another layout.
const MOST: usize = 12;

/// Finds the lost boxes and puts them among the others, in order.
pub fn restore(page: &Page<'_>, document: &mut Document) {
    let mut from = 0;
    for _ in 0..MOST {
        let mut later = gaps(document).into_iter().filter(|&(after, _)| after >= from);
        let Some((after, run)) = later.find_map(|(after, before)| Some((after, run_between(page, document, after, before)?))) else {
            return;
        };
        insert(page, document, after + 1, run);
        from = after + 2;
    }
}

/// Neighbouring boxes between whose numbers one or more are missing.
fn gaps(document: &Document) -> Vec<(usize, usize)> {
    let numbers: Vec<_> = document.boxes.iter().map(|b| b.number.as_deref().and_then(marks::mark).and_then(|m| m.number)).collect();
    (1..numbers.len())
        .filter(|&i| matches!((numbers[i - 1], numbers[i]), (Some(a), Some(b)) if b > a + 1 && b <= a + 4))
        .map(|i| (i - 1, i))
        .collect()
}

/// The paragraphs of the longest run of item-like leads between two boxes.
fn run_between(page: &Page<'_>, document: &Document, after: usize, before: usize) -> Option<(usize, usize)> {
    let (from, to) = (document.boxes[after].body.end.max(document.boxes[after].heading.end), document.boxes[before].heading.start);
    let first = document.paragraphs.partition_point(|p| p.span.start < from);
    let last = document.paragraphs.partition_point(|p| p.span.start < to);
    let mut best = None;
    let mut start = first;
    for at in first..=last {
        if at < last && is_item(page, &document.paragraphs[at]) {
            continue;
        }
        if at - start >= RUN && best.is_none_or(|(a, b): (usize, usize)| at - start > b - a) {
            best = Some((start, at));
        }
        start = at + 1;
    }
    best
}

fn is_item(page: &Page<'_>, paragraph: &Paragraph) -> bool {
    let Some(lead) = paragraph.lead.filter(|_| paragraph.kind == ParagraphKind::Body && paragraph.in_box.is_none()) else { return false };
    let name = lead.of(page.clean);
    let plain = lead.start == paragraph.span.start;
    plain && page.words.works.ends_with(name).is_some() && page.words.verbs.starts_with(name).is_none()
}

fn insert(page: &Page<'_>, document: &mut Document, index: usize, (first, last): (usize, usize)) {
    let span = Span::new(document.paragraphs[first].span.start, document.paragraphs[last - 1].span.end);
    let parent = document.paragraphs[first].section;
    let depth = document.sections[parent].depth + 1;
    let at = document.sections.partition_point(|s| s.span.start <= span.start);
    shift(document, at, index);
    let heading = Span::new(span.start, span.start);
    let section = Section { parent: Some(parent), kind: SectionKind::Box, number: None, title: "".into(), depth, span, heading };
    document.sections.insert(at, section);
    let mut items = Vec::new();
    for paragraph in &mut document.paragraphs[first..last] {
        paragraph.in_box = Some(index);
        paragraph.section = at;
        paragraph.kind = ParagraphKind::Item;
        if let Some(name) = paragraph.lead {
            let stop = page.clean[name.end..].chars().next().filter(|&c| c == '。').map_or(0, char::len_utf8);
            items.push(Item { name, body: Span::new(name.end + stop, paragraph.span.end) });
        }
    }
    document.boxes.insert(index, BoxOf { section: at, number: None, title: "".into(), heading, body: span, items });
}

/// Makes room for a section and a box in what points at them.
fn shift(document: &mut Document, section: usize, index: usize) {
    let later = |at: &mut usize, from: usize| *at += usize::from(*at >= from);
    document.sections.iter_mut().filter_map(|s| s.parent.as_mut()).for_each(|p| later(p, section));
    document.boxes.iter_mut().for_each(|b| later(&mut b.section, section));
    for table in &mut document.tables {
        later(&mut table.section, section);
        table.in_box.iter_mut().for_each(|b| later(b, index));
    }
    for paragraph in &mut document.paragraphs {
        later(&mut paragraph.section, section);
        paragraph.in_box.iter_mut().for_each(|b| later(b, index));
    }
}
