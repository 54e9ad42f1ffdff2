//! Any bytes as a report and as the Markdown of its body, through all stages to both files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if data.starts_with(b"submitted_to") {
        assemble_fuzz::assemble(data, b"# Heading\n\nText.\n");
    } else {
        assemble_fuzz::assemble(format!("{}body: {{file: b.md}}\n", assemble_fuzz::HEAD).as_bytes(), data);
    }
});
