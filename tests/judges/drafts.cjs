#!/usr/bin/env node
// Makes a Word draft with docx (npm), as programs on the net make them: each text of it takes the next of the words given.
// usage: drafts.cjs JOBS     JOBS: a JSON file with [{path, language, turned, picture, words}]; the words that a tracked change
// takes out are printed, one list for each draft. NODE_PATH names the folder of docx.
const fs = require("fs");
const {
  AlignmentType, Bookmark, CheckBox, CommentRangeEnd, CommentRangeStart, CommentReference, DeletedTextRun, Document,
  EndnoteReferenceRun, ExternalHyperlink, Footer, FootnoteReferenceRun, Header, HeadingLevel, ImageRun, InsertedTextRun,
  InternalHyperlink, LevelFormat, Math: Formula, MathFraction, MathRun, Packer, PageBreak, PageNumber, Paragraph, SimpleField,
  SymbolRun, Tab, Table, TableCell, TableOfContents, TableRow, TextRun, Textbox, VerticalMergeType,
} = require("docx");

function draft(job) {
  const rest = [...job.words];
  const words = (count) => rest.splice(0, count).join(" ");
  const taken = [];
  const who = (id) => ({ id, author: "Partner", date: "2026-01-01T00:00:00Z" });
  const paragraph = (options = {}) => new Paragraph({ bidirectional: job.turned, children: [new TextRun(`${words(9)}.`)], ...options });
  const listed = (reference, level) => paragraph({ numbering: { reference, level }, children: [new TextRun(words(4))] });
  const cell = (options = {}) => new TableCell({ children: [paragraph({ children: [new TextRun(words(2))] })], ...options });
  const gone = () => {
    const text = words(2);
    taken.push(text);
    return text;
  };
  const image = (text) => new ImageRun({
    type: "png", data: fs.readFileSync(job.picture), transformation: { width: 90, height: 60 },
    altText: { title: "", description: text, name: "Picture" },
  });
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(words(4))] }),
    new TableOfContents(words(1), { hyperlink: true, headingStyleRange: "1-3" }),
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new Bookmark({ id: "place", children: [new TextRun(words(3))] })] }),
    paragraph({ children: [
      new TextRun(words(3)), new TextRun({ text: ` ${words(1)}`, bold: true }), new TextRun({ text: ` ${words(1)}`, italics: true }),
      new TextRun({ text: ` ${words(1)}`, underline: {} }), new TextRun({ text: ` ${words(1)}`, strike: true }),
      new TextRun({ text: ` ${words(1)}`, smallCaps: true }), new TextRun({ text: ` ${words(1)} `, highlight: "yellow" }),
      new TextRun({ text: words(1), superScript: true }), new TextRun({ text: words(1), subScript: true }),
      new FootnoteReferenceRun(1), new TextRun({ text: words(2), break: 1 }), new TextRun({ children: [new Tab(), words(2)] }),
      new EndnoteReferenceRun(1),
    ] }),
    ...[0, 0, 1, 2, 0].map((level) => listed("bullets", level)),
    paragraph(),
    ...[0, 1, 1, 2, 0].map((level) => listed("numbers", level)),
    new Paragraph({ heading: HeadingLevel.HEADING_2, pageBreakBefore: true, children: [new TextRun(words(3))] }),
    paragraph({ children: [
      new ExternalHyperlink({ link: "https://example.org/a?b=1&c=2", children: [new TextRun({ text: words(3), style: "Hyperlink" })] }),
      new TextRun(` ${words(2)} `), new InternalHyperlink({ anchor: "place", children: [new TextRun(words(2))] }),
      new TextRun(" "), new SimpleField("PAGE", words(1)), new SymbolRun("F0FE"),
    ] }),
    paragraph({ children: [
      new TextRun(`${words(2)} `), new InsertedTextRun({ text: `${words(2)} `, ...who(21) }),
      new DeletedTextRun({ text: gone(), ...who(22) }), new TextRun(words(2)),
    ] }),
    paragraph({ children: [
      new CommentRangeStart(0), new TextRun(words(2)), new CommentRangeEnd(0), new TextRun({ children: [new CommentReference(0)] }),
      new TextRun(` ${words(3)}`),
    ] }),
    new Table({ rows: [
      new TableRow({ tableHeader: true, children: [cell({ columnSpan: 2 }), cell()] }),
      new TableRow({ children: [cell({ verticalMerge: VerticalMergeType.RESTART }), cell(), cell()] }),
      new TableRow({ children: [cell({ verticalMerge: VerticalMergeType.CONTINUE }), cell(), cell({
        children: [paragraph(), listed("bullets", 0), new Table({ rows: [new TableRow({ children: [cell(), cell()] })] }), paragraph()],
      })] }),
    ] }),
    paragraph({ alignment: AlignmentType.CENTER, children: [image(words(3)), new TextRun(words(2))] }),
    new Textbox({ alignment: "center", children: [paragraph()], style: { width: "200pt", height: "auto" } }),
    paragraph({ children: [new Formula({ children: [
      new MathRun(words(1)), new MathFraction({ numerator: [new MathRun(words(1))], denominator: [new MathRun(words(1))] }),
    ] }), new TextRun(` ${words(2)}`)] }),
    paragraph({ children: [new CheckBox({ checked: true, alias: "box" }), new TextRun(` ${words(3)}`), new PageBreak(), new TextRun(words(2))] }),
    ...[1, 2, 3].map((number) => paragraph({ children: [new TextRun(`${number}. ${words(12)}.`)] })),
  ];
  const level = (format, text, at) => ({ level: at, format, text, alignment: AlignmentType.START, style: { paragraph: { indent: { left: 360 * (at + 1), hanging: 360 } } } });
  const document = new Document({
    creator: "Partner", title: "Draft", features: { updateFields: false },
    styles: { default: { document: { run: { language: { value: job.language } } } } },
    footnotes: { 1: { children: [paragraph()] } },
    endnotes: { 1: { children: [paragraph()] } },
    comments: { children: [{ ...who(0), date: new Date("2026-01-01"), children: [paragraph()] }] },
    numbering: { config: [
      { reference: "bullets", levels: ["•", "–", "▪"].map((sign, at) => level(LevelFormat.BULLET, sign, at)) },
      { reference: "numbers", levels: [
        level(LevelFormat.DECIMAL, "%1.", 0), level(LevelFormat.LOWER_LETTER, "(%2)", 1), level(LevelFormat.LOWER_ROMAN, "(%3)", 2),
      ] },
    ] },
    sections: [
      {
        headers: { default: new Header({ children: [paragraph({ children: [new TextRun(words(2))] })] }) },
        footers: { default: new Footer({ children: [paragraph({ children: [new TextRun({ children: [words(1), PageNumber.CURRENT] })] })] }) },
        children,
      },
      { properties: { page: { size: { orientation: "landscape" } } }, children: [paragraph(), paragraph()] },
    ],
  });
  return Packer.toBuffer(document).then((bytes) => fs.writeFileSync(job.path, bytes)).then(() => taken);
}

Promise.all(JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(draft)).then((taken) => console.log(JSON.stringify(taken)));
