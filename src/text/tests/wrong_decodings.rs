//! Wrong decodings done on purpose and undone again.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, ISO_8859_15, UTF_8, WINDOWS_1252, WINDOWS_1254};

use super::{Dice, texts, thorough};
use crate::text::step::{Chain, Step};
use crate::text::survey::Survey;
use crate::text::{Options, mojibake, normalise, undo_wrong_decodings};

/// A text written in one encoding and read in another.
struct Damage {
    name: &'static str,
    written: &'static Encoding,
    read: &'static Encoding,
    /// Whether every byte can be had back; where not, what is lost shows as U+FFFD.
    reversible: bool,
}

const fn damage(name: &'static str, written: &'static Encoding, read: &'static Encoding, reversible: bool) -> Damage {
    Damage { name, written, read, reversible }
}

const DAMAGES: &[Damage] = &[
    damage("UTF-8 as GBK", UTF_8, GB18030, false),
    damage("GBK as windows-1252", GB18030, WINDOWS_1252, true),
    damage("GBK as Latin-9", GB18030, ISO_8859_15, true),
    damage("GBK as Latin-5", GB18030, WINDOWS_1254, true),
    damage("GBK as Big5", GB18030, BIG5, false),
    damage("GBK as EUC-KR", GB18030, EUC_KR, false),
    damage("UTF-8 as windows-1252", UTF_8, WINDOWS_1252, true),
    damage("UTF-8 as Big5", UTF_8, BIG5, false),
];

impl Damage {
    fn on(&self, text: &str) -> String {
        let (bytes, _, _) = self.written.encode(text);
        self.read.decode_without_bom_handling(&bytes).0.into_owned()
    }
}

/// The text with its wrong decodings undone.
fn undone(text: &str) -> String {
    let mut chain = Chain::new(Step::untouched(text));
    undo_wrong_decodings(&mut chain);
    chain.text.into_owned()
}

