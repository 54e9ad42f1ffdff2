//! Says the PDF library's refusals in sentences a person can act on.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;

use crate::error::Error;

/// The refusal as an error, each reason once.
pub(super) fn error(error: KrillaError) -> Error {
    let mut reasons = match error {
        KrillaError::Validation(faults) => faults.into_iter().map(|(fault, _)| reason(fault)).collect(),
        KrillaError::Image(_, _, why) => vec![format!("a picture is damaged: {why}")],
        KrillaError::Font(_, why) => vec![format!("a font cannot be embedded: {why}")],
        other => vec![other.to_string()],
    };
    let mut seen = std::collections::BTreeSet::new();
    reasons.retain(|reason| seen.insert(reason.clone()));
    Error::Pdf { reasons }
}

/// What is wrong, in plain words; what only a fault of ours can cause keeps the library's name for it.
fn reason(fault: ValidationError) -> String {
    match fault {
        ValidationError::ContainsNotDefGlyph(_, _, text) => {
            format!("no font has a letter for \"{}\"", text.escape_default())
        }
        ValidationError::NoCodepointMapping(..) => "a letter stands for no text".into(),
        ValidationError::InvalidCodepointMapping(_, _, letter, _) => {
            format!("the text holds the character U+{:04X}, which may not be in a PDF", u32::from(letter))
        }
        ValidationError::UnicodePrivateArea(_, _, letter, _) => {
            format!("the text holds U+{:04X}, a character of a private font that others cannot read", u32::from(letter))
        }
        ValidationError::RestrictedLicense(_) => "a font's licence does not allow to embed it".into(),
        ValidationError::MissingCMYKProfile => "a picture uses print colours (CMYK); save it in RGB".into(),
        ValidationError::ContainsPostScript(_) => "a picture uses a repeated or conical colour gradient".into(),
        ValidationError::TooHighQNestingLevel => "a picture has too many shapes inside one another".into(),
        ValidationError::TooLongString => "a text is longer than 32,767 bytes".into(),
        ValidationError::NoDocumentTitle => "the report has no title".into(),
        ValidationError::MissingAltText(_) => "a figure has no alternative text".into(),
        ValidationError::MissingAnnotationAltText(_) => "a link has no words".into(),
        ValidationError::MissingHeadingTitle => "a heading has no words".into(),
        other => format!("a fault of this program ({other:?})"),
    }
}
