//! Which noun a figure measures: the object behind it, the subject before it, or the noun beside it.

use super::super::phrase::split_list;
use super::{Noun, Reader, Work};
use crate::extract::numeral::Numeral;
use crate::rules::Match;
use crate::tables::rows::*;

impl<'t> Reader<'_, 't> {
    /// 、13.6% behind another figure: nothing but the mark of a list between.
    pub(super) fn continues_list(&self, left: &str, consumed: &str, found: &Match<'_>) -> bool {
        let bare = |text: &str| text.trim_matches(['、', '和', '及', '与', '或', '以', '到', ':', ')', '至']).is_empty();
        let between = bare(left) && (bare(consumed) || consumed.is_empty());
        between && !found.object
    }

    pub(super) fn continued(&self, work: &mut Work<'_>, numeral: &Numeral, limit: usize) -> Noun {
        if let Some(next) = work.dealt.pop_front() {
            return Noun { indicator: Some(next), like_before: true, ..Noun::default() };
        }
        let (object, whole) = self.object(numeral, limit);
        if whole
            && !object.is_empty()
            && numeral.dimension().is_none_or(|d| !matches!(d, Dimension::Ratio | Dimension::Money | Dimension::Other))
        {
            return Noun::default();
        }
        let indicator = work.amounts.last().and_then(|a| a.indicator.clone());
        Noun { indicator, like_before: true, ..Noun::default() }
    }

    /// The phrase behind a figure, and whether it ends before the next figure begins.
    pub(super) fn object(&self, numeral: &Numeral, limit: usize) -> (&'t str, bool) {
        let rest = &self.text[numeral.marked.end.min(limit)..limit];
        let object = self.phrases.object(rest);
        let reaches = object.as_ptr() as usize + object.len() >= rest.as_ptr() as usize + rest.len();
        let open = reaches && self.text[limit..].starts_with(|c: char| c.is_ascii_digit());
        (object, !open)
    }

    pub(super) fn of_object(&self, numeral: &Numeral, consumed: &str, limit: usize) -> Noun {
        let (object, whole) = self.object(numeral, limit);
        let rest = &self.text[numeral.marked.end..];
        if object.is_empty() || !whole || numeral.dimension() == Some(Dimension::Money) && !rest.starts_with('的') {
            return Noun::default();
        }
        let end = object.as_ptr() as usize - self.text.as_ptr() as usize + object.len();
        Noun { indicator: Some(object.to_owned()), end: Some(end), verb: consumed.to_owned(), ..Noun::default() }
    }

    /// No verb of its own: the noun before or the noun behind.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn beside(
        &self,
        work: &mut Work<'_>,
        numeral: &Numeral,
        left: &str,
        consumed: &str,
        clause: usize,
        behind_verb: bool,
        limit: usize,
    ) -> Noun {
        let whole = if behind_verb { format!("{left}{consumed}") } else { left.to_owned() };
        if whole.contains("分别") {
            return self.each(work, &whole);
        }
        let subject = self.phrases.subject(left);
        if behind_verb && self.phrases.is_change(consumed) && !subject.is_empty() && !left.starts_with(['、', '和', '及']) {
            return Noun {
                indicator: Some(self.owned(work, subject, clause)),
                changed: true,
                verb: consumed.to_owned(),
                ..Noun::default()
            };
        }
        let before = self.phrases.counted(&whole);
        let money = numeral.dimension() == Some(Dimension::Money);
        let is_verb = !money && self.phrases.is_verb(before.noun) && !work.amounts.is_empty();
        let (before_noun, before_verb) =
            if is_verb { (String::new(), before.noun.to_owned()) } else { (before.noun.to_owned(), before.verb.to_owned()) };
        let (object, ends) = self.object(numeral, limit);
        let prefers_before = money || matches!(numeral.dimension(), Some(Dimension::Ratio | Dimension::Other));
        let yields = ["年产", "年处理", "日产", "年加工", "日处理", "产能"].iter().any(|word| whole.ends_with(word));
        if yields && !object.is_empty() {
            let end = object.as_ptr() as usize - self.text.as_ptr() as usize + object.len();
            return Noun { indicator: Some(product(object).to_owned()), end: Some(end), nested: true, ..Noun::default() };
        }
        if !object.is_empty() && (!prefers_before || before_noun.is_empty()) && (ends || before_noun.is_empty()) {
            let end = object.as_ptr() as usize - self.text.as_ptr() as usize + object.len();
            let listed = before_verb.is_empty() && left.starts_with(['、', '和', '及', '与']);
            return Noun { indicator: Some(object.to_owned()), end: Some(end), listed, verb: before_verb, ..Noun::default() };
        }
        if before_noun.is_empty() {
            return Noun { indicator: self.inherited(work, clause), verb: before_verb, ..Noun::default() };
        }
        let listed = left.starts_with(['、', '和', '及', '与'])
            || work.amounts.last().is_some_and(|a| clause - a.clause == 1 && work.numerals[a.numeral].unit_text() == numeral.unit_text());
        Noun {
            indicator: Some(self.owned(work, &before_noun, clause)),
            listed: listed && before_verb.is_empty(),
            before: true,
            verb: before_verb,
            ..Noun::default()
        }
    }

    /// 分别获国家、省级科技奖励6项、47项.
    pub(super) fn each(&self, work: &mut Work<'_>, whole: &str) -> Noun {
        let (head, tail) = whole.split_once("分别").unwrap_or((whole, ""));
        let counted = self.phrases.counted(tail);
        let subject = self.phrases.subject(head);
        let list = if split_list(counted.noun).len() > 1 || subject.is_empty() { counted.noun } else { subject };
        self.first_dealt(work, list, counted.verb)
    }
}

/// What a works of so much output makes, without the works: 年产5万吨 | 碳酸钙 | 生产线建设项目.
fn product(object: &str) -> &str {
    const WORKS: [&str; 12] = ["项目", "建设", "生产线", "生产基地", "基地", "工程", "生产", "改造", "技改", "扩建", "加工", "(一期)"];
    let mut rest = object;
    while let Some(tail) = WORKS.iter().find(|tail| rest.len() > tail.len() && rest.ends_with(**tail)) {
        rest = &rest[..rest.len() - tail.len()];
    }
    rest
}
