pub(in crate::check) mod confidential_not_possible;
pub(in crate::check) mod date_past_the_deadline;
pub(in crate::check) mod joint_without_status;
pub(in crate::check) mod language_not_accepted;
pub(in crate::check) mod not_yet_written;
pub(in crate::check) mod submitter_order;
pub(in crate::check) mod supporters_not_named;
pub(in crate::check) mod unknown_stage;
