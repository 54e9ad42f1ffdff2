//! `assemble` turns a report written as YAML into the Word and PDF files of a submission to a United Nations body.
//!
//! ```text
//! report.yaml ──read──▶ Spec ──resolve──▶ Document ──pages──▶ Pages
//!                                 ▲          │         ▲       │
//!                         Profile, Labels    │       Fonts     │
//!                         (facts/, specs/)   │      (fonts/)   │
//!                                            ├──▶ write::docx ◀┤ page numbers  ─▶ .docx
//!                                            ├──▶ write::pdf  ◀┤               ─▶ .pdf
//!                                            └──▶ check       ◀┘               ─▶ diagnostics
//! ```
//!
//! Arrows go one way: each stage is a folder with one public function that takes the results of earlier stages.
//! [`judge`] goes as far as the pages and the findings; [`assemble`] writes the files too.
//!
//! ```
//! use std::collections::BTreeSet;
//!
//! use assemble::{Request, Target, Tools, Verdict, assemble};
//!
//! let yaml = b"submitted_to: cescr
//! state: NOR
//! language: en
//! title: Report on the right to housing
//! submitted_by: [{name: Example Rights Network, kind: ngo}]
//! body: Rents rose by 23 per cent in three years.
//! ";
//! // The library opens no file itself. This report names none.
//! let no_files = |name: &str| Err(format!("there is no file {name}"));
//! let targets = BTreeSet::from([Target::Docx, Target::Pdf]);
//! let request = Request { targets, ..Request::new("report.yaml", yaml, &no_files) };
//!
//! let assembled = assemble(&request, &mut Tools::new())?;
//! assert_eq!(assembled.judged.verdict, Verdict::Accepted);
//! let files = assembled.files.expect("no binding rule is broken");
//! assert!(files[&Target::Pdf].starts_with(b"%PDF-1.7"));
//! # Ok::<(), assemble::error::Error>(())
//! ```
//!
//! `examples/` holds two programs that use the library: one writes the files of a report, one shows how many words count.
//! A program of one's own leaves the command line out, with `default-features = false, features = ["cjk"]`.

#[doc(hidden)] // Messages between the page and the library: `page/` alone uses it.
pub mod answer;
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)] // The command line; `src/main.rs` alone uses it.
pub mod cli;
pub mod compare;
pub mod copy;
pub mod diagnostic;
pub mod document;
pub mod draft;
pub mod error;
pub mod facts;
pub mod fonts;
pub mod import;
pub mod length;
pub mod look;
pub mod merge;
pub mod pages;
pub mod picture;
pub mod read;
pub mod remedy;
pub mod report;
pub mod resolve;
pub mod source;
pub mod submission;
pub mod text;
pub mod write;

use std::collections::{BTreeMap, BTreeSet};

use check::Subject;
use check::allow::Allowed;
use diagnostic::{Code, Diagnostic, Severity, Warned, at_most, did_you_mean};
use document::Document;
use error::Error;
use facts::language::{Labels, Language};
use facts::profile::Profile;
use fonts::{Face, Fonts};
use pages::Pages;
use read::{DirectionControls, Spec};
use resolve::BuildOptions;
use source::{Sources, Span};
use submission::Submission;
use write::pdf::{self, PdfFonts, PdfStandard};
use write::{docx, epub, html};

/// More findings than this are counted, not shown.
const MOST_FINDINGS: usize = 1_000;

/// A report to assemble.
pub struct Request<'a> {
    /// Its name in messages.
    pub name: &'a str,
    /// Its YAML.
    pub bytes: &'a [u8],
    /// Reads a file named in the report, relative to its folder, or says why not.
    pub read: &'a dyn Fn(&str) -> Result<Vec<u8>, String>,
    /// The files that are wanted.
    pub targets: BTreeSet<Target>,
    /// What a PDF keeps.
    pub pdf_standard: PdfStandard,
    /// Whether the files are written although rules are broken, with DRAFT on each page.
    pub draft: bool,
    /// Whether the findings stand in the Word file, as comments.
    pub comments: bool,
    /// Whether controls of the text's direction are an error or stay.
    pub controls: DirectionControls,
    /// Binding rules that may pass although they are broken, besides those that the report lets pass.
    pub allow: &'a [Code],
    /// Pictures that were read before, for a report that is read again and again.
    pub pictures: Option<&'a picture::Known>,
    /// The date the files carry inside instead of the report's own.
    pub date: Option<jiff::civil::Date>,
}

