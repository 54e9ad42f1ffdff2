//! Whole packages: what holds for every file, and documents whose lists, directions and pages are hard.

mod comments;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use self::samples::{all, arabic, counted, odd_pages, odd_pages_with};
use super::Given;
use crate::document::sample::{self, listed, written};
use crate::document::{BookmarkId, Document};
use crate::error::Error;
use crate::fonts::Fonts;

fn write(document: &Document, pages: &BTreeMap<BookmarkId, u32>) -> Result<Vec<u8>, Error> {
    let measures = crate::pages::layout(document, &Fonts::embedded()).value.measures;
    let given = Given { contents_pages: pages, words: 123, comments: &[], measures: &measures };
    super::write(document, &given)
}

fn package(document: &Document) -> ZipArchive<Cursor<Vec<u8>>> {
    let bytes = write(document, &[(BookmarkId(0), 3)].into()).expect("a sound document");
    ZipArchive::new(Cursor::new(bytes)).expect("a zip file")
}

fn read(document: &Document, name: &str) -> String {
    let mut text = String::new();
    package(document).by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

/// The values of an attribute of an element, in order.
fn values<'a>(xml: &'a str, element: &str, attribute: &str) -> Vec<&'a str> {
    let open = format!("<{element} ");
    let key = format!("{attribute}=\"");
    xml.split(open.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('>').next()?.split(key.as_str()).nth(1)?.split('"').next())
        .collect()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in all() {
        let first = write(&document, &[].into()).expect("a sound document");
        assert_eq!(first, write(&document, &[].into()).expect("a sound document"));
    }
}

#[test]
fn the_container_tells_nothing_of_time_and_has_attributes_and_types_first() {
    for document in all() {
        let mut zip = package(&document);
        for at in 0..zip.len() {
            let file = zip.by_index(at).expect("a file");
            assert_eq!(file.unix_mode(), Some(0o100_644), "{}", file.name());
            assert_eq!(file.last_modified(), Some(zip::DateTime::default()));
            assert_eq!(at == 0, file.name() == "[Content_Types].xml");
        }
    }
}

#[test]
fn every_style_list_note_place_and_relationship_that_is_used_exists() {
    for document in all() {
        let styles = read(&document, "word/styles.xml");
        let numbering = read(&document, "word/numbering.xml");
        let defined: BTreeSet<&str> = values(&styles, "w:style", "w:styleId").into_iter().collect();
        let nums: BTreeSet<&str> = values(&numbering, "w:num", "w:numId").into_iter().collect();
        let body = read(&document, "word/document.xml");
        let relationships = read(&document, "word/_rels/document.xml.rels");
        let ids = values(&relationships, "Relationship", "Id");
        for element in ["w:pStyle", "w:rStyle", "w:tblStyle"] {
            for style in values(&body, element, "w:val") {
                assert!(defined.contains(style), "{style}");
            }
        }
        for based in values(&styles, "w:basedOn", "w:val").into_iter().chain(values(&styles, "w:next", "w:val")) {
            assert!(defined.contains(based), "{based}");
        }
        for num in values(&body, "w:numId", "w:val").into_iter().chain(values(&styles, "w:numId", "w:val")) {
            assert!(num == "0" || nums.contains(num), "{num}");
        }
        let names = values(&body, "w:bookmarkStart", "w:name");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        let mut starts = values(&body, "w:bookmarkStart", "w:id");
        let mut ends = values(&body, "w:bookmarkEnd", "w:id");
        starts.sort_unstable();
        ends.sort_unstable();
        assert_eq!(starts, ends);
        for anchor in values(&body, "w:hyperlink", "w:anchor") {
            assert!(names.contains(&anchor), "{anchor}");
        }
        for field in body.split("REF ").skip(1) {
            assert!(names.contains(&field.split(' ').next().unwrap_or_default()), "{field:.30}");
        }
        for attribute in ["r:id", "r:embed"] {
            for element in ["w:hyperlink", "w:headerReference", "w:footerReference", "a:blip", "asvg:svgBlip"] {
                assert!(values(&body, element, attribute).iter().all(|id| ids.contains(id)), "{element}");
            }
        }
    }
}

#[test]
fn notes_begin_after_the_separators_and_each_mark_has_its_note() {
    let document = sample::everything();
    let notes = read(&document, "word/footnotes.xml");
    assert_eq!(values(&notes, "w:footnote", "w:id"), ["-1", "0", "1", "2"]);
    assert_eq!(values(&read(&document, "word/document.xml"), "w:footnoteReference", "w:id"), ["1", "2"]);
}

