//! Whether words are hidden, by all the styles of a file: for whoever copies it.

use super::Unreadable;
use super::package::Package;
use super::styles::{Styles, ThemeFonts};
use super::tree::{NodeId, Space, Tree};

/// The styles of a file.
#[derive(Debug)]
pub struct Looks {
    styles: Styles,
}

impl Looks {
    /// Reads the styles of a file.
    pub fn load(package: &mut Package<'_>) -> Result<Looks, Unreadable> {
        let main = package.main().to_owned();
        let relationships = package.relationships(&main)?;
        let found = relationships.iter().find(|one| one.kind == "styles" && !one.is_external);
        let tree = match found {
            Some(found) => package.tree(&found.target)?,
            None => None,
        };
        let styles = tree.map(|tree| Styles::read(&tree, ThemeFonts::default()));
        Ok(Looks { styles: styles.unwrap_or_default() })
    }

    /// Whether a run is not shown.
    pub fn is_hidden(&self, tree: &Tree, run: NodeId) -> bool {
        let mut node = run;
        while let Some(parent) = tree.parent(node) {
            if tree.is(parent, Space::Word, "p") {
                node = parent;
                break;
            }
            node = parent;
        }
        let properties = tree.child(node, Space::Word, "pPr");
        let style = properties.and_then(|properties| tree.value_of(properties, "pStyle"));
        let style = style.map(|style| style.into_owned());
        let around = self.styles.look(self.styles.paragraph_style(style.as_deref()));
        self.styles.run(&around, tree, run).hidden
    }
}
