//! Letters that were saved in UTF-8 and opened in another encoding: `cafÃ©`, `donâ€™t`.

use super::Mistake;
use crate::diagnostic::Code;

/// The letters of Windows-1252 from 0x80 to 0x9F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

pub(super) fn find(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    let mut run = 0..0;
    for (at, c) in text.char_indices().filter(|(_, c)| byte(*c).is_some()) {
        if run.end != at {
            found.extend(mistake(text, run));
            run = at..at;
        }
        run.end = at + c.len_utf8();
    }
    found.extend(mistake(text, run));
    found
}

/// The byte that a letter was, if it cannot be one of ASCII.
fn byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    if matches!(c, '\u{A0}'..='\u{FF}') {
        return u8::try_from(u32::from(c)).ok();
    }
    let at = WINDOWS.iter().position(|known| *known == c)?;
    u8::try_from(0x80 + at).ok()
}

fn mistake(text: &str, run: std::ops::Range<usize>) -> Option<Mistake> {
    let typed = text.get(run.clone())?;
    let bytes: Vec<u8> = typed.chars().filter_map(byte).collect();
    // Two letters of the text for one that was meant, at least.
    let meant = String::from_utf8(bytes).ok().filter(|_| typed.chars().count() > 1)?;
    Some(
        Mistake::warning(
            Code::WrongEncoding,
            run.clone(),
            format!("`{typed}` was probably `{meant}` before the text was opened in the wrong encoding"),
        )
        .help(format!("write `{meant}`; if there are many, open the original file as UTF-8 and copy the text again"))
        .edit(run, meant),
    )
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn letters_that_were_opened_wrongly_are_found() {
        for (text, meant) in [("cafÃ©", "é"), ("donâ€™t", "’"), ("â€œyes", "“"), ("5Â°", "°"), ("MÃ©xico", "é")]
        {
            let found = find(text);
            assert_eq!(found.iter().map(|found| found.edits[0].1.as_str()).collect::<Vec<_>>(), [meant], "{text}");
        }
    }

    #[test]
    fn letters_of_any_language_are_left_alone() {
        for text in ["SÃO", "« Été »", "Ça a été", "“Où ?”", "naïve – “é”", "ÀÉÎ", "£5–£6", "Größe ±5 °C", "’“"]
        {
            assert_eq!(find(text).len(), 0, "{text}");
        }
    }
}
