//! Reads the value of `body`, `summary`, `profile` or an annex as blocks, in any of the three forms.

mod lists;
mod mistakes;

use granit_parser::ScalarStyle;

use super::context::Context;
use super::fields::{self, Fields, Report};
use super::markdown::{self, missing_alt};
use super::node::{Kind, Node};
use super::offsets::Offsets;
use super::{Below, Block, Figure, Inline, Quotation, files, measures, plain_text, sections, table_reader};
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;
use crate::facts::article::Article;
use crate::facts::language::LanguageTag;
use crate::source::{FileId, Located, Span};
use crate::submission::Budget;

/// The keys that say what a block is.
pub(super) const BLOCK_KEYS: [&str; 8] =
    ["paragraph", "heading", "list", "recommendations", "quote", "table", "figure", "page_break"];

pub(super) const FILE_KEYS: [&str; 1] = ["file"];
pub(super) const PARAGRAPH_KEYS: [&str; 5] = ["paragraph", "id", "numbered", "language", "articles"];
pub(super) const HEADING_KEYS: [&str; 7] = ["heading", "level", "id", "numbered", "language", "articles", "budget"];
pub(super) const LIST_KEYS: [&str; 3] = ["list", "style", "language"];
pub(super) const RECOMMENDATION_KEYS: [&str; 3] = ["recommendations", "lead_in", "language"];
pub(super) const QUOTATION_KEYS: [&str; 3] = ["quote", "source", "language"];
pub(super) const FIGURE_KEYS: [&str; 8] = ["file", "alt", "caption", "id", "width", "source", "note", "language"];

const BLOCK_HELP: &str = "a block is a text, or has one of the keys paragraph, heading, list, recommendations, quote, table, figure, page_break";

/// Reads blocks of one report.
pub(super) struct BlockReader<'r, 'a, 's> {
    pub(super) context: &'r mut Context<'a>,
    pub(super) report: &'r Report<'s>,
    pub(super) depth: usize,
}

