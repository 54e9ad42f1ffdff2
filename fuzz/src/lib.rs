//! What the targets share: a report as bytes, with the one file that it names, taken through the program.

use std::cell::RefCell;

use assemble::diagnostic::{Format, render};
use assemble::source::Sources;
use assemble::read::DirectionControls;
use assemble::{Request, Tools};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::options::DecoderOptions;

thread_local! {
    static TOOLS: RefCell<Tools> = RefCell::new(Tools::new());
}

/// The first keys of a report that breaks no rule.
pub const HEAD: &str = "submitted_to: generic\nlanguage: en\ntitle: T\nsubmitted_by: {name: N}\n";

/// Reads a report whose files all hold `file`, and prints its findings.
pub fn parse(report: &[u8], file: &[u8]) {
    let mut sources = Sources::default();
    let read = |_: &str| Ok(file.to_vec());
    let decoded = assemble::read::decode("r.yaml", report, &mut sources);
    if decoded.value {
        let parsed = assemble::read::parse(&mut sources, &read, DirectionControls::Refused);
        render(&parsed.diagnostics, &sources, Format::Text, false);
        render(&parsed.diagnostics, &sources, Format::Json, false);
    }
}

/// Takes a report whose files all hold `file` to both formats, although rules are broken.
pub fn assemble(report: &[u8], file: &[u8]) {
    let read = |_: &str| Ok(file.to_vec());
    let request = Request {
        targets: assemble::Target::ALL.into(),
        draft: true,
        // Kept, so that layout and both files meet them.
        controls: DirectionControls::Kept,
        ..Request::new("r.yaml", report, &read)
    };
    TOOLS.with_borrow_mut(|tools| {
        // What the author is told is tested elsewhere: here only a panic, a hang or an `Error` of ours counts.
        let assembled = assemble::assemble(&request, tools).unwrap_or_else(|error| panic!("{error}"));
        render(&assembled.judged.diagnostics, &assembled.judged.sources, Format::Text, false);
    });
}

/// Decodes what the files would carry of a picture, as the reader of a file does: it must be whole.
pub fn judge_picture(bytes: &[u8]) {
    let Ok(kept) = assemble::picture::read(bytes, &mut assemble::picture::Allowance::default()) else { return };
    match kept.format {
        assemble::picture::ImageFormat::Png => {
            image::load_from_memory_with_format(&kept.bytes, image::ImageFormat::Png).expect("a whole PNG");
        }
        assemble::picture::ImageFormat::Jpeg => {
            let strict = DecoderOptions::default().set_strict_mode(true);
            let mut decoder = JpegDecoder::new_with_options(std::io::Cursor::new(&*kept.bytes), strict);
            decoder.decode().expect("a whole JPEG");
        }
        assemble::picture::ImageFormat::Svg => {
            assemble::picture::shapes(&kept.bytes).expect("a whole drawing");
        }
    }
}
