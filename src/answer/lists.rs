//! What forms and completion offer: bodies, States, languages, keys.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Message;
use crate::facts::language::{Labels, Language};
use crate::facts::profile::{Profile, Status};
use crate::read::schema::schema;

/// The names of what a code stands for, by language.
type Names = BTreeMap<String, BTreeMap<&'static str, String>>;

/// The lists, with names in all six languages.
pub(super) fn lists() -> Result<Message, String> {
    let (mut states, mut stages, mut statuses) = (Names::new(), Names::new(), Names::new());
    for language in Language::ALL {
        let labels = Labels::load(language).map_err(|error| error.to_string())?;
        let add = |names: &mut Names, code: &str, name: &str| {
            names.entry(code.to_owned()).or_default().insert(language.code(), name.to_owned());
        };
        labels.state_names().into_iter().for_each(|(code, name)| add(&mut states, code, &name));
        labels.stages.iter().for_each(|(stage, name)| add(&mut stages, stage, name));
        for (word, status) in Status::WORDS {
            add(&mut statuses, word, labels.status(status).unwrap_or_default());
        }
    }
    let states: Vec<Value> = states.iter().map(|(code, names)| json!({ "code": code, "names": names })).collect();
    let mut bodies = Vec::new();
    for id in Profile::ids() {
        let Some(profile) = Profile::load(id).map_err(|error| error.to_string())? else { continue };
        bodies.push(body(&profile));
    }
    let languages: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
    let answer = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "bodies": bodies,
        "states": states,
        "stages": stages,
        "statuses": statuses,
        "languages": languages,
        "schema": schema(Profile::ids()),
    });
    Ok(Message::new(answer, Vec::new()))
}

fn body(profile: &Profile) -> Value {
    let names: serde_json::Map<String, Value> =
        Language::ALL.iter().map(|language| (language.code().to_owned(), json!(profile.name(*language)))).collect();
    let languages = profile.asks.languages.as_ref().and_then(|figure| figure.value.as_ref());
    json!({
        "id": profile.id,
        "short_name": profile.short_name,
        "names": names,
        "stages": profile.stages,
        "reviews_states": profile.reviews_states,
        "length": profile.summary().length,
        "languages": languages.map(|languages| languages.iter().map(|language| language.code()).collect::<Vec<_>>()),
    })
}
