//! The numbers of paragraphs as Word shows them: lists, their levels, and the counts that go on through the text.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{NodeId, Space, Tree, name_of};
use crate::text::numerals::{ABJAD, ARABIC, CYRILLIC, LATIN, roman};

/// The most levels of a list.
const LEVELS: usize = 9;
/// The largest number that is written in letters or Roman numerals.
const LARGEST: u32 = 3_999;

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// As shown, `3.` or `(a)`; for a bullet its sign.
    pub text: String,
    /// What is counted by.
    pub format: NumberFormat,
    /// Its level from 0.
    pub level: usize,
    /// Its value at that level.
    pub value: u32,
    /// The list whose counts go on: equal for all paragraphs that are counted together.
    pub list: String,
    /// The instance of the list.
    pub instance: String,
    /// Whether the count began anew here.
    pub begins: bool,
    /// Twips from the margin where its lines begin, if the list says so.
    pub indent: Option<i32>,
}

/// What is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// 1, 2, 3 in any digits.
    Decimal,
    /// a, b, c in any alphabet.
    Letters,
    /// i, ii, iii.
    Roman,
    /// A sign, the same for each.
    Bullet,
    /// Nothing is shown.
    Nothing,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    text: String,
    style: Option<String>,
    is_legal: bool,
    restart_after: Option<usize>,
    indent: Option<i32>,
}

#[derive(Debug, Default)]
struct Instance {
    list: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// All lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    instances: BTreeMap<String, Instance>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    started: BTreeSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(tree: &Tree) -> Numbering {
        let mut all = Numbering::default();
        let mut linked = Vec::new();
        let mut named = BTreeMap::new();
        for node in tree.children(tree.root()) {
            match tree.name(node) {
                "abstractNum" => {
                    let Some(id) = tree.word(node, "abstractNumId") else { continue };
                    if let Some(style) = tree.value_of(node, "numStyleLink") {
                        linked.push((id.to_string(), style.into_owned()));
                    }
                    if let Some(style) = tree.value_of(node, "styleLink") {
                        named.insert(style.into_owned(), id.to_string());
                    }
                    all.lists.insert(id.into_owned(), levels(tree, node));
                }
                "num" => {
                    let (Some(id), Some(list)) = (tree.word(node, "numId"), tree.value_of(node, "abstractNumId"))
                    else {
                        continue;
                    };
                    all.instances.insert(id.into_owned(), instance(tree, node, list.into_owned()));
                }
                _ => {}
            }
        }
        // A list may only say which style has its levels.
        for (id, style) in linked {
            let levels = named.get(&style).and_then(|other| all.lists.get(other)).cloned();
            if let Some(levels) = levels {
                all.lists.insert(id, levels);
            }
        }
        all
    }

    /// The level of an instance that a style is bound to.
    pub(super) fn level_of_style(&self, instance: &str, styles: &[&str]) -> Option<usize> {
        let levels = self.lists.get(&self.instances.get(instance)?.list)?;
        let bound = |style: &&str| levels.iter().find(|(_, level)| level.style.as_deref() == Some(*style));
        styles.iter().find_map(bound).map(|(at, _)| *at)
    }

    /// Counts on, and gives the number of the next paragraph of an instance at a level.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<Number> {
        let level = level.min(LEVELS - 1);
        let instance = self.instances.get(id)?;
        let definition = self.level(instance, level)?.clone();
        let list = instance.list.clone();
        let start = instance.starts.get(&level).copied();
        let begins_instance = start.is_some() && self.started.insert((id.to_owned(), level));
        let counts = self.counts.entry(list.clone()).or_default();
        let begins = begins_instance || counts[level].is_none();
        let value = match counts[level] {
            Some(last) if !begins_instance => last.saturating_add(1),
            _ => start.unwrap_or(definition.start),
        };
        counts[level] = Some(value);
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restart =
                self.lists.get(&list).and_then(|levels| levels.get(&deeper)).and_then(|level| level.restart_after);
            if restart.is_none_or(|after| after > level) {
                *count = None;
            }
        }
        let counts = *counts;
        let text = self.shown(id, &definition, &counts);
        let format = match kind(&definition.format) {
            // A later paragraph of an item has a bullet that shows nothing.
            NumberFormat::Bullet if text.trim().is_empty() => NumberFormat::Nothing,
            format => format,
        };
        let (instance, indent) = (id.to_owned(), definition.indent);
        Some(Number { text, format, level, value, list, instance, begins, indent })
    }

    fn level<'n>(&'n self, instance: &'n Instance, level: usize) -> Option<&'n Level> {
        instance.levels.get(&level).or_else(|| self.lists.get(&instance.list)?.get(&level))
    }

    /// The text of a level with the numbers of those above it.
    fn shown(&self, id: &str, definition: &Level, counts: &[Option<u32>; LEVELS]) -> String {
        if definition.format == "none" {
            return String::new();
        }
        let mut shown = String::new();
        let mut signs = definition.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let place = signs.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| (1..=9).contains(digit));
            let Some(place) = place.filter(|_| sign == '%') else {
                shown.push(sign);
                continue;
            };
            signs.next();
            let at = place as usize - 1;
            let level = self.instances.get(id).and_then(|instance| self.level(instance, at));
            let format = level.map_or("decimal", |level| level.format.as_str());
            let value = counts[at].or(level.map(|level| level.start)).unwrap_or(1);
            shown += &written(value, if definition.is_legal { "decimal" } else { format });
        }
        shown
    }
}

