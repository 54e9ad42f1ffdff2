//! The keys of a report from the first page of a Word file: what its labels say is sure, the rest is guessed or asked.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::facts::language::{Labels, Language, Script, Share, script_of};
use crate::facts::profile::{Profile, Status};
use crate::read::word::{Draft, Paragraph, Piece};

use super::tell::Finding;

/// What the first page says.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    /// `session: 78` and the like, as they stand in the report.
    pub(super) keys: BTreeMap<&'static str, String>,
    pub(super) submitters: Vec<Submitter>,
    /// Lines that no key holds.
    pub(super) rest: Vec<String>,
    /// Lines that the program writes anew from the keys.
    pub(super) known: Vec<String>,
    /// Whether the title stands on a page of its own, where our own file has it otherwise than its body asks.
    pub(super) cover: Option<bool>,
    /// A State that a line names.
    pub(super) guessed_state: Option<(String, String)>,
}

/// An organization.
#[derive(Clone, Debug, Default)]
pub(super) struct Submitter {
    pub(super) name: String,
    pub(super) short_name: Option<String>,
    pub(super) status: Option<(Status, &'static str)>,
}

/// Whether a language is written in the script of these words.
pub(super) fn fits(words: &str, tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or("");
    let expected = match primary {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" => Script::Arabic,
        "zh" | "ja" => Script::Chinese,
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" | "ky" | "mn" | "tg" => Script::Cyrillic,
        "he" | "hi" | "el" | "ka" | "hy" | "th" | "ko" => return false,
        _ => Script::Latin,
    };
    script_of(words) == Some(expected)
}

/// The language of a text: by its script, by its commonest words, then by what Word was told.
pub(super) fn language(draft: &Draft, findings: &mut Vec<Finding>) -> Language {
    let own = draft.properties.language.as_deref().filter(|_| draft.properties.is_ours);
    if let Some(language) = own.and_then(Language::from_code) {
        return language;
    }
    let mut share = Share::default();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for paragraph in draft.paragraphs() {
        for piece in &paragraph.pieces {
            if let Piece::Text { text: words, look, .. } = piece {
                share.add(words);
                if let Some(tag) = look.tag() {
                    let primary = tag.split('-').next().unwrap_or("").to_lowercase();
                    *told.entry(primary).or_default() += words.len();
                }
            }
        }
    }
    if let Some(language) = share.language() {
        return language;
    }
    let Some((tag, _)) = told.iter().max_by_key(|(_, length)| **length) else { return Language::En };
    Language::from_code(tag).unwrap_or_else(|| {
        let message =
            format!("the text is in a language (`{tag}`) that a report cannot be in; its labels are in English now");
        let help = "the United Nations accepts reports in Arabic, Chinese, English, French, Russian and Spanish";
        findings.push(Finding::warning(Code::WordLanguage, None, message, help));
        Language::En
    })
}

/// Reads the first page.
pub(super) fn frame(front: &[&Paragraph], labels: &Labels, body: Option<&str>, draft: &Draft) -> Frame {
    let is_ours = draft.properties.is_ours;
    let mut frame = Frame::default();
    let mut has_cover = false;
    let mut names_follow = false;
    let states = labels.state_names();
    for paragraph in front {
        let text = one_line(&paragraph.text());
        if text.is_empty() {
            continue;
        }
        if let Some((names, note)) = supporters(paragraph, labels, draft) {
            frame.keys.insert("supporters", names);
            frame.known.push(note);
        }
        match paragraph.style.as_str() {
            // The title of a cover stands once more above the text.
            "title" if frame.title.as_ref() == Some(&text) => {
                has_cover = true;
                frame.known.push(text);
            }
            "title" => {
                let title = frame.title.take().map(|title| format!("{title} {text}"));
                frame.title = Some(title.unwrap_or(text));
            }
            "subtitle" => {
                let subtitle = frame.subtitle.take().map(|subtitle| format!("{subtitle} {text}"));
                frame.subtitle = Some(subtitle.unwrap_or(text));
            }
            _ if text == one_line(&labels.submitted_by) || text == one_line(&labels.jointly_submitted_by) => {
                names_follow = true;
                frame.known.push(text);
            }
            style => {
                let own_key = || own_key(&text, labels, &states).filter(|_| is_ours);
                if let Some((key, value)) = key(&text, labels, body, &states).or_else(own_key) {
                    frame.keys.insert(key, value);
                    frame.known.push(text);
                } else if names_follow && style.starts_with("title block") {
                    frame.submitters.push(submitter(paragraph, labels));
                } else {
                    frame.rest.push(text);
                }
            }
        }
    }
    if frame.title.is_none() {
        frame.title = title_by_size(front);
        if let Some(title) = &frame.title {
            frame.rest.retain(|line| line != title);
        }
    }
    if is_ours {
        let body = body.or(frame.keys.get("submitted_to").map(String::as_str)).unwrap_or("generic");
        let usual = Profile::load(body).ok().flatten().is_some_and(|profile| profile.cover);
        frame.cover = Some(has_cover).filter(|cover| *cover != usual);
    }
    let lines = frame.title.iter().chain(&frame.subtitle).chain(&frame.rest);
    frame.guessed_state =
        lines.into_iter().find_map(|line| named_state(line, &states).map(|code| (code, line.clone())));
    frame
}

/// The line in the largest type, the first of them.
fn title_by_size(front: &[&Paragraph]) -> Option<String> {
    let size = |paragraph: &Paragraph| {
        let sizes = paragraph.pieces.iter().filter_map(|piece| match piece {
            Piece::Text { look, text, .. } if !text.trim().is_empty() => look.size.map(|size| (size, look.bold)),
            _ => None,
        });
        sizes.max().unwrap_or((0, false))
    };
    let lines: Vec<&&Paragraph> = front.iter().filter(|paragraph| !paragraph.is_blank()).collect();
    let largest = lines.iter().map(|line| size(line)).max()?;
    lines.into_iter().find(|line| size(line) == largest).map(|line| one_line(&line.text()))
}

/// The key that a line of our own title block comes from.
fn key(text: &str, labels: &Labels, body: Option<&str>, states: &[(&str, String)]) -> Option<(&'static str, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() && digits.len() < 4 && one_line(&labels.session(&digits)) == text {
        return Some(("session", digits));
    }
    let between = |pattern: &str, sign: &str| {
        let pattern = one_line(pattern);
        let (before, after) = pattern.split_once(sign)?;
        text.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
    };
    if let Some(name) = between(&labels.state_under_review, "{state}")
        && let Some(code) = code_of(&name, states)
    {
        return Some(("state", code));
    }
    if let Some(item) = between(&labels.agenda_item, "{number}").filter(|item| item.parse::<u32>().is_ok()) {
        return Some(("agenda_item", item));
    }
    if text == one_line(&labels.confidential) {
        return Some(("confidential", "true".to_owned()));
    }
    if let Some((stage, _)) = labels.stages.iter().find(|(_, words)| one_line(words) == text) {
        return Some(("stage", stage.clone()));
    }
    let addressed = Profile::addressed(text, labels.language);
    if let Some(id) = addressed.into_iter().find(|id| body.is_none_or(|body| body == *id)) {
        return Some(("submitted_to", id.to_owned()));
    }
    date(text, labels).map(|date| ("date", date))
}

