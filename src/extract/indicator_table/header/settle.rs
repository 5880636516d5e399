//! Roles and years of all columns, those of columns without a word or a year among them.

use super::atoms::{Atom, Draft};
use super::{Column, ColumnKind, Setting};
use crate::tables::rows::Role;

/// Roles and years of all columns; none when there is neither a name nor a value column.
pub(super) fn settle<A: Copy + Into<Option<Atom>>>(atoms: &[A], setting: Setting) -> Option<Vec<Column>> {
    let mut atoms: Vec<Option<Atom>> = atoms.iter().map(|a| (*a).into()).collect();
    drop_second_name(&mut atoms);
    let years: Vec<i32> = atoms.iter().filter_map(|a| level_year(*a)).collect();
    let dater = Dater::new(&years, &atoms, setting);
    let mut columns = Vec::with_capacity(atoms.len());
    let mut half = Role::Target;
    let mut half_year = None;
    for atom in &atoms {
        let column = match atom {
            None => Column { kind: ColumnKind::Note, year: None },
            Some(Atom::Fixed(kind)) => Column { kind: *kind, year: None },
            Some(Atom::Value(draft)) if draft.growth => {
                let role = dater.growth_role(draft, half);
                let year = draft.year.or(draft.period.map(|p| p.1)).or(half_year).or(dater.target_year());
                Column { kind: ColumnKind::Value(role), year }
            }
            Some(Atom::Value(draft)) => {
                let role = dater.role(draft);
                let year = draft.year.or_else(|| dater.year_of(role));
                (half, half_year) = (role, if role == Role::Baseline { None } else { year });
                Column { kind: ColumnKind::Value(role), year }
            }
        };
        columns.push(column);
    }
    columns.iter().any(|c| matches!(c.kind, ColumnKind::Value(_))).then_some(columns)
}

/// `指标` `属性` broken over two lines behind `指标名称`: the first piece is no column.
fn drop_second_name(atoms: &mut Vec<Option<Atom>>) {
    let name = Some(Atom::Fixed(ColumnKind::Name));
    let torn = atoms.windows(2).rposition(|w| w[0] == name && w[1] == Some(Atom::Fixed(ColumnKind::Attribute)));
    if let Some(at) = torn.filter(|at| atoms[..*at].contains(&name)) {
        atoms.remove(at);
    }
}

fn level_year(atom: Option<Atom>) -> Option<i32> {
    match atom {
        Some(Atom::Value(draft)) if !draft.growth => draft.year,
        _ => None,
    }
}

/// Decides what a year column without a word is.
struct Dater {
    setting: Setting,
    first: Option<i32>,
    last: Option<i32>,
    has_target: bool,
    one_year: bool,
}

impl Dater {
    fn new(years: &[i32], atoms: &[Option<Atom>], setting: Setting) -> Self {
        let has_target = atoms.iter().any(|a| matches!(a, Some(Atom::Value(d)) if d.role == Some(Role::Target)));
        let (first, last) = (years.iter().min().copied(), years.iter().max().copied());
        Self { setting, first, last, has_target, one_year: first == last }
    }

    fn role(&self, draft: &Draft) -> Role {
        let Some(year) = draft.year else { return draft.role.unwrap_or(Role::Target) };
        if let Some(role) = draft.role {
            return role;
        }
        match self.setting.period {
            Some((start, _)) if year < start => Role::Baseline,
            Some(_) if self.setting.review && !self.one_year => Role::Actual,
            Some(_) => Role::Target,
            None if self.one_year => Role::Target,
            None if Some(year) == self.first => Role::Baseline,
            None if self.setting.review && Some(year) == self.last => Role::Actual,
            // Two years side by side before a later one: both lie before the plan.
            None if self.first == Some(year - 1) && self.last > Some(year) => Role::Baseline,
            None if self.has_target && self.last > Some(year) && self.first == Some(year) => Role::Baseline,
            None => Role::Target,
        }
    }

    fn growth_role(&self, draft: &Draft, half: Role) -> Role {
        let past = |end: i32| self.setting.period.is_some_and(|(start, _)| end < start);
        match (draft.role, draft.period) {
            (Some(Role::Actual | Role::Baseline), _) => Role::ActualGrowth,
            (Some(Role::Target), _) => Role::Growth,
            (_, Some((_, end))) if past(end) => Role::ActualGrowth,
            _ if draft.year.is_some_and(past) => Role::ActualGrowth,
            _ if half == Role::Actual => Role::ActualGrowth,
            _ => Role::Growth,
        }
    }

    fn year_of(&self, role: Role) -> Option<i32> {
        let (start, end) = self.setting.period?;
        match role {
            Role::Baseline => Some(start - 1),
            _ => Some(end),
        }
    }

    fn target_year(&self) -> Option<i32> {
        self.last.or(self.setting.period.map(|p| p.1))
    }
}
