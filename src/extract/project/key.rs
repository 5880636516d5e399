//! The key that the same work has wherever a document names it.

use crate::tables::rows::Piece;

/// Words at a name's end that the one place writes and the other leaves out, longest first.
const ENDS: [&str; 10] = ["建设项目", "建设工程", "工程项目", "项目建设", "工程建设", "改扩建工程", "项目", "工程", "建设", "开发"];

/// The key of a name: without quotes, spaces and brackets' signs, dashes made one, what ends it loosely left out.
pub fn key(name: &Piece) -> Piece {
    let key = if may_change(name) { spelt(name).into() } else { name.clone() };
    let end = ENDS.iter().find(|end| key.ends_with(**end) && key.len() >= end.len() + 9);
    key.shorter(end.map_or(0, |end| end.len()))
}

/// Whether a name may hold what is spelt otherwise in its key: most are Chinese and nothing else. By the bytes that characters begin with,
/// without a branch.
fn may_change(name: &str) -> bool {
    let other =
        |byte: u8| !(byte.is_ascii_lowercase() | byte.is_ascii_digit() | (0x80..0xc0).contains(&byte) | (0xe4..=0xe9).contains(&byte));
    name.bytes().fold(false, |may, byte| may | other(byte)) || name.contains('至')
}

fn spelt(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '“' | '”' | '"' | '‘' | '’' | '《' | '》' | '·' | ' ' | '(' | ')' | '、' | ',' => {}
            '—' | '-' | '~' | '–' | '至' => {
                if !key.ends_with('-') {
                    key.push('-');
                }
            }
            '\u{4e00}'..='\u{9fff}' => key.push(c),
            _ => key.extend(c.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{may_change, spelt};

    fn key(name: &str) -> String {
        super::key(&name.into()).to_string()
    }

    proptest! {
        #[test]
        fn what_may_not_change_does_not(name in "[一-鿿㐀-䶿至a-zA-Z0-9%“—·(、\u{3000}Ａ]{0,8}") {
            prop_assert!(may_change(&name) || spelt(&name) == name);
        }
    }

    #[test]
    fn the_same_work_has_one_key() {
        assert_eq!(key("青陵至云泽高速公路项目"), key("青陵—云泽高速公路"));
        assert_eq!(key("“云上青陵”数据中心建设"), key("云上青陵数据中心"));
    }

    #[test]
    fn phases_are_works_of_their_own() {
        assert_ne!(key("青陵水厂一期工程"), key("青陵水厂二期工程"));
    }

    #[test]
    fn a_short_name_keeps_its_end() {
        assert_eq!(key("暖心工程"), "暖心工程");
    }
}
