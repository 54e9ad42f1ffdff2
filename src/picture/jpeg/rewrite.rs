//! Rewrites an ordinary photograph without loss: its values are read out of its scan and written into a new
//! file with the usual codes, so that nothing is left of what else stood in the old one.

use super::huffman::{AC_BRIGHTNESS, AC_COLOUR, Codes, DC_BRIGHTNESS, DC_COLOUR, Table, Usual};
use super::scan::{Reader, Writer};

/// One of the three colours (or the one brightness) of a picture.
struct Component {
    id: u8,
    across: u8,
    down: u8,
    quantization: u8,
    dc: usize,
    ac: usize,
}

/// The head of a picture: what is needed to read its scan.
#[derive(Default)]
struct Head {
    size: Option<(u16, u16)>,
    components: Vec<Component>,
    quantization: [Option<[u8; 64]>; 4],
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    restart: u16,
}

/// What becomes of a photograph.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::picture) enum Rewritten {
    /// It is of the one kind that nearly all cameras write: baseline, one scan, YCbCr or grey.
    Whole(Vec<u8>),
    /// It is of that kind, and a marker stands where values of its scan should be: the rest is missing.
    Short,
    /// It is of another kind, and is encoded from its pixels.
    Other,
}

/// Reads a photograph and writes it anew.
pub(in crate::picture) fn rewritten(bytes: &[u8]) -> Rewritten {
    let mut is_short = false;
    match written(bytes, &mut is_short) {
        Some(whole) => Rewritten::Whole(whole),
        None if is_short => Rewritten::Short,
        None => Rewritten::Other,
    }
}

fn written(bytes: &[u8], is_short: &mut bool) -> Option<Vec<u8>> {
    let mut head = Head::default();
    let mut rest = bytes.get(2..)?;
    loop {
        let [0xFF, marker, after @ ..] = rest else { return None };
        if *marker == 0xFF {
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*after.first()?, *after.get(1)?]));
        let segment = after.get(2..length)?;
        rest = &after[length..];
        match marker {
            0xC0 | 0xC1 => head.frame(segment)?,
            0xC4 => head.codes(segment)?,
            0xDB => head.quantization(segment)?,
            0xDD => head.restart = u16::from_be_bytes(segment.try_into().ok()?),
            // Adobe's mark says which colours these are; 1 is YCbCr.
            0xEE if segment.starts_with(b"Adobe") && segment.get(11) != Some(&1) => return None,
            0xE0..=0xEF | 0xFE => {}
            0xDA => return head.written(segment, rest, is_short),
            _ => return None,
        }
    }
}

