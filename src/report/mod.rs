//! What is told about a report beside its findings.

pub mod comments;
