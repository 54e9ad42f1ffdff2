//! Tests of whole questions and answers.

use serde_json::{Value, json};

use super::{File, Message, Responder};
use crate::{Request, Tools};

const REPORT: &str = include_str!("../../specs/examples/short.yaml");

fn ask(responder: &mut Responder, question: Value, report: &str) -> Message {
    let files = vec![File { name: "r.yaml".to_owned(), bytes: report.as_bytes().to_vec() }];
    let question = Message::read(&Message::new(question, files).write()).expect("it was written just now");
    responder.answer(question, &|name| Err(format!("there is no {name}")))
}

fn responder() -> Responder {
    Responder::new(Tools::new())
}

/// The shapes whose names stand in `svg`, and those that come with `pages`.
fn named(svg: &str) -> Vec<&str> {
    svg.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn pages_are_sent_once_and_a_changed_one_with_its_new_words() {
    let mut responder = responder();
    let first = ask(&mut responder, json!({"ask": "judge", "report": "r.yaml", "show": [0, 9]}), REPORT);
    let pages = &first.says["pages"];
    let sheets = pages["sheets"].as_array().expect("a list");
    assert_eq!(sheets.len(), 2);
    let shapes = pages["shapes"].as_str().expect("text");
    for sheet in sheets {
        let svg = sheet["svg"].as_str().expect("a drawing");
        assert!(named(svg).len() > 100);
        assert!(named(svg).iter().all(|name| shapes.contains(&format!("id=\"{name}\""))));
    }
    let marks = json!([sheets[0]["mark"], sheets[1]["mark"]]);
    let question = json!({"ask": "judge", "report": "r.yaml", "show": [0, 9], "have": marks, "shapes": pages["names"]});
    let same = ask(&mut responder, question.clone(), REPORT);
    assert_eq!(same.says["pages"]["shapes"], "");
    assert!(same.says["pages"]["sheets"].as_array().expect("a list").iter().all(|sheet| sheet.get("svg").is_none()));
    let changed = ask(&mut responder, question, &REPORT.replace("her\n  income", "his\n  quixotic"));
    let pages = &changed.says["pages"];
    assert!(pages["sheets"][0].get("svg").is_some() && pages["sheets"][1].get("svg").is_none());
    assert_eq!(pages["names"].as_array().map(Vec::len), Some(2), "{}", pages["names"]);
}

#[test]
fn files_are_those_of_the_command_line() {
    let none = |_: &str| Err("no".to_owned());
    let request = Request { targets: crate::Target::ALL.into(), ..Request::new("r.yaml", REPORT.as_bytes(), &none) };
    let expected = crate::assemble(&request, &mut Tools::new()).expect("it is built").files.expect("it is accepted");
    let mut responder = responder();
    let mut built =
        |kind: &str| ask(&mut responder, json!({"ask": "build", "report": "r.yaml", "kind": kind}), REPORT).files;
    for target in crate::Target::ALL {
        let files = built(target.ending());
        let name = format!("ERN_CESCR_NOR_78_en.{}", target.ending());
        assert_eq!((files.len(), &files[0].name, &files[0].bytes), (1, &name, &expected[&target]));
    }
    let package = built("zip");
    assert_eq!(package[0].name, "ERN_CESCR_NOR_78_en.zip");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&package[0].bytes)).expect("it is a package");
    let names: Vec<String> =
        (0..archive.len()).map(|at| archive.by_index(at).expect("a file").name().to_owned()).collect();
    assert_eq!(
        names,
        ["docx", "pdf", "html", "epub", "txt"]
            .map(|ending| format!("ERN_CESCR_NOR_78_en.{ending}"))
            .into_iter()
            .chain(["r.yaml".to_owned()])
            .collect::<Vec<_>>()
    );
}

