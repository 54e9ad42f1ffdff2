//! As much of HTTP/1.1 as the page needs: one request a connection, every size and time bounded.

use std::io::{self, Read, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head of a request.
const LARGEST_HEAD: usize = 16 * 1024;

/// The largest body: a report and what the page sends with it.
const LARGEST_BODY: usize = 50 * 1024 * 1024;

/// How long a client may be silent in the middle of a request.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long a whole request may take to come, however busily its client sends.
pub(super) const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// A client, for as long as its request may take to come.
pub(super) struct Client<R> {
    stream: R,
    until: Instant,
}

#[expect(clippy::disallowed_methods, reason = "how long a client may take is a matter of the clock")]
fn now() -> Instant {
    Instant::now()
}

impl<R> Client<R> {
    pub(super) fn new(stream: R, longest: Duration) -> Client<R> {
        Client { stream, until: now() + longest }
    }
}

impl<R: Read> Read for Client<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if now() >= self.until { Err(io::ErrorKind::TimedOut.into()) } else { self.stream.read(buffer) }
    }
}

/// The first lines of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// The method.
    pub(super) method: String,
    /// The path.
    pub(super) path: String,
    /// Names in small letters, and values.
    headers: Vec<(String, String)>,
}

/// Why a request is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The status.
    pub(super) status: u16,
    /// The reason in words.
    pub(super) reason: &'static str,
}

impl Refusal {
    /// With a reason in words.
    pub(super) fn new(status: u16, reason: &'static str) -> Refusal {
        Refusal { status, reason }
    }
}

impl Head {
    /// All values of a header.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// From the text before the body.
    fn parse(text: &str) -> Result<Head, Refusal> {
        let malformed = || Refusal::new(400, "this is not a request of HTTP/1.1");
        let mut lines = text.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (method, path, version) = (words.next(), words.next(), words.next());
        let (Some(method), Some(path), Some("HTTP/1.1"), None) = (method, path, version, words.next()) else {
            return Err(malformed());
        };
        let mut headers = Vec::new();
        for line in lines {
            let (name, value) = line.split_once(':').ok_or_else(malformed)?;
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            if name.is_empty() || !name.chars().all(is_name) {
                return Err(malformed());
            }
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        Ok(Head { method: method.to_owned(), path: path.to_owned(), headers })
    }

    /// The size of the body that follows.
    fn body_length(&self) -> Result<usize, Refusal> {
        if !self.all("transfer-encoding").is_empty() {
            return Err(Refusal::new(501, "a body must say its size"));
        }
        let length = match self.all("content-length").as_slice() {
            [] if self.method == "POST" => return Err(Refusal::new(411, "a body must say its size")),
            [] => 0,
            [length] if length.bytes().all(|digit| digit.is_ascii_digit()) => length.parse().unwrap_or(usize::MAX),
            _ => return Err(Refusal::new(400, "the size of the body is not a number")),
        };
        if length > LARGEST_BODY {
            return Err(Refusal::new(413, "the body is larger than 50 MB"));
        }
        Ok(length)
    }
}

/// Reads the head of a request, and what has come of its body.
pub(super) fn read_head(client: &mut impl Read) -> io::Result<Result<(Head, Vec<u8>), Refusal>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        if end.unwrap_or(bytes.len()) > LARGEST_HEAD {
            return Ok(Err(Refusal::new(431, "the head is longer than 16 kB")));
        }
        if let Some(end) = end {
            let body = bytes.split_off(end + 4);
            bytes.truncate(end);
            let Ok(text) = String::from_utf8(bytes) else {
                return Ok(Err(Refusal::new(400, "the head is not text")));
            };
            return Ok(Head::parse(&text).map(|head| (head, body)));
        }
        let read = client.read(&mut piece)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&piece[..read]);
    }
}

/// Reads the rest of a body.
pub(super) fn read_body(
    head: &Head,
    mut body: Vec<u8>,
    client: &mut impl Read,
) -> io::Result<Result<Vec<u8>, Refusal>> {
    let length = match head.body_length() {
        Ok(length) => length,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if body.len() > length {
        return Ok(Err(Refusal::new(400, "the body is longer than it says")));
    }
    let rest = (length - body.len()) as u64;
    client.take(rest).read_to_end(&mut body)?;
    if body.len() < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(Ok(body)) }
}

/// The rules that each answer carries; those of the page itself stand in its head too.
const RULES: &str = "Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: no-referrer\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Cross-Origin-Opener-Policy: same-origin\r\n\
    X-Frame-Options: DENY\r\n\
    Connection: close\r\n";

/// Sends an answer.
pub(super) fn send(stream: &mut TcpStream, status: u16, kind: &str, policy: &str, body: &[u8]) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} {}\r\n{RULES}Content-Security-Policy: {policy}\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\n\r\n",
        words(status),
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    stream.flush()
}

/// Begins an answer that goes on for as long as somebody listens.
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\n{RULES}Content-Security-Policy: {NOTHING}\r\nContent-Type: text/event-stream\r\n\r\n\
         retry: 1000\n\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.flush()
}

/// The rules of what is not a page.
pub(super) const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

fn words(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        411 => "Length Required",
        413 => "Content Too Large",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};
    use std::time::Duration;

    use super::{Client, read_body, read_head};

    /// Sends one letter after the other, each after a moment, without end.
    struct Dripping;

    impl Read for Dripping {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            std::thread::sleep(Duration::from_millis(1));
            buffer[0] = b'x';
            Ok(1)
        }
    }

    #[test]
    fn a_request_that_never_ends_is_given_up() {
        let client = || Client::new(Dripping, Duration::from_millis(20));
        let head = read_head(&mut client()).expect_err("it never ends");
        assert_eq!(head.kind(), io::ErrorKind::TimedOut);
        let request = b"POST /a HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n";
        let (head, begun) = read_head(&mut request.as_slice()).expect("it is whole").expect("it is a request");
        let body = read_body(&head, begun, &mut client()).expect_err("it never ends");
        assert_eq!(body.kind(), io::ErrorKind::TimedOut);
    }
}
