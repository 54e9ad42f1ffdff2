//! Writes a number in the figures or letters that Word counts by, as a [`NumberFormat`] says.

use super::NumberFormat;
use crate::text::numerals::{ABJAD, ARABIC, LATIN, roman};

/// `number` as it is written in `format`, without what stands around it.
pub fn format_number(number: u32, format: NumberFormat) -> String {
    match format {
        NumberFormat::Decimal => number.to_string(),
        NumberFormat::UpperLetter => letters(number, &LATIN).to_uppercase(),
        NumberFormat::LowerLetter => letters(number, &LATIN),
        NumberFormat::UpperRoman => roman(number).to_uppercase(),
        NumberFormat::LowerRoman => roman(number),
        NumberFormat::Chinese => chinese(number),
        NumberFormat::ArabicAlpha => letters(number, &ARABIC),
        NumberFormat::ArabicAbjad => letters(number, &ABJAD),
        NumberFormat::Bullet(sign) => sign.to_string(),
    }
}

/// a to z, then aa, bb, cc: Word repeats the letter (ECMA-376 Part 1, 17.18.59, `lowerLetter`).
fn letters<const N: usize>(number: u32, alphabet: &[char; N]) -> String {
    let Some(index) = number.checked_sub(1).and_then(|index| usize::try_from(index).ok()) else {
        return number.to_string();
    };
    std::iter::repeat_n(alphabet[index % N], index / N + 1).collect()
}

/// 一 to 九十九; Word's `chineseCounting` then goes on digit by digit.
fn chinese(number: u32) -> String {
    const DIGITS: [char; 10] = ['○', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |value: u32| DIGITS[(value % 10) as usize];
    match number {
        0 => digit(0).to_string(),
        1..=99 => {
            let tens: String = match number / 10 {
                0 => String::new(),
                1 => "十".to_owned(),
                tens => format!("{}十", digit(tens)),
            };
            if number.is_multiple_of(10) { tens } else { format!("{tens}{}", digit(number)) }
        }
        _ => number.to_string().chars().filter_map(|c| c.to_digit(10)).map(digit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::format_number;
    use crate::document::NumberFormat;

    #[test]
    fn letters_after_z_are_doubled_as_word_does() {
        let written = [1, 26, 27, 28, 53].map(|number| format_number(number, NumberFormat::LowerLetter));
        assert_eq!(written, ["a", "z", "aa", "bb", "aaa"]);
        assert_eq!(format_number(30, NumberFormat::UpperLetter), "DD");
    }

    #[test]
    fn roman_numerals_subtract() {
        let written = [1, 4, 9, 14, 40, 1994].map(|number| format_number(number, NumberFormat::UpperRoman));
        assert_eq!(written, ["I", "IV", "IX", "XIV", "XL", "MCMXCIV"]);
        assert_eq!(format_number(3, NumberFormat::LowerRoman), "iii");
        assert_eq!(format_number(0, NumberFormat::LowerRoman), "0");
    }

    #[test]
    fn arabic_letters_follow_the_alphabet() {
        let written = [1, 2, 3, 28, 29].map(|number| format_number(number, NumberFormat::ArabicAlpha));
        assert_eq!(written, ["أ", "ب", "ت", "ي", "أأ"]);
        let written = [1, 2, 3, 4, 5, 28].map(|number| format_number(number, NumberFormat::ArabicAbjad));
        assert_eq!(written, ["أ", "ب", "ج", "د", "ه", "غ"]);
    }

    #[test]
    fn bullets_do_not_count() {
        assert_eq!(format_number(7, NumberFormat::Bullet('–')), "–");
    }

    #[test]
    fn chinese_counts_in_tens() {
        let written = [1, 10, 11, 20, 99, 101].map(|number| format_number(number, NumberFormat::Chinese));
        assert_eq!(written, ["一", "十", "十一", "二十", "九十九", "一○一"]);
    }
}
