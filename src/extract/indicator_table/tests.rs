//! Tables of invented places, each in one layout.

use super::*;
use crate::document::{Facts, Section};
use crate::extract::blanks::trimmed;
use crate::tables::rows::{Attribute, Bound, Role, SectionKind};
use crate::text::{Options, normalise};

/// One table of this layout, read on its own.
fn reading(raw: &str, layout: Layout) -> Reading {
    let text = normalise(raw.as_bytes(), &Options::default()).unwrap();
    let clean = &text.clean;
    let mut rows: Vec<Vec<Span>> = Vec::new();
    let mut at = 0;
    for line in clean.split_inclusive('\n') {
        let kept = line.trim_end_matches('\n');
        let bar = if layout == Layout::Drawn { '|' } else { '\t' };
        let mut start = at;
        let cells: Vec<Span> = kept
            .split(bar)
            .map(|cell| {
                let span = trimmed(clean, Span::new(start, start + cell.len()));
                start += cell.len() + 1;
                span
            })
            .collect();
        at += line.len();
        if !kept.trim().is_empty() {
            rows.push(cells);
        }
    }
    if layout == Layout::CellPerLine {
        rows = vec![rows.concat()];
    }
    let span = Span::new(0, clean.len());
    let table = Table { section: 0, in_box: None, title: String::new(), layout, span, rows, notes: vec![], blanks: vec![] };
    let section =
        Section { parent: None, kind: SectionKind::Body, number: None, title: "".into(), depth: 0, span, heading: Span::default() };
    let facts = Facts { period_start: Some(2021), period_end: Some(2025), ..Facts::default() };
    let document = Document { sections: vec![section], tables: vec![table], facts, ..Document::default() };
    read(&text, &document, &Pack::embedded())
}

/// `name role year raw` of every cell.
fn cells(reading: &Reading) -> Vec<String> {
    let year = |year: Option<i32>| year.map_or("-".to_owned(), |y| y.to_string());
    let doubt = |certain: bool| if certain { "" } else { "?" };
    let show = |r: &IndicatorRow| format!("{} {} {} {}{}", r.indicator, r.role.as_str(), year(r.year), r.raw, doubt(r.column_certain));
    reading.indicators.iter().map(show).collect()
}

#[test]
fn cells_of_lost_columns_are_found_by_kind_and_arithmetic() {
    let raw = "序号\n指标\n2020\n2025\n年均增速\n[累计]\n属性\n1\n粮食产量(万吨)\n120\n125\n[5]\n约束性\n2\n湿地保护率(%)\n45.2\n50.1\n[4.9]\n预期性\n3\n财政收入(亿元)\n\
               80\n120\n8.4\n预期性\n4\n城镇新增就业(万人)\n[6]\n预期性\n5\n林地面积(万亩)\n≥300\n约束性";
    let reading = reading(raw, Layout::CellPerLine);
    assert_eq!(
        cells(&reading),
        [
            "粮食产量 baseline 2020 120",
            "粮食产量 target 2025 125",
            "粮食产量 growth 2025 [5]",
            "粮食产量 attribute - 约束性",
            "湿地保护率 baseline 2020 45.2",
            "湿地保护率 target 2025 50.1",
            "湿地保护率 growth 2025 [4.9]",
            "湿地保护率 attribute - 预期性",
            "财政收入 baseline 2020 80",
            "财政收入 target 2025 120",
            "财政收入 growth 2025 8.4",
            "财政收入 attribute - 预期性",
            "城镇新增就业 growth 2025 [6]",
            "城镇新增就业 attribute - 预期性",
            "林地面积 target 2025 ≥300",
            "林地面积 attribute - 约束性",
        ]
    );
    let grain = &reading.targets[0];
    assert_eq!((grain.baseline_year, grain.baseline_value, grain.attribute), (Some(2020), Some(120.0), Some(Attribute::Binding)));
    assert_eq!(reading.targets.last().map(|t| t.bound), Some(Bound::Ge));
}

