//! Copies of small Word files: cleaned ones, and ones with comments.

use super::{Cleaned, CopyError, Remark, clean, with_comments};
use crate::read::word::sample::Sample;
use crate::read::word::{ChangesRead, Draft, NodeId, Package, Space, read};

fn texts(bytes: &[u8], changes: ChangesRead) -> Vec<String> {
    let draft = read(bytes, changes).expect("it can be read");
    draft.paragraphs().map(|paragraph| paragraph.text()).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut package = Package::open(bytes).expect("a Word file");
    package.tree(name).expect("XML").expect("the part").text().to_owned()
}

fn has(bytes: &[u8], name: &str) -> bool {
    Package::open(bytes).expect("a Word file").has(name)
}

const CHANGED: &str = r#"<w:p w:rsidR="00A1"><w:pPr><w:pStyle w:val="B"/><w:pPrChange w:id="1" w:author="Ada"><w:pPr><w:pStyle w:val="A"/></w:pPr></w:pPrChange></w:pPr>
  <w:r><w:t xml:space="preserve">The </w:t></w:r><w:ins w:id="2" w:author="Ada"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id="3" w:author="Bob"><w:r><w:delText>old</w:delText></w:r></w:del>
  <w:r><w:rPr><w:b/><w:rPrChange w:id="4" w:author="Bob"><w:rPr/></w:rPrChange></w:rPr><w:t xml:space="preserve"> rent</w:t></w:r></w:p>
  <w:p><w:pPr><w:rPr><w:del w:id="5" w:author="Bob"/></w:rPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>
  <w:tbl><w:tr><w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr>
  <w:tr><w:trPr><w:del w:id="6" w:author="Bob"/></w:trPr><w:tc><w:p><w:del w:id="7" w:author="Bob"><w:r><w:delText>row</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>"#;

#[test]
fn a_cleaned_copy_has_the_words_of_one_way_and_no_author() {
    let bytes = Sample::body(CHANGED).bytes();
    for (changes, wanted) in [
        (ChangesRead::Accepted, vec!["The new rent", "onetwo", "kept"]),
        (ChangesRead::Rejected, vec!["The old rent", "one", "two", "kept", "row"]),
    ] {
        let Cleaned { bytes: cleaned, taken, .. } = clean(&bytes, changes).expect("it is cleaned");
        assert_eq!(texts(&cleaned, ChangesRead::Accepted), wanted);
        assert_eq!(texts(&cleaned, ChangesRead::Rejected), wanted);
        let xml = part(&cleaned, "word/document.xml");
        for trace in ["Ada", "Bob", "w:ins", "w:del", "rsid", "Change", "delText"] {
            assert!(!xml.contains(trace), "{trace} in {xml}");
        }
        let style = if changes == ChangesRead::Accepted { "\"B\"" } else { "\"A\"" };
        assert!(xml.contains(style), "{xml}");
        assert!(taken["tracked changes"] >= 6, "{taken:?}");
        assert_eq!(taken["numbers of editing sessions"], 1);
    }
}

#[test]
fn comments_hidden_words_and_properties_are_taken_out_and_the_rest_stays() {
    let body = r#"<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> unseen</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>"#;
    let comment = r#"<w:comment w:id="0" w:author="Ada"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>"#;
    let core = r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rents</dc:title><dc:creator>Ada</dc:creator></cp:coreProperties>"#;
    let custom = r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property name="Client"><x>Bob</x></property></Properties>"#;
    let bytes = Sample::body(body)
        .with("comments", comment)
        .saying("core", core)
        .saying("custom", custom)
        .raw("word/people.xml", "<w15:people xmlns:w15=\"x\"/>")
        .raw("word/media/old.emf", "not looked into")
        .raw("word/vbaProject.bin", "a program")
        .raw("word/other.bin", "as it is")
        .bytes();
    let Cleaned { bytes: cleaned, taken, left } = clean(&bytes, ChangesRead::Accepted).expect("it is cleaned");
    assert_eq!(texts(&cleaned, ChangesRead::Accepted), ["Seen"]);
    for gone in ["word/comments.xml", "word/people.xml", "word/vbaProject.bin", "docProps/custom.xml"] {
        assert!(has(&bytes, gone) && !has(&cleaned, gone), "{gone}");
    }
    let core = part(&cleaned, "docProps/core.xml");
    assert!(core.contains("Rents") && !core.contains("Ada"), "{core}");
    assert!(!part(&cleaned, "word/_rels/document.xml.rels").contains("comments"));
    assert!(!part(&cleaned, "_rels/.rels").contains("custom"));
    let other = Package::open(&cleaned).expect("a Word file").part("word/other.bin").expect("it is there");
    assert_eq!(other.as_deref(), Some(&b"as it is"[..]));
    assert_eq!((taken["comments"], taken["runs of hidden words"]), (1, 1));
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(
        clean(b"no Word file", ChangesRead::Accepted)
            .map(|_| ())
            .map_err(|error| matches!(error, CopyError::Unreadable(_))),
        Err(true)
    );
}

