//! Files of references as other programs write them, and what the files of a report make of citations.

use std::collections::BTreeSet;
use std::fs;

use assemble::document::{Document, Inline, PartKind};
use assemble::{Judged, Request, Target, Tools};

use crate::support::root;

/// Reads a file of tests/citations.
fn file(name: &str) -> Result<Vec<u8>, String> {
    fs::read(root().join("tests/citations").join(name)).map_err(|error| error.to_string())
}

/// A report in English with further keys and a body.
fn report(keys: &str, body: &str) -> String {
    let body: String = body.lines().map(|line| format!("  {line}\n")).collect();
    format!("submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\n{keys}\nbody: |\n{body}")
}

fn judged(text: &str, read: &dyn Fn(&str) -> Result<Vec<u8>, String>) -> Judged {
    let request = Request { targets: Target::ALL.into(), ..Request::new("report.yaml", text.as_bytes(), read) };
    assemble::judge(&request, &mut Tools::new()).expect("no input is our own fault")
}

/// What is found: code, file, line and message.
fn findings(judged: &Judged) -> Vec<String> {
    let shown = |found: &assemble::diagnostic::Diagnostic| {
        let place = judged.sources.line_column(found.span.file, found.span.start);
        let name = judged.sources.get(found.span.file).map_or("", |file| file.name.as_str());
        format!("{} {name}:{} {}", found.code, place.0, found.message)
    };
    judged.diagnostics.iter().map(shown).collect()
}

/// The notes, italics between asterisks.
fn notes(document: &Document) -> Vec<String> {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text, format, .. } if format.emphasis => format!("*{text}*"),
        Inline::Text { text, .. } => text.replace('\u{A0}', " "),
        _ => String::new(),
    };
    document
        .notes
        .iter()
        .map(|note| note.paragraphs.iter().flat_map(|paragraph| &paragraph.content).map(piece).collect())
        .collect()
}

/// A body that cites each of these once.
fn citing<'k>(keys: impl IntoIterator<Item = &'k str>) -> String {
    keys.into_iter().map(|key| format!("Rents rose [@{key}].\n\n")).collect()
}

/// The note of a key among those of a body that cites `keys`.
fn note_of(keys: &[&str], notes: &[String], key: &str) -> String {
    let at = keys.iter().position(|own| *own == key).unwrap_or_else(|| panic!("{key} is not cited"));
    notes[at].clone()
}