#[test]
fn sub_rows_share_head_unit_and_attribute() {
    let raw = "序号\n指标\n2020年\n2025年\n属性\n1\n主要污染物排放量(吨)\n氨氮\n620\n590\n约束性\n总磷\n90\n84\n2\n人均预期寿命(岁)\n77.1\n78\n预期性";
    let rows = reading(raw, Layout::CellPerLine).indicators;
    let second = rows.iter().find(|r| r.raw == "84").unwrap();
    assert_eq!((&*second.indicator, second.unit.as_deref(), second.row_no.as_deref()), ("总磷", Some("吨"), Some("1")));
    assert_eq!(second.attribute, Some(Attribute::Binding));
    assert_eq!(rows.iter().filter(|r| r.role == Role::Attribute).count(), 2);
}

#[test]
fn tabs_keep_the_places_of_empty_cells() {
    let raw = "类别\t指标\t单位\t2020年\t2025年目标\t属性\n经济\t港口吞吐量\t万吨\t\t900\t预期性\n\t高速公路里程\t公里\t310\t\t预期性";
    assert_eq!(
        cells(&reading(raw, Layout::Separated)),
        [
            "港口吞吐量 target 2025 900",
            "港口吞吐量 attribute - 预期性",
            "高速公路里程 baseline 2020 310",
            "高速公路里程 attribute - 预期性"
        ]
    );
}

#[test]
fn glued_cells_are_cut_by_arithmetic_and_form() {
    let raw = "序号指标2020年2025年年均增速[累计]属性1湿地保护率(%)21.6623.04〔1.38〕约束性2粮食产量(万吨)120125〔5〕约束性";
    assert_eq!(
        cells(&reading(raw, Layout::Glued)),
        [
            "湿地保护率 baseline 2020 21.66",
            "湿地保护率 target 2025 23.04",
            "湿地保护率 growth 2025 〔1.38〕",
            "湿地保护率 attribute - 约束性",
            "粮食产量 baseline 2020 120",
            "粮食产量 target 2025 125",
            "粮食产量 growth 2025 〔5〕",
            "粮食产量 attribute - 约束性",
        ]
    );
}

#[test]
fn lost_names_are_not_guessed() {
    let raw = "序号指标名称2020年2025年增减情况119951800254927.8%1316105313542.9%21165110011831.5%";
    let reading = reading(raw, Layout::Glued);
    assert!(reading.indicators.is_empty() && reading.targets.is_empty());
    assert_eq!(reading.diagnostics.first().map(|d| d.code), Some("table-unread"));
}

const PROJECTS: &str = "序号\t项目名称\t建设地点\t建设规模及内容\t建设年限\t总投资(亿元)\t责任单位\n合计(共4个)\t\t\t\t\t320.5\n一\t交通\n小计(2个)\t\t\t\t\t220.5\n\
    1\t云泽至青陵高速公路\t云泽市\t全长86公里\t2021—2025\t180.5\t市交通局\n2\t青陵机场改扩建工程\t青陵县\t跑道延长至2800米\t2022-2024\t40\t市机场公司\n二\t水利\n\
    小计(2个)\t\t\t\t\t110\n3\t双湖水库\t云泽市\t总库容1.2亿立方米\t2021-2026\t70\t市水利局\n4\t青陵灌区\t青陵县\t改善灌溉面积30万亩\t续建\t30\t市水利局";

