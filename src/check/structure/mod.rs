pub(in crate::check) mod cannot_be_pasted;
pub(in crate::check) mod empty_section;
pub(in crate::check) mod forbidden_part;
pub(in crate::check) mod heading_jump;
pub(in crate::check) mod missing_part;
pub(in crate::check) mod numbers_forbidden;
pub(in crate::check) mod single_subheading;
pub(in crate::check) mod unnumbered_paragraph;
