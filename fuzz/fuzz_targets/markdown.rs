//! Any bytes as the Markdown file of a report's body.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    assemble_fuzz::parse(format!("{}body: {{file: b.md}}\n", assemble_fuzz::HEAD).as_bytes(), data);
});
