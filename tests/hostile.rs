//! Pictures, drawings and Word files made to do harm, by a script with a fixed seed. Each ends with a finding or with whole
//! files; no process dies, takes long, or takes much memory.

mod drawings;
mod judge;
mod rasters;
mod word;

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

/// A small generator of numbers (xorshift), so that each run makes the same pictures.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }
}

/// A picture with a name that says what is wrong with it.
pub(crate) struct Hostile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// What a process may take at most, generously: tests run on slow machines and without optimization.
const TIME_FOR_EACH: Duration = Duration::from_secs(20);
const KILOBYTES: u32 = 4_000_000;

/// Builds a report for each picture in one child process, so that an abort is seen, and judges what was written.
fn build(pictures: &[Hostile]) -> (usize, usize) {
    let folder = tempfile::tempdir().expect("a folder");
    for Hostile { name, bytes } in pictures {
        fs::write(folder.path().join(format!("{name}.pic")), bytes).expect("a picture");
        let report = format!(
            "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\nbody:\n  - figure: {{file: {name}.pic, alt: A, caption: C}}\n"
        );
        fs::write(folder.path().join(format!("{name}.yaml")), report).expect("a report");
    }
    let program = assert_cmd::cargo::cargo_bin!("assemble");
    let script = format!("ulimit -v {KILOBYTES}; exec \"$0\" . --pdf --quiet --color never --jobs 1");
    let start = Instant::now();
    let output = Command::new("sh").arg("-c").arg(script).arg(program).current_dir(folder.path()).output().expect("sh");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}: {said}", output.status);
    assert!(!said.contains("mistake of the program"), "{said}");
    let most = TIME_FOR_EACH * u32::try_from(pictures.len()).expect("few pictures");
    assert!(start.elapsed() < most, "{:?}", start.elapsed());
    let (mut written, mut refused) = (0, 0);
    for Hostile { name, .. } in pictures {
        let file = |ending: &str| fs::read(folder.path().join(format!("{name}.{ending}"))).ok();
        match (file("docx"), file("pdf")) {
            (Some(word), Some(pdf)) => {
                judge::word(name, &word);
                judge::pdf(name, &pdf);
                written += 1;
            }
            (None, None) => {
                let codes = ["[F04]", "[F05]", "[F10]", "[F11]", "[T90]"];
                let told = said.split("error").filter(|finding| codes.iter().any(|code| finding.starts_with(code)));
                assert!(told.clone().any(|finding| finding.contains(&format!("`{name}.pic`"))), "{name}: {said}");
                refused += 1;
            }
            (word, pdf) => panic!("{name}: only one file: {} {}", word.is_some(), pdf.is_some()),
        }
    }
    let left = crate::support::sorted(folder.path());
    assert_eq!(left.len(), 2 * pictures.len() + 2 * written, "files that nobody asked for: {left:?}");
    (written, refused)
}

#[test]
fn damaged_pictures_of_pixels_are_refused_or_written_whole() {
    let pictures = rasters::all();
    assert!(pictures.len() >= 130, "{}", pictures.len());
    let (written, refused) = build(&pictures);
    assert!(written >= 10 && refused >= 50, "{written} written, {refused} refused");
}

#[test]
fn hostile_drawings_are_refused_or_written_whole() {
    let drawings = drawings::all();
    assert!(drawings.len() >= 30, "{}", drawings.len());
    let (written, refused) = build(&drawings);
    assert!(written >= 5 && refused >= 10, "{written} written, {refused} refused");
}

/// Runs the program in a process of its own, with a limit of processor time and of memory: how it ended, and what it said;
/// `None` for a mistake of its own.
fn run(folder: &std::path::Path, arguments: &[&str], files: u64) -> (Option<i32>, String) {
    let program = assert_cmd::cargo::cargo_bin!("assemble");
    let seconds = TIME_FOR_EACH.as_secs() * files;
    let script = format!("ulimit -v {KILOBYTES}; ulimit -t {seconds}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(script).arg(program).args(arguments).current_dir(folder);
    let output = command.output().expect("sh");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let is_mistake = said.contains("mistake of the program") || !matches!(output.status.code(), Some(0..=2));
    let ended = if is_mistake { None } else { output.status.code() };
    (ended, format!("{arguments:?}: {:?}: {said}", output.status))
}

#[test]
fn hostile_word_files_are_refused_or_imported_and_the_report_can_be_read() {
    use word::Ends;
    let files = word::all();
    assert!(files.len() >= 300, "{}", files.len());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path();
    fs::write(path.join("report.yaml"), include_str!("judges/merge.yaml")).expect("a report");
    let (mut failures, mut reports) = (Vec::new(), Vec::new());
    for (at, word::Hostile { name, bytes, ends }) in files.iter().enumerate() {
        let file = format!("{name}.docx");
        fs::write(path.join(&file), bytes).expect("a file");
        let report = format!("{name}.yaml");
        let (code, said) = run(path, &["import", &file, "--changes", "accept", "--out", &report], 1);
        let failed = format!("{name} must end {ends:?}, and ended with {code:?}: {said}");
        match (code, ends) {
            (Some(0), Ends::Well | Ends::Either) => reports.push(report),
            (Some(2), Ends::Refused | Ends::Either) => {
                assert!(said.contains(&format!("error: cannot read {file}: ")), "{name}: {said}");
                assert!(!path.join(&report).exists(), "{name}");
            }
            _ => failures.push(failed),
        }
        // The other commands read with the same eyes.
        if at % 9 == 0 {
            let commands: [(&[&str], u64); 4] = [
                (&["check", &file, "--to", "upr", "--quiet"], 1),
                (&["clean", &file, "--changes", "accept", "--out", "clean.docx"], 1),
                (&["compare", "report.yaml", &file, "--changes", "accept", "--out", "changes.docx"], 2),
                (&["merge", "report.yaml", &file, "--diff"], 2),
            ];
            for (arguments, files) in commands {
                let (ended, said) = run(path, arguments, files);
                if ended.is_none() {
                    failures.push(said);
                }
            }
            for made in ["clean.docx", "changes.docx"] {
                let _ = fs::remove_file(path.join(made));
            }
        }
    }
    assert_eq!(failures, Vec::<String>::new());
    assert!(reports.len() >= 100, "{}", reports.len());
    // What comes of them are reports, whatever is wrong with them.
    for some in reports.chunks(50) {
        let arguments: Vec<&str> = ["check", "--quiet"].into_iter().chain(some.iter().map(String::as_str)).collect();
        let (code, said) = run(path, &arguments, 50);
        assert!(matches!(code, Some(0 | 1)), "{said}");
    }
    let kept = ["docx", "yaml"];
    for left in crate::support::sorted(path) {
        let is_picture_folder = left.is_dir() && left.to_string_lossy().ends_with("-pictures");
        let is_kept = left.extension().is_some_and(|ending| kept.iter().any(|kept| ending == *kept));
        assert!(is_kept || is_picture_folder, "a file that nobody asked for: {}", left.display());
    }
}
