//! Noun phrases beside a figure: where a subject begins, where an object ends, and what an unfinished one takes over.
//!
//! There is no parser of Chinese here: a phrase is what is left of a clause when the words of the lists `quantity.*` are taken off.

mod compare;
mod lists;
mod object;
#[cfg(test)]
mod tests;

pub use lists::split_list;

use crate::rules::word_lists;

word_lists! {
    /// The word lists that phrases are cut with.
    pub struct Phrases {
        /// Dropped in front of a subject.
        lead = "quantity.lead",
        /// Verbs whose object is counted.
        doing = "quantity.do",
        /// Verbs that say how much more or less.
        change = "quantity.change",
        /// Where the phrase behind a count ends.
        stop = "quantity.stop",
        /// Nouns that make a phrase measurable.
        heads = "quantity.heads",
        /// Words in front that the items of a list differ in.
        modifiers = "quantity.modifiers",
        /// Heads that say nothing without their owner.
        bare = "quantity.bare_heads",
        /// Nouns that begin with a word that is dropped elsewhere.
        keep = "quantity.keep",
        /// Nouns that make a verb before them a part of the noun.
        nouns = "quantity.nouns",
        /// What stands behind a subject and is no part of it.
        tails = "quantity.tails",
        /// Ends of modifiers that a list goes on behind.
        adjectives = "quantity.adjectives",
        /// Beginnings of a relative clause.
        relative = "quantity.relative",
        /// Units of government that a plan counts.
        scopes = "quantity.scopes",
        /// Tails that the last item of a list lends to the item before it.
        shared = "quantity.shared_tails",
        /// Works at the end of what is counted.
        works = "quantity.works",
        /// Who is counted.
        persons = "quantity.persons",
        /// Words of comparison.
        comparing = "quantity.compare",
        /// What figures are set against.
        reference = "quantity.reference",
        /// Nouns behind a size.
        sized = "quantity.sized",
        /// What those of a size yield.
        yields = "quantity.yields",
        /// Verbs of output before a capacity.
        output = "quantity.output",
        /// The works that make a product.
        plants = "quantity.plants",
        /// What money is called by what it is.
        funds = "quantity.funds",
        /// Words in front that two items differ in, and that are nouns elsewhere.
        contrasts = "quantity.contrasts",
        /// What the items of a list share that is more than a head.
        lendings = "quantity.lendings",
        /// Words that name two things.
        pairs = "quantity.pairs",
        /// Words that hold a word at which phrases end.
        inside = "quantity.inside",
        /// What a works costs.
        outlays = "quantity.outlays",
        /// What closes a list of works and counts none.
        no_kinds = "quantity.no_kinds",
        /// Verbs of doing that are nouns within a name.
        nominal = "quantity.nominal",
        /// Verbs of more or less that are no noun by themselves.
        rises = "quantity.rises",
        /// Totals of what was named before.
        totals = "quantity.totals",
        /// Nouns of statistics whose figure is reached.
        levels = "quantity.levels",
        /// Words that begin like the end of a noun and are none.
        apart = "quantity.apart",
        /// Verbs that name what is measured themselves.
        activities = "quantity.activities",
        /// Words with which something is said of a subject beside its figure.
        asides = "quantity.asides",
        /// What is done for people.
        done = "quantity.done",
        /// What stands before animals that are kept or sold.
        herds = "quantity.herds",
        /// Words that say of every year.
        yearly = "quantity.yearly",
        /// Whom a rate is counted per.
        per_head = "quantity.per_head",
    }
}

/// A subject with the verb that was taken off in front of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject<'t> {
    /// The noun phrase; may be empty.
    pub noun: &'t str,
    /// The verb in front, 新增; empty without one.
    pub verb: &'t str,
}

