//! docs/first-hour.md, followed to the letter in an empty home folder: its commands are run, its changes made, and its
//! answers must be those of the program.

use std::fs;
use std::path::PathBuf;

use crate::support::program::Folder;
use crate::support::root;
use crate::terminal;

/// What the page asks its reader to do or to see.
#[derive(Debug)]
enum Step<'a> {
    Run(&'a str),
    Answer(&'a str),
    See(&'a str),
    Change { from: &'a str, to: &'a str },
}

fn steps(page: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut block = None;
    for line in page.lines() {
        match (block, line) {
            (Some(_), "```") => block = None,
            (Some("sh"), command) => steps.push(Step::Run(command)),
            (Some("text"), answer) => steps.push(Step::See(answer)),
            (Some(other), _) => panic!("a block of a kind that nobody follows: {other}"),
            (None, line) => match line.strip_prefix("```") {
                Some(kind) => block = Some(kind),
                None => steps.extend(answer(line).or_else(|| change(line))),
            },
        }
    }
    steps
}

/// What the reader types when the program asks.
fn answer(line: &str) -> Option<Step<'_>> {
    let (_, answer) = line.strip_suffix("`.")?.split_once("? Answer `")?;
    Some(Step::Answer(answer))
}

fn change(line: &str) -> Option<Step<'_>> {
    let (from, to) = line.strip_prefix("Change `")?.strip_suffix("`.")?.split_once("` to `")?;
    Some(Step::Change { from, to })
}

/// The reader at a terminal: where they are, and what the last command answered.
struct Reader {
    folder: PathBuf,
    answer: String,
}

impl Reader {
    /// Follows a step; the answers that come after a command are typed into it.
    fn follow(&mut self, step: &Step<'_>, answers: &[&str]) {
        match step {
            Step::Run(command) => self.run(command, answers),
            Step::Answer(_) => {}
            Step::See(line) => {
                let seen = self.answer.lines().any(|answered| answered == *line);
                assert!(seen, "the page promises the line {line:?}, but the answer is\n{}", self.answer);
            }
            Step::Change { from, to } => {
                let path = self.folder.join("report.yaml");
                let text = fs::read_to_string(&path).expect("the report");
                assert_eq!(text.matches(from).count(), 1, "the reader finds {from:?} once in\n{text}");
                fs::write(path, text.replace(from, to)).expect("the report");
            }
        }
    }

    fn run(&mut self, command: &str, answers: &[&str]) {
        let mut words = command.split(' ');
        match (words.next(), words.clone().next()) {
            (Some("mkdir"), Some(folder)) => fs::create_dir(self.folder.join(folder)).expect("a new folder"),
            (Some("cd"), Some(folder)) => self.folder.push(folder),
            (Some("assemble"), _) => {
                let arguments: Vec<&str> = words.collect();
                let answers: String = answers.iter().map(|answer| format!("{answer}\n")).collect();
                let (status, screen) = terminal::run(&self.folder, &arguments, &answers);
                self.answer = screen;
                let mistake = self.answer.starts_with("error[");
                assert_eq!(status, Some(i32::from(mistake)), "{command}\n{}", self.answer);
            }
            _ => panic!("the page has a command that this test does not know: {command}"),
        }
    }
}

/// The answers that stand right behind a step.
fn answers<'a>(steps: &[Step<'a>]) -> Vec<&'a str> {
    let answers = steps.iter().map_while(|step| match step {
        Step::Answer(answer) => Some(*answer),
        Step::Run(_) | Step::See(_) | Step::Change { .. } => None,
    });
    answers.collect()
}

#[test]
fn leads_from_an_empty_home_folder_to_the_two_files() {
    let page = fs::read_to_string(root().join("docs/first-hour.md")).expect("the page");
    let home = Folder::new();
    let mut reader = Reader { folder: home.to_owned(), answer: String::new() };
    let steps = steps(&page);
    assert!(steps.len() > 25, "few steps were found: {steps:?}");
    for (at, step) in steps.iter().enumerate() {
        reader.follow(step, &answers(&steps[at + 1..]));
    }
    for (file, signature) in [("report.docx", b"PK\x03\x04".as_slice()), ("report.pdf", b"%PDF-")] {
        let bytes = fs::read(reader.folder.join(file)).expect("a file of the submission");
        assert!(bytes.starts_with(signature) && bytes.len() > 5_000, "{file} is not what it should be");
    }
}
