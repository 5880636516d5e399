//! Works named in the cells of a table: the column 重点建设项目 holds lists of them.
//!
//! Tables that have a column of money are project tables of one row each and are read elsewhere.

use super::closing::Closing;
use super::govern::{self, Force, Governor};
use super::lexis::Lexis;
use super::marks::{MarkKind, Scan, split, within};
use super::name;
use crate::document::{Layout, Table};
use crate::tables::rows::{Span, Stage};

/// Header cells are looked for among the first cells of a table.
const HEAD: usize = 24;

/// Calls `emit` with every work that the cells of a table name, its cell and its stage.
pub fn read(lexis: &Lexis, clean: &str, table: &Table, mut emit: impl FnMut(Span, Span, Option<Stage>)) {
    let head = |cell: &Span| lexis.headers.starts_with(cell.of(clean)).is_some();
    let money = |cell: &Span| cell.of(clean).contains("投资");
    let first = table.rows.iter().flatten().take(HEAD);
    if first.clone().any(money) || !first.clone().any(head) {
        return;
    }
    let column = (table.layout != Layout::CellPerLine).then(|| table.rows.iter().find_map(|row| row.iter().position(head))).flatten();
    for row in &table.rows {
        for (i, &cell) in row.iter().enumerate() {
            if column.is_none_or(|column| column == i) && !head(&cell) {
                cell_names(lexis, clean, cell, |name, stage| emit(name, cell, stage));
            }
        }
    }
}

/// The works of one cell, if it lists works at all: firms and districts are listed likewise.
fn cell_names(lexis: &Lexis, clean: &str, cell: Span, mut emit: impl FnMut(Span, Option<Stage>)) {
    let text = cell.of(clean);
    let body = text.trim_end_matches(['。', ';', ',', ' ']);
    let body = body.strip_suffix('等').unwrap_or(body);
    if !tells_work(lexis, body) {
        return;
    }
    let commas = body.contains(';');
    let scan = Scan::of(lexis.glossary, body);
    let pieces: Vec<Span> = split(Span::new(0, body.len()), &scan.marks, |kind| kind != MarkKind::Comma || commas).collect();
    let works = pieces.iter().filter(|piece| is_work(lexis, piece.of(body))).count();
    if works == 0 || works * 2 < pieces.len() {
        return;
    }
    let built = Governor { stage: Some(Stage::New), force: Force::Build };
    for piece in pieces.into_iter().filter(|piece| piece.len() >= 9) {
        let (span, _) = name::trim(lexis, body, piece, within(&scan.signs, piece));
        let name = span.of(body);
        let stage = govern::stage(built, Closing::default(), name, || lexis.expansion.is_in(name));
        emit(Span::new(cell.start + span.start, cell.start + span.end), stage);
    }
}

fn is_work(lexis: &Lexis, piece: &str) -> bool {
    WORKS.iter().any(|end| piece.ends_with(end)) || lexis.expansion.is_in(piece)
}

/// Whether a cell holds what a piece of it must, to be a work.
fn tells_work(lexis: &Lexis, cell: &str) -> bool {
    WORKS.iter().any(|end| cell.contains(end)) || lexis.expansion.is_in(cell)
}

/// Works by their last word.
const WORKS: [&str; 2] = ["项目", "工程"];
