//! Answers connections, a bounded number at a time; a slow one keeps no other waiting.

use std::io::{self, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::guard::{Guard, Route};
use super::http::{self, Client, LONGEST_REQUEST, NOTHING, PATIENCE, Refusal};
use super::library::Library;
use super::watching::Listeners;

/// So many connections at a time; each open page holds one for news.
const MOST_CONNECTIONS: usize = 32;

/// How often a listener is asked whether it is still there.
const PULSE: Duration = Duration::from_secs(15);

/// The page, made from `page/` (docs/page.md).
const PAGE: &str = include_str!("page.html");

/// What all connections share.
pub(super) struct Server {
    guard: Guard,
    library: Library,
    listeners: Listeners,
    connections: AtomicUsize,
}

impl Server {
    pub(super) fn new(guard: Guard, library: Library, listeners: Listeners) -> Server {
        Server { guard, library, listeners, connections: AtomicUsize::new(0) }
    }

    /// Answers until the program is ended.
    pub(super) fn run(self: &Arc<Server>, listener: &TcpListener) {
        // A connection that fails is the client's affair.
        for stream in listener.incoming().flatten() {
            let server = Arc::clone(self);
            if server.connections.fetch_add(1, Ordering::Relaxed) >= MOST_CONNECTIONS {
                server.connections.fetch_sub(1, Ordering::Relaxed);
                let _ = refuse(stream, Refusal::new(503, "too many connections; close other pages"));
                continue;
            }
            std::thread::spawn(move || {
                let _ = server.serve(stream);
                server.connections.fetch_sub(1, Ordering::Relaxed);
            });
        }
    }

    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let mut client = Client::new(&stream, LONGEST_REQUEST);
        let (head, body) = match http::read_head(&mut client)? {
            Ok(read) => read,
            Err(refusal) => return refuse(stream, refusal),
        };
        match self.guard.admit(&head) {
            Ok(Route::Page) => {
                http::send(&mut stream, 200, "text/html; charset=utf-8", &policy_of(PAGE), PAGE.as_bytes())
            }
            Ok(Route::Events) => self.events(stream),
            Ok(Route::Answer) => match http::read_body(&head, body, &mut client)? {
                Ok(question) => {
                    let answer = self.library.ask(question);
                    http::send(&mut stream, 200, "application/octet-stream", NOTHING, &answer)
                }
                Err(refusal) => refuse(stream, refusal),
            },
            Err(refusal) => refuse(stream, refusal),
        }
    }

    fn events(&self, mut stream: TcpStream) -> io::Result<()> {
        let news = self.listeners.add();
        http::begin_events(&mut stream)?;
        loop {
            let line = match news.recv_timeout(PULSE) {
                Ok(()) => "event: changed\ndata:\n\n",
                Err(RecvTimeoutError::Timeout) => ":\n\n",
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            stream.write_all(line.as_bytes())?;
            stream.flush()?;
        }
    }
}

/// The rules in the head of the page, and that no other page may show it in a frame, which a head cannot say.
fn policy_of(page: &str) -> String {
    let rules = page.split_once("Content-Security-Policy\" content=\"").and_then(|(_, rest)| rest.split_once('"'));
    format!("{}; frame-ancestors 'none'", rules.map_or("default-src 'none'", |(rules, _)| rules))
}

/// Answers with the reason. What the client may still be sending is read a little, or it would not see the answer.
fn refuse(mut stream: TcpStream, refusal: Refusal) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    http::send(&mut stream, refusal.status, "text/plain; charset=utf-8", NOTHING, refusal.reason.as_bytes())?;
    stream.shutdown(std::net::Shutdown::Write)?;
    let mut left = [0; 4096];
    for _ in 0..16 {
        if io::Read::read(&mut stream, &mut left)? == 0 {
            break;
        }
    }
    Ok(())
}
