//! The tables of the contract, column by column.
//!
//! Every function gives one table. A column is added with a minor version and never changes its meaning.

use super::rows::*;
use super::schema::{Column, Get, Table, TableDoc, column, end, start};

/// The version of the contract; the number before the dot changes when a column changes its meaning.
pub const CONTRACT: &str = "1.1";

/// Every table's definition, in the order of the documentation.
pub fn all() -> Vec<TableDoc> {
    vec![
        documents().doc(),
        sections().doc(),
        numerals().doc(),
        quantities().doc(),
        targets().doc(),
        percentages().doc(),
        indicators().doc(),
        projects().doc(),
        coverage().doc(),
        diagnostics().doc(),
    ]
}

/// The values of an enum as the documentation lists them: `` `a` | `b` ``.
macro_rules! values {
    ($name:ty) => {
        <$name>::ALL.iter().map(|v| format!("`{}`", v.as_str())).collect::<Vec<_>>().join(" | ")
    };
}

fn key<R>() -> Vec<Column<R>> {
    vec![
        column("path", "the file's path below the raw root, with `/`", Get::Key(|document| Some(&document.path))),
        column(
            "doc_id",
            "the first 16 hex digits of the BLAKE3 of the raw bytes; null where the file could not be read",
            Get::Key(|document| Some(document.doc_id.as_str()).filter(|id| !id.is_empty())),
        ),
    ]
}

fn keyed<R, const N: usize>(columns: [Column<R>; N]) -> Vec<Column<R>> {
    let mut all = key();
    all.extend(columns);
    all
}

const BYTE_START: &str = "the first byte in the raw file";
const BYTE_END: &str = "the byte behind the last one in the raw file";
const RULE: &str = "the id of the rule that made the row";
const SECTION_NO: &str = "the section it stands in";
const INDICATOR_ID: &str = "the canonical indicator's id; null when unknown";

/// One row per input file, failed ones included.
pub fn documents() -> Table<Rows> {
    let columns = keyed::<Rows, _>([
        column("byte_len", "the raw file's length in bytes", Get::Int64(|a| Some(a.row.document.byte_len))),
        column(
            "status",
            format!("{}: `partial` when a part of the bytes could not be decoded", values!(DocStatus)),
            Get::Enum(DocStatus::NAMES, |a| Some(a.row.document.status as u8)),
        ),
        column("error", "why it failed", Get::Text(|a| a.row.document.error.as_deref())),
        column("encoding", "WHATWG name of the encoding", Get::Text(|a| a.row.document.encoding.as_deref())),
        column("script", values!(Script), Get::Enum(Script::NAMES, |a| a.row.document.script.map(|v| v as u8))),
        column("title", "the document's title", Get::Text(|a| a.row.document.title.as_deref())),
        column("doc_type", values!(DocType), Get::Enum(DocType::NAMES, |a| Some(a.row.document.doc_type as u8))),
        column(
            "region_code",
            "GB/T 2260, 6 digits; null when the region is in no list",
            Get::Text(|a| a.row.document.region_code.as_deref()),
        ),
        column("region", "the region that made the plan", Get::Text(|a| a.row.document.region.as_deref())),
        column("province", "its province", Get::Text(|a| a.row.document.province.as_deref())),
        column("prefecture", "its prefecture", Get::Text(|a| a.row.document.prefecture.as_deref())),
        column("county", "its county", Get::Text(|a| a.row.document.county.as_deref())),
        column("level", values!(Level), Get::Enum(Level::NAMES, |a| a.row.document.level.map(|v| v as u8))),
        column("period_start", "first year of the plan", Get::Int32(|a| a.row.document.period_start)),
        column("period_end", "last year of the plan", Get::Int32(|a| a.row.document.period_end)),
        column("published_on", "the date it was published, where it says so", Get::Date(|a| a.row.document.published_on)),
        column("chars", "characters of the clean text", Get::Int64(|a| Some(a.row.document.chars))),
        column("glosses_removed", "pinyin glosses taken out", Get::Int64(|a| Some(a.row.document.glosses_removed))),
        column("repairs", "places of damaged text repaired", Get::Int64(|a| Some(a.row.document.repairs))),
        column(
            "repairs_uncertain",
            "those among them where another reading was nearly as good",
            Get::Int64(|a| Some(a.row.document.repairs_uncertain)),
        ),
        column("sections", "its rows in `sections`", Get::Int64(|a| Some(a.row.sections.len() as i64))),
        column("sentences", "its sentences", Get::Int64(|a| Some(a.row.document.sentences))),
        column("quantities", "its rows in `quantities`", Get::Int64(|a| Some(a.row.quantities.len() as i64))),
        column("targets", "its rows in `targets`", Get::Int64(|a| Some(a.row.targets.len() as i64))),
        column("projects", "its rows in `projects`", Get::Int64(|a| Some(a.row.projects.len() as i64))),
        column(
            "coverage",
            "the share of target-looking quantities that a rule bound to an indicator; null without any",
            Get::Float64(|a| a.row.document.coverage),
        ),
    ]);
    Table { name: "documents", about: "One row per input file that was read, failed ones included.", columns }
}

