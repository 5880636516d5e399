//! Rows of a table: name, running number, group and the value cells in order, whichever way the cells came.

use crate::tables::rows::{Attribute, Span};

use super::cell::{Cell, CellKind};
use super::header::{ColumnKind, Header};
use super::name::{self, UnitWords};
use super::split::Way;
use super::words::Words;

/// One row, before its values have columns.
#[derive(Clone, Debug, Default)]
pub(super) struct TableRow {
    pub(super) category: Option<String>,
    pub(super) row_no: Option<String>,
    /// The head of several rows: 主要污染物排放总量减少.
    pub(super) parent: Option<String>,
    pub(super) name: String,
    pub(super) unit: Option<String>,
    /// Where the name runs together with the head of several rows: the head and the rest.
    pub(super) torn: Option<(String, String)>,
    /// Other indicators that the same cells hold for.
    pub(super) shared: Vec<String>,
    /// Value cells in order, as many as there are columns where their places are known.
    pub(super) cells: Vec<Cell>,
    /// Where the cells run together: the ways to cut them, the likeliest first.
    pub(super) segmentations: Vec<Way>,
    /// The row's own attribute cell.
    pub(super) attribute_cell: Option<(Span, Attribute)>,
    /// The attribute that holds for the row, also from a merged cell.
    pub(super) attribute: Option<Attribute>,
    /// From the first cell to the last.
    pub(super) span: Span,
    /// The running number, where it stands in a cell of its own.
    pub(super) row_no_span: Option<Span>,
}

impl TableRow {
    fn cover(&mut self, span: Span) {
        if self.span.is_empty() {
            self.span = span;
        } else {
            self.span = Span::new(self.span.start.min(span.start), self.span.end.max(span.end));
        }
    }

    fn begun(&self) -> bool {
        !self.cells.is_empty() || self.attribute_cell.is_some()
    }
}

/// What reading rows needs to know of the table.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) clean: &'a str,
    pub(super) words: Words<'a>,
    pub(super) units: UnitWords<'a>,
    pub(super) header: &'a Header,
}

impl Frame<'_> {
    fn text(&self, cell: &Cell) -> &str {
        cell.span.of(self.clean)
    }

    /// Words that stand for a value: 完成省下达任务, 总体平衡.
    pub(super) fn is_text_value(&self, text: &str) -> bool {
        let count = text.chars().count();
        self.words.text_whole.contains(text)
            || ((3..=40).contains(&count) && !text.ends_with(')') && self.words.text_start.starts_with(text).is_some())
    }
}

/// Reads the rows of a grid: a cell for every column, but for those lost at a line's ends.
pub(super) fn from_grid(frame: Frame<'_>, rows: &[Vec<Span>]) -> Vec<TableRow> {
    let mut out: Vec<TableRow> = Vec::with_capacity(rows.len());
    let mut category = None;
    let width = frame.header.columns.len();
    let places = rows.iter().any(|row| holds_place(row));
    for row in rows {
        let cells: Vec<Cell> = row.iter().map(|span| Cell::read(frame.clean, *span, &frame.words)).collect();
        if cells.iter().all(|c| c.kind == CellKind::Empty) {
            continue;
        }
        if let Some(text) = lone_text(frame, &cells) {
            if !goes_on(frame, &text, &mut out) {
                category = Some(text);
            }
        } else if cells.len() == width || (places && cells.len() < width) {
            let cells = padded(frame, cells);
            let row = grid_row(frame, cells, &mut category, out.last());
            out.push(row);
        } else {
            let filled: Vec<Cell> = cells.into_iter().filter(|c| c.kind != CellKind::Empty).collect();
            let mut stream = Stream::new(frame);
            stream.category.clone_from(&category);
            stream.next_no = out.last().and_then(|r| r.row_no.as_ref()?.parse::<u32>().ok()).map(|n| n + 1);
            stream.read(filled);
            out.extend(stream.finish().into_iter().map(|row| unglued(frame, row)));
            category = out.last().and_then(|r| r.category.clone()).or(category);
        }
    }
    out
}

