//! The outline of a document: headings, paragraph numbers, articles and recommendations, as a tree.

use serde::Serialize;

use super::count::{part_label, part_name};
use super::walk::{self, Place, Visit};
use crate::document::{Document, ListId, PartKind, Role};
use crate::facts::article::Article;
use crate::source::Span;

/// The outline of a report.
#[derive(Clone, Debug, Serialize)]
pub struct Outline {
    /// The report's title.
    pub title: String,
    /// Summary, body and annexes in their order.
    pub parts: Vec<OutlinePart>,
}

/// The outline of a part.
#[derive(Clone, Debug, Serialize)]
pub struct OutlinePart {
    /// Which part.
    #[serde(serialize_with = "part_name")]
    pub part: PartKind,
    /// What stands in it before its first heading, then under each.
    pub sections: Vec<OutlineSection>,
}

/// What stands under a heading, without its subheadings.
#[derive(Clone, Debug, Default, Serialize)]
pub struct OutlineSection {
    /// The level of the heading; 0: before the first heading.
    pub level: u8,
    /// The heading's number without its full stop.
    pub number: Option<String>,
    /// The heading.
    pub title: String,
    /// The numbers of its paragraphs.
    pub paragraphs: Vec<u32>,
    /// The numbers of the treaty articles that its paragraphs speak of, sorted.
    pub articles: Vec<u32>,
    /// The same articles as they are written, sorted: `1–3`, `5 (a)`.
    pub named_articles: Vec<String>,
    /// Its recommendations.
    pub recommendations: Vec<OutlineRecommendation>,
    /// Where the heading stands in the author's file.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// A recommendation that can be pointed at.
#[derive(Clone, Debug, Serialize)]
pub struct OutlineRecommendation {
    /// Its paragraph and letter: `24 (a)`.
    pub number: String,
    /// Its words.
    pub text: String,
}

/// Makes the outline of a report.
pub fn outline(document: &Document) -> Outline {
    let mut parts: Vec<(usize, OutlinePart)> = Vec::new();
    for visit in walk::paragraphs(document) {
        let shown = match visit.part.kind {
            PartKind::Summary | PartKind::Body | PartKind::Annex => true,
            PartKind::Cover | PartKind::Title | PartKind::Profile | PartKind::Contents | PartKind::Sources => false,
        };
        if !shown {
            continue;
        }
        if parts.last().is_none_or(|(index, _)| *index != visit.part_index) {
            parts.push((visit.part_index, OutlinePart { part: visit.part.kind, sections: Vec::new() }));
        }
        if let Some((_, part)) = parts.last_mut() {
            add(part, &visit);
        }
    }
    Outline { title: document.metadata.title.clone(), parts: parts.into_iter().map(|(_, part)| part).collect() }
}

fn add(part: &mut OutlinePart, visit: &Visit) {
    if visit.place == Place::Heading {
        let level = match visit.paragraph.role {
            Role::Heading(level) => level,
            _ => 1,
        };
        let number = visit.paragraph.marker.as_ref().map(|marker| bare(&marker.text));
        part.sections.push(OutlineSection {
            level,
            number,
            title: one_line(&visit.text.words),
            span: Some(visit.paragraph.span),
            ..Default::default()
        });
    }
    if part.sections.is_empty() {
        part.sections.push(OutlineSection::default());
    }
    let Some(section) = part.sections.last_mut() else { return };
    section.add_articles(&visit.paragraph.articles);
    let Some(marker) = &visit.paragraph.marker else { return };
    // A recommendation without words before it is a numbered paragraph by itself.
    let is_numbered = marker.list == ListId::PARAGRAPHS && marker.level == 0;
    if is_numbered {
        section.paragraphs.push(marker.number);
    }
    if visit.place == Place::Recommendation {
        let number = match section.paragraphs.last().filter(|_| !is_numbered) {
            Some(paragraph) => format!("{paragraph} {}", marker.text),
            None => bare(&marker.text),
        };
        section.recommendations.push(OutlineRecommendation { number, text: one_line(&visit.text.words) });
    }
}

fn bare(marker: &str) -> String {
    marker.trim_end_matches('.').to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Outline {
    /// As a tree for people.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.title);
        for part in &self.parts {
            // A part that begins with its own heading needs no other name.
            let named = part.sections.first().is_some_and(|section| !section.title.is_empty());
            if part.part != PartKind::Body && !named {
                text += &format!("{}\n", part_label(part.part));
            }
            for section in &part.sections {
                text += &section.to_text();
            }
        }
        text
    }
}

impl OutlineSection {
    fn add_articles(&mut self, articles: &[Article]) {
        for article in articles {
            for number in article.numbers() {
                if let Err(at) = self.articles.binary_search(&number) {
                    self.articles.insert(at, number);
                }
            }
            let written = article.to_string();
            if !self.named_articles.contains(&written) {
                self.named_articles.push(written);
            }
        }
        self.named_articles.sort_by_key(|written| Article::parse(written));
    }

