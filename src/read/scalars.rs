//! The texts of a report as YAML holds them: where each stands, what it says, and how other words are typed in their place.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::node::{Kind, Node, read_tree};
use super::offsets::Offsets;
use crate::source::FileId;

/// A text of the report.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// Where it stands in its file; of a text after `|` or `>` its lines without that sign.
    pub range: Range<usize>,
    /// What it says.
    pub value: String,
    /// The key it is the value of.
    pub key: Option<String>,
    /// The items of lists that it stands in, the outermost first.
    pub items: Vec<ListItem>,
    /// The start of the line above which a comment on it can stand.
    pub above: usize,
    form: Form,
    offsets: Offsets,
}

/// An item of a list of YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// From its dash, or its first sign in `[a, b]`, to its last sign.
    pub range: Range<usize>,
    /// The key whose value the list is.
    pub under: Option<String>,
    /// Where the list begins, by which lists are told apart.
    pub list: usize,
    /// How many items the list has.
    pub count: usize,
    /// Whether the list is written `[a, b]`.
    pub is_flow: bool,
    /// The keys of the item, where it has keys.
    pub keys: Vec<String>,
}

/// How a text is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// After `|`, line by line, or a file of its own.
    Lines,
    /// After `>`.
    Folded,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// Without any sign around it; whether inside `[a, b]`.
    Plain { is_flow: bool },
}

impl Scalar {
    /// A file of Markdown as one text.
    pub fn of_file(file: FileId, text: &str) -> Scalar {
        let base = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
        Scalar {
            range: base..text.len(),
            value: text[base..].to_owned(),
            key: None,
            items: Vec::new(),
            above: base,
            form: Form::Lines,
            offsets: Offsets::straight(file, base..text.len()),
        }
    }

    /// Whether its lines are lines of the file, so that paragraphs can be added to it.
    pub fn has_lines(&self) -> bool {
        self.form == Form::Lines
    }

    /// The byte of the value that stands at a byte of the file.
    pub fn value_at(&self, source: usize) -> usize {
        self.offsets.value_at(source).min(self.value.len())
    }

    /// Where a part of the value stands in the file.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        self.offsets.span(range).range()
    }

    /// What of the file is written anew so that these parts of the value say something else. The parts are in order and do
    /// not overlap. Where the text can then no longer stand as it is typed, all of it is put in quotes.
    pub fn retyped(&self, source: &str, changes: &[(Range<usize>, String)]) -> Vec<(Range<usize>, String)> {
        let end_of_line = if source.contains("\r\n") { "\r\n" } else { "\n" };
        if let Form::Plain { is_flow } = self.form {
            let value = self.changed(changes);
            if !can_be_plain(&value, is_flow) {
                return vec![(self.range.clone(), quoted(&value))];
            }
        }
        let typed = |range: &Range<usize>, words: &str| match self.form {
            Form::Lines => {
                let rest = self.value.get(range.end..).unwrap_or("");
                let follows = range.is_empty() && !rest.is_empty() && !rest.starts_with('\n');
                self.offsets.lines(words, end_of_line, follows)
            }
            Form::Single => words.replace('\'', "''"),
            Form::Double => words.replace('\\', "\\\\").replace('"', "\\\""),
            Form::Folded | Form::Plain { .. } => words.to_owned(),
        };
        let place = |range: &Range<usize>, words: &str| self.offsets.source_range(source, range.clone(), words);
        changes.iter().map(|(range, words)| (place(range, words), typed(range, words))).collect()
    }

    /// The value after changes.
    pub fn changed(&self, changes: &[(Range<usize>, String)]) -> String {
        let mut value = String::with_capacity(self.value.len());
        let mut at = 0;
        for (range, words) in changes {
            value.push_str(self.value.get(at..range.start).unwrap_or(""));
            value.push_str(words);
            at = range.end;
        }
        value + self.value.get(at..).unwrap_or("")
    }
}

