//! Merging: a partner's edits come back to exactly their places, and nothing else of the report changes.

use assemble::document::PartKind;
use assemble::merge::{MergeRequest, Merged, OtherFiles, merge};
use assemble::read::word::{ChangesRead, Draft, read};
use assemble::{Request, Target, Tools};

use crate::compare::word;
use crate::support::program::{Folder, Run};
use crate::support::{examples, files, judge, request};
use crate::word_edits::{Way, add_after, remove, replace, replace_in};

/// The report that is edited here, and by LibreOffice in `judges/merge.py`.
const REPORT: &str = include_str!("judges/merge.yaml");

/// Merges a Word file into a report; what was sent is known from tracked changes alone.
pub(crate) fn merged(yaml: &str, edited: &[u8], sent: Option<&[u8]>) -> Merged {
    let nothing = |_: &str| Err("there is no such file".to_owned());
    let report = Request::new("r.yaml", yaml.as_bytes(), &nothing);
    merged_into(&report, edited, sent)
}

fn merged_into(report: &Request<'_>, edited: &[u8], sent: Option<&[u8]>) -> Merged {
    let theirs = read(edited, ChangesRead::Accepted).expect("a Word file");
    let rejected = (sent.is_none() && !theirs.changes.is_empty()).then_some((edited, ChangesRead::Rejected));
    let sent_file = sent.map(|sent| (sent, ChangesRead::Accepted)).or(rejected);
    let sent_draft: Option<Draft> = sent_file.map(|(bytes, changes)| read(bytes, changes).expect("a Word file"));
    let request = MergeRequest {
        report,
        edited: &theirs,
        edited_name: "e.docx",
        sent: sent_draft.as_ref(),
        is_guessed: sent.is_none(),
        others: OtherFiles::Changed,
    };
    merge(&request, &mut Tools::new()).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn holds(kind: &str, edit: impl Fn(&[u8], Way) -> Vec<u8>, from: &str, to: &str) {
    assert!(REPORT.contains(from), "{from}");
    for way in [Way::Plain, Way::Tracked] {
        let found = merged(REPORT, &edit(&word(REPORT), way), None);
        let text = found.files.first().map_or(REPORT, |file| &file.after);
        assert_eq!(text, REPORT.replacen(from, to, 1), "{kind}, {way:?}: {:?}", found.findings);
        assert_eq!(found.findings, [], "{kind}, {way:?}");
        assert_eq!(found.carried.len(), 1, "{kind}, {way:?}: {:?}", found.carried);
    }
}

#[test]
fn twelve_kinds_of_edits_come_back_to_their_places_plain_and_tracked() {
    let words = |old: &'static str, new: &'static str| move |docx: &[u8], way| replace(docx, old, new, way);
    holds("a word replaced", words("few", "many"), "built few homes", "built many homes");
    holds("words inserted", words("asks for", "asks again and again for"), "asks for", "asks again and again for");
    holds("words deleted", words(" in the north", ""), "homes in the north.", "homes.");
    holds("a sentence added", words("more homes.", "more homes. It hopes."), "more homes.", "more homes. It hopes.");
    holds("a cell", words("30", "31"), "| 30 |", "| 31 |");
    holds("a heading", words("Renting", "Renting a home"), "# Renting", "# Renting a home");
    holds("emphasis kept", words("than half", "than a third"), "*more than half*", "*more than a third*");
    holds("beside emphasis", words(" of their income", " of all they earn"), "of their income", "of all they earn");
    holds("a folded text", words("goes on over", "runs on over"), "goes on\n", "runs on\n");
    holds("a folded text in a list", words("of a town without", "of a village without"), "a town\n", "a village\n");
    holds("punctuation", words("Build homes;", "Build homes,"), "Build homes;", "Build homes,");
    holds("quoted", words("A pump: old", "A pump: “new”"), "A pump: old", "A pump: “new”");
    holds("the title", words("for all", "for everybody"), "title: Housing for all", "title: Housing for everybody");
    let note = |docx: &[u8], way| replace_in(docx, "word/footnotes.xml", "page 12", "page 14", way);
    holds("a footnote", note, "page 12", "page 14");
    let after = |near: &'static str, new: &'static str| move |docx: &[u8], way| add_after(docx, near, new, way);
    holds(
        "a paragraph after one of Markdown",
        after("The State party has built few homes in the north.", "Nobody counts: them."),
        "{#north}\n",
        "{#north}\n\n  Nobody counts: them.\n",
    );
    holds(
        "a paragraph in a list of blocks",
        after("The first case is of a family.", "Another: case."),
        "# sic\n",
        "# sic\n      - \"Another: case.\"\n",
    );
    holds("an item", after("Build homes;", "Repair homes;"), "  (b) Cap", "  (b) Repair homes;\n  (c) Cap");
    holds("an item of a list of blocks", after("A well", "A tap"), "[A well, ", "[A well, A tap, ");
    let gone = |words: &'static str| move |docx: &[u8], way| remove(docx, words, way);
    holds(
        "a paragraph gone",
        gone("The last paragraph asks for more homes."),
        "  The last paragraph asks for more homes.\n\n",
        "",
    );
    holds(
        "a block gone",
        gone("The first case is of a family."),
        "      - The first case is of a family.   # sic\n",
        "",
    );
    holds("an item gone", gone("Build homes;"), "  (a) Build homes;\n  (b) Cap", "  (a) Cap");
}

#[test]
fn a_file_that_nobody_edited_changes_nothing() {
    for path in examples() {
        let docx = files(&path)[&Target::Docx].clone();
        let found = request(&path, |report| merged_into(report, &docx, None));
        assert!(found.files.is_empty(), "{}: {:?}", path.display(), found.carried);
        assert_eq!(found.findings, [], "{}", path.display());
    }
}

#[test]
fn each_paragraph_of_each_example_can_be_edited() {
    // A word of its own put before each paragraph comes back, or the paragraph is told: no edit is lost.
    for path in examples() {
        let docx = files(&path)[&Target::Docx].clone();
        let edited = crate::word_edits::mark_all(&docx, "Zq ");
        let draft = read(&edited, ChangesRead::Accepted).expect("a Word file");
        let notes = draft.notes.iter().flat_map(|note| &note.paragraphs);
        let count = draft.paragraphs().chain(notes).filter(|one| one.text().contains("Zq")).count();
        let found = request(&path, |report| merged_into(report, &edited, None));
        // Lines of the contents are told apart from the paragraphs.
        let is_told = |message: &str| message.contains("Zq") && !message.contains("in the contents of");
        let told = found.findings.iter().filter(|finding| is_told(&finding.message)).count();
        assert_eq!(found.carried.len() + told, count, "{}", path.display());
        let in_report: usize = found.files.iter().map(|file| file.after.matches("Zq").count()).sum();
        assert_eq!(in_report, found.carried.len(), "{}: {:?}", path.display(), found.findings);
        // The notes of cited sources and their list are made from entries.
        if judge(&path).document.parts.iter().any(|part| part.kind == PartKind::Sources) {
            continue;
        }
        // The title block and the labels of tables are the program's own.
        assert!(found.carried.len() * 10 >= count * 6, "{}: {} of {count}", path.display(), found.carried.len());
    }
}

#[test]
fn what_changed_on_both_sides_is_a_conflict_and_the_report_stays() {
    let sent = word(REPORT);
    let edited = replace(&replace(&sent, "few", "many", Way::Plain), "asks for", "begs for", Way::Plain);
    let today = REPORT.replace("built few homes", "built no homes").replace("Cap rents", "Freeze rents");
    let found = merged(&today, &edited, Some(&sent));
    assert_eq!(found.files[0].after, today.replace("asks for", "begs for"));
    let messages: Vec<(&str, &str)> =
        found.findings.iter().map(|finding| (finding.code.as_str(), finding.message.as_str())).collect();
    assert!(matches!(messages[..], [("I34", message)] if message.contains("has built many homes")), "{messages:?}");
    assert!(found.findings[0].help.as_ref().is_some_and(|help| help.contains("has built many homes in the north.")));
    // Tracked changes say themselves what was sent; what else is different is told once.
    let edited = replace(&replace(&sent, "few", "many", Way::Tracked), "asks for", "begs for", Way::Tracked);
    let found = merged(&today, &edited, None);
    assert_eq!(found.files[0].after, today.replace("asks for", "begs for"));
    let codes: Vec<&str> = found.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["I34", "I33"], "{:?}", found.findings);
}