/// The outline.
pub fn sections() -> Table<SectionRow> {
    let columns = keyed::<SectionRow, _>([
        column("section_no", "number of the section in the document; 0 is the document", Get::Int32(|a| Some(a.row.section_no))),
        column("parent_no", "the section it belongs to; null for the document", Get::Int32(|a| a.row.parent_no)),
        column("kind", values!(SectionKind), Get::Enum(SectionKind::NAMES, |a| Some(a.row.kind as u8))),
        column("number", "as written: `第一章`, `(一)`, `专栏3`", Get::Text(|a| a.row.number.as_deref())),
        column("title", "the heading without its number", Get::Text(|a| Some(&a.row.title))),
        column("depth", "0 for the document", Get::Int32(|a| Some(a.row.depth))),
        column("trail", "titles from the root, joined by ` / `", Get::Text(|a| Some(&a.row.trail))),
        column("byte_start", BYTE_START, Get::Int64(|a| start(a.row.bytes))),
        column("byte_end", BYTE_END, Get::Int64(|a| end(a.row.bytes))),
    ]);
    Table { name: "sections", about: "The outline: one row per heading, box and table, and one for the whole document.", columns }
}

/// Every numeral.
pub fn numerals() -> Table<NumeralRow> {
    let columns = keyed::<NumeralRow, _>([
        column("section_no", SECTION_NO, Get::Int32(|a| Some(a.row.section_no))),
        column("numeral_no", "number of the numeral in the document", Get::Int32(|a| Some(a.row.numeral_no))),
        column("raw", "as written, spaces removed", Get::Text(|a| Some(&a.row.raw))),
        column("outcome", values!(Outcome), Get::Enum(Outcome::NAMES, |a| Some(a.row.outcome as u8))),
        column("rule", "the rule that extracted or suppressed it; null when unclaimed", Get::Shared(|a| a.row.rule.as_ref())),
        column("quantity_no", "its row in `quantities`, when extracted", Get::Int32(|a| a.row.quantity_no)),
        column("byte_start", BYTE_START, Get::Int64(|a| start(a.row.bytes))),
        column("byte_end", BYTE_END, Get::Int64(|a| end(a.row.bytes))),
    ]);
    Table { name: "numerals", about: "Every numeral of the document and what became of it.", columns }
}

/// A row that is, or holds, a quantity.
trait Quantity {
    fn quantity(&self) -> &QuantityRow;
}

impl Quantity for QuantityRow {
    fn quantity(&self) -> &QuantityRow {
        self
    }
}

impl Quantity for TargetRow {
    fn quantity(&self) -> &QuantityRow {
        &self.quantity
    }
}

