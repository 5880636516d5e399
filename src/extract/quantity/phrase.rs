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

    /// The subject that a piece of a clause ends with; the piece ends where the verb begins.
    pub fn subject<'t>(&self, piece: &'t str) -> &'t str {
        let noun = self.without_lead(after_open_bracket(piece));
        let noun = noun.trim_end_matches(['、', ',', '的', ':']);
        self.without_tail(noun)
    }

    /// The noun phrase that stands directly before a figure, 新增 规模企业, and the verb before it.
    pub fn counted<'t>(&self, piece: &'t str) -> Subject<'t> {
        let whole = self.without_lead(after_open_bracket(piece)).trim_end_matches(['、', ',', ':']);
        let mut noun = whole;
        let mut verb = "";
        while let Some(len) = self.verb_len(noun) {
            if noun.len() == len {
                break;
            }
            verb = &noun[..len];
            noun = self.without_lead(noun[len..].trim_start_matches(['了', '、', '及', '和', '或', '与', '并']));
        }
        if noun.is_empty() {
            return Subject { noun: whole, verb: "" };
        }
        Subject { noun: self.without_tail(noun), verb }
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
            if shorter.is_empty() || keeps_lead(&rest[..len], shorter) {
                return if shorter.is_empty() { shorter } else { rest };
            }
            rest = shorter;
        }
        rest
    }

    /// Takes off a helping verb or adverb that a subject does not end with.
    fn without_tail<'t>(&self, text: &'t str) -> &'t str {
        const TAILS: &[&str] = &[
            "分别", "均", "力争", "确保", "实现", "累计", "预计", "总体", "稳定", "约", "将", "已", "都", "要", "年均", "保持", "全年", "全部", "共", "共计", "预期", "合计", "达",
            "年", "再", "总共", "各",
        ];
        let mut rest = text;
        while let Some(tail) = TAILS.iter().find(|tail| rest.len() > tail.len() && rest.ends_with(**tail)) {
            rest = rest[..rest.len() - tail.len()].trim_end_matches(['、', ',']);
        }
        rest
    }

    /// The object that begins a piece of text: 所 | 乡村学校 | ,…; may be empty.
    pub fn object<'t>(&self, text: &'t str) -> &'t str {
        let text = text.trim_start_matches(['的', '左']);
        let end = self.object_end(text);
        let noun = text[..end].trim_end_matches(['、', '等', '的', '和', '及', '与', '并', ':', '(', '“']);
        noun
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
                    // A、B、C的N: the marks stand within a modifier.
                    match modifier_end(&text[at..]) {
                        Some(len) => at += len,
                        None => return at,
                    }
                    continue;
                }
                ',' | ';' | ':' | '。' | '!' | '?' | '\n' | '\t' if depth == 0 => return at,
                '\n' | '。' => return at,
                _ if depth == 0 && at > 0 => {
                    let stops = self.stop.starts_with(&text[at..]).is_some_and(|len| !self.goes_on(text, at, len));
                    let joined = matches!(c, '和' | '及' | '与') && joins_a_figure(&text[next..]);
                    if stops || joined {
                        return at;
                    }
                }
                _ if depth == 0 && self.stop.starts_with(text).is_some_and(|len| len > 3) => return 0,
                _ => {}
            }
            at = next;
        }
        at
    }

    /// Whether a stop word is part of the noun after all: 创建 in 示范创建单位, 建立 in 建立研发机构的比例.
    fn goes_on(&self, text: &str, at: usize, len: usize) -> bool {
        const NOUNS: &[&str] = &[
            "单位", "的", "基地", "中心", "工程", "项目", "示范", "平台", "机构", "园区", "试点", "县", "企业", "计划", "行动", "团队", "区", "点", "站", "机", "线", "型", "性", "城", "率", "区域", "体系",
            "服务", "人才", "人员", "小区", "任务", "专业", "系统", "设施", "公司", "指数", "面积", "用地", "通道", "集团", "联盟", "联合", "网络",
        ];
        let rest = &text[at + len..];
        let word = &text[at..at + len];
        // One character stops only before something that is no word with it.
        if len == 3 && matches!(word, "有" | "都" | "被" | "为" | "对" | "到" | "以" | "比" | "供" | "由" | "来" | "是" | "设" | "均" | "列" | "占" | "给" | "并" | "总" | "共" | "如" | "获" | "按" | "让" | "居" | "达" | "向" | "从" | "使" | "需" | "将" | "已" | "在" | "跨" | "超" | "赴" | "较" | "且") {
            return matches!(word, "有" | "都" | "被" | "对" | "比" | "供" | "由" | "设" | "均" | "列" | "居" | "总" | "共" | "来" | "使" | "按" | "达" | "给" | "以" | "为" | "跨" | "并" | "到" | "是" | "需")
                && !clearly_verbal(word, &text[..at], rest);
        }
        NOUNS.iter().any(|noun| rest.starts_with(noun))
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

/// 在校生, 新能源, 年均受教育年限: a leading word that is part of the noun.
fn keeps_lead(lead: &str, rest: &str) -> bool {
    match lead {
        "在" => rest.starts_with(["校", "岗", "职", "册", "建", "线", "园", "读", "编"]) || rest.starts_with("库") || rest.starts_with("外"),
        "新" => rest.starts_with(["能", "型", "兴", "材", "技", "生", "四", "业", "质", "媒", "市", "社", "区", "城", "农", "婚"]) || rest.starts_with("一代"),
        "规划" => rest.starts_with(["面", "用", "区", "建"]),
        "目标" | "综合" | "人员" | "任务" | "保障" | "主要" | "重点" | "计划" => !rest.starts_with(['为', '是']) && lead != "主要" || rest.starts_with("污染物"),
        "平均" => rest.starts_with(["受教育", "预期", "寿命", "浓度", "工资", "气温", "水"]),
        "年均" => rest.starts_with(["浓度", "气温", "降"]),
        "基本" => rest.starts_with(["养老", "医疗", "公共", "农田", "医保", "草原", "生活"]),
        "其" => rest.starts_with(["他", "余"]),
        "以" | "为" | "经" | "由" | "从" | "对" | "按" | "把" | "该" | "有" | "是" | "要" | "应" | "须" | "又" | "也" | "还" | "的" | "了" | "或" | "与" | "和" | "及" => {
            (lead == "经" && rest.starts_with(["济", "营", "费", "开"]))
                || (lead == "应" && rest.starts_with(["急", "届", "用", "收"]))
                || (lead == "有" && rest.starts_with(["效", "色", "机", "线", "关", "公共", "组织", "条件", "劳动"]))
                || (lead == "对" && rest.starts_with(["外", "口", "垃圾", "社"]))
                || (lead == "和" && rest.starts_with(['谐', '平', '美']))
                || (lead == "以" && rest.starts_with(['色', '上', '下']))
                || (lead == "要" && rest.starts_with(['素']))
                || (lead == "由" && rest.starts_with(['于']))
        }
        "底" | "初" | "末" | "前" | "时" | "来" | "期间" | "时期" => {
            (lead == "初" && rest.starts_with(["中", "级", "次"])) || (lead == "来" && rest.starts_with(["华", "料"])) || (lead == "前" && rest.starts_with("沿"))
        }
        "再" => rest.starts_with(["生", "就", "造", "担"]),
        "现" => rest.starts_with(["代", "价", "金", "役"]),
        "共" => rest.starts_with(["享", "青", "建", "同", "有产权"]),
        "都" => rest.starts_with(["市"]),
        "全面" | "全部" | "持续" | "不" | "更" | "更多" | "另" | "且" | "则" => lead == "不" && !rest.starts_with("断"),
        "到" | "至" => rest.starts_with(["位", "岗", "账", "访", "诊"]),
        "获" => rest.starts_with(["得", "奖"]),
        "比" => rest.starts_with(["重", "例", "率", "赛"]),
        "同" | "同比" => false,
        "均" => rest.starts_with(["衡"]),
        "分别" | "达" => rest.starts_with(["标"]),
        "约" => rest.starts_with(["束"]),
        "近" => rest.starts_with(["零", "海", "岸", "视"]),
        "各" => rest.starts_with(["类", "项", "级"]),
        "使" => rest.starts_with(["用"]),
        "支持" | "推进" | "引导" | "促进" => false,
        "实现" => false,
        "时" | "经济" => false,
        "通过" => rest.starts_with(['率']),
        "取得" => rest.starts_with(["国家", "专业", "职业"]) && false,
        "优于" | "好于" | "达到" => rest.starts_with("或") || rest.starts_with("Ⅲ") || rest.starts_with("Ⅱ"),
        _ => false,
    }
}

fn clearly_verbal(word: &str, before: &str, rest: &str) -> bool {
    match word {
        "为" => before.ends_with(['成', '列', '定', '评']) || rest.starts_with(['国', '省', '市']),
        "到" => rest.starts_with(['位']) || before.ends_with(['达', '增', '提', '升', '降']),
        "以" => rest.starts_with("上的") || rest.starts_with("内"),
        "由" => rest.starts_with(['国', '市', '省']),
        "需" => rest.starts_with(['要']),
        "有" => rest.starts_with(['序', '望']),
        "列" => rest.starts_with(['全', '入', '第']),
        "居" => rest.starts_with(['全']),
        "达" => rest.starts_with(['标', '到']) || rest.starts_with(|c: char| c.is_ascii_digit()),
        "均" | "都" => !rest.starts_with(['衡', '市', '等']),
        "共" | "总" => rest.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

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