impl Head {
    fn frame(&mut self, segment: &[u8]) -> Option<()> {
        let [8, h1, h2, w1, w2, count, components @ ..] = segment else { return None };
        let known = self.size.replace((u16::from_be_bytes([*w1, *w2]), u16::from_be_bytes([*h1, *h2])));
        let fits = matches!(count, 1 | 3) && components.len() == 3 * usize::from(*count);
        if known.is_some() || !fits {
            return None;
        }
        for component in components.chunks_exact(3) {
            let (across, down) = (component[1] >> 4, component[1] & 15);
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) || component[2] > 3 {
                return None;
            }
            let quantization = component[2];
            self.components.push(Component { id: component[0], across, down, quantization, dc: 0, ac: 0 });
        }
        // Some programs name red, green and blue so.
        let names: Vec<u8> = self.components.iter().map(|component| component.id).collect();
        (names != b"RGB" && names != b"rgb").then_some(())
    }

    fn quantization(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((kind, after)) = segment.split_first() {
            // The upper half is 0 for values of one byte.
            let table = self.quantization.get_mut(usize::from(*kind))?;
            let (values, rest) = after.split_first_chunk::<64>()?;
            if values.contains(&0) {
                return None;
            }
            *table = Some(*values);
            segment = rest;
        }
        Some(())
    }

    fn codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((kind, after)) = segment.split_first() {
            let (lengths, after) = after.split_first_chunk::<16>()?;
            let count = lengths.iter().map(|count| usize::from(*count)).sum();
            let table = Table::read(*lengths, after.get(..count)?)?;
            let tables = if kind >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(kind & 15))? = Some(table);
            segment = &after[count..];
        }
        Some(())
    }

    fn written(mut self, scan: &[u8], coded: &[u8], is_short: &mut bool) -> Option<Vec<u8>> {
        let (count, after) = scan.split_first()?;
        let (chosen, [0, 63, 0]) = after.split_last_chunk::<3>()? else { return None };
        if usize::from(*count) != self.components.len() || chosen.len() != 2 * self.components.len() {
            return None;
        }
        for (component, chosen) in self.components.iter_mut().zip(chosen.chunks_exact(2)) {
            if component.id != chosen[0] {
                return None;
            }
            (component.dc, component.ac) = (usize::from(chosen[1] >> 4), usize::from(chosen[1] & 15));
        }
        // A scan of one colour has one block after another, whatever it says of its sampling (annex A.2.2).
        if let [only] = &mut self.components[..] {
            (only.across, only.down) = (1, 1);
        }
        let mut reader = Reader::new(coded);
        let coded = self.scan(&mut reader);
        *is_short = coded.is_none() && reader.is_at_marker();
        self.file(&coded?)
    }

    /// The scan in the usual codes.
    fn scan(&self, reader: &mut Reader<'_>) -> Option<Vec<u8>> {
        let (width, height) = self.size.filter(|(width, height)| *width > 0 && *height > 0)?;
        let across = self.components.iter().map(|component| component.across).max()?;
        let down = self.components.iter().map(|component| component.down).max()?;
        let units = |size: u16, blocks: u8| u32::from(size).div_ceil(8 * u32::from(blocks));
        let usual = [(&DC_BRIGHTNESS, &AC_BRIGHTNESS), (&DC_COLOUR, &AC_COLOUR)];
        let usual = usual.map(|(dc, ac)| (Codes::new(dc), Codes::new(ac)));
        let mut writer = Writer::default();
        let mut before = [(0_i32, 0_i32); 3];
        for unit in 0..units(width, across) * units(height, down) {
            if self.restart > 0 && unit > 0 && unit % u32::from(self.restart) == 0 {
                reader.restart()?;
                before.iter_mut().for_each(|(read, _)| *read = 0);
            }
            for (index, component) in self.components.iter().enumerate() {
                let dc = self.dc.get(component.dc)?.as_ref()?;
                let ac = self.ac.get(component.ac)?.as_ref()?;
                let codes = &usual[index.min(1)];
                for _ in 0..component.across * component.down {
                    average(reader, dc, &mut writer, &codes.0, &mut before[index])?;
                    others(reader, ac, &mut writer, &codes.1)?;
                }
            }
        }
        // Anything else than the end would be a part of the picture that is not in the scan.
        matches!(reader.rest(), [0xFF, 0xD9, ..]).then(|| writer.finish())
    }

    /// The whole file: nothing in it comes from the old one but sizes, quantization and values.
    fn file(&self, coded: &[u8]) -> Option<Vec<u8>> {
        let (width, height) = self.size?;
        let mut file = vec![0xFF, 0xD8];
        push(&mut file, 0xE0, &[b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        let mut tables: Vec<u8> = self.components.iter().map(|component| component.quantization).collect();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            let values = self.quantization.get(usize::from(table))?.as_ref()?;
            push(&mut file, 0xDB, &[&[table][..], values].concat());
        }
        let count = u8::try_from(self.components.len()).ok()?;
        let [h1, h2] = height.to_be_bytes();
        let [w1, w2] = width.to_be_bytes();
        let mut frame = vec![8, h1, h2, w1, w2, count];
        let mut scan = vec![count];
        for (id, component) in (1_u8..).zip(&self.components) {
            frame.extend([id, component.across << 4 | component.down, component.quantization]);
            scan.extend([id, if id == 1 { 0x00 } else { 0x11 }]);
        }
        push(&mut file, 0xC0, &frame);
        let kinds = [(0x00, &DC_BRIGHTNESS), (0x10, &AC_BRIGHTNESS), (0x01, &DC_COLOUR), (0x11, &AC_COLOUR)];
        for (kind, Usual { lengths, values }) in kinds.into_iter().take(if count == 1 { 2 } else { 4 }) {
            push(&mut file, 0xC4, &[&[kind][..], lengths, values].concat());
        }
        scan.extend([0, 63, 0]);
        push(&mut file, 0xDA, &scan);
        file.extend(coded);
        file.extend([0xFF, 0xD9]);
        Some(file)
    }
}

fn push(file: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    let length = (segment.len() as u16 + 2).to_be_bytes();
    file.extend([0xFF, marker, length[0], length[1]]);
    file.extend(segment);
}

/// Carries the average of a block over: it is stored as the difference to the block before, and a restart forgets that
/// one. `before` holds it as the reader and as the writer know it.
fn average(
    reader: &mut Reader<'_>,
    table: &Table,
    writer: &mut Writer,
    codes: &Codes,
    before: &mut (i32, i32),
) -> Option<()> {
    let size = table.value(|| reader.bit())?;
    if size > 11 {
        return None;
    }
    let average = before.0 + signed(reader.bits(size)?, size);
    if !(-2048..=2047).contains(&average) {
        return None;
    }
    let difference = average - before.1;
    *before = (average, average);
    let size = (32 - difference.unsigned_abs().leading_zeros()) as u8;
    let (code, length) = codes.code(size)?;
    writer.bits(u32::from(code), length);
    let bits = if difference < 0 { difference - 1 } else { difference };
    writer.bits(bits as u32 & ((1 << size) - 1), size);
    Some(())
}

/// A number of so many bits (table F.1): those that begin with 0 are negative.
fn signed(bits: u32, size: u8) -> i32 {
    let bits = bits as i32;
    if size > 0 && bits < 1 << (size - 1) { bits - (1 << size) + 1 } else { bits }
}

/// Carries the other values of a block over.
fn others(reader: &mut Reader<'_>, table: &Table, writer: &mut Writer, codes: &Codes) -> Option<()> {
    let mut place = 1_u8;
    while place < 64 {
        let value = table.value(|| reader.bit())?;
        let (zeros, size) = (value >> 4, value & 15);
        let (code, length) = codes.code(value)?;
        writer.bits(u32::from(code), length);
        match (zeros, size) {
            (0, 0) => return Some(()),
            (15, 0) => place += 16,
            _ => {
                writer.bits(reader.bits(size)?, size);
                place += zeros + 1;
            }
        }
    }
    (place == 64).then_some(())
}
