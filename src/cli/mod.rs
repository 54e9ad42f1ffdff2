//! The command line: arguments, files, the environment. The only part of the program that touches the machine.

mod advice;
mod args;
mod bodies;
mod build;
mod changed;
mod check;
mod clean;
mod compare;
mod count;
mod dialogue;
mod draft;
mod explain;
mod fix;
mod fonts;
mod import;
mod input;
mod judge;
mod merge;
mod mistyped;
mod new;
mod outline;
mod output;
mod panic;
mod parse;
mod pdf_standard;
mod plan;
mod print;
mod record;
mod schema;
mod serve;
mod shell;
mod states;
mod summary;
mod watch;
mod word_side;

use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;

use args::{Arguments, Command};

/// How a run ended; the highest of a batch counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// All was written, warnings or not.
    Done = 0,
    /// A report has an error or breaks a binding rule.
    Refused = 1,
    /// The program could not run.
    Failed = 2,
}

/// The stack of a thread that works, in bytes: what the system gives the first thread differs, down to nothing.
const STACK: usize = 16 * 1024 * 1024;

/// What a run needs for a report of ordinary size, whatever it does with it.
const LEAST_MEMORY: usize = 160 * 1024 * 1024;

/// What a byte of a large report needs besides: ordinary texts take less, lists inside lists somewhat more.
const MEMORY_FOR_A_BYTE: usize = 100;

/// Whether there is memory for a file of so many bytes. A run that cannot have it ends before it begins with it, because
/// the system ends a program whose memory ends later.
fn has_memory(bytes: usize) -> bool {
    let needed = bytes.saturating_mul(MEMORY_FOR_A_BYTE).saturating_add(LEAST_MEMORY);
    Vec::<u8>::new().try_reserve_exact(needed).is_ok()
}

/// Runs the program with these arguments, the first its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    panic::keep_private();
    keep_file_size_signal();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let status = if has_memory(0) {
        match thread::Builder::new().stack_size(STACK).spawn(move || run_here(&arguments)) {
            Ok(worker) => worker.join().unwrap_or(Status::Failed),
            Err(_) => no_memory(),
        }
    } else {
        no_memory()
    };
    ExitCode::from(status as u8)
}

fn no_memory() -> Status {
    print::complain(&anyhow::anyhow!("the system gives this program too little memory to start"));
    Status::Failed
}

/// A file that grows beyond the size that the system allows is an error of writing then, and does not end the program,
/// which would leave temporary files.
fn keep_file_size_signal() {
    #[cfg(unix)]
    {
        let passed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Where it cannot be registered, the signal does what it always does.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, passed);
    }
}

fn run_here(arguments: &[OsString]) -> Status {
    match parse::parse(arguments) {
        Ok(arguments) => panic::caught(|| obey(&arguments)).unwrap_or_else(|failure| {
            print::complain(&failure);
            Status::Failed
        }),
        Err(refused) => {
            if refused.is_error {
                print::aside(&refused.text);
                Status::Failed
            } else {
                print::result(&refused.text);
                Status::Done
            }
        }
    }
}

fn obey(arguments: &Arguments) -> anyhow::Result<Status> {
    match &arguments.command {
        None => build::run(&arguments.build),
        Some(Command::Check(arguments)) => check::run(arguments),
        Some(Command::Count(arguments)) => count::run(arguments),
        Some(Command::Outline(arguments)) => outline::run(arguments),
        Some(Command::Bodies(arguments)) => bodies::run(arguments),
        Some(Command::Explain(arguments)) => explain::run(arguments),
        Some(Command::Fix(arguments)) => fix::run(arguments),
        Some(Command::New(arguments)) => new::run(arguments),
        Some(Command::Import(arguments)) => import::run(arguments),
        Some(Command::Clean(arguments)) => clean::run(arguments),
        Some(Command::Compare(arguments)) => compare::run(arguments),
        Some(Command::Merge(arguments)) => merge::run(arguments),
        Some(Command::Watch(arguments)) => watch::run(arguments),
        Some(Command::States(arguments)) => states::run(arguments),
        Some(Command::Version) => Ok(shell::version()),
        Some(Command::Serve(arguments)) => serve::run(arguments),
        Some(Command::Schema(arguments)) => schema::run(arguments),
        Some(Command::Completions { shell }) => Ok(shell::completions(*shell)),
        Some(Command::Man { command }) => shell::man(command.as_deref()),
    }
}
