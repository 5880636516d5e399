//! The marks that headings and enumerations begin with: 第三章, 一、, (二), 3., (4), ①, ——, 专栏5, 图2.
//!
//! It looks at the first characters of a line alone, and says what mark they are; whether the line is a heading is decided elsewhere.

/// The scheme of numbering that a mark belongs to, from the outermost to the innermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// 第一篇, 第一编, 第一部分.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Section,
    /// 一、
    Han,
    /// (一)
    HanParen,
    /// 1. or 1、
    Arabic,
    /// (1) or 1)
    ArabicParen,
    /// ①
    Circled,
    /// —— or a bullet.
    Dash,
    /// 专栏3.
    Box,
    /// 表3, 附表3.
    Table,
    /// 图3.
    Figure,
}

impl Scheme {
    /// How far out it stands in the outline, from 1; a mark that makes no section has none of it.
    pub const fn rank(self) -> u8 {
        self as u8 + 1
    }

    /// Whether it numbers the headings 篇, 章 and 节.
    pub fn is_division(self) -> bool {
        self <= Self::Section
    }

    /// Whether it numbers an enumeration in the text: 一、 to ①.
    pub fn is_enumeration(self) -> bool {
        (Self::Han..=Self::Circled).contains(&self)
    }
}

/// A mark at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its scheme.
    pub scheme: Scheme,
    /// Its number; none for a dash, or a box without one.
    pub number: Option<u32>,
    /// The bytes of the number as written: `第三章`, `(二)`, `专栏5`.
    pub written: usize,
    /// The bytes of the whole mark, with a colon, stop or space behind the number.
    pub len: usize,
}

/// The mark that a text begins with.
pub fn mark(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    match first {
        '第' => division(text),
        '专' | '表' | '附' | '图' => captioned(text),
        '(' | '〔' | '〈' => parenthesised(text),
        '—' | '-' | '─' | '●' | '◆' | '■' | '▲' | '★' | '·' => dash(text),
        '①'..='⑳' => Some(Mark { scheme: Scheme::Circled, number: Some(first as u32 - 0x245f), written: 3, len: 3 }),
        '0'..='9' => arabic(text),
        c if is_han_digit(c) => han(text),
        _ => None,
    }
}

/// Whether a character may stand in a Chinese number.
pub fn is_han_digit(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零' | '○' | '两' | '廿' | '卅')
}

/// A Chinese or Arabic number at the text's beginning: its value and bytes. Chinese: below a thousand.
pub fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return (digits <= 4).then(|| text[..digits].parse().ok().map(|n| (n, digits)))?;
    }
    let end = text
        .char_indices()
        .take(6)
        .find(|&(_, c)| !is_han_digit(c))
        .map_or_else(|| text.chars().take(6).map(char::len_utf8).sum(), |(at, _)| at);
    Some((han_value(&text[..end])?, end)).filter(|_| end > 0)
}

/// The value of a Chinese number below a thousand: 十二, 二十, 一百零三, 二〇.
pub fn han_value(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut digit = None;
    for c in text.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '廿' => 20,
            '卅' => 30,
            _ => {
                let value = "〇一二三四五六七八九".chars().position(|d| d == c).or(match c {
                    '零' | '○' => Some(0),
                    '两' => Some(2),
                    _ => None,
                })? as u32;
                digit = Some(digit.unwrap_or(0) * 10 + value);
                continue;
            }
        };
        total += if unit == 20 || unit == 30 { unit } else { digit.unwrap_or(1) * unit };
        digit = None;
    }
    (!text.is_empty()).then_some(total + digit.unwrap_or(0))
}

/// A number below a hundred in Chinese: 25 is 二十五.
pub fn han_text(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        _ => format!("{}十{}", digit(number / 10), digit(number)),
    }
}

