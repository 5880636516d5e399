//! The outline of invented plans.

use super::*;
use crate::text;

fn read(plan: &str) -> (String, Document) {
    let text = text::normalise(plan.as_bytes(), &text::Options::default()).unwrap();
    let document = outline("plan.txt", &text, &Pack::embedded());
    (text.clean.to_string(), document)
}

fn titles(document: &Document) -> Vec<(usize, String)> {
    document.sections.iter().skip(1).map(|s| (s.depth, format!("{}|{}", s.number.as_deref().unwrap_or(""), s.title))).collect()
}

fn items<'t>(clean: &'t str, of: &BoxOf) -> Vec<&'t str> {
    of.items.iter().map(|item| item.name.of(clean)).collect()
}

const PROSE: &str = "围绕全市发展大局,统筹推进各项重点任务,着力破解制约发展的突出矛盾,不断增强人民群众的获得感。";

#[test]
fn headings_make_a_tree() {
    let plan = format!(
        "第一篇  立足新起点,开启青泽市高质量\n\n发展新征程\n\n第一章发展基础\n\n{PROSE}\n\n1. 综合实力稳步增强。{PROSE}\n\n(一)农业\n\n{PROSE}\n\n\
         第二坚持绿色发展,建设美丽青泽\n\n第二章  生态环境\n\n第一节 水环境\n\n——水质持续改善。{PROSE}\n"
    );
    let (clean, document) = read(&plan);
    let want = [
        (1, "第一篇|立足新起点,开启青泽市高质量发展新征程"),
        (2, "第一章|发展基础"),
        (3, "1.|综合实力稳步增强"),
        (3, "(一)|农业"),
        (1, "第二|坚持绿色发展,建设美丽青泽"),
        (2, "第二章|生态环境"),
        (3, "第一节|水环境"),
    ];
    assert_eq!(titles(&document), want.map(|(depth, title)| (depth, title.to_owned())));
    let lead = document.paragraphs.iter().filter_map(|p| p.lead).next_back().unwrap();
    assert_eq!(lead.of(&clean), "水质持续改善");
    assert!(document.sections.iter().all(|s| s.parent.is_none_or(|p| document.sections[p].span.contains(s.heading))));
}

#[test]
fn a_heading_without_a_number_owns_a_numbering_of_its_own() {
    let part = |heading: &str| format!("{heading}\n\n{PROSE}\n\n一、农业\n\n{PROSE}\n\n二、民生保障\n\n{PROSE}\n\n");
    let (_, document) = read(&(part("2023年工作回顾") + &part("2024年重点工作")));
    let want =
        [(1, "|2023年工作回顾"), (2, "一、|农业"), (2, "二、|民生保障"), (1, "|2024年重点工作"), (2, "一、|农业"), (2, "二、|民生保障")];
    assert_eq!(titles(&document), want.map(|(depth, title)| (depth, title.to_owned())));
    let (_, single) = read(&part("2023年工作回顾"));
    assert!(single.sections.iter().skip(1).all(|section| section.depth == 1), "one alone may be a title");
}

#[test]
fn contents_are_no_headings() {
    let plan = format!(
        "青泽市发展规划\n目录\n第一章 总体要求……1\n第一节 指导思想\n第二章 任务\n第一章 总体要求\n{PROSE}\n第一节 指导思想\n{PROSE}\n第二章 任务\n{PROSE}\n"
    );
    let (_, document) = read(&plan);
    let want = [(1, "第一章|总体要求"), (2, "第一节|指导思想"), (1, "第二章|任务")];
    assert_eq!(titles(&document), want.map(|(depth, title)| (depth, title.to_owned())));
}

#[test]
fn a_box_ends_where_the_text_goes_on() {
    let plan = format!(
        "第一节 农业\n\n推动种业振兴。{PROSE}\n\n专栏1 特色种植工程\n\n水稻制种基地。建设东河、西河两个制种基地。\n\n油茶提质基地。改造低产林。\n\n\
         培育新型经营主体。{PROSE}{PROSE}\n\n专栏 2  水利工程\n\n南溪水库。新建水库一座。\n\n北溪灌区。续建灌区。\n\n第二节 工业\n\n{PROSE}\n"
    );
    let (clean, document) = read(&plan);
    assert_eq!(document.boxes.len(), 2);
    assert_eq!(items(&clean, &document.boxes[0]), ["水稻制种基地", "油茶提质基地"]);
    assert_eq!(items(&clean, &document.boxes[1]), ["南溪水库", "北溪灌区"]);
    assert_eq!(document.boxes[1].number.as_deref(), Some("专栏2"));
    assert_eq!(&*document.boxes[1].title, "水利工程");
    let after = document.paragraphs.iter().find(|p| p.span.of(&clean).starts_with("培育新型")).unwrap();
    assert_eq!((after.in_box, after.kind), (None, ParagraphKind::Body));
}