impl BlockReader<'_, '_, '_> {
    /// A text of blocks: Markdown, a list of blocks, or a file.
    pub(super) fn body(&mut self, node: &Node<'_>, what: &str) -> Vec<Block> {
        match &node.kind {
            Kind::Scalar { text, .. } if mistakes::is_file_name(text) => self.bare_file_name(node, what),
            Kind::Scalar { text, style } => self.markdown(node, text, *style),
            Kind::Sequence(items) => items.iter().flat_map(|item| self.block(item)).collect(),
            Kind::Mapping(_) => self.file(node, what),
        }
    }

    /// `{file: body.md}`.
    fn file(&mut self, node: &Node<'_>, what: &str) -> Vec<Block> {
        if let Kind::Mapping(pairs) = &node.kind
            && let Some((key, _)) = pairs
                .iter()
                .find(|(key, _)| matches!(&key.kind, Kind::Scalar { text, .. } if BLOCK_KEYS.contains(&text.as_ref())))
        {
            self.context.report(
                Diagnostic::error(Code::WrongType, key.span(), format!("{what} is one block, not a list of blocks"))
                    .help("begin each block with `- `"),
            );
            return self.block(node);
        }
        let before = self.context.diagnostics.len();
        let Some(fields) = fields::fields(self.context, node, &FILE_KEYS, what) else { return Vec::new() };
        let Some(file) = fields.get("file") else {
            // That other keys are unknown is the same mistake.
            self.context.diagnostics.truncate(before);
            self.context.report(
                Diagnostic::error(Code::MissingKey, node.span(), format!("{what} does not name a file"))
                    .help("write `{file: body.md}`, or the text itself after `|`"),
            );
            return Vec::new();
        };
        let Some(path) = fields::text(self.context, self.report, file, "`file`") else { return Vec::new() };
        self.file_named(path)
    }

    /// The blocks of a Markdown file.
    fn file_named(&mut self, path: Located<String>) -> Vec<Block> {
        let Some(text) = files::text(self.context, &path) else { return Vec::new() };
        if text.contains('\0') {
            self.context.report(
                Diagnostic::error(Code::NotUtf8, path.span, format!("the file `{}` is not a text file", path.value))
                    .help("name a Markdown file; Word files must be saved as text first"),
            );
            return Vec::new();
        }
        if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
            self.context.report(
                Diagnostic::error(Code::MissingText, path.span, format!("the file `{}` is empty", path.value))
                    .help("write the text into it, or name another file"),
            );
            return Vec::new();
        }
        let id = self.context.sources.add(path.value, text.clone());
        let base = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let base = base + self.front_matter(id, base, &text);
        markdown::blocks(self.context, &text[base..], &Offsets::straight(id, base..text.len()))
    }

    fn offsets(&self, node: &Node<'_>, text: &str, style: ScalarStyle) -> Offsets {
        Offsets::of_scalar(FileId(0), self.report.source, node.range.clone(), text, style)
    }

    fn markdown(&mut self, node: &Node<'_>, text: &str, style: ScalarStyle) -> Vec<Block> {
        fields::warn_of_swallowed_text(self.context, self.report, node, true);
        let unfolded = self.judge_joined_lines(node, text, style);
        let (text, style) = unfolded.as_deref().map_or((text, style), |text| (text, ScalarStyle::Literal));
        let offsets = self.offsets(node, text, style);
        markdown::blocks(self.context, text, &offsets)
    }

    /// A text that is a part of a block.
    pub(super) fn inlines(&mut self, node: &Node<'_>, what: &str) -> Vec<Inline> {
        let Kind::Scalar { text, style } = &node.kind else {
            self.not_a_text(node, what);
            return Vec::new();
        };
        fields::warn_of_swallowed_text(self.context, self.report, node, true);
        let offsets = self.offsets(node, text, *style);
        markdown::inlines(self.context, text, &offsets)
    }

    /// The caption of a table or figure.
    pub(super) fn caption(&mut self, node: &Node<'_>) -> Vec<Inline> {
        let content = self.inlines(node, "the caption");
        if let Some(found) = markdown::doubled_label(&plain_text(&content), node.span()) {
            self.context.report(found);
        }
        content
    }

    /// A cell: whatever was typed, as text.
    pub(super) fn cell(&mut self, node: &Node<'_>) -> Vec<Inline> {
        if node.is_absent() {
            return Vec::new();
        }
        match table_reader::cell_text(node) {
            Some((text, style)) => {
                let offsets = self.offsets(node, text, style);
                markdown::cell(self.context, text, &offsets)
            }
            None => {
                self.not_a_text(node, "a cell");
                Vec::new()
            }
        }
    }

    /// The id of a block, checked.
    pub(super) fn id(&mut self, fields: &Fields<'_, '_>) -> Option<Located<String>> {
        let node = fields.get("id")?;
        let mut id = fields::text(self.context, self.report, node, "`id`")?;
        if let Some(bare) = id.value.strip_prefix('#') {
            self.context.report(
                Diagnostic::warning(Code::BadId, id.span, "an id is written without `#` here")
                    .help(format!("write `id: {bare}`"))
                    .replace(id.span, bare),
            );
            id.value = bare.to_owned();
        }
        self.context.declare_id(id)
    }

    /// One block of a list; a text may make several.
    fn block(&mut self, node: &Node<'_>) -> Vec<Block> {
        match &node.kind {
            Kind::Scalar { .. } if node.is_absent() => {
                self.empty_block(node);
                Vec::new()
            }
            Kind::Scalar { text, style } => self.markdown(node, text, *style),
            Kind::Sequence(_) => {
                self.not_a_text(node, "a block");
                Vec::new()
            }
            Kind::Mapping(pairs) => self.mapping_block(node, pairs).into_iter().collect(),
        }
    }

    fn mapping_block(&mut self, node: &Node<'_>, pairs: &[(Node<'_>, Node<'_>)]) -> Option<Block> {
        let name = |key: &Node<'_>| match &key.kind {
            Kind::Scalar { text, .. } => text.to_string(),
            Kind::Sequence(_) | Kind::Mapping(_) => String::new(),
        };
        let mut kinds = pairs.iter().map(|(key, _)| name(key)).filter(|key| BLOCK_KEYS.contains(&key.as_str()));
        let Some(kind) = kinds.next() else {
            let first = pairs.first().map(|(key, _)| name(key)).unwrap_or_default();
            self.context.report(self.no_kind(node, &first));
            return None;
        };
        if let Some(second) = kinds.next().filter(|second| *second != kind) {
            self.context.report(
                Diagnostic::error(
                    Code::BadBlock,
                    node.span(),
                    format!("the block has two kinds, `{kind}` and `{second}`"),
                )
                .help(format!("make two blocks of it: begin `{second}:` with `- ` on a line of its own")),
            );
            return None;
        }
        self.block_of_kind(&kind, node)
    }

    fn block_of_kind(&mut self, kind: &str, node: &Node<'_>) -> Option<Block> {
        let span = node.span();
        match kind {
            "paragraph" => self.paragraph(node),
            "heading" => self.heading(node),
            "list" => {
                let fields = fields::fields(self.context, node, &LIST_KEYS, "a list")?;
                let style = self.list_style(&fields);
                let items = self.items(fields.get("list"), "`list`", node);
                let language = self.language(&fields);
                (!items.is_empty()).then_some(Block::List { style, items, language, span })
            }
            "recommendations" => {
                let fields = fields::fields(self.context, node, &RECOMMENDATION_KEYS, "recommendations")?;
                let lead_in = fields.get("lead_in").map(|lead_in| self.inlines(lead_in, "`lead_in`"));
                let items = self.items(fields.get("recommendations"), "`recommendations`", node);
                let language = self.language(&fields);
                (!items.is_empty()).then_some(Block::Recommendations { lead_in, items, language, span })
            }
            "quote" => {
                let fields = fields::fields(self.context, node, &QUOTATION_KEYS, "a quotation")?;
                let paragraphs = fields.get("quote").map(|quote| self.paragraphs(quote, "`quote`"));
                let source = fields.get("source").map(|source| self.inlines(source, "`source`"));
                let Some(paragraphs) = paragraphs.filter(|paragraphs| !paragraphs.is_empty()) else {
                    self.empty_block(node);
                    return None;
                };
                let language = self.language(&fields);
                Some(Block::Quotation(Quotation { paragraphs, source, language, span }))
            }
            "table" => {
                let fields = fields::fields(self.context, node, &["table"], "a block with a table")?;
                table_reader::table(self, fields.get("table")?).map(Block::Table)
            }
            "figure" => self.figure(node),
            _ => {
                let fields = fields::fields(self.context, node, &["page_break"], "a page break")?;
                let wanted = fields::boolean(self.context, fields.get("page_break")?, "`page_break`")?;
                wanted.value.then_some(Block::PageBreak(span))
            }
        }
    }

    fn paragraph(&mut self, node: &Node<'_>) -> Option<Block> {
        let fields = fields::fields(self.context, node, &PARAGRAPH_KEYS, "a paragraph")?;
        let Some(text) = fields.get("paragraph") else {
            self.empty_block(node);
            return None;
        };
        let content = self.inlines(text, "`paragraph`");
        if content.is_empty() && matches!(&text.kind, Kind::Scalar { text, .. } if text.trim().is_empty()) {
            self.empty_block(node);
        }
        let id = self.id(&fields);
        let numbered = fields
            .get("numbered")
            .and_then(|node| fields::boolean(self.context, node, "`numbered`"))
            .map(|it| it.value);
        let language = self.language(&fields);
        let articles = self.articles(&fields);
        Some(Block::Paragraph { content, id, numbered, language, articles, span: text.span() })
    }

    /// The treaty articles of a block.
    fn articles(&mut self, fields: &Fields<'_, '_>) -> Vec<Located<Article>> {
        let mut articles = Vec::new();
        for item in fields.get("articles").map_or(&[][..], fields::items) {
            let Some(typed) = fields::text(self.context, self.report, item, "an article") else { continue };
            match sections::articles(&typed.value, typed.span) {
                Some(found) => articles.extend(found),
                None => {
                    let message = format!("`{}` does not name articles of a treaty", typed.value);
                    let help = format!("write {}", sections::ARTICLE_FORMS);
                    self.context.report(Diagnostic::error(Code::WrongValue, typed.span, message).help(help));
                }
            }
        }
        articles
    }

    /// How long the author wants a section to be at most.
    fn budget(&mut self, fields: &Fields<'_, '_>) -> Option<Budget> {
        let typed = fields::text(self.context, self.report, fields.get("budget")?, "`budget`")?;
        let found = sections::budget(&typed.value);
        if found.is_none() {
            let message = format!("`{}` is not a budget", typed.value);
            let help = format!("write {}", sections::BUDGET_FORMS);
            self.context.report(Diagnostic::error(Code::WrongValue, typed.span, message).help(help));
        }
        found
    }

    /// The language of a block.
    pub(super) fn language(&mut self, fields: &Fields<'_, '_>) -> Option<LanguageTag> {
        let node = fields.get("language")?;
        let word = fields::text(self.context, self.report, node, "`language`")?;
        let tag = LanguageTag::parse(&word.value);
        if tag.is_none() {
            self.context.report(
                Diagnostic::error(
                    Code::WrongValue,
                    word.span,
                    format!("`{}` is not the tag of a language", word.value),
                )
                .help("write two letters, for instance `fr` or `ar`, or a tag such as `zh-Hans`"),
            );
        }
        tag
    }

    fn heading(&mut self, node: &Node<'_>) -> Option<Block> {
        let fields = fields::fields(self.context, node, &HEADING_KEYS, "a heading")?;
        let Some(text) = fields.get("heading") else {
            self.empty_block(node);
            return None;
        };
        let content = self.inlines(text, "`heading`");
        let level = fields.get("level").and_then(|node| fields::number(self.context, node, "`level`"));
        if let Some(level) = level.as_ref().filter(|level| !(1..=5).contains(&level.value)) {
            self.context.report(
                Diagnostic::error(
                    Code::HeadingTooDeep,
                    level.span,
                    format!("headings have the levels 1 to 5, not {}", level.value),
                )
                .help("write a level from 1 to 5"),
            );
        }
        let level = level.map_or(1, |level| level.value.clamp(1, 5));
        let id = self.id(&fields);
        let numbered = fields.get("numbered").and_then(|node| fields::boolean(self.context, node, "`numbered`"));
        Some(Block::Heading {
            content,
            level: u8::try_from(level).unwrap_or(5),
            id,
            numbered: numbered.is_none_or(|numbered| numbered.value),
            language: self.language(&fields),
            articles: self.articles(&fields),
            budget: self.budget(&fields),
            span: text.span(),
        })
    }

    fn figure(&mut self, node: &Node<'_>) -> Option<Block> {
        let outer = fields::fields(self.context, node, &["figure"], "a block with a figure")?;
        let figure = outer.get("figure")?;
        let fields = fields::fields(self.context, figure, &FIGURE_KEYS, "a figure")?;
        let caption = fields.get("caption").map(|caption| self.caption(caption));
        let id = self.id(&fields);
        let width = fields.get("width").and_then(|node| self.width(node));
        let below = self.below(&fields);
        let language = self.language(&fields);
        let alt = fields.get("alt").and_then(|node| fields::text(self.context, self.report, node, "`alt`"));
        let alt = alt.map(|alt| alt.value).filter(|alt| !alt.is_empty());
        if alt.is_none() {
            self.context.report(missing_alt(fields.key_span("alt").unwrap_or(figure.span())));
        }
        let Some(file) = fields.get("file") else {
            self.context.report(
                Diagnostic::error(Code::MissingKey, figure.span(), "the figure does not name a file")
                    .help("add `file: map.png`, a picture in the report's folder"),
            );
            return None;
        };
        let path = fields::text(self.context, self.report, file, "`file`")?;
        let picture = files::picture(self.context, path)?;
        Some(Block::Figure(Figure { picture, alt, caption, id, width, below, language, span: node.span() }))
    }

    /// Whether the page of a table or an annex is turned.
    pub(super) fn landscape(&mut self, fields: &Fields<'_, '_>) -> bool {
        let wanted = fields.get("landscape").and_then(|node| fields::boolean(self.context, node, "`landscape`"));
        wanted.is_some_and(|wanted| wanted.value)
    }

    /// The source of a table or figure, and a note to it.
    pub(super) fn below(&mut self, fields: &Fields<'_, '_>) -> Below {
        let mut words = |key: &str| fields.get(key).map(|node| self.inlines(node, &format!("`{key}`")));
        Below { source: words("source"), note: words("note") }
    }

    fn width(&mut self, node: &Node<'_>) -> Option<crate::length::Length> {
        let word = fields::text(self.context, self.report, node, "`width`")?;
        let width = measures::length(&word.value);
        if width.is_none() {
            self.context.report(
                Diagnostic::error(Code::WrongValue, word.span, format!("`{}` is not a width", word.value))
                    .help(format!("write {}", measures::LENGTH_FORMS)),
            );
        }
        width
    }

    /// The title of an annex, never empty without a finding.
    pub(super) fn title(&mut self, fields: &Fields<'_, '_>, place: Span) -> Vec<Inline> {
        let title = fields.get("title").map(|title| self.inlines(title, "`title`")).unwrap_or_default();
        if plain_text(&title).trim().is_empty() {
            self.context.report(
                Diagnostic::error(Code::MissingKey, place, "the annex has no title").help("add `title: List of cases`"),
            );
        }
        title
    }
}
