//! What ten times the rules cost: the built-in pack against one with nine copies of each rule, and the time to load it.
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
    [Emit::Suppress, Emit::Quantity, Emit::Time].into_iter().any(|emit| matcher.best(anchor, emit).is_some())
}

/// What the copies say.
#[derive(Clone, Copy, PartialEq)]
enum Copies {
    /// Other words, made of the same characters; one in nine says the same, so that it matches wherever the rule does.
    OtherTurns,
    /// The same words and more on the right: every copy matches wherever the rule does. No pack is so; the worst case.
    SameTurns,
}

/// The TOML files of a folder of the built-in pack.
fn files(folder: &str) -> Vec<(String, toml::Table)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).ok()?;
            Some((entry.file_name().to_string_lossy().into_owned(), text.parse().ok()?))
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// The entries `[[key]]` of some files.
fn entries(files: &[(String, toml::Table)], key: &str) -> Vec<toml::Table> {
    let lists = files.iter().filter_map(|(_, table)| table.get(key)?.as_array());
    lists.flatten().filter_map(|entry| entry.as_table().cloned()).collect()
}

/// Makes copies of rules, of their fragments and of the lists that these name.
struct Copier {
    rules: Vec<toml::Table>,
    fragments: Vec<toml::Table>,
    lists: Vec<toml::Table>,
    /// The Chinese characters of the rules, each once.
    alphabet: Vec<char>,
}

impl Copier {
    fn new() -> Self {
        let rules = entries(&files(""), "rule");
        let mut fragments = entries(&files(""), "fragment");
        fragments.extend(entries(&files("fragments"), "fragment"));
        let written = toml::Value::from(rules.clone()).to_string() + &toml::Value::from(fragments.clone()).to_string();
        let lists = entries(&files("words"), "list");
        let lists = lists.into_iter().filter(|list| written.contains(&format!("{{list:{}}}", id(list)))).collect();
        let mut alphabet: Vec<char> = written.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
        alphabet.sort_unstable();
        alphabet.dedup();
        Self { rules, fragments, lists, alphabet }
    }

    /// The files of `count` copies, as `(name, text)`.
    fn files(&self, count: usize, copies: Copies) -> Vec<(String, String)> {
        let file =
            |key: &str, entries: Vec<toml::Table>| toml::Table::from_iter([(key.to_owned(), toml::Value::from(entries))]).to_string();
        let mut files = Vec::new();
        for copy in 1..=count {
            let same = copies == Copies::SameTurns || copy == count;
            files.push((
                format!("copy_{copy}.toml"),
                file("rule", self.rules.iter().map(|rule| self.rule(rule, copy, same, copies)).collect()),
            ));
            if !same {
                let fragments = self.fragments.iter().map(|fragment| self.named(fragment, copy, &format!("_{copy}"))).collect();
                files.push((format!("fragments/copy_{copy}.toml"), file("fragment", fragments)));
                let lists = self.lists.iter().map(|list| self.named(list, copy, &format!(".copy{copy}"))).collect();
                files.push((format!("words/copy_{copy}.toml"), file("list", lists)));
            }
        }
        files
    }

    fn rule(&self, rule: &toml::Table, copy: usize, same: bool, copies: Copies) -> toml::Table {
        let mut rule = if same { rule.clone() } else { self.named(rule, copy, "") };
        let id = format!("{}.copy{copy}", id(&rule));
        rule.insert("id".into(), id.into());
        rule.insert("status".into(), "experimental".into());
        rule.remove("test");
        rule.remove("aliases");
        if copies == Copies::SameTurns {
            let more = |text: &mut String| {
                if !text.ends_with("{object}") {
                    text.push_str(&format!("(?:{})?", self.alphabet[copy % self.alphabet.len()]));
                }
            };
            ["pattern", "patterns"].iter().filter_map(|key| each_text(rule.get_mut(*key)?, &more)).for_each(drop);
        }
        rule
    }

    /// The entry in other words, with this behind its id.
    fn named(&self, entry: &toml::Table, copy: usize, behind: &str) -> toml::Table {
        let mut entry = entry.clone();
        for (key, value) in entry.iter_mut() {
            if !["id", "about", "emit", "set", "test", "within", "status"].contains(&key.as_str()) {
                each_text(value, &|text| *text = self.vary(text, copy));
            }
        }
        let id = format!("{}{behind}", id(&entry));
        entry.insert("id".into(), id.into());
        entry
    }

    /// Other characters for those outside of classes, and this copy's names for fragments and lists.
    fn vary(&self, pattern: &str, copy: usize) -> String {
        let mut class = false;
        let mut varied: String = pattern
            .chars()
            .map(|c| {
                class = (class || c == '[') && c != ']';
                if class { c } else { self.other(c, copy) }
            })
            .collect();
        for fragment in &self.fragments {
            varied = varied.replace(&format!("{{{}}}", id(fragment)), &format!("{{{}_{copy}}}", id(fragment)));
        }
        for list in &self.lists {
            varied = varied.replace(&format!("{{list:{}}}", id(list)), &format!("{{list:{}.copy{copy}}}", id(list)));
        }
        varied
    }

    fn other(&self, c: char, copy: usize) -> char {
        self.alphabet.binary_search(&c).map_or(c, |at| self.alphabet[(at + copy * 37) % self.alphabet.len()])
    }
}

fn id(entry: &toml::Table) -> &str {
    entry.get("id").and_then(|id| id.as_str()).unwrap_or_default()
}

/// Changes a string, or each of a list.
fn each_text(value: &mut toml::Value, change: &impl Fn(&mut String)) -> Option<()> {
    match value {
        toml::Value::String(text) => change(text),
        toml::Value::Array(list) => list.iter_mut().filter_map(|item| each_text(item, change)).for_each(drop),
        _ => return None,
    }
    Some(())
}

fn pack_of(files: &[(String, String)]) -> Pack {
    match Pack::overlay(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
        Ok(pack) => pack,
        Err(error) => panic!("the copies are at fault: {error}"),
    }
}

fn main() {
    let sample = sample(20_000);
    let copier = Copier::new();
    let files = copier.files(9, Copies::OtherTurns);
    let (once, ten, same) = (Pack::embedded(), pack_of(&files), pack_of(&copier.files(9, Copies::SameTurns)));
    let mut criterion = Criterion::default().with_measurement(cpu::CpuTime).sample_size(20).configure_from_args();
    let mut group = criterion.benchmark_group("rules");
    group.throughput(Throughput::Bytes(sample.text.len() as u64));
    for (name, pack) in [("once", &once), ("ten_times", &ten), ("ten_times_same_turns", &same)] {
        group.bench_function(name, |b| b.iter(|| work(black_box(pack), &sample)));
    }
    group.finish();
    criterion.bench_function("rules/load_ten_times", |b| b.iter(|| pack_of(&files)));
    ratio("other turns", &once, &ten, &sample);
    ratio("the same turns", &once, &same, &sample);
    criterion.final_summary();
}

/// The figure the project holds itself to, from the best of several runs in turn.
fn ratio(name: &str, once: &Pack, ten: &Pack, sample: &Sample) {
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
        "{name}: rules {} → {}; numerals: {}; ns of CPU a numeral: {:.0} → {:.0}; ratio {:.2}",
        once.rules().len(),
        ten.rules().len(),
        sample.anchors.len(),
        per(best[0]),
        per(best[1]),
        best[1] as f64 / best[0] as f64
    );
}
