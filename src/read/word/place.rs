//! Places as people find them in Word: `paragraph 12 (numbered 3 (a)), under “Housing”`.

use std::fmt;

use super::draft::{Draft, Item, Paragraph, PartOfFile, Place, PlaceId};

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part {
            PartOfFile::Text => write!(f, "paragraph {}", self.paragraph.max(1))?,
            PartOfFile::TextBox => write!(f, "a text box at paragraph {}", self.paragraph.max(1))?,
            PartOfFile::Footnote => write!(f, "footnote {}", self.paragraph.max(1))?,
            PartOfFile::Endnote => write!(f, "endnote {}", self.paragraph.max(1))?,
            PartOfFile::Comment => write!(f, "a comment")?,
            PartOfFile::Margin => return write!(f, "the top or foot of the pages"),
        }
        if let Some(number) = &self.number {
            write!(f, " (numbered {})", number.trim_end_matches('.'))?;
        }
        if self.in_table {
            write!(f, ", in a table")?;
        }
        if let Some(heading) = &self.heading {
            write!(f, ", under “{heading}”")?;
        }
        Ok(())
    }
}

/// Counts paragraphs and notes, and gives each place its words and the heading above it.
pub(super) fn finish(draft: &mut Draft) {
    let mut count = 0;
    let mut heading: Option<String> = None;
    // The numbers of the levels above.
    let mut above: Vec<(usize, String)> = Vec::new();
    let mut set = vec![false; draft.places.len()];
    let paragraphs: Vec<(PlaceId, String, bool, bool, usize)> = draft
        .paragraphs()
        .map(|one| {
            let level = one.number.as_ref().map_or(0, |number| number.level);
            (one.place, one.text(), one.is_blank(), one.heading.is_some(), level)
        })
        .collect();
    for (id, text, is_blank, is_heading, level) in paragraphs {
        let place = &mut draft.places[id.0];
        count += usize::from(!is_blank);
        place.paragraph = count;
        set[id.0] = true;
        if is_heading && !is_blank {
            heading = Some(short(&text));
            above.clear();
        } else {
            place.heading.clone_from(&heading);
            if let Some(number) = &mut place.number {
                above.retain(|(other, _)| *other < level);
                let own = number.trim_end_matches('.').to_owned();
                // `(a)` alone is found nowhere: the numbers above go before it.
                if own.starts_with('(') {
                    let all: Vec<&str> =
                        above.iter().map(|(_, number)| number.as_str()).chain([own.as_str()]).collect();
                    *number = all.join(" ");
                }
                above.push((level, own));
            }
        }
        place.text = text;
    }
    notes(draft, &mut set);
    // What stands between paragraphs is found by the paragraph before it.
    let mut last = (1, None, PartOfFile::Text);
    for (place, set) in draft.places.iter_mut().zip(set) {
        if set {
            if matches!(place.part, PartOfFile::Text | PartOfFile::TextBox) {
                last = (place.paragraph, place.heading.clone(), place.part);
            }
        } else if place.part == PartOfFile::Text || place.part == PartOfFile::TextBox {
            place.paragraph = last.0;
            place.heading.clone_from(&last.1);
        }
    }
    let words: Vec<String> = draft.paragraphs().map(Paragraph::text).collect();
    let notes = draft.notes.iter().flat_map(|note| note.paragraphs.iter().map(Paragraph::text));
    let lost = draft.losses.iter().map(|loss| loss.words.clone());
    draft.words = words.into_iter().chain(notes).chain(lost).map(|text| text.split_whitespace().count()).sum();
}

fn notes(draft: &mut Draft, set: &mut [bool]) {
    let mut counts = [0, 0];
    for note in &draft.notes {
        let count = &mut counts[usize::from(note.is_endnote)];
        *count += 1;
        for paragraph in &note.paragraphs {
            let place = &mut draft.places[paragraph.place.0];
            place.paragraph = *count;
            place.text = paragraph.text();
            set[paragraph.place.0] = true;
        }
    }
}

/// The start of a heading.
fn short(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", words[..at].trim_end()),
        None => words,
    }
}

impl Draft {
    /// A place by its number.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.0]
    }

    /// All paragraphs of the text in reading order, those of tables included.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.items.iter().flat_map(|item| match item {
            Item::Paragraph(paragraph) => vec![paragraph],
            Item::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs).collect()
            }
        })
    }
}
