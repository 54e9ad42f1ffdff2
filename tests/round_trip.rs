//! Round trips: a report that is built, read from its Word file and built again says the same: numbers, words, notes,
//! references, languages, tables, figures.

use std::cell::{Cell, RefCell};

use assemble::diagnostic::{Diagnostic, Severity};
use assemble::document::{
    Align, Block, Caption, Column, Document, Format, Inline, LinkTarget, ListItem, NoteOrigin, Orientation, Paragraph,
    PartKind, Role, Table, VerticalPosition,
};
use assemble::facts::language::{Direction, Labels, Language};
use assemble::facts::profile::Profile;
use assemble::import::{Headings, Imported, Numbers, Options, import};
use assemble::read::word::{ChangesRead, read};
use assemble::read::{DirectionControls, parse};
use assemble::resolve::{BuildOptions, build};
use assemble::source::Sources;
use assemble::{Request, Target, Tools, Verdict};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::properties::{file, report};
use crate::support::{examples, files, judge};

/// How many random reports are tried, unless `ROUND_TRIPS` says another number.
const CASES: u32 = 30;

/// What a report says, line by line.
pub(crate) fn said(document: &Document) -> Vec<String> {
    let mut lines = Lines { document, all: Vec::new(), depth: 0 };
    for part in &document.parts {
        // The contents are made from the headings.
        if part.kind != PartKind::Contents && part.kind != PartKind::Cover {
            let turned = if part.orientation == Orientation::Landscape { " turned" } else { "" };
            // Where nothing has a number, a summary and the text after it cannot be told apart.
            if !matches!(part.kind, PartKind::Summary | PartKind::Body) {
                lines.line(&format!("== {:?}{turned}", part.kind));
            }
            lines.blocks(&part.blocks);
        }
    }
    // Two breaks in a row are one, and one before a new part shows nothing.
    let is_break = |line: &String| line.trim() == "page break";
    let shows = |at: usize| {
        let next = lines.all.get(at + 1);
        !is_break(&lines.all[at]) || next.is_some_and(|next| !is_break(next) && !next.starts_with("=="))
    };
    (0..lines.all.len()).filter(|at| shows(*at)).map(|at| lines.all[at].clone()).collect()
}

/// Whether the summary holds headings and breaks alone: nothing tells its end then, and the text after it is taken for it.
fn has_summary_without_text(document: &Document) -> bool {
    let shows_nothing = |block: &Block| matches!(block, Block::PageBreak(_) | Block::Heading(_));
    document.parts.iter().any(|part| part.kind == PartKind::Summary && part.blocks.iter().all(shows_nothing))
}

struct Lines<'d> {
    document: &'d Document,
    all: Vec<String>,
    depth: usize,
}

