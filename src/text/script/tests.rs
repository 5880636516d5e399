use super::simplify;
use crate::tables::rows::Script;

fn of(input: &str) -> String {
    simplify(input).0.text.into_owned()
}

#[test]
fn phrases_and_characters() {
    let cases = [
        ("著力發展經濟，成效顯著，著名學者著有專著", "着力发展经济，成效显著，著名学者著有专著"),
        ("氣候乾燥，乾隆年間，乾坤", "气候干燥，乾隆年间，乾坤"),
        ("後天皇后來陝西吃麵、理髮", "后天皇后来陕西吃面、理发"),
        ("鬱鬱蔥蔥的山裡，瞭解情況，瞭望臺，為甚麼", "郁郁葱葱的山里，了解情况，瞭望台，为什么"),
        ("象徵性徵收，覆蓋率回覆，計畫規畫", "象征性征收，覆盖率回复，计划规划"),
        ("藉由機遇，佔比，週邊，餘額，幹部樹幹，標準與准許", "借由机遇，占比，周边，余额，干部树干，标准与准许"),
        ("「兩湖」建設與『三網』", "“两湖”建设与‘三网’"),
    ];
    for (input, want) in cases {
        assert_eq!(of(input), want);
        assert_eq!(simplify(input).1, Script::Traditional, "{input}");
    }
}

#[test]
fn hong_kong_and_taiwan_variants() {
    assert_eq!(of("綫路、衞生、羣眾、高峯、裏面、說明、啟動、臺灣、滙率"), "线路、卫生、群众、高峰、里面、说明、启动、台湾、汇率");
    assert_eq!(of("鉤稽、溫室、戶籍、着力、麵粉、麪粉、為了、爲了"), "钩稽、温室、户籍、着力、面粉、面粉、为了、为了");
}

/// Cases that OpenCC publishes for its t2s configuration (Apache-2.0).
#[test]
fn cases_of_opencc() {
    let cases = [
        (
            "曾經有一份真誠的愛情放在我面前，我沒有珍惜，等我失去的時候我才後悔莫及。",
            "曾经有一份真诚的爱情放在我面前，我没有珍惜，等我失去的时候我才后悔莫及。",
        ),
        ("人世間最痛苦的事莫過於此。", "人世间最痛苦的事莫过于此。"),
        (
            "如果上天能夠給我一個再來一次得機會，我會對那個女孩子說三個字，我愛你。",
            "如果上天能够给我一个再来一次得机会，我会对那个女孩子说三个字，我爱你。",
        ),
        ("如果非要在這份愛上加個期限，我希望是，一萬年。", "如果非要在这份爱上加个期限，我希望是，一万年。"),
    ];
    for (input, want) in cases {
        assert_eq!(of(input), want);
    }
}

#[test]
fn simplified_text_is_not_touched() {
    for text in ["皇后的后代在陕西干部里著书，余下的面条归于谷中", "乾隆年间，於姓人家，徵羽，昇腾芯片", "GDP增长7%", ""]
    {
        let (step, script) = simplify(text);
        assert!(matches!(step.text, std::borrow::Cow::Borrowed(_)), "{text}");
        assert_eq!(script, Script::Simplified);
    }
}

#[test]
fn mixed_documents_by_region() {
    let text = "云泽市皇后路发展规划，国民经济和社会发展。\n第二部分以傳統文字寫成，後續發展著力於乾燥技術。\n乾隆年间的后街干部继续发展。";
    let (step, script) = simplify(text);
    assert_eq!(
        step.text,
        "云泽市皇后路发展规划，国民经济和社会发展。\n第二部分以传统文字写成，后续发展着力于干燥技术。\n乾隆年间的后街干部继续发展。"
    );
    assert_eq!(script, Script::Mixed);
    assert_eq!(of("农村经济实力明显提高，使中韓街道办事处发展較快"), "农村经济实力明显提高，使中韩街道办事处发展较快");
}

#[test]
fn lengths_may_change() {
    let text = "經濟發展\u{205e3}三年";
    let (step, _) = simplify(text);
    let at = step.text.find("三年").expect("it is there");
    let span = crate::tables::rows::Span::new(at, at + 6);
    assert_eq!(step.map.input_of(span).of(text), "三年");
}
