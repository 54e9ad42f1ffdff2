//! What is told about a report beside its findings.

pub mod comments;
pub mod new;
pub mod set;
