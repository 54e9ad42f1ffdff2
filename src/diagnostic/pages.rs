//! The manual pages of the codes that are not rules of a body: what is checked, why, an example, how to fix it.

use super::Code;

/// The files, one for each family of codes.
const FAMILIES: [&str; 7] = [
    include_str!("pages/citations.md"),
    include_str!("pages/document.md"),
    include_str!("pages/files.md"),
    include_str!("pages/submission.md"),
    include_str!("pages/word.md"),
    include_str!("pages/writing.md"),
    include_str!("pages/yaml.md"),
];

impl Code {
    /// The manual page, in Markdown; `None` for a rule of a body, whose page is beside its check.
    pub fn page(self) -> Option<&'static str> {
        let head = format!("# {} ({self})\n", self.name());
        FAMILIES.iter().find_map(|family| {
            let page = &family[family.find(&head)?..];
            let next = page.split_inclusive('\n').skip(1).take_while(|line| !is_head(line));
            let length = head.len() + next.map(str::len).sum::<usize>();
            Some(page[..length].trim_end())
        })
    }
}

/// `# raw-html (W01)`: examples have headings too, but no code in brackets behind them.
fn is_head(line: &str) -> bool {
    let code = line.trim_end().strip_prefix("# ").and_then(|words| words.strip_suffix(')')?.rsplit_once(" ("));
    code.is_some_and(|(_, code)| Code::find(code).is_some_and(|known| known.as_str() == code))
}

#[cfg(test)]
mod tests {
    use super::{Code, FAMILIES, is_head};

    #[test]
    fn each_page_belongs_to_a_code_and_has_its_five_parts() {
        let heads: Vec<&str> = FAMILIES.iter().flat_map(|family| family.lines()).filter(|line| is_head(line)).collect();
        let pages: Vec<&str> = Code::ALL.iter().filter_map(|code| code.page()).collect();
        assert_eq!(heads.len(), pages.len(), "two pages have one code, or a head names another code");
        for page in pages {
            for part in ["## What it checks", "## Why", "## How to fix"] {
                assert!(page.contains(&format!("\n{part}\n\n")), "{part} is missing:\n{page}");
            }
        }
    }
}
