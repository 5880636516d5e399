//! Tables whose cells run together: `森林覆盖率(%)21.6623.04〔1.38〕约束性`.
//!
//! The text is cut into names and runs of figures; a run is cut into cells in every way that gives well-formed numbers, and the
//! ways are left to [`super::solve`] to weigh, together with the columns. A run without a name before it gives nothing.

use crate::tables::rows::{Attribute, Span};

use super::cell::{self, Cell, CellKind};
use super::header::{ColumnKind, Header, Setting};
use super::name::{self, UnitWords};
use super::rows::TableRow;
use super::split;
use super::words::Words;

/// Header and rows of a glued table.
pub(super) fn read(clean: &str, span: Span, setting: Setting, words: Words<'_>, units: UnitWords<'_>) -> Option<(Header, Vec<TableRow>)> {
    let (header, body) = find_header(clean, span, setting, words)?;
    let width = header.values().count();
    let numbered = header.has(ColumnKind::RowNo) || begins_numbered(body.of(clean));
    let mut scanner = Scanner {
        clean,
        at: body.start,
        end: body.end,
        words,
        units,
        width,
        numbered,
        unit_column: header.has(ColumnKind::Unit),
        grouped: header.has(ColumnKind::Group),
        last_no: 0,
        own_no: 0,
        category: None,
        rows: vec![],
    };
    scanner.run();
    let mut rows = scanner.rows;
    part_heads(&mut rows);
    Some((header, rows))
}

/// Whether the first row has the running number 1, perhaps behind a group word.
fn begins_numbered(body: &str) -> bool {
    const MOST: usize = 16;
    body.char_indices().take(MOST).any(|(at, _)| name::leading_number(&body[at..]).0 == Some("1"))
}

/// The first of several rows under one running number bears the head of all in its name.
fn part_heads(rows: &mut [TableRow]) {
    for at in 1..rows.len() {
        let same = rows[at].row_no.is_some() && rows[at].row_no == rows[at - 1].row_no;
        if let Some((head, own)) = rows[at - 1].torn.take().filter(|_| same) {
            rows[at - 1].name = own;
            rows[at - 1].parent = Some(head);
        }
        if same && rows[at].parent.is_none() {
            rows[at].parent = rows[at - 1].parent.clone();
        }
    }
}

/// How far into the text a header may begin, behind a title that has run into it.
const TITLE: usize = 240;

/// As much text as a header may take.
fn head(text: &str) -> &str {
    const MOST: usize = 1200;
    &text[..text.floor_char_boundary(MOST)]
}

/// The header and the span behind it. It begins at the word that gives the most columns.
fn find_header(clean: &str, span: Span, setting: Setting, words: Words<'_>) -> Option<(Header, Span)> {
    let text = span.of(clean);
    let starts = text.char_indices().map(|(at, _)| at).take_while(|at| *at < TITLE);
    let mut best: Option<(usize, Header)> = None;
    for at in starts.filter(|at| words.header.prefix(&text[*at..]).is_some()) {
        let Some(header) = Header::from_glued(head(&text[at..]), words.header, setting) else { continue };
        let fits = header.has(ColumnKind::Name) && header.values().count() >= 1 && header.columns.len() >= 3;
        if fits && best.as_ref().is_none_or(|(_, b)| b.columns.len() < header.columns.len()) {
            best = Some((at, header));
        }
    }
    let (at, header) = best?;
    let body = Span::new(span.start + at + header.bytes, span.end);
    Some((header, body))
}

struct Scanner<'a> {
    clean: &'a str,
    at: usize,
    end: usize,
    words: Words<'a>,
    units: UnitWords<'a>,
    width: usize,
    numbered: bool,
    unit_column: bool,
    grouped: bool,
    /// The running number of the last row, and of the row being read.
    last_no: u32,
    own_no: u32,
    category: Option<String>,
    rows: Vec<TableRow>,
}

