//! The header of a table: which column holds what, and of which year.
//!
//! Words and years are read from left to right over all cells of the header, so that a word broken over lines is found; what
//! they say is then put together into columns. Nothing of the table's body is looked at.

use crate::tables::rows::Role;

use super::cell::year_at;
use super::words::{HeaderWord, HeaderWords};

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

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Word(HeaderWord),
    Year(i32),
    Period(i32, i32),
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    token: Token,
    piece: usize,
}

/// A column before roles and years are settled.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Atom {
    Fixed(ColumnKind),
    Value(Draft),
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Draft {
    year: Option<i32>,
    role: Option<Role>,
    growth: bool,
    period: Option<(i32, i32)>,
}

impl Draft {
    /// A word such as 规划目标 that stands over other columns, or beside a year.
    fn only_role(&self) -> bool {
        self.role.is_some() && self.year.is_none() && !self.growth
    }
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

/// Tokens over all cells; the header ends before the first cell that is not wholly read.
fn tokens_of_cells(cells: &[&str], words: &HeaderWords) -> (Vec<Placed>, usize) {
    const MOST: usize = 80;
    let cells = &cells[..cells.len().min(MOST)];
    let joined: String = cells.concat();
    let mut ends = Vec::with_capacity(cells.len());
    cells.iter().fold(0, |at, cell| {
        ends.push(at + cell.len());
        at + cell.len()
    });
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut piece = 0;
    loop {
        while piece < ends.len() && ends[piece] <= at {
            piece += 1;
        }
        // A cell that is a word of its own is not joined with the next one: 指标 and 单位 are two columns.
        let own = ends.get(piece).and_then(|end| words.prefix(&joined[at..*end]).filter(|(_, length)| at + length == *end));
        let own = own.map(|(kind, length)| ((kind != HeaderWord::Filler).then_some(Token::Word(kind)), length));
        let Some((token, length)) = own.or_else(|| token(&joined, at, words)) else { break };
        if let Some(token) = token {
            tokens.push(Placed { token, piece });
        }
        at += length;
    }
    let whole = ends.iter().take_while(|end| **end <= at).count();
    tokens.retain(|t| t.piece < whole);
    (tokens, whole)
}

/// Which of several words that begin at one place is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Longest,
    /// A word for the names of indicators before a longer one of another kind.
    NamesFirst,
}

/// Reads tokens from the start of `text` until something is no header word; gives the bytes read.
fn scan(text: &str, piece: usize, words: &HeaderWords, tokens: &mut Vec<Placed>) -> usize {
    scan_cut(text, piece, words, Cut::Longest, tokens)
}

fn scan_cut(text: &str, piece: usize, words: &HeaderWords, cut: Cut, tokens: &mut Vec<Placed>) -> usize {
    let (mut at, mut last) = (0, 0);
    let name = |at: usize| (cut == Cut::NamesFirst).then(|| name_at(&text[at..], words)).flatten();
    while let Some((token, length)) = name(at).or_else(|| token(text, at, words)) {
        at += length;
        if let Some(token) = token {
            tokens.push(Placed { token, piece });
            last = at;
        }
    }
    if at == text.len() { at } else { last }
}

/// The shortest word for the names of indicators that `rest` begins with.
fn name_at(rest: &str, words: &HeaderWords) -> Option<(Option<Token>, usize)> {
    let (_, longest) = words.prefix(rest)?;
    let borders = rest[..longest].char_indices().map(|(at, _)| at).skip(1).chain([longest]);
    let whole = |at: usize| words.prefix(&rest[..at]) == Some((HeaderWord::Name, at));
    borders.into_iter().find(|at| whole(*at)).map(|at| (Some(Token::Word(HeaderWord::Name)), at))
}

/// The token at `at`, none for filler, and its length.
fn token(text: &str, at: usize, words: &HeaderWords) -> Option<(Option<Token>, usize)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    if first.is_whitespace() {
        return Some((None, first.len_utf8()));
    }
    if let Some((period, length)) = period_at(rest) {
        let word = words.prefix(rest).filter(|(kind, n)| *n > length && *kind != HeaderWord::Filler);
        return Some(word.map_or((Some(Token::Period(period.0, period.1)), length), |(kind, n)| (Some(Token::Word(kind)), n)));
    }
    if let Some((year, length)) = header_year(rest, words) {
        return Some((Some(Token::Year(year)), length));
    }
    let (kind, length) = words.prefix(rest)?;
    Some(((kind != HeaderWord::Filler).then_some(Token::Word(kind)), length))
}

/// `2025年`, `2025`, also two years run together (`20202025`); 年 belongs to the next word where one begins with it.
fn header_year(rest: &str, words: &HeaderWords) -> Option<(i32, usize)> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits % 4 != 0 || digits > 16 {
        return None;
    }
    let year = year_at(&rest[..4])?;
    let after = &rest[4..];
    let word = words.prefix(after).is_some_and(|(kind, n)| kind != HeaderWord::Filler && n > '年'.len_utf8());
    let suffix = if after.starts_with('年') && !word { '年'.len_utf8() } else { 0 };
    Some((year, 4 + suffix))
}

/// `“十四五”`, `十四五`: its first and last year.
pub(super) fn period_at(rest: &str) -> Option<((i32, i32), usize)> {
    let open = rest.chars().next().filter(|c| matches!(c, '“' | '"')).map_or(0, char::len_utf8);
    let body = &rest[open..];
    let inner = body.strip_prefix('十')?;
    let number = inner.chars().next().and_then(|c| "一二三四五六七".chars().position(|d| d == c));
    let (plan, used) = match number {
        Some(n) if inner.chars().nth(1) == Some('五') => (11 + n as i32, '十'.len_utf8() * 3),
        Some(4) => (10, '十'.len_utf8() * 2),
        _ => return None,
    };
    let close = body[used..].chars().next().filter(|c| matches!(c, '”' | '"')).map_or(0, char::len_utf8);
    let start = 1951 + plan * 5;
    Some(((start, start + 4), open + used + close))
}

/// Puts tokens together that say one thing: `2025年` + `目标`, `2025年比2020年增长`, `年均增速` + `[累计]`.
fn join_tokens(tokens: &[Placed], glued: bool) -> Vec<Atom> {
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
fn spread(atoms: Vec<Atom>) -> Vec<Atom> {
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

/// Roles and years of all columns; none when there is neither a name nor a value column.
fn settle<A: Copy + Into<Option<Atom>>>(atoms: &[A], setting: Setting) -> Option<Vec<Column>> {
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