fn division(text: &str) -> Option<Mark> {
    let after = '第'.len_utf8();
    let (value, len) = number(&text[after..])?;
    let end = after + len;
    let rest = &text[end..];
    let (scheme, unit) = match rest.chars().next()? {
        '篇' | '编' => (Scheme::Part, 3),
        '章' => (Scheme::Chapter, 3),
        '节' => (Scheme::Section, 3),
        '部' if rest.starts_with("部分") => (Scheme::Part, 6),
        _ => return None,
    };
    let written = end + unit;
    let tail = &text[written..];
    // 第三章的…, 第二节至第四节, 第一部分,… speak of a division.
    let spoken_of = tail.starts_with(['的', '至', '到', '和', '中', '所', '。', ',', '》', '、', ';']);
    (!spoken_of).then(|| Mark { scheme, number: Some(value), written, len: written + space(tail) })
}

/// The spaces, colons and stops that may part a number from its title.
fn space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', ':', '\t', '\u{2002}', '\u{3000}']).len()
}

fn captioned(text: &str) -> Option<Mark> {
    const WORDS: [(&str, Scheme); 6] = [
        ("专栏", Scheme::Box),
        ("专 栏", Scheme::Box),
        ("附表", Scheme::Table),
        ("表", Scheme::Table),
        ("附图", Scheme::Figure),
        ("图", Scheme::Figure),
    ];
    let (word, scheme) = WORDS.into_iter().find(|(word, _)| text.starts_with(word))?;
    let spaces = space(&text[word.len()..]);
    let at = word.len() + spaces;
    let numbered = number(&text[at..]).filter(|_| !text[at..].starts_with(['〇', '零', '两', '百']));
    match (numbered, scheme) {
        (Some((value, len)), _) => {
            let mut written = at + len;
            // 表2-1, 专栏3-2: the second number is part of the first.
            let tail = &text[written..];
            if let Some(second) = tail.strip_prefix(['-', '—']).map(|t| t.bytes().take_while(u8::is_ascii_digit).count()).filter(|&n| n > 0)
            {
                written += tail.chars().next().map_or(0, char::len_utf8) + second;
            }
            let tail = &text[written..];
            let spoken_of = tail.starts_with(['的', '、', '。', ',', ')', '》', '和', '至', '中', '所']);
            (!spoken_of).then(|| Mark { scheme, number: Some(value), written, len: written + space(tail) })
        }
        // A heading that lost its number: 专栏:… or 专栏 alone.
        (None, Scheme::Box) if at == text.len() || (spaces > 0 && at < text.len()) => {
            Some(Mark { scheme, number: None, written: word.len(), len: at })
        }
        (None, Scheme::Table) if word == "附表" && (at == text.len() || spaces > 0) => {
            Some(Mark { scheme, number: None, written: word.len(), len: at })
        }
        _ => None,
    }
}

fn parenthesised(text: &str) -> Option<Mark> {
    let open = text.chars().next()?.len_utf8();
    let (value, len) = number(&text[open..])?;
    let close = text[open + len..].chars().next().filter(|c| matches!(c, ')' | '〕' | '〉'))?;
    let scheme = if text.as_bytes()[open].is_ascii_digit() { Scheme::ArabicParen } else { Scheme::HanParen };
    let written = open + len + close.len_utf8();
    (value > 0 && value < 100).then(|| Mark { scheme, number: Some(value), written, len: written + space(&text[written..]) })
}

