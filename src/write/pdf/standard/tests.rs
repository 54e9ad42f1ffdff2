//! Tests of the objects of both kinds of file.

use std::collections::BTreeMap;
use std::io::Read as _;

use crate::document::Document;
use crate::document::sample::{everything, listed, resolved};
use crate::fonts::Fonts;
use crate::pages::layout;
use crate::write::pdf::{PdfFonts, PdfStandard, write};

fn written(document: &Document, standard: PdfStandard) -> Vec<u8> {
    let fonts = Fonts::embedded();
    let pages = layout(document, &fonts).value;
    write(document, &pages, &PdfFonts::new(&fonts), standard).expect("the document is sound")
}

/// What can be read of a file without inflating it: its head, its metadata, its trailer.
fn plain(file: &[u8]) -> String {
    String::from_utf8_lossy(file).into_owned()
}

/// The objects of a file that are not streams.
struct Objects(BTreeMap<u32, String>);

impl Objects {
    fn of(document: &Document, standard: PdfStandard) -> Objects {
        let file = written(document, standard);
        let start = b"/Type/ObjStm/N ";
        let mut objects = BTreeMap::new();
        let packs = file.windows(start.len()).enumerate().filter(|(_, bytes)| bytes == start);
        for (at, _) in packs {
            let content = file[at..].windows(7).position(|bytes| bytes == b"stream\n").expect("a stream") + at;
            let head = plain(&file[at + start.len()..content]);
            let numbers: Vec<usize> = head.split(|c: char| !c.is_ascii_digit()).flat_map(str::parse).collect();
            let mut inflated = Vec::new();
            let mut reader = flate2::read::ZlibDecoder::new(&file[content + 7..]);
            reader.read_to_end(&mut inflated).expect("it is whole");
            let table = plain(&inflated[..numbers[1]]);
            let table: Vec<usize> = table.split_whitespace().flat_map(str::parse).collect();
            assert_eq!(table.len(), numbers[0] * 2);
            let ends = table.chunks(2).skip(1).map(|next| next[1]).chain([inflated.len() - numbers[1]]);
            for (entry, end) in table.chunks(2).zip(ends) {
                let object = plain(&inflated[numbers[1] + entry[1]..numbers[1] + end]);
                objects.insert(u32::try_from(entry[0]).expect("a small number"), object);
            }
        }
        Objects(objects)
    }

    /// The elements of a type, or all of them.
    fn elements<'o>(&'o self, kind: &'o str) -> impl Iterator<Item = (u32, &'o str)> {
        let elements = self.0.iter().filter(|(_, object)| object.starts_with("<</S/") && object.contains("/P "));
        let elements = elements.map(|(id, object)| (*id, object.as_str()));
        elements.filter(move |(_, object)| kind.is_empty() || name(object) == kind)
    }
}

/// The type of an element.
fn name(element: &str) -> &str {
    element.trim_start_matches("<</S/").split(['/', ' ']).next().unwrap_or_default()
}

/// The objects that are named behind each of these keys.
fn behind(object: &str, key: &str) -> Vec<u32> {
    let named = |values: &str| {
        let list = values.trim_start_matches('[').split(['/', ']', '>']).next().unwrap_or_default();
        let words: Vec<&str> = list.split_whitespace().collect();
        words.chunks(3).filter(|id| id.get(2) == Some(&"R")).flat_map(|id| id[0].parse()).collect::<Vec<u32>>()
    };
    object.split(key).skip(1).flat_map(named).collect()
}

