//! One sentence: which of its numerals are quantities, and of what.

use std::sync::Arc;

use super::clauses::{clause_of, clauses};
use super::effects;
use super::phrase::{Phrases, split_list};
use super::status::Statuses;
use super::time::{self, Frame, InForce, Stated, Times};
use crate::extract::numeral::{Numeral, Shape, Units, scan};
use crate::rules::{Anchor, Class, Classes, Emit, Match, Matcher, Pack, Within};
use crate::tables::rows::*;

/// Where a sentence stands.
#[derive(Clone, Debug, Default)]
pub struct Place<'a> {
    /// The document's own time.
    pub frame: Frame,
    /// What its headings, or else its document, say of planned and achieved.
    pub status: Option<Status>,
    /// Whether `status` comes from a heading and not from the kind of document.
    pub under_heading: bool,
    /// The time of its headings.
    pub heading: InForce,
    /// The time of the sentence before in the same paragraph.
    pub carried: InForce,
    /// The item of the box, or the lead of the paragraph.
    pub item: Option<&'a str>,
}

/// What became of a numeral.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// The index of its quantity.
    Extracted(usize),
    /// By this rule.
    Suppressed(Arc<str>),
    /// By none.
    Unclaimed,
}

/// A quantity, before it is a row.
#[derive(Clone, Debug)]
pub struct Amount {
    /// Its numeral, by index.
    pub numeral: usize,
    /// The thing measured, as written.
    pub indicator: Option<String>,
    /// How the value bounds it.
    pub bound: Bound,
    /// A stock, a growth rate, a change or a number of things.
    pub kind: Kind,
    /// Planned, achieved, or neither.
    pub status: Status,
    /// How firmly it is put.
    pub tone: Tone,
    /// The year or period it is for.
    pub time: InForce,
    /// 年均, 每年.
    pub per_year: bool,
    /// 累计.
    pub cumulative: bool,
    /// What it is measured against.
    pub relative_to: Option<String>,
    /// False when another reading is nearly as good.
    pub certain: bool,
    /// The rule that read it.
    pub rule: Arc<str>,
    /// From its left words to the end of its object.
    pub extent: Span,
    clause: usize,
    /// Whether it stands within the object of another amount.
    pub nested: bool,
}

/// What a sentence gives.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Its numerals, in order.
    pub numerals: Vec<Numeral>,
    /// What became of each of them.
    pub fates: Vec<Fate>,
    /// The amounts read.
    pub amounts: Vec<Amount>,
    /// The time in force at its end, for the next sentence.
    pub last_time: InForce,
}

/// Reads sentences of one text.
#[derive(Debug)]
pub struct Reader<'p, 't> {
    text: &'t str,
    units: &'p Units,
    matcher: Matcher<'p, 't>,
    phrases: Phrases<'p>,
    times: Times<'p>,
    statuses: Statuses<'p>,
    /// The pack, and whether any of its rules dates rows or is a cue.
    pack: &'p Pack,
    dates: bool,
    cues: bool,
}

/// What is known of a sentence while its quantities are read.
struct Work<'a> {
    sentence: Span,
    clauses: Vec<Span>,
    numerals: &'a [Numeral],
    stated: Vec<Stated>,
    place: &'a Place<'a>,
    /// Subjects that 分别 deals out to the figures to come.
    dealt: std::collections::VecDeque<String>,
    /// The whole list that was dealt out last, for a further round: 分别由A、B增加到C、D.
    round: Vec<String>,
    amounts: Vec<Amount>,
}

impl<'p, 't> Reader<'p, 't> {
    /// A reader of this text.
    pub fn new(text: &'t str, pack: &'p Pack) -> Self {
        Self {
            text,
            units: pack.lexicon(),
            matcher: pack.matcher(text),
            phrases: Phrases::new(pack),
            times: Times::new(pack),
            statuses: Statuses::new(pack),
            pack,
            dates: pack.rules().iter().any(|rule| rule.emit == Emit::Time),
            cues: pack.rules().iter().any(|rule| rule.emit == Emit::Cue),
        }
    }

