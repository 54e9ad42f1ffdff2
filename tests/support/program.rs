//! The program as a whole process, in a folder of its own. Tests start it here and nowhere else.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Lines, Read, Write as _};
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::{names, root, sorted};

/// A report in which nothing is wrong.
pub(crate) const GOOD: &str = "\
submitted_to: cescr
state: NOR
session: 78
language: en
title: A title
submitted_by:
  - name: Example Rights Network
    status: special
body: |
  One paragraph.
";

/// A report that is refused.
pub(crate) const BAD: &str = "\
submitted_to: cescr
state: NOR
language: en
titel: A title
submitted_by:
  - name: Example Rights Network
body: |
  One paragraph.
";

const PROGRAM: &str = env!("CARGO_BIN_EXE_assemble");

/// No run takes so long, even in a build that is not optimized on a busy machine: one that does waits for something.
const LONGEST: Duration = Duration::from_secs(300);

/// The program in a folder, with no input, and with nothing from whoever runs the tests that changes what it writes.
pub(crate) fn program(folder: &Path) -> Command {
    quiet(PROGRAM, folder)
}

fn quiet(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Makes a named pipe, which keeps whoever reads it waiting.
pub(crate) fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

/// A temporary folder in which the program runs; wherever a path is wanted, it is one.
pub(crate) struct Folder(TempDir);

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        self.0.path()
    }
}

impl Folder {
    pub(crate) fn new() -> Folder {
        Folder(TempDir::new().expect("a folder"))
    }

    /// A folder with all that stands in this folder of the project.
    pub(crate) fn copy_of(folder: &str) -> Folder {
        fn copy(from: &Path, to: &Path) {
            fs::create_dir_all(to).expect("a folder");
            for path in sorted(from) {
                let target = to.join(path.file_name().expect("a name"));
                if path.is_dir() {
                    copy(&path, &target);
                } else {
                    fs::copy(&path, target).expect("a copy");
                }
            }
        }
        let new = Folder::new();
        copy(&root().join(folder), &new);
        new
    }

    /// The folder, with this file in it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Folder {
        self.write(name, content);
        self
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("UTF-8")
    }

    pub(crate) fn run(&self, arguments: impl IntoIterator<Item: AsRef<OsStr>>) -> Run {
        Run::of(program(self).args(arguments))
    }

    /// Runs the program with this on its standard input, which is a pipe.
    pub(crate) fn run_with_input(&self, input: &str, arguments: impl IntoIterator<Item: AsRef<OsStr>>) -> Run {
        let mut command = program(self);
        let mut child = Ended::by(command.args(arguments).stdin(Stdio::piped()));
        // Who does not ask for the input may have ended before all of it was written.
        let _ = child.0.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait(self)
    }

    /// Runs the program as the last words of this line of the shell: `ulimit -n 8; exec`, `exec timeout 3`.
    pub(crate) fn run_under(&self, line: &str, arguments: impl IntoIterator<Item: AsRef<OsStr>>) -> Run {
        let line = format!("{line} \"$0\" \"$@\"");
        Run::of(quiet("sh", self).args(["-c", &line, PROGRAM]).args(arguments))
    }

    /// Starts the program and goes on beside it.
    pub(crate) fn start(&self, arguments: impl IntoIterator<Item: AsRef<OsStr>>) -> Started {
        let mut child = Ended::by(program(self).args(arguments));
        let lines = BufReader::new(child.0.stdout.take().expect("a pipe")).lines();
        Started { child, lines }
    }
}

/// How the program ended, and what stood in its folder then. One that was ended by a signal fails the test.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    names: Vec<String>,
}

impl Run {
    /// Runs what [`program`] gave, after the test has changed it.
    pub(crate) fn of(command: &mut Command) -> Run {
        let folder = command.get_current_dir().expect("a folder").to_owned();
        Ended::by(command).wait(&folder)
    }

    /// Expects this exit status, and exactly these files in the folder.
    #[track_caller]
    pub(crate) fn ends(&self, code: i32, names: &[&str]) -> &Run {
        assert_eq!(self.code, code, "{self:#?}");
        assert_eq!(self.names, names, "{self:#?}");
        self
    }

    /// Expects exactly this on standard output.
    #[track_caller]
    pub(crate) fn prints(&self, text: &str) -> &Run {
        assert_eq!(self.stdout, text, "stderr:\n{}", self.stderr);
        self
    }

    /// Expects exactly this on standard error.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Run {
        assert_eq!(self.stderr, text, "stdout:\n{}", self.stdout);
        self
    }

    /// Expects this exit status, and gives the lines of standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self, code: i32) -> Vec<Value> {
        assert_eq!(self.code, code, "{self:#?}");
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON value")).collect()
    }

    /// All that it printed and said.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// The program at work; it is killed with the test.
pub(crate) struct Started {
    child: Ended,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Started {
    /// The next line that it prints.
    pub(crate) fn line(&mut self) -> String {
        self.lines.next().expect("a line").expect("UTF-8")
    }

    /// Kills it, and gives what it had said on standard error.
    pub(crate) fn kill(mut self) -> String {
        self.child.0.kill().expect("it can be killed");
        let stderr = self.child.0.stderr.take().expect("a pipe");
        text_of(stderr).join().expect("UTF-8")
    }
}

/// A child that no test leaves behind.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Ended {
    fn by(command: &mut Command) -> Ended {
        Ended(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts"))
    }

    fn wait(mut self, folder: &Path) -> Run {
        let stdout = text_of(self.0.stdout.take().expect("a pipe"));
        let stderr = text_of(self.0.stderr.take().expect("a pipe"));
        let began = Instant::now();
        let status = loop {
            if let Some(status) = self.0.try_wait().expect("a status") {
                break status;
            }
            assert!(began.elapsed() < LONGEST, "it waits");
            std::thread::sleep(Duration::from_millis(4));
        };
        let [stdout, stderr] = [stdout, stderr].map(|text| text.join().expect("UTF-8"));
        let code = status.code().unwrap_or_else(|| panic!("{status}: {stdout}{stderr}"));
        Run { code, stdout, stderr, names: names(folder) }
    }
}

/// Reads to the end, beside whatever else is read.
fn text_of(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = String::new();
        pipe.read_to_string(&mut text).expect("UTF-8");
        text
    })
}