#[test]
fn a_place_note_or_list_that_does_not_exist_is_refused() {
    let document = written("See [para. @next], https://example.org.^[A note.]\n\nNext. {#next}");
    let refused = |change: fn(&mut Document)| {
        let mut changed = document.clone();
        change(&mut changed);
        write(&changed, &[].into()).is_err()
    };
    assert!(refused(|document| document.bookmarks.clear()));
    assert!(refused(|document| document.notes.clear()));
    assert!(refused(|document| document.links.clear()));
    assert!(refused(|document| document.lists.clear()));
    assert!(!refused(|_| ()));
}

#[test]
fn a_number_below_a_number_is_a_field_for_each() {
    let body = read(&counted(), "word/document.xml");
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r><w:r><w:fldChar \
             w:fldCharType=\"separate\"/></w:r><w:r><w:t xml:space=\"preserve\">{result}</w:t>"
        )
    };
    assert!(body.contains("w:name=\"_Number1\"") && body.contains(&field("REF _Number1 \\n \\h", "1")));
    assert!(body.contains(&field("REF _Paragraph1 \\n \\h", "(b)")));
    assert!(body.contains(&field("REF _Annex2 \\h", "II")));
}

#[test]
fn an_annex_is_counted_by_a_field_that_references_can_take_alone() {
    let body = read(&counted(), "word/document.xml");
    assert_eq!(body.matches(" SEQ Annex \\* ROMAN ").count(), 2);
    let number = body.split("w:name=\"_Annex2\"/>").nth(1).and_then(|rest| rest.split("<w:bookmarkEnd").next());
    assert!(number.is_some_and(|number| number.contains(" SEQ ") && number.contains(">II</w:t>")), "{number:?}");
    assert_eq!(body.matches("w:name=\"_Annex2\"").count(), 1);
}

#[test]
fn a_place_that_nothing_points_at_is_not_marked() {
    let body = read(&counted(), "word/document.xml");
    assert!(!body.contains("_Heading") && body.contains("_Paragraph1"));
}

#[test]
fn no_paragraph_has_formatting_of_its_own() {
    // Style, number, page break, direction and language, the mark's direction, section: none of them is a look.
    let allowed = [
        "w:pStyle",
        "w:numPr",
        "w:ilvl",
        "w:numId",
        "w:pageBreakBefore",
        "w:bidi",
        "w:rPr",
        "w:rtl",
        "w:lang",
        "w:sectPr",
    ];
    for document in all() {
        for part in ["word/document.xml", "word/footnotes.xml"] {
            if part.contains("notes") && document.notes.is_empty() {
                continue;
            }
            let xml = read(&document, part);
            for properties in xml.split("<w:pPr>").skip(1) {
                let own = properties.split("</w:pPr>").next().unwrap_or_default();
                let own = own.split("<w:sectPr>").next().unwrap_or_default();
                for element in own.split('<').skip(1).filter(|element| !element.starts_with('/')) {
                    let name = element.split([' ', '/', '>']).next().unwrap_or_default();
                    // Word writes the contents anew; in ours an entry without a number begins at the margin.
                    let in_contents = own.contains("\"TOC") && ["w:tabs", "w:tab", "w:ind"].contains(&name);
                    assert!(allowed.contains(&name) || in_contents, "{name} in {own}");
                }
            }
        }
    }
}

#[test]
fn what_a_style_of_the_gallery_does_not_say_is_a_style_based_on_it() {
    let document = written("# With\n# Without {-}\nIt follows:\n\n(a) one");
    let (styles, body) = (read(&document, "word/styles.xml"), read(&document, "word/document.xml"));
    let used = values(&body, "w:pStyle", "w:val");
    let text = ["Heading1", "Heading1Unnumbered", "NumberedParagraphLeadIn", "SubParagraph"];
    assert!(used.ends_with(&text), "{used:?}");
    let style = |id: &str| {
        let found = styles.split("<w:style ").find(|style| style.contains(&format!("w:styleId=\"{id}\"")));
        found.unwrap_or_else(|| panic!("{id} is not defined"))
    };
    let unnumbered = style("Heading1Unnumbered");
    assert!(!unnumbered.contains("w:numPr") && unnumbered.contains("<w:outlineLvl w:val=\"0\"/>"), "{unnumbered}");
    let lead_in = style("NumberedParagraphLeadIn");
    assert!(lead_in.contains("<w:basedOn w:val=\"NumberedParagraph\"/>") && lead_in.contains("<w:keepNext/>"));
    assert!(!styles.contains("BodyTextLeadIn"), "what is not used is not written");
}

