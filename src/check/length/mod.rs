pub(in crate::check) mod near_the_limit;
pub(in crate::check) mod section_over_budget;
pub(in crate::check) mod too_many_pages;
pub(in crate::check) mod too_many_words;
