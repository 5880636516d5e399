//! Chinese numerals: which characters they are made of, and what a run of them is worth.

/// What a character of a Chinese numeral stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 〇 to 九, 两.
    Digit(u8),
    /// 十 百 千, 廿 and 卅 are 2 and 3 tens.
    Small(u16),
    /// 万 亿.
    Big(u64),
}

/// The part a character is, if it is one.
pub fn part(c: char) -> Option<Part> {
    Some(match c {
        '〇' | '零' | '○' => Part::Digit(0),
        '一' | '壹' => Part::Digit(1),
        '二' | '贰' | '两' => Part::Digit(2),
        '三' | '叁' => Part::Digit(3),
        '四' | '肆' => Part::Digit(4),
        '五' | '伍' => Part::Digit(5),
        '六' | '陆' => Part::Digit(6),
        '七' | '柒' => Part::Digit(7),
        '八' | '捌' => Part::Digit(8),
        '九' | '玖' => Part::Digit(9),
        '十' | '拾' => Part::Small(10),
        '廿' => Part::Small(20),
        '卅' => Part::Small(30),
        '百' | '佰' => Part::Small(100),
        '千' | '仟' => Part::Small(1000),
        '万' => Part::Big(10_000),
        '亿' => Part::Big(100_000_000),
        _ => return None,
    })
}

/// What a number of one character is worth; none of 万 and 亿, which are units when they stand alone.
pub fn small(c: char) -> Option<u16> {
    match part(c)? {
        Part::Digit(digit) => Some(digit.into()),
        Part::Small(value) => Some(value),
        Part::Big(_) => None,
    }
}

/// What a run is worth. None where it is no number: `十四五`, `一二三`, or digits one by one.
pub fn value(run: &str) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0u64, 0u64, None::<u64>);
    let (mut last_small, mut last_big) = (u64::MAX, u64::MAX);
    let mut tail = 1;
    for c in run.chars() {
        match part(c)? {
            Part::Digit(0) => {
                digit = None;
                tail = 1;
            }
            Part::Digit(d) => {
                if digit.is_some() {
                    return None;
                }
                digit = Some(u64::from(d));
            }
            Part::Small(n) => {
                let (count, n) = if n == 20 || n == 30 { (u64::from(n / 10), 10) } else { (digit.take().unwrap_or(1), u64::from(n)) };
                if n >= last_small {
                    return None;
                }
                section += count * n;
                (last_small, tail) = (n, n / 10);
            }
            Part::Big(n) => {
                section += digit.take().unwrap_or(0);
                if section == 0 && total == 0 {
                    section = 1;
                }
                if n > last_big {
                    total = (total + section).checked_mul(n)?;
                } else {
                    total = total.checked_add(section.checked_mul(n)?)?;
                }
                (section, last_small, last_big, tail) = (0, u64::MAX, n, n / 10);
            }
        }
    }
    // 三千五 is 3500 and 一万五 15000, but 一千零五 is 1005 and 十五 15.
    let rest = digit.map_or(0, |d| d * tail.max(1));
    total.checked_add(section)?.checked_add(rest)
}

/// Digits one by one, `二〇三五` → 2035; from two digits on.
pub fn digit_string(run: &str) -> Option<u64> {
    let mut value = 0u64;
    let mut count = 0;
    for c in run.chars() {
        let Some(Part::Digit(d)) = part(c) else { return None };
        value = value.checked_mul(10)?.checked_add(u64::from(d))?;
        count += 1;
    }
    (count >= 2 && !run.contains('两')).then_some(value)
}
