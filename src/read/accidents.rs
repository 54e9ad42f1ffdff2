//! Guesses what the author meant where the YAML parser fails: the sign that has a meaning in YAML, and
//! the line rewritten so that it works.

mod front;
mod line;
mod rows;
mod shapes;
mod starts;

use std::ops::Range;

use granit_parser::{ErrorKind, ScalarStyle};

use self::line::{Line, lead_length, quoted, shortened};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::source::{FileId, Span};

pub(super) use self::line::{Rewritten, in_block, rewritten};

/// Where and why the parser gave up.
pub(super) struct Failure<'f> {
    pub(super) source: &'f str,
    pub(super) kind: &'f ErrorKind,
    pub(super) at: usize,
    /// The last value read, and its style if it was a text.
    pub(super) last: Option<(Range<usize>, Option<ScalarStyle>)>,
    /// The parser's own words.
    pub(super) text: &'f str,
}

/// The most helpful finding for a failure.
pub(super) fn explain(failure: &Failure<'_>) -> Diagnostic {
    let Failure { source, kind, at, .. } = *failure;
    let rows = rows::rows(source);
    let failed = rows.partition_point(|row| row.start <= at).saturating_sub(1);
    if let Some(found) = shapes::at_failure(&rows, failed) {
        return found;
    }
    let line = Line::at(source, at);
    match kind {
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => tab(source, at),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => unclosed_quote(source, at),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => text_after_quotation(failure),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidUnicodeEscape => unknown_escape(source, at),
        ErrorKind::CommentInterceptedScalar => comment_in_text(failure),
        _ => accident_of(failure, &line),
    }
}

/// A mistake that the parser reads over: a text without its `|`, or with lines at the margin that look like keys.
pub(super) fn unnoticed(source: &str) -> Option<Diagnostic> {
    shapes::unnoticed(&rows::rows(source))
}

/// Keys of the report that stand inside a text.
pub(super) fn keys_in_texts(source: &str) -> Vec<Diagnostic> {
    shapes::keys_in_texts(&rows::rows(source))
}

/// The advice and the remedy of a text that is to be only text.
fn only_text(found: Diagnostic, advice: &str, rewritten: Rewritten) -> Diagnostic {
    found.help(format!("{advice}:\n{}", rewritten.shown)).fix(rewritten.fix)
}

/// A finding for a text that YAML took for a mapping because it contains `: `.
pub(super) fn colon_in_text(source: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        Code::ProseTakenForYaml,
        span,
        "the text contains a colon and a space, which YAML reads as a key and its value",
    );
    only_text(found, IN_QUOTES, rewritten(source, span.range()))
}

/// A finding for a text that YAML took for something else because of its first character.
pub(super) fn sign_at_start(source: &str, span: Span, sign: char) -> Diagnostic {
    let found = Diagnostic::error(
        Code::ProseTakenForYaml,
        span,
        format!("the text begins with {}, which has a meaning in YAML", named(sign)),
    );
    only_text(found, IN_QUOTES, rewritten(source, span.range()))
}

/// A finding for a text whose end YAML took for a comment.
pub(super) fn text_after_hash(source: &str, comment: Range<usize>, text: Range<usize>) -> Diagnostic {
    let found = Diagnostic::error(
        Code::TextAfterHash,
        Span::new(FileId(0), comment),
        "YAML reads everything after ` #` as a comment, so these words would be lost",
    );
    only_text(found, "if it belongs to the text, put the text in quotes or after `>-`", rewritten(source, text))
}

/// How a text is kept from having a meaning in YAML.
const IN_QUOTES: &str = "put the text in quotes or after `>-`";

fn named(sign: char) -> String {
    match sign {
        '-' => "a dash".to_owned(),
        '`' => "a backtick".to_owned(),
        '\'' | '"' => format!("the quotation mark {sign}"),
        _ => format!("`{sign}`"),
    }
}

