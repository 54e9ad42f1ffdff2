//! Prints findings: text with the line and a caret, one JSON object each, or GitHub annotations.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::visible::visible_source;
use super::{Code, Diagnostic, Edit, Severity, escaped_json, visible, visible_line};
use crate::source::{FileId, Origin as FileOrigin, PlaceInWord, SourceFile, Sources, Span};

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// For people: the line, a caret, advice.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
    /// For GitHub Actions: annotations at the line.
    Github,
}

/// All findings of one report in one format, in the order of the report.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, format: Format, colour: bool) -> String {
    let one = |diagnostic: &Diagnostic| match format {
        Format::Text => text(diagnostic, sources, colour) + "\n\n",
        Format::Json => json(diagnostic, sources) + "\n",
        Format::Github => github(diagnostic, sources) + "\n",
    };
    diagnostics.iter().map(one).collect()
}

/// The lines of code around a place are not shown: only its first line, shortened by the renderer when it is long.
fn text(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut elements: Vec<Element<'_>> = Vec::new();
    let of_word = sources.get(diagnostic.span.file).and_then(word_place);
    // The window of a paragraph of a Word file; it has no line.
    let place = of_word.map(|(file, place)| match place {
        Some(place) => format!("{}, {}", file.name, place.words),
        None => file.name.clone(),
    });
    if let (Some((file, _)), Some(place)) = (of_word, &place) {
        elements.push(Origin::path(visible_line(place).into_owned()).into());
        if !file.text.is_empty() {
            let range = diagnostic.span.range();
            let range = floor_char_boundary(&file.text, range.start)..floor_char_boundary(&file.text, range.end);
            let window = window(&file.text, (0, file.text.len()), diagnostic.span);
            let inside =
                range.start.clamp(window.0, window.1) - window.0..range.end.clamp(window.0, window.1) - window.0;
            let (shown, at, to) = visible_source(&file.text[window.0..window.1], inside.start, inside.end);
            let annotation = AnnotationKind::Primary.span(at..to);
            elements.push(Snippet::source(shown).annotation(annotation).into());
        }
    } else if let Some(file) = sources.get(diagnostic.span.file) {
        let (line, column) = sources.line_column(diagnostic.span.file, diagnostic.span.start);
        let whole = line_around(&file.text, diagnostic.span);
        let window = window(&file.text, whole, diagnostic.span);
        let shown = &file.text[window.0..window.1];
        let inside = |offset: u32, least: usize| {
            floor_char_boundary(shown, (offset as usize).clamp(window.0 + least, window.1) - window.0)
        };
        let at = inside(diagnostic.span.start, 0);
        let to = inside(diagnostic.span.end, at);
        let to = if to > at { to } else { shown[at..].chars().next().map_or(at, |c| at + c.len_utf8()) };
        let (shown, at, to) = visible_source(shown, at, to);
        let mut annotation = AnnotationKind::Primary.span(at..to);
        if let Some(label) = &diagnostic.label {
            annotation = annotation.label(visible(label).into_owned());
        }
        let whole = window == whole && matches!(shown, Cow::Borrowed(_));
        let snippet = Snippet::source(shown).line_start(line).annotation(annotation);
        let name = visible_line(&file.name).into_owned();
        if whole {
            elements.push(snippet.path(name).into());
        } else {
            // The column in what is shown is not that in the line.
            elements.push(Origin::path(name).line(line).char_column(column).into());
            elements.push(snippet.into());
        }
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(visible(help)).into());
    }
    if let Some(source) = &diagnostic.source {
        elements.push(Level::NOTE.with_name("source").message(visible(source)).into());
    }
    let group: Group<'_> =
        level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str()).elements(elements);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(120);
    if place.is_none() {
        return renderer.render(&[group]);
    }
    // A paragraph of a Word file has no number of a line.
    renderer
        .anonymized_snippet_line_numbers(true)
        .render(&[group])
        .replace("\n  ::: \n", "\n")
        .replace("\nLL |", "\n   |")
}

/// A paragraph of a Word file, or such a file as a whole.
fn word_place(file: &SourceFile) -> Option<(&SourceFile, Option<&PlaceInWord>)> {
    match &file.origin {
        FileOrigin::Word(place) => Some((file, place.as_ref())),
        FileOrigin::Text => None,
    }
}