#[test]
fn items_whose_names_are_verbs_stay_in_the_box() {
    let plan = format!(
        "第一节 市场\n\n1. 优化环境。{PROSE}\n\n专栏3 减负行动\n\n降低用工成本。减免社保费。\n\n降低用能成本。下调电价。\n\n降低物流成本。取消收费。\n\n2. 改善服务。{PROSE}\n"
    );
    let (clean, document) = read(&plan);
    assert_eq!(items(&clean, &document.boxes[0]), ["降低用工成本", "降低用能成本", "降低物流成本"]);
}

#[test]
fn names_in_every_shape_are_items() {
    let plan = format!(
        "第一节 交通\n\n专栏4 重大工程\n\n总体目标:形成大通道。\n\n1.“一环”:建成外环路。\n\n——支线机场。开展前期工作。\n\n城东客运枢纽工程重点建设站前广场。\n\n\
         第二节 规划\n\n专栏5 重点规划\n\n1. 水利发展规划;\n\n2. 教育发展规划;\n\n3. 卫生发展规划。\n\n第三节 其他\n\n{PROSE}\n"
    );
    let (clean, document) = read(&plan);
    assert_eq!(items(&clean, &document.boxes[0]), ["总体目标", "“一环”", "支线机场", "城东客运枢纽工程"]);
    assert_eq!(items(&clean, &document.boxes[1]), ["水利发展规划", "教育发展规划", "卫生发展规划"]);
}

#[test]
fn lists_within_items_and_wrapped_titles_stay_in_the_box() {
    let plan = format!(
        "第一节 水利\n\n专栏6 “十四五”时期防洪减灾和水源\n保障重点工程\n\n1. 河道治理。分两期实施。\n\n(1)建设东河堤防。加固十公里。\n\n(2)建设西河堤防。加固八公里。\n\n2. 水源工程。新建水库。\n\n第二节 其他\n\n{PROSE}\n"
    );
    let (clean, document) = read(&plan);
    assert_eq!(&*document.boxes[0].title, "“十四五”时期防洪减灾和水源保障重点工程");
    assert_eq!(items(&clean, &document.boxes[0]), ["河道治理", "建设东河堤防", "建设西河堤防", "水源工程"]);
}

#[test]
fn a_box_without_its_heading_is_found_by_the_missing_number() {
    let run = "冷链园区工程。建设园区。\n\n分拨中心项目。建设中心。\n\n末端网点工程。建设网点。\n\n";
    let plan = format!(
        "第一节 物流\n\n专栏一 仓储工程\n\n仓库工程。建设仓库。\n\n第二节 配送\n\n提升配送效率。{PROSE}\n\n{run}第三节 信息\n\n{PROSE}\n\n专栏三 信息工程\n\n平台工程。建设平台。\n"
    );
    let (clean, document) = read(&plan);
    let numbers: Vec<_> = document.boxes.iter().map(|b| b.number.as_deref()).collect();
    assert_eq!(numbers, [Some("专栏一"), None, Some("专栏三")]);
    assert_eq!(items(&clean, &document.boxes[1]), ["冷链园区工程", "分拨中心项目", "末端网点工程"]);
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        assert!(paragraph.in_box.is_none_or(|b| b < document.boxes.len()) && paragraph.section < document.sections.len(), "{index}");
    }
}

