//! Straight quotation marks in a text with curly ones.

use super::super::mask::address_in;
use super::Mistake;
use crate::diagnostic::{Code, counted};

pub(super) fn find(text: &str) -> Option<Mistake> {
    let straight: Vec<usize> = text.match_indices('"').map(|(at, _)| at).filter(|at| is_quotation(text, *at)).collect();
    let first = *straight.first().filter(|_| text.contains(['“', '”']))?;
    // In the languages with „ or « the pairs are other ones.
    let others = text.contains(['„', '«', '「', '《']);
    let count = counted(straight.len(), "straight quotation mark is", "straight quotation marks are");
    let mut mistake = Mistake {
        severity: crate::diagnostic::Severity::Info,
        ..Mistake::warning(Code::MixedQuotes, first..first + 1, format!("{count} beside curly ones, the first here"))
    }
    .help("use the same kind throughout: “ and ”");
    if !others && straight.len().is_multiple_of(2) {
        for at in straight {
            mistake = mistake.edit(at..at + 1, if opens(text, at) { "“" } else { "”" });
        }
    }
    Some(mistake)
}

/// Not of inches, attributes, titles of links or addresses.
fn is_quotation(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
    let line = text[..at].rsplit('\n').next().unwrap_or("");
    let in_braces = line.rfind('{').is_some_and(|open| !line[open..].contains('}'));
    let in_link = line.rfind("](").is_some_and(|open| !line[open..].contains(')'));
    !before.is_some_and(|c| c.is_ascii_digit() || c == '=' || c == '\\')
        && !in_braces
        && !in_link
        && address_in(word).is_none()
}

fn opens(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '‘' | '*'))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn straight_marks_beside_curly_ones_are_made_curly() {
        let text = "He said “no” and \"yes\".";
        let found = find(text).expect("a finding");
        assert_eq!(
            found.edits,
            [(19..20, "“".to_owned()), (23..24, "”".to_owned())]
                .map(|(range, new)| (range.start + 2..range.end + 2, new))
        );
    }

    #[test]
    fn one_kind_alone_and_other_signs_are_left_alone() {
        for text in ["\"yes\"", "“no”", "“no” and 5\" pipes", "“no” [a](b \"c\")", "“no” {widths=\"2*\"}"]
        {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
