//! Reads the tokens of a paragraph: a page break, a caption, a figure, marked items, or a paragraph with attributes.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Markdown;
use super::blocks::leads_in;
use super::lists::{Flow, out_of_order};
use super::marks::{self, Mark};
use super::numbers::Meaning;
use super::tokens::{Taken, Token, drop_start, first_words, lines, tokens_start, without_break};
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::facts::article::Article;
use crate::facts::language::LanguageTag;
use crate::read::sections::{self, ARTICLE_FORMS};
use crate::read::{Block, Item, ListStyle};
use crate::source::{Located, Span};

/// Marks in sequence are looked for in so many lines.
const NEAR: usize = 40;

/// What a line of a paragraph begins with.
#[derive(Debug)]
enum Begin<'t> {
    /// A number typed before a paragraph, so many bytes long.
    Number(usize),
    /// The mark of an item.
    Mark(Mark<'t>),
}

impl<'t> Markdown<'_, '_, 't> {
    /// A paragraph of Markdown: a page break, a caption, a figure, marked items, or a paragraph.
    pub(super) fn paragraph(&mut self, tokens: Vec<Token<'t>>, is_top: bool, flow: &mut Flow) {
        let typed = self.typed(&tokens);
        let is_break = matches!(typed, "{page_break}" | "{page-break}" | "{pagebreak}" | "{page break}");
        if is_break && first_words(&tokens).is_some() {
            let span = self.tokens_span(&tokens);
            flow.push(Block::PageBreak(span));
            return;
        }
        if typed.starts_with(": ") && first_words(&tokens).is_some() {
            let start = tokens_start(&tokens);
            if self.caption(tokens, start, &mut flow.blocks) {
                return;
            }
            return;
        }
        if let Some(Token::Node(index)) = tokens.first()
            && matches!(self.source.events[*index].0, Event::Start(Tag::Image { .. }))
            && self.figure(&tokens, flow)
        {
            return;
        }
        if is_top && typed.starts_with('#') && first_words(&tokens).is_some() {
            self.heading_without_space(typed, &tokens);
        }
        self.marked_lines(tokens, is_top, flow);
    }

    /// Cuts a paragraph at the lines that begin with a mark.
    fn marked_lines(&mut self, tokens: Vec<Token<'t>>, is_top: bool, flow: &mut Flow) {
        let lines = lines(tokens);
        let marks: Vec<Option<Begin<'t>>> = lines.iter().map(|line| self.begin(line)).collect();
        let running = running(&marks);
        let mut group: Vec<Token<'t>> = Vec::new();
        let mut begin: Option<Begin<'t>> = None;
        let mut has_marks = false;
        for ((line, found), runs) in lines.into_iter().zip(marks).zip(running) {
            let begins = found.filter(|found| match found {
                Begin::Number(_) => true,
                Begin::Mark(mark) if group.is_empty() => self.may_stand_alone(mark, runs, flow),
                Begin::Mark(mark) => runs || self.may_begin(mark, &group, has_marks),
            });
            if let Some(found) = begins {
                if !group.is_empty() {
                    self.end_group(std::mem::take(&mut group), begin.take(), is_top, flow);
                }
                has_marks = true;
                begin = Some(found);
            }
            group.extend(line);
        }
        if !group.is_empty() {
            self.end_group(group, begin, is_top, flow);
        }
    }

