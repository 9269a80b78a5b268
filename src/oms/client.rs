//! What a source reads: its clients, one a subtopic.

use crate::oms::section::Section;
use crate::text::node::{EntryRef, Ref};

/// The clients of a source: those under `clients`, else the one that reads oblogproxy.
#[must_use]
pub(super) fn of_source<'a>(source: &Section<'a>) -> Vec<Client<'a>> {
    let mut clients = source.get("clients").map(clients_in).unwrap_or_default();
    if clients.is_empty() {
        clients.extend(logproxy_client(source));
    }
    clients
}

/// The one client of a source that reads oblogproxy: `client.id`.
fn logproxy_client<'a>(source: &Section<'a>) -> Option<Client<'a>> {
    let (entry, _) = source.filled(&["client.id", "clientId"])?;
    Some(Client { id: Some(entry), subtopic: None, timestamp: None })
}

/// The clients under a `clients` key.
#[must_use]
pub(crate) fn clients_in(clients: Ref<'_>) -> Vec<Client<'_>> {
    items(clients).map(Client::read).collect()
}

/// The objects under a `clients` key: those of a list, or the only one.
pub(crate) fn items(clients: Ref<'_>) -> impl Iterator<Item = Ref<'_>> {
    let list = clients.structure();
    let one = list.is_mapping().then_some(list);
    one.into_iter().chain(list.items().map(|item| item.structure()))
}

/// One item of `source.clients`.
#[derive(Debug, Clone, Copy)]
pub struct Client<'a> {
    /// `clientId`.
    pub id: Option<EntryRef<'a>>,
    /// `subtopic`.
    pub subtopic: Option<EntryRef<'a>>,
    /// `timestamp` of a Light-Connector of 3.2.x: where it started.
    pub timestamp: Option<EntryRef<'a>>,
}

impl<'a> Client<'a> {
    /// The client that an item of `clients` describes.
    #[must_use]
    pub fn read(item: Ref<'a>) -> Self {
        let entry = |keys: &[&str]| keys.iter().find_map(|key| item.entry(key)).filter(|e| e.value.filled().is_some());
        Self {
            id: entry(&["clientId", "client_id"]),
            subtopic: entry(&["subtopic", "subTopic"]),
            timestamp: entry(&["timestamp"]),
        }
    }

    /// Where it says what it reads: its subtopic, else its id, which is normally the same.
    #[must_use]
    pub(crate) fn subtopic_entry(&self) -> Option<EntryRef<'a>> {
        self.subtopic.or(self.id)
    }

    /// The subtopic that it reads.
    #[must_use]
    pub fn reads(&self) -> Option<&'a str> {
        self.subtopic_entry().and_then(|entry| entry.value.filled())
    }

    /// The key of this client in `checkpoint`: its id, else its subtopic, which is normally the same.
    #[must_use]
    pub fn key(&self) -> Option<&'a str> {
        self.id.or(self.subtopic).and_then(|entry| entry.value.filled())
    }
}
