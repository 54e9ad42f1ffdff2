//! From a resolved report and what its body asks for to findings: every rule in one list.

mod walk;
