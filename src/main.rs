//! The program: it hands over to the command line.

use std::process::ExitCode;

/// Quicker than that of glibc, and much quicker than that of musl (docs/performance.md).
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    omslint::cli::run()
}