impl Phrases<'_> {
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

    /// The subject that a piece of a clause ends with; the piece ends where the verb begins.
    pub fn subject<'t>(&self, piece: &'t str) -> &'t str {
        let piece = after_open_bracket(piece);
        // 发展成为人口超过20万的…: what it becomes is what is measured.
        let piece = rfind(piece, "成为").map_or(piece, |at| &piece[at + "成为".len()..]);
        let noun = self.without_lead(piece).trim_end_matches(['、', ',', '的', ':']);
        self.without_aside(self.without_tail(noun))
    }

    /// A subject without what is said of it beside the figure: 粮食产量 | 连续13年稳定在430亿斤, 通车里程 | 全国第四、突破1万公里.
    fn without_aside<'t>(&self, noun: &'t str) -> &'t str {
        let aside = self.asides.find(noun).filter(|hit| hit.start > 0);
        aside.map_or(noun, |hit| noun[..hit.start].trim_end_matches(['、', ',']))
    }

    /// The noun phrase that stands directly before a figure, 新增 规模企业, and the verb before it.
    pub fn counted<'t>(&self, piece: &'t str) -> Subject<'t> {
        let piece = object::behind_bracket(after_open_bracket(piece));
        let piece = rfind(piece, "至少").map_or(piece, |at| &piece[at..]);
        let whole = self.without_lead(piece).trim_end_matches(['、', ',', ':']);
        let (mut noun, mut verb) = (whole, "");
        while let Some(len) = self.verb_len(noun).filter(|&verb| !self.is_within_noun(noun, verb)) {
            let rest = self.without_lead(noun[len..].trim_start_matches(['了', '、', '及', '和', '或', '与', '并']));
            if rest.chars().nth(1).is_none() || self.is_generic(rest) && self.nominal.contains(&noun[..len]) {
                break;
            }
            (verb, noun) = (&noun[..len], rest);
        }
        if let Some((before, at)) = self.verb_within(noun) {
            (verb, noun) = (before, at);
        }
        let noun = if verb.is_empty() { noun } else { object::behind_bracket(noun) };
        Subject { noun: self.without_tail(self.core(self.summed_up(noun))), verb }
    }

    /// Whether the verb of so many bytes that a text begins with is the beginning of a noun: 到位资金, but not 新增就业.
    fn is_within_noun(&self, text: &str, verb: usize) -> bool {
        self.keep.starts_with(text).is_some_and(|kept| kept > verb) && !self.is_change(&text[..verb])
    }

    /// A verb with a noun on both sides: 中心城区 | 改造 | 老旧小区.
    fn verb_within<'t>(&self, noun: &'t str) -> Option<(&'t str, &'t str)> {
        let hit = self.doing.find_all(noun).filter(|hit| hit.start > 0 && hit.word.chars().nth(1).is_some()).last()?;
        if self.goes_on_as_noun(&noun[hit.end..]) || self.keep.starts_with(&noun[hit.start..]).is_some() {
            return None;
        }
        let rest = self.without_lead(noun[hit.end..].trim_start_matches(['了', '、', '及', '和', '或', '与', '并']));
        let before = &noun[..hit.start];
        // 成果转化载体: within a name such verbs are nouns; behind a place they are not, 中心城区改造老旧小区.
        let in_name = self.nominal.contains(hit.word) && !before.ends_with(PLACES) && !rest.starts_with(['老', '新', '农', '城', '背']);
        let part_of_noun = rest.chars().nth(if hit.word.starts_with('新') && hit.word != "新建" { 2 } else { 1 }).is_none()
            || in_name
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
        self.doing.contains(text) || self.rises.contains(text)
    }

    /// Whether a text is a verb of more or less that is no noun by itself.
    pub fn is_rise(&self, text: &str) -> bool {
        self.rises.contains(text)
    }

    /// Whether a noun ends with a verb of more or less: 房地产去库存.
    pub fn ends_with_change(&self, noun: &str) -> bool {
        self.change.ends_with(noun).is_some()
    }

    /// Whether a noun ends with what is measured: 里程, 面积.
    pub fn ends_with_head(&self, noun: &str) -> bool {
        self.heads.ends_with(noun).is_some()
    }

    /// A noun without the head that it ends with: 规模以上工业 | 总产值.
    pub fn without_head<'t>(&self, noun: &'t str) -> &'t str {
        let Some(len) = self.bare.ends_with(noun) else { return noun };
        let owner = &noun[..noun.len() - len];
        // 粮食 | 播种 | 面积
        self.doing
            .ends_with(owner)
            .filter(|len| owner[..owner.len() - len].chars().nth(1).is_some())
            .map_or(owner, |len| &owner[..owner.len() - len])
    }

    /// Whether a text begins with a verb of doing.
    pub fn begins_with_verb(&self, text: &str) -> bool {
        self.verb_len(text).is_some()
    }

    /// Whether money is named by what it is: 财政资金, 绿色贷款.
    pub fn is_fund(&self, noun: &str) -> bool {
        self.funds.ends_with(noun).is_some()
    }

    /// Whether a text ends with what a works costs: 总投资, of which 投资 is no verb.
    pub fn ends_with_outlay(&self, text: &str) -> bool {
        self.outlays.ends_with(text).is_some()
    }

    /// Whether the figure of a noun is reached, not done: 吞吐量, 出栏肉羊.
    pub fn is_level(&self, noun: &str) -> bool {
        self.levels.ends_with(noun).is_some() || self.herds.starts_with(noun).is_some()
    }

    /// Whether a verb names by itself what is measured: 造林19万亩.
    pub fn is_activity(&self, verb: &str) -> bool {
        self.activities.contains(verb)
    }

    /// Whether a noun tells what is done for people: 城镇新增就业.
    pub fn is_done(&self, noun: &str) -> bool {
        self.done.ends_with(noun).is_some()
    }

    /// Whether a verb of output ends the text: 年产.
    pub fn is_output(&self, text: &str) -> bool {
        self.output.ends_with(text).is_some()
    }

    /// Whether a noun is what things of a size yield: 年产值.
    pub fn is_yield(&self, noun: &str) -> bool {
        self.yields.is_in(noun)
    }

    /// Whether a text begins with what is told by its size: 社区.
    pub fn begins_sized(&self, text: &str) -> bool {
        self.sized.starts_with(text).is_some()
    }

    /// Whether a noun is a total of what was named before.
    pub fn is_total(&self, noun: &str) -> bool {
        self.totals.contains(noun)
    }

    /// Whether a text says of every year.
    pub fn is_yearly(&self, text: &str) -> bool {
        self.yearly.is_in(text)
    }

    /// 每千人口 of 每千人口执业医师数.
    pub fn per_head<'t>(&self, indicator: &'t str) -> Option<&'t str> {
        let rest = indicator.strip_prefix('每')?;
        let hit = self.per_head.find(rest)?;
        Some(&indicator[.."每".len() + hit.end])
    }

    /// What a works of so much output makes, without the works: 年产5万吨 | 碳酸钙 | 生产线建设项目.
    pub fn product<'t>(&self, object: &'t str) -> &'t str {
        let mut rest = object;
        while let Some(len) = self.plants.ends_with(rest).filter(|len| *len < rest.len()) {
            rest = &rest[..rest.len() - len];
        }
        rest
    }

    /// Whether a noun is what figures of money are of: 投资, 收入.
    pub fn is_measure(&self, noun: &str) -> bool {
        self.bare.contains(noun) || self.heads.contains(noun)
    }

    fn verb_len(&self, text: &str) -> Option<usize> {
        self.doing.starts_with(text).filter(|&len| !self.goes_on_as_noun(&text[len..]))
    }

    /// 建设用地, 投资额 and 毕业生 begin with no verb; 实施 | 数字经济项目 does.
    fn goes_on_as_noun(&self, rest: &str) -> bool {
        let is_part = rest.starts_with(['率', '量', '额', '数', '者', '业', '面', '商', '地', '期', '力', '性', '值', '生']);
        is_part && self.apart.starts_with(rest).is_none()
    }

    /// Takes off scope, adverbs and helping verbs, again and again.
    pub fn without_lead<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = behind_number(text.trim_start_matches(LEADING));
        while let Some(len) = self.lead.starts_with(rest) {
            let shorter = rest[len..].trim_start_matches(LEADING);
            let is_longer_verb = || self.doing.starts_with(rest).is_some_and(|verb| verb > len);
            if self.keep.starts_with(rest).is_some() || is_longer_verb() {
                return rest;
            }
            rest = shorter;
        }
        rest
    }

    /// Takes off a helping verb or adverb that a subject does not end with.
    pub(super) fn without_tail<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text;
        while let Some(len) = self.tails.ends_with(rest).filter(|len| *len < rest.len()) {
            // 新签约 ends with no 约.
            if self.doing.contains(rest) {
                break;
            }
            rest = rest[..rest.len() - len].trim_end_matches(['、', ',']);
        }
        rest
    }
}

/// What the name of a place ends with.
const PLACES: [char; 12] = ['区', '市', '县', '镇', '乡', '村', '城', '省', '州', '街', '道', '园'];

const LEADING: [char; 24] =
    ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩', '、', ',', ':', ';', ' ', '”', ')', '》', '—', '-', '·', '。', '•', '\u{2003}'];

/// Behind the number of an item that a text begins with: 2.
fn behind_number(text: &str) -> &str {
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return text;
    }
    text.trim_start_matches(|c: char| c.is_ascii_digit())
        .strip_prefix('.')
        .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(text)
}

/// Where a word stands last in a piece. To look whether it does at all costs much less than to search backward, and it seldom does.
fn rfind(piece: &str, word: &str) -> Option<usize> {
    if piece.contains(word) { piece.rfind(word) } else { None }
}

/// After a bracket that is opened and not closed.
fn after_open_bracket(piece: &str) -> &str {
    if !piece.contains('(') {
        return piece;
    }
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
