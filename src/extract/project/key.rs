//! The key that the same work has wherever a document names it.

/// Words at a name's end that the one place writes and the other leaves out, longest first.
const ENDS: [&str; 10] = ["建设项目", "建设工程", "工程项目", "项目建设", "工程建设", "改扩建工程", "项目", "工程", "建设", "开发"];

/// The key of a name: without quotes, spaces and brackets' signs, dashes made one, what ends it loosely left out.
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '“' | '”' | '"' | '‘' | '’' | '《' | '》' | '·' | ' ' | '(' | ')' | '、' | ',' => {}
            '—' | '-' | '~' | '–' | '至' => {
                if !key.ends_with('-') {
                    key.push('-');
                }
            }
            '\u{4e00}'..='\u{9fff}' => key.push(c),
            _ => key.extend(c.to_lowercase()),
        }
    }
    let end = ENDS.iter().find(|end| key.ends_with(**end) && key.len() >= end.len() + 9);
    key.truncate(key.len() - end.map_or(0, |end| end.len()));
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_same_work_has_one_key() {
        assert_eq!(key("青陵至云泽高速公路项目"), key("青陵—云泽高速公路"));
        assert_eq!(key("“云上青陵”数据中心建设"), key("云上青陵数据中心"));
    }

    #[test]
    fn phases_are_works_of_their_own() {
        assert_ne!(key("青陵水厂一期工程"), key("青陵水厂二期工程"));
    }

    #[test]
    fn a_short_name_keeps_its_end() {
        assert_eq!(key("暖心工程"), "暖心工程");
    }
}
