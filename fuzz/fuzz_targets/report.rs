//! Any bytes as a report: reading ends, with findings or without.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assemble_fuzz::parse(data, b"# Heading\n\nText.\n"));
