//! Pictures with brackets in the wrong order or without their file: `!(x)[map.png]`, `[x]!(map.png)`, `![x]`.

use std::ops::Range;

use super::Mistake;
use crate::diagnostic::Code;

/// The endings of files that are pictures.
const ENDINGS: [&str; 6] = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"];

fn is_file(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| small.ends_with(ending))
}

/// The length of the name of a picture up to the bracket after it.
pub(super) fn file_length(text: &str) -> Option<usize> {
    let name = &text[..text.find(')')?];
    is_file(name).then_some(name.len())
}

/// `(x)[map.png]` and `(map.png)[x]` after the sign of a picture, at the start of a line.
pub(super) fn exchanged(line: &str) -> Option<Mistake> {
    let (first, rest) = line.strip_prefix('(')?.split_once(')')?;
    let (second, _) = rest.strip_prefix('[')?.split_once(']')?;
    let (words, file) = if is_file(second) { (first, second) } else { (second, first) };
    if !is_file(file) || is_file(words) || words.trim().is_empty() || words.contains(['[', '(']) {
        return None;
    }
    let end = first.len() + second.len() + 4;
    let written = format!("[{words}]({file})");
    Some(
        Mistake::warning(Code::BadLink, 0..end, "the brackets are exchanged, so this is not a picture")
            .help(format!("write `!{written}`: what the picture shows in square brackets, its file in round ones"))
            .edit(0..end, written),
    )
}

/// `[x]!(map.png)`, whose words are `words` and go on with `rest`.
pub(super) fn with_sign_between(words: &str, rest: &str) -> Option<Mistake> {
    let inside = rest.strip_prefix("!(")?;
    let file = &inside[..file_length(inside)?];
    let end = words.len() + file.len() + 5;
    let written = format!("![{words}]({file})");
    Some(
        Mistake::warning(Code::BadLink, 0..end, "the sign `!` stands between the brackets, so this is not a picture")
            .help(format!("write `{written}`"))
            .edit(0..end, written),
    )
}

/// The end of `[A map]`, which no file follows, at the start of a line.
pub(super) fn without_file(line: &str) -> Option<usize> {
    let (words, rest) = line.strip_prefix('[')?.split_once(']')?;
    let is_meant = words.contains(char::is_alphabetic) && !words.starts_with('^') && !words.contains('[');
    (is_meant && !rest.trim_start().starts_with(['(', '[', ':', '!'])).then_some(words.len() + 2)
}

/// `![A map]` at `range`.
pub(super) fn lacks_file(text: &str, range: Range<usize>) -> Mistake {
    let shown = &text[range.clone()];
    Mistake::warning(Code::BadLink, range, format!("`{shown}` is printed as typed: the file of the picture is missing"))
        .help(format!("write the name of the file in round brackets after it: `{shown}(map.png)`; without a picture, delete `!` and the brackets"))
}

#[cfg(test)]
mod tests {
    use super::{exchanged, with_sign_between, without_file};

    #[test]
    fn pictures_that_are_nearly_right_are_mended() {
        for line in ["(A map)[map.png] of", "(map.png)[A map] of"] {
            let found = exchanged(line).expect("a finding");
            assert_eq!(found.edits, [(0..line.len() - 3, "[A map](map.png)".to_owned())], "{line}");
        }
        let found = with_sign_between("A map", "!(map.png) of").expect("a finding");
        assert_eq!(found.edits, [(0..17, "![A map](map.png)".to_owned())]);
        assert_eq!(without_file("[A map]"), Some(7));
        assert_eq!(without_file("[A map] of"), Some(7));
    }

    #[test]
    fn signs_of_prose_are_left_alone() {
        for line in ["[^1]", "[1]", "[x](y)", "[x] (y)", "[x][y]", "[x"] {
            assert_eq!(without_file(line), None, "{line}");
        }
        for line in ["(x)[y]", "(x)", "(a.png)[b.png]", "()[a.png]"] {
            assert!(exchanged(line).is_none(), "{line}");
        }
        assert!(with_sign_between("x", "!(y)").is_none());
    }
}
