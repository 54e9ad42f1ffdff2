//! What is said of a value that is not a block, or no text where one must stand.

use granit_parser::ScalarStyle;

use super::{BLOCK_HELP, BLOCK_KEYS, BlockReader};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Edit, Fix, did_you_mean};
use crate::read::node::{Kind, Node};
use crate::read::{Block, accidents, fields, taken};
use crate::source::{FileId, Span};

impl BlockReader<'_, '_, '_> {
    /// A list or mapping where a text should stand is most often a text that YAML misread.
    pub(super) fn not_a_text(&mut self, node: &Node<'_>, what: &str) {
        let source = self.report.source;
        let sign = source.get(node.range.start..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let found = match &node.kind {
            Kind::Mapping(_) if sign != '{' => accidents::colon_in_text(source, first_line_span(source, node)),
            Kind::Mapping(_) | Kind::Sequence(_) if matches!(sign, '[' | '{' | '-') => {
                accidents::sign_at_start(source, first_line_span(source, node), sign)
            }
            Kind::Mapping(_) | Kind::Sequence(_) | Kind::Scalar { .. } => Diagnostic::error(
                Code::WrongType,
                node.span(),
                format!("{what} is {}, but should be a text", node.kind_name()),
            )
            .help("write a text"),
        };
        self.context.report(found);
    }

    /// `body: body.md`: a name of a file is not text, so the file is meant.
    pub(super) fn bare_file_name(&mut self, node: &Node<'_>, what: &str) -> Vec<Block> {
        let Some(path) = fields::text(self.context, self.report, node, what) else { return Vec::new() };
        let written = format!("{{file: {}}}", taken::scalar(&path.value));
        let key = what.trim_matches('`');
        if path.value.to_lowercase().ends_with(".docx") || path.value.to_lowercase().ends_with(".doc") {
            let message = format!("{what} names the Word file `{}`, and a text is Markdown", path.value);
            let found = Diagnostic::error(Code::WrongType, path.span, message);
            self.context.report(
                found.help(format!("save its text as Markdown, `body.md`, and write `{key}: {{file: body.md}}`")),
            );
            return Vec::new();
        }
        let message = format!("`{}` is taken for the file of that name, not for a text", path.value);
        self.context.report(
            Diagnostic::info(Code::Respelled, path.span, message)
                .help(format!("write `{key}: {written}`"))
                .replace(path.span, written),
        );
        self.file_named(path)
    }

    /// Length of the front matter of a Markdown file: keys between two lines `---`, which other programs read.
    pub(super) fn front_matter(&mut self, id: FileId, base: usize, text: &str) -> usize {
        let body = &text[base..];
        let Some(rest) = body.strip_prefix("---\n").or_else(|| body.strip_prefix("---\r\n")) else { return 0 };
        let mut length = body.len() - rest.len();
        for line in rest.split_inclusive('\n') {
            length += line.len();
            let words = line.trim_end();
            if words == "---" || words == "..." {
                self.context.report(
                    Diagnostic::warning(
                        Code::FrontMatter,
                        Span::new(id, base..base + length - (line.len() - words.len())),
                        "the keys at the start of the file are not read and not printed",
                    )
                    .help("write them into the report itself, and delete the lines from `---` to `---`"),
                );
                return length;
            }
            let is_key = words.is_empty() || words.starts_with([' ', '-', '#']) || words.contains(':');
            if !is_key {
                return 0;
            }
        }
        0
    }

    /// Reports lines that YAML joins into one paragraph although an empty line stands between them. Gives the text after
    /// `>` as it was meant, so that its other mistakes are found too.
    pub(super) fn judge_joined_lines(&mut self, node: &Node<'_>, text: &str, style: ScalarStyle) -> Option<String> {
        let typed = self.report.source.get(node.range.clone()).unwrap_or("").trim_end();
        if style == ScalarStyle::Literal || !typed.contains('\n') || !text.trim_end().contains('\n') {
            return None;
        }
        let Some((sign, header)) = self.folding_sign(node, style) else {
            if typed.lines().any(|line| line.trim().is_empty()) {
                let message =
                    "without `|`, an empty line does not begin a new paragraph: the parts of the text are joined";
                let found = Diagnostic::warning(Code::JoinedLines, first_line_span(self.report.source, node), message)
                    .help(
                        "write `|` in place of the text, and the text without quotes, indented, on the lines below it",
                    );
                self.context.report(found.fix(accidents::in_block(self.report.source, node.range.clone(), style)));
            }
            return None;
        };
        let message = format!("after `{sign}` all lines are joined: paragraphs, lists and tables become one paragraph");
        self.context.report(
            Diagnostic::error(Code::JoinedLines, header, message)
                .help("write `|`, which keeps the lines as they are typed")
                .replace(header, "|"),
        );
        let margin = typed.len() - typed.trim_start_matches(' ').len();
        let line = |line: &str| line.get(margin.min(line.len())..).unwrap_or("").to_owned() + "\n";
        Some(typed.lines().map(line).collect())
    }

    /// The sign `>` before a folded text, and its place.
    fn folding_sign(&self, node: &Node<'_>, style: ScalarStyle) -> Option<(String, Span)> {
        if style != ScalarStyle::Folded {
            return None;
        }
        let before = self.report.source.get(..node.range.start)?;
        let at = before.rfind('>')?;
        let sign: String =
            before[at..].chars().take_while(|c| matches!(c, '>' | '-' | '+') || c.is_ascii_digit()).collect();
        before[at..].trim_end().lines().count().eq(&1).then(|| {
            let span = Span::new(FileId(0), at..at + sign.len());
            (sign, span)
        })
    }

    pub(super) fn empty_block(&mut self, node: &Node<'_>) {
        let before = self.context.diagnostics.len();
        fields::warn_of_swallowed_text(self.context, self.report, node, true);
        if self.context.diagnostics.len() == before {
            self.context.report(Diagnostic::error(Code::BadBlock, node.span(), "the block is empty").help(BLOCK_HELP));
        }
    }

    pub(super) fn no_kind(&self, node: &Node<'_>, first: &str) -> Diagnostic {
        let source = self.report.source;
        let is_flow = source.get(node.range.start..).is_some_and(|rest| rest.starts_with('{'));
        let is_bare = matches!(&node.kind, Kind::Mapping(pairs) if pairs.iter().all(|(_, value)| value.is_absent()));
        if is_flow && (first.contains(' ') || is_bare) {
            return accidents::sign_at_start(source, first_line_span(source, node), '{');
        }
        if first.contains(' ') || first.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()) {
            return accidents::colon_in_text(source, first_line_span(source, node));
        }
        let message = format!("`{first}` is not a kind of block");
        let found = Diagnostic::error(Code::BadBlock, first_line_span(source, node), message);
        if let Some((help, edit)) = meant_block(source, node, is_flow) {
            return found.help(help).fix(Fix::new(vec![edit]));
        }
        if matches!(first, "type" | "kind") {
            let help = "the kind of a block is its key: write `- heading: ...` and `- paragraph: ...`, or a text alone after the dash";
            return found.help(help);
        }
        let other = OTHER_NAMES.iter().find(|(name, _)| *name == first).map(|(_, key)| *key);
        match other.or_else(|| did_you_mean(first, BLOCK_KEYS)) {
            Some(near) => {
                let key = match &node.kind {
                    Kind::Mapping(pairs) => pairs.first().map_or(node.span(), |(key, _)| key.span()),
                    Kind::Scalar { .. } | Kind::Sequence(_) => node.span(),
                };
                found.help(format!("did you mean `{near}`? {BLOCK_HELP}")).replace(key, near)
            }
            None => {
                let rewritten = accidents::rewritten(source, node.range.clone());
                let advice = "if it is a text with a colon, put it in quotes";
                found.help(format!("{BLOCK_HELP}; {advice}:\n{}", rewritten.shown)).fix(rewritten.fix)
            }
        }
    }
}

