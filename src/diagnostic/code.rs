//! The codes of all findings: one enum, made from one table.

use std::fmt;

/// Makes [`Code`] and what is known of each code from one table.
macro_rules! codes {
    ($($variant:ident $code:literal $name:literal $summary:literal;)*) => {
        /// What kind of finding a [`Diagnostic`](super::Diagnostic) is. Its number never changes and is never given to
        /// another kind. The letter gives the subject: Y the YAML, W the writing (Markdown), F files, C citations, D the document, I what comes from Word,
        /// L length, M what the submission says about itself, S structure, T text and type, A accessibility.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $variant,)*
        }

        impl Code {
            /// All codes, sorted by what is printed.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The code as it is printed, for instance `Y04`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// Its name, for instance `unclosed-quote`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What it means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary,)* }
            }
        }
    };
}

codes! {
    MissingAltText "A01" "missing-alt-text" "A picture has no alternative text for readers who do not see it.";
    MissingLanguage "A02" "missing-language" "The language of a passage in another script is not given.";
    UnknownCitation "C01" "unknown-citation" "A citation names a source that is not among the references.";
    UncitedSource "C02" "uncited-source" "A source of the references is not cited.";
    IncompleteSource "C03" "incomplete-source" "A source lacks something that its note needs.";
    SourceWithoutKind "C04" "source-without-kind" "A source does not say what it is.";
    CitationInEnglish "C05" "citation-in-english" "Some words of the notes are in English, because those of the report's language are not known.";
    BadReferences "C06" "bad-references" "A file of references, or an entry in it, cannot be read.";
    SourceOfAnotherKind "C07" "source-of-another-kind" "A source of a file is of a kind that has no form of its own.";
    IdAndSource "C08" "id-and-source" "A place of the report and a source have the same name.";
    NameNotInverted "C09" "name-not-inverted" "The list of sources does not know which name of a person is the last.";
    UnprintedFact "C10" "unprinted-fact" "Something is given of a source that its kind has no place for.";
    UndefinedReference "D01" "undefined-reference" "A reference names an id that nothing in the report has.";
    UnnumberedTarget "D03" "unnumbered-target" "A reference names something that has no number.";
    FigureMadeSmaller "D06" "figure-made-smaller" "A figure is too high or too wide for the page and is drawn smaller than asked.";
    SymbolsNotLinked "D07" "symbols-not-linked" "The report has more document symbols than the program makes links of.";
    TableWithoutRows "D20" "table-without-rows" "A table has a header but no rows.";
    TypedSource "D21" "typed-source" "A paragraph after a table or figure is read as its source or note.";
    PathOutsideFolder "F01" "path-outside-folder" "A file is named in a way that could leave the report's folder.";
    CannotReadFile "F02" "cannot-read-file" "A file that the report names cannot be read.";
    NotUtf8 "F03" "not-utf-8" "A text file is not written in UTF-8.";
    UnknownPictureKind "F04" "unknown-picture-kind" "A picture is not a PNG, JPEG, GIF, WebP or SVG file.";
    DamagedPicture "F05" "damaged-picture" "A picture file is damaged.";
    BadCsv "F06" "bad-csv" "A CSV file cannot be read as a table.";
    TurnedPicture "F07" "turned-picture" "A photograph was rotated, as the camera recorded it.";
    PictureForPrinters "F08" "picture-for-printers" "The colours of a photograph were converted from those of a printing press (CMYK).";
    PictureMadeSmaller "F09" "picture-made-smaller" "A picture had more pixels than a page needs and was made smaller.";
    UnsafePicture "F10" "unsafe-picture" "A drawing needs too much of the computer, leads to other files, or would not be drawn as it is meant.";
    TooManyPixels "F11" "too-many-pixels" "A picture has more pixels than the program reads.";
    PictureConverted "F12" "picture-converted" "A picture of a kind that Word files cannot hold was converted.";
    WordHiddenText "I01" "word-hidden-text" "The Word file has hidden words.";
    WordMargin "I02" "word-margin" "The words in the header or footer of the Word file are not carried.";
    WordContents "I03" "word-contents" "The table of contents or index of the Word file is not carried.";
    WordField "I04" "word-field" "A field of the Word file, such as a page number, is not carried.";
    WordPlaceholder "I05" "word-placeholder" "The prompt of a form in the Word file was not filled in.";
    WordNote "I06" "word-note" "A footnote of the Word file has a mark of its own, or none.";
    WordObject "I07" "word-object" "A chart, diagram, embedded file or linked picture of the Word file is not carried.";
    WordNotRead "I08" "word-not-read" "The Word file has words in a place that is not read.";
    WordTextBox "I09" "word-text-box" "A text box of the Word file is carried as text after its paragraph.";
    WordCells "I10" "word-cells" "A cell of a table in the Word file contains a table, or the head has cells over several rows.";
    WordSign "I11" "word-sign" "A symbol or formula of the Word file is carried in another form, or not at all.";
    WordLook "I12" "word-look" "Words that are underlined or struck out are carried as plain words.";
    WordRaised "I13" "word-raised" "Raised or lowered characters are carried as plain characters.";
    WordHeading "I14" "word-heading" "A paragraph of the Word file looks like a heading but has no heading style.";
    WordTypedNumbers "I15" "word-typed-numbers" "Numbers were typed by hand in the Word file.";
    WordTypedNotes "I16" "word-typed-notes" "Notes that were typed by hand in the Word file are footnotes now.";
    WordPicture "I17" "word-picture" "A picture of the Word file is not carried, or is in another place.";
    WordAltText "I18" "word-alt-text" "A picture of the Word file has no description for readers who do not see it.";
    WordLink "I19" "word-link" "A link of the Word file is carried without its address.";
    WordFirstPage "I20" "word-first-page" "Lines of the first page of the Word file are comments in the report.";
    WordComment "I21" "word-comment" "The Word file has comments.";
    WordChanges "I22" "word-changes" "The Word file has tracked changes.";
    WordPersonal "I23" "word-personal" "The Word file names people, machines or folders.";
    WordRevisionIds "I24" "word-revision-ids" "The Word file has numbers of editing sessions.";
    WordMacros "I25" "word-macros" "The Word file has macros.";
    WordTypeface "I26" "word-typeface" "The Word file has another typeface than the body asks for.";
    WordSize "I27" "word-size" "The Word file has another type size than the body asks for.";
    WordUnderline "I29" "word-underline" "The Word file has underlined words, but the body accepts none.";
    WordPages "I30" "word-pages" "When it was saved, the Word file had more pages than the body accepts.";
    WordLanguage "I31" "word-language" "The Word file is not in a language that reports can have.";
    WordNotCarried "I32" "word-not-carried" "Words of the Word file are not in the report.";
    MergeNotCarried "I33" "merge-not-carried" "An edit of the Word file is not carried into the report.";
    MergeConflict "I34" "merge-conflict" "The report and the Word file were both changed at the same place.";
    MergeComment "I35" "merge-comment" "A comment of the Word file is a comment in the report.";
    TooManyWords "L01" "too-many-words" "The report has more words than its body accepts.";
    TooManyPages "L02" "too-many-pages" "The report has more pages than its body accepts.";
    NearTheLimit "L03" "near-the-limit" "The report is close to the limit of its body.";
    SectionOverBudget "L04" "section-over-budget" "A section is longer than the budget of its heading.";
    LanguageNotAccepted "M02" "language-not-accepted" "The body does not accept the language of the report.";
    JointWithoutStatus "M03" "joint-without-status" "An organization has no consultative status, or does not give it, but the body asks for it.";
    SubmitterOrder "M04" "submitter-order" "The submitters are not in the order that the body asks for.";
    ConfidentialNotPossible "M05" "confidential-not-possible" "The report is marked confidential, but the body publishes what it receives.";
    DatePastTheDeadline "M06" "date-past-the-deadline" "The date of the report is after the body's deadline.";
    UnknownStage "M07" "unknown-stage" "The body does not have the stage that the report names.";
    UnusedAllowance "M08" "unused-allowance" "The report allows breaking a rule that it does not break.";
    SupportersNotNamed "M09" "supporters-not-named" "The report names supporters, but the body has no place for them.";
    MissingState "M20" "missing-state" "The body reviews States, and the report names none.";
    AbsurdSession "M21" "absurd-session" "The session is not the number of a session.";
    NotYetWritten "M22" "not-yet-written" "Words that a new report has to begin with still stand in it.";
    OtherLanguage "M23" "other-language" "The text is in another language than the report says.";
    MissingPart "S01" "missing-part" "A part that the body asks for is missing.";
    UnnumberedParagraph "S03" "unnumbered-paragraph" "A paragraph has no number, but the body asks for numbers.";
    ForbiddenPart "S04" "forbidden-part" "The report has a part that the body does not accept.";
    HeadingJump "S05" "heading-jump" "A heading is two or more levels below the heading before it.";
    SingleSubheading "S06" "single-subheading" "A section has only one subheading.";
    NumbersForbidden "S07" "numbers-forbidden" "Paragraphs have numbers, but the body asks for none.";
    EmptySection "S08" "empty-section" "A heading has no text under it.";
    CannotBePasted "S09" "cannot-be-pasted" "The report has a table or picture, but the body takes plain text in a web form.";
    HeadingPunctuation "T01" "heading-punctuation" "A heading ends with a full stop or a colon.";
    EmphasisForbidden "T02" "emphasis-forbidden" "The text has emphasis that the body does not accept.";
    FootnoteMarkPlace "T03" "footnote-mark-place" "A footnote mark is on the wrong side of the punctuation.";
    MixedNoteMarks "T04" "mixed-note-marks" "A report with footnotes also has marks that were typed by hand.";
    ArticleOutOfRange "T05" "article-out-of-range" "A heading or paragraph names an article that the treaty does not have.";
    MalformedSymbol "T06" "malformed-symbol" "A document symbol is not valid.";
    SymbolOfAnotherState "T07" "symbol-of-another-state" "A document symbol belongs to a State that is not under review.";
    DiscouragedTerm "T08" "discouraged-term" "The text has a word that the body asks authors to avoid.";
    UnexplainedAcronym "T09" "unexplained-acronym" "An abbreviation is used before it is spelled out.";
    DraftReportReference "T10" "draft-report-reference" "The text cites pages or paragraphs of a draft report.";
    ListPunctuation "T11" "list-punctuation" "The items of a list do not end in the same way.";
    MixedPercent "T12" "mixed-percent" "The report has both “per cent” and the sign %.";
    HyphenInRange "T13" "hyphen-in-range" "A range of numbers has a hyphen where a dash belongs.";
    DateForm "T14" "date-form" "A date is not written as day, month, year.";
    ThousandsForm "T15" "thousands-form" "The thousands of a number are separated by a space or a full stop.";
    NoteWithoutStop "T16" "note-without-stop" "A footnote does not end in a full stop.";
    EtAl "T17" "et-al" "A footnote has “et al.” for further authors.";
    ShortenedSymbol "T18" "shortened-symbol" "A document symbol in a series is shortened.";
    HeadingCapitals "T19" "heading-capitals" "The words of headings begin with capital letters.";
    ShortUnitedNations "T20" "short-united-nations" "The text uses “UN” for “United Nations”.";
    TypedReference "T21" "typed-reference" "A reference that was typed as words leads nowhere or the wrong way.";
    MissingGlyph "T90" "missing-glyph" "No known font has a character of the text.";
    UnstableContents "T91" "unstable-contents" "The page numbers in the table of contents cannot be settled, so one of them may be wrong by one.";
    TooManyLines "T92" "too-many-lines" "The report has far more lines than any real report.";
    TableTooWide "T93" "table-too-wide" "The words of a table do not fit its columns, so some are divided.";
    RawHtml "W01" "raw-html" "The text contains HTML, which is not read.";
    HeadingTooDeep "W02" "heading-too-deep" "A heading has more than five number signs, but there are five levels: I., A., 1., (a), (i).";
    HeadingWithoutSpace "W03" "heading-without-space" "A line begins with number signs, but no space follows them.";
    UnderlinedHeading "W04" "underlined-heading" "A line of hyphens or equals signs turns the text above it into a heading.";
    UnknownNote "W05" "unknown-note" "A footnote mark has no footnote.";
    UnusedNote "W06" "unused-note" "A footnote has no mark in the text.";
    NoteInNote "W07" "note-in-note" "A footnote contains another footnote.";
    NoteUsedTwice "W08" "note-used-twice" "Two marks refer to the same footnote.";
    NoteDefinedTwice "W09" "note-defined-twice" "Two footnotes have the same mark.";
    BadLink "W10" "bad-link" "A link does not lead to a web page or an e-mail address, or its brackets are not right.";
    ImageInText "W11" "image-in-text" "A picture is inside a sentence.";
    ProgramCode "W12" "program-code" "Markdown reads a text as program code; it is printed as ordinary text.";
    HorizontalRule "W13" "horizontal-rule" "The text contains a horizontal line, which is left out.";
    MarksOutOfOrder "W14" "marks-out-of-order" "The marks typed before list items are not in sequence.";
    TypedNumbers "W15" "typed-numbers" "Paragraph numbers were typed by hand.";
    PastedBullet "W16" "pasted-bullet" "A list uses bullets pasted from a word processor.";
    BadAttribute "W17" "bad-attribute" "The words in braces after a text are not understood.";
    BadFence "W18" "bad-fence" "A block of recommendations is not opened or closed properly.";
    MisplacedBlock "W19" "misplaced-block" "A block is in a place where it is not possible.";
    CaptionAlone "W20" "caption-alone" "A caption follows neither a table nor a picture.";
    MarksInPlainText "W21" "marks-in-plain-text" "The title or subtitle has marks of Markdown, which are printed as typed.";
    MisplacedBraces "W22" "misplaced-braces" "Words in braces are not at the end of a paragraph or heading, so they are printed.";
    BareReference "W23" "bare-reference" "A reference has no square brackets, so it is printed as typed.";
    WrongReferenceWord "W24" "wrong-reference-word" "The word before a reference does not name what the reference points to.";
    AlmostTable "W25" "almost-table" "Lines are meant as a table, but they are not written as one.";
    TabbedRows "W26" "tabbed-rows" "Lines have tabs, wide spaces, semicolons or commas between their words, as the rows of a pasted table.";
    MissingEmptyLine "W27" "missing-empty-line" "A line right after a list item is read as part of the item.";
    TypedHeadingNumber "W28" "typed-heading-number" "The number of a heading was typed by hand.";
    PseudoHeading "W29" "pseudo-heading" "A paragraph in bold, italics or capitals, or with a typed number, looks like a heading.";
    TypedNotes "W30" "typed-notes" "Footnotes were typed by hand.";
    SpaceBeforeNote "W31" "space-before-note" "There is a space before a footnote mark.";
    DoubledLabel "W33" "doubled-label" "A caption begins with a label and a number, which the program writes too.";
    Placeholder "W34" "placeholder" "The text has a place that is still to be filled in.";
    LostReference "W35" "lost-reference" "The text has a message of a word processor about a reference that leads nowhere.";
    WrongEncoding "W36" "wrong-encoding" "Letters are damaged because a file was saved or opened in the wrong encoding.";
    DoubledWord "W37" "doubled-word" "A word is written twice in a row.";
    MixedQuotes "W38" "mixed-quotes" "Straight quotation marks are used beside curly ones.";
    LoneAsterisks "W39" "lone-asterisks" "Asterisks or underscores that were meant as bold or italics have no partner.";
    ForeignMark "W40" "foreign-mark" "The text has a mark of another program, which is printed as typed.";
    LinkTitle "W41" "link-title" "A link has a title, which is not printed.";
    GluedMark "W42" "glued-mark" "A dash or bullet stands right before a word, so that it begins no item.";
    TypedCaption "W45" "typed-caption" "The caption of a table or picture is typed as a paragraph.";
    PastedPage "W46" "pasted-page" "The text has page numbers, divided words or heads of messages of what it was copied from.";
    NotYaml "Y01" "not-yaml" "The file cannot be read as YAML.";
    ProseTakenForYaml "Y02" "prose-taken-for-yaml" "A text contains or begins with a sign that has a meaning in YAML.";
    TabInIndentation "Y03" "tab-in-indentation" "A line is indented with a tab.";
    UnclosedQuote "Y04" "unclosed-quote" "A quotation mark is opened and never closed.";
    TextAfterHash "Y05" "text-after-hash" "YAML reads the end of a text as a comment.";
    SeveralDocuments "Y06" "several-documents" "The file contains more than one YAML document.";
    ExplicitTag "Y07" "explicit-tag" "A value begins with an exclamation mark, which has a meaning in YAML.";
    BadAlias "Y08" "bad-alias" "A value begins with an asterisk or an ampersand, which have a meaning in YAML.";
    TooLarge "Y09" "too-large" "Something is larger, longer or deeper than the program reads: see docs/limits.md.";
    DuplicateKey "Y10" "duplicate-key" "A key is given twice.";
    UnknownKey "Y11" "unknown-key" "A key is not known in this place.";
    MissingKey "Y12" "missing-key" "A key that every report needs is missing.";
    WrongType "Y13" "wrong-type" "A value is not of the kind that is expected.";
    WrongValue "Y14" "wrong-value" "A value is not one of those that are accepted.";
    UnknownState "Y15" "unknown-state" "The State is not named by its ISO 3166-1 alpha-3 code.";
    BadBlock "Y16" "bad-block" "A block has no kind, or more than one.";
    RaggedRow "Y17" "ragged-row" "A row of a table has more or fewer cells than the header.";
    ColumnCount "Y18" "column-count" "There are not as many widths or alignments as columns.";
    DuplicateId "Y19" "duplicate-id" "Two places have the same id.";
    BadId "Y20" "bad-id" "An id contains characters that ids cannot have.";
    ForbiddenCharacter "Y22" "forbidden-character" "The text contains an invisible character that can corrupt or disguise it.";
    Respelled "Y23" "respelled" "A key or value is not spelt as in the format, but only one can be meant.";
    JoinedLines "Y24" "joined-lines" "A text after `>` has paragraphs, which YAML joins.";
    MissingText "Y25" "missing-text" "The body, or the file that it names, is empty.";
    FrontMatter "Y26" "front-matter" "A Markdown file begins with keys that are not read.";
    KeyInText "Y27" "key-in-text" "A key of the report is inside a text.";
    SeveralNames "Y28" "several-names" "The name of an organization seems to be the names of several.";
    UnknownBody "Y90" "unknown-body" "`submitted_to` does not name a body that this program knows.";
}

impl Code {
    /// Whether it is a rule of a body, which the author may break. The others are about what cannot be read or drawn.
    pub fn is_rule(self) -> bool {
        // T90 and up are of the layout, A01 of the reader.
        match self.as_str().split_at(1) {
            ("M", "08") => false,
            ("L" | "M" | "S", _) => true,
            ("T", number) => number < "90",
            ("A", number) => number != "01",
            _ => false,
        }
    }

    /// The code with this number or name, in any letter case.
    pub fn find(text: &str) -> Option<Code> {
        let wanted = |code: &&Code| code.as_str().eq_ignore_ascii_case(text) || code.name().eq_ignore_ascii_case(text);
        Code::ALL.iter().find(wanted).copied()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_sorted_and_codes_and_names_are_given_once() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
