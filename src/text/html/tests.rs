use super::to_lines;
use crate::tables::rows::Span;

fn lines(page: &str) -> String {
    to_lines(page).text.into_owned()
}

#[test]
fn headings_and_paragraphs_become_lines() {
    let page = "<!DOCTYPE html><html><head><title>云泽网</title><script>if (a<b) x();</script></head><body>\n<nav><a>首页</a></nav>\n\
                <h1>云泽市规划纲要</h1>\n  <p>　　第一章&nbsp;发展\n基础</p><p>到2025年,<b>产值</b>达到<br>48亿元。</p><footer>版权</footer></body></html>";
    assert_eq!(lines(page), "云泽市规划纲要\n\n　　第一章\u{a0}发展 基础\n\n到2025年,产值达到\n48亿元。\n\n");
}

#[test]
fn spans_leave_empty_cells() {
    let page = "<table><tr><th rowspan=2>指标</th><th colspan=\"2\">2025年</th></tr><tr><td>目标</td><td>属性</td></tr>\
                <tr><td>就业</td><td>5万人</td><td rowspan='2'>预期性</td></tr><tr><td>入学</td><td></td></tr></table><p>注</p><p>完</p>";
    assert_eq!(lines(page), "指标\t2025年\t\n\t目标\t属性\n就业\t5万人\t预期性\n入学\t\t\n\n注\n\n完\n\n");
}

#[test]
fn a_table_that_lays_out_the_page_is_no_table() {
    let page = "<html><table><tr><td>栏目</td><td><table><tr><td>甲</td><td>1</td></tr></table><p>正文一段。</p></td></tr></table></html>";
    assert_eq!(lines(page), "栏目\n\n甲\t1\n\n正文一段。\n\n");
}

#[test]
fn text_that_is_no_page_stays() {
    for text in ["指标<15,其余>8", "第一章 <甲> 目标", "", "<", "a</p>b"] {
        assert_eq!(lines(text), text);
    }
}

#[test]
fn what_is_never_closed_is_text() {
    assert_eq!(lines("<html><nav>首页<p>正文。</p>"), "首页\n\n正文。\n\n");
    assert_eq!(lines("<html><p>正文<!-- 注 >。<p>完"), "正文。\n\n完");
    assert_eq!(lines("<html><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"), "甲\t乙\n丙\t丁\n\n");
    assert_eq!(lines("<html><p>甲 < 乙<p"), "甲 < 乙<p");
}

#[test]
fn every_byte_is_found_again() {
    let page = "<html><body><p>到2025年</p><table><tr><td>产值</td><td>48&#x4EBF;元</td></tr></table></body></html>";
    let step = to_lines(page);
    for (want, raw) in [("2025年", "2025年"), ("产值", "产值"), ("48亿元", "48&#x4EBF;元")] {
        let at = step.text.find(want).unwrap();
        assert_eq!(step.map.input_of(Span::new(at, at + want.len())).of(page), raw);
    }
}

proptest::proptest! {
    #[test]
    fn no_page_makes_it_panic(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<table>", "</table>", "<tr>", "</tr>", "<td rowspan=3>", "<td colspan=200>", "<td>", "</td>", "<p>", "<br/>", "<!--", "-->", "<script>", "</script>",
        "<nav>", "</nav>", "甲", " ", "\n", "&lt;", "&", "<", ">", "\"", "<a href='", "48亿元",
    ]), 0..60)) {
        let page = format!("<html>{}", parts.concat());
        let step = to_lines(&page);
        for (at, c) in step.text.char_indices().filter(|(_, c)| *c > '\u{ff}') {
            let raw = step.map.input_of(Span::new(at, at + c.len_utf8()));
            proptest::prop_assert!(raw.of(&page).contains(c));
        }
    }
}

#[test]
fn broken_pages_take_linear_time() {
    let time = |n: usize, part: &str| {
        let page = format!("<html>{}", part.repeat(n));
        let start = std::time::Instant::now();
        assert!(!to_lines(&page).text.is_empty());
        start.elapsed().as_secs_f64()
    };
    for part in ["<!-- 甲", "<script>甲", "<nav>甲</div>", "<td rowspan=900 colspan=90>甲", "<table>甲", "<a title=\"甲 ", "<甲&"] {
        let small = time(300, part).max(0.002);
        // Quadratic time is 1,600 times as much. A machine that is busy elsewhere may take long once, but not every time.
        assert!((0..4).any(|_| time(12_000, part) < small * 400.0), "{part} takes more than linear time");
    }
}
