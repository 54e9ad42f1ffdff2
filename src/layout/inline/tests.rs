//! Paragraphs set in Liberation Serif, looked at from outside.
