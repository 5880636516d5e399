//! The tables of the contract, column by column.
//!
//! Every function gives one table. A column is added with a minor version and never changes its meaning.

use super::rows::*;
use super::schema::{Table, TableDoc, end, start};

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

/// A table of which every row names its document.
fn keyed<R>(name: &'static str, about: &'static str) -> Table<R> {
    let doc_id = "the first 16 hex digits of the BLAKE3 of the raw bytes; null where the file could not be read";
    Table::new(name, about).key("path", "the file's path below the raw root, with `/`", |document| Some(&document.path)).key(
        "doc_id",
        doc_id,
        |document| Some(document.doc_id.as_str()).filter(|id| !id.is_empty()),
    )
}

const BYTE_START: &str = "the first byte in the raw file";
const BYTE_END: &str = "the byte behind the last one in the raw file";
const RULE: &str = "the id of the rule that made the row";
const SECTION_NO: &str = "the section it stands in";
const INDICATOR_ID: &str = "the canonical indicator's id; null when unknown";

/// One row per input file, failed ones included.
pub fn documents() -> Table<Rows> {
    keyed::<Rows>("documents", "One row per input file that was read, failed ones included.")
        .int64("byte_len", "the raw file's length in bytes", |row| Some(row.document.byte_len))
        .term(
            "status",
            format!("{}: `partial` when a part of the bytes could not be decoded", values!(DocStatus)),
            DocStatus::NAMES,
            |row| Some(row.document.status as u8),
        )
        .text("error", "why it failed", |row| row.document.error.as_deref())
        .text("encoding", "WHATWG name of the encoding", |row| row.document.encoding.as_deref())
        .term("script", values!(Script), Script::NAMES, |row| row.document.script.map(|v| v as u8))
        .text("title", "the document's title", |row| row.document.title.as_deref())
        .term("doc_type", values!(DocType), DocType::NAMES, |row| Some(row.document.doc_type as u8))
        .text("region_code", "GB/T 2260, 6 digits; null when the region is in no list", |row| row.document.region_code.as_deref())
        .text("region", "the region that made the plan", |row| row.document.region.as_deref())
        .text("province", "its province", |row| row.document.province.as_deref())
        .text("prefecture", "its prefecture", |row| row.document.prefecture.as_deref())
        .text("county", "its county", |row| row.document.county.as_deref())
        .term("level", values!(Level), Level::NAMES, |row| row.document.level.map(|v| v as u8))
        .int32("period_start", "first year of the plan", |row| row.document.period_start)
        .int32("period_end", "last year of the plan", |row| row.document.period_end)
        .date("published_on", "the date it was published, where it says so", |row| row.document.published_on)
        .int64("chars", "characters of the clean text", |row| Some(row.document.chars))
        .int64("glosses_removed", "pinyin glosses taken out", |row| Some(row.document.glosses_removed))
        .int64("repairs", "places of damaged text repaired", |row| Some(row.document.repairs))
        .int64("repairs_uncertain", "those among them where another reading was nearly as good", |row| Some(row.document.repairs_uncertain))
        .int64("sections", "its rows in `sections`", |row| Some(row.sections.len() as i64))
        .int64("sentences", "its sentences", |row| Some(row.document.sentences))
        .int64("quantities", "its rows in `quantities`", |row| Some(row.quantities.len() as i64))
        .int64("targets", "its rows in `targets`", |row| Some(row.targets.len() as i64))
        .int64("projects", "its rows in `projects`", |row| Some(row.projects.len() as i64))
        .float64("coverage", "the share of target-looking quantities that a rule bound to an indicator; null without any", |row| {
            row.document.coverage
        })
}

