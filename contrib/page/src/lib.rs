//! The way from a browser to omslint: bytes go in, bytes come out. What is in them, `omslint::page` says; that they
//! get there, these functions.
//!
//! Texts are all that passes, so a few functions do, and no tool has to make any code. A worker runs once: what it holds goes
//! when it ends.

use std::cell::RefCell;

use omslint::page::{Handed, Page, Stage};

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// How far it is: a stage, so much of so much.
    safe fn tell(stage: u32, done: usize, of: usize);
    /// Why it ends: a text of this length.
    fn ends(at: *const u8, length: usize);
}

thread_local! {
    /// What was handed over.
    static HANDED: RefCell<Vec<Handed>> = const { RefCell::new(Vec::new()) };
    /// The run.
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// Memory for `length` bytes, which the page fills. Null where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn take(length: usize) -> *mut u8 {
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return std::ptr::null_mut();
    }
    bytes.resize(length, 0);
    Box::leak(bytes.into_boxed_slice()).as_mut_ptr()
}

/// Hands over one file: its path, and its bytes or why there are none, each in memory of `take`, which is gone afterwards.
///
/// # Safety
/// Each pair is what `take` gave for this length; it is given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hand(path: *mut u8, path_length: usize, bytes: *mut u8, length: usize, is_read: u32) {
    let (path, bytes) = unsafe { (owned(path, path_length), owned(bytes, length)) };
    let bytes = if is_read == 1 { Ok(bytes) } else { Err(text(&bytes)) };
    HANDED.with_borrow_mut(|handed| handed.push((text(&path), bytes)));
}

/// Checks what was handed over, and says how it ended. An answer lies where the lower half says, as many bytes as the upper half
/// says.
///
/// # Safety
/// As for `hand`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check(asked: *mut u8, length: usize) -> u64 {
    std::panic::set_hook(Box::new(|why| {
        let why = why.to_string();
        unsafe { ends(why.as_ptr(), why.len()) };
    }));
    let asked = unsafe { owned(asked, length) };
    let (page, answer) = Page::check(HANDED.take(), &text(&asked), told);
    PAGE.set(Some(page));
    given(answer.into_bytes())
}

/// Says what the fixes and the plan come to.
#[unsafe(no_mangle)]
pub extern "C" fn plan() -> u64 {
    given(PAGE.with_borrow(|page| page.as_ref().map(Page::plan)).unwrap_or_default().into_bytes())
}

/// Makes what is saved under a name. Its first byte says whether it was made: 1, or 0 where the rest says why not.
///
/// # Safety
/// As for `hand`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn make(name: *mut u8, length: usize) -> u64 {
    let name = text(&unsafe { owned(name, length) });
    let made = PAGE.with_borrow(|page| page.as_ref().map_or_else(|| Ok(Vec::new()), |page| page.make(&name)));
    let (is_made, mut bytes) = made.map_or_else(|why| (0, why.into_bytes()), |bytes| (1, bytes));
    bytes.insert(0, is_made);
    given(bytes)
}

/// Takes back an answer.
///
/// # Safety
/// It is where an answer of this length lies, and is given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn give(at: *mut u8, length: usize) {
    drop(unsafe { owned(at, length) });
}

fn told(stage: Stage, done: usize, of: usize) {
    tell(stage as u32, done, of);
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn given(bytes: Vec<u8>) -> u64 {
    let bytes = Box::leak(bytes.into_boxed_slice());
    (bytes.len() as u64) << 32 | bytes.as_mut_ptr() as u64
}

unsafe fn owned(at: *mut u8, length: usize) -> Vec<u8> {
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) }.into_vec()
}
