//! Works out the tables of costs and looks, `data/costs.bin` and `data/looks.bin`: `cargo run --example build-text-data -- likely`.

use super::{BIT, PLANE};
use crate::tables::rows::Script;
use crate::text::codec::{BIG5_TABLE, GB_TABLE};
use crate::text::script::script_of;

const SIMPLIFIED: &str = include_str!("simplified.txt");
const TRADITIONAL: &str = include_str!("traditional.txt");

/// The cost of every character of the basic plane, in quarters of a bit.
pub fn costs() -> Vec<u8> {
    let mut costs: Vec<u8> = (0..PLANE as u32).map(|code| char::from_u32(code).map_or(120, unlisted)).collect();
    for (rank, c) in SIMPLIFIED.chars().filter(|c| *c != '\n').enumerate() {
        costs[c as usize & 0xFFFF] = ranked(rank);
    }
    let pairs: Vec<char> = TRADITIONAL.chars().filter(|c| *c != '\n').collect();
    for pair in pairs.chunks_exact(2) {
        costs[pair[1] as usize & 0xFFFF] = costs[pair[0] as usize & 0xFFFF] + 1;
    }
    costs
}

/// What each character looks like at a glance: twice its excess, plus one when it is Traditional alone.
pub fn looks() -> Vec<u8> {
    let look = |(code, cost): (usize, u8)| {
        let c = char::from_u32(code as u32);
        let traditional = c.and_then(script_of) == Some(Script::Traditional);
        (excess(c, cost) * 2 + i8::from(traditional)).cast_unsigned()
    };
    costs().into_iter().enumerate().map(look).collect()
}

/// What a character costs above the usual.
fn excess(c: Option<char>, cost: u8) -> i8 {
    let usual = i32::from(cost) - 13 * BIT as i32;
    match c {
        Some('à' | 'á' | 'è' | 'é' | 'ì' | 'í' | 'ò' | 'ó' | 'ù' | 'ú' | 'ü' | '×' | '°' | '·' | '±') => 4,
        // One of these is a name or a sign, several are a text read wrongly.
        Some('\u{a1}'..='\u{24f}' | '\u{400}'..='\u{4ff}') => 18,
        Some('\u{ac00}'..='\u{d7a3}' | '\u{3040}'..='\u{30ff}') => 8,
        Some('\u{80}'..='\u{9f}' | '\u{ff61}'..='\u{ff9f}') => 24,
        Some('\u{e000}'..='\u{f8ff}') => 24,
        // The first of 锟斤拷, which is U+FFFD twice, read as GBK.
        Some('锟') => 60,
        _ => usual.clamp(-24, 40) as i8,
    }
}

/// The cost of the listed character of this rank, zero being the commonest: the curve that the counts lie on.
fn ranked(rank: usize) -> u8 {
    let bits = match rank {
        0..16 => 7.0,
        16..64 => 7.8,
        64..128 => 8.7,
        128..256 => 9.5,
        256..512 => 10.7,
        512..1024 => 12.2,
        _ => 13.5,
    };
    (bits * f64::from(BIT)) as u8
}

fn unlisted(c: char) -> u8 {
    let bits = match c {
        '，' | '、' | '。' => 6,
        '\n' | '\r' | ' ' | '\u{3000}' => 7,
        '0'..='9' | '“' | '”' | '；' | '：' | '（' | '）' | '—' => 8,
        '.' | ',' | '%' | '(' | ')' | ';' | ':' | '-' => 9,
        '\t' | '《' | '》' | '·' | '…' | '！' | '？' | '％' => 10,
        'a'..='z' | 'A'..='Z' => 9,
        '!'..='~' => 11,
        '０'..='９' | '℃' | '㎡' | '〇' | '①'..='⑳' | '±' | '×' | '°' | '‰' => 11,
        '≥' | '≤' | '→' | '●' | '■' | '◆' | '★' | '•' | 'Ⅰ'..='Ⅻ' | '【' | '】' | '〔' | '〕' | '‘' | '’' | '「' | '」' => {
            11
        }
        // As likely as in a text of their own language, so that real names stay what they are.
        '\u{ac00}'..='\u{d7a3}' => 12,
        '\u{3041}'..='\u{30ff}' => 9,
        '\u{ff61}'..='\u{ff9f}' => 13,
        'À'..='ÿ' => 13,
        'ā' | 'ē' | 'ě' | 'ī' | 'ō' | 'ū' | 'ǎ' | 'ǐ' | 'ǒ' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 12,
        '\u{ff01}'..='\u{ff5e}' | '\u{3000}'..='\u{303f}' => 13,
        '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{4ff}' => 9,
        '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' => 14,
        '\u{fe30}'..='\u{fe4f}' => 13,
        '\u{feff}' => 16,
        '\u{2100}'..='\u{27bf}' => 15,
        '\u{4e00}'..='\u{9fff}' => return ideograph(c),
        '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' => 22,
        '\0'..='\u{1f}' | '\u{7f}' => 30,
        '\u{80}'..='\u{9f}' => 26,
        '\u{e000}'..='\u{f8ff}' => 24,
        '\u{fff0}'..='\u{ffff}' => 30,
        _ => 20,
    };
    (bits * BIT) as u8
}

fn ideograph(c: char) -> u8 {
    let bits = match (GB_TABLE.encode(c), BIG5_TABLE.encode(c)) {
        (Some([0xB0..=0xD7, 0xA1..=0xFE]), _) => 15,
        (_, Some([0xA4..=0xC6, _])) => 16,
        (Some([0xD8..=0xF7, 0xA1..=0xFE]), _) => 17,
        (_, Some([0xC9..=0xF9, _])) => 18,
        _ => 19,
    };
    (bits * BIT) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::likely;

    #[test]
    fn the_tables_laid_down_are_these() {
        let same = costs() == likely::COSTS[..] && looks() == likely::LOOKS[..];
        assert!(same, "run cargo run --example build-text-data -- likely");
    }
}
