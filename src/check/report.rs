//! What people and programs read of a judged report: the count of words, the checklist, a rule's manual page.

use std::cmp::Reverse;

use serde::Serialize;

use super::budget::{SectionBudget, budgets};
use super::count::SectionCount;
use super::holds::{page_limit, word_limit};
use super::tally::{TallyRow, tally};
use super::upload::length_line;
use super::{Rule, Subject, count};
use crate::diagnostic::counted;
use crate::facts::profile::{Authority, Confidence, Measure, Met, Profile};
use crate::submission::Submission;

/// The words of a report against its limit.
#[derive(Clone, Debug, Serialize)]
pub struct CountReport {
    /// The body's identifier.
    pub body: String,
    /// The limit that holds for this submission; `None`: no limit, or none that is known.
    pub limit: Option<LimitReport>,
    /// Why there is no limit in words, where there is none.
    pub no_limit: Option<String>,
    /// The limit in pages that holds for this submission, where one is known.
    pub page_limit: Option<PageLimit>,
    /// Words that count.
    pub counted: usize,
    /// Words of which we do not know whether they count.
    pub uncertain: usize,
    /// Words that do not count.
    pub not_counted: usize,
    /// What is left of the limit; negative: so much too many.
    pub left: Option<i64>,
    /// The words kind by kind in each part.
    pub rows: Vec<TallyRow>,
    /// What stands under each heading of the first level, in the order of the report.
    pub sections: Vec<SectionCount>,
    /// The sections with a budget, in the order of the report.
    pub budgets: Vec<SectionBudget>,
    /// The pages of our PDF, where it was laid out.
    pub pages: Option<usize>,
    /// The limit in one sentence, for people.
    #[serde(skip)]
    pub length: String,
}

/// A limit in words and who says so.
#[derive(Clone, Debug, Serialize)]
pub struct LimitReport {
    /// What the source says.
    pub words: u32,
    /// What the body adds itself.
    pub reserved: u32,
    /// How far it binds.
    pub authority: Authority,
    /// How surely we know it.
    pub confidence: Confidence,
    /// The source in one line.
    pub source: String,
}

/// A limit in pages and who says so.
#[derive(Clone, Debug, Serialize)]
pub struct PageLimit {
    /// What the source says.
    pub pages: u32,
    /// How far it binds.
    pub authority: Authority,
    /// How surely we know it.
    pub confidence: Confidence,
    /// The source in one line.
    pub source: String,
}

/// Counts a report for its body.
pub fn count_report(subject: &Subject) -> CountReport {
    let count = count::counted(subject.document, &subject.paragraphs);
    let tally = tally(&count, subject.profile);
    let (limit, no_limit) = limit(subject.profile, subject.facts);
    let left = limit.as_ref().map(|limit| {
        i64::from(limit.words) - i64::from(limit.reserved) - i64::try_from(tally.counted).unwrap_or(i64::MAX)
    });
    let page_limit = page_limit(subject.profile, subject.facts).map(|(pages, figure)| PageLimit {
        pages,
        authority: figure.authority,
        confidence: figure.confidence,
        source: subject.profile.cite(figure),
    });
    CountReport {
        body: subject.profile.id.clone(),
        limit,
        no_limit,
        page_limit,
        counted: tally.counted,
        uncertain: tally.uncertain,
        not_counted: tally.not_counted,
        left,
        rows: tally.rows,
        sections: count.parts.into_iter().flat_map(|part| part.sections).collect(),
        budgets: budgets(subject),
        pages: subject.pages.map(|pages| pages.pages.len()),
        length: length_line(subject.profile, subject.facts),
    }
}

fn limit(profile: &Profile, facts: &Submission) -> (Option<LimitReport>, Option<String>) {
    let Some(limit) = word_limit(profile, facts) else {
        return (None, Some("no limit in words is known for such a submission".to_owned()));
    };
    let words = match limit.limit.value {
        Some(Measure::Words(words)) => words,
        Some(Measure::Unlimited | Measure::Pages(_)) => return (None, Some("there is no limit in words".to_owned())),
        None => {
            let reason = limit.limit.unknown.as_deref().unwrap_or("no source gives it");
            return (None, Some(format!("the limit is not known to us: {reason}; {}", profile.cite(&limit.limit))));
        }
    };
    let report = LimitReport {
        words,
        reserved: limit.reserved.as_ref().and_then(|reserved| reserved.value).unwrap_or(0),
        authority: limit.limit.authority,
        confidence: limit.limit.confidence,
        source: profile.cite(&limit.limit),
    };
    (Some(report), None)
}

