//! The styles of a Word file with what each inherits, and the looks that result.

use std::collections::BTreeMap;

use super::draft::{Position, RunLook};
use super::tree::{NodeId, Space, Tree, name_of};

/// How long a chain of styles is followed.
const CHAIN: usize = 50;

/// All styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    base: RunChange,
    fonts: ThemeFonts,
}

/// The typefaces that a theme names.
#[derive(Debug, Default)]
pub(super) struct ThemeFonts {
    pub(super) major: Option<String>,
    pub(super) minor: Option<String>,
}

/// A style.
#[derive(Debug, Default)]
pub(super) struct Style {
    /// As Word shows it, in small letters.
    pub(super) name: String,
    based_on: Option<String>,
    run: RunChange,
    paragraph: ParagraphChange,
}

/// What a style or a paragraph says of paragraphs.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphChange {
    pub(super) num_id: Option<String>,
    pub(super) level: Option<usize>,
    pub(super) outline: Option<u8>,
    pub(super) align: Option<String>,
    pub(super) indent: Option<i32>,
    pub(super) line: Option<i32>,
    pub(super) right_to_left: Option<bool>,
    pub(super) page_before: Option<bool>,
}

/// What a style or a run says of words.
#[derive(Clone, Debug, Default)]
pub(super) struct RunChange {
    bold: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    strike: Option<bool>,
    position: Option<Position>,
    hidden: Option<bool>,
    size: Option<u32>,
    font: Option<String>,
    language: Option<String>,
    far_language: Option<String>,
    bidi_language: Option<String>,
    right_to_left: Option<bool>,
}

impl Styles {
    pub(super) fn read(tree: &Tree, fonts: ThemeFonts) -> Styles {
        let mut all = Styles { fonts, ..Styles::default() };
        let root = tree.root();
        if let Some(defaults) = tree.child(root, Space::Word, "docDefaults")
            && let Some(run) = tree.child(defaults, Space::Word, "rPrDefault")
        {
            all.base = all.run_change(tree, run);
        }
        for node in tree.children(root).filter(|node| tree.is(*node, Space::Word, "style")) {
            let Some(id) = tree.word(node, "styleId") else { continue };
            let style = Style {
                name: tree.value_of(node, "name").map(|name| name_of(&name).to_lowercase()).unwrap_or_default(),
                based_on: tree.value_of(node, "basedOn").map(|id| id.into_owned()),
                run: all.run_change(tree, node),
                paragraph: paragraph_change(tree, node),
            };
            let is_default = tree.word(node, "default").is_some_and(|value| super::tree::is_on(Some(&value)));
            if is_default && tree.word(node, "type").as_deref() == Some("paragraph") {
                all.default_paragraph = Some(id.to_string());
            }
            all.styles.insert(id.into_owned(), style);
        }
        all
    }

    /// The styles from one up to the one that all are based on.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = (&'s str, &'s Style)> + use<'s> {
        let mut next = id.and_then(|id| self.styles.get_key_value(id));
        let mut left = CHAIN;
        std::iter::from_fn(move || {
            let (id, style) = next?;
            left -= 1;
            let base = style.based_on.as_deref().filter(|_| left > 0);
            next = base.and_then(|base| self.styles.get_key_value(base));
            Some((id.as_str(), style))
        })
    }

    /// The style of a paragraph, or the usual one.
    pub(super) fn paragraph_style<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        id.filter(|id| self.styles.contains_key(*id)).or(self.default_paragraph.as_deref())
    }

    /// The name of a style; a style of headings or quotations that another is based on gives its name.
    pub(super) fn name(&self, id: Option<&str>) -> String {
        self.chain(id).next().map(|(_, style)| style.name.clone()).unwrap_or_default()
    }

    /// The names from a style up.
    pub(super) fn names(&self, id: Option<&str>) -> Vec<&str> {
        self.chain(id).map(|(_, style)| style.name.as_str()).collect()
    }

    /// The ids from a style up.
    pub(super) fn ids<'s>(&'s self, id: Option<&str>) -> Vec<&'s str> {
        self.chain(id).map(|(id, _)| id).collect()
    }

    /// What the styles of a paragraph say of it, the nearest first.
    pub(super) fn paragraph(&self, id: Option<&str>) -> ParagraphChange {
        let mut all = ParagraphChange::default();
        for (_, style) in self.chain(id) {
            all = all.over(&style.paragraph);
        }
        all
    }

    /// How the words of a paragraph of this style look.
    pub(super) fn look(&self, paragraph: Option<&str>) -> RunLook {
        let mut look = RunLook::default();
        apply(&mut look, &self.base);
        for (_, style) in self.chain(paragraph).collect::<Vec<_>>().into_iter().rev() {
            apply(&mut look, &style.run);
        }
        look
    }

    /// How a run looks in a paragraph whose words look so.
    pub(super) fn run(&self, around: &RunLook, tree: &Tree, run: NodeId) -> RunLook {
        let mut look = around.clone();
        let Some(properties) = tree.child(run, Space::Word, "rPr") else { return look };
        if let Some(style) = tree.value_of(properties, "rStyle") {
            let chain: Vec<_> = self.chain(Some(&style)).collect();
            let mut own = RunLook { bold: false, italic: false, ..look.clone() };
            for (_, style) in chain.iter().rev() {
                apply(&mut own, &style.run);
            }
            // A switch that the paragraph's style has too is switched off again.
            own.bold ^= look.bold;
            own.italic ^= look.italic;
            own.is_link_style = chain.iter().any(|(_, style)| style.name.contains("hyperlink"));
            look = own;
        }
        apply(&mut look, &self.change(tree, properties));
        look
    }

    fn run_change(&self, tree: &Tree, around: NodeId) -> RunChange {
        tree.child(around, Space::Word, "rPr").map(|node| self.change(tree, node)).unwrap_or_default()
    }

    fn change(&self, tree: &Tree, node: NodeId) -> RunChange {
        let mut change = RunChange::default();
        for child in tree.children(node).filter(|child| tree.space(*child) == Some(Space::Word)) {
            let value = tree.word(child, "val");
            let on = Some(super::tree::is_on(value.as_deref()));
            match tree.name(child) {
                "b" => change.bold = on,
                "i" => change.italic = on,
                "u" => change.underline = on,
                "strike" | "dstrike" => change.strike = on,
                "vanish" | "specVanish" => change.hidden = on,
                "rtl" => change.right_to_left = on,
                "vertAlign" => {
                    change.position = Some(match value.as_deref() {
                        Some("superscript") => Position::Raised,
                        Some("subscript") => Position::Lowered,
                        _ => Position::Line,
                    });
                }
                "sz" => change.size = value.and_then(|value| value.parse().ok()),
                "rFonts" => change.font = self.font(tree, child),
                "lang" => {
                    let named = |name| tree.word(child, name).map(|value| name_of(&value));
                    change.language = value.map(|value| name_of(&value));
                    change.far_language = named("eastAsia");
                    change.bidi_language = named("bidi");
                }
                _ => {}
            }
        }
        change
    }

    fn font(&self, tree: &Tree, node: NodeId) -> Option<String> {
        match tree.word(node, "asciiTheme").or_else(|| tree.word(node, "hAnsiTheme")) {
            Some(theme) if theme.starts_with("major") => self.fonts.major.clone(),
            Some(_) => self.fonts.minor.clone(),
            None => tree.word(node, "ascii").or_else(|| tree.word(node, "hAnsi")).map(|font| name_of(&font)),
        }
    }
}

