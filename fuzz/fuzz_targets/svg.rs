//! Any bytes as what stands inside a drawing (SVG), in a figure, through all stages to both files; what was written is
//! parsed.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let report = format!("{}body:\n  - figure: {{file: f, alt: A, caption: C}}\n", assemble_fuzz::HEAD);
    let whole = [
        &b"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"90\" height=\"60\">"[..],
        data,
        b"</svg>",
    ];
    let drawing = if data.starts_with(b"<svg") || data.starts_with(b"<?xml") { data.to_vec() } else { whole.concat() };
    assemble_fuzz::assemble(report.as_bytes(), &drawing);
    assemble_fuzz::judge_picture(&drawing);
});