/// The outline.
pub fn sections() -> Table<SectionRow> {
    keyed::<SectionRow>("sections", "The outline: one row per heading, box and table, and one for the whole document.")
        .int32("section_no", "number of the section in the document; 0 is the document", |row| Some(row.section_no))
        .int32("parent_no", "the section it belongs to; null for the document", |row| row.parent_no)
        .term("kind", values!(SectionKind), SectionKind::NAMES, |row| Some(row.kind as u8))
        .text("number", "as written: `第一章`, `(一)`, `专栏3`", |row| row.number.as_deref())
        .text("title", "the heading without its number", |row| Some(&row.title))
        .int32("depth", "0 for the document", |row| Some(row.depth))
        .text("trail", "titles from the root, joined by ` / `", |row| Some(&row.trail))
        .int64("byte_start", BYTE_START, |row| start(row.bytes))
        .int64("byte_end", BYTE_END, |row| end(row.bytes))
}

/// Every numeral.
pub fn numerals() -> Table<NumeralRow> {
    keyed::<NumeralRow>("numerals", "Every numeral of the document and what became of it.")
        .int32("section_no", SECTION_NO, |row| Some(row.section_no))
        .int32("numeral_no", "number of the numeral in the document", |row| Some(row.numeral_no))
        .text("raw", "as written, spaces removed", |row| Some(&row.raw))
        .term("outcome", values!(Outcome), Outcome::NAMES, |row| Some(row.outcome as u8))
        .labelled("rule", "the rule that extracted or suppressed it; null when unclaimed", |row| row.rule)
        .int32("quantity_no", "its row in `quantities`, when extracted", |row| row.quantity_no)
        .int64("byte_start", BYTE_START, |row| start(row.bytes))
        .int64("byte_end", BYTE_END, |row| end(row.bytes))
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

fn with_reading<R: Quantity>(table: Table<R>) -> Table<R> {
    table
        .int32("section_no", SECTION_NO, |row| Some(row.quantity().section_no))
        .int32("quantity_no", "number of the quantity in the document; null for a cell of a table", |row| row.quantity().quantity_no)
        .int32("sentence_no", "number of its sentence in the document; null for a cell of a table", |row| row.quantity().sentence_no)
        .text("raw", "as written, spaces removed", |row| Some(&row.quantity().raw))
        .float64("value", "the number; the low end of a range", |row| row.quantity().value)
        .float64("value_high", "the high end of a range", |row| row.quantity().value_high)
        .text("value_text", "the exact decimal text of `value`, without separators", |row| Some(&row.quantity().value_text))
        .text("unit", "as written, with its multiplier: `亿元`, `万吨`, `%`, `个百分点`, `个`", |row| Some(&row.quantity().unit))
        .labelled("unit_base", "the unit of `value_base`: `元`, `t`, `%`", |row| row.quantity().unit_base)
        .float64("value_base", "`value` in `unit_base`", |row| row.quantity().value_base)
        .float64("value_base_high", "`value_high` in `unit_base`", |row| row.quantity().value_base_high)
        .term("dimension", values!(Dimension), Dimension::NAMES, |row| row.quantity().dimension.map(|v| v as u8))
        .term("bound", values!(Bound), Bound::NAMES, |row| Some(row.quantity().bound as u8))
        .term("kind", values!(Kind), Kind::NAMES, |row| Some(row.quantity().kind as u8))
        .term("status", values!(Status), Status::NAMES, |row| Some(row.quantity().status as u8))
        .term("tone", format!("how firmly it is put: {}", values!(Tone)), Tone::NAMES, |row| Some(row.quantity().tone as u8))
}

fn with_meaning<R: Quantity>(table: Table<R>) -> Table<R> {
    table
        .text("indicator", "the thing measured, as written", |row| row.quantity().indicator.as_deref())
        .labelled("indicator_id", INDICATOR_ID, |row| row.quantity().indicator_id)
        .int32("year", "the year it is planned for or was reached in", |row| row.quantity().year)
        .int32("period_start", "first year of the period it covers", |row| row.quantity().period_start)
        .int32("period_end", "last year of the period it covers", |row| row.quantity().period_end)
        .term("time_source", format!("where the year or period was found: {}", values!(TimeSource)), TimeSource::NAMES, |row| {
            row.quantity().time_source.map(|v| v as u8)
        })
        .boolean("per_year", "年均, 每年", |row| Some(row.quantity().per_year))
        .boolean("cumulative", "累计, or in [ ] in a table", |row| Some(row.quantity().cumulative))
        .text("relative_to", "what it is measured against: `全国平均水平`", |row| row.quantity().relative_to.as_deref())
        .term("attribute", format!("{}: 约束性 or 预期性", values!(Attribute)), Attribute::NAMES, |row| {
            row.quantity().attribute.map(|v| v as u8)
        })
        .int32("baseline_year", "较2020年 → 2020", |row| row.quantity().baseline_year)
        .float64("baseline_value", "the value then, where stated", |row| row.quantity().baseline_value)
        .text("region", "when narrower than the document's", |row| row.quantity().region.as_deref())
        .boolean("certain", "false when another reading is nearly as good; a diagnostic says which", |row| Some(row.quantity().certain))
        .labelled("rule", RULE, |row| Some(row.quantity().rule))
        .text("quote", "the normalised sentence or table row; of a sentence without end the part around the figure", |row| {
            Some(&row.quantity().quote)
        })
        .int64("byte_start", BYTE_START, |row| start(row.quantity().bytes))
        .int64("byte_end", BYTE_END, |row| end(row.quantity().bytes))
}

fn of_quantities<R: Quantity>(name: &'static str, about: &'static str) -> Table<R> {
    with_meaning(with_reading(keyed(name, about)))
}

/// Every measured amount, count, rate or share.
pub fn quantities() -> Table<QuantityRow> {
    of_quantities("quantities", "Every measured amount, count, rate or share in prose and boxes; the base of the next two.")
}

/// The quantities of dimension ratio.
pub fn percentages() -> Table<QuantityRow> {
    of_quantities("percentages", "Every share, rate and percentage point, target or not: the quantities whose dimension is `ratio`.")
}

/// What the plan sets out to reach.
pub fn targets() -> Table<TargetRow> {
    of_quantities::<TargetRow>("targets", "What the plan sets out to reach: prose, boxes and tables in one place.")
        .term("source", values!(Source), Source::NAMES, |row| Some(row.source as u8))
        .int32("target_no", "number of the target in the document", |row| Some(row.target_no))
}

/// The cells of indicator tables.
pub fn indicators() -> Table<IndicatorRow> {
    keyed::<IndicatorRow>("indicators", "Indicator tables, one row per cell, wherever the layout put it.")
        .int32("section_no", SECTION_NO, |row| Some(row.section_no))
        .shared("box_number", "`专栏2`", |row| row.box_number.as_ref())
        .shared("box_title", "the title of the box or table", |row| row.box_title.as_ref())
        .shared("category", "the group of indicators: `经济发展`", |row| row.category.as_ref())
        .text("row_no", "序号 as written", |row| row.row_no.as_deref())
        .shared("indicator", "the indicator without its unit", |row| Some(&row.indicator))
        .labelled("indicator_id", INDICATOR_ID, |row| row.indicator_id)
        .text("unit", "as written", |row| row.unit.as_deref())
        .term("role", values!(Role), Role::NAMES, |row| Some(row.role as u8))
        .int32("year", "the year of its column", |row| row.year)
        .text("raw", "the cell as written", |row| Some(&row.raw))
        .float64("value", "the number; the low end of a range; null where the cell is text", |row| row.value)
        .float64("value_high", "the high end of a range", |row| row.value_high)
        .term("bound", values!(Bound), Bound::NAMES, |row| row.bound.map(|v| v as u8))
        .boolean("cumulative", "in [ ]: over the period, not in its last year", |row| Some(row.cumulative))
        .term("attribute", values!(Attribute), Attribute::NAMES, |row| row.attribute.map(|v| v as u8))
        .boolean("column_certain", "false when the column had to be inferred and another reading was nearly as good", |row| {
            Some(row.column_certain)
        })
        .labelled("rule", RULE, |row| Some(row.rule))
        .text("quote", "the table row", |row| Some(&row.quote))
        .int64("byte_start", BYTE_START, |row| start(row.bytes))
        .int64("byte_end", BYTE_END, |row| end(row.bytes))
}

/// Boxes, items and named works.
pub fn projects() -> Table<ProjectRow> {
    keyed::<ProjectRow>("projects", "Boxes, their items, and the works named in them and in prose.")
        .int32("section_no", SECTION_NO, |row| Some(row.section_no))
        .int32("project_no", "number of the row in the document", |row| Some(row.project_no))
        .term("level", values!(ProjectLevel), ProjectLevel::NAMES, |row| Some(row.level as u8))
        .shared("box_number", "`专栏三`; null in prose and where it was lost", |row| row.box_number.as_ref())
        .shared("box_title", "the title of the box", |row| row.box_title.as_ref())
        .text("item", "the item of the box it stands in", |row| row.item.as_deref())
        .text("name", "the name of the box, the item or the project", |row| Some(&row.name))
        .text("project_key", "the same for the same project wherever it is named; null for boxes and items", |row| {
            row.project_key.as_deref()
        })
        .term("stage", format!("{}: 前期, 新建, 续建, 改扩建, 建成", values!(Stage)), Stage::NAMES, |row| {
            row.stage.map(|v| v as u8)
        })
        .text("region", "where it is, when narrower than the document's region", |row| row.region.as_deref())
        .float64("investment_value", "the investment, in `investment_unit`", |row| row.investment_value)
        .text("investment_unit", "as written: `亿元`", |row| row.investment_unit.as_deref())
        .int32("period_start", "first year", |row| row.period_start)
        .int32("period_end", "last year", |row| row.period_end)
        .text("description", "what else is said about it", |row| row.description.as_deref())
        .labelled("rule", RULE, |row| Some(row.rule))
        .text("quote", "the normalised sentence, item or table row; of a sentence without end the part around the name", |row| {
            Some(&row.quote)
        })
        .int64("byte_start", BYTE_START, |row| start(row.bytes))
        .int64("byte_end", BYTE_END, |row| end(row.bytes))
}

/// Which indicators a plan speaks of.
pub fn coverage() -> Table<CoverageRow> {
    keyed::<CoverageRow>(
        "coverage",
        "Document by canonical indicator: whether the plan sets a target, says that it sets none, or is silent.",
    )
    .listed("indicator_id", "the canonical indicator's id", |row| &row.indicator, |indicator| &indicator.id)
    .listed("indicator", "its Chinese name", |row| &row.indicator, |indicator| &indicator.zh)
    .term("coverage", values!(Coverage), Coverage::NAMES, |row| Some(row.coverage as u8))
    .int64("targets", "its rows in `targets`", |row| Some(row.targets))
    .text("note", "why, where there is something to say", |row| row.note.as_deref())
    .int64("byte_start", BYTE_START, |row| row.bytes.and_then(start))
    .int64("byte_end", BYTE_END, |row| row.bytes.and_then(end))
}

/// What a reader of the tables should know.
pub fn diagnostics() -> Table<DiagnosticRow> {
    keyed::<DiagnosticRow>("diagnostics", "Nothing is dropped in silence: repairs, doubts, skipped and unreadable files.")
        .term("severity", values!(Severity), Severity::NAMES, |row| Some(row.severity as u8))
        .text("code", "stable, such as `garble-repaired`", |row| Some(row.code))
        .text("message", "one sentence", |row| Some(&row.message))
        .text("before", "what stood there", |row| row.before.as_deref())
        .text("after", "what is read instead", |row| row.after.as_deref())
        .int64("byte_start", BYTE_START, |row| row.bytes.and_then(start))
        .int64("byte_end", BYTE_END, |row| row.bytes.and_then(end))
}