/// Those who share the views of a statement, from the note to its title, and that note.
fn supporters(paragraph: &Paragraph, labels: &Labels, draft: &Draft) -> Option<(String, String)> {
    let Some(Piece::Note(note)) = paragraph.pieces.iter().find(|piece| matches!(piece, Piece::Note(_))) else {
        return None;
    };
    let text: String = draft.notes.get(*note)?.paragraphs.iter().map(Paragraph::text).collect();
    let text = one_line(&text);
    let within = |sentence: &str| {
        let (before, after) = sentence.split_once("{names}")?;
        text.strip_prefix(before)?.strip_suffix(after).map(str::to_owned)
    };
    let names: Vec<String> = match within(&labels.supporter) {
        Some(name) if labels.supporter != labels.supporters => vec![name],
        _ => {
            let all = within(&labels.supporters)?;
            let (first, last) = all.rsplit_once(labels.list_and.as_str()).unwrap_or((&all, ""));
            let names = first.split(labels.list_comma.as_str()).chain([last]);
            names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
    };
    Some((serde_json::Value::from(names).to_string(), text))
}

/// The key of a line that only our own files have: a State alone, or key words.
fn own_key(text: &str, labels: &Labels, states: &[(&str, String)]) -> Option<(&'static str, String)> {
    if let Some(code) = code_of(text, states) {
        return Some(("state", code));
    }
    let (before, after) = labels.key_words.split_once("{words}")?;
    let words = text.strip_prefix(one_line(before).as_str())?.strip_suffix(one_line(after).as_str())?;
    let words: Vec<&str> = words.split(labels.list_comma.trim()).map(str::trim).collect();
    Some(("keywords", serde_json::Value::from(words).to_string()))
}

/// The day that a line is, written as the program writes it.
fn date(text: &str, labels: &Labels) -> Option<String> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    let year: i16 = years.next_back()?.parse().ok()?;
    let first = jiff::civil::Date::new(year, 1, 1).ok()?;
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok()).take(366);
    days.into_iter().find(|day| one_line(&labels.date(*day)) == text).map(|day| day.to_string())
}

fn code_of(name: &str, states: &[(&str, String)]) -> Option<String> {
    states.iter().find(|(_, known)| one_line(known) == name).map(|(code, _)| (*code).to_owned())
}

/// The State that a line names; of “Guinea” and “Equatorial Guinea” the longer.
fn named_state(line: &str, states: &[(&str, String)]) -> Option<String> {
    let named = states.iter().filter(|(_, name)| is_word_of(line, name));
    named.max_by_key(|(_, name)| name.len()).map(|(code, _)| (*code).to_owned())
}

fn is_word_of(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        let is_han = name.chars().any(|c| ('\u{3400}'..='\u{9FFF}').contains(&c));
        is_han || !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn submitter(paragraph: &Paragraph, labels: &Labels) -> Submitter {
    let at = paragraph.pieces.iter().position(|piece| *piece == Piece::LineBreak).unwrap_or(paragraph.pieces.len());
    let text = |pieces: &[Piece]| one_line(&pieces.iter().map(Piece::text).collect::<String>());
    let name = text(&paragraph.pieces[..at]);
    let status = text(paragraph.pieces.get(at + 1..).unwrap_or(&[]));
    let known = [(Status::General, "general"), (Status::Special, "special"), (Status::Roster, "roster")];
    let is_it = |(known, _): &(Status, &str)| labels.status(*known).map(one_line).as_deref() == Some(status.as_str());
    let status = known.into_iter().find(is_it);
    match name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")) {
        Some((name, short)) => Submitter { name: name.to_owned(), short_name: Some(short.to_owned()), status },
        None => Submitter { name, short_name: None, status },
    }
}

/// Words with one space between them.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