/// The length of the longest common subsequence of two lines, in characters.
fn common(a: &str, b: &str) -> usize {
    if a == b {
        return a.chars().count();
    }
    let b: Vec<char> = b.chars().collect();
    let mut row = vec![0; b.len() + 1];
    for c in a.chars() {
        let mut diagonal = 0;
        for (j, d) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if c == *d { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// Damages the lines that are chosen, undoes it, and gives the characters of the damaged lines: all, lost, restored; and the
/// characters of the others that were changed.
fn tried(text: &str, damage: &Damage, chosen: impl Fn(usize) -> bool) -> [usize; 4] {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let damaged: Vec<String> =
        lines.iter().enumerate().map(|(i, line)| if chosen(i) { damage.on(line) } else { line.to_string() }).collect();
    let after = undone(&damaged.join("\n"));
    let after: Vec<&str> = after.split('\n').collect();
    assert_eq!(after.len(), lines.len());
    let mut counts = [0; 4];
    for (i, line) in lines.iter().enumerate() {
        let all = line.chars().filter(|c| !c.is_ascii()).count();
        if all == 0 {
            continue;
        }
        if !chosen(i) {
            if after[i] != *line {
                eprintln!("{}: {} -> {}", damage.name, line, after[i]);
                counts[3] += 1;
            }
            continue;
        }
        let ascii = line.chars().count() - all;
        counts[0] += all;
        counts[1] += damaged[i].matches('\u{fffd}').count();
        counts[2] += common(line, after[i]).saturating_sub(ascii);
    }
    counts
}

#[test]
fn wrong_decodings_are_undone() {
    for damage in DAMAGES {
        let mut sums = [[0; 4]; 3];
        for (name, text) in texts() {
            // The garbled report is damaged already.
            if name == "002" {
                continue;
            }
            // A part of each of the long ones is enough.
            let text: String = text.split_inclusive('\n').take(if thorough() { usize::MAX } else { 40 }).collect();
            let count = text.lines().count();
            let mut dice = Dice::new(7);
            let tenth: Vec<bool> = (0..count).map(|_| dice.below(10) == 0).collect();
            let long: Vec<usize> = text.lines().enumerate().filter(|(_, l)| l.len() > 120).map(|(i, _)| i).collect();
            let mut add = |level: usize, counts: [usize; 4]| (0..4).for_each(|i| sums[level][i] += counts[i]);
            add(0, tried(&text, damage, |_| true));
            add(1, tried(&text, damage, |i| tenth[i]));
            for _ in 0..if thorough() { 10 } else { 1 } {
                let single = long[dice.below(long.len())];
                add(2, tried(&text, damage, |i| i == single));
            }
        }
        for (level, [all, lost, restored, changed]) in ["all lines", "a tenth", "one line"].iter().zip(sums) {
            let share = restored as f64 / (all - lost.min(all)) as f64;
            eprintln!(
                "{} {level}: {all} characters, {lost} losses, {:.2} % restored, {changed} other lines changed",
                damage.name,
                100.0 * share
            );
            assert!(!damage.reversible || lost == 0);
            assert_eq!(changed, 0);
            if damage.reversible {
                assert!(share >= 0.99, "{} {level}", damage.name);
            }
        }
    }
}

#[test]
fn clean_text_is_left_alone() {
    for (name, text) in texts() {
        let (step, _) = mojibake::undo(&text, &Survey::of(&text));
        assert!(step.map.is_identity() && step.findings.is_empty(), "{name}: {:?}", step.findings.first());
    }
    for text in [
        "研发(R&D)经费投入强度2.5%,开发(APP)与(km)标识,这样行吗?!",
        "韩国代表김철수、이영희先生，日本代表たなかさん、ﾃｽﾄ，法国代表François Élysée、Ångström与Zoë Müller出席。",
        "Ｒ＆Ｄ经费、α粒子、β系数、Владимир先生、Ελλάδα",
        "春眠(mián)不(bù)觉(jué)晓(xiǎo),处(chù)处(chù)闻(wén)啼(tí)鸟(niǎo)",
        "——\n————\n……\n“”\n”—“",
        "邛崃、蓟州、歙县、黟县、郫都、芗城、汶川、仫佬族、亳州、濮阳、漯河、衢州、婺源、盱眙、邗江",
    ] {
        assert_eq!(undone(text), text);
    }
}

#[test]
fn losses_are_reported_and_their_numbers_kept_away() {
    for (damaged, digits) in [
        ("规划期（?025-2028年）完成投资", "025-2028"),
        ("总投资约?50涓囧厓，鍏朵粬项目另计", "50"),
        ("完成投资\u{fffd}50亿元", "50"),
        ("完成投资锟斤拷50亿元", "50"),
        ("增长1?5%", "1?5%"),
    ] {
        let text = normalise(damaged.as_bytes(), &Options::default()).expect(damaged);
        let at = text.clean.find(digits).expect(damaged);
        assert!(text.damaged.iter().any(|d| d.start <= at && at + digits.len() <= d.end), "{damaged}: {:?} {:?}", text.clean, text.damaged);
        assert!(text.diagnostics.iter().any(|d| d.code == "garble-unrepaired"), "{damaged}");
    }
}

#[test]
fn every_loss_has_its_diagnostic() {
    for damage in DAMAGES.iter().filter(|d| !d.reversible) {
        for line in super::SAMPLE.lines().filter(|l| l.len() > 60) {
            let garbled = damage.on(line);
            let text = normalise(garbled.as_bytes(), &Options::default()).expect("valid UTF-8");
            let told: usize = text.diagnostics.iter().filter(|d| d.code == "garble-unrepaired").count();
            if garbled.contains('\u{fffd}') {
                assert!(told > 0, "{}: {garbled}", damage.name);
                assert!(!text.damaged.is_empty(), "{}: {garbled}", damage.name);
            }
            for (at, c) in text.clean.match_indices('\u{fffd}') {
                assert!(text.damaged.iter().any(|d| d.start <= at && at + c.len() <= d.end), "{}: {}", damage.name, text.clean);
            }
        }
    }
}

/// The characters of a clean text that are believed, for all that is known to be damaged.
fn believed(text: &crate::text::Text) -> String {
    let damaged = |at: usize| text.damaged.iter().any(|d| d.start <= at && at < d.end);
    text.clean.char_indices().filter(|(at, _)| !damaged(*at)).map(|(_, c)| c).collect()
}

#[test]
fn what_cannot_be_had_back_is_told() {
    for damage in DAMAGES.iter().filter(|d| !d.reversible) {
        let (mut all, mut lossy, mut told, mut wrong) = (0, 0, 0, 0);
        for (name, text) in texts() {
            if name == "002" {
                continue;
            }
            let lines = text.lines().filter(|line| (60..1500).contains(&line.len()));
            for line in lines.step_by(if thorough() { 1 } else { 9 }) {
                let read = |text: &str| normalise(text.as_bytes(), &Options::default()).expect("valid UTF-8");
                let (want, got) = (read(line).clean, read(&damage.on(line)));
                let kept = believed(&got);
                let same = common(&want, &kept);
                all += want.chars().count();
                wrong += kept.chars().count() - same;
                if kept != *want {
                    lossy += 1;
                    told += usize::from(!got.damaged.is_empty() && got.diagnostics.iter().any(|d| d.code == "garble-unrepaired"));
                }
            }
        }
        eprintln!("{}: {lossy} lines with losses, {told} of them told; {wrong} of {all} characters wrong and believed", damage.name);
        assert_eq!(told, lossy, "{}", damage.name);
        assert!(wrong * 100 <= all, "{}", damage.name);
    }
}