impl<'d> Lines<'d> {
    fn line(&mut self, line: &str) {
        self.all.push(format!("{}{line}", "  ".repeat(self.depth)));
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Heading(heading) => self.paragraph(&heading.paragraph),
                Block::List(list) => self.items(&list.items),
                Block::Recommendations(recommendations) => {
                    recommendations.lead_in.iter().for_each(|lead| self.paragraph(lead));
                    self.items(&recommendations.items);
                }
                Block::Quotation(quotation) => {
                    quotation.paragraphs.iter().chain(&quotation.source).for_each(|one| self.paragraph(one));
                }
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => {
                    self.line(&format!("figure: {}", plain(&figure.alternative_text)));
                    self.caption(figure.caption.as_ref());
                    figure.below.iter().for_each(|below| self.paragraph(below));
                }
                Block::Contents(_) => {}
                Block::PageBreak(_) => self.line("page break"),
            }
        }
    }

    fn items(&mut self, items: &'d [ListItem]) {
        self.depth += 1;
        items.iter().for_each(|item| self.blocks(&item.blocks));
        self.depth -= 1;
    }

    fn table(&mut self, table: &'d Table) {
        // Markdown has no columns of decimals; their numbers stand at the right.
        let decimal = if self.document.direction == Direction::RightToLeft { Align::Start } else { Align::End };
        let align = |column: &Column| if column.align == Align::Decimal { decimal } else { column.align };
        let aligned: Vec<_> = table.columns.iter().map(align).collect();
        self.line(&format!("table {aligned:?} {:?} {:?}", table.orientation, table.direction));
        self.caption(table.caption.as_ref());
        for row in std::iter::once(&table.header).chain(&table.rows) {
            let cells: Vec<String> = row.iter().map(|cell| self.content(&cell.paragraph)).collect();
            self.line(&format!("| {} |", cells.join(" | ")));
            row.iter().for_each(|cell| self.notes(&cell.paragraph));
        }
        table.below.iter().for_each(|below| self.paragraph(below));
    }

    fn caption(&mut self, caption: Option<&'d Caption>) {
        if let Some(caption) = caption {
            self.line(&format!("{} {}: {}", caption.label, caption.number, self.content(&caption.paragraph)));
            self.notes(&caption.paragraph);
        }
    }

    fn paragraph(&mut self, paragraph: &'d Paragraph) {
        let marker = paragraph.marker.as_ref().map_or(String::new(), |marker| format!(" {}", marker.text.trim()));
        let content = self.content(paragraph);
        // The title block ends with one role or the other, by what follows it.
        let role = if paragraph.role == Role::TitleEnd { Role::TitleLine } else { paragraph.role };
        if !content.is_empty() {
            self.line(&format!("{role:?}{marker}: {content}"));
        }
        self.notes(paragraph);
    }

    /// The notes whose marks a paragraph holds, each with who wrote it.
    fn notes(&mut self, paragraph: &'d Paragraph) {
        for inline in &paragraph.content {
            let Inline::Note { note, .. } = inline else { continue };
            let note = &self.document.notes[note.0 as usize];
            let text: Vec<String> = note.paragraphs.iter().map(|one| self.content(one)).collect();
            let by = if note.origin == NoteOrigin::Link { "link" } else { "note" };
            self.line(&format!("  {by} {}: {}", note.number, text.join(" / ")));
        }
    }

    /// The words with their marks.
    fn content(&self, paragraph: &Paragraph) -> String {
        let mut all = String::new();
        let mut open = String::new();
        let mut begin = |all: &mut String, marks: &str| {
            if open != marks {
                all.push_str(&format!("<{marks}>"));
                open = marks.to_owned();
            }
        };
        for inline in &paragraph.content {
            match inline {
                // The look of what cannot be seen is no matter.
                Inline::Text { text, .. } if text.trim().is_empty() => all.push(' '),
                Inline::Text { text, format, .. } => {
                    // Spaces at the ends of marked words are outside of them.
                    let words = text.trim();
                    let at = text.len() - text.trim_start().len();
                    if at > 0 {
                        begin(&mut all, "");
                    }
                    all.push_str(&text[..at]);
                    begin(&mut all, &self.marks(format, paragraph));
                    all.push_str(words);
                    if at + words.len() < text.len() {
                        begin(&mut all, "");
                    }
                    all.push_str(&text[at + words.len()..]);
                }
                // A mark follows its word at once.
                Inline::Note { note, .. } => {
                    let words = all.trim_end().len();
                    all.truncate(words);
                    begin(&mut all, "");
                    all.push_str(&format!("[{}]", note.0 + 1));
                }
                Inline::Reference { target, .. } => {
                    let place = &self.document.bookmarks[target.0 as usize];
                    all.push_str(&format!("[{} of {:?}]", inline.words(), self.pointed_at(&place.name)));
                }
                Inline::LineBreak => all.push_str(" / "),
            }
        }
        begin(&mut all, "");
        plain(&all)
    }

    /// The marks of a format, one string.
    fn marks(&self, format: &Format, paragraph: &Paragraph) -> String {
        let mut marks = Vec::new();
        // Both are bold in Arabic and Chinese.
        let one_look = matches!(self.document.language, Language::Ar | Language::Zh);
        let is_bold = matches!(
            paragraph.role,
            Role::Heading(_)
                | Role::PartHeading
                | Role::AnnexHeading
                | Role::Title
                | Role::TableCaption
                | Role::FigureCaption
                | Role::TableHead
                | Role::SmallTableHead
        );
        if (format.strong || format.emphasis && one_look) && !is_bold {
            marks.push("bold".to_owned());
        }
        if format.emphasis && !one_look {
            marks.push("italic".to_owned());
        }
        match format.position {
            VerticalPosition::Baseline => {}
            VerticalPosition::Superscript => marks.push("above".to_owned()),
            VerticalPosition::Subscript => marks.push("below".to_owned()),
        }
        let language = format.language.as_ref().or(paragraph.language.as_ref());
        let other = language.filter(|tag| tag.official() != Some(self.document.language));
        // Word knows Norwegian by the name of one of its two forms.
        marks.extend(other.map(|tag| tag.as_str().replace("no", "nb")));
        marks.extend(format.link.map(|link| match &self.document.links[link.0 as usize] {
            LinkTarget::Address(address) => address.clone(),
            LinkTarget::Bookmark(place) => self.pointed_at(&self.document.bookmarks[place.0 as usize].name),
        }));
        marks.join(" ")
    }

    /// The words of what has a name; names themselves are made anew.
    fn pointed_at(&self, name: &str) -> String {
        let mut found = String::new();
        assemble::document::text::for_each_paragraph(self.document, |_, paragraph| {
            let own = paragraph.bookmark.map(|place| self.document.bookmarks[place.0 as usize].name.as_str());
            if own == Some(name) {
                found = assemble::document::text::words(paragraph).chars().take(20).collect();
            }
        });
        found
    }
}

