//! Lists in order, with one copy of the code that sorts. The standard library's is compiled anew for every kind of item and
//! every order, which is worth it for what grows with the files of an export, and for nothing else.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Puts items in their own order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Puts items in order; what is equal stays in the order that it has.
pub(crate) fn sort_by<T>(items: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    if items.len() < 2 {
        return;
    }
    let places = places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    });
    arrange(items, places);
}

/// Puts items where they belong: at each place the one whose number stands there in `places`.
fn arrange<T>(items: &mut [T], mut places: Vec<usize>) {
    for start in 0..places.len() {
        put_in_place(items, &mut places, start);
    }
}

/// Puts items where they belong, from the one that belongs at `start` on, until the one comes that stood there. Nothing is held
/// beside the items: there may be hundreds of thousands of them.
fn put_in_place<T>(items: &mut [T], places: &mut [usize], start: usize) {
    let mut at = start;
    while let Some(place) = places.get_mut(at) {
        let from = std::mem::replace(place, at);
        if from == start {
            return;
        }
        items.swap(at, from);
        at = from;
    }
}

/// Puts items in the order of what `key` says of them; what is equal stays in the order that it has.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// The same, where `key` is dear: it is asked once for each item.
pub(crate) fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    arrange(items, places(keys.len(), &|one, other| keys.get(one).cmp(&keys.get(other))));
}

/// A set of items. To collect one, the standard library sorts them first.
pub(crate) fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// The same of pairs: what comes last counts.
pub(crate) fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(items);
    map
}

/// The numbers of `count` items in the order that they should have.
#[inline(never)] // or it stands once more wherever something is sorted
fn places(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| order(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_stays_in_its_order() {
        let mut words = ["b2", "a1", "c", "b1", "a2", "a1"].map(str::to_owned).to_vec();
        sort_by_key(&mut words, |word| word.as_bytes().first().copied());
        assert_eq!(words, ["a1", "a2", "a1", "b2", "b1", "c"]);
        sort_by(&mut words, |one, other| other.cmp(one));
        assert_eq!(words, ["c", "b2", "b1", "a2", "a1", "a1"]);
        let mut many: Vec<(usize, usize)> = (0..1000).map(|number| (number * 7919 % 10, number)).collect();
        sort_by_key(&mut many, |(key, _)| *key);
        assert!(many.is_sorted() && many.len() == 1000);
        sort_by_cached_key(&mut many, |(key, number)| (9 - key, *number));
        assert!(many.is_sorted_by_key(|(key, number)| (9 - key, *number)));
        let mut none: Vec<u8> = Vec::new();
        sort_by(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }
}
