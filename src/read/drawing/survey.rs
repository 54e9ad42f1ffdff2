//! From the text of a drawing to what drawing it would take, and to what it asks of other files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};

use super::{EFFECTS, EMBED, Refusal, SAVE_PLAIN, SAVE_PNG, damaged, refused, style};
use crate::read::limits;
use crate::read::svg::{self, SVG};

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

/// The shapes of a drawing and what each part with an id repeats.
#[derive(Debug, Default)]
pub(super) struct Survey {
    whole: Part,
    parts: BTreeMap<String, Part>,
    /// What style sheets draw: each may do so with each element.
    sheets: Vec<(String, u64)>,
    /// What each element takes with the style sheets.
    steps: u64,
    letters: usize,
    /// Letters that are placed one by one.
    placed: usize,
    /// How deep the element is that is not drawn, with all in it.
    dropped: Option<usize>,
}

impl Survey {
    pub(super) fn of(text: &str) -> Result<Survey, Refusal> {
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
                    let id = survey.element(&start, reader.resolver(), &open)?;
                    open.push(id);
                    if open.len() > limits::DEPTH {
                        return refused(format!("has groups more than {} deep", limits::DEPTH), SAVE_PNG);
                    }
                    let is_style = survey.dropped.is_none() && start.local_name().as_ref() == "style";
                    sheet = is_style.then(String::new);
                }
                (Event::Empty(start), None) => {
                    survey.element(&start, reader.resolver(), &open)?;
                    survey.leave(open.len() + 1);
                }
                (Event::End(_), text) => {
                    if let Some(text) = text.take() {
                        survey.sheet(&text)?;
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
                (Event::GeneralRef(_), None) => survey.text("x", &open)?,
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
        self.letters(text)?;
        self.add(open, text.len() as u64, &[]);
        Ok(())
    }

    fn sheet(&mut self, text: &str) -> Result<(), Refusal> {
        self.letters(text.trim())?;
        self.steps += style::sheet(text, &mut self.sheets)?;
        Ok(())
    }

    fn letters(&mut self, text: &str) -> Result<(), Refusal> {
        self.letters += text.len();
        if self.letters > limits::DRAWN_TEXT {
            return refused("holds more than the 100,000 letters of text that are read", SAVE_PNG);
        }
        Ok(())
    }

    /// Judges and counts an element; gives its id.
    fn element(
        &mut self,
        start: &BytesStart<'_>,
        names: &NamespaceResolver,
        open: &[String],
    ) -> Result<String, Refusal> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.dropped.is_none() && !is_drawn(name, &names.resolve_element(start.name()).0)? {
            self.dropped = Some(open.len() + 1);
        }
        let (mut id, mut repeats, mut corners, mut coded) = (String::new(), Vec::new(), 1_u64, 0_u64);
        // Their names are compared by the reader that draws; here it would be done for any number of them.
        for (number, attribute) in start.attributes().with_checks(false).flatten().enumerate() {
            if number == limits::ATTRIBUTES {
                return refused(format!("has an element with more than {} attributes", limits::ATTRIBUTES), SAVE_PNG);
            }
            if self.dropped.is_some() || svg::kept_name(attribute.key, names).is_none() {
                continue;
            }
            // Signs written as numbers, `&#35;` for `#`, must not hide what an address names.
            let value: Cow<'_, str> = unescape(&attribute.value).map_err(|error| damaged(error.to_string()))?;
            match attribute.key.local_name().as_ref() {
                "id" => value.as_ref().clone_into(&mut id),
                // Where a link leads is left out.
                "class" => {}
                "href" if name == "a" => {}
                "href" => {
                    coded += value.len() as u64 / CODED;
                    repeats.push((target(&value, name == "image")?.to_owned(), 1));
                }
                "filter" if value.trim() != "none" => return refused(EFFECTS, SAVE_PNG),
                "x" | "y" | "dx" | "dy" | "rotate" if name.starts_with('t') => self.places(&value)?,
                "d" | "points" => corners = (value.len() as u64 / 2).max(1),
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

    /// Letters placed one by one are each a text of their own for the reader that draws.
    fn places(&mut self, list: &str) -> Result<(), Refusal> {
        self.placed += list.split([' ', ',', '\n', '\t']).count() - 1;
        if self.placed > limits::PLACED {
            return refused("places more than 10,000 letters one by one", SAVE_PNG);
        }
        Ok(())
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

    /// How many shapes are drawn at most.
    pub(super) fn weight(&self) -> u64 {
        let sheets = self.sheets.iter().map(|(id, _)| (id.clone(), self.whole.shapes)).collect();
        let sheets = Part { shapes: 0, repeats: sheets };
        // A thousand comparisons are as much work as a shape.
        let compared = self.steps.saturating_mul(self.whole.shapes) / 1_000;
        let weight = self.weight_of(&self.whole, &mut BTreeMap::new(), 0).saturating_add(compared);
        weight.saturating_add(self.weight_of(&sheets, &mut BTreeMap::new(), 0))
    }

    fn weight_of<'s>(&'s self, part: &'s Part, known: &mut BTreeMap<&'s str, u64>, depth: usize) -> u64 {
        // A part that repeats itself draws nothing; a long chain of parts is as good as endless.
        if depth > limits::DEPTH {
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
        return match svg::embedded(address.trim()) {
            Some(_) => Ok(""),
            None => refused("holds a picture that is not PNG or JPEG", SAVE_PNG),
        };
    }
    if address.trim().is_empty() {
        return Ok("");
    }
    let shown: String = address.trim().chars().take(60).collect();
    refused(format!("takes a picture from another place, `{shown}`"), EMBED)
}