impl<'a> Request<'a> {
    /// What is asked for where nothing else is said: a Word file, if no binding rule is broken.
    pub fn new(name: &'a str, bytes: &'a [u8], read: &'a dyn Fn(&str) -> Result<Vec<u8>, String>) -> Request<'a> {
        let controls = DirectionControls::Refused;
        let targets = BTreeSet::from([Target::Docx]);
        Request {
            name,
            bytes,
            read,
            targets,
            pdf_standard: PdfStandard::default(),
            draft: false,
            comments: false,
            controls,
            allow: &[],
            pictures: None,
            date: None,
        }
    }
}

/// A report as far as its pages.
pub struct Judged {
    /// Its files as read, for messages.
    pub sources: Sources,
    /// What is to be said of it, in its own order.
    pub diagnostics: Vec<Diagnostic>,
    /// What it says.
    pub document: Document,
    /// Where it stands.
    pub pages: Pages,
    /// What its body asks for.
    pub profile: Profile,
    /// What else it says of itself.
    pub facts: Submission,
    /// Binding rules that are broken and that the author lets pass.
    pub allowed: Vec<Allowed>,
    /// Whether its files may be written.
    pub verdict: Verdict,
}

impl Judged {
    /// What rules and counts look at.
    pub fn subject(&self) -> Subject<'_> {
        Subject::new(&self.document, Some(&self.pages), &self.profile, &self.facts)
    }
}

/// Whether files may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They may.
    Accepted,
    /// Only as a draft: a binding rule of the body is broken.
    RuleBroken,
    /// Not at all: the report cannot be read whole.
    Unreadable,
}

/// What became of a report.
pub struct Assembled {
    /// The report and what is to be said of it.
    pub judged: Judged,
    /// The files, unless an error forbids them.
    pub files: Option<Files>,
}

/// A kind of file that a report becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A Word file: Office Open XML, ISO/IEC 29500.
    Docx,
    /// An accessible PDF: PDF/UA-1 and PDF/A-2a, or what [`Request::pdf_standard`] says.
    Pdf,
    /// A copy for browsers and screen readers: one HTML file.
    Html,
    /// A copy for reading programs: EPUB 3.3.
    Epub,
    /// A copy for web forms and mail: plain text in UTF-8.
    Text,
}

impl Target {
    /// Every kind, in the order in which files are written.
    pub const ALL: [Target; 5] = [Target::Docx, Target::Pdf, Target::Html, Target::Epub, Target::Text];

    /// The ending of its file names, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Target::Docx => "docx",
            Target::Pdf => "pdf",
            Target::Html => "html",
            Target::Epub => "epub",
            Target::Text => "txt",
        }
    }
}

/// The files of a submission, by kind.
pub type Files = BTreeMap<Target, Vec<u8>>;

/// What one thread needs for any number of reports: fonts are read once, on first use.
pub struct Tools {
    fonts: Fonts,
    pdf_fonts: PdfFonts,
    find: Option<FindFaces>,
}

/// Finds faces that have characters which no embedded face has.
pub type FindFaces = Box<dyn Fn(&BTreeSet<char>) -> Vec<Face> + Send + Sync>;

impl Tools {
    /// A set for one thread.
    pub fn new() -> Tools {
        Tools::of(Fonts::embedded(), None)
    }

    /// A set for one thread that looks further for characters which no embedded face has.
    pub fn with_further_fonts(find: FindFaces) -> Tools {
        Tools::of(Fonts::embedded(), Some(find))
    }

    /// Whether the last report needed faces that are not embedded.
    pub fn are_extended(&self) -> bool {
        self.fonts.are_extended()
    }

    fn of(fonts: Fonts, find: Option<FindFaces>) -> Tools {
        let pdf_fonts = PdfFonts::new(&fonts);
        Tools { fonts, pdf_fonts, find }
    }

    /// Lays a document out, with further faces where it needs them. What the report before needed is forgotten, so that a
    /// report looks the same in every batch.
    fn layout(&mut self, document: &Document) -> Warned<Pages> {
        if self.fonts.are_extended() {
            *self = Tools::of(Fonts::embedded(), self.find.take());
        }
        let laid_out = pages::layout(document, &self.fonts);
        let Some(find) = self.find.take_if(|_| !laid_out.value.missing.is_empty()) else { return laid_out };
        let further = find(&laid_out.value.missing.iter().map(|(c, _)| *c).collect());
        *self = Tools::of(Fonts::embedded().with(&further), Some(find));
        if further.is_empty() { laid_out } else { pages::layout(document, &self.fonts) }
    }
}

impl Default for Tools {
    fn default() -> Tools {
        Tools::new()
    }
}