#[test]
fn an_export_of_zotero_builds_with_true_findings_only() {
    let text = String::from_utf8(file("zotero.json").expect("the export")).expect("text");
    let items: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
    assert!(items.len() >= 40, "{}", items.len());
    let keys: Vec<&str> = items
        .iter()
        .map(|item| item["id"].as_str().expect("an id"))
        .map(|id| id.rsplit('/').next().unwrap_or(id))
        .collect();
    let types: BTreeSet<&str> = items.iter().filter_map(|item| item["type"].as_str()).collect();
    assert!(types.len() >= 25, "{types:?}");
    let judged = judged(&report("references: zotero.json", &citing(keys.iter().copied())), &file);
    let notes = notes(&judged.document);
    assert_eq!(notes.len(), keys.len());
    for (key, expected) in [
        (
            "musterRent2094",
            "Ana Muster and Ming Li, *Rent and Rights: A History*, 2nd ed. (Leiden, Sample House, 2094).",
        ),
        ("waterCount2095", "Ana Muster and others, *Water Count* (Quito, Casa Ejemplo, 2095)."),
        ("salehLand2091", "Omar Saleh, ed., *Land and Law*, vol. 2 (Cairo, Nile Sample Press, 2091)."),
        (
            "novakEvictions2091",
            "Eva Novak, “Evictions in winter”, in *Land and Law*, Omar Saleh, ed. (Cairo, Nile Sample Press, 2091), pp. 12–30.",
        ),
        (
            "parkCounting2096",
            "Jo Park, “Counting the homeless”, *Journal of Samples*, vol. 12, No. 3 (July 2096), pp. 210–225.",
        ),
        (
            "vanderBerg2093",
            "Jan van der Berg and John Sample Jr., “Roofs in situ and CO2”, *Roof Letters*, vol. 1, Nos. 1 and 2 (2 May 2093).",
        ),
        (
            "families2097",
            "“Families lose their homes”, *The Daily Example* (Sampleton), 9 May 2097. Available at https://example.org/families.",
        ),
        ("thesis2092", "Eva Novak, “Law of the stairwell”, PhD dissertation, University of Sampleton, 2092."),
        ("noRoof2097", "Example Rights Watch, *No Roof* (Sampleton, 2097)."),
        (
            "workingPaper2093",
            "Jo Park, “Rent shocks”, Sample Working Paper, No. 77 (Bern, Institute of Examples, 2093).",
        ),
        ("co4", "E/C.12/XXA/CO/4."),
        ("hrcReport", "A/HRC/99/45."),
        (
            "undated",
            "Tenants' Union of Exampleland, “Our work”. Available at https://example.org/work (accessed on 5 January 2099).",
        ),
        (
            "press2098",
            "United Nations, Office of the High Commissioner for Samples, “Experts urge Exampleland to act”, press release, 4 May 2098.",
        ),
        (
            "dataset2099",
            "United Nations, “Urban population”, Sample Prospects Database. Available at https://example.org/db (accessed on 3 March 2099).",
        ),
        ("rentalAct", "Exampleland, Rental Act, Law No. 12 of 3 March 2089."),
        (
            "muster91",
            "European Court of Samples, *Muster v. Exampleland*, Application No. 99999/91, Judgment, 8 June 2095.",
        ),
        ("icj2098", "*Invented Dispute (Exampleland v. Sampleland), Merits, Judgment, I.C.J. Reports 2098*, p. 15."),
        ("treaty1", "United Nations, *Treaty Series*, vol. 9999, No. 99999."),
        ("interview2098", "Interview with Antonia Guter, Sampleton, 4 March 2098."),
        ("letter2098", "Jo Park, “Waiting list”, email, 6 March 2098."),
        ("speech2098", "Ana Muster, “Water: a vital sample”, statement, Sample Forum 2098, Geneva, 5 May 2098."),
        ("film2098", "Tenants' Union of Exampleland, “One night outside”, video, 3 December 2098."),
        ("podcast2099", "United Nations, “Keeping the roof”, podcast, 13 February 2099."),
        ("forthcoming", "Eva Novak, *Will Wells Survive?* (forthcoming)."),
        ("ABCD2345", "Maria Tern, *A book without a citation key* (Leiden, Sample House, 2097)."),
        ("müller2096", "Jürgen Müller, “Häuser”, *Zeitschrift für Beispiele*, vol. 3, 1 February 2096–1 March 2096."),
    ] {
        assert_eq!(note_of(&keys, &notes, key), expected);
    }
    let found: Vec<String> = findings(&judged)
        .iter()
        .filter_map(|found| Some(found.split_once(" ")?.0.to_owned() + " " + found.split('`').nth(1)?))
        .collect();
    assert_eq!(
        found,
        ["C03 waterAct", "C07 hearing2094", "C07 map2090", "C07 patent2093", "C07 software2095", "C07 artwork2089",],
        "{:?}",
        findings(&judged)
    );
}