#[test]
fn places_lead_from_a_page_to_the_words_of_the_text() {
    let answer = ask(&mut responder(), json!({"ask": "judge", "report": "r.yaml"}), REPORT);
    let text: Vec<u16> = REPORT.encode_utf16().collect();
    let places = answer.says["places"].as_array().expect("a list");
    let words = |range: &Value| {
        let at = |index: usize| usize::try_from(range[index].as_u64().expect("a number")).expect("it is small");
        String::from_utf16_lossy(&text[at(0)..at(1)])
    };
    let found = places.iter().any(|place| {
        let pieces = place[6].as_array().expect("a list");
        place[4] == 0
            && pieces
                .iter()
                .filter(|piece| !piece.is_null())
                .any(|piece| words(piece).starts_with("Rents in new contracts rose"))
    });
    assert!(found, "{places:?}");
}

#[test]
fn a_new_report_says_what_the_form_says_for_every_body() {
    let mut responder = responder();
    let lists = ask(&mut responder, json!({"ask": "lists"}), "").says;
    let bodies = lists["bodies"].as_array().expect("a list");
    assert!(bodies.len() > 20 && lists["states"].as_array().map(Vec::len) == Some(249));
    assert!(lists["stages"]["loi"]["fr"].as_str().is_some_and(|name| name.contains("liste de points")));
    assert!(lists["statuses"]["roster"]["es"].is_string() && lists["statuses"]["none"]["es"] == "");
    for body in bodies {
        let form = json!({
            "ask": "start", "report": "r.yaml", "submitted_to": body["id"], "state": "NOR", "session": "78",
            "language": body["languages"].as_array().map_or(json!("fr"), |languages| languages[0].clone()),
            "title": "Housing: a report", "submitters": ["One", "Two # names"],
        });
        let made = ask(&mut responder, form.clone(), "");
        let text = String::from_utf8(made.files[0].bytes.clone()).expect("text");
        let judged = ask(&mut responder, json!({"ask": "judge", "report": "r.yaml"}), &text).says;
        let shown = &judged["form"];
        for key in ["submitted_to", "state", "session", "language", "title"] {
            assert_eq!(shown[key], form[key], "{key} {text}");
        }
        assert_eq!(shown["submitters"][1]["name"], "Two # names", "{text}");
    }
}

#[test]
fn a_question_that_is_not_one_is_answered_with_the_reason() {
    for question in [json!({}), json!({"ask": "nothing"}), json!({"ask": "judge", "report": "missing.yaml"})] {
        let answer = ask(&mut responder(), question, REPORT);
        assert!(answer.says["error"].as_str().is_some_and(|error| !error.is_empty()));
    }
}

#[test]
fn a_word_draft_gives_findings_copies_and_a_report() {
    let mut responder = responder();
    let mut asked = |kind: &str, file: &File| {
        let question =
            json!({"ask": "word", "file": "draft.docx", "kind": kind, "submitted_to": "cescr", "state": "NOR"});
        responder.answer(Message::new(question, vec![file.clone()]), &|_| Err("no".to_owned()))
    };
    let made = ask(&mut self::responder(), json!({"ask": "build", "report": "r.yaml", "kind": "docx"}), REPORT);
    let draft = File { name: "draft.docx".to_owned(), bytes: made.files[0].bytes.clone() };
    let checked = asked("check", &draft).says;
    assert_eq!(checked["body"]["id"], "cescr");
    assert!(checked["count"]["counted"].as_u64().is_some_and(|words| words > 300), "{}", checked["count"]);
    for (kind, name) in [("marked", "draft.checked.docx"), ("clean", "draft.clean.docx")] {
        let copy = asked(kind, &draft).files.remove(0);
        assert_eq!(copy.name, name);
        assert!(crate::read::word::read(&copy.bytes, crate::read::word::ChangesRead::Accepted).is_ok());
    }
    let imported = asked("import", &draft);
    let text = String::from_utf8(imported.files[0].bytes.clone()).expect("text");
    assert_eq!(imported.files[0].name, "draft.yaml");
    assert!(text.contains("submitted_to: cescr") && text.contains("The Tenancy Act protects"), "{text}");
    assert_eq!(imported.says["words"], imported.says["carried"]);
    let broken = File { name: "draft.docx".to_owned(), bytes: b"not a Word file".to_vec() };
    assert!(asked("check", &broken).says["error"].as_str().is_some_and(|error| error.contains("not a Word document")));
}
