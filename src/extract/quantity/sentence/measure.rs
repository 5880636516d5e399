//! From the noun of a figure to its amount: kind, bound, status, time and tone.

use super::super::effects;
use super::super::reading::Amount;
use super::super::time::{self, Frame, InForce};
use super::{Noun, Reader, Work};
use crate::extract::numeral::Numeral;
use crate::rules::Match;
use crate::tables::rows::*;

impl<'t> Reader<'_, 't> {
    pub(super) fn finish(&self, work: &Work<'_>, index: usize, clause: usize, found: &Match<'_>, noun: Noun, from: usize) -> Amount {
        let numeral = &work.numerals[index];
        let span = work.clauses[clause];
        let previous = work.amounts.last().filter(|_| noun.like_before || noun.listed);
        let words = &self.text[from..numeral.marked.start.max(from)];
        let indicator = noun.indicator.as_deref().map(tidy).filter(|text| !text.is_empty());
        let own_kind = || self.kind(numeral, found, &noun, indicator.as_deref());
        let kind = previous.map_or_else(own_kind, |p| p.kind);
        let mut time = time::nearest(&work.stated, numeral.span.start, (span.start, span.end));
        let before = &self.text[work.sentence.start..numeral.marked.start];
        if let Some(within) = work.stated.iter().find(|s| {
            let named = !s.baseline || &*found.rule.id == "quantity.from";
            named && found.span.start <= s.start && s.end <= numeral.span.start && noun.end.is_none()
        }) {
            time = InForce { when: within.when, source: Some(TimeSource::Clause), baseline_year: None };
        }
        if let Some(before) = work.amounts.last().filter(|_| noun.like_before) {
            time = before.time;
        }
        let own_time = time.source.is_some() && time.source != Some(TimeSource::Document);
        if !own_time {
            time = if work.place.carried.source.is_some() { work.place.carried } else { work.place.heading };
        }
        let by_words = || self.statuses.of(span.of(self.text), before, &time, own_time, work.place);
        let sized = noun.nested && noun.end.is_none() || self.is_size_class(work, numeral, &noun);
        let status = found.rule.set.status.or(sized.then_some(Status::Other)).unwrap_or_else(by_words);
        let per_year = self.per_year(
            words,
            indicator.as_deref(),
            self.text[numeral.span.end..span.end.max(numeral.span.end)].chars().take(8).collect::<String>().as_str(),
        );
        let mut amount = Amount {
            numeral: index,
            bound: self.bound(numeral, found, from),
            tone: tone(span.of(self.text), numeral),
            time: settle(time, status, work.place.frame),
            cumulative: words.contains("累计"),
            relative_to: None,
            certain: indicator.is_some(),
            rule: found.rule.id.clone(),
            extent: Span::new(from, noun.end.unwrap_or(numeral.marked.end).max(numeral.marked.end)),
            nested: noun.nested,
            indicator,
            kind,
            status,
            per_year,
            clause,
        };
        effects::of_rule(&mut amount, found, self.text, work.place.frame);
        amount
    }

    /// How large the things are that the phrase speaks of: 3000人以上的社区. What they yield (产值, 收入) is aimed at all the same.
    pub(super) fn is_size_class(&self, work: &Work<'_>, numeral: &Numeral, noun: &Noun) -> bool {
        let _ = work;
        let measured = matches!(numeral.dimension(), Some(Dimension::Money | Dimension::Area | Dimension::Mass | Dimension::Length))
            || numeral.unit_text().ends_with('人');
        let rest = &self.text[numeral.marked.end..];
        let of_things = rest.trim_start_matches('的');
        let modifies =
            rest.starts_with('的') && numeral.marked.end > numeral.span.end || numeral.marked != numeral.span && self.sized_noun(of_things);
        measured
            && modifies
            && noun.before
            && !noun.indicator.as_deref().is_some_and(|i| ["产值", "收入", "销售"].iter().any(|w| i.contains(w)))
    }

    pub(super) fn sized_noun(&self, rest: &str) -> bool {
        ["企业", "社区", "项目", "小区", "建制镇", "村", "医院", "学校", "城市", "县城", "园区", "工程", "机组", "贷款", "设备", "公共建筑"]
            .iter()
            .any(|word| rest.starts_with(word))
    }

    pub(super) fn kind(&self, numeral: &Numeral, found: &Match<'_>, noun: &Noun, indicator: Option<&str>) -> Kind {
        let (dimension, verb) = (numeral.dimension(), noun.verb.as_str());
        if noun.changed {
            return Kind::Change;
        }
        if noun.nested || numeral.unit.as_ref().is_some_and(|u| u.written.ends_with("亿级") || u.written == "亿") {
            return Kind::Level;
        }
        if let Some(kind) = found.rule.set.kind.filter(|kind| *kind != Kind::Count) {
            return kind;
        }
        let verb = verb.trim_end_matches(['了', '约', '各']);
        let change = self.phrases.is_change(verb) || indicator.is_some_and(|i| self.phrases.is_change(i));
        match dimension {
            Some(Dimension::Ratio) if change => Kind::Change,
            Some(Dimension::Ratio) if indicator.is_some_and(|i| i.ends_with("增速") || i.ends_with("增长")) => Kind::Growth,
            Some(Dimension::Ratio | Dimension::Time | Dimension::Concentration | Dimension::Intensity | Dimension::Other) => Kind::Level,
            Some(Dimension::Count) if noun.before && verb.is_empty() && numeral.unit_text().ends_with('人') => Kind::Level,
            Some(Dimension::Count) | None => Kind::Count,
            Some(Dimension::Money) => {
                if change {
                    Kind::Change
                } else {
                    Kind::Level
                }
            }
            _ if change => Kind::Change,
            _ if !verb.is_empty() => Kind::Count,
            _ => Kind::Level,
        }
    }

    pub(super) fn bound(&self, numeral: &Numeral, found: &Match<'_>, from: usize) -> Bound {
        let own = found.rule.set.bound.or(numeral.bound);
        let before = &self.text[from..numeral.marked.start.max(from)];
        match own {
            None if before.contains("至少") || before.contains("不少于") || before.contains("不低于") => Bound::Ge,
            None if before.ends_with("控制在") && self.text[numeral.marked.end..].starts_with('内') => Bound::Le,
            Some(bound) => bound,
            None => Bound::Eq,
        }
    }

    pub(super) fn per_year(&self, words: &str, indicator: Option<&str>, behind: &str) -> bool {
        const YEARLY: &[&str] = &["年均", "每年", "逐年", "平均每年"];
        const NOUNS: &[&str] = &[
            "年产",
            "年销售",
            "年交易",
            "年收入",
            "年营业",
            "年旅客",
            "年货物",
            "年处理",
            "年接待",
            "年出栏",
            "年供",
            "年发电",
            "年加工",
            "年吞吐",
            "年利用",
            "年培训",
            "年均",
            "年用",
            "年主营",
            "年总产",
        ];
        YEARLY.iter().any(|w| words.contains(w))
            || behind.contains("/年")
            || NOUNS.iter().any(|w| words.contains(w) || indicator.is_some_and(|i| i.contains(w)))
    }
}

