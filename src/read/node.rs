//! Builds a small tree from the events of the YAML parser; it keeps every value as typed, with its place.
//!
//! The tree is ours, not serde's, for two reasons: serde stops at the first mistake, and the author should see all of
//! them in one run; and tags, anchors and comments, which prose such as `!important` or `Case #5` becomes by accident,
//! would vanish without a word.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::accidents;
use super::limits;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::source::{FileId, Span};

/// A value of the report.
#[derive(Clone, Debug)]
pub(super) struct Node<'s> {
    pub(super) kind: Kind<'s>,
    /// Where it stands in the report.
    pub(super) range: Range<usize>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Kind<'s> {
    /// Text as typed.
    Scalar {
        /// The text, escapes resolved.
        text: Cow<'s, str>,
        /// How it was typed.
        style: ScalarStyle,
    },
    /// A list.
    Sequence(Vec<Node<'s>>),
    /// Keys with values, in the order typed.
    Mapping(Vec<(Node<'s>, Node<'s>)>),
}

impl Node<'_> {
    /// Whether the value is left open: nothing, `null` or `~`.
    pub(super) fn is_absent(&self) -> bool {
        match &self.kind {
            Kind::Scalar { text, style: ScalarStyle::Plain } => {
                matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
            }
            Kind::Scalar { .. } | Kind::Sequence(_) | Kind::Mapping(_) => false,
        }
    }

    /// The place of the value in the report.
    pub(super) fn span(&self) -> Span {
        Span::new(FileId(0), self.range.clone())
    }

    /// What the value is, for messages.
    pub(super) fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { .. } if self.is_absent() => "nothing",
            Kind::Scalar { .. } => "a text",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a group of keys",
        }
    }

    /// How many values it is and holds, and the bytes of their texts.
    fn size(&self) -> (usize, usize) {
        let (mut values, mut text) = (1, 0);
        let mut add = |node: &Node<'_>| {
            let inner = node.size();
            values += inner.0;
            text += inner.1;
        };
        match &self.kind {
            Kind::Scalar { text, .. } => return (1, text.len()),
            Kind::Sequence(items) => items.iter().for_each(add),
            Kind::Mapping(pairs) => pairs.iter().for_each(|(key, value)| {
                add(key);
                add(value);
            }),
        }
        (values, text)
    }
}

/// A report as a tree.
#[derive(Debug, Default)]
pub(super) struct Tree<'s> {
    /// The whole; `None` if the file is empty or cannot be read.
    pub(super) root: Option<Node<'s>>,
    /// Where comments stand, in order.
    pub(super) comments: Vec<Range<usize>>,
    /// What was found.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether reading stopped at a mistake.
    pub(super) broken: bool,
}

/// Reads `source` from byte `base` on (after a byte-order mark).
pub(super) fn read_tree(source: &str, base: usize) -> Tree<'_> {
    let options = granit_parser::options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: 1_000_000,
    };
    let mut builder = Builder::new(source);
    for event in Parser::new_from_str_with_options(source.get(base..).unwrap_or(""), options) {
        match event {
            Ok((event, span)) => {
                let offset = |marker: granit_parser::Marker| base + marker.byte_offset().unwrap_or(0);
                let tag = span.tag_span().map(|tag| offset(tag.start)..offset(tag.end));
                if builder.event(event, offset(span.start)..offset(span.end), tag).is_err() {
                    break;
                }
            }
            Err(error) => {
                let at = base + error.marker().byte_offset().unwrap_or(0);
                builder.parser_error(error.kind(), at, &error.to_string());
                break;
            }
        }
    }
    builder.finish()
}

/// Reading cannot go on; the reason was reported.
struct Stop;

/// A list or mapping that is still open.
struct Frame<'s> {
    node: Node<'s>,
    key: Option<Node<'s>>,
    anchor: usize,
}