#[test]
fn flattened_tables_are_cells_and_no_headings() {
    let cells = [
        "类别",
        "序号",
        "指标",
        "2020",
        "2025",
        "属性",
        "(一)发展",
        "1",
        "产值(亿元)",
        "120",
        "180",
        "预期性",
        "2",
        "粮食产量(万吨)",
        "30",
        "约束性",
    ];
    let plan = format!(
        "第一节 指标\n\n{PROSE}\n\n专栏1 主要指标\n\n{}\n\n注:1.[]为累计数;\n2.产值按现价计算。\n\n第二节 其他\n\n{PROSE}\n",
        cells.join("\n\n")
    );
    let (clean, document) = read(&plan);
    let [table] = &document.tables[..] else { panic!("{:?}", document.tables) };
    let got: Vec<&str> = table.rows[0].iter().map(|cell| cell.of(&clean)).collect();
    assert_eq!(got, cells);
    assert_eq!((table.layout, table.in_box, table.notes.len()), (Layout::CellPerLine, Some(0), 2));
    assert_eq!(titles(&document).iter().filter(|(_, t)| t.contains("发展")).count(), 0);
    assert_eq!(document.boxes[0].items.len(), 0);
}

#[test]
fn a_table_in_one_line_behind_its_title_is_one() {
    let table = "序号指标2020年2025年属性1湿地保护率(%)21.623.0约束性2粮食产量(万吨)120125约束性3常住人口城镇化率(%)58.363.1预期性";
    let plan =
        format!("第一章 目标\n\n{PROSE}\n\n专栏1 主要指标\n\n{table}4水库库容(万立方米)80.590.2预期性\n注:指标为年末数。\n\n{PROSE}\n");
    let (_, document) = read(&plan);
    assert_eq!(document.tables.iter().map(|t| (t.layout, t.notes.len())).collect::<Vec<_>>(), [(Layout::Glued, 1)]);
}

#[test]
fn a_notice_over_several_lines_names_its_plan() {
    let plan = format!("青陵省人民政府关于印发青陵省水利\n\n\n“十四五”规划的通知青政发〔2021〕9号各市人民政府:\n\n{PROSE}\n");
    let (_, document) = read(&plan);
    assert_eq!(document.facts.title.as_deref(), Some("青陵省水利“十四五”规划"));
}

#[test]
fn rows_keep_their_empty_cells() {
    let plan = format!("表2 重点项目\n项目\t规模\t投资(万元)\n东桥\t2公里\t300\n西桥\t\t500\n{PROSE}\n");
    let (clean, document) = read(&plan);
    let rows: Vec<Vec<&str>> = document.tables[0].rows.iter().map(|row| row.iter().map(|cell| cell.of(&clean)).collect()).collect();
    assert_eq!(rows, [vec!["项目", "规模", "投资(万元)"], vec!["东桥", "2公里", "300"], vec!["西桥", "", "500"]]);
    assert_eq!(document.tables[0].title, "重点项目");
}

#[test]
fn a_sites_lines_are_told_from_the_plan() {
    let plan = format!(
        "青泽市规划纲要(2022年更新)\n发布时间:2022-05-06 10:11\n收藏\n打印\n青泽市国民经济和社会发展第十四个五年规划纲要\n第一章 总则\n{PROSE}\n{PROSE}{PROSE}\n附件\n纲要.pdf【下载附件】\n温馨提示:本站内容仅供参考。\n"
    );
    let (clean, document) = read(&plan);
    let site: Vec<&str> = document.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Boilerplate).map(|p| p.span.of(&clean)).collect();
    assert!(site.contains(&"收藏") && site.contains(&"附件") && site.iter().any(|line| line.starts_with("温馨提示")), "{site:?}");
    assert!(site.iter().all(|line| !line.contains("统筹")));
    assert_eq!(document.facts.title.as_deref(), Some("青泽市国民经济和社会发展第十四个五年规划纲要"));
    assert_eq!(document.facts.published_on, Some((2022, 5, 6)));
    assert_eq!((document.facts.period_start, document.facts.period_end), (Some(2021), Some(2025)));
    assert_eq!(document.facts.doc_type, Some(DocType::PlanOutline));
}

#[test]
fn a_report_is_for_the_year_to_come() {
    let plan = format!(
        "政府工作报告\n——2019年1月20日在某市第八届人民代表大会第四次会议上\n各位代表:\n现在,我代表市人民政府向大会报告工作,请予审议。\n一、2018年工作回顾\n{PROSE}\n二、2019年工作安排\n{PROSE}\n"
    );
    let (_, document) = read(&plan);
    assert_eq!(document.facts.doc_type, Some(DocType::WorkReport));
    assert_eq!((document.facts.period_start, document.facts.published_on), (Some(2019), Some((2019, 1, 20))));
}

