//! Puts the parts of a report in reading order.

use super::blocks::paragraph;
use super::contents::Entry;
use super::inlines::{Setting, plain, push_text};
use super::references::{Own, TargetKind};
use super::tables::orientation;
use super::{Builder, Place};
use crate::document::number::format_number;
use crate::document::{Block, Format, Heading, Inline, NumberPlace, Orientation, Paragraph, Part, PartKind, Role};
use crate::facts::language::Direction;
use crate::read::{self, Annex, Automatic};
use crate::source::{Located, Span};
use crate::submission::Contact;

impl Builder<'_> {
    /// All parts. Those before the body are built first, since notes are numbered in reading order.
    pub(super) fn parts(&mut self) -> Vec<Part> {
        let cover = match self.spec.cover {
            Automatic::Yes => true,
            Automatic::No => false,
            Automatic::Auto => self.profile.cover,
        };
        let mut parts = self.title_parts(cover);
        parts.extend(self.profile_part());
        let before_contents = parts.len();
        parts.extend(self.summary());
        parts.extend(self.body());
        let annexes: Vec<Part> =
            (1..).zip(&self.spec.annexes).map(|(number, annex)| self.annex(number, annex)).collect();
        parts.extend(annexes);
        parts.extend(self.sources());
        if let Some(contents) = self.contents() {
            parts.insert(before_contents, contents);
        }
        parts
    }

    /// Who the submitters are, as they themselves put it.
    fn profile_part(&mut self) -> Option<Part> {
        self.place = Place::new(PartKind::Profile);
        let mut blocks = Vec::new();
        let (spec, submitters) = (self.spec, &self.spec.submission.submitters);
        for (at, submitter) in submitters.iter().enumerate() {
            let contact = self.contact(&submitter.contact);
            let profile = spec.profiles.iter().find(|profile| profile.submitter == at).map(|profile| &profile.text);
            if profile.is_none() && contact.is_none() {
                continue;
            }
            let span = profile.map_or(submitter.span, |profile| profile.span);
            let name = submitter.name.as_ref().map(|name| name.value.as_str());
            let words = match name.filter(|_| submitters.len() > 1) {
                Some(name) => name,
                None => self.labels.profile.as_str(),
            };
            let heading = self.part_heading(words, span);
            self.list_part(&heading);
            blocks.push(Block::Heading(heading));
            if let Some(profile) = profile {
                blocks.extend(self.blocks(&profile.value));
            }
            blocks.extend(contact.into_iter().map(Block::Paragraph));
        }
        let span = submitters.first().map(|submitter| submitter.span).unwrap_or_default();
        (!blocks.is_empty()).then_some(Part {
            kind: PartKind::Profile,
            blocks,
            new_page: false,
            orientation: Orientation::Portrait,
            span,
        })
    }

    /// The addresses that the author gave, in the order of a letterhead: one block, a line each.
    fn contact(&mut self, contact: &Contact) -> Option<Paragraph> {
        let labels = self.labels;
        let mut lines: Vec<Vec<Inline>> = Vec::new();
        lines.extend([&contact.person, &contact.address].into_iter().flatten().map(broken_lines));
        if let Some(phone) = &contact.phone {
            let words = Located { value: self.left_to_right(phone.value.trim()), span: phone.span };
            lines.push(self.labelled(&labels.contact.phone, broken_lines(&words), phone.span));
        }
        if let Some(email) = &contact.email {
            let words = self.linked(email, &format!("mailto:{}", email.value));
            lines.push(self.labelled(&labels.contact.email, words, email.span));
        }
        if let Some(website) = &contact.website {
            let is_address = website.value.starts_with("https://") || website.value.starts_with("http://");
            let words = if is_address {
                self.linked(website, &website.value)
            } else {
                plain(&self.left_to_right(&website.value), website.span)
            };
            lines.push(self.labelled(&labels.contact.website, words, website.span));
        }
        let given = [&contact.person, &contact.address, &contact.phone, &contact.email, &contact.website];
        let span = given.into_iter().flatten().next()?.span;
        let content = lines.join(&Inline::LineBreak);
        Some(paragraph(Role::Profile, content, span))
    }

    /// Words after their label.
    fn labelled(&self, label: &str, words: Vec<Inline>, span: Span) -> Vec<Inline> {
        let mut content = plain(&format!("{label}{}", self.labels.label_separator), span);
        content.extend(words);
        content
    }

    /// What reads from the left also among words from the right: the groups of a telephone number would else change places.
    fn left_to_right(&self, words: &str) -> String {
        match self.labels.language.direction() {
            Direction::LeftToRight => words.to_owned(),
            Direction::RightToLeft => format!("\u{202a}{words}\u{202c}"),
        }
    }

    fn linked(&mut self, line: &Located<String>, address: &str) -> Vec<Inline> {
        let format = Format { link: Some(self.link(address)), ..Format::default() };
        vec![Inline::Text { text: self.left_to_right(&line.value), format, span: line.span }]
    }

    /// The executive summary, never numbered.
    fn summary(&mut self) -> Option<Part> {
        let summary = self.spec.summary.as_ref().filter(|summary| !summary.value.is_empty())?;
        self.place = Place::new(PartKind::Summary);
        let heading = self.part_heading(&self.labels.summary, summary.span);
        self.list_part(&heading);
        let mut blocks = vec![Block::Heading(heading)];
        blocks.extend(self.blocks(&summary.value));
        Some(Part {
            kind: PartKind::Summary,
            blocks,
            new_page: false,
            orientation: Orientation::Portrait,
            span: summary.span,
        })
    }

    fn body(&mut self) -> Option<Part> {
        let body = self.spec.body.as_ref()?;
        self.place = Place::new(PartKind::Body);
        let blocks = self.blocks(&body.value);
        Some(Part {
            kind: PartKind::Body,
            blocks,
            new_page: false,
            orientation: Orientation::Portrait,
            span: body.span,
        })
    }

    fn annex(&mut self, number: u32, annex: &Annex) -> Part {
        let counted = if self.profile.annexes_restart { 0 } else { self.place.paragraph };
        self.place = Place { paragraph: counted, ..Place::new(PartKind::Annex) };
        let heading = self.annex_heading(number, annex);
        let mut blocks = vec![Block::Heading(heading)];
        blocks.extend(self.blocks(&annex.body));
        let new_page = is_long(&annex.body);
        Part { kind: PartKind::Annex, blocks, new_page, orientation: orientation(annex.landscape), span: annex.span }
    }

    /// `Annex II. List of cases`, or `Annex. List of cases` where there is only one.
    fn annex_heading(&mut self, number: u32, annex: &Annex) -> Heading {
        let labels = self.labels;
        let only = self.spec.annexes.len() == 1;
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let list = self.counters.annexes();
        let marker = list.map(|list| self.counters.mark(list, 0, number));
        let number = match list {
            Some(list) => format_number(number, self.counters.format(list, 0)),
            // Languages that number annexes by words have words for the first ten.
            None => at.and_then(|at| labels.annex_numbers.get(at)).cloned().unwrap_or(number.to_string()),
        };
        let label = if only { labels.annex.clone() } else { labels.annex_numbered.replace("{number}", &number) };
        let own = match (only, list) {
            (true, _) => Own::None,
            (false, Some(_)) => Own::Number { shown: number, at: NumberPlace::Label },
            (false, None) => {
                let start = labels.annex_numbered.find("{number}").unwrap_or(label.len());
                let at = NumberPlace::Words(start..start + number.len());
                Own::Number { shown: number, at }
            }
        };
        let bookmark = self.define(TargetKind::Annex, annex.id.as_ref(), own);
        let title = self.inlines(&annex.title, Setting::Heading);
        let mut whole = plain(&label, annex.span);
        if !title.is_empty() {
            push_text(&mut whole, &labels.annex_separator, &Format::default(), annex.span);
        }
        whole.extend(title.iter().cloned());
        if let Some(target) = bookmark {
            // The contents have the whole line as words: in Word too, where the number is part of the heading's list.
            self.entries.push(Entry::new(1, None, &whole, target, annex.span));
        }
        let content = if marker.is_some() { title } else { whole };
        let heading = Paragraph { marker, bookmark, ..paragraph(Role::AnnexHeading, content, annex.span) };
        Heading { level: 1, paragraph: heading, budget: None }
    }

    /// Puts the heading of an unnumbered part into the contents.
    pub(super) fn list_part(&mut self, heading: &Heading) {
        let Paragraph { bookmark, content, span, .. } = &heading.paragraph;
        if let Some(target) = *bookmark {
            // Level 0: listed, but not one of the headings that make a report long enough for contents.
            self.entries.push(Entry::new(0, None, content, target, *span));
        }
    }

    /// The heading of an unnumbered part.
    pub(super) fn part_heading(&mut self, words: &str, span: Span) -> Heading {
        let bookmark = self.define(TargetKind::Heading, None, Own::None);
        Heading {
            level: 1,
            paragraph: Paragraph { bookmark, ..paragraph(Role::PartHeading, plain(words, span), span) },
            budget: None,
        }
    }
}