/// The column of an offset, in bytes.
pub(super) fn column(source: &str, at: usize) -> usize {
    at - source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn place(at: usize, end: usize) -> Span {
    Span::new(FileId(0), at..end.max(at))
}

fn tab(source: &str, at: usize) -> Diagnostic {
    // The parser may stop before the line with the tab: it is the next one that begins with white space and a tab.
    let has_tab = |start: usize| source.get(start..).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('\t'));
    let mut start = Line::at(source, at).start;
    while !has_tab(start) {
        match source.get(start..).and_then(|rest| rest.find('\n')) {
            Some(newline) => start += newline + 1,
            None => break,
        }
    }
    let line = source.get(start..).unwrap_or("").lines().next().unwrap_or("");
    let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
    Diagnostic::error(
        Code::TabInIndentation,
        place(start, start + indentation),
        "the line is indented with a tab, and YAML allows only spaces there",
    )
    .help(format!(
        "write spaces instead:\n{}{}",
        line[..indentation].replace('\t', "  "),
        shortened(&line[indentation..])
    ))
}

fn unclosed_quote(source: &str, at: usize) -> Diagnostic {
    let sign = source.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let line = Line::at(source, at);
    let found = Diagnostic::error(
        Code::UnclosedQuote,
        place(at, at + 1),
        format!("the quotation mark {sign} that opens here is never closed"),
    );
    only_text(found, "close it at the end of the text", line.rewritten(source))
}

/// In double quotes a backslash has a meaning, and paths of Windows are full of them.
fn unknown_escape(source: &str, at: usize) -> Diagnostic {
    let line = Line::at(source, at);
    let before = source.get(..at.min(source.len())).unwrap_or("");
    let start = before.rfind('\\').filter(|start| *start >= line.start).unwrap_or(at);
    let single = line.text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(quoted);
    let text_place = place(line.text_start(), line.text_start() + line.text.len());
    let fix = single.as_ref().map(|text| Fix::one(text_place, text.clone()));
    let help = match single {
        Some(text) => format!(
            "put the text in single quotes, where a backslash is only a backslash:\n{}{}{text}",
            " ".repeat(line.indentation),
            line.lead
        ),
        None => "put the text in single quotes, where a backslash is only a backslash, or write two of them".to_owned(),
    };
    Diagnostic::error(
        Code::NotYaml,
        place(start, at + 1),
        "the escape after the backslash is not valid: in double quotes, YAML reads a backslash as the start of a code",
    )
    .help(help)
    .fix(fix)
}

