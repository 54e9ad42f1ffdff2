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
    let bodies = [
        "# Introduction {#intro}\n\n## Second {- #b}\n\nFirst *emph* **strong** [link](https://example.org) note[^1] E/C.12/CHN/CO/3 [para. @water] and [paras. @a–@b], {#water lang=fr}\n\n(a) sub;\n\n(b) another *x*:\n\n(i) roman\n\n(ii) two\n\n(c) three. {#c}\n\n[^1]: The note *x*.\n\n    Second par.",
        "Para one:\n(a) first;\n(b) second; and\n(c) third\n\nIn article 2\n(a) of the Covenant",
        "1. First\n2. Second\n   continued\n\n- a\n- b\n  - c\n\n  d\n- (a) x\n- (b) y",
        "> Quote one\n> goes on\n>\n> second\n> -- Source, *x*\n\n| A | B |\n|:--|--:|\n| 1 \\| 2 | *x* |\n: Caption here {#tab widths=\"2*,3cm\"}\n\n| A | B |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n\n: Second caption",
        "[مرحبا]{lang=ar} and \\[para. @x\\] \\*no\\* ^[inline *note* with [a](https://x.org)] end [x@example.org] [@key] [@key, para. 12] [^9] [ok] a < b <b>x</b> `code` www.x.org <https://a.b>",
        "Line one\\\nline two  \nline three\nsoft\n\n中文\n中文\n\n{page_break}\n\n---\n\nText\n---\n\n    indented text\n    two\n\n```\ncode\n```\n\n#Intro\n\n###### six",
        "::: recommendations\nThe State should:\n\n1. Do one\n2. Do two\n:::\nAfter\n\n::: recommendation\n(a) x\n\n(b) y\n:::\n\n::: note\n\n:::",
        "• one\n• two\n\n– three\n\no\tfour\n\n(a) x\n\n(c) y\n\n(h) z\n\n(i) w",
        "^[a ^[b] c] x[^n]\n\n[^n]: d[^n] ^[e]\n\n[^u]: unused\n\n[^n]: again\n\nTwice[^n] [bad](foo.html) [bad](javascript:x) [m](www.x.org) <a@b.org>\n\n<div>\nfoo\n</div>",
        "A table\n\n: Caption alone\n\n![alt text](map.png){#fig width=12cm}\n: Cap *x*\n\n![](map.png)\n\ntext ![x](map.png) more\n\nx {articles=11,12} \n\ny {artcles=1}\n\nz {sic}\n\nw {#1a}\n\nw2 {#a b}\n\n{#only}",
    ];
    let svg: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"/>"#;
    for body in bodies {
        let indented: String = body.lines().map(|line| format!("  {line}\n")).collect();
        let (spec, findings) = read_beside(&report(&format!("body: |\n{indented}")), &[("map.png", svg)]);
        let blocks = spec.body.map(|body| body.value).unwrap_or_default();
        println!("=====\n{body}\n-----\n{}\n-----", outline(&blocks).replace(" | ", "\n"));
        for finding in findings {
            println!("{finding}");
        }
    }
}
