//! Reads a [`Profile`] from its file in `specs/bodies` and the file that it extends.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Asks, BodyKind, Figure, Numbers, Profile, Source, SubmitterKind, Typography};
use crate::error::Error;
use crate::facts::language::Language;
use crate::length::Length;

/// Inheritance deeper than this is a circle.
const DEEPEST: usize = 4;

/// A file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    id: String,
    #[serde(default)]
    extends: Option<String>,
    names: BTreeMap<Language, String>,
    short_name: String,
    kind: BodyKind,
    #[serde(default)]
    submitter: SubmitterKind,
    #[serde(default)]
    reviews_states: bool,
    #[serde(default)]
    stages: Vec<String>,
    #[serde(default)]
    look: Option<String>,
    #[serde(default)]
    sources: BTreeMap<String, Source>,
    #[serde(default)]
    asks: Asks,
}

/// The profile `id` out of `bodies`; `None` if there is no such body.
pub(super) fn load(id: &str, bodies: &[(&str, &str)]) -> Result<Option<Profile>, Error> {
    let Some((_, text)) = bodies.iter().find(|(known, _)| *known == id) else { return Ok(None) };
    let mut file = read(id, text)?;
    let mut ancestor = file.extends.clone();
    for _ in 0..DEEPEST {
        let Some(parent) = ancestor.take() else { return finish(file).map(Some) };
        let Some((_, text)) = bodies.iter().find(|(known, _)| *known == parent) else {
            return Err(damaged(id, format!("it extends {parent}, which is not there")));
        };
        let parent = read(&parent, text)?;
        ancestor = parent.extends;
        file.asks = file.asks.inherit(parent.asks);
        for (key, source) in parent.sources {
            if file.sources.insert(key.clone(), source).is_some() {
                return Err(damaged(id, format!("the source {key} is also in a file that it extends")));
            }
        }
    }
    Err(damaged(id, "it extends itself".to_owned()))
}

fn read(id: &str, text: &str) -> Result<ProfileFile, Error> {
    let options = serde_saphyr::options! { strict_booleans: true };
    let file: ProfileFile =
        serde_saphyr::from_str_with_options(text, options).map_err(|error| damaged(id, error.to_string()))?;
    if file.id != id {
        return Err(damaged(id, format!("it calls itself {}", file.id)));
    }
    Ok(file)
}

fn damaged(id: &str, reason: String) -> Error {
    Error::Data { file: format!("specs/bodies/{id}.yaml"), reason }
}

fn finish(file: ProfileFile) -> Result<Profile, Error> {
    let ProfileFile { id, extends: _, names, short_name, kind, submitter, reviews_states, stages, look, sources, asks } =
        file;
    let missing = |key: &str| damaged(&id, format!("it gives no {key}, nor does a file that it extends"));
    let size = value(asks.font_size.as_ref()).ok_or_else(|| missing("font_size"))?;
    let note_size = value(asks.note_size.as_ref()).ok_or_else(|| missing("note_size"))?;
    let line_spacing = value(asks.line_spacing.as_ref()).ok_or_else(|| missing("line_spacing"))?;
    let margin = value(asks.margin.as_ref()).ok_or_else(|| missing("margin"))?;
    Ok(Profile {
        margin: Length::mm(i64::from(margin)),
        typography: Typography {
            size: Length::pt(i64::from(size)),
            note_size: Length::pt(i64::from(note_size)),
            line_spacing,
        },
        number_paragraphs: value(asks.paragraph_numbers.as_ref()) != Some(Numbers::Forbidden),
        number_headings: value(asks.heading_numbers.as_ref()) != Some(Numbers::Forbidden),
        names_articles: value(asks.named_articles.as_ref()).unwrap_or(false),
        annexes_restart: value(asks.annexes_restart.as_ref()).unwrap_or(false),
        cover: value(asks.cover.as_ref()).unwrap_or(false),
        contents_from_headings: value(asks.contents_from_headings.as_ref()),
        id,
        names,
        short_name,
        kind,
        submitter,
        reviews_states,
        stages,
        look,
        asks,
        sources,
    })
}

fn value<T: Copy>(figure: Option<&Figure<T>>) -> Option<T> {
    figure.and_then(|figure| figure.value)
}
