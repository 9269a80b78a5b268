//! What the export says about a value that is missing, and how far it can be trusted. A file a question.

pub(crate) mod contradiction;
pub(crate) mod db_type;
pub(crate) mod ddl;
pub(crate) mod default_type;
pub(crate) mod position;
pub(crate) mod pull_back;
pub(crate) mod reach;
pub(crate) mod running;
pub(crate) mod stray;
