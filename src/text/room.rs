//! Giving back the room that texts and lists were given while they grew. To shrink one in its place is left to the
//! allocator, which may well leave it as large as it was; what is moved takes no more than it needs.

/// Takes no more memory for a list than its items need.
pub(crate) fn fit<T>(list: &mut Vec<T>) {
    if list.len() < list.capacity() {
        let mut exact = Vec::with_capacity(list.len());
        exact.append(list);
        *list = exact;
    }
}

/// Takes no more memory for a text than its bytes need.
pub(crate) fn fit_text(text: &mut String) {
    if text.len() < text.capacity() {
        *text = String::from(text.as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_over() {
        let (mut list, mut text) = (Vec::with_capacity(100), String::with_capacity(100));
        list.extend([1, 2, 3]);
        text.push_str("密码");
        fit(&mut list);
        fit_text(&mut text);
        assert_eq!((list.as_slice(), text.as_str()), ([1, 2, 3].as_slice(), "密码"));
        assert!(list.capacity() < 10 && text.capacity() < 10);
    }
}
