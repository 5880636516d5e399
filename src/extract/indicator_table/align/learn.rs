//! What is expected of a column before any row was read, and what the rows of a table teach.

use super::{CLASSES, LOOKS, Look, Model, Reading, Row, ValueColumn, look};
use crate::tables::rows::Role;

pub(super) fn prior_filled(column: ValueColumn, class: usize) -> f64 {
    match (column.role, class) {
        (Role::Baseline, 3) => 0.5,
        (Role::Baseline, _) => 0.8,
        (Role::Growth, 3) => 0.8,
        (Role::Growth | Role::ActualGrowth, _) => 0.6,
        (Role::Actual, 3) => 0.5,
        (_, 3) => 0.3,
        _ => 0.9,
    }
}

/// How a cell of such a column is likely to look: plain, bounded, bracketed, change, dash, words.
pub(super) fn prior_looks(column: ValueColumn, class: usize) -> [f64; LOOKS] {
    match (column.role, class) {
        (Role::Growth, 3) => [0.45, 0.2, 0.2, 0.05, 0.05, 0.05, 1.0],
        (Role::Growth, 1) => [0.5, 0.3, 0.1, 0.05, 0.03, 0.02, 1.0],
        (Role::Growth, _) => [0.1, 0.05, 0.6, 0.15, 0.05, 0.05, 1.0],
        (Role::ActualGrowth, 1) => [0.75, 0.03, 0.1, 0.05, 0.05, 0.02, 1.0],
        (Role::ActualGrowth, _) => [0.1, 0.02, 0.6, 0.18, 0.08, 0.02, 1.0],
        (Role::Target, _) => [0.6, 0.3, 0.008, 0.01, 0.03, 0.04, 1.0],
        (Role::Baseline, _) => [0.85, 0.02, 0.012, 0.01, 0.09, 0.01, 1.0],
        _ => [0.85, 0.02, 0.008, 0.01, 0.09, 0.01, 1.0],
    }
}

/// How much what was to be expected weighs, in rows.
const PRIOR_ROWS: f64 = 3.0;

/// The share of its readings that a row must agree on to teach the model.
const TAUGHT: f64 = 0.9;

pub(super) struct Counts {
    rows: [f64; CLASSES],
    filled: Vec<[f64; CLASSES]>,
    looks: Vec<[[f64; LOOKS]; CLASSES]>,
}

impl Counts {
    pub(super) fn new(columns: usize) -> Self {
        Self { rows: [0.0; CLASSES], filled: vec![[0.0; CLASSES]; columns], looks: vec![[[0.0; LOOKS]; CLASSES]; columns] }
    }

    pub(super) fn add(&mut self, row: &Row<'_>, reading: &Reading) {
        let class = row.class.index();
        // A row that may be read in two ways teaches nothing, or the likelier way would prove itself.
        if row.cells.len() > self.filled.len() || reading.share.iter().any(|share| *share < TAUGHT) {
            return;
        }
        self.rows[class] += 1.0;
        for (at, cell) in row.cells.iter().enumerate() {
            let look = look(cell, row.class);
            if look == Look::Empty {
                continue;
            }
            let mut put = |column: usize, share: f64| {
                self.filled[column][class] += share;
                self.looks[column][class][look as usize] += share;
            };
            match reading.shares.get(at) {
                Some(shares) => shares.iter().enumerate().for_each(|(column, share)| put(column, *share)),
                None => reading.columns[at].into_iter().for_each(|column| put(column, 1.0)),
            }
        }
    }

    pub(super) fn model(&self, prior: Model) -> Model {
        let mut model = prior.clone();
        for column in 0..self.filled.len() {
            let total: f64 = self.rows.iter().sum();
            let all = self.filled[column].iter().sum::<f64>();
            for class in 0..CLASSES {
                // A class with few rows leans on the table as a whole, and that on the prior.
                let expected = prior.filled[column][class];
                let table = if class == 3 { expected } else { (all + PRIOR_ROWS * expected) / (total + PRIOR_ROWS) };
                let filled = (self.filled[column][class] + PRIOR_ROWS * table) / (self.rows[class] + PRIOR_ROWS);
                model.filled[column][class] = filled.clamp(0.01, 0.985);
                for look in 0..LOOKS - 1 {
                    let seen = self.looks[column][class][look];
                    let smooth = (seen + PRIOR_ROWS * prior.looks[column][class][look]) / (self.filled[column][class] + PRIOR_ROWS);
                    model.looks[column][class][look] = smooth.max(1e-3);
                }
            }
        }
        model
    }
}