fn reading_columns<R: Quantity>() -> Vec<Column<R>> {
    vec![
        column("section_no", SECTION_NO, Get::Int32(|a| Some(a.row.quantity().section_no))),
        column("quantity_no", "number of the quantity in the document", Get::Int32(|a| Some(a.row.quantity().quantity_no))),
        column("sentence_no", "number of its sentence in the document", Get::Int32(|a| Some(a.row.quantity().sentence_no))),
        column("raw", "as written, spaces removed", Get::Text(|a| Some(&a.row.quantity().raw))),
        column("value", "the number; the low end of a range", Get::Float64(|a| a.row.quantity().value)),
        column("value_high", "the high end of a range", Get::Float64(|a| a.row.quantity().value_high)),
        column("value_text", "the exact decimal text of `value`, without separators", Get::Text(|a| Some(&a.row.quantity().value_text))),
        column(
            "unit",
            "as written, with its multiplier: `亿元`, `万吨`, `%`, `个百分点`, `个`",
            Get::Text(|a| Some(&a.row.quantity().unit)),
        ),
        column("unit_base", "the unit of `value_base`: `元`, `t`, `%`", Get::Shared(|a| a.row.quantity().unit_base.as_ref())),
        column("value_base", "`value` in `unit_base`", Get::Float64(|a| a.row.quantity().value_base)),
        column("value_base_high", "`value_high` in `unit_base`", Get::Float64(|a| a.row.quantity().value_base_high)),
        column("dimension", values!(Dimension), Get::Enum(Dimension::NAMES, |a| a.row.quantity().dimension.map(|v| v as u8))),
        column("bound", values!(Bound), Get::Enum(Bound::NAMES, |a| Some(a.row.quantity().bound as u8))),
        column("kind", values!(Kind), Get::Enum(Kind::NAMES, |a| Some(a.row.quantity().kind as u8))),
        column("status", values!(Status), Get::Enum(Status::NAMES, |a| Some(a.row.quantity().status as u8))),
        column("tone", format!("how firmly it is put: {}", values!(Tone)), Get::Enum(Tone::NAMES, |a| Some(a.row.quantity().tone as u8))),
    ]
}

fn meaning_columns<R: Quantity>() -> Vec<Column<R>> {
    vec![
        column("indicator", "the thing measured, as written", Get::Text(|a| a.row.quantity().indicator.as_deref())),
        column("indicator_id", INDICATOR_ID, Get::Shared(|a| a.row.quantity().indicator_id.as_ref())),
        column("year", "the year it is planned for or was reached in", Get::Int32(|a| a.row.quantity().year)),
        column("period_start", "first year of the period it covers", Get::Int32(|a| a.row.quantity().period_start)),
        column("period_end", "last year of the period it covers", Get::Int32(|a| a.row.quantity().period_end)),
        column(
            "time_source",
            format!("where the year or period was found: {}", values!(TimeSource)),
            Get::Enum(TimeSource::NAMES, |a| a.row.quantity().time_source.map(|v| v as u8)),
        ),
        column("per_year", "年均, 每年", Get::Boolean(|a| Some(a.row.quantity().per_year))),
        column("cumulative", "累计, or in [ ] in a table", Get::Boolean(|a| Some(a.row.quantity().cumulative))),
        column("relative_to", "what it is measured against: `全国平均水平`", Get::Text(|a| a.row.quantity().relative_to.as_deref())),
        column(
            "attribute",
            format!("{}: 约束性 or 预期性", values!(Attribute)),
            Get::Enum(Attribute::NAMES, |a| a.row.quantity().attribute.map(|v| v as u8)),
        ),
        column("baseline_year", "较2020年 → 2020", Get::Int32(|a| a.row.quantity().baseline_year)),
        column("baseline_value", "the value then, where stated", Get::Float64(|a| a.row.quantity().baseline_value)),
        column("region", "when narrower than the document's", Get::Text(|a| a.row.quantity().region.as_deref())),
        column(
            "certain",
            "false when another reading is nearly as good; a diagnostic says which",
            Get::Boolean(|a| Some(a.row.quantity().certain)),
        ),
        column("rule", RULE, Get::Shared(|a| Some(&a.row.quantity().rule))),
        column(
            "quote",
            "the normalised sentence or table row; of a sentence without end the part around the figure",
            Get::Text(|a| Some(&a.row.quantity().quote)),
        ),
        column("byte_start", BYTE_START, Get::Int64(|a| start(a.row.quantity().bytes))),
        column("byte_end", BYTE_END, Get::Int64(|a| end(a.row.quantity().bytes))),
    ]
}