/// Whether a text can stand without quotes in YAML 1.2 (7.3.3).
fn can_be_plain(text: &str, is_flow: bool) -> bool {
    let begins_badly = text.starts_with(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '?' | ':'
                    | ','
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '#'
                    | '&'
                    | '*'
                    | '!'
                    | '|'
                    | '>'
                    | '\''
                    | '"'
                    | '%'
                    | '@'
                    | '`'
                    | '~'
            )
    });
    let is_word_of_yaml = matches!(text.to_lowercase().as_str(), "" | "null" | "true" | "false");
    let has_sign = text.contains(": ") || text.contains(":\n") || text.contains(" #") || text.contains('\n');
    let is_dash = text == "-" || text.starts_with("- ") || text.starts_with("---") || text.starts_with("...");
    let ends_badly = text.ends_with(':') || text.ends_with(char::is_whitespace);
    let breaks_flow = is_flow && text.contains([',', '[', ']', '{', '}']);
    !(begins_badly || is_word_of_yaml || has_sign || is_dash || ends_badly || breaks_flow)
}

/// A text in quotes, on one line.
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains(|c: char| c.is_control()) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    serde_json::Value::from(text).to_string()
}

/// A text as the value of a key or an item, on one line; in quotes where YAML would else read something else.
pub fn typed(text: &str, is_flow: bool) -> String {
    if can_be_plain(text, is_flow) { text.to_owned() } else { quoted(text) }
}

/// All texts of a report, in the order of the file, those of keys left out. Nothing if the report is not YAML.
pub fn scalars(file: FileId, text: &str) -> Vec<Scalar> {
    let base = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
    let tree = read_tree(text, base);
    let mut walk = Walk { file, source: text, found: Vec::new() };
    if let Some(root) = &tree.root {
        walk.node(root, &Around { key: None, items: Vec::new(), above: base, is_flow: false });
    }
    walk.found.sort_by_key(|scalar| scalar.range.start);
    walk.found.dedup_by_key(|scalar| scalar.range.start);
    walk.found
}

/// What stands around a value.
#[derive(Clone)]
struct Around {
    key: Option<String>,
    items: Vec<ListItem>,
    above: usize,
    is_flow: bool,
}

struct Walk<'s> {
    file: FileId,
    source: &'s str,
    found: Vec<Scalar>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node<'_>, around: &Around) {
        match &node.kind {
            Kind::Scalar { text, style } => self.scalar(node, text, *style, around),
            Kind::Sequence(items) => self.list(node, items, around),
            Kind::Mapping(pairs) => {
                let is_flow = around.is_flow || self.begins_with(node, '{');
                for (key, value) in pairs {
                    let name = match &key.kind {
                        Kind::Scalar { text, .. } => Some(text.to_string()),
                        Kind::Sequence(_) | Kind::Mapping(_) => None,
                    };
                    let above = if is_flow { around.above } else { self.line_start(key.range.start) };
                    self.node(value, &Around { key: name, items: around.items.clone(), above, is_flow });
                }
            }
        }
    }

    fn scalar(&mut self, node: &Node<'_>, text: &str, style: ScalarStyle, around: &Around) {
        let form = match style {
            ScalarStyle::Literal => Form::Lines,
            ScalarStyle::Folded => Form::Folded,
            ScalarStyle::SingleQuoted => Form::Single,
            ScalarStyle::DoubleQuoted => Form::Double,
            ScalarStyle::Plain => Form::Plain { is_flow: around.is_flow },
        };
        self.found.push(Scalar {
            range: node.range.clone(),
            value: text.to_owned(),
            key: around.key.clone(),
            items: around.items.clone(),
            above: around.above,
            form,
            offsets: Offsets::of_scalar(self.file, self.source, node.range.clone(), text, style),
        });
    }

    fn list(&mut self, node: &Node<'_>, items: &[Node<'_>], around: &Around) {
        let is_flow = around.is_flow || self.begins_with(node, '[');
        let mut before = node.range.start;
        for item in items {
            let dash = if is_flow { Some(item.range.start) } else { self.dash(before..item.range.start) };
            let start = dash.unwrap_or(item.range.start);
            let keys = match &item.kind {
                Kind::Mapping(pairs) => pairs.iter().filter_map(|(key, _)| scalar_text(key)).collect(),
                Kind::Scalar { .. } | Kind::Sequence(_) => Vec::new(),
            };
            let place = ListItem {
                range: start..item.range.end,
                under: around.key.clone(),
                list: node.range.start,
                count: items.len(),
                is_flow,
                keys,
            };
            let above = if is_flow { around.above } else { self.line_start(start) };
            let items = around.items.iter().cloned().chain(dash.map(|_| place)).collect();
            self.node(item, &Around { key: None, items, above, is_flow });
            before = item.range.end;
        }
    }

    fn begins_with(&self, node: &Node<'_>, sign: char) -> bool {
        self.source.get(node.range.clone()).is_some_and(|text| text.starts_with(sign))
    }

    fn line_start(&self, at: usize) -> usize {
        self.source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    /// The dash of an item that begins after `range`.
    fn dash(&self, range: Range<usize>) -> Option<usize> {
        let from = self.line_start(range.start);
        let mut at = from;
        for line in self.source.get(from..range.end)?.split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t']);
            let start = at + (line.len() - words.len());
            at += line.len();
            // Lists in lists share a line: `- - a`.
            let inner = words.starts_with('-').then_some(start).filter(|start| *start >= range.start);
            if let Some(start) = inner {
                return Some(start);
            }
            let own = start < range.start && at > range.start;
            if own && self.source.get(range.start..)?.starts_with('-') {
                return Some(range.start);
            }
        }
        None
    }
}

