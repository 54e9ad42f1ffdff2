//! Decides the page, its header and footer, and what the file says about itself, from profile and report.

use sha2::{Digest, Sha256};

use super::BuildOptions;
use crate::document::text::for_each_piece;
use crate::document::{Document, FooterPiece, LinkTarget, Metadata, PageSetup};
use crate::facts::language::Labels;
use crate::facts::profile::Profile;
use crate::length::Length;
use crate::read::Spec;

/// Page, header and footer.
pub(super) fn setup(
    spec: &Spec,
    profile: &Profile,
    labels: &Labels,
    options: BuildOptions,
    state: Option<&str>,
) -> PageSetup {
    let confidential = spec.submission.confidential.as_ref().is_some_and(|confidential| confidential.value);
    let marks = [(options.draft, &labels.draft), (confidential, &labels.confidential)];
    let marks: Vec<String> = marks.into_iter().filter(|(said, _)| *said).map(|(_, words)| words.clone()).collect();
    let header_end = state.unwrap_or_default().to_owned();
    PageSetup {
        // A4: every body sits in Geneva or New York, but all their documents are A4.
        width: Length::mm(210),
        height: Length::mm(297),
        margin_top: profile.margin,
        margin_bottom: profile.margin,
        margin_left: profile.margin,
        margin_right: profile.margin,
        header_start: spec
            .short_title
            .as_ref()
            .or(spec.submission.title.as_ref())
            .map_or(String::new(), |title| title.value.trim().to_owned()),
        header_end,
        marks,
        footer: footer(&labels.page),
    }
}

/// `Page {page} of {pages}` in pieces.
fn footer(pattern: &str) -> Vec<FooterPiece> {
    let mut pieces = Vec::new();
    for (at, part) in pattern.split('{').enumerate() {
        let words = match part.split_once('}') {
            Some(("page", rest)) if at > 0 => {
                pieces.push(FooterPiece::Page);
                rest
            }
            Some(("pages", rest)) if at > 0 => {
                pieces.push(FooterPiece::Pages);
                rest
            }
            Some(_) | None => part,
        };
        if !words.is_empty() {
            pieces.push(FooterPiece::Text(words.to_owned()));
        }
    }
    pieces
}

/// What the file says about itself, but for its identifier.
pub(super) fn metadata(spec: &Spec, profile: &Profile, labels: &Labels, state: Option<&str>) -> Metadata {
    let body = profile.addressee(labels.language).map(str::to_owned);
    let session = spec.submission.session.as_ref().map(|session| labels.session(&session.value));
    let subject: Vec<String> = [body, session, state.map(str::to_owned)].into_iter().flatten().collect();
    let names = spec.submission.submitters.iter().filter_map(|submitter| submitter.name.as_ref());
    Metadata {
        title: spec.submission.title.as_ref().map_or(String::new(), |title| title.value.clone()),
        authors: names.map(|name| name.value.clone()).collect(),
        subject: subject.join(", "),
        keywords: spec.submission.keywords.iter().map(|keyword| keyword.value.clone()).collect(),
        date: spec.submission.date.as_ref().map(|date| date.value),
        identifier: String::new(),
    }
}

/// 32 hexadecimal digits that change with any word, number, address, picture or key of the document.
pub(super) fn identifier(document: &Document) -> String {
    let mut digest = Sha256::new();
    let Document { metadata, page, .. } = document;
    let mut add = |bytes: &[u8]| {
        // The length first, so that no two rows of values run together to the same bytes.
        digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(bytes);
    };
    add(document.language.code().as_bytes());
    add(metadata.title.as_bytes());
    add(metadata.subject.as_bytes());
    metadata.authors.iter().chain(&metadata.keywords).chain(&page.marks).for_each(|words| add(words.as_bytes()));
    add(metadata.date.map(|date| date.to_string()).unwrap_or_default().as_bytes());
    for link in &document.links {
        match link {
            LinkTarget::Address(address) => add(address.as_bytes()),
            LinkTarget::Bookmark(bookmark) => add(&bookmark.0.to_be_bytes()),
        }
    }
    document.images.iter().for_each(|image| add(&image.bytes));
    for_each_piece(document, |piece| digest.update(piece.as_bytes()));
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::footer;
    use crate::document::FooterPiece;

    #[test]
    fn the_footer_keeps_its_words_around_the_fields() {
        let words = |text: &str| FooterPiece::Text(text.to_owned());
        assert_eq!(
            footer("第{page}页，共{pages}页"),
            [words("第"), FooterPiece::Page, words("页，共"), FooterPiece::Pages, words("页")]
        );
    }
}
