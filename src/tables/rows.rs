//! The rows of the contract as plain types: what a document gives, before any frame or file.
//!
//! Columns that are the same for a whole document (`path`, `doc_id`) stand once, in [`Rows::document`]; the frames repeat them.
//! Byte positions are half-open and count the bytes of the raw file.

use std::sync::Arc;

/// A half-open range of bytes; of the clean text or of the raw file, as the field that holds it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }
    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// Whether `other` lies within.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// The text it names. Both ends must lie between characters.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Defines an enum of the contract: its variants and the lower-case string each is written as.
macro_rules! contract_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The string that stands in the table.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
    };
}

contract_enum! {
    /// How a document fared.
    DocStatus { Ok = "ok", Partial = "partial", Failed = "failed" }
}
contract_enum! {
    /// The script of the raw text.
    Script { Simplified = "simplified", Traditional = "traditional", Mixed = "mixed" }
}
contract_enum! {
    /// What kind of document it is.
    DocType { PlanOutline = "plan_outline", PlanProposal = "plan_proposal", WorkReport = "work_report",
        AnnualPlanReport = "annual_plan_report", SpecialPlan = "special_plan", Other = "other" }
}
contract_enum! {
    /// The level of government that made it.
    Level { National = "national", Province = "province", Prefecture = "prefecture", County = "county", Township = "township" }
}
contract_enum! {
    /// What a section of the outline is.
    SectionKind { Part = "part", Chapter = "chapter", Section = "section", Heading = "heading", Box = "box", Table = "table", Body = "body" }
}
contract_enum! {
    /// What dimension a quantity has.
    Dimension { Money = "money", Mass = "mass", Area = "area", Length = "length", Volume = "volume", Power = "power",
        Energy = "energy", Ratio = "ratio", Count = "count", Time = "time", Speed = "speed", Temperature = "temperature",
        Data = "data", Concentration = "concentration", Intensity = "intensity", Flow = "flow", Voltage = "voltage", Other = "other" }
}
contract_enum! {
    /// How the value bounds what it measures.
    Bound { Eq = "eq", Ge = "ge", Gt = "gt", Le = "le", Lt = "lt", Approx = "approx", Range = "range" }
}
contract_enum! {
    /// Whether the value is a stock, a growth rate, a change or a number of things done.
    Kind { Level = "level", Growth = "growth", Change = "change", Count = "count" }
}
contract_enum! {
    /// Planned, achieved, or neither.
    Status { Target = "target", Actual = "actual", Other = "other" }
}
contract_enum! {
    /// How firmly a target is put.
    Tone { AtLeast = "at_least", Strive = "strive", Ensure = "ensure", About = "about", Stated = "stated" }
}
contract_enum! {
    /// Where the year or period of a row was found.
    TimeSource { Sentence = "sentence", Clause = "clause", Previous = "previous", Item = "item", Heading = "heading", Document = "document" }
}
contract_enum! {
    /// What became of a numeral.
    Outcome { Extracted = "extracted", Suppressed = "suppressed", Unclaimed = "unclaimed" }
}
contract_enum! {
    /// Where a target was read.
    Source { Prose = "prose", Table = "table", Box = "box" }
}
contract_enum! {
    /// 约束性 or 预期性.
    Attribute { Binding = "binding", Expected = "expected" }
}
contract_enum! {
    /// What a cell of an indicator table is.
    Role { Baseline = "baseline", Target = "target", Actual = "actual", Growth = "growth", ActualGrowth = "actual_growth", Attribute = "attribute" }
}
contract_enum! {
    /// What a row of `projects` names.
    ProjectLevel { Box = "box", Item = "item", Project = "project" }
}
contract_enum! {
    /// How far a project is.
    Stage { Preliminary = "preliminary", New = "new", Continued = "continued", Expansion = "expansion", Completed = "completed" }
}
contract_enum! {
    /// Whether the plan speaks of an indicator.
    Coverage { Found = "found", ExplicitlyAbsent = "explicitly_absent", NotFound = "not_found", Conflict = "conflict" }
}
contract_enum! {
    /// How much a diagnostic matters.
    Severity { Info = "info", Warning = "warning", Error = "error" }
}

/// Every row that one document gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    pub document: DocumentRow,
    pub sections: Vec<SectionRow>,
    pub numerals: Vec<NumeralRow>,
    pub quantities: Vec<QuantityRow>,
    pub targets: Vec<TargetRow>,
    pub indicators: Vec<IndicatorRow>,
    pub projects: Vec<ProjectRow>,
    pub coverage: Vec<CoverageRow>,
    pub diagnostics: Vec<DiagnosticRow>,
}

