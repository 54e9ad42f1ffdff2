//! Markdown in each of its forms.

use super::super::Block;
use super::outline::outline;
use super::{FILES, assert_body, assert_places, places, read_beside, read_body, report};

#[test]
fn headings_paragraphs_and_their_attributes_are_read() {
    assert_body("# Housing {#h articles=5 (a), 1-3 budget=2 pages}", "H1#h%5 (a)%1–3(Housing)");
    assert_body("# Introduction {#intro}\n\n## Next {- #b}", "H1#intro(Introduction) | H2#b-(Next)");
    assert_body(
        "One {-}\n\nTwo\nlines {#water lang=fr}\n\nThree {articles=11,12}\n\nFour {sic}",
        "P-(One) | P#water@fr(Two lines) | P%11%12(Three) | P(Four {sic})",
    );
}

#[test]
fn marks_make_lists_inside_lists() {
    assert_body(
        "Lead:\n\n(a) one;\n\n(b) two:\n\n(i) inner;\n\n(ii) inner;\n\n(c) three. {#c}\n\nAfter",
        "P(Lead:) | Letters[(a) P(one;) ; (b) P(two:) | Roman[(i) P(inner;) ; (ii) P(inner;)] ; (c) P#c(three.)] | P(After)",
    );
    assert_body(
        "Lead:\n(a) one;\n(b) two; and\n(c) three",
        "P(Lead:) | Letters[(a) P(one;) ; (b) P(two; and) ; (c) P(three)]",
    );
    assert_body("(a) one\n\n- x\n- y\n\n(b) two", "Letters[(a) P(one) | Bullets[P(x) ; P(y)] ; (b) P(two)]");
    assert_body("- (a) one\n- (b) two", "Letters[(a) P(one) ; (b) P(two)]");
    assert_body("(أ) واحد\n\n(ب) اثنان", "Letters[(أ) P(واحد) ; (ب) P(اثنان)]");
}

