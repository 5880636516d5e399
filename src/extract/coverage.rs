//! Whether a plan speaks of each canonical indicator: found, said to be without an aim, not found, or set twice.

use std::collections::BTreeMap;

use super::indicators::{Indicator, Indicators};
use crate::document::{Document, InOrder};
use crate::rules::Pack;
use crate::tables::rows::*;
use crate::text::Text;

/// The rows of `coverage`, one for each canonical indicator.
pub fn rows(text: &Text, document: &Document, targets: &[TargetRow], pack: &Pack) -> Vec<CoverageRow> {
    let indicators: &Indicators = pack.lexicon();
    let mut set = vec![vec![]; indicators.iter().len()];
    for quantity in targets.iter().map(|target| &*target.quantity) {
        if let Some(index) = quantity.indicator_id.as_deref().and_then(|id| indicators.index(id)) {
            set[index].push(quantity);
        }
    }
    let absent = absent(text, document, indicators, pack);
    let absent_of = |indicator: &Indicator| absent.get(&indicator.id).copied();
    let listed = indicators.iter().zip(Listed::all(indicators.called()));
    listed.zip(&set).map(|((indicator, listed), targets)| row(listed, targets, absent_of(indicator), text)).collect()
}

fn row(indicator: Listed<Called>, targets: &[&QuantityRow], absent: Option<Span>, text: &Text) -> CoverageRow {
    let conflict = conflict(targets);
    let (coverage, note) = match (targets.is_empty(), conflict, absent) {
        (false, Some(note), _) => (Coverage::Conflict, Some(note)),
        (false, None, _) => (Coverage::Found, None),
        (true, _, Some(span)) => (Coverage::ExplicitlyAbsent, Some(span.of(&text.clean).to_owned())),
        (true, _, None) => (Coverage::NotFound, None),
    };
    CoverageRow {
        indicator,
        coverage,
        targets: targets.len() as i64,
        note,
        bytes: targets.first().map(|t| t.bytes).or(absent.map(|span| text.map.raw(span))),
    }
}

/// Two levels of one year, in one unit and under one name, that differ: `2025: 5500亿元, 5600亿元`.
fn conflict(targets: &[&QuantityRow]) -> Option<String> {
    let comparable =
        |q: &&&QuantityRow| q.year.is_some() && q.value_high.is_none() && q.kind != Kind::Count && !q.cumulative && q.region.is_none();
    let mut seen: BTreeMap<(i32, &str, &str, Kind), &QuantityRow> = BTreeMap::new();
    for target in targets.iter().filter(comparable) {
        let key = (target.year?, target.unit.as_str(), target.indicator.as_deref().unwrap_or_default(), target.kind);
        let first = *seen.entry(key).or_insert(target);
        if first.value != target.value && first.bound == target.bound {
            return Some(format!("{}: {}, {}", key.0, first.raw, target.raw));
        }
    }
    None
}

/// The sentences that say that no aim is set: 不设定具体的增长目标.
fn absent(text: &Text, document: &Document, indicators: &Indicators, pack: &Pack) -> BTreeMap<Label, Span> {
    let words = pack.words("coverage.absent");
    let mut aims = InOrder::of(&document.signs.aims);
    let mut found = BTreeMap::new();
    // Of a sentence without an aim not even its ends are looked at: they are far apart.
    for span in document.sentences.iter().map(|sentence| sentence.span).filter(|span| !aims.within(*span).is_empty()) {
        let said = span.of(&text.clean);
        if words.is_in(said) {
            for indicator in indicators.named_in(said) {
                found.entry(indicator.id).or_insert(span);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a small plan says of an indicator, and how many aims it sets for it.
    fn of(text: &str, id: &str) -> (Coverage, i64) {
        let title = "云泽市国民经济和社会发展第十四个五年规划纲要";
        let rows = crate::extract::read("plan.txt", format!("{title}\n\n{text}\n").as_bytes(), &Pack::embedded());
        let row = rows.coverage.iter().find(|row| row.indicator.id == id).expect("every indicator of the pack has a row");
        (row.coverage, row.targets)
    }

    #[test]
    fn an_aim_is_found_and_two_that_differ_are_a_conflict() {
        assert_eq!(of("到2025年,森林覆盖率达到48%。", "forest_coverage"), (Coverage::Found, 1));
        assert_eq!(of("到2025年,森林覆盖率达到48%。到2025年,森林覆盖率达到52%。", "forest_coverage"), (Coverage::Conflict, 2));
        assert_eq!(of("到2025年,森林覆盖率达到48%。到2030年,森林覆盖率达到52%。", "forest_coverage"), (Coverage::Found, 2));
    }

    #[test]
    fn no_aim_is_told_from_one_that_was_not_found() {
        assert_eq!(of("规划期内不设定地区生产总值增长的具体目标。", "gdp"), (Coverage::ExplicitlyAbsent, 0));
        assert_eq!(of("推动地区生产总值稳步增长。", "gdp"), (Coverage::NotFound, 0));
    }
}
