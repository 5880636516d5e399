//! The header of a table: which column holds what, and of which year.
//!
//! Words and years are read from left to right over all cells of the header, so that a word broken over lines is found; what
//! they say is then put together into columns. Nothing of the table's body is looked at.

mod atoms;
mod settle;
mod tokens;

use crate::tables::rows::Role;

use super::words::HeaderWords;
use atoms::{Atom, Draft, join_tokens, spread};
use settle::settle;
pub(super) use tokens::period_at;
use tokens::{Cut, Placed, scan, scan_cut, tokens_of_cells};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Group,
    RowNo,
    Name,
    Unit,
    Attribute,
    /// Words without a value: remarks, bodies responsible; or a header that says nothing to us.
    Note,
    Value(Role),
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) kind: ColumnKind,
    pub(super) year: Option<i32>,
}

/// The columns of a table, and how far the header reaches.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    /// Pieces (cells, or rows of a grid) that belong to the header.
    pub(super) pieces: usize,
    /// Bytes of the last piece that belong to it, where the header ends inside a piece.
    pub(super) bytes: usize,
}

/// What the title and the document say about years.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// First and last year of the plan that the table is about.
    pub(super) period: Option<(i32, i32)>,
    /// The table tells what was reached.
    pub(super) review: bool,
}

/// A line with more cells is no header.
const WIDEST: usize = 64;

impl Header {
    /// Reads the header at the start of a list of cells in reading order.
    pub(super) fn from_cells(cells: &[&str], words: &HeaderWords, setting: Setting) -> Option<Self> {
        let (tokens, pieces) = tokens_of_cells(cells, words);
        Self::assemble(&tokens, false, setting).map(|columns| Self { columns, pieces, bytes: 0 })
    }

    /// Reads the header at the start of one text without any cell borders. Its words may be torn: white space counts for nothing.
    pub(super) fn from_glued(text: &str, words: &HeaderWords, setting: Setting) -> Option<Self> {
        let (places, bare): (Vec<usize>, String) = text.char_indices().filter(|(_, c)| !c.is_whitespace()).unzip();
        let read = |cut: Cut| {
            let mut tokens = Vec::new();
            let read = bare[..scan_cut(&bare, 0, words, cut, &mut tokens)].chars().count();
            let bytes = places.get(read).copied().unwrap_or(text.len());
            Self::assemble(&tokens, true, setting).map(|columns| Self { columns, pieces: 0, bytes })
        };
        // 指标单位 is one column or two: it is two where no other is the name's.
        let longest = read(Cut::Longest);
        if longest.as_ref().is_some_and(|header| header.has(ColumnKind::Name)) { longest } else { read(Cut::NamesFirst) }
    }

    /// Reads the header rows of a grid whose rows all have the same number of cells.
    pub(super) fn from_grid(rows: &[Vec<&str>], words: &HeaderWords, setting: Setting) -> Option<Self> {
        let width = rows.first().map(Vec::len).filter(|width| *width <= WIDEST)?;
        let head = rows.iter().take(4).take_while(|row| row.len() == width && is_header_row(row, words)).count();
        let columns: Vec<String> = (0..width).map(|at| column_text(&rows[..head], at, words)).collect();
        let mut atoms = Vec::with_capacity(width);
        for text in &columns {
            let mut tokens = Vec::new();
            scan(text, 0, words, &mut tokens);
            atoms.push(single(&join_tokens(&tokens, false)));
        }
        name_beside_name(&mut atoms, &columns);
        let columns = settle(&atoms, setting)?;
        Some(Self { columns, pieces: head, bytes: 0 })
    }

    fn assemble(tokens: &[Placed], glued: bool, setting: Setting) -> Option<Vec<Column>> {
        settle(&spread(join_tokens(tokens, glued)), setting)
    }

    /// The value columns, in order.
    pub(super) fn values(&self) -> impl Iterator<Item = (usize, Role, Option<i32>)> {
        self.columns.iter().enumerate().filter_map(|(at, column)| match column.kind {
            ColumnKind::Value(role) => Some((at, role, column.year)),
            _ => None,
        })
    }

    pub(super) fn has(&self, kind: ColumnKind) -> bool {
        self.columns.iter().any(|column| column.kind == kind)
    }
}

/// A second column under 指标, where the header cell spans two.
fn name_beside_name(atoms: &mut [Option<Atom>], texts: &[String]) {
    for at in 1..atoms.len() {
        let after_name = atoms[at - 1] == Some(Atom::Fixed(ColumnKind::Name));
        if after_name && atoms[at].is_none() && texts[at].is_empty() {
            atoms[at] = Some(Atom::Fixed(ColumnKind::Name));
        }
    }
}

/// Whether a row of a grid holds header words and nothing else.
fn is_header_row(row: &[&str], words: &HeaderWords) -> bool {
    let mut found = 0;
    for text in row.iter().filter(|text| !text.is_empty()) {
        let mut tokens = Vec::new();
        if scan(text, 0, words, &mut tokens) == text.len() && !tokens.is_empty() {
            found += 1;
        } else if text.chars().any(|c| c.is_ascii_digit()) || text.chars().count() > 12 {
            return false;
        } else {
            found -= 1;
        }
    }
    found > 0
}

/// The texts of one column over the header's rows; a role that spans columns to the right is carried.
fn column_text(rows: &[Vec<&str>], at: usize, words: &HeaderWords) -> String {
    let mut text = String::new();
    for (level, row) in rows.iter().enumerate() {
        let mut piece = row[at];
        let below = rows[level + 1..].iter().any(|r| !r[at].is_empty());
        if piece.is_empty() && below {
            piece = row[..at].iter().rev().find(|t| !t.is_empty()).filter(|t| spans(t, words)).unwrap_or(&"");
        }
        if !text.ends_with(piece) {
            text.push_str(piece);
        }
    }
    text
}

/// Whether a header text is a role alone, such as 规划目标, which may stand over several columns.
fn spans(text: &str, words: &HeaderWords) -> bool {
    let mut tokens = Vec::new();
    scan(text, 0, words, &mut tokens);
    matches!(single(&join_tokens(&tokens, false)), Some(Atom::Value(draft)) if draft.only_role() || draft.period.is_some())
}

fn single(atoms: &[Atom]) -> Option<Atom> {
    let values = || {
        atoms.iter().filter_map(|a| match a {
            Atom::Value(draft) => Some(*draft),
            Atom::Fixed(_) => None,
        })
    };
    let merged = values().reduce(|a, b| Draft {
        year: b.year.or(a.year),
        role: a.role.or(b.role),
        growth: a.growth || b.growth,
        period: a.period.or(b.period),
    });
    merged.map(Atom::Value).or(atoms.first().copied())
}
