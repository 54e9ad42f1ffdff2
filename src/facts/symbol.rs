//! Finds the United Nations document symbols in a text, well formed or not.
//!
//! The grammar is that of the Dag Hammarskjöld Library (<http://research.un.org/en/docs/symbols>, read 2026-11-24) as far
//! as reports to human rights bodies need it: `E/C.12/CHN/CO/3`, `CAT/C/KGZ/QPR/4`, `A/HRC/WG.6/48/SVN/3`.

use std::ops::Range;

use crate::facts::country::is_alpha_3;

/// A symbol found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The State it is about, ISO 3166-1 alpha-3 where it is one, for symbols of treaty bodies and periodic reviews.
    pub state: Option<String>,
    /// What it should be, where it is malformed.
    pub correct: Option<String>,
    /// The symbol as the United Nations files it, where it names one document: without the space in `S/RES/1325 (2000)`.
    pub filed: Option<String>,
}

/// Where a document is found: an address of this form answered on 27 September 2026. One with a language in it was not tried.
pub fn address(filed: &str) -> String {
    format!("https://docs.un.org/{filed}")
}

/// The treaty bodies whose documents have a series of their own, `<series>/C/`. CESCR has `E/C.12/`.
const SERIES: [&str; 8] = ["CCPR", "CEDAW", "CRC", "CAT", "CERD", "CRPD", "CED", "CMW"];

/// The kinds of documents between State and number: concluding observations, lists of issues, replies, lists prior to reporting.
const KINDS: [&str; 4] = ["CO", "Q", "RQ", "QPR"];

/// Codes before the State for reports under the optional protocols of the Convention on the Rights of the Child.
const PROTOCOLS: [&str; 3] = ["OPAC", "OPSC", "OPIC"];

/// Codes that issued symbols have and ISO 3166-1 has not.
const OTHER_CODES: [&str; 2] = ["EU", "UNK"];

/// The symbols in a text, in order.
pub fn find(text: &str) -> Vec<Symbol> {
    // A symbol has two strokes; most texts have none, which is quickly seen.
    if text.bytes().filter(|&byte| byte == b'/').count() < 2 {
        return Vec::new();
    }
    let part_of_symbol = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '/' | '-');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(part_of_symbol) {
        let start = at + offset;
        let length = text[start..].find(|character| !part_of_symbol(character)).unwrap_or(text.len() - start);
        let word = text[start..start + length].trim_end_matches(['.', '-', '/']);
        at = start + length;
        // After these signs a word is a piece of a web address, which may write symbols as it likes.
        let in_address = text[..start].ends_with(['=', '%', '&', '?', '#', '@', '_', ':']);
        if !in_address && let Some((state, correct)) = read(word) {
            let end = start + word.len();
            let (filed, end) = match correct {
                Some(_) => (None, end),
                None => filed(word, &text[end..]).map_or((None, end), |(filed, more)| (Some(filed), end + more)),
            };
            found.push(Symbol { range: start..end, state, correct, filed });
        }
    }
    found
}

/// How a well-formed symbol is filed, and how many bytes of what follows belong to it; `None` if it names no document.
fn filed(word: &str, after: &str) -> Option<(String, usize)> {
    let parts: Vec<&str> = word.split('/').collect();
    match parts.as_slice() {
        // Resolutions without a session in their symbol carry the year or session in parentheses.
        ["A" | "S" | "E", "RES", _] => {
            let (in_parentheses, length) = year_or_roman(after)?;
            Some((format!("{word}({in_parentheses})"), length))
        }
        // A session of the Council or of its working group, or a year of a committee, is not a document.
        ["A", "HRC", _] | ["A", "HRC", "WG.6", _] => None,
        [_, _, last] if is_year(last) => None,
        _ => Some((word.to_owned(), 0)),
    }
}

