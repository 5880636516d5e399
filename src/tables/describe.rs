//! docs/contract.md, made from the definitions that write the tables.

use super::contract::{self, CONTRACT};

/// The prose above the tables.
const CONVENTIONS: &str = include_str!("conventions.md");

/// The whole of docs/contract.md.
pub fn markdown() -> String {
    let mut out = CONVENTIONS.replace("{contract}", CONTRACT);
    for table in contract::all() {
        out.push_str(&format!("\n## {}\n\n{}\n\n| column | type | meaning |\n|---|---|---|\n", table.name, table.about));
        for (name, kind, doc) in table.columns {
            out.push_str(&format!("| `{name}` | {kind} | {} |\n", doc.replace('|', "\\|")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes docs/contract.md anew where `GUIHUA_BLESS` is set, and fails where it is stale.
    #[test]
    fn contract_md_is_fresh() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/contract.md");
        if std::env::var_os("GUIHUA_BLESS").is_some() {
            std::fs::write(file, markdown()).expect("docs/ can be written");
        }
        let found = std::fs::read_to_string(file).unwrap_or_default();
        assert!(found == markdown(), "docs/contract.md is stale: run `GUIHUA_BLESS=1 cargo test contract_md`");
    }
}
