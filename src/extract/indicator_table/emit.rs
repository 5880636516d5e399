//! Solved rows to rows of the contract: indicators, targets and diagnostics.

use std::sync::Arc;

use compact_str::CompactString;

use crate::document::{Document, Table};
use crate::extract::indicators::Indicators;
use crate::extract::numeral::Units;
use crate::tables::rows::*;
use crate::text::Text;

use super::Reading;
use super::cell::{Cell, CellKind, Number};
use super::header::Header;
use super::solve::Solved;

/// A column is certain when the readings that agree with it have this share.
pub(super) const CERTAIN: f64 = 0.95;

/// The rule that reads cells.
const RULE: &str = "table.cell";

/// Where a table stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) text: &'a Text,
    pub(super) document: &'a Document,
    pub(super) table: &'a Table,
    pub(super) units: &'a Units,
    pub(super) indicators: &'a Indicators,
}

/// Writes the rows of one table.
pub(super) fn emit(place: Place<'_>, header: &Header, solved: &[Solved], out: &mut Reading) {
    let columns: Vec<(Role, Option<i32>)> = header.values().map(|(_, role, year)| (role, year)).collect();
    let (rule, home) = (Label::from(RULE), Home::of(place));
    let id = |name: &str| place.indicators.find(name).map(|found| found.id);
    out.indicators.reserve(solved.iter().map(|one| one.row.cells.len() + 1).sum());
    for one in solved {
        let row = RowOut {
            place,
            columns: &columns,
            one,
            rule,
            home: &home,
            category: one.row.category.as_deref().map(Arc::from),
            indicator: one.row.name.as_str().into(),
            names: std::iter::once(&one.row.name).chain(&one.row.shared).map(|name| (name.as_str(), id(name))).collect(),
            quote: quote(&place.text.clean, one.row.span).into(),
        };
        row.cells(out);
        row.doubts(out);
    }
}

