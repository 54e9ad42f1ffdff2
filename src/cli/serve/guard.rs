//! Who may ask: only the page that was served from here, known by a secret in its address and by what browsers say of a
//! request. A page of another site can send requests to this machine, so each of them is looked at.

use super::http::{Head, Refusal};

/// What a request must show.
pub(super) struct Guard {
    port: u16,
    /// 128 random bits in the path. Not in a cookie: cookies are shared by all ports of a machine.
    token: String,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The page itself.
    Page,
    /// News of files that have changed.
    Events,
    /// A question of the page.
    Answer,
}

impl Guard {
    /// With a token of its own.
    pub(super) fn new(port: u16) -> Result<Guard, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Guard { port, token: bytes.iter().map(|byte| format!("{byte:02x}")).collect() })
    }

    /// The address of the page.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token)
    }

    /// What is asked for, or why it is not answered.
    pub(super) fn admit(&self, head: &Head) -> Result<Route, Refusal> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        // A foreign name that leads to this machine (DNS rebinding) shows in Host.
        match head.all("host").as_slice() {
            [host] if own.contains(host) => {}
            _ => return Err(Refusal::new(421, "this address is not served here")),
        }
        let origin = head.all("origin");
        let is_own =
            |origin: &String| origin.strip_prefix("http://").is_some_and(|host| own.iter().any(|own| own == host));
        if !origin.iter().all(is_own) || origin.len() > 1 {
            return Err(Refusal::new(403, "only the page that was served here may ask"));
        }
        let fetched = head.all("sec-fetch-site");
        if !fetched.iter().all(|from| matches!(from.as_str(), "same-origin" | "none")) {
            return Err(Refusal::new(403, "only the page that was served here may ask"));
        }
        let path = head.path.strip_prefix('/').and_then(|path| path.split_once('/'));
        let name = path.filter(|(token, _)| is_same(token, &self.token)).map(|(_, name)| name);
        let not_found = || Refusal::new(404, "there is nothing here");
        match (name.ok_or_else(not_found)?, head.method.as_str()) {
            ("", "GET") => Ok(Route::Page),
            ("events", "GET") => Ok(Route::Events),
            ("answer", "POST") => {
                // A form of another page can send neither this header nor our origin.
                let asked_by_page = head.all("x-assemble") == ["page"] && !origin.is_empty();
                if asked_by_page { Ok(Route::Answer) } else { Err(Refusal::new(403, "only the page may ask")) }
            }
            ("" | "events" | "answer", _) => Err(Refusal::new(405, "it is not asked for in this way")),
            _ => Err(not_found()),
        }
    }
}

/// Compares in the same time wherever the difference is.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (one, other)| all | (one ^ other)) == 0
}
