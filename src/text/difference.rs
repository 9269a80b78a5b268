//! The way from one list of pieces of text to another: of lines, of words, of letters. All diffs are made here, by one
//! algorithm over one kind of piece, so that the program holds the code of it once.

use std::time::{Duration, Instant};

use similar::DiffOp;
use similar::algorithms::{Capture, Compact, Replace, myers};

/// What leads from `old` to `new`. After `patience` any way will do, which is as correct, but may be longer than need be.
pub(crate) fn between(old: &[&str], new: &[&str], patience: Option<Duration>) -> Vec<DiffOp> {
    // The page has no clock: there every diff is the shortest, and the person can stop it.
    let patience = patience.filter(|_| !cfg!(target_family = "wasm"));
    let deadline = patience.and_then(|patience| Instant::now().checked_add(patience));
    let mut taker = Compact::new(Replace::new(Capture::new()), old, new);
    // Taking down cannot fail.
    let Ok(()) = myers::diff_deadline(&mut taker, old, 0..old.len(), new, 0..new.len(), deadline);
    taker.into_inner().into_inner().into_ops()
}
