//! Phrases by themselves, each turn with one that looks like it and is none.

use std::sync::OnceLock;

use super::{Phrases, split_list};
use crate::rules::Pack;

fn phrases() -> Phrases<'static> {
    static PACK: OnceLock<Pack> = OnceLock::new();
    Phrases::new(PACK.get_or_init(Pack::embedded))
}

#[test]
fn a_subject_loses_scope_adverbs_and_helping_verbs() {
    let subjects = [
        ("全市森林覆盖率", "森林覆盖率"),
        ("力争规模工业增加值年均", "规模工业增加值"),
        ("可再生能源装机", "可再生能源装机"),
        ("赤字率拟按", "赤字率"),
        ("耕地保有量在", "耕地保有量"),
        ("2.实现城镇新增就业", "城镇新增就业"),
        ("粮食产量连续13年", "粮食产量"),
        ("高速公路通车里程全国第四、", "高速公路通车里程"),
    ];
    subjects.iter().for_each(|(piece, noun)| assert_eq!(phrases().subject(piece), *noun, "{piece}"));
}

#[test]
fn a_verb_of_doing_is_told_from_a_noun_that_begins_like_it() {
    let cases = [
        ("新增规上服务业企业", "规上服务业企业", "新增"),
        ("获批省级创新平台", "省级创新平台", "获批"),
        ("新签约", "新签约", ""),
        ("中心城区改造老旧小区", "老旧小区", "改造"),
        ("城镇新增就业", "城镇新增就业", ""),
        ("新建节水型社会建设达标县", "节水型社会建设达标县", "新建"),
        ("实施数字经济重点项目", "数字经济重点项目", "实施"),
        ("制定地方标准", "地方标准", "制定"),
        ("到位资金", "到位资金", ""),
        ("高校毕业生就业", "高校毕业生就业", ""),
        ("建成青陵医院、柳溪小学等民生项目", "民生项目", "建成"),
        ("完成灌区、泵站等项目建设", "灌区、泵站", "完成"),
        ("安置高等院校毕业生", "高等院校毕业生", "安置"),
    ];
    for (piece, noun, verb) in cases {
        let counted = phrases().counted(piece);
        assert_eq!((counted.noun, counted.verb), (noun, verb), "{piece}");
    }
}

#[test]
fn an_object_ends_where_another_phrase_begins() {
    let cases = [
        ("省级高新区升格为国家级", "省级高新区"),
        ("重要水源地实施保护", "重要水源地"),
        ("专业技术人才和企业高级管理人员。", "专业技术人才和企业高级管理人员"),
        ("教学点配备了远程设施", "教学点"),
        ("示范创建单位、", "示范创建单位"),
        ("国有企业实施政策性关闭", "国有企业"),
        ("在全国有较强影响力的平台,", "平台"),
        ("主要污染物排放总量比2000年", "主要污染物排放总量"),
        ("基础设施比较完善的园区", "基础设施比较完善的园区"),
    ];
    cases.iter().for_each(|(text, object)| assert_eq!(phrases().object(text), *object, "{text}"));
}

#[test]
fn a_count_is_of_what_closes_its_list_unless_that_is_a_project() {
    assert_eq!(phrases().counted_object("创新中心、实验室等创新载体,"), "创新载体");
    assert_eq!(phrases().counted_object("灌区、泵站等项目建设,"), "灌区");
    assert_eq!(phrases().counted_object("学校、2所医院等设施"), "学校");
}

#[test]
fn people_and_things_stand_without_what_is_done_to_them() {
    assert_eq!(phrases().people("困难学生学费减免"), "困难学生");
    assert_eq!(phrases().people("人口和家庭"), "人口和家庭");
    assert_eq!(phrases().without_works("中型水库除险加固工程"), "中型水库");
    assert_eq!(phrases().without_works("森林抚育"), "森林抚育");
}

#[test]
fn a_comparison_is_taken_off_and_told() {
    let cases = [
        ("工业增速高于全省平均水平", "工业增速", Some("全省平均水平")),
        ("存款余额较年初", "存款余额", Some("年初")),
        ("产值在2025年基础上", "产值", Some("2025年")),
        ("产值比“十三五”时期", "产值", Some("“十三五”时期")),
        ("物流总费用与GDP的比率", "物流总费用与GDP的比率", None),
        ("服务业占比", "服务业占比", None),
    ];
    for (piece, subject, reference) in cases {
        assert_eq!(phrases().compared(piece), (subject, reference), "{piece}");
    }
}

#[test]
fn lists_share_tails_and_heads() {
    assert_eq!(phrases().shared_tail("风电", "光伏项目"), Some("项目"));
    assert_eq!(phrases().shared_tail("风电项目", "光伏项目"), None);
    assert_eq!(split_list("甲率、乙率和丙率"), ["甲率", "乙率", "丙率"]);
    assert_eq!(split_list("和谐社区"), ["和谐社区"]);
}

#[test]
fn what_the_last_of_a_list_has_is_dealt_out_to_the_others() {
    let cases: [(&str, &[&str]); 19] = [
        ("铁路、公路里程", &["铁路里程", "公路里程"]),
        ("小学、初中毕业生升学率", &["小学毕业生升学率", "初中毕业生升学率"]),
        ("投资和消费", &["投资", "消费"]),
        ("一、二、三产增加值", &["一产增加值", "二产增加值", "三产增加值"]),
        ("一、二、三产", &["一产", "二产", "三产"]),
        ("养老保险、医疗保险参保人数", &["养老保险参保人数", "医疗保险参保人数"]),
        ("失业、工伤保险参保人数", &["失业保险参保人数", "工伤保险参保人数"]),
        ("城镇居民和农村居民人均可支配收入", &["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("制造业、战略性新兴产业增加值", &["制造业增加值", "战略性新兴产业增加值"]),
        ("新兴产业、高技术产业产值占工业比重", &["新兴产业产值占工业比重", "高技术产业产值占工业比重"]),
        ("民间投资、工业投资占比", &["民间投资占比", "工业投资占比"]),
        ("社区公园、“云上公园”保有量", &["社区公园保有量", "“云上公园”保有量"]),
        ("化学需氧量、二氧化硫排放总量", &["化学需氧量排放总量", "二氧化硫排放总量"]),
        ("新办产业、省级服务业集群从无到有", &["新办产业", "省级服务业集群从无到有"]),
        ("游客接待量、旅游总收入", &["游客接待量", "旅游总收入"]),
        ("纺织、食品及农产品加工产业产值", &["纺织产业产值", "食品及农产品加工产业产值"]),
        ("城乡居民人均可支配收入", &["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("金融机构存、贷款余额", &["金融机构存款余额", "金融机构贷款余额"]),
        ("一般公共预算收支", &["一般公共预算收入", "一般公共预算支出"]),
    ];
    cases.iter().for_each(|(list, items)| assert_eq!(phrases().deal(list, items.len()), *items, "{list}"));
    assert_eq!(phrases().deal("城乡低保标准", 3), ["城乡低保标准"]);
}

#[test]
fn rates_are_told_per_whom() {
    assert_eq!(phrases().per_head("每千人口执业医师数"), Some("每千人口"));
    assert_eq!(phrases().per_head("执业医师数"), None);
}
