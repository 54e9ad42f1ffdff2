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
    repeats: Vec<(String, u64)>,
}

/// So many corners of a line are as much work as a shape.
const CORNERS: u64 = 50;

/// So many letters of a coded picture are as much work as a shape.
const CODED: u64 = 1_000;

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
                    let id = survey.element(&start, reader.resolver(), &open, budget)?;
                    open.push(id);
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
        self.add(open, (text.len() as f64 * LETTER) as u64, &[]);
        Ok(())
    }

    fn sheet(&mut self, text: &str, budget: &mut Budget) -> Result<(), Refusal> {
        budget.spend(text.len() as f64 / 10.0)?;
        self.steps += style::sheet(text, &mut self.sheets)?;
        Ok(())
    }

    /// Judges and counts an element; gives its id.
    fn element(
        &mut self,
        start: &BytesStart<'_>,
        names: &NamespaceResolver,
        open: &[String],
        budget: &mut Budget,
    ) -> Result<String, Refusal> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.dropped.is_none() && !is_drawn(name, &names.resolve_element(start.name()).0)? {
            self.dropped = Some(open.len() + 1);
        }
        let (mut id, mut repeats, mut corners, mut coded) = (String::new(), Vec::new(), 1_u64, 0_u64);
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
                    repeats.push((target(&value, name == "image")?.to_owned(), 1));
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
                }
                // Each use of a mask is a picture of its own for the computer.
                "mask" => style::values(&value, &mut repeats, 20)?,
                _ => style::values(&value, &mut repeats, 1)?,
            }
        }
        // A marker may stand at each corner of a line.
        repeats.iter_mut().for_each(|(_, times)| *times = times.saturating_mul(corners));
        // Colours that run into each other are one fill, however often they are used.
        let is_paint = matches!(name, "linearGradient" | "radialGradient" | "stop");
        let shapes = 1 + corners / CORNERS + coded;
        self.whole.shapes += u64::from(is_paint);
        let shapes = if is_paint { 0 } else { shapes };
        self.add(open, shapes, &repeats);
        if !id.is_empty() {
            let part = self.parts.entry(id.clone()).or_default();
            part.shapes += shapes;
            part.repeats.extend(repeats);
        }
        Ok(id)
    }

    fn add(&mut self, open: &[String], shapes: u64, repeats: &[(String, u64)]) {
        let open = open.iter().filter(|id| !id.is_empty());
        self.whole.shapes += shapes;
        self.whole.repeats.extend_from_slice(repeats);
        for id in open {
            let part = self.parts.entry(id.clone()).or_default();
            part.shapes += shapes;
            part.repeats.extend_from_slice(repeats);
        }
    }

    /// Counts what is drawn at most, each part as often as it is repeated.
    pub(super) fn spend(&self, budget: &mut Budget) -> Result<(), Refusal> {
        budget.spend(self.weight() as f64)
    }

    fn weight(&self) -> u64 {
        let sheets = self.sheets.iter().map(|(id, _)| (id.clone(), self.whole.shapes)).collect();
        let sheets = Part { shapes: 0, repeats: sheets };
        // A thousand comparisons are as much work as a shape.
        let compared = self.steps.saturating_mul(self.whole.shapes.saturating_add(self.classes)) / 1_000;
        let weight = self.weight_of(&self.whole, &mut BTreeMap::new(), 0).saturating_add(compared);
        weight.saturating_add(self.weight_of(&sheets, &mut BTreeMap::new(), 0))
    }

    fn weight_of<'s>(&'s self, part: &'s Part, known: &mut BTreeMap<&'s str, u64>, depth: usize) -> u64 {
        // A part that repeats itself draws nothing; a long chain of parts is as good as endless.
        if depth > DEPTH {
            return u64::MAX;
        }
        let mut weight = part.shapes;
        for (id, times) in &part.repeats {
            let one = match known.get(id.as_str()) {
                Some(one) => *one,
                None => {
                    known.insert(id, 0);
                    let one = self.parts.get(id).map_or(0, |part| self.weight_of(part, known, depth + 1));
                    known.insert(id, one);
                    one
                }
            };
            weight = weight.saturating_add(one.saturating_mul(*times));
        }
        weight
    }
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
