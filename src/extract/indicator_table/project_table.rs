//! Tables of projects: a row each with name, content, investment, years and the body responsible; group rows and subtotals.
//!
//! A subtotal is no project. It is held against the sum of its rows, and a diagnostic says where the two differ.

mod columns;
mod totals;
mod wrapped;

use crate::document::{Document, Layout, Table};
use crate::extract::{damage, project};
use crate::rules::Pack;
use crate::tables::rows::{Label, Piece, ProjectLevel, ProjectRow, Span, Stage};
use crate::text::Text;

use super::cell::{self, Cell, CellKind, year_at};
use super::words::Words;
use super::{Reading, blanks};
use crate::extract::blanks::without_blanks;
use columns::{Columns, Headers, Kind};
use totals::{Line, Totals};

/// The rule that reads projects from tables.
const RULE: &str = "table.project";

/// Reads the table, if its header is one of projects; says whether it was.
pub(super) fn read(text: &Text, document: &Document, table: &Table, pack: &Pack, words: &Words<'_>, out: &mut Reading) -> bool {
    let clean = &text.clean;
    let headers = Headers::of(pack);
    let first = lines(clean, table, &headers, pack, HEADERS);
    let Some((from, columns)) = (0..first.len().min(HEADERS)).find_map(|at| Some((at, Columns::read(clean, &first[at], &headers)?))) else {
        return false;
    };
    let mut rows = lines(clean, table, &headers, pack, usize::MAX);
    if table.layout == Layout::CellPerLine {
        wrapped::join(clean, &mut rows[from + 1..], columns.kinds());
    }
    let mut reader =
        Reader { text, document, table, pack, words, headers, columns, group: None, totals: Totals::default(), rule: RULE.into() };
    for row in &rows[from + 1..] {
        reader.row(row, out);
    }
    reader.totals.check(text, out);
    true
}

/// The rows among which the header is looked for, and the lines of a title above it.
const HEADERS: usize = 4;

/// The first rows, so many and perhaps one begun behind them; a table of one cell a line is cut where the running numbers go on, and
/// before group rows and subtotals.
fn lines(clean: &str, table: &Table, headers: &Headers<'_>, pack: &Pack, most: usize) -> Vec<Vec<Span>> {
    if table.layout != Layout::CellPerLine {
        return table.rows.iter().take(most).cloned().collect();
    }
    let cells: Vec<Span> = table.rows.iter().flatten().copied().collect();
    let cells = blanks::fill(&cells, &table.blanks);
    let heads = cells.iter().take(30).take_while(|span| Columns::is_header(span.of(clean), headers)).count();
    let (header, body) = cells.split_at(heads);
    let subtotal = pack.words("table.project.subtotal");
    let mut rows = vec![header.to_vec()];
    let mut next = 1;
    for span in body {
        if rows.len() > most {
            break;
        }
        let text = span.of(clean);
        let number = text.parse::<u32>().is_ok_and(|n| n == next);
        if number {
            next += 1;
        }
        let group = group_mark(text);
        match rows.last_mut() {
            Some(row) if !row.is_empty() && !number && !group && subtotal.starts_with(text).is_none() => row.push(*span),
            _ => rows.push(vec![*span]),
        }
    }
    // The table's title may stand above the header, as if it were a cell of it.
    for row in rows.iter_mut().take(HEADERS) {
        let title = row.iter().take(HEADERS).position(|span| Columns::begins(span.of(clean), headers));
        row.drain(..title.unwrap_or(0));
    }
    rows
}

/// `一`, `(二)`, `三、交通`: the number of a group.
fn group_mark(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')']);
    let rest = bare.trim_start_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    let numerals = (bare.len() - rest.len()) / '一'.len_utf8();
    (1..=3).contains(&numerals) && (rest.is_empty() || rest.starts_with(['、', '.', ')']))
}

struct Reader<'a> {
    text: &'a Text,
    document: &'a Document,
    table: &'a Table,
    pack: &'a Pack,
    words: &'a Words<'a>,
    headers: Headers<'a>,
    columns: Columns,
    group: Option<Piece>,
    totals: Totals,
    rule: Label,
}

