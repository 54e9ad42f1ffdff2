//! `assemble new`: writes a report to fill in. On a terminal it asks for what was not said.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::args::NewArguments;
use super::dialogue::{Choice, Dialogue};
use super::{Status, bodies, output, print};
use crate::diagnostic::visible_line;
use crate::facts::country::{self, Meant};
use crate::facts::language::{Labels, Language};
use crate::facts::profile::{Profile, SubmitterKind};
use crate::report::new::{self, Beginning};

/// Writes the report; an existing file is left alone.
pub(super) fn run(arguments: &NewArguments) -> anyhow::Result<Status> {
    if let Some(file) = &arguments.file {
        refuse_other_kinds(file)?;
    }
    let asked = match (&arguments.file, &arguments.to) {
        (Some(file), Some(body)) => Asked::said(arguments, file, body)?,
        _ if io::stdin().is_terminal() && io::stdout().is_terminal() => {
            Asked::answered(arguments, &mut Dialogue::new(&mut io::stdin().lock(), &mut io::stdout()))?
        }
        (None, _) => bail!("name the file and the body: `assemble new report.yaml --to cescr`"),
        (Some(file), None) => bail!(
            "name the body: `assemble new {} --to cescr`; `assemble bodies` lists them",
            visible_line(&file.display().to_string())
        ),
    };
    let name =
        asked.file.file_name().map(|name| visible_line(&name.to_string_lossy()).into_owned()).unwrap_or_default();
    let beginning = Beginning {
        language: asked.language,
        state: asked.state.as_deref(),
        session: arguments.session.as_deref().map(session).transpose()?,
        ..Beginning::new(&asked.profile, &name)
    };
    output::write_new(&asked.file, new::report(&beginning)?.as_bytes())?;
    print::result(&(print::name(&asked.file) + "\n"));
    if asked.in_dialogue {
        print::result(&format!("Open it with a text editor. Then: assemble check {}\n", print::name(&asked.file)));
    }
    Ok(Status::Done)
}

fn refuse_other_kinds(file: &Path) -> anyhow::Result<()> {
    if !file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
        bail!("a report is a YAML file: give it a name such as {}", file.with_extension("yaml").display());
    }
    Ok(())
}

/// What a report begins with.
struct Asked {
    file: PathBuf,
    profile: Profile,
    state: Option<String>,
    language: Option<Language>,
    in_dialogue: bool,
}

impl Asked {
    /// By the arguments alone.
    fn said(arguments: &NewArguments, file: &Path, body: &str) -> anyhow::Result<Asked> {
        let profile = bodies::profile(body)?;
        let state = arguments.state.as_deref().map(state).transpose()?;
        let language = arguments.language.as_deref().map(language).transpose()?;
        Ok(Asked { file: file.to_owned(), profile, state, language, in_dialogue: false })
    }

    /// By the arguments, and by answers where those say nothing.
    fn answered(arguments: &NewArguments, dialogue: &mut Dialogue<'_>) -> anyhow::Result<Asked> {
        let profile = match &arguments.to {
            Some(id) => bodies::profile(id)?,
            None => {
                let choices = body_choices()?;
                let id = dialogue.choose("To which body does the report go?", &choices, None, Profile::named)?;
                bodies::profile(&id)?
            }
        };
        let state = match &arguments.state {
            Some(typed) => Some(state(typed)?),
            None if profile.reviews_states => {
                let choices = state_choices()?;
                Some(dialogue.choose("Which State is under review?", &choices, None, state_meant)?)
            }
            None => None,
        };
        let language = match &arguments.language {
            Some(typed) => language(typed)?,
            None => chosen_language(&profile, dialogue)?,
        };
        let file = match &arguments.file {
            Some(file) => file.clone(),
            None => new_file(dialogue)?,
        };
        Ok(Asked { file, profile, state, language: Some(language), in_dialogue: true })
    }
}

fn body_choices() -> anyhow::Result<Vec<Choice>> {
    let choice = |id: &str| {
        let profile = bodies::profile(id)?;
        let name = profile.name(Language::En);
        let name = match profile.submitter {
            SubmitterKind::Nhri => format!("{name}, for national human rights institutions"),
            _ if profile.is_generic() => "none of these".to_owned(),
            _ => name.to_owned(),
        };
        Ok(Choice { id: id.to_owned(), name })
    };
    Profile::ids().map(choice).collect()
}

fn state_choices() -> anyhow::Result<Vec<Choice>> {
    let names = Labels::load(Language::En)?.state_names();
    Ok(names.into_iter().map(|(id, name)| Choice { id: id.to_owned(), name }).collect())
}

fn chosen_language(profile: &Profile, dialogue: &mut Dialogue<'_>) -> anyhow::Result<Language> {
    let taken = profile.asks.languages.as_ref().and_then(|figure| figure.value.clone());
    let known = taken.is_some();
    let languages = taken.unwrap_or_else(|| Language::ALL.to_vec());
    let choices: Vec<Choice> = languages
        .iter()
        .map(|language| Choice { id: language.code().to_owned(), name: language.name().to_owned() })
        .collect();
    let question = match known {
        true => "In which language is it? The body takes these.",
        false => "In which language is it? Which ones the body takes is not known to us.",
    };
    language(&dialogue.choose(question, &choices, Some(new::usual_language(profile).code()), |_| None)?)
}

/// A name that no file has.
fn new_file(dialogue: &mut Dialogue<'_>) -> anyhow::Result<PathBuf> {
    dialogue.say("\n");
    loop {
        let typed = dialogue.ask("The name of the file", Some("report.yaml"))?;
        let mut file = PathBuf::from(&typed);
        if file.extension().is_none() {
            file.set_extension("yaml");
        }
        if std::fs::symlink_metadata(&file).is_ok() {
            dialogue.say(&format!(
                "{} is there already, and stays as it is; give another name\n",
                visible_line(&file.display().to_string())
            ));
        } else if let Err(refused) = refuse_other_kinds(&file) {
            dialogue.say(&format!("{refused}\n"));
        } else {
            return Ok(file);
        }
    }
}

/// The code of the State that is meant.
fn state(typed: &str) -> anyhow::Result<String> {
    let unknown = || anyhow!("there is no State {}; `assemble states` lists the codes", visible_line(typed));
    state_meant(typed).ok_or_else(unknown)
}

fn state_meant(typed: &str) -> Option<String> {
    if country::is_alpha_3(typed) {
        return Some(typed.to_owned());
    }
    match country::meant(typed)? {
        Meant::Surely(code) => Some(code.to_owned()),
        Meant::Perhaps(_) => None,
    }
}

/// A session, as it can stand in a report without quotation marks.
fn session(typed: &str) -> anyhow::Result<&str> {
    let is_plain = typed.starts_with(char::is_alphanumeric)
        && typed.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.'));
    if is_plain { Ok(typed) } else { bail!("{} is not a session: write its number", visible_line(typed)) }
}

/// The language with this code.
pub(super) fn language(code: &str) -> anyhow::Result<Language> {
    let unknown = || anyhow!("there is no language {}: write ar, zh, en, fr, ru or es", visible_line(code));
    Language::from_code(code).ok_or_else(unknown)
}
