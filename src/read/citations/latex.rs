//! From what the BibTeX library leaves of LaTeX to plain words.

use crate::read::limits;

/// Commands whose words stay and whose look is not kept.
const LOOKS: [&str; 24] = [
    "emph",
    "textit",
    "textbf",
    "textsc",
    "textrm",
    "textsf",
    "texttt",
    "textnormal",
    "textup",
    "text",
    "mbox",
    "hbox",
    "url",
    "nolinkurl",
    "path",
    "underline",
    "uline",
    "textsuperscript",
    "textsubscript",
    "ensuremath",
    "mkbibemph",
    "mkbibbold",
    "mkbibitalic",
    "textquote",
];

/// Commands that put their words in quotation marks.
const QUOTES: [&str; 2] = ["enquote", "mkbibquote"];

/// Commands that change the look from there on, or mean a space, and leave nothing.
const SWITCHES: [&str; 20] = [
    "em",
    "it",
    "bf",
    "sc",
    "rm",
    "sf",
    "tt",
    "sl",
    "itshape",
    "bfseries",
    "scshape",
    "upshape",
    "rmfamily",
    "sffamily",
    "ttfamily",
    "normalfont",
    "relax",
    "newblock",
    "protect",
    "selectfont",
];

/// The words, and the first command that is not known and stays as it was typed.
pub(super) fn plain(text: &str) -> (String, Option<String>) {
    let mut unknown = None;
    let words = read(text, limits::DEPTH, &mut unknown);
    (words.replace("``", "“").replace("''", "”"), unknown)
}

/// An address, whose signs may have been escaped.
pub(super) fn address(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let escapes = sign == '\\' && signs.peek().is_some_and(|next| "_%&#$~{}".contains(*next));
        if !escapes {
            address.push(sign);
        }
    }
    let start = ["https://", "http://"].iter().filter_map(|scheme| address.find(scheme)).min();
    match start {
        // `\url{https://example.org}`
        Some(at) => address[at..].trim_end_matches('}').to_owned(),
        None => address,
    }
}

fn read(text: &str, depth: usize, unknown: &mut Option<String>) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '~']) {
        words.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if rest[at..].starts_with('~') {
            words.push('\u{A0}');
            rest = after;
            continue;
        }
        let length = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let name = &after[..length];
        let argument = &after[length..];
        if name.is_empty() {
            let sign = argument.chars().next();
            // A thin space, a space, or a sign that means nothing to LaTeX's readers.
            match sign {
                Some(',' | ';' | ':' | ' ' | '/') => words.push(' '),
                Some('!') => {}
                Some(other) => words.push(other),
                None => words.push('\\'),
            }
            rest = argument.get(sign.map_or(0, char::len_utf8)..).unwrap_or("");
        } else if let Some(inside) = braced(argument).filter(|_| depth > 0) {
            let plain = read(inside, depth - 1, unknown);
            if QUOTES.contains(&name) {
                words.push_str(&format!("“{plain}”"));
            } else if LOOKS.contains(&name) {
                words.push_str(&plain);
            } else {
                unknown.get_or_insert_with(|| format!("\\{name}"));
                words.push_str(&format!("\\{name}{{{plain}}}"));
            }
            rest = &argument[inside.len() + 2..];
        } else if SWITCHES.contains(&name) {
            rest = argument.trim_start_matches(' ');
        } else {
            unknown.get_or_insert_with(|| format!("\\{name}"));
            words.push_str(&format!("\\{name}"));
            rest = argument;
        }
    }
    words.push_str(rest);
    words
}

/// What stands between the braces that a text begins with.
fn braced(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('{')?;
    let mut open = 1_usize;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(&inside[..at]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{address, plain};

    #[test]
    fn looks_go_and_words_stay() {
        let words = |text: &str| plain(text).0;
        assert_eq!(words(r"The \emph{right} to {\em housing}"), "The right to {housing}");
        assert_eq!(words(r"\enquote{No \textit{Roof}}, 2nd~ed."), "“No Roof”, 2nd\u{A0}ed.");
        assert_eq!(words("``Rents''"), "“Rents”");
        assert_eq!(plain(r"\alpha decay"), (r"\alpha decay".to_owned(), Some(r"\alpha".to_owned())));
        assert_eq!(words(&r"\emph{".repeat(200)), r"\emph{".repeat(200));
    }

    #[test]
    fn addresses_lose_what_escapes_their_signs() {
        assert_eq!(address(r"\url{https://example.org/a\_b}"), "https://example.org/a_b");
        assert_eq!(address(r"https://example.org/100\%"), "https://example.org/100%");
    }
}
