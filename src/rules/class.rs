//! Classes of numerals: what `{quantity:ratio}` and `{numeral:dotted}` ask for.

use crate::tables::rows::Dimension;

/// A set of classes. As a rule's wish: any of them, or no matter what when empty. As a numeral's: all that hold for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Classes(u64);

/// A class beyond the dimensions of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Without a unit.
    Bare,
    /// `48`, `1,100.5`.
    Digits,
    /// `三千五百`.
    Chinese,
    /// `2—3`.
    Range,
    /// Without a decimal point.
    Integer,
    /// `百分之八`, `三分之一`, `2/3`.
    Fraction,
    /// `2021.6.7`, `1.2.3`.
    Dotted,
    /// `十四五`: figures that are no number.
    Name,
    /// One year, or figures that look like one.
    Year,
    /// A range of years.
    Years,
    /// A percentage, not a percentage point or a multiple.
    Percent,
    /// Percentage points.
    Points,
    /// `3:1`.
    Proportion,
    /// With a bound mark of its own: `不低于`, `以上`.
    Bounded,
    /// `翻番`, `翻一番`.
    Word,
}

const CLASSES: [(&str, Class); 15] = [
    ("bare", Class::Bare),
    ("digits", Class::Digits),
    ("chinese", Class::Chinese),
    ("range", Class::Range),
    ("integer", Class::Integer),
    ("fraction", Class::Fraction),
    ("dotted", Class::Dotted),
    ("name", Class::Name),
    ("year", Class::Year),
    ("years", Class::Years),
    ("percent", Class::Percent),
    ("points", Class::Points),
    ("proportion", Class::Proportion),
    ("bounded", Class::Bounded),
    ("word", Class::Word),
];

impl From<Dimension> for Classes {
    fn from(dimension: Dimension) -> Self {
        Self(1 << (dimension as u64))
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self(1 << (32 + class as u64))
    }
}

impl Classes {
    /// A number below 2 to the power of `bits`, by which sets of classes differ mostly.
    #[inline]
    pub(super) fn mixed(self, bits: u32) -> usize {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - bits)) as usize
    }

    /// Both.
    #[must_use]
    pub fn with(self, more: impl Into<Self>) -> Self {
        Self(self.0 | more.into().0)
    }

    /// Both if so, else the first alone.
    #[must_use]
    pub fn with_if(self, so: bool, more: impl Into<Self>) -> Self {
        if so { self.with(more) } else { self }
    }

    /// Whether a numeral of these classes is what `wish` asks for.
    pub fn meet(self, wish: Self) -> bool {
        wish.0 == 0 || self.0 & wish.0 != 0
    }

    /// The class of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let class = CLASSES.iter().find(|(text, _)| *text == name).map(|&(_, class)| class.into());
        class.or_else(|| name.parse::<Dimension>().ok().map(Self::from))
    }

    /// Every name, for the help of a fault.
    pub(super) fn names() -> Vec<&'static str> {
        let dimensions = Dimension::ALL.iter().map(|d| d.as_str());
        dimensions.chain(CLASSES.iter().map(|(text, _)| *text)).collect()
    }
}
