//! Estimates what a drawing would take to draw, and finds what it asks of other files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};

use super::cost::{Budget, LETTER};
use super::svg::{self, SVG};
use super::{EFFECTS, EMBED, OUTLINE, Refusal, SAVE_PLAIN, SAVE_PNG, damaged, refused, style};

/// What a part of a drawing holds: its own shapes, and the parts it draws once more.
#[derive(Debug, Default)]
struct Part {
    /// Elements that draw, letters, and one more for each [`CORNERS`] of a line.
    shapes: u64,
    /// The corners of its lines.
    corners: u64,
    repeats: Vec<(String, u64)>,
    /// What parts that are drawn once more are filled or marked with from outside.
    handed: Vec<(Handed, String)>,
}

/// A pattern or marker that the elements below one are drawn with, if they say nothing else.
#[derive(Clone, Debug)]
struct Handed {
    key: String,
    id: String,
}

impl Handed {
    /// A marker is drawn at each corner, a pattern once for a shape.
    fn is_marker(&self) -> bool {
        self.key.starts_with("marker")
    }
}

/// So many corners of a line are as much work as a shape.
const CORNERS: u64 = 50;

/// So many letters of a coded picture are as much work as a shape.
const CODED: u64 = 1_000;

/// What is filled, or has corners to be marked.
const SHAPES: [&str; 9] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"];

/// Elements inside one another are read down to this depth.
const DEPTH: usize = 64;

/// Attributes of an element, and settings of a style, are each compared with all before them: so many comparisons are a
/// step.
const COMPARED: f64 = 50.0;

/// The shapes of a drawing and what each part with an id repeats.
#[derive(Debug, Default)]
pub(super) struct Survey {
    whole: Part,
    parts: BTreeMap<String, Part>,
    /// What style sheets draw: each may do so with each element.
    sheets: Vec<(String, u64)>,
    /// What each element takes with the style sheets.
    steps: u64,
    /// Names of classes, each of which is compared with each rule.
    classes: u64,
    /// How deep the element is that is not drawn, with all in it.
    dropped: Option<usize>,
    /// For each element that is open, what it hands down.
    handed: Vec<Vec<Handed>>,
}

impl Survey {
    pub(super) fn of(text: &str, budget: &mut Budget) -> Result<Survey, Refusal> {
        let mut reader = NsReader::from_str(text);
        let mut survey = Survey::default();
        // The ids of the elements that are open; empty where one has none.
        let mut open: Vec<String> = Vec::new();
        let mut sheet: Option<String> = None;
        loop {
            let event = reader.read_event().map_err(|error| damaged(error.to_string()))?;
            match (event, &mut sheet) {
                (Event::Start(_) | Event::Empty(_), Some(_)) => {
                    return refused("has elements in its style sheet", SAVE_PLAIN);
                }
                (Event::Start(start), None) => {
                    let (id, handed) = survey.element(&start, reader.resolver(), &open, budget)?;
                    open.push(id);
                    survey.handed.push(handed);
                    if open.len() > DEPTH {
                        return refused(format!("has groups more than {} deep", DEPTH), SAVE_PNG);
                    }
                    let is_style = survey.dropped.is_none() && start.local_name().as_ref() == "style";
                    sheet = is_style.then(String::new);
                }
                (Event::Empty(start), None) => {
                    survey.element(&start, reader.resolver(), &open, budget)?;
                    survey.leave(open.len() + 1);
                }
                (Event::End(_), text) => {
                    if let Some(text) = text.take() {
                        survey.sheet(&text, budget)?;
                    }
                    survey.leave(open.len());
                    open.pop();
                    survey.handed.pop();
                }
                (Event::DocType(doctype), _) if doctype.contains("ENTITY") => {
                    return refused("declares entities, which can hide anything", SAVE_PLAIN);
                }
                (Event::PI(instruction), _) if instruction.contains("stylesheet") => {
                    return refused("takes its style from another file", SAVE_PLAIN);
                }
                // A style sheet is judged whole: what it says must not be hidden by dividing it.
                (Event::Text(text), Some(sheet)) => sheet.push_str(&text),
                (Event::CData(text), Some(sheet)) => sheet.push_str(&text),
                (Event::GeneralRef(sign), Some(sheet)) if &*sign == "gt" => sheet.push('>'),
                (Event::GeneralRef(_), Some(_)) => {
                    return refused("writes signs of its style sheet as numbers or names", SAVE_PLAIN);
                }
                (Event::Text(text), None) => survey.text(text.trim(), &open)?,
                (Event::CData(text), None) => survey.text(text.trim(), &open)?,
                (Event::GeneralRef(sign), None) => {
                    let written = format!("&{};", &*sign);
                    match unescape(&written) {
                        Ok(sign) => survey.text(&sign, &open)?,
                        Err(_) => {
                            return refused(format!("has the sign `{written}`, which it does not declare"), SAVE_PLAIN);
                        }
                    }
                }
                (Event::Eof, _) => return Ok(survey),
                (Event::DocType(_) | Event::PI(_) | Event::Comment(_) | Event::Decl(_), _) => {}
            }
        }
    }