/// The byte range of the line a place begins in, without its line end.
fn line_around(text: &str, span: Span) -> (usize, usize) {
    let at = floor_char_boundary(text, (span.start as usize).min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let start = if start == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { start };
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let end = if text[..end].ends_with('\r') && end > start { end - 1 } else { end };
    (start.min(end), end)
}

/// More of a line than this on each side of a place is not handed to the renderer: it shows a tenth of it, and would
/// measure a line of megabytes anew for each finding.
const AROUND: usize = 1_000;

/// The part of a line around a place.
fn window(text: &str, (start, end): (usize, usize), span: Span) -> (usize, usize) {
    let from = floor_char_boundary(text, (span.start as usize).saturating_sub(AROUND)).clamp(start, end);
    let to = (span.start as usize).saturating_add(AROUND);
    (from, floor_char_boundary(text, to).clamp(from, end))
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[derive(serde::Serialize)]
struct JsonDiagnostic<'a> {
    code: Code,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    source: Option<&'a str>,
    fix: Option<Vec<JsonEdit<'a>>>,
    /// Only of a Word file.
    #[serde(flatten)]
    word: Option<JsonPlace<'a>>,
}

/// Where a finding on a Word file stands; all are `None` for the file as a whole.
#[derive(serde::Serialize)]
struct JsonPlace<'a> {
    paragraph: Option<usize>,
    number: Option<&'a str>,
    heading: Option<&'a str>,
}

#[derive(serde::Serialize)]
struct JsonEdit<'a> {
    file: &'a str,
    start: u32,
    end: u32,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    replacement: &'a str,
}

fn json_edit<'a>(edit: &'a Edit, sources: &'a Sources) -> JsonEdit<'a> {
    let Span { file, start, end } = edit.span;
    let (line, column) = sources.line_column(file, start);
    let (end_line, end_column) = sources.line_column(file, end);
    let file = file_name(file, sources);
    JsonEdit { file, start, end, line, column, end_line, end_column, replacement: &edit.replacement }
}

fn file_name(id: FileId, sources: &Sources) -> &str {
    sources.get(id).map_or("", |file| &file.name)
}

fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.span;
    let (line, column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end);
    let of_word = sources.get(span.file).and_then(word_place);
    let in_text = |value: usize| of_word.is_none().then_some(value);
    let object = JsonDiagnostic {
        code: diagnostic.code,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        file: file_name(span.file, sources),
        line: in_text(line),
        column: in_text(column),
        end_line: in_text(end_line),
        end_column: in_text(end_column),
        source: diagnostic.source.as_deref(),
        word: of_word.map(|(_, place)| JsonPlace {
            paragraph: place.map(|place| place.paragraph),
            number: place.and_then(|place| place.number.as_deref()),
            heading: place.and_then(|place| place.heading.as_deref()),
        }),
        fix: diagnostic.fix.as_ref().map(|fix| fix.edits.iter().map(|edit| json_edit(edit, sources)).collect()),
    };
    escaped_json(serde_json::to_string(&object).expect("strings and numbers always become JSON"))
}

