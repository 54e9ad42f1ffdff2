//! Advice on the upload: which files, by which name, where, by when, and who says so.

use serde::Serialize;

use super::holds::{LastDay, deadline, last_day, page_limit, word_limit};
use crate::diagnostic::counted;
use crate::facts::language::Language;
use crate::facts::profile::{Confidence, Figure, FileFormat, FileName, Measure, Profile, format_names, long_date};
use crate::submission::Submission;

/// What to know before the upload.
#[derive(Clone, Debug, Serialize)]
pub struct Upload {
    /// The formats the body takes.
    pub formats: Vec<FileFormat>,
    /// The formats it refuses.
    pub refused: Vec<FileFormat>,
    /// What to know, line by line.
    pub advice: Vec<Advice>,
}

/// One thing to know before the upload.
#[derive(Clone, Debug, Serialize)]
pub struct Advice {
    /// What it is about: `Length`, `Files`, `Copies` where the body asks for some, `Where`, `By when`.
    pub topic: &'static str,
    /// The answer with who says so, or that it is not confirmed.
    pub text: String,
    /// Whether it is known.
    pub known: bool,
}

/// The advice for a submission.
pub fn upload(profile: &Profile, facts: &Submission) -> Upload {
    let asks = &profile.asks;
    let formats = |figure: &Option<Figure<Vec<FileFormat>>>| {
        figure.as_ref().and_then(|figure| figure.value.clone()).unwrap_or_default()
    };
    let refused = formats(&asks.refused_formats);
    let mut words = Words { profile, shown: false };
    let mut advice = vec![
        length(&mut words, facts),
        words.say("Files", asks.upload_formats.as_ref(), |formats| {
            let text = if formats.contains(&FileFormat::WebForm) { " (`--text` writes it)" } else { "" };
            match refused.as_slice() {
                [] => format!("{}{text}", format_names(formats)),
                refused => format!("{}{text}, not {}", format_names(formats), format_names(refused)),
            }
        }),
    ];
    advice.extend(copies(&mut words));
    advice.push(words.say("Where", asks.channel.as_ref(), String::clone));
    advice.push(by_when(&mut words, facts));
    Upload { formats: formats(&asks.upload_formats), refused, advice }
}

/// The copies that a body asks for, and which of them this program writes.
fn copies(words: &mut Words<'_>) -> Option<Advice> {
    let figure = words.profile.asks.accessible_copies.as_ref()?;
    let known = words.known("Copies", figure.value?.label(), figure);
    let ours = "`--html` and `--epub` write such copies. Easy Read is a text of its own: people write it, no program.";
    Some(Advice { text: format!("{} {ours}", known.text), ..known })
}

/// The limit that holds for a submission, in one sentence.
pub(super) fn length_line(profile: &Profile, facts: &Submission) -> String {
    let advice = length(&mut Words { profile, shown: false }, facts);
    format!("{}: {}", advice.topic, advice.text)
}

/// Sentences for a body; its page is named in the first that needs it.
struct Words<'a> {
    profile: &'a Profile,
    shown: bool,
}

impl Words<'_> {
    /// The address to look at, or that it was named above.
    fn look(&mut self) -> Option<String> {
        let look = self.profile.look.as_deref()?;
        let named = std::mem::replace(&mut self.shown, true);
        (!named).then(|| look.to_owned())
    }

    fn not_confirmed(&mut self, topic: &'static str) -> Advice {
        let text = match (self.look(), &self.profile.look) {
            (Some(look), _) => format!("not confirmed. Look here before you submit: {look}"),
            (None, Some(_)) => "not confirmed; look on the same page.".to_owned(),
            (None, None) => "not confirmed.".to_owned(),
        };
        Advice { topic, text, known: false }
    }

    /// The value; who says so and where to confirm it, unless it was read on the body's own page.
    fn known<T>(&mut self, topic: &'static str, value: &str, figure: &Figure<T>) -> Advice {
        let text = match figure.confidence {
            Confidence::High => format!("{value}."),
            Confidence::Medium | Confidence::Low => {
                let source = self.profile.source(figure);
                let who = source.map_or("", |source| source.who.as_deref().unwrap_or(&source.title)).to_owned();
                match self.look() {
                    Some(look) => format!("{value}, says {who}; confirm at {look}"),
                    None => format!("{value}, says {who}; confirm there too."),
                }
            }
        };
        Advice { topic, text, known: true }
    }

    fn say<T>(&mut self, topic: &'static str, figure: Option<&Figure<T>>, words: impl Fn(&T) -> String) -> Advice {
        match figure.and_then(|figure| Some((figure, figure.value.as_ref()?))) {
            Some((figure, value)) => self.known(topic, &words(value), figure),
            None => self.not_confirmed(topic),
        }
    }
}

/// The limits that hold for the submission; where a joint one may be longer, that too.
fn length(words: &mut Words<'_>, facts: &Submission) -> Advice {
    const TOPIC: &str = "Length";
    let profile = words.profile;
    if let Some(limit) = word_limit(profile, facts)
        && let Some(measure) = limit.limit.value
    {
        let amount = match measure {
            Measure::Words(words) => format!("at most {}", counted(words as usize, "word", "words")),
            Measure::Pages(pages) => format!("at most {}", counted(pages as usize, "page", "pages")),
            Measure::Unlimited => "no limit".to_owned(),
        };
        let joint = joint_words(profile, facts, measure);
        return words.known(TOPIC, &format!("{amount}{joint}"), &limit.limit);
    }
    match page_limit(profile, facts) {
        Some((pages, figure)) => {
            let joint = joint_words(profile, facts, Measure::Pages(pages));
            let amount = counted(pages as usize, "page", "pages");
            words.known(TOPIC, &format!("at most {amount}{joint}"), figure)
        }
        None => words.not_confirmed(TOPIC),
    }
}

