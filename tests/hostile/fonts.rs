//! Damaged fonts in a folder that the author names.

use std::fs;

use super::folders::{HEAD, limited};
use super::{Numbers, judge};
use crate::cli_fonts::font_with;
use crate::support::program::Folder;

/// The first of the letters of a script that the program's own fonts lack (Caucasian Albanian), one for each font.
const FIRST: u32 = 0x10530;
const FONTS: u32 = 48;

/// A font with one letter, damaged in one of many ways.
fn damaged(number: u32, numbers: &mut Numbers) -> Vec<u8> {
    let letter = char::from_u32(FIRST + number).expect("a letter");
    let mut font = font_with(letter);
    // The head of the file: 12 bytes, then 16 for each table.
    let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let entry = 12 + 16 * numbers.below(tables);
    let place = |font: &[u8]| {
        let number = |at: usize| u32::from_be_bytes([font[at], font[at + 1], font[at + 2], font[at + 3]]) as usize;
        (number(entry + 8), number(entry + 12))
    };
    match number % 8 {
        0 => font.truncate(12 + numbers.below(font.len() - 12)),
        1 => font[entry + 8..entry + 12].copy_from_slice(&[0xFF; 4]),
        2 => font[entry + 12..entry + 16].copy_from_slice(&[0x7F, 0xFF, 0xFF, 0xFF]),
        3 => font[4..6].copy_from_slice(&[0xFF, 0xFF]),
        4 => font[entry..entry + 4].copy_from_slice(b"none"),
        5 => {
            // A table that is another one.
            let other = 12 + 16 * numbers.below(tables);
            let place = font[other + 8..other + 16].to_vec();
            font[entry + 8..entry + 16].copy_from_slice(&place);
        }
        _ => {
            let (start, length) = place(&font);
            for _ in 0..=numbers.below(40) {
                let at = start + numbers.below(length);
                if let Some(byte) = font.get_mut(at) {
                    *byte = if number.is_multiple_of(2) { 0xFF } else { *byte ^ 1 << numbers.below(8) };
                }
            }
        }
    }
    font
}

#[test]
fn a_damaged_font_is_used_or_its_letters_are_told_and_ends_no_process() {
    let mut numbers = Numbers::new(61);
    let mut written = 0;
    for number in 0..FONTS {
        let folder = Folder::new();
        folder.write("f/a.ttf", damaged(number, &mut numbers));
        let letter = char::from_u32(FIRST + number).expect("a letter");
        folder.write("r.yaml", format!("{HEAD}body: The letter {letter}{letter} here.\n"));
        let arguments = ["r.yaml", "--pdf", "--quiet", "--color", "never", "--font-dir", "f"];
        let (code, said) = limited(&folder, &arguments);
        let read = |name: &str| fs::read(folder.join(name)).ok();
        match (read("r.docx"), read("r.pdf")) {
            (Some(word), Some(pdf)) => {
                assert_eq!(code, 0, "font {number}: {said}");
                judge::whole("a font", &word, &pdf);
                written += 1;
            }
            (None, None) => {
                assert_eq!(code, 1, "font {number}: {said}");
                assert!(said.contains("error[T90]"), "font {number}: {said}");
            }
            _ => panic!("font {number}: only one file"),
        }
        assert_eq!(crate::support::sorted(&folder).len(), if code == 0 { 4 } else { 2 }, "font {number}");
    }
    assert!((5..FONTS).contains(&written), "{written} written");
}
