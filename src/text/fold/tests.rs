use super::fold;
use crate::tables::rows::Span;
use crate::text::survey::Survey;

/// The folded text.
fn of(input: &str) -> String {
    fold(input, &Survey::of(input)).text.into_owned()
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (input, want) in cases {
        assert_eq!(of(input), *want, "folding {input:?}");
    }
}

#[test]
fn full_width_ascii_and_its_look_alikes() {
    check(&[
        ("到２０２５年，云泽市森林覆盖率达到４８％（预期）；", "到2025年,云泽市森林覆盖率达到48%(预期);"),
        ("比例为５．８∶４２︰５２", "比例为5.8:42:52"),
        ("增长5﹪、三产﹙含旅游﹚", "增长5%、三产(含旅游)"),
        ("⼈⼝⻓期均衡⾦融", "人口长期均衡金融"),
        ("㎡ ㎞ ℃ Ⅲ ① 〔2021〕", "㎡㎞℃Ⅲ①〔2021〕"),
        ("清水河•北岸", "清水河·北岸"),
    ]);
}

#[test]
fn clean_text_is_not_copied() {
    let text = "到2025年,云泽市建成3—5所学校、“两湖”公园。\n\n二、主要目标\n力争GDP年均增长7%,Big Data应用。";
    let step = fold(text, &Survey::of(text));
    assert!(matches!(step.text, std::borrow::Cow::Borrowed(_)));
    assert!(step.map.is_identity());
}

#[test]
fn spaces_around_digits_quotes_and_chinese_go() {
    check(&[
        ("到 2025 年, 达到 48 %", "到2025年,达到48%"),
        ("　　推进 “ 双湖 ” 建设 。  \r\n下一段\u{a0}", "推进“双湖”建设。\n下一段"),
        ("建设 5 G 基站和 Big  Data 中心", "建设5G基站和Big Data中心"),
        ("第一章　总则", "第一章总则"),
        ("\u{feff}政\u{200b}府", "政府"),
        ("发布于 2021-06-07 11:48", "发布于2021-06-07 11:48"),
        ("青\u{3000}陵\u{3000}县", "青陵县"),
        // White space that no common lead byte announces.
        ("青\u{1680}陵县", "青陵县"),
    ]);
}

#[test]
fn digits_set_apart_are_one_number() {
    check(&[
        ("( 2 0 0 1 -2 0 0 5 年 )增长 6 .5 %", "(2001—2005年)增长6.5%"),
        ("到2 0 0 5年,1 2种药材达到2 9 0 亿元", "到2005年,12种药材达到290亿元"),
        // Without such years a space between two numbers is left alone: it may part two cells.
        ("全长12 35公里", "全长12 35公里"),
        ("面积1. 8亿亩,增长61. 1%", "面积1.8亿亩,增长61.1%"),
        ("1. 2025年的目标", "1. 2025年的目标"),
        ("投资1,600万元", "投资1,600万元"),
    ]);
}

#[test]
fn dashes_between_numbers() {
    check(&[
        (
            "2021-2025年、2021–2025年、2021－2025年、2021～2025年、2021~2025年",
            "2021—2025年、2021—2025年、2021—2025年、2021—2025年、2021—2025年",
        ),
        ("2021年-2025年,3－5所,5%~8%,3万—5万人,三－五年", "2021年—2025年,3—5所,5%—8%,3万—5万人,三—五年"),
        ("1月18日－20日", "1月18日—20日"),
        ("增速为－3.2%,利润为-5万元,零下−7℃", "增速为-3.2%,利润为-5万元,零下-7℃"),
        ("化学需氧量1414万吨,1270-10%", "化学需氧量1414万吨,1270-10%"),
        ("电话0999-1234567,GB3095-2012,2021-01-18,COVID-19", "电话0999-1234567,GB3095-2012,2021-01-18,COVID-19"),
        ("--坚持创新", "——坚持创新"),
        ("- -坚持创新", "——坚持创新"),
        ("产业──富民", "产业——富民"),
        ("科技-产业-金融", "科技-产业-金融"),
    ]);
}

#[test]
fn zeros_of_chinese_years() {
    check(&[
        (
            "二○三五年、二O二五年、二〇〇七年、二零三五年、二○○七年、二 〇 三五年、二０一一年",
            "二〇三五年、二〇二五年、二〇〇七年、二零三五年、二〇〇七年、二〇三五年、二〇一一年",
        ),
        ("O型血、○建设目标、10年、1O", "O型血、○建设目标、10年、1O"),
    ]);
}

#[test]
fn quotes_in_pairs() {
    check(&[("实施\"双湖\"计划和\"三网\"工程", "实施“双湖”计划和“三网”工程"), ("屏幕5\"以上", "屏幕5\"以上"), ("a \"b\" c", "a \"b\" c")]);
}

#[test]
fn rows_keep_their_cells_apart() {
    check(&[
        ("常住人口　　万人　　120.5　　135　　预期性", "常住人口\t万人\t120.5\t135\t预期性"),
        ("常住人口 万人 120.5 135 2.3 预期性", "常住人口\t万人\t120.5\t135\t2.3\t预期性"),
        ("产业园 1 园区产值增长 % 3.6 — 6.0左右 预期性", "产业园\t1\t园区产值增长\t%\t3.6\t—\t6.0左右\t预期性"),
        ("5   青陵冷库   新建库房3万立方米，配套道路   2022   78276", "5\t青陵冷库\t新建库房3万立方米,配套道路\t2022\t78276"),
        ("指标\t\t2025年", "指标\t\t2025年"),
        ("小计(2个)\t\t110", "小计(2个)\t\t110"),
        ("能源消耗降低    %    —    —    [14]    约束性", "能源消耗降低\t%\t—\t—\t[14]\t约束性"),
        ("一、\t总体要求", "一、总体要求"),
        ("2021 年 1 月 18 日", "2021年1月18日"),
    ]);
}

#[test]
fn an_indent_inside_a_line_is_a_lost_line_break() {
    check(&[
        ("推进改革。　　第二章　发展目标　　坚持以人为本,建设云泽", "推进改革。\n第二章发展目标\n坚持以人为本,建设云泽"),
        ("基本要求是:　　——坚持创新", "基本要求是:\n——坚持创新"),
    ]);
}

#[test]
fn leaders_of_a_table_of_contents() {
    check(&[
        ("第一章 发展环境..................12\n", "第一章发展环境…12\n"),
        ("第一章 发展环境 …………… 12\n正文", "第一章发展环境…12\n正文"),
        ("教育、卫生......", "教育、卫生……"),
    ]);
}

#[test]
fn spans_lead_back_to_what_was_folded() {
    let raw = "到 ２０２５ 年，达到 ４８％";
    let step = fold(raw, &Survey::of(raw));
    let at = step.text.find("2025").expect("the year is there");
    assert_eq!(step.map.input_of(Span::new(at, at + 4)).of(raw), "２０２５");
    let at = step.text.find("48%").expect("the share is there");
    assert_eq!(step.map.input_of(Span::new(at, at + 3)).of(raw), "４８％");
}
