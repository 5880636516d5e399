//! The rows of the contract as plain types: what a document gives, before any frame or file.
//!
//! Columns that are the same for a whole document (`path`, `doc_id`) stand once, in [`Rows::document`]; the frames repeat them.
//! Byte positions are half-open and count the bytes of the raw file.

mod label;
mod listed;
mod piece;
mod span;
mod terms;

use std::sync::Arc;

use compact_str::CompactString;

pub use label::Label;
pub use listed::{Called, Listed};
pub use piece::Piece;
pub use span::Span;
pub use terms::*;

/// Every row that one document gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The document itself.
    pub document: DocumentRow,
    /// Its outline.
    pub sections: Vec<SectionRow>,
    /// Every numeral.
    pub numerals: Vec<NumeralRow>,
    /// Every quantity.
    pub quantities: Arc<Vec<QuantityRow>>,
    /// What it sets out to reach.
    pub targets: Vec<TargetRow>,
    /// The cells of its indicator tables.
    pub indicators: Vec<IndicatorRow>,
    /// Boxes, items and works.
    pub projects: Vec<ProjectRow>,
    /// Which indicators it speaks of.
    pub coverage: Vec<CoverageRow>,
    /// What a reader should know.
    pub diagnostics: Vec<DiagnosticRow>,
}

impl Rows {
    /// A document without rows, with what there is to say about it.
    pub fn bare(document: DocumentRow, diagnostics: Vec<DiagnosticRow>) -> Self {
        Self {
            document,
            sections: vec![],
            numerals: vec![],
            quantities: Arc::default(),
            targets: vec![],
            indicators: vec![],
            projects: vec![],
            coverage: vec![],
            diagnostics,
        }
    }
}

/// One input file.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRow {
    /// The file's path below the raw root, with `/`.
    pub path: String,
    /// The first 16 hex digits of the BLAKE3 of the raw bytes; empty where the file could not be read.
    pub doc_id: String,
    /// The raw file's length in bytes.
    pub byte_len: i64,
    /// How it fared.
    pub status: DocStatus,
    /// Why it failed.
    pub error: Option<String>,
    /// WHATWG name of the encoding.
    pub encoding: Option<String>,
    /// The script of the raw text.
    pub script: Option<Script>,
    /// The document's title.
    pub title: Option<String>,
    /// What kind of document it is.
    pub doc_type: DocType,
    /// GB/T 2260, 6 digits; null when the region is in no list.
    pub region_code: Option<String>,
    /// The region that made the plan.
    pub region: Option<String>,
    /// Its province.
    pub province: Option<String>,
    /// Its prefecture.
    pub prefecture: Option<String>,
    /// Its county.
    pub county: Option<String>,
    /// The level of government that made it.
    pub level: Option<Level>,
    /// First year of the plan.
    pub period_start: Option<i32>,
    /// Last year of the plan.
    pub period_end: Option<i32>,
    /// Days since 1970-01-01.
    pub published_on: Option<i32>,
    /// Characters of the clean text.
    pub chars: i64,
    /// Pinyin glosses taken out.
    pub glosses_removed: i64,
    /// Places of damaged text repaired.
    pub repairs: i64,
    /// Those among them where another reading was nearly as good.
    pub repairs_uncertain: i64,
    /// Its sentences.
    pub sentences: i64,
    /// The share of target-looking quantities that a rule bound to an indicator; null without any.
    pub coverage: Option<f64>,
}

impl DocumentRow {
    /// The row of a file of which nothing is known yet but where it lies: status `failed`, every count zero.
    pub fn blank(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            doc_id: String::new(),
            byte_len: 0,
            status: DocStatus::Failed,
            error: None,
            encoding: None,
            script: None,
            title: None,
            doc_type: DocType::Other,
            region_code: None,
            region: None,
            province: None,
            prefecture: None,
            county: None,
            level: None,
            period_start: None,
            period_end: None,
            published_on: None,
            chars: 0,
            glosses_removed: 0,
            repairs: 0,
            repairs_uncertain: 0,
            sentences: 0,
            coverage: None,
        }
    }
}

