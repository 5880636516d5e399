//! Which column a value stands in: every way to lay a row's cells over the value columns, weighed against each other.
//!
//! Cells keep their order and columns may be empty, so a row of k cells over n columns has C(n, k) readings. Each gets a cost in
//! nats (a negative log-likelihood): what kind of cell a column holds, how often it is filled, and whether baseline, target and
//! growth agree. The share of all readings that put a cell into one column is how certain that column is. Nothing is moved: a
//! value that breaks the arithmetic stays where order and kind put it.

mod arithmetic;
mod grid;
mod learn;

use crate::tables::rows::Role;

use super::cell::{Cell, CellKind, Number};
use arithmetic::{growth_cost, normal, ratio_cost};
use grid::{Grid, top};
use learn::{Counts, prior_filled, prior_looks};

/// How many value columns a row is laid over at most; a wider table is read by position alone.
pub(super) const WIDEST: usize = 24;

/// Readings weighed one by one, with arithmetic; beyond them cell kinds and order alone decide.
const MOST_READINGS: usize = 500;

/// What an indicator is measured in, as far as it tells a level from a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum UnitClass {
    Ratio,
    Money,
    Other,
}

/// What of a row bears on its columns beside the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowClass {
    pub(super) unit: UnitClass,
    /// The name says growth or fall, so that its values are rates.
    pub(super) growth_name: bool,
}

impl RowClass {
    fn index(self) -> usize {
        match (self.growth_name, self.unit) {
            (true, _) => 3,
            (_, UnitClass::Ratio) => 0,
            (_, UnitClass::Money) => 1,
            (_, UnitClass::Other) => 2,
        }
    }
}

/// One value column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ValueColumn {
    pub(super) role: Role,
    pub(super) year: Option<i32>,
}

impl ValueColumn {
    fn is_growth(self) -> bool {
        matches!(self.role, Role::Growth | Role::ActualGrowth)
    }
}

/// What a cell looks like, for the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Bounded,
    Bracketed,
    /// `-8%`, `2.7个百分点`: a rate or change by its own unit or sign.
    Change,
    Dash,
    Words,
    Empty,
}

const LOOKS: usize = 7;
const CLASSES: usize = 4;

fn look(cell: &Cell, class: RowClass) -> Look {
    match &cell.kind {
        CellKind::Number(n) if n.bracketed => Look::Bracketed,
        CellKind::Number(n) if is_change(n, class) => Look::Change,
        CellKind::Number(n) if n.bounded => Look::Bounded,
        CellKind::Number(_) => Look::Plain,
        CellKind::Dash => Look::Dash,
        CellKind::Empty => Look::Empty,
        CellKind::Text | CellKind::Attribute(_) => Look::Words,
    }
}

fn is_change(number: &Number, class: RowClass) -> bool {
    number.value < 0.0 || number.unit.ends_with("百分点") || (number.unit == "%" && class.unit != UnitClass::Ratio) || number.change
}

/// What the rows of one table teach about its columns.
#[derive(Clone, Debug)]
pub(super) struct Model {
    columns: Vec<ValueColumn>,
    /// Whether both halves (plan and outcome) have a level column, and a growth column.
    halves: [bool; 2],
    /// Whether any column holds what is planned.
    has_plan: bool,
    /// By column and row class: how often the column is filled.
    filled: Vec<[f64; CLASSES]>,
    /// By column, row class and look: how often a filled cell looks so.
    looks: Vec<[[f64; LOOKS]; CLASSES]>,
}

/// A row as the model sees it.
pub(super) struct Row<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) class: RowClass,
}

/// The reading of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The column of each cell; none for a cell that no column takes.
    pub(super) columns: Vec<Option<usize>>,
    /// The share of the readings that agree with it, for each cell.
    pub(super) share: Vec<f64>,
    /// The next best column of each cell.
    pub(super) other: Vec<Option<usize>>,
    /// Negative log of the weight of all readings together.
    pub(super) cost: f64,
    /// By cell and column: the share of the readings (empty where a row was too wide).
    pub(super) shares: Grid,
}

