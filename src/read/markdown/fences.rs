//! Replaces lines that begin with `:::` by thematic breaks of the same length, which end each block before them.

use std::borrow::Cow;
use std::ops::Range;

/// A line that begins with `:::`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// Its place in the text, without the line break.
    pub(super) range: Range<usize>,
    /// The word after the colons; empty on the closing line.
    pub(super) word: String,
}

/// Finds the lines and puts `***` in their place; all offsets stay.
pub(super) fn prepare(text: &str) -> (Cow<'_, str>, Vec<Fence>) {
    if !text.contains(":::") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut fences = Vec::new();
    let mut prepared = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let trimmed = content.trim_start_matches(' ');
        let margin = content.len() - trimmed.len();
        if margin < 4 && trimmed.starts_with(":::") {
            let word = trimmed.trim_matches(':').trim().trim_matches(['{', '}', '.']).to_owned();
            fences.push(Fence { range: at + margin..at + content.len(), word });
            prepared.push_str(&line[..margin]);
            prepared.push_str("***");
            prepared.extend(std::iter::repeat_n(' ', trimmed.len() - 3));
            prepared.push_str(&line[content.len()..]);
        } else {
            prepared.push_str(line);
        }
        at += line.len();
    }
    (Cow::Owned(prepared), fences)
}

#[cfg(test)]
mod tests {
    use super::prepare;

    #[test]
    fn fences_keep_their_length() {
        let text = "a\n::: recommendations\n- é\n:::\n";
        let (prepared, fences) = prepare(text);
        assert_eq!(prepared.len(), text.len());
        assert_eq!(prepared, "a\n***                \n- é\n***\n");
        assert_eq!(
            (fences[0].word.as_str(), fences[0].range.clone(), fences[1].word.as_str()),
            ("recommendations", 2..21, "")
        );
    }
}