/// What authors call the kinds of blocks.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("para", "paragraph"),
    ("p", "paragraph"),
    ("title", "heading"),
    ("bullets", "list"),
    ("items", "list"),
    ("image", "figure"),
    ("quotation", "quote"),
];

/// Names of a block that is only a text.
const TEXT_NAMES: [&str; 5] = ["text", "markdown", "md", "content", "prose"];

/// What a block means whose first key is `text`, which needs no key, or `h2`, with the edit that writes it.
fn meant_block(source: &str, node: &Node<'_>, is_flow: bool) -> Option<(String, Edit)> {
    let Kind::Mapping(pairs) = &node.kind else { return None };
    let (key, value) = pairs.first()?;
    let (Kind::Scalar { text: name, .. }, Kind::Scalar { .. }) = (&key.kind, &value.kind) else { return None };
    let level = name.strip_prefix(['h', 'H']).filter(|level| matches!(*level, "1" | "2" | "3" | "4" | "5"));
    if let Some(level) = level {
        let column = accidents::column(source, key.range.start);
        let between = if is_flow { ", ".to_owned() } else { format!("\n{}", " ".repeat(column)) };
        let help = format!("write `heading`, with its level:\n- level: {level}\n  heading: ...");
        return Some((help, Edit::new(key.span(), format!("level: {level}{between}heading"))));
    }
    if !TEXT_NAMES.contains(&name.as_ref()) {
        return None;
    }
    if is_flow || pairs.len() > 1 {
        return Some(("write `paragraph` in place of this key".to_owned(), Edit::new(key.span(), "paragraph")));
    }
    // With the colon and the spaces after it, up to the text or its sign `|`.
    let behind = source.get(key.range.end..)?;
    let rest = behind.trim_start().strip_prefix(':')?.trim_start_matches(' ');
    let gone = Span::new(FileId(0), key.range.start..key.range.end + behind.len() - rest.len());
    let help = format!("a block that is only a text needs no key: delete `{name}:`");
    Some((help, Edit::new(gone, "")))
}

