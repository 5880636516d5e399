//! One sentence: which of its numerals are quantities, and of what.

use std::sync::Arc;

use super::clauses::{clause_of, clauses};
use super::phrase::{Phrases, split_list};
use super::status::Statuses;
use super::time::{self, Frame, InForce, Stated, Times};
use crate::extract::numeral::{Numeral, Shape, Units, scan};
use crate::rules::{Anchor, Class, Classes, Emit, Match, Matcher, Pack};
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
    pub indicator: Option<String>,
    pub bound: Bound,
    pub kind: Kind,
    pub status: Status,
    pub tone: Tone,
    pub time: InForce,
    pub per_year: bool,
    pub cumulative: bool,
    pub relative_to: Option<String>,
    pub certain: bool,
    pub rule: Arc<str>,
    /// From its left words to the end of its object.
    pub extent: Span,
    clause: usize,
}

/// What a sentence gives.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub numerals: Vec<Numeral>,
    pub fates: Vec<Fate>,
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
    /// The noun phrase of the amount before, whole.
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
        let mut work = Work { sentence, clauses, numerals: &numerals, stated, place, dealt: Default::default(), amounts: Vec::new() };
        let mut fates = Vec::with_capacity(numerals.len());
        for index in 0..numerals.len() {
            fates.push(self.fate(&mut work, index));
        }
        let last = work.stated.iter().rev().find(|s| !s.baseline);
        let last_time = last.map_or(place.carried, |s| InForce { when: s.when, source: Some(TimeSource::Previous), baseline_year: None });
        let amounts = work.amounts;
        Reading { numerals, fates, amounts, last_time }
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
        let from = self.region_start(work, numeral, clause);
        let left_end = found.span.start.clamp(from, numeral.marked.start.max(from));
        let left = &self.text[from.min(left_end)..left_end];
        let consumed = &self.text[left_end..numeral.marked.start.max(left_end)];
        let mut noun = Noun::default();
        if self.continues_list(left, consumed, found) && !work.amounts.is_empty() {
            noun = self.continued(work, numeral, found);
        } else if found.object {
            noun = self.of_object(numeral, consumed);
        }
        if noun.indicator.is_none() && found.subject {
            noun = self.of_subject(work, left, consumed, clause);
        }
        if noun.indicator.is_none() {
            noun = Noun { ..self.beside(work, numeral, left, consumed, clause, found.object) };
        }
        self.finish(work, index, clause, found, noun, from)
    }

    /// Where the words that belong to a figure may begin: behind the clause's start, the amount before and the last time.
    fn region_start(&self, work: &Work<'_>, numeral: &Numeral, clause: usize) -> usize {
        let clause_start = work.clauses[clause].start;
        let amount = work.amounts.last().filter(|a| a.clause == clause).map_or(clause_start, |a| a.extent.end);
        let time = work.stated.iter().filter(|s| s.end <= numeral.span.start && s.start >= clause_start).map(|s| s.end).next_back();
        let year = time.unwrap_or(clause_start);
        amount.max(year).max(clause_start).min(numeral.marked.start)
    }

    /// 、13.6% behind another figure: nothing but the mark of a list between.
    fn continues_list(&self, left: &str, consumed: &str, found: &Match<'_>) -> bool {
        let bare = |text: &str| text.trim_matches(['、', '和', '及', '与', '或', '以', '到', ':', ')', '至']).is_empty();
        let between = bare(left) && (bare(consumed) || consumed.is_empty());
        between && !found.object
    }

    fn continued(&self, work: &mut Work<'_>, numeral: &Numeral, found: &Match<'_>) -> Noun {
        let object = self.phrases.object(&self.text[numeral.marked.end..]);
        if let Some(next) = work.dealt.pop_front() {
            return Noun { indicator: Some(next), end: None, verb: String::new(), like_before: true };
        }
        if !object.is_empty() && numeral.dimension().is_none_or(|d| d != Dimension::Ratio && d != Dimension::Money) {
            return Noun::default();
        }
        let _ = found;
        let indicator = work.amounts.last().and_then(|a| a.indicator.clone());
        Noun { indicator, end: None, verb: String::new(), like_before: true }
    }

    fn of_object(&self, numeral: &Numeral, consumed: &str) -> Noun {
        let rest = &self.text[numeral.marked.end..];
        let object = self.phrases.object(rest);
        if object.is_empty() || numeral.dimension() == Some(Dimension::Money) && !rest.starts_with('的') {
            return Noun::default();
        }
        let end = object.as_ptr() as usize - self.text.as_ptr() as usize + object.len();
        Noun { indicator: Some(object.to_owned()), end: Some(end), verb: consumed.to_owned(), like_before: false }
    }

    fn of_subject(&self, work: &mut Work<'_>, left: &str, consumed: &str, clause: usize) -> Noun {
        let subject = self.phrases.subject(left);
        if subject.is_empty() {
            return Noun { indicator: self.inherited(work, clause), verb: consumed.to_owned(), ..Noun::default() };
        }
        let each = consumed.contains("分别") || left.contains("分别");
        if each {
            let mut items = self.phrases.deal(subject).into_iter();
            let first = items.next();
            work.dealt = items.collect();
            return Noun { indicator: first, verb: consumed.to_owned(), ..Noun::default() };
        }
        Noun { indicator: Some(self.owned(work, subject, clause)), verb: consumed.to_owned(), ..Noun::default() }
    }

    /// A subject that says nothing without its owner is given it.
    fn owned(&self, work: &Work<'_>, subject: &str, clause: usize) -> String {
        let before = work.amounts.last().filter(|a| clause - a.clause <= 1).and_then(|a| a.indicator.clone());
        if subject.starts_with('占') {
            return before.map_or_else(|| subject.to_owned(), |owner| format!("{owner}{subject}"));
        }
        if self.phrases.is_modifier(subject) {
            return before.map_or_else(|| subject.to_owned(), |owner| format!("{subject}{owner}"));
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
        let whole = self.phrases.without_lead(before);
        let noun = if object.is_empty() { whole } else { object };
        (!noun.is_empty() && noun.chars().count() <= 24).then(|| noun.to_owned())
    }

    /// No verb of its own: the noun before or the noun behind.
    fn beside(&self, work: &mut Work<'_>, numeral: &Numeral, left: &str, consumed: &str, clause: usize, behind_verb: bool) -> Noun {
        let whole = if behind_verb { format!("{left}{consumed}") } else { left.to_owned() };
        if whole.contains("分别") {
            return self.each(work, numeral, &whole);
        }
        let before = self.phrases.counted(&whole);
        let (before_noun, before_verb) = (before.noun.to_owned(), before.verb.to_owned());
        let rest = &self.text[numeral.marked.end..];
        let object = self.phrases.object(rest);
        let prefers_before = matches!(numeral.dimension(), Some(Dimension::Ratio | Dimension::Money)) && !rest.starts_with('的');
        if !object.is_empty() && (!prefers_before || before_noun.is_empty()) {
            let end = object.as_ptr() as usize - self.text.as_ptr() as usize + object.len();
            return Noun { indicator: Some(object.to_owned()), end: Some(end), verb: before_verb, like_before: false };
        }
        if before_noun.is_empty() {
            return Noun { indicator: self.inherited(work, clause), verb: before_verb, ..Noun::default() };
        }
        Noun { indicator: Some(self.owned(work, &before_noun, clause)), verb: before_verb, ..Noun::default() }
    }

    /// 分别获国家、省级科技奖励6项、47项.
    fn each(&self, work: &mut Work<'_>, numeral: &Numeral, whole: &str) -> Noun {
        let (head, tail) = whole.split_once("分别").unwrap_or((whole, ""));
        let counted = self.phrases.counted(tail);
        let list = if split_list(counted.noun).len() > 1 || self.phrases.subject(head).is_empty() {
            counted.noun
        } else {
            self.phrases.subject(head)
        };
        let mut items = self.phrases.deal(list).into_iter();
        let first = items.next();
        work.dealt = items.collect();
        let _ = numeral;
        Noun { indicator: first, verb: counted.verb.to_owned(), ..Noun::default() }
    }

    fn finish(&self, work: &Work<'_>, index: usize, clause: usize, found: &Match<'_>, noun: Noun, from: usize) -> Amount {
        let numeral = &work.numerals[index];
        let span = work.clauses[clause];
        let previous = work.amounts.last().filter(|_| noun.like_before);
        let words = &self.text[from..numeral.marked.start.max(from)];
        let indicator = noun.indicator.map(|text| tidy(&text)).filter(|text| !text.is_empty());
        let kind = previous.map_or_else(|| self.kind(numeral, found, &noun.verb, indicator.as_deref()), |p| p.kind);
        let mut time = time::nearest(&work.stated, numeral.span.start, (span.start, span.end));
        let before = &self.text[work.sentence.start..numeral.marked.start];
        let own_time = time.source.is_some();
        if !own_time {
            time = if work.place.carried.source.is_some() { work.place.carried } else { work.place.heading };
        }
        let status = found.rule.set.status.unwrap_or_else(|| self.statuses.of(span.of(self.text), before, &time, own_time, work.place));
        let per_year = self.per_year(
            words,
            indicator.as_deref(),
            self.text[numeral.span.end..span.end.max(numeral.span.end)].chars().take(8).collect::<String>().as_str(),
        );
        Amount {
            numeral: index,
            bound: self.bound(numeral, found, from),
            tone: tone(span.of(self.text), numeral),
            time: settle(time, status, work.place.frame),
            cumulative: words.contains("累计"),
            relative_to: None,
            certain: indicator.is_some(),
            rule: found.rule.id.clone(),
            extent: Span::new(from, noun.end.unwrap_or(numeral.marked.end).max(numeral.marked.end)),
            indicator,
            kind,
            status,
            per_year,
            clause,
        }
    }

    fn kind(&self, numeral: &Numeral, found: &Match<'_>, verb: &str, indicator: Option<&str>) -> Kind {
        let dimension = numeral.dimension();
        if let Some(kind) = found.rule.set.kind.filter(|kind| *kind != Kind::Count) {
            return kind;
        }
        let verb = verb.trim_end_matches(['了', '约', '各']);
        let change = self.phrases.is_change(verb) || indicator.is_some_and(|i| self.phrases.is_change(i));
        match dimension {
            Some(Dimension::Ratio) if change => Kind::Change,
            Some(Dimension::Ratio) if indicator.is_some_and(|i| i.ends_with("增速") || i.ends_with("增长")) => Kind::Growth,
            Some(Dimension::Ratio | Dimension::Time | Dimension::Concentration | Dimension::Intensity) => Kind::Level,
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
        let own = numeral.bound.or(found.rule.set.bound);
        let before = &self.text[from..numeral.marked.start.max(from)];
        match own {
            None if before.contains("至少") || before.contains("不少于") || before.contains("不低于") => Bound::Ge,
            None if before.contains("不超过") || before.contains("控制在") && false => Bound::Le,
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

/// What was found for a figure.
#[derive(Clone, Debug, Default)]
struct Noun {
    indicator: Option<String>,
    /// Where an object ends.
    end: Option<usize>,
    verb: String,
    /// A further figure of a list: kind and rule as before.
    like_before: bool,
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
            let measured = matches!(
                unit.dimension,
                Some(Dimension::Ratio | Dimension::Money | Dimension::Area | Dimension::Mass | Dimension::Power | Dimension::Energy)
            );
            let several = numeral.figures.of(text).chars().nth(1).is_some();
            let large = several && numeral.value.is_some_and(|v| v >= 20.0) && unit.dimension == Some(Dimension::Count);
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
