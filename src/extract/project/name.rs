//! A piece of a list to the name or names in it: joined names parted, heads and counts taken off, and what the name is made of.

use super::closing::{closing_at, count};
use super::edges::Ends;
use super::glossary::Look;
use super::lexis::{Family, Lexis};
use super::marks::Sign;
use super::signs::*;
use crate::tables::rows::{Span, Stage};

/// Calls `found` with the names in a piece that 和, 及 or 以及 joins, in order; with the piece itself where they join no two works.
///
/// `listed`: the piece is one of several, so that 和 before the last is the rule; `signs`: those of the piece.
pub fn conjuncts(lexis: &Lexis, text: &str, piece: Span, signs: &[Sign], listed: bool, mut found: impl FnMut(Span)) {
    let mut start = piece.start;
    if piece.len() <= LONGEST {
        for (at, joint) in joints(text, piece, signs) {
            let (left, right) = (&text[start..at], &text[at + joint.len()..piece.end]);
            if parts(lexis, left, joint, right, listed || start > piece.start) {
                found(Span::new(start, at));
                start = at + joint.len();
            }
        }
    }
    found(Span::new(start, piece.end));
}

/// A piece of more bytes than this names nothing.
const LONGEST: usize = 600;

/// The joining words of a piece outside of brackets and quotes.
fn joints<'s>(text: &'s str, piece: Span, signs: &'s [Sign]) -> impl Iterator<Item = (usize, &'static str)> + use<'s> {
    let body = &text[..piece.end];
    let (mut depth, mut past) = (0_i32, piece.start + 1);
    signs.iter().filter_map(move |sign| {
        match sign.c() {
            '(' | '“' | '《' => depth += 1,
            ')' | '”' | '》' => depth -= 1,
            _ => {}
        }
        if !sign.is(JOINT) || depth > 0 || sign.at() < past {
            return None;
        }
        let joint = ["以及", "和", "及", "与"].into_iter().find(|joint| body[sign.at()..].starts_with(joint))?;
        let whole = !bound(body, piece.start, sign.at(), joint);
        past = if whole { sign.at() + joint.len() } else { past };
        whole.then_some((sign.at(), joint))
    })
}

/// Whether the joint is a part of a word (和平, 普及, 参与).
fn bound(text: &str, start: usize, at: usize, joint: &str) -> bool {
    let after = &text[at + joint.len()..];
    let before = text[start..at].chars().next_back();
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
    let family = |text: &str| {
        let mut body = body(text);
        while let Some(rest) = body.strip_suffix("建设") {
            body = rest;
        }
        lexis.family(body)
    };
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
    if name.ends_with(')') { name.rfind('(').map_or(name, |at| &name[..at]) } else { name }
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
    /// The family of what a work is done on.
    pub core: Option<Family>,
    /// It is a noun of works and nothing more.
    pub one_word: bool,
    /// It ends in a standing that a place aims at.
    pub goal: bool,
    /// What a verb of its own behind it tells: 甲电站核准、乙电站开工建设.
    pub stage: Option<Stage>,
}

/// What a name is made of, as a first look at it tells. The rest of its words is told by [`super::words`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Traits {
    pub chars: u16,
    /// The bytes of it that no common word at its head covers.
    pub open: u16,
    pub latin: bool,
    pub digit: bool,
    pub quote: bool,
    pub route: bool,
    pub phase: bool,
    pub counted: bool,
    pub scoped: bool,
    /// It begins with a name of the register of places.
    pub place_head: bool,
    /// It holds 县, 市 or another sign of places.
    pub place_sign: bool,
    /// It begins with a character that no common word covers.
    pub headed: bool,
    /// It begins with what tells what something does: 由甲向乙延伸.
    pub clausal_head: bool,
    /// It begins with 市, 县 and means this one's: 市文化馆新馆.
    pub own: bool,
    /// It begins with a rank: 国家级, 省级, 区域性.
    pub ranked: bool,
}

/// Whether a stretch holds anything that no common word covers.
pub fn has_proper(lexis: &Lexis, text: &str) -> bool {
    lexis.glossary.has_proper(text)
}

/// Takes off what stands before a name: 一批, counts, 全省一流的.
///
/// `signs`: those of the name, and perhaps of more.
pub fn trim(lexis: &Lexis, text: &str, mut name: Span, signs: &[Sign]) -> (Span, bool) {
    let mut counted = false;
    for _ in 0..4 {
        let body = name.of(text);
        let front = body.chars().next().is_some_and(|first| lexis.glossary.signs.of(first) & FRONT != 0);
        if !front && !body.ends_with(BACK) {
            break;
        }
        let clean = if front { body.trim_start_matches(['—', ' ', '·', '的', '好', '(']) } else { body };
        let clean = clean.trim_end_matches(BACK);
        let clean = if front && body.starts_with('(') && body.contains(')') { body } else { clean };
        let from = name.start + (clean.as_ptr() as usize - body.as_ptr() as usize);
        name = Span::new(from, from + clean.len());
        let Some(len) = front.then(|| head(lexis, clean)).flatten() else { break };
        counted |= clean.starts_with(|c: char| c.is_ascii_digit());
        name.start += len;
    }
    (without_figures(text, after_attribute(text, name, signs)), counted)
}

/// What may stand at the end of a name and is no part of it.
const BACK: [char; 3] = [' ', '的', '('];

/// The name without the bracket at its end that tells money, length or years of it.
fn without_figures(text: &str, name: Span) -> Span {
    let body = name.of(text);
    let at = if body.ends_with(')') { body.rfind('(') } else { None };
    let Some(at) = at.filter(|&at| at >= 6) else { return name };
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
        .find(|word| name.starts_with(**word) && name.len() > word.len() + 6 && !lexis.places.begins_home(name))
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
    (rest.len() >= 9 && lexis.family(rest).is_some()).then_some(name.len() - rest.len())
}

