//! Tables made up at random: what they say, how they are laid out, and where each cell stands.

use crate::tables::rows::Role;

/// A small generator of random numbers (xorshift), so that a seed gives the same tables for ever.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }
    fn chance(&mut self, share: f64) -> bool {
        ((self.next() >> 11) as f64 / (1u64 << 53) as f64) < share
    }
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 / (1u64 << 53) as f64)
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Sort {
    Ratio,
    Money,
    Count,
    /// Values are rates of growth.
    Rate,
}

const INDICATORS: &[(&str, &str, Sort)] = &[
    ("地区生产总值", "亿元", Sort::Money),
    ("一般公共预算收入", "亿元", Sort::Money),
    ("固定资产投资", "亿元", Sort::Money),
    ("社会消费品零售总额", "亿元", Sort::Money),
    ("规模以上工业总产值", "亿元", Sort::Money),
    ("城镇居民人均可支配收入", "元", Sort::Money),
    ("农村居民人均可支配收入", "元", Sort::Money),
    ("旅游总收入", "亿元", Sort::Money),
    ("进出口总额", "亿美元", Sort::Money),
    ("全员劳动生产率", "万元/人", Sort::Money),
    ("常住人口城镇化率", "%", Sort::Ratio),
    ("森林覆盖率", "%", Sort::Ratio),
    ("服务业增加值比重", "%", Sort::Ratio),
    ("城镇污水处理率", "%", Sort::Ratio),
    ("基本养老保险参保率", "%", Sort::Ratio),
    ("高中阶段教育毛入学率", "%", Sort::Ratio),
    ("互联网普及率", "%", Sort::Ratio),
    ("空气质量优良天数比率", "%", Sort::Ratio),
    ("非化石能源占一次能源消费比重", "%", Sort::Ratio),
    ("农村自来水普及率", "%", Sort::Ratio),
    ("研究与试验发展经费投入强度", "%", Sort::Ratio),
    ("城镇调查失业率", "%", Sort::Ratio),
    ("湿地保护率", "%", Sort::Ratio),
    ("粮食综合生产能力", "万吨", Sort::Count),
    ("森林蓄积量", "万立方米", Sort::Count),
    ("每千人口拥有执业医师数", "人", Sort::Count),
    ("每千人口医疗卫生机构床位数", "张", Sort::Count),
    ("每万人口发明专利拥有量", "件", Sort::Count),
    ("人均预期寿命", "岁", Sort::Count),
    ("劳动年龄人口平均受教育年限", "年", Sort::Count),
    ("高速公路通车里程", "公里", Sort::Count),
    ("耕地保有量", "万亩", Sort::Count),
    ("港口货物吞吐量", "万吨", Sort::Count),
    ("化学需氧量排放量", "吨", Sort::Count),
    ("地区生产总值增长", "%", Sort::Rate),
    ("居民人均可支配收入增长", "%", Sort::Rate),
    ("研发经费投入增长", "%", Sort::Rate),
    ("单位GDP能源消耗降低", "%", Sort::Rate),
    ("单位GDP二氧化碳排放降低", "%", Sort::Rate),
    ("万元GDP用水量下降", "%", Sort::Rate),
];

const GROUPS: &[&str] = &["经济发展", "创新驱动", "民生福祉", "绿色生态", "安全保障"];

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Layout {
    CellLost,
    CellKept,
    Glued,
    Tab,
    Markdown,
    Drawn,
    Html,
    Pdf,
}

pub const LAYOUTS: [Layout; 8] =
    [Layout::CellLost, Layout::CellKept, Layout::Glued, Layout::Tab, Layout::Markdown, Layout::Drawn, Layout::Html, Layout::Pdf];

/// What the columns of a table are.
struct Shape {
    title: &'static str,
    /// The header, cell by cell.
    head: Vec<&'static str>,
    group: bool,
    number: bool,
    unit: bool,
    attribute: bool,
    values: Vec<(Role, i32)>,
}

