//! T05: from the articles that paragraphs name to those the treaty does not have.

use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows, severity};
use crate::diagnostic::{Code, Severity};

const CODE: Code = Code::ArticleOutOfRange;

pub(in crate::check) const RULE: Rule = Rule {
    code: CODE,
    severity: Severity::Error,
    manual: include_str!("article_out_of_range.md"),
    asked: Some(|profile| knows(&profile.asks.articles, |_| true)),
    check,
};

fn check(subject: &Subject, findings: &mut Findings) {
    let Some(figure) = &subject.profile.asks.articles else { return };
    let Some(articles) = &figure.value else { return };
    for visit in &subject.paragraphs {
        for &article in &visit.paragraph.articles {
            let outside = article == 0 || articles.last.is_some_and(|last| article > last);
            let (severity, message) = if outside {
                (severity(figure), format!("{} has no article {article}", articles.treaty))
            } else if article > articles.substantive {
                (
                    at_most_warning(figure),
                    format!(
                        "article {article} of {} is not among those that a review speaks of, 1 to {}",
                        articles.treaty, articles.substantive
                    ),
                )
            } else {
                continue;
            };
            findings.add(
                finding(CODE, severity, visit.paragraph.span, message)
                    .help("correct the number under `articles:`")
                    .source(subject.profile.cite(figure)),
            );
        }
    }
}