#[test]
fn a_file_without_traces_is_copied_as_it_is() {
    let bytes = Sample::paragraphs(&["Rents rose."]).bytes();
    let Cleaned { bytes: cleaned, taken, left } = clean(&bytes, ChangesRead::Accepted).expect("it is cleaned");
    assert!(taken.is_empty() && left.is_empty(), "{taken:?} {left:?}");
    assert_eq!(part(&cleaned, "word/document.xml"), part(&bytes, "word/document.xml"));
}

fn remark(at: Option<NodeId>, line: &str) -> Remark {
    Remark { at, lines: vec![line.to_owned()] }
}

fn noted(bytes: &[u8], remarks: &[Remark]) -> Draft {
    let copy = with_comments(bytes, remarks).expect("a copy");
    assert_eq!(texts(&copy, ChangesRead::Accepted), texts(bytes, ChangesRead::Accepted));
    read(&copy, ChangesRead::Accepted).expect("it can be read")
}

fn paragraphs(bytes: &[u8]) -> Vec<NodeId> {
    let mut package = Package::open(bytes).expect("a Word file");
    let tree = package.tree("word/document.xml").expect("XML").expect("the part");
    tree.all().filter(|node| tree.is(*node, Space::Word, "p")).collect()
}

#[test]
fn remarks_become_comments_at_their_paragraphs() {
    let body = "<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Three</w:t></w:r></w:p>";
    let bytes = Sample::body(body).raw("[Content_Types].xml", "<Types/>").bytes();
    let at = paragraphs(&bytes);
    let remarks =
        [remark(Some(at[2]), "at <three> & more"), remark(Some(at[1]), "at the empty one"), remark(None, "at all")];
    let draft = noted(&bytes, &remarks);
    let found: Vec<(&str, &str)> =
        draft.comments.iter().map(|comment| (comment.text.as_str(), comment.author.as_str())).collect();
    let by = "assemble";
    assert_eq!(found, [("at all", by), ("at the empty one", by), ("at <three> & more", by)]);
    let places: Vec<Option<NodeId>> =
        draft.comments.iter().map(|comment| comment.place.and_then(|place| draft.place(place).node)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?}");
    let copy = with_comments(&bytes, &remarks).expect("a copy");
    assert!(part(&copy, "[Content_Types].xml").contains("/word/comments.xml"));
}

#[test]
fn comments_that_are_there_stay_and_numbers_go_on() {
    let body = "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:commentReference w:id=\"41\"/></w:r></w:p>";
    let own = "<w:comment w:id=\"41\" w:author=\"Ada\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>";
    let bytes = Sample::body(body).with("comments", own).bytes();
    let at = paragraphs(&bytes);
    let draft = noted(&bytes, &[remark(Some(at[0]), "Because.")]);
    let mut found: Vec<(&str, &str)> =
        draft.comments.iter().map(|comment| (comment.id.as_str(), comment.text.as_str())).collect();
    found.sort_unstable();
    assert_eq!(found, [("41", "Why?"), ("42", "Because.")]);
}

#[test]
fn other_prefixes_and_strict_names_are_kept() {
    let strict = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>One</x:t></x:r></x:p></x:body></x:document>";
    let bytes = Sample::default().raw("word/document.xml", strict).bytes();
    let at = paragraphs(&bytes);
    let copy = with_comments(&bytes, &[remark(Some(at[0]), "At one.")]).expect("a copy");
    let xml = part(&copy, "word/document.xml");
    assert!(xml.contains("<x:commentRangeStart x:id=\"0\"/><x:r><x:t>One"), "{xml}");
    assert!(part(&copy, "word/comments.xml").contains("purl.oclc.org"));
    assert!(
        part(&copy, "word/_rels/document.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
}

#[test]
fn a_remark_on_a_text_box_stands_at_the_paragraph_it_is_fixed_to() {
    let body = "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    let bytes = Sample::body(body).bytes();
    let at = paragraphs(&bytes);
    let copy = with_comments(&bytes, &[remark(Some(at[1]), "Here.")]).expect("a copy");
    let xml = part(&copy, "word/document.xml");
    let inside = &xml[xml.find("<w:txbxContent>").expect("a box")..xml.find("</w:txbxContent>").expect("its end")];
    assert!(!inside.contains("comment") && xml.contains("commentReference"), "{xml}");
}
