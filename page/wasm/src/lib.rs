//! The library as a WebAssembly module without imports: three functions over one block of memory.

use std::cell::RefCell;

thread_local! {
    static BLOCK: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a question of so many bytes and says where it is to be written.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    BLOCK.with_borrow_mut(|block| {
        *block = vec![0; length];
        block.as_ptr()
    })
}

/// Answers the question that was written.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let mut tools = assemble::Tools::new();
    BLOCK.with_borrow_mut(|block| {
        let request = assemble::Request { pdf: true, ..assemble::Request::new("report.yaml", block, &|_| Err("no".into())) };
        let made = assemble::assemble(&request, &mut tools).ok().and_then(|made| made.files).and_then(|files| files.pdf);
        *block = made.unwrap_or_default();
        block.len()
    })
}
