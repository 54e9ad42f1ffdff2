//! A remedy that a program can apply: parts of the author's files and what stands there instead.

use crate::source::{FileId, Sources, Span};

/// What to write where, so that the finding goes away and no word is lost. Its edits do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fix {
    /// The parts that change, in the order of the files.
    pub edits: Vec<Edit>,
}

/// One part of a file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The part that goes; empty where something is only added.
    pub span: Span,
    /// What stands there instead, as it is typed in the file: escapes, line ends and indentation included.
    pub replacement: String,
}

impl Edit {
    /// Writes `replacement` for what stands at `span`.
    pub fn new(span: Span, replacement: impl Into<String>) -> Edit {
        Edit { span, replacement: replacement.into() }
    }
}

impl Fix {
    /// A remedy of these edits.
    pub fn new(mut edits: Vec<Edit>) -> Fix {
        edits.sort_by_key(|edit| edit.span);
        Fix { edits }
    }

    /// A remedy that changes one part.
    pub fn one(span: Span, replacement: impl Into<String>) -> Fix {
        Fix::new(vec![Edit::new(span, replacement)])
    }

    /// Whether the remedy touches a part that the other touches too.
    fn meets(&self, other: &Fix) -> bool {
        let meet = |one: Span, two: Span| one.file == two.file && one.start <= two.end && two.start <= one.end;
        self.edits.iter().any(|one| other.edits.iter().any(|two| meet(one.span, two.span)))
    }
}

/// The files that change when the remedies are applied, with their new text. Of two remedies that touch the same part,
/// the first is applied and the other waits until the report is read again.
pub fn apply<'f>(sources: &Sources, fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<(FileId, String)> {
    let mut taken: Vec<&Fix> = Vec::new();
    for fix in fixes {
        if !fix.edits.is_empty() && !taken.iter().any(|other| other.meets(fix)) {
            taken.push(fix);
        }
    }
    let mut edits: Vec<&Edit> = taken.into_iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut changed: Vec<(FileId, String)> = Vec::new();
    // From the end of each file, so that the places before stay right.
    for edit in edits.into_iter().rev() {
        let id = edit.span.file;
        let Some(file) = sources.get(id) else { continue };
        if changed.last().is_none_or(|(last, _)| *last != id) {
            changed.push((id, file.text.clone()));
        }
        if let Some((_, text)) = changed.last_mut()
            && text.get(edit.span.range()).is_some()
        {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
    }
    changed.reverse();
    changed
}

#[cfg(test)]
mod tests {
    use super::{Edit, Fix, apply};
    use crate::source::{Sources, Span};

    #[test]
    fn remedies_that_do_not_meet_are_applied_together_and_of_two_that_meet_the_first() {
        let mut sources = Sources::default();
        let id = sources.add("r.yaml", "one two three");
        let one = Fix::one(Span::new(id, 0..3), "ONE");
        let two = Fix::one(Span::new(id, 2..5), "-");
        let three = Fix::new(vec![Edit::new(Span::new(id, 13..13), "!"), Edit::new(Span::new(id, 8..13), "3")]);
        assert_eq!(apply(&sources, [&one, &two, &three]), [(id, "ONE two 3!".to_owned())]);
        assert_eq!(apply(&sources, [&Fix::one(Span::new(id, 90..99), "x")]), [(id, "one two three".to_owned())]);
    }
}
