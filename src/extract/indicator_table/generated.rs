//! Tables made up at random, in every layout, through the whole of [`crate::read`]: what is called certain must be right.
//!
//! The generator knows where each cell stands in the raw bytes and which column it belongs to; a lost cell leaves nothing, or an
//! empty place where the layout keeps places. The indicators are terms of the statistics, the numbers are invented.

mod maker;

use crate::rules::Pack;
use crate::tables::rows::Role;

use maker::{Dice, LAYOUTS, Made, make};

#[derive(Default, Clone, Copy)]
struct Score {
    cells: usize,
    found: usize,
    certain: usize,
    right: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.cells += other.cells;
        self.found += other.found;
        self.certain += other.certain;
        self.right += other.right;
    }
}

fn score(made: &Made, pack: &Pack) -> Score {
    let rows = crate::read("table.txt", made.raw.as_bytes(), pack);
    let mut score = Score { cells: made.cells.len(), ..Score::default() };
    for &(start, end, role, year) in &made.cells {
        let hit = rows.indicators.iter().find(|r| r.bytes.start < end && r.bytes.end > start && r.role != Role::Attribute);
        let Some(hit) = hit else { continue };
        score.found += 1;
        if hit.column_certain {
            let whole =
                hit.bytes.start <= start && hit.bytes.end >= end && made.raw[hit.bytes.start..hit.bytes.end].trim().len() <= end - start;
            score.certain += 1;
            let ok = whole && hit.role == role && hit.year == Some(year);
            score.right += usize::from(ok);
        }
    }
    score
}

#[test]
fn what_is_called_certain_is_right() {
    let pack = Pack::embedded();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let losses = [0.0, 0.1, 0.3];
    let mut scores = [[Score::default(); 3]; LAYOUTS.len()];
    for table in 0..200 {
        let (layout, loss) = (table % LAYOUTS.len(), (table / LAYOUTS.len()) % losses.len());
        let made = make(&mut dice, LAYOUTS[layout], losses[loss]);
        scores[layout][loss].add(score(&made, &pack));
    }
    let mut by_loss = [Score::default(); 3];
    for (layout, row) in LAYOUTS.iter().zip(&scores) {
        for (at, s) in row.iter().enumerate() {
            by_loss[at].add(*s);
            println!("{layout:?} loss {}: cells {} found {} certain {} right {}", losses[at], s.cells, s.found, s.certain, s.right);
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    for (loss, s) in losses.iter().zip(&by_loss) {
        println!(
            "all layouts, loss {loss}: found {:.4} certain {:.4} right {:.4}",
            share(s.found, s.cells),
            share(s.certain, s.cells),
            share(s.right, s.certain)
        );
        assert!(share(s.found, s.cells) >= 0.95, "cells lost at loss {loss}");
        assert!(share(s.right, s.certain) >= 0.98, "certain columns that are wrong at loss {loss}");
    }
    assert!(share(by_loss[1].certain, by_loss[1].cells) >= 0.8, "too few columns are called certain at a loss of 10 %");
}
