//! Which noun a figure measures: the object behind it, the subject before it, or the noun beside it.

use std::borrow::Cow;

use super::super::phrase::split_list;
use super::{Noun, Reader, Site, Work};
use crate::extract::numeral::Numeral;
use crate::tables::rows::*;

impl<'p, 't> Reader<'p, 't> {
    /// The noun of a figure, by the turn of phrase that its rule names.
    pub(super) fn noun(&self, work: &mut Work<'_, 'p>, site: &Site<'_, 'p, 't>) -> Noun<'t> {
        let found = site.found;
        let mut noun = Noun::default();
        if found.rule.set.status == Some(Status::Other) {
            noun = self.of_length(site).unwrap_or_else(|| self.of_object(site, site.consumed));
        } else if let Some(nested) = self.nested(work, site) {
            noun = nested;
        } else if !work.amounts.is_empty() && self.continues_list(site) {
            noun = self.continued(work, site);
        } else if found.object {
            noun = self.of_object(site, site.consumed);
        }
        if noun.indicator.is_none() && self.is_for_whom(site) {
            noun = Noun { counted: true, ..self.of_object(site, "") };
        }
        if noun.indicator.is_none() && found.subject {
            noun = self.of_subject(work, site);
        }
        if noun.indicator.is_none() {
            noun = self.beside(work, site);
        }
        noun
    }

    /// 落实 | 第二轮土地承包到期后 | 再延长30年政策: how long a thing goes on is said of what stands before.
    fn of_length(&self, site: &Site<'_, '_, 't>) -> Option<Noun<'t>> {
        let said = site.found.subject && site.numeral.dimension() == Some(Dimension::Time);
        let noun = said.then(|| self.phrases.counted(site.left).noun).filter(|noun| !noun.is_empty())?;
        Some(Noun { indicator: Some(noun.into()), before: true, ..Noun::default() })
    }

    /// 为80位老人发放…: a preposition, not a verb.
    fn is_for_whom(&self, site: &Site<'_, '_, 't>) -> bool {
        site.consumed == "为"
            && matches!(self.phrases.subject(site.left), "" | "免费")
            && site.numeral.dimension() == Some(Dimension::Count)
    }

    /// 、13.6% behind another figure: nothing but the mark of a list between.
    fn continues_list(&self, site: &Site<'_, '_, 't>) -> bool {
        let bare = |text: &str| text.chars().all(|c| matches!(c, '、' | '和' | '及' | '与' | '或' | '以' | '到' | ':' | ')' | '至'));
        // ,67%的毕业生 begins a phrase of its own.
        let apart = site.left.is_empty() && self.text[site.numeral.marked.end..].starts_with('的');
        !site.found.object && !apart && bare(site.left) && bare(site.consumed)
    }

    fn continued(&self, work: &mut Work<'_, 'p>, site: &Site<'_, 'p, 't>) -> Noun<'t> {
        if let Some(next) = work.dealt.pop_front() {
            return Noun { indicator: Some(next.into()), like_before: true, ..Noun::default() };
        }
        let (object, whole) = self.object(site.numeral, site.limit);
        let shares = |d| matches!(d, Dimension::Ratio | Dimension::Money | Dimension::Other);
        if whole && !object.is_empty() && !site.numeral.dimension().is_some_and(shares) {
            return Noun::default();
        }
        let indicator = work.amounts.last().and_then(|a| a.indicator.clone()).map(Cow::from);
        Noun { indicator, like_before: true, ..Noun::default() }
    }

    /// The phrase behind a figure, and whether it ends before the next figure begins.
    fn object(&self, numeral: &Numeral, limit: usize) -> (&'t str, bool) {
        let rest = &self.text[numeral.marked.end.min(limit)..limit];
        let counts = numeral.dimension() == Some(Dimension::Count);
        let mut object = if counts { self.phrases.counted_object(rest) } else { self.phrases.object(rest) };
        let open = self.end_of(object) >= limit && self.text[limit..].starts_with(|c: char| c.is_ascii_digit());
        if counts_people(numeral) || numeral.dimension() == Some(Dimension::Ratio) {
            object = self.phrases.people(object);
        }
        (object, !open)
    }

    /// Where a piece of the text ends in it.
    fn end_of(&self, piece: &str) -> usize {
        piece.as_ptr() as usize - self.text.as_ptr() as usize + piece.len()
    }

    fn of_object(&self, site: &Site<'_, 'p, 't>, verb: &'t str) -> Noun<'t> {
        let numeral = site.numeral;
        let (object, whole) = self.object(numeral, site.limit);
        if object.is_empty() || !whole || numeral.dimension() == Some(Dimension::Money) && !self.is_money_of(site, object) {
            return Noun::default();
        }
        let end = Some(self.end_of(object));
        let indicator = if site.found.rule.set.status.is_none() { self.phrases.without_works(object) } else { object };
        Noun { indicator: Some(indicator.into()), end, verb, ..Noun::default() }
    }

    /// 新增2万亿元 | 财政资金, 投资3亿元 | 的项目: an amount of money that is told by what stands behind it.
    fn is_money_of(&self, site: &Site<'_, '_, 't>, object: &str) -> bool {
        if self.text[site.numeral.marked.end..].starts_with('的') {
            let whole = &self.text[site.left_start()..site.numeral.marked.start.max(site.left_start())];
            return !self.phrases.ends_with_outlay(whole);
        }
        let is_noun = !self.phrases.begins_with_verb(object) && self.phrases.is_fund(object);
        let governs = self.phrases.is_change(site.consumed) || self.phrases.is_verb(site.consumed);
        is_noun && self.phrases.subject(site.left).is_empty() && governs
    }

    /// No verb of its own: the noun before or the noun behind.
    fn beside(&self, work: &mut Work<'_, 'p>, site: &Site<'_, 'p, 't>) -> Noun<'t> {
        let numeral = site.numeral;
        let whole = if site.found.object { &self.text[site.left_start()..numeral.marked.start.max(site.left_start())] } else { site.left };
        if whole.contains("分别") {
            return self.each(work, whole, site.listed);
        }
        if let Some(changed) = self.changed(work, site) {
            return changed;
        }
        let before = self.phrases.counted(if site.reference.is_some() { site.left } else { whole });
        let money = numeral.dimension() == Some(Dimension::Money);
        let is_verb = self.phrases.is_verb(before.noun) && !(money && self.phrases.is_measure(before.noun));
        let (noun, verb) = if is_verb { ("", before.noun) } else { (before.noun, before.verb) };
        if let Some(yielded) = self.yielded(site, noun) {
            return yielded;
        }
        let prefers_before = money || matches!(numeral.dimension(), Some(Dimension::Ratio | Dimension::Other));
        let share = numeral.dimension() == Some(Dimension::Ratio) && self.text[numeral.marked.end..].starts_with('的');
        let of_things = share && noun.chars().nth(4).is_none() && !self.phrases.is_measure(noun) && !noun.starts_with('占');
        let (is_output, may_be_behind) = (self.phrases.is_output(whole), !prefers_before || noun.is_empty() || of_things);
        let (object, ends) = if is_output || may_be_behind { self.object(numeral, site.limit) } else { ("", true) };
        if is_output && !object.is_empty() {
            let end = Some(self.end_of(object));
            return Noun { indicator: Some(self.phrases.product(object).into()), end, nested: true, ..Noun::default() };
        }
        if !object.is_empty() && may_be_behind && (ends || noun.is_empty()) {
            let alike =
                work.amounts.last().is_some_and(|a| share_a_kind(work.sentence.numerals[a.numeral].dimension(), numeral.dimension()));
            let listed = alike && verb.is_empty() && site.left.starts_with(['、', '和', '及', '与']);
            let end = Some(self.end_of(object));
            let indicator = Some(self.phrases.without_works(object).into());
            return Noun { indicator, end, listed, verb, ..Noun::default() };
        }
        if noun.is_empty() {
            let takes_over = (!is_verb || !work.amounts.is_empty() || self.phrases.is_rise(verb)) && !self.phrases.is_activity(verb);
            let inherited = if takes_over { self.inherited(work, site.clause) } else { None };
            let indicator = inherited.or_else(|| is_verb.then(|| verb.into()));
            return Noun { indicator, verb, changed: self.phrases.is_change(verb), ..Noun::default() };
        }
        let same_unit =
            |a: &super::Amount<'_>| site.clause - a.clause == 1 && work.sentence.numerals[a.numeral].unit_text() == numeral.unit_text();
        let alike = work.amounts.last().is_some_and(|a| share_a_kind(work.sentence.numerals[a.numeral].dimension(), numeral.dimension()));
        let listed = alike && (site.left.starts_with(['、', '和', '及', '与']) || work.amounts.last().is_some_and(same_unit));
        Noun {
            indicator: Some(self.owned(work, noun, site.clause)),
            listed: listed && verb.is_empty(),
            before: true,
            verb,
            ..Noun::default()
        }
    }

    /// 存款 | 增加 | 30亿元, 增速 | 高于全省平均水平 | 2个百分点.
    fn changed(&self, work: &Work<'_, '_>, site: &Site<'_, 'p, 't>) -> Option<Noun<'t>> {
        let by_verb = site.found.object && self.phrases.is_change(site.consumed);
        if site.reference.is_none() && (!by_verb || site.left.starts_with(['、', '和', '及'])) {
            return None;
        }
        let subject = self.phrases.subject(site.left);
        if subject.is_empty() && site.reference.is_none() {
            return None;
        }
        let owned = || Some(self.owned(work, subject, site.clause));
        let indicator = if subject.is_empty() { self.inherited(work, site.clause) } else { owned() };
        indicator.map(|indicator| Noun { indicator: Some(indicator), changed: true, verb: site.consumed, ..Noun::default() })
    }

    /// 分别获国家、省级科技奖励6项、47项.
    fn each(&self, work: &mut Work<'_, '_>, whole: &'t str, figures: usize) -> Noun<'t> {
        let (head, tail) = whole.split_once("分别").unwrap_or((whole, ""));
        let counted = self.phrases.counted(tail);
        let subject = self.phrases.subject(head);
        let list = if split_list(counted.noun).len() > 1 || subject.is_empty() { counted.noun } else { subject };
        self.first_dealt(work, list, counted.verb, figures)
    }
}

/// Whether one verb may stand for figures of both dimensions: 新增绿地258公顷、绿道192公里, but not 实施项目23个、总投资2亿元.
fn share_a_kind(one: Option<Dimension>, other: Option<Dimension>) -> bool {
    let apart = |d| matches!(d, Some(Dimension::Money | Dimension::Ratio | Dimension::Other));
    one == other || !apart(one) && !apart(other)
}

/// 300人, 46万, 16万户: a figure that counts people.
fn counts_people(numeral: &Numeral) -> bool {
    let unit = numeral.unit_text();
    unit.ends_with(['人', '名', '户', '万', '亿']) || unit.ends_with("人次")
}
