//! Reads `[para. @water]` as a reference: words and targets in the order written.

use std::ops::Range;

use super::Markdown;
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::facts::language::ReferenceWord;
use crate::read::context::is_id;
use crate::read::{Inline, ReferencePiece};
use crate::source::Located;

impl Markdown<'_, '_, '_> {
    /// `[para. @water]`, or a citation: `[@key, p. 3]`.
    pub(super) fn reference(&mut self, inside: &str, place: Range<usize>) -> Option<Inline> {
        let mut targets = targets(inside);
        if targets.is_empty() {
            targets.extend(source_name(inside));
        }
        if targets.is_empty() {
            self.strange_id(inside, place);
            return None;
        }
        let span = self.span(place.clone());
        let base = place.start + 1;
        let mut pieces = Vec::new();
        let mut at = 0;
        for target in targets {
            let sign = target.start - 1;
            if sign > at {
                pieces.push(self.reference_words(inside, at..sign, base));
            }
            let span = self.span(base + sign..base + target.end);
            at = target.end;
            pieces.push(ReferencePiece::Target(Located { value: inside[target].to_owned(), span }));
        }
        if at < inside.len() {
            pieces.push(self.reference_words(inside, at..inside.len(), base));
        }
        Some(Inline::Reference { pieces, span })
    }

    /// `[para. @жильё]`.
    fn strange_id(&mut self, inside: &str, place: Range<usize>) {
        let Some((before, rest)) = inside.split_once('@') else { return };
        let id = rest.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).next().unwrap_or("");
        if reference_word(before).is_some() && !id.is_empty() {
            let start = place.start + 1 + before.len();
            let span = self.span(start..start + 1 + id.len());
            self.context.report(
                Diagnostic::error(Code::BadId, span, format!("`{id}` cannot be an id"))
                    .help("an id begins with a letter A to Z and goes on with letters, digits, hyphens and underscores, for instance `@water-2`"),
            );
        }
    }

    fn reference_words(&mut self, inside: &str, range: Range<usize>, base: usize) -> ReferencePiece {
        let span = self.span(base + range.start..base + range.end);
        let mut text = self.context.clean(inside[range.clone()].replace('\n', " "), |_| span);
        if text.ends_with('.') && inside[range.end..].starts_with('@') {
            text.push(' ');
        }
        ReferencePiece::Text(text, span)
    }
}

/// Where the word before `@` begins that makes it a reference: `para. `.
pub(super) fn reference_word(before: &str) -> Option<usize> {
    let words = before.trim_end_matches([' ', '\u{A0}', '\n']);
    let start = words
        .rfind(|c: char| !(c.is_alphabetic() || c == '.'))
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    ReferenceWord::of(&words[start..]).map(|_| start)
}

/// The place of what follows `@` at the start of a bracket: names of sources may begin with a figure, `[@2020-survey]`, or have other
/// letters than those of ids.
fn source_name(inside: &str) -> Option<Range<usize>> {
    let rest = inside.strip_prefix('@')?;
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '@')).unwrap_or(rest.len());
    (length > 0 && rest.starts_with(char::is_alphanumeric)).then_some(1..1 + length)
}

/// The places of ids after `@` in a bracket, without the sign.
fn targets(inside: &str) -> Vec<Range<usize>> {
    let mut targets = Vec::new();
    for (at, _) in inside.match_indices('@') {
        // No name of an e-mail address ends in a full stop: in `para.@a` it belongs to the word.
        let is_free = !inside[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '@'));
        let rest = &inside[at + 1..];
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        // In `@a-@b` the hyphen is a dash.
        let length = rest[..length].trim_end_matches(['-', '_']).len();
        if is_free && is_id(&rest[..length]) {
            targets.push(at + 1..at + 1 + length);
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn ids_end_before_dashes_and_addresses_are_no_references() {
        let found = |text: &str| targets(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("paras. @a-@b_2"), ["a", "b_2"]);
        assert_eq!(found("office@example.org, @2"), Vec::<String>::new());
    }
}
