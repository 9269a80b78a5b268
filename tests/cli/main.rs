//! The tests of the binary: each runs it as a person or a script would, and looks at what it prints, writes and ends with.
//! One module a subject; `cargo test --test cli plan::` runs one of them.
//!
//! They run as threads of one process, so none may change what all share: the working directory, the environment, how
//! signals are taken. All of these are given to the child instead.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may fail loudly, and one that is skipped says so"
)]

// Exports made for one test, and the binary run on them.
mod scratch;
mod site;

// What it says of an export.
mod across;
mod among;
mod anonymise;
mod archives;
mod at_once;
mod awaited;
mod bare;
mod baseline;
mod chinese;
mod config;
mod copies;
mod doubted;
mod exclusions;
mod expect;
mod foreign;
mod formats;
mod ha_window;
mod hand;
mod identity;
mod language;
mod leftovers;
mod messy;
mod missing_checkpoint;
mod missing_db_type;
mod never_silent;
mod night;
mod otherwise;
mod pipelines;
mod positions;
mod readers;
mod reading;
mod rules;
mod schema_command;
mod secrets;
mod seen;
mod small;
mod smells;
mod stands;
mod strangers;
mod times;
mod wide;

// What it writes.
mod fix_places;
mod fix_under_fire;
mod interrupt;
mod patch;
mod picture;

// The way through an upgrade, and the scripts that people run beside it.
mod cm;
mod collect;
mod entering;
mod literally;
mod mended;
mod plan;
mod values;
mod verify;

// What the pages promise.
mod names;
mod offline;
mod readme;
