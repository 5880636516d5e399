use super::*;
use crate::extract::AROUND;
use crate::text::{self, Options};

fn works(sentence: &str) -> Vec<(String, Option<&'static str>)> {
    let pack = Pack::embedded();
    let text = text::normalise(sentence.as_bytes(), &Options::default()).expect("UTF-8");
    let document = crate::document::outline("a.txt", &text, &pack);
    read(&text, &document, &pack).into_iter().map(|row| (row.name.to_string(), row.stage.map(Stage::as_str))).collect()
}

fn names(sentence: &str) -> Vec<String> {
    works(sentence).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_list_is_parted_and_its_summary_left_out() {
    let found = works("加快青陵至云泽高速公路、柳溪抽水蓄能电站、云泽机场改扩建等重大项目建设。");
    let expected = [("青陵至云泽高速公路", "continued"), ("柳溪抽水蓄能电站", "continued"), ("云泽机场改扩建", "expansion")];
    assert_eq!(found, expected.map(|(name, stage)| (name.to_owned(), Some(stage))));
}

#[test]
fn the_closing_verb_tells_the_stage() {
    let stage = |sentence| works(sentence).first().and_then(|(_, stage)| *stage);
    assert_eq!(stage("推动云泽第二水厂建成投用。"), Some("completed"));
    assert_eq!(stage("做好青陵至柳溪铁路等项目前期工作。"), Some("preliminary"));
    assert_eq!(stage("推进云泽至柳溪高速公路、青柳铁路开工建设。"), Some("new"));
}

#[test]
fn a_clause_with_a_verb_behind_its_name_has_that_stage() {
    let found = works("开工建设柳溪水光互补项目,青陵水电站投产发电,力争核准云泽、沣渡水电站,确保青柳博物馆建成开馆。");
    let expected = [
        ("柳溪水光互补项目", "new"),
        ("青陵水电站", "completed"),
        ("云泽", "preliminary"),
        ("沣渡水电站", "preliminary"),
        ("青柳博物馆", "completed"),
    ];
    assert_eq!(found, expected.map(|(name, stage)| (name.to_owned(), Some(stage))));
}

#[test]
fn each_of_a_list_may_have_a_verb_of_its_own() {
    let found = works("推动云泽抽水蓄能电站核准、柳溪共享储能电站开工建设、青陵水库建成蓄水。");
    let expected = [("云泽抽水蓄能电站", "preliminary"), ("柳溪共享储能电站", "new"), ("青陵水库", "completed")];
    assert_eq!(found, expected.map(|(name, stage)| (name.to_owned(), Some(stage))));
}

#[test]
fn pieces_with_a_shared_tail_stay_as_they_stand() {
    assert_eq!(names("新建青陵、柳溪、沣渡等通用机场。"), ["青陵", "柳溪", "沣渡"]);
}

#[test]
fn what_begins_like_a_word_is_none() {
    assert_eq!(names("加快青陵至云泽、柳溪至沣渡等高速公路建设。"), ["青陵至云泽", "柳溪至沣渡"]);
    assert_eq!(names("内蒙古自治区新建和林格尔金融数据产业园。"), ["和林格尔金融数据产业园"]);
}

#[test]
fn a_list_of_projects_is_one_whatever_stands_behind_it() {
    assert_eq!(names("推进沣河综合客运枢纽、工会培训中心等项目建设。"), ["沣河综合客运枢纽", "工会培训中心"]);
    assert_eq!(names("青柳铁路、云泽高速南北段等12个续建项目加快推进。"), ["青柳铁路", "云泽高速南北段"]);
    assert_eq!(names("重点实施海岳智能温控、博川高分子材料等项目。"), ["海岳智能温控", "博川高分子材料"]);
}

#[test]
fn a_verb_governs_a_further_list_of_projects() {
    let found = works("抓好云泽铸造基地等重大产业项目,进口木材加工园、柳北商贸物流园等重大物流项目,办好文化节。");
    let expected = ["云泽铸造基地", "进口木材加工园", "柳北商贸物流园"];
    assert_eq!(found, expected.map(|name| (name.to_owned(), Some("new"))));
}

#[test]
fn slogans_standing_and_firms_are_no_works() {
    for sentence in [
        "打造全国重要的先进制造业高地。",
        "支持青陵重工、柳溪股份等龙头企业做大做强。",
        "推进治理体系和治理能力现代化。",
        "完善公共服务体系,提高服务水平。",
        "加快发展数字经济、绿色经济、平台经济。",
    ] {
        assert_eq!(names(sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn money_and_years_go_to_the_work_they_stand_at() {
    let pack = Pack::embedded();
    let sentence = "新建柳溪水利枢纽工程,总投资120亿元,建设年限2021—2025年。";
    let text = text::normalise(sentence.as_bytes(), &Options::default()).expect("UTF-8");
    let document = crate::document::outline("a.txt", &text, &pack);
    let rows = read(&text, &document, &pack);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].investment_value, Some(120.0));
    assert_eq!(rows[0].investment_unit.as_deref(), Some("亿元"));
    assert_eq!((rows[0].period_start, rows[0].period_end), (Some(2021), Some(2025)));
}

/// What the works of a sentence cost.
fn costs(sentence: &str) -> Vec<(String, Option<f64>)> {
    let pack = Pack::embedded();
    let text = text::normalise(sentence.as_bytes(), &Options::default()).expect("UTF-8");
    let document = crate::document::outline("a.txt", &text, &pack);
    read(&text, &document, &pack).into_iter().map(|row| (row.name.to_string(), row.investment_value)).collect()
}

#[test]
fn money_before_a_work_is_its_own_and_that_of_many_is_nobodys() {
    let cost = |sentence| costs(sentence).first().map(|(_, cost)| *cost);
    assert_eq!(cost("开工建设总投资113亿元的柳溪抽水蓄能电站。"), Some(Some(113.0)));
    assert_eq!(cost("开工建设柳溪抽水蓄能电站(投资113亿元)。"), Some(Some(113.0)));
    let each = costs("加快开工建设总投资113亿元的柳溪抽水蓄能电站、总投资45亿元的云泽液晶显示基地、青陵水库等项目。");
    assert_eq!(each.iter().map(|(_, cost)| *cost).collect::<Vec<_>>(), [Some(113.0), Some(45.0), None]);
    assert_eq!(cost("开工建设总投资113亿元的柳溪抽水蓄能电站、青陵水库等项目。"), Some(None));
    assert_eq!(cost("重点抓好柳溪抽水蓄能电站等6个年度计划总投资100亿元的能源项目。"), Some(None));
    assert_eq!(cost("围绕建设云泽综合交通枢纽,完成投资100亿元以上。"), Some(None));
}

#[test]
fn works_have_the_years_of_their_term() {
    let pack = Pack::embedded();
    let sentence = "近期(2021—2022年)建成柳溪至青陵高速公路,中期2023—2025年,开工建设沣渡港铁路专用线,远期新建云泽新机场。";
    let text = text::normalise(sentence.as_bytes(), &Options::default()).expect("UTF-8");
    let document = crate::document::outline("a.txt", &text, &pack);
    let years: Vec<_> = read(&text, &document, &pack).iter().map(|row| (row.period_start, row.period_end)).collect();
    assert_eq!(years, [(Some(2021), Some(2022)), (Some(2023), Some(2025)), (None, None)]);
}

/// Were any way through them quadratic, these would not be done in minutes.
#[test]
fn a_sentence_without_end_is_read_and_quoted_in_part() {
    let pack = Pack::embedded();
    for piece in ["、", "青陵水库、", "建设青陵水库,", "青陵水库和", "“青陵(水库、", "等", "青陵水库建设", "2个", "的", "总投资2亿元"]
    {
        let raw = format!("云泽市规划\n\n加快{}建设\n", piece.repeat(200_000 / piece.len()));
        let text = text::normalise(raw.as_bytes(), &Options::default()).expect("UTF-8");
        let document = crate::document::outline("a.txt", &text, &pack);
        let rows = read(&text, &document, &pack);
        assert_eq!(rows.is_empty(), !piece.contains(['、', ',']) || piece == "、", "{piece}");
        assert!(rows.iter().all(|row| row.quote.len() <= 2 * AROUND + row.name.len()), "{piece}");
    }
}

#[test]
fn a_work_of_another_county_has_its_region() {
    let raw = "浙江省丽水市国民经济和社会发展规划纲要\n\n建设缙云县云溪水库,建设丽水市云溪大桥,建设缙云至松阳公路。\n";
    let pack = Pack::embedded();
    let text = text::normalise(raw.as_bytes(), &Options::default()).expect("UTF-8");
    let document = crate::document::outline("a.txt", &text, &pack);
    let regions: Vec<_> = read(&text, &document, &pack).into_iter().map(|row| (row.name.to_string(), row.region)).collect();
    let expected = [("缙云县云溪水库", Some("缙云县")), ("丽水市云溪大桥", None), ("缙云至松阳公路", None)];
    assert_eq!(regions, expected.map(|(name, region)| (name.to_owned(), region.map(str::to_owned))));
}

#[test]
fn those_who_build_are_no_works() {
    assert_eq!(names("支持青陵县、柳溪市等县市新建云泽至柳溪高速公路。"), ["云泽至柳溪高速公路"]);
    assert_eq!(names("依托柳溪科技园,建成云泽至青陵铁路。"), ["云泽至青陵铁路"]);
}
