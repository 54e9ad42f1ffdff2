//! Letters and Roman numerals to count by, and the digits of several scripts.

/// The letters of `w:numFmt` `arabicAlpha` (ECMA-376 Part 1, 17.18.59), alif to ya.
pub const ARABIC: [char; 28] = [
    'أ', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل',
    'م', 'ن', 'ه', 'و', 'ي',
];

/// The letters of `arabicAbjad`, alif to ghayn.
pub const ABJAD: [char; 28] = [
    'أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];

/// a to z.
pub const LATIN: [char; 26] = [
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

/// The Russian letters that are counted by, without those that never are.
pub const CYRILLIC: [char; 28] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч',
    'ш', 'щ', 'э', 'ю', 'я',
];

/// The value of a decimal digit: Western, Arabic, Persian or of full width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(u32::from(c) - 0x6F0),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        c => c.to_digit(10),
    }
}

/// The Roman numeral in small letters.
pub fn roman(number: u32) -> String {
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