/// A row's own time filled up from what the document is: achieved before the plan, planned by its end.
fn settle(time: InForce, status: Status, frame: Frame) -> InForce {
    let mut time = time;
    if time.when.year.is_some() || time.when.period.is_some() {
        return time;
    }
    match (status, frame.period, frame.report_year) {
        (Status::Target, Some((start, end)), _) => {
            time.when = time::When { year: Some(end), period: Some((start, end)) };
            time.source = Some(TimeSource::Document);
        }
        (Status::Target, None, Some(year)) => {
            time.when.year = Some(year);
            time.source = Some(TimeSource::Document);
        }
        (Status::Actual, Some(_), _) => {
            time.when.period = frame.before();
            time.source = Some(TimeSource::Document);
        }
        (Status::Actual, None, Some(year)) => {
            time.when.year = Some(year - 1);
            time.source = Some(TimeSource::Document);
        }
        _ => {}
    }
    time
}

fn tone(clause: &str, numeral: &Numeral) -> Tone {
    if clause.contains("力争") || clause.contains("努力") || clause.contains("争取") {
        Tone::Strive
    } else if clause.contains("确保") || clause.contains("保证") {
        Tone::Ensure
    } else {
        match numeral.bound {
            Some(Bound::Ge | Bound::Gt) => Tone::AtLeast,
            Some(Bound::Approx) => Tone::About,
            _ => Tone::Stated,
        }
    }
}

/// Without white space and marks at the ends.
fn tidy(text: &str) -> String {
    let trimmed = text.trim_matches(['、', ',', ':', ';', '。', ' ', '的', '—', '-']);
    trimmed.chars().filter(|c| !c.is_whitespace()).collect()
}
