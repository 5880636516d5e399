//! The header of a project table.

use std::borrow::Cow;

use crate::rules::{Pack, WordList};
use crate::tables::rows::Span;

use super::cell::{Cell, CellKind};
use crate::extract::blanks::without_blanks;

/// What a column of a project table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    RowNo,
    Name,
    Content,
    Investment,
    /// A part of the investment, of the plan period or a year.
    PartInvestment,
    Years,
    Stage,
    Body,
    Place,
    Other,
}

/// By list id; a header takes the kind of its longest word.
const LISTS: [(&str, Kind); 10] = [
    ("table.header.row_no", Kind::RowNo),
    ("table.project.part_investment", Kind::PartInvestment),
    ("table.project.investment", Kind::Investment),
    ("table.project.content", Kind::Content),
    ("table.project.years", Kind::Years),
    ("table.project.stage", Kind::Stage),
    ("table.project.body", Kind::Body),
    ("table.project.place", Kind::Place),
    ("table.header.note", Kind::Other),
    ("table.project.name", Kind::Name),
];

/// The lists that headers are read with, looked up once a table.
pub(super) struct Headers<'p> {
    lists: [(&'p WordList, Kind); LISTS.len()],
    named: &'p WordList,
}

impl<'p> Headers<'p> {
    pub(super) fn of(pack: &'p Pack) -> Self {
        Self { lists: LISTS.map(|(id, kind)| (pack.words(id), kind)), named: pack.words("table.project.named") }
    }

    /// The kind of a header text, by the longest word that it is or begins with.
    fn kind(&self, text: &str) -> Option<Kind> {
        let bare = text.find(['(', '/']).filter(|at| *at > 0 && !text.starts_with("项目(")).map_or(text, |at| &text[..at]);
        let longest = self.lists.iter().filter_map(|(list, kind)| {
            let length = if list.contains(text) {
                text.len()
            } else if bare.len() < text.len() && list.contains(bare) {
                bare.len()
            } else {
                list.ends_with(bare).filter(|n| *n >= 6)?
            };
            Some((length, *kind))
        });
        longest.max_by_key(|(length, kind)| (*length, *kind == Kind::PartInvestment)).map(|(_, kind)| kind)
    }
}

/// The columns of a project table, and the unit of its money.
#[derive(Debug)]
pub(super) struct Columns {
    kinds: Vec<Kind>,
    pub(super) unit: Option<String>,
}

/// A line with more cells is no header.
const WIDEST: usize = 40;

impl Columns {
    /// The columns, when the row is the header of a project table: a name, and money, years or content.
    pub(super) fn read(clean: &str, row: &[Span], headers: &Headers<'_>) -> Option<Self> {
        if row.len() > WIDEST {
            return None;
        }
        let texts: Vec<Cow<'_, str>> = row.iter().map(|s| without_blanks(s.of(clean))).collect();
        let kinds: Vec<Kind> = texts.iter().map(|text| headers.kind(text).unwrap_or(Kind::Other)).collect();
        let has = |kind: Kind| kinds.contains(&kind);
        let money = has(Kind::Investment) || has(Kind::PartInvestment);
        let told = [Kind::Content, Kind::Years, Kind::Body, Kind::Place, Kind::Stage, Kind::RowNo].into_iter().filter(|k| has(*k)).count();
        // Without money it is one of projects where two more columns tell of them.
        let named = has(Kind::Name) && texts.iter().any(|text| headers.named.is_in(text));
        if !(has(Kind::Name) && (money && told > 0 || named && told > 2)) {
            return None;
        }
        let unit =
            texts.iter().zip(&kinds).filter(|(_, k)| matches!(k, Kind::Investment | Kind::PartInvestment)).find_map(|(t, _)| unit(t));
        Some(Self { kinds, unit })
    }

    pub(super) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether a text is a header word.
    pub(super) fn is_header(text: &str, headers: &Headers<'_>) -> bool {
        text.chars().count() <= 24 && headers.kind(text).is_some()
    }

    /// Whether a header may begin with a text: the column of running numbers or of names.
    pub(super) fn begins(text: &str, headers: &Headers<'_>) -> bool {
        matches!(headers.kind(text), Some(Kind::RowNo | Kind::Name))
    }

    /// Whether a row repeats the header, as behind a page break.
    pub(super) fn is_header_row(texts: &[&str], headers: &Headers<'_>) -> bool {
        texts.len() >= 3 && texts.iter().all(|text| headers.kind(text).is_some())
    }

    /// The cells with their columns. A row that is too short lost cells at its start (merged ones) or at its end.
    pub(super) fn lay<'c>(&self, clean: &str, cells: &'c [Cell]) -> Vec<(Kind, &'c Cell)> {
        let missing = self.kinds.len().saturating_sub(cells.len());
        let fits = |left: usize| -> i32 { cells.iter().zip(&self.kinds[left..]).map(|(cell, kind)| fit(clean, cell, *kind)).sum() };
        let left = (0..=missing).max_by_key(|left| (fits(*left), missing - left)).unwrap_or(0);
        self.kinds[left..].iter().copied().zip(cells).collect()
    }
}

fn fit(clean: &str, cell: &Cell, kind: Kind) -> i32 {
    let years = || {
        let text = cell.span.of(clean);
        text.contains("20") && text.bytes().filter(u8::is_ascii_digit).count() >= 4 && text.len() <= 24
    };
    match (kind, &cell.kind) {
        (_, CellKind::Empty | CellKind::Dash) => 0,
        (Kind::Name, CellKind::Text) => 2,
        (Kind::Name, _) => -3,
        (Kind::Years, _) if years() => 3,
        (Kind::RowNo, CellKind::Number(_)) => 2,
        (Kind::Investment | Kind::PartInvestment, CellKind::Number(n)) if n.high.is_none() => 2,
        (Kind::Investment | Kind::PartInvestment, CellKind::Text) => -2,
        (_, CellKind::Number(_)) => -1,
        _ => 0,
    }
}

/// `总投资(亿元)` → 亿元.
fn unit(text: &str) -> Option<String> {
    let open = text.find('(')?;
    let inner = text[open + 1..].trim_end_matches(')');
    let inner = inner.trim_start_matches("单位:");
    inner.ends_with('元').then(|| inner.to_owned())
}
