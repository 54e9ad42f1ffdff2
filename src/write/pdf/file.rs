//! Puts objects into the file: streams as they come, other objects packed together and compressed (ISO 32000-1, 7.5.7), and
//! at the end the table of their places (7.5.8).

use flate2::{Compress, Compression, FlushCompress, Status};
use sha2::{Digest, Sha256};

use super::object::Object;
use super::standard::Dialect;
use crate::error::Error;

/// The number of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(u32);

impl Id {
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    /// Nowhere yet.
    Nowhere,
    /// At this byte.
    At(usize),
    /// In an object stream, at this position.
    In(Id, u16),
}

/// So many objects share a stream.
const PACKED: usize = 250;

/// How hard is tried to make streams small: see docs/performance.md.
const LEVEL: u32 = 4;

/// A file on its way.
pub(super) struct File {
    /// How it says things.
    pub(super) dialect: &'static Dialect,
    bytes: Vec<u8>,
    places: Vec<Place>,
    pack: Vec<(Id, usize)>,
    packed: Vec<u8>,
    compressor: Compress,
    is_too_long: bool,
    /// What tells this file from others: the checksums of its streams.
    sums: Sha256,
}

impl File {
    /// An empty file.
    pub(super) fn new(dialect: &'static Dialect) -> File {
        File {
            dialect,
            // Four bytes above 127 say that the file is not text (7.5.2).
            bytes: [b"%PDF-", dialect.version.as_bytes(), b"\n%\xE2\xE3\xCF\xD3\n"].concat(),
            places: vec![Place::Nowhere],
            pack: Vec::new(),
            packed: Vec::new(),
            compressor: Compress::new(Compression::new(LEVEL), true),
            is_too_long: false,
            sums: Sha256::new(),
        }
    }

    /// A number for an object that comes later.
    pub(super) fn reserve(&mut self) -> Id {
        let id = Id(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        self.places.push(Place::Nowhere);
        id
    }

    /// Puts an object at its number.
    pub(super) fn put(&mut self, id: Id, object: &Object) {
        self.is_too_long |= object.is_too_long;
        self.pack.push((id, self.packed.len()));
        self.packed.extend_from_slice(&object.bytes);
        self.packed.push(b'\n');
        if self.pack.len() == PACKED {
            self.close_pack();
        }
    }

    /// Puts an object at the next number.
    pub(super) fn add(&mut self, object: &Object) -> Id {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// Puts a stream, compressed; `entries` are those of its dictionary but length and filter.
    pub(super) fn stream(&mut self, id: Id, entries: &Object, data: &[u8]) {
        let mut head = entries.clone();
        let small = self.compressed(data);
        self.sums.update(&small[small.len().saturating_sub(4)..]);
        self.stored(id, head.say("/Filter/FlateDecode"), &small);
    }

    /// Puts a stream as it is.
    pub(super) fn stored(&mut self, id: Id, entries: &Object, data: &[u8]) {
        self.is_too_long |= entries.is_too_long;
        self.set(id, Place::At(self.bytes.len()));
        let mut head = Object::default();
        head.int(id.0).say(" 0 obj\n<<").bytes.extend_from_slice(&entries.bytes);
        head.say("/Length ").count(data.len()).say(">>stream\n");
        self.bytes.extend_from_slice(&head.bytes);
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn set(&mut self, id: Id, place: Place) {
        if let Some(known) = usize::try_from(id.0).ok().and_then(|at| self.places.get_mut(at)) {
            *known = place;
        }
    }

    /// Writes the objects that wait as one stream.
    fn close_pack(&mut self) {
        if self.pack.is_empty() {
            return;
        }
        let (pack, packed) = (std::mem::take(&mut self.pack), std::mem::take(&mut self.packed));
        let stream = self.reserve();
        let mut data = Object::default();
        for ((id, at), position) in pack.iter().zip(0..) {
            data.int(id.0).say(" ").count(*at).say(" ");
            self.set(*id, Place::In(stream, position));
        }
        let first = data.bytes.len();
        data.bytes.extend_from_slice(&packed);
        let mut entries = Object::new("/Type/ObjStm/N ");
        entries.count(pack.len()).say("/First ").count(first);
        self.stream(stream, &entries, &data.bytes);
        (self.pack, self.packed) = (pack, packed);
        self.pack.clear();
        self.packed.clear();
    }

    /// Compresses bytes (RFC 1950): the state that takes long to make is used for all of a file.
    fn compressed(&mut self, data: &[u8]) -> Vec<u8> {
        self.compressor.reset();
        let mut small = Vec::with_capacity(data.len() / 2 + 64);
        loop {
            let read = usize::try_from(self.compressor.total_in()).unwrap_or(usize::MAX);
            let rest = data.get(read..).unwrap_or_default();
            match self.compressor.compress_vec(rest, &mut small, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => small.reserve(small.capacity().max(64)),
                Ok(Status::StreamEnd) | Err(_) => return small,
            }
        }
    }

    /// Writes the rest of the file; `name` is what the report is called wherever it goes.
    pub(super) fn finish(mut self, catalog: Id, information: Option<Id>, name: &str) -> Result<Vec<u8>, Error> {
        self.close_pack();
        if self.is_too_long {
            return Err(Error::Pdf { reasons: vec!["a text is longer than 32,767 bytes".to_owned()] });
        }
        let table = self.reserve();
        let start = self.bytes.len();
        self.set(table, Place::At(start));
        let mut entries = Object::new("/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Size ");
        entries.count(self.places.len()).say("/Root ").id(catalog);
        if let Some(information) = information {
            entries.say("/Info ").id(information);
        }
        entries.say("/ID[");
        let own = self.sums.clone().chain_update(name).finalize();
        entries.string(&Sha256::digest(name)[..16]).string(&own[..16]).say("]");
        let rows = self.rows();
        self.stream(table, &entries, &rows);
        let mut end = Object::new("startxref\n");
        self.bytes.extend_from_slice(&end.count(start).say("\n%%EOF\n").bytes);
        Ok(self.bytes)
    }

    /// The places of all objects, each row as the difference from the one before (PNG, 9.2, filter 2).
    fn rows(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.places.len() * 8);
        let mut before = [0_u8; 7];
        for place in &self.places {
            let (kind, field, more) = match place {
                Place::Nowhere => (0, 0, u16::MAX),
                Place::At(byte) => (1, u32::try_from(*byte).unwrap_or(u32::MAX), 0),
                Place::In(stream, position) => (2, stream.0, *position),
            };
            let ([a, b, c, d], [e, f]) = (field.to_be_bytes(), more.to_be_bytes());
            let row = [kind, a, b, c, d, e, f];
            rows.push(2);
            rows.extend(row.iter().zip(before).map(|(new, old)| new.wrapping_sub(old)));
            before = row;
        }
        rows
    }
}
