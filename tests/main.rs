//! The tests of the program, in one binary.
