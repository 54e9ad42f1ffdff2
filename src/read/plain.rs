//! Finds marks of Markdown in a plain text, such as the title, where they would be printed as they are.

use pulldown_cmark::{Event, Parser, Tag};

use super::context::Context;
use super::limits::SHORT_TEXT;
use super::taken;
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::source::{Located, Span};

/// Says what of a text its author may have meant as emphasis, a link or a note.
pub(super) fn check(context: &mut Context<'_>, text: &Located<String>, what: &str) {
    if let Some(inside) = in_quotes(&text.value) {
        let message = format!("the quotation marks around {what} are printed");
        let fix = rewritten(context, text.span, inside);
        let found = Diagnostic::warning(Code::MarksInPlainText, text.span, message);
        context.report(found.help("a title has none: delete them").fix(fix));
        return;
    }
    let heading = text.value.trim_start_matches('#');
    if heading.len() < text.value.len() && heading.starts_with(' ') {
        let message = format!("{what} begins with the sign of a heading, which is printed as typed");
        let fix = rewritten(context, text.span, heading.trim_start());
        let found = Diagnostic::warning(Code::MarksInPlainText, text.span, message);
        context.report(found.help("delete the sign; the program knows that it is a heading").fix(fix));
        return;
    }
    let Some(mark) = mark(&text.value) else { return };
    let message = format!("{what} is plain text: `{mark}` is printed as typed");
    context.report(
        Diagnostic::warning(Code::MarksInPlainText, text.span, message)
            .help("delete the marks: emphasis, links and notes are possible in the text, not here"),
    );
}

/// The remedy that writes `words` in the place of a text. Below `|` quotes would be printed, so words that need them stay.
fn rewritten(context: &Context<'_>, span: Span, words: &str) -> Option<Fix> {
    let typed = context.sources.get(span.file).and_then(|file| file.text.get(span.range()))?;
    let written = taken::scalar(words);
    (written == words || typed.starts_with(['\'', '"'])).then(|| Fix::one(span, written))
}

/// The words between curly quotation marks around a whole text: word processors make them of those of YAML.
fn in_quotes(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('“')?.strip_suffix('”')?;
    (!inside.is_empty() && !inside.contains(['“', '”'])).then_some(inside)
}

/// The first words with a mark.
fn mark(text: &str) -> Option<&str> {
    // A longer one is refused for its length.
    let text = text.get(..text.len().min(4 * SHORT_TEXT))?;
    let noted = text.find("^[").or_else(|| text.find("[^")).and_then(|start| {
        let end = text[start..].find(']')?;
        text.get(start..=start + end)
    });
    noted.or_else(|| {
        let mut events = Parser::new(text).into_offset_iter();
        let is_mark = |event: &Event<'_>| {
            matches!(
                event,
                Event::Code(_) | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
            )
        };
        events.find(|(event, _)| is_mark(event)).and_then(|(_, range)| text.get(range))
    })
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_that_were_meant_are_found() {
        for (text, found) in [
            ("Rents and *homes* in Norway", "*homes*"),
            ("**Rents**", "**Rents**"),
            ("Rents[^1]", "[^1]"),
            ("Rents^[With two others.]", "^[With two others.]"),
            ("See [this](https://example.org)", "[this](https://example.org)"),
            ("The `rents`", "`rents`"),
        ] {
            assert_eq!(mark(text), Some(found));
        }
    }

    #[test]
    fn signs_that_are_words_are_none() {
        for text in [
            "Rights of LGBTIQ* and of gay* people",
            "Rents 2 * 3 * 4",
            "Article 11 [housing] (2024)",
            "The file a_b_c",
            "1. Rents",
            "E/C.12/CHN/CO/3 & others < all",
            "It costs 5 ^ 2 [",
            "",
        ] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
