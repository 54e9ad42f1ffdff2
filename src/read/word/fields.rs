//! Fields of Word: an instruction and what it shows, begun and ended by marks that may stand paragraphs apart.

use super::tree::NodeId;

/// How many fields may stand in each other; what is deeper is text.
const DEPTH: usize = 50;
/// No instruction that we know is longer.
const INSTRUCTION: usize = 4_000;

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// The marks that begin those which are open deeper than we look.
    deeper: Vec<Option<NodeId>>,
}

#[derive(Debug, Default)]
struct Field {
    /// The mark that begins it.
    begun: Option<NodeId>,
    instruction: String,
    shows: bool,
}

/// What becomes of what a field shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// It is text like any other.
    Text,
    /// It leads to this address.
    Link(String),
    /// It is the number or the words of the place with this bookmark.
    Reference(String),
    /// A list that is made anew.
    Contents,
    /// The number of a page.
    Page,
    /// It is the instruction, which is not shown.
    Instruction,
}

impl Fields {
    pub(super) fn begin(&mut self, mark: NodeId) {
        self.push(Field { begun: Some(mark), ..Field::default() });
    }

    fn push(&mut self, field: Field) {
        if self.open.len() < DEPTH {
            self.open.push(field);
        } else {
            self.deeper.push(field.begun);
        }
    }

    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.shows && field.instruction.len() < INSTRUCTION)
        {
            field.instruction += words;
        }
    }

    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.shows = true;
        }
    }

    pub(super) fn end(&mut self) {
        if self.deeper.pop().is_none() {
            self.open.pop();
        }
    }

    /// The end of a text: no field goes on in the next. Gives the marks of those that nothing has ended.
    pub(super) fn leave(&mut self) -> Vec<NodeId> {
        let open = self.open.drain(..).map(|field| field.begun);
        open.chain(self.deeper.drain(..)).flatten().collect()
    }

    /// A field that is written as one element.
    pub(super) fn begin_simple(&mut self, instruction: &str) {
        self.push(Field { begun: None, instruction: instruction.to_owned(), shows: true });
    }

    /// What becomes of words at this place.
    pub(super) fn shown(&self) -> Shown {
        let mut shown = Shown::Text;
        for field in &self.open {
            if !field.shows {
                return Shown::Instruction;
            }
            match of_instruction(&field.instruction) {
                Shown::Text => {}
                Shown::Contents => return Shown::Contents,
                other => shown = other,
            }
        }
        shown
    }
}

fn of_instruction(instruction: &str) -> Shown {
    let mut words = instruction.split_whitespace();
    let name = words.next().unwrap_or("").to_ascii_uppercase();
    let first = words.next().unwrap_or("").trim_matches('"').to_owned();
    match name.as_str() {
        "TOC" | "INDEX" | "TOA" => Shown::Contents,
        "PAGE" | "NUMPAGES" | "SECTIONPAGES" | "PAGEREF" => Shown::Page,
        "REF" => Shown::Reference(first),
        "HYPERLINK" => link(instruction),
        _ => Shown::Text,
    }
}

/// The address of a field of a link; one that leads to a place in the file is text.
fn link(instruction: &str) -> Shown {
    let mut quoted = instruction.split('"');
    let before = quoted.next().unwrap_or("");
    let address = match quoted.next() {
        Some(address) if !before.contains("\\l") => address,
        Some(_) => return Shown::Text,
        None => instruction.split_whitespace().nth(1).filter(|word| !word.starts_with('\\')).unwrap_or(""),
    };
    if address.is_empty() { Shown::Text } else { Shown::Link(address.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::{Fields, Shown, of_instruction};
    use crate::read::word::Tree;

    #[test]
    fn instructions_say_what_is_shown() {
        assert_eq!(
            of_instruction(r#" HYPERLINK "https://example.org/a" \o "tip" "#),
            Shown::Link("https://example.org/a".into())
        );
        assert_eq!(of_instruction(r#" HYPERLINK \l "_Toc1" "#), Shown::Text);
        assert_eq!(of_instruction(r" REF _Ref12 \r \h "), Shown::Reference("_Ref12".into()));
        assert_eq!(of_instruction(" SEQ Table "), Shown::Text);
        assert_eq!(of_instruction(r#" TOC \o "1-3" "#), Shown::Contents);
    }

    #[test]
    fn a_field_in_a_contents_list_belongs_to_it() {
        let mut fields = Fields::default();
        let mark = Tree::parse("fields.xml", b"<a/>").expect("it is XML").root();
        fields.begin(mark);
        assert_eq!(fields.shown(), Shown::Instruction);
        fields.instruct(" TOC ");
        fields.separate();
        fields.begin(mark);
        fields.instruct("PAGEREF x");
        fields.separate();
        assert_eq!(fields.shown(), Shown::Contents);
        fields.end();
        fields.end();
        fields.end();
        assert_eq!(fields.shown(), Shown::Text);
    }
}
