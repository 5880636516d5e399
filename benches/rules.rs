//! What ten times the rules cost: the built-in pack against one with nine variants of each of its patterns, and the time to load it.
//!
//! Times are CPU time of the thread where the system tells it (Linux), so that a busy machine does not blur them. Beside
//! criterion's own lines it prints the ratio that the project holds itself to: at most 1.5. `benches/record/` keeps the figures.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput};
use guihua::rules::{Anchor, Class, Classes, Emit, Matcher, Pack, Within};
use guihua::tables::rows::{Dimension, Span};

mod cpu;

/// Turns of plan language with figures, of an invented place; the text is made of them in changing order.
const SENTENCES: &[&str] = &[
    "到2025年,全市地区生产总值达到1200亿元左右,年均增长6.5%以上。",
    "常住人口城镇化率提高到62%,比2020年提高5.2个百分点。",
    "新增城镇就业15万人,城镇调查失业率控制在5.5%以内。",
    "第十四届运动会于9月举办,5A级景区达到3家。",
    "建设高标准农田40万亩,粮食产量稳定在120万吨以上。",
    "力争三年内新建改扩建学校48所,新增学位3.6万个。",
    "单位地区生产总值能耗累计下降13.5%,森林覆盖率保持在56%左右。",
    "研发经费投入年均增长10%以上,每万人口高价值发明专利拥有量达到4.5件。",
    "完成铁路投资80亿元,公路通车里程达8600公里,其中高速公路420公里。",
    "居民人均可支配收入分别达到4.2万元、2.1万元,增长7%、8%。",
];

/// Text and the anchors of its numerals, found by plain means: runs of figures with what follows them.
struct Sample {
    text: String,
    sentences: Vec<Span>,
    anchors: Vec<Anchor>,
}

fn sample(sentences: usize) -> Sample {
    let mut sample = Sample { text: String::new(), sentences: Vec::new(), anchors: Vec::new() };
    for i in 0..sentences {
        let start = sample.text.len();
        sample.text.push_str(SENTENCES[i * 7 % SENTENCES.len()]);
        let sentence = Span::new(start, sample.text.len());
        sample.sentences.push(sentence);
        let mut at = start;
        while let Some(found) = sample.text[at..sentence.end].find(|c: char| c.is_ascii_digit()) {
            let from = at + found;
            let to = sample.text[from..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(sentence.end, |n| from + n);
            sample.anchors.push(anchor(&sample.text, sentence, Span::new(from, to)));
            at = to;
        }
    }
    sample
}

fn anchor(text: &str, sentence: Span, numeral: Span) -> Anchor {
    let clause_start = text[sentence.start..numeral.start].rfind([',', '、']).map_or(sentence.start, |n| sentence.start + n + 1);
    let clause_end = text[numeral.end..sentence.end].find(',').map_or(sentence.end, |n| numeral.end + n);
    let rest = &text[numeral.end..clause_end];
    let unit = ["亿元", "万元", "万人", "万亩", "万吨", "个百分点", "万个", "公里", "%", "所", "家", "件", "届"]
        .iter()
        .find(|u| rest.starts_with(**u));
    let year = rest.starts_with('年').then(|| Span::new(numeral.start, numeral.end + "年".len()));
    let classes = Classes::from(Class::Digits).with_if(unit == Some(&"%"), Dimension::Ratio).with_if(year.is_some(), Class::Year);
    let quantity = year.is_none().then(|| Span::new(numeral.start, numeral.end + unit.map_or(0, |u| u.len())));
    Anchor { sentence, clause: Span::new(clause_start, clause_end), numeral, quantity, year, classes }
}

/// Every numeral looked at, every sentence searched for cues; the count keeps the optimiser honest.
fn work(pack: &Pack, sample: &Sample) -> usize {
    let mut matcher = pack.matcher(&sample.text);
    let matched = sample.anchors.iter().filter(|anchor| one(&mut matcher, anchor)).count();
    let cues: usize =
        sample.sentences.iter().map(|&s| matcher.cues(Within::Sentence, s, s).len() + matcher.cues(Within::Clause, s, s).len()).sum();
    matched + cues
}

fn one(matcher: &mut Matcher<'_, '_>, anchor: &Anchor) -> bool {
    matcher.look(anchor);
    [Emit::Suppress, Emit::Quantity, Emit::Time].into_iter().any(|emit| matcher.best(emit).is_some())
}

/// Rule files of the built-in pack with `copies` variants of each rule, as `(name, text)`.
fn variants(copies: usize) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let Ok(table) = text.parse::<toml::Table>() else { continue };
        let Some(rules) = table.get("rule").and_then(|r| r.as_array()) else { continue };
        for copy in 1..=copies {
            let varied: Vec<_> = rules.iter().filter_map(|rule| variant(rule, copy)).collect();
            let file = toml::Table::from_iter([("rule".to_owned(), toml::Value::Array(varied))]);
            files.push((format!("copy_{copy}_{name}"), file.to_string()));
        }
    }
    files
}

