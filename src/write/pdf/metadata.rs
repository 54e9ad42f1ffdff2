//! The file's metadata and the standards it keeps.

use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata as PdfMetadata, TextDirection};

use crate::document::Document;
use crate::error::Error;
use crate::facts::language::Direction;

/// The date of a file whose report has none. PDF/A demands a date, and the clock's would tell when the authors worked
/// and make each run's bytes differ; the first day of the PDF/UA-1 standard's year is clearly nobody's date.
const NO_DATE: jiff::civil::Date = jiff::civil::date(2012, 1, 1);

/// PDF/UA-1 for those who listen, PDF/A-2a for those who archive.
pub(super) fn settings() -> Result<SerializeSettings, Error> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A2_A)
        .finish()
        .map_err(|reason| Error::Pdf { reasons: vec![format!("the standards do not go together: {reason:?}")] })?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
}

/// The file's metadata: the report's own words, nothing of the machine.
pub(super) fn metadata(document: &Document) -> PdfMetadata {
    let said = &document.metadata;
    let date = said.date.unwrap_or(NO_DATE);
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    let date = DateTime::new(u16::try_from(date.year()).unwrap_or(0)).month(part(date.month())).day(part(date.day()));
    PdfMetadata::new()
        .title(said.title.clone())
        .authors(said.authors.clone())
        .description(said.subject.clone())
        .keywords(said.keywords.clone())
        .language(document.language.code().to_owned())
        .creation_date(date.hour(0).minute(0).second(0).utc_offset_hour(0))
        .document_id(said.identifier.clone())
        .creator("assemble".to_owned())
        .text_direction(match document.direction {
            Direction::LeftToRight => TextDirection::LeftToRight,
            Direction::RightToLeft => TextDirection::RightToLeft,
        })
}
