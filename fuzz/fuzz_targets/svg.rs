//! Any bytes as what stands inside a drawing (SVG), in a figure, through all stages to all files; what was written is
//! parsed.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let whole = [
        &b"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"90\" height=\"60\">"[..],
        data,
        b"</svg>",
    ];
    let is_whole = data.starts_with(b"<svg") || data.starts_with(b"<?xml");
    assemble_fuzz::figure(&if is_whole { data.to_vec() } else { whole.concat() });
});
