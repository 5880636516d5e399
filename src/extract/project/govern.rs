//! What governs a list of works: the chain of verbs at the head of a clause (加快推进实施…) and what closes the list
//! (…建成通车, …前期工作); from the two the stage.

use super::closing::Closing;
use super::edges::Opens;
use super::lexis::Lexis;
use crate::tables::rows::Stage;

/// How surely a verb speaks of works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// 建设, 新建, 开工: what follows is built.
    Build,
    /// 推进, 加快: works and much else.
    Push,
    /// 支持, 实施: works as often as measures.
    Light,
    /// 打造, 构建: standing as often as works.
    Soft,
    /// No verb: a list by itself, or one whose verb follows.
    None,
}

/// The verbs that govern a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Governor {
    pub stage: Option<Stage>,
    pub force: Force,
}

impl Governor {
    /// No verb at all.
    pub const BARE: Self = Self { stage: None, force: Force::None };

    /// 以甲等项目为支撑.
    pub const PILLAR: Self = Self { stage: None, force: Force::Light };

    /// This governor, then another chain (支持…实施…).
    pub fn then(self, next: Self) -> Self {
        Self { stage: stronger(self.stage, next.stage), force: firmer(self.force, next.force) }
    }
}

/// What a value of `project.verbs` says.
pub fn governor(value: &str) -> Governor {
    let (stage, force) = match value {
        "preliminary" => (Some(Stage::Preliminary), Force::Build),
        "completed" => (Some(Stage::Completed), Force::Build),
        "expansion" => (Some(Stage::Expansion), Force::Build),
        "new" => (Some(Stage::New), Force::Build),
        "continued" => (Some(Stage::Continued), Force::Push),
        "standing" => (Some(Stage::New), Force::Soft),
        "soft" => (None, Force::Soft),
        _ => (None, Force::Light),
    };
    Governor { stage, force }
}

/// The stage of two verbs in a row.
fn stronger(first: Option<Stage>, next: Option<Stage>) -> Option<Stage> {
    let rank = |stage| match stage {
        Some(Stage::Preliminary) => 4,
        Some(Stage::Completed) => 3,
        Some(Stage::Expansion) => 2,
        Some(_) => 1,
        None => 0,
    };
    if rank(next) > rank(first) { next } else { first }
}

fn firmer(first: Force, next: Force) -> Force {
    let rank = |force| match force {
        Force::Build => 4,
        Force::Push => 3,
        Force::Light => 2,
        Force::Soft => 1,
        Force::None => 0,
    };
    // 打造 after 着力推进 still speaks of standing: the last verb says what is done.
    if next == Force::Soft || rank(next) > rank(first) { next } else { first }
}

/// A chain of verbs.
#[derive(Clone, Copy, Debug)]
pub struct Chain<'p> {
    pub governor: Governor,
    /// The bytes it takes.
    pub len: usize,
    /// What the text behind it begins with.
    pub behind: &'p Opens,
}

/// Reads the chain of verbs that the text begins with.
pub fn chain<'p>(lexis: &Lexis<'p>, text: &str) -> Option<Chain<'p>> {
    chain_behind(lexis, text, lexis.opens(text))
}

/// The same; `opens`: what the text begins with.
#[inline]
pub fn chain_behind<'p>(lexis: &Lexis<'p>, text: &str, opens: &'p Opens) -> Option<Chain<'p>> {
    let begins = opens.verb.is_some() || opens.adverb > 0 || opens.joint > 0;
    if begins { links(lexis, text, opens) } else { None }
}

fn links<'p>(lexis: &Lexis<'p>, text: &str, mut opens: &'p Opens) -> Option<Chain<'p>> {
    let mut chain: Option<Chain> = None;
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let verb = verb(rest, opens);
        let Some(len) = verb.map(|(_, len)| len).or_else(|| link(lexis, rest, opens)) else { return chain };
        at += len;
        opens = lexis.opens(&text[at..]);
        if let Some((next, _)) = verb {
            let governor = chain.map_or(next, |chain| chain.governor.then(next));
            chain = Some(Chain { governor, len: at, behind: opens });
        }
    }
}

/// A verb that is not the head of a noun (建设 in 建设工程, 开发 in 开发区).
fn verb(text: &str, opens: &Opens) -> Option<(Governor, usize)> {
    let (governor, len) = opens.verb.filter(|&(_, len)| opens.noun <= len)?;
    let behind = &text[usize::from(len)..];
    let rest = behind.strip_prefix(['好', '了']).unwrap_or(behind);
    let nominal = rest.is_empty() || rest.starts_with(['率', '的', '用', '期', '费']) || rest.starts_with("项目");
    (!nominal).then_some((governor, text.len() - rest.len()))
}

/// What may stand between two verbs of a chain.
fn link(lexis: &Lexis, text: &str, opens: &Opens) -> Option<usize> {
    match opens.joint {
        0 => Some(opens.adverb.into()).filter(|&len| len > 0),
        joint => {
            let behind = &text[usize::from(joint)..];
            verb(behind, lexis.opens(behind)).map(|_| joint.into())
        }
    }
}

/// The stage of a work from what governs its list, what closes it and its name. `expansion`: whether its name or its class tells of work on what stands.
pub fn stage(governor: Governor, closing: Closing, name: &str, expansion: impl FnOnce() -> bool) -> Option<Stage> {
    use Stage::{Completed, Expansion, New, Preliminary};
    match (governor.stage, closing.stage) {
        (_, Some(Preliminary)) | (Some(Preliminary), None | Some(Expansion)) => Some(Preliminary),
        (_, Some(Completed)) | (Some(Completed), _) => Some(Completed),
        (Some(Expansion), _) | (_, Some(Expansion)) => Some(Expansion),
        (_, Some(New)) => Some(New),
        _ if expansion() => Some(Expansion),
        (None, None) if closing.builds || name.ends_with("新建") => Some(New),
        (stage, _) => stage,
    }
}

/// The stage that a value of `project.tails` says.
pub fn tail_stage(value: &str) -> Option<Stage> {
    match value {
        "preliminary" => Some(Stage::Preliminary),
        "completed" => Some(Stage::Completed),
        "expansion" => Some(Stage::Expansion),
        "new" => Some(Stage::New),
        _ => None,
    }
}