impl Model {
    /// What is to be expected before any row was read.
    pub(super) fn new(columns: Vec<ValueColumn>) -> Self {
        let filled = columns.iter().map(|c| std::array::from_fn(|class| prior_filled(*c, class))).collect();
        let looks = columns.iter().map(|c| std::array::from_fn(|class| prior_looks(*c, class))).collect();
        let has = |role| columns.iter().any(|c| c.role == role);
        let halves = [has(Role::Target) && has(Role::Actual), has(Role::Growth) && has(Role::ActualGrowth)];
        let has_plan = has(Role::Target) || has(Role::Growth);
        Self { halves, has_plan, columns, filled, looks }
    }

    /// The model that the rows' readings give, drawn towards what was to be expected.
    pub(super) fn learn(&self, rows: &[(Row<'_>, Reading)]) -> Self {
        let prior = Self::new(self.columns.clone());
        let mut counts = Counts::new(self.columns.len());
        rows.iter().for_each(|(row, reading)| counts.add(row, reading));
        counts.model(prior)
    }

    /// Weighs the readings of a row.
    pub(super) fn read(&self, row: &Row<'_>) -> Reading {
        let (cells, columns) = (row.cells.len(), self.columns.len());
        if cells == columns {
            return forced(cells, self.forced_cost(row));
        }
        if cells > columns || columns > WIDEST {
            return surplus(cells, columns);
        }
        if readings(columns, cells) <= MOST_READINGS { self.read_all(row) } else { self.read_chain(row) }
    }

    /// Every reading with all it says.
    fn read_all(&self, row: &Row<'_>) -> Reading {
        let (cells, columns) = (row.cells.len(), self.columns.len());
        let single = self.single_costs(row);
        let mut shares = Grid::zeros(cells, columns);
        let (mut total, mut base) = (0.0, f64::NAN);
        let mut chosen: Vec<usize> = (0..cells).collect();
        let mut best = (f64::INFINITY, chosen.clone());
        loop {
            let cost = self.cost_of(row, &single, &chosen);
            if base.is_nan() {
                base = cost;
            }
            if cost < best.0 {
                best.0 = cost;
                best.1.clone_from(&chosen);
            }
            let weight = (base - cost).clamp(-600.0, 600.0).exp();
            total += weight;
            for (cell, &column) in chosen.iter().enumerate() {
                shares[cell][column] += weight;
            }
            if !next_choice(&mut chosen, columns) {
                break;
            }
        }
        shares.values_mut().iter_mut().for_each(|s| *s /= total);
        outcome(best.1, shares, base - total.ln())
    }

    /// A wide row: forward and backward sums over cells and columns, without arithmetic.
    fn read_chain(&self, row: &Row<'_>) -> Reading {
        let (cells, columns) = (row.cells.len(), self.columns.len());
        let single = self.single_costs(row);
        let skip: Vec<f64> = single.empty.iter().map(|c| (-c).exp()).collect();
        let put = |cell: usize, column: usize| (-single.put[cell][column]).exp();
        let mut forward = Grid::zeros(cells + 1, columns + 1);
        forward[0][0] = 1.0;
        for column in 0..columns {
            for cell in 0..=cells {
                let here = forward[cell][column];
                forward[cell][column + 1] += here * skip[column];
                if cell < cells {
                    forward[cell + 1][column + 1] += here * put(cell, column);
                }
            }
        }
        let mut backward = Grid::zeros(cells + 1, columns + 1);
        backward[cells][columns] = 1.0;
        for column in (0..columns).rev() {
            for cell in (0..=cells).rev() {
                let mut sum = skip[column] * backward[cell][column + 1];
                if cell < cells {
                    sum += put(cell, column) * backward[cell + 1][column + 1];
                }
                backward[cell][column] = sum;
            }
        }
        let total = forward[cells][columns].max(f64::MIN_POSITIVE);
        let share = |cell: usize, column: usize| forward[cell][column] * put(cell, column) * backward[cell + 1][column + 1] / total;
        let mut shares = Grid::zeros(cells, columns);
        (0..cells).for_each(|cell| (0..).zip(&mut shares[cell]).for_each(|(column, s)| *s = share(cell, column)));
        let best = shares.rows().map(top).collect();
        outcome(best, shares, -total.ln())
    }

    /// The cost of the one reading of a row with as many cells as columns.
    fn forced_cost(&self, row: &Row<'_>) -> f64 {
        let alone = row.cells.iter().zip(0..).map(|(cell, column)| {
            let size = size_cost(cell, self.columns[column].is_growth());
            self.cell_cost(look(cell, row.class), row.class.index(), size, column)
        });
        let chosen: Vec<usize> = (0..row.cells.len()).collect();
        alone.fold(0.0, |sum, cost| sum + cost) + self.agreement(row, &chosen) + self.sense(row, &chosen)
    }

    fn single_costs(&self, row: &Row<'_>) -> Singles {
        let class = row.class.index();
        let empty = self.filled.iter().map(|f| -(1.0 - f[class]).ln()).collect();
        let mut put = Grid::zeros(row.cells.len(), self.columns.len());
        for (at, cell) in row.cells.iter().enumerate() {
            let (look, sizes) = (look(cell, row.class), [false, true].map(|growth| size_cost(cell, growth)));
            let size = |column: usize| sizes[usize::from(self.columns[column].is_growth())];
            (0..).zip(&mut put[at]).for_each(|(column, cost)| *cost = self.cell_cost(look, class, size(column), column));
        }
        Singles { put, empty }
    }

    /// What a cell that looks so and is so large costs in a column.
    fn cell_cost(&self, look: Look, class: usize, size: f64, column: usize) -> f64 {
        if look == Look::Empty {
            return 0.0;
        }
        let seen = self.looks[column][class][look as usize];
        -(self.filled[column][class].ln() + seen.ln()) + size
    }

    fn cost_of(&self, row: &Row<'_>, single: &Singles, chosen: &[usize]) -> f64 {
        let mut cost = 0.0;
        let mut next = 0;
        for column in 0..self.columns.len() {
            if chosen.get(next) == Some(&column) {
                cost += single.put[next][column];
                next += 1;
            } else {
                cost += single.empty[column];
            }
        }
        cost + self.agreement(row, chosen) + self.sense(row, chosen)
    }

    /// What a whole row must make sense of: it plans something, and its two halves are measured alike.
    fn sense(&self, row: &Row<'_>, chosen: &[usize]) -> f64 {
        let mut plans = false;
        let mut halves = [[false; 2]; 2];
        let mut dashed = [false; 2];
        for (cell, &column) in row.cells.iter().zip(chosen) {
            let (half, rate) = match self.columns[column].role {
                Role::Target => (0, 0),
                Role::Growth => (0, 1),
                Role::Actual => (1, 0),
                Role::ActualGrowth => (1, 1),
                _ => continue,
            };
            let nothing = matches!(cell.kind, CellKind::Dash | CellKind::Empty);
            halves[half][rate] = true;
            dashed[rate] |= nothing;
            plans |= half == 0 && !nothing;
        }
        let unlike = (0..2).filter(|&rate| self.halves[rate] && !dashed[rate] && halves[0][rate] != halves[1][rate]).count();
        unlike as f64 * UNLIKE + if plans || !self.has_plan { 0.0 } else { NO_PLAN }
    }

    /// What baseline, target and growth say of each other.
    fn agreement(&self, row: &Row<'_>, chosen: &[usize]) -> f64 {
        let mut cost = 0.0;
        let mut base: Option<(&Number, usize)> = None;
        let mut half: Option<(&Number, usize)> = None;
        for (cell, &column) in row.cells.iter().zip(chosen) {
            let Some(number) = cell.number() else { continue };
            let at = self.columns[column];
            if at.is_growth() {
                let level = half.filter(|h| self.same_half(h.1, column));
                cost += growth_cost(base, level, number, self.years(base, at));
                continue;
            }
            if let Some((before, _)) = base.filter(|_| !number.bracketed) {
                cost += ratio_cost(before, number);
            }
            if at.role == Role::Baseline || base.is_none() {
                base = base.filter(|b| self.columns[b.1].role == Role::Baseline && at.role != Role::Baseline).or(Some((number, column)));
            }
            half = Some((number, column));
        }
        cost
    }

    /// Whether a growth column belongs to a level column: no other level column stands between them.
    fn same_half(&self, level: usize, growth: usize) -> bool {
        self.columns[level + 1..growth].iter().all(|c| c.is_growth())
    }

    fn years(&self, base: Option<(&Number, usize)>, at: ValueColumn) -> Option<i32> {
        Some(at.year? - self.columns[base?.1].year?).filter(|n| (1..=30).contains(n))
    }
}

/// A rate of growth is a small number; a level may be anything.
fn size_cost(cell: &Cell, growth: bool) -> f64 {
    let Some(number) = cell.number() else { return 0.0 };
    if number.bracketed {
        return if number.value < 0.0 && !growth { NEGATIVE_LEVEL } else { 0.0 };
    }
    let size = number.value.abs().max(1e-3).ln();
    if growth {
        -(0.9 * normal(size, 7.0_f64.ln(), 0.7) + 0.1 * normal(size, 3.0, 3.0)).ln()
    } else {
        -normal(size, 4.0, 3.0).ln() + if number.value < 0.0 { NEGATIVE_LEVEL } else { 0.0 }
    }
}

/// Costs of one cell in one column, and of an empty column.
struct Singles {
    put: Grid,
    empty: Vec<f64>,
}

/// A row whose halves are not measured alike: a target level, but no level reached.
const UNLIKE: f64 = 0.7;

/// A row that plans nothing.
const NO_PLAN: f64 = 1.2;

/// A fall among levels.
const NEGATIVE_LEVEL: f64 = 2.5;

/// C(n, k), saturating.
fn readings(n: usize, k: usize) -> usize {
    (0..k.min(n - k)).fold(1usize, |c, i| c.saturating_mul(n - i) / (i + 1))
}

/// The next choice of columns in order; false behind the last.
fn next_choice(chosen: &mut [usize], columns: usize) -> bool {
    let cells = chosen.len();
    for at in (0..cells).rev() {
        if chosen[at] < columns - (cells - at) {
            chosen[at] += 1;
            for later in at + 1..cells {
                chosen[later] = chosen[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

fn outcome(best: Vec<usize>, shares: Grid, cost: f64) -> Reading {
    let share = best.iter().zip(shares.rows()).map(|(column, s)| s[*column]).collect();
    let other = best.iter().zip(shares.rows()).map(|(column, s)| runner_up(s, *column)).collect();
    Reading { columns: best.into_iter().map(Some).collect(), share, other, cost, shares }
}

fn runner_up(shares: &[f64], best: usize) -> Option<usize> {
    (0..shares.len()).filter(|c| *c != best && shares[*c] > 0.02).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))
}

/// As many cells as columns: only one reading.
fn forced(cells: usize, cost: f64) -> Reading {
    Reading { columns: (0..cells).map(Some).collect(), share: vec![1.0; cells], other: vec![None; cells], cost, shares: Grid::default() }
}

/// More cells than columns: the first ones are laid in order and called uncertain.
fn surplus(cells: usize, columns: usize) -> Reading {
    let columns = (0..cells).map(|at| (at < columns).then_some(at)).collect();
    Reading { columns, share: vec![0.0; cells], other: vec![None; cells], cost: 50.0, shares: Grid::default() }
}
