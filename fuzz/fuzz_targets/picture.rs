//! Any bytes as a picture or a drawing, in a figure, through all stages to all files; what was written is decoded.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assemble_fuzz::figure(data));
