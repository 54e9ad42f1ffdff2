//! Labels and numbers typed at the start of a caption, which the program writes too: `Table 3: Rents`.

use crate::diagnostic::{Code, Diagnostic};
use crate::facts::language::ReferenceWord;
use crate::source::Span;

/// The finding for a caption that begins with a label.
pub(in crate::read) fn doubled_label(caption: &str, span: Span) -> Option<Diagnostic> {
    let length = label_length(caption)?;
    let (label, rest) = (caption[..length].trim_end(), &caption[length..]);
    let rest = rest.split(" {").next().unwrap_or(rest).trim();
    Some(
        Diagnostic::warning(
            Code::DoubledLabel,
            span,
            format!("the caption begins with `{label}`, but the program writes the label and the number itself"),
        )
        .help(format!("remove it: `{rest}`")),
    )
}

/// Length of a label, its number and the signs after it.
pub(super) fn label_length(caption: &str) -> Option<usize> {
    let end = caption.find(|c: char| !c.is_alphabetic()).filter(|end| *end > 0)?;
    // In Chinese the number may follow without a space: 表1.
    let word = &caption[..end];
    let after = &caption[end..];
    let dotted = after.strip_prefix('.');
    let is_label = |word: &str| matches!(ReferenceWord::of(word), Some(ReferenceWord::Table | ReferenceWord::Figure));
    let is_dotted = dotted.is_some() && is_label(&caption[..=end]);
    if !is_label(word) && !is_dotted {
        return None;
    }
    let after = if is_dotted { &after[1..] } else { after };
    let after = after.trim_start_matches([' ', '\u{A0}']);
    let after = after.strip_prefix("No.").or(after.strip_prefix('№')).unwrap_or(after).trim_start();
    let is_number = |c: char| c.is_numeric() || matches!(c, 'I' | 'V' | 'X' | '.');
    let number = after.len() - after.trim_start_matches(is_number).len();
    let rest = after.trim_start_matches(is_number);
    let words =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '.' | '：' | '、'));
    let separated = after[..number].ends_with('.') || rest.len() > words.len();
    (number > 0 && !words.is_empty() && separated).then_some(caption.len() - words.len())
}

#[cfg(test)]
mod tests {
    use super::label_length;

    #[test]
    fn typed_labels_of_six_languages_are_found() {
        for (caption, rest) in [
            ("Table 3: Rents by year", "Rents by year"),
            ("Figure 2. Rents", "Rents"),
            ("Fig. 2 – Rents", "Rents"),
            ("Tableau 1 : Loyers", "Loyers"),
            ("Cuadro II. Alquileres", "Alquileres"),
            ("Таблица 1. Рента", "Рента"),
            ("表1：租金", "租金"),
            ("الجدول 1: الإيجارات", "الإيجارات"),
        ] {
            assert_eq!(label_length(caption).map(|length| &caption[length..]), Some(rest), "{caption}");
        }
    }

    #[test]
    fn captions_that_only_speak_of_tables_are_left_alone() {
        for caption in ["Table of rents", "Figures of 2024", "Rents, table 3", "Tables", "Table 3"] {
            assert_eq!(label_length(caption), None, "{caption}");
        }
    }
}