/// Takes a report through the stages and writes its files.
///
/// Fails only where the program itself is wrong. What is wrong with the report is in [`Judged::diagnostics`], and
/// [`Assembled::files`] is `None` where an error forbids to write.
pub fn assemble(request: &Request<'_>, tools: &mut Tools) -> Result<Assembled, Error> {
    let judged = judge(request, tools)?;
    let write = match judged.verdict {
        Verdict::Accepted => true,
        Verdict::RuleBroken => request.draft,
        Verdict::Unreadable => false,
    };
    let files = if write { Some(files(&judged, request, tools)?) } else { None };
    Ok(Assembled { judged, files })
}

/// Writes the files that are wanted of a report.
fn files(judged: &Judged, request: &Request<'_>, tools: &Tools) -> Result<Files, Error> {
    let document = &judged.document;
    let labels = Labels::load(document.language)?;
    let write = |target: &Target| {
        let bytes = match target {
            Target::Docx => word_file(judged, request),
            Target::Pdf => pdf::write(document, &judged.pages, &tools.pdf_fonts, request.pdf_standard),
            Target::Html => Ok(html::write(document, labels).into_bytes()),
            Target::Epub => epub::write(document, labels, &pages::first_pages(&judged.pages)),
            Target::Text => Ok(write::text::write(document, labels).into_bytes()),
        };
        Ok((*target, bytes?))
    };
    request.targets.iter().map(write).collect()
}

fn word_file(judged: &Judged, request: &Request<'_>) -> Result<Vec<u8>, Error> {
    let comments = match request.comments {
        true => report::comments::comments(&judged.document, &judged.sources, &judged.diagnostics),
        false => Vec::new(),
    };
    let given = docx::Given {
        contents_pages: &pages::contents_pages(&judged.pages),
        words: words_outside_notes(&judged.document),
        comments: &comments,
        measures: &judged.pages.measures,
    };
    docx::write(&judged.document, &given)
}

/// The plain text of a report, as [`Target::Text`] has it, for counting exactly that.
pub fn plain_text(judged: &Judged) -> Result<String, Error> {
    Ok(write::text::write(&judged.document, Labels::load(judged.document.language)?))
}

/// The cover page of a report as a Word file of its own, where the body's upload takes one beside the text.
pub fn cover_page(judged: &Judged) -> Result<Option<Vec<u8>>, Error> {
    if !check::upload::wants_cover_page(&judged.profile) {
        return Ok(None);
    }
    let Some(cover) = resolve::cover_page(&judged.document) else { return Ok(None) };
    let words = words_outside_notes(&cover);
    // It has neither tables nor figures, and no running header.
    let measures = pages::Measures::default();
    let given = docx::Given { contents_pages: &BTreeMap::new(), words, comments: &[], measures: &measures };
    docx::write(&cover, &given).map(Some)
}

/// The number of words as Word itself shows it: without footnotes.
fn words_outside_notes(document: &Document) -> usize {
    check::count(document).parts.iter().map(|part| part.total() - part.notes).sum()
}

/// What a report says of itself and what its body asks for, without looking at its findings.
pub fn facts(request: &Request<'_>) -> Result<(Profile, Submission), Error> {
    let mut sources = Sources::default();
    let spec = read(request, &mut sources, &mut Vec::new());
    Ok((profile_of(&spec, &mut Vec::new())?, spec.submission))
}

fn read(request: &Request<'_>, sources: &mut Sources, found: &mut Vec<Diagnostic>) -> Spec {
    let is_text = read::decode(request.name, request.bytes, sources).collect_into(found);
    if !is_text {
        return Spec::default();
    }
    read::parse_again(sources, request.read, request.controls, request.pictures).collect_into(found)
}

/// Takes a report through the stages as far as its pages and the findings of the rules.
pub fn judge(request: &Request<'_>, tools: &mut Tools) -> Result<Judged, Error> {
    let mut findings = Vec::new();
    let mut sources = Sources::default();
    let spec = read(request, &mut sources, &mut findings);
    judge_read(import::Parsed { sources, spec, findings }, request, tools)
}

/// The same of a report that was read.
fn judge_read(parsed: import::Parsed, request: &Request<'_>, tools: &mut Tools) -> Result<Judged, Error> {
    let import::Parsed { sources, mut spec, findings: mut found } = parsed;
    let (profile, mut document) = resolved(&spec, request.draft, &mut found)?;
    let facts = std::mem::take(&mut spec.submission);
    // The tree is freed before the pages are made, which need the most memory.
    drop(spec);
    if request.date.is_some() {
        document.metadata.date = request.date;
    }
    let mut laid_out = tools.layout(&document);
    // The layout, which meets them, does not know the author's files.
    for (character, span) in &mut laid_out.value.missing {
        *span = character_in(*span, *character, &sources);
    }
    found.extend(pages::missing_glyphs(&laid_out.value.missing));
    let pages = laid_out.collect_into(&mut found);
    let unreadable = has_error(&found);
    let mut broken = check::check(&Subject::new(&document, Some(&pages), &profile, &facts));
    let allowed = check::allow::allow(&mut broken, &facts, request.allow);
    let verdict = match (unreadable, has_error(&broken)) {
        (true, _) => Verdict::Unreadable,
        (false, true) => Verdict::RuleBroken,
        (false, false) => Verdict::Accepted,
    };
    found.extend(broken);
    found.sort_by_key(|diagnostic| (diagnostic.span.file, diagnostic.span.start));
    let found = at_most(MOST_FINDINGS, found);
    Ok(Judged { sources, diagnostics: found, document, pages, profile, facts, allowed, verdict })
}