fn shape(dice: &mut Dice) -> Shape {
    let plan = "“十四五”时期经济社会发展主要指标";
    let plain = vec![(Role::Baseline, 2020), (Role::Target, 2025)];
    let with_growth = vec![(Role::Baseline, 2020), (Role::Target, 2025), (Role::Growth, 2025)];
    let (group, number, unit) = (dice.chance(0.4), dice.chance(0.7), dice.chance(0.4));
    let (attribute, values, heads): (bool, Vec<(Role, i32)>, &[&str]) = match dice.below(5) {
        0 => (true, plain, &["2020年", "2025年"]),
        1 | 2 => (true, with_growth, &["2020年", "2025年", "年均增速[累计]"]),
        3 => (
            dice.chance(0.5),
            vec![(Role::Baseline, 2020), (Role::Target, 2025), (Role::Target, 2035)],
            &["2020年现状", "2025年目标", "2035年目标"],
        ),
        _ => (
            true,
            vec![(Role::Baseline, 2019), (Role::Baseline, 2020), (Role::Target, 2025), (Role::Growth, 2025)],
            &["2019年", "2020年", "2025年", "年均增长"],
        ),
    };
    let mut head = Vec::new();
    head.extend(group.then_some("类别"));
    head.extend(number.then_some("序号"));
    head.push("指标");
    head.extend(unit.then_some("单位"));
    head.extend(heads);
    head.extend(attribute.then_some("属性"));
    Shape { title: plan, head, group, number, unit, attribute, values }
}

struct Line {
    group: Option<&'static str>,
    number: usize,
    name: &'static str,
    unit: &'static str,
    /// By column; none where nothing stands.
    values: Vec<Option<String>>,
    attribute: &'static str,
}

fn lines(dice: &mut Dice, shape: &Shape, loss: f64) -> Vec<Line> {
    let count = 10 + dice.below(10);
    let mut order: Vec<usize> = (0..INDICATORS.len()).collect();
    for at in 0..count {
        let other = at + dice.below(order.len() - at);
        order.swap(at, other);
    }
    let per_group = count.div_ceil(GROUPS.len());
    order[..count]
        .iter()
        .enumerate()
        .map(|(at, &indicator)| {
            let (name, unit, sort) = INDICATORS[indicator];
            let mut values = values(dice, shape, sort);
            for value in &mut values {
                if dice.chance(loss) {
                    *value = None;
                }
            }
            let group = shape.group.then(|| GROUPS[at / per_group]).filter(|_| at % per_group == 0);
            let attribute = if dice.chance(0.4) { "约束性" } else { "预期性" };
            Line { group, number: at + 1, name, unit, values, attribute }
        })
        .collect()
}

/// The values of a row, as plans write them.
fn values(dice: &mut Dice, shape: &Shape, sort: Sort) -> Vec<Option<String>> {
    let decimals = dice.below(3);
    let low = match sort {
        Sort::Ratio => dice.between(5.0, 80.0),
        Sort::Money => dice.between(60.0, 9000.0),
        Sort::Count => dice.between(10.0, 5000.0),
        Sort::Rate => dice.between(2.0, 9.0),
    };
    let yearly = dice.between(0.03, 0.11);
    let step = dice.between(1.0, 15.0);
    let level = |year: i32| match sort {
        Sort::Ratio => low + step * f64::from(year - 2020) / 5.0,
        Sort::Money => low * (1.0 + yearly).powi(year - 2020),
        _ => low * (1.0 + yearly * f64::from(year - 2020) / 8.0),
    };
    let shown = |value: f64| format!("{value:.decimals$}");
    let rounded = |year: i32| shown(level(year)).parse::<f64>().unwrap_or(0.0);
    let bound = |dice: &mut Dice, text: String| match dice.below(12) {
        0 => format!("≥{text}"),
        1 => format!("{text}以上"),
        2 => format!("{text}左右"),
        _ => text,
    };
    shape
        .values
        .iter()
        .map(|&(role, year)| match (role, sort) {
            (Role::Baseline, _) => Some(shown(level(year).max(0.5))),
            (Role::Target, Sort::Rate) if shape.values.iter().any(|v| v.0 == Role::Growth) => None,
            (Role::Target, _) => Some(bound(dice, shown(level(year)))),
            (Role::Growth, Sort::Rate) if dice.chance(0.5) => Some(format!("[{:.1}]", low * 3.0)),
            (Role::Growth, Sort::Rate) => Some(bound(dice, format!("{low:.1}"))),
            (Role::Growth, Sort::Money) => {
                let rate = ((rounded(2025) / rounded(2020)).powf(0.2) - 1.0) * 100.0;
                Some(bound(dice, format!("{rate:.1}")))
            }
            (Role::Growth, Sort::Ratio) => Some(format!("[{}]", shown(rounded(2025) - rounded(2020)))),
            _ => None,
        })
        .collect()
}

/// A document with one table, and the cells that stand in it.
pub struct Made {
    pub raw: String,
    /// First and last byte, role and year.
    pub cells: Vec<(usize, usize, Role, i32)>,
}

impl Made {
    fn text(&mut self, text: &str) {
        self.raw.push_str(text);
    }