#[test]
fn what_cannot_be_carried_is_told_with_the_words_to_type() {
    let docx = word(REPORT);
    let edited = replace(&docx, "Submitted by", "Handed in by", Way::Plain);
    let found = merged(REPORT, &edited, None);
    assert!(found.files.is_empty() && found.carried.is_empty());
    let finding = &found.findings[0];
    assert!(finding.message.contains("the program itself writes these words"), "{finding:?}");
    assert!(finding.help.as_ref().is_some_and(|help| help.contains("Handed in by")), "{finding:?}");
    let row = crate::word_edits::repeat_row(&docx, "South");
    let found = merged(REPORT, &row, None);
    assert!(found.files.is_empty());
    assert!(found.findings[0].message.contains("rows, columns"), "{:?}", found.findings);
    let bold = crate::word_edits::embolden(&docx, "The last paragraph");
    let found = merged(REPORT, &bold, None);
    assert!(found.files.is_empty());
    assert!(found.findings[0].message.contains("looks otherwise"), "{:?}", found.findings);
}

#[test]
fn an_edit_of_the_contents_is_told_at_its_heading() {
    let report = REPORT.replace("body: |", "contents: yes\nbody: |");
    let docx = word(&report);
    let told = |edited: &[u8]| {
        let found = merged(&report, edited, None);
        let line = |span: assemble::source::Span| found.sources.line_column(span.file, span.start).0;
        let all =
            found.findings.iter().map(|finding| (line(finding.span), finding.message.clone(), finding.help.clone()));
        (found.files.first().map_or(report.clone(), |file| file.after.clone()), all.collect::<Vec<_>>())
    };
    for way in [Way::Plain, Way::Tracked] {
        // The contents stand before the heading.
        let contents = replace(&docx, "Renting", "Letting", way);
        let (text, all) = told(&contents);
        assert_eq!(text, report);
        let [(13, message, Some(help))] = &all[..] else { panic!("{way:?}: {all:?}") };
        assert!(
            message.contains("“I. Renting” became “I. Letting”") && message.contains("from the headings"),
            "{message}"
        );
        assert!(help.contains("change the heading in the report: I. Letting"), "{help}");
        // Whoever changes the heading and brings the contents up to date is told nothing.
        let (text, all) = told(&replace(&contents, "Renting", "Letting", way));
        assert_eq!((text, all), (report.replace("# Renting", "# Letting"), Vec::new()));
    }
    let xml = crate::word_edits::part(&docx, "word/document.xml");
    let at = xml.find(">Renting<").expect("the line");
    let line =
        xml[..at].rfind("<w:p>").expect("its start")..at + xml[at..].find("</w:p>").expect("its end") + "</w:p>".len();
    let without = format!("{}{}", &xml[..line.start], &xml[line.end..]);
    let (text, all) = told(&crate::word_edits::with_parts(&docx, &[("word/document.xml", without)]));
    assert!(text == report && all.len() == 1 && all[0].1.contains("“I. Renting” was taken out"), "{all:?}");
}

