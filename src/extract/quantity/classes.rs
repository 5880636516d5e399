//! How a numeral looks to the rules: the classes that `{quantity:…}` and `{numeral:…}` choose by.

use crate::extract::numeral::{Numeral, Shape};
use crate::rules::{Class, Classes};
use crate::tables::rows::*;

/// The classes by which rules choose; `amount` is whether it reads as one.
pub(super) fn classes(numeral: &Numeral, amount: bool) -> Classes {
    let looks_like_year = numeral.unit.is_none() && numeral.text.len() == 4 && numeral.value.is_some_and(|v| (1900.0..2100.0).contains(&v));
    let mut classes = Classes::default()
        .with_if(numeral.unit.is_none(), Class::Bare)
        .with_if(amount, Class::Digits)
        .with_if(!amount && matches!(numeral.shape, Shape::Chinese | Shape::DigitString), Class::Chinese)
        .with_if(numeral.shape == Shape::Name, Class::Name)
        .with_if(numeral.shape == Shape::Dotted, Class::Dotted)
        .with_if(numeral.shape == Shape::Fraction, Class::Fraction)
        .with_if(matches!(numeral.shape, Shape::Ratio | Shape::RatioPart), Class::Proportion)
        .with_if(numeral.shape == Shape::Word, Class::Word)
        .with_if(numeral.is_range(), Class::Range)
        .with_if(looks_like_year || numeral.years.is_some_and(|(_, to)| to.is_none()), Class::Year)
        .with_if(numeral.years.is_some_and(|(_, to)| to.is_some()), Class::Years)
        .with_if(numeral.marked.start < numeral.span.start, Class::Bounded);
    if let Some(dimension) = numeral.dimension() {
        classes = classes.with(dimension);
    }
    let unit = numeral.unit.as_ref().and_then(|u| u.base.as_deref());
    classes.with_if(unit == Some("%"), Class::Percent).with_if(unit == Some("个百分点"), Class::Points)
}

/// Whether a figure reads as an amount and not as part of a word: 48%, 三千亿元, 五成; not 一批, 三大, 万家.
pub(super) fn is_amount(text: &str, numeral: &Numeral) -> bool {
    match numeral.shape {
        Shape::Digits | Shape::Fraction | Shape::Ratio | Shape::RatioPart | Shape::Word => numeral.value.is_some(),
        Shape::Chinese => {
            let Some(unit) = &numeral.unit else { return false };
            if text[numeral.figures.start..].starts_with(['万', '亿']) {
                return false;
            }
            let several = || numeral.figures.of(text).chars().nth(1).is_some() && numeral.value.is_some_and(|v| v >= 20.0);
            let counts = match unit.dimension {
                Some(Dimension::Ratio | Dimension::Area | Dimension::Mass | Dimension::Power | Dimension::Energy) => true,
                Some(Dimension::Count | Dimension::Money) => several(),
                _ => false,
            };
            counts || unit.written.starts_with(['万', '亿']) && (unit.dimension.is_some() || unit.written.ends_with('级'))
        }
        Shape::Name | Shape::DigitString | Shape::Dotted => false,
    }
}
