//! Lists in order, with one copy of the code that sorts. The standard library's is compiled anew for every kind of item and
//! every order, which is worth it for what grows with the export (files, findings), and for nothing else.

use std::cmp::Ordering;

/// Puts items in order; what is equal stays in the order that it has.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => order(one, other),
        _ => Ordering::Equal,
    });
    // What is in order already, as most of what is read in the order of its paths is, is not moved.
    if places.is_sorted() {
        return;
    }
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Puts items in the order of what `key` says of them; what is equal stays in the order that it has.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
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
        let mut none: Vec<u8> = Vec::new();
        sort_by(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }
}
