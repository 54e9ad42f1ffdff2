//! Any bytes as a picture, in a figure, through all stages to both files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let report = format!("{}body:\n  - figure: {{file: f, alt: A, caption: C}}\n", assemble_fuzz::HEAD);
    assemble_fuzz::assemble(report.as_bytes(), data);
});