/// The name behind the last 的 outside of brackets, where enough of it is left.
fn after_attribute(text: &str, name: Span, signs: &[Sign]) -> Span {
    let of = signs.iter().rfind(|sign| sign.is(OF) && name.start <= sign.at() && sign.at() < name.end);
    match of.map(|of| of.at() + '的'.len_utf8()) {
        Some(at) if name.end - at >= 9 && !text[at..name.end].contains([')', '”']) => Span::new(at, name.end),
        _ => name,
    }
}

impl Name {
    /// A name that is not yet looked into: only what it ends with is known.
    fn new(lexis: &Lexis, text: &str, span: Span, ends: &Ends) -> Self {
        let name = span.of(text);
        let family = ends.noun.map(|(family, _)| family);
        let body = body(name);
        let own = if body.len() == name.len() { family } else { lexis.family(body) };
        let one_word = ends.noun.is_some_and(|(_, len)| usize::from(len) == name.len());
        let core = if family == Some(Family::Work) { core(lexis, name) } else { None };
        Self { span, traits: Traits::default(), family, own, core, one_word, goal: ends.goal, stage: None }
    }

    /// The same, where a verb may stand behind the name that is its own and no part of it. `ends`: what the two together end with.
    pub fn before_verb<'p>(lexis: &Lexis<'p>, text: &str, span: Span, ends: &'p Ends, counted: bool) -> Self {
        let whole = span.of(text);
        let closing = closing_at(lexis, whole, ends, true);
        // 新建 is a part of the name: 甲医院异地新建.
        let stage = closing.stage.filter(|_| !whole.ends_with("新建") && whole.len() >= closing.len + 9);
        let mut name = match stage {
            Some(_) => {
                let name = Span::new(span.start, span.end - closing.len);
                Self::new(lexis, text, name, lexis.ends(name.of(text)))
            }
            None => Self::new(lexis, text, span, ends),
        };
        name.traits.counted = counted;
        Self { stage, ..name }
    }

    /// Looks what the name is made of, and cuts it where it ends though no mark does.
    pub fn look(&mut self, lexis: &Lexis, text: &str) {
        let counted = self.traits.counted;
        let mut look = lexis.glossary.look(lexis.places, self.span.of(text));
        if look.has(ELSEWHERE)
            && let Some(at) = elsewhere(self.span.of(text))
        {
            let span = Span::new(self.span.start, self.span.start + at);
            *self = Self::new(lexis, text, span, lexis.ends(span.of(text)));
            look = lexis.glossary.look(lexis.places, self.span.of(text));
        }
        self.traits = traits(lexis, self.span.of(text), &look, counted);
    }
}

/// Words before which a name ends: what it shall become, or what the next sentence leans on where a full stop is lost.
const ELSEWHERES: [&str; 9] = ["依托", "申报为", "晋升为", "整合为", "升格为", "争创为", "创建为", "纳入", "列入"];

/// Where the first of these stands in a name, but not at its beginning.
fn elsewhere(name: &str) -> Option<usize> {
    let ends = |at: usize| at >= 6 && ELSEWHERES.iter().any(|word| name[at..].starts_with(word));
    name.char_indices().map(|(at, _)| at).find(|&at| ends(at))
}

/// 一期, 二期 or a bracket at its end.
fn phase(name: &str, look: &Look) -> bool {
    let numbered = || name.match_indices('期').any(|(at, _)| name[..at].ends_with(['一', '二', '三', '四', '五']));
    name.ends_with(')') || look.has(PHASE) && numbered()
}

fn traits(lexis: &Lexis, name: &str, look: &Look, counted: bool) -> Traits {
    let numbered = |c: char| c.is_ascii_digit();
    Traits {
        chars: look.chars as u16,
        open: (name.len() - look.common) as u16,
        latin: look.has(LATIN),
        digit: look.has(DIGIT),
        quote: look.has(QUOTE),
        route: look.has(ROUTE),
        phase: phase(name, look),
        counted: counted || look.has(NUMERAL) && (count(lexis, name).is_some() || name.starts_with(numbered) || count_behind(lexis, name)),
        scoped: look.has(SCOPE),
        place_head: look.place,
        place_sign: look.has(PLACE),
        headed: look.place || look.common == 0 && name.starts_with(|c: char| !c.is_ascii()),
        clausal_head: look.has(CLAUSAL_HEAD),
        own: own(look, name),
        ranked: look.has(RANK),
    }
}

/// 市, 县, 州 or 省 before an institution, and not the head of a common word (市场, 县域).
fn own(look: &Look, name: &str) -> bool {
    let head = name.strip_prefix(['市', '县', '州', '省', '区']);
    head.is_some_and(|rest| rest.chars().count() >= 3 && !(1..=12).contains(&look.common) && !rest.starts_with(['县', '区', '市', '级']))
}

/// A count at the end: 检查站2个.
fn count_behind(lexis: &Lexis, name: &str) -> bool {
    let classifier = lexis.classifiers.ends_with(name);
    classifier.is_some_and(|len| name[..name.len() - len].ends_with(|c: char| c.is_ascii_digit()))
}

/// The family of what a work is done on: the noun before 改扩建, 二期工程 and their like.
fn core(lexis: &Lexis, name: &str) -> Option<Family> {
    let mut rest = name;
    for _ in 0..3 {
        let (family, len) = lexis.ends(rest).noun?;
        match family {
            Family::Work => rest = &rest[..rest.len() - usize::from(len)],
            family if rest.len() < name.len() && family.is_strong() => return Some(family),
            _ => return None,
        }
    }
    None
}
