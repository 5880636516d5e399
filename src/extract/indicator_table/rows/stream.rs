//! Rows out of cells in reading order whose row borders are lost.

use std::borrow::Cow;

use super::super::cell::{Cell, CellKind};
use super::super::header::{ColumnKind, Header};
use super::super::name;
use super::{Frame, TableRow};
use crate::extract::blanks::without_blanks;
use crate::tables::rows::{Attribute, Span};

fn attribute_last(header: &Header) -> bool {
    let attribute = header.columns.iter().position(|c| c.kind == ColumnKind::Attribute);
    attribute.is_some_and(|at| header.values().all(|(column, ..)| column < at))
}

/// Reads rows out of cells in reading order whose row borders are lost.
pub(in super::super) struct Stream<'a> {
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
    pub(super) next_no: Option<u32>,
    pub(in super::super) category: Option<String>,
    out: Vec<TableRow>,
}

impl<'a> Stream<'a> {
    pub(in super::super) fn new(frame: Frame<'a>) -> Self {
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
    pub(in super::super) fn read(&mut self, cells: Vec<Cell>) {
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
    pub(in super::super) fn finish(mut self) -> Vec<TableRow> {
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
            self.category = Some(texts.iter().map(|c| without_blanks(self.frame.text(c))).collect());
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
        let before_unit =
            next.is_some_and(|n| n.is_text() && self.frame.units.pieces(&[Cow::default(), without_blanks(self.frame.text(n))]) > 0);
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
        let pieces: Vec<Cow<'_, str>> = self.heads.iter().map(|c| without_blanks(self.frame.text(c))).collect();
        let unit = if self.frame.header.has(ColumnKind::Unit) { self.frame.units.pieces(&pieces) } else { 0 };
        let Some((last, before)) = self.heads[..self.heads.len() - unit].split_last() else { return };
        if before.is_empty() {
            return;
        }
        let head = before.iter().map(|c| without_blanks(self.frame.text(c))).collect::<String>();
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
        let word = without_blanks(self.frame.text(text)).into_owned();
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
        let pieces: Vec<Cow<'_, str>> = texts.iter().map(|c| without_blanks(self.frame.text(c))).collect();
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
