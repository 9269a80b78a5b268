//! Work on all processors. What rayon makes of one `par_iter` or one `join` is some kilobytes of code; here it is made once
//! and for all that is not done for each file.

use std::sync::OnceLock;

use rayon::prelude::*;

/// Fewer items than these are not worth handing to another processor.
const FEW: usize = 16;

/// So many are handed on together where each is quickly done.
const SOME: usize = 64;

/// What `a` and `b` come to, both at the same time.
pub(crate) fn join<A: Send + Sync, B: Send + Sync>(a: impl Fn() -> A + Sync, b: impl Fn() -> B + Sync) -> (A, B) {
    let (first, second) = (OnceLock::new(), OnceLock::new());
    both(&|| _ = first.set(a()), &|| _ = second.set(b()));
    (first.into_inner().unwrap_or_else(a), second.into_inner().unwrap_or_else(b))
}

fn both(a: &(dyn Fn() + Sync), b: &(dyn Fn() + Sync)) {
    rayon::join(a, b);
}

/// What `of` makes of each number under `count`, in order. Each is a piece of work of its own.
pub(crate) fn of_each<T: Send + Sync>(count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let made: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    for_each(count, &|number| _ = made.get(number).map(|made| made.set(of(number))));
    made.into_iter().enumerate().map(|(number, made)| made.into_inner().unwrap_or_else(|| of(number))).collect()
}

/// The same where each is quickly done: they are handed on some at a time.
pub(crate) fn of_many<T: Send + Sync>(count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let some = |part: usize| (part * SOME..count.min((part + 1) * SOME)).map(&of).collect::<Vec<_>>();
    of_each(count.div_ceil(SOME), some).into_iter().flatten().collect()
}

fn for_each(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).into_par_iter().with_max_len(1).for_each(work);
}

/// Does `work` to each item.
pub(crate) fn each<T: Send>(items: &mut [T], work: &(dyn Fn(&mut T) + Sync)) {
    items.par_iter_mut().with_min_len(FEW).for_each(work);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_is_done_and_stands_in_order() {
        let mut numbers: Vec<usize> = of_each(1_000, |number| number * 2);
        each(&mut numbers, &|number| *number += 1);
        assert!(numbers.iter().enumerate().all(|(at, number)| *number == at * 2 + 1));
        assert!(of_each(0, |number| number).is_empty() && of_many(0, |number| number).is_empty());
        assert_eq!(of_many(1_000, |number| number), (0..1_000).collect::<Vec<_>>());
        assert_eq!(join(|| 1, || "two"), (1, "two"));
    }
}
