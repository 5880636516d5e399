//! The items of a box that is a table: the cells of its first column.
//!
//! Where a row is a line they stand at its beginning. Where one cell is a line, the rows are found again: by a cell that comes again
//! in every row (主导产业), or by the least costly cut of the cells into rows whose first cell looks like a name. A table of figures
//! has no items; its rows are read as indicators.

use std::collections::HashMap;

use super::tables::is_figure;
use super::{Item, Layout, Table};
use crate::tables::rows::Span;

/// More cells than these are no box.
const MOST: usize = 4000;
/// A cell that marks the rows stands in at least this many.
const ROWS: usize = 4;

/// The items of a table in a box.
pub fn items(table: &Table, clean: &str) -> Vec<Item> {
    let cells: Vec<Span> = table.rows.iter().flatten().copied().filter(|cell| !cell.is_empty()).collect();
    let figures = cells.iter().filter(|cell| is_figure(cell.of(clean))).count();
    if cells.len() < 4 || cells.len() > MOST || figures * 8 > cells.len() {
        return Vec::new();
    }
    match table.layout {
        Layout::CellPerLine => {
            let texts: Vec<&str> = cells.iter().map(|cell| cell.of(clean)).collect();
            let heads = by_key(&texts).unwrap_or_else(|| by_cost(&texts));
            rows(&cells, &heads)
        }
        Layout::Separated | Layout::Drawn => by_line(table, clean),
        Layout::Glued => Vec::new(),
    }
}

/// The items whose names are the cells at these places; each goes on to the next.
fn rows(cells: &[Span], heads: &[usize]) -> Vec<Item> {
    let ends = heads.iter().skip(1).copied().chain(std::iter::once(cells.len()));
    let item = |(&head, end): (&usize, usize)| {
        let body = Span::new(cells[head].end, cells[end.max(head + 1) - 1].end);
        Item { name: cells[head], body }
    };
    heads.iter().zip(ends).map(item).collect()
}

fn by_line(table: &Table, clean: &str) -> Vec<Item> {
    let named = |row: &&Vec<Span>| row.len() > 1 && row.first().is_some_and(|cell| is_name(cell.of(clean)));
    let item = |row: &Vec<Span>| {
        let last = row.last().map_or(row[0].end, |cell| cell.end);
        Item { name: row[0], body: Span::new(row[0].end, last.max(row[0].end)) }
    };
    table.rows.iter().skip(1).filter(named).map(item).collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 90 && !is_figure(text)
}

/// The cells before one that stands in every row.
fn by_key(texts: &[&str]) -> Option<Vec<usize>> {
    let mut found: HashMap<&str, Places> = HashMap::with_capacity(texts.len());
    for (at, text) in texts.iter().enumerate().skip(1).filter(|(_, text)| text.len() >= 6 && !is_figure(text)) {
        found.entry(text).and_modify(|places| places.add(at)).or_insert(Places { first: at, last: at, count: 1, even: true });
    }
    let keys = found.into_iter().filter(|(_, places)| places.count >= ROWS && places.even);
    let (key, _) = keys.max_by_key(|(_, places)| (places.count, usize::MAX - places.first))?;
    let keys = (1..texts.len()).filter(|at| texts[*at] == key);
    // 洪江高新区, (洪江区): a bracket belongs to the name before it.
    let head = |key: usize| if texts[key - 1].starts_with('(') && key > 1 { key - 2 } else { key - 1 };
    let mut heads: Vec<usize> = keys.map(head).collect();
    heads.dedup();
    let mut names: Vec<&str> = heads.iter().map(|&at| texts[at]).collect();
    names.sort_unstable();
    names.dedup();
    (names.len() * 10 >= heads.len() * 7).then_some(heads)
}

/// Where a cell stands that may come in every row.
struct Places {
    first: usize,
    last: usize,
    count: usize,
    /// Whether the places are spread over the table like rows.
    even: bool,
}

impl Places {
    fn add(&mut self, at: usize) {
        self.even &= (2..=14).contains(&(at - self.last));
        self.last = at;
        self.count += 1;
    }
}

/// The first cells of the rows of the least costly cut, over all numbers of columns.
fn by_cost(texts: &[&str]) -> Vec<usize> {
    let title = header_word(texts);
    let looks: Vec<Look> = texts.iter().map(|text| look(text, title)).collect();
    let mut body = vec![0.0; looks.len() + 1];
    (0..looks.len()).for_each(|at| body[at + 1] = body[at] + looks[at].body);
    let cuts = (3..=8).flat_map(|columns| (columns..=columns + 3).map(move |header| (columns, header)));
    let best = cuts.filter_map(|(columns, header)| cut(&looks, &body, columns, header)).min_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|&(cost, ref heads)| heads.len() >= 2 && cost <= 0.5 * texts.len() as f32).map_or_else(Vec::new, |(_, heads)| heads)
}

