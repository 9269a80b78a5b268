//! Calls the command line, and turns the verdict into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    omslint::cli::run()
}
