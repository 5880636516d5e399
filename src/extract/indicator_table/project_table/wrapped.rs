//! Cells that a page wrapped over lines, in a table of one cell a line: `云泽市城南污水` `处理厂扩建工程` is one name.
//!
//! Figures are never wrapped, so they part a row's lines into runs of words. A run with more lines than its columns is cut where a
//! line is shorter than its column is wide: a page breaks full lines alone. The widths are learnt from the whole table.

use crate::tables::rows::Span;

use super::columns::Kind;

/// A run of cells of one sort: their places in the row, and the columns that they belong to.
struct Run {
    figures: bool,
    from: usize,
    len: usize,
}

/// Puts wrapped cells together in every row that has more cells than there are columns.
pub(super) fn join(clean: &str, rows: &mut [Vec<Span>], kinds: &[Kind]) {
    let columns = runs(kinds.iter().map(|kind| is_figure_column(*kind)));
    let fitting: Vec<(usize, Vec<Run>)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.len() > kinds.len() && row.iter().all(|cell| !cell.is_empty()))
        .map(|(at, row)| (at, runs(row.iter().map(|cell| is_figure(cell.of(clean))))))
        .filter(|(_, own)| matches(&columns, own))
        .collect();
    let mut widths = vec![0; kinds.len()];
    for round in 0..ROUNDS {
        let mut learnt = vec![0; kinds.len()];
        for (at, own) in &fitting {
            for (column, run) in columns.iter().zip(own).filter(|(column, _)| !column.figures) {
                let lines: Vec<usize> = lengths(clean, &rows[*at][run.from..run.from + run.len]);
                let first = |learnt: &mut [usize]| guess(&lines, &mut learnt[column.from..column.from + column.len]);
                match round {
                    0 => first(&mut learnt),
                    _ => {
                        let cuts = cut(&lines, &widths[column.from..column.from + column.len]);
                        parts(&cuts, lines.len()).enumerate().for_each(|(part, (from, to))| {
                            let widest = lines[from..to].iter().copied().max().unwrap_or(0);
                            learnt[column.from + part] = learnt[column.from + part].max(widest);
                        });
                    }
                }
            }
        }
        widths = learnt;
    }
    for (at, own) in fitting {
        rows[at] = joined(clean, &rows[at], &columns, &own, &widths);
    }
}

/// How often the widths are learnt from the cells that they gave.
const ROUNDS: usize = 3;

fn is_figure_column(kind: Kind) -> bool {
    matches!(kind, Kind::RowNo | Kind::Years | Kind::Investment | Kind::PartInvestment)
}

/// A number or years, and nothing else.
fn is_figure(text: &str) -> bool {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '—' | '-' | '~' | '/' | '年' | '月' | '至');
    text.chars().all(figure) && text.bytes().any(|b| b.is_ascii_digit())
}

fn runs(figures: impl Iterator<Item = bool>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, figures) in figures.enumerate() {
        match out.last_mut() {
            Some(run) if run.figures == figures => run.len += 1,
            _ => out.push(Run { figures, from: at, len: 1 }),
        }
    }
    out
}

/// Whether a row's runs are those of the columns: as many figures, and words enough.
fn matches(columns: &[Run], own: &[Run]) -> bool {
    let alike = |(column, run): (&Run, &Run)| {
        column.figures == run.figures && if column.figures { column.len == run.len } else { column.len <= run.len }
    };
    columns.len() == own.len() && columns.iter().zip(own).all(alike)
}

fn lengths(clean: &str, lines: &[Span]) -> Vec<usize> {
    lines.iter().map(|line| line.of(clean).chars().count()).collect()
}

/// Widths before anything is known: the first column is as wide as the first lines are, the others as the rest.
fn guess(lines: &[usize], widths: &mut [usize]) {
    let rest = lines[1..].iter().copied().max().unwrap_or(0);
    for (column, width) in widths.iter_mut().enumerate() {
        *width = (*width).max(if column == 0 { lines[0] } else { rest });
    }
}

/// From and to of each part that the cuts make.
fn parts(cuts: &[usize], lines: usize) -> impl Iterator<Item = (usize, usize)> {
    let ends = cuts.iter().copied().chain([lines]);
    [0].into_iter().chain(cuts.iter().copied()).collect::<Vec<_>>().into_iter().zip(ends.collect::<Vec<_>>())
}

