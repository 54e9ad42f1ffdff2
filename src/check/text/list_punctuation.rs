//! T11: from the items of lists to signs at their ends that do not agree.

use crate::check::{Findings, Rule, Subject};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Block, List, ListItem, NumberFormat, Paragraph, plain_text};
use crate::facts::language::Language;

const CODE: Code = Code::ListPunctuation;

pub(in crate::check) const RULE: Rule =
    Rule { code: CODE, severity: Severity::Info, manual: include_str!("list_punctuation.md"), asked: None, check };

const SOURCE: &str = "United Nations editorial guidelines, paragraphs and subparagraphs (undated), read 2026-11-24";

fn check(subject: &Subject, findings: &mut Findings) {
    for part in &subject.document.parts {
        for block in &part.blocks {
            blocks(block, subject.document.language, findings);
        }
    }
}

fn blocks(block: &Block, language: Language, findings: &mut Findings) {
    if let Block::List(list) = block {
        judge(list, language, findings);
    }
    for block in block.items().iter().flat_map(|item| &item.blocks) {
        blocks(block, language, findings);
    }
}

fn judge(list: &List, language: Language, findings: &mut Findings) {
    // The rule on bullets is of the English manual; French lists have their semicolons by right.
    let bullets = matches!(list.format, NumberFormat::Bullet(_)) && language == Language::En;
    // Items of several blocks end where their last block ends, so only simple ones are compared.
    let simple: Vec<&Paragraph> = list.items.iter().filter_map(only_paragraph).collect();
    if simple.len() != list.items.len() || simple.len() < 2 {
        return;
    }
    let ends: Vec<Option<char>> = simple.iter().map(|paragraph| last_sign(paragraph)).collect();
    if bullets && let Some(at) = ends.iter().position(|end| *end == Some(';')) {
        findings.add(
            Diagnostic::info(CODE, simple[at].span, "an item with a bullet ends with a semicolon")
                .help("short items end without punctuation, sentences with a full stop")
                .source(SOURCE),
        );
        return;
    }
    // The last item closes the sentence and may differ.
    let inner = &ends[..ends.len() - 1];
    let with = inner.iter().filter(|end| end.is_some()).count();
    if with > 0 && with < inner.len() {
        let odd = inner.iter().position(|end| end.is_some() != (with * 2 > inner.len()));
        let Some(paragraph) = odd.and_then(|at| simple.get(at)) else { return };
        findings.add(
            Diagnostic::info(CODE, paragraph.span, "this item does not end like the other items of its list")
                .help("end all items in the same way")
                .source(SOURCE),
        );
    }
}

fn only_paragraph(item: &ListItem) -> Option<&Paragraph> {
    match item.blocks.as_slice() {
        [Block::Paragraph(paragraph)] => Some(paragraph),
        _ => None,
    }
}

/// The sign that ends an item, before `and` or `or` as well: `rents; and`.
fn last_sign(paragraph: &Paragraph) -> Option<char> {
    let text = plain_text(&paragraph.content);
    let text = text.trim_end();
    let text = ["and", "or", "et", "ou", "y", "o"]
        .iter()
        .find_map(|word| text.strip_suffix(word)?.strip_suffix(' '))
        .unwrap_or(text);
    text.trim_end()
        .chars()
        .last()
        .filter(|sign| matches!(sign, '.' | ';' | ',' | ':' | '!' | '?' | '…' | '。' | '；' | '،' | '؛'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::testing::messages;

    #[test]
    fn bullets_have_no_semicolons_and_letters_may() {
        assert_eq!(messages(&RULE, "generic", "- rents;\n- water;"), ["an item with a bullet ends with a semicolon"]);
        assert!(messages(&RULE, "generic", "(a) rents;\n(b) water; and\n(c) work.").is_empty());
        assert!(messages(&RULE, "generic", "- rents\n- water\n- work.").is_empty());
    }

    #[test]
    fn one_item_that_differs_is_reported_once() {
        let found = messages(&RULE, "generic", "(a) rents;\n(b) water\n(c) work;\n(d) food.");
        assert_eq!(found, ["this item does not end like the other items of its list"]);
    }
}
