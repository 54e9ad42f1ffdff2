//! The reader on small Word files.

use super::sample::Sample;
use super::{ChangesRead, Draft, HeadingBy, Item, LossKind, Piece, Unreadable, read};

fn draft(sample: &Sample) -> Draft {
    read(&sample.bytes(), ChangesRead::Accepted).expect("it can be read")
}

fn texts(draft: &Draft) -> Vec<String> {
    draft.paragraphs().map(super::Paragraph::text).collect()
}

fn numbers(draft: &Draft) -> Vec<String> {
    let number = |one: &super::Paragraph| one.number.as_ref().map(|number| number.text.clone()).unwrap_or_default();
    draft.paragraphs().map(number).collect()
}

fn losses(draft: &Draft) -> Vec<(LossKind, &str)> {
    draft.losses.iter().map(|loss| (loss.kind, loss.words.as_str())).collect()
}

const LISTS: &str = r#"<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pStyle w:val="Para"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
 <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"#;

fn item(number: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn numbered(id: u32, level: u32) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr>")
}

#[test]
fn numbers_are_those_that_word_shows() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Para"/></w:style>"#;
    let styled = |style: &str, more: &str| item(&format!("<w:pStyle w:val=\"{style}\"/>{more}"), "x");
    let body = [
        styled("Para", ""),
        styled("Sub", "<w:numPr><w:ilvl w:val=\"1\"/></w:numPr>"),
        styled("Para", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>"),
        styled("Para", ""),
        styled("Sub", &numbered(1, 1)),
        item(&numbered(2, 0), "x"),
        item(&numbered(2, 0), "x"),
        item(&numbered(9, 0), "x"),
    ];
    let draft = draft(&Sample::body(&body.concat()).with("styles", styles).with("numbering", LISTS));
    assert_eq!(numbers(&draft), ["1.", "(a)", "", "2.", "(a)", "5.", "6.", ""]);
    assert_eq!(draft.places[1].to_string(), "paragraph 2 (numbered 1 (a))");
}

#[test]
fn headings_are_known_by_style_outline_level_or_look() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>"#;
    let bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Housing</w:t></w:r></w:p>";
    let styled = item("<w:pStyle w:val=\"Titre1\"/>", "Rents");
    let own = item("<w:outlineLvl w:val=\"1\"/>", "Heat");
    let text = item("", "Some words of the text.");
    let of = |body: String| {
        let draft = draft(&Sample::body(&body).with("styles", styles));
        draft.paragraphs().map(|one| one.heading.map(|heading| (heading.level, heading.by))).collect::<Vec<_>>()
    };
    assert_eq!(
        of(format!("{bold}{styled}{own}{text}")),
        [None, Some((1, HeadingBy::Style)), Some((2, HeadingBy::OutlineLevel)), None]
    );
    assert_eq!(of(format!("{bold}{text}{bold}")), [Some((1, HeadingBy::Look)), None, None]);
}

#[test]
fn tracked_changes_are_read_either_way_and_remembered() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">The </w:t></w:r><w:ins w:author="Ada"><w:r><w:t>new</w:t></w:r></w:ins>
      <w:del w:author="Bob"><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t xml:space="preserve"> rent</w:t></w:r></w:p>
      <w:p><w:pPr><w:rPr><w:del w:author="Bob"/></w:rPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>"#;
    let sample = Sample::body(body);
    let accepted = draft(&sample);
    assert_eq!(texts(&accepted), ["The new rent", "onetwo"]);
    let changes: Vec<(&str, &str)> =
        accepted.changes.iter().map(|change| (change.author.as_str(), change.words.as_str())).collect();
    assert_eq!(changes, [("Ada", "new"), ("Bob", "old"), ("Bob", "")]);
    let rejected = read(&sample.bytes(), ChangesRead::Rejected).expect("it can be read");
    assert_eq!(texts(&rejected), ["The old rent", "one", "two"]);
}

#[test]
fn fields_links_notes_and_breaks_become_pieces() {
    let body = r#"<w:p><w:bookmarkStart w:id="0" w:name="here"/><w:hyperlink r:id="hyperlink"><w:r><w:t>site</w:t></w:r></w:hyperlink>
      <w:r><w:br/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF here \r </w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#;
    let notes = r#"<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>
      <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>The source.</w:t></w:r></w:p></w:footnote>
      <w:footnote w:id="3"><w:p><w:r><w:t>No mark.</w:t></w:r></w:p></w:footnote>"#;
    let sample = Sample::body(body).with("footnotes", notes).leading_to("hyperlink", "https://example.org/", true);
    let draft = draft(&sample);
    let Some(Item::Paragraph(paragraph)) = draft.items.first() else { panic!("a paragraph") };
    assert!(matches!(&paragraph.pieces[0], Piece::Text { link: Some(link), .. } if link == "https://example.org/"));
    assert_eq!(paragraph.pieces[1], Piece::LineBreak);
    assert!(
        matches!(&paragraph.pieces[2], Piece::Reference { bookmark, text, .. } if bookmark == "here" && text == "3")
    );
    assert_eq!(paragraph.pieces[3], Piece::Note(0));
    assert_eq!(draft.notes[0].paragraphs[0].text(), "The source.");
    assert_eq!(losses(&draft), [(LossKind::PageField, "7"), (LossKind::UnusedNote, "No mark.")]);
}