#[test]
fn a_reference_to_a_heading_with_its_number_in_words_takes_it_from_there() {
    let body = read(&arabic(), "word/document.xml");
    let word = body.split("w:name=\"_Annex2\"/>").nth(1).and_then(|rest| rest.split("<w:bookmarkEnd").next());
    assert_eq!(word, Some("<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">الثاني</w:t></w:r>"));
    assert!(body.contains(" REF _Annex2 \\h "));
}

#[test]
fn each_list_that_begins_anew_has_an_instance_with_its_start() {
    let numbering = read(&counted(), "word/numbering.xml");
    let overrides = values(&numbering, "w:startOverride", "w:val");
    let levels = values(&numbering, "w:lvlOverride", "w:ilvl");
    assert!(overrides.iter().all(|start| *start == "1"));
    // The first paragraph after a list that came before it; the second list; the own list; the second in each annex.
    assert_eq!(levels, ["0", "1", "0", "1", "1"]);
    assert_eq!(values(&numbering, "w:abstractNum", "w:abstractNumId"), ["0", "1", "3"], "a field counts the annexes");
}

#[test]
fn a_cover_has_no_header_and_its_page_is_not_counted() {
    let document = odd_pages();
    let body = read(&document, "word/document.xml");
    let sections: Vec<&str> = body.split("<w:sectPr>").skip(1).collect();
    let [cover, text] = sections[..] else { panic!("two sections") };
    assert!(!cover.split("</w:sectPr>").next().unwrap_or_default().contains("Reference"));
    assert!(text.contains("<w:headerReference") && text.contains("<w:pgNumType w:start=\"1\"/>"));
    assert!(read(&document, "word/footer1.xml").contains(" PAGEREF _last "));
    assert!(body.contains("w:name=\"_last\"/>"));
    assert_eq!(body.matches("<w:pageBreakBefore/>").count(), 1);
}

#[test]
fn every_cell_ends_in_a_paragraph_and_every_table_is_followed_by_one() {
    for document in all() {
        let body = read(&document, "word/document.xml");
        assert_eq!(body.matches("</w:tc>").count(), body.matches("</w:p></w:tc>").count());
        assert!(body.split("</w:tbl>").skip(1).all(|after| after.starts_with("<w:p>")));
    }
}

#[test]
fn a_heading_after_a_table_needs_no_empty_line_between_them() {
    let empty = "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"Spacer\"/>";
    let spacers = |document: &Document| read(document, "word/document.xml").matches(empty).count();
    assert_eq!(spacers(&odd_pages()), 2, "between two tables and at the end, but not before a figure");
    assert_eq!(spacers(&odd_pages_with("# After a table")), 1);
}

#[test]
fn decimals_of_an_arabic_table_stand_in_line_at_the_end_of_their_column() {
    let table =
        "- table: {header: [الحصة], widths: [4cm], align: [decimal], rows: [['8.5'], ['91.25'], [غير معروف], [–]]}";
    let document = listed("ar", table);
    let body = read(&document, "word/document.xml");
    let cells = body.split("الحصة").next().expect("a head").len();
    let styles: Vec<&str> = values(&body[cells..], "w:pStyle", "w:val").into_iter().take(4).collect();
    let [first, second, words, dash] = styles.as_slice() else { panic!("four cells") };
    let from_right = |style: &str| style.split_once("Ending").and_then(|(_, at)| at.parse::<i64>().ok());
    // A digit of 11 pt is 5.5 pt wide.
    let difference = |one: &str, two: &str| from_right(one).zip(from_right(two)).map(|(one, two)| one - two);
    assert_eq!(difference(first, second), Some(110), "{styles:?}");
    assert_eq!(difference(dash, first), Some(165), "it ends where the decimal signs stand: {styles:?}");
    assert!(from_right(second).is_some_and(|right| right > 1000), "{styles:?}");
    assert_eq!(*words, "TableTextEndLeadIn");
    assert!(body.contains("<w:pStyle w:val=\"TableHeadEnd\"/>"));
}

#[test]
fn arabic_is_right_to_left_in_styles_paragraphs_tables_and_section() {
    let document = arabic();
    assert!(read(&document, "word/styles.xml").contains("<w:widowControl/><w:bidi/>"));
    let body = read(&document, "word/document.xml");
    assert!(body.contains("<w:bidiVisual/>") && body.contains("<w:bidi/></w:sectPr>"));
    assert!(body.contains("<w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">نشر الإيجارات؛</w:t>"));
    assert!(read(&document, "word/numbering.xml").contains("arabicAbjad"));
}

#[test]
fn the_file_says_what_the_report_says_and_nothing_else() {
    let mut document = sample::everything();
    let core = read(&document, "docProps/core.xml");
    for told in ["<dc:creator>Example Rights Network<", ">2026-01-16T00:00:00Z<", "<dc:language>en-GB<"] {
        assert!(core.contains(told), "{told}");
    }
    document.metadata.date = None;
    assert!(!read(&document, "docProps/core.xml").contains("dcterms:W3CDTF"));
}

#[test]
fn the_file_says_how_many_words_it_has() {
    assert!(read(&sample::everything(), "docProps/app.xml").contains("<Words>123</Words>"));
}
