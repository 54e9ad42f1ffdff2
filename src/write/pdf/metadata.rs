//! The file's metadata: the report's own words, nothing of the machine; and the standards it keeps.

use quick_xml::escape::escape;

use super::file::{File, Id};
use super::object::Object;
use crate::document::Document;

/// The date of a file whose report has none. PDF/A demands a date, and the clock's would tell when the authors worked
/// and make each run's bytes differ; the first day of the PDF/UA-1 standard's year is clearly nobody's date.
const NO_DATE: jiff::civil::Date = jiff::civil::date(2012, 1, 1);

/// The program, as it names itself.
const CREATOR: &str = "assemble";

/// The document information dictionary (ISO 32000-1, 14.3.3).
pub(super) fn information(document: &Document, file: &mut File) -> Id {
    let said = &document.metadata;
    let mut information = Object::new("<<");
    let authors = said.authors.join(", ");
    let keywords = said.keywords.join(", ");
    let entries = [("Title", &said.title), ("Author", &authors), ("Subject", &said.subject), ("Keywords", &keywords)];
    for (name, value) in entries.into_iter().filter(|(_, value)| !value.is_empty()) {
        information.name(name).text(value);
    }
    let date = said.date.unwrap_or(NO_DATE).strftime("D:%Y%m%d000000Z").to_string();
    information.say("/Creator").text(CREATOR).say("/CreationDate").text(&date).say("/ModDate").text(&date);
    file.add(information.say(">>"))
}

/// The same as XMP (14.3.2), and the standards. It is not compressed, so that programs that know no PDF find it.
pub(super) fn metadata(document: &Document, file: &mut File) -> Id {
    let said = &document.metadata;
    let mut xml = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
        <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
        <rdf:Description rdf:about=\"\"",
    );
    for (prefix, namespace) in [
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xmp", "http://ns.adobe.com/xap/1.0/"),
        ("pdf", "http://ns.adobe.com/pdf/1.3/"),
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
        ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ]
    .iter()
    .chain(file.dialect.prefixes)
    {
        xml.push_str(&format!(" xmlns:{prefix}=\"{namespace}\""));
    }
    xml.push('>');
    let mut list = |name: &str, kind: &str, attribute: &str, values: &[&str]| {
        let items = values.iter().filter(|value| !value.is_empty());
        let items: String = items.map(|value| format!("<rdf:li{attribute}>{}</rdf:li>", words(value))).collect();
        if !items.is_empty() {
            xml.push_str(&format!("<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"));
        }
    };
    // In the report's language, and in the absence of others for all.
    list("dc:title", "Alt", " xml:lang=\"x-default\"", &[&said.title]);
    list("dc:description", "Alt", " xml:lang=\"x-default\"", &[&said.subject]);
    list("dc:creator", "Seq", "", &[&said.authors.join(", ")]);
    list("dc:language", "Bag", "", &[document.language.code()]);
    list("dc:subject", "Bag", "", &said.keywords.iter().map(String::as_str).collect::<Vec<_>>());
    if !said.keywords.is_empty() {
        xml.push_str(&format!("<pdf:Keywords>{}</pdf:Keywords>", words(&said.keywords.join(", "))));
    }
    let date = said.date.unwrap_or(NO_DATE).strftime("%Y-%m-%dT00:00:00Z").to_string();
    for (name, value) in [("CreatorTool", CREATOR), ("CreateDate", &date), ("ModifyDate", &date)] {
        xml.push_str(&format!("<xmp:{name}>{value}</xmp:{name}>"));
    }
    xml.push_str("<dc:format>application/pdf</dc:format>");
    xml.push_str(file.dialect.identification);
    xml.push_str("</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
    let id = file.reserve();
    file.stored(id, &Object::new("/Type/Metadata/Subtype/XML"), xml.as_bytes());
    id
}

/// Words as XML has them; it has no control characters.
fn words(text: &str) -> String {
    escape(text.replace(|c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'), "\u{FFFD}")).into_owned()
}

/// The colours of the file: those of screens, sRGB (ISO 19005-2, 6.2.3).
pub(super) fn output_intent(file: &mut File) -> Id {
    let id = file.reserve();
    file.stream(id, &Object::new("/N 3"), &profile());
    let mut intent = Object::new("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)");
    file.add(intent.say("/Info(sRGB IEC61966-2.1)/DestOutputProfile ").id(id).say(">>"))
}

/// A profile of sRGB (IEC 61966-2-1) as ICC.1:2010 has it: its primaries and its white adapted to D50.
fn profile() -> Vec<u8> {
    let text = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let length = u32::try_from(units.len()).unwrap_or(0).to_be_bytes();
        [&b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS"[..], &length, &[0, 0, 0, 28], &units].concat()
    };
    let numbers = |kind: &[u8], values: &[f64]| {
        let fixed = values.iter().flat_map(|value| ((value * 65536.0).round() as i32).to_be_bytes());
        [kind, &fixed.collect::<Vec<u8>>()].concat()
    };
    let colour = |values: [f64; 3]| numbers(b"XYZ \0\0\0\0", &values);
    let adapted = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];
    // A power above 0.04045, a straight line below it.
    let curve = numbers(b"para\0\0\0\0\0\x03\0\0", &[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045]);
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", colour([0.9642, 1.0, 0.8249])),
        (b"chad", numbers(b"sf32\0\0\0\0", &adapted)),
        (b"rXYZ", colour([0.43607, 0.22249, 0.01392])),
        (b"gXYZ", colour([0.38515, 0.71687, 0.09708])),
        (b"bXYZ", colour([0.14307, 0.06061, 0.71410])),
        (b"rTRC", curve),
        (b"gTRC", Vec::new()),
        (b"bTRC", Vec::new()),
    ];
    let mut table = 10_u32.to_be_bytes().to_vec();
    let (mut data, mut place) = (Vec::new(), [0; 8]);
    for (name, value) in tags {
        // The three curves are one.
        if !value.is_empty() {
            let start = u32::try_from(128 + 4 + 10 * 12 + data.len()).unwrap_or(0);
            let length = u32::try_from(value.len()).unwrap_or(0);
            place = [start.to_be_bytes(), length.to_be_bytes()].as_flattened().try_into().unwrap_or(place);
            data.extend(value);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend(name);
        table.extend(place);
    }
    let mut head = vec![0; 128];
    let size = u32::try_from(head.len() + table.len() + data.len()).unwrap_or(0);
    head[..4].copy_from_slice(&size.to_be_bytes());
    head[8..24].copy_from_slice(b"\x04\x20\0\0mntrRGB XYZ ");
    // Its date, as the standard's.
    head[24..30].copy_from_slice(&[0x07, 0xDA, 0, 1, 0, 1]);
    head[36..40].copy_from_slice(b"acsp");
    // The illuminant, D50.
    head[68..80].copy_from_slice(&colour([0.9642, 1.0, 0.8249])[8..20]);
    [head, table, data].concat()
}

#[cfg(test)]
mod tests {
    use super::profile;

    #[test]
    fn the_profile_is_as_long_as_it_says_and_its_tables_lie_in_it() {
        let profile = profile();
        let number = |at: usize| u32::from_be_bytes([profile[at], profile[at + 1], profile[at + 2], profile[at + 3]]);
        assert_eq!(usize::try_from(number(0)).ok(), Some(profile.len()));
        for tag in 0..10 {
            let (start, length) = (number(136 + 12 * tag) as usize, number(140 + 12 * tag) as usize);
            assert!(start + length <= profile.len() && length > 0 && start % 4 == 0);
        }
    }
}
