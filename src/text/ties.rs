//! Which spaces never end a line: before a number that an abbreviation announces, inside a number, between a number and
//! its unit, and beside French punctuation.

use super::language::primary;

/// Whether the space between `before` and `after` ties them; `language` is that of the words.
pub(crate) fn tied(before: &str, after: &str, language: &str) -> bool {
    let Some(next) = after.chars().next() else { return false };
    // Most words begin with a small letter, which nothing ties but what stands before it in French.
    if next.is_ascii_lowercase() && !before.ends_with('«') {
        return false;
    }
    let primary = primary(language);
    if primary == "fr" && (matches!(next, ';' | ':' | '!' | '?' | '»' | '%') || before.ends_with('«')) {
        return true;
    }
    if matches!(next, '–' | '—') && after.chars().nth(1).is_none_or(|c| c == ' ') {
        // A dash between spaces stays on the line of the words before it.
        return true;
    }
    if before.ends_with(|c: char| c.is_ascii_digit()) && (matches!(next, '°' | '%' | '‰') || is_group(before, after))
    {
        return true;
    }
    // The year of a general comment or a law stays with its number: `No. 7 (1997)`.
    if before.ends_with(|c: char| c.is_ascii_digit()) && is_year_in_brackets(after) {
        return true;
    }
    if next.is_ascii_digit() && names(before, primary) {
        return true;
    }
    // Numbers, Roman numerals and letters in brackets; the list of abbreviations is only asked before one of these.
    (next.is_ascii_digit() || matches!(next, '(' | 'I' | 'V' | 'X')) && announces(before, primary)
}

/// Whether a number goes on after the space: `2 114`. A year before a number, `2024 312`, has four digits.
fn is_group(before: &str, after: &str) -> bool {
    let digits = |c: &char| c.is_ascii_digit();
    let first = before.chars().rev().take_while(digits).count();
    first <= 3 && after.chars().take_while(digits).count() == 3
}

fn is_year_in_brackets(after: &str) -> bool {
    let digits = after.strip_prefix('(').map(|rest| rest.chars().take_while(char::is_ascii_digit).count());
    digits == Some(4) && after.get(5..).is_some_and(|rest| rest.starts_with(')'))
}

/// Whether `before` ends in a word that names what a number counts.
fn names(before: &str, language: &str) -> bool {
    let list: &[&str] = match language {
        "en" => &["article", "articles", "paragraph", "paragraphs", "annex", "table", "figure", "section", "rule"],
        "fr" => {
            &["article", "articles", "paragraphe", "paragraphes", "annexe", "tableau", "figure", "section", "règle"]
        }
        "es" => &["artículo", "artículos", "párrafo", "párrafos", "anexo", "cuadro", "gráfico", "sección", "regla"],
        "ru" => &["статья", "статьи", "статье", "статью", "статей", "статьями", "статьях", "пункт", "пункта", "пункте"],
        _ => &[],
    };
    let word = before.rsplit([' ', '\u{a0}', '(', '[']).next().unwrap_or(before);
    list.iter().any(|known| word == *known || word.to_lowercase() == *known)
}

/// Whether `before` ends in an abbreviation that a number follows.
fn announces(before: &str, language: &str) -> bool {
    let list: &[&str] = match language {
        "en" => &[
            "para.", "paras.", "No.", "Nos.", "no.", "nos.", "art.", "arts.", "Art.", "Arts.", "p.", "pp.", "vol.",
            "chap.", "sect.", "sects.", "fig.", "Para.", "Paras.", "§",
        ],
        "fr" => &[
            "par.", "n°", "nº", "no", "nos", "art.", "p.", "pp.", "vol.", "chap.", "al.", "sect.", "fig.", "Art.", "§",
        ],
        "es" => &[
            "párr.", "párrs.", "núm.", "núms.", "art.", "arts.", "pág.", "págs.", "p.", "pp.", "vol.", "cap.", "secc.",
            "Art.", "N.º", "n.º",
        ],
        "ru" => &["п.", "пп.", "ст.", "№", "с.", "гл.", "рис.", "табл.", "т.", "разд."],
        _ => &[],
    };
    let word = before.rsplit([' ', '\u{a0}', '(', '[']).next().unwrap_or(before);
    list.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::tied;

    #[test]
    fn numbers_stay_with_the_abbreviation_before_them() {
        assert!(tied("see para.", "24", "en"));
        assert!(tied("(paras.", "24–26)", "en"));
        assert!(tied("Observación general núm.", "4", "es"));
        assert!(tied("см. п.", "24", "ru"));
        assert!(tied("(articles", "6", "en"));
        assert!(tied("General comment No. 7", "(1997),", "en"));
        assert!(!tied("in 2019", "(three", "en"));
        assert!(!tied("the article", "In", "en"));
        assert!(!tied("the end of para.", "and", "en"));
        assert!(!tied("in", "24", "en"));
        assert!(!tied("umpara.", "24", "en"));
    }

    #[test]
    fn a_number_is_one_with_its_groups_and_its_unit() {
        assert!(tied("encima de 17", "°C. Las", "es"));
        assert!(tied("выросла на 23", "% за", "ru"));
        assert!(tied("sur 2", "114 demandes", "fr"));
        assert!(tied("(12 345", "678)", "en"));
        assert!(!tied("en 2024", "312 hogares", "es"));
        assert!(!tied("12", "3456", "en"));
        assert!(!tied("the", "% sign", "en"));
    }

    #[test]
    fn french_punctuation_stays_with_its_word_in_french_only() {
        assert!(tied("quoi", "?", "fr"));
        assert!(tied("«", "quoi", "fr"));
        assert!(tied("quoi", "» dit-il", "fr-CH"));
        assert!(!tied("what", "?", "en"));
    }

    #[test]
    fn a_dash_between_spaces_does_not_begin_a_line() {
        assert!(tied("water", "– and", "en"));
        assert!(!tied("water", "–5", "en"));
    }
}
