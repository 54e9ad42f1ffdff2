//! Which characters may stand in a report, and what is wrong with the others.

use unicode_normalization::char::is_combining_mark;

use super::limits;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, counted};
use crate::source::Span;
use crate::text::letters::{is_direction_control, is_east_asian};

/// What becomes of direction controls: U+202A to U+202E and U+2066 to U+2069, which can make a text read otherwise than it
/// is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub enum DirectionControls {
    /// Each is an error.
    #[default]
    Refused,
    /// Each stands in both files, and is a warning.
    Kept,
}

/// A text on the way to being clean.
#[derive(Debug, Default)]
pub(super) struct CleanText {
    controls: DirectionControls,
    /// What may stand in the report of the text so far.
    pub(super) text: String,
    /// Characters since the last place where a line can end.
    unbroken: usize,
    /// Combining marks on the last letter.
    marks: usize,
}

/// What is wrong with a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It can nowhere stand.
    Forbidden,
    /// It stands although it turns the text around it.
    Kept,
    /// It makes a word longer than any word is.
    LongWord,
    /// It is one mark too many on a letter.
    ManyMarks,
}

impl CleanText {
    pub(super) fn new(controls: DirectionControls) -> CleanText {
        CleanText { controls, ..CleanText::default() }
    }

    /// Whether all characters of a text may stand as they are, as a look at the commonest ones tells.
    pub(super) fn is_clean(text: &str) -> bool {
        let mut unbroken = 0;
        text.chars().all(|c| {
            unbroken = if matches!(c, ' ' | '\n' | '\u{A0}') { 0 } else { unbroken + 1 };
            let is_common = matches!(c, ' '..='~' | '\n' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}'
                | '\u{400}'..='\u{482}' | '\u{620}'..='\u{64A}' | '\u{2010}'..='\u{2027}');
            is_common && unbroken <= limits::WORD
        })
    }

    /// Takes the next character, or says why not; what goes on after a fault is left out without a further word.
    pub(super) fn push(&mut self, c: char) -> Option<Fault> {
        let c = match c {
            // In a paragraph, Word's sign for a new line is read as such before.
            '\t' | '\u{B}' | '\u{2028}' | '\u{2029}' => ' ',
            // Word's no-break hyphen.
            '\u{1E}' => '\u{2011}',
            '\n' => '\n',
            c if is_direction_control(c) && self.controls == DirectionControls::Kept => {
                self.text.push(c);
                return Some(Fault::Kept);
            }
            c if is_forbidden(c) => return Some(Fault::Forbidden),
            c => c,
        };
        self.unbroken = if may_end_line(c) { 0 } else { self.unbroken + 1 };
        self.marks = if is_combining_mark(c) { self.marks + 1 } else { 0 };
        if self.marks > limits::MARKS {
            return (self.marks == limits::MARKS + 1).then_some(Fault::ManyMarks);
        }
        if self.unbroken > limits::WORD {
            return (self.unbroken == limits::WORD + 1).then_some(Fault::LongWord);
        }
        self.text.push(c);
        None
    }
}

impl Fault {
    /// The finding for one character.
    pub(super) fn diagnostic(self, c: char, span: Span) -> Diagnostic {
        match self {
            Fault::Forbidden => forbidden(c, span),
            Fault::Kept => Diagnostic::warning(
                Code::ForbiddenCharacter,
                span,
                format!("the text contains U+{:04X}, a direction control, which is kept as you asked", u32::from(c)),
            )
            .help("check that the text reads correctly in the Word file and in the PDF, or delete the character"),
            Fault::LongWord => Diagnostic::error(
                Code::TooLarge,
                span,
                format!("a word has more than {}", counted(limits::WORD, "character", "characters")),
            )
            .help("put spaces between words; data such as a coded picture cannot stand in a text"),
            Fault::ManyMarks => Diagnostic::error(
                Code::ForbiddenCharacter,
                span,
                format!("a letter carries more than {}", counted(limits::MARKS, "mark", "marks")),
            )
            .help("delete the marks: no language needs that many, and they would cover the lines around them")
            .source("Unicode Standard Annex 15, section 13: no text needs more than 30"),
        }
    }
}

/// Whether a line can end at a character without a hyphen: at spaces, and anywhere in the scripts of East and
/// South-East Asia, which write no spaces.
fn may_end_line(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
        || c == '\u{200B}'
        || is_east_asian(c)
}

/// Whether a character may not stand in a report: Word files cannot hold it, or it shows nothing and can disguise a
/// text, or it means something else on each machine.
fn is_forbidden(c: char) -> bool {
    is_invisible(c) || is_private(c) || is_no_character(c) || c == '\u{FFFC}' || c == '\u{FFFD}'
}

/// Whether a control character is one of Word's signs that a text can show: a new line, a no-break hyphen.
pub(super) fn is_of_word(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{1E}')
}

/// Whether a character is a control, or hides or turns what stands around it.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_control() || is_direction_control(c) || c == '\u{FEFF}' || is_filler(c)
}

