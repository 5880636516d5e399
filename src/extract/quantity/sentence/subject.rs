//! Subjects: dealt out by 分别, completed by their owners, and taken over where a clause has none.

use std::borrow::Cow;

use compact_str::{CompactString, format_compact};

use super::super::reading::Amount;
use super::super::time::five_years;
use super::{Noun, Reader, Site, Work};
use crate::extract::numeral::Numeral;
use crate::rules::Match;
use crate::tables::rows::Dimension;

impl<'p, 't> Reader<'p, 't> {
    pub(super) fn of_subject(&self, work: &mut Work<'_, 'p>, site: &Site<'_, 'p, 't>) -> Noun<'t> {
        let (left, consumed, clause) = (site.left, site.consumed, site.clause);
        let each = consumed.contains("分别") || left.contains("分别");
        let mut subject = self.phrases.subject(left);
        // 能耗强度 | “十四五”
        if let Some(at) = subject.rfind('“').filter(|&at| is_time(&subject[at..])) {
            subject = &subject[..at];
        }
        if is_time(subject) {
            subject = "";
        }
        if subject.is_empty() {
            // 分别达到A、B,增长C、D: as many again are of the same subjects.
            let again = site.listed > 1 && site.listed == work.round.len();
            let further = each || again || !work.dealt.is_empty() || consumed.contains(['到', '至', '为']);
            if further && work.round.len() > 1 && (!each || work.round.len() == site.listed) {
                return self.next_round(work, consumed);
            }
            if let Some(owners) = each.then(|| self.last_owners(work, site.listed)).flatten() {
                work.round = owners;
                return self.next_round(work, consumed);
            }
            subject = self.subject_before_time(work, clause, site.found);
            if each && subject.is_empty() && clause > 0 && site.listed > 1 {
                // 合同履约率、开工率、资金到位率,分别达到…: the list stands in the clause before.
                subject = self.phrases.subject(work.sentence.clauses[clause - 1].of(self.text));
            }
        }
        if subject.is_empty() {
            return Noun { indicator: self.inherited(work, clause), verb: consumed, ..Noun::default() };
        }
        if each {
            if let Some(owners) = self.owners(work, subject) {
                work.round = owners;
                return self.next_round(work, consumed);
            }
            return self.first_dealt(work, subject, consumed, site.listed);
        }
        work.round.clear();
        if let Some(noun) = self.done(site, subject).or_else(|| self.yielded(site, subject)) {
            return noun;
        }
        Noun { indicator: Some(self.owned(work, subject, clause)), verb: consumed, ..Noun::default() }
    }

    /// 年产值 | 百亿元以上的 | 企业: what things of a size yield is the things'.
    pub(super) fn yielded(&self, site: &Site<'_, 'p, 't>, subject: &str) -> Option<Noun<'t>> {
        let behind = self.text[site.numeral.marked.end..site.limit.max(site.numeral.marked.end)].strip_prefix('的')?;
        let thing = self.phrases.object(behind);
        let yields = self.phrases.is_bare_head(subject) && self.phrases.is_yield(subject) && !thing.is_empty();
        yields.then(|| Noun { indicator: Some(format!("{thing}{subject}").into()), before: true, ..Noun::default() })
    }

    /// 新增 | 科创项目 | 超过500个: the bound stands where the figure does, and the verb is one of doing. What is more or less of anything
    /// but things is a change: 新增 | 公园绿地 | 超500公顷.
    fn done(&self, site: &Site<'_, 'p, 't>, subject: &'t str) -> Option<Noun<'t>> {
        let dimension = site.numeral.dimension();
        if &*site.found.rule.id != "quantity.bounded" || matches!(dimension, Some(Dimension::Ratio | Dimension::Time)) {
            return None;
        }
        let counted = self.phrases.counted(subject);
        let is_done = !counted.verb.is_empty() && !counted.noun.is_empty() && subject.starts_with(counted.verb);
        let changed = dimension != Some(Dimension::Count) && self.phrases.is_change(counted.verb);
        // 发放消费券超2亿元 is a level, and 新增产值超50亿元企业 tells how large firms are.
        let ends = || !self.text[site.numeral.marked.end..].starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let fits = dimension != Some(Dimension::Money) || changed && ends();
        let noun = (is_done && fits).then_some(counted.noun)?;
        Some(Noun { indicator: Some(noun.into()), verb: counted.verb, changed, counted: !changed, ..Noun::default() })
    }

    /// A达到…, B达到…, 分别增长9%和6%: the last subjects of the sentence own the figures.
    fn last_owners(&self, work: &Work<'_, '_>, figures: usize) -> Option<Vec<String>> {
        let mut owners: Vec<&CompactString> = work.amounts.iter().filter_map(|a| a.indicator.as_ref()).collect();
        owners.dedup();
        let from = owners.len().checked_sub(figures).filter(|_| figures > 1)?;
        Some(owners[from..].iter().map(|owner| owner.to_string()).collect())
    }

    /// 24个…, 80个…, 分别占全省的50%和40%: the last two amounts own the shares.
    pub(super) fn owners(&self, work: &Work<'_, '_>, subject: &str) -> Option<Vec<String>> {
        if !(subject.starts_with('占') || self.phrases.is_bare_head(subject)) || work.amounts.len() < 2 {
            return None;
        }
        let last = &work.amounts[work.amounts.len() - 2..];
        last.iter().map(|a| a.indicator.as_ref().map(|owner| format!("{owner}{subject}"))).collect()
    }

    /// The first of the subjects of a list; the whole list where one figure stands for all: A、B分别下降8%.
    pub(super) fn first_dealt(&self, work: &mut Work<'_, '_>, list: &str, verb: &'t str, figures: usize) -> Noun<'t> {
        work.round = if figures == 1 { vec![list.to_owned()] } else { self.phrases.deal(list, figures) };
        self.next_round(work, verb)
    }

    pub(super) fn next_round(&self, work: &mut Work<'_, '_>, verb: &'t str) -> Noun<'t> {
        let mut items = work.round.clone().into_iter();
        let first = items.next();
        work.dealt = items.collect();
        Noun { indicator: first.map(Cow::from), verb, ..Noun::default() }
    }

    /// 财政收入 | 2020年达到: the time stands between subject and verb.
    pub(super) fn subject_before_time(&self, work: &Work<'_, '_>, clause: usize, found: &Match<'_>) -> &'t str {
        let start = work.sentence.clauses[clause].start;
        let behind = work.amounts.last().filter(|a| a.clause == clause).map_or(start, |a| a.extent.end);
        let time = work.sentence.stated.iter().filter(|s| s.end <= found.span.start && s.start >= behind).map(|s| s.start).next_back();
        time.map_or("", |at| self.phrases.subject(self.text[behind.min(at)..at].trim_end_matches('“')))
    }

    /// A subject that says nothing without its owner is given it.
    pub(super) fn owned(&self, work: &Work<'_, '_>, subject: &'t str, clause: usize) -> Cow<'t, str> {
        let before = work.amounts.last().filter(|a| clause - a.clause <= 1).and_then(|a| a.indicator.as_deref());
        // ,与农业总产值之比达到3:1
        let compared = subject.ends_with(['比', '值']) && work.sentence.clauses[clause].of(self.text).starts_with('与');
        if let Some(owner) = before.filter(|_| compared) {
            return format!("{owner}与{subject}").into();
        }
        if subject.starts_with('占') {
            return before.map_or(subject.into(), |owner| format!("{owner}{subject}").into());
        }
        if self.phrases.is_modifier(subject) {
            let owner = before.filter(|owner| !self.phrases.is_modifier(owner)).unwrap_or_default();
            return format!("{subject}{}", self.phrases.without_modifier(owner)).into();
        }
        if let Some(share) =
            before.and_then(|owner| self.phrases.per_head(owner)).filter(|_| subject.ends_with('数') && !subject.starts_with('每'))
        {
            return format!("{share}{subject}").into();
        }
        if self.phrases.is_total(subject)
            && let Some(owner) = before
        {
            return format!("{owner}{subject}").into();
        }
        if let Some(owner) = before.filter(|_| self.phrases.is_bare_head(subject)) {
            return self.same_owner(work, owner, subject, clause);
        }
        if self.phrases.is_bare_head(subject) && work.amounts.is_empty() && clause > 0 {
            let owner = self.phrases.last_object(work.sentence.clauses[clause - 1].of(self.text));
            return format!("{owner}{subject}").into();
        }
        subject.into()
    }

    /// 规模以上工业总产值…, | 增加值: two heads of one owner; and what so many things of a clause yield, 企业12家、 | 产值.
    fn same_owner(&self, work: &Work<'_, '_>, before: &str, subject: &'t str, clause: usize) -> Cow<'t, str> {
        let owner = self.phrases.without_head(before);
        let counted = work
            .amounts
            .last()
            .is_some_and(|a| a.clause == clause && work.sentence.numerals[a.numeral].dimension() == Some(Dimension::Count));
        let fits = owner.len() < before.len() || counted && self.phrases.is_yield(subject);
        let short = owner.chars().nth(1).is_some() && owner.chars().nth(12).is_none();
        if fits && short && !subject.starts_with('总') { format!("{owner}{subject}").into() } else { subject.into() }
    }

    /// The subject of the amount before, or what the clause before is about.
    pub(super) fn inherited(&self, work: &Work<'_, '_>, clause: usize) -> Option<Cow<'t, str>> {
        if let Some(amount) = work.amounts.last() {
            return amount.indicator.clone().map(Cow::from);
        }
        let before = self.phrases.compared(work.sentence.clauses.get(clause.checked_sub(1)?)?.of(self.text)).0;
        let object = self.phrases.last_object(before);
        let whole = self.phrases.subject(before);
        let noun = if object.is_empty() { whole } else { object };
        let is_noun = !noun.is_empty() && noun.chars().count() <= 24 && !noun.starts_with(|c: char| c.is_ascii_digit());
        is_noun.then(|| noun.into())
    }

    /// 10名国家级、100名省级协会会员; 7个风电、11个光伏项目: the tail of the last is the tail of all.
    pub(super) fn share_tails(&self, numerals: &[Numeral], amounts: &mut [Amount<'_>]) {
        for last in (1..amounts.len()).rev() {
            let (before, after) = amounts.split_at_mut(last);
            let (Some(amount), Some(next)) = (before.last_mut(), after.first()) else { continue };
            let gap = self.text.get(amount.extent.end..numerals[next.numeral].marked.start);
            let listed = gap.is_some_and(|gap| matches!(gap, "、" | "和" | "及" | "、新建" | "与"));
            let same = numerals[amount.numeral].unit_text() == numerals[next.numeral].unit_text();
            let (Some(own), Some(other)) = (amount.indicator.as_deref(), next.indicator.as_deref()) else { continue };
            if listed
                && same
                && let Some(tail) = self.phrases.shared_tail(own, other)
            {
                amount.indicator = Some(format_compact!("{own}{tail}"));
            }
        }
    }
}

/// Whether a subject is nothing but a time: 2020年, “十三五”期间.
fn is_time(subject: &str) -> bool {
    if let Some(rest) = subject.strip_prefix('“') {
        let (name, behind) = rest.split_once('”').unwrap_or((rest, ""));
        return five_years(name).is_some() && matches!(behind, "" | "期间" | "时期" | "以来" | "末" | "期末");
    }
    subject.starts_with(|c: char| c.is_ascii_digit()) && subject.chars().all(|c| c.is_ascii_digit() || "年月日底末初—-至到".contains(c))
}
