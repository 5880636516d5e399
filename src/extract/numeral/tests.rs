use super::*;
use crate::rules::Pack;
use proptest::prelude::*;

fn units() -> Pack {
    Pack::embedded()
}

fn read(text: &str) -> Vec<Numeral> {
    scan(text, Span::new(0, text.len()), units().lexicon())
}

/// value, high, unit, bound of each numeral, as one line.
fn shown(text: &str) -> String {
    let one = |n: &Numeral| {
        let value = n.value.map_or("-".to_owned(), |v| v.to_string());
        let high = n.high.map_or(String::new(), |v| format!("..{v}"));
        let bound = n.bound.map_or("", Bound::as_str);
        if let Some((from, to)) = n.years {
            return format!("year {from}{}", to.map_or(String::new(), |to| format!("-{to}")));
        }
        format!("{value}{high} {} {bound}", n.unit_text()).trim_end().to_owned()
    };
    read(text).iter().map(one).collect::<Vec<_>>().join(" | ")
}

#[test]
fn plain_numbers_with_units() {
    assert_eq!(shown("达到48%"), "48 %");
    assert_eq!(shown("产值3508.5亿元,企业1,100家"), "3508.5 亿元 | 1100 家");
    assert_eq!(shown("1,100万吨和1,100.9亿元"), "1100 万吨 | 1100.9 亿元");
    assert_eq!(shown("提高2.5个百分点"), "2.5 个百分点");
    assert_eq!(shown("装机62万千瓦,15兆瓦,3MW"), "62 万千瓦 | 15 兆瓦 | 3 MW");
    assert_eq!(shown("单耗0.5吨标准煤/万元,31微克/立方米,12件/万人"), "0.5 吨标准煤/万元 | 31 微克/立方米 | 12 件/万人");
    assert_eq!(shown("10万农业人口,7县市,6大工程"), "10 万 | 7 | 6 大");
    assert_eq!(shown("建设5×100000立方米储罐"), "500000 立方米");
    assert_eq!(shown("降幅-2.3%"), "-2.3 %");
    assert_eq!(shown("造林3·75亿亩,增长27·6%"), "3.75 亿亩 | 27.6 %");
    assert_eq!(shown("孕产妇死亡率22/10万,患病率3/万"), "22 /10万 | 3 /万");
    assert_eq!(shown("新签约5000万元,投资约5000万元"), "5000 万元 | 5000 万元 approx");
    assert_eq!(shown("侦破15起,首破15亿元"), "15 起 | 15 亿元 gt");
}

#[test]
fn chinese_numbers() {
    assert_eq!(shown("三千五百亿元"), "3500 亿元");
    assert_eq!(shown("一万零一十二户"), "10012 户");
    assert_eq!(shown("二十万亿元"), "20 万亿元");
    assert_eq!(shown("一万五千亿元"), "15000 亿元");
    assert_eq!(shown("两所,廿年,壹佰贰拾叁万元"), "2 所 | 20 年 | 123 万元");
    assert_eq!(shown("百亿元,千亿级,万人"), "100 亿元 | 1000 亿级 | 1 万人");
    assert_eq!(shown("三千瓦"), "3 千瓦");
    assert_eq!(shown("五成以上"), "5 成 ge");
    assert_eq!(shown("翻一番,翻两番,实现翻番"), "1 番 | 2 番 | 1 番");
    assert_eq!(shown("百分之八左右,千分之三,百分之二十五点五"), "8 % approx | 3 ‰ | 25.5 %");
    assert_eq!(shown("三分之二,2/5"), "0.6666666666666666 | 0.4");
    assert_eq!(shown("十四五"), "-");
}

#[test]
fn ranges_are_one() {
    assert_eq!(shown("2—3个,5-20%,3%至5%"), "2..3 个 range | 5..20 % range | 3..5 % range");
    assert_eq!(shown("1.1万-1.2万"), "1.1..1.2 万 range");
    assert_eq!(shown("8000万—1亿元"), "0.8..1 亿元 range");
    assert_eq!(shown("150~200公里"), "150..200 公里 range");
    assert_eq!(shown("三至五年"), "3..5 年 range");
    assert_eq!(shown("由14%到18%"), "14 % | 18 %");
    assert_eq!(shown("百分之三至百分之五"), "3..5 % range");
}

