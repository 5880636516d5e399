//! A piece of a list to the name or names in it: joined names parted, heads and counts taken off, and what the name is made of.

use super::glossary::{CLAUSAL, DIGIT, EXPANSION, LATIN, NUMERAL, PHASE, PROGRAMME, QUOTE, ROUTE, Survey};
use super::lexis::{Family, Lexis};
use super::lists::{closing, count};
use crate::tables::rows::{Span, Stage};

/// Calls `found` with the names in a piece that 和, 及 or 以及 joins, in order; with the piece itself where they join no two works.
///
/// `listed`: the piece is one of several, so that 和 before the last is the rule.
pub fn conjuncts(lexis: &Lexis, text: &str, piece: Span, listed: bool, mut found: impl FnMut(Span)) {
    let mut start = piece.start;
    let body = piece.of(text);
    if body.len() <= LONGEST {
        for (at, joint) in joints(body) {
            let (left, right) = (&body[start - piece.start..at], &body[at + joint.len()..]);
            if parts(lexis, left, joint, right, listed || start > piece.start) {
                found(Span::new(start, piece.start + at));
                start = piece.start + at + joint.len();
            }
        }
    }
    found(Span::new(start, piece.end));
}

/// A piece of more bytes than this names nothing.
const LONGEST: usize = 600;

