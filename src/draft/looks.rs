//! How a Word file looks against what its body asks for: typeface, size, underlining, pages.

use std::collections::BTreeMap;

use crate::check::{page_limit, severity};
use crate::diagnostic::{Code, counted};
use crate::facts::profile::{Authority, Emphasis, Figure, Profile};
use crate::import::Finding;
use crate::read::word::{Draft, LossKind, Piece};
use crate::submission::Submission;

pub(super) fn check(draft: &Draft, profile: &Profile, facts: &Submission, findings: &mut Vec<Finding>) {
    let letters = letters(draft);
    typeface(&letters, profile, findings);
    size(&letters, profile, findings);
    underline(draft, profile, findings);
    pages(draft, profile, facts, findings);
}

/// What the body itself asks for, not the house style of this program.
fn asked<T>(figure: &Option<Figure<T>>) -> Option<(&Figure<T>, &T)> {
    let figure = figure.as_ref().filter(|figure| figure.authority != Authority::Ours)?;
    Some((figure, figure.value.as_ref()?))
}

/// How many letters of the text, headings left out, have each typeface and size.
fn letters(draft: &Draft) -> BTreeMap<(String, u32), usize> {
    let mut found = BTreeMap::new();
    for paragraph in draft.paragraphs().filter(|paragraph| paragraph.heading.is_none()) {
        for piece in &paragraph.pieces {
            if let Piece::Text { text, look, .. } = piece {
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                // Word sets 10 points in Times New Roman where nothing is said.
                let font = look.font.clone().unwrap_or_else(|| "Times New Roman".to_owned());
                *found.entry((font, look.size.unwrap_or(20))).or_insert(0) += letters;
            }
        }
    }
    found
}

fn most<K: Ord + Clone>(letters: impl Iterator<Item = (K, usize)>) -> Option<K> {
    let mut all: BTreeMap<K, usize> = BTreeMap::new();
    for (key, count) in letters {
        *all.entry(key).or_default() += count;
    }
    all.into_iter().filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count).map(|(key, _)| key)
}

fn typeface(letters: &BTreeMap<(String, u32), usize>, profile: &Profile, findings: &mut Vec<Finding>) {
    let Some((figure, wanted)) = asked(&profile.asks.font) else { return };
    let Some(font) = most(letters.iter().map(|((font, _), count)| (font.clone(), *count))) else { return };
    if !font.eq_ignore_ascii_case(wanted) {
        let message = format!("most of the text is set in {font}, but the body asks for {wanted}");
        let help = format!("in Word, set the typeface of the style Normal to {wanted}");
        findings.push(Finding {
            severity: severity(figure),
            source: Some(profile.cite(figure)),
            ..Finding::warning(Code::WordTypeface, None, message, help)
        });
    }
}

fn size(letters: &BTreeMap<(String, u32), usize>, profile: &Profile, findings: &mut Vec<Finding>) {
    let Some((figure, wanted)) = asked(&profile.asks.font_size) else { return };
    let Some(half_points) = most(letters.iter().map(|((_, size), count)| (*size, *count))) else { return };
    if half_points != wanted * 2 {
        let half = if half_points % 2 == 1 { ".5" } else { "" };
        let message =
            format!("most of the text has a size of {}{half} points, but the body asks for {wanted}", half_points / 2);
        let help = format!("in Word, set the size of the style Normal to {wanted}");
        findings.push(Finding {
            severity: severity(figure),
            source: Some(profile.cite(figure)),
            ..Finding::warning(Code::WordSize, None, message, help)
        });
    }
}

fn underline(draft: &Draft, profile: &Profile, findings: &mut Vec<Finding>) {
    let Some((figure, forbidden)) = asked(&profile.asks.forbidden_emphasis) else { return };
    let places: Vec<_> =
        draft.losses.iter().filter(|loss| loss.kind == LossKind::Underline).map(|loss| loss.place).collect();
    if !forbidden.contains(&Emphasis::Underline) || places.is_empty() {
        return;
    }
    let count = counted(places.len(), "paragraph has", "paragraphs have");
    let message = format!("{count} underlined words, but the body accepts none; this is the first");
    let help = "select the words in Word, and remove the underline (Ctrl+U)";
    findings.push(Finding {
        severity: severity(figure),
        source: Some(profile.cite(figure)),
        ..Finding::warning(Code::WordUnderline, places.first().copied(), message, help)
    });
}

/// The pages that Word counted when the file was saved: the pages of this program are not those of the file.
fn pages(draft: &Draft, profile: &Profile, facts: &Submission, findings: &mut Vec<Finding>) {
    let Some(pages) = draft.properties.pages.filter(|_| !draft.properties.is_ours) else { return };
    let Some((most, limit)) = page_limit(profile, facts).filter(|(most, _)| pages > *most) else { return };
    let message = format!(
        "Word counted {} when the file was saved, but the body accepts {most}",
        counted(pages as usize, "page", "pages")
    );
    let help = "the number can be out of date: look at the last page in Word, and shorten the text if it is too long";
    findings.push(Finding {
        severity: severity(limit).max(crate::diagnostic::Severity::Warning),
        source: Some(profile.cite(limit)),
        ..Finding::warning(Code::WordPages, None, message, help)
    });
}
