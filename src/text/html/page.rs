//! The tags of a page, and which stretches of it hold no text of the page's own (scripts, styles, navigation, comments).

use memchr::{memchr, memchr_iter, memmem};

/// What a tag does to the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// `<br>`: the line ends.
    Break,
    /// `<div>`, `<li>`: begins and ends a line.
    Block,
    /// `<p>`, `<h1>`: stands between empty lines.
    Paragraph,
    Table,
    /// `<tr>`
    Row,
    /// `<td>`, `<th>`
    Cell,
    /// `<script>`, `<style>`: holds no text; with a number for each name.
    Raw(u8),
    /// `<nav>`, `<footer>`: holds none of the article.
    Aside(u8),
    /// Any other: does nothing.
    Other,
}

/// One tag, or a comment.
#[derive(Clone, Copy, Debug)]
pub struct Tag {
    /// Its `<`.
    pub at: usize,
    /// Behind its `>`.
    pub end: usize,
    pub name: Name,
    /// `</p>`
    pub close: bool,
    pub rowspan: u16,
    pub colspan: usize,
    /// For what is skipped: the index of the tag that closes it.
    pub closed_by: Option<u32>,
}

const RAW: [&str; 9] = ["script", "style", "noscript", "template", "svg", "iframe", "head", "select", "button"];
const ASIDE: [&str; 3] = ["nav", "footer", "aside"];

/// Whether a text is a page or a piece of one: it begins like one, or holds several tags of text.
pub fn is_html(input: &str) -> bool {
    let bytes = input.as_bytes();
    let Some(first) = memchr(b'<', bytes) else { return false };
    let head = &bytes[first..bytes.len().min(first + 32_768)];
    let start = lower(&head[..head.len().min(16)]);
    if [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].iter().any(|tag| start.starts_with(tag)) {
        return true;
    }
    let closing = [&b"</p>"[..], b"</td>", b"</div>", b"</P>", b"</TD>", b"</DIV>", b"</span>", b"</tr>"];
    closing.iter().map(|tag| memmem::find_iter(head, tag).take(3).count()).sum::<usize>() >= 3
}

fn lower(bytes: &[u8]) -> Vec<u8> {
    bytes.to_ascii_lowercase()
}

/// Every tag and comment of a page, in order; what is skipped knows the tag that closes it.
pub fn tags(input: &str) -> Vec<Tag> {
    let bytes = input.as_bytes();
    let mut tags = Vec::new();
    let mut at = 0;
    let mut comments = true;
    let mut closes = [true; 2];
    while let Some(found) = memchr(b'<', &bytes[at..]).map(|i| at + i) {
        let tag = match bytes.get(found + 1) {
            Some(b'!') => comment(bytes, found, &mut comments),
            Some(b'?') => memchr(b'>', &bytes[found..]).map(|i| other(found, found + i + 1)),
            Some(b'/') if bytes.get(found + 2).is_some_and(u8::is_ascii_alphabetic) => read(bytes, found, found + 2, true),
            Some(c) if c.is_ascii_alphabetic() => read(bytes, found, found + 1, false),
            _ => None,
        };
        match tag {
            Some(tag) => {
                at = tag.end;
                tags.push(tag);
                if let (Name::Raw(kind @ 0..=1), false) = (tag.name, tag.close) {
                    at = raw_end(bytes, at, kind, &mut closes);
                }
            }
            // No tag: the sign stands for itself. When no `>` follows at all, none of the rest is a tag.
            None if memchr(b'>', &bytes[found..]).is_none() => break,
            None => at = found + 1,
        }
    }
    pair(&mut tags);
    tags
}

/// A script's or style's text holds no tags: the `<` of its closing tag, or where the text went on if it is never closed.
fn raw_end(bytes: &[u8], at: usize, kind: u8, closes: &mut [bool; 2]) -> usize {
    let closing: &[u8] = if kind == 0 { b"</script" } else { b"</style" };
    // Once none is found there is none further on either.
    let closes = &mut closes[usize::from(kind)];
    if *closes {
        let mut signs = memchr_iter(b'<', &bytes[at..]).map(|i| at + i);
        let found = signs.find(|&i| bytes.len() >= i + closing.len() && bytes[i..i + closing.len()].eq_ignore_ascii_case(closing));
        *closes = found.is_some();
        return found.unwrap_or(at);
    }
    at
}

