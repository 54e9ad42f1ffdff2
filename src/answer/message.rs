//! Messages between the page and the library: an object of JSON with the bytes of files behind it.
//!
//! Four bytes say how long the JSON is, the least first; then come the JSON and the files, one behind the other. The
//! field `files` of the JSON names each file and its size.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A file that a message carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, or its path below the folder of the report.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A message.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// What it says, without the list of its files.
    pub says: Map<String, Value>,
    /// Its files.
    pub files: Vec<File>,
}

#[derive(Deserialize, Serialize)]
struct Entry {
    name: String,
    size: usize,
}

impl Message {
    /// From what can be written as an object of JSON; anything else becomes an object without fields.
    pub fn new(says: impl Serialize, files: Vec<File>) -> Message {
        let says = serde_json::to_value(says).ok().and_then(|value| match value {
            Value::Object(says) => Some(says),
            _ => None,
        });
        Message { says: says.unwrap_or_default(), files }
    }

    /// The answer to what cannot be answered.
    pub fn error(reason: impl Into<String>) -> Message {
        Message::new(json!({ "error": reason.into() }), Vec::new())
    }

    /// From bytes, or why they are not a message.
    pub fn read(bytes: &[u8]) -> Result<Message, String> {
        let cut = || "the message is shorter than it says".to_owned();
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(cut)?;
        let (text, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(cut)?;
        let mut says: Map<String, Value> = serde_json::from_slice(text).map_err(|error| error.to_string())?;
        let entries = says.remove("files").unwrap_or_else(|| json!([]));
        let entries: Vec<Entry> = serde_json::from_value(entries).map_err(|error| error.to_string())?;
        let mut files = Vec::new();
        for Entry { name, size } in entries {
            let (bytes, others) = rest.split_at_checked(size).ok_or_else(cut)?;
            files.push(File { name, bytes: bytes.to_vec() });
            rest = others;
        }
        Ok(Message { says, files })
    }

    /// As bytes.
    pub fn write(mut self) -> Vec<u8> {
        let entries: Vec<Entry> =
            self.files.iter().map(|file| Entry { name: file.name.clone(), size: file.bytes.len() }).collect();
        self.says.insert("files".to_owned(), json!(entries));
        let text = Value::Object(self.says).to_string();
        let mut bytes = u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        bytes.extend_from_slice(text.as_bytes());
        self.files.iter().for_each(|file| bytes.extend_from_slice(&file.bytes));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{File, Message};

    #[test]
    fn a_message_is_read_as_it_was_written() {
        let files = vec![
            File { name: "a.png".to_owned(), bytes: vec![1, 2, 3] },
            File { name: "é/b".to_owned(), bytes: Vec::new() },
            File { name: "c".to_owned(), bytes: vec![255] },
        ];
        let message =
            Message::read(&Message::new(json!({"ask": "judge"}), files.clone()).write()).expect("it is whole");
        assert_eq!(message.says["ask"], "judge");
        assert!(!message.says.contains_key("files"));
        assert_eq!(message.files, files);
    }

    #[test]
    fn what_is_cut_or_lies_about_its_length_is_not_a_message() {
        let whole = Message::new(json!({"a": 1}), vec![File { name: "n".to_owned(), bytes: vec![7; 9] }]).write();
        for end in 0..whole.len() {
            assert!(Message::read(&whole[..end]).is_err(), "{end}");
        }
        assert!(Message::read(&[255, 255, 255, 255, b'{', b'}']).is_err());
    }
}
