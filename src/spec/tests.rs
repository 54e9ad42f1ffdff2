//! Tests of reading as a whole: findings as the author sees them, and blocks as the next stage gets them.

use super::{Block, Inline, Item, Spec, parse, plain_text};
use crate::diagnostic::Severity;
use crate::source::Sources;

/// A report with the keys that must be there and `rest`.
fn report(rest: &str) -> String {
    format!("submitted_to: cescr\nlanguage: en\ntitle: T\nsubmitted_by: [{{name: N}}]\n{rest}")
}

/// Reads a report beside files.
fn read_beside(text: &str, files: &[(&str, &[u8])]) -> (Spec, Vec<String>) {
    let mut sources = Sources::default();
    sources.add("report.yaml", text);
    let read = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| "there is no such file".to_owned())
    };
    let warned = parse(&mut sources, &read);
    let findings = warned.diagnostics.iter().map(|found| {
        let (line, column) = sources.line_column(found.span.file, found.span.start);
        let (end_line, end_column) = sources.line_column(found.span.file, found.span.end);
        let file = sources.get(found.span.file).map_or("", |file| file.name.as_str());
        let severity = if found.severity == Severity::Error { "error" } else { "warning" };
        let help = found.help.as_deref().unwrap_or("");
        format!(
            "{severity}[{}] {file}:{line}:{column}-{end_line}:{end_column}: {}\n    help: {}",
            found.code,
            found.message,
            help.replace('\n', "\n          ")
        )
    });
    let findings = findings.collect();
    (warned.value, findings)
}

/// Reads one of a body of Markdown, form 1.
fn read_body(markdown: &str) -> (Vec<Block>, Vec<String>) {
    let indented: String = markdown.lines().map(|line| format!("  {line}\n")).collect();
    let (spec, findings) = read_beside(&report(&format!("body: |\n{indented}")), &[]);
    (spec.body.map(|body| body.value).unwrap_or_default(), findings)
}

/// Blocks in a short notation.
fn outline(blocks: &[Block]) -> String {
    blocks.iter().map(outline_block).collect::<Vec<_>>().join(" | ")
}

fn outline_items(items: &[Item]) -> String {
    let item = |item: &Item| {
        let mark = item.typed_mark.as_ref().map(|mark| format!("{} ", mark.value)).unwrap_or_default();
        format!("{mark}{}", outline(&item.blocks))
    };
    items.iter().map(item).collect::<Vec<_>>().join(" ; ")
}

fn outline_block(block: &Block) -> String {
    let id = |id: &Option<super::Located<String>>| id.as_ref().map(|id| format!("#{}", id.value)).unwrap_or_default();
    match block {
        Block::Paragraph { content, id: name, numbered, language, articles, .. } => {
            let mut extra = id(name);
            if *numbered == Some(false) {
                extra.push('-');
            }
            if let Some(language) = language {
                extra.push_str(&format!("@{}", language.as_str()));
            }
            for article in articles {
                extra.push_str(&format!("%{}", article.value));
            }
            format!("P{extra}({})", outline_inlines(content))
        }
        Block::Heading { content, level, id: name, numbered, .. } => {
            format!("H{level}{}{}({})", id(name), if *numbered { "" } else { "-" }, outline_inlines(content))
        }
        Block::List { style, items, .. } => format!("{style:?}[{}]", outline_items(items)),
        Block::Recommendations { lead_in, items, .. } => {
            let lead_in = lead_in.as_deref().map(outline_inlines).unwrap_or_default();
            format!("R({lead_in})[{}]", outline_items(items))
        }
        Block::Quotation(quotation) => {
            let paragraphs: Vec<String> = quotation.paragraphs.iter().map(|p| outline_inlines(p)).collect();
            let source = quotation.source.as_deref().map(outline_inlines).unwrap_or_default();
            format!("Q({}; {source})", paragraphs.join(" / "))
        }
        Block::Table(table) => {
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(|c| outline_inlines(c)).collect::<Vec<_>>().join(",");
            let rows: Vec<String> = table.rows.iter().map(row).collect();
            let caption = table.caption.as_deref().map(outline_inlines).unwrap_or_default();
            format!(
                "T{}({caption}; {}; {}; {:?}; {:?})",
                id(&table.id),
                row(&table.header),
                rows.join(" / "),
                table.widths,
                table.align
            )
        }
        Block::Figure(figure) => {
            let caption = figure.caption.as_deref().map(outline_inlines).unwrap_or_default();
            format!("F{}({:?}; {caption}; {:?})", id(&figure.id), figure.alt, figure.width)
        }
        Block::PageBreak(_) => "PB".to_owned(),
    }
}

