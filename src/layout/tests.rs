//! Whole documents laid out.
