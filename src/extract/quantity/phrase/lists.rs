//! Lists: their items, and the heads and tails that the items share.

use super::Phrases;

impl Phrases<'_> {
    /// What the last item of a list has behind what the item before it has: 国家级 and 省级协会会员 share 协会会员.
    pub fn shared_tail<'t>(&self, item: &str, last: &'t str) -> Option<&'t str> {
        if self.modifiers.contains(item) {
            return self.modifiers.starts_with(last).map(|len| &last[len..]).filter(|tail| !tail.is_empty());
        }
        let lacks_it = item.chars().nth(4).is_none() && self.shared.ends_with(item).is_none();
        self.shared.ends_with(last).filter(|_| lacks_it).map(|len| &last[last.len() - len..])
    }

    /// A list with a shared tail or head dealt out to so many figures: 铁路、公路里程 → 铁路里程, 公路里程.
    pub fn deal(&self, list: &str, figures: usize) -> Vec<String> {
        let items = items_for(list, figures);
        let Some((last, others)) = items.split_last() else { return Vec::new() };
        // 存、贷款余额 has a mark within the pair.
        let is_pair = || others.is_empty() || self.pairs.find(list).is_some_and(|hit| hit.word.contains('、'));
        if figures == 2 && is_pair() {
            return self.pair(list);
        }
        // Where one of the others is a phrase of its own, each is.
        let mut out: Vec<String> = if others.iter().any(|item| self.is_whole(item)) && last.find('占').is_none() {
            others.iter().map(|item| (*item).to_owned()).collect()
        } else {
            others.iter().map(|item| format!("{item}{}", self.lent(item, last))).collect()
        };
        out.push((*last).to_owned());
        out
    }

    /// The two subjects that one word names: 城乡居民收入 → 城镇居民收入, 农村居民收入.
    fn pair(&self, list: &str) -> Vec<String> {
        let both = self.pairs.find(list).and_then(|hit| Some((hit.start..hit.end, hit.value.split_once('、')?)));
        let Some((place, (one, other))) = both else { return vec![list.to_owned()] };
        [one, other].map(|word| format!("{}{word}{}", &list[..place.start], &list[place.end..])).into()
    }

    /// Whether an item says itself what is measured.
    fn is_whole(&self, item: &str) -> bool {
        (self.is_measured(item) || item.ends_with(['率', '额', '值'])) && !self.modifiers.contains(item)
    }

    /// Whether a phrase ends with what is measured.
    fn is_measured(&self, phrase: &str) -> bool {
        self.heads.ends_with(phrase).is_some() || self.lendings.ends_with(phrase).is_some()
    }

    /// What the last item of a list lends to one before it, which lacks it.
    fn lent<'t>(&self, item: &str, last: &'t str) -> &'t str {
        let shared = behind_shared(item, last).filter(|tail| self.is_measured(tail));
        if self.is_whole(item) {
            // 民间投资、工业投资 | 占比
            return shared.filter(|tail| tail.starts_with('占')).unwrap_or_default();
        }
        let differs = self.differs_in(item, last).filter(|len| *len < last.len()).map(|len| &last[len..]);
        // A shared middle such as 增加值占…比重: from the first head on.
        let head = || match self.heads.find(last) {
            Some(hit) if last[hit.end..].contains('占') => &last[hit.start..],
            _ => self.lendings.ends_with(last).max(self.heads.ends_with(last)).map_or("", |len| &last[last.len() - len..]),
        };
        differs.or(shared).unwrap_or_else(head)
    }

    /// The bytes of what the last item has in the place of this one: 城镇 and 农村, 小学 and 初中, 一 and 三.
    fn differs_in(&self, item: &str, last: &str) -> Option<usize> {
        let (modifiers, contrasts) = (&self.modifiers, &self.contrasts);
        let modifier = || modifiers.starts_with(last).filter(|_| modifiers.contains(item));
        let contrast = || contrasts.starts_with(last).filter(|_| contrasts.contains(item));
        let number = || ORDINALS.iter().find(|number| last.starts_with(**number)).filter(|_| ORDINALS.contains(&item));
        modifier().or_else(contrast).or_else(|| number().map(|number| number.len()))
    }
}

/// How the sectors of the economy are counted.
const ORDINALS: [&str; 3] = ["一", "二", "三"];

/// What stands in the last item of a list behind the word that another one ends with: 养老保险, 医疗保险 | 参保人数.
fn behind_shared<'t>(item: &str, last: &'t str) -> Option<&'t str> {
    let named = &last[..last.find('占').unwrap_or(last.len())];
    let words = item.char_indices().map(|(at, _)| &item[at..]).skip(1).take_while(|word| word.chars().nth(1).is_some());
    let word = words.filter_map(|word| Some(named.rfind(word)? + word.len())).next();
    // 制造业, 新兴产业 | 增加值
    let kind = || ["业", "区"].into_iter().filter(|kind| item.ends_with(kind)).find_map(|kind| Some(named.find(kind)? + kind.len()));
    let tail = last[word.or_else(kind)?..].trim_start_matches(['”', ')']);
    (!tail.is_empty()).then_some(tail)
}

/// The items of a list; 和 and 及 part none where there are as many without as figures: 纺织、食品及农产品加工.
fn items_for(list: &str, figures: usize) -> Vec<&str> {
    let (items, parted) = (split_list(list), parted(list));
    if figures > 1 && parted.len() == figures && items.len() > figures { parted } else { items }
}

/// What stands between the 、 of a list that no bracket or quote holds.
fn parted(list: &str) -> Vec<&str> {
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
    items.push(&list[from..]);
    items
}

/// The items of a list, by 、 and by 和 及 与 where they part its last two.
pub fn split_list(list: &str) -> Vec<&str> {
    let mut items = parted(list);
    let last = items.pop().unwrap_or_default();
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