fn outline_inlines(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, _) => text.clone(),
            Inline::Emphasis(content, _) => format!("<i {}>", outline_inlines(content)),
            Inline::Strong(content, _) => format!("<b {}>", outline_inlines(content)),
            Inline::Link { address, content, .. } => format!("<a {address} {}>", outline_inlines(content)),
            Inline::Note { paragraphs, .. } => {
                let paragraphs: Vec<String> = paragraphs.iter().map(|p| outline_inlines(p)).collect();
                format!("<n {}>", paragraphs.join(" / "))
            }
            Inline::Reference { .. } => format!("<r {}>", plain_text(std::slice::from_ref(inline))),
            Inline::Passage { language, content, .. } => {
                format!("<{} {}>", language.as_str(), outline_inlines(content))
            }
            Inline::LineBreak(_) => "<br>".to_owned(),
        })
        .collect()
}

#[test]
fn probe() {
    let r = |rest: &str| report(rest);
    let reports = vec![
        r("body:\n  - The Committee noted: progress\n  - *word* more\n"),
        r("body:\n  - The Committee noted: progress on this\n    and more: z\n  - [ok]\n  - - dash\n  - {sic}\n"),
        r("body:\n  - **strong** text\n  - next\n"),
        r("body:\n  - &c. text\n  - !important text\n  - 'a'\n"),
        r("body:\n  - @user said\n"),
        r("body:\n  - `code`\n"),
        r("body:\n  - % of\n"),
        r("body:\n  - [text](https://x.org) says\n"),
        r("body:\n  - {sic} text\n"),
        r("body:\n  - \"Quoted\" text goes on\n"),
        r("body:\n  - 'Tis the season\n  - don't\n"),
        r("body:\n  - 'open\n  - b\n"),
        r(
            "body:\n  - Case #5 is\n  - The case # 6 is\n  - A full sentence. # comment\n  - #7 alone\n  - foo\n    bar # baz\n    more\n",
        ),
        r("body:\n  - Case #5 is\n  - The case # 6 is\n  - A full sentence. # comment\n  - #7 alone\n"),
        r("body: |\n  text\nmore text here\n"),
        r("body:\n  - a\n   - b\n"),
        r("body: |\n  text\n").replace("title: T", "title: Report: part two"),
        r("body: |\n  text\n").replace("title: T", "title:Report"),
        r("body: |\n  text\n").replace("title: T", "\ttitle: Report"),
        r("body:\n\t- text\n"),
        r("body: |\n\ttext\n"),
        r(
            "body: x\nbody: y\ntitel: z\ndate: 16.1.2023\nstate: CN\nconfidential: yes\ncover: no\nagenda_item: four\nkeywords: {a: b}\ncontents: maybe\nsession: 073\nscope: tematic\n",
        ),
        "title: x\n---\ntitle: y\n".to_owned(),
        "".to_owned(),
        "- a\n".to_owned(),
        "just text\n".to_owned(),
        r("body: \"a\u{1}b\u{202e}\"\n"),
        r("body: {file: ../x.md}\n"),
        r("body: {file: x.md}\n"),
        r("body: {file: latin.md}\n"),
        r(
            "body:\n  - table: {caption: C, header: [a, b], rows: [[1, 2], [1], [true, null], [2020-01-01, x: y]], widths: [2*, 3cm], align: [left, decimal, x]}\n  - table: {csv: t.csv}\n  - table: {rows: [[1]]}\n  - figure: {file: map.png, width: wide}\n  - page_break: true\n  - heading: H\n    level: 7\n  - list: [a, [b, {list: [c], style: roman}], '(c) x']\n  - recommendations: [x]\n    lead_in: The State should\n  - quote: x\n    source: y\n  - paragrph: x\n  - paragraph: a\n    list: [b]\n  - paragraph: \"x\\n\\ny\"\n    articles: [11, 12]\n    language: french\n",
        ),
        r("body:\n  - &a text\n  - *a\n  - *b\n"),
        r(
            "body:\n  - \"one [^1] two\"\n  - heading: 1. Intro\n  - heading: '# x'\n  - paragraph: >-\n      folded <b>\n      text <i>\n",
        ),
    ];
    let svg: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>"#;
    let files: &[(&str, &[u8])] =
        &[("map.png", svg), ("latin.md", b"caf\xe9"), ("t.csv", b"A;B\r\n1;2\r\n\"x;y\";*z*\r\n1\r\n")];
    for text in reports {
        let (spec, findings) = read_beside(&text, files);
        let blocks = spec.body.map(|body| body.value).unwrap_or_default();
        println!(
            "=====\n{}\n-----\n{}\n-----",
            text.replace("submitted_to: cescr\nlanguage: en\ntitle: T\nsubmitted_by: [{name: N}]\n", "...\n"),
            outline(&blocks).replace(" | ", "\n")
        );
        for finding in findings {
            println!("{}", finding.replace("warning[", "WARN["));
        }
    }
}