/// `2000` or `III` out of ` (2000)` or `(III)`, and how many bytes it takes.
fn year_or_roman(after: &str) -> Option<(&str, usize)> {
    let inside = after.trim_start_matches([' ', '\u{A0}']).strip_prefix('(')?;
    let (inside, rest) = inside.split_once(')')?;
    let roman = !inside.is_empty() && inside.bytes().all(|byte| b"IVXL".contains(&byte));
    (roman || is_year(inside)).then(|| (inside, after.len() - rest.len()))
}

/// A year since the United Nations exists.
fn is_year(part: &str) -> bool {
    part.len() == 4 && part.parse().is_ok_and(|year: u16| (1946..=2099).contains(&year))
}

/// Whether a code in a symbol is that of a State, a territory, the European Union or Kosovo.
pub(crate) fn is_state(code: &str) -> bool {
    OTHER_CODES.contains(&code) || is_alpha_3(code)
}

/// The State and the correction of a word that is a symbol or was meant to be one.
fn read(word: &str) -> Option<(Option<String>, Option<String>)> {
    let parts: Vec<&str> = word.split('/').collect();
    if parts.len() < 3 {
        return None;
    }
    if let Some(correct) = corrected(&parts) {
        let state = state_of(&correct.split('/').collect::<Vec<_>>());
        return Some((state, Some(correct)));
    }
    is_symbol(&parts).then(|| (state_of(&parts), None))
}

/// Whether the parts are a symbol as it should be.
fn is_symbol(parts: &[&str]) -> bool {
    let numbered = parts.last().is_some_and(|last| last.bytes().any(|byte| byte.is_ascii_digit()));
    let second = parts.get(1).copied().unwrap_or_default();
    // The Assembly counts sessions, since its thirty-first; the Councils write the year.
    let session = second.parse().is_ok_and(|session: u8| session > 30);
    let body = |prefixes: &[&str]| {
        prefixes.iter().any(|prefix| second.strip_prefix(prefix).is_some_and(|rest| rest.parse::<u16>().is_ok()))
    };
    numbered
        && match parts.first().copied().unwrap_or_default() {
            "A" => session || matches!(second, "RES" | "HRC" | "DEC") || body(&["C.", "AC.", "CONF.", "CN."]),
            "S" => is_year(second) || matches!(second, "RES" | "PRST") || body(&["AC."]),
            "E" => is_year(second) || matches!(second, "RES" | "DEC") || body(&["C.", "CN.", "AC.", "CONF."]),
            "ST" => second.len() >= 2 && second.bytes().all(|byte| byte.is_ascii_uppercase()),
            "HRI" => true,
            series => SERIES.contains(&series) && matches!(second, "C" | "SP" | "OP"),
        }
}

/// The State in a symbol of a treaty body or a periodic review.
fn state_of(parts: &[&str]) -> Option<String> {
    let rest = match parts {
        ["E", second, rest @ ..] if second.starts_with("C.") => rest,
        ["A", "HRC", "WG.6", _, rest @ ..] => rest,
        [series, "C", rest @ ..] if SERIES.contains(series) => rest,
        _ => return None,
    };
    let rest = if rest.first().is_some_and(|first| PROTOCOLS.contains(first)) { &rest[1..] } else { rest };
    let (code, number) = (rest.first()?, rest.get(1)?);
    let state = code.split('-').next().unwrap_or(code);
    let letters = (2..=3).contains(&state.len()) && state.bytes().all(|byte| byte.is_ascii_uppercase());
    // `CRC/C/GC/25` is a general comment: its letters are no State.
    (letters && state != "GC" && (is_number(number) || KINDS.contains(number))).then(|| state.to_owned())
}

/// `3`, `2-4`.
fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && !part.starts_with('-')
}

