//! References in six languages: each number is a field of Word that gives the number itself, and the pages print the same.

use std::collections::BTreeMap;
use std::fs;

use assemble::document::text::for_each_paragraph;
use assemble::document::{Inline, RefPiece};
use assemble::pages::{Item, Origin};
use assemble::{Request, Tools};

use crate::support::root;
use crate::word::{self, Element, Node, Package};

/// A report that refers to everything that can be referred to, each time in a paragraph of its own. `{language}` and the
/// annexes are filled in.
const REPORT: &str = r#"
submitted_to: generic
title: "1"
language: {language}
submitted_by: [{name: "2"}]
contents: true
summary: |
  «a» [x @section].

  «b» [x @letter].^[«c» [x @figure], [x @subsection].]
body: |
  # 3 {#section}

  4 {#paragraph}

  ## 5 {#subsection}

  6:

  (a) 7

  (b) 8 {#letter}

  (i) 10

  (ii) 11 {#roman}

  12:

  1. 13

  2. 14 {#item}

  ### 15 {#third}

  #### 16 {#fourth}

  ##### 17 {#fifth}

  # 18 {- #plain}

  | 19 | 20 |
  |---|---|
  | 21 | «d» [x @table] |

  : 22 {#table}

  ![23](burden.png)

  : 24 {#figure}

  «e» [x @section].

  «f» [x @paragraph].

  «g» [x @subsection].

  «h» [x @letter].

  «i» [x @letter].

  «j» [x @roman].

  «k» [x @item].

  «l» [x @third].

  «m» [x @fourth].

  «n» [x @fifth].

  «o» [x @plain].

  «p» [x @table].

  «q» [x @figure].

  «r» [x @annex].

  «s» [x @in-annex], [x @letter-in-annex].
annexes:
"#;

const ANNEX: &str = r#"
  - title: "25"
    id: annex
    body: |
      # 26

      27 {#in-annex}

      (a) 28 {#letter-in-annex}
"#;

const OTHER_ANNEX: &str = "
  - title: \"29\"
    body: \"30\"
";

/// A part of a paragraph of a Word file.
#[derive(Debug, PartialEq)]
enum Piece {
    Words(String),
    /// The place, whether its number is asked for (`\n`), and the result as it stands.
    Field {
        place: String,
        number: bool,
        result: String,
    },
    Link {
        place: String,
        words: String,
    },
}

/// The parts of a paragraph in order.
fn pieces(paragraph: &Element) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut field: Option<(String, String)> = None;
    for element in paragraph.elements() {
        if element.name == "w:hyperlink" {
            let place = element.attribute("w:anchor").expect("a link to a place").to_owned();
            pieces.push(Piece::Link { place, words: element.text() });
            continue;
        }
        for part in element.elements() {
            match (part.name.as_str(), part.attribute("w:fldCharType")) {
                ("w:fldChar", Some("begin")) => field = Some((String::new(), String::new())),
                ("w:fldChar", Some("end")) => {
                    // The field around the contents has ended without a result of its own.
                    let Some((instruction, result)) = field.take() else { continue };
                    let words: Vec<&str> = instruction.split_whitespace().collect();
                    if let ["REF", place, switches @ ..] = words.as_slice() {
                        let number = switches.contains(&"\\n");
                        pieces.push(Piece::Field { place: (*place).to_owned(), number, result });
                    }
                }
                ("w:instrText", _) => {
                    field.iter_mut().for_each(|(instruction, _)| instruction.push_str(&part.text()));
                }
                ("w:t", _) => match (&mut field, pieces.last_mut()) {
                    (Some((_, result)), _) => result.push_str(&part.text()),
                    (None, Some(Piece::Words(words))) => words.push_str(&part.text()),
                    (None, _) => pieces.push(Piece::Words(part.text())),
                },
                _ => {}
            }
        }
    }
    pieces
}

/// What Word shows for each place: the number that it counts before the paragraph, and the words in the bookmark.
struct Places(BTreeMap<String, (Option<String>, String)>);

impl Places {
    fn of(package: &Package) -> Places {
        let document = package.xml("word/document.xml");
        let elements = document.descendants().into_iter().filter(|element| element.name == "w:p");
        let mut places = BTreeMap::new();
        for (element, paragraph) in elements.zip(package.paragraphs()) {
            for (at, child) in element.children.iter().enumerate() {
                let Node::Element(mark) = child else { continue };
                let (Some(name), "w:bookmarkStart") = (mark.attribute("w:name"), mark.name.as_str()) else { continue };
                let within = element.children[at + 1..].iter().map_while(|child| match child {
                    Node::Element(element) if element.name == "w:bookmarkEnd" => None,
                    Node::Element(element) => Some(shown(element)),
                    Node::Text(_) => Some(String::new()),
                });
                places.insert(name.to_owned(), (paragraph.number.clone(), within.collect()));
            }
        }
        Places(places)
    }

    /// What a field gives: the number without the full stop at its end (ECMA-376 Part 1, 17.16.5.51). The dash that Arabic
    /// sets there is not in the references that we write; an update of the fields adds it.
    fn shown(&self, place: &str, number: bool) -> String {
        let (counted, words) = self.0.get(place).unwrap_or_else(|| panic!("no bookmark has the name {place}"));
        match number {
            true => counted.as_ref().expect("the paragraph is numbered").trim_end_matches(['.', '-']).to_owned(),
            false => words.clone(),
        }
    }
}

fn shown(run: &Element) -> String {
    run.descendants().into_iter().filter(|part| part.name == "w:t").map(Element::text).collect()
}

/// The words of a paragraph or note on the pages and how its references should read, by the mark at its start: `«a»`.
type Expected = BTreeMap<String, (String, Vec<Vec<RefPiece>>)>;

fn expected(judged: &assemble::Judged) -> Expected {
    let mut expected = Expected::new();
    for_each_paragraph(&judged.document, |_, paragraph| {
        let references = paragraph.content.iter().filter_map(|inline| match inline {
            Inline::Reference { text, .. } => Some(text.clone()),
            Inline::Text { .. } | Inline::Note { .. } | Inline::LineBreak => None,
        });
        let references: Vec<Vec<RefPiece>> = references.collect();
        if references.is_empty() {
            return;
        }
        let items = judged.pages.pages.iter().flat_map(|page| &page.items);
        let printed: String = items
            .filter_map(|placed| match (&placed.item, placed.origin) {
                (Item::Glyphs(run), Origin::Inline(id, at)) if id == paragraph.id => {
                    let mark = matches!(paragraph.content[at as usize], Inline::Note { .. });
                    (!mark).then_some(run.text.as_str())
                }
                _ => None,
            })
            .collect();
        let mark: String = printed.chars().skip_while(|c| *c != '«').take(3).collect();
        expected.insert(mark, (printed, references));
    });
    expected
}

/// Every reference of a report in this language is made of fields or links, and each field gives what it shows.
fn check(language: &str, annexes: &str) {
    let yaml = format!("{REPORT}{annexes}").replace("{language}", language);
    let picture = root().join("specs/examples/every-block/burden.png");
    let read = |_: &str| fs::read(&picture).map_err(|error| error.to_string());
    let request = Request {
        targets: assemble::Target::ALL.into(),
        draft: true,
        ..Request::new("r.yaml", yaml.as_bytes(), &read)
    };
    let assembled = assemble::assemble(&request, &mut Tools::new()).expect("our own files are whole");
    let messages: Vec<&str> = assembled.judged.diagnostics.iter().map(|found| found.message.as_str()).collect();
    let files = assembled.files.unwrap_or_else(|| panic!("{language}: {messages:?}"));
    let package = word::open(&files[&assemble::Target::Docx]);
    let places = Places::of(&package);
    let mut expected = expected(&assembled.judged);
    assert_eq!(expected.len(), 19, "{language}: {messages:?}");

    for part in ["word/document.xml", "word/footnotes.xml"] {
        for paragraph in package.xml(part).descendants().into_iter().filter(|element| element.name == "w:p") {
            let pieces = pieces(paragraph);
            let whole: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Words(words) | Piece::Field { result: words, .. } | Piece::Link { words, .. } => {
                        words.as_str()
                    }
                })
                .collect();
            let mark: String = whole.chars().skip_while(|c| *c != '«').take(3).collect();
            let Some((printed, references)) = expected.remove(&mark) else { continue };
            assert_eq!(plain(&whole), plain(&printed), "{language}: the two files differ");
            check_pieces(language, &pieces, &references, &places);
        }
    }
    assert!(expected.is_empty(), "{language}: the Word file lacks {expected:?}");
}

/// The fields and links of a paragraph are the numbers of its references, and the words between them hold no number.
fn check_pieces(language: &str, pieces: &[Piece], references: &[Vec<RefPiece>], places: &Places) {
    let numbers = references.iter().flat_map(|reference| {
        let numbered = reference.iter().any(|piece| matches!(piece, RefPiece::Number { .. }));
        reference.iter().filter(move |piece| !numbered || matches!(piece, RefPiece::Number { .. }))
    });
    let numbers: Vec<&str> = numbers.map(RefPiece::as_str).collect();
    let mut followed = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Field { place, number, result } => {
                assert_eq!(*result, places.shown(place, *number), "{language}: {pieces:?}");
                followed.push(result.as_str());
            }
            Piece::Link { place, words } => {
                assert!(places.0.contains_key(place), "{language}: {pieces:?}");
                followed.push(words.as_str());
            }
            Piece::Words(words) => {
                // The letter of the mark and the author's own word are the only ones that are typed.
                let typed = words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                assert!(typed.len() <= 2 && typed.is_ascii(), "{language}: typed in Word: {words:?} in {pieces:?}");
            }
        }
    }
    assert_eq!(followed, numbers, "{language}: {pieces:?}");
}

fn plain(text: &str) -> String {
    text.replace(['\u{200E}', '\u{200F}', '\u{AD}'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn references_in_six_languages_are_fields_that_give_what_they_show() {
    for language in ["en", "fr", "es", "ru", "ar", "zh"] {
        check(language, &format!("{ANNEX}{OTHER_ANNEX}"));
        check(language, ANNEX);
    }
}
