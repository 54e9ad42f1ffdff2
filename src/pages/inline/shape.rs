//! Shapes a word: finds the faces that have its characters, makes its glyphs once and remembers the result.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::sync::Arc;

use harfrust::Script;
use unicode_script::UnicodeScript;
use unicode_segmentation::UnicodeSegmentation;

use super::breaks::{After, is_simple, opportunities};
use super::faces::{Faces, Heights, Manner};
use crate::diagnostic::{Code, Diagnostic, counted};
use crate::facts::language::{Direction, Language, LanguageTag};
use crate::fonts::{FaceId, Fonts};
use crate::pages::run::{Shape, to_emu};
use crate::source::Span;
use crate::text::language::primary;
use crate::text::letters::is_invisible;

/// How many missing characters are told one by one.
const MOST_ALONE: usize = 5;

/// How many of the others are named.
const MOST_NAMED: usize = 20;

/// A manner of setting words: an index into the shaper's caches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting(pub(super) u16);

/// What decides the glyphs of a word besides its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted<'a> {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) tabular: bool,
    pub(super) right_to_left: bool,
    pub(super) language: &'a str,
}

/// A part of a word in one face, between places where a line may end.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) face: FaceId,
    /// Its length in bytes of text.
    pub(super) length: u32,
    /// Its width in units of its face.
    pub(super) width: i32,
    pub(super) after: After,
    /// Whether it is a character that no face has.
    pub(super) missing: bool,
    /// Its glyphs, in visual order.
    pub(super) shape: Arc<Shape>,
    /// Where it can be hyphenated, once somebody asked.
    pub(super) hyphens: Option<(u32, u32)>,
}

impl Part {
    /// Its width in EMU at a type size.
    pub(super) fn width_at(&self, size: i64) -> i64 {
        to_emu(i64::from(self.width), size, self.shape.units_per_em)
    }
}

/// The words of one setting.
struct Words {
    bold: bool,
    italic: bool,
    tabular: bool,
    right_to_left: bool,
    language: String,
    candidates: Vec<FaceId>,
    /// The script of words that have none of their own, such as numbers.
    script: Script,
    known: HashMap<Box<str>, (u32, u32), BuildHasherDefault<WordHasher>>,
}

/// Shapes words and remembers them. Sizes do not matter here: everything is in units of the face.
pub(super) struct Shaper<'f> {
    pub(super) faces: Faces<'f>,
    settings: Vec<Words>,
    parts: Vec<Part>,
    missing: BTreeSet<char>,
    /// The same in the order they were met, with their places.
    met: Vec<(char, Span)>,
}

