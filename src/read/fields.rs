//! Reads typed values from nodes of the tree: each mistake is reported, and reading goes on without the value.

use std::str::FromStr;

use granit_parser::ScalarStyle;

use super::context::Context;
use super::node::{Kind, Node};
use super::offsets::Offsets;
use super::report_reader::CONTACT_KEYS;
use super::report_reader::ORGANIZATION;
use super::{Automatic, accidents, taken};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::{FileId, Located, Span};

/// What the report's own file is to the readers of its values.
pub(super) struct Report<'s> {
    /// Its text.
    pub(super) source: &'s str,
    /// Where its comments stand, in order.
    pub(super) comments: &'s [std::ops::Range<usize>],
}

/// The keys of one mapping, each once.
pub(super) struct Fields<'n, 's> {
    pairs: Vec<(&'static str, &'n Node<'s>, Span)>,
}

impl<'n, 's> Fields<'n, 's> {
    /// The value of a key; `None` if it is missing or left open.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node<'s>> {
        self.pairs.iter().find(|pair| pair.0 == key).map(|pair| pair.1).filter(|value| !value.is_absent())
    }

    /// Reports the value of a key that is a comment for YAML: `session: #79`. A note has a space after its sign.
    pub(super) fn report_lost(&self, context: &mut Context<'_>, report: &Report<'_>, key: &str) {
        let Some(key) = self.key_span(key) else { return };
        let end = key.range().end;
        let line = report.source.get(end..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let at = report.comments.partition_point(|comment| comment.start < end);
        let Some(comment) = report.comments.get(at).filter(|comment| comment.start < end + line.len()) else { return };
        let value = report.source.get(end..comment.start).unwrap_or("x");
        let words = report.source.get(comment.clone()).unwrap_or("#").trim_start_matches('#');
        if value.trim() == ":" && words.starts_with(|c: char| c.is_ascii_digit()) {
            context.report(accidents::text_after_hash(report.source, comment.clone(), comment.clone()));
        }
    }

    /// The place of a key that is given, even if its value is left open.
    pub(super) fn key_span(&self, key: &str) -> Option<Span> {
        self.pairs.iter().find(|pair| pair.0 == key).map(|pair| pair.2)
    }
}

/// The keys of a mapping; `what` says whose: `a report`, `a table`.
pub(super) fn fields<'n, 's>(
    context: &mut Context<'_>,
    node: &'n Node<'s>,
    valid: &[&'static str],
    what: &str,
) -> Option<Fields<'n, 's>> {
    let Kind::Mapping(pairs) = &node.kind else {
        context.report(
            Diagnostic::error(
                Code::WrongType,
                node.span(),
                format!("{what} is written as keys with values, not as {}", node.kind_name()),
            )
            .help(format!("the keys are {}", valid.join(", "))),
        );
        return None;
    };
    let is_given =
        |wanted: &str| pairs.iter().any(|(key, _)| matches!(&key.kind, Kind::Scalar { text, .. } if text == wanted));
    let mut found: Vec<(&'static str, &'n Node<'s>, Span)> = Vec::new();
    for (key, value) in pairs {
        let Kind::Scalar { text: typed, .. } = &key.kind else {
            context.report(
                Diagnostic::error(Code::WrongType, key.span(), "a key is one word")
                    .help(format!("the keys are {}", valid.join(", "))),
            );
            continue;
        };
        let name = match known(typed, valid).filter(|name| *name == typed || !is_given(name)) {
            Some(name) => name,
            None => {
                context.report(unknown_key(key, typed, valid, what));
                continue;
            }
        };
        if let Some(first) = found.iter().find(|pair| pair.0 == name).map(|pair| pair.2) {
            let place = context.line(first);
            let items = "; if there are two organizations, begin each with a dash, and put its other keys below its name:\n- name: ...\n  short_name: ...";
            let items = if what == ORGANIZATION && name == "name" { items } else { "" };
            context.report(
                Diagnostic::error(Code::DuplicateKey, key.span(), format!("the key `{name}` is given twice"))
                    .help(format!("it was first given in {place}; keep one of them{items}")),
            );
            // What follows belongs to the second organization.
            if name == "name" {
                break;
            }
            continue;
        }
        if name != typed {
            context.report(respelled_key(key, typed, name, valid, what));
        }
        found.push((name, value, key.span()));
    }
    Some(Fields { pairs: found })
}

/// The key that `typed` is, or that was meant by it.
fn known<'v>(typed: &str, valid: &[&'v str]) -> Option<&'v str> {
    let exact = valid.iter().find(|name| **name == typed).copied();
    exact
        .or_else(|| taken::same(typed, valid))
        .or_else(|| taken::other_name(typed, valid))
        .or_else(|| did_you_mean(typed, valid.iter().copied()))
}

