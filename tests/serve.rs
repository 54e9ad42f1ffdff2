//! `assemble serve` answers its own page, and nobody else.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use assemble::answer::{File, Message};
use serde_json::{Value, json};

use crate::support::program::{Folder, Started};
use crate::support::root;

/// A program that serves a folder of its own.
struct Served {
    _program: Started,
    port: u16,
    token: String,
    folder: Folder,
}

fn serve() -> Served {
    let report = fs::read(root().join("specs/examples/short.yaml")).expect("an example");
    start(Folder::new().file("short.yaml", report))
}

fn start(folder: Folder) -> Served {
    let mut program = folder.start(["serve", "short.yaml"]);
    let line = program.line();
    let address = line.trim().strip_prefix("http://127.0.0.1:").expect("an address of this machine");
    let (port, path) = address.split_once('/').expect("a path");
    let token = path.trim_end_matches('/').to_owned();
    assert!(token.len() == 32 && token.bytes().all(|digit| digit.is_ascii_hexdigit()), "{token}");
    Served { _program: program, port: port.parse().expect("a number"), token, folder }
}

impl Served {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        stream
    }

    /// The answer to a request as it is written here.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // It may answer before it has read all.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn status(&self, request: &str) -> u16 {
        let request = request.replace("TOKEN", &self.token).replace("PORT", &self.port.to_string());
        let answer = self.raw(request.as_bytes());
        answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
    }

    /// Asks as the page does.
    fn ask(&self, question: Value, files: Vec<File>) -> Message {
        let body = Message::new(question, files).write();
        let (port, token) = (self.port, &self.token);
        let head = format!(
            "POST /{token}/answer HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n\
             X-Assemble: page\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut stream = self.connect();
        stream.write_all(&[head.as_bytes(), &body].concat()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        assert!(answer.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer[..end]));
        Message::read(&answer[end + 4..]).expect("a message")
    }

    /// Listens for news.
    fn listen(&self) -> BufReader<TcpStream> {
        let mut stream = self.connect();
        let head = format!("GET /{}/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.token, self.port);
        stream.write_all(head.as_bytes()).expect("it reads");
        let mut news = BufReader::new(stream);
        assert!(next(&mut news).starts_with("HTTP/1.1 200"));
        while !next(&mut news).starts_with("retry") {}
        news
    }
}

fn next(news: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    news.read_line(&mut line).expect("a line");
    line
}

fn wait_for_change(news: &mut BufReader<TcpStream>) {
    while !next(news).starts_with("event: changed") {}
}

#[test]
fn hostile_requests_are_refused_and_the_page_is_answered() {
    let served = serve();
    let own = "Host: 127.0.0.1:PORT\r\n";
    let post = "POST /TOKEN/answer HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n";
    let page = "Origin: http://127.0.0.1:PORT\r\nX-Assemble: page\r\n";
    let long = "x".repeat(20_000);
    let cases: Vec<(String, u16)> = vec![
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}\r\n"), 200),
        ("GET /TOKEN/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n".into(), 200),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Sec-Fetch-Site: none\r\n\r\n"), 200),
        ("GET /TOKEN/ HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n".into(), 421),
        ("GET /TOKEN/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".into(), 421),
        ("GET /TOKEN/ HTTP/1.1\r\n\r\n".into(), 421),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}{own}\r\n"), 421),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Origin: http://evil.example\r\n\r\n"), 403),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Origin: null\r\n\r\n"), 403),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Sec-Fetch-Site: cross-site\r\n\r\n"), 403),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Sec-Fetch-Site: same-site\r\n\r\n"), 403),
        (format!("GET / HTTP/1.1\r\n{own}\r\n"), 404),
        (format!("GET /{}/ HTTP/1.1\r\n{own}\r\n", "0".repeat(32)), 404),
        (format!("GET /../../etc/passwd HTTP/1.1\r\n{own}\r\n"), 404),
        (format!("GET /TOKEN/../../etc/passwd HTTP/1.1\r\n{own}\r\n"), 404),
        (format!("PUT /TOKEN/ HTTP/1.1\r\n{own}\r\n"), 405),
        (format!("{post}Content-Length: 2\r\n\r\n{{}}"), 403),
        (format!("{post}X-Assemble: page\r\nContent-Length: 2\r\n\r\n{{}}"), 403),
        (format!("{post}Origin: http://127.0.0.1:PORT\r\nContent-Length: 2\r\n\r\n{{}}"), 403),
        (format!("{post}{page}Content-Length: 2\r\n\r\n{{}}"), 200),
        (format!("{post}{page}\r\n"), 411),
        (format!("{post}{page}Content-Length: two\r\n\r\n"), 400),
        (format!("{post}{page}Content-Length: 99999999999\r\n\r\n"), 413),
        (format!("{post}{page}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 501),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}X: {long}\r\n\r\n"), 431),
        ("GET /TOKEN/ HTTP/1.0\r\n\r\n".into(), 400),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}A b: c\r\n\r\n"), 400),
        ("\u{16}\u{3}\u{1}\r\n\r\n".into(), 400),
        // The head of another host in the path, or behind the right one.
        (format!("GET http://evil.example/TOKEN/ HTTP/1.1\r\n{own}\r\n"), 404),
        ("GET /TOKEN/ HTTP/1.1\r\nHost: 127.0.0.1:PORT.evil.example\r\n\r\n".into(), 421),
        ("GET /TOKEN/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n Host: evil.example\r\n\r\n".into(), 400),
        ("GET /TOKEN/ HTTP/1.1\nHost: 127.0.0.1:PORT\n\r\n\r\n".into(), 400),
        // A right and a wrong one.
        (format!("{post}{page}Origin: http://evil.example\r\nContent-Length: 2\r\n\r\n{{}}"), 403),
        (format!("{post}{page}Sec-Fetch-Site: cross-site\r\nContent-Length: 2\r\n\r\n{{}}"), 403),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Origin: http://127.0.0.1:PORT.evil.example\r\n\r\n"), 403),
        (format!("GET /TOKEN/ HTTP/1.1\r\n{own}Origin: https://127.0.0.1:PORT\r\n\r\n"), 403),
        // What browsers ask before they send what a foreign page wants to send, and other ways to ask.
        (format!("OPTIONS /TOKEN/answer HTTP/1.1\r\n{own}Access-Control-Request-Method: POST\r\n\r\n"), 405),
        (format!("HEAD /TOKEN/ HTTP/1.1\r\n{own}\r\n"), 405),
        (format!("get /TOKEN/ HTTP/1.1\r\n{own}\r\n"), 405),
        (format!("GET /TOKEN/answer HTTP/1.1\r\n{own}\r\n"), 405),
        (format!("GET /TOKEN HTTP/1.1\r\n{own}\r\n"), 404),
        (format!("GET /TOKEN/%2e%2e/ HTTP/1.1\r\n{own}\r\n"), 404),
        (format!("GET /TOKEN/?x HTTP/1.1\r\n{own}\r\n"), 404),
        // Sizes that lie, and what is not a question.
        (format!("{post}{page}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}"), 400),
        (format!("{post}{page}Content-Length: -2\r\n\r\n{{}}"), 400),
        (format!("{post}{page}Content-Length: 2\r\n\r\n{{}}GET /TOKEN/ HTTP/1.1\r\n{own}\r\n"), 400),
        (format!("{post}{page}Content-Length: 8\r\n\r\n\u{7f}\u{7f}\u{7f}\u{7f}{{{{}}}}"), 200),
    ];
    for (request, status) in cases {
        assert_eq!(served.status(&request), status, "{}", &request[..request.len().min(200)]);
    }
}