/// A row whose group word and running number ran into its name: `绿色生态10单位GDP能源消耗降低`.
fn unglued(frame: Frame<'_>, mut row: TableRow) -> TableRow {
    if row.row_no.is_some() || !frame.header.has(ColumnKind::RowNo) {
        return row;
    }
    let group = frame.words.group.starts_with(&row.name).unwrap_or(0);
    let rest = &row.name[group..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && rest[digits..].chars().next().is_some_and(char::is_alphabetic) {
        if group > 0 {
            row.category = Some(row.name[..group].to_owned());
        }
        row.row_no = Some(rest[..digits].to_owned());
        row.name = rest[digits..].to_owned();
    }
    row
}

/// Whether an empty cell stands between two others: such a table keeps the places of its empty cells.
fn holds_place(row: &[Span]) -> bool {
    let first = row.iter().position(|s| !s.is_empty()).unwrap_or(0);
    let last = row.iter().rposition(|s| !s.is_empty()).unwrap_or(0);
    row[first..=last.max(first)].iter().any(|s| s.is_empty())
}

/// A row that is too short, with the empty cells put back that it lost at its ends (merged cells do so at its start).
fn padded(frame: Frame<'_>, cells: Vec<Cell>) -> Vec<Cell> {
    let columns = &frame.header.columns;
    let missing = columns.len() - cells.len();
    let fits = |left: usize| -> i32 { cells.iter().zip(&columns[left..]).map(|(cell, column)| fit(frame, cell, column.kind)).sum() };
    // Of equal readings the one that lost its cells at the end.
    let left = (0..=missing).max_by_key(|left| (fits(*left), missing - left)).unwrap_or(0);
    let edge = |at: usize| Cell { span: Span::new(at, at), kind: CellKind::Empty };
    let (start, end) = (cells.first().map_or(0, |c| c.span.start), cells.last().map_or(0, |c| c.span.end));
    let mut out = vec![edge(start); left];
    out.extend(cells);
    out.resize(columns.len(), edge(end));
    out
}

/// How well a cell fits a column by its kind alone.
fn fit(frame: Frame<'_>, cell: &Cell, column: ColumnKind) -> i32 {
    let text = frame.text(cell);
    let is_unit = || name::is_unit(text, frame.units) && text.chars().count() <= 8;
    match (column, &cell.kind) {
        (_, CellKind::Empty) => 0,
        (ColumnKind::Attribute, CellKind::Attribute(_)) => 4,
        (_, CellKind::Attribute(_)) => -4,
        (ColumnKind::Name, CellKind::Text) if is_unit() => -1,
        (ColumnKind::Name, CellKind::Text) => 3,
        (ColumnKind::Unit, CellKind::Text) if is_unit() => 3,
        (ColumnKind::Group, CellKind::Text) => 1,
        (ColumnKind::Unit | ColumnKind::Note, CellKind::Text) => 0,
        (ColumnKind::Value(_), CellKind::Text) => -1,
        (ColumnKind::Value(_), _) => 1,
        (ColumnKind::RowNo, CellKind::Number(n)) if n.decimals == 0 && n.value > 0.0 && n.value < 500.0 => 1,
        (ColumnKind::Unit | ColumnKind::Note | ColumnKind::Attribute, CellKind::Dash) => 0,
        _ => -3,
    }
}

/// The text of a row of a grid that holds one text alone, or the same in all cells.
fn lone_text(frame: Frame<'_>, cells: &[Cell]) -> Option<String> {
    let mut texts = cells.iter().filter(|c| c.kind != CellKind::Empty).map(|c| frame.text(c));
    let first = texts.next()?;
    let figure = cells.iter().any(|c| c.number().is_some());
    (!figure && texts.all(|t| t == first)).then(|| joined(first))
}

/// Whether a text alone in its row goes on with the name above it, which then takes it: a wrapped name, or its unit.
fn goes_on(frame: Frame<'_>, text: &str, rows: &mut [TableRow]) -> bool {
    let Some(last) = rows.last_mut() else { return false };
    if let Some(unit) = name::lone_unit(text, frame.units) {
        last.unit.get_or_insert(unit);
        return true;
    }
    let open = last.name.matches('(').count() > last.name.matches(')').count();
    let known = frame.words.group.contains(text);
    if known || !(open || (frame.header.has(ColumnKind::Group) && text.chars().count() <= 12)) {
        return false;
    }
    let whole = name::parse(&format!("{}{text}", last.name), frame.units);
    last.name = whole.name;
    last.unit = last.unit.take().or(whole.unit);
    true
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

fn grid_row(frame: Frame<'_>, cells: Vec<Cell>, category: &mut Option<String>, before: Option<&TableRow>) -> TableRow {
    let mut row = TableRow::default();
    let mut names: Vec<String> = Vec::new();
    let mut unit_column = None;
    for (column, cell) in frame.header.columns.iter().zip(cells) {
        let text = cell.span.of(frame.clean);
        if cell.kind != CellKind::Empty {
            row.cover(cell.span);
        }
        match column.kind {
            ColumnKind::Value(_) => row.cells.push(cell),
            _ if cell.kind == CellKind::Empty => {}
            ColumnKind::Group => *category = Some(joined(text)),
            ColumnKind::RowNo => {
                row.row_no = Some(text.trim_matches(['(', ')', '.', '、']).to_owned());
                row.row_no_span = Some(cell.span);
            }
            ColumnKind::Name if names.last().is_none_or(|n| *n != joined(text)) => names.push(joined(text)),
            ColumnKind::Unit => unit_column = Some(joined(text)).filter(|_| cell.kind != CellKind::Dash),
            ColumnKind::Attribute => {
                if let CellKind::Attribute(attribute) = cell.kind {
                    row.attribute_cell = Some((cell.span, attribute));
                }
            }
            ColumnKind::Name | ColumnKind::Note => {}
        }
    }
    row.category.clone_from(category);
    name_row(frame, &mut row, names, before);
    row.unit = row.unit.take().or(unit_column);
    row.attribute =
        row.attribute_cell.map(|a| a.1).or_else(|| before.filter(|b| row.parent.is_some() && b.parent == row.parent)?.attribute);
    row
}

/// Gives a grid row its name; where it has none of its own it goes on with the row before.
fn name_row(frame: Frame<'_>, row: &mut TableRow, names: Vec<String>, before: Option<&TableRow>) {
    let Some((last, heads)) = names.split_last() else {
        if let Some(before) = before {
            row.name.clone_from(&before.name);
            row.unit.clone_from(&before.unit);
        }
        return;
    };
    let named = name::parse(last, frame.units);
    row.row_no = row.row_no.take().or(named.row_no);
    row.unit = named.unit;
    row.name = named.name;
    if let Some(head) = heads.last() {
        let head = name::parse(head, frame.units);
        row.unit = row.unit.take().or(head.unit);
        row.row_no = row.row_no.take().or(head.row_no);
        row.parent = Some(head.name);
    } else if let Some(before) = before.filter(|b| b.parent.is_some() && row.row_no.is_none() && frame.header.has(ColumnKind::RowNo)) {
        row.parent.clone_from(&before.parent);
        row.row_no.clone_from(&before.row_no);
        row.unit = row.unit.take().or_else(|| before.unit.clone());
    }
}

fn attribute_last(header: &Header) -> bool {
    let attribute = header.columns.iter().position(|c| c.kind == ColumnKind::Attribute);
    attribute.is_some_and(|at| header.values().all(|(column, ..)| column < at))
}

/// Reads rows out of cells in reading order whose row borders are lost.
pub(super) struct Stream<'a> {
    frame: Frame<'a>,
    numbered: bool,
    attributed: bool,
    /// The attribute stands behind all values: what follows it belongs to the next row.
    attribute_last: bool,
    width: usize,
    /// Texts that belong to no row yet.
    pending: Vec<Cell>,
    /// The rows of one running number.
    block: Vec<TableRow>,
    /// Names read for the block before its first value.
    heads: Vec<Cell>,
    next_no: Option<u32>,
    pub(super) category: Option<String>,
    out: Vec<TableRow>,
}

impl<'a> Stream<'a> {
    pub(super) fn new(frame: Frame<'a>) -> Self {
        Self {
            frame,
            numbered: frame.header.has(ColumnKind::RowNo),
            attributed: frame.header.has(ColumnKind::Attribute),
            attribute_last: attribute_last(frame.header),
            width: frame.header.values().count(),
            pending: Vec::new(),
            block: Vec::new(),
            heads: Vec::new(),
            next_no: None,
            category: None,
            out: Vec::new(),
        }
    }

    /// Reads the cells of the body.
    pub(super) fn read(&mut self, cells: Vec<Cell>) {
        let mut at = 0;
        while at < cells.len() {
            let rest = &cells[at..];
            if self.goes_on_value(&rest[0]) {
                self.lengthen_value(&rest[0]);
            } else if let Some(number) = self.row_number(rest) {
                self.open_block(&rest[0], number);
            } else {
                self.cell(&rest[0], rest.get(1));
            }
            at += 1;
        }
    }

    /// Whether a cell is the end of a bound that was wrapped: 控制在5.5以 + 内.
    fn goes_on_value(&self, cell: &Cell) -> bool {
        let last = self.block.last().filter(|row| row.attribute_cell.is_none()).and_then(|row| row.cells.last());
        let wrapped = |start: &str, end: &str| match start.chars().next_back() {
            Some('以') => matches!(end, "内" | "上" | "下" | "外"),
            Some('左') => end == "右",
            _ => false,
        };
        self.pending.is_empty() && last.is_some_and(|last| wrapped(self.frame.text(last), self.frame.text(cell)))
    }

    fn lengthen_value(&mut self, cell: &Cell) {
        let frame = self.frame;
        if let Some(row) = self.block.last_mut() {
            row.cover(cell.span);
            if let Some(last) = row.cells.last_mut() {
                *last = Cell::read(frame.clean, Span::new(last.span.start, cell.span.end), &frame.words);
            }
        }
    }

    /// The rows read.
    pub(super) fn finish(mut self) -> Vec<TableRow> {
        self.close_block();
        self.out
    }

    /// Whether the first cell is the running number of a new row.
    fn row_number(&self, rest: &[Cell]) -> Option<u32> {
        if !self.numbered {
            return None;
        }
        let text = self.frame.text(&rest[0]).trim_matches(['(', ')', '.', '、', '[', ']']);
        let number: u32 = text.parse().ok().filter(|_| text.len() <= 3)?;
        let wanted = match self.next_no {
            Some(next) => number >= next && number <= next + 2,
            None => number <= 3,
        };
        // Behind a closed row the number that is due needs no name that could not be a value: 基本养老保险参保率.
        let due = self.next_no == Some(number) && self.block.iter().any(|row| row.attribute_cell.is_some());
        let named = rest.get(1).is_some_and(|c| c.is_text() && (due || !self.frame.is_text_value(self.frame.text(c))));
        let boundary = self.block.last().is_none_or(|row| match self.attributed {
            true => {
                row.attribute_cell.is_some() || self.block.iter().any(|r| r.attribute_cell.is_some()) || number == self.next_no.unwrap_or(0)
            }
            false => row.begun(),
        });
        (wanted && named && boundary).then_some(number)
    }

    fn open_block(&mut self, cell: &Cell, number: u32) {
        let texts = std::mem::take(&mut self.pending);
        self.close_block();
        if !texts.is_empty() {
            self.category = Some(texts.iter().map(|c| joined(self.frame.text(c))).collect());
        }
        self.next_no = Some(number + 1);
        let row = TableRow {
            row_no: Some(self.frame.text(cell).trim_matches(['(', ')', '.', '、', '[', ']']).to_owned()),
            row_no_span: Some(cell.span),
            category: self.category.clone(),
            span: cell.span,
            ..TableRow::default()
        };
        self.block.push(row);
    }

    fn cell(&mut self, cell: &Cell, next: Option<&Cell>) {
        match &cell.kind {
            CellKind::Attribute(attribute) => self.attribute(cell, *attribute),
            CellKind::Text if self.as_value(cell, next) => self.value(cell),
            CellKind::Text => self.pending.push(cell.clone()),
            CellKind::Number(_) | CellKind::Dash | CellKind::Empty => self.value(cell),
        }
    }

    /// Whether words stand where a value stands: the row has its name, and the words are such as values are made of.
    fn as_value(&self, cell: &Cell, next: Option<&Cell>) -> bool {
        let open = self.block.last().is_some_and(|r| r.attribute_cell.is_none() && !r.name.is_empty() && !r.cells.is_empty());
        let named = !self.pending.is_empty();
        let text = self.frame.text(cell);
        let ends = next.is_none_or(|n| matches!(n.kind, CellKind::Attribute(_)));
        let before_unit = next.is_some_and(|n| n.is_text() && self.frame.units.pieces(&[String::new(), joined(self.frame.text(n))]) > 0);
        if !open && before_unit && self.frame.header.has(ColumnKind::Unit) {
            return false;
        }
        (open && self.pending.is_empty() || named && self.attributed)
            && self.frame.is_text_value(text)
            && (open || ends || self.frame.words.text_whole.contains(text))
    }

    fn value(&mut self, cell: &Cell) {
        let behind = self.attribute_last && self.pending.is_empty() && self.block.last().is_some_and(|r| r.attribute_cell.is_some());
        if behind || (cell.kind == CellKind::Empty && !self.takes_empty()) {
            return;
        }
        self.name_pending();
        if let Some(row) = self.block.last_mut() {
            row.cover(cell.span);
            row.cells.push(cell.clone());
        }
    }

    /// Whether an empty cell is one of a value: the row has its name, and columns are left.
    fn takes_empty(&self) -> bool {
        let named = !self.pending.is_empty();
        named || self.block.last().is_some_and(|r| r.attribute_cell.is_none() && !r.name.is_empty() && r.cells.len() < self.width)
    }

    fn attribute(&mut self, cell: &Cell, attribute: Attribute) {
        self.name_pending();
        if let Some(row) = self.block.last_mut() {
            row.cover(cell.span);
            row.attribute_cell = Some((cell.span, attribute));
        }
    }

    /// Makes the texts that wait the name of a row.
    fn name_pending(&mut self) {
        let texts = std::mem::take(&mut self.pending);
        if texts.is_empty() {
            return;
        }
        let fresh = self.block.len() == 1 && !self.block[0].begun() && self.block[0].row_no.is_some();
        if fresh {
            self.name_first(texts);
        } else if self.numbered && !self.block.is_empty() {
            self.sub_row(texts);
        } else {
            self.plain_row(texts);
        }
    }

    /// The first row behind a running number.
    fn name_first(&mut self, texts: Vec<Cell>) {
        let (name, unit) = self.join(&texts);
        let row = &mut self.block[0];
        for text in &texts {
            row.cover(text.span);
        }
        row.name = name;
        row.unit = unit;
        self.heads = texts;
    }

    /// A further row under the same running number: the first one's texts then hold the head of both.
    fn sub_row(&mut self, texts: Vec<Cell>) {
        if self.block.len() == 1 && self.heads.len() > 1 {
            self.part_heads();
        }
        let (name, unit) = self.join(&texts);
        let head = &self.block[0];
        let mut row = TableRow {
            category: head.category.clone(),
            row_no: head.row_no.clone(),
            parent: head.parent.clone(),
            unit: unit.or_else(|| if head.parent.is_some() { head.unit.clone() } else { None }),
            name,
            ..TableRow::default()
        };
        texts.iter().for_each(|t| row.cover(t.span));
        self.block.push(row);
    }

    /// `主要污染物排放总量减少(吨)` `化学需氧量`: the last text is the row, those before it head the block.
    fn part_heads(&mut self) {
        let pieces: Vec<String> = self.heads.iter().map(|c| joined(self.frame.text(c))).collect();
        let unit = if self.frame.header.has(ColumnKind::Unit) { self.frame.units.pieces(&pieces) } else { 0 };
        let Some((last, before)) = self.heads[..self.heads.len() - unit].split_last() else { return };
        if before.is_empty() {
            return;
        }
        let head = before.iter().map(|c| joined(self.frame.text(c))).collect::<String>();
        let head = name::parse(&head, self.frame.units);
        let own = name::parse(self.frame.text(last), self.frame.units);
        if own.name.is_empty() {
            return;
        }
        let row = &mut self.block[0];
        row.parent = Some(head.name);
        row.unit = own.unit.or(head.unit).or(row.unit.take());
        row.name = own.name;
    }

    /// A row of a table without running numbers: the last text is its name, those before are groups or share the row above.
    fn plain_row(&mut self, texts: Vec<Cell>) {
        let from = self.name_start(&texts);
        let (before, own) = texts.split_at(from);
        for text in before {
            self.group_or_shared(text);
        }
        self.close_block();
        let (name, unit) = self.join(own);
        let mut row = TableRow { category: self.category.clone(), name, unit, ..TableRow::default() };
        own.iter().for_each(|t| row.cover(t.span));
        let named = name::leading_number(self.frame.text(&own[0]));
        row.row_no = named.0.map(str::to_owned);
        self.block.push(row);
    }

    /// Where the name begins in a run of texts: wrapped pieces belong to it.
    fn name_start(&self, texts: &[Cell]) -> usize {
        let text = |at: usize| self.frame.text(&texts[at]);
        let opens = |at: usize| text(at).matches('(').count() > text(at).matches(')').count();
        let closes = |at: usize| text(at).matches('(').count() < text(at).matches(')').count();
        let mut from = texts.len() - 1;
        while from > 0 {
            let own =
                self.frame.header.has(ColumnKind::Unit) && text(from).chars().count() <= 8 && name::is_unit(text(from), self.frame.units);
            let lone = own || name::lone_unit(text(from), self.frame.units).is_some() || text(from).starts_with(['(', '/', '、']);
            let torn = closes(from) && (from.saturating_sub(3)..from).any(opens);
            if !(lone || torn || opens(from - 1)) {
                break;
            }
            from -= 1;
        }
        from
    }

    /// A text between two rows: a group word, a piece of one, or an indicator that shares the values above.
    fn group_or_shared(&mut self, text: &Cell) {
        let word = joined(self.frame.text(text));
        let quoted = word.contains(['“', '”']);
        let piece = self.category.as_ref().is_some_and(|c| c.ends_with('”') && self.block.is_empty());
        let known = self.frame.words.group.contains(&word);
        let own_unit = name::parse(&word, self.frame.units).unit.is_some();
        let row = self.block.last_mut().filter(|r| r.begun() && r.attribute_cell.is_none());
        match row {
            Some(row) if !quoted && !known && (own_unit || word.chars().count() > 3) => row.shared.push(word),
            _ if piece => self.category = self.category.take().map(|c| c + &word),
            _ => {
                self.close_block();
                self.category = Some(word);
            }
        }
    }

    /// Pieces of one name, with its unit; where units have a column of their own, the last piece may be one.
    fn join(&self, texts: &[Cell]) -> (String, Option<String>) {
        let pieces: Vec<String> = texts.iter().map(|c| joined(self.frame.text(c))).collect();
        let own = if self.frame.header.has(ColumnKind::Unit) { self.frame.units.pieces(&pieces) } else { 0 };
        let (names, unit) = pieces.split_at(pieces.len() - own);
        let unit = (own > 0).then(|| unit.concat());
        let named = name::parse(&names.concat(), self.frame.units);
        (named.name, unit.or(named.unit))
    }

    fn close_block(&mut self) {
        let attribute = self.block.iter().find_map(|r| r.attribute_cell).map(|a| a.1);
        for mut row in self.block.drain(..) {
            row.attribute = row.attribute_cell.map(|a| a.1).or(attribute);
            if row.begun() {
                self.out.push(row);
            }
        }
        self.heads.clear();
    }
}