/// A key that is spelt otherwise: `Title` can only be `title`, `subtitel` is a mistake. It is read as the key that is meant,
/// so that it does not count as missing too.
fn respelled_key(key: &Node<'_>, typed: &str, name: &str, valid: &[&str], what: &str) -> Diagnostic {
    if taken::same(typed, valid).or_else(|| taken::other_name(typed, valid)).is_some() {
        let message = format!("the key `{typed}` is taken for `{name}`");
        return Diagnostic::info(Code::Respelled, key.span(), message)
            .help(format!("write `{name}:`"))
            .replace(key.span(), name);
    }
    let help = format!("did you mean `{name}`? the keys of {what} are {}", valid.join(", "));
    Diagnostic::error(Code::UnknownKey, key.span(), format!("unknown key `{typed}`"))
        .help(help)
        .replace(key.span(), name)
}

fn unknown_key(key: &Node<'_>, name: &str, valid: &[&str], what: &str) -> Diagnostic {
    if name == "<<" {
        let message = "`<<` takes keys over from another value in old YAML, and is not read";
        return Diagnostic::error(Code::UnknownKey, key.span(), message).help("write the keys themselves here");
    }
    if valid.contains(&"contact") && CONTACT_KEYS.contains(&name) {
        let found = Diagnostic::error(Code::UnknownKey, key.span(), format!("`{name}` belongs under `contact`"));
        return found.help(format!("write `contact: {{{name}: ...}}`"));
    }
    let list = format!("the keys of {what} are {}", valid.join(", "));
    Diagnostic::error(Code::UnknownKey, key.span(), format!("unknown key `{name}`")).help(list)
}

/// Reports that a value is not of the kind expected.
pub(super) fn wrong_type(context: &mut Context<'_>, node: &Node<'_>, what: &str, expected: &str) {
    context.report(
        Diagnostic::error(
            Code::WrongType,
            node.span(),
            format!("{what} is {}, but should be {expected}", node.kind_name()),
        )
        .help(format!("write {expected}")),
    );
}

/// A plain text as typed, `073` too, with its white space made single spaces.
pub(super) fn text(
    context: &mut Context<'_>,
    report: &Report<'_>,
    node: &Node<'_>,
    what: &str,
) -> Option<Located<String>> {
    let Kind::Scalar { text, style } = &node.kind else {
        wrong_type(context, node, what, "a text");
        return None;
    };
    warn_of_swallowed_text(context, report, node, false);
    let offsets = Offsets::of_scalar(FileId(0), report.source, node.range.clone(), text, *style);
    let clean = context.clean(text.clone().into_owned(), |range| offsets.span(range));
    let value = clean.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    Some(Located { value, span: text_span(report, node, *style) })
}

/// The place of a text without the line break at the end of a block scalar.
fn text_span(report: &Report<'_>, node: &Node<'_>, style: ScalarStyle) -> Span {
    let range = node.range.clone();
    if !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        return node.span();
    }
    let words = report.source.get(range.clone()).unwrap_or("");
    let start = range.start + (words.len() - words.trim_start().len());
    Span::new(FileId(0), start..(range.start + words.trim_end().len()).max(start))
}

/// `true` or `false`.
pub(super) fn boolean(context: &mut Context<'_>, node: &Node<'_>, what: &str) -> Option<Located<bool>> {
    let typed = match &node.kind {
        Kind::Scalar { text, .. } => text.as_ref(),
        Kind::Sequence(_) | Kind::Mapping(_) => "",
    };
    let value = match typed {
        "true" => true,
        "false" => false,
        _ => {
            let Some(value) = taken::truth(typed) else {
                let shown = if typed.is_empty() { node.kind_name().to_owned() } else { format!("`{typed}`") };
                let message = format!("{what} cannot be {shown}");
                context.report(Diagnostic::error(Code::WrongType, node.span(), message).help("write true or false"));
                return None;
            };
            context.report(taken::note(typed, &value.to_string(), what.trim_matches('`'), node.span()));
            value
        }
    };
    Some(Located { value, span: node.span() })
}

/// `auto`, `true` or `false`.
pub(super) fn automatic(context: &mut Context<'_>, node: &Node<'_>, what: &str) -> Automatic {
    if matches!(&node.kind, Kind::Scalar { text, .. } if text == "auto") {
        return Automatic::Auto;
    }
    match boolean(context, node, what) {
        Some(Located { value: true, .. }) => Automatic::Yes,
        Some(Located { value: false, .. }) => Automatic::No,
        None => Automatic::Auto,
    }
}