impl<'f> Shaper<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Shaper<'f> {
        Shaper {
            faces: Faces::new(fonts),
            settings: Vec::new(),
            parts: Vec::new(),
            missing: BTreeSet::new(),
            met: Vec::new(),
        }
    }

    /// The setting that is wanted, made on first use.
    pub(super) fn setting(&mut self, wanted: &Wanted<'_>) -> Setting {
        let known = self.settings.iter().position(|words| {
            words.bold == wanted.bold
                && words.italic == wanted.italic
                && words.tabular == wanted.tabular
                && words.right_to_left == wanted.right_to_left
                && words.language == wanted.language
        });
        let at = known.unwrap_or_else(|| {
            let language = nearest(wanted.language);
            self.settings.push(Words {
                bold: wanted.bold,
                italic: wanted.italic,
                tabular: wanted.tabular,
                right_to_left: wanted.right_to_left,
                language: wanted.language.to_owned(),
                candidates: self.faces.candidates(
                    wanted.bold,
                    wanted.italic,
                    face_language(language, wanted.right_to_left),
                ),
                script: usual_script(language, wanted.right_to_left),
                known: HashMap::default(),
            });
            self.settings.len() - 1
        });
        Setting(at as u16)
    }

    /// The parts of a word, as indices for [`Shaper::part`].
    pub(super) fn word(&mut self, setting: Setting, word: &str) -> Range<u32> {
        if let Some(&(start, end)) = self.settings[usize::from(setting.0)].known.get(word) {
            return start..end;
        }
        let parts = self.make(setting, word);
        self.settings[usize::from(setting.0)].known.insert(word.into(), (parts.start, parts.end));
        parts
    }

    /// The parts of a piece of a word whose letters join with those around it; not remembered.
    pub(super) fn word_in_context(&mut self, setting: Setting, text: &str, range: Range<usize>) -> Range<u32> {
        let first = self.parts.len() as u32;
        self.append_runs(setting, text, range, After::Tied);
        first..self.parts.len() as u32
    }

    /// A part of a word.
    pub(super) fn part(&self, part: u32) -> &Part {
        &self.parts[part as usize]
    }

    /// The width of a part at a type size if its letters are not moved together, in EMU.
    pub(super) fn unkerned(&mut self, part: u32, size: i64) -> i64 {
        let Part { face, ref shape, .. } = self.parts[part as usize];
        let shape = Arc::clone(shape);
        to_emu(self.faces.unkerned(face, &shape.glyphs), size, shape.units_per_em)
    }

    /// Remembers where a part can be hyphenated.
    pub(super) fn set_hyphens(&mut self, part: u32, points: (u32, u32)) {
        self.parts[part as usize].hyphens = Some(points);
    }

    /// The face whose heights and spaces a setting uses.
    pub(super) fn main_face(&self, setting: Setting) -> FaceId {
        self.settings[usize::from(setting.0)].candidates.first().copied().unwrap_or(FaceId(0))
    }

    /// The language of a setting.
    pub(super) fn language(&self, setting: Setting) -> &str {
        &self.settings[usize::from(setting.0)].language
    }

    /// The heights of a face.
    pub(super) fn heights(&mut self, face: FaceId) -> Heights {
        self.faces.heights(face)
    }

    /// Remembers the characters of a text that cannot be shown, once each.
    pub(super) fn report_missing(&mut self, text: &str, span: Span) {
        for c in text.chars().filter(|&c| !is_invisible(c)) {
            if self.missing.insert(c) {
                self.met.push((c, span));
            }
        }
    }

    /// Hands over the characters that no face has, each with the first piece of text that holds it.
    pub(super) fn take_missing(&mut self) -> Vec<(char, Span)> {
        self.missing.clear();
        let mut met = std::mem::take(&mut self.met);
        met.sort_by_key(|&(_, span)| (span.file, span.start));
        met
    }

    fn make(&mut self, setting: Setting, word: &str) -> Range<u32> {
        let first = self.parts.len() as u32;
        let mut start = 0;
        if !is_simple(word) {
            for (at, after) in opportunities(word) {
                self.append_runs(setting, &word[..at], start..at, after);
                start = at;
            }
        }
        if start < word.len() {
            self.append_runs(setting, word, start..word.len(), After::Tied);
        }
        first..self.parts.len() as u32
    }

    /// Appends the parts of `range`, one for each face and script; `after` holds after the last of them.
    fn append_runs(&mut self, setting: Setting, text: &str, range: Range<usize>, after: After) {
        let words = &self.settings[usize::from(setting.0)];
        let mut runs = Vec::new();
        find_runs(&mut self.faces, words, &text[range.clone()], range.start, &mut runs);
        let last = runs.len().saturating_sub(1);
        for (at, run) in runs.into_iter().enumerate() {
            let words = &self.settings[usize::from(setting.0)];
            let length = run.range.len() as u32;
            let mut glyphs = Vec::new();
            let width = if run.missing {
                0
            } else {
                let manner = Manner {
                    right_to_left: words.right_to_left,
                    script: Some(run.script),
                    language: harfrust::Language::new(&words.language),
                    tabular: words.tabular,
                };
                self.faces.shape(run.face, &manner, text, run.range, &mut glyphs)
            };
            self.parts.push(Part {
                face: run.face,
                length,
                width,
                after: if at == last { after } else { After::Tied },
                missing: run.missing,
                shape: Arc::new(Shape { units_per_em: self.faces.heights(run.face).units_per_em, length, glyphs }),
                hyphens: None,
            });
        }
    }
}

/// The findings for characters that no face has, in the order of their places: the first one by one, the others together.
/// A text in a script that no face has would be hundreds of findings.
pub fn missing_glyphs(missing: &[(char, Span)]) -> Vec<Diagnostic> {
    let alone = if missing.len() == MOST_ALONE + 1 { missing.len() } else { missing.len().min(MOST_ALONE) };
    let (alone, together) = missing.split_at(alone);
    let one = |&(c, span): &(char, Span)| {
        missing_glyph(span, format!("no font has the character “{c}” (U+{:04X})", u32::from(c)))
    };
    let mut found: Vec<Diagnostic> = alone.iter().map(one).collect();
    if let Some(&(_, span)) = together.first() {
        let named: Vec<String> = together.iter().take(MOST_NAMED).map(|(c, _)| format!("“{c}”")).collect();
        let rest = together.len() - named.len();
        let others = if rest > 0 { format!(" and {}", counted(rest, "other", "others")) } else { String::new() };
        let (count, named) = (counted(together.len(), "more character", "more characters"), named.join(", "));
        found.push(missing_glyph(span, format!("no font has {count} of the text: {named}{others}")));
    }
    found
}