/// The same rule under another id: every third copy asks for the same words and a little more, the others for other words.
fn variant(rule: &toml::Value, copy: usize) -> Option<toml::Value> {
    let mut rule = rule.as_table()?.clone();
    let id = rule.get("id")?.as_str()?.to_owned();
    rule.insert("id".into(), format!("{id}.copy{copy}").into());
    rule.insert("status".into(), "experimental".into());
    rule.remove("test");
    rule.remove("aliases");
    for key in ["pattern", "patterns", "unless", "unless_sentence", "when", "when_sentence", "not_left", "not_right"] {
        match rule.get_mut(key) {
            Some(toml::Value::String(text)) => *text = vary(text, copy, key == "pattern"),
            Some(toml::Value::Array(list)) => {
                for item in list {
                    *item = vary(item.as_str()?, copy, key == "patterns").into();
                }
            }
            _ => {}
        }
    }
    Some(rule.into())
}

/// Common characters; a variant has the next ones in place of those of the rule.
const OTHERS: &str = "甲乙丙丁戊己庚辛壬癸东南西北春夏秋冬金木水火土天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往收藏";

fn vary(pattern: &str, copy: usize, is_pattern: bool) -> String {
    if copy.is_multiple_of(3) {
        return if is_pattern && !pattern.ends_with("{object}") {
            format!("{pattern}(?:{})?", pick('甲', copy))
        } else {
            pattern.to_owned()
        };
    }
    let mut class = false;
    pattern
        .chars()
        .map(|c| {
            class = (class || c == '[') && c != ']';
            if !class && ('\u{4e00}'..='\u{9fff}').contains(&c) { pick(c, copy) } else { c }
        })
        .collect()
}

fn pick(c: char, copy: usize) -> char {
    OTHERS.chars().nth((c as usize * 31 + copy * 17) % OTHERS.chars().count()).unwrap_or('甲')
}

fn ten_times() -> Pack {
    let files = variants(9);
    match Pack::overlay(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
        Ok(pack) => pack,
        Err(error) => panic!("the variants are at fault: {error}"),
    }
}

fn main() {
    let sample = sample(20_000);
    let (once, ten) = (Pack::embedded(), ten_times());
    let mut criterion = Criterion::default().with_measurement(cpu::CpuTime).sample_size(20).configure_from_args();
    let mut group = criterion.benchmark_group("rules");
    group.throughput(Throughput::Bytes(sample.text.len() as u64));
    group.bench_function(format!("match/{}_rules", once.rules().len()), |b| b.iter(|| work(black_box(&once), &sample)));
    group.bench_function(format!("match/{}_rules", ten.rules().len()), |b| b.iter(|| work(black_box(&ten), &sample)));
    group.finish();
    let files = variants(9);
    criterion.bench_function("rules/load_ten_times", |b| {
        b.iter(|| Pack::overlay(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))));
    });
    ratio(&once, &ten, &sample);
    criterion.final_summary();
}

/// The figure the project holds itself to, from the best of several runs in turn.
fn ratio(once: &Pack, ten: &Pack, sample: &Sample) {
    let mut best = [u64::MAX; 2];
    for _ in 0..7 {
        for (pack, best) in [once, ten].into_iter().zip(&mut best) {
            let start = cpu::now();
            black_box(work(pack, sample));
            *best = (*best).min(cpu::now() - start);
        }
    }
    let per = |ns: u64| ns as f64 / sample.anchors.len() as f64;
    println!(
        "rules: {} → {}; numerals: {}; ns of CPU a numeral: {:.0} → {:.0}; ratio {:.2}",
        once.rules().len(),
        ten.rules().len(),
        sample.anchors.len(),
        per(best[0]),
        per(best[1]),
        best[1] as f64 / best[0] as f64
    );
}