/// A workflow command; `%`, line ends and, in properties, `:` and `,` are escaped as GitHub asks.
fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let data = |text: &str| visible(text).replace('%', "%25").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let span = diagnostic.span;
    let (line, column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end);
    let file = sources.get(span.file).map_or("", |file| &file.name);
    let mut message = diagnostic.message.clone();
    if let Some(place) = sources.get(span.file).and_then(word_place).and_then(|(_, place)| place) {
        message = format!("{}: {message}", place.words);
    }
    for (name, more) in [("help", &diagnostic.help), ("source", &diagnostic.source)] {
        if let Some(more) = more {
            message.push_str(&format!("\n{name}: {more}"));
        }
    }
    format!(
        "::{level} file={},line={line},col={column},endLine={end_line},endColumn={end_column},title={}::{}",
        property(file),
        property(diagnostic.code.as_str()),
        data(&message)
    )
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr as _;

    use super::{Format, render};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::{FileId, Sources, Span};

    fn one() -> (Diagnostic, Sources) {
        let mut sources = Sources::default();
        let file = sources.add("r.yaml", "language: en\ntitel: Ünder, 100%\n");
        let span = Span::new(file, 13..18);
        let diagnostic = Diagnostic::error(Code::TabInIndentation, span, "there is no key `titel`")
            .help("write `title`")
            .replace(span, "title")
            .source("the report format");
        (diagnostic, sources)
    }

    #[test]
    fn text_shows_the_line_a_caret_and_the_advice() {
        let (diagnostic, sources) = one();
        let expected = "\
error[Y03]: there is no key `titel`
 --> r.yaml:2:1
  |
2 | titel: Ünder, 100%
  | ^^^^^
  |
  = help: write `title`
  = source: the report format

";
        assert_eq!(render(&[diagnostic], &sources, Format::Text, false), expected);
    }

    #[test]
    fn of_a_very_long_line_the_part_around_the_place_is_shown_with_its_column() {
        let mut sources = Sources::default();
        let file = sources.add("r.yaml", format!("a: b\n{}here{}\n", "é".repeat(5_000), "x".repeat(5_000)));
        let here = Diagnostic::error(Code::NotYaml, Span::new(file, 10_005..10_009), "m");
        let shown = render(&[here], &sources, Format::Text, false);
        assert!(shown.contains(" --> r.yaml:2:5001\n"), "{shown}");
        let lines: Vec<&str> = shown.lines().collect();
        let caret = lines.iter().position(|line| line.contains("^^^^")).expect("a caret");
        let column = lines[caret].chars().position(|c| c == '^').expect("a caret");
        let under: String = lines[caret - 1].chars().skip(column).take(4).collect();
        assert_eq!(under, "here", "{shown}");
        assert!(lines.iter().all(|line| line.chars().count() <= 130), "{shown}");
    }

    #[test]
    fn json_has_the_fields_of_the_contract() {
        let (diagnostic, sources) = one();
        let line = render(&[diagnostic], &sources, Format::Json, false);
        assert_eq!(
            line,
            "{\"code\":\"Y03\",\"severity\":\"error\",\"message\":\"there is no key `titel`\",\"help\":\"write `title`\",\
             \"file\":\"r.yaml\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":6,\"source\":\"the report format\",\
             \"fix\":[{\"file\":\"r.yaml\",\"start\":13,\"end\":18,\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":6,\
             \"replacement\":\"title\"}]}\n"
        );
    }

    #[test]
    fn github_escapes_what_its_commands_need() {
        let (mut diagnostic, sources) = one();
        diagnostic.message = "50% too long".into();
        let line = render(&[diagnostic], &sources, Format::Github, false);
        assert_eq!(
            line,
            "::error file=r.yaml,line=2,col=1,endLine=2,endColumn=6,title=Y03::50%25 too long%0Ahelp: write `title`\
             %0Asource: the report format\n"
        );
    }

    #[test]
    fn words_of_any_script_are_quoted_in_their_order_and_the_caret_stands_below_them() {
        for word in ["السكن", "住房权", "e\u{301}te\u{301}", "مُوازٍ"] {
            for before in ["title: ", "\u{FEFF}title: 水 ", "title: حق ", "title: e\u{301} "] {
                let mut sources = Sources::default();
                let text = format!("{before}{word} end\r\n");
                let id = sources.add("r.yaml", text);
                let span = Span::new(id, before.len()..before.len() + word.len());
                let diagnostic = Diagnostic::error(Code::TabInIndentation, span, format!("`{word}` is not a word"));
                let shown = render(&[diagnostic], &sources, Format::Text, false);
                assert!(shown.starts_with(&format!("error[Y03]: `{word}` is not a word\n")), "{shown}");
                let lines: Vec<&str> = shown.lines().collect();
                let line = lines.iter().position(|line| line.starts_with("1 | ")).expect("the line");
                let (code, carets) = (lines[line], lines[line + 1]);
                assert_eq!(code, format!("1 | {} end", &format!("{before}{word}").replace('\u{FEFF}', "")));
                let start = code.find(word).expect("the word");
                assert_eq!(carets.trim_end().width(), code[..start].width() + word.width(), "{shown}");
                assert_eq!(carets.matches('^').count(), word.width(), "{shown}");
            }
        }
    }

    #[test]
    fn places_outside_the_file_do_not_panic() {
        let (mut diagnostic, sources) = one();
        diagnostic.span = Span::new(FileId(0), 9_000..9_001);
        assert!(render(std::slice::from_ref(&diagnostic), &sources, Format::Text, false).contains("r.yaml"));
        diagnostic.span = Span::new(FileId(7), 0..1);
        assert!(render(&[diagnostic], &sources, Format::Text, false).contains("titel"));
    }
}