#[test]
fn a_division_is_found_by_its_name_and_its_parents() {
    let of = |title: &str| {
        let (_, document) = read(&format!("{title}\n第一章 总则\n{PROSE}\n"));
        document.facts.region_code
    };
    assert_eq!(of("呼和浩特市国民经济和社会发展第十三个五年规划纲要").as_deref(), Some("150100"));
    assert_eq!(of("(吉林省)长春市朝阳区国民经济和社会发展第十四个五年规划纲要").as_deref(), Some("220104"));
    assert_eq!(of("北京市朝阳区国民经济和社会发展第十四个五年规划纲要").as_deref(), Some("110105"));
    assert_eq!(of("黑龙江省国民经济和社会发展第十四个五年规划纲要").as_deref(), Some("230000"));
    assert_eq!(of("国民经济和社会发展规划纲要"), None);
    // 陵县 is a county, 青陵县 is not.
    assert_eq!(of("青陵县国民经济和社会发展第十四个五年规划纲要"), None);
}

#[test]
fn sections_and_paragraphs_point_at_what_is_there() {
    let plan = format!("第一章 总则\n{PROSE}\n专栏1 工程\n甲工程。建设。\n表1 指标\n指标\t单位\n产值\t亿元\n\n图1 示意图\n");
    let (clean, document) = read(&plan);
    for (at, paragraph) in document.paragraphs.iter().enumerate() {
        let (from, to) = paragraph.sentences;
        assert!(document.sentences[from..to].iter().all(|s| s.paragraph == at && paragraph.span.contains(s.span)));
    }
    assert!(document.paragraphs.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    assert!(document.sections.windows(2).all(|w| w[0].span.start <= w[1].span.start), "{}", clean);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
        "第一章", "第九", "专栏", "专栏三", "专栏25", "一、", "(一)", "1.", "——", "。", ",", ":", ";", "\n", "\n\n", "\t", "|", "│", "注:", "图1", "表2", "目录", "……3",
        "工程", "建设", "推动", "2025年", "48%", "“", "”", "(", ")", "附件", "下载", "第十四个五年", "市人民政府", "𠮷", "2021年3月2日", "序号", "等", "、",
    ]), 0..80)) {
        let plan = parts.concat();
        if let Ok(text) = text::normalise(plan.as_bytes(), &text::Options::default()) {
            let document = outline("2021_a.txt", &text, &Pack::embedded());
            proptest::prop_assert!(document.sentences.iter().all(|s| !s.span.of(&text.clean).is_empty()));
        }
    }
}

#[test]
fn the_time_grows_with_the_length() {
    let pack = Pack::embedded();
    let time = |part: &str, n: usize| {
        let plan = format!("青泽市规划\n{}", part.repeat(n));
        let text = Text { clean: plan.into(), ..text::normalise("规划纲要".as_bytes(), &text::Options::default()).unwrap() };
        let start = std::time::Instant::now();
        let document = outline("a.txt", &text, &pack);
        assert!(!document.sections.is_empty());
        start.elapsed().as_secs_f64()
    };
    let parts = [
        "推进建设",
        "甲、",
        "(甲。",
        "专栏1 工程\n",
        "专栏1 工程\n甲工程。建设。\n",
        "甲\n",
        "12\n乙\n",
        "甲\t1\n",
        "第二",
        "第一章",
        "第一章 总则\n",
        "1. 甲\n",
        "目录\n",
        "一、(一)",
        "专栏",
        "。专栏3甲",
        "建设工程推进",
        "推动甲乙。建设。\n",
        "注:1.甲;\n",
        "甲乙丙丁戊己\n长行没有句号但是有不少字以至于不算单元格的一个段落文本内容\n",
    ];
    for part in parts {
        let n = 3_000 / part.len();
        let small = time(part, n).max(0.003);
        // Quadratic time is 1,600 times as much. A machine that is busy elsewhere may take long once, but not every time.
        let linear = (0..4).any(|_| time(part, n * 40) < small * 400.0);
        assert!(linear, "{part:?} takes more than linear time");
    }
}
