pub(in crate::check) mod near_the_limit;
pub(in crate::check) mod too_many_pages;
pub(in crate::check) mod too_many_words;
