//! Writes labels whose numbers are counted by a SEQ field: the captions of tables and figures, and annexes.

use super::Writer;
use super::block::Surroundings;
use super::inline::text_runs;
use super::numbering;
use super::properties::PPr;
use super::styles::StyleId;
use crate::document::number::format_number;
use crate::document::{Caption, Format, Marker, NumberFormat, Paragraph};
use crate::error::Error;

/// A label: its words, the number, and what stands between the number and the text.
struct Label {
    before: String,
    number: String,
    format: NumberFormat,
    after: String,
}

/// Whether a source is right below a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followed {
    Yes,
    No,
}

impl Writer<'_> {
    /// Writes the caption of a table or figure.
    pub(super) fn caption(&mut self, caption: &Caption, followed: Followed, around: Surroundings) -> Result<(), Error> {
        let mut properties = self.paragraph_properties(&caption.paragraph, around)?;
        if followed == Followed::Yes {
            properties.style = properties.style.map(StyleId::followed);
        }
        let label = Label {
            before: format!("{} ", caption.label),
            number: caption.number.to_string(),
            format: NumberFormat::Decimal,
            after: caption.separator.clone(),
        };
        self.labelled(&caption.paragraph, &properties, &label)
    }

    /// Writes the heading of an annex that is counted.
    ///
    /// A list would count it too, but a reference to its number would say `annex Annex II` in programs that do not read
    /// the switch of REF that leaves words out (`\t`). A field can be pointed at alone.
    pub(super) fn annex_heading(&mut self, heading: &Paragraph, marker: &Marker) -> Result<(), Error> {
        let unmarked = Paragraph { marker: None, ..heading.clone() };
        let properties = self.paragraph_properties(&unmarked, Surroundings::default())?;
        let level = numbering::level(self.document, marker.list, marker.level)
            .ok_or_else(|| Error::Docx { reason: format!("the list of the number {} is not defined", marker.text) })?;
        let label = Label {
            before: level.prefix.clone(),
            number: format_number(marker.number, level.format),
            format: level.format,
            after: format!("{}{}", level.suffix, level.gap().unwrap_or_default()),
        };
        self.labelled(&unmarked, &properties, &label)
    }

    /// The place that references point at holds the number alone, as they say `table` or `annex` in their own words.
    fn labelled(&mut self, paragraph: &Paragraph, properties: &PPr, label: &Label) -> Result<(), Error> {
        let line = self.line(paragraph);
        let format = Format::default();
        self.open_paragraph(properties);
        let closing = self.open_comments(paragraph.id);
        text_runs(&label.before, &format, line, &mut self.xml);
        let mark = match paragraph.bookmark.filter(|bookmark| self.plan.pointed.contains(bookmark)) {
            Some(bookmark) => {
                let name = self.place_name(bookmark)?.to_owned();
                Some(self.bookmark_start(&name))
            }
            None => None,
        };
        let instruction = format!("SEQ {} \\* {}", sequence(&label.before), switch(label.format));
        self.field(&instruction, &label.number, &format, line);
        if let Some(mark) = mark {
            self.bookmark_end(&mark);
        }
        text_runs(&label.after, &format, line, &mut self.xml);
        let cuts = self.comment_cuts(paragraph.id);
        self.inlines(&paragraph.content, cuts, line)?;
        self.xml.raw(&closing);
        self.xml.close("w:p");
        Ok(())
    }
}

/// The label as the name of a sequence: Word's own captions use it, but a name has no spaces.
fn sequence(label: &str) -> String {
    label.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

/// How a field writes a number (ECMA-376 Part 1, 17.16.4.3.1).
fn switch(format: NumberFormat) -> &'static str {
    match format {
        NumberFormat::Decimal | NumberFormat::Bullet(_) => "ARABIC",
        NumberFormat::UpperLetter => "ALPHABETIC",
        NumberFormat::LowerLetter => "alphabetic",
        NumberFormat::UpperRoman => "ROMAN",
        NumberFormat::LowerRoman => "roman",
        NumberFormat::Chinese => "CHINESENUM1",
        NumberFormat::ArabicAlpha => "ARABICALPHA",
        NumberFormat::ArabicAbjad => "ARABICABJAD",
    }
}