struct Builder<'s> {
    source: &'s str,
    tree: Tree<'s>,
    open: Vec<Frame<'s>>,
    documents: usize,
    anchored: BTreeMap<usize, Node<'s>>,
    anchor_places: BTreeMap<usize, Range<usize>>,
    aliased: BTreeSet<usize>,
    from_aliases: (usize, usize),
    /// Lists, mappings, texts, aliases and comments so far.
    values: usize,
    /// The last value seen, to find where a text began that the parser gave up in.
    last: Option<(Range<usize>, Option<ScalarStyle>)>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Builder<'s> {
        Builder {
            source,
            tree: Tree::default(),
            open: Vec::new(),
            documents: 0,
            anchored: BTreeMap::new(),
            anchor_places: BTreeMap::new(),
            aliased: BTreeSet::new(),
            from_aliases: (0, 0),
            values: 0,
            last: None,
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.tree.diagnostics.push(diagnostic);
    }

    /// The line of a text rewritten; nothing for a finding that is only counted, since a line can have megabytes.
    fn rewritten(&self, text: Range<usize>) -> accidents::Rewritten {
        let is_shown = self.tree.diagnostics.len() < limits::FINDINGS;
        if is_shown { accidents::rewritten(self.source, text) } else { accidents::Rewritten::default() }
    }

    fn event(&mut self, event: Event<'s>, range: Range<usize>, tag: Option<Range<usize>>) -> Result<(), Stop> {
        if let Some(tag) = tag {
            self.report(explicit_tag(self.source, tag.clone(), self.rewritten(tag)));
        }
        let is_end = matches!(event, Event::SequenceEnd | Event::MappingEnd);
        self.values += usize::from(!is_end);
        if self.values > limits::VALUES {
            return Err(self.too_many_values(range));
        }
        match event {
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            Event::DocumentStart(..) => return self.document_start(range),
            Event::Comment(..) => self.tree.comments.push(range),
            Event::Anchor(id, _) => {
                self.anchor_places.insert(id, range);
            }
            Event::Alias(id) => return self.alias(id, range),
            Event::UnresolvedAlias(_) => {
                self.last = Some((range.clone(), None));
                self.report(unknown_alias(range.clone(), self.rewritten(range.clone())));
                let text = Cow::Borrowed(self.source.get(range.clone()).unwrap_or(""));
                let node = Node { kind: Kind::Scalar { text, style: ScalarStyle::SingleQuoted }, range };
                self.complete(node, 0);
            }
            Event::Scalar(text, style, anchor, _) => {
                // The parser gives `~` for a value that is not there at all.
                let text = if range.is_empty() && text == "~" { Cow::Borrowed("") } else { text };
                let range = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    block_scalar_range(self.source, range, &text)
                } else {
                    range
                };
                self.last = Some((range.clone(), Some(style)));
                self.complete(Node { kind: Kind::Scalar { text, style }, range }, anchor);
            }
            Event::SequenceStart(_, anchor, _) => return self.open(Kind::Sequence(Vec::new()), range, anchor),
            Event::MappingStart(_, anchor, _) => return self.open(Kind::Mapping(Vec::new()), range, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            // The enum may grow; what it has now is all handled above.
            _ => {}
        }
        Ok(())
    }

    fn document_start(&mut self, range: Range<usize>) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents < 2 {
            return Ok(());
        }
        let text = self.source.get(range.start..).unwrap_or("");
        let before = self.source.get(..range.start).unwrap_or("").trim_end();
        let sign = if text.starts_with("---") { "`---` begins" } else { "`...` ends" };
        // The document begins after the line of dots.
        let place = match before.rfind("...").filter(|_| !text.starts_with("---")) {
            Some(at) => at..at + 3,
            None => range,
        };
        let message = "the file holds more than one YAML document, and what follows is not read";
        let help = format!("a line {sign} a document; delete the line, or put each report into a file of its own");
        self.report(Diagnostic::error(Code::SeveralDocuments, Span::new(FileId(0), place), message).help(help));
        Err(Stop)
    }

    fn open(&mut self, kind: Kind<'s>, range: Range<usize>, anchor: usize) -> Result<(), Stop> {
        if self.open.len() >= limits::DEPTH {
            self.tree.broken = true;
            self.report(
                Diagnostic::error(
                    Code::TooLarge,
                    Span::new(FileId(0), range),
                    format!("lists and keys are nested more than {} deep", limits::DEPTH),
                )
                .help("a report needs five levels at most; check the indentation"),
            );
            return Err(Stop);
        }
        self.open.push(Frame { node: Node { kind, range }, key: None, anchor });
        Ok(())
    }

    fn close(&mut self, range: Range<usize>) {
        if let Some(frame) = self.open.pop() {
            let mut node = frame.node;
            let last_end = match &node.kind {
                Kind::Sequence(items) => items.last().map(|item| item.range.end),
                Kind::Mapping(pairs) => pairs.last().map(|(_, value)| value.range.end),
                Kind::Scalar { .. } => None,
            };
            // The end of a block collection is reported where the next thing begins; its last value is the true end.
            node.range.end = if range.is_empty() { last_end.unwrap_or(range.end) } else { range.end };
            node.range.end = node.range.end.max(node.range.start);
            self.complete(node, frame.anchor);
        }
    }

    fn complete(&mut self, node: Node<'s>, anchor: usize) {
        // Marks inside marks would copy what they hold once for each.
        if anchor != 0 && self.count(node.size()) {
            self.anchored.insert(anchor, node.clone());
        }
        let Some(frame) = self.open.last_mut() else {
            if self.tree.root.is_none() {
                self.tree.root = Some(node);
            }
            return;
        };
        match &mut frame.node.kind {
            Kind::Sequence(items) => items.push(node),
            Kind::Mapping(pairs) => match frame.key.take() {
                None => frame.key = Some(node),
                Some(key) => pairs.push((key, node)),
            },
            Kind::Scalar { .. } => {}
        }
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Result<(), Stop> {
        self.aliased.insert(id);
        let Some(node) = self.anchored.get(&id) else {
            if self.is_full() {
                return Err(self.too_many_aliases(range));
            }
            self.report(
                Diagnostic::error(Code::BadAlias, Span::new(FileId(0), range.clone()), "a value contains itself")
                    .help("an alias `*name` cannot be inside the value that `&name` marks"),
            );
            let text = Cow::Borrowed("");
            self.complete(Node { kind: Kind::Scalar { text, style: ScalarStyle::Plain }, range }, 0);
            return Ok(());
        };
        let size = node.size();
        if !self.count(size) {
            return Err(self.too_many_aliases(range));
        }
        if let Some(node) = self.anchored.get(&id).cloned() {
            self.complete(node, 0);
        }
        Ok(())
    }

    /// Counts a copy; whether there is room for it.
    fn count(&mut self, (values, text): (usize, usize)) -> bool {
        self.from_aliases.0 += values;
        self.from_aliases.1 += text;
        !self.is_full()
    }

    fn is_full(&self) -> bool {
        self.from_aliases.0 > limits::ALIASED_VALUES || self.from_aliases.1 > limits::ALIASED_TEXT
    }

    fn too_many_aliases(&mut self, range: Range<usize>) -> Stop {
        self.tree.broken = true;
        self.report(
            Diagnostic::error(
                Code::TooLarge,
                Span::new(FileId(0), range),
                "marks and aliases make the report larger than 100,000 values or 2 MB of text",
            )
            .help("write the values out instead of `&name` and `*name`"),
        );
        Stop
    }

    fn too_many_values(&mut self, range: Range<usize>) -> Stop {
        self.tree.broken = true;
        let message = format!("the file has more than {}", counted(limits::VALUES, "YAML value", "YAML values"));
        self.report(
            Diagnostic::error(Code::TooLarge, Span::new(FileId(0), range), message)
                .help("divide the report, or submit the data as a separate file"),
        );
        Stop
    }

    fn parser_error(&mut self, kind: &granit_parser::ErrorKind, at: usize, text: &str) {
        self.tree.broken = true;
        // An asterisk at the start of a text is named already, and the rest of its line is the same mistake.
        let line =
            |offset: usize| self.source.get(..offset.min(self.source.len())).map_or(0, |s| s.matches('\n').count());
        let named = self
            .tree
            .diagnostics
            .last()
            .is_some_and(|last| last.code == Code::ProseTakenForYaml && line(last.span.start as usize) == line(at));
        if !named {
            let failure = accidents::Failure { source: self.source, kind, at, last: self.last.clone(), text };
            self.report(accidents::explain(&failure));
        }
    }

    fn finish(mut self) -> Tree<'s> {
        if !self.tree.broken {
            for (id, place) in std::mem::take(&mut self.anchor_places) {
                if !self.aliased.contains(&id) {
                    let is_text = self.anchored.get(&id).is_none_or(|node| matches!(node.kind, Kind::Scalar { .. }));
                    self.report(match is_text {
                        true => unused_anchor(self.source, place.clone(), self.rewritten(place)),
                        false => mark_without_use(self.source, place),
                    });
                }
            }
        }
        if self.tree.broken {
            self.tree.root = None;
        }
        self.tree
    }
}