    fn value(&mut self, value: &str, column: (Role, i32)) {
        let start = self.raw.len();
        self.raw.push_str(value);
        self.cells.push((start, self.raw.len(), column.0, column.1));
    }
}

/// One cell of a row before it is written.
enum Piece<'a> {
    Words(String),
    Value(&'a str, (Role, i32)),
    Nothing,
}

fn pieces<'a>(shape: &Shape, line: &'a Line) -> Vec<Piece<'a>> {
    let mut out = Vec::new();
    if shape.group {
        out.push(line.group.map_or(Piece::Nothing, |g| Piece::Words(g.to_owned())));
    }
    if shape.number {
        out.push(Piece::Words(line.number.to_string()));
    }
    let bracket = if shape.unit { String::new() } else { format!("({})", line.unit) };
    out.push(Piece::Words(format!("{}{bracket}", line.name)));
    if shape.unit {
        out.push(Piece::Words(line.unit.to_owned()));
    }
    for (value, column) in line.values.iter().zip(&shape.values) {
        out.push(value.as_deref().map_or(Piece::Nothing, |v| Piece::Value(v, *column)));
    }
    if shape.attribute {
        out.push(Piece::Words(line.attribute.to_owned()));
    }
    out
}

pub fn make(dice: &mut Dice, layout: Layout, loss: f64) -> Made {
    let shape = loop {
        let shape = shape(dice);
        // Without separators a unit of its own would run into the figures.
        if layout != Layout::Glued || !shape.unit {
            break shape;
        }
    };
    let lines = lines(dice, &shape, loss);
    let mut made = Made { raw: String::new(), cells: Vec::new() };
    let html = layout == Layout::Html;
    let p = |text: &str| if html { format!("<p>{text}</p>\n") } else { format!("{text}\n\n") };
    if html {
        made.text("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>规划纲要</title></head><body>\n");
    }
    made.text(&p("云泽市国民经济和社会发展第十四个五年规划纲要"));
    made.text(&p("第一章 发展目标"));
    made.text(&p("坚持稳中求进工作总基调,推动经济社会持续健康发展。到2025年,主要目标如下。"));
    made.text(&p(&format!("专栏1 {}", shape.title)));
    table(&mut made, layout, &shape, &lines);
    made.text(&p("第二章 重点任务"));
    made.text(&p("深入实施创新驱动发展战略,加快建设现代化产业体系,全面推进乡村振兴。"));
    if html {
        made.text("</body></html>\n");
    }
    made
}

fn table(made: &mut Made, layout: Layout, shape: &Shape, lines: &[Line]) {
    let head: Vec<Piece<'_>> = shape.head.iter().map(|h| Piece::Words((*h).to_owned())).collect();
    let rows = std::iter::once(head).chain(lines.iter().map(|line| pieces(shape, line)));
    match layout {
        Layout::Html => made.text("<table>\n"),
        Layout::Drawn => made.text("┌────┬────┐\n"),
        _ => {}
    }
    for (at, row) in rows.enumerate() {
        write_row(made, layout, row, at);
    }
    match layout {
        Layout::Html => made.text("</table>\n"),
        Layout::Drawn => made.text("└────┴────┘\n\n"),
        _ => made.text("\n"),
    }
}

fn write_row(made: &mut Made, layout: Layout, row: Vec<Piece<'_>>, at: usize) {
    let (start, before, after, end) = match layout {
        Layout::CellLost => ("", "", "\n\n", ""),
        Layout::CellKept => ("", "", "\n", ""),
        Layout::Glued => ("", "", "", "\n"),
        Layout::Tab => ("", "", "\t", "\n"),
        Layout::Markdown => ("|", " ", " |", "\n"),
        Layout::Drawn => ("│", " ", " │", "\n"),
        Layout::Html => ("<tr>", "<td>", "</td>", "</tr>\n"),
        Layout::Pdf => ("", "", "   ", "\n"),
    };
    made.text(start);
    let width = row.len();
    for piece in row {
        let lost = matches!(layout, Layout::CellLost | Layout::Glued);
        match piece {
            Piece::Nothing if lost => continue,
            // What a PDF shows as nothing is a gap; a reader of its text sees a dash or less.
            Piece::Nothing if layout == Layout::Pdf => continue,
            Piece::Nothing => made.text(before),
            Piece::Words(words) => made.text(&format!("{before}{words}")),
            Piece::Value(value, column) => {
                made.text(before);
                made.value(value, column);
            }
        }
        made.text(after);
    }
    made.text(end);
    if layout == Layout::Markdown && at == 0 {
        made.text(&format!("|{}\n", "---|".repeat(width)));
    }
}
