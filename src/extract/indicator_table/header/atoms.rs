//! Words and years put together into columns: `2025年` + `目标` is one, and `规划目标` may stand over several.

use super::super::words::HeaderWord;
use super::ColumnKind;
use super::tokens::{Placed, Token};
use crate::tables::rows::Role;

/// A column before roles and years are settled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Atom {
    Fixed(ColumnKind),
    Value(Draft),
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) year: Option<i32>,
    pub(super) role: Option<Role>,
    pub(super) growth: bool,
    pub(super) period: Option<(i32, i32)>,
}

impl Draft {
    /// A word such as 规划目标 that stands over other columns, or beside a year.
    pub(super) fn only_role(&self) -> bool {
        self.role.is_some() && self.year.is_none() && !self.growth
    }
}

/// Puts tokens together that say one thing: `2025年` + `目标`, `2025年比2020年增长`, `年均增速` + `[累计]`.
pub(super) fn join_tokens(tokens: &[Placed], glued: bool) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (atom, used) = joined(&tokens[at..], glued);
        match (atom, atoms.last_mut()) {
            (Some(Atom::Fixed(kind)), Some(Atom::Fixed(last))) if *last == kind => {}
            (Some(atom), _) => atoms.push(atom),
            (None, _) => {}
        }
        at += used;
    }
    atoms
}

/// The atom at the start of the tokens and how many of them it takes.
fn joined(tokens: &[Placed], glued: bool) -> (Option<Atom>, usize) {
    use HeaderWord as W;
    let first = tokens[0];
    let near = |i: usize| tokens.get(i).filter(|t| glued || t.piece == first.piece).map(|t| t.token);
    let role = |token: Option<Token>| match token {
        Some(Token::Word(word)) => role_of(word),
        _ => None,
    };
    let growth = |token: Option<Token>| token == Some(Token::Word(W::Growth));
    let value = |draft: Draft| Some(Atom::Value(draft));
    match first.token {
        Token::Year(year) | Token::Period(_, year) if near(1) == Some(Token::Word(W::Than)) => {
            let base = usize::from(matches!(near(2), Some(Token::Year(_) | Token::Period(..))));
            let word = usize::from(growth(near(2 + base)) || role(near(2 + base)).is_some());
            (value(Draft { year: Some(year), growth: true, ..Draft::default() }), with_cumulative(tokens, 2 + base + word))
        }
        Token::Year(year) => match near(1) {
            next if role(next).is_some() => (value(Draft { year: Some(year), role: role(next), ..Draft::default() }), 2),
            next if growth(next) && !glued => {
                (value(Draft { year: Some(year), growth: true, ..Draft::default() }), with_cumulative(tokens, 2))
            }
            _ => (value(Draft { year: Some(year), ..Draft::default() }), 1),
        },
        Token::Period(start, end) => match near(1) {
            next if growth(next) => {
                (value(Draft { growth: true, period: Some((start, end)), ..Draft::default() }), with_cumulative(tokens, 2))
            }
            next if role(next).is_some() => {
                (value(Draft { year: Some(end), role: role(next), period: Some((start, end)), ..Draft::default() }), 2)
            }
            _ => (None, 1),
        },
        Token::Word(W::Growth | W::Cumulative) => {
            let again = usize::from(growth(near(1)) && !glued);
            (value(Draft { growth: true, ..Draft::default() }), with_cumulative(tokens, 1 + again))
        }
        Token::Word(word) => match (role_of(word), near(1)) {
            (Some(role), Some(Token::Year(year))) => (value(Draft { year: Some(year), role: Some(role), ..Draft::default() }), 2),
            (Some(role), next) if growth(next) && !glued => {
                (value(Draft { role: Some(role), growth: true, ..Draft::default() }), with_cumulative(tokens, 2))
            }
            (Some(role), _) => (value(Draft { role: Some(role), ..Draft::default() }), 1),
            (None, _) => (fixed(word).map(Atom::Fixed), 1),
        },
    }
}

/// `[累计]` behind a growth word belongs to it, also from the next line.
fn with_cumulative(tokens: &[Placed], used: usize) -> usize {
    used + usize::from(tokens.get(used).is_some_and(|t| t.token == Token::Word(HeaderWord::Cumulative)))
}

fn role_of(word: HeaderWord) -> Option<Role> {
    match word {
        HeaderWord::Baseline => Some(Role::Baseline),
        HeaderWord::Target => Some(Role::Target),
        HeaderWord::Actual => Some(Role::Actual),
        _ => None,
    }
}

fn fixed(word: HeaderWord) -> Option<ColumnKind> {
    match word {
        HeaderWord::Group => Some(ColumnKind::Group),
        HeaderWord::RowNo => Some(ColumnKind::RowNo),
        HeaderWord::Name => Some(ColumnKind::Name),
        HeaderWord::Unit => Some(ColumnKind::Unit),
        HeaderWord::Attribute => Some(ColumnKind::Attribute),
        HeaderWord::Note => Some(ColumnKind::Note),
        _ => None,
    }
}

