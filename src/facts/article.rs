//! What a report names of a treaty: an article, a part of one, a range.

use std::fmt;
use std::ops::RangeInclusive;

/// No treaty has articles with more digits.
const DIGITS: usize = 3;

/// An article, a part of one, or a range: `11`, `5 (a)`, `1–3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Article {
    first: u32,
    last: u32,
    /// `(a)`, `(1) (b)`; empty for whole articles.
    part: String,
}

impl Article {
    /// Reads `11`, `5 (a)`, `5(a)`, `1-3`, `1–3`.
    pub fn parse(text: &str) -> Option<Article> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once(['-', '–']) {
            let (first, last) = (number(first.trim())?, number(last.trim())?);
            return (first < last).then_some(Article { first, last, part: String::new() });
        }
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let number = number(&text[..end])?;
        Some(Article { first: number, last: number, part: part(text[end..].trim())? })
    }

    /// The numbers of the articles.
    pub fn numbers(&self) -> RangeInclusive<u32> {
        self.first..=self.last
    }
}

impl From<u32> for Article {
    fn from(number: u32) -> Article {
        Article { first: number, last: number, part: String::new() }
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first == self.last, self.part.as_str()) {
            (false, _) => write!(f, "{}–{}", self.first, self.last),
            (true, "") => write!(f, "{}", self.first),
            (true, part) => write!(f, "{} {part}", self.first),
        }
    }
}

fn number(digits: &str) -> Option<u32> {
    let is_number = (1..=DIGITS).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// `(a)`, `a)` or `(1)(b)` with one space between; `None` if it is anything else.
fn part(text: &str) -> Option<String> {
    let mut marks = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (mark, after) = rest.split_once(')')?;
        let name = mark.strip_prefix('(').unwrap_or(mark).trim();
        if name.is_empty() || name.chars().count() > 4 || !name.chars().all(char::is_alphanumeric) {
            return None;
        }
        marks.push(format!("{mark})"));
        rest = after.trim_start();
    }
    Some(marks.join(" "))
}

#[cfg(test)]
mod tests {
    use super::Article;

    #[test]
    fn articles_parts_and_ranges_are_read_and_written() {
        let written = |text| Article::parse(text).map(|article| article.to_string());
        for (typed, expected) in [
            ("11", "11"),
            (" 5 (a)", "5 (a)"),
            ("5(a)", "5 (a)"),
            ("2 (1)(b)", "2 (1) (b)"),
            ("2 b)", "2 b)"),
            ("1-3", "1–3"),
            ("1 – 3", "1–3"),
        ] {
            assert_eq!(written(typed).as_deref(), Some(expected), "{typed}");
        }
        assert_eq!(Article::parse("1-3").map(|article| article.numbers()), Some(1..=3));
    }

    #[test]
    fn what_is_not_an_article_is_not_read() {
        for text in ["", "a", "11a", "3-1", "3-3", "5 (a", "5 (abcde)", "5 ()", "1000", "-3", "11 housing"] {
            assert_eq!(Article::parse(text), None, "{text}");
        }
    }
}