    /// What words of switching say at the head of a paragraph; see `status.switch`.
    pub fn statuses(&self) -> Statuses<'p> {
        self.statuses
    }

    /// Every time in a text of its own, such as a heading.
    pub fn times_of(&self, text: &str, frame: Frame) -> Vec<Stated> {
        let numerals = scan(text, Span::new(0, text.len()), self.units);
        self.times.stated(text, 0, text.len(), &numerals, frame)
    }

    /// Reads one sentence.
    pub fn read(&mut self, sentence: Span, place: &Place<'_>) -> Reading {
        let numerals = scan(self.text, sentence, self.units);
        if numerals.is_empty() {
            let stated = self.times.stated(self.text, sentence.start, sentence.end, &[], place.frame);
            let last = stated.iter().rev().find(|s| !s.baseline);
            let last_time =
                last.map_or(place.carried, |s| InForce { when: s.when, source: Some(TimeSource::Previous), baseline_year: None });
            return Reading { last_time, ..Reading::default() };
        }
        let clauses = clauses(self.text, sentence, &numerals);
        let stated = self.times.stated(self.text, sentence.start, sentence.end, &numerals, place.frame);
        let mut work = Work {
            sentence,
            clauses,
            numerals: &numerals,
            stated,
            place,
            dealt: Default::default(),
            round: Vec::new(),
            amounts: Vec::new(),
        };
        let dated = self.dated(&mut work);
        let mut fates = Vec::with_capacity(numerals.len());
        for index in 0..numerals.len() {
            let by_date = dated.get(index).cloned().flatten();
            fates.push(by_date.map_or_else(|| self.fate(&mut work, index), Fate::Suppressed));
        }
        self.apply_cues(&mut work);
        let last = work.stated.iter().rev().find(|s| !s.baseline);
        let last_time = last.map_or(place.carried, |s| carried(s.when, place));
        let mut amounts = work.amounts;
        self.share_tails(&numerals, &mut amounts);
        Reading { numerals, fates, amounts, last_time }
    }

    /// The numerals that rules of time take, and the times they state; empty where the pack has no such rule.
    fn dated(&mut self, work: &mut Work<'_>) -> Vec<Option<Arc<str>>> {
        if !self.dates {
            return Vec::new();
        }
        let mut rules = Vec::with_capacity(work.numerals.len());
        for numeral in work.numerals {
            let anchor = self.anchor(work, numeral, clause_of(&work.clauses, numeral.span.start));
            self.matcher.look(&anchor);
            let found = self.matcher.best(&anchor, Emit::Time);
            let time = found.and_then(|found| effects::stated_by(&found, numeral.years, work.place.frame));
            if let (Some(found), Some((when, baseline))) = (found, time) {
                work.stated.retain(|s| s.start >= found.span.end || s.end <= found.span.start);
                work.stated.push(Stated { start: found.span.start, end: found.span.end, when, baseline });
            }
            rules.push(found.map(|found| found.rule.id.clone()));
        }
        work.stated.sort_by_key(|s| (s.start, s.end));
        rules
    }

    /// Cues of a clause set the fields of its amounts, cues of the sentence those of the amounts behind them.
    fn apply_cues(&mut self, work: &mut Work<'_>) {
        if !self.cues || work.amounts.is_empty() {
            return;
        }
        let (sentence, frame) = (work.sentence, work.place.frame);
        let wide = self.matcher.cues(Within::Sentence, sentence, sentence);
        for amount in &mut work.amounts {
            let at = work.numerals[amount.numeral].span.start;
            let near = self.matcher.cues(Within::Clause, work.clauses[amount.clause], sentence);
            let heard = wide.iter().filter(|hit| hit.span.end <= at).chain(&near).filter(|hit| !hit.covered);
            let own = self.pack.rule(&amount.rule).map(|rule| &rule.set).cloned().unwrap_or_default();
            heard.for_each(|hit| effects::of_cue(amount, &hit.rule.set, &own, frame));
        }
    }

    fn fate(&mut self, work: &mut Work<'_>, index: usize) -> Fate {
        let numeral = &work.numerals[index];
        let clause = clause_of(&work.clauses, numeral.span.start);
        let anchor = self.anchor(work, numeral, clause);
        self.matcher.look(&anchor);
        let suppress = self.matcher.best(&anchor, Emit::Suppress);
        let quantity = anchor.quantity.and_then(|_| self.matcher.best(&anchor, Emit::Quantity));
        let quantity = quantity.filter(|m| self.plausible(work, index, m));
        match (suppress, quantity) {
            (Some(s), q) if q.is_none_or(|q| s.rule.priority >= 0 || q.rule.priority <= s.rule.priority) => {
                Fate::Suppressed(s.rule.id.clone())
            }
            (_, Some(found)) => {
                let amount = self.amount(work, index, clause, &found);
                work.amounts.push(amount);
                Fate::Extracted(work.amounts.len() - 1)
            }
            _ => Fate::Unclaimed,
        }
    }

    /// 10名国家级、100名省级协会会员; 7个风电、11个光伏项目: the tail of the last is the tail of all.
    fn share_tails(&self, numerals: &[Numeral], amounts: &mut [Amount]) {
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
                amount.indicator = Some(format!("{own}{tail}"));
            }
        }
    }

    fn anchor(&self, work: &Work<'_>, numeral: &Numeral, clause: usize) -> Anchor {
        let amount = numeral.value.is_some()
            && numeral.years.is_none()
            && !matches!(numeral.shape, Shape::Dotted | Shape::Name | Shape::DigitString);
        let clause = work.clauses[clause];
        let within = |span: Span| Span::new(span.start.max(clause.start), span.end.min(clause.end));
        Anchor {
            sentence: work.sentence,
            clause,
            numeral: numeral.figures,
            quantity: amount.then(|| within(numeral.marked)),
            year: numeral.years.map(|_| numeral.span),
            classes: classes(self.text, numeral),
        }
    }

    /// A figure without a unit is an amount only after a verb, as a ratio, or before 县市.
    fn plausible(&self, work: &Work<'_>, index: usize, found: &Match<'_>) -> bool {
        let numeral = &work.numerals[index];
        if !is_amount(self.text, numeral) {
            let round = numeral.figures.of(self.text).starts_with(['百', '千', '万', '亿']);
            return found.rule.id.ends_with("_chinese") && !round;
        }
        if numeral.unit.is_some()
            || numeral.shape != Shape::Digits
            || found.rule.priority > -10 && !self.text[numeral.span.end..].starts_with('.')
        {
            return true;
        }
        let follows_list =
            self.text[..numeral.span.start].ends_with('、') && work.amounts.last().is_some_and(|a| work.numerals[a.numeral].unit.is_none());
        follows_list || ["县", "市", "区", "镇", "乡", "村", "省", "州"].iter().any(|word| self.text[numeral.span.end..].starts_with(word))
    }

    fn amount(&self, work: &mut Work<'_>, index: usize, clause: usize, found: &Match<'_>) -> Amount {
        let numeral = &work.numerals[index];
        let from = self.region_start(work, index, clause, found);
        let left_end = found.span.start.clamp(from, numeral.marked.start.max(from));
        let left = &self.text[from.min(left_end)..left_end];
        let consumed = &self.text[left_end..numeral.marked.start.max(left_end)];
        let limit = self.object_limit(work, index, clause);
        let mut noun = Noun::default();
        if found.rule.set.status == Some(Status::Other) {
            noun = self.of_object(numeral, consumed, limit);
        } else if let Some(nested) = self.nested(work, index) {
            noun = nested;
        } else if self.continues_list(left, consumed, found) && !work.amounts.is_empty() {
            noun = self.continued(work, numeral, limit);
        } else if found.object {
            noun = self.of_object(numeral, consumed, limit);
        }
        // 为80位老人发放…: a preposition, not a verb.
        let for_whom = consumed == "为" && self.phrases.subject(left).is_empty() && numeral.dimension() == Some(Dimension::Count);
        if noun.indicator.is_none() && for_whom {
            noun = self.of_object(numeral, "", limit);
        }
        if noun.indicator.is_none() && found.subject {
            noun = self.of_subject(work, left, consumed, clause, found);
        }
        if noun.indicator.is_none() {
            noun = self.beside(work, numeral, left, consumed, clause, found.object, limit);
        }
        self.finish(work, index, clause, found, noun, from)
    }

    /// Where the words that belong to a figure may begin: behind the clause's start, the amount before and the last time.
    fn region_start(&self, work: &Work<'_>, index: usize, clause: usize, found: &Match<'_>) -> usize {
        let numeral = &work.numerals[index];
        let clause_start = work.clauses[clause].start;
        let amount = work.amounts.last().filter(|a| a.clause == clause);
        let behind = amount.map_or(clause_start, |a| self.behind(work, a, found));
        let words_end = found.span.start.min(numeral.marked.start);
        let times = work.stated.iter().filter(|s| s.end <= words_end && s.start >= behind);
        let time = times.map(|s| s.end).rfind(|&end| !self.phrases.without_lead(&self.text[end..words_end]).is_empty());
        behind.max(time.unwrap_or(clause_start)).max(clause_start).min(numeral.marked.start)
    }

    /// Where the next words begin behind an amount; those of a size class belong to them: 超1亿元企业 | 5家.
    fn behind(&self, work: &Work<'_>, amount: &Amount, found: &Match<'_>) -> usize {
        let numeral = &work.numerals[amount.numeral];
        let between = &self.text[numeral.marked.end.min(found.span.start)..found.span.start];
        let apart = between.contains(['、', ',', ';', ':', '和', '及', '与', '(', ')']) || between.trim().is_empty();
        let measured = matches!(numeral.dimension(), Some(Dimension::Money | Dimension::Area | Dimension::Mass))
            || numeral.unit_text().ends_with('人');
        let sized = measured && (numeral.marked != numeral.span || between.starts_with('的'));
        if !apart && sized && found.subject | !found.object && amount.rule.as_ref() != "quantity.do" {
            return amount.extent.start;
        }
        amount.extent.end
    }

    /// The next figure of the clause that is an amount of its own: an object never reaches over it.
    fn object_limit(&self, work: &Work<'_>, index: usize, clause: usize) -> usize {
        let end = work.clauses[clause].end;
        let next = work.numerals[index + 1..].iter().take_while(|n| n.span.start < end).find(|n| self.stands_alone(n));
        next.map_or(end, |n| n.marked.start)
    }

    /// Not a part of a name (5A级, 220千伏) nor of a modifier (3000人以上的).
    fn stands_alone(&self, numeral: &Numeral) -> bool {
        let measured = numeral.unit.is_some() && numeral.dimension() != Some(Dimension::Voltage) && is_amount(self.text, numeral);
        let rest = &self.text[numeral.marked.end..];
        let modifies =
            rest.starts_with('的') || numeral.marked.end > numeral.span.end && self.object_begins(rest) || rest.starts_with("级");
        measured && numeral.unit_text() != "级" && !modifies
    }

    fn object_begins(&self, rest: &str) -> bool {
        rest.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// A figure within the object of the one before: 1个 | 年产值5亿元以上的龙头企业.
    fn nested(&self, work: &Work<'_>, index: usize) -> Option<Noun> {
        let numeral = &work.numerals[index];
        let outer = work.amounts.last()?;
        if outer.extent.end <= numeral.span.start {
            return None;
        }
        let from = work.numerals[outer.numeral].marked.end;
        let head = self.phrases.subject(self.text.get(from..numeral.marked.start)?.trim_start_matches('的'));
        let indicator = (!head.is_empty()).then(|| head.to_owned()).or_else(|| outer.indicator.clone());
        Some(Noun { indicator, nested: true, ..Noun::default() })
    }

    /// 、13.6% behind another figure: nothing but the mark of a list between.
    fn continues_list(&self, left: &str, consumed: &str, found: &Match<'_>) -> bool {
        let bare = |text: &str| text.trim_matches(['、', '和', '及', '与', '或', '以', '到', ':', ')', '至']).is_empty();
        let between = bare(left) && (bare(consumed) || consumed.is_empty());
        between && !found.object
    }

    fn continued(&self, work: &mut Work<'_>, numeral: &Numeral, limit: usize) -> Noun {
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
    fn object(&self, numeral: &Numeral, limit: usize) -> (&'t str, bool) {
        let rest = &self.text[numeral.marked.end.min(limit)..limit];
        let object = self.phrases.object(rest);
        let reaches = object.as_ptr() as usize + object.len() >= rest.as_ptr() as usize + rest.len();
        let open = reaches && self.text[limit..].starts_with(|c: char| c.is_ascii_digit());
        (object, !open)
    }

    fn of_object(&self, numeral: &Numeral, consumed: &str, limit: usize) -> Noun {
        let (object, whole) = self.object(numeral, limit);
        let rest = &self.text[numeral.marked.end..];
        if object.is_empty() || !whole || numeral.dimension() == Some(Dimension::Money) && !rest.starts_with('的') {
            return Noun::default();
        }
        let end = object.as_ptr() as usize - self.text.as_ptr() as usize + object.len();
        Noun { indicator: Some(object.to_owned()), end: Some(end), verb: consumed.to_owned(), ..Noun::default() }
    }

    fn of_subject(&self, work: &mut Work<'_>, left: &str, consumed: &str, clause: usize, found: &Match<'_>) -> Noun {
        let each = consumed.contains("分别") || left.contains("分别");
        let mut subject = self.phrases.subject(left);
        if is_time(subject) {
            subject = "";
        }
        if subject.is_empty() {
            if (each || !work.dealt.is_empty()) && work.round.len() > 1 || work.round.len() > 1 && consumed.contains(['到', '至', '为'])
            {
                return self.next_round(work, consumed);
            }
            subject = self.subject_before_time(work, clause, found);
        }
        if subject.is_empty() {
            return Noun { indicator: self.inherited(work, clause), verb: consumed.to_owned(), ..Noun::default() };
        }
        if each {
            if let Some(owners) = self.owners(work, subject) {
                work.round = owners;
                return self.next_round(work, consumed);
            }
            return self.first_dealt(work, subject, consumed);
        }
        work.round.clear();
        Noun { indicator: Some(self.owned(work, subject, clause)), verb: consumed.to_owned(), ..Noun::default() }
    }

    /// 24个…, 80个…, 分别占全省的50%和40%: the last two amounts own the shares.
    fn owners(&self, work: &Work<'_>, subject: &str) -> Option<Vec<String>> {
        if !(subject.starts_with('占') || self.phrases.is_bare_head(subject)) || work.amounts.len() < 2 {
            return None;
        }
        let last = &work.amounts[work.amounts.len() - 2..];
        last.iter().map(|a| a.indicator.as_ref().map(|owner| format!("{owner}{subject}"))).collect()
    }

    fn first_dealt(&self, work: &mut Work<'_>, list: &str, verb: &str) -> Noun {
        work.round = self.phrases.deal(list);
        self.next_round(work, verb)
    }

    fn next_round(&self, work: &mut Work<'_>, verb: &str) -> Noun {
        let mut items = work.round.clone().into_iter();
        let first = items.next();
        work.dealt = items.collect();
        Noun { indicator: first, verb: verb.to_owned(), ..Noun::default() }
    }

    /// 财政收入 | 2020年达到: the time stands between subject and verb.
    fn subject_before_time(&self, work: &Work<'_>, clause: usize, found: &Match<'_>) -> &'t str {
        let start = work.clauses[clause].start;
        let behind = work.amounts.last().filter(|a| a.clause == clause).map_or(start, |a| a.extent.end);
        let time = work.stated.iter().filter(|s| s.end <= found.span.start && s.start >= behind).map(|s| s.start).next_back();
        time.map_or("", |at| self.phrases.subject(&self.text[behind.min(at)..at]))
    }

    /// A subject that says nothing without its owner is given it.
    fn owned(&self, work: &Work<'_>, subject: &str, clause: usize) -> String {
        let before = work.amounts.last().filter(|a| clause - a.clause <= 1).and_then(|a| a.indicator.clone());
        if subject.starts_with('占') {
            return before.map_or_else(|| subject.to_owned(), |owner| format!("{owner}{subject}"));
        }
        if self.phrases.is_modifier(subject) {
            let owner = before.filter(|owner| !self.phrases.is_modifier(owner)).unwrap_or_default();
            return format!("{subject}{}", self.phrases.without_modifier(&owner));
        }
        if let Some(share) = before.as_deref().and_then(per_head).filter(|_| subject.ends_with('数') && !subject.starts_with('每')) {
            return format!("{share}{subject}");
        }
        const TOTALS: [&str; 6] = ["总数", "总量", "数量", "总数量", "累计", "总规模"];
        if TOTALS.contains(&subject)
            && let Some(owner) = &before
        {
            return format!("{owner}{subject}");
        }
        if self.phrases.is_bare_head(subject) && work.amounts.is_empty() && clause > 0 {
            let owner = self.phrases.last_object(work.clauses[clause - 1].of(self.text));
            return format!("{owner}{subject}");
        }
        subject.to_owned()
    }

    /// The subject of the amount before, or what the clause before is about.
    fn inherited(&self, work: &Work<'_>, clause: usize) -> Option<String> {
        if let Some(amount) = work.amounts.last() {
            return amount.indicator.clone();
        }
        let before = work.clauses.get(clause.checked_sub(1)?)?.of(self.text);
        let object = self.phrases.last_object(before);
        let whole = self.phrases.subject(before);
        let noun = if object.is_empty() { whole } else { object };
        let is_noun = !noun.is_empty() && noun.chars().count() <= 24 && !noun.starts_with(|c: char| c.is_ascii_digit());
        is_noun.then(|| noun.to_owned())
    }

    /// No verb of its own: the noun before or the noun behind.
    #[allow(clippy::too_many_arguments)]
    fn beside(
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
    fn each(&self, work: &mut Work<'_>, whole: &str) -> Noun {
        let (head, tail) = whole.split_once("分别").unwrap_or((whole, ""));
        let counted = self.phrases.counted(tail);
        let subject = self.phrases.subject(head);
        let list = if split_list(counted.noun).len() > 1 || subject.is_empty() { counted.noun } else { subject };
        self.first_dealt(work, list, counted.verb)
    }

    fn finish(&self, work: &Work<'_>, index: usize, clause: usize, found: &Match<'_>, noun: Noun, from: usize) -> Amount {
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
    fn is_size_class(&self, work: &Work<'_>, numeral: &Numeral, noun: &Noun) -> bool {
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

    fn sized_noun(&self, rest: &str) -> bool {
        ["企业", "社区", "项目", "小区", "建制镇", "村", "医院", "学校", "城市", "县城", "园区", "工程", "机组", "贷款", "设备", "公共建筑"]
            .iter()
            .any(|word| rest.starts_with(word))
    }

    fn kind(&self, numeral: &Numeral, found: &Match<'_>, noun: &Noun, indicator: Option<&str>) -> Kind {
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

    fn bound(&self, numeral: &Numeral, found: &Match<'_>, from: usize) -> Bound {
        let own = found.rule.set.bound.or(numeral.bound);
        let before = &self.text[from..numeral.marked.start.max(from)];
        match own {
            None if before.contains("至少") || before.contains("不少于") || before.contains("不低于") => Bound::Ge,
            None if before.ends_with("控制在") && self.text[numeral.marked.end..].starts_with('内') => Bound::Le,
            Some(bound) => bound,
            None => Bound::Eq,
        }
    }

    fn per_year(&self, words: &str, indicator: Option<&str>, behind: &str) -> bool {
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

/// Whether a subject is nothing but a time: 2020年.
fn is_time(subject: &str) -> bool {
    subject.starts_with(|c: char| c.is_ascii_digit()) && subject.chars().all(|c| c.is_ascii_digit() || "年月日底末初—-至到".contains(c))
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

/// A time carried over to the next sentence; the span of another plan, 2021—2035, is not.
fn carried(when: time::When, place: &Place<'_>) -> InForce {
    if when.period.is_some_and(|(from, to)| to - from > 5) {
        return place.carried;
    }
    InForce { when, source: Some(TimeSource::Previous), baseline_year: None }
}

/// 每千人口 of 每千人口执业医师数.
fn per_head(indicator: &str) -> Option<&str> {
    let rest = indicator.strip_prefix('每')?;
    let end = ["人口", "居民", "老年人", "名老人", "人"].iter().find_map(|word| rest.find(word).map(|at| at + word.len()))?;
    Some(&indicator[.."每".len() + end])
}

/// What was found for a figure.
#[derive(Clone, Debug, Default)]
struct Noun {
    indicator: Option<String>,
    /// Where an object ends.
    end: Option<usize>,
    verb: String,
    /// A further figure of a list: kind and rule as before.
    like_before: bool,
    /// A further noun of a list without a verb of its own: kind as before.
    listed: bool,
    /// A verb of change stands between noun and figure: 存款 | 增加.
    changed: bool,
    /// The noun stands before the figure.
    before: bool,
    /// The figure stands within the object of another.
    nested: bool,
}

/// The classes by which rules choose; `digits` is any figure that reads as an amount.
fn classes(text: &str, numeral: &Numeral) -> Classes {
    let amount = is_amount(text, numeral);
    let mark = &text[numeral.marked.start..numeral.span.start];
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
        .with_if(!mark.is_empty(), Class::Bounded);
    if let Some(dimension) = numeral.dimension() {
        classes = classes.with(dimension);
    }
    let unit = numeral.unit.as_ref().and_then(|u| u.base.as_deref());
    classes.with_if(unit == Some("%"), Class::Percent).with_if(unit == Some("个百分点"), Class::Points)
}

/// Whether a figure reads as an amount and not as part of a word: 48%, 三千亿元, 五成; not 一批, 三大, 万家.
fn is_amount(text: &str, numeral: &Numeral) -> bool {
    match numeral.shape {
        Shape::Digits | Shape::Fraction | Shape::Ratio | Shape::RatioPart | Shape::Word => numeral.value.is_some(),
        Shape::Chinese => {
            let multiplier_alone = text[numeral.figures.start..].starts_with(['万', '亿']);
            let Some(unit) = &numeral.unit else { return false };
            let multiplied = unit.written.starts_with(['万', '亿']) && !multiplier_alone;
            let measured =
                matches!(unit.dimension, Some(Dimension::Ratio | Dimension::Area | Dimension::Mass | Dimension::Power | Dimension::Energy));
            let several = numeral.figures.of(text).chars().nth(1).is_some();
            let large =
                several && numeral.value.is_some_and(|v| v >= 20.0) && matches!(unit.dimension, Some(Dimension::Count | Dimension::Money));
            !multiplier_alone && (multiplied && (unit.dimension.is_some() || unit.written.ends_with('级')) || measured || large)
        }
        Shape::Name | Shape::DigitString | Shape::Dotted => false,
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
