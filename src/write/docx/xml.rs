//! Builds the XML text of a part: elements, attributes and escaped words.

use std::borrow::Cow;

use quick_xml::escape::escape;

/// The XML text of a part, growing.
#[derive(Debug, Default)]
pub(super) struct Xml(String);

impl Xml {
    /// A part with the XML declaration.
    pub(super) fn part() -> Xml {
        Xml("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// `<name attributes>`.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.0.push('>');
    }

    /// `<name attributes/>`.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.0.push_str("/>");
    }

    /// `</name>`.
    pub(super) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// `<name w:val="value"/>`, the form of most properties.
    pub(super) fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// A property that is on or off: `<name/>` or `<name w:val="0"/>`; nothing where it is left to the style.
    pub(super) fn switch(&mut self, name: &str, on: Option<bool>) {
        match on {
            Some(true) => self.empty(name, &[]),
            Some(false) => self.val(name, "0"),
            None => {}
        }
    }

    /// `<name>words</name>`.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], words: &str) {
        self.open(name, attributes);
        self.text(words);
        self.close(name);
    }

    /// Words, escaped.
    pub(super) fn text(&mut self, words: &str) {
        self.0.push_str(&escape(legal(words)));
    }

    /// XML that is already written.
    pub(super) fn raw(&mut self, xml: &str) {
        self.0.push_str(xml);
    }

    /// The finished text.
    pub(super) fn into_string(self) -> String {
        self.0
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            self.0.push_str(&escape(legal(value)));
            self.0.push('"');
        }
    }
}

/// The words with U+FFFD for each character that XML 1.0 (2.2) forbids: one such character makes a whole file unreadable.
fn legal(words: &str) -> Cow<'_, str> {
    // Nearly all words have only bytes that none of the forbidden characters has.
    if words.bytes().all(|byte| matches!(byte, b' '..0xEF | b'\t' | b'\n' | b'\r')) {
        return Cow::Borrowed(words);
    }
    let forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if words.contains(forbidden) { Cow::Owned(words.replace(forbidden, "\u{fffd}")) } else { Cow::Borrowed(words) }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn markup_is_escaped_and_forbidden_characters_never_reach_the_file() {
        let mut xml = Xml::default();
        xml.leaf("w:t", &[("a", "\"<")], "R&D <b>\u{1}\u{ffff}");
        assert_eq!(xml.into_string(), "<w:t a=\"&quot;&lt;\">R&amp;D &lt;b&gt;\u{fffd}\u{fffd}</w:t>");
    }

    #[test]
    fn a_switch_that_is_left_open_writes_nothing() {
        let mut xml = Xml::default();
        xml.switch("w:b", None);
        xml.switch("w:i", Some(false));
        xml.switch("w:bidi", Some(true));
        assert_eq!(xml.into_string(), "<w:i w:val=\"0\"/><w:bidi/>");
    }
}