/// The symbol that was meant, where it can hardly be another.
fn corrected(parts: &[&str]) -> Option<String> {
    let whole: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    let upper: Vec<String> = whole.iter().map(|part| part.to_ascii_uppercase()).collect();
    let upper: Vec<&str> = upper.iter().map(String::as_str).collect();
    let (series, used) = match upper.as_slice() {
        ["E", "C", committee, ..] if committee.parse::<u8>().is_ok() => (format!("E/C.{committee}"), 3),
        ["E", committee, ..] if committee_number(committee).is_some() => {
            (format!("E/C.{}", committee_number(committee)?), 2)
        }
        [both, ..] if both.strip_prefix("E.C.").is_some_and(|rest| rest.parse::<u8>().is_ok()) => {
            (format!("E/{}", &both[2..]), 1)
        }
        [series, "C", ..] if SERIES.contains(series) => (format!("{series}/C"), 2),
        [series, ..] if SERIES.contains(series) => (format!("{series}/C"), 1),
        _ => return None,
    };
    let rest = kinds_apart(whole.get(used..)?);
    // Only a State with a kind or number makes us sure that a symbol was meant, and which.
    let (code, kind) = (rest.first()?.to_ascii_uppercase(), rest.get(1)?.to_ascii_uppercase());
    let state = code.split('-').next().unwrap_or(&code);
    if !is_state(state) || !(is_number(&kind) || (KINDS.contains(&kind.as_str()) && rest.len() > 2)) {
        return None;
    }
    let mut correct = vec![series, code, kind];
    correct.extend(rest.iter().skip(2).cloned());
    let correct = correct.join("/");
    (correct != parts.join("/")).then_some(correct)
}

/// The number in `C.12`, `C12` or `C-12`.
fn committee_number(part: &str) -> Option<u8> {
    part.strip_prefix('C')?.trim_start_matches(['.', '-']).parse().ok()
}