impl CountReport {
    /// As a table for people.
    pub fn to_text(&self) -> String {
        let mut text = format!("{:<10} {:<10} {:>8}  counts\n", "part", "kind", "words");
        for row in &self.rows {
            let counts = match row.counts {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not known",
            };
            text += &format!("{:<10} {:<10} {:>8}  {counts}\n", count::part_label(row.part), row.kind, row.words);
        }
        text += &format!("\n{} count", counted(self.counted, "word", "words"));
        if self.uncertain > 0 {
            text += &format!(
                "; for {} no source says whether they count",
                counted(self.uncertain, "more word", "more words")
            );
        }
        text += "\n";
        text += &format!("{}\n", self.length);
        text += &self.left_text();
        if let Some(pages) = self.pages {
            let of = self.page_limit.as_ref().map_or(String::new(), |limit| format!(" of {}", limit.pages));
            let pages = counted(pages, "page", "pages");
            text += &format!("{pages}{of} in our PDF; Word may break them differently\n");
        }
        text + &self.sections_text() + &self.budgets_text()
    }

    /// What is left of a limit in words; empty where there is none.
    fn left_text(&self) -> String {
        let (Some(limit), Some(left)) = (&self.limit, self.left) else { return String::new() };
        let amount = counted(usize::try_from(left.unsigned_abs()).unwrap_or(usize::MAX), "word", "words");
        let left = if left < 0 { format!("{amount} too many") } else { format!("{amount} left") };
        match limit.reserved {
            0 => format!("{left}\n"),
            words => format!("{left}; the body fills {words} of the limit itself\n"),
        }
    }

    fn budgets_text(&self) -> String {
        if self.budgets.is_empty() {
            return String::new();
        }
        let mut text = "\nbudgets of sections\n".to_owned();
        for section in &self.budgets {
            let used = section.used.map_or("not laid out".to_owned(), |used| used.to_string());
            let over = if section.over().is_some() { "  too long" } else { "" };
            text += &format!("{used:>8} of {}  {}{over}\n", section.in_words(section.budget), section.title);
        }
        text
    }

    fn sections_text(&self) -> String {
        if self.sections.is_empty() {
            return String::new();
        }
        let mut text = "\nsections, longest first\n".to_owned();
        let mut sections: Vec<&SectionCount> = self.sections.iter().collect();
        sections.sort_by_key(|section| Reverse(section.words));
        for section in sections {
            let articles = match section.articles.as_slice() {
                [] => String::new(),
                [one] if !one.contains('–') => format!("  art. {one}"),
                several => format!("  arts. {}", several.join(", ")),
            };
            text += &format!("{:>8}  {}{articles}\n", section.words, section.title);
        }
        text
    }
}

/// Something that only the author can know.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistItem {
    /// What to see to.
    pub text: String,
    /// How far it binds.
    pub authority: Authority,
    /// Who says so, in one line.
    pub source: String,
}

/// What the body asks that no program can check, at the stage of the submission; at the session where it names none.
pub fn checklist(profile: &Profile, facts: &Submission) -> Vec<ChecklistItem> {
    let named = facts.stage_or_session();
    let wanted = profile.asks.requirements.iter().filter_map(|figure| {
        let requirement = figure.value.as_ref()?;
        let at_stage = requirement.stage.as_ref().is_none_or(|stages| stages.iter().any(|known| known == named));
        (requirement.met == Met::Yours && at_stage).then(|| ChecklistItem {
            text: requirement.text.clone(),
            authority: figure.authority,
            source: profile.cite(figure),
        })
    });
    wanted.collect()
}

