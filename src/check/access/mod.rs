pub(in crate::check) mod missing_language;
