//! From a style of a drawing to the parts it draws, or to the reason why it is refused: what leads to another place, and
//! what could hide it.

use super::{EFFECTS, EMBED, Refusal, SAVE_PLAIN, SAVE_PNG, refused};
use crate::read::svg::without_comments;

/// Judges a style sheet; gives how many steps each element of the drawing takes with it.
pub(super) fn sheet(text: &str, repeats: &mut Vec<(String, u64)>) -> Result<u64, Refusal> {
    let text = without_comments(text);
    let small = text.to_ascii_lowercase();
    if small.contains("@import") {
        return refused("takes its style from another file", SAVE_PLAIN);
    }
    if small.contains('@') {
        return refused("has rules that begin with `@` in its style sheet, which are not drawn", SAVE_PLAIN);
    }
    if small.contains("marker") && small.contains("url(") {
        return refused("sets marks on lines in a style sheet", SAVE_PLAIN);
    }
    values(&text, repeats, 1)?;
    Ok(steps(&text))
}

/// Each selector is compared with each element, down to its last part, and each setting is made anew for each: that takes
/// longer.
fn steps(sheet: &str) -> u64 {
    let rules = sheet.split_inclusive('}');
    rules.fold(0, |steps, rule| {
        let (selectors, settings) = rule.split_once('{').unwrap_or((rule, ""));
        let parts = selectors.split(|sign: char| sign.is_whitespace() || ",>+~.#[:".contains(sign));
        steps + parts.filter(|part| !part.is_empty()).count() as u64 + 3 * settings.matches(':').count() as u64
    })
}

/// Judges what an attribute or a style sheet sets, and adds the parts that it draws: `url(#shadow)`.
pub(super) fn values(text: &str, repeats: &mut Vec<(String, u64)>, times: u64) -> Result<(), Refusal> {
    let text = without_comments(text);
    if text.contains('\\') {
        return refused("writes signs of its style as numbers", SAVE_PLAIN);
    }
    let small = text.to_ascii_lowercase();
    // Each use of a mask is a picture of its own for the computer.
    let times = if small.contains("mask") { times.max(20) } else { times };
    if small.split(['{', '}', ';']).any(is_effect) {
        return refused(EFFECTS, SAVE_PNG);
    }
    if ["src(", "image(", "image-set(", "cross-fade("].iter().any(|name| small.contains(name)) {
        return refused("takes a picture from another place by its style", EMBED);
    }
    for (at, opening) in small.match_indices("url(") {
        let address =
            text[at + opening.len()..].split(')').next().unwrap_or("").trim().trim_matches(['"', '\'']).trim();
        match address.strip_prefix('#') {
            Some(id) => repeats.push((id.to_owned(), times)),
            None => {
                let shown: String = address.chars().take(60).collect();
                return refused(format!("takes a picture or font from another place, `{shown}`"), SAVE_PLAIN);
            }
        }
    }
    Ok(())
}

/// Whether a setting is one of `filter`, `-webkit-filter`, `backdrop-filter` and their like.
fn is_effect(setting: &str) -> bool {
    setting
        .split_once(':')
        .is_some_and(|(name, value)| name.trim().ends_with("filter") && !value.trim_start().starts_with("none"))
}