#[test]
fn each_file_names_its_standards_once_and_the_newer_has_no_second_metadata() {
    let [first, second] = [PdfStandard::Ua1A2a, PdfStandard::Ua2A4].map(|kind| plain(&written(&everything(), kind)));
    assert!(first.starts_with("%PDF-1.7\n") && second.starts_with("%PDF-2.0\n"));
    assert!(first.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1<"));
    let claim = "<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>\
                 <pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>";
    assert!(second.contains(claim) && !second.contains("conformance") && !second.contains("pdfaExtension"));
    assert!(first.contains("/Info ") && !second.contains("/Info "));
}

#[test]
fn each_element_of_the_newer_file_is_in_the_namespace_that_has_its_type() {
    let objects = Objects::of(&everything(), PdfStandard::Ua2A4);
    let mut seen = BTreeMap::new();
    for (_, element) in objects.elements("") {
        let spaces = behind(element, "/NS ");
        assert_eq!(spaces.len(), 1, "{element}");
        let space = objects.0[&spaces[0]].trim().trim_start_matches("<</Type/Namespace/NS");
        seen.insert(name(element), space);
    }
    for kind in ["BlockQuote", "Reference", "TOC", "TOCI"] {
        assert_eq!(seen.remove(kind), Some("(http://iso.org/pdf/ssn)>>"), "{kind}");
    }
    assert!(
        ["Document", "Title", "FENote", "H1", "LBody", "TH"].iter().all(|kind| seen.contains_key(kind)),
        "{seen:?}"
    );
    assert!(seen.values().all(|space| *space == "(http://iso.org/pdf2/ssn)>>"), "{seen:?}");
    assert!(!seen.contains_key("Note") && !seen.contains_key("Div"), "{seen:?}");
}

#[test]
fn links_and_bookmarks_of_the_newer_file_lead_to_elements_and_to_pages() {
    let objects = Objects::of(&everything(), PdfStandard::Ua2A4);
    let mut reached = BTreeMap::new();
    for object in objects.0.values().filter(|object| object.contains("/GoTo")) {
        let (page, element) = (behind(object, "/D["), behind(object, "/SD["));
        assert_eq!((page.len(), element.len()), (1, 1), "{object}");
        assert!(objects.0[&page[0]].starts_with("<</Type/Page/"), "{object}");
        let element = &objects.0[&element[0]];
        *reached.entry(name(element)).or_insert(0) += 1;
        // A bookmark leads to the heading whose words it has.
        let title = object.split_once("<</Title(").and_then(|(_, rest)| rest.split_once(')'));
        assert!(title.is_none_or(|(title, _)| element.contains(&format!("/T({title})"))), "{object} {element}");
    }
    // Three headings from the outline, two of them from the contents too; both notes and their marks; a paragraph.
    assert_eq!(reached, BTreeMap::from([("FENote", 2), ("H1", 5), ("P", 1), ("Reference", 2)]));
    assert!(objects.0.values().all(|object| !object.contains("/Dest[")));
}

#[test]
fn notes_and_marks_refer_to_each_other_and_lines_of_the_contents_to_headings() {
    let objects = Objects::of(&everything(), PdfStandard::Ua2A4);
    let notes: Vec<(u32, &str)> = objects.elements("FENote").collect();
    assert_eq!(notes.len(), 2);
    for (id, note) in notes {
        assert!(note.contains("/A<</O/FENote/NoteType/Footnote>>"), "{note}");
        let marks = behind(note, "/Ref[");
        let [mark] = marks[..] else { panic!("one mark: {note}") };
        assert_eq!(behind(&objects.0[&mark], "/Ref["), [id], "{note}");
        assert_eq!(name(&objects.0[&mark]), "Reference", "{note}");
    }
    let lines: Vec<Vec<u32>> = objects.elements("TOCI").map(|(_, line)| behind(line, "/Ref[")).collect();
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.len() == 1 && name(&objects.0[&line[0]]) == "H1"), "{lines:?}");
}

#[test]
fn a_caption_ends_its_figure_and_what_is_below_it_follows() {
    let figure = "- {figure: {file: pixel.png, alt: A square, caption: A square, source: a survey}}";
    let document = listed("en", figure);
    let last = |standard, group: &str| {
        let objects = Objects::of(&document, standard);
        let (_, whole) = objects.elements(group).next().expect("a figure with its caption");
        let kids: Vec<&str> = behind(whole, "/K[").iter().map(|kid| name(&objects.0[kid])).collect();
        kids.join(" ")
    };
    assert_eq!(last(PdfStandard::Ua1A2a, "Div"), "Figure Caption P");
    assert_eq!(last(PdfStandard::Ua2A4, "Sect"), "Figure Caption");
}

#[test]
fn lists_that_the_standard_has_no_name_for_are_ordered_or_not() {
    let report = "{submitted_to: cescr, state: CHN, language: ar, title: T, submitted_by: [{name: N}], body: \
                  \"One.\\n\\nTwo:\\n\\n(a) This;\\n\\n(b) That.\\n\\n- A\\n- B\\n\"}";
    let numbering = |standard| {
        let objects = Objects::of(&resolved(report), standard);
        let lists = objects.elements("L").flat_map(|(_, list)| list.split("/ListNumbering/").nth(1));
        lists.map(|rest| rest.split('>').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(numbering(PdfStandard::Ua1A2a), ["None", "None"]);
    assert_eq!(numbering(PdfStandard::Ua2A4), ["Ordered", "Unordered"]);
}

#[test]
fn the_older_file_has_nothing_of_the_newer() {
    let objects = Objects::of(&everything(), PdfStandard::Ua1A2a);
    for new in ["/NS ", "/Ref[", "/SD[", "/Namespaces", "FENote", "PageNum"] {
        assert!(objects.0.values().all(|object| !object.contains(new)), "{new}");
    }
    assert!(objects.0.values().any(|object| object.contains("/Dest[")));
}