fn dash(text: &str) -> Option<Mark> {
    let rest = text.trim_start_matches(['—', '-', '─', '●', '◆', '■', '▲', '★', '·', ' ']);
    let len = text.len() - rest.len();
    let bullet = !text.starts_with(['—', '-', '─']);
    let two = text.chars().take_while(|c| matches!(c, '—' | '-' | '─')).count() >= 2;
    // A minus sign or a single dash before a number is none, nor is a dash alone in its line: that is an empty cell.
    ((two || bullet) && !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some(Mark {
        scheme: Scheme::Dash,
        number: None,
        written: len,
        len,
    })
}

fn arabic(text: &str) -> Option<Mark> {
    let (value, len) = number(text)?;
    let sign = text[len..].chars().next()?;
    let scheme = match sign {
        '.' | '、' | '﹒' | '．' | '︒' => Scheme::Arabic,
        ')' => Scheme::ArabicParen,
        _ => return None,
    };
    let written = len + sign.len_utf8();
    let end = written + space(&text[written..]);
    let title = text[end..].chars().next();
    // 1.5亿元 and 3、4月份 are numbers; 1.5G网络 and 2.3D打印 are headings.
    let number_goes_on = title.is_some_and(|c| c.is_ascii_digit()) && !latin_after_digits(&text[end..]);
    (value > 0 && value < 1000 && len <= 3 && title.is_some() && !number_goes_on).then_some(Mark {
        scheme,
        number: Some(value),
        written,
        len: end,
    })
}

/// `5G`, `3D`: a digit or two and a capital, which no unit of a decimal follows.
fn latin_after_digits(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 1 && matches!(text.as_bytes().get(1), Some(b'G' | b'D'))
}

fn han(text: &str) -> Option<Mark> {
    let (value, len) = number(text)?;
    let sign = text[len..].chars().next().filter(|c| matches!(c, '、' | '.' | '．'))?;
    let written = len + sign.len_utf8();
    let title = text[written..].chars().next();
    // 二、三产业 and 一、二、三产业 are lists.
    let list = title.is_none_or(is_han_digit)
        && !matches!(text[written..].chars().nth(1), Some(c) if !matches!(c, '、' | '产' | '季' | '类' | '级' | '线' | '期' | '次'));
    (value > 0 && value < 100 && !list).then(|| Mark {
        scheme: Scheme::Han,
        number: Some(value),
        written,
        len: written + space(&text[written..]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Scheme, Option<u32>, &str, &str)> {
        mark(text).map(|m| (m.scheme, m.number, &text[..m.written], &text[m.len..]))
    }

    #[test]
    fn every_scheme_is_told() {
        let some = |s, n, w, t| Some((s, Some(n), w, t));
        assert_eq!(read("第十二篇强化保障"), some(Scheme::Part, 12, "第十二篇", "强化保障"));
        assert_eq!(read("第一部分发展基础"), some(Scheme::Part, 1, "第一部分", "发展基础"));
        assert_eq!(read("第3章 水利"), some(Scheme::Chapter, 3, "第3章", "水利"));
        assert_eq!(read("二、主要目标"), some(Scheme::Han, 2, "二、", "主要目标"));
        assert_eq!(read("(十一)交通"), some(Scheme::HanParen, 11, "(十一)", "交通"));
        assert_eq!(read("10.水运"), some(Scheme::Arabic, 10, "10.", "水运"));
        assert_eq!(read("3、航空"), some(Scheme::Arabic, 3, "3、", "航空"));
        assert_eq!(read("1.5G网络"), some(Scheme::Arabic, 1, "1.", "5G网络"));
        assert_eq!(read("(2)港口"), some(Scheme::ArabicParen, 2, "(2)", "港口"));
        assert_eq!(read("③港口"), some(Scheme::Circled, 3, "③", "港口"));
        assert_eq!(read("专栏三交通工程"), some(Scheme::Box, 3, "专栏三", "交通工程"));
        assert_eq!(read("专栏12:“三网”工程"), some(Scheme::Box, 12, "专栏12", "“三网”工程"));
        assert_eq!(read("表2-1主要指标"), some(Scheme::Table, 2, "表2-1", "主要指标"));
        assert_eq!(read("图3布局示意图"), some(Scheme::Figure, 3, "图3", "布局示意图"));
        assert_eq!(read("——坚持创新。"), Some((Scheme::Dash, None, "——", "坚持创新。")));
    }

    #[test]
    fn prose_that_looks_like_a_mark_is_none() {
        let none = [
            "1.5亿元",
            "3、4月份",
            "第三章的规定",
            "第一,坚持",
            "第一产业增加值",
            "一是加快",
            "二、三产业融合",
            "一、二、三产业",
            "——",
            "-25%",
            "2025年",
            "专栏四所列",
            "表示感谢",
            "图书馆",
            "(2021年)",
            "(一期)工程",
            "十四五",
            "5G",
        ];
        for text in none {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn chinese_numbers() {
        let cases = [("十", 10), ("十二", 12), ("二十", 20), ("三十四", 34), ("一百零三", 103), ("廿一", 21), ("二〇", 20)];
        for (text, value) in cases {
            assert_eq!(han_value(text), Some(value), "{text}");
        }
        assert_eq!(han_value(""), None);
    }
}
