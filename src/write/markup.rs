//! A text of elements that is HTML and XML at once.

/// Which of the two the text is read as; the elements are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// HTML: languages are `lang`.
    Html,
    /// XHTML, as in an EPUB: languages are `xml:lang` too.
    Xhtml,
}

/// The text, element by element.
pub(crate) struct Markup {
    syntax: Syntax,
    text: String,
}

/// An attribute: its name and its value.
pub(crate) type Attribute<'a> = (&'a str, &'a str);

impl Markup {
    pub(crate) fn new(syntax: Syntax) -> Markup {
        Markup { syntax, text: String::new() }
    }

    pub(crate) fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// The start tag of an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.text.push('>');
    }

    /// The end tag of an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element that never has content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.tag(name, attributes);
        self.text.push_str("/>");
    }

    /// An element that has words alone.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &[Attribute<'_>], words: &str) {
        self.open(name, attributes);
        self.words(words);
        self.close(name);
    }

    /// Words.
    pub(crate) fn words(&mut self, words: &str) {
        escape(&mut self.text, words);
    }

    /// Our own text, as it is.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A line end, which separates blocks for readers of the source.
    pub(crate) fn end_line(&mut self) {
        self.text.push('\n');
    }

    pub(crate) fn into_string(self) -> String {
        self.text
    }

    fn tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.attribute(name, value);
            if *name == "lang" && self.syntax == Syntax::Xhtml {
                self.attribute("xml:lang", value);
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        escape(&mut self.text, value);
        self.text.push('"');
    }
}

fn escape(text: &mut String, words: &str) {
    for character in words.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            _ => text.push(character),
        }
    }
}
