//! The outline of a Word file: headings and paragraphs with the numbers that Word shows.

use crate::check::outline::{Outline, OutlinePart, OutlineSection};
use crate::document::PartKind;
use crate::read::word::{Draft, NumberFormat};

/// Makes the outline.
pub fn outline(draft: &Draft) -> Outline {
    let mut title = draft.properties.title.clone();
    let mut sections: Vec<OutlineSection> = vec![OutlineSection::default()];
    for paragraph in draft.paragraphs().filter(|paragraph| !paragraph.is_blank()) {
        let text = paragraph.text().split_whitespace().collect::<Vec<_>>().join(" ");
        if paragraph.style == "title" {
            title = Some(text);
            continue;
        }
        let number = paragraph.number.as_ref();
        if let Some(heading) = paragraph.heading {
            let number = number.map(|number| number.text.trim().trim_end_matches('.').to_owned());
            let number = number.filter(|number| !number.is_empty());
            sections.push(OutlineSection { level: heading.level, number, title: text, ..OutlineSection::default() });
        } else if let (Some(number), Some(section)) = (number, sections.last_mut())
            && number.format == NumberFormat::Decimal
            && number.level == 0
        {
            section.paragraphs.push(number.value);
        }
    }
    sections.retain(|section| !section.title.is_empty() || !section.paragraphs.is_empty());
    let parts = if sections.is_empty() { Vec::new() } else { vec![OutlinePart { part: PartKind::Body, sections }] };
    Outline { title: title.unwrap_or_default(), parts }
}