    /// What stands at the start of a line.
    fn begin(&self, line: &[Token<'t>]) -> Option<Begin<'t>> {
        let words = first_words(line)?;
        if let Some(typed) = self.source.marks.get(&words.range.start) {
            return Some(match &typed.meaning {
                Meaning::Paragraph => Begin::Number(typed.range.len()),
                Meaning::Item(readings) => Begin::Mark(Mark {
                    typed: words.text.get(..typed.length)?,
                    length: typed.range.len(),
                    readings: readings.clone(),
                }),
            });
        }
        marks::parse(words.text).map(Begin::Mark)
    }

    /// Whether a mark that could be a word begins an item: after another item, or after words that announce a list.
    fn may_stand_alone(&self, mark: &Mark<'_>, runs: bool, flow: &Flow) -> bool {
        if !matches!(mark.typed, "—" | "»" | "›" | "o") || runs {
            return true;
        }
        match flow.blocks.last() {
            Some(Block::List { .. }) => true,
            Some(block) => mark.typed == "o" || leads_in(block),
            None => mark.typed == "o",
        }
    }

    /// Whether a mark at the start of a later line is one: a wrapped line of prose may begin with `(a)` by chance.
    fn may_begin(&self, mark: &Mark<'_>, before: &[Token<'t>], has_marks: bool) -> bool {
        let typed = self.typed(before);
        let ends_clause = typed.ends_with([':', ';', '.', ',', '!', '?', '：', '；', '。', '，', '؛', '،', '؟']);
        let last_word = typed.rsplit([' ', '\n']).next().unwrap_or("");
        let joins = matches!(last_word, "and" | "or" | "et" | "ou" | "y" | "o" | "e" | "u" | "и" | "или" | "و" | "أو");
        if matches!(mark.typed, "–" | "—" | "»" | "›" | "o") {
            return has_marks || typed.ends_with([':', ';', '：']);
        }
        is_bullet(mark)
            || (ends_clause || joins) && (has_marks || mark.readings.iter().any(|reading| reading.ordinal == 1))
    }

    fn end_group(&mut self, mut tokens: Vec<Token<'t>>, begin: Option<Begin<'t>>, is_top: bool, flow: &mut Flow) {
        let span = self.tokens_span(without_break(&tokens));
        if let Some(Begin::Number(length)) = begin {
            drop_start(&mut tokens, length);
        }
        let Some(Begin::Mark(mark)) = begin else {
            let paragraph = self.plain_paragraph(tokens);
            flow.push(paragraph);
            return;
        };
        let start = tokens_start(&tokens);
        let mark_span = self.span(start..start + mark.typed.len());
        drop_start(&mut tokens, mark.length);
        let is_bullet = is_bullet(&mark);
        if is_bullet {
            self.bullets.push(start..start + mark.length);
        }
        let paragraph = self.plain_paragraph(tokens);
        let typed_mark = (!is_bullet).then(|| Located { value: mark.typed.to_owned(), span: mark_span });
        let is_first_of_item = !is_top && flow.blocks.is_empty();
        let due = flow.push_item(&mark, Item { blocks: vec![paragraph], typed_mark, span });
        if let Some(due) = due.filter(|_| !is_first_of_item) {
            self.context.report(out_of_order(mark.typed, &due, mark_span));
        }
    }

    /// Says once in a report that bullets were pasted.
    pub(super) fn judge_bullets(&mut self) {
        let signs: Vec<&str> = self.bullets.iter().filter_map(|range| self.source.text.get(range.clone())).collect();
        let (Some(range), Some(first)) = (self.bullets.first(), signs.first()) else { return };
        if std::mem::replace(&mut self.context.pasted_bullet_reported, true) {
            return;
        }
        let sign = first.chars().next().unwrap_or('•');
        // Other bullets may mean another level.
        let are_alike = signs.iter().all(|other| other.starts_with(sign));
        let edits = self.bullets.iter().map(|range| Some(self.fix(range.clone(), "- ")?.edits));
        let edits: Option<Vec<_>> = edits.collect();
        let fix = edits.filter(|_| are_alike).map(|edits| Fix::new(edits.concat()));
        let span = self.span(range.start..range.start + sign.len_utf8());
        let message =
            format!("the line begins with the bullet `{sign}` (U+{:04X}), probably pasted from Word", u32::from(sign));
        let finding = Diagnostic::warning(Code::PastedBullet, span, message)
            .help("it is read as an item of a list; in the report, write `- ` instead (this is said once only)");
        self.context.report(finding.fix(fix));
    }

    /// An item that stands on one line.
    pub(super) fn short_item(&mut self, events: Range<usize>) -> Item {
        let end = match self.source.events.first() {
            Some((Event::Start(Tag::Paragraph), _)) => self.source.ends[0],
            _ => events.end,
        };
        let mut tokens = self.tokens((events.start + 1).min(end)..end);
        let span = self.tokens_span(&tokens);
        let start = tokens_start(&tokens);
        let mark = first_words(&tokens).and_then(|words| marks::parse(words.text));
        let typed_mark = mark.and_then(|mark| {
            drop_start(&mut tokens, mark.length);
            let is_bullet = mark.readings.iter().any(|reading| reading.style == ListStyle::Bullets);
            (!is_bullet)
                .then(|| Located { value: mark.typed.to_owned(), span: self.span(start..start + mark.typed.len()) })
        });
        Item { blocks: vec![self.plain_paragraph(tokens)], typed_mark, span }
    }

    fn plain_paragraph(&mut self, mut tokens: Vec<Token<'t>>) -> Block {
        let span = self.tokens_span(without_break(&tokens));
        let taken = self.take_attributes(&mut tokens);
        let content = self.inlines(&tokens);
        let mut id = None;
        let mut numbered = None;
        let mut language = None;
        let mut articles = Vec::new();
        if let Some(taken) = taken {
            if content.is_empty() {
                let span = self.span(taken.range.clone());
                self.context.report(
                    Diagnostic::error(Code::BadAttribute, span, "the words in braces are alone")
                        .help("write them at the end of the paragraph or heading they belong to, on its last line"),
                );
            }
            id = self.attribute_id(&taken);
            numbered = taken.attributes.unnumbered.then_some(false);
            (language, articles) = self.paragraph_values(&taken);
            self.strange_words(&taken);
        }
        Block::Paragraph { content, id, numbered, language, articles, span }
    }

    /// `lang=fr` and `articles=11,12`.
    fn paragraph_values(&mut self, taken: &Taken) -> (Option<LanguageTag>, Vec<Located<Article>>) {
        let mut language = None;
        let mut articles = Vec::new();
        for (key, value, range) in &taken.attributes.values {
            let span = self.span(taken.place(range));
            match key.as_str() {
                "lang" | "language" => language = self.language(value, span),
                "articles" | "article" => articles.extend(self.articles(value, span)),
                _ => self.unknown_attribute(key, span, &["lang", "articles"]),
            }
        }
        (language, articles)
    }

    /// The articles of an attribute.
    pub(super) fn articles(&mut self, value: &str, span: Span) -> Vec<Located<Article>> {
        let found = sections::articles(value, span);
        if found.is_none() {
            let message = format!("`{value}` does not name articles of a treaty");
            let help = format!("write {ARTICLE_FORMS}");
            self.context.report(Diagnostic::error(Code::BadAttribute, span, message).help(help));
        }
        found.unwrap_or_default()
    }

    /// Words in braces that are neither ids nor values.
    pub(super) fn strange_words(&mut self, taken: &Taken) {
        if let Some(id) = taken.attributes.parted_id() {
            self.parted_id(taken, &id);
            return;
        }
        for (word, range) in &taken.attributes.strange {
            let span = self.span(taken.place(range));
            self.context.report(
                Diagnostic::error(Code::BadAttribute, span, format!("the word `{word}` in braces is not understood"))
                    .help("an id is written `#water`, a paragraph without number `-`, a value `lang=fr`"),
            );
        }
    }

    /// `{#my id}`. What the text points at has to change with it, so that this is left to the author.
    fn parted_id(&mut self, taken: &Taken, id: &str) {
        let strange = &taken.attributes.strange;
        let (Some((first, place)), Some((_, last))) = (&taken.attributes.id, strange.last()) else { return };
        let span = self.span(taken.place(&(place.start..last.end)));
        let words: Vec<&str> = strange.iter().map(|(word, _)| word.as_str()).collect();
        let message = format!("the id `{first} {}` has a space, so that it ends at `{first}`", words.join(" "));
        let help = format!("write `{{#{id}}}`, and `@{id}` where the text points at it");
        self.context.report(Diagnostic::error(Code::BadAttribute, span, message).help(help));
    }

    fn heading_without_space(&mut self, typed: &str, tokens: &[Token<'t>]) {
        let after = typed.trim_start_matches('#');
        let signs = typed.len() - after.len();
        // A no-break or an ideographic space is none for Markdown.
        let words = after.trim_start();
        let blank = after.len() - words.len();
        let is_short = words.split_whitespace().count() <= 12 && !typed.contains('\n') && !words.ends_with('.');
        if (1..=6).contains(&signs) && is_short && words.starts_with(char::is_alphanumeric) {
            let span = self.tokens_span(tokens);
            let start = tokens_start(tokens);
            let what = if blank > 0 { "there is a space of another kind" } else { "there is no space" };
            self.context.report(
                Diagnostic::warning(
                    Code::HeadingWithoutSpace,
                    span,
                    format!("{what} after the number sign, so this is a paragraph"),
                )
                .help(format!("for a heading, write `{} {words}`; for a text, `\\{typed}`", "#".repeat(signs)))
                .fix(self.fix(start + signs..start + signs + blank, " ")),
            );
        }
    }
}

fn is_bullet(mark: &Mark<'_>) -> bool {
    mark.readings.first().is_some_and(|reading| reading.style == ListStyle::Bullets)
}

/// Which marks of the lines of a paragraph stand in sequence with the one before or after.
fn running(marks: &[Option<Begin<'_>>]) -> Vec<bool> {
    let mut running = vec![false; marks.len()];
    let mark = |at: usize| match &marks[at] {
        Some(Begin::Mark(mark)) => Some(mark),
        Some(Begin::Number(_)) | None => None,
    };
    for at in 0..marks.len() {
        let Some(one) = mark(at) else { continue };
        // Not far away: marks of another level may stand between.
        for other in (at + 1..marks.len()).take(NEAR) {
            if mark(other).is_some_and(|two| follows(one, two)) {
                running[at] = true;
                running[other] = true;
                break;
            }
        }
    }
    running
}

fn follows(one: &Mark<'_>, two: &Mark<'_>) -> bool {
    if is_bullet(one) {
        return one.typed == two.typed && one.typed != "o";
    }
    let is_next = |reading: &marks::Reading| {
        two.readings.iter().any(|next| next.is_like(reading) && next.ordinal == reading.ordinal + 1)
    };
    one.typed.starts_with('(') == two.typed.starts_with('(') && one.readings.iter().any(is_next)
}
