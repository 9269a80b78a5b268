//! What an export is: the documents of OMS, the components they make, and how these belong together.

pub(crate) mod anonymise;
pub(crate) mod assemble;
mod backup;
mod backup_name;
mod batches;
pub mod classify;
pub mod client;
pub(crate) mod cluster;
pub mod component;
pub(crate) mod copies;
mod counterpart;
pub(crate) mod endpoint;
pub mod export;
pub(crate) mod ha;
pub mod id;
pub(crate) mod index;
pub mod kind;
pub(crate) mod reading;
pub(crate) mod record;
pub mod section;
pub mod shape;
pub mod shapes;
pub(crate) mod smell;
pub(crate) mod standing;
pub mod store;
mod supersede;
pub mod time;