/// The joining words of a piece outside of brackets and quotes.
fn joints(text: &str) -> Vec<(usize, &'static str)> {
    let mut depth = 0_i32;
    let mut found = Vec::new();
    let mut past = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '“' | '《' => depth += 1,
            ')' | '”' | '》' => depth -= 1,
            '和' | '及' | '与' | '以' if depth <= 0 && at >= past && at > 0 => {
                let joint = ["以及", "和", "及", "与"].into_iter().find(|joint| text[at..].starts_with(joint));
                if let Some(joint) = joint.filter(|joint| !bound(text, at, joint)) {
                    found.push((at, joint));
                    past = at + joint.len();
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether the joint is a part of a word (和平, 普及, 参与).
fn bound(text: &str, at: usize, joint: &str) -> bool {
    let after = &text[at + joint.len()..];
    let before = text[..at].chars().next_back();
    after.starts_with(['平', '谐', '睦']) || before.is_some_and(|c| "共饱温普涉参以".contains(c)) || after.is_empty()
}

/// Whether two works stand left and right of the joint.
fn parts(lexis: &Lexis, left: &str, joint: &str, right: &str, listed: bool) -> bool {
    if right.len() < 6
        || left.len() < 6
        || ["周边", "相关", "配套", "其", "附属", "升级", "改造", "完善"].iter().any(|word| right.starts_with(word))
    {
        return false;
    }
    let family = |text: &str| lexis.family(body(text).trim_end_matches("建设"));
    let closed = left.ends_with([')', '”']);
    let (one, other) = (family(left), family(right));
    match joint {
        "以及" => other.is_some() || is_bare(lexis, right),
        "和" if listed && is_bare(lexis, right) => one.is_some(),
        "和" => (one.is_some_and(|f| f != Family::Work || left.ends_with(['程', '目', '迁'])) || closed) && (other.is_some() || listed),
        // 及 joins the parts of one work more often than two works: 甲及乙高速 are two, so are two roads.
        "及" if one.is_none() && is_bare(lexis, left) => ["高速", "铁路", "公路"].iter().any(|word| right.contains(word)),
        _ => one.is_some() && one == other && one.is_some_and(Family::is_infra) && has_proper(lexis, right),
    }
}

/// A name without the bracket at its end.
fn body(name: &str) -> &str {
    name.strip_suffix(')').and_then(|inside| inside.rfind('(')).map_or(name, |at| &name[..at])
}

/// Nothing but a short proper name, as the pieces of a list with a shared tail are.
pub fn is_bare(lexis: &Lexis, text: &str) -> bool {
    text.chars().count() <= 5 && lexis.family(text).is_none_or(|family| !family.is_strong()) && has_proper(lexis, text)
}

/// A name and what it is made of.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Bytes of the sentence.
    pub span: Span,
    pub traits: Traits,
    /// The family of the noun it ends with.
    pub family: Option<Family>,
    /// The same, a bracket at its end left out.
    pub own: Option<Family>,
    /// What a verb of its own behind it tells: 甲电站核准、乙电站开工建设.
    pub stage: Option<Stage>,
}

/// What a name is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Traits {
    /// Han characters that common words do not cover.
    pub proper: usize,
    pub chars: usize,
    pub place: bool,
    pub latin: bool,
    pub digit: bool,
    pub quote: bool,
    pub route: bool,
    pub phase: bool,
    pub counted: bool,
    pub scoped: bool,
    /// It holds a name of the register of places.
    pub placed: bool,
    /// It begins with a character that no common word covers.
    pub headed: bool,
    /// It tells what something does: 由甲向乙延伸.
    pub clausal: bool,
    /// It begins with 市, 县 and means this one's: 市文化馆新馆.
    pub own: bool,
    /// A programme that every plan has: 老旧小区改造.
    pub programme: bool,
    /// It begins with a rank: 国家级, 省级, 区域性.
    pub ranked: bool,
    /// It tells of work on what stands already.
    pub expansion: bool,
}

/// Whether a stretch holds anything that no common word covers.
pub fn has_proper(lexis: &Lexis, text: &str) -> bool {
    lexis.glossary.survey(text).proper > 0
}

/// Takes off what stands before a name: 一批, counts, 全省一流的.
pub fn trim(lexis: &Lexis, text: &str, mut name: Span) -> (Span, bool) {
    let mut counted = false;
    for _ in 0..4 {
        let body = name.of(text);
        let clean = body.trim_start_matches(['—', ' ', '·', '的', '好', '(']).trim_end_matches([' ', '的', '(']);
        let clean = if body.starts_with('(') && body.contains(')') { body } else { clean };
        let from = name.start + (clean.as_ptr() as usize - body.as_ptr() as usize);
        name = Span::new(from, from + clean.len());
        let Some(len) = head(lexis, clean) else { break };
        counted |= clean.starts_with(|c: char| c.is_ascii_digit());
        name.start += len;
    }
    (without_figures(text, after_attribute(text, name)), counted)
}

/// The name without the bracket at its end that tells money, length or years of it.
fn without_figures(text: &str, name: Span) -> Span {
    let body = name.of(text);
    let Some(at) = body.strip_suffix(')').and_then(|body| body.rfind('(')).filter(|&at| at >= 6) else { return name };
    let inside = &body[at..];
    let told = ["元", "公里", "米", "年", "亩", "千瓦", "吨"].iter().any(|unit| inside.contains(unit));
    if told && inside.contains(|c: char| c.is_ascii_digit()) { Span::new(name.start, name.start + at) } else { name }
}

/// The bytes of a count or a qualifier that a name begins with.
fn head(lexis: &Lexis, name: &str) -> Option<usize> {
    if let Some(rest) = amount(lexis, name) {
        return Some(rest);
    }
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '—' || c == '-').len();
    if digits > 0 {
        let unit = lexis.classifiers.starts_with(&name[digits..])?;
        return (name.len() > digits + unit + 6).then_some(digits + unit);
    }
    ["一批", "一条", "一座", "一个", "一所", "尽快", "及", "和", "与"]
        .iter()
        .find(|word| name.starts_with(**word) && name.len() > word.len() + 6)
        .map(|word| word.len())
}

