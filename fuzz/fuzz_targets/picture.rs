//! Any bytes as a picture or a drawing, in a figure, through all stages to both files; what was written is decoded.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let report = format!("{}body:\n  - figure: {{file: f, alt: A, caption: C}}\n", assemble_fuzz::HEAD);
    assemble_fuzz::assemble(report.as_bytes(), data);
    assemble_fuzz::judge_picture(data);
});
