//! Objects: the noun phrase behind a figure, to where another phrase begins.

use super::Phrases;

impl Phrases<'_> {
    /// The object that begins a piece of text: 所 | 乡村学校 | ,…; may be empty.
    pub fn object<'t>(&self, text: &'t str) -> &'t str {
        let start = self.behind_relative(behind_marks(text));
        self.object_up_to(start, self.object_end(start))
    }

    /// The object of a count; a list that is closed by what its items are is counted as that.
    pub fn counted_object<'t>(&self, text: &'t str) -> &'t str {
        let start = self.behind_relative(behind_marks(text));
        let end = self.object_end(start);
        self.kind_of_list(start, end).unwrap_or_else(|| self.object_up_to(start, end))
    }

    fn object_up_to<'t>(&self, text: &'t str, end: usize) -> &'t str {
        let noun = text[..end].trim_end_matches(['、', '的', '和', '及', '与', '并', ':', '(', '“']);
        match self.scopes.starts_with(noun) {
            Some(len) if !noun[len..].starts_with('级') => &noun[..len],
            _ => self.core(noun),
        }
    }

    /// 3家 | 在全国有影响力的 | 平台: behind a relative clause that begins with a word at which objects end.
    fn behind_relative<'t>(&self, text: &'t str) -> &'t str {
        if self.stop.starts_with(text).is_none() || self.relative.starts_with(text).is_none() {
            return text;
        }
        let stop = text.find([',', ';', ':', '。', '\n', '、']).unwrap_or(text.len());
        let relative = text[..stop].find('的').map(|at| at + '的'.len_utf8());
        relative.filter(|&at| at < stop && text[..at].chars().nth(24).is_none()).map_or(text, |at| &text[at..])
    }

    /// 10个 | 创新中心、实验室等 | 创新载体: a list that is closed by what its items are.
    fn kind_of_list<'t>(&self, text: &'t str, end: usize) -> Option<&'t str> {
        let rest = text[end..].strip_prefix('、')?;
        let stop = rest.find([',', ';', ':', '。', '\n', '(', ')']).unwrap_or(rest.len());
        let list = &rest[..stop];
        if list.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let kind = list.char_indices().find(|&(at, c)| c == '等' && ends_a_list(&list[at + c.len_utf8()..]))?.0;
        let noun = self.object(&list[kind + '等'.len_utf8()..]);
        (noun.chars().nth(1).is_some() && !self.no_kinds.contains(noun)).then_some(noun)
    }

    /// As many people as the figure says, without what is done for them: 学生 | 免除学杂费.
    pub fn people<'t>(&self, noun: &'t str) -> &'t str {
        match self.persons.find(noun) {
            Some(hit) if !noun[hit.end..].starts_with(['和', '及', '与', '、', '的', '数', '(']) => &noun[..hit.end],
            _ => noun,
        }
    }

    /// Things without what is done to them: 中型水库 | 除险加固工程.
    pub fn without_works<'t>(&self, noun: &'t str) -> &'t str {
        self.works
            .ends_with(noun)
            .filter(|len| noun[..noun.len() - len].chars().nth(2).is_some())
            .map_or(noun, |len| &noun[..noun.len() - len])
    }

    /// Without what the noun does not need: 有一定规模的 企业, 要素集聚、配套完善的 产业链, 示范园(托管园或共建园).
    pub(super) fn core<'t>(&self, noun: &'t str) -> &'t str {
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
        sum(noun).map_or(noun, |(before, _)| before)
    }

    /// What a list before a count is summed up as: 医院、学校等 | 民生项目 | 23个. Where that says nothing, the list stands: 交通物流等项目.
    pub(super) fn summed_up<'t>(&self, noun: &'t str) -> &'t str {
        let tells = |kind: &str| {
            kind.chars().nth(2).is_some() && !kind.contains('的') && !self.no_kinds.contains(kind) && !self.begins_with_verb(kind)
        };
        sum(noun).map(|(_, kind)| kind).filter(|kind| tells(kind)).unwrap_or(noun)
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
                '了' if depth == 0 && at > 0 && !text[next..].starts_with('解') => return before_verb(text, at),
                _ if depth == 0 => {
                    if let Some(len) = self.inside.starts_with(&text[at..]) {
                        at += len;
                        continue;
                    }
                    if c == '比' && at > 0 && self.begins_reference(&text[next..]) {
                        return at;
                    }
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
        if self.keep.starts_with(&text[at..]).is_some() {
            return true;
        }
        let noun = self.nouns.starts_with(&text[at + len..]).filter(|_| text[at..at + len].chars().nth(1).is_some());
        noun.is_some_and(|noun| {
            let rest = &text[at + len + noun..];
            rest.is_empty()
                || rest.starts_with(NOUN_ENDS)
                || self.nouns.starts_with(rest).is_some_and(|len| len > '性'.len_utf8())
                || self.heads.starts_with(rest).is_some()
        })
    }

    /// The object of the last verb of doing in a clause before: 打造 | 输变电产业集群.
    pub fn last_object<'t>(&self, clause: &'t str) -> &'t str {
        let hit = self.doing.find_all(clause).filter(|hit| hit.end < clause.len()).last();
        hit.map_or("", |hit| self.object(&clause[hit.end..]))
    }
}

/// What may stand behind a noun.
const NOUN_ENDS: [char; 16] = ['、', ',', '。', ';', ':', '(', ')', '”', '的', '和', '及', '与', '等', '建', '试', '创'];

/// Behind a bracket that a text begins with: 40万人次(责任单位:市人社局), 新建(修复) | 雨污管网.
pub(super) fn behind_bracket(text: &str) -> &str {
    let end = if text.starts_with('(') { text.find(')') } else { None };
    end.map_or(text, |end| &text[end + 1..])
}

/// Behind 的 and behind the 等 that closes a list of figures: 26条、消费11条等 | 政策.
fn behind_marks(text: &str) -> &str {
    let text = behind_bracket(text.trim_start_matches(['的', '左']));
    text.strip_prefix('等').filter(|rest| ends_a_list(rest)).unwrap_or(text)
}

/// What stands before and behind the 等 that closes a list; 高等 and 同等 close none.
fn sum(noun: &str) -> Option<(&str, &str)> {
    let in_word = |before: &str| before.is_empty() || before.ends_with(['高', '中', '初', '平', '同', '均', '对', '相']);
    let closes = |&(at, c): &(usize, char)| c == '等' && !in_word(&noun[..at]) && ends_a_list(&noun[at + c.len_utf8()..]);
    let (at, c) = noun.char_indices().find(closes)?;
    Some((&noun[..at], &noun[at + c.len_utf8()..]))
}

/// 等级, 等候 and 等待 close no list.
fn ends_a_list(behind: &str) -> bool {
    !behind.starts_with(['级', '候', '待', '效', '离'])
}

/// Where a verb of two characters begins that ends before `at`: 设施 | 配备了.
fn before_verb(text: &str, at: usize) -> usize {
    let two = text[..at].char_indices().rev().nth(1).map(|(start, _)| start);
    two.filter(|&start| start > 0).unwrap_or(at)
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
