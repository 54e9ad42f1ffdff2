//! Questions and answers on a terminal, line by line: what is asked is printed, what is answered ends with Enter. Screen
//! readers read it as it comes, and nothing needs arrow keys.

use std::io::{BufRead, Write};

use anyhow::bail;

use crate::diagnostic::{did_you_mean, visible_line};

/// So many choices are shown without being asked for.
const SHOWN: usize = 30;

/// One of the things that can be chosen.
pub(super) struct Choice {
    /// What a report writes.
    pub(super) id: String,
    /// What people call it.
    pub(super) name: String,
}

/// A person who answers.
pub(super) struct Dialogue<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
}

impl<'a> Dialogue<'a> {
    pub(super) fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write) -> Dialogue<'a> {
        Dialogue { input, output }
    }

    /// Prints something.
    pub(super) fn say(&mut self, text: &str) {
        // Nothing sensible is left to do when the terminal is gone; the next answer will be missing.
        let _ = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush());
    }

    /// Asks for a line; an empty answer is `usual`.
    pub(super) fn ask(&mut self, question: &str, usual: Option<&str>) -> anyhow::Result<String> {
        let usual_shown = usual.map(|usual| format!(" [{usual}]")).unwrap_or_default();
        loop {
            self.say(&format!("{question}{usual_shown}: "));
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                self.say("\n");
                bail!("the answers ended before the last question; nothing was written");
            }
            match (line.trim(), usual) {
                ("", None) => {}
                ("", Some(usual)) => return Ok(usual.to_owned()),
                (answer, _) => return Ok(answer.to_owned()),
            }
        }
    }

    /// Lets somebody choose by number, by what a report writes, or by letters of the name. `meant` knows other names.
    pub(super) fn choose(
        &mut self,
        question: &str,
        choices: &[Choice],
        usual: Option<&str>,
        meant: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<String> {
        let mut shown: Vec<&Choice> = choices.iter().collect();
        self.say(&format!("\n{question}\n"));
        if shown.len() <= SHOWN {
            self.list(&shown);
        } else {
            shown.clear();
        }
        let prompt = if shown.is_empty() { "Letters of its name" } else { "A number, or letters of the name" };
        let mut prompt = prompt;
        loop {
            let answer = self.ask(prompt, usual)?;
            match found(choices, &shown, &answer, &meant) {
                Found::One(choice) => {
                    self.say(&format!("{} ({})\n", choice.name, choice.id));
                    return Ok(choice.id.clone());
                }
                Found::Several(fitting) => {
                    self.list(&fitting);
                    shown = fitting;
                    prompt = "A number, or more letters";
                }
                Found::None(near) => {
                    let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                    self.say(&format!("Nothing fits `{}`{near}\n", visible_line(&answer)));
                }
            }
        }
    }

    fn list(&mut self, choices: &[&Choice]) {
        let width = choices.iter().map(|choice| choice.id.len()).max().unwrap_or(0);
        let lines: String = (1..)
            .zip(choices)
            .map(|(at, choice)| format!("{at:>4}  {:width$}  {}\n", choice.id, choice.name))
            .collect();
        self.say(&lines);
    }
}

/// What an answer leads to.
enum Found<'a> {
    One(&'a Choice),
    Several(Vec<&'a Choice>),
    /// None, and the name that is near.
    None(Option<String>),
}

/// The choices that an answer fits: a number of those that are shown, what a report writes, the whole name, or else all
/// that have each of its words.
fn found<'a>(
    choices: &'a [Choice],
    shown: &[&'a Choice],
    answer: &str,
    meant: impl Fn(&str) -> Option<String>,
) -> Found<'a> {
    if let Some(choice) = answer.parse::<usize>().ok().and_then(|number| shown.get(number.checked_sub(1)?)) {
        return Found::One(choice);
    }
    let answer = answer.to_lowercase();
    let is_same = |choice: &&Choice| choice.id.to_lowercase() == answer || choice.name.to_lowercase() == answer;
    if let Some(choice) = choices.iter().find(is_same) {
        return Found::One(choice);
    }
    let has_words = |choice: &&Choice| {
        let text = format!("{} {}", choice.id, choice.name).to_lowercase();
        answer.split_whitespace().all(|word| text.contains(word))
    };
    let fitting: Vec<&Choice> = choices.iter().filter(has_words).collect();
    match fitting.as_slice() {
        [only] => Found::One(only),
        [] => {
            let id = meant(&answer);
            match id.and_then(|id| choices.iter().find(|choice| choice.id == id)) {
                Some(choice) => Found::One(choice),
                None => {
                    let words = choices.iter().flat_map(|choice| [choice.id.as_str(), choice.name.as_str()]);
                    Found::None(did_you_mean(&answer, words).map(str::to_owned))
                }
            }
        }
        _ => Found::Several(fitting),
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Dialogue};

    fn choices() -> Vec<Choice> {
        let choice = |id: &str, name: &str| Choice { id: id.to_owned(), name: name.to_owned() };
        vec![
            choice("COG", "Congo"),
            choice("COD", "Democratic Republic of the Congo"),
            choice("DOM", "Dominican Republic"),
            choice("NOR", "Norway"),
        ]
    }

    /// What is chosen, and what was said.
    fn choose(typed: &str, usual: Option<&str>) -> (Option<String>, String) {
        let (mut input, mut output) = (typed.as_bytes(), Vec::new());
        let meant = |text: &str| (text == "norwegen").then(|| "NOR".to_owned());
        let chosen = Dialogue::new(&mut input, &mut output).choose("Which State?", &choices(), usual, meant);
        (chosen.ok(), String::from_utf8(output).expect("text"))
    }

    #[test]
    fn a_number_a_code_a_name_or_letters_choose() {
        for (typed, id) in [
            ("4\n", "NOR"),
            ("nor\n", "NOR"),
            ("congo\n", "COG"),
            ("Way\n", "NOR"),
            ("rep con\n", "COD"),
            ("norwegen\n", "NOR"),
            ("\n\nnorway\n", "NOR"),
        ] {
            assert_eq!(choose(typed, None).0.as_deref(), Some(id), "{typed}");
        }
        assert_eq!(choose("\n", Some("DOM")).0.as_deref(), Some("DOM"));
    }

    #[test]
    fn what_fits_several_is_shown_and_numbered_anew() {
        let (chosen, said) = choose("repub\n2\n", None);
        assert_eq!(chosen.as_deref(), Some("DOM"));
        assert!(
            said.contains("   1  COD  Democratic Republic of the Congo\n   2  DOM  Dominican Republic\n"),
            "{said}"
        );
    }

    #[test]
    fn what_fits_none_is_asked_again_and_an_end_is_an_error() {
        let (chosen, said) = choose("Norwai\n9\n4\n", None);
        assert_eq!(chosen.as_deref(), Some("NOR"));
        assert!(said.contains("Nothing fits `Norwai`; did you mean Norway?\n") && said.contains("`9`\n"), "{said}");
        assert_eq!(choose("repub\n", None).0, None);
    }
}
