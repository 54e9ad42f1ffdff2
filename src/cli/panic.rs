//! Says in two sentences that the program itself made a mistake: the other reports of a batch go on, and nothing
//! of the author's text, name or machine is shown.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};

thread_local! {
    /// Where the last mistake on this thread happened.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Nothing is printed where a mistake happens: its message may hold words of the report.
pub(super) fn keep_private() {
    set_hook(Box::new(|information| PLACE.set(Some(place(information)))));
}

/// Runs `work`; a mistake in it becomes a failure that says what to send to us.
pub(super) fn caught<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    // What a mistake leaves half done is thrown away with the values that `work` used.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PLACE.take().unwrap_or_else(|| "an unknown place".to_owned());
        Err(anyhow::anyhow!(
            "internal error: this is a bug in assemble, not in your report, and no file was written. Please report it \
             (see SECURITY.md), quoting `assemble {} stopped at {place}`; do not send a report that others must not read",
            env!("CARGO_PKG_VERSION")
        ))
    })
}

/// File and line in the source, without the folders of the machine that the program was compiled on.
fn place(information: &PanicHookInfo<'_>) -> String {
    let Some(location) = information.location() else { return "an unknown place".to_owned() };
    format!("{}:{}", inside_package(location.file()), location.line())
}

fn inside_package(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let source = parts.iter().rposition(|part| *part == "src").unwrap_or(parts.len().saturating_sub(1));
    parts.get(source.saturating_sub(1)..).unwrap_or_default().join("/")
}

#[cfg(test)]
mod tests {
    use super::{caught, inside_package};

    #[test]
    fn the_place_of_a_mistake_shows_no_folder_of_a_machine() {
        assert_eq!(
            inside_package("/home/somebody/.cargo/registry/src/x/subsetter-0.2.6/src/a/b.rs"),
            "subsetter-0.2.6/src/a/b.rs"
        );
        assert_eq!(inside_package("src/pages/flow.rs"), "src/pages/flow.rs");
        assert_eq!(inside_package("C:\\Users\\x\\zip-8\\src\\lib.rs"), "zip-8/src/lib.rs");
    }

    #[test]
    fn a_mistake_becomes_a_failure_without_its_message() {
        let failure = caught::<()>(|| panic!("words of a report")).expect_err("it was caught").to_string();
        assert!(failure.starts_with("internal error: this is a bug in assemble, not in your report"), "{failure}");
        assert!(!failure.contains("words of a report"), "{failure}");
    }
}
