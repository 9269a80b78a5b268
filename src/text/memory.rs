//! How memory is asked for.

/// More than most pieces of work need, in bytes; less than what an allocator gives back to the system at once.
const AHEAD: usize = 96 << 10;

/// Takes memory, and gives it back at once: what the work after this needs is there then. Called again and again, it
/// makes the memory of a thread grow in few large steps, each of which stops all threads, and not in steps of a page.
pub(crate) fn ahead() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(AHEAD)));
}
