//! How to reach an organization: keys with values, or a text whose parts can only be what they look like.

use super::{CONTACT_KEYS, taken};
use crate::diagnostic::{Code, Diagnostic};
use crate::read::context::Context;
use crate::read::fields::{self, Report};
use crate::read::node::{Kind, Node};
use crate::source::Located;
use crate::submission::Contact;

/// Reads `contact`.
pub(super) fn read(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Contact {
    if let Kind::Scalar { .. } = &node.kind {
        return of_text(context, report, node);
    }
    let Some(fields) = fields::fields(context, node, &CONTACT_KEYS, "a contact") else { return Contact::default() };
    let mut word =
        |key: &str| fields.get(key).and_then(|node| fields::text(context, report, node, &format!("`{key}`")));
    Contact {
        person: word("person"),
        email: word("email"),
        phone: word("phone"),
        address: word("address"),
        website: word("website"),
    }
}

/// `contact: office@example.org, +47 123`.
fn of_text(context: &mut Context<'_>, report: &Report<'_>, node: &Node<'_>) -> Contact {
    let Some(text) = fields::text(context, report, node, "`contact`") else { return Contact::default() };
    let parts: Vec<&str> = text.value.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut contact = Contact::default();
    let mut written = Vec::new();
    for part in parts {
        let (key, place) = match key_of(part) {
            Some("email") => ("email", &mut contact.email),
            Some("website") => ("website", &mut contact.website),
            Some(_) => ("phone", &mut contact.phone),
            None => return unclear(context, &text),
        };
        if place.is_some() {
            return unclear(context, &text);
        }
        *place = Some(Located { value: part.to_owned(), span: text.span });
        written.push(format!("{key}: {}", taken::scalar(part)));
    }
    let written = format!("{{{}}}", written.join(", "));
    context.report(taken::note(&text.value, &written, "contact", text.span));
    contact
}

/// The key that a part of a contact can only belong to.
fn key_of(part: &str) -> Option<&'static str> {
    let is_phone = |c: char| c.is_ascii_digit() || " +-()/.".contains(c);
    if part.contains('@') && !part.contains(char::is_whitespace) && !part.contains(':') {
        Some("email")
    } else if ["http://", "https://", "www."].iter().any(|start| part.starts_with(start)) && !part.contains(' ') {
        Some("website")
    } else if part.chars().all(is_phone) && part.chars().filter(char::is_ascii_digit).count() >= 5 {
        Some("phone")
    } else {
        None
    }
}

fn unclear(context: &mut Context<'_>, text: &Located<String>) -> Contact {
    context.report(
        Diagnostic::error(Code::WrongType, text.span, "a contact is written as keys with values, not as a text").help(
            "write what it is before each part, for instance:\ncontact:\n  person: Name of a person\n  email: office@example.org\n  phone: +41 22 123 45 67\n  address: Street, town",
        ),
    );
    Contact::default()
}
