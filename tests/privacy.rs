//! Neither file tells who wrote it, on which machine, where or when: every part of every output is unpacked and searched.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::program::{Folder, Run, program};
use crate::support::{examples, root};

/// What the pictures of this test carry besides what they show.
const SECRETS: [&str; 5] = ["SecretCamera", "Secret Photographer", "SecretComment", "Exif", "eXIf"];

/// What the machine would tell.
const USER: &str = "pseudonym-of-user";
const HOST: &str = "name-of-machine";

/// Every part of an output in readable form: parts of a package, and the streams of a PDF, inflated.
fn unpacked(path: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = fs::read(path).expect("an output");
    let mut parts = vec![(path.display().to_string(), bytes.clone())];
    if path.extension().is_some_and(|ending| ending == "docx") {
        let package = crate::word::open(&bytes);
        parts.extend(package.names.iter().map(|name| (name.clone(), package.part(name).to_vec())));
        return parts;
    }
    for (number, stream) in streams(&bytes).into_iter().enumerate() {
        let mut inflated = Vec::new();
        // Pictures as JPEG are not deflated, and stand in the file as they are.
        let _ = flate2::read::ZlibDecoder::new(stream).read_to_end(&mut inflated);
        parts.push((format!("stream {number}"), inflated));
    }
    parts
}

pub(crate) fn streams(mut pdf: &[u8]) -> Vec<&[u8]> {
    let find = |bytes: &[u8], word: &[u8]| bytes.windows(word.len()).position(|window| window == word);
    let mut streams = Vec::new();
    while let Some(start) = find(pdf, b"stream\n") {
        let rest = &pdf[start + 7..];
        let Some(end) = find(rest, b"endstream") else { break };
        streams.push(&rest[..end]);
        pdf = &rest[end + 9..];
    }
    streams
}

fn contains(bytes: &[u8], word: &str) -> bool {
    let utf_16: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [word.as_bytes(), &utf_16].iter().any(|word| bytes.windows(word.len()).any(|window| window == *word))
}

/// Builds a report, named from the root of the disk, as somebody with a name on a machine with a name.
fn build(folder: &Path, name: &str, flags: &[&str]) -> Vec<std::path::PathBuf> {
    let mut command = program(folder);
    command.args([&folder.join(name), Path::new("--out-dir"), &folder.join("out")]).arg("--pdf").args(flags);
    let run = Run::of(command.env("USER", USER).env("LOGNAME", USER).env("HOSTNAME", HOST));
    assert_eq!(run.code, 0, "{}", run.stderr);
    crate::support::sorted(&folder.join("out"))
}

fn assert_private(path: &Path, folder: &Path) {
    let host = fs::read_to_string("/etc/hostname").unwrap_or_default();
    let folder = folder.display().to_string();
    let parts = unpacked(path);
    let is_text = path.extension().is_some_and(|ending| ending == "json");
    assert!(is_text || parts.len() > 5, "{} was not unpacked", path.display());
    for (part, bytes) in &parts {
        for told in [USER, HOST, host.trim(), folder.as_str(), "/root/", "/home/", "file://", "C:\\Users"] {
            // A short name of a machine stands in compressed bytes by chance.
            assert!(told.len() < 6 || !contains(bytes, told), "{}, {part} tells {told}", path.display());
        }
        for secret in SECRETS {
            assert!(!contains(bytes, secret), "{}, {part} tells {secret}", path.display());
        }
    }
    if is_text {
        let text = fs::read_to_string(path).expect("a text").into_bytes();
        let is_time = |five: &[u8]| five[2] == b':' && [0, 1, 3, 4].iter().all(|at| five[*at].is_ascii_digit());
        assert!(!text.windows(5).any(is_time), "{} tells a time of day", path.display());
    }
    // Dates are those of the report, at midnight: a time of day would be that of the machine.
    for (part, bytes) in &parts {
        let text = String::from_utf8_lossy(bytes);
        for (at, _) in text.match_indices("(D:") {
            let date: String = text[at + 3..].chars().take_while(char::is_ascii_digit).collect();
            assert!(date.len() <= 8 || date[8..].chars().all(|digit| digit == '0'), "{part}: {date}");
        }
        for tag in ["dcterms:created", "dcterms:modified", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            for piece in text.split(&format!("<{tag}")).skip(1) {
                let value = piece.split('<').next().unwrap_or("");
                assert!(!value.contains('T') || value.contains("T00:00:00"), "{part}: {tag} {value}");
            }
        }
    }
}