/// The rules of the body that a report names, and the report with its numbers and references decided.
fn resolved(spec: &Spec, draft: bool, found: &mut Vec<Diagnostic>) -> Result<(Profile, Document), Error> {
    let profile = profile_of(spec, found)?;
    let labels = Labels::load(spec.submission.language.as_ref().map_or(Language::En, |language| language.value))?;
    let document = resolve::build(spec, &profile, labels, &BuildOptions { draft }).collect_into(found);
    Ok((profile, document))
}

/// A report as far as its words: without pages, and without the rules of its body.
pub(crate) struct Unpaged {
    pub(crate) sources: Sources,
    pub(crate) spec: Spec,
    pub(crate) document: Document,
    pub(crate) findings: Vec<Diagnostic>,
    /// Its Word file, in which tables and figures have no measures; `None` if the report cannot be read whole.
    pub(crate) docx: Option<Vec<u8>>,
}

/// Takes a report as far as its words. It is a draft, which is written whether rules are broken or not.
pub(crate) fn unpaged(request: &Request<'_>) -> Result<Unpaged, Error> {
    let mut findings = Vec::new();
    let mut sources = Sources::default();
    let spec = read(request, &mut sources, &mut findings);
    let (_, document) = resolved(&spec, true, &mut findings)?;
    findings.sort_by_key(|diagnostic| (diagnostic.span.file, diagnostic.span.start));
    let findings = at_most(MOST_FINDINGS, findings);
    let measures = pages::rough_measures(&document);
    let given = docx::Given { contents_pages: &BTreeMap::new(), words: 0, comments: &[], measures: &measures };
    let docx = if has_error(&findings) { None } else { Some(docx::write_to_read(&document, &given)?) };
    Ok(Unpaged { sources, spec, document, findings, docx })
}

/// What is to be said of letters that no font has, but for those that are known.
pub(crate) fn missing_letters(report: &Unpaged, is_known: &dyn Fn(char) -> bool, tools: &mut Tools) -> Vec<Diagnostic> {
    let missing = tools.layout(&report.document).value.missing.into_iter().filter(|(letter, _)| !is_known(*letter));
    let placed = missing.map(|(letter, span)| (letter, character_in(span, letter, &report.sources)));
    pages::missing_glyphs(&placed.collect::<Vec<_>>())
}

/// The first place of a character in a piece of text.
fn character_in(span: Span, character: char, sources: &Sources) -> Span {
    match sources.text(span).find(character) {
        Some(at) => {
            let start = span.start as usize + at;
            Span::new(span.file, start..start + character.len_utf8())
        }
        None => span,
    }
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// The rules of the body that the report names; those of `generic` where it names none that is known.
fn profile_of(spec: &Spec, found: &mut Vec<Diagnostic>) -> Result<Profile, Error> {
    if let Some(body) = &spec.submission.submitted_to {
        if let Some(profile) = Profile::load(&body.value)? {
            return Ok(profile);
        }
        let ids: Vec<&str> = Profile::ids().collect();
        let unknown = Diagnostic::error(Code::UnknownBody, body.span, format!("there is no body `{}`", body.value));
        let list = format!("`submitted_to` takes: {}", ids.join(", "));
        // `hrc` is the beginning of two bodies, and only by chance near to a third.
        let typed = body.value.to_lowercase();
        let begin: Vec<String> = ids.iter().filter(|id| id.starts_with(&typed)).map(|id| format!("`{id}`")).collect();
        if !begin.is_empty() {
            found.push(unknown.help(format!("did you mean {}? {list}", begin.join(" or "))));
            return generic();
        }
        found.push(match did_you_mean(&body.value, ids.iter().copied()) {
            Some(id) => unknown.help(format!("did you mean `{id}`? {list}")).replace(body.span, id),
            None => unknown.help(list),
        });
    }
    generic()
}

fn generic() -> Result<Profile, Error> {
    let generic = Profile::load("generic")?;
    generic.ok_or_else(|| Error::Data { file: "specs/bodies/generic.yaml".into(), reason: "it is not there".into() })
}