#[test]
fn the_ninth_letter_is_not_taken_for_a_roman_number() {
    let text: String = ('a'..='j').map(|letter| format!("({letter}) x\n\n")).collect();
    let (blocks, findings) = read_body(&text);
    assert!(matches!(blocks.as_slice(), [Block::List { items, .. }] if items.len() == 10), "{}", outline(&blocks));
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn a_wrapped_line_that_begins_with_a_bracket_stays_prose() {
    assert_body("As article 2\n(a) of the Covenant says", "P(As article 2 (a) of the Covenant says)");
}

#[test]
fn a_gap_in_typed_marks_is_named() {
    let (_, findings) = read_body("(a) one\n\n(c) three");
    assert_eq!(places(&findings), ["W14 8:3"]);
    assert!(findings[0].contains("the mark `(c)` is typed where (b) is due"), "{}", findings[0]);
}

#[test]
fn pasted_bullets_are_items_and_are_named_once() {
    let (blocks, findings) = read_body("•\tone\n•\ttwo\n\n· three");
    assert_eq!(outline(&blocks), "Bullets[P(one) ; P(two) ; P(three)]");
    assert_eq!(places(&findings), ["W16 6:3"]);
}

#[test]
fn escaped_signs_begin_nothing() {
    assert_body("\\[para. @x\\] \\*no\\* \\(a) \\{#id\\} \\^[x] a\\{#b}", "P([para. @x] *no* (a) {#id} ^[x] a{#b})");
    assert_body("(a\\) x\n\n1\\. y\n\n\\: z\n\n\\# w", "P((a) x) | P(1. y) | P(: z) | P(# w)");
}

#[test]
fn notes_references_passages_and_links_are_read() {
    assert_body(
        "A[^1] b^[in *line*] [para. @water], [paras. @a–@b] [مرحبا]{lang=ar}, [x@example.org] <https://a.b>\n\n[^1]: N *x*.\n\n    Second.",
        "P(A<n N <i x>. / Second.> b<n in <i line>> <r para. water>, <r paras. a–b> <ar مرحبا>, [<a mailto:x@example.org x@example.org>] <a https://a.b https://a.b>)",
    );
}

#[test]
fn faults_of_notes_links_and_citations_are_named_with_their_place() {
    let text = "A^[b ^[c]] [^9] [@key] [@key, para. 12] [x](y.html) [w](www.x.org)\n\n[^u]: unused";
    let (_, findings) = read_body(text);
    assert_eq!(places(&findings), ["W07 6:8", "W05 6:14", "W10 6:43", "W10 6:55", "W06 8:3"]);
}

#[test]
fn tables_take_the_caption_line_with_or_without_an_empty_line() {
    let table = "| A | B |\n|:--|--:|\n| 1 \\| 2 | *x* |\n";
    let read = "; A,B; 1 | 2,<i x>; ";
    assert_body(
        &format!("{table}: Cap *x* {{#t widths=\"2*,1*\"}}"),
        &format!("T#t(Cap <i x>{read}[Share(2000), Share(1000)]; [Left, Right])"),
    );
    assert_body(&format!("{table}\n: Cap"), &format!("T(Cap{read}[]; [Left, Right])"));
}

#[test]
fn a_row_with_too_many_cells_is_named_because_its_text_would_be_lost() {
    let (_, findings) = read_body("| A | B |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |");
    assert_eq!(places(&findings), ["Y17 9:3"]);
    assert!(findings[0].contains("row 2 of the table has 3 cells, the header has 2"));
}

#[test]
fn quotations_recommendations_and_page_breaks_are_read() {
    assert_body("> One\n> goes on\n>\n> two\n> -- Source, *x*", "Q(One goes on / two; Source, <i x>)");
    assert_body(
        "::: recommendations\nThe State should:\n\n1. Do one\n2. Do two\n:::\nAfter\n\n{page_break}",
        "R(The State should:)[P(Do one) ; P(Do two)] | P(After) | PB",
    );
}

#[test]
fn line_breaks_are_spaces_except_between_chinese_characters() {
    assert_body("one\ntwo\\\nthree  \nfour\n\n中文\n中文", "P(one two<br>three<br>four) | P(中文中文)");
}

#[test]
fn html_is_named_and_a_smaller_sign_stays_prose() {
    let (blocks, findings) = read_body("a < b <b>x</b>");
    assert_eq!(outline(&blocks), "P(a < b x)");
    assert_eq!(places(&findings), ["W01 6:9"]);
}

#[test]
fn paragraphs_numbered_by_hand_are_named() {
    let long = "word ".repeat(30);
    let (_, findings) = read_body(&format!("1. {long}end.\n\n2. {long}end."));
    assert_eq!(places(&findings), ["W15 6:3"]);
    for lead in ["The Committee asked:\n\n", "::: recommendations\n"] {
        let (_, findings) = read_body(&format!("{lead}1. {long}end.\n:::"));
        assert!(!findings.concat().contains("W15"), "{findings:?}");
    }
    let (_, findings) = read_body("2019. The year");
    assert_eq!(places(&findings), ["W14 6:3"]);
}

#[test]
fn figures_need_alternative_text_and_a_paragraph_of_their_own() {
    let body = |text: &str| report(&format!("body: |\n  {text}\n"));
    let (spec, findings) = read_beside(&body("![A map](map.png){#fig width=12cm}\n  : Cap"), FILES);
    let blocks = spec.body.map(|body| body.value).unwrap_or_default();
    assert_eq!(outline(&blocks), "F#fig(Some(\"A map\"); Cap; Some(340.16pt))");
    assert_eq!((findings.len(), spec.pictures[0].kept.width, spec.pictures[0].kept.height), (0, 120, 80));
    assert_places(&body("![](map.png)"), &["A01 6:3"]);
    assert_places(&body("Text ![A map](map.png)"), &["W11 6:8"]);
    assert_places(&body("![A map](notes.txt)"), &["F04 6:3"]);
    assert_places(&body("![A map](broken.png)"), &["F05 6:3"]);
    assert_places(&body("![A map](../map.png)"), &["F01 6:3"]);
}
