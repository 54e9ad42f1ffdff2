//! Reads a style of a drawing: the parts it draws, or the reason why it is refused, which is what leads to another place,
//! what could hide it, and what would be drawn otherwise than it is meant.

use svgtypes::Paint;

use super::svg::without_comments;
use super::{EFFECTS, EMBED, OUTLINE, Refusal, SAVE_PLAIN, SAVE_PNG, refused};

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
    for rule in text.split('}') {
        if let Some((selectors, settings)) = rule.split_once('{') {
            selector(selectors, settings)?;
            let is_root = matches!(selectors.trim(), "svg" | ":root");
            declarations(if is_root { "svg" } else { "" }, settings)?;
        }
    }
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

/// States of an element that a page never has: their rules mean nothing here.
const STATES: [&str; 9] =
    ["hover", "active", "focus", "focus-visible", "focus-within", "visited", "link", "target", "first-child"];

/// Refuses a rule whose elements the reader that draws would not find: it would leave them without their style.
fn selector(selectors: &str, settings: &str) -> Result<(), Refusal> {
    let nested = settings.contains('{') || selectors.contains('&');
    let mut pseudo = selectors.split(':').skip(1).map(|rest| {
        let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-' || sign == '('));
        end.map_or(rest, |end| &rest[..end])
    });
    let names_only = settings.split(';').all(|setting| setting.trim().is_empty() || setting.trim().starts_with("--"));
    let strange = pseudo.find(|name| !STATES.contains(&name.to_ascii_lowercase().as_str()));
    if nested || selectors.contains('~') || (strange.is_some() && !names_only) {
        let shown: String = selectors.trim().chars().take(60).collect();
        return refused(format!("has the style rule `{shown}`, which is not drawn"), SAVE_PLAIN);
    }
    Ok(())
}

/// Judges an attribute of an element.
pub(super) fn attribute(element: &str, name: &str, value: &str) -> Result<(), Refusal> {
    match name {
        "style" => declarations(element, &without_comments(value)),
        "id" | "class" | "href" | "d" | "points" | "lang" => Ok(()),
        _ => setting(&name.to_ascii_lowercase(), value),
    }
}

/// The settings of a style: names in small letters, and values.
pub(super) fn settings(style: &str) -> Vec<(String, String)> {
    let style = without_comments(style);
    let both = style.split(';').filter_map(|setting| setting.split_once(':'));
    both.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}

/// Judges the settings of a style.
fn declarations(element: &str, settings: &str) -> Result<(), Refusal> {
    for declaration in settings.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().trim_end_matches("!important").trim_end();
        // Only attributes set them where the drawing is read; browsers take both.
        let is_size = matches!(name.as_str(), "width" | "height");
        let is_geometry = is_size || matches!(name.as_str(), "x" | "y" | "cx" | "cy" | "r" | "rx" | "ry" | "d");
        let moves = matches!(name.as_str(), "transform" | "translate" | "rotate" | "scale" | "zoom");
        let moves = moves || name.starts_with("offset-");
        let is_set = !matches!(value, "auto" | "none" | "normal");
        if is_set && (moves || is_geometry && !(is_size && element == "svg")) {
            return refused(format!("sets `{name}` in a style, where it is not drawn"), SAVE_PLAIN);
        }
        setting(&name, value)?;
    }
    Ok(())
}

/// What is set to colours.
const COLOURS: [&str; 5] = ["fill", "stroke", "color", "stop-color", "solid-color"];

/// Units that only web pages know.
const UNITS: [&str; 13] = ["rem", "vw", "vh", "vi", "vb", "vmin", "vmax", "ch", "lh", "rlh", "q", "cap", "ic"];

/// What a value may ask for; colours are judged by themselves.
const FUNCTIONS: [&str; 7] = ["matrix", "translate", "scale", "rotate", "skewx", "skewy", "url"];

/// Refuses a setting that would be drawn otherwise than it is meant.
fn setting(name: &str, value: &str) -> Result<(), Refusal> {
    let value = value.trim();
    let shown: String = value.chars().take(60).collect();
    // Colours are judged as the reader that draws does, which knows `currentColor` in no other spelling.
    if COLOURS.contains(&name) {
        let known = value.is_empty() || value == "inherit" || Paint::from_str(value).is_ok();
        return if known { Ok(()) } else { refused(format!("has the colour `{shown}`, which is not drawn"), COLOUR) };
    }
    let value = value.to_ascii_lowercase();
    let value = value.as_str();
    if name == "direction" && value == "rtl" || name == "unicode-bidi" && !matches!(value, "normal" | "embed") {
        refused("sets the direction of its text, which would be drawn to the wrong side", OUTLINE)
    } else if name == "text-transform" && value != "none" || name == "inline-size" && !matches!(value, "auto" | "0") {
        refused(format!("sets `{name}`, which is not drawn"), OUTLINE)
    } else if !SETTINGS.split_whitespace().any(|known| known == name) {
        Ok(())
    } else if calls(value).any(|function| !FUNCTIONS.contains(&function))
        || matches!(value, "unset" | "revert" | "revert-layer")
        || value.split([' ', ',']).any(has_strange_unit)
    {
        refused(format!("sets `{name}` to `{shown}`, which is not drawn"), SAVE_PLAIN)
    } else {
        Ok(())
    }
}

const COLOUR: &str =
    "write colours as `#008000` or `rgb(0, 128, 0)`, with `fill-opacity` for what shines through, or save it as PNG";

/// Attributes and settings whose values are lengths, places or parts of the drawing.
const SETTINGS: &str = "x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy width height font-size letter-spacing word-spacing \
    baseline-shift stroke-width stroke-dasharray stroke-dashoffset stroke-miterlimit opacity \
    fill-opacity stroke-opacity stop-opacity offset transform gradienttransform patterntransform \
    clip-path mask marker-start marker-mid marker-end startoffset textlength refx refy markerwidth \
    markerheight display visibility font-weight";

/// The names of the functions that a value calls.
fn calls(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices('(').map(|(at, _)| {
        let before = value[..at].trim_end();
        before.rsplit(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-')).next().unwrap_or("")
    })
}

fn has_strange_unit(word: &str) -> bool {
    let unit = word.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '-' | '+'));
    unit.len() < word.len() && UNITS.contains(&unit)
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
