use super::undo;

/// What became of a text: the repaired text, and code and first character of each finding.
fn of(input: &str) -> (String, Vec<&'static str>) {
    let step = undo(input);
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
fn never_panics() {
    for text in ["?。", "?！\u{e46a}", "?，", "a?。(jī)", "?。ǘ…", "?。ㄋ", "?!0", "?;\u{e2a2}"] {
        let _ = undo(text);
    }
}
