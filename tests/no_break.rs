//! Where no line may end, the Word file has a no-break space, and what comes back from Word is what the author typed.

use assemble::import::{Headings, Numbers, Options, import};
use assemble::read::word::{ChangesRead, read};

use crate::compare::word;
use crate::merge::merged;
use crate::word_edits::{Way, replace};

/// The second `No.` has a no-break space of the author.
const TEXT: &str = "General comment No. 7 (1997) and No.\u{A0}4 ask it of many States (articles 6 and 7), in para. *24* and 41 867 homes.";

fn report(language: &str, text: &str) -> String {
    format!("submitted_to: generic\nlanguage: {language}\ntitle: T\nsubmitted_by: {{name: N}}\nbody: |\n  {text}\n")
}

fn words(docx: &[u8]) -> String {
    let body = crate::word::open(docx).xml("word/document.xml");
    body.descendants().into_iter().filter(|element| element.name == "w:t").map(|words| words.text()).collect()
}

#[test]
fn a_number_stays_with_its_name_in_word_as_on_the_pages() {
    let words = words(&word(&report("en", TEXT)));
    for tied in ["No.\u{A0}7\u{A0}(1997) and", "(articles\u{A0}6 and 7)", "para.\u{A0}24 and 41\u{A0}867 homes"] {
        assert!(words.contains(tied), "{tied} is not in {words}");
    }
    let french = self::words(&word(&report("fr", "Le Comité demande : « un logement ».")));
    assert!(french.contains("demande\u{A0}: «\u{A0}un logement\u{A0}»."), "{french}");
}

#[test]
fn an_import_of_our_own_file_has_the_spaces_that_were_typed() {
    for (language, text) in [("en", TEXT.replace('\u{A0}', " ")), ("fr", "Le Comité demande : « un logement ».".into())]
    {
        let draft = read(&word(&report(language, &text)), ChangesRead::Accepted).expect("our own file");
        let (headings, numbers) = (Headings::All, Numbers::ByProgram);
        let imported =
            import(&draft, &Options { body: None, headings, numbers, folder: "p", keys: &[], submitters: &[] });
        assert!(imported.yaml.contains(&text), "{}", imported.yaml);
    }
}

#[test]
fn a_merge_leaves_every_space_as_it_was_typed() {
    let yaml = report("en", TEXT);
    for way in [Way::Plain, Way::Tracked] {
        let untouched = merged(&yaml, &word(&yaml), None);
        assert!(untouched.files.is_empty() && untouched.findings.is_empty(), "{:?}", untouched.findings);
        let found = merged(&yaml, &replace(&word(&yaml), "many", "all", way), None);
        let text = found.files.first().map(|file| file.after.as_str());
        assert_eq!(text, Some(yaml.replace("many", "all").as_str()), "{:?}", found.findings);
    }
}