fn comment(bytes: &[u8], at: usize, any: &mut bool) -> Option<Tag> {
    if bytes[at..].starts_with(b"<!--") && *any {
        if let Some(end) = memmem::find(&bytes[at + 4..], b"-->") {
            return Some(other(at, at + 4 + end + 3));
        }
        *any = false;
    }
    memchr(b'>', &bytes[at..]).map(|i| other(at, at + i + 1))
}

fn other(at: usize, end: usize) -> Tag {
    Tag { at, end, name: Name::Other, close: false, rowspan: 1, colspan: 1, closed_by: None }
}

/// A tag whose name begins at `name`.
fn read(bytes: &[u8], at: usize, name: usize, close: bool) -> Option<Tag> {
    let len = bytes[name..].iter().take(24).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-')).count();
    let behind = bytes.get(name + len)?;
    if !matches!(behind, b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t') {
        return None;
    }
    let end = tag_end(bytes, name + len)?;
    let kind = kind(&lower(&bytes[name..name + len]));
    let attributes = &bytes[name + len..end];
    let span = |key: &[u8]| if kind == Name::Cell { attribute(attributes, key).unwrap_or(1) } else { 1 };
    let (rowspan, colspan) = (span(b"rowspan").clamp(1, 1000) as u16, span(b"colspan").clamp(1, 1000));
    Some(Tag { at, end, name: kind, close, rowspan, colspan, closed_by: None })
}

/// Behind the tag's `>`; one in quotes does not end it, when the quotes are closed near by.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    for (at, &b) in bytes.iter().enumerate().skip(from).take(4096) {
        match (quote, b) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
    }
    memchr(b'>', &bytes[from..]).map(|i| from + i + 1)
}

fn kind(name: &[u8]) -> Name {
    let raw = |list: &[&str]| list.iter().position(|known| known.as_bytes() == name).map(|i| i as u8);
    match name {
        b"br" => Name::Break,
        b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"hr" | b"blockquote" | b"article" | b"section" | b"caption" => {
            Name::Paragraph
        }
        b"div" | b"li" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd" | b"center" | b"pre" | b"form" | b"header" | b"main" | b"body"
        | b"title" | b"option" | b"fieldset" | b"address" | b"figure" | b"figcaption" | b"o:p" => Name::Block,
        b"table" => Name::Table,
        b"tr" => Name::Row,
        b"td" | b"th" => Name::Cell,
        _ => raw(&RAW).map(Name::Raw).or_else(|| raw(&ASIDE).map(Name::Aside)).unwrap_or(Name::Other),
    }
}

fn attribute(attributes: &[u8], key: &[u8]) -> Option<usize> {
    let at = attributes.windows(key.len()).position(|w| w.eq_ignore_ascii_case(key))? + key.len();
    let value = attributes[at..].iter().skip_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\''));
    let digits: String = value.take_while(|b| b.is_ascii_digit()).take(5).map(|&b| b as char).collect();
    digits.parse().ok()
}

/// Tells every tag that opens something skipped which tag closes it; one that nothing closes is not skipped.
fn pair(tags: &mut [Tag]) {
    let mut open: Vec<(Name, usize)> = Vec::new();
    for at in 0..tags.len() {
        let (name, close) = (tags[at].name, tags[at].close);
        match (name, close) {
            (Name::Raw(_) | Name::Aside(_), false) => open.push((name, at)),
            (Name::Raw(_) | Name::Aside(_), true) => {
                // What was opened within and never closed is no longer waited for.
                if let Some(found) = open.iter().rev().take(64).position(|(known, _)| *known == name).map(|i| open.len() - 1 - i) {
                    tags[open[found].1].closed_by = Some(at as u32);
                    open.truncate(found);
                }
            }
            _ => {}
        }
    }
}

/// The index of the tag that ends what a tag skips.
pub fn skipped(tags: &[Tag], at: usize) -> Option<usize> {
    tags[at].closed_by.map(|i| i as usize)
}

/// The greatest character boundary at or below `at`.
pub fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
