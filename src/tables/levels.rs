//! Which rows of a column hold a value: a byte for each, but none as long as all of them do, or none does.

use super::hybrid;

/// As many rows as are poured at a time: few enough that they stay in the nearest cache while column after column is read from them.
pub(super) const BLOCK: usize = 64;

/// Of each row, 1 where it holds a value and 0 where it is null.
#[derive(Default)]
pub(super) struct Levels {
    rows: usize,
    present: usize,
    /// Empty while the rows are all alike.
    bytes: Vec<u8>,
}

impl Levels {
    /// None yet, with room for so many.
    pub(super) fn with_room(rows: usize) -> Self {
        Self { bytes: Vec::with_capacity(rows), ..Self::default() }
    }

    /// Appends rows of which so many hold a value.
    pub(super) fn push(&mut self, levels: &[u8], present: usize) {
        if !self.stay_alike(levels.len(), present) {
            self.spell();
            self.bytes.extend_from_slice(levels);
        }
        self.rows += levels.len();
        self.present += present;
    }

    /// Appends rows that all hold a value, or all none.
    pub(super) fn push_alike(&mut self, rows: usize, present: bool) {
        let present_rows = if present { rows } else { 0 };
        if !self.stay_alike(rows, present_rows) {
            self.spell();
            self.bytes.resize(self.rows + rows, u8::from(present));
        }
        self.rows += rows;
        self.present += present_rows;
    }

    /// Whether all rows are alike with these too.
    fn stay_alike(&self, rows: usize, present: usize) -> bool {
        let all = self.present + present;
        self.bytes.is_empty() && (all == self.rows + rows || all == 0)
    }

    /// Gives the rows so far, which are alike, a byte each, if they have none.
    fn spell(&mut self) {
        if self.bytes.is_empty() {
            self.bytes.resize(self.rows, u8::from(self.present > 0));
        }
    }

    /// The rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// Those of them that hold no value.
    pub(super) fn nulls(&self) -> usize {
        self.rows - self.present
    }

    /// As a data page holds them, behind their length.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&[0; 4]);
        if self.bytes.is_empty() {
            hybrid::run(self.rows, u32::from(self.present > 0), 1, out);
        } else {
            hybrid::encode(&self.bytes, 1, out);
        }
        let len = (out.len() - start - 4) as u32;
        out[start..start + 4].copy_from_slice(&len.to_le_bytes());
    }

    pub(super) fn clear(&mut self) {
        (self.rows, self.present) = (0, 0);
        self.bytes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_alike_are_one_run() {
        let written = |levels: &Levels| {
            let mut out = Vec::new();
            levels.write(&mut out);
            out
        };
        let mut levels = Levels::default();
        levels.push(&[1; 8], 8);
        levels.push_alike(8, true);
        assert_eq!((levels.rows(), levels.nulls(), written(&levels)), (16, 0, vec![2, 0, 0, 0, 32, 1]));
        levels.push(&[0, 1, 1, 1], 3);
        levels.push_alike(4, false);
        assert_eq!((levels.rows(), levels.nulls()), (24, 5));
        let mut spelt = vec![1; 16];
        spelt.extend([0, 1, 1, 1, 0, 0, 0, 0]);
        assert_eq!(levels.bytes, spelt);
        levels.clear();
        levels.push_alike(3, false);
        assert_eq!((levels.nulls(), written(&levels)), (3, vec![2, 0, 0, 0, 6, 0]));
    }
}
