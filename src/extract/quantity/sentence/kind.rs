//! Of which kind a figure is: a level, a growth rate, a change, or a number of things done.

use super::super::reading::Amount;
use super::{Noun, Reader, Site, Work};
use crate::extract::numeral::Numeral;
use crate::rules::Match;
use crate::tables::rows::{Dimension, Kind};

impl Reader<'_, '_> {
    /// The kind of a figure: that of the one before it where it goes on with that, else its own.
    pub(super) fn kind_among(
        &self,
        work: &Work<'_, '_>,
        site: &Site<'_, '_, '_>,
        noun: &Noun<'_>,
        indicator: Option<&str>,
        sized: bool,
    ) -> Kind {
        let numeral = site.numeral;
        // A size is no like of a count: 10万吨级航道、4个泊位.
        let alike = |last: &&Amount<'_>| {
            let sizes = is_size(&work.sentence.numerals[last.numeral]) == is_size(numeral);
            sizes && !self.has_other_kind(last.kind, numeral, indicator.filter(|_| !noun.like_before))
        };
        let previous = work.amounts.last().filter(|_| noun.like_before || noun.listed).filter(alike);
        let kind = previous.map_or_else(|| self.kind(numeral, site.found, noun, indicator, sized), |p| p.kind);
        if kind == Kind::Count && stands(work, site, noun) { Kind::Level } else { kind }
    }

    /// The kind by what rule and noun say, else by verb, noun and dimension. `sized`: the figure tells how large things are.
    fn kind(&self, numeral: &Numeral, found: &Match<'_>, noun: &Noun<'_>, indicator: Option<&str>, sized: bool) -> Kind {
        let dimension = numeral.dimension();
        if noun.changed {
            return Kind::Change;
        }
        if noun.nested || sized || is_size(numeral) {
            return Kind::Level;
        }
        if noun.counted && dimension != Some(Dimension::Ratio) {
            return Kind::Count;
        }
        let changes = indicator.is_some_and(|i| self.phrases.ends_with_change(i));
        if let Some(kind) = found.rule.set.kind.filter(|kind| *kind != Kind::Count) {
            // 减税降费超500亿元
            let is_cut = kind == Kind::Level && changes && dimension == Some(Dimension::Money);
            return if is_cut { Kind::Change } else { kind };
        }
        let verb = noun.verb.trim_end_matches(['了', '约', '各']);
        let change = changes || self.phrases.is_change(verb);
        if noun.before && !change && indicator.is_some_and(|i| self.phrases.is_level(i)) {
            return Kind::Level;
        }
        self.kind_by_dimension(numeral, noun, indicator, verb, change)
    }

    /// The same by the dimension. `verb`: the verb of the noun; `change`: it or the noun is of more or less.
    fn kind_by_dimension(&self, numeral: &Numeral, noun: &Noun<'_>, indicator: Option<&str>, verb: &str, change: bool) -> Kind {
        let by_change = |otherwise| if change { Kind::Change } else { otherwise };
        // 新增铁路200公里 is built, 新增铁路里程200公里 is a change.
        let built = || verb.starts_with('新') && !indicator.is_some_and(|i| self.phrases.ends_with_head(i));
        let grows = || indicator.is_some_and(|i| i.ends_with("增速") || i.ends_with("增长"));
        let Some(dimension) = numeral.dimension() else { return Kind::Count };
        match dimension {
            Dimension::Ratio => by_change(if grows() { Kind::Growth } else { Kind::Level }),
            Dimension::Time | Dimension::Concentration | Dimension::Intensity | Dimension::Other => Kind::Level,
            Dimension::Count => self.kind_of_count(numeral, noun, indicator, verb),
            Dimension::Money => by_change(Kind::Level),
            Dimension::Length if built() => Kind::Count,
            Dimension::Power | Dimension::Volume | Dimension::Energy if noun.end.is_some() => by_change(Kind::Level),
            _ if verb.is_empty() => by_change(Kind::Level),
            _ => by_change(Kind::Count),
        }
    }

    /// A number of things is one of things done, but for people that a noun before it counts: 从业人员5万人.
    fn kind_of_count(&self, numeral: &Numeral, noun: &Noun<'_>, indicator: Option<&str>, verb: &str) -> Kind {
        let done = indicator.is_some_and(|i| self.phrases.is_done(i));
        let people = noun.before && verb.is_empty() && numeral.unit_text().ends_with('人');
        if people && !done { Kind::Level } else { Kind::Count }
    }

    /// Whether a figure cannot be of the kind of the one before it, or its `own` indicator tells another: no share and no
    /// money is counted, and 城镇调查失业率5.5% is a level behind 地区生产总值增长5%.
    fn has_other_kind(&self, last: Kind, numeral: &Numeral, own: Option<&str>) -> bool {
        let (ratio, money) = (numeral.dimension() == Some(Dimension::Ratio), numeral.dimension() == Some(Dimension::Money));
        match last {
            Kind::Count => ratio || money || own.is_some_and(|own| self.phrases.is_level(own)),
            Kind::Growth => ratio && own.is_some_and(is_share),
            _ => false,
        }
    }
}

/// Whether an indicator is a share: 失业率, but not 增长率.
fn is_share(indicator: &str) -> bool {
    let is_growth = ["增长率", "增幅"].iter().any(|end| indicator.ends_with(end));
    !is_growth && ["率", "比", "比重", "比例"].iter().any(|end| indicator.ends_with(end))
}

/// Whether a number of things stands, as the one before it does: 合作社达90家,家庭农场40家.
fn stands(work: &Work<'_, '_>, site: &Site<'_, '_, '_>, noun: &Noun<'_>) -> bool {
    let counts = |numeral: &Numeral| numeral.dimension() == Some(Dimension::Count);
    let stood = |last: &Amount<'_>| {
        let numeral = &work.sentence.numerals[last.numeral];
        last.kind == Kind::Level && !last.nested && counts(numeral) && !is_size(numeral)
    };
    noun.before && noun.verb.is_empty() && counts(site.numeral) && work.amounts.last().is_some_and(stood)
}

/// Whether a figure tells how large a thing is, whatever is done with it: 新建2000吨级泊位.
fn is_size(numeral: &Numeral) -> bool {
    let unit = numeral.unit_text();
    unit.ends_with("亿级") || unit.ends_with("吨级") || unit == "亿"
}
