//! The standards that a PDF can keep, and all in which the files differ.

/// What a PDF keeps: a standard for those who listen and one for those who archive, both at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfStandard {
    /// PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), in PDF 1.7.
    #[default]
    Ua1A2a,
    /// PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4), in PDF 2.0.
    Ua2A4,
}

/// How a file says what both kinds of file say.
#[derive(Debug)]
pub(super) struct Dialect {
    /// The version of PDF.
    pub(super) version: &'static str,
    /// The namespaces of the metadata, besides those that both have.
    pub(super) prefixes: &'static [(&'static str, &'static str)],
    /// The standards, as the metadata name them.
    pub(super) identification: &'static str,
    /// Whether the metadata stand in the file a second time, as the old information dictionary.
    pub(super) has_information: bool,
    /// Whether links and bookmarks lead to elements, elements refer to each other, and notes to their marks.
    pub(super) leads_to_elements: bool,
    /// The namespaces of elements: the newest first, then the one of those that are in it no longer.
    pub(super) namespaces: &'static [&'static str],
    /// What types are to readers that do not know them.
    pub(super) role_map: &'static str,
    /// The type of a note.
    pub(super) note: &'static str,
    /// How a list is counted that has numbers, or marks, for which the standard has no name.
    pub(super) unnamed: (&'static str, &'static str),
    /// The type of a figure with its caption.
    pub(super) figure: &'static str,
    /// Whether a caption is the last of what stands with a figure, so that what is below it stands after both.
    pub(super) ends_with_caption: bool,
    /// The mark of the page number.
    pub(super) page_number: &'static str,
}

impl PdfStandard {
    pub(super) fn dialect(self) -> &'static Dialect {
        match self {
            PdfStandard::Ua1A2a => &FIRST,
            PdfStandard::Ua2A4 => &SECOND,
        }
    }
}

static FIRST: Dialect = Dialect {
    version: "1.7",
    prefixes: &[
        ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
        ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
        ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
    ],
    // ISO 19005-2, 6.6.4; ISO 14289-1, 5; and what the latter's property means, which the former asks for (6.6.2.3).
    identification: "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\
        <pdfuaid:part>1</pdfuaid:part><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
        <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
        <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
        <pdfaProperty:category>internal</pdfaProperty:category>\
        <pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>\
        </rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>",
    has_information: true,
    leads_to_elements: false,
    namespaces: &[],
    role_map: "/Title/P",
    note: "/Note",
    unnamed: ("None", "None"),
    figure: "/Div",
    ends_with_caption: false,
    page_number: "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>",
};

static SECOND: Dialect = Dialect {
    // ISO 14289-2, 6.1; ISO 19005-4, 6.1.2.
    version: "2.0",
    prefixes: &[],
    // ISO 19005-4, 6.7.3; ISO 14289-2, 5.
    identification: "<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>\
        <pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>",
    // ISO 19005-4, 6.1.3.
    has_information: false,
    // ISO 14289-2, 8.8, 8.2.5.8 and 8.2.5.14.
    leads_to_elements: true,
    // ISO 32000-2, 14.8.6.
    namespaces: &["http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn"],
    // Readers that know no namespaces.
    role_map: "/Title/P/FENote/Note",
    note: "/FENote/A<</O/FENote/NoteType/Footnote>>",
    // ISO 14289-2, 8.2.5.25: where there are labels, the way of counting is never None.
    unnamed: ("Ordered", "Unordered"),
    // ISO/TS 32005, table 5: a caption does not stand in a document, and a Div is as if it were not there.
    figure: "/Sect",
    // ISO 14289-2, 8.2.5.27.
    ends_with_caption: true,
    // ISO 32000-2, table 363.
    page_number: "/Artifact<</Type/Pagination/Subtype/PageNum/Attached[/Bottom]>>",
};

#[cfg(test)]
mod tests;
