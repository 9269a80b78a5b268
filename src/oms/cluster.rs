//! Which cluster of OMS a component belongs to, as far as its own content says: one task id under two clusters is the id of two
//! tasks.

use std::collections::BTreeSet;

use crate::oms::client;
use crate::oms::component::Component;
use crate::oms::section::Section;
use crate::text::node::{EntryRef, Ref};
use crate::text::sorting;

/// Whether two components are known to belong to different clusters.
#[must_use]
pub(crate) fn are_apart(one: &Component<'_>, other: &Component<'_>) -> bool {
    let all = |component: &Component<'_>| -> BTreeSet<String> {
        sorting::set(clusters(component).into_iter().flat_map(|(.., url)| hosts(url)))
    };
    let (one, other) = (all(one), all(other));
    !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
}

/// Where a component says which cluster it belongs to: the Cluster Manager of its clients.
#[must_use]
pub(crate) fn clusters<'a>(component: &Component<'a>) -> Vec<(usize, EntryRef<'a>, &'a str)> {
    component.source().map(clusters_in).unwrap_or_default()
}

/// Where a source says which cluster it belongs to.
#[must_use]
pub(crate) fn clusters_in<'a>(source: &Section<'a>) -> Vec<(usize, EntryRef<'a>, &'a str)> {
    let clients = source.get("clients").into_iter().flat_map(client::items);
    let url = |item: Ref<'a>| {
        let entry = item.entry("clusterManagerUrl")?;
        Some((source.document, entry, entry.value.filled()?))
    };
    clients.filter_map(url).collect()
}

/// The addresses in a URL or a list of them: two lists that share one are of the same cluster.
#[must_use]
pub(crate) fn hosts(urls: &str) -> BTreeSet<String> {
    let plain = |url: &str| {
        let rest = url.trim().split_once("://").map_or(url.trim(), |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or(rest).to_ascii_lowercase()
    };
    sorting::set(urls.split([',', ';']).map(plain).filter(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_without_what_is_around_them() {
        assert_eq!(hosts("http://10.0.0.9:8088/"), hosts(" HTTP://10.0.0.9:8088"));
        assert!(!hosts("http://a:1,http://b:1").is_disjoint(&hosts("http://b:1")));
        assert!(hosts("http://a:1").is_disjoint(&hosts("http://b:1")));
    }
}
