//! Writes captions: label, a SEQ field that counts, separator, text.

use super::Writer;
use super::block::Surroundings;
use super::inline::text_runs;
use crate::document::{Caption, Format};
use crate::error::Error;

impl Writer<'_> {
    /// Writes a caption. The place that references point at holds the number alone, as they say `table` in their own words.
    pub(super) fn caption(&mut self, caption: &Caption, around: Surroundings) -> Result<(), Error> {
        let properties = self.paragraph_properties(&caption.paragraph, around)?;
        let line = self.line(&caption.paragraph);
        let format = Format::default();
        self.xml.open("w:p", &[]);
        properties.write(&mut self.xml);
        let closing = self.open_comments(caption.paragraph.id);
        text_runs(&format!("{} ", caption.label), &format, line, &mut self.xml);
        let mark = match caption.paragraph.bookmark {
            Some(bookmark) => {
                let name = self.place_name(bookmark)?.to_owned();
                Some(self.bookmark_start(&name))
            }
            None => None,
        };
        let instruction = format!("SEQ {} \\* ARABIC", sequence(&caption.label));
        self.field(&instruction, &caption.number.to_string(), &format, line);
        if let Some(mark) = mark {
            self.bookmark_end(&mark);
        }
        text_runs(&caption.separator, &format, line, &mut self.xml);
        let cuts = self.comment_cuts(caption.paragraph.id);
        self.inlines(&caption.paragraph.content, cuts, line)?;
        self.xml.raw(&closing);
        self.xml.close("w:p");
        Ok(())
    }
}

/// The label as the name of a sequence: Word's own captions use it, but a name has no spaces.
fn sequence(label: &str) -> String {
    label.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}
