//! Any bytes as a Word file, or as the parts of one: it is read both ways, imported, judged, cleaned, compared, commented on.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // Bytes of a zip file say little; parts between form feeds are put into one.
    if data.starts_with(b"PK") {
        assemble_fuzz::judge_word(data);
    } else {
        assemble_fuzz::judge_word(&assemble_fuzz::word_file(data));
    }
});