/// One section of the outline.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionRow {
    /// Number of the section in the document; 0 is the document.
    pub section_no: i32,
    /// The section it belongs to; null for the document.
    pub parent_no: Option<i32>,
    /// What it is.
    pub kind: SectionKind,
    /// As written: `第一章`, `(一)`, `专栏3`.
    pub number: Option<CompactString>,
    /// The heading without its number.
    pub title: Piece,
    /// 0 for the document.
    pub depth: i32,
    /// Titles from the root, joined by ` / `.
    pub trail: Piece,
    /// Where it stands in the raw file.
    pub bytes: Span,
}

/// One numeral and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NumeralRow {
    /// The section it stands in.
    pub section_no: i32,
    /// Number of the numeral in the document.
    pub numeral_no: i32,
    /// As written, spaces removed.
    pub raw: CompactString,
    /// What became of it.
    pub outcome: Outcome,
    /// The rule that extracted or suppressed it; null when unclaimed.
    pub rule: Option<Label>,
    /// Its row in `quantities`, when extracted.
    pub quantity_no: Option<i32>,
    /// Where it stands in the raw file.
    pub bytes: Span,
}

/// A measured amount, count, rate or share.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityRow {
    /// The section it stands in.
    pub section_no: i32,
    /// Number of the quantity in the document; none for a cell of a table, which is no row of `quantities`.
    pub quantity_no: Option<i32>,
    /// Number of its sentence in the document; none for a cell of a table.
    pub sentence_no: Option<i32>,
    /// As written, spaces removed.
    pub raw: CompactString,
    /// The number; the low end of a range.
    pub value: Option<f64>,
    /// The high end of a range.
    pub value_high: Option<f64>,
    /// The exact decimal text of `value` (`0.566`, `1600`), without separators.
    pub value_text: CompactString,
    /// As written, with its multiplier: `亿元`, `万吨`, `%`, `个百分点`, `个`.
    pub unit: CompactString,
    /// The unit of `value_base`: `元`, `t`, `%`.
    pub unit_base: Option<Label>,
    /// `value` in `unit_base`.
    pub value_base: Option<f64>,
    /// `value_high` in `unit_base`.
    pub value_base_high: Option<f64>,
    /// Its dimension; none when the unit is unknown.
    pub dimension: Option<Dimension>,
    /// How the value bounds what it measures.
    pub bound: Bound,
    /// A stock, a growth rate, a change or a number of things.
    pub kind: Kind,
    /// Planned, achieved, or neither.
    pub status: Status,
    /// How firmly it is put.
    pub tone: Tone,
    /// The thing measured, as written.
    pub indicator: Option<CompactString>,
    /// The canonical indicator's id; null when unknown.
    pub indicator_id: Option<Label>,
    /// The year it is planned for or was reached in.
    pub year: Option<i32>,
    /// First year of the period it covers.
    pub period_start: Option<i32>,
    /// Last year of the period it covers.
    pub period_end: Option<i32>,
    /// Where the year or period was found.
    pub time_source: Option<TimeSource>,
    /// 年均, 每年.
    pub per_year: bool,
    /// 累计, or in [ ] in a table.
    pub cumulative: bool,
    /// What it is measured against: 全国平均水平, 全省平均.
    pub relative_to: Option<CompactString>,
    /// 约束性 or 预期性.
    pub attribute: Option<Attribute>,
    /// 较2020年 → 2020.
    pub baseline_year: Option<i32>,
    /// The value then, where stated.
    pub baseline_value: Option<f64>,
    /// When narrower than the document's.
    pub region: Option<String>,
    /// False when another reading of the row is nearly as good; a diagnostic then says which.
    pub certain: bool,
    /// The id of the rule that made the row.
    pub rule: Label,
    /// The normalised sentence or table row; rows of one sentence share it.
    pub quote: Piece,
    /// Where it stands in the raw file.
    pub bytes: Span,
}