    fn to_text(&self) -> String {
        let indent = "  ".repeat(usize::from(self.level.max(1)));
        let mut line = self.number.as_ref().map(|number| format!("{number}. ")).unwrap_or_default() + &self.title;
        if let Some(paragraphs) = ranges("para.", "paras.", &self.paragraphs) {
            line = format!("{line}  {paragraphs}");
        }
        if let Some(articles) = self.articles_text() {
            line = format!("{line}  {articles}");
        }
        let mut text = match line.trim_start() {
            "" => String::new(),
            line => format!("{indent}{line}\n"),
        };
        for recommendation in &self.recommendations {
            text += &format!("{indent}  * {}: {}\n", recommendation.number, recommendation.text);
        }
        text
    }
}

impl OutlineSection {
    /// `art. 11`, `arts. 1–3, 5 (a)`.
    fn articles_text(&self) -> Option<String> {
        // Whole articles that follow each other are a range; parts of articles stand as they are.
        let is_whole = |written: &String| !written.contains('(') && !written.contains(')');
        if self.named_articles.iter().all(is_whole) {
            return ranges("art.", "arts.", &self.articles);
        }
        let label = if self.articles.len() == 1 { "art." } else { "arts." };
        Some(format!("{label} {}", self.named_articles.join(", ")))
    }
}

/// `paras. 1–3, 5`.
fn ranges(one: &str, several: &str, numbers: &[u32]) -> Option<String> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let written: Vec<String> = runs
        .iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
        .collect();
    let label = if numbers.len() == 1 { one } else { several };
    (!written.is_empty()).then(|| format!("{label} {}", written.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::{outline, ranges};
    use crate::document::sample;

    #[test]
    fn runs_of_numbers_become_ranges() {
        assert_eq!(ranges("para.", "paras.", &[1, 2, 3, 5]).as_deref(), Some("paras. 1–3, 5"));
        assert_eq!(ranges("para.", "paras.", &[7]).as_deref(), Some("para. 7"));
        assert_eq!(ranges("para.", "paras.", &[]), None);
    }

    #[test]
    fn the_tree_shows_headings_numbers_and_each_recommendation() {
        let outline = outline(&sample::everything());
        let text = outline.to_text();
        assert!(
            text.starts_with(
                "A sample of every block\n  I. Housing and water  paras. 1–3\n    * 3 (a): Build houses.\n"
            ),
            "{text}"
        );
        let json = serde_json::to_value(&outline).expect("it can be written");
        let keys =
            |value: &serde_json::Value| value.as_object().map(|object| object.keys().cloned().collect::<Vec<_>>());
        let named = |names: &str| Some(names.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(keys(&json), named("parts title"));
        let section = &json["parts"][0]["sections"][0];
        assert_eq!(keys(section), named("articles level named_articles number paragraphs recommendations title"));
        assert_eq!(json["parts"][0]["part"], "body");
        assert_eq!(json["parts"][0]["sections"][0]["recommendations"][0]["number"], "3 (a)");
    }
}
