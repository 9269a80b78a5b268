//! The databases that a component reads and writes, as far as addresses in its configuration tell: to see that one task's
//! target is another's source.

use crate::oms::component::Component;
use crate::oms::kind::SectionName;
use crate::oms::section::Section;

/// An address, and who logs on there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Host and port in lower case: `10.0.0.8:2883`.
    pub host: String,
    /// The tenant in `user@tenant#cluster`: behind one address there are many.
    tenant: Option<String>,
}

const URLS: &[&str] = &["jdbcUrl", "jdbc_url", "url", "instance", "host"];
const USERS: &[&str] = &["username", "user"];

impl Endpoint {
    /// Whether both may be the same database: the address is the same, and no tenants tell them apart.
    #[must_use]
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        self.host == other.host && (self.tenant.is_none() || other.tenant.is_none() || self.tenant == other.tenant)
    }
}

/// What a component says of the database that it reads.
#[must_use]
pub(crate) fn read(component: &Component<'_>) -> Vec<Endpoint> {
    let mut all: Vec<Endpoint> = Vec::new();
    if let Some(source) = component.source() {
        all.extend(of_section(source, URLS, USERS));
        let clients = source.get("clients").map(|clients| clients.structure());
        let items = clients.into_iter().flat_map(|list| list.items().chain(list.is_mapping().then_some(list)));
        for item in items.map(|item| item.structure()) {
            all.extend(of_section(&Section::whole(source.document, item), URLS, USERS));
        }
    }
    if let Some(config) = component.config() {
        all.extend(of_section(config, &["sourceFile.jdbcUrl"], &["sourceFile.username"]));
        all.extend(of_section(config, &["datasource.master.address"], &["datasource.master.username"]));
    }
    all
}

/// What a component says of the database that it writes.
#[must_use]
pub(crate) fn written(component: &Component<'_>) -> Vec<Endpoint> {
    let mut all: Vec<Endpoint> = Vec::new();
    all.extend(component.section(SectionName::Sink).into_iter().flat_map(|sink| of_section(sink, URLS, USERS)));
    if let Some(config) = component.config() {
        all.extend(of_section(config, &["sinkFile.jdbcUrl"], &["sinkFile.username"]));
        all.extend(of_section(config, &["datasource.image.address"], &["datasource.image.username"]));
    }
    all
}

fn of_section(section: &Section<'_>, urls: &[&str], users: &[&str]) -> Vec<Endpoint> {
    let Some((_, url)) = section.filled(urls) else { return Vec::new() };
    let tenant = section.filled(users).and_then(|(_, user)| tenant(user));
    hosts(url).map(|host| Endpoint { host, tenant: tenant.clone() }).collect()
}

/// `tenant#cluster` of `user@tenant#cluster`.
fn tenant(user: &str) -> Option<String> {
    user.split_once('@').map(|(_, tenant)| tenant.to_ascii_lowercase())
}

/// The addresses in a JDBC URL or a plain address: `10.0.0.8:2883` of `jdbc:oceanbase://10.0.0.8:2883/a?b`.
fn hosts(url: &str) -> impl Iterator<Item = String> {
    let rest =
        url.rsplit_once("//").map_or_else(|| url.rsplit_once('@').map_or(url, |(_, rest)| rest), |(_, rest)| rest);
    let end = rest.find(['/', '?', ';', ' ']).unwrap_or(rest.len());
    let plain = |host: &str| host.trim().to_ascii_lowercase();
    rest.get(..end).unwrap_or_default().split(',').map(plain).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_urls_and_of_plain_text() {
        let hosts = |url: &str| hosts(url).collect::<Vec<_>>();
        assert_eq!(hosts("jdbc:oceanbase://10.0.0.8:2883?useUnicode=true"), ["10.0.0.8:2883"]);
        assert_eq!(hosts("jdbc:oracle:thin:@//10.0.0.8:1521/SALES"), ["10.0.0.8:1521"]);
        assert_eq!(hosts("DB.corp:2883/a"), ["db.corp:2883"]);
        assert_eq!(hosts("jdbc:mysql://a:1,b:2/x"), ["a:1", "b:2"]);
        assert_eq!(hosts("").len(), 0);
        assert_eq!(tenant("bill@Bill#obdemo").as_deref(), Some("bill#obdemo"));
    }
}