/// Single spaces, and none at the ends; without the signs that keep addresses in their direction.
fn plain(text: &str) -> String {
    let shown = text.replace(|c| matches!(c, '\u{202A}'..='\u{202E}'), "");
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A Word file as a report.
pub(crate) fn imported(docx: &[u8], body: Option<&str>) -> Imported {
    let draft = read(docx, ChangesRead::Accepted).expect("our own files can be read");
    let numbers = Numbers::ByProgram;
    let options = Options { body, headings: Headings::All, numbers, folder: "p", keys: &[], submitters: &[] };
    import(&draft, &options)
}

/// What the report of a Word file says; its pages are of no interest.
fn document_of(imported: &Imported) -> Result<Document, String> {
    let read = |name: &str| {
        let found = imported.pictures.iter().find(|(known, _)| known == name);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| "there is no such file".to_owned())
    };
    let mut sources = Sources::default();
    sources.add("r.yaml", imported.yaml.as_str());
    let parsed = parse(&mut sources, &read, DirectionControls::Refused);
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    let errors: Vec<&str> = parsed.diagnostics.iter().filter(is_error).map(|found| found.message.as_str()).collect();
    if !errors.is_empty() {
        return Err(format!("{errors:?}\n{}", imported.yaml));
    }
    let spec = parsed.value;
    let body = spec.submission.submitted_to.as_ref().map_or("generic", |body| body.value.as_str());
    let profile = Profile::load(body).expect("it is whole").expect("it is known");
    let labels = Labels::load(spec.submission.language.as_ref().map_or(Language::En, |language| language.value));
    let labels = labels.expect("they are whole");
    Ok(build(&spec, &profile, labels, &BuildOptions { draft: false }).value)
}

/// The first lines in which a report and what became of it differ.
fn difference(first: &Document, again: &Imported) -> Option<String> {
    let second = match document_of(again) {
        Ok(document) => document,
        Err(reason) => return Some(reason),
    };
    let (old, new) = (said(first), said(&second));
    let at = old.iter().zip(&new).position(|(old, new)| old != new).unwrap_or(old.len().min(new.len()));
    let part = |lines: &[String]| lines[at.saturating_sub(2)..(at + 3).min(lines.len())].join("\n");
    let (was, is) = (part(&old), part(&new));
    (old != new).then(|| format!("line {at}\n--- was\n{was}\n--- is\n{is}\n--- report\n{}", again.yaml))
}

#[test]
fn each_example_says_the_same_after_it_was_built_and_imported() {
    for path in examples() {
        let again = imported(&files(&path)[&Target::Docx], None);
        assert_eq!(again.carried, again.words, "{:?}", again.findings);
        // A list of sources comes back as a section, and notes of sources as plain notes.
        if judge(&path).document.parts.iter().any(|part| part.kind == PartKind::Sources) {
            continue;
        }
        assert_eq!(difference(&judge(&path).document, &again), None, "{}", path.display());
    }
}

#[test]
fn reports_that_were_hard_say_the_same() {
    let start = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";
    for rest in [
        // A list right after recommendations is none of them.
        "summary:\n  - recommendations: [Build homes, Cap rents]\n  - list: [One, Two]\n    style: letters\nbody: Text.\n",
        "summary:\n  - recommendations:\n      - Build homes\n  - list: [One, Two]\nbody: Text.\n",
        // A heading that is italic by itself has its emphasis upright.
        "body: |\n  # A\n\n  ## B\n\n  ### C\n\n  #### D *and* more\n\n  Text.\n",
        "body: Text.\nannexes:\n  - title: – a dash\n    body: Text.\n",
        "body: Text.\nannexes:\n  - title: \"^[A note.] after a mark\"\n    body: Text.\n",
    ] {
        let text = format!("{start}{rest}");
        let request = Request { draft: true, ..Request::new("r", text.as_bytes(), &file) };
        let made = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
        let files = made.files.unwrap_or_else(|| panic!("{:?}", made.judged.diagnostics));
        let again = imported(&files[&Target::Docx], None);
        assert_eq!(difference(&made.judged.document, &again), None, "{text}");
    }
}

#[test]
fn any_report_says_the_same_after_it_was_built_and_imported() {
    let tools = RefCell::new(Tools::new());
    let built = Cell::new(0_u32);
    let cases = std::env::var("ROUND_TRIPS").map_or(CASES, |number| number.parse().expect("a number"));
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 50, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, random).run(&report(), |text| {
        let request = Request { draft: true, ..Request::new("r", text.as_bytes(), &file) };
        let made = assemble::assemble(&request, &mut tools.borrow_mut()).expect("our own files are whole");
        let Some(files) = made.files else {
            assert_eq!(made.judged.verdict, Verdict::Unreadable);
            return Ok(());
        };
        if has_summary_without_text(&made.judged.document) {
            return Ok(());
        }
        built.set(built.get() + 1);
        // Two bodies may have one name.
        let again = imported(&files[&Target::Docx], Some(&made.judged.profile.id));
        let lost = (again.carried != again.words).then(|| format!("words are lost: {:?}", again.findings));
        match difference(&made.judged.document, &again).or(lost) {
            Some(difference) => Err(TestCaseError::fail(difference)),
            None => Ok(()),
        }
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(built.get() > cases / 2, "only {} of {cases} reports can be read", built.get());
}
