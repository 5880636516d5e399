//! Numbers by cell and column, in one piece of memory: rows are read over and over, and most have few cells.

use std::ops::{Index, IndexMut};

/// Rows of numbers, all equally wide.
#[derive(Clone, Debug, Default)]
pub(in crate::extract::indicator_table) struct Grid {
    width: usize,
    values: Vec<f64>,
}

impl Grid {
    /// So many rows of zeros.
    pub(super) fn zeros(rows: usize, width: usize) -> Self {
        Self { width, values: vec![0.0; rows * width] }
    }

    /// A row; none where the grid has not so many.
    pub(in crate::extract::indicator_table) fn get(&self, row: usize) -> Option<&[f64]> {
        self.values.get(row * self.width..(row + 1) * self.width).filter(|row| !row.is_empty())
    }

    /// Every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks(self.width.max(1))
    }

    /// Every number.
    pub(super) fn values_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }
}

impl Index<usize> for Grid {
    type Output = [f64];

    fn index(&self, row: usize) -> &[f64] {
        &self.values[row * self.width..][..self.width]
    }
}

impl IndexMut<usize> for Grid {
    fn index_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.values[row * self.width..][..self.width]
    }
}

/// The column of the largest number of a row, the first of equals.
pub(super) fn top(row: &[f64]) -> usize {
    (0..row.len()).max_by(|a, b| row[*a].total_cmp(&row[*b]).then(b.cmp(a))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_apart() {
        let mut grid = Grid::zeros(2, 3);
        grid[1][0] = 0.5;
        assert_eq!(grid.rows().collect::<Vec<_>>(), [[0.0; 3], [0.5, 0.0, 0.0]]);
        assert_eq!((grid.get(1), grid.get(2)), (Some(&grid[1]), None));
        assert_eq!(Grid::default().get(0), None);
        assert_eq!((top(&grid[0]), top(&[0.5, 2.0, 2.0])), (0, 1));
    }
}