#[test]
fn words_in_another_form_are_told_with_their_place() {
    let csv = "City,Homes\nNorth,\"many \"\"new\"\" ones\"\n";
    let report = format!("{REPORT}      - table: {{csv: t.csv}}\n");
    let read = |_: &str| Ok(csv.as_bytes().to_vec());
    let request = Request { draft: true, ..Request::new("r.yaml", report.as_bytes(), &read) };
    let built = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let docx = built.files.expect("it can be read")[&Target::Docx].clone();
    let found = merged_into(&request, &replace(&docx, "ones", "flats", Way::Plain), None);
    assert!(found.files.is_empty() && found.findings.len() == 1, "{:?}", found.findings);
    let finding = &found.findings[0];
    assert!(finding.message.contains("the words come from t.csv, which has them in another form"), "{finding:?}");
    assert_eq!(found.sources.line_column(finding.span.file, finding.span.start).0, 2, "{finding:?}");
}

#[test]
fn a_note_goes_with_its_words_and_a_moved_paragraph_takes_its_typing_along() {
    let found = merged(REPORT, &crate::word_edits::drop_note(&word(REPORT)), None);
    let wanted = REPORT.replace("years.[^1]", "years.").replace("\n\n  [^1]: See the annual report, page 12.", "");
    assert_eq!(found.files[0].after, wanted, "{:?}", found.findings);
    let north = "The State party has built few homes in the north.";
    let moved = remove(&add_after(&word(REPORT), "The last paragraph", north, Way::Plain), north, Way::Plain);
    let found = merged(REPORT, &moved, None);
    let block = format!("  {north} {{#north}}\n\n");
    let wanted = REPORT.replace(&block, "").replace("more homes.\n\n", &format!("more homes.\n\n{block}"));
    assert_eq!(found.files[0].after, wanted, "{:?}", found.findings);
}

