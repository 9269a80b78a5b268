//! The `omslint` binary.

fn main() {}
