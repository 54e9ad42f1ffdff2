//! Blocks in a short notation.

use super::super::{Block, Cell, Inline, Item, plain_text};

/// Blocks in a short notation.
pub(super) fn outline(blocks: &[Block]) -> String {
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
    let id = |id: &Option<crate::source::Located<String>>| {
        id.as_ref().map(|id| format!("#{}", id.value)).unwrap_or_default()
    };
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
        Block::Heading { content, level, id: name, numbered, articles, .. } => {
            let articles: String = articles.iter().map(|article| format!("%{}", article.value)).collect();
            let number = if *numbered { "" } else { "-" };
            format!("H{level}{}{number}{articles}({})", id(name), outline_inlines(content))
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
            let over = |cell: &Cell| match (cell.columns, cell.rows) {
                (1, 1) => String::new(),
                (columns, rows) => format!("@{columns}x{rows}"),
            };
            let cell = |cell: &Cell| format!("{}{}", outline_inlines(&cell.content), over(cell));
            let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(",");
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
            Inline::Mention { key, locator } => format!("<m {} {locator}>", key.value),
            Inline::Reference { .. } => format!("<r {}>", plain_text(std::slice::from_ref(inline))),
            Inline::Passage { language, content, .. } => {
                format!("<{} {}>", language.as_str(), outline_inlines(content))
            }
            Inline::Superscript(text, _) => format!("<^ {text}>"),
            Inline::Subscript(text, _) => format!("<~ {text}>"),
            Inline::LineBreak(_) => "<br>".to_owned(),
        })
        .collect()
}
