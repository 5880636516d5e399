use super::undo;
use crate::text::survey::Survey;

/// What became of a text: the repaired text, and code and first character of each finding.
fn of(input: &str) -> (String, Vec<&'static str>) {
    let step = undo(input, &Survey::of(input));
    (step.text.to_string(), step.findings.iter().map(|finding| finding.code).collect())
}

#[test]
fn honest_marks_are_not_runs() {
    for text in [
        "这样好吗?!大家说好。",
        "为什么?,因为云泽市在发展。",
        "真的?。\n",
        "??",
        "?!",
        "多少?;多少",
        "(R&D)?!GDP",
        "?,A",
        "目标是什么?！我们要推进经济发展",
    ] {
        let (repaired, findings) = of(text);
        assert_eq!((repaired.as_str(), findings.len()), (text, 0));
    }
}

#[test]
fn a_run_that_ends_in_a_letter() {
    // 。現代 with 。 cut open: A1A3 AC46 → ? A3AC 46.
    assert_eq!(of("獲批示範城市?,F(xiàn)代產業發展").0, "獲批示範城市。現(xiàn)代產業發展");
}

#[test]
fn a_run_that_swallowed_a_bracket() {
    let text = "經(jīng)濟(jì)發(fā)展,經(jīng)濟(jì)發(fā)展服務(wù)。落實“六?！睘橹魅蝿?wù),推進服務(wù)";
    assert_eq!(of(text).0.replace('！', "!"), "經(jīng)濟(jì)發(fā)展,經(jīng)濟(jì)發(fā)展服務(wù)。落實“六保”為主任務(wù),推進服務(wù)");
}

#[test]
fn a_run_that_swallowed_a_letter() {
    // 。“云GDP with ！ cut open: A1A3 A1B0 D4C6 47 → ? A3A1 B0D4 C647, and what follows is in step again.
    let late = encoding_rs::GB18030.decode(&[0xb0, 0xd4, 0xc6, 0x47]).0;
    assert_eq!(of(&format!("经济发展?！{late}DP”总量")).0, "经济发展。“云GDP”总量");
}

#[test]
fn brackets_on_either_side_are_heard() {
    // （云泽市〔2021〕 with the last byte of 〔 lost at the digits.
    let late = encoding_rs::GB18030.decode(&[0xb0, 0xd4, 0xc6, 0xd4, 0xf3, 0xca, 0xd0, 0xa1]).0;
    assert_eq!(of(&format!("工作的意见?！{late}?2021〕12号”精神")).0, "工作的意见。“云泽市〔2021〕12号”精神");
}

#[test]
fn a_run_without_its_question_mark_is_told_and_left() {
    for text in ["發展目標！笆濉逼陂g，產業", "發展目標!笆濉逼陂g,產業"] {
        assert_eq!(of(text), (text.to_string(), vec!["garble-unrepaired"]));
    }
    for text in ["云泽市，濮阳、漯河、衢州", "有匿名诽谤者，邛崃蓟州歙县黟县郫都", "鑫淼公司，鑫鑫焱垚、犇羴鱻公司", "，瞿麦、麝香、蟾酥a"]
    {
        assert_eq!(of(text), (text.to_string(), vec![]));
    }
}

#[test]
fn a_run_that_lost_characters_is_not_certain() {
    // 。“十四五”期間 without its private-use character, which stood for parts of 十 and 四.
    assert_eq!(of("發展目標?！笆濉逼陂g，產業").1, vec!["garble-repaired-uncertain"]);
}

#[test]
fn never_panics() {
    for text in ["?。", "?！\u{e46a}", "?，", "a?。(jī)", "?。ǘ…", "?。ㄋ", "?!0", "?;\u{e2a2}"] {
        let _ = undo(text, &Survey::of(text));
    }
}