#[test]
fn no_output_tells_of_user_machine_path_or_time_of_day() {
    for example in examples() {
        let folder = Folder::copy_of("specs/examples");
        let name = example.file_name().expect("a name").to_string_lossy().into_owned();
        let flags = ["--draft", "--comments", "--changed", "--manifest", "out/manifest.json"];
        let outputs = build(&folder, &name, &flags);
        assert_eq!(outputs.len(), 4, "two files, the manifest, what `--changed` keeps: {outputs:?}");
        for path in outputs {
            assert_private(&path, &folder);
        }
    }
}

#[test]
fn what_is_kept_for_the_next_build_is_the_same_in_every_folder_of_the_machine() {
    let kept = || {
        let folder = Folder::copy_of("specs/examples");
        let outputs = build(&folder, "every-block.yaml", &["--changed"]);
        fs::read(outputs.iter().find(|path| path.ends_with(".every-block.assemble.json")).expect("what is kept"))
            .expect("a file")
    };
    assert_eq!(kept(), kept(), "a hash of a folder can be guessed");
}

#[test]
fn what_may_be_passed_on_names_no_folder_but_those_below_it() {
    let folder = Folder::new();
    let case = folder.join("case-of-juan-perez");
    fs::create_dir_all(case.join("texts")).expect("a folder");
    fs::create_dir(folder.join("desk")).expect("a folder");
    let report = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nbody: {file: texts/b.md}\n";
    fs::write(case.join("r.yaml"), report).expect("a file");
    // With a warning and a remedy, whose places name a file too.
    fs::write(case.join("texts/b.md"), "See [the list](https://example.org \"of victims\"),which is long.\n")
        .expect("a file");
    let typed = case.join("r.yaml").display().to_string();
    for (from, report, manifest, expected) in [
        ("", "case-of-juan-perez/r.yaml", "m.json", "case-of-juan-perez/r"),
        ("", "./case-of-juan-perez/../case-of-juan-perez/r.yaml", "m.json", "r"),
        ("", "case-of-juan-perez/r.yaml", "case-of-juan-perez/m.json", "r"),
        ("", "case-of-juan-perez", "desk/m.json", "r"),
        ("desk", "../case-of-juan-perez/r.yaml", "m.json", "r"),
        ("desk", &typed, "m.json", "r"),
        ("desk", &typed, &case.join("m.json").display().to_string(), "r"),
    ] {
        let from = folder.join(from);
        let run = Run::of(program(&from).args([report, "--pdf", "--changed", "--manifest", manifest]));
        assert_eq!(run.code, 0, "{report}: {}", run.stderr);
        let read = |path: &Path| fs::read_to_string(path).expect("it was written");
        let manifest = read(&from.join(manifest));
        let value: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
        let made = &value["reports"][0];
        assert_eq!(made["report"], format!("{expected}.yaml"), "{report}");
        assert_eq!(made["files"][0]["name"], format!("{expected}.docx"), "{report}");
        assert_eq!(made["files"][1]["name"], format!("{expected}.pdf"), "{report}");
        assert_eq!(made["findings"][0]["file"], "texts/b.md", "{report}");
        let kept = read(&case.join(".r.assemble.json"));
        let folders = ["desk", &folder.display().to_string()];
        for told in folders.iter().chain((expected == "r").then_some(&"juan-perez")) {
            assert!(!manifest.contains(told), "{report}: {manifest}");
            assert!(!kept.contains(told), "{report}: {kept}");
        }
        assert!(!kept.contains("juan-perez"), "{report}: {kept}");
    }
}

#[test]
fn pictures_lose_place_camera_and_author_in_both_files_also_inside_drawings() {
    let folder = Folder::copy_of("tests/pictures");
    let jpeg = folder.read("place.jpg");
    let png = folder.read("author.png");
    assert!(contains(&jpeg, "SecretCamera") && contains(&png, "Secret Photographer"));
    let image = |kind: &str, bytes: &[u8]| {
        format!("<image width=\"9\" height=\"9\" href=\"data:image/{kind};base64,{}\"/>", STANDARD.encode(bytes))
    };
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"20\">{}{}<!-- Secret Photographer --><metadata>SecretCamera</metadata></svg>",
        image("jpeg", &jpeg),
        image("png", &png)
    );
    folder.write("drawing.svg", drawing);
    let figures: String = ["place.jpg", "author.png", "drawing.svg"]
        .iter()
        .map(|file| format!("  - figure: {{file: {file}, alt: A square, caption: A square}}\n"))
        .collect();
    let report = format!("submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\nbody:\n{figures}");
    folder.write("r.yaml", report);
    let outputs = build(&folder, "r.yaml", &[]);
    assert_eq!(outputs.len(), 2);
    for path in outputs {
        assert_private(&path, &folder);
        // The pictures in a drawing are coded once more.
        for (part, bytes) in unpacked(&path).iter().filter(|(part, _)| part.ends_with(".svg")) {
            let text = String::from_utf8_lossy(bytes);
            let pictures: Vec<&str> =
                text.split(";base64,").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            assert_eq!(pictures.len(), 2, "{part}");
            for picture in pictures {
                let picture = STANDARD.decode(picture).expect("a picture");
                assert!(SECRETS.iter().all(|secret| !contains(&picture, secret)), "{part}");
            }
        }
    }
}