/// A whole number.
pub(super) fn number(context: &mut Context<'_>, node: &Node<'_>, what: &str) -> Option<Located<u32>> {
    if let Kind::Scalar { text, .. } = &node.kind {
        if let Ok(value) = u32::from_str(text.trim()) {
            return Some(Located { value, span: node.span() });
        }
        if let Some(value) = taken::number(text, &["item", "no", "level", "agenda"]) {
            context.report(taken::note(text, &value.to_string(), what.trim_matches('`'), node.span()));
            return Some(Located { value, span: node.span() });
        }
    }
    context.report(
        Diagnostic::error(Code::WrongType, node.span(), format!("{what} is a whole number"))
            .help("write digits only, for instance 4"),
    );
    None
}

/// One of a fixed set of words, as what it means.
pub(super) fn choice<T: Copy>(
    context: &mut Context<'_>,
    report: &Report<'_>,
    node: &Node<'_>,
    what: &str,
    choices: &[(&str, T)],
) -> Option<Located<T>> {
    let word = text(context, report, node, what)?;
    if let Some((_, value)) = choices.iter().find(|(choice, _)| *choice == word.value) {
        return Some(Located { value: *value, span: word.span });
    }
    let words: Vec<&str> = choices.iter().map(|(choice, _)| *choice).collect();
    let key = what.trim_matches('`');
    if let Some(meant) = taken::choice(&word.value, &words) {
        context.report(taken::note(&word.value, meant, key, word.span));
        let value = choices.iter().find(|(choice, _)| *choice == meant)?.1;
        return Some(Located { value, span: word.span });
    }
    let list = words.join(", ");
    let message = format!("{what} cannot be `{}`", word.value);
    let found = Diagnostic::error(Code::WrongValue, word.span, message);
    context.report(match did_you_mean(&word.value, words) {
        Some(near) => found.help(format!("did you mean `{near}`? {what} is one of {list}")).replace(word.span, near),
        None => found.help(format!("write one of {list}")),
    });
    None
}

/// The items of a list; a single value counts as a list of one.
pub(super) fn items<'n, 's>(node: &'n Node<'s>) -> &'n [Node<'s>] {
    match &node.kind {
        Kind::Sequence(items) => items,
        Kind::Scalar { .. } | Kind::Mapping(_) => std::slice::from_ref(node),
    }
}

/// Reports a comment behind a plain text that is clearly a part of it: `Case #5`, or the end of a sentence of prose.
pub(super) fn warn_of_swallowed_text(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>, is_prose: bool) {
    let end = node.range.end;
    // All of the text is gone: the parser places the empty value after the comment.
    if node.is_absent()
        && let Some(comment) = report.comments.iter().find(|comment| comment.end == end)
    {
        context.report(accidents::text_after_hash(report.source, comment.clone(), comment.clone()));
        return;
    }
    let Kind::Scalar { text, style: ScalarStyle::Plain } = &node.kind else { return };
    warn_of_joined_items(context, report, node, is_prose);
    let at = report.comments.partition_point(|comment| comment.start < end);
    let Some(comment) = report.comments.get(at) else { return };
    let between = report.source.get(end..comment.start).unwrap_or("\n");
    if !between.chars().all(|c| c == ' ') {
        return;
    }
    let words = report.source.get(comment.clone()).unwrap_or("#").trim_start_matches('#');
    let is_glued = words.starts_with(|c: char| c.is_alphanumeric());
    let is_open =
        is_prose && !text.trim_end().ends_with(['.', '!', '?', ';', ':', ',', '”', '"', ')', ']', '}', '。', '؟']);
    if is_glued || (is_open && (text.contains(' ') || text.is_empty())) {
        context.report(accidents::text_after_hash(report.source, comment.clone(), node.range.clone()));
    }
}

/// Reports a dash that is indented deeper than the item above, so that YAML joins the two items into one text.
fn warn_of_joined_items(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>, is_prose: bool) {
    let typed = report.source.get(node.range.clone()).unwrap_or("");
    if !is_prose || !typed.contains('\n') {
        return;
    }
    let mut at = node.range.start;
    for line in typed.split_inclusive('\n') {
        let words = line.trim_start();
        let start = at + (line.len() - words.len());
        if at > node.range.start && words.starts_with("- ") {
            context.report(
                Diagnostic::warning(Code::NotYaml, Span::new(FileId(0), start..start + words.trim_end().len()), "the line begins with a dash, but is indented deeper than the item above, so both are one text")
                    .help("put the dash in the column of the dashes above; if it belongs to the text, put the text after `>-`"),
            );
        }
        at += line.len();
    }
}
