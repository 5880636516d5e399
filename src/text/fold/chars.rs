//! Single characters: what folds to what, and what kind a neighbour is.

/// Whether these bytes are an ideograph, one of 、。〈〉《》「」『』【】 or “”‘’: what folding leaves as it is.
#[inline]
pub(super) fn is_chinese(bytes: &[u8; 3]) -> bool {
    matches!(bytes, [0xe4..=0xe9, ..] | [0xe3, 0x80, 0x81..=0x91] | [0xe2, 0x80, 0x98..=0x9d])
}

/// White space of any width but line ends, and characters without a width.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}') || is_invisible(c)
}

/// Characters that take no room: zero-width spaces and joiners, marks of direction, the soft hyphen, control characters.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fffc}')
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
}

/// How many columns a gap character takes on a page.
pub(super) fn columns(c: char) -> usize {
    match c {
        '\u{3000}' | '\u{2003}' | '\u{2001}' => 2,
        '\t' => 4,
        c if is_invisible(c) => 0,
        _ => 1,
    }
}

/// Characters that end a line, other than the line feed.
pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The dashes, hyphens, minus signs, tildes and box-drawing lines that copies put between numbers.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '~' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2212}'
                | '\u{223c}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{301c}'
                | '\u{3030}'
                | '\u{fe31}'
                | '\u{fe32}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{ff5e}'
                | '\u{2e3a}'
                | '\u{2e3b}'
    )
}

/// A character of a number written in Chinese.
pub(super) fn is_chinese_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿' | '两')
}

/// One of the ten digits as years are written, 二〇三五.
pub(super) fn is_year_digit(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}

/// Characters that copies put for 〇.
pub(super) fn is_zero_like(c: char) -> bool {
    matches!(c, '○' | '◯' | 'O' | 'o' | '0' | '０' | 'Ｏ' | 'ｏ' | 'Ο' | 'О')
}

/// Units and words behind a number that a range may follow: `2021年-2025年`, `5%~8%`, `3万—5万`.
const QUANTITY_ENDS: &str = "年月日号时点分秒天周岁季万亿千百元吨米里亩度个倍成级类章节条届期批名位家所座人次项%‰℃°㎡㎞";

/// Whether a range may go on behind a quantity that ends so.
pub(super) fn ends_quantity(c: char) -> bool {
    QUANTITY_ENDS.contains(c)
}

/// What one character folds to where its neighbours do not matter; `None` when it stays.
pub(super) fn folded(c: char) -> Option<&'static str> {
    let at = |base: u32, table: &'static str| table.get((c as u32 - base) as usize..=(c as u32 - base) as usize);
    match c {
        '\u{ff01}'..='\u{ff5e}' => at(0xff01, ASCII),
        '\u{fe50}'..='\u{fe6b}' => small_form(c),
        '︰' | '∶' | '︓' => Some(":"),
        '︐' => Some(","),
        '︔' => Some(";"),
        '︑' | '､' => Some("、"),
        '︒' | '｡' => Some("。"),
        '︵' => Some("("),
        '︶' => Some(")"),
        '︽' => Some("《"),
        '︾' => Some("》"),
        '•' | '‧' | '・' | '･' | '∙' | '⋅' => Some("·"),
        '⋯' => Some("…"),
        '〝' | '\u{201f}' => Some("“"),
        '〞' | '〟' => Some("”"),
        '￥' => Some("¥"),
        '￠' => Some("¢"),
        '￡' => Some("£"),
        _ => radical(c),
    }
}

const ASCII: &str = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

fn small_form(c: char) -> Option<&'static str> {
    Some(match c {
        '﹐' => ",",
        '﹑' => "、",
        '﹒' => ".",
        '﹔' => ";",
        '﹕' => ":",
        '﹖' => "?",
        '﹗' => "!",
        '﹙' => "(",
        '﹚' => ")",
        '﹝' => "〔",
        '﹞' => "〕",
        '﹟' => "#",
        '﹠' => "&",
        '﹡' => "*",
        '﹢' => "+",
        '﹤' => "<",
        '﹥' => ">",
        '﹦' => "=",
        '﹩' => "$",
        '﹪' => "%",
        '﹫' => "@",
        _ => return None,
    })
}

/// Radicals and compatibility forms that PDF text puts for ordinary characters: ⼈ → 人, ⻓ → 长.
fn radical(c: char) -> Option<&'static str> {
    let index = match c {
        '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{fad9}' => super::radicals::RADICALS.binary_search_by_key(&c, |(from, _)| *from).ok()?,
        _ => return None,
    };
    Some(super::radicals::RADICALS[index].1)
}
