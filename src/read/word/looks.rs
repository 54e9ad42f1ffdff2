//! Whether words are hidden, by all the styles of a file: for whoever copies it.

use super::Unreadable;
use super::draft::RunLook;
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

    /// Whether a run is not shown. What is known of the last paragraph is kept, for its other runs.
    pub fn is_hidden(&self, tree: &Tree, run: NodeId, last: &mut Option<(NodeId, RunLook)>) -> bool {
        let mut node = run;
        while let Some(parent) = tree.parent(node) {
            if tree.is(parent, Space::Word, "p") {
                node = parent;
                break;
            }
            node = parent;
        }
        let (_, around) = match last.take().filter(|(paragraph, _)| *paragraph == node) {
            Some(known) => last.insert(known),
            None => last.insert((node, self.around(tree, node))),
        };
        self.styles.run(around, tree, run).hidden
    }

    /// How the words of a paragraph look by its style.
    fn around(&self, tree: &Tree, paragraph: NodeId) -> RunLook {
        let properties = tree.child(paragraph, Space::Word, "pPr");
        let style = properties.and_then(|properties| tree.value_of(properties, "pStyle"));
        let style = style.map(|style| style.into_owned());
        self.styles.look(self.styles.paragraph_style(style.as_deref()))
    }
}