/// A field that is never ended begins nothing, wherever it stands; what stands in an instruction is told.
#[test]
fn a_field_without_an_end_takes_no_words_with_it() {
    let run = |inside: &str| format!("<w:r>{inside}</w:r>");
    let mark = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let words = |words: &str| run(&format!("<w:t>{words}</w:t>"));
    let paragraph = |inside: &str| format!("<w:p>{inside}</w:p>");
    let begun = mark("begin") + &run("<w:instrText>REF _x</w:instrText>");
    let contents = mark("begin") + &run("<w:instrText> TOC </w:instrText>") + &mark("separate");
    let whole = format!("{begun}{}{}{}", mark("separate"), words("7"), mark("end"));
    let deleted = format!("<w:del w:author=\"A\">{}{}</w:del>", mark("separate"), mark("end"));
    let boxed = format!(
        "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>",
        paragraph(&(begun.clone() + &words("boxed")))
    );
    let cell = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph(&(begun.clone() + &words("cell"))));
    for (begins, expected) in [
        (paragraph(&(begun.clone() + &words("one"))), vec!["one", "7", "rest"]),
        (paragraph(&(contents + &words("one"))), vec!["one", "7", "rest"]),
        (paragraph(&(begun.clone() + &deleted + &words("one"))), vec!["one", "7", "rest"]),
        (paragraph(&(begun.repeat(200) + &words("one"))), vec!["one", "7", "rest"]),
        (paragraph(&boxed), vec!["", "boxed", "7", "rest"]),
        (cell, vec!["cell", "7", "rest"]),
    ] {
        let body = format!("{begins}{}{}", paragraph(&whole), paragraph(&words("rest")));
        let draft = draft(&Sample::body(&body));
        assert_eq!(texts(&draft), expected, "{body}");
    }
    let unseparated = paragraph(&(begun + &words("lost") + &mark("end") + &words("kept")));
    let draft = draft(&Sample::body(&unseparated));
    assert_eq!(texts(&draft), ["kept"]);
    assert_eq!(losses(&draft), [(LossKind::NotRead, "lost")]);
}

#[test]
fn each_word_is_carried_or_told() {
    let body = r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>
      <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>prompt</w:t></w:r></w:p></w:sdtContent></w:sdt>
      <w:strange><w:p><w:r><w:t>lost</w:t></w:r></w:p></w:strange><w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"#;
    let draft = draft(&Sample::body(body).with("header1", "<w:p><w:r><w:t>Top</w:t></w:r></w:p>"));
    assert_eq!(texts(&draft), ["seen", "", "boxed", "x=1"]);
    let mut found = losses(&draft);
    found.sort();
    let mut expected = vec![
        (LossKind::HiddenText, "hidden"),
        (LossKind::Placeholder, "prompt"),
        (LossKind::NotRead, "lost"),
        (LossKind::TextBox, ""),
        (LossKind::Formula, ""),
    ];
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn tables_keep_merged_cells_and_tell_of_tables_inside() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>")
    };
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", "in"));
    let body = format!(
        "<w:tbl><w:tr><w:trPr><w:tblHeader w:val=\"true\"/></w:trPr>{}{}</w:tr><w:tr>{}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/>", "A"),
        cell("", "B"),
        cell("<w:gridSpan w:val=\"2\"/><w:vMerge/>", ""),
    );
    let draft = draft(&Sample::body(&body));
    let Some(Item::Table(table)) = draft.items.first() else { panic!("a table") };
    assert!(table.rows[0].is_header && table.rows[0].cells[0].span == 2);
    assert!(table.rows[1].cells[0].goes_on);
    assert_eq!(table.rows[1].cells[1].paragraphs[0].text(), "in");
    assert_eq!(losses(&draft), [(LossKind::NestedTable, "")]);
}

#[test]
fn files_of_other_kinds_are_named_by_their_bytes() {
    let of = |bytes: &[u8]| read(bytes, ChangesRead::Accepted).expect_err("it is no Word file");
    assert_eq!(of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), Unreadable::OldOrLocked);
    assert_eq!(of(b"{\\rtf1"), Unreadable::NotWord("an RTF file"));
    assert_eq!(of(b""), Unreadable::NotWord("an empty file"));
    assert!(matches!(of(b"PK\x03\x04half of it"), Unreadable::Damaged(_)));
    let whole = Sample::paragraphs(&["x"]).bytes();
    assert!(matches!(of(&whole[..whole.len() - 30]), Unreadable::Damaged(_)));
}

#[test]
fn bombs_and_entities_are_refused() {
    let of = |xml: String| {
        let sample = Sample::default().raw("word/document.xml", xml);
        read(&sample.bytes(), ChangesRead::Accepted).expect_err("it is refused")
    };
    let entities = "<!DOCTYPE w [<!ENTITY a \"b\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>";
    assert!(matches!(of(entities.to_owned()), Unreadable::Damaged(reason) if reason.contains("DOCTYPE")));
    assert!(matches!(of("<a>".repeat(300)), Unreadable::Limit(_)));
}

#[test]
fn prefixes_strict_names_and_wide_letters_are_read() {
    let strict = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>Rent &amp; heat</x:t></x:r></x:p></x:body></x:document>";
    let wide: Vec<u8> = [0xFEFF].into_iter().chain(strict.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [strict.as_bytes().to_vec(), wide] {
        assert_eq!(texts(&draft(&Sample::default().raw("word/document.xml", bytes))), ["Rent & heat"]);
    }
}