fn text_after_quotation(failure: &Failure<'_>) -> Diagnostic {
    let Failure { source, at, .. } = *failure;
    let from = failure.last.as_ref().map_or(0, |(range, _)| range.end).min(at);
    let opening = source
        .get(from..at)
        .and_then(|between| between.find(['\'', '"']))
        .map_or_else(|| Line::at(source, at).text_start(), |found| from + found);
    let sign = source.get(opening..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let line = Line::at(source, opening);
    let found = Diagnostic::error(
        Code::ProseTakenForYaml,
        place(opening, at),
        format!("the text begins with {}, so for YAML it ends at the next one", named(sign)),
    );
    only_text(found, "put the whole text in other quotes or after `>-`", line.rewritten(source))
}

fn comment_in_text(failure: &Failure<'_>) -> Diagnostic {
    let start = match &failure.last {
        Some((range, Some(_))) => range.start,
        _ => failure.at,
    };
    let end = failure.at + failure.source.get(failure.at..).and_then(|rest| rest.lines().next()).map_or(1, str::len);
    text_after_hash(failure.source, failure.at..end, start..failure.at)
}

/// The accidents that the parser reports in many words: a sign at the start, a colon inside, a line too far left.
fn accident_of(failure: &Failure<'_>, line: &Line<'_>) -> Diagnostic {
    let source = failure.source;
    let begun = match &failure.last {
        Some((range, _)) if range.start < line.start && range.end + 1 >= failure.at => Line::at(source, range.start),
        _ => Line::at(source, failure.at),
    };
    if let Some(found) = outside_block_scalar(failure, line) {
        return found;
    }
    if let Some(sign) = begun.text.chars().next().filter(|sign| is_yaml_sign(*sign, begun.text)) {
        return sign_at_start(source, begun.span(), sign);
    }
    if matches!(failure.kind, ErrorKind::MappingValueNotAllowed) {
        if begun.start != line.start && lead_length(line.lead) > 0 {
            return wrong_indentation(failure, line);
        }
        return colon_in_text(source, begun.span());
    }
    if line.text.contains(": ") && line.lead.starts_with("- ") {
        return colon_in_text(source, line.span());
    }
    if line.indentation > 0 || !line.lead.is_empty() {
        return wrong_indentation(failure, line);
    }
    if matches!(failure.kind, ErrorKind::SimpleKeyExpected) {
        return Diagnostic::error(Code::NotYaml, line.span(), "the line has no key: a colon and a space are missing after its first words")
            .help("each line of a report is `key: value`, an item that begins with `- `, or an indented part of the text above it");
    }
    Diagnostic::error(Code::NotYaml, line.span(), format!("the line cannot be read as YAML: {}", reason(failure.text)))
        .help("each line of a report is `key: value`, an item that begins with `- `, or an indented part of the text above it")
}

/// The parser's words without the place, which the diagnostic shows by itself.
fn reason(text: &str) -> &str {
    text.rfind(" at char ").map_or(text, |at| &text[..at])
}

fn is_yaml_sign(sign: char, text: &str) -> bool {
    match sign {
        '@' | '`' | '%' | '*' | '&' | '!' | '[' | '{' | '\'' | '"' | ']' | '}' | ',' => true,
        '|' | '>' => !matches!(text, "|" | ">" | "|-" | ">-" | "|+" | ">+"),
        '-' | '?' | ':' => text[1..].starts_with(' '),
        _ => false,
    }
}

/// A line that ends a block scalar because it stands too far left, but is not a key.
fn outside_block_scalar(failure: &Failure<'_>, line: &Line<'_>) -> Option<Diagnostic> {
    let Some((range, Some(ScalarStyle::Literal | ScalarStyle::Folded))) = &failure.last else { return None };
    let between = failure.source.get(range.end..line.start).unwrap_or("");
    if !between.trim().is_empty() || line.text.is_empty() || line.lead.contains(": ") {
        return None;
    }
    let first = Line::at(failure.source, range.start);
    let whole = format!("{}{}", line.lead, line.text);
    // No line of the text stands where it should.
    if first.indentation <= line.indentation {
        let message = "a text after `|` or `>-` is indented, and this line is not";
        let help = format!("put two spaces before each line of the text:\n  {}", shortened(&whole));
        let span = place(line.start, line.start + line.indentation + whole.len());
        return Some(Diagnostic::error(Code::NotYaml, span, message).help(help));
    }
    Some(
        Diagnostic::error(
            Code::NotYaml,
            place(line.start, line.start + line.indentation + whole.len()),
            format!(
                "the line is indented by {}, so it does not belong to the text above, which is indented by {}",
                spaces(line.indentation),
                spaces(first.indentation)
            ),
        )
        .help(format!(
            "indent it like the text above:\n{}{}",
            " ".repeat(first.indentation),
            shortened(&whole)
        )),
    )
}

fn spaces(count: usize) -> String {
    crate::diagnostic::counted(count, "space", "spaces")
}

fn wrong_indentation(failure: &Failure<'_>, line: &Line<'_>) -> Diagnostic {
    let previous = previous_line_indentation(failure.source, line.start);
    let than = match previous {
        Some(above) if above != line.indentation => format!(", the line above by {}", spaces(above)),
        _ => String::new(),
    };
    Diagnostic::error(
        Code::NotYaml,
        line.span(),
        format!("the line does not fit to those above: it is indented by {}{than}", spaces(line.indentation)),
    )
    .help("keys that belong together begin in the same column; an item begins with `- ` in the column of its neighbours; a text of several lines follows `|` or `>-`")
}

fn previous_line_indentation(source: &str, start: usize) -> Option<usize> {
    let before = source.get(..start)?;
    let line = before.lines().rev().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    Some(line.len() - line.trim_start_matches(' ').len())
}
