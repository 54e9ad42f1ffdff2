//! Writes the items of a part as blocks of Markdown, each with the place it comes from.

use super::captions::{caption_label, caption_of};
use super::escape::{Setting, typed_mark, without_bullet, without_mark};
use super::inline::Inlines;
use super::lists::{Depths, ListItem, Next, Style, written};
use super::parts::heading;
use super::plan::{Plan, own_depth};
use super::tell::Finding;
use super::{Numbers, tables};
use crate::diagnostic::Code;
use crate::read::word::{Item, Number, NumberFormat, Paragraph, Piece, PlaceId, Table};

/// A block of Markdown and where it comes from.
pub(super) type Written = (String, PlaceId);

/// Writes the blocks of one part.
pub(super) struct Blocks<'b, 'd> {
    pub(super) plan: &'b Plan<'d>,
    pub(super) inlines: &'b mut Inlines<'d>,
    /// Words that are taken away: typed numbers, labels of captions.
    pub(super) removed: &'b mut Vec<String>,
    out: Vec<Written>,
    list: Vec<ListItem>,
    depths: Depths,
    caption: Option<Written>,
    /// If the last block takes a caption that follows it: whether it stands on a turned page.
    takes_caption: Option<bool>,
    in_recommendations: bool,
    quotation: Option<(Vec<String>, Option<String>, PlaceId)>,
    part: PartLook,
}

/// How a part is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PartLook {
    /// Whether its paragraphs have numbers.
    pub(super) is_numbered: bool,
    /// Whether all of it stands on turned pages.
    pub(super) is_turned: bool,
}

impl<'b, 'd> Blocks<'b, 'd> {
    pub(super) fn new(
        plan: &'b Plan<'d>,
        inlines: &'b mut Inlines<'d>,
        removed: &'b mut Vec<String>,
        part: PartLook,
    ) -> Blocks<'b, 'd> {
        let (out, list, depths) = (Vec::new(), Vec::new(), Depths::default());
        let (caption, takes_caption, in_recommendations, quotation) = (None, None, false, None);
        Blocks {
            plan,
            inlines,
            removed,
            out,
            list,
            depths,
            caption,
            takes_caption,
            in_recommendations,
            quotation,
            part,
        }
    }

