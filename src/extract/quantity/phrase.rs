//! Noun phrases beside a figure: where a subject begins, where an object ends, and what an unfinished one takes over.
//!
//! There is no parser of Chinese here: a phrase is what is left of a clause when the words of the lists `quantity.*` are taken off.

use crate::rules::{Pack, WordList};

/// The word lists that phrases are cut with.
#[derive(Clone, Copy, Debug)]
pub struct Phrases<'p> {
    lead: &'p WordList,
    doing: &'p WordList,
    change: &'p WordList,
    stop: &'p WordList,
    heads: &'p WordList,
    modifiers: &'p WordList,
    bare: &'p WordList,
    keep: &'p WordList,
    nouns: &'p WordList,
    tails: &'p WordList,
    adjectives: &'p WordList,
    relative: &'p WordList,
    scopes: &'p WordList,
}

/// A subject with the verb that was taken off in front of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject<'t> {
    /// The noun phrase; may be empty.
    pub noun: &'t str,
    /// The verb in front, 新增; empty without one.
    pub verb: &'t str,
}

impl<'p> Phrases<'p> {
    /// The lists of a pack.
    pub fn new(pack: &'p Pack) -> Self {
        Self {
            lead: pack.words("quantity.lead"),
            doing: pack.words("quantity.do"),
            change: pack.words("quantity.change"),
            stop: pack.words("quantity.stop"),
            heads: pack.words("quantity.heads"),
            modifiers: pack.words("quantity.modifiers"),
            bare: pack.words("quantity.bare_heads"),
            keep: pack.words("quantity.keep"),
            nouns: pack.words("quantity.nouns"),
            tails: pack.words("quantity.tails"),
            adjectives: pack.words("quantity.adjectives"),
            relative: pack.words("quantity.relative"),
            scopes: pack.words("quantity.scopes"),
        }
    }

    /// Whether a verb says how much more or less there is.
    pub fn is_change(&self, verb: &str) -> bool {
        self.change.contains(verb)
    }

    /// Whether a noun says nothing without its owner: 产值.
    pub fn is_bare_head(&self, noun: &str) -> bool {
        self.bare.contains(noun)
    }

    /// Whether a noun is nothing but a modifier of a list: 国家级.
    pub fn is_modifier(&self, noun: &str) -> bool {
        self.modifiers.contains(noun)
    }