/// Where to cut lines of these lengths into cells of columns of these widths: the cheapest way.
fn cut(lines: &[usize], widths: &[usize]) -> Vec<usize> {
    let (count, columns) = (lines.len(), widths.len());
    // By column and line: the cost of the best way so far, and where its last cell began.
    let mut best = vec![vec![(f64::INFINITY, 0); count + 1]; columns + 1];
    best[0][0].0 = 0.0;
    for column in 0..columns {
        for end in column + 1..=count {
            for start in (column..end).rev().take(LONGEST) {
                let cost = best[column][start].0 + cell_cost(&lines[start..end], widths[column]);
                if cost < best[column + 1][end].0 {
                    best[column + 1][end] = (cost, start);
                }
            }
        }
    }
    let mut cuts = Vec::with_capacity(columns);
    let mut end = count;
    for column in (1..=columns).rev() {
        end = best[column][end].1;
        cuts.push(end);
    }
    cuts.reverse();
    cuts.remove(0);
    cuts
}

/// No cell is wrapped over more lines.
const LONGEST: usize = 60;

/// How unlike a wrapped cell these lines are: all but the last are full.
fn cell_cost(lines: &[usize], width: usize) -> f64 {
    let Some((last, full)) = lines.split_last() else { return 0.0 };
    let over = |length: usize| length.saturating_sub(width) as f64 * 5.0;
    // A mark that may not begin a line leaves one place empty.
    let short = |length: usize| width.saturating_sub(length).saturating_sub(1) as f64 * 2.0;
    let ends_full = if *last >= width && width > 0 { 0.6 } else { 0.0 };
    full.iter().map(|&length| over(length) + short(length)).sum::<f64>() + over(*last) + ends_full
}

/// The row with its wrapped cells put together.
fn joined(clean: &str, row: &[Span], columns: &[Run], own: &[Run], widths: &[usize]) -> Vec<Span> {
    let mut out = Vec::with_capacity(widths.len());
    for (column, run) in columns.iter().zip(own) {
        let cells = &row[run.from..run.from + run.len];
        if column.figures {
            out.extend_from_slice(cells);
            continue;
        }
        let cuts = cut(&lengths(clean, cells), &widths[column.from..column.from + column.len]);
        out.extend(parts(&cuts, cells.len()).map(|(from, to)| Span::new(cells[from].start, cells[to - 1].end)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'t>(clean: &'t str) -> Vec<Span> {
        let place = |line: &'t str| line.as_ptr() as usize - clean.as_ptr() as usize;
        clean.lines().map(|line| Span::new(place(line), place(line) + line.len())).collect()
    }

    #[test]
    fn lines_are_cut_where_one_is_short() {
        assert_eq!(cut(&[8, 3, 10, 10, 2], &[8, 10]), [2]);
        assert_eq!(cut(&[5, 10, 4], &[8, 10]), [1]);
        assert_eq!(cut(&[8, 8, 1, 4, 6, 2], &[8, 6, 6]), [3, 4]);
    }

    #[test]
    fn rows_get_as_many_cells_as_columns() {
        let kinds = [Kind::RowNo, Kind::Name, Kind::Content, Kind::Years, Kind::Investment, Kind::Body];
        let first = "1\n青陵县城西污\n水厂\n新建处理设施\n2022\n500\n县水利局";
        let second = "2\n平湾大桥\n新建桥梁及引\n道\n2021—2023\n900\n县交通局、\n县财政局";
        let clean = format!("{first}\n{second}");
        let spans = row(&clean);
        let mut rows = vec![spans[..7].to_vec(), spans[7..].to_vec()];
        join(&clean, &mut rows, &kinds);
        let texts = |row: &[Span]| row.iter().map(|s| s.of(&clean).replace('\n', "")).collect::<Vec<_>>();
        assert_eq!(texts(&rows[0]), ["1", "青陵县城西污水厂", "新建处理设施", "2022", "500", "县水利局"]);
        assert_eq!(texts(&rows[1]), ["2", "平湾大桥", "新建桥梁及引道", "2021—2023", "900", "县交通局、县财政局"]);
    }
}
