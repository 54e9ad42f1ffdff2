//! Text from outside, made safe for a terminal.

use std::borrow::Cow;

/// Whether a terminal could obey this character, or show the text around it in another order: the control characters
/// of C0 and C1, and the controls of the text's direction; or whether it stands unseen in a name, as byte order marks and tag
/// characters do. The line end and the tab are left alone.
pub fn is_control(character: char) -> bool {
    let is_direction = matches!(
        character,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    let is_unseen = matches!(character, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}');
    is_direction || is_unseen || character.is_control() && !matches!(character, '\n' | '\t') || is_line_end(character)
}

/// The line and paragraph separators of Unicode, which some terminals and editors obey.
fn is_line_end(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// The text with each such character as its code point, for instance `<U+001B>`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// The text as one line: line ends and tabs are shown as code points too. For names of files.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|character| is_control(character) || matches!(character, '\n' | '\t')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push_str(&code_point(character)),
            _ => push(&mut shown, character),
        }
    }
    Cow::Owned(shown)
}

/// A line of a source file with its controls as code points, and where two of its places are in it now.
pub(super) fn visible_source(line: &str, from: usize, to: usize) -> (Cow<'_, str>, usize, usize) {
    if !line.contains(is_control) {
        return (Cow::Borrowed(line), from, to);
    }
    let place = |at: usize| visible(&line[..at]).len();
    (visible(line), place(from), place(to))
}

/// JSON in which each such character is written as an escape. Outside of strings JSON has none of them.
pub fn escaped_json(json: String) -> String {
    if !json.contains(is_control) {
        return json;
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_control(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(character);
        }
    }
    shown
}

fn push(shown: &mut String, character: char) {
    if is_control(character) {
        shown.push_str(&code_point(character));
    } else {
        shown.push(character);
    }
}

fn code_point(character: char) -> String {
    format!("<U+{:04X}>", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::{escaped_json, visible, visible_line, visible_source};

    #[test]
    fn controls_become_code_points_and_all_else_stays() {
        assert_eq!(visible("a\u{1b}[2J\u{9b}b\u{202e}\r\n\tc"), "a<U+001B>[2J<U+009B>b<U+202E><U+000D>\n\tc");
        assert_eq!(visible("Жилищные права, 住房"), "Жилищные права, 住房");
        assert_eq!(visible_line("a\nb"), "a<U+000A>b");
    }

    #[test]
    fn places_in_a_line_move_with_its_text() {
        let (line, from, to) = visible_source("ab\u{9b}cd", 4, 5);
        assert_eq!((&*line, &line[from..to]), ("ab<U+009B>cd", "c"));
    }

    #[test]
    fn json_stays_the_same_value() {
        let json = serde_json::to_string("\u{9b}\u{202e}\u{7f}é").expect("a text");
        let safe = escaped_json(json);
        assert!(safe.is_ascii() || safe.contains('é'));
        assert!(!safe.contains(['\u{9b}', '\u{202e}', '\u{7f}']), "{safe}");
        assert_eq!(serde_json::from_str::<String>(&safe).expect("a text"), "\u{9b}\u{202e}\u{7f}é");
    }
}
