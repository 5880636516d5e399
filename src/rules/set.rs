//! What a rule sets: the typed fields of `set = { … }`.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

use crate::tables::rows::{Bound, Kind, Status, Tone};

/// The fields that a rule sets on the row it makes, or on the rows its cue stands beside. What is none stays as it was.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Set {
    /// Planned, achieved or neither.
    #[serde(deserialize_with = "contract")]
    pub status: Option<Status>,
    /// Level, growth, change or count.
    #[serde(deserialize_with = "contract")]
    pub kind: Option<Kind>,
    /// How the value bounds what it measures.
    #[serde(deserialize_with = "contract")]
    pub bound: Option<Bound>,
    /// How firmly a target is put.
    #[serde(deserialize_with = "contract")]
    pub tone: Option<Tone>,
    /// 年均, 每年.
    pub per_year: Option<bool>,
    /// 累计.
    pub cumulative: Option<bool>,
    /// The year of the row.
    pub year: Option<YearOf>,
    /// The period of the row.
    pub period: Option<PeriodOf>,
    /// What the year of a `{year}` rule is to the row.
    pub role: Option<TimeRole>,
    /// 全国平均水平.
    pub relative_to: Option<String>,
    /// The indicator, where the turn of phrase names it.
    pub indicator: Option<String>,
}

/// A year named by what it is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearOf {
    /// The first year of the plan.
    PlanStart,
    /// The last year of the plan.
    PlanEnd,
    /// The last year of the plan before.
    PreviousEnd,
    /// The year that a report looks back on.
    Reported,
    /// The year that a report plans.
    Coming,
}

/// A period named by what it is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodOf {
    /// The plan's own.
    Plan,
    /// That of the plan before.
    Previous,
    /// That of the plan after.
    Next,
}

/// What the year or period that a rule reads is to the rows beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeRole {
    /// The year by which or in which: 到2025年.
    Year,
    /// The year that the value is measured against: 较2020年.
    Baseline,
    /// Neither; the numeral is a date and no more.
    Date,
}

/// Reads a value of a contract enum by its string in the tables.
fn contract<'de, T: Contract, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_str(ContractVisitor(PhantomData)).map(Some)
}

/// The enums of the contract, as the files name their values.
trait Contract: FromStr + Copy + 'static {
    fn known() -> Vec<&'static str>;
}

macro_rules! contract {
    ($($name:ty),+) => { $(impl Contract for $name {
        fn known() -> Vec<&'static str> {
            <$name>::ALL.iter().map(|value| value.as_str()).collect()
        }
    })+ };
}
contract!(Status, Kind, Bound, Tone);

struct ContractVisitor<T>(PhantomData<T>);

impl<T: Contract> Visitor<'_> for ContractVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one of {}", T::known().join(", "))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::custom(format!("unknown variant `{text}`, expected one of {}", T::known().join(", "))))
    }
}