/// What a cell looks like.
#[derive(Clone, Copy)]
struct Look {
    /// What it costs to read it as a row's name.
    head: f32,
    /// What it costs to read it as another cell.
    body: f32,
}

/// What three or more cells of the header begin with: 重点.
fn header_word<'t>(texts: &[&'t str]) -> Option<&'t str> {
    let start = |text: &&'t str| text.char_indices().nth(2).map_or(*text, |(at, _)| &text[..at]);
    let starts: Vec<&str> = texts.iter().take(9).map(start).collect();
    starts.iter().find(|start| starts.iter().filter(|other| other == start).count() >= 3).copied()
}

fn look(text: &str, title: Option<&str>) -> Look {
    let titled = title.is_some_and(|word| text.starts_with(word)) && text.len() <= 24;
    let lists = || text.matches('、').take(2).count();
    let head = match text.len() {
        _ if titled => 2.5,
        // Two characters are more often a piece of a wrapped cell than a name.
        ..=6 if lists() == 0 => 0.9,
        61.. => 3.0,
        _ if text.starts_with(['(', '—']) || text.ends_with(['等', '、']) => 3.0,
        _ => match lists() {
            0 => 0.0,
            1 => 0.6,
            _ => 2.0,
        },
    };
    Look { head, body: if head == 0.0 { 0.45 } else { 0.0 } }
}

/// The least costly cut behind a header of so many cells into rows of so many columns, with the rows' first cells. `body` is what the
/// cells before each place cost as no names.
fn cut(looks: &[Look], body: &[f32], columns: usize, header: usize) -> Option<(f32, Vec<usize>)> {
    let n = looks.len();
    if n < header + 2 * columns {
        return None;
    }
    let titles: f32 = looks[..header].iter().map(|look| if look.head >= 3.0 { look.head } else { 0.0 }).sum();
    let mut best = vec![(f32::INFINITY, 0); n + 1];
    best[header] = (titles + 0.5 * (header - columns) as f32, 0);
    let lengths = columns - 1..=2 * columns + 1;
    // A row that another shares its first cell with has twice the others.
    let off = |len: usize| if len == 2 * columns - 1 { 0.8 } else { len.abs_diff(columns) as f32 };
    let offs: Vec<f32> = lengths.clone().map(off).collect();
    for start in (header..n).take_while(|start| start + lengths.start() <= n) {
        let headed = best[start].0 + looks[start].head;
        if headed.is_infinite() {
            continue;
        }
        let ends = best[start + lengths.start()..].iter_mut().zip(&body[start + lengths.start()..]);
        for ((least, body_end), off) in ends.zip(&offs) {
            let cost = headed + off + body_end - body[start + 1];
            *least = if cost < least.0 { (cost, start) } else { *least };
        }
    }
    let cost = best[n].0;
    cost.is_finite().then(|| (cost, path(&best, n, header)))
}

fn path(best: &[(f32, usize)], end: usize, header: usize) -> Vec<usize> {
    let mut heads = Vec::new();
    let mut at = end;
    while at > header {
        at = best[at].1;
        heads.push(at);
    }
    heads.reverse();
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_by_a_cell_that_comes_in_each() {
        let cells = [
            "园区",
            "类型",
            "类别",
            "东园",
            "主导产业",
            "建材",
            "(新区)",
            "西园",
            "(二区)",
            "主导产业",
            "化工",
            "南园",
            "主导产业",
            "粮油",
            "北园",
            "主导产业",
            "纺织",
        ];
        assert_eq!(by_key(&cells), Some(vec![3, 7, 11, 14]));
    }

    #[test]
    fn rows_are_told_by_the_look_of_their_cells() {
        let header = ["方向", "领域", "企业", "园区"];
        let row = |name| [name, "甲类部件、乙类部件、丙类部件等", "甲厂、乙厂、丙厂等", "东园、西园、南园"];
        let mut cells: Vec<&str> = header.to_vec();
        ["电缆", "显示器件", "智能终端"].into_iter().for_each(|name| cells.extend(row(name)));
        // One row has lost a cell, one has a cell over two lines.
        cells.remove(6);
        cells.insert(9, "丁类部件、戊类部件等");
        assert_eq!(by_cost(&cells), [4, 7, 12]);
    }
}
