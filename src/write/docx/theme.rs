//! Writes the theme and the font table: parts that Word expects in every file.

use super::NAMESPACE_W;
use super::xml::Xml;

/// The colours in the order of the schema: black on white, and greys and blues that print.
const COLOURS: [(&str, &str); 12] = [
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "404040"),
    ("lt2", "E7E6E6"),
    ("accent1", "1F4E8C"),
    ("accent2", "595959"),
    ("accent3", "7F7F7F"),
    ("accent4", "2E75B6"),
    ("accent5", "8497B0"),
    ("accent6", "3B3838"),
    ("hlink", "1F4E8C"),
    ("folHlink", "5A3C78"),
];

/// `word/theme/theme1.xml`.
pub(super) fn part() -> String {
    let mut xml = Xml::part();
    let namespace = "http://schemas.openxmlformats.org/drawingml/2006/main";
    xml.open("a:theme", &[("xmlns:a", namespace), ("name", "Report")]);
    xml.open("a:themeElements", &[]);
    xml.open("a:clrScheme", &[("name", "Report")]);
    for (name, value) in COLOURS {
        let name = format!("a:{name}");
        xml.open(&name, &[]);
        xml.empty("a:srgbClr", &[("val", value)]);
        xml.close(&name);
    }
    xml.close("a:clrScheme");
    xml.open("a:fontScheme", &[("name", "Report")]);
    for name in ["a:majorFont", "a:minorFont"] {
        xml.open(name, &[]);
        xml.empty("a:latin", &[("typeface", "Times New Roman")]);
        xml.empty("a:ea", &[("typeface", "SimSun")]);
        xml.empty("a:cs", &[("typeface", "Times New Roman")]);
        xml.close(name);
    }
    xml.close("a:fontScheme");
    formats(&mut xml);
    xml.close("a:themeElements");
    xml.close("a:theme");
    xml.into_string()
}

/// Three of each kind, the least the schema allows, all plain.
fn formats(xml: &mut Xml) {
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
    xml.open("a:fmtScheme", &[("name", "Report")]);
    for (name, content) in [
        ("a:fillStyleLst", fill.repeat(3)),
        ("a:lnStyleLst", ["6350", "12700", "19050"].map(|width| format!("<a:ln w=\"{width}\">{fill}</a:ln>")).concat()),
        ("a:effectStyleLst", effect.repeat(3)),
        ("a:bgFillStyleLst", fill.repeat(3)),
    ] {
        xml.open(name, &[]);
        xml.raw(&content);
        xml.close(name);
    }
    xml.close("a:fmtScheme");
}

/// `word/fontTable.xml`: what to take where a face is missing.
pub(super) fn fonts() -> String {
    let mut xml = Xml::part();
    xml.open("w:fonts", &[("xmlns:w", NAMESPACE_W)]);
    for (name, family, pitch, other) in
        [("Times New Roman", "roman", "variable", "Liberation Serif"), ("SimSun", "auto", "variable", "宋体")]
    {
        xml.open("w:font", &[("w:name", name)]);
        xml.val("w:altName", other);
        xml.val("w:family", family);
        xml.val("w:pitch", pitch);
        xml.close("w:font");
    }
    xml.close("w:fonts");
    xml.into_string()
}
