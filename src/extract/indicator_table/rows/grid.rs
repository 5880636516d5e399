//! Rows of a grid: a cell for every column, but for those lost at a line's ends.

use std::borrow::Cow;

use super::super::cell::{Cell, CellKind};
use super::super::header::ColumnKind;
use super::super::name;
use super::stream::Stream;
use super::{Frame, TableRow};
use crate::extract::blanks::without_blanks;
use crate::tables::rows::Span;

/// Reads the rows of a grid: a cell for every column, but for those lost at a line's ends.
pub(in super::super) fn from_grid(frame: Frame<'_>, rows: &[Vec<Span>]) -> Vec<TableRow> {
    let mut out: Vec<TableRow> = Vec::with_capacity(rows.len());
    let mut category = None;
    let width = frame.header.columns.len();
    let places = rows.iter().any(|row| holds_place(row));
    for row in rows {
        let cells: Vec<Cell> = row.iter().map(|span| Cell::read(frame.clean, *span, &frame.words)).collect();
        if cells.iter().all(|c| c.kind == CellKind::Empty) {
            continue;
        }
        if let Some(text) = lone_text(frame, &cells) {
            if !goes_on(frame, &text, &mut out) {
                category = Some(text);
            }
        } else if cells.len() == width || (places && cells.len() < width) {
            let cells = padded(frame, cells);
            let row = grid_row(frame, cells, &mut category, out.last());
            out.push(row);
        } else {
            let filled: Vec<Cell> = cells.into_iter().filter(|c| c.kind != CellKind::Empty).collect();
            let mut stream = Stream::new(frame);
            stream.category.clone_from(&category);
            stream.next_no = out.last().and_then(|r| r.row_no.as_ref()?.parse::<u32>().ok()).map(|n| n + 1);
            stream.read(filled);
            out.extend(stream.finish().into_iter().map(|row| unglued(frame, row)));
            category = out.last().and_then(|r| r.category.clone()).or(category);
        }
    }
    out
}

