//! Puts the faces into the file, of each the glyphs that were drawn (ISO 32000-1, 9.7). A character map leads from codes to
//! the numbers by which the font knows its glyphs, another one to what they are read as. Some programs look for the text of
//! a number and not of a code, so that in TrueType the two are the same, and a third map leads on to the glyphs; in CFF the
//! numbers are in the font.

use ttf_parser::{RawFace, Tag, name_id};

use super::codes::{Codes, Reading};
use super::file::{File, Id};
use super::fonts::{damaged, parsed, part};
use super::object::Object;
use crate::error::Error;

/// The codes in use: see [`super::codes::Code`].
const WIDE: &str = "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
const NARROW: &str = "2 begincodespacerange\n<00><BF>\n<C000><FFFF>\nendcodespacerange\n";

/// So many lines a section of a character map may have (Adobe Technical Note 5014).
const LINES: usize = 100;

/// Writes a face; the number of its font.
pub(super) fn embed(codes: &Codes<'_>, file: &mut File) -> Result<Id, Error> {
    let broken = || damaged(codes.face);
    let (program, numbers) = part(codes.face, codes.readings.iter().map(|one| one.glyph)).ok_or_else(broken)?;
    let parsed = parsed(codes.face).ok_or_else(broken)?;
    let compact = RawFace::parse(&program, 0).ok().and_then(|raw| raw.table(Tag::from_bytes(b"CFF ")));
    let glyph = |reading: &Reading| numbers.get(reading.glyph).unwrap_or(0);
    let name = name(&parsed, codes);

    let data = file.reserve();
    match compact {
        Some(compact) => file.stream(data, &Object::new("/Subtype/CIDFontType0C"), compact),
        None => file.stream(data, Object::new("/Length1 ").count(program.len()), &program),
    }
    let descriptor = descriptor(&parsed, &name, codes.units, compact.is_some(), data);
    let descriptor = file.add(&descriptor);

    let mut font = Object::new("<</Type/Font/Subtype/CIDFontType");
    font.say(if compact.is_some() { "0" } else { "2" }).say("/BaseFont").name(&name);
    font.say("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ").id(descriptor);
    font.say("/DW 0/W[");
    let number = |reading: &Reading| if codes.is_wide { glyph(reading) } else { reading.code.number() };
    for run in codes.readings.chunk_by(|one, next| number(one) + 1 == number(next)) {
        font.int(run.first().map_or(0, number)).say("[");
        for reading in run {
            font.thousandths(thousandths(reading.advance.into(), codes.units)).say(" ");
        }
        font.say("]");
    }
    font.say("]");
    if !codes.is_wide {
        let glyphs = file.reserve();
        file.stream(glyphs, &Object::default(), &glyph_map(&codes.readings, glyph));
        font.say("/CIDToGIDMap ").id(glyphs);
    }
    let font = file.add(font.say(">>"));

    let (encoding, meaning) = (file.reserve(), file.reserve());
    let map =
        Object::new("/Type/CMap/CMapName/Glyphs/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
    file.stream(encoding, &map, &encoding_map(codes, number).bytes);
    file.stream(meaning, &Object::default(), &meaning_map(codes).bytes);
    let mut whole = Object::new("<</Type/Font/Subtype/Type0/BaseFont");
    whole.name(&if compact.is_some() { format!("{name}-Glyphs") } else { name });
    whole.say("/Encoding ").id(encoding).say("/DescendantFonts[").id(font).say("]/ToUnicode ").id(meaning).say(">>");
    Ok(file.add(&whole))
}

/// Font units as thousandths of a thousandth of an em.
fn thousandths(value: f64, units: f64) -> i64 {
    (value / units * 1_000_000.0).round() as i64
}

/// The name of a part of a font: six letters that differ for each part, and the font's own name (9.6.4).
fn name(parsed: &ttf_parser::Face<'_>, codes: &Codes<'_>) -> String {
    // FNV-1a.
    let mut hash = codes.readings.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, reading| {
        (hash ^ u64::from(reading.glyph)).wrapping_mul(0x0100_0000_01B3)
    });
    let mut name: String = (0..6)
        .map(|_| {
            let letter = char::from(b'A' + (hash % 26) as u8);
            hash /= 26;
            letter
        })
        .collect();
    let own = parsed.names().into_iter().filter(|name| name.name_id == name_id::POST_SCRIPT_NAME);
    let own = own.filter_map(|name| name.to_string()).find(|name| name.is_ascii() && !name.is_empty());
    name.push('+');
    name.push_str(own.as_deref().unwrap_or("Font"));
    name
}