/// The bytes of a length that a name begins with: 50公里左右.
fn amount(lexis: &Lexis, name: &str) -> Option<usize> {
    if !name.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let rest = ["公里", "千米", "米"].iter().find_map(|unit| rest.strip_prefix(unit)).filter(|_| rest.len() < name.len())?;
    let rest = ["左右", "以上", "余", "多"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    (rest.len() >= 9 && lexis.types.ends_with(rest).is_some()).then_some(name.len() - rest.len())
}

/// The name behind the last 的 outside of brackets, where enough of it is left.
fn after_attribute(text: &str, name: Span) -> Span {
    let body = name.of(text);
    match body.rfind('的') {
        Some(at) if body.len() - at - 3 >= 9 && !body[at..].contains([')', '”']) => Span::new(name.start + at + 3, name.end),
        _ => name,
    }
}

impl Name {
    /// A name that is not yet looked into: only the noun it ends with is known.
    pub fn new(lexis: &Lexis, text: &str, span: Span, counted: bool) -> Self {
        let name = span.of(text);
        let (family, body) = (lexis.family(name), body(name));
        let own = if body.len() == name.len() { family } else { lexis.family(body) };
        Self { span, traits: Traits { counted, ..Traits::default() }, family, own, stage: None }
    }

    /// The same, where a verb may stand behind the name that is its own and no part of it.
    pub fn before_verb(lexis: &Lexis, text: &str, span: Span, counted: bool) -> Self {
        let closing = closing(lexis, span.of(text), true);
        // 新建 is a part of the name: 甲医院异地新建.
        match closing.stage.filter(|_| !span.of(text).ends_with("新建")) {
            Some(stage) if span.len() >= closing.len + 9 => {
                let name = Span::new(span.start, span.end - closing.len);
                Self { stage: Some(stage), ..Self::new(lexis, text, name, counted) }
            }
            _ => Self::new(lexis, text, span, counted),
        }
    }

    /// Reads what the name is made of, and cuts it where it ends though no mark does.
    pub fn read(&mut self, lexis: &Lexis, text: &str) {
        let mut survey = lexis.glossary.survey(self.span.of(text));
        if let Some(at) = survey.elsewhere {
            *self = Self::new(lexis, text, Span::new(self.span.start, self.span.start + at), self.traits.counted);
            survey = lexis.glossary.survey(self.span.of(text));
        }
        self.traits = traits(lexis, self.span.of(text), &survey, self.traits.counted);
    }
}

fn traits(lexis: &Lexis, name: &str, survey: &Survey, counted: bool) -> Traits {
    let first_place = lexis.places.first(name);
    let numbered = |c: char| c.is_ascii_digit();
    Traits {
        proper: survey.proper,
        chars: survey.chars,
        place: first_place.is_some() || signed_place(lexis, name, survey),
        latin: survey.has(LATIN),
        digit: survey.has(DIGIT),
        quote: survey.has(QUOTE),
        route: survey.has(ROUTE),
        phase: survey.has(PHASE) || name.ends_with(')'),
        counted: counted
            || survey.has(NUMERAL) && (count(lexis, name).is_some() || name.starts_with(numbered) || count_behind(lexis, name)),
        scoped: lexis.scope.starts_with(name).is_some(),
        placed: first_place.is_some(),
        headed: first_place == Some(0) || survey.common_head == 0 && name.starts_with(|c: char| !c.is_ascii()),
        clausal: survey.has(CLAUSAL) || name.starts_with(['为', '与', '经', '向', '已', '其', '以', '被', '于']),
        own: own(survey, name),
        programme: survey.has(PROGRAMME),
        ranked: lexis.ranks.starts_with(name).is_some(),
        expansion: survey.has(EXPANSION),
    }
}

/// 市, 县, 州 or 省 before an institution, and not the head of a common word (市场, 县域).
fn own(survey: &Survey, name: &str) -> bool {
    let head = name.strip_prefix(['市', '县', '州', '省', '区']);
    head.is_some_and(|rest| {
        rest.chars().count() >= 3 && !(1..=12).contains(&survey.common_head) && !rest.starts_with(['县', '区', '市', '级'])
    })
}

/// A count at the end: 检查站2个.
fn count_behind(lexis: &Lexis, name: &str) -> bool {
    let classifier = lexis.classifiers.ends_with(name);
    classifier.is_some_and(|len| name[..name.len() - len].ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether 县, 市, 镇 or their like stand behind something proper, and end no common word.
fn signed_place(lexis: &Lexis, name: &str, survey: &Survey) -> bool {
    survey.place_ends.iter().take_while(|&&end| end > 0).any(|&end| lexis.generic.suffix(&name[..usize::from(end)]).is_none())
}
