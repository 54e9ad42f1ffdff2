//! Finds the limit and the deadline that hold for a submission, by the conditions of its body.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::facts::profile::{
    Condition, Figure, Limit, Measure, Profile, Scope, SessionDate, StageDeadline, Status, SubmitterKind,
};
use crate::submission::Submission;

/// The limit in words that holds for a submission, or why there is none: the first whose condition holds.
pub(super) fn word_limit<'a>(profile: &'a Profile, facts: &Submission) -> Option<&'a Limit> {
    let pages = |limit: &Limit| matches!(limit.limit.value, Some(Measure::Pages(_)));
    limits(profile).find(|limit| !pages(limit) && holds(&limit.when, facts))
}

/// The limit in pages that holds for a submission; an earlier one that is unknown hides it.
pub(crate) fn page_limit<'a>(profile: &'a Profile, facts: &Submission) -> Option<(u32, &'a Figure<Measure>)> {
    let mut held = limits(profile).filter(|limit| holds(&limit.when, facts));
    let first = held.find(|limit| !matches!(limit.limit.value, Some(Measure::Words(_))))?;
    match first.limit.value {
        Some(Measure::Pages(pages)) => Some((pages, &first.limit)),
        Some(Measure::Words(_) | Measure::Unlimited) | None => None,
    }
}

fn limits(profile: &Profile) -> impl Iterator<Item = &Limit> {
    profile.asks.limits.iter().flatten()
}

/// The deadline that holds for a submission.
pub(super) fn deadline<'a>(profile: &'a Profile, facts: &Submission) -> Option<&'a StageDeadline> {
    profile.asks.deadlines.iter().flatten().find(|deadline| holds(&deadline.when, facts))
}

/// The last day for a submission.
pub(super) enum LastDay<'a> {
    /// A day that a source gives for its session.
    Given(Date, &'a Figure<SessionDate>),
    /// So many days before the opening that the report gives.
    Computed(Date, u32, &'a StageDeadline),
}

/// The last day for a submission, where its session is known by date or the report gives the opening.
pub(super) fn last_day<'a>(profile: &'a Profile, facts: &Submission) -> Option<LastDay<'a>> {
    let at_session = facts.stage_or_session() == "session";
    if at_session && let Some(session) = &facts.session {
        let given = profile.asks.dates.iter().flatten().find_map(|figure| {
            let known = figure.value.as_ref().filter(|known| same_session(&known.session, &session.value))?;
            Some(LastDay::Given(known.date?, figure))
        });
        if given.is_some() {
            return given;
        }
    }
    let deadline = deadline(profile, facts)?;
    let days = deadline.by.value.as_ref()?.days?;
    let opens = facts.session_opens.as_ref()?.value;
    Some(LastDay::Computed(opens.checked_sub(i64::from(days).days()).ok()?, days, deadline))
}

/// `54`, `054` and `54th session` are one session.
fn same_session(one: &str, other: &str) -> bool {
    let number = |text: &str| {
        let digits: String =
            text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    !number(one).is_empty() && number(one) == number(other)
}

/// Whether a condition holds; a submission that does not say what the condition asks for does not meet it.
fn holds(when: &Condition, facts: &Submission) -> bool {
    let kinds: Vec<SubmitterKind> = facts
        .submitters
        .iter()
        .map(|submitter| submitter.kind.as_ref().map_or(SubmitterKind::Ngo, |kind| kind.value))
        .collect();
    let submitter = |allowed: &Vec<SubmitterKind>| !kinds.is_empty() && kinds.iter().all(|kind| allowed.contains(kind));
    let named = facts.stage_or_session();
    let stage = |stages: &Vec<String>| stages.iter().any(|known| known == named);
    // A text that does not say that it is thematic is judged by the limit of the comprehensive one, the larger.
    let scope = facts.scope.as_ref().map_or(Scope::Comprehensive, |scope| scope.value);
    when.submitter.as_ref().is_none_or(submitter)
        && when.joint.is_none_or(|joint| joint == facts.is_joint())
        && when.status.as_ref().is_none_or(|allowed| best_status(facts).is_some_and(|status| allowed.contains(&status)))
        && when.stage.as_ref().is_none_or(stage)
        && when.scope.is_none_or(|wanted| wanted == scope)
}

/// The highest status among the submitters: no body says which limit holds for a mixed joint statement, so the larger one does.
fn best_status(facts: &Submission) -> Option<Status> {
    facts.submitters.iter().filter_map(|submitter| submitter.status.as_ref()).map(|status| status.value).min()
}

#[cfg(test)]
mod tests {
    use super::same_session;

    #[test]
    fn a_session_is_known_by_its_number() {
        assert!(same_session("54", "54th session"));
        assert!(same_session("54", "054"));
        assert!(!same_session("54", "154"));
        assert!(!same_session("54", "January"));
    }
}
