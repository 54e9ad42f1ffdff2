//! From what a heading or paragraph says of itself to values: articles of the treaty, and how long a section may be.

use crate::facts::article::Article;
use crate::source::{Located, Span};
use crate::submission::Budget;

/// How articles are written, for help texts.
pub(super) const ARTICLE_FORMS: &str =
    "numbers with commas between them, parts and ranges too, for instance `11, 5 (a), 1-3`";
/// How a budget is written, for help texts.
pub(super) const BUDGET_FORMS: &str = "a number of words or pages, for instance `400` or `2 pages`";

/// The articles of `11, 5 (a), 1-3`; `None` if one of them is none.
pub(super) fn articles(text: &str, span: Span) -> Option<Vec<Located<Article>>> {
    text.split(',').map(|part| Article::parse(part).map(|value| Located { value, span })).collect()
}

/// The budget of `400`, `1,500 words`, `2 pages` or `1.5 pages`.
pub(super) fn budget(text: &str) -> Option<Budget> {
    let text = text.trim();
    let end = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    let (amount, unit) = (text[..end].trim(), &text[end..]);
    let budget = match unit {
        "" | "word" | "words" => Budget::Words(amount.replace(',', "").parse().ok()?),
        "page" | "pages" => {
            let (whole, tenths) = amount.split_once('.').unwrap_or((amount, "0"));
            let tenths = tenths.parse::<u32>().ok().filter(|_| tenths.len() == 1)?;
            Budget::Pages(whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(tenths)?)
        }
        _ => return None,
    };
    (!matches!(budget, Budget::Words(0) | Budget::Pages(0))).then_some(budget)
}

#[cfg(test)]
mod tests {
    use super::{articles, budget};
    use crate::source::Span;
    use crate::submission::Budget;

    #[test]
    fn budgets_are_words_or_pages() {
        assert_eq!(budget("400"), Some(Budget::Words(400)));
        assert_eq!(budget("1,500 words"), Some(Budget::Words(1_500)));
        assert_eq!(budget("2 pages"), Some(Budget::Pages(20)));
        assert_eq!(budget("1.5 pages"), Some(Budget::Pages(15)));
        for text in ["", "0", "0 pages", "pages", "two", "400 lines", "1.55 pages", "-3", "99999999999"] {
            assert_eq!(budget(text), None, "{text}");
        }
    }

    #[test]
    fn several_articles_are_read_and_one_mistake_spoils_them() {
        let read = |text| articles(text, Span::default()).map(|all| all.len());
        assert_eq!((read("12, 14"), read("5 (a), 1-3,7"), read("11, water")), (Some(2), Some(3), None));
    }
}