#[test]
fn an_export_of_jabref_builds_with_true_findings_only() {
    let text = String::from_utf8(file("jabref.bib").expect("the export")).expect("text");
    let is_entry = |line: &&str| line.starts_with('@') && line.contains('{');
    let of_entry = |line: &'_ str| -> Option<(String, String)> {
        let (kind, rest) = line[1..].split_once('{')?;
        let key = rest.split_once(',')?.0;
        Some((kind.to_lowercase(), key.to_owned()))
    };
    let entries: Vec<(String, String)> =
        text.lines().filter(is_entry).filter_map(of_entry).filter(|(kind, _)| kind != "xdata").collect();
    let keys: Vec<&str> = entries.iter().map(|(_, key)| key.as_str()).collect();
    assert!(keys.len() >= 40, "{}", keys.len());
    let kinds: BTreeSet<&String> = entries.iter().map(|(kind, _)| kind).collect();
    assert!(kinds.len() >= 30, "{kinds:?}");
    let judged = judged(&report("references: jabref.bib", &citing(keys.iter().copied())), &file);
    let notes = notes(&judged.document);
    assert_eq!(notes.len(), keys.len(), "{:?}", findings(&judged));
    for (key, expected) in [
        ("muster2094", "Ana Muster and Ming Li, *Rent and Rights: A History*, 2nd ed. (Leiden, Sample House, 2094)."),
        ("others2095", "Ana Muster and others, *Other Counts* (Quito, Casa Ejemplo, 2095)."),
        ("land2091", "Omar Saleh, ed., *Land and Law*, vol. 2 (Cairo, Nile Sample Press, 2091)."),
        (
            "evictions2091",
            "Eva Novak, “Evictions in winter”, in *Land and Law*, vol. 2, Omar Saleh, ed. (Cairo, Nile Sample Press, 2091), pp. 12–30.",
        ),
        (
            "counting2096",
            "Jo Park, “Counting the homeless”, *Journal of Samples*, vol. 12, No. 3 (July 2096), pp. 210–225.",
        ),
        (
            "umlaut2093",
            "Jürgen Müller, Úrsula Ámbar and Jan van der Berg, “Über Häuser & Höfe”, *Zeitschrift für Beispiele*, vol. 3, Nos. 1 and 2 (2 May 2093).",
        ),
        ("quiet2094", "Jo Park, “A quiet year”, *Sample Letter*, May 2094."),
        ("families2097", "“Families lose their homes”, *The Daily Example* (Sampleton), 9 May 2097."),
        ("noroof2097", "Example Rights Watch, *No Roof* (Sampleton, 2097)."),
        ("shocks2093", "Jo Park, “Rent shocks”, Sample Working Paper, No. 77 (Bern, Institute of Examples, 2093)."),
        ("co4", "E/C.12/XXA/CO/4."),
        ("stairwell2092", "Eva Novak, “Law of the stairwell”, PhD dissertation, University of Sampleton, 2092."),
        ("windows2094", "Maria Tern, “Windows”, PhD dissertation, Sample University, 2094."),
        (
            "facts2098",
            "Tenants' Union of Exampleland, “Winter evictions: facts”, 2 December 2098. Available at https://example.org/w_1.",
        ),
        (
            "work",
            "Tenants' Union of Exampleland, “Our work”. Available at https://example.org/our_work (accessed on 5 January 2099).",
        ),
        ("rentalact", "Exampleland, Rental Act, Law No. 12 of 3 March 2089."),
        (
            "muster91",
            "European Court of Samples, *Muster v. Exampleland*, Application No. 99999/91, Judgment, 8 June 2095.",
        ),
        ("waiting2098", "Jo Park, “Waiting list”, email to author, 6 March 2098."),
        ("volumes2085", "Luis Serra, *A Long History of Roofs* (Leiden, Sample House, 2085–2087)."),
        ("res4", "Human Rights Council resolution 99/4."),
        ("covenant", "United Nations, *Treaty Series*, vol. 9999, No. 99999."),
        ("programme2097", "United Nations Sample Programme, *A Sample Report 2097* (Oxford, Example Press, 2097)."),
        ("o'neill:2096+a", "Pat O'Neill, *“Keys” with Signs* (Leiden, Sample House, 2096)."),
    ] {
        assert_eq!(note_of(&keys, &notes, key), expected);
    }
    let found: Vec<String> = findings(&judged)
        .iter()
        .filter_map(|found| Some(found.split_once(" ")?.0.to_owned() + " " + found.split('`').nth(1)?))
        .collect();
    assert_eq!(
        found,
        ["C07 patent2093", "C07 roofcount2095", "C07 blue2089", "C07 papers2080", "C07 issue2096"],
        "{:?}",
        findings(&judged)
    );
}

/// Whether one of the findings begins with these words.
fn has(found: &[String], start: &str) -> bool {
    found.iter().any(|found| found.starts_with(start))
}

/// What is found in a file of references with a report that cites `a`.
fn found_in(name: &str, content: &[u8]) -> Vec<String> {
    let content = content.to_vec();
    let read = move |path: &str| match path {
        "more.yaml" => Ok(b"b: {web: B, date: 2098-12-02}\n".to_vec()),
        _ => Ok(content.clone()),
    };
    findings(&judged(&report(&format!("references: {name}"), "Rents rose [@a]."), &read))
}

