//! T05: from the articles that paragraphs name to those the treaty does not have.

use crate::check::walk::{Place, Visit};
use crate::check::{Findings, Rule, Subject, at_most_warning, finding, knows, severity};
use crate::diagnostic::{Code, Severity};
use crate::document::Role;
use crate::facts::article::Article;

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
    let mut above = HeadingsAbove::default();
    for visit in &subject.paragraphs {
        // What a paragraph has from its heading was named there.
        let own = &visit.paragraph.articles;
        let inherited = above.visit(visit);
        for article in own.iter().filter(|_| *own != inherited) {
            let (first, last) = article.numbers().into_inner();
            let outside = first == 0 || articles.last.is_some_and(|known| last > known);
            let (severity, message) = if outside {
                (severity(figure), format!("{} has no article {article}", articles.treaty))
            } else if last > articles.substantive {
                (
                    at_most_warning(figure),
                    format!(
                        "article {article} of {} is not one of those that a review covers, 1 to {}",
                        articles.treaty, articles.substantive
                    ),
                )
            } else {
                continue;
            };
            findings.add(
                finding(CODE, severity, visit.paragraph.span, message)
                    .help("correct the number after `articles`")
                    .source(subject.profile.cite(figure)),
            );
        }
    }
}

/// The articles of the headings above the paragraph that is visited.
#[derive(Default)]
struct HeadingsAbove {
    part: usize,
    levels: [Vec<Article>; 5],
}

impl HeadingsAbove {
    /// What a paragraph or heading has from the nearest heading above it that names articles.
    fn visit(&mut self, visit: &Visit) -> Vec<Article> {
        if std::mem::replace(&mut self.part, visit.part_index) != visit.part_index {
            self.levels = Default::default();
        }
        let level = match (visit.place, visit.paragraph.role) {
            (Place::Heading, Role::Heading(level)) => usize::from(level.clamp(1, 5)) - 1,
            _ => self.levels.len(),
        };
        let inherited = self.levels[..level].iter().rev().find(|articles| !articles.is_empty()).cloned();
        let inherited = inherited.unwrap_or_default();
        if let Some(own) = self.levels.get_mut(level) {
            *own = visit.paragraph.articles.clone();
            self.levels[level + 1..].fill(Vec::new());
        }
        inherited
    }
}
