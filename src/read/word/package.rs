//! Opens a Word file: a zip container with relationships between its files, read within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;
use super::tree::{Space, Tree};

/// The largest Word file.
const FILE: usize = 50 * 1024 * 1024;
/// The most bytes that are unpacked of one file.
pub(crate) const UNPACKED: u64 = 200 * 1024 * 1024;
/// The most parts.
const PARTS: usize = 10_000;

/// One arrow from a part to another, or to an address outside, which is never followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// Its id in the part.
    pub id: String,
    /// The last word of its type: `image`, `hyperlink`, `footnotes`.
    pub kind: String,
    /// The name of the part it leads to, or the address.
    pub target: String,
    /// Whether it leads outside.
    pub is_external: bool,
}

/// A Word file that is open.
#[derive(Debug)]
pub struct Package<'b> {
    bytes: &'b [u8],
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Names in small letters to names as written: Word does not tell capitals apart.
    names: BTreeMap<String, String>,
    left: u64,
    main: String,
    /// The part with the text, until it is asked for: it was read to see what the file is.
    text: Option<Tree>,
}

impl<'b> Package<'b> {
    /// Opens a Word file, whatever its name: its first bytes say what it is.
    pub fn open(bytes: &'b [u8]) -> Result<Package<'b>, Unreadable> {
        if bytes.len() > FILE {
            return Err(Unreadable::limit("the file is larger than 50 MB".to_owned()));
        }
        sniff(bytes)?;
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| Unreadable::Damaged("the file is not complete".to_owned()))?;
        if archive.len() > PARTS {
            return Err(Unreadable::limit(format!("the file has more than {PARTS} parts")));
        }
        let names = archive.file_names().map(|name| (key(name), name.to_owned())).collect();
        let mut package = Package { bytes, archive, names, left: UNPACKED, main: String::new(), text: None };
        package.main = package.find_main()?;
        Ok(package)
    }

    fn find_main(&mut self) -> Result<String, Unreadable> {
        if self.has("mimetype") {
            return Err(Unreadable::NotWord("an OpenDocument file"));
        }
        let main = self.relationships("")?.into_iter().find(|one| one.kind == "officeDocument" && !one.is_external);
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |main| main.target);
        if !self.has(&main) {
            return Err(Unreadable::NotWord("a zip file"));
        }
        match self.tree(&main)? {
            Some(tree) if tree.is(tree.root(), Space::Word, "document") => {
                self.text = Some(tree);
                Ok(main)
            }
            _ if main.contains("workbook") => Err(Unreadable::NotWord("an Excel file")),
            _ if main.contains("presentation") => Err(Unreadable::NotWord("a PowerPoint file")),
            _ => Err(Unreadable::NotWord("a zip file")),
        }
    }

    /// The name of the part with the text.
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The file as it was given.
    pub fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// The names of all parts as they are written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.archive.file_names()
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// The bytes of a part; `None` if there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(written) = self.names.get(&key(name)).cloned() else { return Ok(None) };
        let file = self.archive.by_name(&written).map_err(|error| refused(&written, &error))?;
        let mut bytes = Vec::new();
        file.take(self.left + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Unreadable::damaged(&written, "it cannot be unpacked"))?;
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(Unreadable::limit("the file unpacks to more than 200 MB".to_owned()));
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// A part as XML.
    pub fn tree(&mut self, name: &str) -> Result<Option<Tree>, Unreadable> {
        if let Some(tree) = self.text.take_if(|_| key(name) == key(&self.main)) {
            return Ok(Some(tree));
        }
        match self.part(name)? {
            Some(bytes) => Tree::parse(name, &bytes).map(Some),
            None => Ok(None),
        }
    }

    /// The relationships of a part; those of the whole file for an empty name.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(tree) = self.tree(&format!("{folder}{slash}_rels/{file}.rels"))? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for node in tree.children(tree.root()).filter(|node| tree.name(*node) == "Relationship") {
            let value = |name| tree.plain(node, name).map(|value| value.into_owned()).unwrap_or_default();
            let is_external = value("TargetMode") == "External";
            let target = value("Target");
            let target = if is_external { target } else { resolve(folder, &target) };
            let kind = value("Type").rsplit('/').next().unwrap_or("").to_owned();
            found.push(Relationship { id: value("Id"), kind, target, is_external });
        }
        Ok(found)
    }
}

/// Why a part cannot be opened.
fn refused(name: &str, error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => Unreadable::OldOrLocked,
        _ => Unreadable::damaged(name, "it cannot be unpacked"),
    }
}

/// A name as it is compared.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A target, which is relative to the folder of its part or begins with a slash.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a file is by its first bytes, if it is not a zip container.
fn sniff(bytes: &[u8]) -> Result<(), Unreadable> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = text.get(..512.min(text.len())).unwrap_or(b"");
    let begins = |sign: &[u8]| start.starts_with(sign);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return Ok(());
    }
    Err(if begins(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        Unreadable::OldOrLocked
    } else if start.is_empty() {
        Unreadable::NotWord("an empty file")
    } else if begins(b"{\\rtf") {
        Unreadable::NotWord("an RTF file")
    } else if begins(b"%PDF") {
        Unreadable::NotWord("a PDF file")
    } else if begins(b"<?xml") && find(text, b"wordDocument") || begins(b"<?xml") && find(text, b"2006/xmlPackage") {
        Unreadable::NotWord("a Word file saved as XML")
    } else if begins(b"<") {
        Unreadable::NotWord("a web page or another file of XML")
    } else {
        Unreadable::NotWord("a file of another kind")
    })
}

fn find(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..4_096.min(bytes.len())).is_some_and(|start| start.windows(word.len()).any(|window| window == word))
}

#[cfg(test)]
mod tests {
    use super::{Package, Unreadable, resolve};
    use crate::read::word::sample::Sample;

    #[test]
    fn what_unpacks_to_more_than_the_limit_is_refused() {
        let bytes = Sample::paragraphs(&["x"]).raw("word/large.xml", " ".repeat(100)).bytes();
        let mut package = Package::open(&bytes).expect("it can be opened");
        package.left = 150;
        assert_eq!(package.part("WORD/large.xml").expect("it fits").map(|part| part.len()), Some(100));
        assert!(matches!(package.part("word/large.xml"), Err(Unreadable::Limit(_))));
        assert_eq!(package.part("word/none.xml"), Ok(None));
    }

    #[test]
    fn targets_are_relative_to_the_folder_of_their_part() {
        assert_eq!(resolve("word", "media/a.png"), "word/media/a.png");
        assert_eq!(resolve("word", "../custom/x.xml"), "custom/x.xml");
        assert_eq!(resolve("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(resolve("", "../../x"), "x");
    }
}