    fn leave(&mut self, depth: usize) {
        if self.dropped == Some(depth) {
            self.dropped = None;
        }
    }

    fn text(&mut self, text: &str, open: &[String]) -> Result<(), Refusal> {
        if self.dropped.is_some() {
            return Ok(());
        }
        if let Some(sign) = text.chars().find(|sign| turns(*sign)) {
            let number = u32::from(sign);
            return refused(format!("has U+{number:04X} in its text, which turns the words behind it"), OUTLINE);
        }
        self.add(open, Part { shapes: (text.len() as f64 * LETTER) as u64, ..Part::default() });
        Ok(())
    }

    fn sheet(&mut self, text: &str, budget: &mut Budget) -> Result<(), Refusal> {
        budget.spend(text.len() as f64 / 10.0)?;
        self.steps += style::sheet(text, &mut self.sheets)?;
        Ok(())
    }

    /// Judges and counts an element; gives its id, and what it hands down.
    fn element(
        &mut self,
        start: &BytesStart<'_>,
        names: &NamespaceResolver,
        open: &[String],
        budget: &mut Budget,
    ) -> Result<(String, Vec<Handed>), Refusal> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.dropped.is_none() && !is_drawn(name, &names.resolve_element(start.name()).0)? {
            self.dropped = Some(open.len() + 1);
        }
        let (mut id, mut repeats, mut corners, mut coded) = (String::new(), Vec::new(), 1_u64, 0_u64);
        let (mut handed, mut drawn_again) = (self.handed.last().cloned().unwrap_or_default(), String::new());
        // Their names are compared by the reader that draws; here it would be done for any number of them.
        for (number, attribute) in start.attributes().with_checks(false).flatten().enumerate() {
            budget.spend(number as f64 / COMPARED)?;
            if self.dropped.is_some() || !svg::may_draw(attribute.key, names) {
                continue;
            }
            // Signs written as numbers, `&#35;` for `#`, must not hide what an address names.
            let value: Cow<'_, str> = unescape(&attribute.value).map_err(|error| damaged(error.to_string()))?;
            let key = attribute.key.local_name();
            style::attribute(name, key.as_ref(), &value)?;
            match key.as_ref() {
                "id" => value.as_ref().clone_into(&mut id),
                "class" => self.classes += value.split_ascii_whitespace().count() as u64,
                // Where a link leads is left out.
                "href" if name == "a" => {}
                "href" => {
                    coded += value.len() as u64 / CODED;
                    target(&value, name == "image")?.clone_into(&mut drawn_again);
                    repeats.push((drawn_again.clone(), 1));
                }
                "filter" if value.trim() != "none" => return refused(EFFECTS, SAVE_PNG),
                // Letters placed one by one are each a text of their own for the reader that draws.
                "x" | "y" | "dx" | "dy" | "rotate" if name.starts_with('t') => {
                    let places = value.split([' ', ',', '\n', '\t']).count() - 1;
                    budget.spend(places as f64 * 2.0 * LETTER)?;
                }
                "d" | "points" => corners = (value.len() as u64 / 2).max(1),
                "style" => {
                    let settings = value.matches(':').count() as f64;
                    budget.spend(settings * settings / COMPARED / 2.0)?;
                    style::values(&value, &mut repeats, 1)?;
                    for setting in style::settings(&value) {
                        hand(&mut handed, &setting.0, &setting.1)?;
                    }
                }
                // Each use of a mask is a picture of its own for the computer.
                "mask" => style::values(&value, &mut repeats, 20)?,
                key => {
                    style::values(&value, &mut repeats, 1)?;
                    hand(&mut handed, key, &value)?;
                }
            }
        }
        // A marker may stand at each corner of a line.
        repeats.iter_mut().for_each(|(_, times)| *times = times.saturating_mul(corners));
        if self.dropped.is_none() && SHAPES.contains(&name) {
            let times = |handed: &Handed| if handed.is_marker() { corners } else { 1 };
            repeats.extend(handed.iter().map(|handed| (handed.id.clone(), times(handed))));
        }
        let to_again = handed.iter().filter(|_| name == "use").map(|handed| (handed.clone(), drawn_again.clone()));
        let to_again: Vec<_> = to_again.collect();
        // Colours that run into each other are one fill, however often they are used.
        let is_paint = matches!(name, "linearGradient" | "radialGradient" | "stop");
        let shapes = 1 + corners / CORNERS + coded;
        self.whole.shapes += u64::from(is_paint);
        let shapes = if is_paint { 0 } else { shapes };
        let part = Part { shapes, corners, repeats, handed: to_again };
        if !id.is_empty() {
            self.parts.entry(id.clone()).or_default().add(&part);
        }
        self.add(open, part);
        Ok((id, handed))
    }

    fn add(&mut self, open: &[String], part: Part) {
        self.whole.add(&part);
        for id in open.iter().filter(|id| !id.is_empty()) {
            self.parts.entry(id.clone()).or_default().add(&part);
        }
    }

    /// Counts what is drawn at most, each part as often as it is repeated.
    pub(super) fn spend(&self, budget: &mut Budget) -> Result<(), Refusal> {
        budget.spend(self.weight() as f64)
    }

    fn weight(&self) -> u64 {
        let sheets = self.sheets.iter().map(|(id, _)| (id.clone(), self.whole.shapes)).collect();
        let sheets = Part { repeats: sheets, ..Part::default() };
        // A thousand comparisons are as much work as a shape.
        let compared = self.steps.saturating_mul(self.whole.shapes.saturating_add(self.classes)) / 1_000;
        let mut known = Known::default();
        let weight = self.weight_of(&self.whole, &mut known, 0).saturating_add(compared);
        weight.saturating_add(self.weight_of(&sheets, &mut known, 0))
    }

    fn weight_of<'s>(&'s self, part: &'s Part, known: &mut Known<'s>, depth: usize) -> u64 {
        // A part that repeats itself draws nothing; a long chain of parts is as good as endless.
        if depth > DEPTH {
            return u64::MAX;
        }
        let mut weight = part.shapes;
        for (id, times) in &part.repeats {
            weight = weight.saturating_add(self.weight_by_id(id, known, depth).saturating_mul(*times));
        }
        for (handed, target) in &part.handed {
            let (shapes, corners) = self.size_by_id(target, known, depth);
            let times = if handed.is_marker() { corners } else { shapes };
            weight = weight.saturating_add(self.weight_by_id(&handed.id, known, depth).saturating_mul(times));
        }
        weight
    }

    fn weight_by_id<'s>(&'s self, id: &'s str, known: &mut Known<'s>, depth: usize) -> u64 {
        if let Some(one) = known.weights.get(id) {
            return *one;
        }
        known.weights.insert(id, 0);
        let one = self.parts.get(id).map_or(0, |part| self.weight_of(part, known, depth + 1));
        known.weights.insert(id, one);
        one
    }

    /// The shapes and corners of a part, with those of the parts that it draws once more.
    fn size_by_id<'s>(&'s self, id: &'s str, known: &mut Known<'s>, depth: usize) -> (u64, u64) {
        if let Some(size) = known.sizes.get(id) {
            return *size;
        }
        known.sizes.insert(id, (0, 0));
        let Some(part) = self.parts.get(id).filter(|_| depth <= DEPTH) else { return (0, 0) };
        let (mut shapes, mut corners) = (part.shapes, part.corners);
        for (id, times) in &part.repeats {
            let (more, sharp) = self.size_by_id(id, known, depth + 1);
            shapes = shapes.saturating_add(more.saturating_mul(*times));
            corners = corners.saturating_add(sharp.saturating_mul(*times));
        }
        known.sizes.insert(id, (shapes, corners));
        (shapes, corners)
    }
}