#[test]
fn the_page_says_what_it_may_do() {
    let served = serve();
    let head = format!("GET /{}/ HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", served.token, served.port);
    let answer = served.raw(head.as_bytes());
    let head = answer.split_once("\r\n\r\n").expect("a head").0;
    for rule in
        ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "no-store", "nosniff", "no-referrer"]
    {
        assert!(head.contains(rule), "{rule} is not in {head}");
    }
    assert!(!head.contains("Access-Control") && !head.contains("unsafe-inline"), "{head}");
}

#[test]
fn a_slow_client_keeps_nobody_waiting_and_is_let_go() {
    let served = serve();
    let mut slow: Vec<TcpStream> = (0..8).map(|_| served.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /").expect("it reads");
    }
    let before = Instant::now();
    assert_eq!(served.status("GET /TOKEN/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"), 200);
    assert!(before.elapsed() < Duration::from_secs(4), "it waited for a slow client");
    let mut answer = Vec::new();
    slow[0].read_to_end(&mut answer).expect("it is let go");
    assert!(answer.is_empty());
}

#[test]
fn more_connections_than_the_most_are_refused() {
    let served = serve();
    let listening: Vec<_> = (0..32).map(|_| served.listen()).collect();
    assert_eq!(served.status("GET /TOKEN/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n"), 503);
    drop(listening);
}

