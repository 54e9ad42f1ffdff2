//! From a submission and its body to advice on the upload: which files, by which name, where, by when, and who says so.

use serde::Serialize;

use crate::document::Submission;
use crate::facts::language::Language;
use crate::facts::profile::{Figure, FileFormat, FileName, Profile, format_names};

/// What to upload.
#[derive(Clone, Debug, Serialize)]
pub struct Upload {
    /// The formats the body takes.
    pub formats: Vec<FileFormat>,
    /// The formats it refuses.
    pub refused: Vec<FileFormat>,
    /// What to know, line by line, each with its source.
    pub advice: Vec<Advice>,
}

/// One thing to know for the upload.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// What it is about: `upload`, `do not upload`, `where`, `by when`, `public`.
    pub topic: &'static str,
    /// The answer, or that it is not known to us.
    pub text: String,
    /// Whether it is known.
    pub known: bool,
    /// Who says so, or where to look.
    pub source: Option<String>,
}

/// The advice for a submission.
pub fn upload(profile: &Profile, facts: &Submission) -> Upload {
    let asks = &profile.asks;
    let mut advice = vec![
        say(profile, "upload", asks.upload_formats.as_ref(), |formats| format_names(formats)),
        say(profile, "where", asks.channel.as_ref(), String::clone),
        say(profile, "by when", asks.deadline.as_ref(), |rule| {
            format!("{rule}; check the note of the session, deadlines are moved at times")
        }),
    ];
    if let Some(refused) = &asks.refused_formats {
        advice.insert(1, say(profile, "do not upload", Some(refused), |formats| format_names(formats)));
    }
    let session = facts.session.as_ref().map(|session| session.value.as_str());
    for figure in asks.dates.iter().flatten() {
        if figure.value.as_ref().is_some_and(|known| Some(known.session.as_str()) == session) {
            advice.push(say(profile, "by when", Some(figure), |known| {
                format!("{} for session {}", known.date, known.session)
            }));
        }
    }
    if asks.publication.is_some() {
        advice.push(say(profile, "public", asks.publication.as_ref(), String::clone));
    }
    let formats = |figure: &Option<Figure<Vec<FileFormat>>>| {
        figure.as_ref().and_then(|figure| figure.value.clone()).unwrap_or_default()
    };
    Upload { formats: formats(&asks.upload_formats), refused: formats(&asks.refused_formats), advice }
}

fn say<T>(profile: &Profile, topic: &'static str, figure: Option<&Figure<T>>, words: impl Fn(&T) -> String) -> Advice {
    let Some(figure) = figure else {
        return Advice { topic, text: "not known to us".to_owned(), known: false, source: None };
    };
    let source = Some(profile.cite(figure));
    match &figure.value {
        Some(value) => Advice { topic, text: words(value), known: true, source },
        None => {
            let reason = figure.unknown.as_deref().unwrap_or("nobody wrote it down");
            Advice { topic, text: format!("not known to us: {reason}"), known: false, source }
        }
    }
}

impl Upload {
    /// For people.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for advice in &self.advice {
            text += &format!("{:<14} {}\n", advice.topic, advice.text);
            if let Some(source) = &advice.source {
                text += &format!("{:<14}   {source}\n", "");
            }
        }
        text
    }
}

/// Which file of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PortalFile {
    /// The submission.
    Main,
    /// Its cover page, where that is a file of its own.
    CoverPage,
}

/// Whether the body's upload takes the cover page as a file of its own.
pub fn wants_cover_page(profile: &Profile) -> bool {
    match profile.asks.file_name.as_ref().and_then(|figure| figure.value) {
        Some(FileName::Upr) => true,
        Some(FileName::Neutral) | None => false,
    }
}

/// The name of a file without its ending, as the body's upload expects it.
///
/// Treaty bodies give numbers of their own after receipt, so the name there is ours. `None` if a piece of the name that
/// the body's pattern cannot do without is missing from the report.
pub fn portal_name(profile: &Profile, facts: &Submission, file: PortalFile) -> Option<String> {
    let submitter = facts.submitters.first()?;
    let name = submitter.short_name.as_ref().or(submitter.name.as_ref())?;
    let name = plain(&name.value);
    if name.is_empty() {
        return None;
    }
    let state = facts.state.as_ref().map(|state| plain(&state.value));
    let session = facts.session.as_ref().map(|session| plain(&session.value));
    let language = facts.language.as_ref().map_or(Language::En, |language| language.value);
    let pieces = match profile.asks.file_name.as_ref().and_then(|figure| figure.value) {
        Some(FileName::Upr) => {
            let file = match file {
                PortalFile::Main => "Main",
                PortalFile::CoverPage => "CoverPage",
            };
            vec![name, format!("UPR{}", number(&session?)), state?, language.letter().to_owned(), file.to_owned()]
        }
        Some(FileName::Neutral) | None => {
            let cover = (file == PortalFile::CoverPage).then(|| "cover".to_owned());
            let body = Some(profile.short_name.clone());
            [Some(name), body, state, session, Some(language.code().to_owned()), cover].into_iter().flatten().collect()
        }
    };
    Some(pieces.join("_"))
}

/// Letters, digits and hyphens: what every file system and upload form takes; letters of other scripts stay.
fn plain(text: &str) -> String {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// `54` out of `54th-session`.
fn number(session: &str) -> String {
    let digits: String = session.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { session.to_owned() } else { digits }
}

#[cfg(test)]
mod tests {
    use super::{PortalFile, portal_name, upload};
    use crate::document::{Located, Organization, Submission};
    use crate::facts::language::Language;
    use crate::facts::profile::Profile;
    use crate::source::Span;

    fn at<T>(value: T) -> Option<Located<T>> {
        Some(Located { value, span: Span::default() })
    }

    fn facts() -> Submission {
        Submission {
            state: at("TZA".to_owned()),
            session: at("25".to_owned()),
            language: at(Language::En),
            submitters: vec![Organization {
                name: at("Example Rights Network".to_owned()),
                short_name: at("E/RN".to_owned()),
                ..Organization::default()
            }],
            ..Submission::default()
        }
    }

    fn profile(id: &str) -> Profile {
        Profile::load(id).expect("it can be read").expect("it is registered")
    }

    #[test]
    fn the_periodic_review_has_its_pattern_and_the_others_a_neutral_name() {
        let name = |id, file| portal_name(&profile(id), &facts(), file);
        assert_eq!(name("upr", PortalFile::CoverPage).as_deref(), Some("E-RN_UPR25_TZA_E_CoverPage"));
        assert_eq!(name("upr", PortalFile::Main).as_deref(), Some("E-RN_UPR25_TZA_E_Main"));
        assert_eq!(name("cescr", PortalFile::Main).as_deref(), Some("E-RN_CESCR_TZA_25_en"));
        let without_state = Submission { state: None, ..facts() };
        assert_eq!(portal_name(&profile("upr"), &without_state, PortalFile::Main), None);
        assert_eq!(portal_name(&profile("csw"), &without_state, PortalFile::Main).as_deref(), Some("E-RN_CSW_25_en"));
    }

    #[test]
    fn what_is_refused_is_said_and_what_nobody_knows_is_said_too() {
        let text = upload(&profile("upr"), &Submission { session: at("54".to_owned()), ..facts() }).to_text();
        assert!(text.contains("do not upload  PDF"), "{text}");
        assert!(text.contains("where          not known to us"), "{text}");
        assert!(text.contains("2026-07-17 for session 54"), "{text}");
        let spt = upload(&profile("spt"), &facts());
        assert!(spt.formats.is_empty() && spt.advice.iter().all(|advice| !advice.known));
    }
}
