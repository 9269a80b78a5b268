//! The way from a browser to omslint: bytes go in, bytes come out. What is in them, `omslint::page` says; that they
//! get there, these functions.
//!
//! One text of JSON after another is all that passes, so three functions do, and no tool has to make any code.

use std::sync::Mutex;

/// What was handed over since the last run.
static HANDED: Mutex<Vec<omslint::page::Handed>> = Mutex::new(Vec::new());

/// Memory for `length` bytes, which the page fills.
#[unsafe(no_mangle)]
pub extern "C" fn take(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// Takes back memory that `take` gave, or that a run answered with.
///
/// # Safety
/// `at` is what `take(length)` gave, or where an answer of this length lies; it is given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn give(at: *mut u8, length: usize) {
    drop(unsafe { owned(at, length) });
}

/// Hands over one file: its path and its bytes, each in memory of `take`, which is gone afterwards.
///
/// # Safety
/// As for `give`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hand(path: *mut u8, path_length: usize, bytes: *mut u8, length: usize) {
    let (path, bytes) = unsafe { (owned(path, path_length), owned(bytes, length)) };
    if let Ok(mut handed) = HANDED.lock() {
        handed.push((String::from_utf8_lossy(&path).into_owned(), bytes));
    }
}

/// Runs over what was handed over. The answer lies where the lower half says, as many bytes as the upper half says.
///
/// # Safety
/// As for `give`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(asked: *mut u8, length: usize) -> u64 {
    let asked = unsafe { owned(asked, length) };
    let files = HANDED.lock().map(|mut handed| std::mem::take(&mut *handed)).unwrap_or_default();
    let answer = omslint::page::run(files, &String::from_utf8_lossy(&asked));
    let answer = Box::leak(answer.into_bytes().into_boxed_slice());
    (answer.len() as u64) << 32 | answer.as_mut_ptr() as u64
}

unsafe fn owned(at: *mut u8, length: usize) -> Vec<u8> {
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) }.into_vec()
}
