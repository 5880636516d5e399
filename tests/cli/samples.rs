//! Snapshots of the rows of the sample plans, a line a row, so that a change of any rule shows what it changes.

use std::fmt::Write;
use std::path::Path;

use guihua::rules::Pack;
use guihua::tables::rows::*;

use crate::kit::names;

/// A number or a dash.
fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |v| v.to_string())
}

fn when(year: Option<i32>, start: Option<i32>, end: Option<i32>) -> String {
    match (year, start, end) {
        (Some(year), ..) => year.to_string(),
        (_, Some(start), Some(end)) => format!("{start}—{end}"),
        _ => "-".to_owned(),
    }
}

fn quantity(q: &QuantityRow) -> String {
    let mut line = format!(
        "{} | {} {}{} | {} {} {} {}",
        q.indicator.as_deref().unwrap_or("-"),
        q.bound.as_str(),
        q.value_text,
        q.value_high.map(|v| format!("…{v}")).unwrap_or_default(),
        q.unit,
        q.kind.as_str(),
        q.status.as_str(),
        when(q.year, q.period_start, q.period_end),
    );
    for (on, word) in [(q.per_year, "per_year"), (q.cumulative, "cumulative"), (!q.certain, "uncertain")] {
        if on {
            line.push(' ');
            line.push_str(word);
        }
    }
    if let Some(id) = &q.indicator_id {
        write!(line, " = {id}").expect("a String can be written");
    }
    write!(line, " [{}]", q.rule).expect("a String can be written");
    line
}

fn indicator(c: &IndicatorRow) -> String {
    let role = format!("{} {}", c.role.as_str(), c.year.map(|y| y.to_string()).unwrap_or_default());
    let sure = if c.column_certain { "" } else { " uncertain" };
    format!("{} | {} | {} {} | {}{sure}", c.indicator, role.trim_end(), c.raw, c.unit.as_deref().unwrap_or("-"), number(c.value))
}

fn project(p: &ProjectRow) -> String {
    let box_number = p.box_number.as_deref().unwrap_or("-");
    let investment = p.investment_unit.as_ref().map(|unit| format!(" {}{unit}", number(p.investment_value))).unwrap_or_default();
    format!("{} {box_number} | {} | {}{investment}", p.level.as_str(), p.name, p.stage.map_or("-", Stage::as_str))
}

fn section(s: &SectionRow) -> String {
    let indent = "  ".repeat(s.depth as usize);
    format!("{indent}{} {} {}", s.kind.as_str(), s.number.as_deref().unwrap_or("-"), s.title)
}

fn document(d: &DocumentRow) -> String {
    format!(
        "{} | {} {} | {} | {} {} | {} | glosses {} repairs {}",
        d.status.as_str(),
        d.encoding.as_deref().unwrap_or("-"),
        d.script.map_or("-", Script::as_str),
        d.title.as_deref().unwrap_or("-"),
        d.doc_type.as_str(),
        d.region.as_deref().unwrap_or("-"),
        when(None, d.period_start, d.period_end),
        d.glosses_removed,
        d.repairs,
    )
}

fn list<'a, R: 'a>(out: &mut String, title: &str, rows: impl IntoIterator<Item = &'a R>, line: impl Fn(&R) -> String) {
    writeln!(out, "\n== {title}").expect("a String can be written");
    for row in rows {
        writeln!(out, "{}", line(row).trim_end()).expect("a String can be written");
    }
}

fn rows(rows: &Rows) -> String {
    let mut out = format!("{}\n", document(&rows.document));
    list(&mut out, "sections", &rows.sections, section);
    list(&mut out, "quantities", rows.quantities.iter(), quantity);
    let targets = rows.targets.iter().filter(|t| t.source == Source::Table);
    list(&mut out, "targets of tables", targets, |t| quantity(&t.quantity));
    list(&mut out, "indicators", &rows.indicators, indicator);
    list(&mut out, "projects", &rows.projects, project);
    let unclaimed = rows.numerals.iter().filter(|n| n.outcome == Outcome::Unclaimed);
    list(&mut out, "numerals that no rule claims", unclaimed, |n| n.raw.to_string());
    list(&mut out, "diagnostics", &rows.diagnostics, |d| format!("{} {}: {}", d.severity.as_str(), d.code, d.message));
    out
}

#[test]
fn rows_of_the_samples() {
    let raw = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    let pack = Pack::embedded();
    for name in names(&raw).iter().filter(|n| n.ends_with(".txt")) {
        let bytes = std::fs::read(raw.join(name)).expect("a sample");
        insta::assert_snapshot!(name.trim_end_matches(".txt"), rows(&guihua::read(name, &bytes, &pack)));
    }
}
