//! From a number and its [`NumberFormat`] to the figures or letters that Word counts by.

use super::NumberFormat;

/// The letters of `w:numFmt` `arabicAlpha` (ECMA-376 Part 1, 17.18.59), alif to ya.
const ARABIC: [char; 28] = [
    'أ', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل',
    'م', 'ن', 'ه', 'و', 'ي',
];

/// The letters of `arabicAbjad`, alif to ghayn.
const ABJAD: [char; 28] = [
    'أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];

const LATIN: [char; 26] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z',
];

const ROMAN: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// `number` as it is written in `format`, without what stands around it.
pub fn format_number(number: u32, format: NumberFormat) -> String {
    match format {
        NumberFormat::Decimal => number.to_string(),
        NumberFormat::UpperLetter => letters(number, &LATIN).to_uppercase(),
        NumberFormat::LowerLetter => letters(number, &LATIN),
        NumberFormat::UpperRoman => roman(number).to_uppercase(),
        NumberFormat::LowerRoman => roman(number),
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

fn roman(number: u32) -> String {
    // Beyond this Word itself writes nothing sensible, and the row of m would only grow.
    if number == 0 || number > 32_767 {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, digits) in ROMAN {
        while rest >= value {
            text.push_str(digits);
            rest -= value;
        }
    }
    text
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
}