#[test]
fn two_pages_hear_of_every_way_to_save() {
    let served = serve();
    let report = served.folder.join("short.yaml");
    let text = fs::read_to_string(&report).expect("the report");
    let mut pages = [served.listen(), served.listen()];
    served.ask(json!({"ask": "judge", "report": "short.yaml"}), Vec::new());
    let ways: [&dyn Fn(&str); 3] = [
        &|text| fs::write(&report, text).expect("it is written"),
        &|text| {
            let other = served.folder.join("short.yaml.new");
            fs::write(&other, text).expect("it is written");
            fs::rename(&other, &report).expect("it is renamed");
        },
        &|text| {
            fs::rename(&report, served.folder.join("short.yaml~")).expect("it is renamed");
            std::thread::sleep(Duration::from_millis(30));
            fs::write(&report, text).expect("it is written");
        },
    ];
    for (at, save) in ways.iter().enumerate() {
        save(&text.replace("Parallel report", &format!("Report {at}")));
        pages.iter_mut().for_each(wait_for_change);
        let opened = served.ask(json!({"ask": "open", "report": "short.yaml"}), Vec::new());
        assert!(String::from_utf8_lossy(&opened.files[0].bytes).contains(&format!("Report {at}")));
    }
}

#[test]
fn a_report_is_written_only_over_the_version_that_was_read() {
    let served = serve();
    let report = served.folder.join("short.yaml");
    let opened = served.ask(json!({"ask": "open", "report": "short.yaml"}), Vec::new());
    let version = opened.says["version"].clone();
    let write = |version: &Value, text: &str| {
        let file = File { name: "short.yaml".to_owned(), bytes: text.as_bytes().to_vec() };
        served.ask(json!({"ask": "write", "report": "short.yaml", "expects": version}), vec![file]).says
    };
    let written = write(&version, "title: New\n");
    assert_eq!(fs::read_to_string(&report).expect("the report"), "title: New\n");
    assert_eq!(write(&version, "title: Lost\n")["changed"], true);
    assert_eq!(fs::read_to_string(&report).expect("the report"), "title: New\n");
    assert!(write(&written["version"], "title: Newer\n")["version"].is_string());
}

#[test]
fn only_what_is_offered_is_read_and_written() {
    let served = serve();
    served.folder.write("secret.yaml", "title: S\n");
    let name = served.folder.file_name().expect("a name").display();
    let beside = format!("../{name}/short.yaml");
    for name in ["secret.yaml", &beside, "/etc/passwd", "", "."] {
        let answer = served.ask(json!({"ask": "open", "report": name}), Vec::new());
        assert!(answer.says["error"].is_string() && answer.files.is_empty(), "{name}");
        let file = File { name: name.to_owned(), bytes: b"x".to_vec() };
        let answer = served.ask(json!({"ask": "write", "report": name, "expects": ""}), vec![file]);
        assert!(answer.says["error"].is_string(), "{name}");
    }
    // A file that is there, by way of the root of the disk.
    let outside =
        format!("{}{}", "../".repeat(served.folder.components().count()), root().join("Cargo.toml").display());
    let judged = served.ask(json!({"ask": "judge", "report": outside}), Vec::new());
    assert!(judged.says["error"].is_string());
    assert_eq!(served.folder.text("secret.yaml"), "title: S\n");
}

#[test]
fn each_start_has_an_address_of_its_own() {
    let Served { _program: first, token: old, folder, .. } = serve();
    first.kill();
    let second = start(folder);
    assert_ne!(second.token, old);
    let request = format!("GET /{old}/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n");
    assert_eq!(second.status(&request), 404);
}