#[test]
fn a_damaged_picture_with_camera_data_is_cleaned_or_refused() {
    let read = |name: &str| fs::read(root().join("tests/pictures").join(name)).expect("a picture");
    let (mut jpeg, png) = (read("place.jpg"), read("author.png"));
    let folder = Folder::new();
    folder.write("cut.png", &png[..png.len() - 4]);
    let report = |file: &str| {
        format!(
            "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {{name: N}}\nbody:\n  - figure: {{file: {file}, alt: A, caption: C}}\n"
        )
    };
    folder.write("r.yaml", report("cut.png"));
    for path in build(&folder, "r.yaml", &[]) {
        assert_private(&path, &folder);
    }
    // A byte in the middle of the scan.
    let scan = jpeg.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).expect("a scan") + 14;
    jpeg.splice(scan..scan, [0xFF, 0xE5, 0, 2, 7]);
    let judged = |bytes: Vec<u8>| {
        let read = move |_: &str| Ok(bytes.clone());
        let text = report("a.jpg");
        let request = assemble::Request {
            targets: assemble::Target::ALL.into(),
            ..assemble::Request::new("r", text.as_bytes(), &read)
        };
        let judged = assemble::judge(&request, &mut assemble::Tools::new()).expect("our own files are whole");
        judged.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert!(judged(jpeg).contains(&assemble::diagnostic::Code::DamagedPicture));
}

#[test]
fn confidential_reports_say_so_in_both_files() {
    let folder = Folder::new();
    let report =
        "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\nconfidential: true\nbody: Text.\n";
    folder.write("r.yaml", report);
    let paths = build(&folder, "r.yaml", &[]);
    let header = unpacked(&paths[0]).into_iter().any(|(part, bytes)| {
        part.starts_with("word/header") && String::from_utf8_lossy(&bytes).to_uppercase().contains("CONFIDENTIAL")
    });
    assert!(header, "the Word file does not say so");
    let read = |_: &str| Err(String::new());
    let request = assemble::Request {
        targets: assemble::Target::ALL.into(),
        ..assemble::Request::new("r", report.as_bytes(), &read)
    };
    let judged = assemble::judge(&request, &mut assemble::Tools::new()).expect("our own files are whole");
    for page in &judged.pages.pages {
        let words: String = page
            .items
            .iter()
            .filter_map(|placed| match &placed.item {
                assemble::pages::Item::Glyphs(run) => Some(run.text.to_uppercase()),
                _ => None,
            })
            .collect();
        assert!(words.contains("CONFIDENTIAL"), "{words}");
    }
}

/// A Word file with this in the place of its picture, notes in the container, and an author.
fn word_file_with(picture: &[u8]) -> Vec<u8> {
    let whole = crate::support::files(&root().join("specs/examples/every-block.yaml"))[&assemble::Target::Docx].clone();
    let package = crate::word::open(&whole);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.set_comment("SecretComment").expect("a comment");
    for name in &package.names {
        let mut options = zip::write::FullFileOptions::default().with_file_comment("SecretComment");
        options.add_extra_data(0x5475, b"Secret Photographer", false).expect("a field");
        writer.start_file(name.as_str(), options).expect("a part");
        let part = package.part(name);
        let content = if name.ends_with("media/image1.png") { picture } else { part };
        std::io::Write::write_all(&mut writer, content).expect("a part");
    }
    writer.finish().expect("a zip file").into_inner()
}

#[test]
fn a_cleaned_copy_says_what_was_taken_and_no_more() {
    let read = |name: &str| fs::read(root().join("tests/pictures").join(name)).expect("a picture");
    let plain =
        image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8, y as u8, 9])));
    let mut anew = std::io::Cursor::new(Vec::new());
    plain.write_to(&mut anew, image::ImageFormat::Png).expect("it can be coded");
    for (picture, taken) in [(anew.into_inner(), None), (read("author.png"), Some(1))] {
        let folder = Folder::new();
        folder.write("d.docx", word_file_with(&picture));
        let run = folder.run(["clean", "d.docx", "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let made: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let counted =
            made["taken"].get("pictures with data of cameras or programs").and_then(serde_json::Value::as_u64);
        assert_eq!(counted, taken, "{made}");
        let copy = folder.join("d.clean.docx");
        for (part, bytes) in unpacked(&copy) {
            for secret in SECRETS {
                assert!(!contains(&bytes, secret), "{part} tells {secret}");
            }
        }
    }
}
