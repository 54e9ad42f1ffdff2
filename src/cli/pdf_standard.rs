//! The names of the standards that a PDF can keep, as people write them.

use crate::write::pdf::PdfStandard::{self, Ua1A2a, Ua2A4};

/// Every name of a standard that one of the two kinds of file keeps, in small letters and without `PDF/` and hyphens. A file
/// that keeps PDF/A-2a keeps 2b and 2u too.
const NAMES: [(&str, PdfStandard); 9] = [
    ("ua1", Ua1A2a),
    ("a2a", Ua1A2a),
    ("a2b", Ua1A2a),
    ("a2u", Ua1A2a),
    ("a2", Ua1A2a),
    ("1.7", Ua1A2a),
    ("ua2", Ua2A4),
    ("a4", Ua2A4),
    ("2.0", Ua2A4),
];

/// The standards that are named, with commas between them; they must be those of one file.
pub(super) fn pdf_standard(text: &str) -> Result<PdfStandard, String> {
    let mut asked = text.split(',').map(named);
    let first = asked.next().unwrap_or_else(|| named(""))?;
    match asked.find(|other| other.as_ref() != Ok(&first)) {
        None => Ok(first),
        Some(Ok(_)) => Err("no file keeps both; write `ua-1` or `ua-2`".to_owned()),
        Some(Err(reason)) => Err(reason),
    }
}

fn named(name: &str) -> Result<PdfStandard, String> {
    let name = name.trim();
    let small = name.to_lowercase().replace("pdf", "").replace(['/', '-', '_', ' '], "");
    let found = NAMES.iter().find(|(known, _)| *known == small);
    found.map(|(_, standard)| *standard).ok_or_else(|| {
        "write `ua-1` (PDF/UA-1 and PDF/A-2a, as without this option) or `ua-2` (PDF/UA-2 and PDF/A-4)".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::{PdfStandard, pdf_standard};

    #[test]
    fn a_standard_is_known_by_each_of_its_names_and_two_of_one_file_are_one() {
        for name in ["ua-1", "UA-1", "PDF/UA-1", "a-2a", "pdf/a-2b", "ua-1,a-2a", "ua1, A-2u"] {
            assert_eq!(pdf_standard(name), Ok(PdfStandard::Ua1A2a), "{name}");
        }
        for name in ["ua-2", "UA2", "PDF/A-4", "a-4", "a-4,ua-2", "2.0,ua-2"] {
            assert_eq!(pdf_standard(name), Ok(PdfStandard::Ua2A4), "{name}");
        }
    }

    #[test]
    fn what_no_file_keeps_is_refused_with_what_to_write() {
        for name in ["", ",", "a-1b", "a-3a", "a-4f", "ua", "ua-3", "x-4", "ua-2,a-3b"] {
            assert!(pdf_standard(name).is_err_and(|reason| reason.starts_with("write `ua-1`")), "{name}");
        }
        assert_eq!(pdf_standard("ua-1,a-4"), Err("no file keeps both; write `ua-1` or `ua-2`".to_owned()));
    }
}