#[test]
fn projects_are_rows_and_subtotals_are_checked() {
    let reading = reading(PROJECTS, Layout::Separated);
    let shown: Vec<String> = reading
        .projects
        .iter()
        .map(|p| {
            let stage = p.stage.map_or("-", |s| s.as_str());
            format!(
                "{} {} {} {:?} {}",
                p.name,
                p.item.as_deref().unwrap_or("-"),
                p.investment_value.unwrap_or(0.0),
                p.period_start.zip(p.period_end),
                stage
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "云泽至青陵高速公路 交通 180.5 Some((2021, 2025)) -",
            "青陵机场改扩建工程 交通 40 Some((2022, 2024)) expansion",
            "双湖水库 水利 70 Some((2021, 2026)) -",
            "青陵灌区 水利 30 None continued",
        ]
    );
    assert_eq!(reading.projects[0].investment_unit.as_deref(), Some("亿元"));
    let wrong: Vec<_> = reading.diagnostics.iter().map(|d| (d.code, d.before.as_deref(), d.after.as_deref())).collect();
    assert_eq!(wrong, [("subtotal-mismatch", Some("110"), Some("100"))]);
}

#[test]
fn a_table_that_the_text_contradicts_is_pointed_at() {
    let raw = "云泽市国民经济和社会发展第十四个五年规划纲要\n\n第一章 主要目标\n\n到2025年,森林覆盖率达到45%。到2025年,湿地保护率达到52%。\n\n专栏1 “十四五”主要指标\n\n\
               | 指标 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|\n| 森林覆盖率(%) | 40 | 42 | 约束性 |\n| 湿地保护率(%) | 50 | ≥52 | 预期性 |\n";
    let rows = crate::read("plan.txt", raw.as_bytes(), &Pack::embedded());
    let found: Vec<_> = rows.diagnostics.iter().filter(|d| d.code == "table-prose-conflict").map(|d| d.before.as_deref()).collect();
    assert_eq!(
        found.len(),
        1,
        "{:?}",
        rows.targets.iter().map(|t| (&t.quantity.indicator, t.quantity.year, t.quantity.value)).collect::<Vec<_>>()
    );
    assert!(found[0].is_some_and(|quote| quote.contains("森林覆盖率")));
}

#[test]
fn wrapped_cells_are_put_together() {
    let raw = "序号\n指标\n单位\n2020年\n2025年\n年均增速\n〔累计〕\n属性\n1\n每万户拥有家庭医生\n数\n人\n2.1\n3.4\n—\n预期性\n2\n园区产值\n增长\n%\n7.1\n—\n\
               控制在9.5以\n内\n预期性\n3\n基本医疗参保率\n%\n95\n97\n—\n预期性\n4\n热能供应能力\n万吨标\n准煤\n310\n355\n—\n约束性";
    let reading = reading(raw, Layout::CellPerLine);
    let names: Vec<_> =
        reading.indicators.iter().filter(|r| r.role == Role::Attribute).map(|r| (&*r.indicator, r.unit.as_deref())).collect();
    let wanted = [("每万户拥有家庭医生数", "人"), ("园区产值增长", "%"), ("基本医疗参保率", "%"), ("热能供应能力", "万吨标准煤")];
    assert_eq!(names, wanted.map(|(name, unit)| (name, Some(unit))));
    let bound = reading.indicators.iter().find(|r| r.raw.starts_with("控制在")).unwrap();
    assert_eq!((bound.value, bound.bound), (Some(9.5), Some(Bound::Le)));
}

#[test]
fn units_and_words_of_glued_tables_are_no_part_of_names() {
    let raw = "类别序号指\n标单位2020年2025年年均增速〔累计〕属性生态1单位产值水耗降低%—完成市下达任务—约束性2每千户拥有驿站数(含流动)个2.93.4—预期性";
    assert_eq!(
        cells(&reading(raw, Layout::Glued)),
        [
            "单位产值水耗降低 baseline 2020 —",
            "单位产值水耗降低 target 2025 完成市下达任务",
            "单位产值水耗降低 growth 2025 —",
            "单位产值水耗降低 attribute - 约束性",
            "每千户拥有驿站数(含流动) baseline 2020 2.9",
            "每千户拥有驿站数(含流动) target 2025 3.4",
            "每千户拥有驿站数(含流动) growth 2025 —",
            "每千户拥有驿站数(含流动) attribute - 预期性",
        ]
    );
}

#[test]
fn a_header_of_one_cell_is_read_word_by_word() {
    let raw = "序号指标单位2020年2025年年均增速属性\n1\t粮食产量\t万吨\t120\t125\t0.8\t约束性\n2\t水库库容\t万立方米\t80\t90\t—\t预期性";
    let rows = reading(raw, Layout::Separated).indicators;
    let read: Vec<_> = rows.iter().filter(|r| r.role == Role::Growth).map(|r| (&*r.indicator, &*r.raw)).collect();
    assert_eq!(read, [("粮食产量", "0.8"), ("水库库容", "—")]);
}