/// Letters without a shape, old format controls, annotations and tags. Joiners, soft hyphens, direction marks and
/// variation selectors have honest uses and stay.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{3164}')
        || matches!(c, '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

fn forbidden(c: char, span: Span) -> Diagnostic {
    let (name, help) = match c {
        c if is_direction_control(c) => (
            "a direction control",
            "delete it: it can make a text look different from what it says; direction follows from the letters here, and U+200E or U+200F may be used; `--direction-controls` keeps them all",
        ),
        '\u{FEFF}' => {
            ("a byte-order mark inside the text", "delete it: it is invisible and was probably pasted with the text")
        }
        '\u{FFFC}' => (
            "the place of a picture or object",
            "delete it: the object itself was not pasted; a picture is written `![what it shows](picture.png)`",
        ),
        '\u{FFFD}' => (
            "the sign for a lost letter",
            "write the letter that was meant: the text was once saved or opened in the wrong encoding",
        ),
        c if is_no_character(c) => ("not a character", "delete it: it is the mark of a damaged file"),
        c if is_private(c) => (
            "a private sign",
            "write a letter or sign that all fonts have: this one belongs to one font, and others show something else or nothing",
        ),
        c if is_filler(c) => ("an invisible sign", "delete it: it shows nothing and can hide or disguise words"),
        '\u{1F}' => ("the optional hyphen of Word", "delete it: the program divides words itself"),
        '\u{1E}' => ("the no-break hyphen of Word", "write U+2011, the no-break hyphen of all other programs"),
        '\u{B}' | '\u{C}' | '\u{1C}' | '\u{1D}' | '\u{85}' => (
            "a line or page break of Word",
            "write a space; a new line inside a paragraph begins after a backslash, `\\`, at the end of the line",
        ),
        _ => ("a control character", "delete it: it is invisible and cannot stand in a Word file"),
    };
    if let Some(meant) = of_windows(c) {
        let message = format!("the text contains U+{:04X}, which was `{meant}` in a file of Windows", u32::from(c));
        let found = Diagnostic::error(Code::ForbiddenCharacter, span, message);
        return found.help(format!("write `{meant}`")).replace(span, meant);
    }
    let message = format!("the text contains U+{:04X}, {name}", u32::from(c));
    let found = Diagnostic::error(Code::ForbiddenCharacter, span, message).help(help);
    match instead_of(c) {
        Some(replacement) => found.replace(span, replacement),
        None => found,
    }
}

/// The sign that Windows-1252 has at the number of a control character: such a character comes from a file of Windows that
/// was read as Latin 1.
fn of_windows(c: char) -> Option<char> {
    const SIGNS: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '\0', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”',
        '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    let at = u32::from(c).checked_sub(0x80).and_then(|at| usize::try_from(at).ok())?;
    SIGNS.get(at).copied().filter(|sign| *sign != '\0')
}

/// What stands for a character that can be replaced without a loss; the others stand for a letter or picture.
fn instead_of(c: char) -> Option<&'static str> {
    match c {
        '\u{1E}' => Some("\u{2011}"),
        '\u{B}' | '\u{C}' | '\u{1C}' | '\u{1D}' | '\u{85}' => Some(" "),
        '\u{FFFC}' | '\u{FFFD}' => None,
        c if is_private(c) => None,
        _ => Some(""),
    }
}

#[cfg(test)]
mod tests {
    use super::{CleanText, DirectionControls, Fault};

    fn faults(text: &str) -> Vec<Fault> {
        let mut clean = CleanText::default();
        text.chars().filter_map(|c| clean.push(c)).collect()
    }

    #[test]
    fn each_kind_of_harmful_character_is_a_fault() {
        for c in
            "\0\u{1B}\u{85}\u{202E}\u{2067}\u{FEFF}\u{FFFE}\u{FDD0}\u{1FFFF}\u{E001}\u{F0000}\u{3164}\u{E0041}\u{FFFD}"
                .chars()
        {
            assert_eq!(faults(&format!("a{c}b")), [Fault::Forbidden], "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn direction_controls_are_kept_and_named_where_that_was_asked_for() {
        let mut clean = CleanText::new(DirectionControls::Kept);
        let faults: Vec<Fault> = "a\u{202E}b\u{2069}c\u{FEFF}".chars().filter_map(|c| clean.push(c)).collect();
        assert_eq!(faults, [Fault::Kept, Fault::Kept, Fault::Forbidden]);
        assert_eq!(clean.text, "a\u{202E}b\u{2069}c");
    }

    #[test]
    fn characters_with_honest_uses_pass() {
        let text = "a\u{AD}b\u{200B}c\u{200C}d\u{200D}e\u{200E}f\u{200F}g\u{2060}h\u{A0}i\u{202F}j\u{FE0F}k\u{61C}l";
        let mut clean = CleanText::default();
        assert!(text.chars().all(|c| clean.push(c).is_none()));
        assert_eq!(clean.text, text);
    }

    #[test]
    fn what_is_clean_at_a_glance_is_taken_as_it_is() {
        for c in '\0'..='\u{FFFF}' {
            let text = format!("a{c}b");
            let mut clean = CleanText::default();
            let is_taken = text.chars().all(|c| clean.push(c).is_none()) && clean.text == text;
            assert!(is_taken || !CleanText::is_clean(&text), "U+{:04X}", u32::from(c));
        }
        assert!(CleanText::is_clean("Prices rose – “twice” – à Genève, в Женеве.\n"));
        assert!(!CleanText::is_clean(&"x".repeat(5_000)));
    }

    #[test]
    fn a_word_and_the_marks_on_a_letter_end_somewhere() {
        assert_eq!(faults(&"x".repeat(5_000)), [Fault::LongWord]);
        assert_eq!(faults(&format!("a{}", "\u{301}".repeat(5_000))), [Fault::ManyMarks]);
        assert_eq!(faults(&"水".repeat(5_000)), []);
    }
}
