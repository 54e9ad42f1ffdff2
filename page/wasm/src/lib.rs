//! The library as a WebAssembly module without imports: a few functions over one block of memory.
//!
//! The page writes a question into the block that `room` gives, calls `answer`, and reads the answer where `place` says.
//! A fault of the program stops the module; `fault` and `fault_length` say then where.

use std::cell::RefCell;
use std::panic;

use assemble::Tools;
use assemble::answer::{Message, Responder};

/// What lives between two questions.
#[derive(Default)]
struct Page {
    block: Vec<u8>,
    responder: Option<Responder>,
}

thread_local! {
    static PAGE: RefCell<Page> = RefCell::default();
    /// Where and why the program stopped.
    static FAULT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a question of so many bytes, and says where it is to be written.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    PAGE.with_borrow_mut(|page| {
        page.block = vec![0; length];
        page.block.as_mut_ptr()
    })
}

/// Answers the question that was written, and says how many bytes the answer has.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    panic::set_hook(Box::new(|stopped| {
        let place = stopped.location().map(|place| format!("{}:{}", place.file(), place.line()));
        FAULT.set(place.unwrap_or_default().into_bytes());
    }));
    PAGE.with_borrow_mut(|page| {
        let responder = page.responder.get_or_insert_with(|| Responder::new(Tools::new()));
        page.block = match Message::read(&std::mem::take(&mut page.block)) {
            Ok(question) => responder.answer(question, &|_| Err("there is no such file".to_owned())).write(),
            Err(error) => Message::error(error).write(),
        };
        page.block.len()
    })
}

/// Where the answer stands.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn place() -> *const u8 {
    PAGE.with_borrow(|page| page.block.as_ptr())
}

/// Where the words stand that say at which place the program stopped.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn fault() -> *const u8 {
    FAULT.with_borrow(Vec::as_ptr)
}

/// How many bytes these words have.
#[expect(unsafe_code, reason = "the page calls the function by this name")]
#[unsafe(no_mangle)]
pub extern "C" fn fault_length() -> usize {
    FAULT.with_borrow(Vec::len)
}
