use crate::text::lines;
use crate::text::step::Step;
use crate::text::survey::Survey;

fn join(text: &str) -> Step<'_> {
    lines::join(text, &Survey::of(text))
}

/// A text of paragraphs as a PDF page sets it: `width` characters a line, two of indent, a page number after every `rows` lines.
fn set(paragraphs: &[&str], width: usize, rows: usize, number: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut line_no = 0;
    for paragraph in paragraphs {
        let chars: Vec<char> = "　　".chars().chain(paragraph.chars()).collect();
        for line in chars.chunks(width) {
            out.extend(line);
            out.push('\n');
            line_no += 1;
            if line_no % rows == 0 {
                out.push_str(&number(line_no / rows));
            }
        }
    }
    out
}

const PARAGRAPHS: [&str; 6] = [
    "到2025年,云泽市综合实力要迈上新的台阶,城乡居民收入与经济增长基本同步,公共服务体系更加健全,生态环境持续好转,人民生活更加美好,基层治理水平明显提高。",
    "一、总体要求",
    "坚持稳字当头,以清水河流域的综合治理为抓手,统筹推进产业转型、城市更新和乡村建设,力争五年内建成一批有影响的示范工程,全社会研发投入年均增长10%以上,高新技术企业达到120家。",
    "(一)产业",
    "推动青陵工业园扩区升位,支持新材料、装备制造和现代物流三个主导产业做大做强,规模以上工业增加值年均增长8%,培育产值超过50亿元的企业5家,产业链条更加完整,带动就业3万人。",
    "加快建设通往各乡镇的快速通道,完善农村客运站点,具备条件的行政村通客车比例保持100%,让群众出行更加方便、更加安全、更加舒适,物流成本进一步降低。",
];

fn plain(text: &str) -> String {
    text.replace('　', "")
}

#[test]
fn wrapped_lines_are_joined() {
    let want = PARAGRAPHS.join("\n") + "\n";
    for width in [28, 32, 40] {
        let text = set(&PARAGRAPHS, width, 1000, |_| String::new());
        assert_eq!(plain(&join(&text).text), want, "{width} characters a line");
    }
}

#[test]
fn page_numbers_go() {
    let want = PARAGRAPHS.join("\n") + "\n";
    let dashed = set(&PARAGRAPHS, 28, 4, |n| format!("- {n} -\n"));
    assert_eq!(plain(&join(&dashed).text).replace("\n\n", "\n"), want);
    let bare = set(&PARAGRAPHS.repeat(9), 28, 16, |n| format!("\n{}\n", n + 6));
    assert_eq!(plain(&join(&bare).text).replace("\n\n", "\n").replace("\n\n", "\n"), want.repeat(9));
}

#[test]
fn cells_that_look_like_page_numbers_stay() {
    let cells: Vec<String> = (1..30).flat_map(|n| [n.to_string(), format!("指标{n}"), "%".to_owned()]).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let lines = [&PARAGRAPHS.repeat(9)[..], &cells].concat();
    for number in [|n: usize| format!("\n{n}\n\n"), |n: usize| format!("\n— {n} —\n\n")] {
        let joined = plain(&join(&set(&lines, 28, 16, number)).text);
        let kept: Vec<&str> = joined.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(kept[kept.len() - cells.len()..], cells);
    }
}

#[test]
fn a_page_number_glued_to_the_next_line_goes() {
    let paragraphs: Vec<&str> = std::iter::repeat_n(PARAGRAPHS, 12).flatten().collect();
    let glued = set(&paragraphs, 29, 20, |n| n.to_string());
    assert_eq!(plain(&join(&glued).text), paragraphs.join("\n") + "\n");
}

#[test]
fn other_texts_stay() {
    let table = "类别\n序号\n指标名称\n2020\n2025\n经济发展\n1\n地区生产总值\n800\n1200\n2\n常住人口\n120\n125\n3\n城镇化率\n58\n65\n";
    let prose = "云泽市在发展。\n".repeat(30);
    let contents = "第一章 发展环境.............................................3\n".repeat(20);
    let long = (PARAGRAPHS.join("\n") + "\n").repeat(3);
    for text in [table, &prose, &contents, &long, ""] {
        assert_eq!(join(text).text, text);
    }
}

#[test]
fn never_panics() {
    for text in ["\n\n\n\n\n\n\n\n\n\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", &"长".repeat(30).add_lines(20)] {
        let _ = join(text);
    }
}

trait AddLines {
    fn add_lines(&self, count: usize) -> String;
}

impl AddLines for String {
    fn add_lines(&self, count: usize) -> String {
        (0..count).map(|_| format!("{self}\n")).collect()
    }
}