fn quantity_columns<R: Quantity>() -> Vec<Column<R>> {
    let mut columns = key();
    columns.extend(reading_columns());
    columns.extend(meaning_columns());
    columns
}

/// Every measured amount, count, rate or share.
pub fn quantities() -> Table<QuantityRow> {
    let about = "Every measured amount, count, rate or share in prose and boxes; the base of the next two.";
    Table { name: "quantities", about, columns: quantity_columns() }
}

/// The quantities of dimension ratio.
pub fn percentages() -> Table<QuantityRow> {
    let about = "Every share, rate and percentage point, target or not: the quantities whose dimension is `ratio`.";
    Table { name: "percentages", about, columns: quantity_columns() }
}

/// What the plan sets out to reach.
pub fn targets() -> Table<TargetRow> {
    let mut columns = quantity_columns::<TargetRow>();
    columns.extend::<[Column<TargetRow>; 2]>([
        column("source", values!(Source), Get::Enum(Source::NAMES, |a| Some(a.row.source as u8))),
        column("target_no", "number of the target in the document", Get::Int32(|a| Some(a.row.target_no))),
    ]);
    Table { name: "targets", about: "What the plan sets out to reach: prose, boxes and tables in one place.", columns }
}

/// The cells of indicator tables.
pub fn indicators() -> Table<IndicatorRow> {
    let columns = keyed::<IndicatorRow, _>([
        column("section_no", SECTION_NO, Get::Int32(|a| Some(a.row.section_no))),
        column("box_number", "`专栏2`", Get::Shared(|a| a.row.box_number.as_ref())),
        column("box_title", "the title of the box or table", Get::Shared(|a| a.row.box_title.as_ref())),
        column("category", "the group of indicators: `经济发展`", Get::Shared(|a| a.row.category.as_ref())),
        column("row_no", "序号 as written", Get::Text(|a| a.row.row_no.as_deref())),
        column("indicator", "the indicator without its unit", Get::Shared(|a| Some(&a.row.indicator))),
        column("indicator_id", INDICATOR_ID, Get::Shared(|a| a.row.indicator_id.as_ref())),
        column("unit", "as written", Get::Text(|a| a.row.unit.as_deref())),
        column("role", values!(Role), Get::Enum(Role::NAMES, |a| Some(a.row.role as u8))),
        column("year", "the year of its column", Get::Int32(|a| a.row.year)),
        column("raw", "the cell as written", Get::Text(|a| Some(&a.row.raw))),
        column("value", "the number; the low end of a range; null where the cell is text", Get::Float64(|a| a.row.value)),
        column("value_high", "the high end of a range", Get::Float64(|a| a.row.value_high)),
        column("bound", values!(Bound), Get::Enum(Bound::NAMES, |a| a.row.bound.map(|v| v as u8))),
        column("cumulative", "in [ ]: over the period, not in its last year", Get::Boolean(|a| Some(a.row.cumulative))),
        column("attribute", values!(Attribute), Get::Enum(Attribute::NAMES, |a| a.row.attribute.map(|v| v as u8))),
        column(
            "column_certain",
            "false when the column had to be inferred and another reading was nearly as good",
            Get::Boolean(|a| Some(a.row.column_certain)),
        ),
        column("rule", RULE, Get::Shared(|a| Some(&a.row.rule))),
        column("quote", "the table row", Get::Text(|a| Some(&a.row.quote))),
        column("byte_start", BYTE_START, Get::Int64(|a| start(a.row.bytes))),
        column("byte_end", BYTE_END, Get::Int64(|a| end(a.row.bytes))),
    ]);
    Table { name: "indicators", about: "Indicator tables, one row per cell, wherever the layout put it.", columns }
}

