//! Kinds of characters: direction, East Asian, invisible.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_script::{Script, UnicodeScript};

use super::Direction;

/// The direction of a letter, or of what an embedding turns; signs, spaces and digits have none of their own.
///
/// Marks and signs of the Hebrew and Arabic blocks go with their letters.
pub fn strong(c: char) -> Option<Direction> {
    if c < '\u{590}' {
        return c.is_alphabetic().then_some(Direction::LeftToRight);
    }
    match bidi_class(c) {
        BidiClass::R | BidiClass::AL | BidiClass::RLE => Some(Direction::RightToLeft),
        BidiClass::L | BidiClass::LRE => Some(Direction::LeftToRight),
        BidiClass::EN | BidiClass::AN => None,
        _ => matches!(c, '\u{590}'..='\u{8ff}').then_some(Direction::RightToLeft),
    }
}

/// Whether a character makes text run from the right: a letter, or a control.
pub fn runs_left(c: char) -> bool {
    strong(c) == Some(Direction::RightToLeft) || matches!(bidi_class(c), BidiClass::RLO | BidiClass::RLI)
}

/// Whether a character belongs to the Chinese, Japanese or Korean scripts, or to the punctuation set between them: each is
/// set in a square.
pub fn is_east_asian(c: char) -> bool {
    match c {
        ..'\u{2e80}' => false,
        '\u{2e80}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' => true,
        _ => matches!(
            c.script(),
            Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul | Script::Yi
        ),
    }
}

/// Whether a character is East Asian and of a script that sets no spaces between words: Chinese and Japanese.
pub fn has_no_spaces(c: char) -> bool {
    is_east_asian(c) && !matches!(c.script(), Script::Hangul | Script::Yi)
}

/// Characters that are never drawn: joiners, direction marks, variation selectors, soft hyphens, zero-width spaces.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Controls that turn the text around them.
pub fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Spaces that bind what stands on both sides.
pub fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::{has_no_spaces, is_east_asian, runs_left, strong};
    use crate::text::Direction;

    #[test]
    fn letters_of_all_right_to_left_scripts_run_left() {
        for c in ['א', 'ع', '\u{10d00}', '\u{1e900}', '\u{64e}', '،', '\u{200f}'] {
            assert!(runs_left(c), "{c:?}");
            assert_eq!(strong(c), Some(Direction::RightToLeft), "{c:?}");
        }
        for c in ['1', '٣', '۴', ' ', '(', '–'] {
            assert_eq!(strong(c), None, "{c:?}");
        }
        assert_eq!(strong('ж'), Some(Direction::LeftToRight));
        assert_eq!(strong('水'), Some(Direction::LeftToRight));
    }

    #[test]
    fn chinese_and_japanese_set_no_spaces_and_korean_does() {
        assert!("水あア、（𠀀".chars().all(has_no_spaces));
        assert!("한ꀀ".chars().all(|c| is_east_asian(c) && !has_no_spaces(c)));
        assert!(!"a€…😀ع".chars().any(is_east_asian));
    }
}