/// The range of a block scalar from the start of its first line on; the parser passes over indentation and, in
/// folded text, over empty lines at the start.
fn block_scalar_range(source: &str, range: Range<usize>, value: &str) -> Range<usize> {
    let mut start = line_start(source, range.start);
    if source.as_bytes().get(range.start) != Some(&b'\n') && source.as_bytes().get(range.start) != Some(&b'\r') {
        for _ in value.bytes().take_while(|byte| *byte == b'\n') {
            start = line_start(source, start.saturating_sub(1));
        }
    }
    start..range.end.max(start)
}

fn line_start(source: &str, at: usize) -> usize {
    source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

fn explicit_tag(source: &str, tag: Range<usize>, rewritten: accidents::Rewritten) -> Diagnostic {
    let name = source.get(tag.clone()).unwrap_or("!").to_owned();
    Diagnostic::error(
        Code::ExplicitTag,
        Span::new(FileId(0), tag),
        format!("the text begins with `{name}`, which YAML reads as the name of a type"),
    )
    .help(format!("put the text in quotes:\n{}", rewritten.shown))
    .fix(rewritten.fix)
}

fn unknown_alias(range: Range<usize>, rewritten: accidents::Rewritten) -> Diagnostic {
    Diagnostic::error(
        Code::ProseTakenForYaml,
        Span::new(FileId(0), range),
        "the text begins with `*`, which YAML reads as the repetition of a marked value",
    )
    .help(format!("put the text in quotes or after `>-`:\n{}", rewritten.shown))
    .fix(rewritten.fix)
}

/// `&name` before keys or items, which can be no text.
fn mark_without_use(source: &str, place: Range<usize>) -> Diagnostic {
    let name = source.get(place.clone()).unwrap_or("&").to_owned();
    let span = Span::new(FileId(0), place.clone());
    // With the space before it, where it ends the line.
    let ends_line = source.get(place.end..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
    let blank = source.get(place.end..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
    let from = place.start - usize::from(ends_line && source[..place.start].ends_with(' '));
    let gone = Span::new(FileId(0), from..place.end + blank);
    let message = format!("`{name}` marks a value for YAML, and nothing repeats it");
    Diagnostic::error(Code::BadAlias, span, message).help("delete it").replace(gone, "")
}

fn unused_anchor(source: &str, place: Range<usize>, rewritten: accidents::Rewritten) -> Diagnostic {
    let name = source.get(place.clone()).unwrap_or("&").to_owned();
    Diagnostic::error(
        Code::ProseTakenForYaml,
        Span::new(FileId(0), place),
        format!("the text begins with `{name}`, which YAML reads as a mark and leaves out"),
    )
    .help(format!("put the text in quotes or after `>-`:\n{}", rewritten.shown))
    .fix(rewritten.fix)
}
