//! Comments, the tops and feet of pages, and what a file says of the people and machines that made it.

use super::Unreadable;
use super::draft::{ChangeKind, Comment, LossKind, Paragraph, PartOfFile};
use super::package::{Package, Relationship};
use super::shared::Shared;
use super::tree::{Space, Tree};
use super::walk::{Walker, flat};

/// Reads the comments.
pub(super) fn comments(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    shared: &mut Shared,
) -> Result<(), Unreadable> {
    let Some(found) = relationships.iter().find(|one| one.kind == "comments" && !one.is_external) else {
        return Ok(());
    };
    let Some(tree) = package.tree(&found.target)? else { return Ok(()) };
    super::admit(&tree)?;
    let mut all = Vec::new();
    let mut walker = Walker::new(&tree, PartOfFile::Comment, &[], shared);
    for node in tree.children(tree.root()).filter(|node| tree.is(*node, Space::Word, "comment")) {
        let value = |name| tree.word(node, name).unwrap_or_default().into_owned();
        let mut items = Vec::new();
        walker.blocks(node, &mut items);
        walker.end_text(&mut items);
        let texts: Vec<String> = flat(items).iter().map(Paragraph::text).collect();
        let place = walker.shared.comment_places.get(&value("id")).copied();
        all.push(Comment {
            id: value("id"),
            author: super::tree::name_of(&value("author")),
            text: texts.join(" ").trim().to_owned(),
            place,
        });
    }
    all.sort_by_key(|comment| (comment.place.is_none(), comment.place));
    shared.draft.comments = all;
    Ok(())
}

/// Tells the words at the top and foot of the pages.
pub(super) fn margins(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    shared: &mut Shared,
) -> Result<(), Unreadable> {
    let mut told = Vec::new();
    for found in relationships.iter().filter(|one| matches!(one.kind.as_str(), "header" | "footer") && !one.is_external)
    {
        let Some(tree) = package.tree(&found.target)? else { continue };
        let mut walker = Walker::new(&tree, PartOfFile::Margin, &[], shared);
        let words = walker.mark_seen(tree.root());
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = walker.shared.new_place(PartOfFile::Margin, None);
        for node in tree.all() {
            let kind = match tree.named(node) {
                Some((Space::Word, "ins" | "moveTo")) => ChangeKind::Insertion,
                Some((Space::Word, "del" | "moveFrom")) => ChangeKind::Deletion,
                _ => continue,
            };
            walker.change(node, kind, place, String::new());
        }
        if !words.is_empty() && !told.contains(&words) {
            shared.draft.losses.push(super::draft::Loss { kind: LossKind::Margin, place, words: words.clone() });
            told.push(words);
        }
    }
    Ok(())
}

/// Reads what the file says of itself.
pub(super) fn properties(package: &mut Package<'_>, main: &Tree, shared: &mut Shared) -> Result<(), Unreadable> {
    let relationships = package.relationships("")?;
    let mut ours = false;
    let mut personal = Vec::new();
    for found in relationships.iter().filter(|one| !one.is_external) {
        if !matches!(found.kind.as_str(), "core-properties" | "extended-properties" | "custom-properties") {
            continue;
        }
        let Some(tree) = package.tree(&found.target)? else { continue };
        for node in tree.children(tree.root()) {
            let value = tree.within(node).map(|inside| tree.words(inside)).collect::<String>().trim().to_owned();
            if value.is_empty() {
                continue;
            }
            match (found.kind.as_str(), tree.name(node)) {
                ("core-properties", "title") => shared.draft.properties.title = Some(value),
                ("core-properties", "language") => shared.draft.properties.language = Some(value),
                ("core-properties", "creator") => personal.push(("author".to_owned(), value)),
                ("core-properties", "lastModifiedBy") => personal.push(("last author".to_owned(), value)),
                ("extended-properties", "Company") => personal.push(("company".to_owned(), value)),
                ("extended-properties", "Manager") => personal.push(("manager".to_owned(), value)),
                ("extended-properties", "HyperlinkBase") => personal.push(("folder of links".to_owned(), value)),
                ("extended-properties", "Template") if value.contains(['/', '\\']) => {
                    personal.push(("template".to_owned(), value));
                }
                ("extended-properties", "Application") => ours |= value == "assemble",
                ("extended-properties", "Pages") => shared.draft.properties.pages = value.parse().ok(),
                ("custom-properties", _) => {
                    let name = tree.plain(node, "name").unwrap_or_default().into_owned();
                    personal.push((format!("property “{name}”"), value));
                }
                _ => {}
            }
        }
    }
    // In our own files the author is the submitter, who is named in the text.
    personal.retain(|(name, _)| !ours || name != "author");
    shared.draft.properties.is_ours = ours;
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    shared.draft.properties.has_macros = names.iter().any(|name| name.to_lowercase().ends_with("vbaproject.bin"));
    shared.draft.properties.has_revision_ids = main
        .all()
        .any(|node| ["rsidR", "rsidRPr", "rsidRDefault", "rsidP"].iter().any(|id| main.word(node, id).is_some()));
    people(package, &names, &mut personal)?;
    shared.draft.properties.personal = personal;
    Ok(())
}

/// The people that Word remembers for comments and changes.
fn people(package: &mut Package<'_>, names: &[String], personal: &mut Vec<(String, String)>) -> Result<(), Unreadable> {
    let Some(part) = names.iter().find(|name| name.to_lowercase().ends_with("word/people.xml")) else { return Ok(()) };
    let Some(tree) = package.tree(part)? else { return Ok(()) };
    for node in tree.all().filter(|node| tree.space(*node).is_some() && tree.name(*node) == "person") {
        let attributes = tree.attribute(node, Space::Other, "author");
        personal.extend(attributes.map(|author| ("person".to_owned(), author.into_owned())));
    }
    Ok(())
}