/// ` (15 for a coalition)`, where one organization submits and a coalition may write more.
fn joint_words(profile: &Profile, facts: &Submission, measure: Measure) -> String {
    if facts.is_joint() {
        return String::new();
    }
    let joint = profile.asks.limits.iter().flatten().find(|limit| limit.when.joint == Some(true));
    match (measure, joint.and_then(|limit| limit.limit.value)) {
        (Measure::Words(one), Some(Measure::Words(all))) | (Measure::Pages(one), Some(Measure::Pages(all)))
            if all > one && stage_is_plain(facts) =>
        {
            format!(" ({} for a coalition)", counted(all as usize, "", "").trim_end())
        }
        _ => String::new(),
    }
}

/// Whether the limits without a stage hold.
fn stage_is_plain(facts: &Submission) -> bool {
    facts.stage.as_ref().is_none_or(|stage| stage.value == "session")
}

fn by_when(words: &mut Words<'_>, facts: &Submission) -> Advice {
    const TOPIC: &str = "By when";
    let profile = words.profile;
    let rule = match last_day(profile, facts) {
        Some(LastDay::Given(day, figure)) => {
            let session = figure.value.as_ref().map_or("", |known| known.session.as_str());
            format!("{} for session {session}", long_date(day))
        }
        Some(LastDay::Computed(day, days, _)) => {
            format!("{}, {days} days before the session opens, as in past sessions", long_date(day))
        }
        None => match deadline(profile, facts).and_then(|deadline| deadline.by.value.as_ref()) {
            Some(by) => by.rule.clone(),
            None => return words.not_confirmed(TOPIC),
        },
    };
    let text = match words.look() {
        Some(look) => format!("{rule}; the session’s note decides: {look}"),
        None => format!("{rule}; the session’s note decides."),
    };
    Advice { topic: TOPIC, text, known: true }
}

impl Upload {
    /// For people: one line each.
    pub fn to_text(&self) -> String {
        self.advice.iter().map(|advice| format!("  {}: {}\n", advice.topic, advice.text)).collect()
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
    use crate::facts::language::Language;
    use crate::facts::profile::Profile;
    use crate::source::{Located, Span};
    use crate::submission::{Organization, Submission};

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
    fn the_advice_on_cescr_is_short_and_names_each_address_once() {
        let text = upload(&profile("cescr"), &facts()).to_text();
        assert_eq!(
            text,
            "  Length: at most 10 pages (15 for a coalition), says an NGO network quoting the Committee’s note; confirm at \
             https://www.ohchr.org/en/treaty-bodies/cescr/guidelines-civil-society-ngos-and-nhris\n\
             \u{20} Files: Word (.docx), says an NGO network, perhaps out of date; confirm there too.\n\
             \u{20} Where: the Committee’s online submission system.\n\
             \u{20} By when: 28 days before the session opens in past sessions; the session’s note decides.\n"
        );
    }

    #[test]
    fn a_deadline_is_computed_only_from_the_opening_that_the_report_gives() {
        let opens = at(jiff::civil::date(2027, 2, 15));
        let text = upload(&profile("cescr"), &Submission { session_opens: opens, ..facts() }).to_text();
        assert!(text.contains("By when: 18 January 2027, 28 days before the session opens, as in past"), "{text}");
        let known = upload(&profile("cescr"), &Submission { session: at("74th".to_owned()), ..facts() }).to_text();
        assert!(known.contains("By when: 28 August 2023 for session 74; "), "{known}");
    }

    #[test]
    fn text_for_a_form_and_accessible_copies_are_said_where_a_body_asks_for_them() {
        let text = |id| upload(&profile(id), &facts()).to_text();
        for id in ["csw", "ecosoc-hls"] {
            assert!(text(id).contains("Files: text pasted into the web form (`--text` writes it)."), "{}", text(id));
        }
        let copies = "Copies: accessible formats whenever possible, says the World Federation of the Deaf in about 2010; confirm \
                      there too. `--html` and `--epub` write such copies. Easy Read is a text of its own";
        assert!(text("crpd").contains(copies), "{}", text("crpd"));
        assert!(Profile::ids().filter(|id| *id != "crpd").all(|id| !text(id).contains("Copies:")));
    }

    #[test]
    fn what_is_refused_is_said_and_what_nobody_knows_is_said_too() {
        let text = upload(&profile("upr"), &Submission { session: at("54".to_owned()), ..facts() }).to_text();
        assert!(text.contains("Files: Word (.docx), not PDF, says "), "{text}");
        assert!(text.contains("By when: 17 July 2026 for session 54; "), "{text}");
        let spt = upload(&profile("spt"), &facts());
        assert!(spt.formats.is_empty() && spt.advice.iter().all(|advice| !advice.known));
        let text = spt.to_text();
        let first = "Length: not confirmed. Look here before you submit: https://www.ohchr.org/en/treaty-bodies\n";
        assert!(text.contains(first) && text.matches("https://").count() == 1, "{text}");
    }
}