    /// A noun without the modifier in front: 国家级 | 创新平台.
    pub fn without_modifier<'t>(&self, noun: &'t str) -> &'t str {
        self.modifiers.starts_with(noun).filter(|len| *len < noun.len()).map_or(noun, |len| &noun[len..])
    }

    /// What the last item of a list has behind what the item before it has: 国家级 and 省级协会会员 share 协会会员.
    pub fn shared_tail<'t>(&self, item: &str, last: &'t str) -> Option<&'t str> {
        if self.modifiers.contains(item) {
            return self.modifiers.starts_with(last).map(|len| &last[len..]).filter(|tail| !tail.is_empty());
        }
        const TAILS: &[&str] = &["项目", "工程", "示范区", "产业园", "园区"];
        let short = item.chars().count() <= 4;
        TAILS
            .iter()
            .find(|tail| short && last.ends_with(**tail) && !TAILS.iter().any(|t| item.ends_with(t)))
            .map(|tail| &last[last.len() - tail.len()..])
    }

    /// The subject that a piece of a clause ends with; the piece ends where the verb begins.
    pub fn subject<'t>(&self, piece: &'t str) -> &'t str {
        let noun = self.without_lead(after_open_bracket(piece));
        let noun = noun.trim_end_matches(['、', ',', '的', ':']);
        self.without_tail(noun)
    }

    /// The noun phrase that stands directly before a figure, 新增 规模企业, and the verb before it.
    pub fn counted<'t>(&self, piece: &'t str) -> Subject<'t> {
        let piece = after_open_bracket(piece);
        let piece = piece.rfind("至少").map_or(piece, |at| &piece[at..]);
        let whole = self.without_lead(piece).trim_end_matches(['、', ',', ':']);
        let (mut noun, mut verb) = (whole, "");
        while let Some(len) = self.verb_len(noun) {
            let rest = self.without_lead(noun[len..].trim_start_matches(['了', '、', '及', '和', '或', '与', '并']));
            if rest.chars().nth(1).is_none() || self.is_generic(rest) {
                break;
            }
            (verb, noun) = (&noun[..len], rest);
        }
        if let Some((before, at)) = self.verb_within(noun) {
            (verb, noun) = (before, at);
        }
        Subject { noun: self.without_tail(self.core(noun)), verb }
    }

    /// A verb with a noun on both sides: 中心城区 | 改造 | 老旧小区.
    fn verb_within<'t>(&self, noun: &'t str) -> Option<(&'t str, &'t str)> {
        let hit = self.doing.find_all(noun).filter(|hit| hit.start > 0 && hit.word.chars().nth(1).is_some()).last()?;
        let rest = self.without_lead(noun[hit.end..].trim_start_matches(['了', '、', '及', '和', '或', '与', '并']));
        let part_of_noun = rest.chars().nth(if hit.word.starts_with('新') && hit.word != "新建" { 2 } else { 1 }).is_none()
            || self.nouns.starts_with(rest).is_some()
            || self.heads.starts_with(rest).is_some()
            || noun.contains('的');
        (!part_of_noun).then_some((&noun[hit.start..hit.end], rest))
    }

    /// Whether a noun is too general to stand without what is before it: 上市 企业, 安置 基地.
    fn is_generic(&self, noun: &str) -> bool {
        self.nouns.contains(noun) || self.heads.contains(noun) && noun.chars().count() <= 2
    }

    /// Whether a text is nothing but a verb of doing.
    pub fn is_verb(&self, text: &str) -> bool {
        self.doing.contains(text)
    }

    fn verb_len(&self, text: &str) -> Option<usize> {
        let len = self.doing.starts_with(text)?;
        // 建设用地 and 投资额 begin with no verb.
        let rest = &text[len..];
        (!rest.starts_with(['率', '量', '额', '数', '者', '业', '面', '商', '地', '期', '力', '性'])).then_some(len)
    }

    /// Takes off scope, adverbs and helping verbs, again and again.
    pub fn without_lead<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text.trim_start_matches(LEADING);
        while let Some(len) = self.lead.starts_with(rest) {
            let shorter = rest[len..].trim_start_matches(LEADING);
            if self.keep.starts_with(rest).is_some() {
                return rest;
            }
            rest = shorter;
        }
        rest
    }

    /// Takes off a helping verb or adverb that a subject does not end with.
    fn without_tail<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text;
        while let Some(len) = self.tails.ends_with(rest).filter(|len| *len < rest.len()) {
            rest = rest[..rest.len() - len].trim_end_matches(['、', ',']);
        }
        rest
    }

    /// The object that begins a piece of text: 所 | 乡村学校 | ,…; may be empty.
    pub fn object<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim_start_matches(['的', '左']);
        let end = self.object_end(text);
        let noun = text[..end].trim_end_matches(['、', '的', '和', '及', '与', '并', ':', '(', '“']);
        match self.scopes.starts_with(noun) {
            Some(len) if !noun[len..].starts_with('级') => &noun[..len],
            _ => self.core(noun),
        }
    }

    /// Without what the noun does not need: 有一定规模的 企业, 要素集聚、配套完善的 产业链, 示范园(托管园或共建园).
    fn core<'t>(&self, noun: &'t str) -> &'t str {
        let mut noun = noun;
        if let Some(at) = noun.rfind('的').filter(|&at| at > 0) {
            let (before, after) = (&noun[..at], &noun[at + '的'.len_utf8()..]);
            let told = before.contains('、') || self.relative.starts_with(before).is_some();
            if told && after.chars().nth(1).is_some() {
                noun = after;
            }
        }
        if let Some(at) = noun.find('(').filter(|&at| at > 0 && noun.ends_with(')') && noun[at..].chars().count() > 7) {
            noun = &noun[..at];
        }
        self.before_and_so_on(noun)
    }

    /// 交通物流 | 等项目建设.
    fn before_and_so_on<'t>(&self, noun: &'t str) -> &'t str {
        let cut = noun
            .char_indices()
            .find(|&(at, c)| c == '等' && at > 0 && !noun[at + c.len_utf8()..].starts_with(['级', '候', '待', '效', '离']));
        cut.map_or(noun, |(at, _)| &noun[..at])
    }

    fn object_end(&self, text: &str) -> usize {
        let mut depth = 0usize;
        let mut at = 0;
        while at < text.len() {
            let Some(c) = text[at..].chars().next() else { break };
            let next = at + c.len_utf8();
            match c {
                '(' | '“' | '《' => depth += 1,
                ')' | '”' | '》' if depth == 0 => return at,
                ')' | '”' | '》' => depth -= 1,
                '、' if depth == 0 => {
                    // A、B、C的N, 智能化、无人化试点, 国、省品牌: the marks stand within a modifier.
                    match modifier_end(&text[at..]) {
                        Some(len) => at += len,
                        None if self.adjectives.ends_with(&text[..at]).is_some() || self.modifiers.contains(&text[..at]) => at = next,
                        None => return at,
                    }
                    continue;
                }
                ',' | ';' | ':' | '。' | '!' | '?' | '\n' | '\t' if depth == 0 => return at,
                '\n' | '。' => return at,
                _ if depth == 0 => {
                    let stops = self.stop.starts_with(&text[at..]).is_some_and(|len| !self.goes_on(text, at, len));
                    let joined = matches!(c, '和' | '及' | '与') && at > 0 && joins_a_figure(&text[next..]);
                    if stops || joined {
                        return at;
                    }
                }
                _ => {}
            }
            at = next;
        }
        at
    }

    /// Whether a stop word is part of the noun after all: 创建 in 示范创建单位.
    fn goes_on(&self, text: &str, at: usize, len: usize) -> bool {
        self.nouns.starts_with(&text[at + len..]).is_some() && text[at..at + len].chars().nth(1).is_some()
            || self.keep.starts_with(&text[at..]).is_some()
    }

    /// A list with a shared tail or head dealt out: 铁路、公路里程 → 铁路里程, 公路里程.
    pub fn deal(&self, list: &str) -> Vec<String> {
        let items: Vec<&str> = split_list(list);
        let Some((last, others)) = items.split_last() else { return Vec::new() };
        let mut out: Vec<String> = others.iter().map(|item| self.completed(item, last)).collect();
        out.push((*last).to_owned());
        out
    }

    /// An item of a list with the tail of its last item, where it has none of its own.
    fn completed(&self, item: &str, last: &str) -> String {
        if self.heads.ends_with(item).is_some() && !self.modifiers.contains(item) {
            return item.to_owned();
        }
        if self.modifiers.contains(item)
            && let Some(len) = self.modifiers.starts_with(last)
        {
            return format!("{item}{}", &last[len..]);
        }
        // A shared middle such as 增加值占…比重: from the first head on.
        let tail = match self.heads.find(last) {
            Some(hit) if last[hit.end..].contains('占') => &last[hit.start..],
            _ => self.heads.ends_with(last).map_or("", |len| &last[last.len() - len..]),
        };
        format!("{item}{tail}")
    }

    /// The object of the last verb of doing in a clause before: 打造 | 输变电产业集群.
    pub fn last_object<'t>(&self, clause: &'t str) -> &'t str {
        let hit = self.doing.find_all(clause).filter(|hit| hit.end < clause.len()).last();
        hit.map_or("", |hit| self.object(&clause[hit.end..]))
    }
}

