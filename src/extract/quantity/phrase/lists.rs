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

    /// A list with a shared tail or head dealt out: 铁路、公路里程 → 铁路里程, 公路里程.
    pub fn deal(&self, list: &str) -> Vec<String> {
        let items: Vec<&str> = split_list(list);
        let Some((last, others)) = items.split_last() else { return Vec::new() };
        // Where one of the others is a phrase of its own, each is.
        let own_head = |item: &&str| self.heads.ends_with(item).is_some() && !self.modifiers.contains(item);
        let mut out: Vec<String> = if others.iter().any(own_head) && last.find('占').is_none() {
            others.iter().map(|item| (*item).to_owned()).collect()
        } else {
            others.iter().map(|item| self.completed(item, last)).collect()
        };
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
        if self.contrasts.contains(item)
            && let Some(len) = self.contrasts.starts_with(last).filter(|len| *len < last.len())
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