/// A row whose group word and running number ran into its name: `绿色生态10单位GDP能源消耗降低`.
fn unglued(frame: Frame<'_>, mut row: TableRow) -> TableRow {
    if row.row_no.is_some() || !frame.header.has(ColumnKind::RowNo) {
        return row;
    }
    let group = frame.words.group.starts_with(&row.name).unwrap_or(0);
    let rest = &row.name[group..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && rest[digits..].chars().next().is_some_and(char::is_alphabetic) {
        if group > 0 {
            row.category = Some(row.name[..group].to_owned());
        }
        row.row_no = Some(rest[..digits].to_owned());
        row.name = rest[digits..].to_owned();
    }
    row
}

/// Whether an empty cell stands between two others: such a table keeps the places of its empty cells.
fn holds_place(row: &[Span]) -> bool {
    let first = row.iter().position(|s| !s.is_empty()).unwrap_or(0);
    let last = row.iter().rposition(|s| !s.is_empty()).unwrap_or(0);
    row[first..=last.max(first)].iter().any(|s| s.is_empty())
}

/// A row that is too short, with the empty cells put back that it lost at its ends (merged cells do so at its start).
fn padded(frame: Frame<'_>, cells: Vec<Cell>) -> Vec<Cell> {
    let columns = &frame.header.columns;
    let missing = columns.len() - cells.len();
    let fits = |left: usize| -> i32 { cells.iter().zip(&columns[left..]).map(|(cell, column)| fit(frame, cell, column.kind)).sum() };
    // Of equal readings the one that lost its cells at the end.
    let left = (0..=missing).max_by_key(|left| (fits(*left), missing - left)).unwrap_or(0);
    let edge = |at: usize| Cell { span: Span::new(at, at), kind: CellKind::Empty };
    let (start, end) = (cells.first().map_or(0, |c| c.span.start), cells.last().map_or(0, |c| c.span.end));
    let mut out = vec![edge(start); left];
    out.extend(cells);
    out.resize(columns.len(), edge(end));
    out
}

/// How well a cell fits a column by its kind alone.
fn fit(frame: Frame<'_>, cell: &Cell, column: ColumnKind) -> i32 {
    let text = frame.text(cell);
    let is_unit = || name::is_unit(text, frame.units) && text.chars().count() <= 8;
    match (column, &cell.kind) {
        (_, CellKind::Empty) => 0,
        (ColumnKind::Attribute, CellKind::Attribute(_)) => 4,
        (_, CellKind::Attribute(_)) => -4,
        (ColumnKind::Name, CellKind::Text) if is_unit() => -1,
        (ColumnKind::Name, CellKind::Text) => 3,
        (ColumnKind::Unit, CellKind::Text) if is_unit() => 3,
        (ColumnKind::Group, CellKind::Text) => 1,
        (ColumnKind::Unit | ColumnKind::Note, CellKind::Text) => 0,
        (ColumnKind::Value(_), CellKind::Text) => -1,
        (ColumnKind::Value(_), _) => 1,
        (ColumnKind::RowNo, CellKind::Number(n)) if n.decimals == 0 && n.value > 0.0 && n.value < 500.0 => 1,
        (ColumnKind::Unit | ColumnKind::Note | ColumnKind::Attribute, CellKind::Dash) => 0,
        _ => -3,
    }
}

/// The text of a row of a grid that holds one text alone, or the same in all cells.
fn lone_text(frame: Frame<'_>, cells: &[Cell]) -> Option<String> {
    let mut texts = cells.iter().filter(|c| c.kind != CellKind::Empty).map(|c| frame.text(c));
    let first = texts.next()?;
    let figure = cells.iter().any(|c| c.number().is_some());
    (!figure && texts.all(|t| t == first)).then(|| without_blanks(first).into_owned())
}

/// Whether a text alone in its row goes on with the name above it, which then takes it: a wrapped name, or its unit.
fn goes_on(frame: Frame<'_>, text: &str, rows: &mut [TableRow]) -> bool {
    let Some(last) = rows.last_mut() else { return false };
    if let Some(unit) = name::lone_unit(text, frame.units) {
        last.unit.get_or_insert(unit);
        return true;
    }
    let open = last.name.matches('(').count() > last.name.matches(')').count();
    let known = frame.words.group.contains(text);
    if known || !(open || (frame.header.has(ColumnKind::Group) && text.chars().count() <= 12)) {
        return false;
    }
    let whole = name::parse(&format!("{}{text}", last.name), frame.units);
    last.name = whole.name;
    last.unit = last.unit.take().or(whole.unit);
    true
}

fn grid_row(frame: Frame<'_>, cells: Vec<Cell>, category: &mut Option<String>, before: Option<&TableRow>) -> TableRow {
    let mut row = TableRow::default();
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    let mut unit_column = None;
    for (column, cell) in frame.header.columns.iter().zip(cells) {
        let text = cell.span.of(frame.clean);
        if cell.kind != CellKind::Empty {
            row.cover(cell.span);
        }
        match column.kind {
            ColumnKind::Value(_) => row.cells.push(cell),
            _ if cell.kind == CellKind::Empty => {}
            ColumnKind::Group => *category = Some(without_blanks(text).into_owned()),
            ColumnKind::RowNo => {
                row.row_no = Some(text.trim_matches(['(', ')', '.', '、']).to_owned());
                row.row_no_span = Some(cell.span);
            }
            ColumnKind::Name if names.last().is_none_or(|n| *n != without_blanks(text)) => names.push(without_blanks(text)),
            ColumnKind::Unit => unit_column = Some(without_blanks(text).into_owned()).filter(|_| cell.kind != CellKind::Dash),
            ColumnKind::Attribute => {
                if let CellKind::Attribute(attribute) = cell.kind {
                    row.attribute_cell = Some((cell.span, attribute));
                }
            }
            ColumnKind::Name | ColumnKind::Note => {}
        }
    }
    row.category.clone_from(category);
    name_row(frame, &mut row, names, before);
    row.unit = row.unit.take().or(unit_column);
    row.attribute =
        row.attribute_cell.map(|a| a.1).or_else(|| before.filter(|b| row.parent.is_some() && b.parent == row.parent)?.attribute);
    row
}

/// Gives a grid row its name; where it has none of its own it goes on with the row before.
fn name_row(frame: Frame<'_>, row: &mut TableRow, names: Vec<Cow<'_, str>>, before: Option<&TableRow>) {
    let Some((last, heads)) = names.split_last() else {
        if let Some(before) = before {
            row.name.clone_from(&before.name);
            row.unit.clone_from(&before.unit);
        }
        return;
    };
    let named = name::parse(last, frame.units);
    row.row_no = row.row_no.take().or(named.row_no);
    row.unit = named.unit;
    row.name = named.name;
    if let Some(head) = heads.last() {
        let head = name::parse(head, frame.units);
        row.unit = row.unit.take().or(head.unit);
        row.row_no = row.row_no.take().or(head.row_no);
        row.parent = Some(head.name);
    } else if let Some(before) = before.filter(|b| b.parent.is_some() && row.row_no.is_none() && frame.header.has(ColumnKind::RowNo)) {
        row.parent.clone_from(&before.parent);
        row.row_no.clone_from(&before.row_no);
        row.unit = row.unit.take().or_else(|| before.unit.clone());
    }
}
