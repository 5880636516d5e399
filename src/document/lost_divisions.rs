//! Headings that lost 篇, 章 or 节: 第九坚持…, where the ninth of its scheme is due.

use super::boxes::Page;
use super::classify::Kind;
use super::marks::{self, Mark, Scheme};

/// The lines of such headings, each with the mark that it would have.
pub fn find(page: &Page<'_>) -> Vec<(usize, Mark)> {
    let mut last = [0u32; 3];
    let mut found = Vec::new();
    for (at, kind) in page.kinds.iter().enumerate() {
        match kind {
            Kind::Heading(mark) if mark.scheme.is_division() => {
                let rank = mark.scheme as usize;
                last[rank] = mark.number.unwrap_or(0);
                last[rank + 1..].fill(0);
            }
            Kind::Cell => found.extend(lost_division(page.text(at), &mut last).map(|mark| (at, mark))),
            _ => {}
        }
    }
    found
}

fn lost_division(text: &str, last: &mut [u32; 3]) -> Option<Mark> {
    let rest = text.strip_prefix('第')?;
    let (number, len) = marks::number(rest)?;
    let title = &rest[len..];
    let counted = title.starts_with([
        '一', '二', '三', '产', '个', '次', '届', '批', '期', '位', '名', '类', '种', '条', '项', '号', '版', '页', '大', '季', '年', '代',
    ]);
    let scheme = [Scheme::Part, Scheme::Chapter, Scheme::Section].into_iter().find(|&s| number > 1 && last[s as usize] + 1 == number)?;
    if counted || title.chars().count() < 4 {
        return None;
    }
    last[scheme as usize] = number;
    last[scheme as usize + 1..].fill(0);
    let written = 3 + len;
    Some(Mark { scheme, number: Some(number), written, len: written })
}
