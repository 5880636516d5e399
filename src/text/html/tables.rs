//! Which tables of a page hold data, and which only lay the page out.

use super::page::{Name, Tag};

/// What a tag of a table belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// A table of rows and cells, or what is no table.
    #[default]
    Layout,
    /// A table of data.
    Data,
}

/// A cell with more bytes than these holds an article.
const ARTICLE: usize = 3000;

/// A table while its tags are read.
#[derive(Debug, Default)]
struct Open {
    tags: Vec<u32>,
    nested: bool,
    cells: usize,
    rows: usize,
    /// Where the open cell began, and the most bytes that one held.
    cell: usize,
    longest: usize,
}

/// The role of every tag, by its place in the list.
pub fn roles(tags: &[Tag]) -> Vec<Role> {
    let mut roles = vec![Role::Layout; tags.len()];
    let mut open: Vec<Open> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        match (tag.name, tag.close) {
            (Name::Table, false) => {
                if let Some(outer) = open.last_mut() {
                    outer.nested = true;
                }
                open.push(Open { tags: vec![at as u32], ..Open::default() });
            }
            (Name::Table, true) => {
                if let Some(mut table) = open.pop() {
                    table.tags.push(at as u32);
                    settle(table, &mut roles);
                }
            }
            (Name::Row | Name::Cell, close) => {
                if let Some(table) = open.last_mut() {
                    table.take(at, tag, close);
                }
            }
            _ => {}
        }
    }
    roles
}

impl Open {
    fn take(&mut self, at: usize, tag: &Tag, close: bool) {
        self.tags.push(at as u32);
        if self.cell > 0 {
            self.longest = self.longest.max(tag.at.saturating_sub(self.cell));
            self.cell = 0;
        }
        match (tag.name, close) {
            (Name::Row, false) => self.rows += 1,
            (Name::Cell, false) => {
                self.cells += 1;
                self.cell = tag.end;
            }
            _ => {}
        }
    }
}

fn settle(table: Open, roles: &mut [Role]) {
    // Markup counts among a cell's bytes: a cell of data with much of it is still far below an article.
    let data = !table.nested && table.cells >= 2 && table.cells > table.rows && table.longest <= ARTICLE;
    if data {
        table.tags.iter().for_each(|&at| roles[at as usize] = Role::Data);
    }
}
