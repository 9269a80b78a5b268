//! Which names of servers are of one server: the host in the id of a component, and the `ip` that the API tells of it. What is
//! known by a host name alone may stand on any server that is known by its IP alone.

use core::net::IpAddr;
use std::collections::BTreeSet;

use crate::oms::export::Export;
use crate::text::sorting;

/// The names of one server, where the export tells several.
pub(super) struct Servers<'b> {
    several: Vec<BTreeSet<&'b str>>,
}

impl<'b> Servers<'b> {
    pub(super) fn of(export: &'b Export<'_>) -> Self {
        let pairs = export.components().filter_map(|component| {
            let server = component.server.as_deref()?;
            let ip = component.reported?.item.get("ip")?.filled()?;
            // Every server calls itself so.
            let is_own = ip.parse().is_ok_and(|ip: IpAddr| ip.is_loopback() || ip.is_unspecified());
            (ip != server && !is_own && !ip.contains('*')).then_some((server, ip))
        });
        let pairs: BTreeSet<(&str, &str)> = sorting::set(pairs);
        let mut several: Vec<BTreeSet<&str>> = Vec::new();
        for (server, ip) in pairs {
            let is_its = |names: &BTreeSet<&str>| names.contains(server) || names.contains(ip);
            let (same, mut others): (Vec<_>, Vec<_>) = several.into_iter().partition(is_its);
            others.push(sorting::set(same.into_iter().flatten().chain([server, ip])));
            several = others;
        }
        Self { several }
    }

    fn names(&self, name: &str) -> Option<&BTreeSet<&'b str>> {
        self.several.iter().find(|names| names.contains(name))
    }

    /// The name of a server by which it is written to: its IP, if that is known.
    pub(super) fn main<'n>(&self, name: &'n str) -> &'n str
    where
        'b: 'n,
    {
        let names = self.names(name).into_iter().flatten().copied();
        names.clone().find(|name| is_ip(name)).or_else(|| names.clone().next()).unwrap_or(name)
    }

    /// Whether two names may be of one server: they are, or one is an IP without a host name and the other a host name
    /// without an IP.
    pub(super) fn may_be_one(&self, one: &str, other: &str) -> bool {
        let kinds = |name: &str| match self.names(name) {
            Some(names) => (names.iter().any(|name| is_ip(name)), names.iter().any(|name| !is_ip(name))),
            None => (is_ip(name), !is_ip(name)),
        };
        self.main(one) == self.main(other)
            || matches!((kinds(one), kinds(other)), ((true, false), (false, true)) | ((false, true), (true, false)))
    }
}

fn is_ip(name: &str) -> bool {
    name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}