/// `CO3` as `CO`, `3`.
fn kinds_apart(parts: &[&str]) -> Vec<String> {
    let mut apart = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let digits = part.find(|character: char| character.is_ascii_digit()).unwrap_or(part.len());
        let (letters, number) = part.split_at(digits);
        if index == 1 && KINDS.contains(&letters.to_ascii_uppercase().as_str()) && is_number(number) {
            apart.push(letters.to_owned());
            apart.push(number.to_owned());
        } else {
            apart.push((*part).to_owned());
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::{address, find, is_state};

    fn correct(text: &str) -> Option<String> {
        find(text).into_iter().next().and_then(|symbol| symbol.correct)
    }

    #[test]
    fn symbols_seen_in_issued_documents_are_well_formed() {
        for symbol in [
            "E/C.12/CHN/3",
            "E/C.12/CHN/CO/3",
            "E/C.12/CHN/RQ/3",
            "CAT/C/SAU/CO/2",
            "CEDAW/C/KGZ/Q/5",
            "CAT/C/KGZ/QPR/4",
            "CEDAW/C/GNQ/2-3",
            "CEDAW/C/BLR/Q/7/Add.1",
            "E/C.12/2000/6",
            "CRPD/C/11/2",
            "CEDAW/C/SR.1833",
            "CERD/C/506",
            "A/HRC/WG.6/48/SVN/3",
            "A/HRC/59/15/Add.1",
            "A/71/344",
            "CEDAW/C/UK/3",
            "CCPR/C/104/3",
            "CED/C/3",
            "S/RES/1325",
            "A/RES/70/1",
            "E/CN.6/2020/3",
            "CRC/C/OPAC/KGZ/CO/1",
            "CCPR/C/CHN-HKG/CO/4",
            "CRC/C/GC/25",
            "E/C.12/2010/SR.42",
            "E/1991/23",
            "HRI/GEN/1/Rev.9",
        ] {
            let found = find(&format!("See {symbol}, para. 3."));
            assert_eq!(found.len(), 1, "{symbol}");
            assert_eq!(found[0].correct, None, "{symbol}");
            assert_eq!(found[0].range, 4..4 + symbol.len(), "{symbol}");
        }
    }

    #[test]
    fn a_typing_error_is_corrected() {
        assert_eq!(correct("E/C/12/LKA/2-4").as_deref(), Some("E/C.12/LKA/2-4"));
        assert_eq!(correct("(E/C12/CHN/CO/3)").as_deref(), Some("E/C.12/CHN/CO/3"));
        assert_eq!(correct("E.C.12/CHN/CO/3").as_deref(), Some("E/C.12/CHN/CO/3"));
        assert_eq!(correct("CAT/SAU/CO/2").as_deref(), Some("CAT/C/SAU/CO/2"));
        assert_eq!(correct("e/c.12/chn/co/3").as_deref(), Some("E/C.12/CHN/CO/3"));
        assert_eq!(correct("CAT/C/SAU/CO2").as_deref(), Some("CAT/C/SAU/CO/2"));
        assert_eq!(correct("CEDAW/C//KGZ/Q/5").as_deref(), Some("CEDAW/C/KGZ/Q/5"));
    }

    #[test]
    fn other_words_with_slashes_are_no_symbols() {
        for text in [
            "and/or",
            "A/B testing",
            "S/he said",
            "CRC/CEDAW reports",
            "24/7",
            "https://docs.un.org/E/C/12/LKA/2-4",
            "HIV/AIDS",
            "CAT/OPCAT/CED",
            "E/C.12",
            "https://example.org/?s=CAT/SAU/CO/2",
            "A/C",
            "km/h",
            "CRC/C",
            "2019/2020/2021",
            "CED/CAT/12",
            "http://example.org/A/71/344",
            "decision A/2016/45",
            "file S/12/3",
            "form E/20/1",
        ] {
            assert!(find(text).is_empty(), "{text}: {:?}", find(text));
        }
    }

    #[test]
    fn the_state_is_read_where_there_is_one() {
        let state = |text: &str| find(text).into_iter().next().and_then(|symbol| symbol.state);
        assert_eq!(state("E/C.12/CHN/CO/3").as_deref(), Some("CHN"));
        assert_eq!(state("CCPR/C/CHN-HKG/CO/4").as_deref(), Some("CHN"));
        assert_eq!(state("A/HRC/WG.6/48/SVN/3").as_deref(), Some("SVN"));
        assert_eq!(state("CRC/C/OPAC/KGZ/CO/1").as_deref(), Some("KGZ"));
        assert_eq!(state("E/C.12/2000/6"), None);
        assert_eq!(state("CRC/C/GC/25"), None);
    }

    #[test]
    fn a_symbol_is_filed_where_it_names_one_document() {
        let filed = |text: &str| find(text).into_iter().next().and_then(|symbol| symbol.filed);
        assert_eq!(filed("E/C.12/CHN/CO/3.").as_deref(), Some("E/C.12/CHN/CO/3"));
        assert_eq!(filed("CEDAW/C/GNQ/2-3").as_deref(), Some("CEDAW/C/GNQ/2-3"));
        assert_eq!(filed("A/RES/70/1 (2015)").as_deref(), Some("A/RES/70/1"));
        assert_eq!(filed("S/RES/1325 (2000), para. 1").as_deref(), Some("S/RES/1325(2000)"));
        assert_eq!(filed("A/RES/217(III)").as_deref(), Some("A/RES/217(III)"));
        for text in
            ["S/RES/1325", "S/RES/1325 (see below)", "A/HRC/48", "A/HRC/WG.6/48", "E/CN.6/2020", "E/C/12/LKA/2-4"]
        {
            assert_eq!(filed(text), None, "{text}");
        }
        assert_eq!(find("S/RES/1325 (2000), para. 1")[0].range, 0..17);
        assert_eq!(address("A/RES/70/1"), "https://docs.un.org/A/RES/70/1");
    }

    #[test]
    fn codes_of_symbols_are_those_of_states_and_two_more() {
        assert!(is_state("NOR") && is_state("UNK") && is_state("EU"));
        assert!(!is_state("UK") && !is_state("chn") && !is_state(""));
    }

    #[test]
    fn a_symbol_between_chinese_characters_is_found() {
        let text = "参见E/C.12/CHN/CO/3，第47段";
        assert_eq!(find(text)[0].range, 6..21);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_places_are_places_in_it(text in "[ECA]?[./]?(C|HRC|[a-z]{3}|[0-9]{1,2}|é|条|[ ./-]){0,12}") {
            for symbol in find(&text) {
                proptest::prop_assert!(text.get(symbol.range).is_some_and(|word| word.contains('/')));
            }
        }
    }
}