#[test]
fn bounds_directly_on_the_number() {
    assert_eq!(shown("不低于8%,超过60%,1200家以上"), "8 % ge | 60 % gt | 1200 家 ge");
    assert_eq!(shown("60余条,30多万人,近200名,30万余户"), "60 条 approx | 30 万人 approx | 200 名 approx | 30 万户 approx");
    assert_eq!(shown("9亿多劳动力,3.5万余,5万多元农业"), "9 亿 approx | 3.5 万 approx | 5 万元 approx");
    assert_eq!(shown("控制在4.5%以内,≤8,≥95%"), "4.5 % le | 8  le | 95 % ge");
    assert_eq!(shown("降至14.5%以下,约20公里"), "14.5 % le | 20 公里 approx");
}

#[test]
fn years_and_dates_have_no_unit() {
    assert_eq!(shown("到2025年,2021—2025年,2021-25年,二〇三五年"), "year 2025 | year 2021-2025 | year 2021-2025 | year 2035");
    assert_eq!(shown("(20212025年)"), "year 2021-2025");
    assert_eq!(shown("2016年到2020年"), "year 2016-2020");
    assert_eq!(shown("2022-08-02"), "-");
}

#[test]
fn ratios() {
    assert_eq!(shown("14.5:41.8:43.7"), "14.5 | 41.8 | 43.7");
    assert_eq!(shown("达到3:1以上"), "3  ge");
}

#[test]
fn the_lexicon_is_large_and_its_compounds_have_dimensions() {
    let pack = units();
    let units: &Units = pack.lexicon();
    assert!(units.len() >= 300, "{}", units.len());
    let (unit, len) = units.at_start("微克/立方米").unwrap();
    assert_eq!((unit.dimension, len), (Some(Dimension::Concentration), "微克/立方米".len()));
    let (unit, _) = units.at_start("吨标准煤/万元").unwrap();
    assert_eq!((unit.dimension, unit.factor), (Some(Dimension::Intensity), 1e-4));
    let (unit, _) = units.at_start("亿元").unwrap();
    assert_eq!((unit.base.as_deref(), unit.factor), (Some("元"), 1e8));
    assert!(units.at_start("目标").is_none());
}

fn chinese_of(n: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    fn section(n: u64, out: &mut String) {
        let mut gap = false;
        let mut begun = false;
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let d = n / unit % 10;
            if d == 0 {
                gap = begun;
                continue;
            }
            if gap {
                out.push('零');
            }
            gap = false;
            begun = true;
            out.push_str(DIGITS[d as usize]);
            out.push_str(name);
        }
    }
    let mut out = String::new();
    let (high, low) = (n / 10_000, n % 10_000);
    if high > 0 {
        section(high, &mut out);
        out.push('万');
        if low > 0 && low < 1000 {
            out.push('零');
        }
    }
    if low > 0 {
        section(low, &mut out);
    }
    out
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_in_order(text in "[0-9一二三十百千万亿零〇两半翻番年至到:./,%—-个亿元家A-C超余多以上 ]{0,40}") {
        let found = read(&text);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for n in &found {
            prop_assert!(n.marked.contains(n.span) && n.span.contains(n.figures));
            prop_assert!(text.is_char_boundary(n.marked.start) && text.is_char_boundary(n.marked.end));
            prop_assert!(n.high.is_none_or(|high| n.value.is_some_and(|low| low < high)));
        }
    }

    #[test]
    fn chinese_numerals_come_back(n in 1u64..99_999_999) {
        prop_assert_eq!(chinese::value(&chinese_of(n)), Some(n), "{}", chinese_of(n));
    }

    #[test]
    fn decimals_keep_their_text(whole in 0u32..1_000_000, part in 0u32..1000) {
        let text = format!("达到{whole}.{part}亿元");
        let found = read(&text);
        prop_assert_eq!(&found[0].text, &format!("{whole}.{part}"));
        prop_assert_eq!(found[0].unit_text(), "亿元");
    }
}
