//! The terms of the contract: columns that hold one of a few words.

/// Defines an enum of the contract: its variants and the lower-case string each is written as.
macro_rules! contract_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = concat!("Written `", $text, "`.")] $(#[$vdoc])* $variant),+ }
        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// What every value is written as, in the same order.
            pub const NAMES: &'static [&'static str] = &[$($text),+];
            /// The string that stands in the table.
            pub fn as_str(self) -> &'static str {
                Self::NAMES[self as usize]
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
