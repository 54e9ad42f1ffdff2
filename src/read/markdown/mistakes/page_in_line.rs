//! The foot of a page inside a sentence, `rents Page 4 of 12 rose`, where pages were copied one after the other.

use std::ops::Range;
use std::sync::LazyLock;

use super::Mistake;
use super::pasted_page::OF;
use crate::diagnostic::Code;
use crate::text::numerals::digit;
use crate::text::search::{Sought, places};

/// How the foot of a page begins, in languages with capital letters and in Arabic.
static PAGE: LazyLock<Sought> =
    LazyLock::new(|| Sought::new(&["Page ", "Página ", "Pagina ", "Страница ", "Стр. ", "صفحة "]));

/// Words before and after a page that the text speaks of: `see Page 4 of 12 of the report`.
const SPEAKS: [&str; 54] = [
    "see", "on", "at", "in", "from", "to", "the", "a", "and", "or", "of", "is", "by", "under", "its", "cf", "also",
    "voir", "la", "le", "à", "en", "dans", "de", "du", "des", "et", "sur", "cette", "cada", "ver", "el", "los", "del",
    "y", "una", "esta", "véase", "см", "на", "в", "с", "и", "к", "из", "эта", "في", "على", "من", "إلى", "انظر", "راجع",
    "كل", "و",
];

/// The foot of a page has no more bytes.
const LONGEST: usize = 60;

pub(super) fn find(text: &str) -> Vec<Mistake> {
    let western = PAGE.places(text).filter_map(|page| in_sentence(text, page));
    let chinese = places(text, "第").filter_map(|page| in_chinese(text, page));
    western.chain(chinese).map(|range| mistake(text, range)).collect()
}

fn mistake(text: &str, range: Range<usize>) -> Mistake {
    let typed = &text[range.clone()];
    let blank = text[range.end..].len() - text[range.end..].trim_start_matches(' ').len();
    let cut = range.start..range.end + blank;
    Mistake::warning(
        Code::PastedPage,
        range,
        format!("`{typed}` looks like the foot of a page that the text was copied from"),
    )
    .help("delete it: the program numbers the pages")
    .edit(cut, "")
}

fn in_sentence(text: &str, page: Range<usize>) -> Option<Range<usize>> {
    let near = &text[page.end..text.floor_char_boundary(page.end + LONGEST)];
    let after_number = number(near)?.trim_start_matches(' ');
    let after_of = OF.iter().find_map(|of| after_number.strip_prefix(of))?;
    let after = number(after_of.trim_start_matches(' '))?;
    let end = page.end + near.len() - after.len();
    let before = &text[text.ceil_char_boundary(page.start.saturating_sub(LONGEST))..page.start];
    stands_between(before, &text[end..text.floor_char_boundary(end + LONGEST)]).then_some(page.start..end)
}

/// Whether words of one sentence, or two sentences, stand around.
fn stands_between(before: &str, after: &str) -> bool {
    let (above, next) = (before.trim_end_matches([' ', '\n']), after.trim_start_matches([' ', '\n']));
    let parts = |blank: &str| blank.is_empty() || blank.matches('\n').count() > 1;
    if parts(&before[above.len()..]) || parts(&after[..after.len() - next.len()]) {
        return false;
    }
    let last = above.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let first = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    if first.is_empty() || SPEAKS.contains(&first.to_lowercase().as_str()) {
        return false;
    }
    let begins_sentence = first.starts_with(char::is_uppercase);
    let is_inside = !last.is_empty() && !last.chars().all(char::is_uppercase);
    let goes_on = is_inside && !SPEAKS.contains(&last.to_lowercase().as_str());
    goes_on || begins_sentence && above.ends_with(['.', '!', '?'])
}

/// `第4页，共12页` between words.
fn in_chinese(text: &str, page: Range<usize>) -> Option<Range<usize>> {
    let near = &text[page.end..text.floor_char_boundary(page.end + LONGEST)];
    let rest = number(near.trim_start_matches(' '))?.trim_start_matches(' ').strip_prefix('页')?;
    let rest = rest.trim_start_matches([' ', '，', ',', '/']).strip_prefix('共')?.trim_start_matches(' ');
    let after = number(rest)?.trim_start_matches(' ').strip_prefix('页')?;
    let end = page.end + near.len() - after.len();
    let above = text[..page.start].trim_end_matches(' ');
    // The page of a report is named after these.
    let speaks = above.ends_with(['见', '在', '于', '从', '到', '至', '的', '（', '《', '》', '，', '、', '：', '；']);
    let is_word = |c: char| c.is_alphabetic();
    let next = text[end..].trim_start_matches(' ');
    (above.ends_with(is_word) && !speaks && next.starts_with(is_word)).then_some(page.start..end)
}

/// What follows the number that a text begins with, of at most three digits.
fn number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c| digit(c).is_some());
    let digits = text[..text.len() - rest.len()].chars().count();
    (1..=3).contains(&digits).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn fixed(text: &str) -> String {
        let mut fixed = text.to_owned();
        for (range, words) in find(text).into_iter().rev().flat_map(|mistake| mistake.edits) {
            fixed.replace_range(range, &words);
        }
        fixed
    }

    #[test]
    fn feet_of_pages_inside_sentences_are_taken_out() {
        for (text, expected) in [
            ("Rents Page 4 of 12 rose.", "Rents rose."),
            ("Rents rose. Page 4 of 12 Wages fell.", "Rents rose. Wages fell."),
            ("Les loyers Page 4 sur 12 montent.", "Les loyers montent."),
            ("Los alquileres Página 4 de 12 suben.", "Los alquileres suben."),
            ("Аренда Страница 4 из 12 выросла.", "Аренда выросла."),
            ("ارتفعت صفحة 4 من 12 الإيجارات.", "ارتفعت الإيجارات."),
            ("当地租金第 4 页，共 12 页上涨。", "当地租金上涨。"),
        ] {
            assert_eq!(fixed(text), expected);
        }
    }

    #[test]
    fn pages_that_the_text_speaks_of_are_left_alone() {
        for text in [
            "see Page 4 of 12 of it",
            "as the report (Page 4 of 12) says",
            "Report, Page 4 of 12 shows",
            "It is long. Page 4 of 12 shows it.",
            "Rents rose. Page 4 of 12",
            "on Page 4 of the report",
            "Rents rose.\n\nPage 4 of 12\n\nWages fell.",
            "见第4页，共12页写道",
            "في صفحة 4 من 12 الإيجارات",
            "в Страница 4 из 12 доклада",
        ] {
            assert_eq!(fixed(text), text);
        }
    }
}
