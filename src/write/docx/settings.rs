//! Writes `word/settings.xml`: how Word treats the file.

use super::NAMESPACE_W;
use super::script::WordLanguage;
use super::xml::Xml;
use crate::document::Document;

/// What Word 2013 and later set in a new document; without the mode it would lay out as Word 2007 did.
const COMPATIBILITY: [(&str, &str); 6] = [
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
    ("useWord2013TrackBottomHyphenation", "0"),
];

/// Writes the part, its elements in the schema's order.
pub(super) fn part(document: &Document, has_notes: bool) -> String {
    let mut xml = Xml::part();
    xml.open("w:settings", &[("xmlns:w", NAMESPACE_W)]);
    xml.empty("w:zoom", &[("w:percent", "100")]);
    xml.val("w:defaultTabStop", "567");
    xml.empty("w:autoHyphenation", &[]);
    xml.val("w:consecutiveHyphenLimit", "2");
    xml.val("w:characterSpacingControl", "doNotCompress");
    if has_notes {
        xml.open("w:footnotePr", &[]);
        for id in super::notes::SEPARATORS {
            xml.empty("w:footnote", &[("w:id", id)]);
        }
        xml.close("w:footnotePr");
    }
    xml.open("w:compat", &[]);
    // A justified line that ends in a line break keeps its natural spaces.
    xml.empty("w:doNotExpandShiftReturn", &[]);
    for (name, value) in COMPATIBILITY {
        let uri = "http://schemas.microsoft.com/office/word";
        xml.empty("w:compatSetting", &[("w:name", name), ("w:uri", uri), ("w:val", value)]);
    }
    xml.close("w:compat");
    WordLanguage::of_document(document.language).write("w:themeFontLang", &mut xml);
    xml.empty(
        "w:clrSchemeMapping",
        &[
            ("w:bg1", "light1"),
            ("w:t1", "dark1"),
            ("w:bg2", "light2"),
            ("w:t2", "dark2"),
            ("w:accent1", "accent1"),
            ("w:accent2", "accent2"),
            ("w:accent3", "accent3"),
            ("w:accent4", "accent4"),
            ("w:accent5", "accent5"),
            ("w:accent6", "accent6"),
            ("w:hyperlink", "hyperlink"),
            ("w:followedHyperlink", "followedHyperlink"),
        ],
    );
    xml.close("w:settings");
    xml.into_string()
}