impl ParagraphChange {
    /// What this says, and where it says nothing what the other says.
    pub(super) fn over(self, other: &ParagraphChange) -> ParagraphChange {
        ParagraphChange {
            num_id: self.num_id.or_else(|| other.num_id.clone()),
            level: self.level.or(other.level),
            outline: self.outline.or(other.outline),
            align: self.align.or_else(|| other.align.clone()),
            indent: self.indent.or(other.indent),
            line: self.line.or(other.line),
            right_to_left: self.right_to_left.or(other.right_to_left),
            page_before: self.page_before.or(other.page_before),
        }
    }
}

/// What the properties in a style or paragraph say.
pub(super) fn paragraph_change(tree: &Tree, around: NodeId) -> ParagraphChange {
    let Some(node) = tree.child(around, Space::Word, "pPr") else { return ParagraphChange::default() };
    let number = |node: NodeId, name: &str| tree.word(node, name).and_then(|value| value.parse::<i32>().ok());
    let numbering = tree.child(node, Space::Word, "numPr");
    let spacing = tree.child(node, Space::Word, "spacing");
    let is_lines = |spacing: &NodeId| !matches!(tree.word(*spacing, "lineRule").as_deref(), Some("exact" | "atLeast"));
    ParagraphChange {
        num_id: numbering.and_then(|node| tree.value_of(node, "numId")).map(|id| id.into_owned()),
        level: numbering.and_then(|node| tree.value_of(node, "ilvl")).and_then(|level| level.parse().ok()),
        outline: tree.value_of(node, "outlineLvl").and_then(|level| level.parse().ok()),
        align: decimal_tab(tree, node).or_else(|| tree.value_of(node, "jc").map(|align| name_of(&align))),
        indent: tree
            .child(node, Space::Word, "ind")
            .and_then(|node| number(node, "start").or_else(|| number(node, "left"))),
        line: spacing.filter(is_lines).and_then(|node| number(node, "line")),
        right_to_left: tree.switch(node, "bidi"),
        page_before: tree.switch(node, "pageBreakBefore"),
    }
}

/// `decimal`, where a tab stop sets numbers below one another.
fn decimal_tab(tree: &Tree, properties: NodeId) -> Option<String> {
    let tabs = tree.child(properties, Space::Word, "tabs")?;
    let is_decimal = |tab: NodeId| tree.word(tab, "val").as_deref() == Some("decimal");
    tree.children(tabs).any(is_decimal).then(|| "decimal".to_owned())
}

fn apply(look: &mut RunLook, change: &RunChange) {
    let set = |to: &mut bool, from: Option<bool>| *to = from.unwrap_or(*to);
    set(&mut look.bold, change.bold);
    set(&mut look.italic, change.italic);
    set(&mut look.underline, change.underline);
    set(&mut look.strike, change.strike);
    set(&mut look.hidden, change.hidden);
    set(&mut look.right_to_left, change.right_to_left);
    look.position = change.position.unwrap_or(look.position);
    look.size = change.size.or(look.size);
    let keep = |to: &mut Option<String>, from: &Option<String>| {
        if from.is_some() {
            to.clone_from(from);
        }
    };
    keep(&mut look.font, &change.font);
    keep(&mut look.language, &change.language);
    keep(&mut look.bidi_language, &change.bidi_language);
    if change.language.is_none() {
        keep(&mut look.language, &change.far_language);
    }
}