/// Deals out roles that stand alone: over the columns behind them, or to the year beside them.
pub(super) fn spread(atoms: Vec<Atom>) -> Vec<Atom> {
    let alone: Vec<usize> = positions(&atoms, Draft::only_role);
    let dated: Vec<usize> = positions(&atoms, |draft| !draft.only_role());
    let Some((&first, &last)) = alone.first().zip(alone.last()) else { return atoms };
    if dated.is_empty() {
        return atoms;
    }
    let suffix = alone.iter().all(|&at| at > 0 && matches!(atoms[at - 1], Atom::Value(d) if d.year.is_some() && d.role.is_none()));
    let behind: Vec<usize> = dated.iter().copied().filter(|&at| at > last).collect();
    let two_levels = !behind.is_empty() && (fixed_between(&atoms, last, behind[0]) || (alone.len() > 1 && last - first + 1 == alone.len()));
    if two_levels {
        under_heads(&atoms, &alone, &behind)
    } else if suffix {
        beside_years(&atoms, &alone)
    } else {
        before_columns(&atoms)
    }
}

fn positions(atoms: &[Atom], wanted: impl Fn(&Draft) -> bool) -> Vec<usize> {
    atoms.iter().enumerate().filter(|(_, a)| matches!(a, Atom::Value(draft) if wanted(draft))).map(|(at, _)| at).collect()
}

fn fixed_between(atoms: &[Atom], from: usize, to: usize) -> bool {
    atoms[from + 1..to].iter().any(|a| matches!(a, Atom::Fixed(_)))
}

/// A header of two lines: the heads stand first, the columns under them come behind in the same order.
fn under_heads(atoms: &[Atom], heads: &[usize], columns: &[usize]) -> Vec<Atom> {
    let groups = groups(atoms, columns, heads.len());
    let mut out = Vec::with_capacity(atoms.len());
    for (at, atom) in atoms.iter().enumerate() {
        if columns.contains(&at) {
            continue;
        }
        let Some(head) = heads.iter().position(|h| *h == at) else {
            out.push(*atom);
            continue;
        };
        let Atom::Value(Draft { role, .. }) = *atom else { continue };
        let under = groups.get(head).map_or(&[][..], |g| g);
        out.extend(under.iter().map(|&column| with_role(atoms[column], role)));
    }
    out
}

fn with_role(atom: Atom, role: Option<Role>) -> Atom {
    match atom {
        Atom::Value(draft) => Atom::Value(Draft { role: draft.role.or(role), ..draft }),
        fixed => fixed,
    }
}

/// Parts the columns among the heads: evenly when they can be, else anew where a column repeats.
fn groups(atoms: &[Atom], columns: &[usize], heads: usize) -> Vec<Vec<usize>> {
    if columns.len().is_multiple_of(heads) {
        return columns.chunks(columns.len() / heads).map(<[usize]>::to_vec).collect();
    }
    let mut groups: Vec<Vec<usize>> = vec![vec![]];
    for &column in columns {
        let open = groups.len();
        let Some(group) = groups.last_mut() else { break };
        if open < heads && group.iter().any(|&other| atoms[other] == atoms[column]) {
            groups.push(vec![column]);
        } else {
            group.push(column);
        }
    }
    groups
}

/// `2020年` `现状` `2025年` `目标`: each role belongs to the year before it.
fn beside_years(atoms: &[Atom], alone: &[usize]) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::with_capacity(atoms.len());
    for (at, atom) in atoms.iter().enumerate() {
        match (alone.contains(&at), atom, out.last_mut()) {
            (true, Atom::Value(Draft { role, .. }), Some(last)) => *last = with_role(*last, *role),
            _ => out.push(*atom),
        }
    }
    out
}

/// `规划目标` `2020` `年均增速` `实现情况` `2020` …: each role governs the columns up to the next one.
fn before_columns(atoms: &[Atom]) -> Vec<Atom> {
    let mut out = Vec::with_capacity(atoms.len());
    let mut head: Option<Draft> = None;
    for (at, atom) in atoms.iter().enumerate() {
        match atom {
            Atom::Value(draft) if draft.only_role() => {
                let followed = matches!(atoms.get(at + 1), Some(Atom::Value(next)) if !next.only_role() && next.role.is_none());
                head = followed.then_some(*draft);
                if !followed {
                    out.push(*atom);
                }
            }
            Atom::Value(_) => out.push(with_role(*atom, head.and_then(|h| h.role))),
            Atom::Fixed(_) => {
                head = None;
                out.push(*atom);
            }
        }
    }
    out
}
