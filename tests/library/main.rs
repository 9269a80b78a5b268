//! The tests of the library, and of what the project says of itself. One module a subject;
//! `cargo test --test library schemas::` runs one of them.
//!
//! They run as threads of one process, so none may change what all share. A test that needs a process of its own starts
//! this binary once more, with an environment variable that says what to do: `disk_write` shows how.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may fail loudly, and one that is skipped says so"
)]

// What `crate::` means in a file of src: `recipe` compiles some.
use omslint::{lint, oms, report, text};

// Syntaxes, and the laws that all of them keep.
mod laws;
mod syntax_ini;
mod syntax_json;
mod syntax_properties;
mod syntax_yaml;

// The disk.
mod disk_archive;
mod disk_discover;
mod disk_out_dir;
mod disk_revert;
mod disk_write;

// What is shown.
mod diff;
mod render;

// The project: its rooms, its package, and the files and pages that must say what the code says.
mod editors;
mod house;
mod lang;
mod package;
mod pre_commit;
mod recipe;
mod recipes;
mod schemas;
