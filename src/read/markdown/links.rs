//! Reads links and HTML tags as links with checked addresses; findings say what to write instead.

use pulldown_cmark::LinkType;

use super::Markdown;
use crate::diagnostic::Code;
use crate::diagnostic::{Diagnostic, Fix};
use crate::read::Inline;
use crate::source::Span;

impl Markdown<'_, '_, '_> {
    /// A closing tag belongs to the finding for its opening one.
    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        if html.starts_with("</") && self.open_html > 0 {
            self.open_html -= 1;
            return;
        }
        if !html.starts_with("</") && !html.ends_with("/>") {
            self.open_html += 1;
        }
        self.context.report(raw_html(html, span));
    }

    /// A link, or its words alone where the address cannot be used.
    pub(super) fn link(
        &mut self,
        kind: LinkType,
        address: &str,
        inside: Vec<Inline>,
        span: Span,
        content: &mut Vec<Inline>,
    ) {
        let address = if kind == LinkType::Email && !address.starts_with("mailto:") {
            format!("mailto:{address}")
        } else {
            address.trim().to_owned()
        };
        match bad_address(&address) {
            None => {
                let content_of_link =
                    if inside.is_empty() { vec![Inline::Text(address.clone(), span)] } else { inside };
                let address = self.context.clean(address, |_| span);
                content.push(Inline::Link { address, content: content_of_link, span });
            }
            Some((help, scheme)) => {
                let typed = self.context.sources.text(span);
                if let Some(number) = copied_note(&address) {
                    let before = self.context.sources.text(Span::new(span.file, 0..span.start as usize));
                    let margin = before.trim_end_matches([' ', '\t']);
                    let at_start = margin.is_empty() || margin.ends_with('\n');
                    let written = if at_start { format!("[^{number}]:") } else { format!("[^{number}]") };
                    self.context.report(
                        Diagnostic::error(Code::TypedNotes, span, format!("the link to `{address}` is the mark of a footnote in the document that the text was copied from"))
                            .help(format!("write `[^{number}]` in the text and `[^{number}]: ` before the note"))
                            .replace(span, written),
                    );
                    content.extend(inside);
                    return;
                }
                let at = typed.rfind(&address).filter(|_| !scheme.is_empty() && kind == LinkType::Inline);
                let place = at.map(|at| span.start as usize + at).map(|at| Span::new(span.file, at..at));
                self.context.report(
                    Diagnostic::error(
                        Code::BadLink,
                        span,
                        format!("the link leads to `{address}`, which is not a web or e-mail address"),
                    )
                    .help(help)
                    .fix(place.map(|place| Fix::one(place, scheme))),
                );
                content.extend(inside);
            }
        }
    }
}

/// The number of the note in `#_ftn1` and its like, which word processors and web pages write.
fn copied_note(address: &str) -> Option<u32> {
    let names =
        ["#_ftnref", "#_ftn", "#_ednref", "#_edn", "#fnref", "#fn", "#footnote-ref-", "#footnote-", "#sdfootnote"];
    let rest = names.iter().find_map(|name| address.strip_prefix(name))?;
    rest.trim_start_matches([':', '-', '_']).trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

/// Why an address cannot be used: what to write instead, and what may be missing before it.
fn bad_address(address: &str) -> Option<(String, &'static str)> {
    let lower = address.to_ascii_lowercase();
    let rest = ["https://", "http://", "mailto:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    if rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)) {
        return None;
    }
    Some(if let Some(id) = address.strip_prefix('#') {
        (format!("to point at a place in the report, write `[para. @{id}]` or `[section @{id}]`"), "")
    } else if lower.starts_with("www.") {
        (format!("write `https://{address}`"), "https://")
    } else if address.contains('@') && !address.contains([':', '/', ' ']) {
        (format!("write `mailto:{address}`"), "mailto:")
    } else if ["png", "jpg", "jpeg", "svg", "gif", "webp"].iter().any(|ending| lower.ends_with(&format!(".{ending}"))) {
        let help = format!(
            "to show the picture, write `![what it shows]({address})` in a paragraph of its own, with `!` right before the bracket"
        );
        (help, "")
    } else if !address.contains(':') && address.contains('.') && !address.contains(' ') {
        let help = format!(
            "write the whole address, for instance `https://{address}`; readers do not have the files in your folder"
        );
        (help, "")
    } else {
        (
            "an address begins with `https://`, `http://` or `mailto:`; without an address, write only the words"
                .to_owned(),
            "",
        )
    })
}

/// The finding for HTML, with what to write instead.
pub(super) fn raw_html(html: &str, span: Span) -> Diagnostic {
    let shown: String = html.trim().lines().next().unwrap_or("").chars().take(40).collect();
    let name: String = html
        .trim_start_matches(['<', '/', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
        .collect::<String>()
        .to_ascii_lowercase();
    let help = match name.as_str() {
        "b" | "strong" => "write `**bold**`",
        "i" | "em" | "cite" => "write `*italic*`",
        "br" => "end the line with a backslash `\\`",
        "a" => "write `[words](https://example.org)`",
        "p" | "div" | "span" | "font" | "center" => "leave it out; an empty line begins a new paragraph",
        "ul" | "ol" | "li" => "begin each item with `- ` or `(a) ` on a line of its own",
        "table" | "tr" | "td" | "th" | "thead" | "tbody" => {
            "write a table with `|` between the cells, or a `table` block"
        }
        "img" | "figure" => "write `![what it shows](picture.png)` in a paragraph of its own",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write `# Heading`, with one to five number signs",
        "blockquote" => "begin each line of the quotation with `> `",
        "hr" => "leave it out, or write `{page_break}` for a new page",
        "script" | "style" | "iframe" | "object" | "embed" => {
            "delete it: programs and pieces of web pages cannot stand in a report"
        }
        "!" => "delete it; a note to yourself can stand as a YAML comment, `# note`, outside of the text",
        "sup" | "sub" => "write the number in the text itself, or `[^1]` for a footnote",
        "u" | "ins" => "write `*italic*`; underlined words look like links",
        "s" | "del" | "strike" => "delete the words that are struck out",
        _ => "write `\\<` if the sign belongs to the text",
    };
    Diagnostic::error(Code::RawHtml, span, format!("the text contains HTML, `{shown}`, which is not read")).help(help)
}
