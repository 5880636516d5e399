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

/// What does not come out as OpenCC has it, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("case_054", "one Traditional character in four: 陞 is kept in names (it is in STANDARD), and nothing else says what the text is"),
    ("BYVoid_OpenCC_Issue_1469_simplified_me_passthrough", "老么 is Simplified as it stands, and so is the sentence"),
    ("BYVoid_OpenCC_PR_1228_existing_behaviors", "a Simplified form beyond the basic plane, which no font of a plan has"),
    ("BYVoid_OpenCC_PR_1229_existing_behaviors", "a Simplified form beyond the basic plane"),
    ("BYVoid_OpenCC_Issue_767_solace", "the same sentence holds both scripts"),
    ("BYVoid_OpenCC_PR_464_ke_vs_ke", "nothing but 剋, which is in STANDARD, says what the text is"),
    ("BYVoid_OpenCC_PR_464_jia_vs_jia", "袷 is right in both scripts, and nothing else says what the text is"),
    ("BYVoid_OpenCC_PR_464_xi_vs_xi", "the same sentence holds both scripts, and forms beyond the basic plane"),
    ("su_variant_preserve", "the same sentence holds both scripts"),
];

#[test]
fn cases_of_opencc() {
    let (mut all, mut others) = (0, Vec::new());
    for line in include_str!("opencc.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [id, _, input, want] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        all += 1;
        if of(input) != want {
            others.push(id);
        }
    }
    let known: Vec<&str> = OTHERWISE.iter().map(|(id, _)| *id).collect();
    assert_eq!(others, known);
    assert_eq!(all, 108);
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