/// A run of figures.
struct Run {
    span: Span,
    /// The running number of the next row, where the run ends with it.
    number: Option<Span>,
    /// Words behind the figures that stand for a value.
    words: Option<Span>,
    attribute: Option<(Span, Attribute)>,
    /// Where the next row begins.
    end: usize,
}

/// A group word of the table takes at most this many bytes.
const LONGEST_GROUP: usize = 24;

/// A name longer than this has swallowed prose: the table is over.
const LONGEST_NAME: usize = 400;

impl Scanner<'_> {
    fn run(&mut self) {
        while self.at < self.end {
            let from = self.at;
            self.own_no = self.peek_number(from);
            let Some(run) = self.find_run(from) else { return };
            let named = Span::new(from, run.span.start);
            if named.len() > LONGEST_NAME {
                return;
            }
            self.row(named, &run);
            self.at = run.number.map_or(run.end, |n| n.start);
        }
    }

    /// Whether a number goes on with the running numbers; a few may be lost.
    fn follows(&self, number: u32) -> bool {
        (self.last_no + 1..self.last_no + 4).contains(&number)
    }

    /// The running number of the row that begins here; the last one where it has none of its own.
    fn peek_number(&self, from: usize) -> u32 {
        const MOST: usize = 40;
        let text: String = self.clean[from..self.end].chars().filter(|c| !c.is_whitespace()).take(MOST).collect();
        self.parts(&text).1.and_then(|n| n.parse().ok()).unwrap_or(self.last_no)
    }

    /// The next run of figures that is no part of a name.
    fn find_run(&self, from: usize) -> Option<Run> {
        let lead = self.skip_number(from);
        let mut at = lead;
        while at < self.end {
            let length = self.atoms(at);
            if length > 0 && self.is_run(from, at, at + length) {
                return Some(self.close_run(at, at + length));
            }
            if let Some(run) = self.wordy_run(from, at) {
                return Some(run);
            }
            at += if length > 0 { length } else { self.char_at(at)?.len_utf8() };
            if at - from > LONGEST_NAME * 2 {
                return None;
            }
        }
        None
    }

    /// Words for a value, and no figure, between a unit and the attribute: `(%)完成国家下达任务约束性`.
    fn wordy_run(&self, from: usize, at: usize) -> Option<Run> {
        let before = self.clean[from..at].trim_end();
        if !before.ends_with([')', '%']) || !self.unit_closed(before) {
            return None;
        }
        let words = self.value_words(at)?;
        let attribute = self.attribute_at(words.end)?;
        Some(Run { span: Span::new(at, at), number: None, words: Some(words), attribute: Some(attribute), end: attribute.0.end })
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.clean[at..self.end].chars().next()
    }

    /// Behind the running number that a row begins with.
    fn skip_number(&self, from: usize) -> usize {
        let text = &self.clean[from..self.end];
        let lead = text.len() - text.trim_start().len();
        let text = &text[lead..];
        if let (Some(_), rest) = name::leading_number(text) {
            return self.end - rest.len();
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0 && text[..digits].parse().is_ok_and(|n| self.follows(n));
        from + lead + if numbered && text[digits..].chars().next().is_some_and(char::is_alphabetic) { digits } else { 0 }
    }

    /// The length of the figures, marks and dashes that begin at `at`.
    fn atoms(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.end {
            let rest = &self.clean[end..self.end];
            let length = self.atom(rest, end > at);
            if length == 0 {
                break;
            }
            end += length;
        }
        let run = self.clean[at..end].trim_end();
        if run.bytes().any(|b| b.is_ascii_digit()) || run.chars().any(|c| matches!(c, '—' | '-' | '–')) { run.len() } else { 0 }
    }

    /// The length of one piece of a run; `inside` when figures stand before it.
    fn atom(&self, rest: &str, inside: bool) -> usize {
        let Some(c) = rest.chars().next() else { return 0 };
        match c {
            '0'..='9' | '.' | '—' | '-' | '–' | '+' | '~' | '[' | ']' | '〔' | '〕' | '【' | '】' => c.len_utf8(),
            '%' | '‰' | ' ' | '\n' | '\t' if inside => c.len_utf8(),
            ',' if inside => usize::from(rest[1..].bytes().take_while(u8::is_ascii_digit).count() == 3),
            c if inside && cell::is_mark(c) => c.len_utf8(),
            _ => self.word_atom(rest, inside),
        }
    }

    /// Words of a bound and percentage points.
    fn word_atom(&self, rest: &str, inside: bool) -> usize {
        if inside && let Some(tail) = ["个百分点", "百分点"].iter().find(|w| rest.starts_with(**w)) {
            return tail.len();
        }
        let bounds = [self.words.ge, self.words.gt, self.words.le, self.words.lt, self.words.approx];
        if inside && let Some(length) = self.words.behind.starts_with(rest) {
            return length;
        }
        let Some(length) = bounds.iter().filter_map(|list| list.starts_with(rest)).max() else { return 0 };
        // `不低于` must have a figure behind it.
        let figure_behind = rest[length..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '〔'));
        if figure_behind { length } else { 0 }
    }

    /// Whether these figures are values: behind a unit, or many, or before an attribute or the end; not digits of a name.
    fn is_run(&self, from: usize, at: usize, end: usize) -> bool {
        let before = self.clean[from..at].trim_end();
        let run = self.clean[at..end].trim_start_matches([' ', '\n', '\t']);
        if before.is_empty()
            || self.clean[..at].ends_with(|c: char| c.is_ascii_alphabetic()) && run.starts_with(|c: char| c.is_ascii_digit())
        {
            return before.is_empty() && run.len() > 6;
        }
        if run.bytes().all(|b| b == b'-') && !before.ends_with([')', '%']) {
            return false;
        }
        let behind = &self.clean[end..self.end];
        let closed = before.ends_with([')', '%']) && self.unit_closed(before);
        let marked =
            run.contains(['[', '〔', '【', '%', '<', '>', '≥', '≤', '—']) || run.contains("百分点") || run.matches('.').count() > 1;
        let ends = behind.is_empty() || behind.starts_with('\n') || self.attribute_at(end).is_some();
        closed || ends || (marked && !self.goes_on(behind))
    }

    /// A bracket behind the name that holds a unit, not one inside the name.
    fn unit_closed(&self, before: &str) -> bool {
        before.ends_with('%')
            || before.rfind('(').is_some_and(|open| name::is_unit(&before[open + 1..before.len() - 1], self.units))
            || before.ends_with("%)")
    }

    /// Words that make figures before them a part of a name: 3岁以下, 5A级.
    fn goes_on(&self, behind: &str) -> bool {
        behind.starts_with(['岁', '年', '级', '类', '万', '亿', '种', '个', '项', '类'])
    }

    fn attribute_at(&self, at: usize) -> Option<(Span, Attribute)> {
        let rest = &self.clean[at..self.end];
        let lead = rest.len() - rest.trim_start().len();
        let rest = &rest[lead..];
        let binding = self.words.binding.starts_with(rest).map(|n| (n, Attribute::Binding));
        let expected = self.words.expected.starts_with(rest).map(|n| (n, Attribute::Expected));
        binding.or(expected).map(|(n, attribute)| (Span::new(at + lead, at + lead + n), attribute))
    }

    /// Settles where a run ends: the next row's number, words for a value, the attribute.
    fn close_run(&self, start: usize, end: usize) -> Run {
        let mut run = Run { span: Span::new(start, end), number: None, words: None, attribute: self.attribute_at(end), end };
        if run.attribute.is_none() {
            run.words = self.value_words(end);
            run.attribute = run.words.and_then(|w| self.attribute_at(w.end));
            if run.words.is_none() {
                run.number = self.next_number(run.span);
            }
        }
        if let Some(number) = run.number {
            run.span.end = number.start;
        }
        run.end = run.attribute.map(|a| a.0.end).or(run.words.map(|w| w.end)).unwrap_or(end);
        run
    }

    /// `保持在合理区间` between the figures and the attribute.
    fn value_words(&self, at: usize) -> Option<Span> {
        const MOST: usize = 160;
        let rest = &self.clean[at..self.end];
        self.words.text_start.starts_with(rest.trim_start_matches(['、', ',']))?;
        let stop = rest
            .char_indices()
            .take_while(|(i, c)| *i < MOST && *c != '\n' && *c != '(')
            .map(|(i, _)| i)
            .find(|i| *i > 0 && self.attribute_at(at + i).is_some())?;
        Some(Span::new(at, at + stop))
    }

    /// The running number of the next row, when the run ends with it and a name follows.
    fn next_number(&self, run: Span) -> Option<Span> {
        if !self.numbered {
            return None;
        }
        let text = run.of(self.clean);
        let behind = self.char_at(run.end)?;
        let wanted = (self.own_no + 1).to_string();
        let tail = text.strip_suffix(wanted.as_str())?;
        let own = tail.ends_with(|c: char| !c.is_ascii_digit() && c != '.');
        let named = behind.is_alphabetic() || matches!(behind, '.' | '、' | '(' | '“' | '"');
        (named && !tail.is_empty() && (own || tail.ends_with(|c: char| c.is_ascii_digit())))
            .then(|| Span::new(run.start + tail.len(), run.end))
    }

    fn row(&mut self, named: Span, run: &Run) {
        let text: String = named.of(self.clean).split_whitespace().collect();
        let (group, number, name) = self.parts(&text);
        if let Some(group) = group {
            self.category = Some(group);
        }
        let fresh = number.is_some() || !self.numbered;
        if let Some(number) = number.as_ref().and_then(|n| n.parse().ok()) {
            self.last_no = number;
        }
        let mut parsed = name::parse(&name, self.units);
        if self.unit_column && parsed.unit.is_none() {
            let (own, unit) = self.units.part(&parsed.name);
            (parsed.unit, parsed.name) = (unit.map(str::to_owned), own.to_owned());
        }
        if parsed.name.is_empty() || parsed.name.chars().all(|c| !c.is_alphabetic()) {
            return;
        }
        let before = self.rows.last().filter(|_| !fresh);
        let (parent, own) = self.part_name(&parsed.name);
        let unit = parsed.unit.or_else(|| own.unit.clone()).or_else(|| before.and_then(|b| b.unit.clone()));
        let mut row = TableRow {
            category: self.category.clone(),
            row_no: number.or_else(|| before.and_then(|b| b.row_no.clone())),
            parent: parent.or_else(|| before.and_then(|b| b.parent.clone())),
            name: own.name,
            unit,
            attribute_cell: run.attribute,
            attribute: run.attribute.map(|a| a.1).or_else(|| before.and_then(|b| b.attribute)),
            span: Span::new(cell::trimmed(self.clean, named).start, run.end),
            ..TableRow::default()
        };
        row.torn = self.torn_name(named, &row.name);
        row.segmentations = split::ways(self.clean, run.span, self.width, &self.words);
        if let Some(words) = run.words {
            self.add_words(&mut row, words);
        }
        if let Some(first) = row.segmentations.first() {
            row.cells.clone_from(&first.cells);
        }
        self.rows.push(row);
    }

    /// Where the name would part into the head of several rows and a row of its own: at a line's end, or where its first word
    /// comes again.
    fn torn_name(&self, named: Span, name: &str) -> Option<(String, String)> {
        let last = named.of(self.clean).trim().rsplit('\n').next().map(|line| name::parse(line, self.units).name)?;
        let head = name.strip_suffix(last.as_str()).filter(|h| !h.is_empty() && last.chars().count() > 1);
        let first: String = name.chars().take(2).collect();
        let again = || name.char_indices().skip(3).find(|(at, _)| name[*at..].starts_with(&first)).map(|(at, _)| name.split_at(at));
        head.map(|head| (head.to_owned(), last.clone())).or_else(|| again().map(|(a, b)| (a.to_owned(), b.to_owned())))
    }

    /// Words that stand for a value are a cell of their own; those that go on behind a figure (`>7、力争…`) belong to it.
    fn add_words(&self, row: &mut TableRow, words: Span) {
        if words.of(self.clean).starts_with(['、', ',']) {
            return;
        }
        let span = cell::trimmed(self.clean, words);
        let bare = span.of(self.clean).trim_end_matches(['—', '–']).len();
        let (text, dash) = (Span::new(span.start, span.start + bare), Span::new(span.start + bare, span.end));
        let text = Cell { span: text, kind: CellKind::Text };
        let dash = (!dash.is_empty()).then_some(Cell { span: dash, kind: CellKind::Dash });
        row.segmentations.iter_mut().for_each(|way| way.cells.extend([text.clone()].into_iter().chain(dash.clone())));
    }

    /// Group word, running number and name.
    fn parts(&self, text: &str) -> (Option<String>, Option<String>, String) {
        let (group, rest) = self.group(text);
        if let (Some(number), rest) = name::leading_number(rest) {
            return (group, Some(number.to_owned()), rest.to_owned());
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse::<u32>().ok().filter(|n| self.numbered && self.follows(*n));
        match number {
            Some(n) if rest[digits..].chars().next().is_some_and(char::is_alphabetic) => {
                (group, Some(n.to_string()), rest[digits..].to_owned())
            }
            _ => (group, None, rest.to_owned()),
        }
    }

    /// A group word before the name: a known one, or all that stands before a running number.
    fn group<'t>(&self, text: &'t str) -> (Option<String>, &'t str) {
        let marked = |at: usize| text[at..].starts_with('(') || self.numbered;
        let due = (self.last_no + 1).to_string();
        let bare = |at: usize| {
            let behind = text[at..].strip_prefix(due.as_str()).filter(|_| self.grouped && at <= LONGEST_GROUP);
            behind.is_some_and(|rest| rest.starts_with(char::is_alphabetic) && !self.goes_on(rest))
        };
        let number = text.char_indices().skip(1).take(24).find(|&(at, c)| {
            let number = || name::leading_number(&text[at..]).0.is_some_and(|n| n.parse().is_ok_and(|n: u32| self.follows(n)));
            marked(at) && (c == '(' || c.is_ascii_digit()) && (number() || bare(at))
        });
        if let Some((at, _)) = number.filter(|(at, _)| text[..*at].chars().all(|c| c.is_alphabetic() || c == '、')) {
            return (Some(text[..at].to_owned()), &text[at..]);
        }
        match self.words.group.starts_with(text).filter(|n| *n < text.len()) {
            Some(length)
                if !text[length..]
                    .starts_with(['(', '水', '指', '投', '支', '经', '率', '增', '占', '人', '能', '总', '与', '和', '的', '程']) =>
            {
                (Some(text[..length].to_owned()), &text[length..])
            }
            _ => (None, text),
        }
    }

    /// `主要污染物排放总量减少(%)化学需氧量`: a unit inside a name ends the head of several rows.
    fn part_name(&self, name: &str) -> (Option<String>, name::Named) {
        let inner =
            name.char_indices().filter(|(_, c)| *c == ')').map(|(at, _)| at + 1).find(|&at| {
                at < name.len() && name[..at].rfind('(').is_some_and(|open| name::is_unit(&name[open + 1..at - 1], self.units))
            });
        match inner {
            Some(at) => {
                let head = name::parse(&name[..at], self.units);
                (Some(head.name), name::Named { row_no: None, name: name[at..].to_owned(), unit: head.unit })
            }
            None => (None, name::Named { row_no: None, name: name.to_owned(), unit: None }),
        }
    }
}