/// The checklist for people; empty if there is nothing to see to.
pub fn checklist_text(items: &[ChecklistItem]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut text = "What only you can know:\n".to_owned();
    for item in items {
        text += &format!("  [ ] {} ({})\n", item.text, item.authority.label());
    }
    text
}

impl Rule {
    /// The manual page without the cases that test it.
    pub fn explanation(&self) -> &'static str {
        self.manual.split("## Cases").next().unwrap_or(self.manual).trim_end()
    }
}

#[cfg(test)]
mod tests {
    use super::{Subject, checklist, count_report};
    use crate::document::sample::{judged, report};
    use crate::facts::profile::Profile;
    use crate::source::{Located, Span};
    use crate::submission::Submission;

    fn profile(id: &str) -> Profile {
        Profile::load(id).expect("it can be read").expect("it is registered")
    }

    #[test]
    fn the_count_names_what_is_left_and_who_says_so() {
        let report = report("csw", "en", "# Housing\nRents rose.^[A note.]");
        let special = report.replace("Network}", "Network, status: special}");
        let (facts, csw, document) = judged(&special);
        let found = count_report(&Subject::new(&document, None, &csw, &facts));
        assert_eq!((found.counted, found.uncertain, found.left), (3, 2, Some(1397)));
        let text = found.to_text();
        assert!(
            text.contains("Length: at most 1,500 words.\n1,397 words left; the body fills 100 of the limit itself\n"),
            "{text}"
        );
        let json = serde_json::to_value(&found).expect("it can be written");
        assert_eq!((&json["rows"][0]["part"], &json["rows"][0]["counts"]), (&"title".into(), &false.into()));
        assert_eq!((&json["rows"][1]["part"], &json["rows"][1]["counts"]), (&"body".into(), &true.into()));
        assert_eq!(json["sections"][0]["title"], "Housing");
    }

    /// The names that docs/json.md promises to scripts.
    #[test]
    fn the_fields_of_the_json_are_those_of_the_manual() {
        let keys = |value: &serde_json::Value| {
            let object = value.as_object().expect("an object");
            object.keys().cloned().collect::<Vec<String>>().join(" ")
        };
        let (facts, cedaw, document) = judged(&report("cedaw", "en", "# Housing\nRents rose."));
        let count = count_report(&Subject::new(&document, None, &cedaw, &facts));
        let count = serde_json::to_value(&count).expect("it can be written");
        assert_eq!(
            keys(&count),
            "body budgets counted left limit no_limit not_counted page_limit pages rows sections uncertain"
        );
        assert_eq!(keys(&count["limit"]), "authority confidence reserved source words");
        assert_eq!(keys(&count["rows"][0]), "counts kind part words");
        assert_eq!(keys(&count["sections"][0]), "articles title words");
        let list = serde_json::to_value(checklist(&cedaw, &facts)).expect("it can be written");
        assert_eq!(keys(&list[0]), "authority source text");
    }

    #[test]
    fn an_unknown_limit_says_where_to_look_and_none_is_none() {
        let text = |id| {
            let (facts, profile, document) = judged(&report(id, "en", "Rents rose."));
            count_report(&Subject::new(&document, None, &profile, &facts)).to_text()
        };
        let cat = "Length: not confirmed. Look here before you submit: https://www.ohchr.org/en/treaty-bodies/cat/";
        assert!(text("cat").contains(cat), "{}", text("cat"));
        assert!(text("cescr").contains("Length: at most 10 pages (15 for a coalition), says "), "{}", text("cescr"));
        assert!(text("cerd").contains("Length: no limit, says an NGO network"), "{}", text("cerd"));
    }

    #[test]
    fn the_checklist_holds_what_belongs_to_the_stage() {
        let at = |stage: &str| Submission {
            stage: Some(Located { value: stage.to_owned(), span: Span::default() }),
            ..Submission::default()
        };
        let cerd = profile("cerd");
        let themes = |facts| checklist(&cerd, &facts).iter().any(|item| item.text.contains("list of themes"));
        assert!(themes(at("themes")));
        assert!(!themes(at("session")));
        assert!(!themes(Submission::default()), "a report without a stage is one for the session");
    }
}