#[test]
fn what_stands_in_two_places_is_carried_where_both_were_edited() {
    let report =
        "submitted_to: generic\nlanguage: en\ncover: true\ntitle: Housing\nsubmitted_by: {name: N}\nbody: Text.\n";
    let docx = word(report);
    let xml = crate::word_edits::part(&docx, "word/document.xml");
    assert_eq!(xml.matches(">Housing<").count(), 2, "{xml}");
    let both = crate::word_edits::with_parts(&docx, &[("word/document.xml", xml.replace(">Housing<", ">Homes<"))]);
    let found = merged(report, &both, None);
    assert_eq!(found.files[0].after, report.replace("Housing", "Homes"), "{:?}", found.findings);
    let found = merged(report, &replace(&docx, "Housing", "Homes", Way::Plain), None);
    assert!(found.files.is_empty() && found.findings.len() == 1, "{:?}", found.findings);
}

#[test]
fn a_file_of_another_text_is_refused() {
    let theirs = read(&files(&examples()[0])[&Target::Docx], ChangesRead::Accepted).expect("a Word file");
    let nothing = |_: &str| Err("there is no such file".to_owned());
    let report = Request::new("r.yaml", REPORT.as_bytes(), &nothing);
    let request = MergeRequest {
        report: &report,
        edited: &theirs,
        edited_name: "e.docx",
        sent: None,
        is_guessed: true,
        others: OtherFiles::Changed,
    };
    let refused = merge(&request, &mut Tools::new()).expect_err("it is another text");
    assert!(refused.to_string().contains("not a Word file of this report"), "{refused}");
}

#[test]
fn bold_words_links_and_notes_are_typed_in_markdown() {
    let docx = word(REPORT);
    let bold = crate::word_edits::put_bold(&docx, "asks for", "asks ", "loudly", " for");
    let found = merged(REPORT, &bold, None);
    assert_eq!(found.files[0].after, REPORT.replace("asks for", "asks **loudly** for"), "{:?}", found.findings);
}