fn scalar_text(node: &Node<'_>) -> Option<String> {
    match &node.kind {
        Kind::Scalar { text, .. } => Some(text.to_string()),
        Kind::Sequence(_) | Kind::Mapping(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{scalars, typed};
    use crate::source::FileId;

    const REPORT: &str = "title: A plain title\nbody:\n  - One text.\n  - paragraph: >-\n      Two lines\n      of text.\n    id: two\n  - |\n    # Three\n\n    Four.\n  - list: [a, 'b''s']\n";

    fn retype(value: &str, from: &str, to: &str) -> String {
        let found = scalars(FileId(0), REPORT);
        let scalar = found.iter().find(|scalar| scalar.value.contains(value)).expect("a text");
        let start = scalar.value.find(from).expect("the words");
        let mut text = REPORT.to_owned();
        for (range, words) in scalar.retyped(REPORT, &[(start..start + from.len(), to.to_owned())]).into_iter().rev() {
            text.replace_range(range, &words);
        }
        let again = scalars(FileId(0), &text);
        assert!(again.iter().any(|other| other.value == scalar.value.replacen(from, to, 1)), "{text}");
        text
    }

    #[test]
    fn texts_know_their_key_and_their_item() {
        let found = scalars(FileId(0), REPORT);
        let keys: Vec<Option<&str>> = found.iter().map(|scalar| scalar.key.as_deref()).collect();
        assert_eq!(keys, [Some("title"), None, Some("paragraph"), Some("id"), None, None, None]);
        let item = |at: usize| found[at].items.last().map(|item| &REPORT[item.range.clone()]);
        assert_eq!(item(1), Some("- One text."));
        assert!(item(2).is_some_and(|item| item.starts_with("- paragraph: >-") && item.ends_with("id: two")));
        assert!(item(4).is_some_and(|item| item.starts_with("- |\n    # Three")));
        assert_eq!(item(5), Some("a"));
        assert_eq!(&REPORT[found[2].above..found[2].above + 5], "  - p");
    }

    #[test]
    fn words_are_typed_as_the_text_around_them() {
        assert!(retype("plain title", "plain", "new").contains("title: A new title\n"));
        assert!(retype("plain title", "title", "title: new").contains("title: \"A plain title: new\"\n"));
        assert!(retype("Two lines", "lines of", "words on").contains("      Two words on text.\n"));
        assert!(retype("b's", "s", "n't").contains("[a, 'b''n''t']"));
        let added = retype("Three", "Four.", "Four.\n\nFive.");
        assert!(added.contains("    Four.\n\n    Five.\n  - list"), "{added}");
        let removed = retype("Three", "# Three\n\n", "");
        assert!(removed.contains("  - |\n    Four.\n"), "{removed}");
        assert!(retype("Three", "Three\n\n", "").contains("    # Four.\n"));
        assert!(retype("Three", "Four.", "Before.\n\nFour.").contains("\n    Before.\n\n    Four.\n"));
    }

    #[test]
    fn what_yaml_would_misread_is_put_in_quotes() {
        assert_eq!(typed("Rents rose.", false), "Rents rose.");
        assert_eq!(typed("Rents: high", false), "\"Rents: high\"");
        assert_eq!(typed("a, b", true), "\"a, b\"");
        assert_eq!(typed("say \"no\": never", false), "'say \"no\": never'");
    }
}
