//! Reads `12cm`, `2*` and `right` as lengths, widths of columns and alignments, without floating point.

use super::{Alignment, TableWidth};
use crate::length::Length;

/// What a length may be, for help texts.
pub(super) const LENGTH_FORMS: &str = "a number and cm, mm, in or pt without a space, for instance `12cm`";

/// A length: `3cm`, `30mm`, `1.5in`, `40pt`.
pub(super) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit_at);
    let thousandths = thousandths(number.trim())?;
    let emu_per_unit = match unit {
        "cm" => 360_000,
        "mm" => 36_000,
        "in" => 914_400,
        "pt" => 12_700,
        _ => return None,
    };
    let length = Length::emu(i64::from(thousandths)).scale(emu_per_unit, 1000);
    (length > Length::ZERO && length <= Length::mm(2_000)).then_some(length)
}

/// The width of a column: a length, or a share such as `2*`; `*` alone is one share.
pub(super) fn table_width(text: &str) -> Option<TableWidth> {
    match text.trim().strip_suffix('*') {
        Some("") => Some(TableWidth::Share(1000)),
        Some(number) => thousandths(number.trim()).filter(|share| *share > 0).map(TableWidth::Share),
        None => length(text).map(TableWidth::Fixed),
    }
}

/// Where the cells of a column stand.
pub(super) fn alignment(text: &str) -> Option<Alignment> {
    match text {
        "left" => Some(Alignment::Left),
        "center" => Some(Alignment::Center),
        "right" => Some(Alignment::Right),
        "decimal" => Some(Alignment::Decimal),
        _ => None,
    }
}

/// `1.5` or `1,5` as 1500; more than three decimals are cut.
fn thousandths(number: &str) -> Option<u32> {
    let (whole, decimals) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let are_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.len() > 5 || (whole.is_empty() && decimals.is_empty()) || !are_digits(whole) || !are_digits(decimals) {
        return None;
    }
    let padded = format!("{}{:0<3.3}", if whole.is_empty() { "0" } else { whole }, decimals);
    padded.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{length, table_width};
    use crate::length::Length;
    use crate::read::TableWidth;

    #[test]
    fn lengths_and_shares_are_exact() {
        assert_eq!(length("3cm"), Some(Length::mm(30)));
        assert_eq!(length("1.5in"), Some(Length::pt(108)));
        assert_eq!(length("2,5 mm"), Some(Length::emu(90_000)));
        assert_eq!(table_width("2*"), Some(TableWidth::Share(2000)));
        assert_eq!(table_width("0.25*"), Some(TableWidth::Share(250)));
        assert_eq!((length("12"), length("-3cm"), length("3 parsecs"), table_width("0*")), (None, None, None, None));
    }
}