const LEADING: [char; 14] = ['、', ',', ':', ';', ' ', '”', ')', '》', '—', '-', '·', '。', '•', '\u{2003}'];

/// After a bracket that is opened and not closed.
fn after_open_bracket(piece: &str) -> &str {
    let mut open = Vec::new();
    for (at, c) in piece.char_indices() {
        match c {
            '(' => open.push(at + 1),
            ')' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.last().map_or(piece, |&at| &piece[at..])
}

/// 和 before a figure begins another count.
fn joins_a_figure(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with(['一', '两', '近', '约'])
}

/// How far a modifier with 、 goes on: `、B、C的` before the noun; none where a figure or the end comes first.
fn modifier_end(text: &str) -> Option<usize> {
    let stop = text.find([',', ';', ':', '。', '(', ')', '\n', '!', '?']).unwrap_or(text.len());
    let piece = &text[..stop];
    let end = piece.find('的')? + '的'.len_utf8();
    let before = &piece[..end];
    let figures = before.contains(|c: char| c.is_ascii_digit());
    (!figures && piece.len() > end && before.chars().count() <= 24).then_some(end)
}

/// The items of a list, by 、 and by 和 及 与 where they part its last two.
pub fn split_list(list: &str) -> Vec<&str> {
    let mut items: Vec<&str> = Vec::new();
    let (mut from, mut depth) = (0, 0usize);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '“' => depth += 1,
            ')' | '”' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => {
                items.push(&list[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    let last = &list[from..];
    match last.char_indices().find(|&(at, c)| matches!(c, '和' | '与' | '及') && at > 0 && fits_as_join(last, at, c)) {
        Some((at, c)) => {
            items.push(last[..at].trim_end_matches('以'));
            items.push(&last[at + c.len_utf8()..]);
        }
        None => items.push(last),
    }
    items.retain(|item| !item.is_empty());
    items
}

/// 和谐, 参与, 普及 hold the character without joining.
fn fits_as_join(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    match c {
        '和' => !matches!(before, Some('共' | '饱' | '总' | '谐' | '呼')) && !matches!(after, Some('谐' | '平' | '美')),
        '与' => !matches!(before, Some('参')),
        _ => !matches!(before, Some('普' | '涉' | '波')) && !matches!(after, Some('时' | '以')),
    }
}