/// An annex of more letters begins a page: a third of a page of text.
const LONG_ANNEX: usize = 1_000;

/// Whether an annex is more than a few lines: with a table, a figure or an annexed list it begins a page of its own.
fn is_long(blocks: &[read::Block]) -> bool {
    letters(blocks).is_none_or(|letters| letters > LONG_ANNEX)
}

/// The letters of blocks; nothing where there is a table or a figure among them.
fn letters(blocks: &[read::Block]) -> Option<usize> {
    let in_block = |block: &read::Block| match block {
        read::Block::Table(_) | read::Block::Figure(_) | read::Block::PageBreak(_) => None,
        words => {
            let own = words.texts().into_iter().map(|content| read::plain_text(content).chars().count()).sum::<usize>();
            let below = words.items().iter().map(|item| letters(&item.blocks)).sum::<Option<usize>>()?;
            Some(own + below)
        }
    };
    blocks.iter().map(in_block).sum()
}

/// Text of several lines, an address for instance, with its line breaks.
fn broken_lines(text: &Located<String>) -> Vec<Inline> {
    let mut content = Vec::new();
    for (at, line) in text.value.trim().lines().enumerate() {
        if at > 0 {
            content.push(Inline::LineBreak);
        }
        content.extend(plain(line.trim(), text.span));
    }
    content
}