/// The row on one line.
fn quote(clean: &str, span: Span) -> String {
    let mut out = String::with_capacity(span.len());
    for piece in span.of(clean).split(['\n', '\t']).map(str::trim).filter(|p| !p.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

/// What the rows of a table share: the box it stands in, and its title or that of the box.
struct Home {
    number: Option<Arc<str>>,
    title: Option<Arc<str>>,
}

impl Home {
    fn of(place: Place<'_>) -> Self {
        let the_box = place.table.in_box.map(|at| &place.document.boxes[at]);
        let own = || Some(place.table.title.as_str()).filter(|title| !title.is_empty()).map(Arc::from);
        Self {
            number: the_box.and_then(|b| b.number.clone()),
            title: the_box.map(|b| b.title.clone()).filter(|title| !title.is_empty()).or_else(own),
        }
    }
}

struct RowOut<'a> {
    place: Place<'a>,
    columns: &'a [(Role, Option<i32>)],
    one: &'a Solved,
    rule: Label,
    home: &'a Home,
    category: Option<Arc<str>>,
    indicator: Arc<str>,
    /// What shares the row's cells, first its own indicator, with their ids.
    names: Vec<(&'a str, Option<Label>)>,
    quote: Piece,
}

impl RowOut<'_> {
    fn cells(&self, out: &mut Reading) {
        for (at, cell) in self.one.row.cells.iter().enumerate() {
            let Some(column) = self.one.reading.columns[at].filter(|_| cell.kind != CellKind::Empty) else { continue };
            let (role, year) = self.columns[column];
            let certain = self.one.reading.share[at] >= CERTAIN;
            out.indicators.push(self.indicator(cell, role, year, certain));
            if let Some(number) = cell.number().filter(|_| matches!(role, Role::Target | Role::Growth)) {
                self.targets(cell, number, role, year, certain, out);
            }
        }
        if let Some((span, attribute)) = self.one.row.attribute_cell {
            let cell = Cell { span, kind: CellKind::Attribute(attribute) };
            out.indicators.push(self.indicator(&cell, Role::Attribute, None, true));
        }
    }

    fn indicator(&self, cell: &Cell, role: Role, year: Option<i32>, certain: bool) -> IndicatorRow {
        let row = &self.one.row;
        let number = cell.number();
        IndicatorRow {
            section_no: self.place.table.section as i32,
            box_number: self.home.number.clone(),
            box_title: self.home.title.clone(),
            category: self.category.clone(),
            row_no: row.row_no.as_deref().map(Into::into),
            indicator: self.indicator.clone(),
            indicator_id: self.names[0].1,
            unit: row.unit.as_deref().or_else(|| number.map(|n| n.unit.as_str()).filter(|u| !u.is_empty())).map(Into::into),
            role,
            year,
            raw: cell.span.of(&self.place.text.clean).into(),
            value: number.map(|n| n.value),
            value_high: number.and_then(|n| n.high),
            bound: number.map(|n| n.bound),
            cumulative: number.is_some_and(|n| n.bracketed),
            attribute: row.attribute,
            column_certain: certain,
            rule: self.rule,
            quote: self.quote.clone(),
            bytes: self.place.text.map.raw(cell.span),
        }
    }

    /// A target for the row's indicator and for those that share its cells.
    fn targets(&self, cell: &Cell, number: &Number, role: Role, year: Option<i32>, certain: bool, out: &mut Reading) {
        for (name, id) in &self.names {
            let named = (Some((*name).into()), *id);
            out.targets.push(self.quantity(cell, number, named, role, year, certain));
        }
    }

    fn baseline(&self) -> Option<(Option<i32>, &Number)> {
        let row = &self.one.row;
        row.cells.iter().zip(&self.one.reading.columns).find_map(|(cell, column)| {
            let (role, year) = self.columns[(*column)?];
            Some((year, cell.number()?)).filter(|_| role == Role::Baseline)
        })
    }

    fn quantity(
        &self,
        cell: &Cell,
        number: &Number,
        named: (Option<CompactString>, Option<Label>),
        role: Role,
        year: Option<i32>,
        certain: bool,
    ) -> QuantityRow {
        let row = &self.one.row;
        let baseline = self.baseline();
        let baseline_year = number.base_year.or(baseline.and_then(|b| b.0));
        let kind = kind(number, role);
        let period = (role == Role::Growth).then_some(baseline_year.zip(year)).flatten();
        let unit = unit(number, row.unit.as_deref(), kind);
        let measure = self.place.units.at_start(&unit).filter(|(_, length)| *length == unit.len()).map(|(measure, _)| measure);
        let in_base = |value: f64| measure.as_ref().map(|m| value * m.factor);
        QuantityRow {
            section_no: self.place.table.section as i32,
            quantity_no: None,
            sentence_no: None,
            raw: cell.span.of(&self.place.text.clean).into(),
            value: Some(number.value),
            value_high: number.high,
            value_text: number.text.clone(),
            unit_base: measure.as_ref().and_then(|m| m.base),
            value_base: in_base(number.value),
            value_base_high: number.high.and_then(in_base),
            dimension: measure.as_ref().and_then(|m| m.dimension),
            unit,
            bound: number.bound,
            kind,
            status: Status::Target,
            tone: tone(number.bound),
            indicator: named.0,
            indicator_id: named.1,
            year,
            period_start: period.map(|p| p.0 + 1),
            period_end: period.map(|p| p.1),
            time_source: year.map(|_| TimeSource::Heading),
            per_year: kind == Kind::Growth,
            cumulative: number.bracketed,
            relative_to: None,
            attribute: row.attribute,
            baseline_year,
            baseline_value: baseline.map(|b| b.1.value),
            region: None,
            certain,
            rule: self.rule,
            quote: self.quote.clone(),
            bytes: self.place.text.map.raw(cell.span),
        }
    }

    /// One diagnostic for a row whose columns are doubtful, with both readings.
    fn doubts(&self, out: &mut Reading) {
        let reading = &self.one.reading;
        let doubtful = |at: &usize| reading.share[*at] < CERTAIN && self.one.row.cells[*at].kind != CellKind::Empty;
        let cells: Vec<usize> = (0..self.one.row.cells.len()).filter(doubtful).collect();
        if cells.is_empty() {
            return;
        }
        let rival = self.one.rival.as_ref().map(|rival| {
            let cells = rival.cells.iter().zip(&rival.columns).map(|(cell, column)| self.shown(cell, *column));
            cells.collect::<Vec<_>>().join(", ")
        });
        let shown = |columns: &[Option<usize>]| {
            cells.iter().map(|&at| self.shown(&self.one.row.cells[at], columns[at])).collect::<Vec<_>>().join(", ")
        };
        out.diagnostics.push(DiagnosticRow {
            severity: Severity::Info,
            code: "table-column-uncertain",
            message: format!("the columns of {} cell(s) of {:?} are not certain", cells.len(), self.one.row.name),
            before: Some(shown(&reading.columns)),
            after: rival.or_else(|| Some(shown(&reading.other))),
            bytes: Some(self.place.text.map.raw(self.one.row.span)),
        });
    }

    fn shown(&self, cell: &Cell, column: Option<usize>) -> String {
        let raw = cell.span.of(&self.place.text.clean);
        match column.map(|c| self.columns[c]) {
            Some((role, Some(year))) => format!("{raw} {} {year}", role.as_str()),
            Some((role, None)) => format!("{raw} {}", role.as_str()),
            None => format!("{raw} none"),
        }
    }
}

fn kind(number: &Number, role: Role) -> Kind {
    match role {
        _ if number.change => Kind::Change,
        Role::Growth if number.bracketed || number.unit.ends_with("百分点") => Kind::Change,
        Role::Growth => Kind::Growth,
        _ => Kind::Level,
    }
}

/// The cell's own unit, else the row's; a yearly rate is in percent whatever the level is measured in.
fn unit(number: &Number, row: Option<&str>, kind: Kind) -> CompactString {
    if !number.unit.is_empty() {
        return number.unit.clone();
    }
    if kind == Kind::Growth { "%".into() } else { row.unwrap_or_default().into() }
}

fn tone(bound: Bound) -> Tone {
    match bound {
        Bound::Ge | Bound::Gt => Tone::AtLeast,
        Bound::Approx => Tone::About,
        _ => Tone::Stated,
    }
}