/// Boxes, items and named works.
pub fn projects() -> Table<ProjectRow> {
    let columns = keyed::<ProjectRow, _>([
        column("section_no", SECTION_NO, Get::Int32(|a| Some(a.row.section_no))),
        column("project_no", "number of the row in the document", Get::Int32(|a| Some(a.row.project_no))),
        column("level", values!(ProjectLevel), Get::Enum(ProjectLevel::NAMES, |a| Some(a.row.level as u8))),
        column("box_number", "`专栏三`; null in prose and where it was lost", Get::Shared(|a| a.row.box_number.as_ref())),
        column("box_title", "the title of the box", Get::Shared(|a| a.row.box_title.as_ref())),
        column("item", "the item of the box it stands in", Get::Shared(|a| a.row.item.as_ref())),
        column("name", "the name of the box, the item or the project", Get::Text(|a| Some(&a.row.name))),
        column(
            "project_key",
            "the same for the same project wherever it is named; null for boxes and items",
            Get::Text(|a| a.row.project_key.as_deref()),
        ),
        column(
            "stage",
            format!("{}: 前期, 新建, 续建, 改扩建, 建成", values!(Stage)),
            Get::Enum(Stage::NAMES, |a| a.row.stage.map(|v| v as u8)),
        ),
        column("region", "where it is, when narrower than the document's region", Get::Text(|a| a.row.region.as_deref())),
        column("investment_value", "the investment, in `investment_unit`", Get::Float64(|a| a.row.investment_value)),
        column("investment_unit", "as written: `亿元`", Get::Text(|a| a.row.investment_unit.as_deref())),
        column("period_start", "first year", Get::Int32(|a| a.row.period_start)),
        column("period_end", "last year", Get::Int32(|a| a.row.period_end)),
        column("description", "what else is said about it", Get::Text(|a| a.row.description.as_deref())),
        column("rule", RULE, Get::Shared(|a| Some(&a.row.rule))),
        column(
            "quote",
            "the normalised sentence, item or table row; of a sentence without end the part around the name",
            Get::Text(|a| Some(&a.row.quote)),
        ),
        column("byte_start", BYTE_START, Get::Int64(|a| start(a.row.bytes))),
        column("byte_end", BYTE_END, Get::Int64(|a| end(a.row.bytes))),
    ]);
    Table { name: "projects", about: "Boxes, their items, and the works named in them and in prose.", columns }
}

/// Which indicators a plan speaks of.
pub fn coverage() -> Table<CoverageRow> {
    let columns = keyed::<CoverageRow, _>([
        column("indicator_id", "the canonical indicator's id", Get::Shared(|a| Some(&a.row.indicator_id))),
        column("indicator", "its Chinese name", Get::Shared(|a| Some(&a.row.indicator))),
        column("coverage", values!(Coverage), Get::Enum(Coverage::NAMES, |a| Some(a.row.coverage as u8))),
        column("targets", "its rows in `targets`", Get::Int64(|a| Some(a.row.targets))),
        column("note", "why, where there is something to say", Get::Text(|a| a.row.note.as_deref())),
        column("byte_start", BYTE_START, Get::Int64(|a| a.row.bytes.and_then(start))),
        column("byte_end", BYTE_END, Get::Int64(|a| a.row.bytes.and_then(end))),
    ]);
    let about = "Document by canonical indicator: whether the plan sets a target, says that it sets none, or is silent.";
    Table { name: "coverage", about, columns }
}

/// What a reader of the tables should know.
pub fn diagnostics() -> Table<DiagnosticRow> {
    let columns = keyed::<DiagnosticRow, _>([
        column("severity", values!(Severity), Get::Enum(Severity::NAMES, |a| Some(a.row.severity as u8))),
        column("code", "stable, such as `garble-repaired`", Get::Text(|a| Some(a.row.code))),
        column("message", "one sentence", Get::Text(|a| Some(&a.row.message))),
        column("before", "what stood there", Get::Text(|a| a.row.before.as_deref())),
        column("after", "what is read instead", Get::Text(|a| a.row.after.as_deref())),
        column("byte_start", BYTE_START, Get::Int64(|a| a.row.bytes.and_then(start))),
        column("byte_end", BYTE_END, Get::Int64(|a| a.row.bytes.and_then(end))),
    ]);
    Table { name: "diagnostics", about: "Nothing is dropped in silence: repairs, doubts, skipped and unreadable files.", columns }
}
