//! The program: it hands over to the command line.

use std::process::ExitCode;

/// For the static binary alone: that of musl makes threads wait for one another (docs/performance.md).
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    omslint::cli::run()
}