#[test]
fn mistakes_of_files_are_told_with_their_line_there() {
    let bib = |text: &str| found_in("s.bib", text.as_bytes());
    let good = "@book{a, author = {Ana Muster}, title = {T}, date = {2094}}\n";
    assert_eq!(bib(good), Vec::<String>::new());
    assert_eq!(
        bib(&format!("% one\n@book{{b, title = {{X}} author = {{Y}}}}\n\n{good}")),
        [
            "C06 s.bib:2 the entry that begins with `@book{b, title = {X} author = {Y}}` cannot be read: a comma is missing"
        ]
    );
    let found = bib(&format!("{good}@book{{c, title = {{X}}, date = {{2094}}"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("C06 s.bib:2 "), "{found:?}");
    assert_eq!(bib(&format!("{good}{good}")), ["Y10 s.bib:2 the source `a` is given twice"]);
    let circle =
        "@book{a, title = {T}, crossref = {b}}\n@book{b, title = {U}, date = {2094}, author = {A B}, crossref = {a}}\n";
    let found = bib(circle);
    assert!(
        found.iter().any(|found| found.starts_with("C06 s.bib:1 the entry `a` takes its fields from itself")),
        "{found:?}"
    );
    let found = bib("@string{x = y}\n@string{y = x # x}\n@book{a, author = {A B}, title = x, date = {2094}}\n");
    assert!(
        found.iter().any(|found| found.starts_with("C06 s.bib:") && found.contains("leads back to itself")),
        "{found:?}"
    );
    let deep =
        format!("@book{{a, author = {{A B}}, date = {{2094}}, title = {}T{}}}\n", "{".repeat(3_000), "}".repeat(3_000));
    let found = bib(&deep);
    assert!(found.iter().any(|found| found.starts_with("Y09 s.bib:1 ")), "{found:?}");
    let commands = format!(
        "@book{{a, author = {{A B}}, date = {{2094}}, title = {{{}T{}}}}}\n",
        r"\emph{".repeat(300),
        "}".repeat(300)
    );
    assert!(bib(&commands).iter().any(|found| found.starts_with("Y09 s.bib:1 ")), "{:?}", bib(&commands));
    let growing: String = (0..60).map(|n| format!("@string{{s{} = s{n} # s{n} # s{n}}}\n", n + 1)).collect();
    let found =
        bib(&format!("@string{{s0 = {{w}}}}\n{growing}@book{{a, author = {{A B}}, date = {{2094}}, title = s60}}\n"));
    assert!(!found.is_empty());
    assert!(bib("@book{a b, title = {T}}\n")[0].starts_with("C0"), "{:?}", bib("@book{a b, title = {T}}\n"));
    assert!(found_in("s.bib", b"@book{a, title = {Caf\xe9}}\n")[0].starts_with("F03"));
    assert!(
        bib(r"@book{a, author = {A B}, title = {The \alpha\ decay}, date = {2094}}")[0]
            .contains(r"the command `\alpha`")
    );

    let json = |text: &str| found_in("s.json", text.as_bytes());
    let item = r#"{"id": "a", "type": "book", "title": "T", "author": [{"literal": "A"}], "issued": {"date-parts": [[2094]]}}"#;
    assert_eq!(json(&format!("[{item}]")), Vec::<String>::new());
    assert_eq!(json(&format!("\u{FEFF}[{item}]")), Vec::<String>::new());
    let found = json(&format!("[{item},\n{{\"id\": }}]"));
    assert!(has(&found, "C06 s.json:2 "), "{found:?}");
    assert!(has(&json(&format!("[{item},\n12]")), "C06 s.json:2 "));
    assert!(has(&json(&"[".repeat(100_000)), "C06 s.json:1 "));
    assert_eq!(json(&format!("[{item},\n{item}]")), ["Y10 s.json:2 the source `a` is given twice"]);

    let yaml = |text: &str| found_in("s.yaml", text.as_bytes());
    assert_eq!(yaml("a: {web: T, date: 2098-12-02}\n"), Vec::<String>::new());
    assert_eq!(yaml("references:\n  a: {web: T, date: 2098-12-02}\n"), Vec::<String>::new());
    let found = yaml("a: {web: T, date: 2098-12-02}\nb: {webb: U}\n");
    assert!(found.iter().all(|found| found.contains(" s.yaml:2 ")) && !found.is_empty(), "{found:?}");
    assert!(has(&yaml("- a\n- b\n"), "C06 s.yaml:1 "));
    assert!(yaml("a: {web: T\n").iter().any(|found| found.contains(" s.yaml:")));

    assert!(found_in("s.docx", b"")[0].starts_with("C06 report.yaml:5 "));
    assert!(found_in("../s.bib", b"")[0].starts_with("F01 report.yaml:5 "));
    // Two files, and entries beside them.
    assert_eq!(found_in("[s.bib, more.yaml, {c: {web: C, date: 2098-12-02}}]", good.as_bytes()).len(), 2);
}

#[test]
fn a_source_is_named_like_the_one_that_is_not_there() {
    let read = |_: &str| Ok(b"@book{smith2020, author = {A B}, title = {T}, date = {2094}}".to_vec());
    let judged = judged(&report("references: s.bib", "Rents rose [@smiht2020, p. 3]."), &read);
    let help: Vec<&str> = judged.diagnostics.iter().filter_map(|found| found.help.as_deref()).collect();
    assert!(help.iter().any(|help| help.starts_with("did you mean `@smith2020`?")), "{help:?}");
}

const REFERENCES: &str = "references:\n  rent: {book: 'Rent: A History', author: {given: Ana, family: Muster}, place: Leiden, publisher: House, year: '2094'}\n  web: {web: Roofs, author: Union, date: 2098-12-02, url: 'https://example.org/w'}";

#[test]
fn both_files_and_the_copies_have_the_notes_and_the_list() {
    let text = report(
        &format!("{REFERENCES}\nbibliography: true"),
        "# One\n\nAs @rent [p. 3] shows, rents rose [see @E/C.12/GC/4, para. 8; @web].",
    );
    let request = Request { targets: Target::ALL.into(), ..Request::new("report.yaml", text.as_bytes(), &file) };
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("no input is our own fault");
    let files = assembled.files.unwrap_or_else(|| panic!("{:?}", findings(&assembled.judged)));
    assert_eq!(findings(&assembled.judged), Vec::<String>::new());
    crate::agreement::assert_agreement(&assembled.judged, &files[&Target::Docx], "citations");
    let of = |target| String::from_utf8(files[&target].clone()).expect("text").replace('\u{A0}', " ");
    for copy in [of(Target::Html), of(Target::Text)] {
        for words in ["Muster, Ana. ", "See ", "para. 8", "Sources", "Leiden: House, 2094"] {
            assert!(copy.contains(words), "{words}: {copy}");
        }
    }
    assert!(of(Target::Html).contains("https://docs.un.org/E/C.12/GC/4"));
    let kinds: Vec<PartKind> = assembled.judged.document.parts.iter().map(|part| part.kind).collect();
    assert_eq!(kinds.last(), Some(&PartKind::Sources));
}

#[test]
fn words_of_notes_that_cite_are_counted_as_footnotes() {
    let plain = judged(&report(REFERENCES, "Rents rose."), &file);
    let cited = judged(&report(REFERENCES, "Rents rose [@rent, p. 3]."), &file);
    let words = |judged: &Judged| {
        let count = assemble::check::count(&judged.document);
        count
            .parts
            .iter()
            .map(|part| (part.text, part.notes))
            .fold((0, 0), |all, part| (all.0 + part.0, all.1 + part.1))
    };
    assert_eq!(words(&plain).1, 0);
    // Ana Muster, Rent: A History (Leiden, House, 2094), p. 3; the page and its number are one word, as Word counts them.
    assert_eq!(words(&cited).1, 9);
    assert_eq!(words(&cited).0, words(&plain).0);
}

#[test]
fn a_comparison_keeps_the_notes_that_cite() {
    let files = |body: &str| {
        let text = report(REFERENCES, body);
        let request = Request { targets: [Target::Docx].into(), ..Request::new("report.yaml", text.as_bytes(), &file) };
        let assembled = assemble::assemble(&request, &mut Tools::new()).expect("no input is our own fault");
        assembled.files.expect("a Word file").remove(&Target::Docx).expect("a Word file")
    };
    let old = files("Rents rose [@rent, p. 3]. Roofs fell [@web].");
    let new = files("Rents rose fast [@rent, p. 3]. Roofs fell [@web].");
    let compared = assemble::compare::compare(&old, &new, assemble::compare::Moves::Found, None).expect("it is proven");
    let bytes = compared.bytes.expect("there is a difference");
    let found: String = crate::word::open(&bytes).notes().into_iter().map(|(words, _)| words + "\n").collect();
    let notes = found.replace('\u{A0}', " ").replace('\u{200B}', "");
    assert!(compared.differences.iter().all(|one| one.kind == assemble::compare::EditKind::ParagraphChanged));
    for words in ["Ana Muster", "Rent: A History", "Leiden, House, 2094", "https://example.org/w"] {
        assert!(notes.contains(words), "{words}: {notes}");
    }
}