/// What the plan sets out to reach, from prose, boxes and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    /// Number of the target in the document.
    pub target_no: i32,
    /// Where it was read.
    pub source: Source,
    /// Its quantity, which is also a row of `quantities` but for those of tables.
    pub quantity: Listed<QuantityRow>,
}

/// One cell of an indicator table.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorRow {
    /// The section it stands in.
    pub section_no: i32,
    /// `专栏2`.
    pub box_number: Option<Arc<str>>,
    /// The title of the box or table.
    pub box_title: Option<Arc<str>>,
    /// The group of indicators: `经济发展`.
    pub category: Option<Arc<str>>,
    /// 序号 as written.
    pub row_no: Option<CompactString>,
    /// The indicator without its unit.
    pub indicator: Arc<str>,
    /// The canonical indicator's id; null when unknown.
    pub indicator_id: Option<Label>,
    /// As written.
    pub unit: Option<CompactString>,
    /// What the cell is.
    pub role: Role,
    /// The year of its column.
    pub year: Option<i32>,
    /// The cell as written.
    pub raw: CompactString,
    /// The number; the low end of a range; null where the cell is text.
    pub value: Option<f64>,
    /// The high end of a range.
    pub value_high: Option<f64>,
    /// How the value bounds what it measures.
    pub bound: Option<Bound>,
    /// In [ ]: over the period, not in its last year.
    pub cumulative: bool,
    /// 约束性 or 预期性.
    pub attribute: Option<Attribute>,
    /// False when the column had to be inferred and another reading was nearly as good.
    pub column_certain: bool,
    /// The id of the rule that made the row.
    pub rule: Label,
    /// The table row; its cells share it.
    pub quote: Piece,
    /// Where it stands in the raw file.
    pub bytes: Span,
}

/// A box, one of its items, or a named work.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    /// The section it stands in.
    pub section_no: i32,
    /// Number of the row in the document.
    pub project_no: i32,
    /// What it names.
    pub level: ProjectLevel,
    /// `专栏三`; null in prose and where it was lost.
    pub box_number: Option<Arc<str>>,
    /// The title of the box.
    pub box_title: Option<Arc<str>>,
    /// The item of the box it stands in.
    pub item: Option<Piece>,
    /// The name of the box, the item or the project.
    pub name: Piece,
    /// The same for the same project wherever it is named; null for boxes and items.
    pub project_key: Option<Piece>,
    /// How far it is.
    pub stage: Option<Stage>,
    /// Where it is, when narrower than the document's region.
    pub region: Option<String>,
    /// The investment, in `investment_unit`.
    pub investment_value: Option<f64>,
    /// As written: `亿元`.
    pub investment_unit: Option<String>,
    /// First year.
    pub period_start: Option<i32>,
    /// Last year.
    pub period_end: Option<i32>,
    /// What else is said about it.
    pub description: Option<Piece>,
    /// The id of the rule that made the row.
    pub rule: Label,
    /// The normalised sentence, item or table row; rows of one sentence share it.
    pub quote: Piece,
    /// Where it stands in the raw file.
    pub bytes: Span,
}

/// Whether the plan speaks of a canonical indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRow {
    /// The canonical indicator.
    pub indicator: Listed<Called>,
    /// Whether the plan speaks of it.
    pub coverage: Coverage,
    /// Its rows in `targets`.
    pub targets: i64,
    /// Why, where there is something to say.
    pub note: Option<String>,
    /// Where it stands in the raw file.
    pub bytes: Option<Span>,
}

/// Something a reader of the tables should know.
#[derive(Clone, Debug, PartialEq)]
pub struct DiagnosticRow {
    /// How much it matters.
    pub severity: Severity,
    /// Stable, such as `garble-repaired`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// What stood there.
    pub before: Option<String>,
    /// What is read instead.
    pub after: Option<String>,
    /// Where it stands in the raw file.
    pub bytes: Option<Span>,
}
