//! The columns of all rows of a table: read each, learn from all, read again.

use super::align::{Model, Reading, Row, RowClass, UnitClass, ValueColumn};
use super::cell::Cell;
use super::header::Header;
use super::rows::TableRow;
use super::words::Words;

/// A row with the columns of its cells.
pub(super) struct Solved {
    pub(super) row: TableRow,
    pub(super) reading: Reading,
    /// Another way to cut the row into cells that is nearly as good.
    pub(super) rival: Option<Rival>,
}

/// A way to cut a row that was not chosen.
pub(super) struct Rival {
    pub(super) cells: Vec<Cell>,
    pub(super) columns: Vec<Option<usize>>,
}

/// How often the rows teach the model.
const ROUNDS: usize = 3;

/// More rows than these teach nothing new.
const TEACHERS: usize = 400;

/// Lays every row over the value columns.
pub(super) fn solve(header: &Header, rows: Vec<TableRow>, words: &Words<'_>) -> Vec<Solved> {
    let mut rows = rows;
    let width = header.values().count();
    prefer_whole(&mut rows, width);
    let columns = header.values().map(|(_, role, year)| ValueColumn { role, year }).collect();
    let classes: Vec<RowClass> = rows.iter().map(|row| class(row, words)).collect();
    let model = taught(Model::new(columns), &rows, &classes, width);
    rows.into_iter().zip(classes).map(|(row, class)| solve_row(&model, row, class)).collect()
}

/// The model that the rows teach, each read by what the round before taught.
fn taught(mut model: Model, rows: &[TableRow], classes: &[RowClass], width: usize) -> Model {
    let rows = rows.iter().zip(classes).take(TEACHERS);
    let first = rows.map(|(row, class)| {
        let row = Row { cells: &row.cells, class: *class };
        let reading = model.read(&row);
        (row, reading)
    });
    let mut read: Vec<(Row<'_>, Reading)> = first.collect();
    model = model.learn(&read);
    for _ in 1..ROUNDS {
        // A row with a cell for every column is read in one way, whatever was learnt.
        for (row, reading) in read.iter_mut().filter(|(row, _)| row.cells.len() < width) {
            *reading = model.read(row);
        }
        model = model.learn(&read);
    }
    model
}

/// What a way to cut a row costs that leaves columns empty, in a table whose rows are whole.
const NOT_WHOLE: f64 = 2.5;

/// Where nearly all rows that run together can be cut into as many cells as there are columns, no empty cell was lost: `——` is
/// then two cells rather than one.
fn prefer_whole(rows: &mut [TableRow], width: usize) {
    let whole = |row: &TableRow| row.segmentations.iter().any(|way| way.cells.len() == width);
    let torn = rows.iter().filter(|row| !row.segmentations.is_empty()).count();
    if rows.iter().filter(|row| whole(row)).count() * 10 < torn * 8 {
        return;
    }
    let ways = rows.iter_mut().filter(|row| whole(row)).flat_map(|row| &mut row.segmentations);
    ways.filter(|way| way.cells.len() != width).for_each(|way| way.cost += NOT_WHOLE);
}

fn solve_row(model: &Model, mut row: TableRow, class: RowClass) -> Solved {
    if row.segmentations.len() < 2 {
        let reading = model.read(&Row { cells: &row.cells, class });
        return Solved { row, reading, rival: None };
    }
    let ways = std::mem::take(&mut row.segmentations);
    let readings: Vec<Reading> = ways.iter().map(|way| model.read(&Row { cells: &way.cells, class })).collect();
    let costs: Vec<f64> = ways.iter().zip(&readings).map(|(way, reading)| way.cost + reading.cost).collect();
    let order = cheapest(&costs);
    let best = order[0];
    let weights: Vec<f64> = costs.iter().map(|cost| (costs[best] - cost).exp()).collect();
    let total: f64 = weights.iter().sum();
    let mut reading = readings[best].clone();
    for (at, cell) in ways[best].cells.iter().enumerate() {
        let agrees = |way: usize| agreement(&ways[way].cells, &readings[way], cell, reading.columns[at]);
        reading.share[at] = (0..ways.len()).map(|way| weights[way] * agrees(way)).sum::<f64>() / total;
    }
    let rival = order
        .get(1)
        .filter(|second| weights[**second] > 0.02)
        .map(|&second| Rival { cells: ways[second].cells.clone(), columns: readings[second].columns.clone() });
    row.cells.clone_from(&ways[best].cells);
    Solved { row, reading, rival }
}

fn cheapest(costs: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..costs.len()).collect();
    order.sort_by(|a, b| costs[*a].total_cmp(&costs[*b]));
    order
}

/// The share of one way's readings that hold the same cell in the same column.
fn agreement(cells: &[Cell], reading: &Reading, cell: &Cell, column: Option<usize>) -> f64 {
    let Some(at) = cells.iter().position(|c| c.span == cell.span) else { return 0.0 };
    match (reading.shares.get(at), column) {
        (Some(shares), Some(column)) => shares[column],
        _ if reading.columns[at] == column => reading.share[at],
        _ => 0.0,
    }
}

/// What the name and the unit of a row say of its values.
pub(super) fn class(row: &TableRow, words: &Words<'_>) -> RowClass {
    let unit = match row.unit.as_deref() {
        Some(unit) if unit.contains(['%', '‰']) => UnitClass::Ratio,
        Some(unit) if words.money.contains(unit) => UnitClass::Money,
        _ => UnitClass::Other,
    };
    RowClass { unit, growth_name: words.growth_name.ends_with(&row.name).is_some() }
}
