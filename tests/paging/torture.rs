//! A report of hard cases: each block at each place near the foot of a page, and everything that is longer than a page.

use std::fmt::Write;

use super::make::{Numbers, head, indented, sentence};

/// Lines of one word above a block, so that it comes to stand at each place where a page may end.
const LINES_ABOVE: std::ops::Range<usize> = 24..36;

/// The blocks, each in Markdown.
fn blocks(numbers: &mut Numbers) -> Vec<String> {
    let mut text = |words| sentence(numbers, words);
    let list: String =
        ["(a)", "(b)", "(c)"].iter().fold(String::new(), |list, mark| format!("{list}{mark} {}\n\n", text(30)));
    let rows: String = (0..6).fold(String::new(), |rows, at| format!("{rows}| District {at} | {at}1.{at} |\n"));
    let items: String = (0..3).fold(String::new(), |items, _| format!("{items}- {}\n", text(25)));
    vec![
        text(70),
        format!("# A heading on a line\n\n{}", text(40)),
        format!("# A heading\n\n## And another below it\n\n{}", text(40)),
        format!("The State party has done this:\n\n{list}"),
        format!("> {}\n>\n> -- A witness", text(50)),
        format!("| District | Share |\n|---|--:|\n{rows}\n: Shares of the districts\n"),
        format!("::: recommendations\nThe State party should:\n\n{items}:::"),
        format!("A line with a note.^[{}]", text(40)),
        format!("Two notes,^[{}] and the second.^[{}]", text(90), text(10)),
        format!("![A low drawing](300x90.svg)\n\n: {}\n\n{}", text(8), text(90)),
        format!("![A high drawing](500x600.svg)\n\n: {}\n\n{}", text(8), text(200)),
        format!(
            "# A heading\n\n![A drawing](400x400.svg)\n\n: {}\n\n![Another](400x300.svg)\n\n{}",
            text(8),
            text(120)
        ),
    ]
}

/// The report.
pub(super) fn report() -> String {
    let mut numbers = Numbers::new(7);
    let mut body = String::new();
    for block in blocks(&mut numbers) {
        for above in LINES_ABOVE {
            for at in 0..above {
                let _ = write!(body, "Line {at}.\n\n");
            }
            let _ = write!(body, "{block}\n\n{}\n\n", sentence(&mut numbers, 40));
        }
    }
    longer_than_a_page(&mut body, &mut numbers);
    head("A report of hard cases") + &indented(&body)
}

fn longer_than_a_page(body: &mut String, numbers: &mut Numbers) {
    let _ = write!(body, "{}\n\n", sentence(numbers, 1500));
    let _ = write!(body, "A note longer than a page.^[{}] And more text.\n\n", sentence(numbers, 1600));
    let _ = write!(body, "A word of four hundred letters: {}.\n\n", "responsibility".repeat(30));
    let _ = write!(body, "An address: <https://example.org/{}>.\n\n", "a-folder/".repeat(40));
    body.push_str("| District | What was said |\n|---|---|\n");
    let _ = writeln!(body, "| North | {} |", sentence(numbers, 1200));
    let _ = writeln!(body, "| South | {} |\n\n: A row longer than a page\n", sentence(numbers, 5));
    body.push_str("| Number | District | Cases | Share |\n|--:|---|--:|--:|\n");
    for row in 0..1700 {
        let _ = writeln!(body, "| {row} | District {row} | {} | {}.5 |", numbers.below(9000), numbers.below(100));
    }
    body.push_str("\n: A table of forty pages\n\nThe end.\n");
}
