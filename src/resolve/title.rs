//! Makes the cover and the title block from the keys at the head of a report.

use super::Builder;
use super::blocks::paragraph;
use super::inlines::plain;
use crate::document::{Block, Format, Inline, NoteOrigin, Orientation, Part, PartKind, Role};
use crate::facts::profile::{Emphasis, Need, PartName};
use crate::source::{Located, Span};
use crate::submission::{Organization, Submission};

/// Whether the title has the footnote that names supporters: the cover and the page after it would have two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Supporters {
    Named,
    Later,
}

impl Builder<'_> {
    /// The title block; with a cover it stands there, and only the title is repeated above the text.
    pub(super) fn title_parts(&mut self, cover: bool) -> Vec<Part> {
        let span = self.spec.submission.title.as_ref().map(|title| title.span).unwrap_or_default();
        let part = |kind, blocks, new_page| Part { kind, blocks, new_page, orientation: Orientation::Portrait, span };
        if !cover {
            let mut block = self.title_block(Supporters::Named);
            if let Some(Block::Paragraph(last)) = block.last_mut()
                && last.role == Role::TitleLine
            {
                last.role = Role::TitleEnd;
            }
            return vec![part(PartKind::Title, block, false)];
        }
        let mut block = self.title_block(Supporters::Later);
        // The cover has no running header to say so.
        if let Some(confidential) = self.spec.submission.confidential.as_ref().filter(|confidential| confidential.value)
        {
            let content = self.strong(self.labels.confidential.clone(), confidential.span);
            block.push(Block::Paragraph(paragraph(Role::TitleLine, content, confidential.span)));
        }
        let title = self.title(Supporters::Named);
        vec![part(PartKind::Cover, block, false), part(PartKind::Title, title, true)]
    }

    /// Body and session, State, title, submitters, date.
    fn title_block(&mut self, with_note: Supporters) -> Vec<Block> {
        let mut block = self.addressee();
        block.extend(self.subject());
        block.extend(self.title(with_note));
        block.extend(self.submitters());
        block.extend(self.key_words());
        if let Some(date) = &self.spec.submission.date {
            block.push(line(Role::TitleLine, &self.labels.date(date.value), date.span));
        }
        block
    }

    fn addressee(&self) -> Vec<Block> {
        let Submission { submitted_to, session, agenda_item, .. } = &self.spec.submission;
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
        if let (Some(state), Some(name)) = (&self.spec.submission.state, &self.state) {
            let words = if self.profile.reviews_states {
                self.labels.state_under_review.replace("{state}", name)
            } else {
                name.clone()
            };
            lines.push(line(Role::TitleLine, &words, state.span));
        }
        if let Some(stage) = &self.spec.submission.stage
            && let Some(words) = self.labels.stages.get(&stage.value)
        {
            lines.push(line(Role::TitleLine, words, stage.span));
        }
        lines
    }

    fn title(&mut self, supporters: Supporters) -> Vec<Block> {
        let spec = self.spec;
        let title = spec.submission.title.as_ref().map(|title| {
            let mut content = plain(&title.value, title.span);
            if supporters == Supporters::Named {
                self.name_supporters(&mut content);
            }
            Block::Paragraph(paragraph(Role::Title, content, title.span))
        });
        let subtitle =
            spec.submission.subtitle.as_ref().map(|subtitle| line(Role::Subtitle, &subtitle.value, subtitle.span));
        title.into_iter().chain(subtitle).collect()
    }

    /// Organizations without consultative status, in a footnote to the title, where the body names them so.
    fn name_supporters(&mut self, title: &mut Vec<Inline>) {
        let (Some(first), Some(_)) = (self.spec.submission.supporters.first(), &self.profile.asks.supporters) else {
            return;
        };
        let names: Vec<&str> = self.spec.submission.supporters.iter().map(|name| name.value.as_str()).collect();
        let sentence = if names.len() == 1 { &self.labels.supporter } else { &self.labels.supporters };
        let words = sentence.replace("{names}", &self.labels.list(&names));
        self.push_note(NoteOrigin::Author, vec![plain(&words, first.span)], first.span, title);
    }

    /// The key words, where the body asks for them.
    fn key_words(&self) -> Option<Block> {
        let first = self.spec.submission.keywords.first()?;
        let asks = self.profile.asks.parts.iter().flatten().filter_map(|figure| figure.value);
        asks.into_iter().find(|rule| rule.part == PartName::Keywords && rule.need != Need::Forbidden)?;
        let words: Vec<&str> = self.spec.submission.keywords.iter().map(|word| word.value.as_str()).collect();
        let words = words.join(&self.labels.list_comma);
        Some(line(Role::TitleLine, &self.labels.key_words.replace("{words}", &words), first.span))
    }

    fn submitters(&self) -> Vec<Block> {
        let named: Vec<(&Organization, &Located<String>)> = self
            .spec
            .submission
            .submitters
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
    fn submitter(&self, submitter: &Organization, name: &Located<String>) -> Block {
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