/// What is known of parts already, by id.
#[derive(Default)]
struct Known<'s> {
    weights: BTreeMap<&'s str, u64>,
    /// Shapes and corners.
    sizes: BTreeMap<&'s str, (u64, u64)>,
}

impl Part {
    fn add(&mut self, other: &Part) {
        self.shapes += other.shapes;
        self.corners += other.corners;
        self.repeats.extend_from_slice(&other.repeats);
        self.handed.extend_from_slice(&other.handed);
    }
}

/// Notes what an attribute or setting hands down.
fn hand(handed: &mut Vec<Handed>, key: &str, value: &str) -> Result<(), Refusal> {
    if !matches!(key, "fill" | "stroke" | "marker" | "marker-start" | "marker-mid" | "marker-end") {
        return Ok(());
    }
    handed.retain(|one| one.key != key && !(key == "marker" && one.is_marker()));
    let mut ids = Vec::new();
    style::values(value, &mut ids, 1)?;
    handed.extend(ids.into_iter().map(|(id, _)| Handed { key: key.to_owned(), id }));
    Ok(())
}

/// Whether a character turns the direction of the text behind it.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether an element is drawn; what only other programs understand is left out of the files.
fn is_drawn(name: &str, namespace: &ResolveResult<'_>) -> Result<bool, Refusal> {
    match namespace {
        ResolveResult::Bound(Namespace(SVG)) => match name {
            "script" => refused("holds a script", SAVE_PLAIN),
            "foreignObject" => refused("holds a piece of a web page", SAVE_PNG),
            "filter" => refused(EFFECTS, SAVE_PNG),
            _ if svg::describes(name) => Ok(false),
            _ if svg::draws(name) => Ok(true),
            _ => {
                let shown: String = name.chars().take(60).collect();
                refused(format!("holds `{shown}`, which is not drawn"), SAVE_PLAIN)
            }
        },
        ResolveResult::Bound(Namespace("http://www.w3.org/1999/xhtml")) => {
            refused("holds a piece of a web page", SAVE_PNG)
        }
        _ => Ok(false),
    }
}

/// The part of the drawing that an address names; empty for a picture that stands in the address itself.
fn target(address: &str, is_image: bool) -> Result<&str, Refusal> {
    if let Some(id) = address.trim().strip_prefix('#') {
        return Ok(id);
    }
    if is_image && address.trim().starts_with("data:") {
        return match svg::is_embedded(address.trim()) {
            true => Ok(""),
            false => refused("holds a picture that is not PNG, JPEG, GIF or WebP", SAVE_PNG),
        };
    }
    if address.trim().is_empty() {
        return Ok("");
    }
    let shown: String = address.trim().chars().take(60).collect();
    refused(format!("takes a picture from another place, `{shown}`"), EMBED)
}
