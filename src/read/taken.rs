//! Takes what an author typed where only one thing can be meant, with a note on the right spelling.

mod date;
mod keys;
mod session;

use std::str::FromStr;

use crate::diagnostic::{Code, Diagnostic};
use crate::facts::language::Language;
use crate::source::Span;

pub(super) use self::date::date;
pub(super) use self::keys::other_name;
pub(super) use self::session::session;

/// The note on a value that was taken although the format spells it otherwise.
pub(super) fn note(typed: &str, meant: &str, key: &str, span: Span) -> Diagnostic {
    let message = format!("`{typed}` is taken for `{meant}`");
    Diagnostic::info(Code::Respelled, span, message).help(format!("write `{key}: {meant}`")).replace(span, meant)
}

/// A text as it can stand in a YAML file, also inside braces: in quotes where a sign in it may mean something.
pub(super) fn scalar(text: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '@' | '/' | '_' | '+' | '(' | ')' | '’');
    let begins_well = text.starts_with(|c: char| c.is_alphanumeric() || c == '+');
    if begins_well && text.chars().all(is_plain) && !text.ends_with(' ') {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// A word without what does not tell words apart: capitals, spaces, hyphens, underscores and full stops.
fn bare(word: &str) -> String {
    word.chars().filter(|c| !c.is_whitespace() && !"-_.‐‑–".contains(*c)).flat_map(char::to_lowercase).collect()
}

/// The one of `words` that differs from `typed` only in capitals, spaces and hyphens.
pub(super) fn same<'w>(typed: &str, words: &[&'w str]) -> Option<&'w str> {
    let typed = bare(typed);
    words.iter().find(|word| bare(word) == typed).copied()
}

/// Other names of the words that `status` and `kind` take.
const NAMES: [(&str, &str); 17] = [
    ("general status", "general"),
    ("general consultative status", "general"),
    ("special status", "special"),
    ("special consultative status", "special"),
    ("roster status", "roster"),
    ("on the roster", "roster"),
    ("roster consultative status", "roster"),
    ("no", "none"),
    ("no status", "none"),
    ("without status", "none"),
    ("without consultative status", "none"),
    ("non-governmental organization", "ngo"),
    ("non-governmental organisation", "ngo"),
    ("national human rights institution", "nhri"),
    ("coalition of organizations", "coalition"),
    ("children", "child"),
    ("children's group", "child"),
];

/// The one of `choices` that `typed` is a name of.
pub(super) fn choice<'w>(typed: &str, choices: &[&'w str]) -> Option<&'w str> {
    let named = |typed: &str| NAMES.iter().find(|(name, _)| bare(name) == bare(typed)).map(|(_, word)| *word);
    same(typed, choices).or_else(|| {
        let word = named(typed)?;
        choices.iter().find(|choice| **choice == word).copied()
    })
}

/// What `yes` and its like mean.
pub(super) fn truth(typed: &str) -> Option<bool> {
    match typed.to_lowercase().as_str() {
        "yes" | "on" | "y" | "true" => Some(true),
        "no" | "off" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// The number in `Item 4`, `4.` or `No. 4`.
pub(super) fn number(typed: &str, words: &[&str]) -> Option<u32> {
    let is_word = |word: &&str| !word.is_empty();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let (before, after) = typed.split_once(digits.as_str()).filter(|_| !digits.is_empty())?;
    let rest = format!("{before} {after}");
    let known = |word: &str| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    let mut rest = rest.split(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '#' | ',')).filter(is_word);
    if rest.all(known) { u32::from_str(&digits).ok() } else { None }
}

/// The language that a name or code means.
pub(super) fn language(typed: &str) -> Option<Language> {
    const NAMES: [(&str, &str); 49] = [
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("english", "en"),
        ("french", "fr"),
        ("russian", "ru"),
        ("spanish", "es"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("français", "fr"),
        ("francais", "fr"),
        ("русский", "ru"),
        ("español", "es"),
        ("espanol", "es"),
        ("cn", "zh"),
        ("eng", "en"),
        ("fra", "fr"),
        ("spa", "es"),
        ("rus", "ru"),
        ("ara", "ar"),
        ("british english", "en"),
        ("american english", "en"),
        ("anglais", "en"),
        ("inglés", "en"),
        ("ingles", "en"),
        ("английский", "en"),
        ("英文", "en"),
        ("英语", "en"),
        ("الإنجليزية", "en"),
        ("francés", "fr"),
        ("frances", "fr"),
        ("французский", "fr"),
        ("法文", "fr"),
        ("法语", "fr"),
        ("الفرنسية", "fr"),
        ("castellano", "es"),
        ("espagnol", "es"),
        ("испанский", "es"),
        ("西班牙文", "es"),
        ("西班牙语", "es"),
        ("russe", "ru"),
        ("ruso", "ru"),
        ("русский язык", "ru"),
        ("俄文", "ru"),
        ("arabe", "ar"),
        ("árabe", "ar"),
        ("chinois", "zh"),
        ("chino", "zh"),
        ("mandarin", "zh"),
        ("汉语", "zh"),
    ];
    let lower = typed.to_lowercase();
    let code = NAMES.iter().find(|(name, _)| *name == lower).map_or(lower.as_str(), |(_, code)| code);
    // Of a tag such as en-GB the first part tells the language.
    let code = code.split(['-', '_']).next().unwrap_or(code);
    Language::ALL.into_iter().find(|language| language.code() == code)
}

#[cfg(test)]
mod tests {
    use super::{choice, language, number, truth};

    #[test]
    fn a_number_may_stand_beside_known_words() {
        assert_eq!(number("Item 4", &["item"]), Some(4));
    }

    #[test]
    fn names_and_spellings_that_can_mean_one_thing_only_are_taken() {
        assert_eq!(choice("Special consultative status", &["general", "special"]), Some("special"));
        assert_eq!(choice("NGO", &["ngo", "nhri"]), Some("ngo"));
        assert_eq!(choice("consultative", &["general", "special"]), None);
        assert_eq!(language("English").map(|language| language.code()), Some("en"));
        assert_eq!(language("zh-Hans").map(|language| language.code()), Some("zh"));
        assert_eq!(language("de"), None);
        assert_eq!((truth("Yes"), truth("OFF"), truth("1")), (Some(true), Some(false), None));
    }
}
