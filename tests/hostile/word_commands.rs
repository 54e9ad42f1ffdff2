//! Hostile Word files, given to each command that reads Word files, in child processes.

use std::fs;
use std::net::TcpListener;

use super::word_files::{self, Hostile};
use crate::support::program::{Folder, Run};

/// What a process may take at most: processor time for forty files, without optimization, and memory.
const SECONDS: u64 = 300;
const KILOBYTES: u32 = 4_000_000;

/// Runs a command on a Word file in a child process with limits on memory and on processor time.
fn limited(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run_under(&format!("ulimit -v {KILOBYTES}; ulimit -t {SECONDS}; exec"), arguments)
}

/// Asserts how a command ended: with one of its exit codes, and with a reason where it did nothing.
fn assert_ended(run: &Run, what: &str) -> i32 {
    // `check` prints its findings on standard output.
    let said: String = run.stderr.chars().chain(run.stdout.chars()).take(2_000).collect();
    let code = run.code;
    assert!((0..=2).contains(&code), "{what}: {code}: {said}");
    assert!(!said.contains("mistake of the program"), "{what}: {said}");
    assert!(code == 0 || said.contains("error"), "{what}: ends with {code} and says nothing");
    code
}

/// What the commands make of one Word file; how many of them wrote something.
fn word_commands(folder: &Folder, name: &str) -> usize {
    let file = |ending: &str| format!("{name}.{ending}");
    let exists = |ending: &str| folder.join(file(ending)).is_file();
    let runs = [
        (vec!["import", "--out"], "yaml"),
        (vec!["clean", "--changes", "accept", "--out"], "clean.docx"),
        (vec!["compare", "good.docx", "--changes", "accept", "--out"], "changes.docx"),
        (vec!["check", "--to", "upr", "--quiet", "--comments"], "checked.docx"),
        (vec!["merge", "good.yaml", "--out"], "merged.yaml"),
    ];
    let mut written = 0;
    for (arguments, ending) in runs {
        let (draft, out) = (file("docx"), file(ending));
        let mut all = arguments;
        all.extend([out.as_str(), draft.as_str()]);
        let what = format!("{} {name}", all[0]);
        let code = assert_ended(&limited(folder, &all), &what);
        assert!(code != 2 || !exists(ending), "{what} ends with 2, and {out} is there");
        if exists(ending) && ending.ends_with(".docx") {
            assert_harmless(&folder.read(&out), &what, ending != "checked.docx");
        }
        written += usize::from(exists(ending));
    }
    if exists("yaml") {
        let what = format!("build {name}");
        assert_ended(&limited(folder, &[&file("yaml"), "--draft", "--quiet", "--out-dir", "built"]), &what);
    }
    written
}

/// A copy can be read again, and no program stands in what was written anew.
fn assert_harmless(bytes: &[u8], what: &str, is_new: bool) {
    let draft = assemble::read::word::read(bytes, assemble::read::word::ChangesRead::Accepted);
    let draft = draft.unwrap_or_else(|reason| panic!("{what}: {reason}"));
    if is_new {
        assert!(!draft.properties.has_macros, "{what}: a program is carried");
        let mut package = assemble::read::word::Package::open(bytes).expect("it was read");
        let types = package.part("[Content_Types].xml").expect("it can be unpacked").unwrap_or_default();
        assert!(!String::from_utf8_lossy(&types).contains("macroEnabled"), "{what}: it is said to have programs");
    }
}

#[test]
fn hostile_word_files_are_refused_or_read_whole() {
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a port");
    nobody.set_nonblocking(true).expect("it does not wait");
    let address = nobody.local_addr().expect("an address").to_string();
    let example = crate::support::root().join("specs/examples/every-block.yaml");
    let good = crate::support::files(&example)[&assemble::Target::Docx].clone();
    let files = word_files::all(&address, &good);
    assert!(files.len() >= 200, "{}", files.len());
    let folder = Folder::new();
    folder.write("good.docx", &good);
    let report = crate::support::root().join("specs/examples/short.yaml");
    folder.write("good.yaml", fs::read(report).expect("a report"));
    for Hostile { name, bytes } in &files {
        folder.write(&format!("{name}.docx"), bytes);
    }
    // One bad file does not stop the others. The largest take minutes in a program that is not optimized.
    let is_small = |file: &&Hostile| !file.name.starts_with("mass");
    let names: Vec<String> = files.iter().filter(is_small).map(|file| format!("{}.docx", file.name)).collect();
    let told = |arguments: &[&str]| {
        for names in names.chunks(40) {
            let all: Vec<&str> = arguments.iter().copied().chain(names.iter().map(String::as_str)).collect();
            assert_ended(&limited(&folder, &all), arguments[0]);
        }
    };
    let half = |from: usize| {
        files.iter().filter(is_small).skip(from).step_by(6).map(|file| word_commands(&folder, &file.name)).sum()
    };
    let written: usize = std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            told(&["outline"]);
            half(1)
        });
        told(&["check", "--to", "upr", "--quiet"]);
        let own: usize = half(0);
        own + other.join().expect("the other half")
    });
    // Every third file goes through the commands that write.
    assert!(written >= 60, "{written}");
    assert!(nobody.accept().is_err(), "an address was followed");
    for entry in crate::support::sorted(folder.parent().expect("a folder")) {
        assert!(!entry.to_string_lossy().contains("evil"), "{}", entry.display());
    }
}
