//! What the export says about a value that is missing, and how far it can be trusted. A file a question.

pub mod db_type;
pub mod ddl;
pub mod position;
