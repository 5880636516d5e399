//! The columns of all rows of a table: read each, learn from all, read again.

use super::align::{Model, Reading, Row, RowClass, UnitClass, ValueColumn};
use super::header::Header;
use super::rows::TableRow;
use super::words::Words;

/// A row with the columns of its cells.
pub(super) struct Solved {
    pub(super) row: TableRow,
    pub(super) reading: Reading,
}

/// How often the rows teach the model.
const ROUNDS: usize = 3;

/// More rows than these teach nothing new.
const TEACHERS: usize = 400;

/// Lays every row over the value columns.
pub(super) fn solve(header: &Header, rows: Vec<TableRow>, words: &Words<'_>) -> Vec<Solved> {
    let columns = header.values().map(|(_, role, year)| ValueColumn { role, year }).collect();
    let classes: Vec<RowClass> = rows.iter().map(|row| class(row, words)).collect();
    let mut model = Model::new(columns);
    for _ in 0..ROUNDS {
        let taught = rows.iter().zip(&classes).take(TEACHERS);
        let read: Vec<(Row<'_>, Reading)> = taught
            .map(|(row, class)| {
                let row = Row { cells: &row.cells, class: *class };
                let reading = model.read(&row);
                (row, reading)
            })
            .collect();
        let pairs: Vec<(&Row<'_>, &Reading)> = read.iter().map(|(row, reading)| (row, reading)).collect();
        model = model.learn(&pairs);
    }
    let readings: Vec<Reading> = rows.iter().zip(&classes).map(|(row, class)| model.read(&Row { cells: &row.cells, class: *class })).collect();
    rows.into_iter().zip(readings).map(|(row, reading)| Solved { row, reading }).collect()
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