fn missing_glyph(span: Span, message: String) -> Diagnostic {
    let help = "write it with other characters, or name a folder with a font that has it: --font-dir DIR";
    Diagnostic::error(Code::MissingGlyph, span, message).label("missing glyph").help(help)
}

/// A run in one face and script.
struct Run {
    range: Range<usize>,
    face: FaceId,
    script: Script,
    missing: bool,
}

/// Cuts a text that begins at `offset` into runs of one face and script, grapheme by grapheme.
fn find_runs(faces: &mut Faces<'_>, words: &Words, text: &str, offset: usize, runs: &mut Vec<Run>) {
    let Some(&main) = words.candidates.first() else { return };
    if text.is_ascii() && faces.covers(main, text) {
        let letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
        let script = if letters { script(b"Latn").unwrap_or(words.script) } else { words.script };
        runs.push(Run { range: offset..offset + text.len(), face: main, script, missing: false });
        return;
    }
    for (at, cluster) in text.grapheme_indices(true) {
        let range = offset + at..offset + at + cluster.len();
        match words.candidates.iter().copied().find(|&face| faces.covers(face, cluster)) {
            Some(face) => add_run(runs, words, range, face, cluster),
            None => add_torn(faces, runs, words, range.start, cluster),
        }
    }
}

/// A cluster no face has as a whole: what a face has of it is shown, the rest is missing.
fn add_torn(faces: &mut Faces<'_>, runs: &mut Vec<Run>, words: &Words, offset: usize, cluster: &str) {
    for (at, c) in cluster.char_indices() {
        let sign = &cluster[at..at + c.len_utf8()];
        let range = offset + at..offset + at + sign.len();
        match words.candidates.iter().copied().find(|&face| faces.covers(face, sign)) {
            Some(face) => add_run(runs, words, range, face, sign),
            None => {
                let face = words.candidates.first().copied().unwrap_or(FaceId(0));
                runs.push(Run { range, face, script: words.script, missing: true });
            }
        }
    }
}

/// Lengthens the last run by a cluster, or begins one.
fn add_run(runs: &mut Vec<Run>, words: &Words, range: Range<usize>, face: FaceId, cluster: &str) {
    let script = cluster.chars().find_map(script_of);
    if let Some(last) = runs.last_mut().filter(|last| !last.missing && last.face == face) {
        // Signs of no script join their neighbours, and a run of signs takes the script of the first letter after it.
        let signs_only = last.script == words.script && script.is_some();
        if script.is_none_or(|script| script == last.script) || signs_only {
            last.script = script.unwrap_or(last.script);
            last.range.end = range.end;
            return;
        }
    }
    runs.push(Run { range, face, script: script.unwrap_or(words.script), missing: false });
}

/// The script of a letter; signs, digits and marks have none of their own.
fn script_of(c: char) -> Option<Script> {
    use unicode_script::Script as Known;
    let script = c.script();
    if matches!(script, Known::Common | Known::Inherited | Known::Unknown) {
        return None;
    }
    self::script(script.short_name().as_bytes().first_chunk()?)
}

fn script(tag: &[u8; 4]) -> Option<Script> {
    Script::from_iso15924_tag(harfrust::Tag::new(tag))
}

/// The official language whose fonts suit a language best.
fn nearest(tag: &str) -> Language {
    match LanguageTag::parse(tag) {
        Some(tag) => tag.official().unwrap_or_else(|| match tag.direction() {
            // Hebrew letters are in the same faces as Latin ones.
            Direction::RightToLeft if !matches!(primary(tag.as_str()), "he" | "yi") => Language::Ar,
            Direction::RightToLeft => Language::En,
            Direction::LeftToRight => Language::En,
        }),
        None => Language::En,
    }
}

/// The language whose faces are asked first: the Latin words and numbers in Arabic text are all set in one face.
fn face_language(language: Language, right_to_left: bool) -> Language {
    if language.script() == crate::facts::language::Script::Arabic && !right_to_left { Language::En } else { language }
}

fn usual_script(language: Language, right_to_left: bool) -> Script {
    use crate::facts::language::Script as Of;
    let tag = match language.script() {
        _ if right_to_left => b"Arab",
        Of::Chinese => b"Hani",
        Of::Cyrillic => b"Cyrl",
        Of::Arabic | Of::Latin => b"Latn",
    };
    script(tag).expect("a script tag of four letters")
}

/// A quick hash of words: they come from one report, so nobody chooses them to collide.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.mix(u64::from_le_bytes(*eight));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }
}