impl Rows {
    /// A document without rows, with what there is to say about it.
    pub fn bare(document: DocumentRow, diagnostics: Vec<DiagnosticRow>) -> Self {
        Self {
            document,
            sections: vec![],
            numerals: vec![],
            quantities: vec![],
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
    pub path: String,
    pub doc_id: String,
    pub byte_len: i64,
    pub status: DocStatus,
    pub error: Option<String>,
    pub encoding: Option<String>,
    pub script: Option<Script>,
    pub title: Option<String>,
    pub doc_type: DocType,
    pub region_code: Option<String>,
    pub region: Option<String>,
    pub province: Option<String>,
    pub prefecture: Option<String>,
    pub county: Option<String>,
    pub level: Option<Level>,
    pub period_start: Option<i32>,
    pub period_end: Option<i32>,
    /// Days since 1970-01-01.
    pub published_on: Option<i32>,
    pub chars: i64,
    pub glosses_removed: i64,
    pub repairs: i64,
    pub repairs_uncertain: i64,
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
    pub section_no: i32,
    pub parent_no: Option<i32>,
    pub kind: SectionKind,
    pub number: Option<String>,
    pub title: String,
    pub depth: i32,
    pub trail: String,
    pub bytes: Span,
}

/// One numeral and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct NumeralRow {
    pub section_no: i32,
    pub numeral_no: i32,
    pub raw: String,
    pub outcome: Outcome,
    pub rule: Option<Arc<str>>,
    pub quantity_no: Option<i32>,
    pub bytes: Span,
}

/// A measured amount, count, rate or share.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityRow {
    pub section_no: i32,
    pub quantity_no: i32,
    pub sentence_no: i32,
    pub raw: String,
    pub value: Option<f64>,
    pub value_high: Option<f64>,
    /// The exact decimal text of `value` (`0.566`, `1600`), without separators.
    pub value_text: String,
    pub unit: String,
    pub unit_base: Option<String>,
    pub value_base: Option<f64>,
    pub value_base_high: Option<f64>,
    pub dimension: Option<Dimension>,
    pub bound: Bound,
    pub kind: Kind,
    pub status: Status,
    pub tone: Tone,
    pub indicator: Option<String>,
    pub indicator_id: Option<Arc<str>>,
    pub year: Option<i32>,
    pub period_start: Option<i32>,
    pub period_end: Option<i32>,
    pub time_source: Option<TimeSource>,
    pub per_year: bool,
    pub cumulative: bool,
    /// What it is measured against: 全国平均水平, 全省平均.
    pub relative_to: Option<String>,
    pub attribute: Option<Attribute>,
    pub baseline_year: Option<i32>,
    pub baseline_value: Option<f64>,
    pub region: Option<String>,
    /// False when another reading of the row is nearly as good; a diagnostic then says which.
    pub certain: bool,
    pub rule: Arc<str>,
    pub quote: String,
    pub bytes: Span,
}

/// What the plan sets out to reach, from prose, boxes and tables.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    pub target_no: i32,
    pub source: Source,
    pub quantity: QuantityRow,
}

/// One cell of an indicator table.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorRow {
    pub section_no: i32,
    pub box_number: Option<String>,
    pub box_title: Option<String>,
    pub category: Option<String>,
    pub row_no: Option<String>,
    pub indicator: String,
    pub indicator_id: Option<Arc<str>>,
    pub unit: Option<String>,
    pub role: Role,
    pub year: Option<i32>,
    pub raw: String,
    pub value: Option<f64>,
    pub value_high: Option<f64>,
    pub bound: Option<Bound>,
    pub cumulative: bool,
    pub attribute: Option<Attribute>,
    pub column_certain: bool,
    pub rule: Arc<str>,
    pub quote: String,
    pub bytes: Span,
}

/// A box, one of its items, or a named work.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectRow {
    pub section_no: i32,
    pub project_no: i32,
    pub level: ProjectLevel,
    pub box_number: Option<String>,
    pub box_title: Option<String>,
    pub item: Option<String>,
    pub name: String,
    /// The same for the same project wherever it is named; null for boxes and items.
    pub project_key: Option<String>,
    pub stage: Option<Stage>,
    pub region: Option<String>,
    pub investment_value: Option<f64>,
    pub investment_unit: Option<String>,
    pub period_start: Option<i32>,
    pub period_end: Option<i32>,
    pub description: Option<String>,
    pub rule: Arc<str>,
    pub quote: String,
    pub bytes: Span,
}

/// Whether the plan speaks of a canonical indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRow {
    pub indicator_id: Arc<str>,
    pub indicator: Arc<str>,
    pub coverage: Coverage,
    pub targets: i64,
    pub note: Option<String>,
    pub bytes: Option<Span>,
}

/// Something a reader of the tables should know.
#[derive(Clone, Debug, PartialEq)]
pub struct DiagnosticRow {
    pub severity: Severity,
    /// Stable, such as `garble-repaired`.
    pub code: &'static str,
    pub message: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub bytes: Option<Span>,
}