    pub(super) fn items(mut self, items: &[&'d Item]) -> Vec<Written> {
        for (at, item) in items.iter().enumerate() {
            match item {
                Item::Table(table) => {
                    self.end_list(Next::Other);
                    self.end_quotation();
                    self.table(table);
                }
                Item::Paragraph(paragraph) => self.paragraph(paragraph, &items[at + 1..]),
            }
        }
        self.end_list(Next::Text);
        self.end_quotation();
        self.end_caption();
        self.close_recommendations();
        self.out
    }

    fn push(&mut self, text: String, place: PlaceId) {
        if !text.is_empty() {
            self.out.push((text, place));
        }
        self.takes_caption = None;
    }

    fn paragraph(&mut self, paragraph: &Paragraph, after: &[&'d Item]) {
        let is_ours = self.plan.draft.properties.is_ours;
        // Headings of others begin pages by their style.
        let begins_page = paragraph.look.page_before && (is_ours || paragraph.heading.is_none());
        let breaks_page = begins_page || paragraph.pieces.contains(&Piece::PageBreak);
        // A break before the first words is the end of a first page.
        if breaks_page && (is_ours || !self.out.is_empty()) {
            self.end_list(Next::Other);
            self.end_quotation();
            self.end_caption();
            self.close_recommendations();
            self.push("{page_break}".to_owned(), paragraph.place);
        }
        if paragraph.is_blank() {
            return;
        }
        if paragraph.text().trim().is_empty() && paragraph.pieces.iter().any(|piece| matches!(piece, Piece::Picture(_)))
        {
            self.end_list(Next::Other);
            self.end_quotation();
            self.inlines.pictures.clear();
            self.inlines.paragraph(paragraph, 0, Setting::Line);
            self.figures(paragraph, after);
            return;
        }
        if let Some(level) = heading(paragraph, self.plan.options) {
            return self.heading(paragraph, level);
        }
        if self.is_caption(paragraph) {
            return self.caption(paragraph);
        }
        let style = paragraph.style.as_str();
        if style == "quotation source" || style.contains("quote") || style == "block text" {
            return self.quote(paragraph, style == "quotation source");
        }
        self.end_quotation();
        if self.list_item(paragraph, after) {
            return;
        }
        self.end_list(Next::Text);
        self.end_caption();
        self.plain(paragraph, after);
    }

    fn heading(&mut self, paragraph: &Paragraph, level: u8) {
        self.end_list(Next::Text);
        self.end_quotation();
        self.end_caption();
        self.close_recommendations();
        let skip = self.plan.typed_headings.get(&paragraph.place).copied().unwrap_or(0);
        self.remove(paragraph, skip);
        self.inlines.is_heading = true;
        let text = self.inlines.paragraph(paragraph, skip, Setting::Line).replace("\\\n", " ").replace('\n', " ");
        self.inlines.is_heading = false;
        let level = (level.saturating_sub(self.plan.top) + 1).clamp(1, 5);
        let unnumbered = self.plan.numbered_headings && paragraph.number.is_none();
        let text = format!(
            "{} {text}{}",
            "#".repeat(usize::from(level)),
            self.attributes(paragraph.place, unnumbered.then_some("-"))
        );
        self.push(text, paragraph.place);
        self.stray_pictures(paragraph);
    }

    /// Remembers the first characters of a paragraph as words that are not carried.
    fn remove(&mut self, paragraph: &Paragraph, length: usize) {
        let words: String = paragraph.text().chars().take(length).collect();
        self.removed.extend(words.split_whitespace().map(str::to_owned));
    }

    /// ` {#id -}`.
    fn attributes(&self, place: PlaceId, more: Option<&str>) -> String {
        let id = self.plan.ids.get(&place).filter(|id| self.inlines.used.contains(*id));
        let words: Vec<String> = id.map(|id| format!("#{id}")).into_iter().chain(more.map(str::to_owned)).collect();
        if words.is_empty() { String::new() } else { format!(" {{{}}}", words.join(" ")) }
    }

    fn plain(&mut self, paragraph: &Paragraph, after: &[&'d Item]) {
        let numbered = self.plan.numbered.as_ref();
        let by_word =
            paragraph.number.as_ref().is_some_and(|number| Some(&number.list) == numbered && number.level == 0);
        let skip = self.plan.typed.get(&paragraph.place).copied().unwrap_or(0);
        self.remove(paragraph, skip);
        self.recommendations(paragraph, by_word, after);
        self.inlines.pictures.clear();
        let (bullet, length) = typed_bullet(&paragraph.text());
        if bullet && skip == 0 && !by_word {
            let text = without_mark(self.inlines.paragraph(paragraph, length, Setting::Line));
            self.push(format!("- {text}"), paragraph.place);
            return self.stray_pictures(paragraph);
        }
        let text = self.inlines.paragraph(paragraph, skip, Setting::Paragraph);
        let is_marked = typed_mark(&text).is_some();
        let text = if by_word || skip > 0 { without_mark(text) } else { text };
        let has_numbers = numbered.is_some() || !self.plan.typed.is_empty();
        let unnumbered = self.part.is_numbered
            && !by_word
            && skip == 0
            && !is_marked
            && (has_numbers || self.plan.options.numbers == Numbers::AsInWord);
        if text.is_empty() {
            return self.stray_pictures(paragraph);
        }
        let text = format!("{text}{}", self.attributes(paragraph.place, unnumbered.then_some("-")));
        self.push(text, paragraph.place);
        self.stray_pictures(paragraph);
    }

    /// Opens and closes the block of recommendations of our own files.
    fn recommendations(&mut self, paragraph: &Paragraph, by_word: bool, after: &[&'d Item]) {
        // Recommendations that are numbered paragraphs themselves have no sentence before them.
        let is_numbered = |next: &Paragraph| {
            next.number
                .as_ref()
                .is_some_and(|number| Some(&number.list) == self.plan.numbered.as_ref() && number.level == 0)
        };
        let is_one = |item: &&Item| matches!(item, Item::Paragraph(next) if next.style.starts_with("recommendation") && !is_numbered(next));
        let is_own = paragraph.style.starts_with("recommendation");
        let leads = by_word && after.first().is_some_and(is_one) && !is_own;
        if self.in_recommendations && !is_own {
            self.close_recommendations();
        }
        if !self.in_recommendations && (leads || is_own) {
            self.in_recommendations = true;
            self.push("::: recommendations".to_owned(), paragraph.place);
        }
    }

    fn close_recommendations(&mut self) {
        if std::mem::take(&mut self.in_recommendations) {
            let place = self.out.last().map(|(_, place)| *place).unwrap_or_default();
            self.push(":::".to_owned(), place);
        }
    }

    /// An item of a list, or a later paragraph of the item before it.
    fn list_item(&mut self, paragraph: &Paragraph, after: &[&'d Item]) -> bool {
        let shows_nothing = |number: &Number| number.format == NumberFormat::Nothing;
        let number = paragraph.number.as_ref().filter(|number| !shows_nothing(number));
        let is_later = paragraph.style.starts_with("list continue")
            || paragraph.look.indent > 0 && paragraph.number.as_ref().is_some_and(shows_nothing);
        let numbered = self.plan.numbered.as_ref();
        match number {
            Some(number) if Some(&number.list) == numbered && number.level == 0 => false,
            Some(number) => {
                let Some(style) = Style::of(number) else { return false };
                self.end_caption();
                let is_own = paragraph.style.starts_with("recommendation");
                let is_ours = self.plan.draft.properties.is_ours;
                let level = if is_ours { own_depth(number) } else { number.level };
                let is_outer = level == 0 || is_own;
                // Recommendations are a list of their own.
                if is_outer && is_own != self.in_recommendations {
                    self.end_list(Next::Other);
                }
                if self.list.is_empty() {
                    self.recommendations(paragraph, false, after);
                }
                let depth = if is_ours { level } else { self.depths.of(number, paragraph.look.indent) };
                // An item cannot stand deeper than one below the item before it.
                let depth = depth.min(self.list.last().map_or(0, |last| last.depth + 1));
                self.inlines.pictures.clear();
                let text = without_bullet(without_mark(self.inlines.paragraph(paragraph, 0, Setting::Line)));
                let text = if text.is_empty() { "\u{2014}".to_owned() } else { text };
                let text = format!("{text}{}", self.attributes(paragraph.place, None));
                let (value, place) = (number.value, paragraph.place);
                self.list.push(ListItem { style, depth, value, text, place, more: Vec::new() });
                true
            }
            None if is_later && !self.list.is_empty() => {
                let text = self.inlines.paragraph(paragraph, 0, Setting::Line);
                let text = without_mark(text);
                if let Some(last) = self.list.last_mut() {
                    last.more.push((text, paragraph.place));
                }
                true
            }
            None => false,
        }
    }

    fn end_list(&mut self, next: Next) {
        if !self.list.is_empty() {
            let items = std::mem::take(&mut self.list);
            self.depths = Depths::default();
            for (text, place) in written(&items, next) {
                self.push(text, place);
            }
        }
    }

    fn quote(&mut self, paragraph: &Paragraph, is_source: bool) {
        self.end_list(Next::Other);
        self.end_caption();
        let text = without_mark(self.inlines.paragraph(paragraph, 0, Setting::Paragraph));
        let quotation = self.quotation.get_or_insert((Vec::new(), None, paragraph.place));
        if is_source {
            quotation.1 = Some(text);
            self.end_quotation();
        } else {
            quotation.0.push(text);
        }
    }

    fn end_quotation(&mut self) {
        let Some((paragraphs, source, place)) = self.quotation.take() else { return };
        self.close_recommendations();
        let mut lines = Vec::new();
        for (at, text) in paragraphs.iter().enumerate() {
            if at > 0 {
                lines.push(">".to_owned());
            }
            lines.extend(text.lines().map(|line| format!("> {line}")));
        }
        if let Some(source) = source {
            lines.push(">".to_owned());
            lines.push(format!("> — {}", source.replace('\n', " ")));
        }
        self.push(lines.join("\n"), place);
    }

    /// Whether a paragraph is the caption of a table or picture beside it.
    fn is_caption(&self, paragraph: &Paragraph) -> bool {
        caption_of(paragraph).is_some()
    }

    fn caption(&mut self, paragraph: &Paragraph) {
        self.end_list(Next::Other);
        self.end_quotation();
        self.close_recommendations();
        let length = caption_label(&paragraph.text(), &self.plan.all_labels).map_or(0, |label| label.length);
        self.remove(paragraph, length);
        self.inlines.is_heading = true;
        let text = self.inlines.paragraph(paragraph, length, Setting::Line).replace("\\\n", " ");
        self.inlines.is_heading = false;
        match self.takes_caption.take() {
            Some(is_turned) => self.captioned((text, paragraph.place), is_turned),
            None => {
                self.end_caption();
                self.caption = Some((text, paragraph.place));
            }
        }
    }

    /// Writes the caption of the table or picture above it.
    fn captioned(&mut self, (text, place): Written, is_turned: bool) {
        if !text.is_empty() {
            let attributes = self.attributes(place, is_turned.then_some("landscape=true"));
            self.out.push((format!(": {}{attributes}", text.trim_start()), place));
        }
    }

    /// A caption with nothing below it is a paragraph.
    fn end_caption(&mut self) {
        if let Some((text, place)) = self.caption.take() {
            let attributes = if text.is_empty() { String::new() } else { self.attributes(place, None) };
            self.push(format!("{text}{attributes}"), place);
        }
        self.takes_caption = None;
    }

    fn table(&mut self, table: &'d Table) {
        self.close_recommendations();
        let cells: Vec<_> = table.rows.iter().flat_map(|row| &row.cells).collect();
        if let [only] = cells.as_slice() {
            // A table of one cell is a box around paragraphs.
            for paragraph in &only.paragraphs {
                self.paragraph(paragraph, &[]);
            }
            return;
        }
        self.inlines.pictures.clear();
        let Some(text) = tables::table(self.inlines, table) else { return };
        let caption = self.caption.take();
        self.push(text, table.place);
        let is_turned = !self.part.is_turned && self.plan.turned.contains(&table.place);
        match caption {
            Some(caption) => self.captioned(caption, is_turned),
            None => self.takes_caption = Some(is_turned),
        }
        self.stray_at(table.place);
    }

    /// The pictures of a paragraph that has nothing else.
    fn figures(&mut self, paragraph: &Paragraph, after: &[&'d Item]) {
        self.close_recommendations();
        let pictures = std::mem::take(&mut self.inlines.pictures);
        let caption = after.iter().find_map(|item| match item {
            Item::Paragraph(next) if next.is_blank() => None,
            Item::Paragraph(next) if self.is_caption(next) => Some(Some(next.text())),
            _ => Some(None),
        });
        let caption = caption.flatten().map(|text| {
            let length = caption_label(&text, &self.plan.all_labels).map_or(0, |label| label.length);
            text.chars().skip(length).collect::<String>()
        });
        for picture in pictures {
            self.figure(picture, caption.as_deref(), paragraph.place);
        }
    }

    fn figure(&mut self, picture: usize, caption: Option<&str>, place: PlaceId) {
        let Some(found) = self.plan.draft.pictures.get(picture) else { return };
        let Some(name) = self.plan.file_of(picture) else {
            let message =
                "a picture is not carried: it is damaged, or of a kind that a report cannot have (EMF, WMF, GIF, TIFF)";
            let help = "save it as PNG or JPEG, and write `![what it shows](picture.png)` at its place";
            self.inlines.findings.push(Finding::warning(Code::WordPicture, Some(place), message, help));
            return;
        };
        let given = super::frame::one_line(&found.alt);
        let alt = if given.is_empty() { caption.map(super::frame::one_line).unwrap_or_default() } else { given };
        let alt = if alt.is_empty() {
            let message = "the picture has no description for readers who do not see it";
            let help = format!("in the report, write what `{name}` shows in place of “A picture”");
            self.inlines.findings.push(Finding::warning(Code::WordAltText, Some(place), message, help));
            "A picture".to_owned()
        } else {
            super::escape::escape(&alt, Setting::Line)
        };
        let width = found.width.map(|width| width / 36_000).filter(|mm| (5..=400).contains(mm));
        let width = width.map(|mm| format!("{{width={}.{}cm}}", mm / 10, mm % 10)).unwrap_or_default();
        self.end_caption();
        self.push(format!("![{alt}](<{name}>){width}"), place);
        self.takes_caption = Some(false);
    }

    /// Pictures inside a text stand after it.
    fn stray_pictures(&mut self, paragraph: &Paragraph) {
        self.stray_at(paragraph.place);
    }

    fn stray_at(&mut self, place: PlaceId) {
        let pictures = std::mem::take(&mut self.inlines.pictures);
        if pictures.is_empty() {
            return;
        }
        let message = "a picture inside a text or table is carried after it";
        let help = "check that it is where it belongs";
        self.inlines.findings.push(Finding::info(Code::WordPicture, Some(place), message, help));
        for picture in pictures {
            self.figure(picture, None, place);
        }
        self.takes_caption = None;
    }
}

/// Whether a text begins with a bullet that was typed, and how many characters it takes.
fn typed_bullet(text: &str) -> (bool, usize) {
    let lead = text.chars().take_while(|c| c.is_whitespace()).count();
    let mut signs = text.chars().skip(lead);
    let is_bullet = matches!(signs.next(), Some('•' | '·' | '▪' | '●' | '◦' | '\u{F0B7}' | '–' | '-' | '*' | '➢'));
    let space = signs.take_while(|c| c.is_whitespace() || *c == '\u{A0}').count();
    (is_bullet && space > 0, lead + 1 + space)
}

#[cfg(test)]
mod tests {
    use super::typed_bullet;

    #[test]
    fn a_typed_bullet_needs_a_space() {
        assert_eq!(typed_bullet("• one"), (true, 2));
        assert_eq!(typed_bullet("–5 degrees"), (false, 1));
    }
}