/// What readers may know of a font without reading it (9.8).
fn descriptor(parsed: &ttf_parser::Face<'_>, name: &str, units: f64, is_compact: bool, data: Id) -> Object {
    let scaled = |value: i16| thousandths(value.into(), units);
    let bounds = parsed.global_bounding_box();
    // Bit 3: its letters are not those of a standard set; 1: all are equally wide; 7: slanted (table 123).
    let flags = 4 | i64::from(parsed.is_monospaced()) | if parsed.is_italic() { 64 } else { 0 };
    let mut descriptor = Object::new("<</Type/FontDescriptor/FontName");
    descriptor.name(name).say("/Flags ").int(flags).say("/FontBBox[");
    for edge in [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max] {
        descriptor.thousandths(scaled(edge)).say(" ");
    }
    descriptor.say("]/ItalicAngle ").thousandths((f64::from(parsed.italic_angle()) * 1000.0) as i64);
    descriptor.say("/Ascent ").thousandths(scaled(parsed.ascender()));
    descriptor.say("/Descent ").thousandths(scaled(parsed.descender()));
    descriptor.say("/CapHeight ").thousandths(scaled(parsed.capital_height().unwrap_or(parsed.ascender())));
    // The width of upright stems is in no table: what type of this weight has.
    descriptor.say(if parsed.is_bold() { "/StemV 140" } else { "/StemV 80" });
    descriptor.say(if is_compact { "/FontFile3 " } else { "/FontFile2 " }).id(data).say(">>");
    descriptor
}

/// From codes to numbers (9.7.5).
fn encoding_map(codes: &Codes<'_>, number: impl Fn(&Reading) -> u16) -> Object {
    let follows = |one: &Reading, next: &Reading| {
        let (code, after) = (one.code.number(), next.code.number());
        code + 1 == after && after % 256 != 0 && number(one) + 1 == number(next)
    };
    let lines = codes.readings.chunk_by(follows).filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        Some(format!("{}{}{}\n", first.code.hexadecimal(), last.code.hexadecimal(), number(first)))
    });
    let info = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>def\n/CMapName/Glyphs def\n";
    map(&format!("{info}/CMapType 1 def\n/WMode 0 def\n"), codes, "cidrange", lines)
}

/// From numbers to glyphs (table 117), two bytes each.
fn glyph_map(readings: &[Reading], glyph: impl Fn(&Reading) -> u16) -> Vec<u8> {
    let last = readings.last().map_or(0, |last| usize::from(last.code.number()));
    let mut map = vec![[0; 2]; last + 1];
    for reading in readings {
        map[usize::from(reading.code.number())] = glyph(reading).to_be_bytes();
    }
    map.into_flattened()
}

/// From codes to text (9.10.3).
fn meaning_map(codes: &Codes<'_>) -> Object {
    let lines = codes.readings.iter().map(|reading| {
        let text: String = reading.text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("{}<{text}>\n", reading.code.hexadecimal())
    });
    let info = "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n";
    map(&format!("{info}/CMapType 2 def\n"), codes, "bfchar", lines)
}

/// A character map with sections of these lines.
fn map(info: &str, codes: &Codes<'_>, section: &str, lines: impl Iterator<Item = String>) -> Object {
    let mut map = Object::new("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n");
    map.say(info).say(if codes.is_wide { WIDE } else { NARROW });
    for lines in lines.collect::<Vec<String>>().chunks(LINES) {
        map.count(lines.len()).say(" begin").say(section).say("\n");
        lines.iter().for_each(|line| {
            map.say(line);
        });
        map.say("end").say(section).say("\n");
    }
    map.say("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    map
}