fn levels(tree: &Tree, around: NodeId) -> BTreeMap<usize, Level> {
    let nodes = tree.children(around).filter(|node| tree.is(*node, Space::Word, "lvl"));
    nodes.filter_map(|node| Some((tree.word(node, "ilvl")?.parse().ok()?, level(tree, node)))).collect()
}

fn level(tree: &Tree, node: NodeId) -> Level {
    let value = |name| tree.value_of(node, name).map(|value| name_of(&value));
    Level {
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: value("numFmt").unwrap_or_else(|| "decimal".to_owned()),
        text: value("lvlText").unwrap_or_default(),
        style: value("pStyle"),
        is_legal: tree.switch(node, "isLgl") == Some(true),
        restart_after: value("lvlRestart").and_then(|after| after.parse().ok()),
        indent: super::styles::paragraph_change(tree, node).indent,
    }
}

fn instance(tree: &Tree, around: NodeId, list: String) -> Instance {
    let mut instance = Instance { list, ..Instance::default() };
    for node in tree.children(around).filter(|node| tree.is(*node, Space::Word, "lvlOverride")) {
        let Some(at) = tree.word(node, "ilvl").and_then(|at| at.parse().ok()) else { continue };
        if let Some(start) = tree.value_of(node, "startOverride").and_then(|start| start.parse().ok()) {
            instance.starts.insert(at, start);
        }
        if let Some(own) = tree.child(node, Space::Word, "lvl") {
            instance.levels.insert(at, level(tree, own));
        }
    }
    instance
}

fn kind(format: &str) -> NumberFormat {
    match format {
        "bullet" => NumberFormat::Bullet,
        "none" => NumberFormat::Nothing,
        "lowerRoman" | "upperRoman" => NumberFormat::Roman,
        "lowerLetter" | "upperLetter" | "russianLower" | "russianUpper" | "arabicAlpha" | "arabicAbjad" | "hebrew1"
        | "hebrew2" => NumberFormat::Letters,
        _ => NumberFormat::Decimal,
    }
}

/// A number as a format writes it.
fn written(value: u32, format: &str) -> String {
    let letters = |alphabet: &[char]| {
        let at = (value.clamp(1, LARGEST) - 1) as usize;
        // After the last letter they are doubled.
        std::iter::repeat_n(alphabet[at % alphabet.len()], at / alphabet.len() + 1).collect::<String>()
    };
    match format {
        "lowerLetter" => letters(&LATIN),
        "upperLetter" => letters(&LATIN).to_uppercase(),
        "russianLower" => letters(&CYRILLIC),
        "russianUpper" => letters(&CYRILLIC).to_uppercase(),
        "arabicAbjad" => letters(&ABJAD),
        "arabicAlpha" => letters(&ARABIC),
        "lowerRoman" => roman(value),
        "upperRoman" => roman(value).to_uppercase(),
        "decimalZero" => format!("{value:02}"),
        "none" => String::new(),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        assert_eq!(written(1994, "upperRoman"), "MCMXCIV");
        assert_eq!(written(28, "lowerLetter"), "bb");
        assert_eq!(written(3, "russianLower"), "в");
        assert_eq!(written(7, "decimalZero"), "07");
        assert_eq!(written(u32::MAX, "upperRoman"), u32::MAX.to_string());
        assert!(written(u32::MAX, "lowerLetter").len() < 200);
    }
}
