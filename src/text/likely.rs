//! How likely a character is in a Chinese government text, in bits: the measure by which detection and repair choose.
//!
//! The cost of a character is about −log₂ of its share of such texts. The 1,500 commonest characters stand in
//! `likely/simplified.txt` by descending frequency (counted over public work reports and plans), their Traditional forms
//! in `likely/traditional.txt` behind the Simplified character that each is a form of; what is not listed there is ranked by the
//! level at which GB2312 and Big5 hold it. Readings of the same bytes can then be compared by the sum of their costs.

use std::sync::LazyLock;

use super::codec::{BIG5_TABLE, GB_TABLE};
use super::script::script_of;
use crate::tables::rows::Script;

/// Costs are counted in quarters of a bit.
pub const BIT: u32 = 4;
/// The cost of a byte that is no character.
pub const BAD: u32 = 30 * BIT;

const SIMPLIFIED: &str = include_str!("likely/simplified.txt");
const TRADITIONAL: &str = include_str!("likely/traditional.txt");

/// The cost of every character of the basic plane.
static COSTS: LazyLock<Box<[u8; 0x1_0000]>> = LazyLock::new(|| {
    let mut costs = Box::new([0; 0x1_0000]);
    for code in 0..=0xFFFF_u16 {
        costs[usize::from(code)] = char::from_u32(u32::from(code)).map_or(120, unlisted);
    }
    for (rank, c) in SIMPLIFIED.chars().filter(|c| *c != '\n').enumerate() {
        costs[c as usize & 0xFFFF] = ranked(rank);
    }
    let pairs: Vec<char> = TRADITIONAL.chars().filter(|c| *c != '\n').collect();
    for pair in pairs.chunks_exact(2) {
        costs[pair[1] as usize & 0xFFFF] = costs[pair[0] as usize & 0xFFFF] + 1;
    }
    costs
});

/// What a character costs, in quarters of a bit.
#[inline]
pub fn cost(c: char) -> u32 {
    u32::from(COSTS.get(c as usize).copied().unwrap_or(104))
}

/// What each character of the basic plane looks like at a glance: twice its excess, plus one when it is Traditional alone.
static LOOKS: LazyLock<Box<[i16; 0x1_0000]>> = LazyLock::new(|| {
    let mut looks = Box::new([0; 0x1_0000]);
    for (code, look) in looks.iter_mut().enumerate() {
        let script = char::from_u32(code as u32).and_then(script_of);
        *look = i16::from(EXCESS[code]) * 2 + i16::from(script == Some(Script::Traditional));
    }
    looks
});

/// The table of looks, for loops that see every character: [`excess`] and [`is_traditional`] read its values.
pub fn looks() -> &'static [i16; 0x1_0000] {
    &LOOKS
}

/// What a character costs above the usual, by its look.
#[inline]
pub fn excess(look: i16) -> i32 {
    i32::from(look >> 1)
}

/// Whether a character is Traditional alone, by its look.
#[inline]
pub fn is_traditional(look: i16) -> bool {
    look & 1 != 0
}

/// The sum of excesses at which a stretch is worth a closer look.
pub const SUSPICIOUS: i32 = 10 * BIT as i32;

/// What each character of the basic plane costs above the usual, in quarters of a bit; more for kinds of which several in a row are a
/// text read wrongly.
static EXCESS: LazyLock<Box<[i8; 0x1_0000]>> = LazyLock::new(|| {
    let costs = &*COSTS;
    let mut excess = Box::new([0; 0x1_0000]);
    for (code, slot) in excess.iter_mut().enumerate() {
        let usual = i32::from(costs[code]) - 13 * BIT as i32;
        *slot = match char::from_u32(code as u32) {
            Some('à' | 'á' | 'è' | 'é' | 'ì' | 'í' | 'ò' | 'ó' | 'ù' | 'ú' | 'ü' | '×' | '°' | '·' | '±') => 4,
            // One of these is a name or a sign, several are a text read wrongly.
            Some('\u{a1}'..='\u{24f}' | '\u{400}'..='\u{4ff}') => 18,
            Some('\u{ac00}'..='\u{d7a3}' | '\u{3040}'..='\u{30ff}') => 8,
            Some('\u{80}'..='\u{9f}' | '\u{ff61}'..='\u{ff9f}') => 24,
            Some('\u{e000}'..='\u{f8ff}') => 24,
            // The first of 锟斤拷, which is U+FFFD twice, read as GBK.
            Some('锟') => 60,
            _ => usual.clamp(-24, 40) as i8,
        };
    }
    excess
});

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