impl Reader<'_> {
    fn row(&mut self, row: &[Span], out: &mut Reading) {
        let clean = &self.text.clean;
        let cells: Vec<Cell> = row.iter().map(|span| Cell::read(clean, *span, self.words)).collect();
        let filled: Vec<&Cell> = cells.iter().filter(|c| c.kind != CellKind::Empty).collect();
        let Some((first, last)) = filled.first().zip(filled.last()) else { return };
        let span = Span::new(first.span.start, last.span.end);
        let texts: Vec<&str> = filled.iter().map(|c| c.span.of(clean)).collect();
        if Columns::is_header_row(&texts, &self.headers) {
            return;
        }
        if let Some(head) = texts.iter().take(3).find(|text| self.is_subtotal(text)) {
            self.subtotal(head, &cells, span);
        } else if self.is_group(&texts) {
            let name = texts.iter().rfind(|t| !group_mark(t)).unwrap_or(&texts[0]);
            self.group = Some(bare_group(name).into());
            self.totals.group();
        } else if let Some(project) = self.project(&cells, span) {
            out.projects.push(project);
        }
    }

    fn is_subtotal(&self, text: &str) -> bool {
        let list = self.pack.words("table.project.subtotal");
        let spaced = without_blanks(text);
        let rest = list.starts_with(&spaced).map(|n| spaced[n..].to_owned());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ':', '共']) || rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// A row of a number and a name alone, or of a name that stands in a group's number.
    fn is_group(&self, texts: &[&str]) -> bool {
        let figures = texts.iter().any(|t| t.bytes().any(|b| b.is_ascii_digit()));
        let few = texts.len() == 1 || (texts.len() == 2 && group_mark(texts[0]));
        (few && !figures && self.columns.len() > 3) || group_mark(texts[0])
    }

    fn subtotal(&mut self, head: &str, cells: &[Cell], span: Span) {
        let laid = self.columns.lay(&self.text.clean, cells);
        let amount = self.amounts(&laid);
        let whole = ["合计", "总计", "共计"].iter().any(|w| head.starts_with(w));
        let count = head.find(|c: char| c.is_ascii_digit()).and_then(|at| {
            let digits: String = head[at..].chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        });
        self.totals.subtotal(Line { amount, count, span }, whole);
    }

    /// The investments of a row, by column.
    fn amounts(&self, laid: &[(Kind, &Cell)]) -> Vec<Option<(f64, usize)>> {
        let of = |cell: &Cell| cell.number().map(|n| (n.value, n.decimals));
        laid.iter().filter(|(kind, _)| matches!(kind, Kind::Investment | Kind::PartInvestment)).map(|(_, cell)| of(cell)).collect()
    }

    fn project(&mut self, cells: &[Cell], span: Span) -> Option<ProjectRow> {
        let clean = &self.text.clean;
        let laid = self.columns.lay(clean, cells);
        let of = |wanted: Kind| laid.iter().find(|(kind, cell)| *kind == wanted && cell.kind != CellKind::Empty).map(|(_, cell)| *cell);
        let text = |wanted: Kind| of(wanted).map(|cell| one_line(cell.span.of(clean)));
        let name_cell = of(Kind::Name).filter(|cell| cell.is_text())?;
        let (period_start, period_end) = text(Kind::Years).map_or((None, None), |years| period(&years));
        let sum = of(Kind::Investment).or_else(|| of(Kind::PartInvestment)).filter(|cell| !damage::is_at(self.text, cell.span));
        let investment = sum.and_then(Cell::number);
        let stage =
            text(Kind::Stage).or_else(|| text(Kind::Years)).and_then(|t| self.stage(&t)).or_else(|| self.stage_of_name(clean, name_cell));
        let home = self.table.in_box.and_then(|at| self.document.boxes.get(at));
        self.totals.project(self.amounts(&laid));
        let name = one_line(name_cell.span.of(clean)).into();
        Some(ProjectRow {
            section_no: self.table.section as i32,
            project_no: 0,
            level: ProjectLevel::Project,
            box_number: home.and_then(|b| b.number.clone()),
            box_title: home.map_or_else(|| Some(self.table.title.as_str().into()), |b| Some(b.title.clone())).filter(|t| !t.is_empty()),
            item: self.group.clone(),
            project_key: Some(project::key(&name)),
            name,
            stage,
            region: text(Kind::Place),
            investment_value: investment.map(|n| n.value),
            investment_unit: investment
                .and_then(|n| Some(n.unit.to_string()).filter(|u| !u.is_empty()).or_else(|| self.columns.unit.clone())),
            period_start,
            period_end,
            description: text(Kind::Content).map(Into::into),
            rule: self.rule,
            quote: quote(clean, span).into(),
            bytes: self.text.map.raw(name_cell.span),
        })
    }

    fn stage(&self, text: &str) -> Option<Stage> {
        self.pack.words("table.project.stage_words").find(text)?.value.parse().ok()
    }

    /// `…改扩建工程`, `…续建`: the name's end tells the stage where no column does.
    fn stage_of_name(&self, clean: &str, name: &Cell) -> Option<Stage> {
        self.pack.words("table.project.stage_words").find_last(name.span.of(clean))?.value.parse().ok()
    }
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).collect()
}

fn quote(clean: &str, span: Span) -> String {
    span.of(clean).split(['\n', '\t', '|']).map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `三、交通` → 交通, without a count behind it.
fn bare_group(text: &str) -> String {
    let text = if group_mark(text) { text.trim_start_matches(|c: char| "一二三四五六七八九十、.()".contains(c)) } else { text };
    let end = text.find('(').filter(|at| *at > 0 && text.ends_with(')') && text[*at..].bytes().any(|b| b.is_ascii_digit()));
    one_line(&text[..end.unwrap_or(text.len())])
}

/// First and last year of `2021—2025`, `2022年`, `20212025`.
fn period(text: &str) -> (Option<i32>, Option<i32>) {
    let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut years = Vec::new();
    let mut at = 0;
    while at < digits.len() {
        let start = digits[at];
        let run = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        match run {
            4 => years.extend(year_at(&text[start..])),
            8 => years.extend([year_at(&text[start..start + 4]), year_at(&text[start + 4..])].into_iter().flatten()),
            _ => {}
        }
        at += run;
    }
    (years.first().copied(), years.last().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_with_and_without_a_dash() {
        assert_eq!(period("2021—2025年"), (Some(2021), Some(2025)));
        assert_eq!(period("20212025"), (Some(2021), Some(2025)));
        assert_eq!(period("2023年6月"), (Some(2023), Some(2023)));
        assert_eq!(period("续建"), (None, None));
    }

    #[test]
    fn groups_are_told_from_names() {
        assert!(group_mark("一") && group_mark("(二)") && group_mark("三、交通") && !group_mark("一号码头"));
        assert_eq!(bare_group("三、交通(12个)"), "交通");
    }
}