#[test]
fn the_command_writes_a_new_report_or_shows_what_changes() {
    let edited = replace(&word(REPORT), "few", "many", Way::Tracked);
    let folder = Folder::new().file("r.yaml", REPORT).file("e.docx", edited).file("same.docx", word(REPORT));
    let wanted = REPORT.replace("few homes", "many homes");
    let Run { code, stdout, stderr, .. } = folder.run(["merge", "r.yaml", "e.docx", "--diff"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("-  The State party has built few homes")
            && stdout.contains("+  The State party has built many")
    );
    assert!(stderr.contains("2 tracked changes, read as accepted") && stderr.contains("1 edit carried"), "{stderr}");
    let Run { code, stdout, .. } = folder.run(["merge", "r.yaml", "e.docx"]);
    assert_eq!((code, stdout.as_str()), (0, "r.merged.yaml\n"));
    assert_eq!(folder.text("r.merged.yaml"), wanted);
    assert_eq!(folder.run(["merge", "r.yaml", "e.docx"]).code, 2, "it is there already");
    assert_eq!(folder.run(["merge", "r.yaml", "e.docx", "--out", "r.yaml"]).code, 2, "it is the report");
    let Run { code, stdout, stderr, .. } = folder.run(["merge", "r.yaml", "same.docx", "--out", "other.yaml"]);
    assert_eq!((code, stdout.as_str()), (0, ""));
    assert!(stderr.contains("nothing to carry") && !folder.join("other.yaml").exists(), "{stderr}");
    let Run { code, stdout, .. } = folder.run(["merge", "r.yaml", "e.docx", "--diff", "--format", "json"]);
    assert_eq!(code, 0);
    let value: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(value["carried"][0]["line"], 17, "{value}");
    assert_eq!(folder.run(["merge", "r.yaml", "e.docx", "--changes", "reject", "--diff"]).stdout, "");
    assert_eq!(folder.text("r.yaml"), REPORT);
    assert_eq!(folder.run(["merge", "r.yaml", "e.docx", "--in-place"]).code, 0);
    assert_eq!(folder.text("r.yaml"), wanted);
    assert_eq!(folder.run(["merge", "r.yaml", "r.yaml", "--diff"]).code, 2, "it is no Word file");
}

#[test]
fn texts_in_files_of_their_own_change_in_place_only() {
    let report = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: {file: body.md}\n\
                  annexes:\n  - title: A\n    body:\n      - table: {csv: t.csv}\n";
    let folder = Folder::new().file("r.yaml", report).file("body.md", "# One\r\n\r\nA first text.\r\n");
    let folder = folder.file("t.csv", "City,\"Homes, new\"\nNorth, 12\n");
    assert_eq!(folder.run(["r.yaml", "--quiet"]).code, 0);
    let docx = folder.read("r.docx");
    let edited = replace(&add_after(&docx, "A first text.", "More.", Way::Plain), "first", "second", Way::Plain);
    let edited = replace(&replace(&edited, "12", "13", Way::Plain), "Homes, new", "Flats, new", Way::Plain);
    folder.write("e.docx", edited);
    let Run { code, stderr, .. } = folder.run(["merge", "r.yaml", "e.docx"]);
    assert_eq!(code, 0);
    assert!(stderr.contains("it stands in body.md, which is changed only with `--in-place`"), "{stderr}");
    assert!(!folder.join("r.merged.yaml").exists());
    assert_eq!(folder.run(["merge", "r.yaml", "e.docx", "--in-place"]).code, 0);
    let body = folder.text("body.md");
    assert_eq!(body, "# One\r\n\r\nA second text.\r\n\r\nMore.\r\n");
    let table = folder.text("t.csv");
    assert_eq!(table, "City,\"Flats, new\"\nNorth, 13\n");
}

#[test]
fn comments_of_partners_stand_above_their_text_once() {
    let edited = crate::word_edits::comment(&word(REPORT), "few homes", "Partner", "Is this\nstill so?");
    let found = merged(REPORT, &edited, None);
    let text = &found.files[0].after;
    let line = text.lines().find(|line| line.contains("Partner")).expect("the comment");
    assert!(line.starts_with("# Partner, at paragraph") && line.ends_with(": Is this still so?"), "{line}");
    assert!(text.contains(&format!("{line}\nbody: |")), "{text}");
    assert_eq!(found.findings[0].code.as_str(), "I35");
    let again = merged(text, &edited, None);
    assert!(again.files.is_empty(), "{}", again.files[0].after);
}
