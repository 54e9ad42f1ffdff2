//! From the keys at the head of a report to its cover and title block.

use super::Builder;
use super::blocks::paragraph;
use super::inlines::plain;
use crate::document::{Block, Format, Inline, Part, PartKind, Role};
use crate::facts::profile::Emphasis;
use crate::read::{Located, Spec, Submitter};
use crate::source::Span;

impl Builder<'_> {
    /// The title block; with a cover it stands there, and only the title is repeated above the text.
    pub(super) fn title_parts(&mut self, cover: bool) -> Vec<Part> {
        let span = self.spec.title.as_ref().map(|title| title.span).unwrap_or_default();
        let part = |kind, blocks, new_page| Part { kind, blocks, new_page, span };
        if !cover {
            let mut block = self.title_block();
            if let Some(Block::Paragraph(last)) = block.last_mut()
                && last.role == Role::TitleLine
            {
                last.role = Role::TitleEnd;
            }
            return vec![part(PartKind::Title, block, false)];
        }
        let mut block = self.title_block();
        // The cover has no running header to say so.
        if let Some(confidential) = self.spec.confidential.as_ref().filter(|confidential| confidential.value) {
            let content = self.strong(self.labels.confidential.clone(), confidential.span);
            block.push(Block::Paragraph(paragraph(Role::TitleLine, content, confidential.span)));
        }
        vec![part(PartKind::Cover, block, false), part(PartKind::Title, self.title(), true)]
    }

    /// Body and session, State, title, submitters, date.
    fn title_block(&self) -> Vec<Block> {
        let mut block = self.addressee();
        block.extend(self.subject());
        block.extend(self.title());
        block.extend(self.submitters());
        if let Some(date) = &self.spec.date {
            block.push(line(Role::TitleLine, &self.labels.date(date.value), date.span));
        }
        block
    }

    fn addressee(&self) -> Vec<Block> {
        let Spec { submitted_to, session, agenda_item, .. } = self.spec;
        let mut lines = Vec::new();
        if let Some(body) = submitted_to
            && let Some(name) = self.profile.addressee(self.labels.language)
        {
            lines.push(line(Role::Addressee, name, body.span));
        }
        if let Some(session) = session {
            lines.push(line(Role::Addressee, &self.labels.session(&session.value), session.span));
        }
        if let Some(item) = agenda_item {
            let words = self.labels.agenda_item.replace("{number}", &item.value.to_string());
            lines.push(line(Role::Addressee, &words, item.span));
        }
        lines
    }

    /// The State, and what kind of submission this is.
    fn subject(&self) -> Vec<Block> {
        let mut lines = Vec::new();
        if let (Some(state), Some(name)) = (&self.spec.state, &self.state) {
            let words = if self.profile.reviews_states {
                self.labels.state_under_review.replace("{state}", name)
            } else {
                name.clone()
            };
            lines.push(line(Role::TitleLine, &words, state.span));
        }
        if let Some(stage) = &self.spec.stage
            && let Some(words) = self.labels.stages.get(&stage.value)
        {
            lines.push(line(Role::TitleLine, words, stage.span));
        }
        lines
    }

    fn title(&self) -> Vec<Block> {
        let title = self.spec.title.as_ref().map(|title| line(Role::Title, &title.value, title.span));
        let subtitle = self.spec.subtitle.as_ref().map(|subtitle| line(Role::Subtitle, &subtitle.value, subtitle.span));
        title.into_iter().chain(subtitle).collect()
    }

    fn submitters(&self) -> Vec<Block> {
        let named: Vec<(&Submitter, &Located<String>)> = self
            .spec
            .submitted_by
            .iter()
            .filter_map(|submitter| submitter.name.as_ref().map(|name| (submitter, name)))
            .collect();
        let Some((first, _)) = named.first() else { return Vec::new() };
        let words = if named.len() > 1 { &self.labels.jointly_submitted_by } else { &self.labels.submitted_by };
        let mut lines = vec![line(Role::TitleLine, words, first.span)];
        lines.extend(named.into_iter().map(|(submitter, name)| self.submitter(submitter, name)));
        lines
    }

    /// Words in bold, where the body accepts it.
    fn strong(&self, text: String, span: Span) -> Vec<Inline> {
        let strong = !self.profile.forbidden_emphasis().contains(&Emphasis::Bold);
        if text.is_empty() {
            Vec::new()
        } else {
            vec![Inline::Text { text, format: Format { strong, ..Format::default() }, span }]
        }
    }

    /// The name in bold with the short name, and the consultative status below it.
    fn submitter(&self, submitter: &Submitter, name: &Located<String>) -> Block {
        let short = submitter.short_name.as_ref().filter(|short| short.value != name.value);
        let text = match short {
            Some(short) => format!("{} ({})", name.value, short.value),
            None => name.value.clone(),
        };
        let mut content = self.strong(text, name.span);
        if let Some(status) = &submitter.status
            && let Some(words) = self.labels.status(status.value)
        {
            content.push(Inline::LineBreak);
            content.extend(plain(words, status.span));
        }
        Block::Paragraph(paragraph(Role::TitleLine, content, submitter.span))
    }
}

fn line(role: Role, words: &str, span: Span) -> Block {
    Block::Paragraph(paragraph(role, plain(words, span), span))
}