/// Whether a text is nothing but the name of a file.
pub(super) fn is_file_name(text: &str) -> bool {
    let text = text.trim();
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let is_ending = ending.is_some_and(|ending| ["md", "markdown", "txt", "docx", "doc"].contains(&ending.as_str()));
    is_ending && text.len() < 200 && !text.contains(['\n', '<', '[', '"']) && text.split_whitespace().count() <= 3
}

/// `- [text]`: words in brackets behind a dash, which are a list to YAML. Programs write lists in brackets too, but
/// inside other brackets or with quotes.
pub(super) fn is_typed_bracket(source: &str, node: &Node<'_>) -> bool {
    let is_plain = |item: &Node<'_>| matches!(item.kind, Kind::Scalar { style: ScalarStyle::Plain, .. });
    let Kind::Sequence(items) = &node.kind else { return false };
    let before = source.get(..node.range.start).unwrap_or("");
    source.get(node.range.start..).is_some_and(|rest| rest.starts_with('['))
        && before.ends_with("- ")
        && items.iter().all(is_plain)
}

/// The first line of a value, to point at.
pub(super) fn first_line_span(source: &str, node: &Node<'_>) -> Span {
    let own = source.get(node.range.clone()).unwrap_or("");
    let is_flow = own.starts_with(['[', '{']) && own.ends_with([']', '}']);
    // Many flow values can stand on one line of megabytes: only their own text is searched.
    let text = if is_flow { own } else { source.get(node.range.start..).unwrap_or("") };
    let length = text.lines().next().unwrap_or("").trim_end().len();
    Span::new(FileId(0), node.range.start..node.range.start + length)
}
